//! What a measure did: the same figures for as long before it as after it.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{CanAll, Handling, Period, Picture, Terms, picture};

/// The pictures before and after a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effect {
    /// The first day of the measure.
    pub day: NaiveDate,
    /// Until the day before.
    pub before: Picture,
    /// From the day.
    pub after: Picture,
}

/// The pictures of so many days before and from a day on.
#[must_use]
pub fn effect(rows: &[Handling], can_all: &[CanAll], (day, days): (NaiveDate, u64), terms: Terms) -> Effect {
    let last = day.pred_opt().unwrap_or(day);
    let end = day.checked_add_days(Days::new(days.saturating_sub(1))).unwrap_or(day);
    Effect {
        day,
        before: picture(rows, can_all.to_vec(), Period::ending(last, days), terms),
        after: picture(rows, can_all.to_vec(), Period { from: day, to: end }, terms),
    }
}
