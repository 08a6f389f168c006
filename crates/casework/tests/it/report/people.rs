//! Who receives a report: conflicts, exclusion, stepping down and leaving.

use std::collections::{BTreeMap, BTreeSet};

use casework::{
    Concerned,
    conflict::{Known, Sort, Staff, Tie},
    event::ConcernedKind,
    id::PersonId,
    report::{
        Report, ReportError,
        event::{Event, Leaving, RecipientLeft, Recused},
        recipients::{Appointment, Roster, Routed, route},
    },
};

use super::{
    ABOVE, ADMIN, ANNA, BO, CECILIA, CONCERNED, OUTSIDE, acknowledged, add, appointment, by, message, receive,
    received, refused, report, settled, two,
};
use crate::town::day;

fn roster() -> Roster {
    Roster { appointments: [ANNA, BO, CECILIA, ABOVE, OUTSIDE].map(appointment).to_vec() }
}

fn employee(person: PersonId) -> Concerned {
    Concerned { kind: ConcernedKind::Employee, id: None, name: "Sam Exempel".to_owned(), person: Some(person) }
}

fn staff(unit: &str, manager: Option<PersonId>) -> Staff {
    let authority = "kommunstyrelsen".parse().unwrap();
    Staff { employee: None, authority, unit: Some(unit.to_owned()), manager }
}

fn routed(known: &Known, concerned: &[Concerned], excluded: &[PersonId]) -> Result<Routed, ReportError> {
    let channel = "kommunstyrelsen".parse().unwrap();
    let excluded = excluded.iter().copied().collect();
    route(&roster(), (&channel, day("2026-01-30")), (known, concerned), &excluded)
}

fn people(routed: &Routed) -> Vec<PersonId> {
    routed.recipients.iter().map(|one| one.person).collect()
}

fn recused(successor: PersonId) -> Event {
    Event::Recused(Box::new(Recused { why: "min svåger".to_owned(), successor: appointment(successor) }))
}

#[test]
fn a_report_goes_to_those_of_the_channel_and_to_nobody_above_them() {
    assert_eq!(people(&routed(&Known::default(), &[], &[]).unwrap()), [ANNA, BO, CECILIA]);
}

#[test]
fn whoever_the_report_is_about_or_is_tied_to_it_or_was_left_out_is_out_before_anything_is_sealed() {
    let tie = Tie {
        person: BO,
        kind: ConcernedKind::Organisation,
        id: "5560000001".to_owned(),
        sort: Sort::Interest,
        from: "anmäld bisyssla".to_owned(),
    };
    let known = Known { declared: vec![tie], ..Known::default() };
    let company = Concerned {
        kind: ConcernedKind::Organisation,
        id: Some("5560000001".to_owned()),
        name: "Exempel AB".to_owned(),
        person: None,
    };
    let routed = routed(&known, &[employee(ANNA), company], &[CECILIA]).unwrap();
    assert_eq!(routed.left_out, BTreeSet::from([ANNA, BO, CECILIA]));
    assert_eq!(people(&routed), [ABOVE, OUTSIDE], "routed above, and the next level joins one who would be alone");
}

#[test]
fn whoever_works_under_or_beside_the_one_concerned_does_not_receive() {
    let staff = BTreeMap::from([
        (ANNA, staff("ledning", Some(CONCERNED))),
        (BO, staff("upphandling", None)),
        (CONCERNED, staff("upphandling", None)),
        (CECILIA, staff("arkiv", None)),
    ]);
    let routed = routed(&Known { staff, ..Known::default() }, &[employee(CONCERNED)], &[]).unwrap();
    assert_eq!(people(&routed), [CECILIA, ABOVE]);
}

#[test]
fn when_nobody_is_left_the_page_can_say_so_before_the_reporter_writes_on() {
    let everybody = [ANNA, BO, CECILIA, ABOVE, OUTSIDE];
    assert_eq!(routed(&Known::default(), &[], &everybody).err(), Some(ReportError::Nobody));
    assert_eq!(people(&routed(&Known::default(), &[], &everybody[..4]).unwrap()), [OUTSIDE]);
    let mut nobody = received();
    nobody.recipients.clear();
    assert_eq!(receive(nobody).err(), Some(ReportError::Nobody));
}

#[test]
fn a_report_to_somebody_who_was_left_out_or_is_concerned_is_refused() {
    for person in [CECILIA, CONCERNED] {
        let mut received = received();
        received.recipients.push(appointment(person));
        assert_eq!(receive(received).err(), Some(ReportError::Barred));
    }
}

