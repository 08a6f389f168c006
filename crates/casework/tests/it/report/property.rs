//! Any events, in any order: who may not know of a report is in no list of it, and somebody always is.

use std::collections::{BTreeMap, BTreeSet};

use casework::{
    Concerned, Two,
    conflict::{Known, Staff},
    event::ConcernedKind,
    id::{PersonId, ProposalId},
    report::{
        Report,
        event::{
            Acknowledged, Acknowledgement, Author, Closed, Entry, Event, FollowUp, IdentityReleased, Leaving, Minutes,
            Outcome, Received, RecipientLeft, Recused, Removal, Signing,
        },
        recipients::{Appointment, Level, Roster, route},
    },
};
use chrono::NaiveDate;
use proptest::prelude::*;

use super::{acknowledged, at, disposed, feedback, hand, message, received};
use crate::town::day;

fn person() -> impl Strategy<Value = PersonId> {
    (1_u128..=8).prop_map(PersonId::from_bits)
}

/// Mostly in force and of the channel.
fn appointment() -> impl Strategy<Value = Appointment> {
    let level = prop_oneof![3 => Just(Level::Own), 2 => Just(Level::Above), 1 => Just(Level::Outside)];
    (person(), level, 0..12).prop_map(|(person, level, odd)| {
        let mut one = Appointment { level, ..super::appointment(person) };
        match odd {
            0 => one.channel = "exempelbolaget".parse().unwrap(),
            1 => one.decision.clear(),
            2 => one.to = Some(day("2026-01-31")),
            _ => {}
        }
        one
    })
}

fn known() -> impl Strategy<Value = Known> {
    let staff = (proptest::option::of(person()), 0..3).prop_map(|(manager, unit)| Staff {
        employee: None,
        authority: "kommunstyrelsen".parse().unwrap(),
        unit: Some(format!("enhet {unit}")),
        manager,
    });
    proptest::collection::btree_map(person(), staff, 0..8).prop_map(|staff| Known { staff, ..Known::default() })
}

fn concerned() -> impl Strategy<Value = Vec<Concerned>> {
    let one = person().prop_map(|person| Concerned {
        kind: ConcernedKind::Employee,
        id: None,
        name: "Sam Exempel".to_owned(),
        person: Some(person),
    });
    proptest::collection::vec(one, 0..3)
}

fn two_of_any() -> impl Strategy<Value = Two> {
    (any::<u16>(), person(), person()).prop_map(|(proposal, first, second)| Two {
        proposal: ProposalId::from_bits(proposal.into()),
        proposer: hand(first),
        approver: hand(second),
    })
}

fn some_day() -> impl Strategy<Value = NaiveDate> {
    prop_oneof![6 => (0_u64..900).prop_map(|days| day("2026-01-30") + chrono::Days::new(days)), 1 => Just(NaiveDate::MIN)]
}

fn of_people() -> impl Strategy<Value = Event> {
    let why = || "jäv".to_owned();
    prop_oneof![
        appointment().prop_map(move |successor| Event::Recused(Box::new(Recused { why: why(), successor }))),
        (person(), any::<bool>(), appointment(), two_of_any()).prop_map(move |(person, conflict, successor, two)| {
            let leaving = if conflict { Leaving::Conflict { why: why() } } else { Leaving::Ends { why: why() } };
            Event::RecipientLeft(Box::new(RecipientLeft { person, leaving, successor, two }))
        }),
        two_of_any().prop_map(move |two| Event::IdentityReleased(IdentityReleased { why: why(), two })),
    ]
}

fn of_record() -> impl Strategy<Value = Event> {
    let minutes = || Minutes { text: "protokoll".to_owned() };
    prop_oneof![
        some_day().prop_map(acknowledged),
        some_day().prop_map(|on| Event::Acknowledged(Acknowledged { how: Acknowledgement::Waived, on })),
        some_day().prop_map(feedback),
        some_day().prop_map(|on| Event::FollowUpNoted(FollowUp { text: "läst".to_owned(), on })),
        Just(Event::MessageToReporter(message("hej"))),
        Just(Event::MessageFromReporter(message("hej"))),
        Just(Event::ReporterTold(message("hej"))),
        Just(Event::MinutesOffered(minutes())),
        Just(Event::MinutesCorrected(minutes())),
        (0_u64..30).prop_map(|version| Event::MinutesSigned(Signing { version })),
        (0_u64..30).prop_map(|of| {
            Event::IrrelevantRemoved(Removal { of, kind: "hälsa".to_owned(), why: "utomstående".to_owned() })
        }),
        (some_day(), two_of_any()).prop_map(|(on, two)| Event::Closed(Closed {
            outcome: Outcome::Unsettled,
            why: "utrett".to_owned(),
            on,
            two
        })),
        (some_day(), two_of_any()).prop_map(|(on, two)| {
            let mut act = disposed(on);
            act.two = two;
            Event::Disposed(act)
        }),
        Just(Event::Received(Box::new(received()))),
    ]
}

