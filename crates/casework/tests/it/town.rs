//! The people of the tests, and events made short.

use std::sync::LazyLock;

use casework::{
    Capacity, Case, CaseError, Concerned, Event, Hand, Membership, Opened, Origin, Routine, Stamped, Two,
    event::ConcernedKind,
    id::{CaseId, PersonId, ProposalId},
};
use chrono::{DateTime, NaiveDate, Utc};

pub(crate) static ROUTINE: LazyLock<Routine> = LazyLock::new(|| {
    let library = library::Library::embedded().unwrap();
    Routine::parse(&library.routine("misstanke").unwrap().front).unwrap()
});

pub(crate) const MANAGER: PersonId = PersonId::from_bits(1);
pub(crate) const HR: PersonId = PersonId::from_bits(2);
pub(crate) const COORDINATOR: PersonId = PersonId::from_bits(3);
pub(crate) const DIRECTOR: PersonId = PersonId::from_bits(4);
pub(crate) const EXPERT: PersonId = PersonId::from_bits(5);
pub(crate) const OUTSIDER: PersonId = PersonId::from_bits(6);
pub(crate) const SUSPECT: PersonId = PersonId::from_bits(7);

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn time(seq: u64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_780_000_000 + i64::try_from(seq).unwrap() * 60, 0).unwrap()
}

pub(crate) fn role(person: PersonId) -> &'static str {
    match person {
        MANAGER => "manager",
        HR => "hr",
        COORDINATOR => "coordinator",
        DIRECTOR => "director",
        _ => "employee",
    }
}

pub(crate) fn stamp(seq: u64, by: PersonId, event: Event) -> Stamped {
    Stamped { seq, at: time(seq), by, role: role(by).to_owned(), event }
}

pub(crate) fn hand(person: PersonId) -> Hand {
    Hand { person, role: role(person).to_owned() }
}

pub(crate) fn two(proposer: PersonId, approver: PersonId) -> Two {
    Two { proposal: ProposalId::from_bits(9), proposer: hand(proposer), approver: hand(approver) }
}

pub(crate) fn opened() -> Opened {
    let member = |person, capacity| Membership { person, capacity };
    Opened {
        case: CaseId::from_bits(1),
        authority: "socialnamnden".parse().unwrap(),
        title: "Uppgifter om hyresgäster har lämnats ut".to_owned(),
        origin: Origin::Manager,
        concerned: vec![Concerned {
            kind: ConcernedKind::Employee,
            id: Some("E-17".to_owned()),
            name: "Sam Exempel".to_owned(),
            person: Some(SUSPECT),
        }],
        members: vec![
            member(HR, Capacity::Hr),
            member(COORDINATOR, Capacity::Coordinator),
            member(DIRECTOR, Capacity::DecisionMaker),
            member(EXPERT, Capacity::Expert),
        ],
        conflicted: Vec::new(),
        routine: ROUTINE.clone(),
    }
}

/// A case of the manager, with HR, a coordinator, a director and an expert.
pub(crate) fn case() -> Case {
    Case::open(&stamp(1, MANAGER, Event::Opened(Box::new(opened())))).unwrap()
}

/// Adds an event to a case.
pub(crate) fn add(case: &mut Case, by: PersonId, event: Event) -> Result<u64, CaseError> {
    let seq = case.seq + 1;
    case.apply(&stamp(seq, by, event)).map(|()| seq)
}
