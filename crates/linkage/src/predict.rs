//! Weighs pairs: bound and refine. What equal ids already decide is summed first; a similarity is computed only while the
//! pair can still reach the bound.

#![expect(clippy::indexing_slicing, reason = "comparisons and levels are numbered by the model")]

use crate::{
    block::Blocks,
    compare::{Comparer, Level, Recent},
    dictionary::MISSING,
    linker::Records,
    model::Model,
    train::Parameters,
};

/// Parts of a bit in a stored weight: sums of weights are sums of whole numbers, the same in any order.
pub(crate) const PARTS: f64 = 1024.0;

/// Two rows and how much speaks for their being the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The row with the lower number.
    pub a: u32,
    /// The row with the higher number.
    pub b: u32,
    /// Match weight in 1/1024 bit: log2 of the odds that they are the same, the prior counted.
    pub weight: i32,
}

impl Edge {
    /// The match weight in bits.
    #[must_use]
    pub fn bits(&self) -> f64 {
        f64::from(self.weight) / PARTS
    }

    /// The probability that the two are the same.
    #[must_use]
    pub fn probability(&self) -> f64 {
        probability(self.bits())
    }
}

/// The probability behind a match weight in bits.
#[must_use]
pub fn probability(bits: f64) -> f64 {
    let odds = bits.clamp(-60.0, 60.0).exp2();
    odds / (1.0 + odds)
}

/// A comparison's part in the weight.
#[derive(Debug)]
struct Scale {
    /// Per level, *else* and *null* included, log2 (m / u).
    same: Vec<f64>,
    /// Per level log2 (h / u); zero where a household shares nothing.
    household: Vec<f64>,
    shared: bool,
    never_alone: bool,
    /// Per level its term-frequency adjustment.
    terms: Vec<Option<Terms>>,
    /// The most that a pair of different combinations can reach.
    best_open: f64,
}

/// Adjustment in bits by value: rare values weigh more.
#[derive(Debug)]
struct Terms {
    place: usize,
    bits: Vec<f32>,
    /// Of a value that came after the weights were learnt: as of one that stood once.
    fresh: f32,
}

/// The most that a pair weighs for which only comparisons speak that never tie alone, in bits.
const ALONE: f64 = -8.0;

/// Weights of a trained model over some records.
#[derive(Debug)]
pub(crate) struct Scorer {
    scales: Vec<Scale>,
    /// log2 of the prior odds of same against unrelated.
    prior: f64,
    /// log2 of the prior odds of household against unrelated, when that class is used.
    household: Option<f64>,
    /// Comparisons in the order in which they are resolved: those that can take away most first.
    order: Vec<usize>,
    /// Every comparison may tie two records alone.
    free: bool,
}

/// What each class says of a pair, in bits against *unrelated*.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weighed {
    pub(crate) same: f64,
    pub(crate) household: Option<f64>,
    /// A comparison speaks for the pair that may tie two records.
    pub(crate) supported: bool,
}

impl Weighed {
    /// log2 of the odds of same against everything else.
    pub(crate) fn bits(self) -> f64 {
        let bits = match self.household {
            None => self.same,
            // log2(2^s / (2^h + 1))
            Some(household) => self.same - (1.0 + household.min(1000.0).exp2()).log2(),
        };
        if self.supported { bits } else { bits.min(ALONE) }
    }
}

/// A weight in bits as it is stored.
#[expect(clippy::cast_possible_truncation, reason = "weights are a few hundred bits at most")]
pub(crate) fn stored(bits: f64) -> i32 {
    (bits.clamp(-1000.0, 1000.0) * PARTS).round() as i32
}

impl Scorer {
    pub(crate) fn new(model: &Model, records: &Records, comparer: &Comparer, parameters: &Parameters) -> Self {
        let scale = |at: usize| scale(model, records, comparer, parameters, at);
        let scales: Vec<Scale> = (0..comparer.ladders.len()).map(scale).collect();
        let drop = |at: &usize| {
            let scale = &scales[*at];
            let lowest = scale.same.iter().copied().fold(f64::INFINITY, f64::min);
            lowest - scale.best_open
        };
        let mut order: Vec<usize> = (0..scales.len()).collect();
        order.sort_by(|a, b| drop(a).total_cmp(&drop(b)).then(a.cmp(b)));
        let unrelated = (1.0 - parameters.prior - parameters.household_prior).max(f64::MIN_POSITIVE);
        Self {
            prior: (parameters.prior / unrelated).log2(),
            household: parameters.household.as_ref().map(|_| (parameters.household_prior / unrelated).log2()),
            free: !scales.iter().any(|scale| scale.never_alone),
            scales,
            order,
        }
    }

