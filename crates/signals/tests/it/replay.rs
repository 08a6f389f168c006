//! Comparing a candidate with the live version, and the way of a version into use.

use std::collections::BTreeMap;

use quorum::Agreed;
use signals::{
    Run, Signal,
    publication::{Draft, PublicationError, Published, Shelf, TestReport, Tested},
    replay::{AnswerKey, Answers, EXAMPLES, Origin, Replay},
};

use crate::life::{person, signal};

fn hit(key: usize, version: u32) -> Signal {
    let mut hit = signal("A", &key.to_string(), "x", "1");
    hit.control_version = version;
    hit.sentence = format!("Fynd {key}.");
    hit.to = Some(if key < 10 { "2026-01-05".parse().unwrap() } else { "2026-02-10".parse().unwrap() });
    hit
}

fn run(keys: std::ops::Range<usize>, version: u32) -> Run {
    let mut signals: Vec<Signal> = keys.map(|key| hit(key, version)).collect();
    signals.push(signal("other", "1", "x", "1"));
    Run { snapshots: vec![], controls: vec![], signals, subjects: vec![], pictures: vec![] }
}

/// The live version finds 0 to 39, in two runs; the candidate 30 to 99.
fn compared(seed: &str) -> (Replay, AnswerKey) {
    Replay::of("A", &[run(0..25, 1), run(20..40, 1)], &[run(30..100, 2)], seed)
}

#[test]
fn hits_overlap_and_difference_are_counted_once_each_and_by_week() {
    let (replay, _) = compared("a");
    assert_eq!((replay.both, replay.only_live, replay.only_candidate), (10, 30, 60));
    assert_eq!(replay.overlap_percent(), 10);
    let weeks: Vec<_> = replay.weeks.iter().map(|week| (week.week.as_str(), week.live, week.candidate)).collect();
    assert_eq!(weeks, [("2026-W02", 10, 0), ("2026-W07", 30, 70)]);
}

#[test]
fn twenty_examples_are_drawn_that_do_not_say_who_found_them() {
    let (replay, key) = compared("a");
    assert_eq!(replay.examples.len(), EXAMPLES);
    assert_eq!((replay.clone(), key.clone()), compared("a"));
    assert_ne!(replay.examples, compared("b").0.examples);
    let mut origins: BTreeMap<Origin, u64> = BTreeMap::new();
    for (origin, _) in key.examples.values() {
        *origins.entry(*origin).or_default() += 1;
    }
    assert_eq!(origins, [(Origin::Candidate, 10), (Origin::Live, 5), (Origin::Both, 5)].into());
    let shown = serde_json::to_string(&replay.examples).unwrap();
    for hint in ["version", "live", "candidate", "fingerprint", "parameter"] {
        assert!(!shown.contains(hint), "{hint}");
    }
    let runs = replay.examples.iter().map(|example| key.examples[&example.number].0);
    let changes = runs.clone().zip(runs.skip(1)).filter(|(a, b)| a != b).count();
    assert!(changes > 3, "the order mixes the origins");
}

#[test]
fn what_one_kind_lacks_the_others_fill() {
    let (replay, key) = Replay::of("A", &[run(0..30, 1)], &[run(0..31, 2)], "a");
    assert_eq!(replay.examples.len(), EXAMPLES);
    assert!(key.examples.values().any(|(origin, _)| *origin == Origin::Candidate));
    let (few, _) = Replay::of("A", &[run(0..2, 1)], &[run(0..3, 2)], "a");
    assert_eq!(few.examples.len(), 3);
}

#[test]
fn judged_examples_are_counted_by_origin_afterwards() {
    let (_, key) = compared("a");
    let judged = key.examples.iter().map(|(number, (origin, _))| (*number, *origin == Origin::Candidate));
    let answers = key.answers(&judged.filter(|(number, _)| *number > 1).collect());
    let all: u64 = answers.0.values().map(|(all, _)| all).sum();
    assert_eq!(all, 19);
    assert!(answers.0[&Origin::Candidate].1 >= 9);
    assert_eq!(answers.0[&Origin::Live].1, 0);
}

fn report() -> TestReport {
    TestReport { passed: 3, failed: 0, replay: compared("a").0.hash(), answers: Answers::default() }
}

fn agreed(version: u32, text: &str) -> Agreed<Tested> {
    let tested = Draft::new("SP-01", version, text).tested(report()).unwrap();
    tested.propose("färre falska larm", person("Anna"), "2026-11-22").confirm(person("Bo"), "2026-11-23").unwrap()
}

#[test]
fn a_draft_that_fails_or_was_not_replayed_is_not_tested() {
    let tested = |report| Draft::new("SP-01", 2, "text").tested(report);
    assert!(matches!(tested(TestReport { failed: 1, ..report() }), Err(PublicationError::Failed { .. })));
    assert!(matches!(tested(TestReport { passed: 0, ..report() }), Err(PublicationError::Failed { .. })));
    let unplayed = tested(TestReport { replay: String::new(), ..report() });
    assert!(matches!(unplayed, Err(PublicationError::NotReplayed { .. })));
}

#[test]
fn one_person_alone_publishes_nothing_also_not_by_a_file() {
    let tested = Draft::new("SP-01", 2, "text").tested(report()).unwrap();
    assert!(tested.propose("", person("Anna"), "").confirm(person("anna"), "").is_err());
    let json = serde_json::to_string(&Published::new(agreed(2, "text"))).unwrap();
    assert_eq!(serde_json::from_str::<Published>(&json).unwrap(), Published::new(agreed(2, "text")));
    assert!(serde_json::from_str::<Published>(&json.replace("\"Bo\"", "\"Anna\"")).is_err());
    assert!(serde_json::from_str::<Published>(&json.replace("\"failed\":0", "\"failed\":1")).is_err());
}

#[test]
fn a_published_version_never_changes() {
    let mut shelf = Shelf::default();
    shelf.add(Published::new(agreed(1, "one"))).unwrap();
    shelf.add(Published::new(agreed(2, "two"))).unwrap();
    shelf.add(Published::new(agreed(2, "two"))).unwrap();
    let error = shelf.add(Published::new(agreed(1, "one, but other"))).unwrap_err();
    assert_eq!(error.to_string(), "SP-01 version 1 är publicerad och ändras inte; ge den nya texten version 3");
    assert_eq!(shelf.live("SP-01").unwrap().act().what().draft().version(), 2);
    assert!(shelf.check(&Draft::new("SP-01", 3, "three")).is_ok());
    assert!(shelf.check(&Draft::new("SP-02", 1, "else")).is_ok());
}
