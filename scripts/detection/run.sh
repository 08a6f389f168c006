#!/usr/bin/env bash
# Detection on the model town for several seeds: prints the table and the per-control figures of docs/detection.md.
# Usage: run.sh [SEED ...]; HABIT is ordinary, rural or city; everything is written below WORK, outside the checkout.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=${WORK:-${TMPDIR:-/tmp}/insyn-detection}
inhabitants=${INHABITANTS:-50000}
habit=${HABIT:-ordinary}
target=${CARGO_TARGET_DIR:-$root/target}
insyn=${INSYN:-$target/release/insyn}
[ -x "$insyn" ] || (cd "$root" && cargo build --release --quiet)
seeds=("$@")
[ ${#seeds[@]} -gt 0 ] || seeds=(7 1 2 3 4 5)
for seed in "${seeds[@]}"; do
    place="$work/$seed"
    rm -rf "$place"
    mkdir -p "$place"
    "$insyn" demo --inhabitants "$inhabitants" --years 3 --seed "$seed" --habit "$habit" --out "$place" --no-serve > "$place/out.txt"
    echo "## Seed $seed"
    sed -n '/^5\. /,$p' "$place/out.txt" | sed '1d;/^Öppna/d'
    rm -rf "$place/kommun" "$place/data"
done
