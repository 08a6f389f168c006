//! The four counts of a control: hit, pass, excluded and not computable.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{ControlRef, sample::Sampled};

/// What became of a tested unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeKind {
    /// The control's condition holds and no innocent explanation applies.
    Hit,
    /// Tested and found in order.
    Pass,
    /// The condition holds but a declared innocent explanation applies, or the unit is outside the control.
    Excluded,
    /// A value that the control needs is missing in this unit.
    NotComputable,
}

/// How many tested units ended in one outcome, in the order of the document (which is the order of the funnel).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeCount {
    /// Which of the four counts this belongs to.
    pub kind: OutcomeKind,
    /// `hit`, `pass`, or the id of the exclusion or missing value as the document declares it.
    pub id: String,
    /// What it means, in Swedish.
    pub label: String,
    /// Rows of the control's query: one per tested group.
    pub rows: u64,
    /// Tested units that the rows stand for (payments, suppliers, …); equals `rows` unless the document says otherwise.
    pub units: u64,
    /// Units beyond the first in each group, where the control counts repetitions.
    pub excess: u64,
    /// What the rows are worth, in whole öre.
    pub amount_ore: i128,
}

/// A simpler test that the document shows beside its own, so that a reader sees what the filters are for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// What the simpler test looks at, in Swedish.
    pub label: String,
    /// Groups that it would raise.
    pub rows: u64,
    /// Units beyond the first in each group.
    pub excess: u64,
    /// What they are worth, in whole öre.
    pub amount_ore: i128,
}

/// Something a control needs that the registers do not hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Missing {
    /// Register name as in the catalogue.
    pub register: String,
    /// Register name in Swedish.
    pub register_label: String,
    /// Column that has no value in any row; `None` when the whole register is missing.
    pub column: Option<String>,
    /// Column name in Swedish.
    pub column_label: Option<String>,
}

impl fmt::Display for Missing {
    /// What is missing, as a sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { register, register_label, column, column_label } = self;
        match column {
            None => write!(f, "Registret {register_label} ({register}) saknas."),
            Some(column) => write!(
                f,
                "Kolumnen {} ({column}) i registret {register_label} ({register}) saknar värden på alla rader.",
                column_label.as_deref().unwrap_or(column)
            ),
        }
    }
}

/// One control in one run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlRun {
    /// Which control, version and parameters.
    pub control: ControlRef,
    /// What the registers do not hold, so that the control could not run at all; empty when it ran.
    pub missing: Vec<Missing>,
    /// Why the legal gate refused the control, in Swedish; empty when it was let through.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<String>,
    /// The counts in document order; empty when the control did not run.
    pub outcomes: Vec<OutcomeCount>,
    /// Simpler tests shown beside the funnel.
    pub comparisons: Vec<Comparison>,
    /// Set when the share of hits is outside the band that the document declares, in Swedish.
    pub band_warning: Option<String>,
    /// Some of what was found in order, drawn at random for people to look at; empty unless it was asked for.
    #[serde(default, skip_serializing_if = "Sampled::is_empty")]
    pub sampled: Sampled,
}

impl ControlRun {
    /// True when the control ran.
    #[must_use]
    pub fn is_computed(&self) -> bool {
        self.missing.is_empty() && self.refused.is_empty()
    }

    /// Adds the same control's run on another authority's registers.
    pub(crate) fn add(&mut self, other: Self) {
        if !other.is_computed() && !self.is_computed() {
            if other.missing.len() < self.missing.len() {
                *self = other;
            }
            return;
        }
        if !self.is_computed() {
            *self = other;
            return;
        }
        for (mine, more) in self.outcomes.iter_mut().zip(&other.outcomes) {
            mine.rows += more.rows;
            mine.units += more.units;
            mine.excess += more.excess;
            mine.amount_ore += more.amount_ore;
        }
        for (mine, more) in self.comparisons.iter_mut().zip(&other.comparisons) {
            mine.rows += more.rows;
            mine.excess += more.excess;
            mine.amount_ore += more.amount_ore;
        }
        self.band_warning = self.band_warning.take().or(other.band_warning);
        self.sampled.population += other.sampled.population;
        self.sampled.passes.extend(other.sampled.passes);
    }

    /// Rows of one of the four counts.
    #[must_use]
    pub fn rows(&self, kind: OutcomeKind) -> u64 {
        self.outcomes.iter().filter(|o| o.kind == kind).map(|o| o.rows).sum()
    }

    /// Units of one of the four counts.
    #[must_use]
    pub fn units(&self, kind: OutcomeKind) -> u64 {
        self.outcomes.iter().filter(|o| o.kind == kind).map(|o| o.units).sum()
    }
}
