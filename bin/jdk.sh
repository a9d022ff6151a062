# shellcheck shell=sh
# Sourced by ./run and ./test: finds a JDK 25 or newer, and Maven, or says what to install and exits.
# Versions are read from the file that every JDK carries, so looking costs milliseconds and starts no Java.

# Prints the major version of the JDK in the folder $1; nothing if there is no JDK 25 or newer.
jdk_version() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  jdk_major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ "${jdk_major:-0}" -lt 25 ] || echo "$jdk_major"
}

# Prints the folder of the JDK to use: what the user chose, else an installed 25, else the first newer one.
find_jdk() {
  on_path=$(command -v javac || true)
  on_path=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
  for jdk in "${JAVA_HOME:-}" "${on_path%/bin/javac}"; do
    [ -z "$(jdk_version "$jdk")" ] || { echo "$jdk"; return; }
  done

  newer=
  if [ -x /usr/libexec/java_home ]; then newer=$(/usr/libexec/java_home -v 25+ 2>/dev/null || true); fi
  for jdk in /usr/lib/jvm/* /usr/java/* /opt/*jdk* /opt/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
    "$HOME"/.local/share/mise/installs/java/*; do
    case $(jdk_version "$jdk") in
      '') ;;
      25) echo "$jdk"; return ;;
      *) newer=${newer:-$jdk} ;;
    esac
  done
  echo "$newer"
}

use_jdk() {
  JAVA_HOME=$(find_jdk)
  if [ -z "$JAVA_HOME" ]; then
    echo "No JDK 25 or newer found: install one (for example Temurin 25, https://adoptium.net) or set JAVA_HOME." >&2
    exit 1
  fi
  PATH=$JAVA_HOME/bin:$PATH
  export JAVA_HOME PATH
}

need_maven() {
  if ! command -v mvn >/dev/null; then
    echo "Maven (mvn) not found: install Maven 3.8 or newer (https://maven.apache.org) and put it on the PATH." >&2
    exit 1
  fi
}

# The options keep older Mavens quiet about what a later JDK will forbid them; no colours in files and pipes.
maven() {
  [ -t 1 ] || set -- -B "$@"
  MAVEN_OPTS="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}" mvn "$@"
}
