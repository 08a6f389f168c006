//! The people of the tests, and events made short.

use std::sync::{
    LazyLock,
    atomic::{AtomicU32, Ordering},
};

use casework::{
    Capacity, Case, CaseError, Closing, Concerned, Decision, Declining, Event, Fact, Hand, Membership, Opened, Origin,
    Outcome, Routine, Stamped, Two,
    event::{ConcernedKind, MemberAdded},
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
    // Each act by two has a proposal of its own; which id it has shows nowhere.
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let proposal = ProposalId::from_bits(NEXT.fetch_add(1, Ordering::Relaxed).into());
    Two { proposal, proposer: hand(proposer), approver: hand(approver) }
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
        without_keys: Vec::new(),
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

/// What is refused says so.
pub(crate) fn refused(case: &mut Case, by: PersonId, event: Event, expected: &str) {
    let before = case.clone();
    let error = add(case, by, event).unwrap_err().to_string();
    assert!(error.contains(expected), "expected `{expected}` in `{error}`");
    assert_eq!(*case, before, "what is refused changes nothing");
}

pub(crate) fn fact(known_on: &str, starts: &[&str]) -> Event {
    Event::FactLearnt(Fact {
        text: "Loggen visar slagningar utan ärende".to_owned(),
        known_on: day(known_on),
        starts: starts.iter().map(|id| (*id).to_owned()).collect(),
    })
}

pub(crate) fn decision(measure: &str, option: Option<&str>, act: &str) -> Decision {
    Decision {
        measure: measure.to_owned(),
        option: option.map(str::to_owned),
        text: "Åtgärden vidtas".to_owned(),
        why: "Det behövs".to_owned(),
        law: "6 kap. 6 § kommunallagen (2017:725)".to_owned(),
        delegation: act.to_owned(),
        conditions: vec!["Behörigheterna dras in".to_owned()],
        from: day("2026-06-01"),
        to: None,
        two: two(COORDINATOR, DIRECTOR),
    }
}

pub(crate) fn decided(decision: Decision) -> Event {
    Event::MeasureDecided(Box::new(decision))
}

pub(crate) fn declined(measure: &str) -> Event {
    Event::MeasureDeclined(Declining {
        measure: measure.to_owned(),
        because: "inget tyder på hot".to_owned(),
        two: two(COORDINATOR, HR),
    })
}

pub(crate) fn member_added(person: PersonId, capacity: Capacity, two: Two) -> Event {
    let member = Membership { person, capacity };
    Event::MemberAdded(MemberAdded { member, why: "behövs i utredningen".to_owned(), tie_answered: None, two })
}

pub(crate) fn closing() -> Closing {
    Closing {
        outcome: Outcome::Unfounded,
        why: "Slagningarna hade ett ärende".to_owned(),
        lesson: "Ärendenumret ska stå i loggen".to_owned(),
        effects: Vec::new(),
        typology: None,
        nobody_told_because: Some("ingen lag kräver det".to_owned()),
        retain_until: day("2031-12-31"),
        retention_ground: "dokumenthanteringsplanen, punkt 4".to_owned(),
        two: two(COORDINATOR, DIRECTOR),
    }
}

/// A case in which every measure but the first is declined, and the first decided.
pub(crate) fn settled() -> Case {
    let mut case = case();
    for measure in &ROUTINE.measures {
        let event = match measure.id.as_str() {
            "intern-utredning" => decided(decision("intern-utredning", None, "MI-1")),
            other => declined(other),
        };
        add(&mut case, COORDINATOR, event).unwrap();
    }
    case
}