#[test]
fn stepping_down_needs_a_successor_who_is_in_at_once_and_never_orphans() {
    let mut report = report();
    refused(&mut report, by(ANNA), recused(ANNA), "står som båda");
    refused(&mut report, by(ANNA), recused(CECILIA), "kan inte ta emot rapporten");
    refused(&mut report, by(ANNA), recused(CONCERNED), "kan inte ta emot rapporten");
    let mut unnamed = appointment(ADMIN);
    unnamed.decision.clear();
    let event = Event::Recused(Box::new(Recused { why: "jäv".to_owned(), successor: unnamed }));
    refused(&mut report, by(ANNA), event, "är inte utsedd till mottagare");

    // One of the own takes over, then somebody above, then somebody outside: nobody who stepped down comes back.
    add(&mut report, by(ANNA), recused(BO)).unwrap();
    assert_eq!(report.notified(), BTreeSet::from([BO]));
    let next = |report: &Report| {
        let found = report.successors(&roster(), &Known::default(), day("2026-02-01"));
        found.iter().map(|one: &Appointment| one.person).collect::<Vec<_>>()
    };
    assert_eq!(next(&report), [ABOVE], "Anna stepped down, Cecilia was left out, Bo is in");
    add(&mut report, by(BO), recused(ABOVE)).unwrap();
    assert_eq!((report.notified(), next(&report)), (BTreeSet::from([ABOVE]), vec![OUTSIDE]));
    refused(&mut report, by(ABOVE), recused(ANNA), "kan inte ta emot rapporten");
    add(&mut report, by(ABOVE), recused(OUTSIDE)).unwrap();
    assert_eq!((report.notified(), next(&report)), (BTreeSet::from([OUTSIDE]), vec![]));
    refused(&mut report, by(ANNA), Event::MessageToReporter(message("hej")), "behörig mottagare");
}

fn left(person: PersonId, successor: PersonId, leaving: Leaving, hands: (PersonId, PersonId)) -> Event {
    let two = two(hands.0, hands.1);
    Event::RecipientLeft(Box::new(RecipientLeft { person, leaving, successor: appointment(successor), two }))
}

fn ends() -> Leaving {
    Leaving::Ends { why: "slutar sin anställning".to_owned() }
}

#[test]
fn a_recipient_who_leaves_hands_over_by_two() {
    let mut report = report();
    refused(&mut report, by(ANNA), left(ANNA, BO, ends(), (ANNA, ANNA)), "står som båda");
    refused(&mut report, by(ADMIN), left(ANNA, BO, ends(), (ANNA, ADMIN)), "behörig mottagare");
    refused(&mut report, by(ANNA), left(ANNA, ANNA, ends(), (ANNA, BO)), "står som båda");
    refused(&mut report, by(ANNA), left(ANNA, CECILIA, ends(), (ANNA, BO)), "kan inte ta emot rapporten");
    refused(&mut report, by(ANNA), left(ABOVE, BO, ends(), (ANNA, BO)), "behörig mottagare");
    add(&mut report, by(ANNA), left(ANNA, BO, ends(), (ANNA, BO))).unwrap();
    // The last one hands over to a successor, who is the other of the two.
    refused(&mut report, by(ABOVE), left(BO, OUTSIDE, ends(), (BO, ABOVE)), "behörig mottagare");
    add(&mut report, by(ABOVE), left(BO, ABOVE, ends(), (BO, ABOVE))).unwrap();
    assert_eq!(report.notified(), BTreeSet::from([ABOVE]));
    // Whose assignment ended may be appointed again.
    add(&mut report, by(ANNA), left(ABOVE, ANNA, ends(), (ABOVE, ANNA))).unwrap();
    assert_eq!(report.notified(), BTreeSet::from([ANNA]));
}

#[test]
fn others_can_remove_somebody_in_conflict_who_does_not_step_down_and_that_person_never_returns() {
    let mut received = received();
    received.recipients.push(appointment(ABOVE));
    let mut report = receive(received).unwrap();
    let conflict = || Leaving::Conflict { why: "delägare i bolaget".to_owned() };
    refused(&mut report, by(ANNA), left(ANNA, BO, conflict(), (ANNA, BO)), "kan inte ta emot rapporten");
    add(&mut report, by(BO), left(ANNA, BO, conflict(), (BO, ABOVE))).unwrap();
    assert_eq!(report.notified(), BTreeSet::from([BO, ABOVE]));
    refused(&mut report, by(BO), left(BO, ANNA, ends(), (BO, ABOVE)), "kan inte ta emot rapporten");
}

#[test]
fn one_approval_is_used_once() {
    let mut report = report();
    let event = left(ANNA, ABOVE, ends(), (ANNA, BO));
    add(&mut report, by(BO), event.clone()).unwrap();
    refused(&mut report, by(BO), event, "förslaget är redan gjort");
}

#[test]
fn recipients_can_change_after_the_closing_so_that_somebody_disposes_of_it() {
    let mut report = settled(day("2026-03-01"));
    add(&mut report, by(ANNA), recused(ABOVE)).unwrap();
    assert_eq!(report.notified(), BTreeSet::from([BO, ABOVE]));
}

#[test]
fn debug_lists_nobody() {
    let mut report = report();
    add(&mut report, by(ANNA), acknowledged(day("2026-02-01"))).unwrap();
    let text = format!("{report:?}");
    assert!(!text.contains("Personid") && !text.contains(&CECILIA.to_string()) && !text.contains("mutor"), "{text}");
}
