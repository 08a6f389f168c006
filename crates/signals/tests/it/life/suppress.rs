//! What a suppression hides, for how long, and what ends it.

use chrono::NaiveDate;
use quorum::Proposal;
use signals::{
    Signal,
    life::{Act, Event, Life, LifeError, Trait, read_lines, write_line},
    suppress::{Period, Status, SuppressError, Suppressed, Suppression, Target, report},
};

use super::{JANUARY, MARCH, known, observation, observation_of, person, run, signal};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn target(org: &str) -> Target {
    Target { family: "family-A".to_owned(), subject: ("organisation".to_owned(), org.to_owned()), counterpart: None }
}

fn spring() -> Period {
    Period::new(day("2026-02-01"), day("2026-05-31")).unwrap()
}

fn proposal(life: &Life, org: &str, period: Period) -> Proposal<Suppression> {
    let what = Suppression::new(life, target(org), period, person("Ekonomichefen")).unwrap();
    Proposal { what, reason: "hyra, samma belopp varje månad".to_owned(), by: person("Anna"), at: JANUARY.to_owned() }
}

fn alone(life: &Life, org: &str, period: Period) -> Suppressed {
    Suppressed::alone(proposal(life, org, period)).unwrap()
}

fn event(suppressed: Suppressed) -> Event {
    Event { at: JANUARY.to_owned(), by: person("Anna"), act: Act::Suppressed(Box::new(suppressed)) }
}

fn seen_once(signals: &[Signal]) -> Life {
    let mut life = Life::default();
    run(&mut life, &observation(&["A"], signals), JANUARY);
    life
}

fn status(life: &Life, on: &str) -> Status {
    life.suppressions().next().unwrap().status(day(on))
}

#[test]
fn a_suppressed_signal_is_hidden_on_its_days_and_still_counted() {
    let (a, other) = (signal("A", "1", "x", "1"), signal("A", "2", "y", "1"));
    let mut life = seen_once(&[a.clone(), other.clone()]);
    life.apply(&event(alone(&life, "x", spring()))).unwrap();
    for (on, hidden) in [("2026-01-31", false), ("2026-02-01", true), ("2026-05-31", true), ("2026-06-01", false)] {
        assert_eq!(life.suppressed_by(known(&life, &a), day(on)).is_some(), hidden, "{on}");
    }
    assert!(life.suppressed_by(known(&life, &other), day("2026-03-01")).is_none());
    let report = report(&life, day("2026-03-01"));
    assert_eq!((report.hidden, report.signals, report.rows[0].signals), (1, 2, 1));
    run(&mut life, &observation_of("mars", &["A"], &[a, other]), MARCH);
    assert_eq!(life.counts().same, 2);
}

#[test]
fn a_suppression_re_arms_when_the_account_changes_and_stays_so() {
    let mut life = seen_once(&[signal("A", "1", "x", "1")]);
    life.apply(&event(alone(&life, "x", spring()))).unwrap();
    let moved = signal("A", "1", "x", "2");
    run(&mut life, &observation(&["A"], std::slice::from_ref(&moved)), MARCH);
    assert!(life.suppressed_by(known(&life, &moved), day("2026-04-01")).is_none());
    let what = vec![Trait::Account];
    let expected = Status::Rearmed { at: MARCH.to_owned(), fingerprint: moved.fingerprint.clone(), what };
    assert_eq!(status(&life, "2026-04-01"), expected);
    let back = signal("A", "1", "x", "1");
    run(&mut life, &observation(&["A"], std::slice::from_ref(&back)), "2026-04-30");
    assert!(life.suppressed_by(known(&life, &back), day("2026-05-01")).is_none());
}

#[test]
fn each_declared_circumstance_re_arms_and_other_facts_do_not() {
    let change = |name: &str| {
        let mut a = signal("A", "1", "x", "1");
        a.facts.push(signals::Fact { name: name.to_owned(), value: "före".to_owned() });
        let mut life = seen_once(std::slice::from_ref(&a));
        life.apply(&event(alone(&life, "x", spring()))).unwrap();
        a.facts[1].value = "efter".to_owned();
        run(&mut life, &observation(&["A"], &[a]), MARCH);
        status(&life, "2026-04-01") != Status::Holds
    };
    for (name, re_arms) in
        [("role", true), ("address_key", true), ("unit", true), ("iban", true), ("payments", false), ("days", false)]
    {
        assert_eq!(change(name), re_arms, "{name}");
    }
    let mut a = signal("A", "1", "x", "1");
    let mut life = seen_once(std::slice::from_ref(&a));
    life.apply(&event(alone(&life, "x", spring()))).unwrap();
    a.amount_ore = Some(2_600_000);
    run(&mut life, &observation(&["A"], std::slice::from_ref(&a)), MARCH);
    assert_eq!(status(&life, "2026-04-01"), Status::Holds, "another amount in the same band");
    a.amount_ore = Some(6_000_000);
    run(&mut life, &observation(&["A"], &[a]), "2026-04-30");
    assert!(matches!(status(&life, "2026-05-01"), Status::Rearmed { what, .. } if what == [Trait::AmountBand]));
}

#[test]
fn a_new_signal_on_a_known_account_is_hidden_too() {
    let mut life = seen_once(&[signal("A", "1", "x", "1")]);
    life.apply(&event(alone(&life, "x", spring()))).unwrap();
    let more = signal("A", "2", "x", "1");
    run(&mut life, &observation(&["A"], &[signal("A", "1", "x", "1"), more.clone()]), MARCH);
    assert!(life.suppressed_by(known(&life, &more), day("2026-04-01")).is_some());
}

