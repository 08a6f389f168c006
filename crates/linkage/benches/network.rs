//! How fast paths are found in a network of a million links.
//!
//! `cargo bench -p linkage --bench network` ; the figures stand in `docs/performance.md`. Everyone in it is made up: ids are
//! numbers, labels are empty.

use std::hint::black_box;
use std::num::NonZeroUsize;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use linkage::network::{HubKind, Network, NetworkBuilder, NewTie, NodeId, NodeKind, Period, Relation, Slot, Source};

const PERSONS: u64 = 300_000;
const ORGANISATIONS: u64 = 80_000;
const PAIRS: usize = 100_000;

/// SplitMix64: numbers that look random and are the same every time.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// Below `end`, low numbers far more often: the `power`-th power of an even number in the unit interval.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and `end`")]
    #[expect(clippy::cast_precision_loss, reason = "a rank in a made-up network")]
    fn skewed(&mut self, end: u64, power: i32) -> u64 {
        let unit = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        (unit.powi(power) * end as f64) as u64
    }
}

/// Nodes of a kind, by number.
fn node(builder: &mut NetworkBuilder, kind: NodeKind, number: u64) -> Slot {
    builder.node(kind, &format!("{number:08}"), "")
}

/// Residents with addresses, accounts and telephones; firms with boards and staff, the largest with thousands; the
/// largest of all, the municipality itself, listed as a hub.
fn filled() -> NetworkBuilder {
    let mut numbers = Numbers(1);
    let mut builder = NetworkBuilder::new();
    let plan = [
        (Relation::Address, NodeKind::Address, 300_000, 200_000, 1),
        (Relation::Account, NodeKind::Account, 250_000, 320_000, 1),
        (Relation::Phone, NodeKind::Phone, 150_000, 250_000, 1),
        (Relation::Board, NodeKind::Organisation, 165_000, ORGANISATIONS, 2),
        (Relation::Employed, NodeKind::Organisation, 165_000, ORGANISATIONS, 4),
    ];
    for (relation, kind, ties, others, power) in plan {
        for record in 0..ties {
            let person = node(&mut builder, NodeKind::Person, numbers.below(PERSONS));
            let other = node(&mut builder, kind, numbers.skewed(others, power));
            let from = i32::try_from(numbers.below(9_000)).unwrap_or_default() + 10_000;
            let record = record.to_string();
            let source = Source { register: relation.code(), record: &record };
            builder.tie(NewTie::new(person, relation, other, source).during(Period::since(from)));
        }
    }
    let municipality = node(&mut builder, NodeKind::Organisation, 0);
    builder.hub(municipality, HubKind::Municipal);
    builder
}

fn any(network: &Network, numbers: &mut Numbers, kind: NodeKind, count: u64) -> NodeId {
    loop {
        if let Some(node) = network.find(kind, &format!("{:08}", numbers.below(count))) {
            return node;
        }
    }
}

/// A decider and a payee each, of which few are tied.
fn strangers(network: &Network) -> Vec<(NodeId, NodeId)> {
    let mut numbers = Numbers(2);
    let mut pair = || {
        let person = any(network, &mut numbers, NodeKind::Person, PERSONS);
        (person, any(network, &mut numbers, NodeKind::Organisation, ORGANISATIONS))
    };
    (0..PAIRS).map(|_| pair()).collect()
}

/// A person and whoever is met after four steps at random.
fn acquainted(network: &Network) -> Vec<(NodeId, NodeId)> {
    let mut numbers = Numbers(3);
    let mut pair = || {
        let person = any(network, &mut numbers, NodeKind::Person, PERSONS);
        let step = |at: NodeId, numbers: &mut Numbers| {
            let degree = network.neighbours(at).count();
            let chosen = usize::try_from(numbers.below(degree.max(1) as u64)).unwrap_or_default();
            network.neighbours(at).nth(chosen).unwrap_or(at)
        };
        (person, (0..4).fold(person, |at, _| step(at, &mut numbers)))
    };
    (0..PAIRS).map(|_| pair()).collect()
}

fn benches(criterion: &mut Criterion) {
    let network = filled().finish();
    assert!(network.link_count() >= 1_000_000, "{network:?}");
    let mut group = criterion.benchmark_group("network of a million links");
    group.sample_size(10);
    for (name, pairs) in [("decider and payee", strangers(&network)), ("acquainted", acquainted(&network))] {
        group.throughput(Throughput::Elements(pairs.len() as u64));
        for threads in [1, 2] {
            let threads = NonZeroUsize::new(threads).unwrap_or(NonZeroUsize::MIN);
            group.bench_function(format!("100 000 paths, {name}, {threads} threads"), |b| {
                b.iter(|| network.paths_between(black_box(&pairs), 4, threads));
            });
        }
    }
    group.throughput(Throughput::Elements(network.link_count() as u64));
    group.bench_function("as of a day", |b| b.iter(|| network.during(Period::on(black_box(15_000)))));
    group.bench_function("components", |b| b.iter(|| network.components()));
    group.bench_function("bridges", |b| b.iter(|| network.bridges()));
    group.bench_function("finish", |b| b.iter_batched(filled, NetworkBuilder::finish, BatchSize::PerIteration));
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
