#!/usr/bin/env bash
# Splits every pain.001 file of the tests in several ways and validates what comes out against the schema.
#
#   scripts/pain001/splits.sh
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$root" && cargo build --quiet --release -p payments --example split)
split=${CARGO_TARGET_DIR:-$root/target}/release/examples/split

for file in "$root"/crates/payments/tests/data/pain0*.xml; do
  for hold in "" "1" "2" "1 2"; do
    folder=$work/$(basename "$file" .xml)-${hold// /-}
    mkdir -p "$folder"
    # shellcheck disable=SC2086 # the orders are words
    "$split" "$file" "$folder" $hold
  done
done
"$root/scripts/pain001/validate.sh" "$work"/*/*.xml
