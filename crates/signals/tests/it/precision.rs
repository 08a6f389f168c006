//! What people's judgements say of the controls.

use signals::{
    OutcomeCount, OutcomeKind,
    health::health,
    judge::Outcome,
    life::{Act, Event, Life},
    precision::{Band, Precision, Prior, Tally, precisions, tallies},
    suppress::{Period, Suppressed, Suppression, Target},
};

use crate::life::{control_run, observation, person, run, signal};

const RIGHT: Outcome = Outcome::ErrorCorrected { recovered_ore: 50_000 };

fn judge(life: &mut Life, key: &str, outcome: Outcome) {
    let fingerprint = signal("A", key, "x", "1").fingerprint;
    let act = Act::Judged { fingerprint, outcome, note: String::new() };
    life.apply(&Event { at: "2026-02-01".to_owned(), by: person("Anna"), act }).unwrap();
}

fn six_signals() -> Life {
    let mut life = Life::default();
    let mut signals: Vec<_> = (0..5).map(|key| signal("A", &key.to_string(), "x", "1")).collect();
    signals.push(signal("B", "1", "y", "1"));
    run(&mut life, &observation(&["A", "B"], &signals), "2026-01-31 06:00 UTC");
    life
}

#[test]
fn each_outcome_counts_on_its_side_and_only_the_last_one() {
    let mut life = six_signals();
    judge(&mut life, "0", Outcome::ExplainedByData);
    judge(&mut life, "0", RIGHT);
    judge(&mut life, "1", Outcome::FraudOrCrime);
    judge(&mut life, "2", Outcome::ExplainedByPerson);
    judge(&mut life, "3", Outcome::NotWorked);
    let tally = Tally { right: 2, wrong: 1, not_worked: 1, recovered_ore: 50_000 };
    assert_eq!(tallies(&life)["A"], tally);
    let all = precisions(&life, &[].into());
    assert!((all["A"].expected - 0.6).abs() < 1e-12, "two of three and the two imagined: 3 / 5");
    assert_eq!(all["A"].band(), Band::Sometimes, "three judgements are too few");
    assert!((all["B"].expected - 0.5).abs() < 1e-12);
}

#[test]
fn the_interval_narrows_as_people_judge() {
    let width = |times: u64| {
        let tally = Tally { right: 3 * times, wrong: times, ..Tally::default() };
        let Precision { low, expected, high, .. } = Precision::of(Prior::default(), tally);
        assert!(low < expected && expected < high);
        high - low
    };
    assert!(width(1) > width(5) && width(5) > width(50));
}

#[test]
fn a_control_that_hits_more_than_its_document_expects_begins_lower() {
    let expected = |per_10k, most| Precision::of(Prior::of_band(per_10k, most), Tally::default()).expected;
    let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} {b}");
    close(expected(5.0, 10.0), 0.5);
    close(expected(10.0, 10.0), 0.5);
    close(expected(20.0, 10.0), 0.25);
    close(expected(f64::INFINITY, 10.0), 0.5);
    close(expected(5.0, 0.0), 0.5);
}

#[test]
fn the_share_of_hits_is_read_off_a_run_that_is_large_enough() {
    let outcome = |kind, rows, units| OutcomeCount {
        kind,
        id: String::new(),
        label: String::new(),
        rows,
        units,
        excess: 0,
        amount_ore: 0,
    };
    let mut run = control_run("A", vec![]);
    run.outcomes = vec![outcome(OutcomeKind::Hit, 20, 40), outcome(OutcomeKind::Pass, 960, 9_960)];
    assert_eq!(Prior::of_run(&run, 10.0, 5_000), Prior::of_band(20.0, 10.0));
    assert_eq!(Prior::of_run(&run, 10.0, 50_000), Prior::default());
}

#[test]
fn bands_are_reached_at_six_and_two_of_ten() {
    let band = |right, wrong| Precision::of(Prior::default(), Tally { right, wrong, ..Tally::default() }).band();
    assert_eq!(band(5, 3), Band::Often);
    assert_eq!(band(4, 4), Band::Sometimes);
    assert_eq!(band(1, 7), Band::Sometimes);
    assert_eq!(band(0, 9), Band::Seldom);
    assert_eq!(band(0, 4), Band::Sometimes);
}

#[test]
fn health_shows_volume_precision_suppressed_open_and_age() {
    let mut life = six_signals();
    judge(&mut life, "0", RIGHT);
    judge(&mut life, "1", Outcome::NotWorked);
    let target = Target {
        family: "family-B".to_owned(),
        subject: ("organisation".to_owned(), "y".to_owned()),
        counterpart: None,
    };
    let period = Period::new("2026-02-01".parse().unwrap(), "2026-03-31".parse().unwrap()).unwrap();
    let what = Suppression::new(&life, target, period, person("Bo")).unwrap();
    let proposal = quorum::Proposal { what, reason: "känt".to_owned(), by: person("Bo"), at: String::new() };
    let act = Act::Suppressed(Box::new(Suppressed::alone(proposal).unwrap()));
    life.apply(&Event { at: "2026-02-01".to_owned(), by: person("Bo"), act }).unwrap();
    let health = health(&life, &[].into(), "2026-02-10".parse().unwrap());
    let of = |control: &str| health.iter().find(|health| health.control == control).unwrap();
    let a = of("A");
    assert_eq!((a.signals, a.suppressed, a.open, a.median_days_open), (5, 0, 3, Some(10)));
    assert_eq!((a.precision.tally.right, a.precision.tally.not_worked), (1, 1));
    let b = of("B");
    assert_eq!((b.signals, b.suppressed_percent(), b.open, b.median_days_open), (1, 100, 0, None));
}
