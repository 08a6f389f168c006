//! The journal in SQLite: verifying a million entries, and writing for many requests at once.

#![expect(clippy::unwrap_used, reason = "a benchmark that can not be set up has nothing to measure")]

use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use journal::{Chain, Outcome, Phase, Record};
use store::{JournalWriter, Store, Tuning, sqlite_url};
use tokio::runtime::Runtime;

/// Entries to verify.
const ENTRIES: u64 = 1_000_000;

/// People who write at once.
const PEOPLE: u64 = 200;

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

async fn open(folder: &Path) -> Store {
    Store::open(&sqlite_url(&folder.join("insyn.db")), &Tuning::default()).await.unwrap()
}

async fn filled(folder: &Path) -> Store {
    let store = open(folder).await;
    let mut chain = Chain::default();
    let mut links = Vec::new();
    for number in 0..ENTRIES / 2 {
        let opened = chain.append(record(number, Phase::Opened)).unwrap();
        let closed = Phase::Closed { opens: opened.seq, outcome: Outcome::Done };
        links.push(opened);
        links.push(chain.append(record(number, closed)).unwrap());
        if links.len() == 10_000 {
            store.journal_append(&links).await.unwrap();
            links.clear();
        }
    }
    store
}

fn verify(criterion: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let store = runtime.block_on(filled(folder.path()));
    let mut group = criterion.benchmark_group("journal");
    group.sample_size(10).throughput(Throughput::Elements(ENTRIES));
    group.bench_function("verify 1 million entries from SQLite", |bencher| {
        bencher.iter(|| {
            let verified = runtime.block_on(store.journal_verify(Vec::new())).unwrap();
            assert_eq!(verified.count, ENTRIES);
        });
    });
    group.finish();
}

fn append(criterion: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let store = runtime.block_on(open(folder.path()));
    let writer = runtime.block_on(JournalWriter::start(&store)).unwrap();
    let mut group = criterion.benchmark_group("journal");
    group.sample_size(20).throughput(Throughput::Elements(PEOPLE * 2));
    group.bench_function("200 people open and close an act each", |bencher| {
        bencher.iter(|| runtime.block_on(everybody(&writer)));
    });
    group.throughput(Throughput::Elements(2));
    group.bench_function("one person opens and closes an act", |bencher| {
        bencher.iter(|| runtime.block_on(act(&writer, 1)));
    });
    group.finish();
}

async fn everybody(writer: &JournalWriter) {
    let tasks: Vec<_> = (0..PEOPLE)
        .map(|number| {
            let writer = writer.clone();
            tokio::spawn(async move { act(&writer, number).await })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}

async fn act(writer: &JournalWriter, number: u64) {
    let opens = writer.write(record(number, Phase::Opened)).await.unwrap();
    writer.write(record(number, Phase::Closed { opens, outcome: Outcome::Done })).await.unwrap();
}

criterion_group!(benches, verify, append);
criterion_main!(benches);