    /// The prior in bits.
    pub(crate) fn prior(&self) -> f64 {
        self.prior
    }

    /// What one comparison adds: to *same* and to *household*, and how much of it is the value's rarity.
    #[inline]
    pub(crate) fn part(&self, comparer: &Comparer, at: usize, level: Level, (a, b): (u32, u32)) -> (f64, f64, f64) {
        let scale = &self.scales[at];
        let rarity = scale.terms[usize::from(level)].as_ref().map_or(0.0, |terms| {
            let ladder = &comparer.ladders[at];
            let value = ladder.value(a, terms.place);
            let agreed = value != MISSING && value == ladder.value(b, terms.place);
            if agreed { f64::from(terms.bits.get(value as usize).copied().unwrap_or(terms.fresh)) } else { 0.0 }
        });
        let home = scale.household[usize::from(level)] + if scale.shared { rarity } else { 0.0 };
        (scale.same[usize::from(level)] + rarity, home, rarity)
    }

    /// Weighs a pair of combinations in full.
    pub(crate) fn weigh(&self, comparer: &Comparer, one: &[u32], other: &[u32]) -> Weighed {
        let mut sums = (self.prior, self.household.unwrap_or(0.0));
        let mut supported = self.free;
        for (at, (&a, &b)) in one.iter().zip(other).enumerate() {
            let level = comparer.ladders[at].level(&comparer.values, a, b);
            let (same, home, _) = self.part(comparer, at, level, (a, b));
            sums = (sums.0 + same, sums.1 + home);
            supported |= same > 0.0 && !self.scales[at].never_alone;
        }
        Weighed { same: sums.0, household: self.household.map(|_| sums.1), supported }
    }

    /// Weighs a pair as far as it can still reach `keep` bits.
    #[inline]
    pub(crate) fn reach(
        &self,
        comparer: &Comparer,
        recent: &mut [Recent],
        (one, other): (&[u32], &[u32]),
        keep: f64,
    ) -> Option<f64> {
        let mut bound = self.prior;
        let mut household = self.household.unwrap_or(0.0);
        let mut supported = self.free;
        let mut open = [0_u8; 64];
        let mut count = 0;
        for &at in &self.order {
            let (a, b) = (one[at], other[at]);
            if a == b {
                let level = comparer.ladders[at].level(&comparer.values, a, b);
                let (same, home, _) = self.part(comparer, at, level, (a, b));
                bound += same;
                household += home;
                supported |= same > 0.0 && !self.scales[at].never_alone;
            } else {
                bound += self.scales[at].best_open;
                open[count & 63] = u8::try_from(at).unwrap_or(0);
                count += 1;
            }
        }
        for &at in &open[..count.min(64)] {
            if bound < keep {
                return None;
            }
            let at = usize::from(at);
            let (a, b) = (one[at], other[at]);
            let level = comparer.ladders[at].level_recent(&comparer.values, &mut recent[at], a, b);
            let (same, home, _) = self.part(comparer, at, level, (a, b));
            bound += same - self.scales[at].best_open;
            household += home;
            supported |= same > 0.0 && !self.scales[at].never_alone;
        }
        let bits = Weighed { same: bound, household: self.household.map(|_| household), supported }.bits();
        (bits >= keep).then_some(bits)
    }
}

fn scale(model: &Model, records: &Records, comparer: &Comparer, parameters: &Parameters, at: usize) -> Scale {
    let comparison = &model.comparisons[at];
    let (m, u) = (&parameters.m[at], &parameters.u[at]);
    let ratio = |shares: &[f64]| -> Vec<f64> {
        shares.iter().zip(u).map(|(share, u)| (share / u).log2()).chain([0.0]).collect()
    };
    let same = ratio(m);
    let household = match &parameters.household {
        Some(household) => ratio(&household[at]),
        None => vec![0.0; same.len()],
    };
    let terms: Vec<Option<Terms>> = (0..same.len())
        .map(|level| {
            let column = comparison.levels.get(level)?.term_frequency?;
            let place = comparer.ladders[at].columns.iter().position(|used| *used == column)?;
            let (bits, fresh) = rarity(records, column, u[level]);
            Some(Terms { place, bits, fresh })
        })
        .collect();
    let highest = |level: usize| {
        let rarest = terms[level].as_ref().map_or(0.0, |terms| terms.bits.iter().copied().fold(0.0, f32::max));
        same[level] + f64::from(rarest)
    };
    let best_open = comparer.ladders[at].open_levels().map(highest).fold(f64::NEG_INFINITY, f64::max);
    Scale {
        shared: comparison.shared_in_household,
        never_alone: comparison.never_alone,
        household,
        terms,
        best_open,
        same,
    }
}

