//! The clocks of the law, against a table of worked examples.

use casework::{
    ClockState,
    report::{
        clock::{Duty, acknowledge_by, dispose_by, feedback_by},
        event::{Acknowledged, Acknowledgement, Event},
    },
};
use proptest::prelude::*;

use super::{ANNA, acknowledged, add, by, disposed, feedback, receive, received, refused, report, settled};
use crate::town::day;

/// Arrived, acknowledged, last day to acknowledge, day that the feedback counts from, last day of it.
const EXAMPLES: [(&str, Option<&str>, &str, &str, &str); 16] = [
    // An ordinary day.
    ("2026-03-10", Some("2026-03-12"), "2026-03-17", "2026-03-12", "2026-06-12"),
    // At once, and on the last day.
    ("2026-03-10", Some("2026-03-10"), "2026-03-17", "2026-03-10", "2026-06-10"),
    ("2026-03-10", Some("2026-03-17"), "2026-03-17", "2026-03-17", "2026-06-17"),
    // Too late: the months count from the seventh day all the same.
    ("2026-03-10", Some("2026-04-30"), "2026-03-17", "2026-03-17", "2026-06-17"),
    // None given.
    ("2026-03-10", None, "2026-03-17", "2026-03-17", "2026-06-17"),
    // Month ends.
    ("2026-11-28", Some("2026-11-30"), "2026-12-05", "2026-11-30", "2027-02-28"),
    ("2026-11-30", Some("2026-12-01"), "2026-12-07", "2026-12-01", "2027-03-01"),
    ("2026-08-30", Some("2026-08-31"), "2026-09-06", "2026-08-31", "2026-11-30"),
    ("2026-12-31", Some("2026-12-31"), "2027-01-07", "2026-12-31", "2027-03-31"),
    ("2027-01-31", Some("2027-01-31"), "2027-02-07", "2027-01-31", "2027-04-30"),
    ("2026-11-23", None, "2026-11-30", "2026-11-30", "2027-02-28"),
    // Leap years: 2028 is one, 2100 is none.
    ("2027-11-28", Some("2027-11-30"), "2027-12-05", "2027-11-30", "2028-02-29"),
    ("2027-11-22", None, "2027-11-29", "2027-11-29", "2028-02-29"),
    ("2028-02-22", None, "2028-02-29", "2028-02-29", "2028-05-29"),
    ("2028-02-23", None, "2028-03-01", "2028-03-01", "2028-06-01"),
    ("2099-11-23", None, "2099-11-30", "2099-11-30", "2100-02-28"),
];

#[test]
fn kap_5_8_p2_and_p3_the_last_days_agree_with_the_worked_examples() {
    for (arrived, sent, acknowledge, from, due) in EXAMPLES {
        assert_eq!(acknowledge_by(day(arrived)), day(acknowledge), "{arrived}");
        assert_eq!(feedback_by(day(arrived), sent.map(day)), (day(from), day(due)), "{arrived} {sent:?}");
    }
}

#[test]
fn kap_7_8_the_last_day_to_keep_personal_data_agrees_with_the_worked_examples() {
    for (closed, last) in [
        ("2026-03-01", "2028-03-01"),
        ("2026-02-28", "2028-02-28"),
        ("2028-02-29", "2030-02-28"),
        ("2026-12-31", "2028-12-31"),
    ] {
        assert_eq!(dispose_by(day(closed)), day(last), "{closed}");
    }
}

