#!/bin/sh
# Compares crates/ids with independent implementations: python-stdnum (PyPI) and kontonummer (npm).
#
#   scripts/ids-agreement/run.sh [strings per type, default 120000]
#
# Needs python3 with venv, npm, node and a network. Everything that is installed lands in a temporary folder outside the
# checkout and is removed afterwards. Exit status 1 when a disagreement is not explained in peers.py.
set -eu

count="${1:-120000}"
root="$(cd "$(dirname "$0")/../.." && pwd)"
here="$root/scripts/ids-agreement"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check python-stdnum==2.2
(cd "$work" && npm install --silent --no-audit --no-fund --ignore-scripts kontonummer@6.0.1 >/dev/null)
cp "$here/kontonummer.mjs" "$work/"
(cd "$root" && cargo build --quiet --release -p ids --example validate)
target="${CARGO_TARGET_DIR:-$root/target}"

"$work/venv/bin/python" "$here/agree.py" \
    --validate "$target/release/examples/validate" --kontonummer "$work/kontonummer.mjs" --count "$count" --work "$work"
