#!/bin/sh
# Scans a list and compares with the scan that was accepted last.
#   watch.sh LIST STATE    scan and compare; STATE is a folder CI keeps
#   watch.sh accept STATE  what was scanned last is what later scans are
#                          compared with
# In STATE: accepted.ndjson.zst, latest.ndjson.zst, and of the last comparison
# changes.md, changes.sarif and changes.xml (JUnit).
# Exit status: 0 as accepted, 1 changed at or above $PAGESCAN_FAIL_ON (warning),
# 3 some pages could not be scanned or compared, 2 usage.
# PAGESCAN is the program, PAGESCAN_FLAGS are for the scan, such as --redact.
set -eu

pagescan=${PAGESCAN:-pagescan}
if [ $# -ne 2 ]; then
  echo 'usage: watch.sh LIST STATE, or watch.sh accept STATE' >&2
  exit 2
fi
state=$2
accepted=$state/accepted.ndjson.zst
latest=$state/latest.ndjson.zst

if [ "$1" = accept ]; then
  cp "$latest" "$accepted.new"
  mv "$accepted.new" "$accepted"
  exit 0
fi

mkdir -p "$state"
scanned=0
# shellcheck disable=SC2086 # flags, separated by spaces
"$pagescan" batch "$1" -o "$latest" --ordered --fail-on error \
  --fail-level none --quiet ${PAGESCAN_FLAGS:-} || scanned=$?
# 3: what could be scanned is compared all the same.
case $scanned in 0 | 3) ;; *) exit "$scanned" ;; esac

if [ ! -e "$accepted" ]; then
  "$0" accept "$state"
  echo 'The first scan: later ones are compared with it.'
  exit "$scanned"
fi

compared=0
"$pagescan" diff "$accepted" "$latest" \
  --fail-on "${PAGESCAN_FAIL_ON:-warning}" \
  -f markdown -o "$state/changes.md" \
  -f sarif -o "$state/changes.sarif" \
  -f junit -o "$state/changes.xml" \
  -f text || compared=$?
[ "$scanned" -eq 0 ] || exit "$scanned"
exit "$compared"
