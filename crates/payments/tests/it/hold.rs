//! The life of a hold. Persons are invented.

use chrono::NaiveDate;
use payments::hold::{Answered, End, Ended, Ending, HoldError, HoldEvent, Holds, Opened, Urgency};
use payments::{Account, AccountKind, Payment, Reason, Verdict};
use quorum::{Person, Proposal};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn opened(hold: &str, due: &str) -> HoldEvent {
    let account = Account::new(AccountKind::Bankgiro, "5050-1055");
    let sentence = "Kontot är nytt sedan i går.".to_owned();
    HoldEvent::Opened(Box::new(Opened {
        hold: hold.to_owned(),
        payment: Payment::new("V-1", account, 1_250_000, day(due)),
        reasons: vec![Reason { check: "SC-01".to_owned(), version: 1, verdict: Verdict::Hold, sentence }],
        at: "2026-03-01T08:00".to_owned(),
        decide_by: day("2026-03-03"),
    }))
}

fn answered(hold: &str) -> HoldEvent {
    HoldEvent::Answered(Answered {
        hold: hold.to_owned(),
        party: "Exempel Städ AB, per telefon".to_owned(),
        answer: "Vi har bytt bank.".to_owned(),
        by: Person::new("Anna Ek").unwrap(),
        at: "2026-03-02T10:00".to_owned(),
    })
}

fn ended(hold: &str, end: End) -> HoldEvent {
    let proposal = Proposal {
        what: Ending { hold: hold.to_owned(), end },
        reason: "kontot är bekräftat".to_owned(),
        by: Person::new("Anna Ek").unwrap(),
        at: "2026-03-02T11:00".to_owned(),
    };
    let agreed = proposal.confirm(Person::new("Bo Lind").unwrap(), "2026-03-02T12:00").unwrap();
    HoldEvent::Ended(Ended { agreed })
}

fn holds(events: impl IntoIterator<Item = HoldEvent>) -> Holds {
    let mut holds = Holds::default();
    events.into_iter().for_each(|event| holds.apply(event).unwrap());
    holds
}

#[test]
fn a_hold_is_opened_answered_and_released_by_two() {
    let holds = holds([opened("H1", "2026-03-20"), answered("H1"), ended("H1", End::Released)]);
    let hold = holds.get("H1").unwrap();
    assert!(hold.is_released() && !hold.is_open());
    assert_eq!(hold.answers[0].answer, "Vi har bytt bank.");
}

#[test]
fn what_is_final_is_not_released() {
    assert!(!holds([opened("H1", "2026-03-20"), ended("H1", End::Final)]).get("H1").unwrap().is_released());
}

#[test]
fn a_hold_ends_once() {
    let mut holds = holds([opened("H1", "2026-03-20"), ended("H1", End::Released)]);
    for event in [ended("H1", End::Released), ended("H1", End::Final), answered("H1")] {
        let error = holds.apply(event).unwrap_err();
        assert!(error.to_string().starts_with("stoppet `H1` släpptes av Anna Ek och Bo Lind"), "{error}");
    }
    assert!(matches!(holds.apply(opened("H1", "2026-03-20")), Err(HoldError::Twice { .. })));
    assert!(matches!(holds.apply(ended("H2", End::Final)), Err(HoldError::Unknown { .. })));
}

#[test]
fn a_hold_needs_a_reason() {
    let HoldEvent::Opened(mut event) = opened("H1", "2026-03-20") else { panic!("opened") };
    event.reasons.clear();
    assert!(matches!(Holds::default().apply(HoldEvent::Opened(event)), Err(HoldError::NoReason { .. })));
}

#[test]
fn events_survive_as_lines() {
    let events = [opened("H1", "2026-03-20"), answered("H1"), ended("H1", End::Released), opened("H2", "2026-03-05")];
    let lines: Vec<String> = events.iter().map(|event| event.line().unwrap()).collect();
    assert!(lines.iter().all(|line| !line.contains('\n')));
    assert_eq!(Holds::of_lines(&lines.join("\n")), Ok(holds(events)));
}

#[test]
fn a_release_by_one_person_does_not_load() {
    let lines = [opened("H1", "2026-03-20"), ended("H1", End::Released)].map(|event| event.line().unwrap()).join("\n");
    let forged = lines.replace("Bo Lind", "ANNA EK");
    assert!(matches!(Holds::of_lines(&forged), Err(HoldError::Line { line: 2, .. })));
    assert!(matches!(Holds::of_lines("{\"event\":\"expired\",\"hold\":\"H1\"}"), Err(HoldError::Line { line: 1, .. })));
}

#[test]
fn a_limit_that_passes_warns_and_releases_nothing() {
    let holds = holds([opened("H1", "2026-04-20")]);
    assert_eq!(holds.due(day("2026-03-03")), []);
    let warnings = holds.due(day("2026-03-04"));
    assert_eq!(warnings[0].urgency, Urgency::LimitPassed);
    assert!(warnings[0].text.contains("fortfarande stoppad"), "{}", warnings[0].text);
    assert!(!holds.get("H1").unwrap().is_released());
}

#[test]
fn the_due_date_is_warned_of_a_week_ahead_on_it_and_after() {
    // 20 March 2026 is a Friday.
    let holds = holds([opened("H1", "2026-03-20")]);
    let urgency = |on| holds.due(day(on)).first().map(|warning| warning.urgency);
    assert_eq!(urgency("2026-03-02"), None);
    assert_eq!(urgency("2026-03-12"), Some(Urgency::LimitPassed));
    assert_eq!(urgency("2026-03-13"), Some(Urgency::DueSoon));
    assert_eq!(urgency("2026-03-19"), Some(Urgency::DueSoon));
    assert_eq!(urgency("2026-03-20"), Some(Urgency::DueToday));
    assert_eq!(urgency("2026-03-21"), Some(Urgency::Overdue));
}

#[test]
fn the_most_urgent_comes_first_and_ended_holds_are_silent() {
    let events =
        [opened("H1", "2026-03-12"), opened("H2", "2026-03-05"), opened("H3", "2026-03-01"), ended("H3", End::Final)];
    let warnings = holds(events).due(day("2026-03-10"));
    assert_eq!(warnings.iter().map(|warning| warning.hold.as_str()).collect::<Vec<_>>(), ["H2", "H1"]);
}
