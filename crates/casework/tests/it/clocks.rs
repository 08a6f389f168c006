//! Clocks: how long, from when, and that none passes silently.

use casework::{
    Case, ClockState, Event, Length, Stamped,
    event::{ClockStop, How},
    routine::Certainty,
};
use chrono::NaiveDate;

use crate::town::{COORDINATOR, DIRECTOR, EXPERT, HR, add, case, day, decided, decision, fact, refused, stamp};

fn months(months: u16) -> Length {
    Length { months, ..Length::default() }
}

/// The first two months' clock of a fact known on a day: last day, days left and state.
fn state(case: &Case, clock: &str, today: &str) -> (NaiveDate, i64, ClockState) {
    let deadlines = case.deadlines(day(today));
    let deadline = deadlines.iter().find(|deadline| deadline.clock == clock).unwrap();
    (deadline.due, deadline.days_left, deadline.state)
}

#[test]
fn two_months_end_on_the_same_day_or_the_last_of_a_shorter_month() {
    for (from, to) in [
        ("2026-11-22", "2027-01-22"),
        ("2026-12-31", "2027-02-28"),
        ("2027-12-31", "2028-02-29"),
        ("2027-12-30", "2028-02-29"),
        ("2026-12-28", "2027-02-28"),
        ("2026-07-31", "2026-09-30"),
        ("2026-06-30", "2026-08-30"),
    ] {
        assert_eq!(months(2).after(day(from)), day(to), "{from}");
    }
}

#[test]
fn a_length_says_itself_in_swedish() {
    assert_eq!(months(2).sv(), "två månader");
    assert_eq!(Length { days: 30, ..Length::default() }.sv(), "30 dagar");
    assert_eq!(Length { less_days: 14, ..months(2) }.sv(), "två månader minus 14 dagar");
    assert_eq!(Length::default().sv(), "genast");
    assert_eq!(Length { months: 1, weeks: 1, days: 1, less_days: 0 }.sv(), "en månad och en vecka och en dag");
}

#[test]
fn the_two_months_run_from_the_day_that_the_fact_was_known_not_written() {
    let mut case = case();
    add(&mut case, HR, fact("2026-04-10", &["las-avsked", "las-avsked-underrattelse"])).unwrap();
    assert_eq!(state(&case, "las-avsked", "2026-05-01"), (day("2026-06-10"), 40, ClockState::Running));
    assert_eq!(state(&case, "las-avsked", "2026-05-12"), (day("2026-06-10"), 29, ClockState::Running));
    assert_eq!(state(&case, "las-avsked", "2026-05-13"), (day("2026-06-10"), 28, ClockState::Warned));
    assert_eq!(state(&case, "las-avsked", "2026-06-10"), (day("2026-06-10"), 0, ClockState::Warned));
    assert_eq!(state(&case, "las-avsked", "2026-06-11"), (day("2026-06-10"), -1, ClockState::Overdue));
    let next = case.next_deadline(day("2026-05-01")).unwrap();
    assert_eq!(
        (next.clock.as_str(), next.due, next.certainty),
        ("las-avsked-underrattelse", day("2026-06-03"), Certainty::L)
    );
    assert!(next.reason.contains("två månader minus 7 dagar från 2026-04-10"), "{}", next.reason);
    assert!(next.reason.contains("anställningsskydd, 30 §"), "{}", next.reason);
}

#[test]
fn a_day_that_lies_ahead_is_no_day_that_something_was_known() {
    let mut case = case();
    refused(&mut case, HR, fact("2026-05-29", &[]), "2026-05-29, som inte har varit");
    add(&mut case, HR, fact("2026-05-28", &[])).unwrap();
    // Written a second before midnight in Sweden, and at midnight.
    let written = |at: &str, seq| Stamped { at: at.parse().unwrap(), ..stamp(seq, HR, fact("2026-05-30", &[])) };
    let seq = case.seq + 1;
    assert!(case.apply(&written("2026-05-29T21:59:59Z", seq)).is_err());
    case.apply(&written("2026-05-29T22:00:00Z", seq)).unwrap();
}

