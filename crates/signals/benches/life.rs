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

/// A signal with the content of a version.
fn seen(number: usize, version: usize) -> Seen {
    let subjects = vec![Subject { kind: "organisation".into(), id: (number / 3).to_string(), name: String::new() }];
    let key = number.to_string();
    let control = format!("SP-{:02}", number % 40);
    let fact = |name: &str, value: String| Fact { name: name.into(), value };
    Seen::of(&Signal {
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
        facts: vec![fact("account_id", number.to_string()), fact("payments", version.to_string())],
        evidence: EvidenceTable { columns: vec![], rows: vec![] },
        tried: vec![],
    })
}

/// Of every hundred signals two change and one comes or goes from run to run.
fn observation(base: &[Seen], run: usize) -> Observation {
    let controls = (0..40).map(|id| (format!("SP-{id:02}"), Covered::computed(1, "p"))).collect();
    let now = |(number, kept): (usize, &Seen)| match number % 100 {
        7 if (number / 100 + run).is_multiple_of(2) => None,
        3 | 53 => Some(seen(number, run)),
        _ => Some(kept.clone()),
    };
    Observation::new(&[&run.to_string()], controls, base.iter().enumerate().filter_map(now).collect())
}

/// The life before its last run, the run, and all events.
fn lived() -> (Life, Observation, Vec<Event>) {
    let base: Vec<Seen> = (0..SIGNALS).map(|number| seen(number, 0)).collect();
    let (mut life, mut log) = (Life::default(), Vec::new());
    let insyn = Person::new("insyn").unwrap();
    for run in 1..RUNS {
        for event in life.observe(&observation(&base, run), &insyn, "2026-11-22T06:00") {
            life.apply(&event).unwrap();
            log.push(event);
        }
    }
    let last = observation(&base, RUNS);
    log.extend(life.observe(&last, &insyn, "2026-11-22T06:00"));
    (life, last, log)
}

fn bench(criterion: &mut Criterion) {
    let (life, last, log) = lived();
    let insyn = Person::new("insyn").unwrap();
    let mut group = criterion.benchmark_group("life");
    group.sample_size(10);
    group.bench_function(format!("fold of {} events", log.len()), |b| b.iter(|| black_box(Life::fold(&log).unwrap())));
    group.bench_function("observe the last run", |b| {
        b.iter(|| black_box(life.observe(&last, &insyn, "2026-11-22T06:00")));
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
