#!/bin/sh
# Installs what the build needs, builds build/pagescan and scans. Without
# arguments a sample page; with arguments, what they say, as `pagescan scan`.
set -eu

start=$PWD
cd "$(dirname "$0")/.."
root=$PWD
. cmake/packages.sh

# shellcheck disable=SC2086 # a list of words
install_packages $BUILD_PACKAGES >&2
if [ ! -e build/CMakeCache.txt ]; then
  run_quietly cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release \
    -DPAGESCAN_TESTS=OFF
fi
run_quietly cmake --build build --target pagescan

if [ $# -gt 0 ]; then
  cd "$start"
  exec "$root/build/pagescan" scan "$@"
fi
exec build/pagescan scan samples/login.html \
  --url 'https://accounts.example.com/login?next=%2Forders'
