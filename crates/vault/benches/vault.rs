//! Sealing and opening 1 KiB and 1 MiB, and letting five members into a case.
//!
//! `cargo bench -p vault`
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use vault::{CaseKey, Context, Cost, OsRng, PersonKeys, SecretString, ShredKeys, password};

const PLACE: Context<'static> = Context::new("a1b2", "event/1");

fn content(criterion: &mut Criterion) {
    let key = CaseKey::generate(&mut OsRng).unwrap();
    for (name, size) in [("1 KiB", 1 << 10), ("1 MiB", 1 << 20)] {
        let plain = vec![7_u8; size];
        let sealed = key.seal(&PLACE, &plain, &mut OsRng).unwrap();
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(size as u64));
        group.bench_function("seal", |bencher| {
            bencher.iter(|| key.seal(&PLACE, black_box(&plain), &mut OsRng).unwrap());
        });
        group.bench_function("open", |bencher| bencher.iter(|| key.open(&PLACE, black_box(&sealed)).unwrap()));
    }
}

fn members(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let shred = ShredKeys::new(folder.path()).create("a1b2", &mut OsRng).unwrap();
    let key = CaseKey::generate(&mut OsRng).unwrap();
    let members: Vec<PersonKeys> = (0..5).map(|_| PersonKeys::generate(&mut OsRng).unwrap()).collect();
    let public: Vec<_> = members.iter().map(PersonKeys::public).collect();
    criterion.bench_function("wrap to 5 members", |bencher| {
        bencher.iter(|| {
            let wrap = |member| key.wrap_to(member, &shred, &mut OsRng).unwrap();
            public.iter().map(wrap).collect::<Vec<_>>()
        });
    });
    let wrapped = key.wrap_to(&public[0], &shred, &mut OsRng).unwrap();
    criterion.bench_function("unwrap as a member", |bencher| {
        bencher.iter(|| CaseKey::unwrap(&members[0], black_box(&wrapped), &shred).unwrap());
    });
}

fn phrases(criterion: &mut Criterion) {
    let phrase = SecretString::from("mossa cykel trumpet fjorton moln");
    let mut group = criterion.benchmark_group("argon2id");
    group.sample_size(10);
    group.bench_function("passphrase, 256 MiB, 3", |bencher| {
        let keys = PersonKeys::generate(&mut OsRng).unwrap();
        bencher.iter(|| keys.wrap(&phrase, Cost::PASSPHRASE, &mut OsRng).unwrap());
    });
    group.bench_function("password, 64 MiB, 3", |bencher| {
        bencher.iter(|| password::hash(&phrase, Cost::PASSWORD, &mut OsRng).unwrap());
    });
}

criterion_group!(benches, content, members, phrases);
criterion_main!(benches);
