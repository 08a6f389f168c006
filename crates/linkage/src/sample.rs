//! Pairs for people to judge without seeing what the model thinks, and what their answers say about the run.

use std::collections::BTreeMap;

use crate::{
    evaluate::{Scores, Threshold},
    linker::Linker,
    predict::Edge,
};

/// Bounds of the weight bands, in bits: a sheet has equally many pairs of each. Between -2 and 2 nobody knows.
const BANDS: [f64; 7] = [-4.0, -2.0, 0.0, 2.0, 5.0, 8.0, 12.0];

/// The band of a weight, 0 for the lowest.
fn band(bits: f64) -> usize {
    BANDS.iter().filter(|bound| bits >= **bound).count()
}

/// A pair that people have judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Label {
    /// One row.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// They are the same.
    pub same: bool,
}

impl Linker {
    /// Chooses pairs for people to judge: as many as can be had from each band of weight, in an order that says nothing.
    ///
    /// The choice hangs on the records' ids and the seed, not on the order of rows.
    #[must_use]
    pub fn label_sample(&self, edges: &[Edge], wanted: usize, seed: u64) -> Vec<Edge> {
        let place = |row: u32| self.rows().place(row);
        let hash = |edge: &Edge| mix(self.records.pair_hash(place(edge.a), place(edge.b)) ^ mix(seed));
        let mut bands: BTreeMap<usize, Vec<(u64, Edge)>> = BTreeMap::new();
        for edge in edges {
            bands.entry(band(edge.bits())).or_default().push((hash(edge), *edge));
        }
        let mut queues: Vec<_> = bands
            .into_values()
            .map(|mut edges| {
                edges.sort_unstable_by_key(|(hash, edge)| (*hash, edge.a, edge.b));
                edges.into_iter()
            })
            .collect();
        let mut chosen = Vec::new();
        while chosen.len() < wanted && !queues.is_empty() {
            queues.retain_mut(|queue| {
                let next = queue.next().filter(|_| chosen.len() < wanted);
                chosen.extend(next);
                next.is_some()
            });
        }
        // The bands must not show in the order.
        chosen.sort_unstable_by_key(|(hash, edge)| (mix(hash.rotate_left(32)), edge.a, edge.b));
        chosen.into_iter().map(|(_, edge)| edge).collect()
    }

    /// Scores at every weight by judged pairs, in steps of `step` bits, highest first.
    ///
    /// A judged pair stands for all pairs of its band of weight that the run found, so that a sheet with equally many
    /// pairs of each band gives the figures of the run and not of the sheet. Pairs that no rule brings together are not
    /// among them: recall is of what blocking found.
    #[must_use]
    pub fn judged(
        &self,
        parameters: &crate::Parameters,
        edges: &[Edge],
        labels: &[Label],
        step: f64,
    ) -> Vec<Threshold> {
        let mut found: BTreeMap<usize, f64> = BTreeMap::new();
        edges.iter().for_each(|edge| *found.entry(band(edge.bits())).or_default() += 1.0);
        let mut labels: Vec<(f64, bool)> =
            labels.iter().map(|label| (self.explain(parameters, label.a, label.b).bits, label.same)).collect();
        labels.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
        let mut judged: BTreeMap<usize, f64> = BTreeMap::new();
        labels.iter().for_each(|(bits, _)| *judged.entry(band(*bits)).or_default() += 1.0);
        let stands_for = |bits: f64| {
            let of = |counts: &BTreeMap<usize, f64>| counts.get(&band(bits)).copied().unwrap_or(0.0);
            (of(&found) / of(&judged).max(1.0)).max(1.0)
        };
        let real: f64 = labels.iter().filter(|(_, same)| *same).map(|(bits, _)| stands_for(*bits)).sum();
        let (mut all, mut right) = (0.0, 0.0);
        let mut thresholds: Vec<Threshold> = Vec::new();
        for (bits, same) in labels {
            let weight = stands_for(bits);
            all += weight;
            right += if same { weight } else { 0.0 };
            let scores = Scores::new(right / all, if real > 0.0 { right / real } else { 0.0 });
            let at = (bits / step).floor() * step;
            let next = Threshold { bits: at, found: whole(all), right: whole(right), scores };
            match thresholds.last_mut() {
                Some(last) if (last.bits - at).abs() < step / 2.0 => *last = next,
                _ => thresholds.push(next),
            }
        }
        thresholds
    }
}

/// A count of pairs, rounded.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts are not negative and below 2^53")]
fn whole(count: f64) -> u64 {
    count.round() as u64
}

/// A number that looks unlike the one it is made of (Steele, Lea and Flood 2014, `SplitMix64`).
fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}
