//! What repeats: against a person, a unit, a process, or by one source.
//!
//! Only incidents that the reader may open are compared, and a source is shown as a mark, never as it was written.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Incident, event::Exposed, routine::Routine};
use crate::id::{CaseId, PersonId};

/// Something that repeats.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pattern {
    /// In what.
    pub repeats: Repeats,
    /// Whom or what: a name, a unit, the id of a process, the mark of a source.
    pub label: String,
    /// The incidents, the oldest first.
    pub incidents: Vec<CaseId>,
    /// Their forms, by id.
    pub kinds: BTreeSet<String>,
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
}

/// In what something repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Repeats {
    /// Against one person.
    Person,
    /// By one source.
    Source,
    /// Against one unit.
    Unit,
    /// In one process.
    Process,
}

/// A key to compare by, and what is shown.
type Same = (String, String);

/// What an account is called, and what a source is called that must not be named.
pub type Called<'a> = (&'a dyn Fn(PersonId) -> String, &'a dyn Fn(&str) -> String);

/// What repeats among the incidents, by the routine, on a day. `name` gives the name of an account, `mark` the mark of a
/// source.
#[must_use]
pub fn find(routine: &Routine, incidents: &[&Incident], today: NaiveDate, (name, mark): Called<'_>) -> Vec<Pattern> {
    let since = routine.patterns.within.before(today);
    let mut recent: Vec<&Incident> =
        incidents.iter().copied().filter(|one| one.happened_on > since && one.happened_on <= today).collect();
    recent.sort_by_key(|one| (one.happened_on, one.id));
    let person = |one: &Incident| -> Option<Same> {
        match (&one.exposed, one.exposed_person()) {
            (_, Some(person)) => Some((person.to_string(), name(person))),
            (Exposed::Colleague { name, .. }, None) => Some((plain(name), name.trim().to_owned())),
            _ => None,
        }
    };
    let source = |one: &Incident| -> Option<Same> {
        let key = plain(&one.source);
        (!key.is_empty()).then(|| (key.clone(), mark(&key)))
    };
    let unit = |one: &Incident| -> Option<Same> { Some((plain(&one.unit), one.unit.trim().to_owned())) };
    let process = |one: &Incident| -> Option<Same> { Some((one.process.clone(), one.process.clone())) };
    let least = routine.patterns;
    let mut found = repeated(Repeats::Person, least.person, &recent, person);
    found.extend(repeated(Repeats::Source, least.source, &recent, source));
    found.extend(repeated(Repeats::Unit, least.unit, &recent, unit));
    found.extend(repeated(Repeats::Process, least.process, &recent, process));
    found
}

fn repeated(
    repeats: Repeats,
    least: usize,
    incidents: &[&Incident],
    key: impl Fn(&Incident) -> Option<Same>,
) -> Vec<Pattern> {
    let mut groups: BTreeMap<String, (String, Vec<&Incident>)> = BTreeMap::new();
    for incident in incidents {
        if let Some((key, label)) = key(incident) {
            groups.entry(key).or_insert_with(|| (label, Vec::new())).1.push(incident);
        }
    }
    let pattern = |(label, group): (String, Vec<&Incident>)| {
        let (first, last) = (group.first()?.happened_on, group.last()?.happened_on);
        Some(Pattern {
            repeats,
            label,
            incidents: group.iter().map(|one| one.id).collect(),
            kinds: group.iter().map(|one| one.kind.clone()).collect(),
            first,
            last,
        })
    };
    groups.into_values().filter(|(_, group)| group.len() >= least).filter_map(pattern).collect()
}

/// As it is compared: small letters, single blanks.
fn plain(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
