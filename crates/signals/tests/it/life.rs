//! The life of signals across runs.

mod suppress;

use std::collections::BTreeMap;

use proptest::prelude::*;
use quorum::Person;
use signals::{
    ControlRef, ControlRun, EvidenceTable, Fact, Missing, Run, Signal, Subject, fingerprint,
    gate::{Reason, Refusal},
    judge::Outcome,
    life::{
        Act, Because, Counts, Covered, Event, Known, Life, LifeError, Observation, Seen, State, read_lines, write_line,
    },
    sample::Sampled,
};

pub(crate) fn person(name: &str) -> Person {
    Person::new(name).unwrap()
}

/// A payment to a supplier on an account, found by a control.
pub(crate) fn signal(control: &str, key: &str, org: &str, account: &str) -> Signal {
    let subjects = vec![Subject { kind: "organisation".into(), id: org.into(), name: format!("Bolaget {org}") }];
    Signal {
        fingerprint: fingerprint(control, key, &subjects),
        control: control.into(),
        control_version: 1,
        parameter_hash: "p".into(),
        snapshots: vec![],
        family: format!("family-{control}"),
        severity: 3,
        key: key.into(),
        subjects,
        amount_ore: Some(2_500_000),
        from: None,
        to: None,
        sentence: String::new(),
        facts: vec![Fact { name: "account_id".into(), value: account.into() }],
        evidence: EvidenceTable { columns: vec![], rows: vec![] },
        tried: vec![],
    }
}

pub(crate) fn computed(controls: &[&str]) -> BTreeMap<String, Covered> {
    controls.iter().map(|control| ((*control).to_owned(), Covered::computed(1, "p"))).collect()
}

/// What a run on the snapshot of a month sees.
pub(crate) fn observation_of(month: &str, controls: &[&str], signals: &[Signal]) -> Observation {
    Observation::new(&[month], computed(controls), signals.iter().map(Seen::of).collect())
}

/// What a run on one and the same snapshot sees.
pub(crate) fn observation(controls: &[&str], signals: &[Signal]) -> Observation {
    observation_of("snapshot", controls, signals)
}

/// Observes a run, keeps its events and gives how many they were.
pub(crate) fn run(life: &mut Life, seen: &Observation, at: &str) -> usize {
    let events = life.observe(seen, &person("insyn"), at);
    for event in &events {
        life.apply(event).unwrap();
    }
    events.len()
}

pub(crate) fn known<'a>(life: &'a Life, signal: &Signal) -> &'a Known {
    life.signal(&signal.fingerprint).unwrap()
}

fn judged(signal: &Signal, outcome: Outcome, by: &str, at: &str) -> Event {
    let act = Act::Judged { fingerprint: signal.fingerprint.clone(), outcome, note: "ringde".to_owned() };
    Event { at: at.to_owned(), by: person(by), act }
}

const JANUARY: &str = "2026-01-31 06:00 UTC";
const FEBRUARY: &str = "2026-02-28 06:00 UTC";
const MARCH: &str = "2026-03-31 06:00 UTC";

#[test]
fn two_runs_a_month_apart_count_new_same_changed_and_gone() {
    let (stays, goes, moves) = (signal("A", "1", "x", "1"), signal("A", "2", "x", "1"), signal("A", "3", "x", "1"));
    let mut life = Life::default();
    run(&mut life, &observation(&["A"], &[stays.clone(), goes.clone(), moves.clone()]), JANUARY);
    assert_eq!(life.counts(), Counts { new: 3, ..Counts::default() });
    let (moved, comes) = (signal("A", "3", "x", "2"), signal("A", "4", "x", "1"));
    run(&mut life, &observation(&["A"], &[stays.clone(), moved.clone(), comes]), FEBRUARY);
    assert_eq!(life.counts(), Counts { new: 1, same: 1, changed: 1, gone: 1, unknown: 0 });
    assert_eq!(*known(&life, &moved).state(), State::Changed { what: vec!["account_id".to_owned()] });
    assert_eq!(*known(&life, &goes).state(), State::Gone { because: Because::Registers });
    assert_eq!(known(&life, &moved).first_at(), JANUARY);
    assert_eq!((known(&life, &moved).changed_at(), known(&life, &stays).changed_at()), (FEBRUARY, JANUARY));
}