/// Records' worth of belief that a value is as common as values that agree by chance.
const LEAN: f64 = 300.0;

/// Per value of a column log2 of how much rarer it is than a value that agrees by chance, and of a value not among them.
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "bits of rarity need no more")]
fn rarity(records: &Records, column: usize, chance: f64) -> (Vec<f32>, f32) {
    let column = &records.columns[column];
    let mut counts = vec![0_u32; column.values.len()];
    let mut known = 0_u64;
    for &id in column.ids.iter().filter(|id| **id != MISSING) {
        counts[id as usize] += 1;
        known += 1;
    }
    // Few records say little about how common a value is: the share leans on what agrees by chance.
    let share = |count: u32| (f64::from(count.max(1)) + LEAN * chance) / (known as f64 + LEAN);
    let bits = |count: u32| (chance / share(count)).log2() as f32;
    (counts.iter().map(|count| bits(*count)).collect(), bits(1))
}

/// Weighs every pair of the blocks; the edges stand in the order of the blocks.
pub(crate) fn predict(
    records: &Records,
    comparer: &Comparer,
    blocks: &Blocks,
    scorer: &Scorer,
    keep: f64,
) -> Vec<Edge> {
    let recent = || comparer.ladders.iter().map(|_| Recent::default()).collect::<Vec<_>>();
    let found = blocks.walk(recent, |recent, piece| {
        let (mut edges, mut pairs) = (Vec::new(), 0);
        blocks.each_some(piece, |some| {
            pairs += some.len() as u64;
            records.fetch(some);
            for &(a, b) in some {
                if let Some(bits) = scorer.reach(comparer, recent, (records.row(a), records.row(b)), keep) {
                    edges.push(Edge { a, b, weight: stored(bits) });
                }
            }
        });
        edges.shrink_to_fit();
        (edges, pairs)
    });
    joined(found)
}

/// Per comparison how many pairs of the blocks reach each level, *else* and *null* last.
pub(crate) fn level_counts(records: &Records, comparer: &Comparer, blocks: &Blocks) -> Vec<Vec<u64>> {
    let none = || -> Vec<Vec<u64>> {
        comparer.ladders.iter().map(|ladder| vec![0; usize::from(ladder.null_level()) + 1]).collect()
    };
    let recent = || comparer.ladders.iter().map(|_| Recent::default()).collect::<Vec<_>>();
    let found = blocks.walk(recent, |recent, piece| {
        let (mut counts, mut pairs) = (none(), 0);
        blocks.each_some(piece, |some| {
            pairs += some.len() as u64;
            records.fetch(some);
            for (at, ladder) in comparer.ladders.iter().enumerate() {
                for &(a, b) in some {
                    let (a, b) = (records.row(a)[at], records.row(b)[at]);
                    let level = ladder.level_recent(&comparer.values, &mut recent[at], a, b);
                    counts[at][usize::from(level)] += 1;
                }
            }
        });
        (counts, pairs)
    });
    found.into_iter().fold(none(), |mut all, counts| {
        all.iter_mut().flatten().zip(counts.into_iter().flatten()).for_each(|(all, count)| *all += count);
        all
    })
}

/// All edges in one list; each part is freed when it is in.
fn joined(found: Vec<Vec<Edge>>) -> Vec<Edge> {
    let mut edges = Vec::with_capacity(found.iter().map(Vec::len).sum());
    found.into_iter().for_each(|part| edges.extend(part));
    edges
}

/// The pairs of the blocks that are of one household with at least a probability.
pub(crate) fn households(
    records: &Records,
    comparer: &Comparer,
    blocks: &Blocks,
    scorer: &Scorer,
    least: f64,
) -> Vec<Edge> {
    let found = blocks.walk(
        || (),
        |(), piece| {
            let (mut edges, mut pairs) = (Vec::new(), 0);
            blocks.each(piece, |a, b| {
                pairs += 1;
                let weighed = scorer.weigh(comparer, records.row(a), records.row(b));
                let Some(household) = weighed.household else { return };
                // log2(2^h / (2^s + 1))
                let bits = household - (1.0 + weighed.same.min(1000.0).exp2()).log2();
                if probability(bits) >= least {
                    edges.push(Edge { a, b, weight: stored(bits) });
                }
            });
            (edges, pairs)
        },
    );
    joined(found)
}
