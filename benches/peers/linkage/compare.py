"""Insyn against Splink on the sets, by turns; prints one table of medians.

Called by run.sh. Each run is a process of its own. Splink's seconds and memory are taken inside it, after the clusters
(start of Python and import included, writing the results not); those of Insyn from the outside, start, reading and writing
the clusters included. Insyn writes its pairs in a further run that is not timed. Accuracy is counted by evaluate.py for
both. Without a binary only Splink is run.
"""

import argparse
import json
import os
import shlex
import statistics
import subprocess
import sys
import time
from pathlib import Path

from evaluate import evaluate

HERE = Path(__file__).resolve().parent
FILES = {
    "febrl3": ["dataset3.csv"],
    "febrl4": ["dataset4a.csv", "dataset4b.csv"],
    "fake_1000": ["fake_1000.csv"],
    "persons": ["persons.csv"],
}


def run_splink(name, data, out, threads):
    command = [sys.executable, HERE / "splink_run.py", name, "--data", data, "--out", out, "--threads", str(threads)]
    result = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(result.stdout.strip().splitlines()[-1])


def measured(command, log):
    """Wall and processor seconds and peak memory of a process, by the system's own count."""
    started = time.perf_counter()
    with open(log, "w", encoding="utf-8") as out:
        process = subprocess.Popen([str(part) for part in command], stdout=out, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{shlex.join(map(str, command))}: exit {process.returncode}, see {log}")
    return {
        "wall": round(time.perf_counter() - started, 2),
        "cpu": round(usage.ru_utime + usage.ru_stime, 2),
        "rss_mb": round(usage.ru_maxrss / 1024),
    }


def run_insyn(binary, name, data, out, threads):
    out.mkdir(parents=True, exist_ok=True)
    files = [data / file for file in FILES[name]]
    model = HERE / "models" / f"{name}.toml"
    extra = shlex.split(os.environ.get("INSYN_ARGS", ""))
    command = [binary, "link", *files, "--model", model, "--threads", threads, "--out", out / "clusters.csv", *extra]
    figures = measured(command, out / "timed.log")
    pairs = out / "pairs.parquet"
    if not pairs.exists():
        measured([*command, "--pairs-out", pairs], out / "pairs.log")
    version = subprocess.run([binary, "--version"], stdout=subprocess.PIPE, text=True).stdout.strip()
    return {"tool": "insyn", "version": version, "set": name} | figures


def cluster_file(out):
    return next(path for path in (out / "clusters.parquet", out / "clusters.csv") if path.exists())


def row(cells, widths):
    return "| " + " | ".join(str(cell).ljust(width) for cell, width in zip(cells, widths)) + " |"


def show(results):
    head = ["set", "tool", "CPU s", "wall s", "RSS MB", "pairs", "true found", "best pair F1 (P/R)",
            "best from 0.2", "F1 at 0.95", "B3", "closure F1", "largest"]
    lines = []
    for (name, tool), runs in results.items():
        median = lambda key: statistics.median(run[key] for run in runs)  # noqa: E731
        judged = runs[0]["judged"]
        lines.append([
            name, tool, f"{median('cpu'):.2f}", f"{median('wall'):.1f}", f"{max(run['rss_mb'] for run in runs):,}",
            f"{judged['pairs']:,}", f"{judged['found'] / judged['truth']:.4f}",
            f"{judged['best_f1']:.4f} ({judged['best_precision']:.3f}/{judged['best_recall']:.3f})",
            f"{judged['best_f1_20']:.4f}", f"{judged['f1_95']:.4f}", f"{judged['b3']:.4f}", f"{judged['closure_f1']:.4f}", judged["largest"],
        ])
    widths = [max(len(str(line[at])) for line in [head, *lines]) for at in range(len(head))]
    print(row(head, widths))
    print("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    for line in lines:
        print(row(line, widths))
    for name in dict.fromkeys(name for name, _ in results):
        if (name, "insyn") in results and (name, "splink") in results:
            ours, theirs = results[name, "insyn"], results[name, "splink"]
            ratio = statistics.median(r["cpu"] for r in theirs) / statistics.median(r["cpu"] for r in ours)
            same = ours[0]["judged"]["pairs"] == theirs[0]["judged"]["pairs"]
            print(f"{name}: {ratio:.1f} times less CPU; pair counts {'equal' if same else 'DIFFER'}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--persons", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--insyn")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("sets", nargs="+", choices=FILES)
    args = parser.parse_args()

    results = {}
    for name in args.sets:
        data = args.persons if name == "persons" else args.data
        for turn in range(args.runs):
            for tool in ["splink", "insyn"] if args.insyn else ["splink"]:
                out = args.work / "results" / name / tool
                if turn == 0 and out.exists():
                    for old in out.iterdir():
                        old.unlink()
                if tool == "splink":
                    run = run_splink(name, data, out, args.threads)
                else:
                    run = run_insyn(args.insyn, name, data, out, args.threads)
                if turn == 0:
                    run["judged"] = evaluate(name, data, out / "pairs.parquet", cluster_file(out), args.threads)
                print(json.dumps(run | {"load": round(os.getloadavg()[0], 2)}), flush=True)
                results.setdefault((name, tool), []).append(run)
    print()
    show(results)


if __name__ == "__main__":
    main()
