//! How the controls do: how much they raise, how often they are right, how much is suppressed, how long it waits.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    life::Life,
    precision::{Precision, Prior, precisions},
};

/// One control's health on a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Health {
    /// Control id.
    pub control: String,
    /// Signals that are there.
    pub signals: u64,
    /// Of those, hidden by a suppression.
    pub suppressed: u64,
    /// Of those that are not hidden, not judged as they are now.
    pub open: u64,
    /// Days that half of the open ones have waited since they got their content; `None` when none is open.
    pub median_days_open: Option<i64>,
    /// How often it is right, with what that is learnt from.
    pub precision: Precision,
}

impl Health {
    /// Share of the signals that is hidden, in per cent rounded down.
    #[must_use]
    pub fn suppressed_percent(&self) -> u64 {
        (self.suppressed * 100).checked_div(self.signals).unwrap_or(0)
    }
}

/// The health of every control that has ever raised a signal, by control.
#[must_use]
pub fn health(life: &Life, priors: &BTreeMap<String, Prior>, on: NaiveDate) -> Vec<Health> {
    let mut waits: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    let mut counts: BTreeMap<&str, (u64, u64, u64)> = BTreeMap::new();
    for (_, known) in life.signals().filter(|(_, known)| !known.is_gone()) {
        let control = known.seen().control.as_str();
        let (signals, suppressed, open) = counts.entry(control).or_default();
        *signals += 1;
        if life.suppressed_by(known, on).is_some() {
            *suppressed += 1;
        } else if known.is_open() {
            *open += 1;
            let since = crate::life::day(known.changed_at());
            waits.entry(control).or_default().extend(since.map(|since| (on - since).num_days().max(0)));
        }
    }
    let health = |(control, precision): (String, Precision)| {
        let (signals, suppressed, open) = counts.get(control.as_str()).copied().unwrap_or_default();
        let median_days_open = waits.remove(control.as_str()).and_then(median);
        Health { control, signals, suppressed, open, median_days_open, precision }
    };
    precisions(life, priors).into_iter().map(health).collect()
}

/// The middle value; of two in the middle the lower.
fn median(mut values: Vec<i64>) -> Option<i64> {
    values.sort_unstable();
    values.get(values.len().saturating_sub(1) / 2).copied()
}
