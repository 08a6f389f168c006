//! How right a run is, told by the truth or by people's labels: precision, recall and F1 of pairs over all thresholds, and
//! B-cubed of entities (Bagga and Baldwin 1998).

#![expect(clippy::cast_precision_loss, reason = "counts of pairs are below 2^53")]

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::{block::Scope, cluster::Clusters, predict::Edge};

/// Precision, recall and their harmonic mean, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scores {
    /// Share of what was found that is true.
    pub precision: f64,
    /// Share of what is true that was found.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
}

impl Scores {
    /// From shares; the mean of two zeros is zero.
    #[must_use]
    pub fn new(precision: f64, recall: f64) -> Self {
        let sum = precision + recall;
        Self { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
    }

    fn of_counts(right: u64, found: u64, real: u64) -> Self {
        let share = |part: u64, whole: u64| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
        Self::new(share(right, found), share(right, real))
    }
}

/// Scores when every pair from a match weight upwards is taken for the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threshold {
    /// Match weight in bits.
    pub bits: f64,
    /// Pairs at or above it.
    pub found: u64,
    /// Of these, true ones.
    pub right: u64,
    /// The scores; pairs that blocking missed count as missed.
    pub scores: Scores,
}

/// Which entity each row really is.
#[derive(Debug, Clone)]
pub struct Truth {
    entity: Vec<u32>,
    sources: Vec<u8>,
    scope: Scope,
}

impl Truth {
    /// The truth about each row, its source, and which pairs the run could find.
    #[must_use]
    pub fn new(entity: Vec<u32>, sources: Vec<u8>, scope: Scope) -> Self {
        Self { entity, sources, scope }
    }

    fn entity(&self, row: u32) -> u32 {
        self.entity.get(row as usize).copied().unwrap_or(u32::MAX)
    }

    fn source(&self, row: usize) -> u8 {
        match self.scope {
            Scope::All => 0,
            Scope::Between => self.sources.get(row).copied().unwrap_or(0),
        }
    }

    /// Pairs of rows in one group, of those that the run could find.
    fn pairs_in<G: Ord>(&self, group: impl Fn(usize) -> G) -> u64 {
        let mut rows: Vec<(G, u8)> = (0..self.entity.len()).map(|row| (group(row), self.source(row))).collect();
        rows.sort_unstable();
        let pairs = |rows: &[(G, u8)]| {
            let count = rows.len() as u64;
            count * count.saturating_sub(1) / 2
        };
        let groups = rows.chunk_by(|a, b| a.0 == b.0).map(|group| match self.scope {
            Scope::All => pairs(group),
            Scope::Between => pairs(group) - group.chunk_by(|a, b| a.1 == b.1).map(pairs).sum::<u64>(),
        });
        groups.sum()
    }

    /// How many pairs are true.
    #[must_use]
    pub fn true_pairs(&self) -> u64 {
        self.pairs_in(|row| self.entity(u32::try_from(row).unwrap_or(u32::MAX)))
    }

    /// Scores at every weight, in steps of `step` bits, highest first.
    #[must_use]
    pub fn thresholds(&self, edges: &[Edge], step: f64) -> Vec<Threshold> {
        let real = self.true_pairs();
        let mut steps: BTreeMap<i64, (u64, u64)> = BTreeMap::new();
        for edge in edges {
            #[expect(clippy::cast_possible_truncation, reason = "weights are a few hundred bits")]
            let at = (edge.bits() / step).floor() as i64;
            let counts = steps.entry(-at).or_default();
            counts.0 += 1;
            counts.1 += u64::from(self.entity(edge.a) == self.entity(edge.b));
        }
        let (mut found, mut right) = (0, 0);
        let point = |(at, counts): (i64, (u64, u64))| {
            found += counts.0;
            right += counts.1;
            Threshold { bits: -at as f64 * step, found, right, scores: Scores::of_counts(right, found, real) }
        };
        steps.into_iter().map(point).collect()
    }

    /// B-cubed: the mean over records of how pure and how complete the record's entity is.
    #[must_use]
    pub fn b_cubed(&self, clusters: &Clusters) -> Scores {
        let mut both: FxHashMap<(u32, u32), u64> = FxHashMap::default();
        let mut real: FxHashMap<u32, u64> = FxHashMap::default();
        let mut found: FxHashMap<u32, u64> = FxHashMap::default();
        for (&entity, &cluster) in self.entity.iter().zip(&clusters.of_row) {
            *both.entry((entity, cluster)).or_default() += 1;
            *real.entry(entity).or_default() += 1;
            *found.entry(cluster).or_default() += 1;
        }
        let mut cells: Vec<_> = both.into_iter().collect();
        cells.sort_unstable();
        let (mut precision, mut recall) = (0.0, 0.0);
        for ((entity, cluster), count) in cells {
            let square = (count * count) as f64;
            precision += square / found.get(&cluster).copied().unwrap_or(1) as f64;
            recall += square / real.get(&entity).copied().unwrap_or(1) as f64;
        }
        let rows = self.entity.len().max(1) as f64;
        Scores::new(precision / rows, recall / rows)
    }

    /// Scores of the pairs that the entities imply.
    #[must_use]
    pub fn implied_pairs(&self, clusters: &Clusters) -> Scores {
        let cluster = |row: usize| clusters.of_row.get(row).copied().unwrap_or(u32::MAX);
        let both = self.pairs_in(|row| (self.entity(u32::try_from(row).unwrap_or(u32::MAX)), cluster(row)));
        Scores::of_counts(both, self.pairs_in(cluster), self.true_pairs())
    }
}

/// The best F1 over all thresholds.
#[must_use]
pub fn best(thresholds: &[Threshold]) -> Option<Threshold> {
    thresholds.iter().copied().reduce(|best, next| if next.scores.f1 > best.scores.f1 { next } else { best })
}
