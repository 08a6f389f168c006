//! Learns the model's parameters without labels: u from random pairs, m by expectation maximisation over counted patterns
//! (Fellegi and Sunter 1969; Winkler 1988), the prior from rules that find almost only true pairs.
//!
//! All counts are whole numbers and all sums run in a fixed order, so that the same records give the same parameters in any
//! order of rows and on any number of threads.

#![expect(clippy::indexing_slicing, reason = "levels and comparisons are numbered by the model")]
#![expect(clippy::cast_precision_loss, reason = "counts of pairs are below 2^53")]

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::{
    LinkageError,
    block::{Blocks, Scope},
    compare::Comparer,
    linker::Records,
    model::{Classes, Model, Rule},
};

/// Least probability of a level: a level that was never seen is rare, not impossible.
const FLOOR: f64 = 1e-7;
/// Pairs of different values that are compared for u, at most; of more, every so manieth is.
const VALUE_PAIRS: usize = 1_000_000;
const ROUNDS: usize = 200;
const SETTLED: f64 = 1e-5;

/// What was learnt.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Parameters {
    /// Per comparison, per level (the model's, then *else*) the share of true pairs that reach it.
    pub m: Vec<Vec<f64>>,
    /// The same among unrelated pairs.
    pub u: Vec<Vec<f64>>,
    /// The same among pairs of one household, when that class is used. Equal to `u` where a household shares nothing.
    pub household: Option<Vec<Vec<f64>>>,
    /// Probability that two random records are the same entity.
    pub prior: f64,
    /// Probability that two random records are of one household and not the same.
    pub household_prior: f64,
    /// What was learnt from.
    pub evidence: Evidence,
}

/// What the parameters rest on.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Evidence {
    /// Random pairs behind u.
    pub random_pairs: u64,
    /// Per session its rule, pairs, distinct patterns and the share of them taken for true.
    pub sessions: Vec<SessionEvidence>,
    /// Pairs that the deterministic rules found.
    pub deterministic_pairs: u64,
    /// Rounds of expectation maximisation.
    pub rounds: usize,
    /// Mean log2 likelihood per held-out pair with two classes and, when tried, with three.
    pub held_out: Vec<f64>,
}

/// One training session.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct SessionEvidence {
    /// The rule that chose its pairs.
    pub rule: String,
    /// Pairs read.
    pub pairs: u64,
    /// Distinct patterns among them.
    pub patterns: usize,
    /// Share of the pairs that are the same entity.
    pub same: f64,
}

/// Counted patterns of one session.
struct Session {
    rule: String,
    /// Comparisons that the rule does not hold fixed.
    free: Vec<bool>,
    /// One pair in so many was read.
    every: u64,
    /// Pairs read.
    pairs: u64,
    /// Patterns and their counts, in two halves.
    fit: Vec<(Vec<u8>, f64)>,
    held: Vec<(Vec<u8>, f64)>,
}

/// Learns from the records.
pub(crate) fn train(model: &Model, records: &Records, comparer: &Comparer) -> Result<Parameters, LinkageError> {
    let mut evidence = Evidence::default();
    let u = estimate_u(model, records, comparer, &mut evidence);
    let rules = &model.training.sessions;
    let rules = if rules.is_empty() { &model.blocking } else { rules };
    let sessions = rules.iter().map(|rule| session(model, records, comparer, rule)).collect::<Vec<_>>();
    for (at, comparison) in model.comparisons.iter().enumerate() {
        if !sessions.iter().any(|session| session.free[at]) {
            return Err(LinkageError::Untrained { comparison: comparison.name.clone() });
        }
    }
    let shared: Vec<bool> = model.comparisons.iter().map(|comparison| comparison.shared_in_household).collect();
    let three = match model.training.classes {
        Classes::Two => false,
        Classes::Three => shared.contains(&true),
        Classes::Choose => {
            shared.contains(&true) && {
                let score = |household: bool| {
                    let mut fit = Fit::start(&u, &shared, household, sessions.len());
                    fit.run(&sessions, Part::Fit);
                    fit.likelihood(&sessions)
                };
                evidence.held_out = vec![score(false), score(true)];
                evidence.held_out[1] > evidence.held_out[0]
            }
        }
    };
    let mut fit = Fit::start(&u, &shared, three, sessions.len());
    evidence.rounds = fit.run(&sessions, Part::All);
    evidence.sessions = sessions
        .iter()
        .zip(&fit.mixing)
        .map(|(session, mixing)| SessionEvidence {
            rule: session.rule.clone(),
            pairs: session.pairs,
            patterns: session.fit.len().max(session.held.len()),
            same: mixing[0],
        })
        .collect();
    let prior = prior(model, records, &mut evidence);
    let household_prior = if three { household_prior(model, records, &fit, &sessions, prior) } else { 0.0 };
    let Fit { m, household, .. } = fit;
    Ok(Parameters { m, u, household: three.then_some(household), prior, household_prior, evidence })
}

