//! Random samples that can be drawn again: of what a control did not find, to bound what it misses.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{Fact, precision::quantile};

/// Probability with which a bound holds.
pub const CONFIDENCE: f64 = 0.95;

/// Draws `count` of the ids by the hash of seed and id: the same seed and ids give the same sample, in whatever order they
/// come, and an id that is added or taken away moves no other. Ids that occur twice count once.
pub fn draw<'a>(ids: impl IntoIterator<Item = &'a str>, count: usize, seed: &str) -> Vec<&'a str> {
    let mut hashed: Vec<([u8; 32], &str)> = ids.into_iter().map(|id| (rank(seed, id), id)).collect();
    hashed.sort_unstable();
    hashed.dedup();
    hashed.into_iter().take(count).map(|(_, id)| id).collect()
}

/// Where an id stands in the order of a seed.
pub(crate) fn rank(seed: &str, id: &str) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for part in [seed, id] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    *hasher.finalize().as_bytes()
}

/// A draw from ids that come one at a time and are too many to keep: it ends as [`draw`] does.
#[derive(Debug)]
pub struct Lottery<T> {
    seed: String,
    count: usize,
    offered: u64,
    kept: BTreeMap<[u8; 32], T>,
}

impl<T> Lottery<T> {
    /// A draw of `count` ids.
    #[must_use]
    pub fn new(count: usize, seed: &str) -> Self {
        Self { seed: seed.to_owned(), count, offered: 0, kept: BTreeMap::new() }
    }

    /// Offers an id; `make` is asked for what is kept of it only while it is among those drawn.
    pub fn offer(&mut self, id: &str, make: impl FnOnce() -> T) {
        self.offered += 1;
        if self.count == 0 {
            return;
        }
        let rank = rank(&self.seed, id);
        let is_in = self.kept.len() < self.count || self.kept.last_key_value().is_some_and(|(last, _)| rank < *last);
        if is_in {
            self.kept.insert(rank, make());
            if self.kept.len() > self.count {
                self.kept.pop_last();
            }
        }
    }

    /// How many were offered, and what was drawn, in the order of the draw.
    #[must_use]
    pub fn drawn(self) -> (u64, Vec<T>) {
        (self.offered, self.kept.into_values().collect())
    }
}

/// Something that a control found in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pass {
    /// Same for the same thing in every run, as a signal's fingerprint is.
    pub id: String,
    /// Kinds and ids of whom it is about; persons by pseudonym.
    pub subjects: Vec<(String, String)>,
    /// What it is worth, in whole öre.
    pub amount_ore: Option<i64>,
    /// First day of the period it concerns.
    pub from: Option<NaiveDate>,
    /// Last day of the period it concerns.
    pub to: Option<NaiveDate>,
    /// Its values, formatted in Swedish.
    pub facts: Vec<Fact>,
}

/// A random sample of what a control found in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sampled {
    /// What could be drawn. A control whose query sums up what is in order gives nothing to draw from.
    pub population: u64,
    /// What was drawn, in the order of the draw.
    pub passes: Vec<Pass>,
}

impl Sampled {
    /// Whether nothing was drawn.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.passes.is_empty()
    }
}

/// What a control misses at most, by a sample of what it did not find.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Missed {
    /// Units that the control did not find.
    pub population: u64,
    /// Of those, looked at by people.
    pub sampled: u64,
    /// Of those, found to be wrong: missed.
    pub found: u64,
    /// The true share missed is at most this, with [`CONFIDENCE`].
    pub share_at_most: f64,
    /// The same as a number of units.
    pub units_at_most: u64,
}

/// The upper bound of Clopper and Pearson. With nothing found it is close to 3 / `sampled`, the rule of three; with the whole
/// population looked at it is what was found.
#[must_use]
pub fn missed(population: u64, sampled: u64, found: u64) -> Missed {
    let sampled = sampled.min(population);
    let found = found.min(sampled);
    let share_at_most = match (sampled, found) {
        (0, _) => 1.0,
        _ if sampled == population => found as f64 / population as f64,
        _ if found == sampled => 1.0,
        _ => quantile(found as f64 + 1.0, (sampled - found) as f64, CONFIDENCE),
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of at most 1 of a count below 2^53"
    )]
    let units = (share_at_most * population as f64).ceil() as u64;
    let units_at_most = if sampled == population { found } else { units.min(population) };
    Missed { population, sampled, found, share_at_most, units_at_most }
}

#[cfg(test)]
mod tests {
    use super::*;

    const IDS: [&str; 5] = ["a", "b", "c", "d", "e"];

    #[test]
    fn the_same_seed_draws_the_same_sample_in_any_order() {
        let first = draw(IDS, 3, "2026-11");
        assert_eq!(first.len(), 3);
        assert_eq!(first, draw(IDS.into_iter().rev().chain(["a"]), 3, "2026-11"));
        assert!((0..20).any(|seed| draw(IDS, 3, &seed.to_string()) != first));
        assert_eq!(draw(IDS, 9, "x").len(), 5);
    }

    #[test]
    fn a_lottery_ends_as_a_draw_from_all() {
        for seed in ["a", "b", "c"] {
            for count in 0..7 {
                let mut lottery = Lottery::new(count, seed);
                IDS.iter().for_each(|id| lottery.offer(id, || *id));
                assert_eq!(lottery.drawn(), (5, draw(IDS, count, seed)));
            }
        }
    }

    #[test]
    fn every_id_is_as_likely_as_any_other() {
        let ids: Vec<String> = (0..100).map(|id| id.to_string()).collect();
        let mut drawn = [0_u32; 100];
        for seed in 0..1_000 {
            for id in draw(ids.iter().map(String::as_str), 10, &seed.to_string()) {
                drawn[id.parse::<usize>().unwrap()] += 1;
            }
        }
        assert!(drawn.iter().all(|times| (60..=140).contains(times)), "{drawn:?}");
    }

    #[test]
    fn nothing_found_is_the_rule_of_three() {
        let missed = missed(100_000, 300, 0);
        assert!((missed.share_at_most - 0.009_936).abs() < 1e-6, "{missed:?}");
        assert_eq!(missed.units_at_most, 994);
    }

    #[test]
    fn the_bounds_are_those_of_clopper_and_pearson() {
        for (sampled, found, share) in [(100, 0, 0.029_513), (50, 3, 0.147_837), (20, 1, 0.216_106)] {
            let missed = missed(1_000_000, sampled, found);
            assert!((missed.share_at_most - share).abs() < 1e-6, "{missed:?}");
        }
    }

    #[test]
    fn without_a_sample_nothing_is_known_and_with_all_of_it_everything() {
        assert_eq!(missed(10, 0, 0).units_at_most, 10);
        assert_eq!(missed(10, 10, 2).units_at_most, 2);
        assert_eq!(missed(10, 4, 4).units_at_most, 10);
        assert_eq!(missed(0, 0, 0).units_at_most, 0);
    }
}
