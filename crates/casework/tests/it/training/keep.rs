//! What is disposed of when its time is over, and what is left.

use casework::{
    routine::Certainty,
    training::{
        Group, How, Record, Standing,
        keep::{Disposed, is_over, proposed, shown},
    },
};

use super::{day, outline};

fn record() -> Record {
    let mut record = Record::default();
    let course = outline("gavor", &[Group::All]);
    record.passed(&course, day("2020-03-01"), How::Import);
    record.passed(&course, day("2025-03-01"), How::Session("0".repeat(32)));
    record.passed(&outline("jav", &[Group::All]), day("2020-03-01"), How::Import);
    record.confirm("gavor", 1, "2020-03-01T09:00:00Z".parse().unwrap());
    record.confirm("gavor", 2, "2020-04-01T09:00:00Z".parse().unwrap());
    record
}

#[test]
fn what_the_library_proposes_is_dated_sourced_and_unconfirmed() {
    let one = proposed(day("2026-11-22")).unwrap();
    assert_eq!((one.months, one.certainty), (24, Certainty::U));
    assert!(!one.source.is_empty() && !one.law.is_empty() && one.read <= day("2026-11-22"));
    assert_eq!(proposed(day("2025-12-31")), None);
}

#[test]
fn the_last_day_of_the_time_is_kept() {
    assert!(!is_over(day("2024-11-22"), 24, day("2026-11-22")));
    assert!(is_over(day("2024-11-22"), 24, day("2026-11-23")));
}

#[test]
fn what_expired_long_ago_goes_and_what_counts_stays() {
    let (mut record, today) = (record(), day("2026-11-22"));
    let before = record.standing("gavor", today);
    assert!(matches!(before, Standing::Valid(_) | Standing::Soon(_) | Standing::Expired(_)), "{before:?}");
    let taken = record.dispose(24, today);
    assert_eq!(taken.passes, [("gavor".to_owned(), 1), ("jav".to_owned(), 1)].into());
    assert_eq!((taken.guidance, taken.people), (1, 0));
    assert_eq!(record.standing("gavor", today), before, "the later pass is kept");
    assert!(!record.courses.contains_key("jav"), "of which nothing is left");
    assert!(record.confirmed("gavor", 1).is_none() && record.confirmed("gavor", 2).is_some(), "the newest is kept");
    assert!(record.dispose(24, today).is_empty(), "once");
}

#[test]
fn of_whom_has_left_all_goes_and_counts_are_added_up() {
    let mut all = Disposed::default();
    all.add(&record().counted());
    all.add(&record().counted());
    assert_eq!((all.people, all.passed(), all.guidance), (2, 6, 4));
}

#[test]
fn a_count_is_told_in_steps_of_five() {
    assert_eq!([0, 4, 5, 9, 12].map(shown), [None, None, Some(5), Some(5), Some(10)]);
}
