#!/bin/sh
# Insyn against the newest Splink and DuckDB of PyPI: see README.md.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
data=${DATA:-$root/../shared/data/linkage}
work=${WORK:-${TMPDIR:-/tmp}/insyn-peers-linkage}
persons=${PERSONS:-$work/persons}
sets=${SETS:-febrl3 febrl4 fake_1000 persons}
insyn=${INSYN:-}

mkdir -p "$work"
[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --upgrade splink duckdb numpy
"$work/venv/bin/pip" list 2>/dev/null | grep -Ei '^(splink|duckdb|numpy|pyarrow) '

case " $sets " in
*" persons "*)
    if [ ! -f "$persons/persons.csv" ]; then
        [ -n "$insyn" ] || { echo "INSYN is needed to make the persons (or PERSONS, a folder of them)" >&2; exit 2; }
        "$insyn" modeltown persons --records "${RECORDS:-1000000}" --seed 7 --out "$persons"
    fi
    ;;
esac

# The words of $sets are arguments of their own.
# shellcheck disable=SC2086
exec "$work/venv/bin/python" "$here/compare.py" --data "$data" --persons "$persons" --work "$work" \
    --runs "${RUNS:-1}" --threads "${THREADS:-2}" ${insyn:+--insyn "$insyn"} $sets
