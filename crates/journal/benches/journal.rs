//! Verifying a chain in memory.

#![expect(clippy::unwrap_used, reason = "a benchmark that can not be set up has nothing to measure")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use journal::{Chain, Link, Outcome, Phase, Record, verify};

const ENTRIES: u64 = 100_000;

fn record(number: u64, phase: Phase) -> Record {
    Record {
        at: "2026-11-22T09:00:00Z".into(),
        actor: format!("{:032x}", number % 500),
        role: "controller".into(),
        authority: "socialnamnden".into(),
        action: "case_show".into(),
        object: format!("{:032x}", number % 2000),
        phase,
        payload: format!("{number:064x}"),
    }
}

fn links() -> Vec<Link> {
    let mut chain = Chain::default();
    let mut links = Vec::new();
    for number in 0..ENTRIES / 2 {
        let opened = chain.append(record(number, Phase::Opened)).unwrap();
        let closed = Phase::Closed { opens: opened.seq, outcome: Outcome::Done };
        links.push(opened);
        links.push(chain.append(record(number, closed)).unwrap());
    }
    links
}

fn chain(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("chain");
    group.sample_size(20).throughput(Throughput::Elements(ENTRIES));
    let links = links();
    group.bench_function("verify", |bencher| {
        bencher.iter(|| assert_eq!(verify(&links, Vec::new()).unwrap().count, ENTRIES));
    });
    group.finish();
}

criterion_group!(benches, chain);
criterion_main!(benches);
