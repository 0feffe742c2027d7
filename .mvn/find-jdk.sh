# Sets JAVA_HOME to a JDK that can build and run rnn4j, or ends with exit code 2 and a line that says
# what is missing. Sourced by mvnw and rnn4j: many machines have an older java as their default, or
# none on PATH, with a new enough JDK lying beside it.

jdk_needed=25

# Prints the major version of the JDK in the folder $1, or nothing if there is none. Reads its file
# `release`, because starting java to ask would cost as much as running the program.
jdk_version() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  while IFS= read -r line; do
    case $line in JAVA_VERSION=\"*)
      line=${line#*\"}
      echo "${line%%[!0-9]*}"
      ;;
    esac
  done <"$1/release"
}

# Prints the folder of the JDK to use. What the user chose comes first, JAVA_HOME before PATH; of the
# others the oldest that will do, being nearest to the one rnn4j is tested with.
find_jdk() {
  javac=$(command -v javac) && javac=$(readlink -f "$javac") || javac=
  for jdk in "${JAVA_HOME-}" "${javac%/bin/javac}"; do
    version=$(jdk_version "$jdk")
    if [ "${version:-0}" -ge $jdk_needed ]; then
      echo "$jdk"
      return
    fi
  done
  set +f # mvnw switches patterns off
  best=
  for jdk in \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /opt/* /opt/java/* \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec; do
    version=$(jdk_version "$jdk")
    if [ "${version:-0}" -ge $jdk_needed ] && [ "$version" -lt "${best_version:-9999}" ]; then
      best=$jdk
      best_version=$version
    fi
  done
  echo "$best"
}

JAVA_HOME=$(find_jdk)
if [ -z "$JAVA_HOME" ]; then
  echo "rnn4j needs JDK $jdk_needed or newer, found none in JAVA_HOME, on PATH or in the usual places;" \
    "install one (for example Eclipse Temurin) or set JAVA_HOME to it" >&2
  exit 2
fi
export JAVA_HOME
