//! How often a control is right, learnt in the open from what people found.
//!
//! Each judged signal says that its control was right or wrong; a Beta distribution says what that tells of the control. It
//! begins as two imagined judgements ([`Prior`]), so that a control with three hits judged is not called perfect. What is
//! shown is the expected share of hits that are right, with an interval that holds the true share with 90 % probability.
//!
//! In the ranking only a wide [`Band`] counts, beside families, money and rarity: there is no score.

mod beta;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{ControlRun, OutcomeKind, life::Life};

pub(crate) use beta::quantile;

/// Judgements below which a control is neither trusted more nor less than others.
pub const ENOUGH: u64 = 5;

/// The share from which a control is often right.
const OFTEN: f64 = 0.6;
/// The share below which it seldom is.
const SELDOM: f64 = 0.2;
/// How many judgements a prior weighs as much as.
const IMAGINED: f64 = 2.0;
/// Tails outside the interval, together 10 %.
const TAIL: f64 = 0.05;

/// What is believed of a control before anybody judged its hits: as if two had been judged.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Prior {
    right: f64,
    wrong: f64,
}

impl Default for Prior {
    /// One right, one wrong.
    fn default() -> Self {
        Self { right: IMAGINED / 2.0, wrong: IMAGINED / 2.0 }
    }
}

impl Prior {
    /// The prior of a control that hits `per_10k` of 10 000 tested units when its document expects at most `max_per_10k`.
    ///
    /// Within the band half of the hits are taken to be right. Above it the surplus is taken to be wrong: twice the expected
    /// hits make a quarter right. A band of nothing says nothing.
    #[must_use]
    pub fn of_band(per_10k: f64, max_per_10k: f64) -> Self {
        let above = per_10k.is_finite() && max_per_10k > 0.0 && per_10k > max_per_10k;
        let share = if above { max_per_10k / per_10k / 2.0 } else { 0.5 };
        Self { right: IMAGINED * share, wrong: IMAGINED * (1.0 - share) }
    }

    /// The prior of a control by its last run: [`Prior::of_band`] of its share of hits, when it tested at least `from_units`.
    #[must_use]
    pub fn of_run(run: &ControlRun, max_per_10k: f64, from_units: u64) -> Self {
        let tested: u64 =
            [OutcomeKind::Hit, OutcomeKind::Pass, OutcomeKind::Excluded].iter().map(|kind| run.units(*kind)).sum();
        if tested == 0 || tested < from_units {
            return Self::default();
        }
        Self::of_band(run.rows(OutcomeKind::Hit) as f64 * 10_000.0 / tested as f64, max_per_10k)
    }
}

/// What people found of a control's signals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Fraud, crime or an error that was corrected.
    pub right: u64,
    /// Explained by data or by a person.
    pub wrong: u64,
    /// Nobody looked.
    pub not_worked: u64,
    /// What came back, in whole öre.
    pub recovered_ore: i64,
}

/// How often a control is right.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Precision {
    /// What it is learnt from.
    pub tally: Tally,
    /// Expected share of hits that are right, 0 to 1.
    pub expected: f64,
    /// The true share is below this with a probability of 5 %.
    pub low: f64,
    /// The true share is above this with a probability of 5 %.
    pub high: f64,
}

/// How likely a control's hits are right, as the ranking sees it. The likeliest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// At least six of ten.
    Often,
    /// Between, or too few judged to say.
    Sometimes,
    /// Fewer than two of ten.
    Seldom,
}

impl Band {
    /// In Swedish.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Often => "oftast rätt",
            Self::Sometimes => "ibland rätt, eller för få bedömda",
            Self::Seldom => "sällan rätt",
        }
    }
}

impl Precision {
    /// What the tally says, given the prior.
    #[must_use]
    pub fn of(prior: Prior, tally: Tally) -> Self {
        let right = prior.right + tally.right as f64;
        let wrong = prior.wrong + tally.wrong as f64;
        Self {
            tally,
            expected: right / (right + wrong),
            low: quantile(right, wrong, TAIL),
            high: quantile(right, wrong, 1.0 - TAIL),
        }
    }

    /// Signals that were judged right or wrong.
    #[must_use]
    pub fn judged(&self) -> u64 {
        self.tally.right + self.tally.wrong
    }

    /// The band that the ranking sees; the middle one below [`ENOUGH`] judgements.
    #[must_use]
    pub fn band(&self) -> Band {
        match self.expected {
            _ if self.judged() < ENOUGH => Band::Sometimes,
            share if share >= OFTEN => Band::Often,
            share if share < SELDOM => Band::Seldom,
            _ => Band::Sometimes,
        }
    }
}

/// How often one control is right; nothing when it never raised a signal.
#[must_use]
pub fn precision(life: &Life, priors: &BTreeMap<String, Prior>, control: &str) -> Option<Precision> {
    let tally = tallies(life).remove(control)?;
    Some(Precision::of(priors.get(control).copied().unwrap_or_default(), tally))
}

/// What people found, by control. Of each signal the last judgement counts, also when the signal is gone since.
#[must_use]
pub fn tallies(life: &Life) -> BTreeMap<String, Tally> {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for (_, known) in life.signals() {
        let tally = tallies.entry(known.seen().control.clone()).or_default();
        let Some(judgement) = known.judgement() else { continue };
        match judgement.outcome.was_right() {
            Some(true) => tally.right += 1,
            Some(false) => tally.wrong += 1,
            None => tally.not_worked += 1,
        }
        tally.recovered_ore = tally.recovered_ore.saturating_add(judgement.outcome.recovered_ore());
    }
    tallies
}

/// How often each control is right, by control. Controls without a prior begin with [`Prior::default`].
#[must_use]
pub fn precisions(life: &Life, priors: &BTreeMap<String, Prior>) -> BTreeMap<String, Precision> {
    let of = |(control, tally): (String, Tally)| {
        let prior = priors.get(&control).copied().unwrap_or_default();
        (control, Precision::of(prior, tally))
    };
    tallies(life).into_iter().map(of).collect()
}
