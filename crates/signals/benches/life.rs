//! The fold of a large authority's life: 100 000 signals through 24 runs.

#![expect(clippy::unwrap_used, reason = "a bench that fails shall fail loudly")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use quorum::Person;
use signals::{
    EvidenceTable, Fact, Signal, Subject, fingerprint,
    life::{Covered, Event, Life, Observation, Seen},
};

const SIGNALS: usize = 100_000;
const RUNS: usize = 24;

/// Of every hundred signals two change and one comes and goes from run to run.
fn seen(number: usize, run: usize) -> Option<Seen> {
    let goes = number % 100 == 7;
    if goes && !(number / 100 + run).is_multiple_of(2) {
        return None;
    }
    let version = if number % 50 == 3 { run } else { 0 };
    let subjects = vec![Subject { kind: "organisation".into(), id: (number / 3).to_string(), name: String::new() }];
    let key = number.to_string();
    let control = format!("SP-{:02}", number % 40);
    let fact = |name: &str, value: String| Fact { name: name.into(), value };
    Some(Seen::of(&Signal {
        fingerprint: fingerprint(&control, &key, &subjects),
        control,
        control_version: 1,
        parameter_hash: String::new(),
        snapshots: vec![],
        family: format!("family-{}", number % 20),
        severity: 3,
        key,
        subjects,
        amount_ore: Some(i64::try_from(number).unwrap() * 100),
        from: None,
        to: None,
        sentence: String::new(),
        facts: vec![
            fact("account_id", format!("{number}")),
            fact("payments", format!("{version}")),
            fact("unit", "7".into()),
        ],
        evidence: EvidenceTable { columns: vec![], rows: vec![] },
        tried: vec![],
    }))
}

fn observations() -> Vec<Observation> {
    let controls = || (0..40).map(|id| (format!("SP-{id:02}"), Covered::computed(1, "p"))).collect();
    let run = |run: usize| {
        Observation::new(&[&run.to_string()], controls(), (0..SIGNALS).filter_map(|number| seen(number, run)).collect())
    };
    (0..RUNS).map(run).collect()
}

fn log(observations: &[Observation]) -> Vec<Event> {
    let (mut life, mut log) = (Life::default(), Vec::new());
    let insyn = Person::new("insyn").unwrap();
    for seen in observations {
        for event in life.observe(seen, &insyn, "2026-11-22T06:00") {
            life.apply(&event).unwrap();
            log.push(event);
        }
    }
    log
}

fn bench(criterion: &mut Criterion) {
    let observations = observations();
    let events = log(&observations);
    let mut group = criterion.benchmark_group("life");
    group.sample_size(10);
    group.bench_function(format!("fold of {} events", events.len()), |b| {
        b.iter(|| black_box(Life::fold(&events).unwrap()));
    });
    group.bench_function("observe and apply 24 runs of 100 000 signals", |b| b.iter(|| black_box(log(&observations))));
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