/// u: how often unrelated records reach each level, from all pairs of a sample of records.
fn estimate_u(model: &Model, records: &Records, comparer: &Comparer, evidence: &mut Evidence) -> Vec<Vec<f64>> {
    // n records give n (n - 1) / 2 pairs.
    let wanted = usize::try_from((2 * model.training.sample_pairs).isqrt() + 1).unwrap_or(usize::MAX);
    let sample = records.sample(wanted);
    evidence.random_pairs = (sample.len() * sample.len().saturating_sub(1) / 2) as u64;
    let count = |at: usize| {
        let ladder = &comparer.ladders[at];
        let mut counted: BTreeMap<u32, u64> = BTreeMap::new();
        for &row in &sample {
            *counted.entry(records.tuple(row, at)).or_default() += 1;
        }
        let values: Vec<(u32, u64)> = counted.into_iter().collect();
        let levels = usize::from(ladder.null_level()) + 1;
        let every = (values.len() * values.len() / 2).div_ceil(VALUE_PAIRS).max(1);
        let tally = |mut counts: Vec<u64>, from: usize| {
            let (a, times) = values[from];
            counts[usize::from(ladder.level(&comparer.values, a, a))] += times * (times - 1) / 2;
            for &(b, others) in values[from + 1..].iter().skip(from % every).step_by(every) {
                counts[usize::from(ladder.level(&comparer.values, a, b))] += times * others * every as u64;
            }
            counts
        };
        let sum = |mut a: Vec<u64>, b: Vec<u64>| {
            a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
            a
        };
        let counts = (0..values.len())
            .into_par_iter()
            .with_min_len(64)
            .fold(|| vec![0; levels], tally)
            .reduce(|| vec![0; levels], sum);
        shares(counts[..levels - 1].iter().map(|count| *count as f64))
    };
    (0..comparer.ladders.len()).map(count).collect()
}

/// Shares that add up to one, none below [`FLOOR`].
fn shares(counts: impl Iterator<Item = f64> + Clone) -> Vec<f64> {
    let total: f64 = counts.clone().sum();
    let raised: Vec<f64> = counts.map(|count| (count / total.max(1.0)).max(FLOOR)).collect();
    let sum: f64 = raised.iter().sum();
    raised.iter().map(|share| share / sum).collect()
}

/// Counts the patterns of the pairs that a rule brings together.
fn session(model: &Model, records: &Records, comparer: &Comparer, rule: &Rule) -> Session {
    let rules = std::slice::from_ref(rule);
    let blocks = Blocks::new(rules, &records.columns, &records.sources, records.scope, records.limit());
    let pairs = blocks.most_pairs().max(1);
    // One pair in `every` is read, chosen by its records, not by its place.
    let every = pairs.div_ceil(model.training.session_pairs.max(1)).max(1);
    let count = |mut counts: FxHashMap<u64, [u64; 2]>, piece| {
        blocks.each(piece, |a, b| {
            let hash = records.pair_hash(a, b);
            if hash.is_multiple_of(every) {
                let pattern = pattern_of(records, comparer, a, b);
                let half = usize::from((hash / every) % 2 == 1);
                counts.entry(pattern).or_default()[half] += 1;
            }
        });
        counts
    };
    let merge = |mut one: FxHashMap<u64, [u64; 2]>, other: FxHashMap<u64, [u64; 2]>| {
        for (pattern, [fit, held]) in other {
            let sum = one.entry(pattern).or_default();
            sum[0] += fit;
            sum[1] += held;
        }
        one
    };
    let counted = blocks.pieces().into_par_iter().fold(FxHashMap::default, count).reduce(FxHashMap::default, merge);
    let sorted: BTreeMap<u64, [u64; 2]> = counted.into_iter().collect();
    let pairs = sorted.values().flatten().sum();
    let of = |half: usize| {
        let some = sorted.iter().filter(move |(_, counts)| counts[half] > 0);
        some.map(|(&pattern, counts)| (levels_of(comparer, pattern), counts[half] as f64)).collect()
    };
    // Two columns made from the same raw one say the same: to hold one fixed is to hold both.
    let raw = |column: &usize| model.columns[*column].from.as_slice();
    let fixed: Vec<&String> = rule.fixed_columns().flat_map(|column| raw(&column).iter()).collect();
    let is_fixed = |column: &usize| raw(column).iter().any(|from| fixed.contains(&from));
    let free = comparer.ladders.iter().map(|ladder| !ladder.columns.iter().any(is_fixed)).collect();
    Session { rule: rule.text.clone(), free, every, pairs, fit: of(0), held: of(1) }
}

