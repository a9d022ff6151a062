# shellcheck shell=sh disable=SC2034,SC2154
# Sourced after bin/jdk.sh by ./run and the bench, which set $root: builds what is older than its sources.

service_sources="pom.xml db/pom.xml db/src edge/pom.xml edge/src/main tracking-web/pom.xml tracking-web/public
  order-service/pom.xml order-service/src/main"

# Succeeds if one of the sources after the jar $1 is newer than the jar and than its last build here. Maven does not
# touch an unchanged jar, so each build leaves a stamp beside it; a build by ./test leaves none.
sources_changed() {
  than=$1
  built=${1%/*}/built-by-run
  shift
  [ -f "$than" ] || return 0
  [ -f "$built" ] || built=$than
  changed=$(cd "$root" && find "$@" -newer "$than" -newer "$built" 2>/dev/null | head -n 1)
  [ -n "$changed" ]
}

# Copies Maven's log from input to output, and tells on stderr which step it has reached.
report_steps() {
  step=
  downloads=0
  while IFS= read -r line; do
    printf '%s\n' "$line"
    case $line in
      *'Downloaded from '*)
        downloads=$((downloads + 1))
        [ "$downloads" -ne 1 ] || echo "  downloading plugins and libraries (first time only)" >&2
        [ $((downloads % 250)) -ne 0 ] || echo "  ... $downloads files so far" >&2
        continue
        ;;
      *compiler*:compile\ *) next="compiling" ;;
      *jar*:jar\ *'@ order-service'*) next="packaging" ;;
      *antrun*:run\ *aot-cache*) next="recording an AOT cache, so that Waybill starts faster" ;;
      *) continue ;;
    esac
    [ "$next" = "$step" ] || echo "  $next" >&2
    step=$next
  done
}

# Builds the given modules and what they need; without arguments all modules. Test libraries are left out: one of them
# has 200 MB. The stamp has the time of the build's start, so an edit during the build is seen the next time.
build() (
  need_maven
  echo "Building Waybill ..." >&2
  cd "$root" || exit
  mkdir -p target
  touch target/build-began
  rm -f target/build-succeeded
  modules=$(IFS=,; echo "$*")
  {
    maven ${modules:+-pl "$modules" -am} -Dmaven.test.skip=true package 2>&1 && touch target/build-succeeded
  } | report_steps >target/build.log

  if [ ! -f target/build-succeeded ]; then
    sed -n -e '/-> \[Help 1\]/q' -e '/^\[WARNING\] ./p' -e '/^\[ERROR\] ./p' target/build.log >&2
    echo "run: the build failed; all of its output is in target/build.log." >&2
    exit 1
  fi
  [ $# -gt 0 ] || set -- order-service bench tools/bench
  for module in "$@"; do
    [ ! -d "$module/target" ] || cp -p target/build-began "$module/target/built-by-run"
  done
)
