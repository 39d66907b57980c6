# The Debian 12 packages the project needs, in one place, and how the set-up
# scripts install them. Sourced by samples/scan.sh and tests/run.sh; POSIX sh.

BUILD_PACKAGES="
  ca-certificates cmake g++ libcli11-dev libcsv-dev libcurl4-openssl-dev
  libdtl-dev libexpat1-dev libexpected-dev libfmt-dev libgumbo-dev libicu-dev
  libpsl-dev libre2-dev libspdlog-dev libsqlite3-dev libssl-dev libyaml-dev
  libzstd-dev ninja-build nlohmann-json3-dev pkg-config rapidjson-dev
  zlib1g-dev"

TEST_PACKAGES="
  clang-14 clang-format-14 clang-tidy-14 curl libclang-rt-14-dev libgmock-dev
  libgtest-dev liblinear-dev libvalijson-dev libxml2-dev nginx-light openssl
  python3 valgrind xz-utils"

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    sudo "$@"
  fi
}

# run_quietly COMMAND...: what the command prints is shown only if it fails.
run_quietly() {
  quiet_log=$(mktemp)
  if "$@" >"$quiet_log" 2>&1; then
    rm -f "$quiet_log"
    return 0
  fi
  cat "$quiet_log" >&2
  rm -f "$quiet_log"
  echo "failed: $*" >&2
  return 1
}

is_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

apt_get() {
  run_quietly as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -q -y -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@"
}

# Debian starts a server as soon as it is installed; the tests start their own.
# While the policy file is there, nothing is started.
install_without_starting() (
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap 'as_root rm -f "$policy"' EXIT
    trap 'exit 130' INT TERM
    as_root sh -c "printf '#!/bin/sh\nexit 101\n' >$policy; chmod 755 $policy"
  fi
  apt_get install --no-install-recommends "$@"
)

# install_packages NAME...: installs those that are missing; needs no network
# where none is.
install_packages() {
  missing=
  for package in "$@"; do
    is_installed "$package" || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  echo "installing:$missing"
  apt_get update
  nginx_was_there=0
  if is_installed nginx; then nginx_was_there=1; fi
  # shellcheck disable=SC2086 # a list of words
  install_without_starting $missing
  if [ "$nginx_was_there" -eq 0 ] && is_installed nginx &&
    [ -d /run/systemd/system ]; then
    run_quietly as_root systemctl disable nginx
  fi
}