/// The levels of a pair as one number.
fn pattern_of(records: &Records, comparer: &Comparer, a: u32, b: u32) -> u64 {
    comparer.ladders.iter().enumerate().fold(0, |pattern, (at, ladder)| {
        let level = ladder.level(&comparer.values, records.tuple(a, at), records.tuple(b, at));
        pattern * (u64::from(ladder.null_level()) + 1) + u64::from(level)
    })
}

fn levels_of(comparer: &Comparer, mut pattern: u64) -> Vec<u8> {
    let mut levels = vec![0; comparer.ladders.len()];
    for (slot, ladder) in levels.iter_mut().zip(&comparer.ladders).rev() {
        let radix = u64::from(ladder.null_level()) + 1;
        *slot = u8::try_from(pattern % radix).unwrap_or(0);
        pattern /= radix;
    }
    levels
}

impl Session {
    fn patterns(&self, part: Part) -> impl Iterator<Item = &(Vec<u8>, f64)> {
        let held = if part == Part::All { self.held.as_slice() } else { &[] };
        self.fit.iter().chain(held)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Fit,
    All,
}

/// One run of expectation maximisation over all sessions together: m is shared, each session has its own mixture.
struct Fit<'a> {
    u: &'a [Vec<f64>],
    shared: &'a [bool],
    three: bool,
    m: Vec<Vec<f64>>,
    household: Vec<Vec<f64>>,
    /// Per session the share of same, household and unrelated pairs.
    mixing: Vec<[f64; 3]>,
}

impl<'a> Fit<'a> {
    fn start(u: &'a [Vec<f64>], shared: &'a [bool], three: bool, sessions: usize) -> Self {
        let m: Vec<Vec<f64>> = u.iter().map(|levels| first_guess(levels.len())).collect();
        let household = m.iter().zip(u).zip(shared).map(|((m, u), shared)| if *shared { m } else { u }.clone());
        let mixing = if three { [0.3, 0.2, 0.5] } else { [0.3, 0.0, 0.7] };
        Self { u, shared, three, household: household.collect(), m, mixing: vec![mixing; sessions] }
    }

    /// Rounds until no parameter moves.
    fn run(&mut self, sessions: &[Session], part: Part) -> usize {
        for round in 1..=ROUNDS {
            if self.round(sessions, part) < SETTLED {
                return round;
            }
        }
        ROUNDS
    }

    /// Probabilities of a pattern under the three classes, mixed.
    fn classes(&self, session: usize, free: &[bool], levels: &[u8]) -> [f64; 3] {
        let mut classes = self.mixing[session];
        for (at, &level) in levels.iter().enumerate() {
            if let (true, Some(&m)) = (free[at], self.m[at].get(usize::from(level))) {
                let u = self.u[at][usize::from(level)];
                classes[0] *= m;
                classes[1] *= self.household[at][usize::from(level)];
                classes[2] *= u;
            }
        }
        classes
    }