#[test]
fn the_same_run_again_changes_nothing() {
    let seen = observation(&["A"], &[signal("A", "1", "x", "1")]);
    let mut life = Life::default();
    assert_eq!(run(&mut life, &seen, JANUARY), 2);
    let before = life.clone();
    assert_eq!(run(&mut life, &seen, FEBRUARY), 0);
    assert_eq!(life, before);
    assert_eq!(life.counts().new, 1);
    let next = observation_of("next", &["A"], &[signal("A", "1", "x", "1")]);
    run(&mut life, &next, MARCH);
    assert_eq!(life.counts(), Counts { same: 1, ..Counts::default() }, "other snapshots are another run");
}

/// A control that ran, or that lacks something.
pub(crate) fn control_run(id: &str, missing: Vec<Missing>) -> ControlRun {
    let control = ControlRef {
        id: id.into(),
        version: 1,
        parameter_hash: "p".into(),
        title: String::new(),
        question: String::new(),
        flow: String::new(),
        family: String::new(),
        severity: 3,
        unit: String::new(),
        investigate: String::new(),
        false_alarms: String::new(),
    };
    ControlRun {
        control,
        missing,
        refused: vec![],
        outcomes: vec![],
        comparisons: vec![],
        band_warning: None,
        sampled: Sampled::default(),
    }
}

fn whole_run(controls: Vec<ControlRun>, signals: Vec<Signal>) -> Run {
    Run { snapshots: vec![], controls, signals, subjects: vec![], pictures: vec![] }
}

#[test]
fn a_refused_control_or_one_without_registers_makes_its_signals_unknown_never_gone() {
    let (a, b, c) = (signal("A", "1", "x", "1"), signal("B", "1", "x", "1"), signal("C", "1", "x", "1"));
    let all =
        whole_run(["A", "B", "C"].map(|id| control_run(id, vec![])).into(), vec![a.clone(), b.clone(), c.clone()]);
    let mut life = Life::default();
    run(&mut life, &Observation::of(&all, &[]), JANUARY);
    let nothing = Missing {
        register: "ledger".into(),
        register_label: "Leverantörsreskontra".into(),
        column: None,
        column_label: None,
    };
    let less = whole_run(vec![control_run("A", vec![nothing])], vec![]);
    let refusal = Refusal { control: "B".into(), decision: None, reasons: vec![Reason::NoAssessment] };
    run(&mut life, &Observation::of(&less, &[refusal]), FEBRUARY);
    assert_eq!(life.counts(), Counts { unknown: 2, ..Counts::default() });
    assert_eq!(*known(&life, &a).state(), State::Unknown { why: "Leverantörsreskontra saknas".to_owned() });
    assert!(matches!(known(&life, &b).state(), State::Unknown { why } if why.contains("konsekvensbedömning saknas")));
    assert_eq!(
        *known(&life, &c).state(),
        State::New,
        "a control that was not asked for leaves its signals as they were"
    );
    run(&mut life, &Observation::of(&all, &[]), MARCH);
    assert_eq!(life.counts(), Counts { same: 3, ..Counts::default() });
}

#[test]
fn a_signal_that_comes_back_is_changed_and_keeps_its_past() {
    let a = signal("A", "1", "x", "1");
    let mut life = Life::default();
    run(&mut life, &observation(&["A"], std::slice::from_ref(&a)), JANUARY);
    run(&mut life, &observation(&["A"], &[]), FEBRUARY);
    run(&mut life, &observation(&["A"], std::slice::from_ref(&a)), MARCH);
    assert_eq!(*known(&life, &a).state(), State::Changed { what: vec!["returned".to_owned()] });
    assert_eq!(known(&life, &a).first_at(), JANUARY);
}

