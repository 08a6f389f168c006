"""How right a linkage is: the same arithmetic for every tool.

    python evaluate.py --set persons --data DIR --pairs pairs.parquet --clusters clusters.csv

`pairs` has id_l, id_r and match_weight (log2 of the odds), `clusters` id and entity (or cluster); both CSV or Parquet.
Every true pair counts, so one that blocking missed is missed. Prints one line of JSON:

- truth: true pairs; found: those among the scored pairs (what blocking leaves)
- best_f1 with its precision, recall and weight: pairs at the best of all thresholds; best_f1_20: at the best of those with
  a probability of at least 0.2, which is where Splink's notebooks stop scoring
- f1_95: pairs with a probability of at least 0.95
- b3: B-cubed F1 of the clusters (mean precision and recall of records; Bagga and Baldwin 1998)
- closure_f1: the pairs that the clusters imply
- largest: records in the largest cluster
"""

import argparse
import json
import math
from pathlib import Path

import duckdb
import numpy as np

# The records of each set as a query: id, true entity, source (pairs within a source do not count when linking two).
TRUTH = {
    "febrl3": "select trim(rec_id) as id, regexp_extract(trim(rec_id), '^([^-]+-[^-]+)', 1) as entity, 0 as source "
    "from read_csv('{data}/dataset3.csv', all_varchar = true, header = true)",
    "febrl4": "select trim(rec_id) as id, regexp_extract(trim(rec_id), '^([^-]+-[^-]+)', 1) as entity, source from ("
    "select rec_id, 0 as source from read_csv('{data}/dataset4a.csv', all_varchar = true, header = true) union all "
    "select rec_id, 1 as source from read_csv('{data}/dataset4b.csv', all_varchar = true, header = true))",
    "fake_1000": "select unique_id as id, cluster as entity, 0 as source "
    "from read_csv('{data}/fake_1000.csv', all_varchar = true, header = true)",
    "persons": "select record_id as id, person as entity, 0 as source "
    "from read_csv('{data}/truth.csv', all_varchar = true, header = true)",
}
# Weights (log2 of the odds) of the probabilities 0.95 and 0.2.
CERTAIN = math.log2(0.95 / 0.05)
LIKELY = math.log2(0.2 / 0.8)


def table(path, columns):
    """Some columns of a CSV or Parquet file as a query, ids as text."""
    path = Path(path)
    source = f"read_parquet('{path}')" if path.suffix == ".parquet" else f"read_csv('{path}', all_varchar = true, header = true)"
    return f"(select {columns} from {source})"


