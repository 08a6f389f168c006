//! Any sequence of events applies or is refused, and gives the same case each time.

use std::collections::BTreeSet;

use casework::{
    Bars, Capacity, Case, Conflicted, Custody, Decision, Disclosure, Event, Evidence, EvidenceKind, Hand, Layer,
    Lifting, Note, Outcome, Stamped, Task, Telling, Two,
    event::{
        ClockStop, ConflictNoted, CustodyAdded, How, KeyGiven, MemberLeft, Recused, Reopening, Taken, TaskDone,
        TaskMove,
    },
    id::{PersonId, ProposalId},
};
use chrono::NaiveDate;
use proptest::prelude::*;

use crate::town::{HR, ROUTINE, closing, day, declined, fact, member_added, opened, role, stamp, time};

/// The people of the case, one outside and the one it is about.
fn person() -> impl Strategy<Value = PersonId> {
    (1_u128..=7).prop_map(PersonId::from_bits)
}

fn two_of_any() -> impl Strategy<Value = Two> {
    let hand = || person().prop_map(|person| Hand { person, role: role(person).to_owned() });
    (any::<u8>(), hand(), hand()).prop_map(|(proposal, proposer, approver)| Two {
        proposal: ProposalId::from_bits(proposal.into()),
        proposer,
        approver,
    })
}

