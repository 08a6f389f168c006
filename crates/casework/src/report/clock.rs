//! The clocks of the law (2021:890).
//!
//! | clock | from | last day | law |
//! | --- | --- | --- | --- |
//! | acknowledgement | the day of arrival | 7 days later | 5 kap. 8 § 2 |
//! | feedback | the acknowledgement; without one, the seventh day after the arrival | 3 months later | 5 kap. 8 § 3 |
//! | disposal | the day of closing | 2 years later | 7 kap. 8 § |
//!
//! A month ends on the day with the same number, or on its last. A late acknowledgement does not move the feedback: the
//! months count from the seventh day at the latest. That a time may end later when its last day is a red day is left out
//! on purpose: the day shown is never later than the law's.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Report, event::Acknowledgement};
use crate::{ClockState, Length};

const ACKNOWLEDGE: Length = Length { months: 0, weeks: 0, days: 7, less_days: 0 };
const FEEDBACK: Length = Length { months: 3, weeks: 0, days: 0, less_days: 0 };
const DISPOSE: Length = Length { months: 24, weeks: 0, days: 0, less_days: 0 };

/// What a clock is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// The reporter gets an acknowledgement.
    Acknowledge,
    /// The reporter gets feedback.
    Feedback,
    /// Personal data is disposed of.
    Dispose,
}

impl Duty {
    /// The duty in Swedish.
    #[must_use]
    pub const fn sv(self) -> &'static str {
        match self {
            Self::Acknowledge => "Bekräfta mottagandet",
            Self::Feedback => "Lämna återkoppling",
            Self::Dispose => "Gallra personuppgifterna",
        }
    }

    /// The law, as it is cited.
    #[must_use]
    pub const fn law(self) -> &'static str {
        match self {
            Self::Acknowledge => "lagen (2021:890) 5 kap. 8 § 2",
            Self::Feedback => "lagen (2021:890) 5 kap. 8 § 3",
            Self::Dispose => "lagen (2021:890) 7 kap. 8 §",
        }
    }

    /// How many days before the last one it is near.
    const fn warns(self) -> i64 {
        match self {
            Self::Acknowledge => 3,
            Self::Feedback => 14,
            Self::Dispose => 60,
        }
    }
}

/// A clock on a given day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// What it is for.
    pub duty: Duty,
    /// The day it is counted from.
    pub from: NaiveDate,
    /// The last day.
    pub due: NaiveDate,
    /// Days until the last day; negative when it has passed.
    pub days_left: i64,
    /// How it stands; stopped once the duty is done.
    pub state: ClockState,
    /// The day it was done; none while it runs.
    pub done: Option<NaiveDate>,
}

impl Clock {
    /// Whether the duty was done on its last day at the latest; none while it runs.
    #[must_use]
    pub fn in_time(&self) -> Option<bool> {
        self.done.map(|done| done <= self.due)
    }
}

/// The last day to acknowledge what arrived on a day.
#[must_use]
pub fn acknowledge_by(arrived: NaiveDate) -> NaiveDate {
    ACKNOWLEDGE.after(arrived)
}

/// The day that the months of feedback count from, and the last day for it. `acknowledged` is the day on which an
/// acknowledgement was sent, if one was.
#[must_use]
pub fn feedback_by(arrived: NaiveDate, acknowledged: Option<NaiveDate>) -> (NaiveDate, NaiveDate) {
    let latest = acknowledge_by(arrived);
    let from = acknowledged.map_or(latest, |day| day.min(latest));
    (from, FEEDBACK.after(from))
}

/// The last day on which personal data may be kept of what was closed on a day.
#[must_use]
pub fn dispose_by(closed: NaiveDate) -> NaiveDate {
    DISPOSE.after(closed)
}

impl Report {
    /// Every clock on a given day, in the order of the law. That of the disposal begins with the closing.
    #[must_use]
    pub fn clocks(&self, today: NaiveDate) -> Vec<Clock> {
        let acknowledged = self.acknowledged.as_ref().map(|one| one.on);
        let sent = self.acknowledged.as_ref().filter(|one| one.how == Acknowledgement::Sent).map(|one| one.on);
        let (from, due) = feedback_by(self.arrived, sent);
        let feedback = self.feedback.as_ref().map(|one| one.on);
        let mut clocks = vec![
            clock(Duty::Acknowledge, (self.arrived, acknowledge_by(self.arrived)), acknowledged, today),
            clock(Duty::Feedback, (from, due), feedback, today),
        ];
        if let Some(closed) = &self.closed {
            let disposed = self.disposed.as_ref().map(|one| one.on);
            clocks.push(clock(Duty::Dispose, (closed.on, dispose_by(closed.on)), disposed, today));
        }
        clocks
    }

    /// The clock that runs and ends first, passed or not.
    #[must_use]
    pub fn next_clock(&self, today: NaiveDate) -> Option<Clock> {
        self.clocks(today).into_iter().filter(|clock| clock.done.is_none()).min_by_key(|clock| clock.due)
    }
}

fn clock(duty: Duty, (from, due): (NaiveDate, NaiveDate), done: Option<NaiveDate>, today: NaiveDate) -> Clock {
    let days_left = due.signed_duration_since(today).num_days();
    let state = match days_left {
        _ if done.is_some() => ClockState::Stopped,
        ..0 => ClockState::Overdue,
        left if left <= duty.warns() => ClockState::Warned,
        _ => ClockState::Running,
    };
    Clock { duty, from, due, days_left, state, done }
}
