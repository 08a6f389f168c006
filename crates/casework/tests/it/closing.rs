//! Closing: nothing left open, nobody alone, and a typology of what was confirmed only.

use std::collections::BTreeSet;

use casework::{
    Closing, Event, Outcome, Task, Telling, Typology,
    event::{Awareness, Bond, Duration, Frequency, HelpType, RecruitmentPath, Reopening, TaskDone},
};

use crate::town::{COORDINATOR, DIRECTOR, HR, add, case, closing, day, fact, refused, settled, two};

fn closed(closing: Closing) -> Event {
    Event::Closed(Box::new(closing))
}

fn typology(help: BTreeSet<HelpType>) -> Typology {
    Typology {
        recruitment: RecruitmentPath::Cultivated,
        awareness: Awareness::Aware,
        bonds: BTreeSet::from([Bond::Friend]),
        help,
        duration: Duration::LongTerm,
        frequency: Frequency::Repeated,
    }
}

#[test]
fn closing_says_everything_that_is_left_and_refuses() {
    let mut case = case();
    add(&mut case, HR, fact("2026-05-20", &["las-avsked"])).unwrap();
    let task = Task { title: "Hör chefen".to_owned(), owner: HR, due: day("2026-06-01"), measure: None };
    add(&mut case, HR, Event::TaskSet(task)).unwrap();
    assert_eq!(case.unfinished().len(), 9);
    let mut untold = closing();
    untold.nobody_told_because = None;
    for left in [
        "»Polis: kontakt och anmälan« är varken",
        "»Två månader till avsked« från 2026-05-20",
        "»Hör chefen«",
        "ingen är underrättad",
    ] {
        refused(&mut case, DIRECTOR, closed(untold.clone()), left);
    }
}

#[test]
fn a_settled_case_is_closed_by_two_and_then_nothing_happens_in_it() {
    let mut case = settled();
    let mut alone = closing();
    alone.two = two(DIRECTOR, DIRECTOR);
    refused(&mut case, DIRECTOR, closed(alone), "står som båda");
    add(&mut case, DIRECTOR, closed(closing())).unwrap();
    assert_eq!(case.closed.as_ref().unwrap().what.outcome, Outcome::Unfounded);
    refused(&mut case, HR, fact("2026-05-20", &[]), "ärendet är avslutat");
    refused(&mut case, DIRECTOR, closed(closing()), "ärendet är avslutat");
}

#[test]
fn who_must_be_told_is_told_or_there_is_a_reason() {
    let mut case = settled();
    let mut untold = closing();
    untold.nobody_told_because = Some(" ".to_owned());
    refused(&mut case, DIRECTOR, closed(untold.clone()), "ingen är underrättad");
    let telling = Telling {
        who: "Den anställda".to_owned(),
        what: "att ärendet läggs ned".to_owned(),
        law: "33 § förvaltningslagen (2017:900)".to_owned(),
        on: day("2026-05-28"),
    };
    add(&mut case, HR, Event::Told(telling)).unwrap();
    untold.two = two(COORDINATOR, DIRECTOR);
    add(&mut case, DIRECTOR, closed(untold)).unwrap();
}

#[test]
fn the_typology_is_of_a_confirmed_case_and_goes_when_it_is_opened_again() {
    let mut case = settled();
    let help = BTreeSet::from([HelpType::Information]);
    let with = |outcome, typology| {
        let mut closing = closing();
        closing.outcome = outcome;
        closing.typology = Some(typology);
        closed(closing)
    };
    for outcome in [Outcome::Unfounded, Outcome::OtherFault, Outcome::Unsettled, Outcome::HandedOver] {
        refused(&mut case, DIRECTOR, with(outcome, typology(help.clone())), "bara för en bekräftad");
    }
    refused(&mut case, DIRECTOR, with(Outcome::Confirmed, typology(BTreeSet::new())), "minst ett slag");
    let reopen = || Event::Reopened(Reopening { why: "nya uppgifter".to_owned(), two: two(HR, DIRECTOR) });
    refused(&mut case, DIRECTOR, reopen(), "inte avslutat");
    add(&mut case, DIRECTOR, with(Outcome::Confirmed, typology(help))).unwrap();
    assert!(case.closed.as_ref().unwrap().what.typology.is_some());
    refused(&mut case, DIRECTOR, Event::Reopened(Reopening { why: "x".to_owned(), two: two(HR, HR) }), "står som båda");
    add(&mut case, DIRECTOR, reopen()).unwrap();
    assert_eq!(case.closed, None);
}

#[test]
fn a_task_is_done_by_its_owner_or_those_who_work_on_the_case() {
    let mut case = case();
    let task = Task {
        title: "Spara loggen".to_owned(),
        owner: crate::town::EXPERT,
        due: day("2026-06-01"),
        measure: Some("intern-utredning".to_owned()),
    };
    let seq = add(&mut case, HR, Event::TaskSet(task)).unwrap();
    let done = || Event::TaskDone(TaskDone { task: seq, result: "sparad".to_owned() });
    refused(&mut case, crate::town::MANAGER, done(), "att ändra en annans uppgift");
    add(&mut case, crate::town::EXPERT, done()).unwrap();
    refused(&mut case, HR, done(), "är redan gjord");
}
