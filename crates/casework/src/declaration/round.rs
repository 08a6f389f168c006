//! The yearly round: HR asks everybody, or some units, to declare by a day, and follows how many have.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::routine::Routine;
use crate::{
    id::{AuthorityId, PersonId},
    report::statistics::Table,
};

/// A round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// Whose.
    pub authority: AuthorityId,
    /// The units that are asked, by id; none for all.
    pub units: Vec<String>,
    /// When it was started: who has declared since has answered.
    pub started_at: DateTime<Utc>,
    /// The last day to answer.
    pub last_day: NaiveDate,
    /// Who started it.
    pub by: PersonId,
}

impl Round {
    /// Whether somebody of a unit is asked.
    #[must_use]
    pub fn asks(&self, unit: Option<&str>) -> bool {
        self.units.is_empty() || unit.is_some_and(|unit| self.units.iter().any(|one| one == unit))
    }

    /// Whether somebody whose last declaration was then has answered.
    #[must_use]
    pub fn is_answered(&self, declared_at: Option<DateTime<Utc>>) -> bool {
        declared_at.is_some_and(|at| self.started_at <= at)
    }

    /// Whether a reminder goes out on a day: the day the round starts, as long before the last day as the routine says, the
    /// last day, and each week after it until all have answered.
    #[must_use]
    pub fn reminds_on(&self, routine: &Routine, day: NaiveDate) -> bool {
        let started = crate::local::day(self.started_at);
        if day < started {
            return false;
        }
        let late = (day - self.last_day).num_days();
        day == started
            || late == 0
            || (late > 0 && late % 7 == 0)
            || routine.remind.before.iter().any(|length| length.before(self.last_day) == day)
    }
}

/// How many of each unit have answered, small numbers hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// The units, by name.
    pub units: Vec<String>,
    /// For each unit, and last for all: how many have answered, how many have not, and how many were asked.
    pub table: Table,
}

/// Counts who has answered, by unit. What is counted is a unit and whether its person has answered.
#[must_use]
pub fn answers<'a>(asked: impl IntoIterator<Item = (&'a str, bool)>) -> Answers {
    let mut counts: std::collections::BTreeMap<&str, [u64; 2]> = std::collections::BTreeMap::new();
    for (unit, is_answered) in asked {
        let [answered, missing] = counts.entry(unit).or_default();
        let count = if is_answered { answered } else { missing };
        *count = count.saturating_add(1);
    }
    let rows: Vec<Vec<u64>> = counts.values().map(|row| row.to_vec()).collect();
    Answers { units: counts.into_keys().map(str::to_owned).collect(), table: Table::of(&rows) }
}
