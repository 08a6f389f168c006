//! Clocks: lengths of time as laws write them, and the deadlines of a case on a given day.
//!
//! Months are counted as lagen (1930:173) om beräkning av lagstadgad tid, 1 §, does: to the day with the same number, and
//! to the last day of a month that has no such day (from 31 December two months end on 28 or 29 February). The
//! extension of its 2 § (a last day that is a Saturday, a Sunday or a red day) is left out on purpose: the day shown is
//! never later than the law's.

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{
    Case, RunningClock, Seq, Text,
    routine::{Certainty, Law},
};

/// A length of time: months, then weeks and days. All nought is the same day (at once).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Length {
    /// Calendar months.
    #[serde(skip_serializing_if = "is_nought")]
    pub months: u16,
    /// Weeks.
    #[serde(skip_serializing_if = "is_nought")]
    pub weeks: u16,
    /// Days.
    #[serde(skip_serializing_if = "is_nought")]
    pub days: u16,
    /// Days taken off at the end: two months less 14 days.
    #[serde(skip_serializing_if = "is_nought")]
    pub less_days: u16,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_nought(number: &u16) -> bool {
    *number == 0
}

impl Length {
    /// The last day, counted from a day; the last day that there is when the calendar ends before.
    #[must_use]
    pub fn after(self, day: NaiveDate) -> NaiveDate {
        let days = u64::from(self.weeks) * 7 + u64::from(self.days);
        day.checked_add_months(Months::new(u32::from(self.months)))
            .and_then(|day| day.checked_add_days(Days::new(days)))
            .and_then(|day| day.checked_sub_days(Days::new(u64::from(self.less_days))))
            .unwrap_or(NaiveDate::MAX)
    }

    /// The day that lies this long before a day.
    #[must_use]
    pub fn before(self, day: NaiveDate) -> NaiveDate {
        let days = u64::from(self.weeks) * 7 + u64::from(self.days);
        day.checked_sub_months(Months::new(u32::from(self.months)))
            .and_then(|day| day.checked_sub_days(Days::new(days)))
            .unwrap_or(NaiveDate::MIN)
    }

    /// The length in Swedish: `två månader`, `30 dagar`, `genast`.
    #[must_use]
    pub fn sv(self) -> String {
        let one = |number: u16, single: &str, several: &str| match number {
            0 => None,
            1 => Some(format!("en {single}")),
            2 => Some(format!("två {several}")),
            3 => Some(format!("tre {several}")),
            more => Some(format!("{more} {several}")),
        };
        let parts =
            [one(self.months, "månad", "månader"), one(self.weeks, "vecka", "veckor"), one(self.days, "dag", "dagar")];
        let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" och ");
        let text = if text.is_empty() { "genast".to_owned() } else { text };
        one(self.less_days, "dag", "dagar").map_or(text.clone(), |less| format!("{text} minus {less}"))
    }
}

/// How a clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// The last day has passed.
    Overdue,
    /// The last day is near.
    Warned,
    /// There is time.
    Running,
    /// Somebody stopped it, and said how and why.
    Stopped,
}

/// A clock of a case on a given day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The clock of the routine.
    pub clock: String,
    /// The event that started it.
    pub started_by: Seq,
    /// Title.
    pub title: Text,
    /// The day it is counted from.
    pub from: NaiveDate,
    /// The last day.
    pub due: NaiveDate,
    /// Days until the last day; negative when it has passed.
    pub days_left: i64,
    /// How it stands.
    pub state: ClockState,
    /// Why it runs, or why it was stopped, in Swedish.
    pub reason: String,
    /// What to do.
    pub act: Text,
    /// How sure the law is.
    pub certainty: Certainty,
}

/// What a clock of a routine says, whichever routine it stands in.
pub(crate) struct Dial<'a> {
    pub(crate) title: &'a Text,
    pub(crate) length: Length,
    pub(crate) warn_before: &'a [Length],
    pub(crate) certainty: Certainty,
    pub(crate) act: &'a Text,
    /// The laws that it rests on.
    pub(crate) laws: Vec<&'a Law>,
}

/// The deadlines of clocks on a given day: those that have passed first, then by last day, the stopped ones at the end.
pub(crate) fn deadlines<'a>(
    clocks: &[RunningClock],
    dial: impl Fn(&str) -> Option<Dial<'a>>,
    today: NaiveDate,
) -> Vec<Deadline> {
    let one = |running: &RunningClock| Some(deadline(running, &dial(&running.clock)?, today));
    let mut deadlines: Vec<Deadline> = clocks.iter().filter_map(one).collect();
    deadlines.sort_by(|a, b| {
        let last = |deadline: &Deadline| deadline.state == ClockState::Stopped;
        (last(a), a.due, a.started_by, &a.clock).cmp(&(last(b), b.due, b.started_by, &b.clock))
    });
    deadlines
}

fn deadline(running: &RunningClock, dial: &Dial<'_>, today: NaiveDate) -> Deadline {
    let due = dial.length.after(running.from);
    let warns = dial.warn_before.iter().any(|before| before.before(due) <= today);
    let state = match &running.stopped {
        Some(_) => ClockState::Stopped,
        None if due < today => ClockState::Overdue,
        None if warns || due == today => ClockState::Warned,
        None => ClockState::Running,
    };
    let laws = dial.laws.iter().map(|law| law.cite.as_str()).collect::<Vec<_>>().join("; ");
    let reason = match &running.stopped {
        Some(stop) => format!("{} {}: {}", stop.how.sv(), stop.on, stop.why),
        None => format!("{} från {} ({}). {laws}.", dial.length.sv(), running.from, running.because),
    };
    Deadline {
        clock: running.clock.clone(),
        started_by: running.started_by,
        title: dial.title.clone(),
        from: running.from,
        due,
        days_left: due.signed_duration_since(today).num_days(),
        state,
        reason,
        act: dial.act.clone(),
        certainty: dial.certainty,
    }
}

impl Case {
    /// Every clock that was ever started, on a given day: those that have passed first, then by last day, the stopped
    /// ones at the end. No clock disappears by itself.
    #[must_use]
    pub fn deadlines(&self, today: NaiveDate) -> Vec<Deadline> {
        deadlines(&self.clocks, |id| self.routine.dial(id), today)
    }

    /// The first clock that is not stopped: the one with the earliest last day, passed or not.
    #[must_use]
    pub fn next_deadline(&self, today: NaiveDate) -> Option<Deadline> {
        self.deadlines(today).into_iter().find(|deadline| deadline.state != ClockState::Stopped)
    }
}
