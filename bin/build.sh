# shellcheck shell=sh disable=SC2034,SC2154
# Sourced after bin/jdk.sh by ./run and bench/run, which set $root: builds what is older than its sources.

stamp=$root/order-service/target/built-by-run
service_sources="pom.xml db/pom.xml db/src tracking-web/pom.xml tracking-web/public edge/pom.xml edge/src/main order-service/pom.xml order-service/src/main"

# Succeeds if one of the sources after the jar $1 is newer than it and than the last build of ./run: Maven leaves an
# unchanged jar's time as it was, and a build of ./test leaves no stamp.
sources_changed() {
  than=$1
  built=$stamp
  shift
  [ -f "$than" ] || return 0
  [ -f "$built" ] || built=$than
  changed=$(cd "$root" && find "$@" -newer "$than" -newer "$built" | head -n 1)
  [ -n "$changed" ]
}

# Without test libraries: one of them is 200 MB. The stamp's time is from before the build, so that an edit during
# the build is seen next time.
build() (
  need_maven
  echo "Building (the first time takes a minute) ..." >&2
  cd "$root" || exit
  mkdir -p target
  touch target/build-began
  maven -ntp -Dmaven.test.skip=true package >target/build.log 2>&1 || {
    sed -n -e '/-> \[Help 1\]/q' -e '/^\[WARNING\] ./p' -e '/^\[ERROR\] ./p' target/build.log >&2
    echo "run: the build failed; all of its output is in target/build.log." >&2
    exit 1
  }
  mv target/build-began "$stamp"
)
