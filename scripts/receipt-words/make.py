"""Makes the list of words for receipts; called by run.sh.

A word gets in when it is a Swedish noun, verb or adjective in its base form, spelt as it sounds, common enough (or made of
two common words), no name, nothing that would hurt a frightened person, and unmistakable beside every word that is in
already. The most common words are tried first, so the list is the same whenever it is made from the same two files.

    python make.py <sv_SE.dic> <list to write>
"""

import hashlib
import re
import sys
from pathlib import Path

import wordfreq

HERE = Path(__file__).parent
COUNT = 7776  # 6^5: a word is also five throws of a die
DICTIONARY = "8bf485a6b0be30bd901d7acbdc1a8ee9c70471885b476f2e42eeba6fe2959bee"  # hunspell-sv 1:7.5.0-1
FREQUENCIES = "16971de5b9c6731b0dc3647743f93357bd7ead336f783aa3f747db6855e36a90"  # wordfreq 3.1.1, large list

# How common a word must be: alone, or each half of a compound that is rarer.
ALONE, HALF = 1.2e-7, 1.3e-6

# Spellings that do not follow from the sound: loans, mostly.
SPELLING = re.compile(r"c(?!k)|[qwz]|th|ph|sh|oo|ee|ea|ou|ay|ei|eu|ai|ie(?!r|n|t|s)|[bdfgklmnprstv]y$|age$|sion|eau|ism$|ogi$|^x|xi$")

# Sounds that are taken for each other on a bad line or in a hurry.
ALIKE = ["b p", "d t", "g k", "f v", "m n N", "i y", "i e", "y u ö", "u o ö", "u å", "s S j", "S t"]
NEAR = {}
for group in ALIKE:
    for sound in group.split():
        NEAR.setdefault(sound, set()).update(set(group.split()) - {sound})
# Sounds that are easily swallowed or added.
WEAK = "hlrnmNtdsje"

FOLD = str.maketrans("åäö", "aao")
FRONT = "eiyäö"


def sound(word):
    """How a word sounds, roughly: one sign for a sound, doubled letters once; S for sj and tj, N for ng and nk."""
    for pattern, to in [
        (r"skj|stj|sj|sch|sh", "S"),
        (rf"^sk(?=[{FRONT}])", "S"),
        (r"[ts]ion", "Son"),
        (r"^(tj|kj|ch)", "S"),
        (rf"^k(?=[{FRONT}])", "S"),
        (r"^[gdlh]j", "j"),
        (rf"^g(?=[{FRONT}])", "j"),
        (r"(?<=[lr])g$", "j"),
        (r"ck|ch", "k"),
    ]:
        word = re.sub(pattern, to, word)
    word = word.translate(str.maketrans({"x": "ks", "ä": "e", "o": "å"}))
    word = re.sub(r"(?<=[aåeiuyö])gn", "ngn", word).replace("ng", "N").replace("nk", "N")
    return re.sub(r"(.)\1+", r"\1", word)


def refused():
    """Words, and a pattern for parts of words, that nobody should meet on a receipt."""
    words = set((HERE / "refused-words.txt").read_text(encoding="utf-8").split())
    parts = (HERE / "refused-parts.txt").read_text(encoding="utf-8").split()
    return words, re.compile("|".join(parts))


def dictionary(path):
    """The base forms of nouns, verbs and adjectives, without names and what the dictionary itself will not suggest."""
    flags, names, unwanted = {}, set(), set()
    for line in path.read_text(encoding="utf-8").splitlines():
        word, _, marks = re.split(r"[\t ]", line)[0].partition("/")
        if re.fullmatch("[a-zåäö]+", word):
            flags.setdefault(word, set()).update(marks)
            if set(marks) & set("!%"):
                unwanted.add(word)
        elif re.match("[A-ZÅÄÖ]", word):
            names.add(word.lower())
    inflected = lambda marks: marks & set("BCDEOQ") or {"K", "L"} <= marks
    return {word for word, marks in flags.items() if inflected(marks)}, names | unwanted


def candidates(path):
    """Every word that may stand in the list by itself, the most common first."""
    base, unwanted = dictionary(path)
    often = wordfreq.get_frequency_dict("sv", wordlist="large")
    words, parts = refused()
    half = lambda part: len(part) >= 3 and part in base and often.get(part, 0) >= HALF
    compound = lambda word: any(
        half(word[:cut]) and (half(word[cut:]) or word[cut] == "s" and half(word[cut + 1 :])) for cut in range(3, len(word) - 2)
    )
    found = [
        word
        for word in base - unwanted - words
        if 4 <= len(word) <= 8
        and not SPELLING.search(word)
        and not parts.search(word)
        and (often.get(word, 0) >= ALONE or often.get(word, 0) > 0 and compound(word))
    ]
    return sorted(found, key=lambda word: (-often[word], word))


def choose(words):
    """The first words that can not be mistaken for each other, in writing or by ear."""
    chosen, folded, beginnings, heard = [], set(), set(), set()
    for word in words:
        plain, said = word.translate(FOLD), sound(word)
        if plain in beginnings or any(plain[:end] in folded for end in range(4, len(plain) + 1)):
            continue
        here = range(len(said))
        replaced = (said[:at] + near + said[at + 1 :] for at in here for near in NEAR.get(said[at], ()))
        less = (said[:at] + said[at + 1 :] for at in here if said[at] in WEAK)
        more = (said[:at] + weak + said[at:] for at in range(len(said) + 1) for weak in WEAK)
        if any(other in heard for others in ([said], replaced, less, more) for other in others):
            continue
        chosen.append(word)
        folded.add(plain)
        heard.add(said)
        beginnings.update(plain[:end] for end in range(1, len(plain) + 1))
        if len(chosen) == COUNT:
            return sorted(chosen)
    sys.exit(f"only {len(chosen)} words are left, {COUNT} are needed")


def check(path, expected):
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != expected:
        sys.exit(f"{path} has SHA-256 {found}, not {expected}: it is another version")


def main():
    dic, to = map(Path, sys.argv[1:])
    check(dic, DICTIONARY)
    check(Path(wordfreq.__file__).parent / "data" / "large_sv.msgpack.gz", FREQUENCIES)
    chosen = choose(candidates(dic))
    to.write_text("".join(f"{word}\n" for word in chosen), encoding="utf-8")
    print(f"{len(chosen)} words, SHA-256 {hashlib.sha256(to.read_bytes()).hexdigest()}")


main()
