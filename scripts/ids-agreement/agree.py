"""Runs the generated strings through `ids` and through the independent implementations, and prints who agrees.

Called by run.sh.
"""

import argparse
import subprocess
import sys
from collections import Counter
from importlib.metadata import version

import generate
import peers
from stdnum import iban as stdnum_iban
from stdnum import numdb

SEED = 20240222
SHOWN = 8


def ours(binary, kind, texts):
    """Verdict and detail of the Rust crate per text."""
    lines = "".join(f"{kind}\t{text}\n" for text in texts)
    out = subprocess.run([binary, str(peers.today_pivot())], input=lines, capture_output=True, text=True, check=True).stdout
    answers = [tuple(line.split("\t", 1)) for line in out.split("\n")[:-1]]
    assert len(answers) == len(texts), f"{kind}: {len(answers)} answers for {len(texts)} strings"
    return answers


def kontonummer(script, texts):
    """`(accepted, bank)` of the npm package per text."""
    run = subprocess.run(["node", script], input="".join(f"{t}\n" for t in texts), capture_output=True, text=True, check=True)
    answers = [line.split("\t") for line in run.stdout.split("\n")[:-1]]
    assert len(answers) == len(texts), f"kontonummer: {len(answers)} answers for {len(texts)} strings"
    return [(verdict == "ok", bank) for verdict, bank in answers]


class Tally:
    def __init__(self, kind):
        self.kind, self.count = kind, Counter()
        self.explained, self.unexplained, self.examples = Counter(), [], {}

    def agree(self, valid):
        self.count["both accept" if valid else "both turn down"] += 1

    def known(self, name, text):
        self.explained[name] += 1
        self.examples.setdefault(name, text)

    def row(self):
        agreed = self.count["both accept"] + self.count["both turn down"]
        known = sum(self.explained.values())
        total = agreed + known + len(self.unexplained)
        return (f"| {self.kind} | {total} | {self.count['both accept']} | {self.count['both turn down']} "
                f"| {known} | {len(self.unexplained)} |")


def numbers(kind, texts, binary):
    tally = Tally(kind)
    explain = peers.EXPLAINED.get(kind, lambda *_: None)
    for text, (verdict, detail) in zip(texts, ours(binary, kind, texts)):
        mine = detail if verdict == "ok" else None
        theirs = peers.PEERS[kind](text)
        if mine == theirs:
            tally.agree(mine is not None)
        elif name := explain(text, mine, theirs):
            tally.known(name, text)
        else:
            tally.unexplained.append((text, f"{verdict} {detail}", theirs))
    return tally


def accounts(texts, binary, script):
    tally = Tally("bank_account")
    claims = []
    for text, (verdict, detail), (accepted, bank) in zip(texts, ours(binary, "bank_account", texts), kontonummer(script, texts)):
        if verdict != "cannot" and (verdict == "ok") == accepted:
            tally.agree(accepted)
        elif claim := peers.account_explained(text, verdict, accepted, bank):
            claims.append((text, verdict, detail, claim))
        else:
            tally.unexplained.append((text, f"{verdict} {detail}", accepted))
    answers = kontonummer(script, [claim[1] for *_, claim in claims]) if claims else []
    for (text, verdict, detail, (name, variant, must)), (accepted, _) in zip(claims, answers):
        if must is None or accepted == must:
            tally.known(name, text)
        else:
            tally.unexplained.append((text, f"{verdict} {detail}", f"{name}: {variant} gives {accepted}"))
    return tally


def patterns():
    """Account pattern per country of stdnum's copy of the IBAN registry."""
    table = {}
    for first in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            found = numdb.get("iban").info(first + second)[0][1]
            if "bban" in found:
                table[first + second] = [(int(n), kind) for n, kind in stdnum_iban._struct_re.findall(found["bban"])]
    return table


def main():
    parser = argparse.ArgumentParser()
    for name in ("--validate", "--kontonummer", "--work"):
        parser.add_argument(name, required=True)
    parser.add_argument("--count", type=int, required=True)
    options = parser.parse_args()

    table = patterns()
    texts = {kind: list(generate.strings(kind, options.count, SEED, table)) for kind in [*peers.PEERS, "bank_account"]}
    tallies = [numbers(kind, texts[kind], options.validate) for kind in peers.PEERS]
    tallies.append(accounts(texts["bank_account"], options.validate, options.kontonummer))

    print(f"{peers.date.today()}, python-stdnum {version('python-stdnum')}, kontonummer 6.0.1, seed {SEED}\n")
    print("| kind | strings | both accept | both turn down | known difference | unexplained |")
    print("|---|---:|---:|---:|---:|---:|")
    for tally in tallies:
        print(tally.row())
    print("\n| kind | known difference | strings |\n|---|---|---:|")
    for tally in tallies:
        for name, count in sorted(tally.explained.items(), key=lambda pair: (-pair[1], pair[0])):
            print(f"| {tally.kind} | {name} | {count} |")
    for tally in tallies:
        for text, mine, theirs in tally.unexplained[:SHOWN]:
            print(f"\nUNEXPLAINED {tally.kind} {text!r}: ids {mine}, peer {theirs}")
    sys.exit(any(tally.unexplained for tally in tallies))


if __name__ == "__main__":
    main()