def pairs_of(sizes):
    return int((sizes * (sizes - 1) // 2).sum())


def f1(right, guessed, true):
    return 2 * right / (guessed + true) if guessed + true else 0.0


def judge_pairs(weights, same, true):
    """Figures over every threshold; pairs of equal weight go together."""
    order = np.argsort(-weights, kind="stable")
    weights, same = weights[order], same[order]
    right = np.cumsum(same)
    guessed = np.arange(1, len(weights) + 1)
    ends = np.append(np.flatnonzero(np.diff(weights)), len(weights) - 1) if len(weights) else np.array([], dtype=int)
    scores = 2 * right[ends] / (guessed[ends] + true)
    best = ends[np.argmax(scores)] if len(ends) else None
    certain = int((weights >= CERTAIN).sum())
    right_certain = int(right[certain - 1]) if certain else 0
    found = int(right[-1]) if len(right) else 0
    return {
        "found": found,
        "best_f1": round(float(scores.max()), 5) if best is not None else 0.0,
        "best_precision": round(float(right[best] / guessed[best]), 5) if best is not None else 0.0,
        "best_recall": round(float(right[best] / true), 5) if best is not None else 0.0,
        "best_weight": round(float(weights[best]), 2) if best is not None else None,
        "best_f1_20": round(float(scores[weights[ends] >= LIKELY].max(initial=0.0)), 5),
        "f1_95": round(f1(right_certain, certain, true), 5),
        "precision_95": round(right_certain / certain, 5) if certain else 0.0,
        "recall_95": round(right_certain / true, 5),
    }


def judge_clusters(clusters, entities, true):
    """B-cubed and the pairs implied, from the sizes of the overlaps."""
    _, cluster, cluster_size = np.unique(clusters, return_inverse=True, return_counts=True)
    _, entity, entity_size = np.unique(entities, return_inverse=True, return_counts=True)
    overlap, size = np.unique(cluster.astype(np.int64) * (entity.max() + 1) + entity, return_counts=True)
    of_cluster = cluster_size[overlap // (entity.max() + 1)]
    of_entity = entity_size[overlap % (entity.max() + 1)]
    records = len(clusters)
    precision = float((size * size / of_cluster).sum() / records)
    recall = float((size * size / of_entity).sum() / records)
    return {
        "b3": round(2 * precision * recall / (precision + recall), 5),
        "b3_precision": round(precision, 5),
        "b3_recall": round(recall, 5),
        "closure_f1": round(f1(pairs_of(size), pairs_of(cluster_size), true), 5),
        "largest": int(cluster_size.max()),
        "clusters": len(cluster_size),
    }


def evaluate(name, data, pairs=None, clusters=None, threads=2):
    """The figures of the files that are given; an id that the truth does not know is an error."""
    con = duckdb.connect()
    con.execute(f"set threads = {threads}")
    query = TRUTH[name].format(data=data)
    con.execute(
        f"create table records as select id, dense_rank() over (order by entity) - 1 as entity, source from ({query})"
    )
    rows = con.sql("select entity, source from records").fetchnumpy()
    sizes = [np.bincount(rows["entity"][rows["source"] == source]) for source in (0, 1)]
    if rows["source"].max() == 0:
        true = pairs_of(sizes[0])
    else:
        width = max(len(side) for side in sizes)
        one, other = (np.pad(side, (0, width - len(side))) for side in sizes)
        true = int((one * other).sum())
    figures = {"records": len(rows["entity"]), "truth": true}
    if pairs:
        scored = con.sql(
            "select cast(p.match_weight as double) as weight, (a.entity = b.entity)::tinyint as same from "
            f"{table(pairs, 'cast(id_l as varchar) as id_l, cast(id_r as varchar) as id_r, match_weight')} p "
            "left join records a on a.id = p.id_l left join records b on b.id = p.id_r"
        ).fetchnumpy()
        refuse_unknown(scored["same"], pairs)
        figures["pairs"] = len(scored["weight"])
        figures |= judge_pairs(np.asarray(scored["weight"]), np.asarray(scored["same"], dtype=np.int64), true)
    if clusters:
        known = con.sql(f"select * from {table(clusters, '*')} limit 0").columns
        entity = "entity" if "entity" in known else "cluster"
        joined = con.sql(
            "select c.cluster, r.entity from records r left join (select id, dense_rank() over (order by cluster) as cluster "
            f"from {table(clusters, f'cast(id as varchar) as id, {entity} as cluster')}) c on c.id = r.id"
        ).fetchnumpy()
        refuse_unknown(joined["cluster"], clusters)
        if len(joined["cluster"]) != len(rows["entity"]):
            raise SystemExit(f"{clusters}: a record stands in two clusters")
        figures |= judge_clusters(np.asarray(joined["cluster"]), np.asarray(joined["entity"]), true)
    return figures


def refuse_unknown(column, path):
    if np.ma.is_masked(column):
        raise SystemExit(f"{path}: {int(column.mask.sum())} rows whose id is missing here or in the truth")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=TRUTH, required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--pairs")
    parser.add_argument("--clusters")
    args = parser.parse_args()
    print(json.dumps(evaluate(args.set, args.data, args.pairs, args.clusters)))


if __name__ == "__main__":
    main()
