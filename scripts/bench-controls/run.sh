#!/usr/bin/env bash
# Makes the registers, imports them and compares. Everything is written below WORK, outside the checkout.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
rows=${1:-20000000}
work=${WORK:-${TMPDIR:-/tmp}/insyn-bench-controls}
target=${CARGO_TARGET_DIR:-$root/target}
mkdir -p "$work"
[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "duckdb>=1.4"
(cd "$root" && cargo build --release --quiet)
insyn="$target/release/insyn"
csv="$work/csv-$rows"
data="$work/data-$rows"
if [ ! -d "$csv" ]; then
    "$work/venv/bin/python" "$here/generate.py" "$rows" "$csv.part"
    mv "$csv.part" "$csv"
fi
for register in "$csv"/*.csv; do
    name=$(basename "$register" .csv)
    "$insyn" import "$register" --as "$name" --data "$data" --threads 2 --retain-until 2099-12-31
done
# An invented decision by two invented people, since nothing runs without one.
"$work/venv/bin/python" "$here/decision.py" "$root/library" > "$work/decision.toml"
"$insyn" decisions add "$work/decision.toml" --data "$data"
"$work/venv/bin/python" "$here/compare.py" --insyn "$insyn" --data "$data" --library "$root/library" --runs "${RUNS:-3}"