#[test]
fn a_signal_that_a_new_version_no_longer_finds_is_gone_because_of_the_control() {
    let a = signal("A", "1", "x", "1");
    let mut life = Life::default();
    run(&mut life, &observation(&["A"], std::slice::from_ref(&a)), JANUARY);
    let second = [("A".to_owned(), Covered::computed(2, "p"))].into();
    run(&mut life, &Observation::new(&["snapshot"], second, vec![]), FEBRUARY);
    assert_eq!(*known(&life, &a).state(), State::Gone { because: Because::Control });
}

#[test]
fn what_is_spelt_anew_or_read_from_another_line_is_the_same() {
    let mut a = signal("A", "1", "x", "1");
    a.facts.push(Fact { name: "supplier".into(), value: "Bolaget x".into() });
    let mut life = Life::default();
    run(&mut life, &observation(&["A"], std::slice::from_ref(&a)), JANUARY);
    a.subjects[0].name = "BOLAGET X".into();
    a.facts[1].value = "BOLAGET X".into();
    a.evidence.rows.push(vec!["fil 2".into(), "17".into()]);
    a.control_version = 2;
    assert_eq!(Seen::of(&a).content, known(&life, &a).seen().content);
}

#[test]
fn a_run_that_was_cut_off_leaves_no_trace_and_can_be_made_again() {
    let (a, b) = (signal("A", "1", "x", "1"), signal("A", "2", "x", "1"));
    let mut life = Life::default();
    let first = observation(&["A"], std::slice::from_ref(&a));
    let mut log = life.observe(&first, &person("insyn"), JANUARY);
    log.truncate(1);
    life = Life::fold(&log).unwrap();
    assert_eq!(life.signals().count(), 0);
    run(&mut life, &observation(&["A"], std::slice::from_ref(&b)), FEBRUARY);
    assert_eq!(life.signals().count(), 1, "what the cut run saw is not counted in the next");
    let mut again = Life::fold(&log).unwrap();
    run(&mut again, &first, FEBRUARY);
    assert_eq!(again.counts().new, 1);
}

#[test]
fn events_survive_their_lines_and_a_torn_last_line_is_left_out() {
    let a = signal("A", "1", "x", "1");
    let mut events = Life::default().observe(&observation(&["A"], std::slice::from_ref(&a)), &person("insyn"), JANUARY);
    events.push(judged(&a, Outcome::ErrorCorrected { recovered_ore: 5 }, "Anna", JANUARY));
    let text: String = events.iter().map(|event| write_line(event).unwrap()).collect();
    let read = read_lines(&text).unwrap();
    assert_eq!((read.events, read.whole), (events.clone(), text.len()));
    let torn = read_lines(text.strip_suffix("}}}\n").unwrap()).unwrap();
    assert_eq!(torn.events, events[..events.len() - 1]);
    assert_eq!(text.as_bytes()[torn.whole - 1], b'\n');
    let error = read_lines("{}\n").unwrap_err();
    assert!(matches!(error, LifeError::Line { line: 1, .. }), "{error}");
}

#[test]
fn a_judgement_can_be_revised_and_none_is_forgotten() {
    let a = signal("A", "1", "x", "1");
    let mut life = Life::default();
    run(&mut life, &observation(&["A"], std::slice::from_ref(&a)), JANUARY);
    assert!(known(&life, &a).is_open());
    life.apply(&judged(&a, Outcome::ExplainedByPerson, "Anna", FEBRUARY)).unwrap();
    life.apply(&judged(&a, Outcome::FraudOrCrime, "Bo", MARCH)).unwrap();
    assert_eq!(known(&life, &a).judgement().unwrap().outcome, Outcome::FraudOrCrime);
    assert_eq!(known(&life, &a).judgements()[0].by, person("Anna"));
    assert!(!known(&life, &a).is_open());
    run(&mut life, &observation(&["A"], &[signal("A", "1", "x", "2")]), MARCH);
    assert!(known(&life, &a).is_open(), "what was judged is not what is there now");
    let stray = judged(&signal("A", "9", "x", "1"), Outcome::NotWorked, "Anna", MARCH);
    assert!(matches!(life.apply(&stray), Err(LifeError::NoSignal { .. })));
}

