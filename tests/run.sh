#!/bin/sh
# Installs what the tests need, then runs every check of the project, stage by
# stage, and stops at the first that fails:
#   release  g++, warnings as errors, every test
#   asan     clang, AddressSanitizer and UBSan, every test
#   fuzz     each fuzz target for a few seconds
#   format   clang-format
#   tidy     clang-tidy
# PAGESCAN_STAGES chooses some of them, PAGESCAN_FUZZ_SECONDS how long each
# target is fuzzed (5).
set -eu

cd "$(dirname "$0")/.."
. cmake/packages.sh

stages=${PAGESCAN_STAGES:-release asan fuzz format tidy}
fuzz_seconds=${PAGESCAN_FUZZ_SECONDS:-5}
jobs=$(nproc)
summary=

# Object files of an earlier run, where the machine keeps them.
if command -v ccache >/dev/null; then
  export CMAKE_CXX_COMPILER_LAUNCHER=ccache
fi

# The conformance suites and corpora, where they lie beside the repository.
if [ ! -d "${PAGESCAN_SHARED:-../shared}" ]; then
  echo "note: no ../shared: the tests that need it are skipped"
fi

# configure DIRECTORY ARGS...
configure() {
  directory=$1
  shift
  generator=
  [ -e "$directory/CMakeCache.txt" ] || generator='-G Ninja'
  # shellcheck disable=SC2086 # two words or none
  run_quietly cmake -S . -B "$directory" $generator \
    -DPAGESCAN_WERROR=ON "$@"
}

build() {
  run_quietly cmake --build "$1" -j "$jobs"
}

# Runs every test; prints what did not run and the closing lines.
run_tests() {
  log=$1/ctest.log
  # Many tests wait for a server that stalls: more of them than processors.
  if ctest --test-dir "$1" --no-tests=error -j $((2 * jobs)) \
    --output-on-failure \
    >"$log" 2>&1; then
    sed -n '/tests passed/,$p' "$log"
  else
    grep -v -e '   Passed ' -e '^ *Start ' "$log"
    return 1
  fi
}

stage_release() {
  configure build -DCMAKE_BUILD_TYPE=Release -DPAGESCAN_TESTS=ON
  build build
  run_tests build
}

stage_asan() {
  configure_asan
  build build/asan
  run_tests build/asan
}

# The tests and the fuzz targets, from one build of the libraries.
configure_asan() {
  configure build/asan -DCMAKE_BUILD_TYPE=Debug -DPAGESCAN_TESTS=ON \
    -DCMAKE_C_COMPILER=clang-14 -DCMAKE_CXX_COMPILER=clang++-14 \
    -DCMAKE_CXX_FLAGS_DEBUG='-O1 -gline-tables-only' \
    -DPAGESCAN_SANITIZE=address,undefined -DPAGESCAN_FUZZ=ON
}

stage_fuzz() {
  configure_asan
  build build/asan
  bench/fuzz -b build/asan -s "$fuzz_seconds"
}

sources() {
  find scanner report rules tests bench \
    -name '*.cpp' -o -name '*.h' 2>/dev/null | sort
}

stage_format() {
  sources | xargs clang-format-14 --dry-run -Werror
  echo "$(sources | wc -l) files"
}

stage_tidy() {
  configure_asan
  log=build/tidy.log
  if run-clang-tidy-14 -quiet -p build/asan -j "$jobs" \
    "^$PWD/(scanner|report|rules)/.*[.]cpp\$" >"$log" 2>&1; then
    echo "$(grep -c '^clang-tidy-14 ' "$log") files"
  else
    grep -E -A 6 '(warning|error): ' "$log" || cat "$log"
    return 1
  fi
}

run_stage() {
  echo "== $1"
  began=$(date +%s)
  # Not `if "stage_$1"`: set -e must hold inside the stage.
  "stage_$1"
  took=$(($(date +%s) - began))
  echo "== $1: passed in $took s"
  summary="$summary $1 $took s,"
}

trap 'status=$?; [ "$status" -eq 0 ] || echo "== FAILED" >&2' EXIT

began_all=$(date +%s)
echo "== packages"
# shellcheck disable=SC2086 # lists of words
install_packages $BUILD_PACKAGES $TEST_PACKAGES
for stage in $stages; do run_stage "$stage"; done
echo "== all passed in $(($(date +%s) - began_all)) s:${summary%,}"
for log in build/ctest.log build/asan/ctest.log; do
  if [ -e "$log" ]; then
    echo "$log: $(grep 'tests passed' "$log")"
  fi
done
