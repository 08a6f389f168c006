//! Decisions per second, and a list of 10 000 cases.
//!
//! `cargo bench -p access`
#![expect(clippy::unwrap_used, reason = "a benchmark")]

use std::hint::black_box;

use access::{Action, Case, CaseState, Holding, Policies, Resource, Role, Subject};
use chrono::NaiveDate;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const CASES: u64 = 10_000;

fn case(at: u64) -> Resource {
    let mut case = Case::new(format!("case {at}"), "socialnamnden", CaseState::Open);
    case.members = (0..5).map(|member| format!("person {}", (at + member) % 40)).collect();
    Resource::Case(case)
}

fn decisions(criterion: &mut Criterion) {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let policies = Policies::embedded().unwrap();
    let mut person = Subject::new("person 3", "socialnamnden", Role::Coordinator);
    person.roles.push(Holding::new(Role::Coordinator, "socialnamnden", today));

    let mut group = criterion.benchmark_group("access");
    group.throughput(Throughput::Elements(1));
    let resource = case(1);
    group.bench_function("one case", |bencher| {
        bencher.iter(|| policies.allows(black_box(&person), Action::CaseShow, &resource, today));
    });
    let cases: Vec<Resource> = (0..CASES).map(case).collect();
    group.throughput(Throughput::Elements(CASES));
    group.bench_function("a list of 10 000 cases", |bencher| {
        bencher.iter(|| policies.filter(&person, Action::CaseList, cases.iter().cloned().zip(0_u64..), today));
    });
    group.bench_function("reading the policies", |bencher| bencher.iter(Policies::embedded));
    group.finish();
}

criterion_group!(benches, decisions);
criterion_main!(benches);
