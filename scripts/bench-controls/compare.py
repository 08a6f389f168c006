"""Runs the supplier-payment documents in Insyn and in DuckDB on the same Parquet files and prints the ratio."""

import argparse
import json
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib

FLOW = "supplier-payments"
MACROS = [
    "invoice_no_norm(x) as ltrim(regexp_replace(upper(x), '[^A-ZÅÄÖ0-9]', '', 'g'), '0')",
    "name_norm(x) as regexp_replace(regexp_replace(upper(x), '\\b(AB|AKTIEBOLAG|HB|KB|PUBL|STIFTELSE|LTD)\\b', '', 'g'), '[^A-ZÅÄÖ0-9]', '', 'g')",
    "account_norm(x) as regexp_replace(upper(x), '[^A-Z0-9]', '', 'g')",
    "address_norm(a, b) as regexp_replace(upper(a), '[^A-ZÅÄÖ0-9]', '', 'g') || ' ' || regexp_replace(b, '[^0-9]', '', 'g')",
    """luhn_ok(x) as coalesce(regexp_matches(x, '^[0-9]+$'), false) and list_sum(list_transform(range(1, length(x) + 1), lambda i:
       case when (length(x) - i) % 2 = 1 then (substr(x, i::int, 1)::int * 2) // 10 + (substr(x, i::int, 1)::int * 2) % 10
            else substr(x, i::int, 1)::int end)) % 10 = 0""",
    "org_no_ok(x) as coalesce(regexp_matches(x, '^[0-9]{10}$'), false) and luhn_ok(x)",
    "legal_form(x) as case substr(x, 1, 1) when '2' then 'public' when '5' then 'aktiebolag' when '7' then 'ekonomisk_forening' when '8' then 'ideell_forening' when '9' then 'handelsbolag' else 'other' end",
    "is_redacted(x) as coalesce(regexp_matches(upper(x), '^(REDACTED|MASKERA[DT]|SEKRETESS|SKYDDAD|BORTTAGEN)\\b|^\\*+$'), false)",
    "has_digit(x) as regexp_matches(x, '[0-9]')",
    "in_list(x, l) as list_contains(string_split(l, ','), x)",
    "starts_with_any(x, l) as len(list_filter(string_split(l, ','), lambda p: starts_with(x, p))) > 0",
    "red_day(d) as dayofweek(d) in (0, 6)",
    "days_between(a, b) as date_diff('day', a::date, b::date)",
]
FRAMES = {
    "rolling_sum": ("sum({0})", 1),
    "rolling_count": ("count(*)", 0),
    "rolling_first": ("min({0})", 0),
}


def document(path):
    """Front matter, main query and evidence query of a document."""
    _, front, body = path.read_text().split("+++\n", 2)
    def block(heading):
        found = re.search(rf"^## {heading}\n.*?```sql\n(.*?)```", body, re.S | re.M)
        return found.group(1) if found else None
    return tomllib.loads(front), block("Sökfråga"), block("Underlag")


def literal(kind, value):
    if kind == "list":
        return "'" + ",".join(value) + "'"
    return f"'{value}'" if kind == "text" else str(value)


def bind(sql, parameters):
    for name, parameter in parameters.items():
        if "dated" in parameter:
            steps = "".join(f" when {{d}} >= date '{s['from']}' then {s['value']}" for s in reversed(parameter["dated"]))
            pattern = re.compile(rf"param_at\('{name}',\s*((?:[^()]|\([^()]*\))*)\)")
            sql = pattern.sub(lambda m: f"cast(case{steps} end as decimal(18, 2))".replace("{d}", m.group(1)), sql)
        else:
            value = literal(parameter["kind"], parameter["default"])
            sql = re.sub(rf"\${name}\b", value.replace("\\", "\\\\"), sql)
    return sql


def frames(sql):
    """The engine's rolling functions as standard window frames."""
    pattern = re.compile(r"(rolling_\w+)\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*over\s*\(([^()]*)\)")
    def frame(match):
        function, at = FRAMES[match.group(1)]
        arguments = [argument.strip() for argument in match.group(2).split(",")]
        days = arguments[-1]
        inner = function.format(arguments[0])
        return f"{inner} over ({match.group(3)} range between interval ({days}) day preceding and current row)"
    return pattern.sub(frame, sql)