    fn round(&mut self, sessions: &[Session], part: Part) -> f64 {
        let zero = || self.m.iter().map(|levels| vec![0.0; levels.len()]).collect::<Vec<_>>();
        let (mut same, mut home) = (zero(), zero());
        let mut mixing = Vec::new();
        for (number, session) in sessions.iter().enumerate() {
            let mut sums = [0.0; 3];
            for (levels, count) in session.patterns(part) {
                let classes = self.classes(number, &session.free, levels);
                let total: f64 = classes.iter().sum();
                let parts = classes.map(|class| if total > 0.0 { count * class / total } else { 0.0 });
                sums.iter_mut().zip(parts).for_each(|(sum, part)| *sum += part);
                for (at, &level) in levels.iter().enumerate() {
                    if session.free[at] && usize::from(level) < same[at].len() {
                        same[at][usize::from(level)] += parts[0];
                        home[at][usize::from(level)] += parts[1];
                    }
                }
            }
            let total: f64 = sums.iter().sum::<f64>().max(f64::MIN_POSITIVE);
            mixing.push(sums.map(|sum| sum / total));
        }
        let mut moved: f64 = 0.0;
        for (at, counts) in same.iter().enumerate() {
            if counts.iter().sum::<f64>() > 0.0 {
                let next = shares(counts.iter().copied());
                moved = next.iter().zip(&self.m[at]).map(|(a, b)| (a - b).abs()).fold(moved, f64::max);
                self.m[at] = next;
            }
            if self.three && self.shared[at] && home[at].iter().sum::<f64>() > 0.0 {
                self.household[at] = shares(home[at].iter().copied());
            }
        }
        self.mixing = mixing;
        moved
    }

    /// Mean log2 likelihood of the pairs that were held out.
    fn likelihood(&self, sessions: &[Session]) -> f64 {
        let (mut sum, mut pairs) = (0.0, 0.0);
        for (number, session) in sessions.iter().enumerate() {
            for (levels, count) in &session.held {
                let classes = self.classes(number, &session.free, levels);
                sum += count * classes.iter().sum::<f64>().max(f64::MIN_POSITIVE).log2();
                pairs += count;
            }
        }
        sum / f64::max(pairs, 1.0)
    }
}

/// Most true pairs agree: each level is five times rarer than the one above.
fn first_guess(levels: usize) -> Vec<f64> {
    let raw =
        (0..levels).map(|level| if level == 0 { 0.9 } else { 0.1 / 2_f64.powi(i32::try_from(level).unwrap_or(31)) });
    shares(raw.map(|share| share * 1e6))
}

fn all_pairs(records: &Records) -> f64 {
    let rows = records.len() as f64;
    let within = |count: f64| count * (count - 1.0) / 2.0;
    let per_source: f64 = match records.scope {
        Scope::All => 0.0,
        Scope::Between => {
            let mut counts = [0_u64; 256];
            records.sources.iter().for_each(|source| counts[usize::from(*source)] += 1);
            counts.iter().map(|count| within(*count as f64)).sum()
        }
    };
    (within(rows) - per_source).max(1.0)
}

/// The share of random pairs that are the same: what the deterministic rules find, and what they are said to miss.
fn prior(model: &Model, records: &Records, evidence: &mut Evidence) -> f64 {
    let rules = &model.training.deterministic;
    let blocks = Blocks::new(rules, &records.columns, &records.sources, records.scope, records.limit());
    let found: u64 = blocks.reports().iter().map(|report| report.added).sum();
    evidence.deterministic_pairs = found;
    let pairs = all_pairs(records);
    (found.max(1) as f64 / model.training.recall / pairs).clamp(1.0 / (pairs + 1.0), 0.5)
}

/// The share of random pairs that are of one household: a session's household pairs, divided by the chance that such a pair
/// agrees on what the session holds fixed; the middle one of the sessions that only hold fixed what a household shares.
fn household_prior(model: &Model, records: &Records, fit: &Fit<'_>, sessions: &[Session], prior: f64) -> f64 {
    let mut estimates: Vec<f64> = Vec::new();
    for (session, mixing) in sessions.iter().zip(&fit.mixing) {
        let fixed = || session.free.iter().enumerate().filter(|(_, free)| !**free).map(|(at, _)| at);
        if fixed().all(|at| model.comparisons[at].shared_in_household) {
            let agree: f64 = fixed().map(|at| fit.household[at][0]).product();
            estimates
                .push(mixing[1] * session.pairs as f64 * session.every as f64 / agree.max(FLOOR) / all_pairs(records));
        }
    }
    estimates.sort_by(f64::total_cmp);
    let middle = estimates.get(estimates.len() / 2).copied().unwrap_or(prior);
    middle.clamp(prior / 10.0, (prior * 100.0).min(0.2))
}
