#!/bin/sh
# Makes crates/vault/data/receipt-words.txt anew, byte for byte. Needs Debian (apt, dpkg-deb), Python 3 and the network.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download hunspell-sv=1:7.5.0-1
dpkg-deb -x hunspell-sv_*.deb dictionary
python3 -m venv python
python/bin/pip install --quiet wordfreq==3.1.1
python/bin/python "$here/make.py" dictionary/usr/share/hunspell/sv_SE.dic "$here/../../crates/vault/data/receipt-words.txt"