/// Who writes an act by two is mostly one of them.
fn event() -> impl Strategy<Value = (Author, Event)> {
    let author = prop_oneof![1 => Just(Author::Reporter), 3 => person().prop_map(super::by)];
    (author, any::<bool>(), prop_oneof![2 => of_people(), 3 => of_record()]).prop_map(|(author, outside, event)| {
        match event.two() {
            Some(two) if !outside => (Author::Person(two.approver.clone()), event),
            _ => (author, event),
        }
    })
}

/// Everyone who stepped down or was found in conflict by these events.
fn barred(entries: &[Entry]) -> BTreeSet<PersonId> {
    let barred = entries.iter().filter_map(|entry| match (&entry.event, &entry.by) {
        (Event::Recused(_), Author::Person(hand)) => Some(hand.person),
        (Event::RecipientLeft(left), _) if matches!(left.leaving, Leaving::Conflict { .. }) => Some(left.person),
        _ => None,
    });
    barred.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn who_is_excluded_or_in_conflict_is_in_no_list_and_a_report_is_never_orphaned(
        (appointments, known, concerned) in (proptest::collection::vec(appointment(), 1..14), known(), concerned()),
        excluded in proptest::collection::btree_set(person(), 0..4),
        oral in any::<bool>(),
        events in proptest::collection::vec(event(), 0..50),
        today in some_day(),
    ) {
        let roster = Roster { appointments };
        let arrived = day("2026-01-30");
        let channel = "kommunstyrelsen".parse().unwrap();
        let Ok(routed) = route(&roster, (&channel, arrived), (&known, &concerned), &excluded) else { return Ok(()) };
        let out: BTreeSet<PersonId> =
            excluded.iter().copied().chain(concerned.iter().filter_map(|one| one.person)).collect();
        prop_assert!(out.is_subset(&routed.left_out));
        prop_assert!(routed.recipients.iter().all(|one| !routed.left_out.contains(&one.person)));

        let mut first = Received {
            recipients: routed.recipients, left_out: routed.left_out.clone(), concerned, ..received()
        };
        if oral {
            first.form = casework::report::event::Form::Oral(casework::report::event::Kept::Minutes);
        }
        let first = Entry { seq: 1, at: at(0), by: Author::Reporter, event: Event::Received(Box::new(first)) };
        let mut report = Report::receive(&first).unwrap();
        let mut taken = vec![first];
        for (by, event) in events {
            let next = Entry { seq: report.seq + 1, at: at(400), by, event };
            let before = report.clone();
            match report.apply(&next) {
                Ok(()) => taken.push(next),
                Err(error) => {
                    prop_assert!(report == before, "what is refused changes nothing");
                    prop_assert!(!error.to_string().is_empty());
                }
            }
            let out = &routed.left_out | &barred(&taken);
            let listed: BTreeSet<PersonId> = report.notified().into_iter()
                .chain(report.recipients.keys().copied())
                .chain(report.successors(&roster, &known, today).into_iter().map(|one| one.person))
                .collect();
            prop_assert!(listed.is_disjoint(&out), "{listed:?} {out:?}");
            let text = format!("{report:?}");
            prop_assert!(out.iter().all(|person| !text.contains(&person.to_string())));
            prop_assert_eq!(report.recipients.is_empty(), report.disposed.is_some(), "somebody is always in");
        }

        // The same events give the same report, also written down and read again, and a part and the rest do.
        let text: Vec<String> = taken.iter().map(|entry| serde_json::to_string(entry).unwrap()).collect();
        let read: Vec<Entry> = text.iter().map(|text| serde_json::from_str(text).unwrap()).collect();
        prop_assert!(Report::fold(&read).unwrap() == report);
        let mut half = Report::fold(&taken[..taken.len().div_ceil(2)]).unwrap();
        for entry in &taken[taken.len().div_ceil(2)..] {
            half.apply(entry).unwrap();
        }
        prop_assert!(half == report);
        let twos: BTreeMap<ProposalId, usize> =
            taken.iter().filter_map(|entry| entry.event.two()).fold(BTreeMap::new(), |mut count, two| {
                *count.entry(two.proposal).or_default() += 1;
                count
            });
        prop_assert!(twos.values().all(|count| *count == 1), "one approval, one act");
        prop_assert!(report.closed.is_none() || report.unfinished().is_empty());
    }
}