#[test]
fn a_fact_starts_the_clocks_that_somebody_chose_and_no_other() {
    let mut case = case();
    add(&mut case, HR, fact("2026-05-20", &[])).unwrap();
    assert!(case.deadlines(day("2026-06-01")).is_empty());
    refused(&mut case, HR, fact("2026-05-20", &["las-skyddsrum"]), "fristen `las-skyddsrum` finns inte");
    refused(&mut case, HR, fact("2026-05-20", &["avstangning-slut"]), "börjar löpa av ett beslut");
    refused(&mut case, HR, fact("2026-05-20", &["las-avsked", "las-avsked"]), "står två gånger");
    refused(&mut case, EXPERT, fact("2026-05-20", &[]), "att skriva in en omständighet");
}

#[test]
fn a_clock_stops_only_when_somebody_says_how_when_and_why() {
    let mut case = case();
    let seq = add(&mut case, HR, fact("2026-05-20", &["aml-anmalan"])).unwrap();
    assert_eq!(state(&case, "aml-anmalan", "2026-05-20").2, ClockState::Warned);
    assert_eq!(state(&case, "aml-anmalan", "2027-05-20"), (day("2026-05-20"), -365, ClockState::Overdue));
    let stop = |why: &str, started_by| {
        let clock = "aml-anmalan".to_owned();
        Event::ClockStopped(ClockStop { clock, started_by, how: How::Met, on: day("2026-05-20"), why: why.to_owned() })
    };
    refused(&mut case, HR, stop(" ", seq), "varför fristen stoppas är tomt");
    refused(&mut case, HR, stop("anmält", 1), "finns inte");
    refused(&mut case, EXPERT, stop("anmält", seq), "att stoppa en frist");
    add(&mut case, HR, stop("anmält till Arbetsmiljöverket", seq)).unwrap();
    refused(&mut case, HR, stop("igen", seq), "är redan stoppad");
    let deadlines = case.deadlines(day("2027-01-01"));
    assert_eq!(deadlines[0].state, ClockState::Stopped, "a stopped clock is still shown");
    assert_eq!(deadlines[0].reason, "uppfylld 2026-05-20: anmält till Arbetsmiljöverket");
    assert_eq!(case.next_deadline(day("2027-01-01")), None);
}

#[test]
fn a_suspension_has_its_own_clock_and_other_decisions_the_common_one() {
    let mut case = case();
    let mut suspension = decision("anstallning", Some("avstangning"), "MI-4b");
    suspension.to = Some(day("2026-06-30"));
    add(&mut case, DIRECTOR, decided(suspension)).unwrap();
    let mut inquiry = decision("intern-utredning", None, "MI-1");
    inquiry.to = Some(day("2026-06-20"));
    add(&mut case, DIRECTOR, decided(inquiry)).unwrap();
    add(&mut case, DIRECTOR, decided(decision("hotbild", None, "MI-3"))).unwrap();
    let found: Vec<_> = case.deadlines(day("2026-06-22")).into_iter().map(|d| (d.clock, d.due, d.state)).collect();
    assert_eq!(
        found,
        [
            ("beslut-slut".to_owned(), day("2026-06-20"), ClockState::Overdue),
            ("avstangning-slut".to_owned(), day("2026-06-30"), ClockState::Running),
        ]
    );
    assert_eq!(state(&case, "avstangning-slut", "2026-06-23").2, ClockState::Warned);
    refused(
        &mut case,
        COORDINATOR,
        Event::ClockStopped(ClockStop {
            clock: "avstangning-slut".to_owned(),
            started_by: 2,
            how: How::NotApplicable,
            on: day("2027-01-01"),
            why: "ny avstängning".to_owned(),
        }),
        "som inte har varit",
    );
}
