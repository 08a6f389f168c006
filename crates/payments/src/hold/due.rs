//! Which holds need a decision now, so that a held payment is never late by neglect.

use chrono::{Datelike, NaiveDate, Weekday};

use super::Hold;

/// Weekdays before the due date on which the first warning comes. Red days are not known here, hence a week.
const AHEAD: usize = 5;

/// How urgent a hold is. The more urgent is the smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// The due date has passed: penalty interest runs if the claim is right.
    Overdue,
    /// The due date is today.
    DueToday,
    /// The due date is near.
    DueSoon,
    /// The time limit of the hold has passed. Nothing is released by that.
    LimitPassed,
}

/// A hold that needs a decision.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// How urgent.
    pub urgency: Urgency,
    /// The due date of the payment.
    pub due: NaiveDate,
    /// The id of the hold.
    pub hold: String,
    /// What to do, in Swedish.
    pub text: String,
}

pub(super) fn warnings<'h>(holds: impl Iterator<Item = &'h Hold>, on: NaiveDate) -> Vec<Warning> {
    let mut warnings: Vec<Warning> = holds.filter(|hold| hold.is_open()).filter_map(|hold| warning(hold, on)).collect();
    warnings.sort();
    warnings
}

fn warning(hold: &Hold, on: NaiveDate) -> Option<Warning> {
    let due = hold.opened.payment.pay_on;
    let id = &hold.opened.hold;
    let (urgency, text) = match due.signed_duration_since(on).num_days() {
        late if late < 0 => {
            let text = format!(
                "stoppet `{id}` är {} försenat: betalningen skulle ha gjorts {due} och dröjsmålsränta löper om kravet är \
                 riktigt; två personer måste släppa eller slutgiltigt stoppa den",
                days(-late)
            );
            (Urgency::Overdue, text)
        }
        0 => (
            Urgency::DueToday,
            format!("stoppet `{id}`: betalningen förfaller i dag, {due}; besluta i dag, annars löper dröjsmålsränta"),
        ),
        left if weekdays(on, due) <= AHEAD => (
            Urgency::DueSoon,
            format!("stoppet `{id}`: betalningen förfaller {due}, om {}; besluta dessförinnan", days(left)),
        ),
        _ if hold.opened.decide_by < on => (
            Urgency::LimitPassed,
            format!(
                "stoppet `{id}`: beslut skulle ha fattats {}; betalningen är fortfarande stoppad och förfaller {due}",
                hold.opened.decide_by
            ),
        ),
        _ => return None,
    };
    Some(Warning { urgency, due, hold: id.clone(), text })
}

fn days(count: i64) -> String {
    if count == 1 { "1 dag".to_owned() } else { format!("{count} dagar") }
}

/// Monday to Friday from one day to another, the first not counted; counted no further than is asked for.
fn weekdays(from: NaiveDate, to: NaiveDate) -> usize {
    let days = from.iter_days().skip(1).take_while(|day| *day <= to);
    days.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)).take(AHEAD + 1).count()
}
