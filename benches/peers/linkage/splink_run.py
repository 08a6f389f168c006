"""Links one of the sets with Splink on DuckDB, with Splink's own recommended settings, and writes what came out.

    python splink_run.py febrl3 --data DIR --out DIR [--threads 2]

The settings of febrl3, febrl4 (the detailed model) and fake_1000 are those of Splink's notebooks of the same name
(docs/demos/examples/duckdb: febrl3, febrl4, accuracy_analysis_from_labels_column), without the charts and without a
threshold when scoring, so that every blocked pair is there to be judged. Those of `persons` are put together of the same
ready-made comparisons. Only the columns that are needed are retained, which is the cheapest way to run Splink.

Writes pairs.parquet (id_l, id_r, match_weight) and clusters.parquet (id, cluster; connected components at 0.95) and prints
one line of JSON: wall and processor seconds up to the clusters, of each stage too, peak memory, blocked pairs. What comes
after the clusters, that is writing the two files, is not counted.
"""

import argparse
import json
import logging
import resource
import sys
import time
from pathlib import Path

START = time.perf_counter()

import duckdb  # noqa: E402: importing is part of what is measured
import splink  # noqa: E402
import splink.comparison_library as cl  # noqa: E402
from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: E402

SWAPPED = "l.given_name = r.surname and l.surname = r.given_name"


class Stages:
    """Processor seconds of all threads, stage by stage."""

    def __init__(self):
        self.seconds = {}
        self.last = 0.0

    def end(self, name):
        usage = resource.getrusage(resource.RUSAGE_SELF)
        now = usage.ru_utime + usage.ru_stime
        self.seconds[name] = round(self.seconds.get(name, 0.0) + now - self.last, 3)
        self.last = now


def febrl3():
    return {
        "tables": [("febrl3", "dataset3.csv", "*")],
        "settings": SettingsCreator(
            unique_id_column_name="rec_id",
            link_type="dedupe_only",
            blocking_rules_to_generate_predictions=[
                block_on("soc_sec_id"),
                block_on("given_name"),
                block_on("surname"),
                block_on("date_of_birth"),
                block_on("postcode"),
            ],
            comparisons=[
                cl.NameComparison("given_name"),
                cl.NameComparison("surname"),
                cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
                cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
                cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
                cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
            ],
        ),
        "deterministic": [
            block_on("soc_sec_id"),
            block_on("given_name", "surname", "date_of_birth"),
            SWAPPED + " and l.date_of_birth = r.date_of_birth",
        ],
        "recall": 0.9,
        "u": {"max_pairs": 1e6, "seed": 2},
        "sessions": [block_on("date_of_birth"), block_on("postcode")],
        "em": {},
    }


def febrl4():
    return {
        "tables": [("a", "dataset4a.csv", "*"), ("b", "dataset4b.csv", "*")],
        "settings": SettingsCreator(
            unique_id_column_name="rec_id",
            link_type="link_only",
            blocking_rules_to_generate_predictions=[
                block_on("given_name", "surname"),
                SWAPPED,
                block_on("date_of_birth"),
                block_on("soc_sec_id"),
                block_on("state", "address_1"),
                block_on("street_number", "address_1"),
                block_on("postcode"),
            ],
            comparisons=[
                cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
                cl.NameComparison("surname").configure(term_frequency_adjustments=True),
                cl.DateOfBirthComparison(
                    "date_of_birth", input_is_string=True, datetime_format="%Y%m%d", invalid_dates_as_null=True
                ),
                cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
                cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
                cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True),
            ],
        ),
        "deterministic": [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")],
        "recall": 0.8,
        "u": {"max_pairs": 1e6, "seed": 2},
        "sessions": [block_on("date_of_birth"), block_on("postcode")],
        "em": {"estimate_without_term_frequencies": True},
    }


def fake_1000():
    return {
        "tables": [("fake_1000", "fake_1000.csv", "* replace (cast(dob as date) as dob)")],
        "settings": SettingsCreator(
            unique_id_column_name="unique_id",
            link_type="dedupe_only",
            blocking_rules_to_generate_predictions=[
                block_on("first_name"),
                block_on("surname"),
                block_on("dob"),
                block_on("email"),
            ],
            comparisons=[
                cl.ForenameSurnameComparison("first_name", "surname"),
                cl.DateOfBirthComparison("dob", input_is_string=False),
                cl.ExactMatch("city").configure(term_frequency_adjustments=True),
                cl.EmailComparison("email"),
            ],
        ),
        "deterministic": [
            "l.first_name = r.first_name and levenshtein(r.dob::varchar, l.dob::varchar) <= 1",
            "l.surname = r.surname and levenshtein(r.dob::varchar, l.dob::varchar) <= 1",
            "l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2",
            "l.email = r.email",
        ],
        "recall": 0.7,
        "u": {"max_pairs": 1e6, "seed": 5},
        "sessions": [block_on("dob"), block_on("email"), block_on("first_name", "surname")],
        "em": {"estimate_without_term_frequencies": True},
    }


