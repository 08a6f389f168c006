//! Who may receive a report: named by a decision on file, in no conflict, and not left out by the reporter.
//!
//! This is settled before anything is encrypted, since a key that was wrapped to somebody can not be taken back.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ReportError;
use crate::{
    Concerned,
    conflict::{self, Known},
    id::{AuthorityId, PersonId},
};

/// An authorised person (behörig person, 5:5 and 7:6), as the decision names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appointment {
    /// Who.
    pub person: PersonId,
    /// Whose channel.
    pub channel: AuthorityId,
    /// Where they stand.
    pub level: Level,
    /// The decision on file: its number and paragraph.
    pub decision: String,
    /// From which day.
    pub from: NaiveDate,
    /// The last day; none when it has no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

/// Where a recipient stands. Reports go to the first level that has somebody left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// In the channel's own function.
    Own,
    /// Above it: when the own are concerned.
    Above,
    /// Outside the municipality.
    Outside,
}

/// Everyone whom a decision names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roster {
    /// Appointments, of all channels.
    pub appointments: Vec<Appointment>,
}

impl Appointment {
    /// Whether it holds on a day: there is a decision, and it is in force.
    #[must_use]
    pub fn holds(&self, day: NaiveDate) -> bool {
        !self.decision.trim().is_empty() && self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// Who receives a report, and who may never come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Routed {
    /// Those that its keys are wrapped to; at least one, and two when there are.
    pub recipients: Vec<Appointment>,
    /// For [`Received::left_out`](super::event::Received::left_out), and for nothing else.
    pub left_out: BTreeSet<PersonId>,
}

/// Those who receive a report that arrives by a channel on a day.
///
/// Out are those who are concerned, tied to those concerned, work beside or under them, and those whom the reporter
/// leaves out. Of the rest the first level receives; the next level joins when only one is left, since much takes two.
///
/// # Errors
/// [`ReportError::Nobody`] when nobody is left on any level: the page says so before the reporter writes on.
pub fn route(
    roster: &Roster,
    (channel, day): (&AuthorityId, NaiveDate),
    (known, concerned): (&Known, &[Concerned]),
    excluded: &BTreeSet<PersonId>,
) -> Result<Routed, ReportError> {
    let left_out = &conflicted(roster, known, concerned) | excluded;
    let mut recipients: BTreeMap<PersonId, Appointment> = BTreeMap::new();
    while recipients.len() < 2 {
        let out = |person| left_out.contains(&person) || recipients.contains_key(&person);
        let next = first_level(roster, channel, day, out);
        if next.is_empty() {
            break;
        }
        recipients.extend(next.into_iter().map(|one| (one.person, one)));
    }
    if recipients.is_empty() {
        return Err(ReportError::Nobody);
    }
    Ok(Routed { recipients: recipients.into_values().collect(), left_out })
}

/// The appointments of the first level on which somebody is not out, each person once.
pub(super) fn first_level(
    roster: &Roster,
    channel: &AuthorityId,
    day: NaiveDate,
    out: impl Fn(PersonId) -> bool,
) -> Vec<Appointment> {
    let fit = |one: &&Appointment| one.channel == *channel && one.holds(day) && !out(one.person);
    let fitting = || roster.appointments.iter().filter(fit);
    let Some(level) = fitting().map(|one| one.level).min() else { return Vec::new() };
    let chosen = fitting().filter(|one| one.level == level).map(|one| (one.person, one.clone()));
    chosen.collect::<BTreeMap<_, _>>().into_values().collect()
}

/// Everyone of the roster who is concerned, or in conflict with those concerned in any way.
pub(super) fn conflicted(roster: &Roster, known: &Known, concerned: &[Concerned]) -> BTreeSet<PersonId> {
    let candidates: BTreeSet<PersonId> = roster.appointments.iter().map(|one| one.person).collect();
    let found = conflict::find(known, concerned, &candidates).into_iter().map(|conflict| conflict.person);
    found.chain(concerned.iter().filter_map(|one| one.person)).collect()
}