fn some_day() -> impl Strategy<Value = NaiveDate> {
    prop_oneof![
        (0_u64..700).prop_map(|days| day("2026-01-01") + chrono::Days::new(days)),
        Just(NaiveDate::MAX),
        Just(NaiveDate::MIN)
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![4 => Just("text".to_owned()), 1 => "\\PC{0,12}"]
}

/// A measure with an option and an act, most of them real.
fn measure() -> impl Strategy<Value = (String, Option<String>, String)> {
    let measures: Vec<_> = ROUTINE
        .measures
        .iter()
        .flat_map(|measure| {
            let acts = |option: Option<&str>| measure.deciders(option).first().unwrap().act.clone();
            let with = measure.options.iter().map(|o| (measure.id.clone(), Some(o.id.clone()), acts(Some(&o.id))));
            with.chain([(measure.id.clone(), None, acts(None)), ("fel".to_owned(), None, "MI-1".to_owned())])
                .collect::<Vec<_>>()
        })
        .collect();
    proptest::sample::select(measures)
}

fn clock() -> impl Strategy<Value = String> {
    proptest::sample::select(ROUTINE.clocks.iter().map(|clock| clock.id.clone()).collect::<Vec<_>>())
}

fn of_people() -> impl Strategy<Value = Event> {
    let capacity = || proptest::sample::select(Capacity::ALL.to_vec());
    let bars = prop_oneof![Just(Bars::Deciding), Just(Bars::Everything)];
    prop_oneof![
        (person(), capacity(), two_of_any()).prop_map(|(person, capacity, two)| member_added(person, capacity, two)),
        (person(), text(), two_of_any()).prop_map(|(person, why, two)| Event::MemberLeft(MemberLeft {
            person,
            why,
            two
        })),
        (text(), proptest::option::of(person()))
            .prop_map(|(why, successor)| Event::Recused(Recused { why, successor })),
        person().prop_map(|leader| Event::Taken(Taken { leader })),
        (person(), text()).prop_map(|(person, fingerprint)| Event::KeyGiven(KeyGiven { person, fingerprint })),
        (person(), bars, text(), two_of_any()).prop_map(|(person, bars, why, two)| {
            Event::ConflictNoted(ConflictNoted { conflict: Conflicted { person, bars, why }, two })
        }),
        Just(Event::Opened(Box::new(opened()))),
    ]
}

fn of_record() -> impl Strategy<Value = Event> {
    let layer = prop_oneof![Just(Layer::All), Just(Layer::Handlers), Just(Layer::Me)];
    let seq = || 0_u64..20;
    prop_oneof![
        (some_day(), proptest::collection::vec(clock(), 0..3)).prop_map(|(known_on, starts)| {
            let Event::FactLearnt(mut found) = fact("2026-05-20", &[]) else { unreachable!() };
            (found.known_on, found.starts) = (known_on, starts);
            Event::FactLearnt(found)
        }),
        (clock(), seq(), some_day(), text()).prop_map(|(clock, started_by, on, why)| {
            Event::ClockStopped(ClockStop { clock, started_by, how: How::Met, on, why })
        }),
        (layer, text(), proptest::option::of(seq())).prop_map(|(layer, text, corrects)| Event::NoteWritten(Note {
            layer,
            text,
            corrects
        })),
        (text(), text()).prop_map(|(title, hash)| {
            let from = "hylla 3".to_owned();
            let hash = if hash == "text" { "c".repeat(64) } else { hash };
            let handed_over_by = "vaktmästaren".to_owned();
            let (kind, rows, file, custody) = (EvidenceKind::Other, None, None, Vec::new());
            Event::EvidenceTaken(Box::new(Evidence { kind, title, from, handed_over_by, rows, file, hash, custody }))
        }),
        (seq(), text()).prop_map(|(evidence, holder)| {
            let entry = Custody { at: time(1), holder, what: "sedd".to_owned() };
            Event::CustodyAdded(CustodyAdded { evidence, entry })
        }),
        (text(), person(), some_day()).prop_map(|(title, owner, due)| Event::TaskSet(Task {
            title,
            owner,
            due,
            measure: None
        })),
        (seq(), text()).prop_map(|(task, result)| Event::TaskDone(TaskDone { task, result })),
        (seq(), person(), some_day(), text()).prop_map(|(task, owner, due, why)| Event::TaskMoved(TaskMove {
            task,
            owner,
            due,
            why
        })),
        (text(), some_day()).prop_map(|(who, on)| {
            let (what, law) = ("att ärendet finns".to_owned(), "FL 25 §".to_owned());
            Event::Told(Telling { who, what, law, on })
        }),
    ]
}

fn of_measures() -> impl Strategy<Value = Event> {
    let to = || proptest::option::of(some_day());
    prop_oneof![
        4 => (measure(), two_of_any(), some_day(), to()).prop_map(|((measure, option, delegation), two, from, to)| {
            let (text, why, law) = ("beslut".to_owned(), "skäl".to_owned(), "KL 6:6".to_owned());
            let conditions = Vec::new();
            Event::MeasureDecided(Box::new(Decision {
                measure, option, text, why, law, delegation, conditions, from, to, two,
            }))
        }),
        4 => (measure(), two_of_any()).prop_map(|((measure, ..), two)| {
            let Event::MeasureDeclined(mut no) = declined(&measure) else { unreachable!() };
            no.two = two;
            Event::MeasureDeclined(no)
        }),
        1 => (0_u64..20, some_day(), two_of_any()).prop_map(|(decision, on, two)| {
            Event::MeasureLifted(Lifting { decision, on, why: "klart".to_owned(), two })
        }),
        1 => (text(), some_day(), two_of_any()).prop_map(|(to, on, two)| {
            let (law, weighing) = ("OSL 10:15 a".to_owned(), "vägt".to_owned());
            Event::Disclosed(Disclosure { to, items: vec!["allt".to_owned()], law, weighing, on, two })
        }),
        2 => (any::<bool>(), two_of_any()).prop_map(|(confirmed, two)| {
            let mut closing = closing();
            closing.two = two;
            closing.outcome = if confirmed { Outcome::Confirmed } else { Outcome::Unfounded };
            Event::Closed(Box::new(closing))
        }),
        1 => (text(), two_of_any()).prop_map(|(why, two)| Event::Reopened(Reopening { why, two })),
    ]
}

/// Who writes an act by two is mostly one of them.
fn event() -> impl Strategy<Value = (PersonId, Event)> {
    (person(), any::<bool>(), prop_oneof![of_people(), of_record(), of_measures()]).prop_map(|(by, outside, event)| {
        match event.two() {
            Some(two) if !outside => (two.approver.person, event),
            _ => (by, event),
        }
    })
}

/// A beginning in which every measure is declined, so that what follows can close the case; or none.
fn beginning() -> impl Strategy<Value = Vec<(PersonId, Event)>> {
    any::<bool>().prop_map(|settled| {
        let measures = ROUTINE.measures.iter().filter(|_| settled);
        measures.map(|measure| (HR, declined(&measure.id))).collect()
    })
}

/// The case, and those of the events that it took.
fn play(events: impl IntoIterator<Item = (PersonId, Event)>) -> (Case, Vec<Stamped>) {
    let first = stamp(1, PersonId::from_bits(1), Event::Opened(Box::new(opened())));
    let mut case = Case::open(&first).unwrap();
    let mut taken = vec![first];
    for (by, event) in events {
        let next = stamp(case.seq + 1, by, event);
        let before = case.clone();
        let may = case.may(&next.event, by);
        match case.apply(&next) {
            Ok(()) => {
                assert_eq!(may, Ok(()), "what was applied was allowed");
                taken.push(next);
            }
            Err(error) => {
                assert_eq!(case, before, "what is refused changes nothing");
                assert!(!error.to_string().is_empty());
            }
        }
    }
    (case, taken)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_events_apply_or_are_refused_and_the_fold_is_the_same(
        beginning in beginning(),
        events in proptest::collection::vec(event(), 0..60),
        today in some_day(),
    ) {
        let (case, taken) = play(beginning.into_iter().chain(events));
        prop_assert_eq!(&Case::fold(&taken).unwrap(), &case);
        let written: Vec<String> = taken.iter().map(|event| serde_json::to_string(event).unwrap()).collect();
        let read: Vec<Stamped> = written.iter().map(|text| serde_json::from_str(text).unwrap()).collect();
        prop_assert_eq!(&Case::fold(&read).unwrap(), &case);

        // Nobody who is barred is in, everybody in has a capacity, and acts by two had two different people.
        for (person, held) in &case.members {
            prop_assert!(!held.is_empty());
            let bars = case.conflicted.get(person).map(|conflict| conflict.bars);
            prop_assert!(held.iter().all(|capacity| !bars.is_some_and(|bars| bars.bars(*capacity))));
        }
        let working = [Capacity::Hr, Capacity::Coordinator, Capacity::Handler, Capacity::DecisionMaker];
        prop_assert!(case.members.keys().any(|person| case.is(*person, &working)), "nobody is left");
        prop_assert!(case.leader.is_none_or(|leader| case.members.contains_key(&leader)));
        for two in taken.iter().filter_map(|stamped| stamped.event.two()) {
            prop_assert_ne!(two.proposer.person, two.approver.person);
        }
        let proposals: Vec<_> = taken.iter().filter_map(|stamped| stamped.event.two()).map(|two| two.proposal).collect();
        prop_assert_eq!(proposals.iter().collect::<BTreeSet<_>>().len(), proposals.len());

        // No clock is lost, and a closed case has none that runs.
        let deadlines = case.deadlines(today);
        prop_assert_eq!(deadlines.len(), case.clocks.len());
        if case.closed.is_some() {
            prop_assert!(case.unfinished().is_empty());
            prop_assert_eq!(case.next_deadline(today), None);
        }
    }

    #[test]
    fn a_prefix_and_the_rest_make_the_same_case_as_the_whole(
        events in proptest::collection::vec(event(), 0..40),
        cut in 1_usize..40,
    ) {
        let (case, taken) = play(events);
        let cut = cut.min(taken.len());
        let mut half = Case::fold(&taken[..cut]).unwrap();
        for event in &taken[cut..] {
            half.apply(event).unwrap();
        }
        prop_assert_eq!(half, case);
    }

    #[test]
    fn a_later_start_never_ends_earlier(from in 0_u64..2000, more in 0_u64..60, months in 0_u16..14, less in 0_u16..20) {
        let length = casework::Length { months, weeks: 0, days: 0, less_days: less };
        let first = day("2024-01-01") + chrono::Days::new(from);
        prop_assert!(length.after(first) <= length.after(first + chrono::Days::new(more)));
    }
}