def persons():
    return {
        "tables": [("persons", "persons.csv", "*")],
        "settings": SettingsCreator(
            unique_id_column_name="record_id",
            link_type="dedupe_only",
            blocking_rules_to_generate_predictions=[
                block_on("person_no"),
                block_on("given_name", "birth_date"),
                block_on("surname", "birth_date"),
                block_on("given_name", "surname", "post_code"),
                block_on("given_name", "surname", "street"),
                block_on("phone"),
                block_on("email"),
                block_on("surname", "street", "street_number", "substr(given_name, 1, 1)"),
                SWAPPED,
                block_on("birth_date", "post_code"),
            ],
            comparisons=[
                cl.NameComparison("given_name"),
                cl.NameComparison("surname"),
                cl.DateOfBirthComparison("birth_date", input_is_string=True, datetime_format="%Y-%m-%d"),
                cl.DamerauLevenshteinAtThresholds("person_no", [1, 2]),
                cl.JaroWinklerAtThresholds("street", [0.92, 0.88]).configure(term_frequency_adjustments=True),
                cl.ExactMatch("street_number"),
                cl.DamerauLevenshteinAtThresholds("post_code", [1]).configure(term_frequency_adjustments=True),
                cl.DamerauLevenshteinAtThresholds("phone", [1]),
                cl.EmailComparison("email"),
            ],
        ),
        "deterministic": [
            block_on("person_no"),
            block_on("given_name", "surname", "birth_date"),
            block_on("given_name", "phone"),
        ],
        "recall": 0.7,
        "u": {"max_pairs": 1e7, "seed": 1},
        "sessions": [block_on("email"), block_on("given_name", "birth_date")],
        "em": {"estimate_without_term_frequencies": True},
    }


SETS = {"febrl3": febrl3, "febrl4": febrl4, "fake_1000": fake_1000, "persons": persons}


def load(con, name, path, columns):
    """The file as a table of trimmed texts, empty ones null: what both tools are to read."""
    source = f"read_csv('{path}', all_varchar = true, header = true)"
    raw = con.sql(f"select * from {source} limit 0").columns
    trimmed = ", ".join(f"""nullif(trim("{column}"), '') as "{column.strip()}" """ for column in raw)
    con.sql(f"create table {name} as select {columns} from (select {trimmed} from {source})")
    return name


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=SETS)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    logging.disable(logging.WARNING)

    stages = Stages()
    con = duckdb.connect()
    con.execute(f"set threads = {args.threads}")
    con.execute("set enable_progress_bar = false")
    plan = SETS[args.set]()
    plan["settings"].retain_matching_columns = False
    stages.end("start")

    tables = [load(con, name, args.data / file, columns) for name, file, columns in plan["tables"]]
    db_api = DuckDBAPI(connection=con)
    frames = [db_api.register(table, dataset_display_name=f"set_{table}") for table in tables]
    linker = Linker(frames if len(frames) > 1 else frames[0], plan["settings"])
    stages.end("load")

    training = linker.training
    training.estimate_probability_two_random_records_match(plan["deterministic"], recall=plan["recall"])
    stages.end("prior")
    training.estimate_u_using_random_sampling(**plan["u"])
    stages.end("u")
    for session in plan["sessions"]:
        training.estimate_parameters_using_expectation_maximisation(session, **plan["em"])
    stages.end("em")
    pairs = linker.inference.predict()
    stages.end("predict")
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=0.95)
    stages.end("cluster")

    wall = time.perf_counter() - START
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    blocked = con.sql(f"select count(*) from {pairs.physical_name}").fetchall()[0][0]

    args.out.mkdir(parents=True, exist_ok=True)
    uid = plan["settings"].unique_id_column_name
    for query, name in [
        (f"select {uid}_l as id_l, {uid}_r as id_r, match_weight from {pairs.physical_name}", "pairs"),
        (f"select {uid} as id, cluster_id as cluster from {clusters.physical_name}", "clusters"),
    ]:
        con.execute(f"copy ({query}) to '{args.out / name}.parquet' (format parquet)").fetchall()
    linker.misc.save_model_to_json(str(args.out / "model.json"), overwrite=True)

    json.dump(
        {
            "tool": "splink",
            "version": f"splink {splink.__version__}, duckdb {duckdb.__version__}",
            "set": args.set,
            "wall": round(wall, 2),
            "cpu": round(sum(stages.seconds.values()), 2),
            "stages": stages.seconds,
            "rss_mb": round(memory),
            "pairs": blocked,
        },
        sys.stdout,
    )
    print()


if __name__ == "__main__":
    main()
