"""Import of ledger rows: Insyn against DuckDB, on the same file, by turns.

    pip install duckdb
    cargo build --release -p registers --example import_csv
    python scripts/bench-import/bench.py --binary target/release/examples/import_csv

Writes a ledger of 15 columns with a fixed seed, then lets both read it with typed columns and write Parquet, by turns,
two threads each. Prints the medians of wall and processor time and their ratio, then the peak memory of an import of ten
times as many rows. DuckDB is timed inside its process, Insyn from the outside (start included).
"""

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HEADER = [
    "kopare_id", "kopare", "verifikationsnummer", "leverantor", "leverantor_id", "konto_nr", "konto_text", "belopp",
    "datum", "forvaltning", "fakturanummer", "fakturadatum", "moms", "avtal", "beskrivning",
]
UNITS = ["Barn- och utbildningsförvaltningen", "Vård- och omsorgsförvaltningen", "Samhällsbyggnad",
         "Kultur och fritid", "Kommunledningskontoret", "Socialförvaltningen", "Räddningstjänsten"]
ACCOUNTS = [(str(4000 + n * 7), text) for n, text in enumerate(
    ["Livsmedel", "Konsultarvoden", "Lokalhyror", "Drivmedel", "Läromedel", "Städtjänster", "El", "Förbrukningsinventarier",
     "Transporter", "Licenser", "Tele och data", "Köp av verksamhet", "Bevakning", "Reparationer"])]
WORDS = ["leverans", "mars", "enligt avtal", "månadsavgift", "tillägg", "skola", "boende", "underhåll", "frakt", "konto"]


def org_no(rng):
    digits = [5, 5, 6] + [rng.randrange(10) for _ in range(6)]
    doubled = [d * 2 - 9 if at % 2 == 0 and d > 4 else d * 2 if at % 2 == 0 else d for at, d in enumerate(digits)]
    return "".join(map(str, digits)) + str(-sum(doubled) % 10)


def generate(path, rows):
    rng = random.Random(7)
    suppliers = [(f"{rng.choice(['Norr', 'Syd', 'Öst', 'Väst'])}{rng.choice(['bygg', 'data', 'vård', 'mat'])} {n} AB",
                  org_no(rng)) for n in range(8000)]
    days = [f"20{y:02}-{m:02}-{d:02}" for y in range(19, 25) for m in range(1, 13) for d in range(1, 29)]
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write(";".join(HEADER) + "\n")
        batch = []
        for row in range(rows):
            name, number = suppliers[int(rng.random() ** 2 * 8000)]
            account, text = ACCOUNTS[int(rng.random() * 14)]
            ore = int(rng.paretovariate(0.9) * 20_000) % 90_000_000
            words = WORDS[int(rng.random() * 10)] + " " + WORDS[int(rng.random() * 10)]
            if row % 50 == 0:
                words = f'"{words}; ""{row}"""'
            day = int(rng.random() * len(days))
            batch.append(
                f"2120000142;Modellstads kommun;{row + 10_000_000};{name};{number};{account};{text};"
                f"{ore // 100},{ore % 100:02};{days[day]};{UNITS[day % 7]};F{row * 7919 % 99_999_989};{days[max(0, day - 20)]};"
                f"{ore // 400},{ore // 4 % 100:02};A{day % 400};{words}\n")
            if len(batch) == 20_000:
                out.writelines(batch)
                batch.clear()
        out.writelines(batch)


DUCKDB = """
import sys, time, resource, duckdb
source, target, threads = sys.argv[1:]
con = duckdb.connect(config={"threads": int(threads)})
con.execute("set enable_progress_bar = false")
started = time.perf_counter()
used = time.process_time()
con.execute(f"copy (select * from read_csv('{source}', delim = ';', quote = '\\"', escape = '\\"', header = true, "
  "decimal_separator = ',', columns = {'kopare_id': 'varchar', 'kopare': 'varchar', 'verifikationsnummer': 'varchar', "
  "'leverantor': 'varchar', 'leverantor_id': 'varchar', 'konto_nr': 'varchar', 'konto_text': 'varchar', "
  "'belopp': 'decimal(18, 2)', 'datum': 'date', 'forvaltning': 'varchar', 'fakturanummer': 'varchar', "
  "'fakturadatum': 'date', 'moms': 'decimal(18, 2)', 'avtal': 'varchar', 'beskrivning': 'varchar'})) "
  f"to '{target}' (format parquet)")
print(time.perf_counter() - started, time.process_time() - used)
"""


def run_duckdb(source, folder, threads):
    target = folder / "duckdb.parquet"
    done = subprocess.run([sys.executable, "-c", DUCKDB, str(source), str(target), str(threads)],
                          check=True, capture_output=True, text=True)
    target.unlink()
    wall, cpu = map(float, done.stdout.split())
    return wall, cpu


def run_insyn(binary, source, folder, threads):
    """Wall seconds, processor seconds, peak memory in MB, and what it printed."""
    data = folder / "data"
    shutil.rmtree(data, ignore_errors=True)
    with tempfile.TemporaryFile("w+") as said:
        started = time.perf_counter()
        process = subprocess.Popen([binary, str(data), "ledger", str(threads), str(source)], stdout=said)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        said.seek(0)
        text = said.readline().strip()
    if status != 0:
        sys.exit(f"{binary} ended with {status}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, text


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default="target/release/examples/import_csv")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "bench-import")
    parser.add_argument("--no-memory", action="store_true", help="leave out the import of ten times as many rows")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    source = options.folder / f"ledger-{options.rows}.csv"
    if not source.exists():
        generate(source, options.rows)
    print(f"{options.rows} rows, {source.stat().st_size / 1e6:.0f} MB, {options.threads} threads, {options.rounds} rounds")
    ours, theirs = [], []
    for _ in range(options.rounds):
        theirs.append(run_duckdb(source, options.folder, options.threads))
        ours.append(run_insyn(options.binary, source, options.folder, options.threads))
    print(ours[-1][3])
    median = lambda runs, at: statistics.median(run[at] for run in runs)
    for name, runs in (("duckdb", theirs), ("insyn", ours)):
        print(f"{name:7} wall {median(runs, 0):6.2f} s   processor {median(runs, 1):6.2f} s   fastest {min(r[0] for r in runs):6.2f} s")
    print(f"ratio   wall {median(ours, 0) / median(theirs, 0):6.2f}     processor {median(ours, 1) / median(theirs, 1):6.2f}")
    print(f"peak memory {median(ours, 2):.0f} MB")
    if not options.no_memory:
        large = options.folder / f"ledger-{options.rows * 10}.csv"
        if not large.exists():
            generate(large, options.rows * 10)
        wall, _, peak, text = run_insyn(options.binary, large, options.folder, options.threads)
        print(f"{options.rows * 10} rows, {large.stat().st_size / 1e6:.0f} MB: {wall:.1f} s, peak memory {peak:.0f} MB; {text}")


if __name__ == "__main__":
    main()