/// Runs of up to three controls; of each signal its control, key and account.
fn runs() -> impl Strategy<Value = Vec<Vec<(u8, u8, u8)>>> {
    prop::collection::vec(prop::collection::vec((0..3_u8, 0..6_u8, 0..2_u8), 0..12), 1..6)
}

fn seen(found: &[(u8, u8, u8)]) -> Vec<Signal> {
    let mut keyed = BTreeMap::new();
    for (control, key, account) in found {
        let signal = signal(&format!("C{control}"), &key.to_string(), "x", &account.to_string());
        keyed.entry(signal.fingerprint.clone()).or_insert(signal);
    }
    keyed.into_values().collect()
}

const ALL: [&str; 3] = ["C0", "C1", "C2"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn observing_any_run_twice_is_observing_it_once(runs in runs()) {
        let (mut once, mut twice) = (Life::default(), Life::default());
        for found in &runs {
            let seen = observation(&ALL, &seen(found));
            run(&mut once, &seen, JANUARY);
            run(&mut twice, &seen, JANUARY);
            run(&mut twice, &seen, FEBRUARY);
        }
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn the_order_of_signals_in_a_run_is_never_seen(runs in runs(), turn in 0..7_usize) {
        let (mut plain, mut turned) = (Life::default(), Life::default());
        for found in &runs {
            let mut signals = seen(found);
            let first = plain.observe(&observation(&ALL, &signals), &person("insyn"), JANUARY);
            signals.reverse();
            let by = turn % signals.len().max(1);
            signals.rotate_left(by);
            let second = turned.observe(&observation(&ALL, &signals), &person("insyn"), JANUARY);
            prop_assert_eq!(&first, &second);
            first.iter().for_each(|event| plain.apply(event).unwrap());
            second.iter().for_each(|event| turned.apply(event).unwrap());
        }
    }

    #[test]
    fn each_signal_is_in_one_state_that_agrees_with_the_two_last_runs(runs in runs()) {
        let mut life = Life::default();
        let mut before: BTreeMap<String, String> = BTreeMap::new();
        for (month, found) in runs.iter().enumerate() {
            let signals = seen(found);
            let now: BTreeMap<String, String> =
                signals.iter().map(|signal| (signal.fingerprint.clone(), signal.facts[0].value.clone())).collect();
            let ever: Vec<String> = life.signals().map(|(fingerprint, _)| fingerprint.to_owned()).collect();
            let seen = observation_of(&month.to_string(), &ALL, &signals);
            prop_assert!(run(&mut life, &seen, JANUARY) > 0);
            let count = |fits: &dyn Fn(&String) -> bool| now.keys().filter(|key| fits(key)).count() as u64;
            let expected = Counts {
                new: count(&|key| !ever.contains(key)),
                same: count(&|key| before.get(key) == now.get(key)),
                changed: count(&|key| ever.contains(key) && before.get(key) != now.get(key)),
                gone: before.keys().filter(|key| !now.contains_key(*key)).count() as u64,
                unknown: 0,
            };
            prop_assert_eq!(life.counts(), expected);
            before = now;
        }
    }

    #[test]
    fn a_life_read_from_its_lines_is_the_life_that_wrote_them(runs in runs()) {
        let mut life = Life::default();
        let mut text = String::new();
        for found in &runs {
            for event in life.observe(&observation(&ALL, &seen(found)), &person("insyn"), JANUARY) {
                text += &write_line(&event).unwrap();
                life.apply(&event).unwrap();
            }
        }
        prop_assert_eq!(Life::fold(&read_lines(&text).unwrap().events).unwrap(), life);
    }
}
