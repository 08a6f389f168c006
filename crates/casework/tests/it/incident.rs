//! Incidents, tried from outside. People, units and events are invented.

mod board;
mod clocks;
mod handling;
mod pattern;
mod routine;

use std::sync::LazyLock;

use casework::{
    Stamped,
    id::{CaseId, PersonId},
    incident::{
        Incident, IncidentError,
        event::{Event, Exposed, Member, Picture, Place, Reported},
        routine::Routine,
    },
};
use chrono::{DateTime, Utc};

use crate::town::day;

pub(crate) static ROUTINE: LazyLock<Routine> = LazyLock::new(|| {
    let library = library::Library::embedded().unwrap();
    Routine::parse(&library.routine("handelse").unwrap().front).unwrap()
});

pub(crate) const REPORTER: PersonId = PersonId::from_bits(1);
pub(crate) const MANAGER: PersonId = PersonId::from_bits(2);
pub(crate) const COORDINATOR: PersonId = PersonId::from_bits(3);
pub(crate) const OUTSIDER: PersonId = PersonId::from_bits(9);

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    format!("{text}T09:00:00Z").parse().unwrap()
}

/// A threat against whoever reports, on 2 March 2026, reported the same day.
pub(crate) fn reported(id: u128) -> Reported {
    let member = |person, role: &str| Member { person, role: role.to_owned() };
    Reported {
        incident: CaseId::from_bits(id),
        authority: "socialnamnden".parse().unwrap(),
        routine: ROUTINE.clone(),
        kind: "hot".to_owned(),
        happened_on: day("2026-03-02"),
        time: "14:05".to_owned(),
        place: Place::Phone,
        unit: "Enhet 4".to_owned(),
        process: "handlaggning".to_owned(),
        exposed: Exposed::Reporter,
        source: String::new(),
        grave: false,
        called_112: false,
        text: "En påhittad röst sade: vi vet var du bor.".to_owned(),
        witnesses: String::new(),
        pictures: vec![Picture {
            file: casework::id::FileId::from_bits(id),
            title: "skärm.png".to_owned(),
            taken: None,
            hash: "0".repeat(64),
        }],
        members: vec![member(MANAGER, "manager"), member(COORDINATOR, "coordinator")],
        left_out: Vec::new(),
    }
}

pub(crate) fn stamp(seq: u64, by: PersonId, on: &str, event: Event) -> Stamped<Event> {
    Stamped { seq, at: at(on), by, role: "employee".to_owned(), event }
}

/// Reported by the reporter on a day.
pub(crate) fn report(on: &str, reported: Reported) -> Result<Incident, IncidentError> {
    Incident::report(&stamp(1, REPORTER, on, Event::Reported(Box::new(reported))))
}

pub(crate) fn incident() -> Incident {
    report("2026-03-02", reported(1)).unwrap()
}

pub(crate) fn add(incident: &mut Incident, by: PersonId, on: &str, event: Event) -> Result<u64, IncidentError> {
    let seq = incident.seq + 1;
    incident.apply(&stamp(seq, by, on, event)).map(|()| seq)
}

/// What is refused says so, and changes nothing.
pub(crate) fn refused(incident: &mut Incident, by: PersonId, on: &str, event: Event, expected: &str) {
    let before = incident.clone();
    let error = add(incident, by, on, event).unwrap_err().to_string();
    assert!(error.contains(expected), "expected `{expected}` in `{error}`");
    assert_eq!(*incident, before);
}
