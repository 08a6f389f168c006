//! Where one person is alone: who handles which steps of a flow, in which unit, over a time.
//!
//! The rows say only that somebody did a step of a matter on a day; who it is is a pseudonym before it comes here. Nothing
//! is said about a person but what share of the work rests on them, and what is found is a question about how the work is
//! arranged.
//!
//! The **bus factor** of a flow is the fewest people whose absence leaves at least half of its matters unhandled, where a
//! matter is unhandled when any of its steps was done by somebody who is away. The measure and its limit of a half come
//! from the *truck factor* of software (G. Avelino, L. Passos, A. Hora, M. T. Valente: A Novel Approach for Estimating Truck
//! Factors, ICPC 2016), which asks for the fewest developers whose absence leaves more than half of the files without an
//! author. One and two are exact; from three on it is found as they do, by taking away whoever is missed most, and may
//! then be too high but never too low.

mod effect;
mod flow;
mod pairs;
mod rights;
mod rows;

use std::collections::BTreeMap;

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

pub use effect::{Effect, effect};
pub use flow::{FlowFigures, Only};
pub use pairs::Pair;
pub use rights::{COLUMNS as RIGHTS, CanAll, Right, can_all, rights};
pub use rows::{COLUMNS, Rows, STEPS, in_one_unit, rows, step_of};

/// A flow of work with three steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flow {
    /// Register, attest, release.
    Invoice,
    /// Handle, decide, pay.
    Matter,
    /// Ask, see, close.
    Request,
}

impl Flow {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Invoice, Self::Matter, Self::Request];
}

/// Somebody did a step of a matter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Handling {
    /// The unit.
    pub unit: String,
    /// The flow.
    pub flow: Flow,
    /// The matter.
    pub matter: String,
    /// Which of the three steps, from 0.
    pub step: u8,
    /// Who, by pseudonym.
    pub person: String,
    /// When.
    pub day: NaiveDate,
}

/// A time, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

impl Period {
    /// So many days, the last of them this.
    #[must_use]
    pub fn ending(to: NaiveDate, days: u64) -> Self {
        Self { from: to.checked_sub_days(Days::new(days.saturating_sub(1))).unwrap_or(to), to }
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn has(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

/// What counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Fewer matters than this say nothing.
    pub least: usize,
    /// From this share of matters in one pair of hands, in thousandths, a flow is alone.
    pub alone_permille: usize,
    /// From this share with one and the same, in thousandths and both ways, two are a pair.
    pub pair_permille: usize,
    /// A step that nobody else has done for so many months is at risk.
    pub months: u32,
    /// An absence of at least so many days explains that the others did it alone …
    pub leave_from: i64,
    /// … and of at most so many: longer is no leave.
    pub leave_to: i64,
}

impl Default for Terms {
    fn default() -> Self {
        Self { least: 10, alone_permille: 500, pair_permille: 800, months: 6, leave_from: 7, leave_to: 42 }
    }
}

/// What may be done about a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Another person must do one of the steps.
    AddStep,
    /// Somebody has the right to do it all: take one away.
    SplitRight,
    /// Others learn the step, and take turns.
    Rotate,
    /// Those who always approve for each other get others.
    NewPairs,
}

/// The picture of an authority over a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// The time.
    pub period: Period,
    /// What counted.
    pub terms: Terms,
    /// The flows of the units, those that rest most on one person first.
    pub flows: Vec<FlowFigures>,
    /// Those who may do all steps of a flow, whether they do or not.
    pub can_all: Vec<CanAll>,
}

/// The picture over a time. Of rows before it is asked only who else has done a step, and when.
#[must_use]
pub fn picture(rows: &[Handling], can_all: Vec<CanAll>, period: Period, terms: Terms) -> Picture {
    let mut of: BTreeMap<(&str, Flow), Vec<&Handling>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.day <= period.to) {
        of.entry((row.unit.as_str(), row.flow)).or_default().push(row);
    }
    let mut flows: Vec<FlowFigures> = of
        .into_iter()
        .map(|((unit, flow), rows)| flow::figures((unit, flow), &rows, &can_all, (period, terms)))
        .collect();
    flows.retain(|flow| flow.matters > 0);
    flows.sort_by(|a, b| {
        (b.is_alone, b.share_permille(), &a.unit, a.flow).cmp(&(a.is_alone, a.share_permille(), &b.unit, b.flow))
    });
    Picture { period, terms, flows, can_all }
}

/// The day so many months before.
fn months_before(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_sub_months(Months::new(months)).unwrap_or(day)
}