#[test]
fn a_suppression_holds_for_180_days_at_most() {
    let from = day("2026-01-01");
    assert_eq!(Period::new(from, day("2026-06-29")).unwrap().days(), 180);
    assert!(matches!(Period::new(from, day("2026-06-30")), Err(SuppressError::TooLong { days: 181, .. })));
    assert!(matches!(Period::new(from, day("2025-12-31")), Err(SuppressError::Backwards { .. })));
    let life = seen_once(&[signal("A", "1", "x", "1")]);
    let line = write_line(&event(alone(&life, "x", spring()))).unwrap();
    assert!(read_lines(&line).is_ok());
    assert!(read_lines(&line.replace("2026-05-31", "2027-05-31")).is_err(), "nor by a file");
}

#[test]
fn what_is_grave_takes_two_people_also_in_a_file() {
    let mut grave = signal("A", "1", "x", "1");
    grave.severity = 4;
    let mut life = seen_once(std::slice::from_ref(&grave));
    let one = proposal(&life, "x", spring());
    assert_eq!(Suppressed::alone(one.clone()), Err(SuppressError::TakesTwo { severity: 4 }));
    let both = Suppressed::agreed(one.confirm(person("Bo"), JANUARY).unwrap()).unwrap();
    let line = write_line(&event(both.clone())).unwrap();
    assert_eq!(read_lines(&line).unwrap().events, [event(both.clone())]);
    assert!(read_lines(&line.replace("\"Bo\"", "\"anna\"")).is_err());
    life.apply(&event(both)).unwrap();
    assert!(life.suppressed_by(known(&life, &grave), day("2026-03-01")).is_some());
}

#[test]
fn one_persons_suppression_never_reaches_a_signal_that_became_grave() {
    let mut a = signal("A", "1", "x", "1");
    let mut life = seen_once(std::slice::from_ref(&a));
    life.apply(&event(alone(&life, "x", spring()))).unwrap();
    a.severity = 5;
    run(&mut life, &observation(&["A"], std::slice::from_ref(&a)), MARCH);
    assert!(life.suppressed_by(known(&life, &a), day("2026-04-01")).is_none());
}

#[test]
fn a_suppression_needs_something_to_suppress_and_a_reason() {
    let life = seen_once(&[signal("A", "1", "x", "1")]);
    let nothing = Suppression::new(&life, target("z"), spring(), person("Ekonomichefen"));
    assert!(matches!(nothing, Err(SuppressError::Nothing { .. })));
    let mut silent = proposal(&life, "x", spring());
    " ".clone_into(&mut silent.reason);
    assert!(matches!(Suppressed::alone(silent), Err(SuppressError::NoReason { .. })));
}

#[test]
fn a_counterpart_narrows_it() {
    let mut with = signal("A", "1", "x", "1");
    with.subjects.push(signals::Subject { kind: "employee".into(), id: "7".into(), name: String::new() });
    let without = signal("A", "2", "x", "1");
    let mut life = seen_once(&[with.clone(), without.clone()]);
    let target = Target { counterpart: Some(("employee".to_owned(), "7".to_owned())), ..target("x") };
    let what = Suppression::new(&life, target, spring(), person("Ekonomichefen")).unwrap();
    let proposal = Proposal { what, ..proposal(&life, "x", spring()) };
    life.apply(&event(Suppressed::alone(proposal).unwrap())).unwrap();
    assert!(life.suppressed_by(known(&life, &with), day("2026-03-01")).is_some());
    assert!(life.suppressed_by(known(&life, &without), day("2026-03-01")).is_none());
}

#[test]
fn it_is_lifted_by_one_person_and_not_made_twice() {
    let a = signal("A", "1", "x", "1");
    let mut life = seen_once(std::slice::from_ref(&a));
    let suppressed = alone(&life, "x", spring());
    let id = suppressed.suppression().id();
    life.apply(&event(suppressed.clone())).unwrap();
    assert_eq!(life.apply(&event(suppressed)), Err(LifeError::Twice { id: id.clone() }));
    let lift = |suppression: &str| {
        let act = Act::Lifted { suppression: suppression.to_owned() };
        Event { at: MARCH.to_owned(), by: person("Cia"), act }
    };
    life.apply(&lift(&id)).unwrap();
    assert!(life.suppressed_by(known(&life, &a), day("2026-04-01")).is_none());
    assert!(matches!(status(&life, "2026-04-01"), Status::Lifted { by, .. } if by == person("Cia")));
    assert!(matches!(life.apply(&lift("D-0")), Err(LifeError::NoSuppression { .. })));
}

#[test]
fn the_report_has_the_longest_first_and_the_ten_most_suppressed() {
    let signals: Vec<Signal> = (0..12)
        .flat_map(|org| (0..=org % 3).map(move |key| signal("A", &key.to_string(), &format!("{org:02}"), "1")))
        .collect();
    let mut life = seen_once(&signals);
    for org in 0..12_u64 {
        let period = Period::new(day("2026-02-01"), day("2026-03-01") + chrono::Days::new(org)).unwrap();
        life.apply(&event(alone(&life, &format!("{org:02}"), period))).unwrap();
    }
    let report = report(&life, day("2026-02-15"));
    let days: Vec<i64> = report.rows.iter().map(|row| row.days).collect();
    assert_eq!(days, (29..=40).rev().collect::<Vec<_>>());
    assert_eq!((report.most.len(), report.hidden), (10, 24));
    assert_eq!((report.most[0].0.1.as_str(), report.most[0].1), ("02", 3));
    assert_eq!(report.rows[0].owner, "Ekonomichefen");
}
