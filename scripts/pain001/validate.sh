#!/usr/bin/env bash
# Validates pain.001 files against the ISO 20022 schemas.
#
#   scripts/pain001/validate.sh FILE…
#
# The schemas are those of the PyPI package sepaxml (MIT), which carries them as ISO 20022 publishes them; they are fetched
# once into a cache and checked by their hash. They are not in this repository. xmllint is installed when this runs as root
# on Debian. Ends with 0 when every file is valid, 1 when one is not, 2 when something is missing.
set -euo pipefail

package=sepaxml==2.7.0
cache=${XDG_CACHE_HOME:-$HOME/.cache}/insyn/pain001
declare -A hashes=(
  [pain.001.001.03]=ed4be42522e3e35b108b3ad2ebbcc65da987cddbf6cfdc20828cd4fd0d69c51a
  [pain.001.001.09]=de038b373e47b0077b1832ddd81f4b2f1eb25d35721f62da1e38b7f5a09fda24
)

if [ $# -eq 0 ]; then
  sed -n '2,8p' "$0" >&2
  exit 2
fi

if ! command -v xmllint > /dev/null; then
  if [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; then
    { apt-get update -q && apt-get install -y -q libxml2-utils; } > /dev/null
  else
    echo "xmllint is missing: install libxml2-utils" >&2
    exit 2
  fi
fi

fetch() {
  local folder
  folder=$(mktemp -d)
  python3 -m pip download --quiet --no-deps --only-binary :all: --dest "$folder" "$package"
  mkdir -p "$cache"
  for version in "${!hashes[@]}"; do
    python3 -m zipfile -e "$folder"/sepaxml-*.whl "$folder/unpacked"
    cp "$folder/unpacked/sepaxml/schemas/$version.xsd" "$cache/$version.xsd"
  done
  rm -rf "$folder"
}

schema() {
  local path=$cache/$1.xsd
  if [ ! -f "$path" ]; then
    fetch
  fi
  if ! echo "${hashes[$1]}  $path" | sha256sum --check --quiet; then
    echo "$path is not the schema that is expected: remove it and try again" >&2
    exit 2
  fi
}

status=0
for file in "$@"; do
  # Without entities and without network: the file may be anybody's.
  namespace=$(xmllint --nonet --xpath 'namespace-uri(/*)' "$file" 2> /dev/null || true)
  version=${namespace##*:}
  if [ -z "${hashes[$version]:-}" ]; then
    echo "$file: no pain.001.001.03 or .09 (namespace \`$namespace\`)" >&2
    status=1
    continue
  fi
  schema "$version"
  xmllint --noout --nonet --schema "$cache/$version.xsd" "$file" || status=1
done
exit $status
