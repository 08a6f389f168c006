//! The linker on made-up persons: `INSYN_PERSONS=persons.csv cargo bench -p linkage --bench linker`, with a file from
//! `insyn modeltown persons`.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot be set up has nothing to measure")]
#![expect(clippy::print_stderr, reason = "percentiles are no part of what criterion prints")]

use std::time::{Duration, Instant};

use criterion::{Criterion, SamplingMode, Throughput};
use linkage::{Clustering, Index, Linker, Model, Scope, Table};

/// One name in large groups: bringing the pairs together, the name kernel and its memory of recent pairs, nothing else.
const NAME: &str = r#"
id = "record_id"
[[comparisons]]
name = "given_name"
levels = [
    { when = "exact(given_name)" },
    { when = "jaro_winkler(given_name) >= 0.92" },
    { when = "jaro_winkler(given_name) >= 0.88" },
    { when = "jaro_winkler(given_name) >= 0.7" },
]
[[blocking]]
on = ["surname", "year(birth_date)"]
[training]
sessions = [{ on = ["surname", "post_code"] }]
"#;

/// Every comparison in large groups.
const WIDE: &str = include_str!("wide.toml");

/// The comparisons and rules of the comparison with Splink.
const TIGHT: &str = include_str!("../../../benches/peers/linkage/models/persons.toml");

/// Bits that a pair must reach in the full comparison.
const KEEP: f64 = 4.0;

fn table(path: &str) -> (Table, Vec<Vec<String>>) {
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let header: Vec<String> = lines.next().unwrap().split(',').map(str::to_owned).collect();
    let mut table = Table::new(header.iter().map(String::as_str));
    let mut probes = vec![header];
    for (at, line) in lines.enumerate() {
        table.push(0, line.split(','));
        if at % 97 == 0 {
            probes.push(line.split(',').map(str::to_owned).collect());
        }
    }
    (table, probes)
}

/// Times one thread's work over every pair that a linker's rules bring together.
fn pairs_per_second<T>(criterion: &mut Criterion, name: &str, linker: &Linker, work: impl Fn(&Linker) -> T + Sync)
where
    T: Send,
{
    let pairs = linker.rule_reports().iter().map(|report| report.added).sum();
    let mut group = criterion.benchmark_group("pairs");
    group.sampling_mode(SamplingMode::Flat).sample_size(10).measurement_time(Duration::from_secs(20));
    group.throughput(Throughput::Elements(pairs));
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    group.bench_function(name, |bench| bench.iter(|| one.install(|| work(linker))));
    group.finish();
}

fn look_ups(criterion: &mut Criterion, table: &Table, probes: &[Vec<String>]) {
    let linker = Linker::new(Model::parse(TIGHT).unwrap(), table, Scope::All).unwrap();
    let parameters = linker.train().unwrap();
    let how = Clustering::default();
    let edges = linker.predict(&parameters, how.component);
    let clusters = linker.cluster(&parameters, &edges, &how);
    let mut index = Index::new(linker, &parameters, &clusters, how);
    let (header, rows) = probes.split_first().unwrap();
    let records: Vec<Vec<(&str, &str)>> = rows
        .iter()
        .map(|row| header.iter().map(String::as_str).zip(row.iter().map(String::as_str)).collect())
        .collect();
    let mut times: Vec<Duration> = records
        .iter()
        .map(|record| {
            let start = Instant::now();
            std::hint::black_box(index.look_up(1, record).unwrap());
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    let at = |share: usize| times.get(times.len() * share / 1000).copied().unwrap_or_default();
    eprintln!("one record against {}: p50 {:?}, p95 {:?}, p99 {:?}", table.len(), at(500), at(950), at(990));
    let mut next = records.iter().cycle();
    criterion.bench_function("look up", |bench| bench.iter(|| index.look_up(1, next.next().unwrap()).unwrap()));
}

fn main() {
    let Ok(path) = std::env::var("INSYN_PERSONS") else {
        eprintln!("not run: set INSYN_PERSONS to a persons.csv from `insyn modeltown persons`");
        return;
    };
    let (table, probes) = table(&path);
    let mut criterion = Criterion::default().configure_from_args();
    let names = Linker::new(Model::parse(NAME).unwrap(), &table, Scope::All).unwrap();
    pairs_per_second(&mut criterion, "name kernel", &names, Linker::level_counts);
    drop(names);
    let wide = Linker::new(Model::parse(WIDE).unwrap(), &table, Scope::All).unwrap();
    let parameters = wide.train().unwrap();
    pairs_per_second(&mut criterion, "full comparison, wide groups", &wide, |linker| {
        linker.predict(&parameters, KEEP).len()
    });
    drop(wide);
    look_ups(&mut criterion, &table, &probes);
    criterion.final_summary();
}