def prepare(db, data, catalogue):
    """Views on the latest snapshots; registers without one become empty tables of the same columns."""
    for macro in MACROS:
        db.execute("create or replace macro " + macro)
    for register, columns in catalogue.items():
        parts = []
        for current in sorted(pathlib.Path(data).glob(f"registers/*/{register}/current")):
            manifest = json.loads((current.parent / (current.read_text().strip() + ".json")).read_text())
            parts += [str(current.parent / part["file"]) for part in manifest["parts"]]
        if parts:
            db.execute(f"create view {register} as select * from read_parquet({parts})")
        else:
            fields = ", ".join(f'"{name}" {kind}' for name, kind in columns)
            db.execute(f"create table {register} ({fields})")


def columns_of(folder):
    types = {"date": "date", "timestamp": "timestamp", "money": "decimal(18,2)", "integer": "bigint", "quantity": "decimal(18,4)", "flag": "boolean"}
    catalogue = {}
    for path in sorted(folder.glob("*.toml")):
        register = tomllib.loads(path.read_text())
        columns = [(column["name"], types.get(column["type"], "varchar")) for column in register["columns"]]
        catalogue[register["name"]] = columns + [("source_file", "varchar"), ("source_line", "bigint")]
    return catalogue


def run_duckdb(data, library):
    import duckdb

    db = duckdb.connect()
    db.execute("set threads = 2")
    prepare(db, data, columns_of(library.parent / "crates/registers/catalogue"))
    flow = [document(path)[0] for path in sorted((library / "controls" / FLOW).glob("*.md"))]
    links = {front["id"]: (front, query) for front, query, _ in map(document, (library / "links").glob("*.md"))}
    made = set()

    def make(name):
        """A link table after those it reads. Insyn also links its rows by a model, which DuckDB is not asked to do."""
        front, query = links[name]
        for read in front.get("links", []):
            make(read)
        if name not in made:
            alone = "*, register || ' ' || record_id as entity_id, 1.0::double as probability" if "model" in front else "*"
            db.execute(f"create temp table {name} as select {alone} from ({query})")
            made.add(name)

    for name in sorted({name for front in flow for name in front.get("links", [])}):
        make(name)
    for path in sorted((library / "controls" / FLOW).glob("*.md")):
        front, query, evidence = document(path)
        started = time.perf_counter()
        query = frames(bind(query, front.get("parameters", {})))
        db.execute(f"create or replace temp table result as {query}")
        db.execute("create or replace temp table hits as select * from result where outcome = 'hit'")
        db.execute(f"create or replace temp table evidence as {frames(bind(evidence, front.get('parameters', {})))}")
        hits = db.execute("select count(*) from hits").fetchone()[0]
        print(f"  duckdb {front['id']} {time.perf_counter() - started:6.2f} s  {hits} hits", file=sys.stderr, flush=True)


def measure(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    clean = (0,) if command[0] == sys.executable else (0, 1)
    if done.returncode not in clean:
        sys.exit(f"{command[0]} ended with {done.returncode}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--insyn")
    parser.add_argument("--data", required=True)
    parser.add_argument("--library", required=True, type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--duckdb-only", action="store_true")
    given = parser.parse_args()
    if given.duckdb_only:
        return run_duckdb(given.data, given.library)
    controls = sorted(path.stem for path in (given.library / "controls" / FLOW).glob("*.md"))
    out = tempfile.mkdtemp()
    insyn = [given.insyn, "scan", "--data", given.data, "--threads", "2", "--out", out]
    for control in controls:
        insyn += ["--control", control]
    duckdb = [sys.executable, __file__, "--duckdb-only", "--data", given.data, "--library", str(given.library)]
    walls = {"insyn": [], "duckdb": []}
    for _ in range(given.runs):
        for name, command in (("insyn", insyn), ("duckdb", duckdb)):
            wall, cpu = measure(command)
            walls[name].append(wall)
            print(f"{name:7} {wall:7.1f} s  {cpu:7.1f} CPU-s", flush=True)
    medians = {name: statistics.median(times) for name, times in walls.items()}
    print(f"median  insyn {medians['insyn']:.1f} s, duckdb {medians['duckdb']:.1f} s, ratio {medians['insyn'] / medians['duckdb']:.2f}")


main()
