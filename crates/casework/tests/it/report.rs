//! A whistleblower's report, tried from outside. People, channels and events are invented.

mod clocks;
mod law;
mod people;
mod property;
mod statistics;

use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicU32, Ordering},
};

use casework::{
    Concerned, Hand, Two,
    event::ConcernedKind,
    id::{CaseId, PersonId, ProposalId},
    report::{
        Report, ReportError,
        event::{
            Acknowledged, Acknowledgement, Answer, Author, Closed, Disposed, Entry, Event, Feedback, FollowUp, Form,
            Matter, Message, Outcome, Received,
        },
        recipients::{Appointment, Level},
    },
};
use chrono::{DateTime, NaiveDate, Utc};

use crate::town::day;

pub(crate) const ANNA: PersonId = PersonId::from_bits(1);
pub(crate) const BO: PersonId = PersonId::from_bits(2);
pub(crate) const CECILIA: PersonId = PersonId::from_bits(3);
pub(crate) const ABOVE: PersonId = PersonId::from_bits(4);
pub(crate) const OUTSIDE: PersonId = PersonId::from_bits(5);
pub(crate) const CUSTODIAN: PersonId = PersonId::from_bits(6);
pub(crate) const CONCERNED: PersonId = PersonId::from_bits(7);
pub(crate) const ADMIN: PersonId = PersonId::from_bits(8);

pub(crate) fn hand(person: PersonId) -> Hand {
    let role = match person {
        CUSTODIAN => "custodian",
        ADMIN => "user_admin",
        _ => "recipient",
    };
    Hand { person, role: role.to_owned() }
}

pub(crate) fn two(proposer: PersonId, approver: PersonId) -> Two {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let proposal = ProposalId::from_bits(NEXT.fetch_add(1, Ordering::Relaxed).into());
    Two { proposal, proposer: hand(proposer), approver: hand(approver) }
}

pub(crate) fn appointment(person: PersonId) -> Appointment {
    Appointment {
        person,
        channel: "kommunstyrelsen".parse().unwrap(),
        level: match person {
            ABOVE => Level::Above,
            OUTSIDE => Level::Outside,
            _ => Level::Own,
        },
        decision: "KS 2026/17 § 40".to_owned(),
        from: day("2026-01-01"),
        to: None,
    }
}

/// A report of the 30th of January 2026 about [`CONCERNED`], to Anna and Bo; the reporter left Cecilia out.
pub(crate) fn received() -> Received {
    Received {
        report: CaseId::from_bits(9),
        authority: "kommunstyrelsen".parse().unwrap(),
        arrived: day("2026-01-30"),
        matter: Matter::Corruption,
        form: Form::Written,
        answers: vec![Answer { question: "vad".to_owned(), text: "Chefen tar emot mutor av Exempel AB".to_owned() }],
        files: Vec::new(),
        concerned: vec![Concerned {
            kind: ConcernedKind::Employee,
            id: Some("E-7".to_owned()),
            name: "Sam Exempel".to_owned(),
            person: Some(CONCERNED),
        }],
        named: true,
        recipients: vec![appointment(ANNA), appointment(BO)],
        left_out: BTreeSet::from([CECILIA]),
    }
}

/// Noon of the day that lies so many days after the arrival.
pub(crate) fn at(days: u64) -> DateTime<Utc> {
    (day("2026-01-30") + chrono::Days::new(days)).and_hms_opt(12, 0, 0).unwrap().and_utc()
}

pub(crate) fn by(person: PersonId) -> Author {
    Author::Person(hand(person))
}

pub(crate) fn receive(received: Received) -> Result<Report, ReportError> {
    Report::receive(&Entry { seq: 1, at: at(0), by: Author::Reporter, event: Event::Received(Box::new(received)) })
}

pub(crate) fn report() -> Report {
    receive(received()).unwrap()
}

/// Adds an event as somebody, so late that any day of this decade has been.
pub(crate) fn add(report: &mut Report, author: Author, event: Event) -> Result<u64, ReportError> {
    let seq = report.seq + 1;
    report.apply(&Entry { seq, at: at(1500), by: author, event }).map(|()| seq)
}

/// What is refused says so, and changes nothing.
pub(crate) fn refused(report: &mut Report, author: Author, event: Event, expected: &str) {
    let before = report.clone();
    let error = add(report, author, event).unwrap_err().to_string();
    assert!(error.contains(expected), "expected `{expected}` in `{error}`");
    assert!(*report == before, "what is refused changes nothing");
}

pub(crate) fn message(text: &str) -> Message {
    Message { text: text.to_owned(), files: Vec::new() }
}

pub(crate) fn acknowledged(on: NaiveDate) -> Event {
    Event::Acknowledged(Acknowledged { how: Acknowledgement::Sent, on })
}

pub(crate) fn feedback(on: NaiveDate) -> Event {
    Event::FeedbackGiven(Feedback { text: "Vi har granskat avtalen".to_owned(), on })
}

pub(crate) fn followed_up(on: NaiveDate) -> Event {
    Event::FollowUpNoted(FollowUp { text: "Läst attestlistan".to_owned(), on })
}

pub(crate) fn closed(on: NaiveDate, outcome: Outcome) -> Event {
    Event::Closed(Closed { outcome, why: "utrett".to_owned(), on, two: two(ANNA, BO) })
}

/// A report that Anna and Bo have closed on a day.
pub(crate) fn settled(on: NaiveDate) -> Report {
    let mut report = report();
    add(&mut report, by(ANNA), acknowledged(day("2026-02-02"))).unwrap();
    add(&mut report, by(ANNA), followed_up(day("2026-02-03"))).unwrap();
    add(&mut report, by(BO), feedback(day("2026-02-20"))).unwrap();
    add(&mut report, by(BO), closed(on, Outcome::Founded)).unwrap();
    report
}

pub(crate) fn disposed(on: NaiveDate) -> Disposed {
    Disposed {
        archive: casework::report::event::Archive::Exported { hash: "a".repeat(64) },
        certificate: "b".repeat(64),
        on,
        two: two(ANNA, BO),
    }
}