#[test]
fn a_clock_warns_passes_and_stops_when_the_duty_is_done() {
    let mut report = report();
    let state = |report: &casework::report::Report, duty, today: &str| {
        let clocks = report.clocks(day(today));
        let clock = clocks.iter().find(|clock| clock.duty == duty).unwrap();
        (clock.days_left, clock.state)
    };
    assert_eq!(state(&report, Duty::Acknowledge, "2026-01-30"), (7, ClockState::Running));
    assert_eq!(state(&report, Duty::Acknowledge, "2026-02-03"), (3, ClockState::Warned));
    assert_eq!(state(&report, Duty::Acknowledge, "2026-02-06"), (0, ClockState::Warned));
    assert_eq!(state(&report, Duty::Acknowledge, "2026-02-07"), (-1, ClockState::Overdue));
    assert_eq!(report.next_clock(day("2026-02-07")).unwrap().duty, Duty::Acknowledge);
    add(&mut report, by(ANNA), acknowledged(day("2026-02-07"))).unwrap();
    assert_eq!(state(&report, Duty::Acknowledge, "2026-02-08").1, ClockState::Stopped);
    let clock = report.next_clock(day("2026-02-08")).unwrap();
    assert_eq!((clock.duty, clock.due), (Duty::Feedback, day("2026-05-06")), "late by a day, and no day is won");
    assert_eq!(report.clocks(day("2026-02-08"))[0].in_time(), Some(false));
    add(&mut report, by(ANNA), feedback(day("2026-05-06"))).unwrap();
    assert_eq!(report.clocks(day("2026-05-07"))[1].in_time(), Some(true));
    assert_eq!(report.next_clock(day("2026-05-07")), None);
}

#[test]
fn feedback_counts_from_the_seventh_day_when_no_acknowledgement_was_sent() {
    for how in [Acknowledgement::Waived, Acknowledgement::WouldReveal { why: "en enda har adressen".to_owned() }] {
        let mut report = report();
        let event = Event::Acknowledged(Acknowledged { how, on: day("2026-01-30") });
        add(&mut report, by(ANNA), event.clone()).map(drop).unwrap_or_else(|error| panic!("{event:?}: {error}"));
        let clocks = report.clocks(day("2026-02-01"));
        assert_eq!(clocks[0].state, ClockState::Stopped);
        assert_eq!((clocks[1].from, clocks[1].due), (day("2026-02-06"), day("2026-05-06")));
    }
}

#[test]
fn the_disposal_runs_from_the_closing_and_passes_loudly() {
    let mut report = settled(day("2026-03-31"));
    let clock = report.next_clock(day("2026-04-01")).unwrap();
    assert_eq!((clock.duty, clock.due, clock.state), (Duty::Dispose, day("2028-03-31"), ClockState::Running));
    assert_eq!(report.next_clock(day("2028-02-01")).unwrap().state, ClockState::Warned);
    assert_eq!(report.next_clock(day("2028-04-01")).unwrap().state, ClockState::Overdue);
    add(&mut report, by(ANNA), Event::Disposed(disposed(day("2028-03-31")))).unwrap();
    assert_eq!(report.next_clock(day("2028-04-01")), None);
}

#[test]
fn a_day_before_the_arrival_or_ahead_is_refused() {
    let mut report = report();
    refused(&mut report, by(ANNA), acknowledged(day("2026-01-29")), "före rapportens ankomst");
    refused(&mut report, by(ANNA), feedback(day("2040-01-01")), "efter i dag");
    let mut on_leap_day = received();
    on_leap_day.arrived = day("2028-02-29");
    assert_eq!(receive(on_leap_day).unwrap().clocks(day("2028-02-29"))[0].due, day("2028-03-07"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn feedback_is_never_later_than_three_months_and_seven_days_and_never_earlier_than_89_days(
        arrived in 0_u64..40_000,
        waited in proptest::option::of(0_u64..200),
    ) {
        let arrived = day("2020-01-01") + chrono::Days::new(arrived);
        let sent = waited.map(|days| arrived + chrono::Days::new(days));
        let (from, due) = feedback_by(arrived, sent);
        prop_assert!(from >= arrived && from <= acknowledge_by(arrived));
        prop_assert!((89..=92).contains(&(due - from).num_days()), "{from} {due}");
        prop_assert_eq!((acknowledge_by(arrived) - arrived).num_days(), 7);
        // Acknowledging later never gives an earlier last day.
        let later = feedback_by(arrived, sent.map(|sent| sent + chrono::Days::new(1)));
        prop_assert!(later.1 >= due);
        prop_assert!((730..=731).contains(&(dispose_by(arrived) - arrived).num_days()));
    }
}
