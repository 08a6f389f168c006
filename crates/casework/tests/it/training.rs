//! Training: courses walked through, sessions, what is required, how many are covered. People are invented.

mod coverage;
mod keep;
mod occasion;

use std::collections::{BTreeMap, BTreeSet};

use casework::training::{
    Group, How, Left, Outline, Progress, Record, Standing, TrainingError,
    demand::{Demand, OfUnit, Worker},
    xapi::{About, statement},
};
use chrono::NaiveDate;

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Two lessons, a scenario of four steps with two ends, five questions of which three are drawn and two are enough.
pub(crate) fn outline(course: &str, groups: &[Group]) -> Outline {
    let step = |id: &str, to: &[&str]| (id.to_owned(), to.iter().map(|to| (*to).to_owned()).collect::<Vec<_>>());
    let steps =
        [step("start", &["fraga", "bra"]), step("fraga", &["start", "daligt"]), step("bra", &[]), step("daligt", &[])];
    Outline {
        course: course.to_owned(),
        version: 1,
        order: 1,
        groups: groups.iter().copied().collect(),
        lessons: 2,
        scenarios: vec![steps.into_iter().collect()],
        questions: vec![vec![false, true, false]; 5],
        draw: 3,
        pass: 2,
        valid_months: 24,
        from: day("2026-04-25"),
    }
}

fn read(outline: &Outline) -> Progress {
    let mut progress = Progress::default().of(outline);
    progress.read(outline, 0).unwrap();
    progress.read(outline, 1).unwrap();
    progress.choose(outline, 0, "bra").unwrap();
    progress
}

/// Answers every question of the attempt, so many of them right.
fn answers(progress: &mut Progress, outline: &Outline, right: usize, today: NaiveDate) {
    for place in 0..outline.draw {
        let answer = if place < right { 1 } else { 0 };
        progress.answer(outline, (place, answer), today).unwrap();
    }
}

#[test]
fn the_check_opens_when_every_lesson_is_read_and_every_scenario_walked_to_an_end() {
    let outline = outline("gavor", &[Group::All]);
    let mut progress = Progress::default().of(&outline);
    assert_eq!(progress.begin(&outline, 1), Err(TrainingError::NotYet));
    assert_eq!(progress.left(&outline), [Left::Lesson(0), Left::Lesson(1), Left::Scenario(0)]);
    progress.read(&outline, 1).unwrap();
    assert!(progress.read(&outline, 2).is_err());
    progress.choose(&outline, 0, "fraga").unwrap();
    assert_eq!(progress.left(&outline), [Left::Lesson(0), Left::Scenario(0)]);
    progress.choose(&outline, 0, "daligt").unwrap();
    progress.read(&outline, 0).unwrap();
    assert_eq!((progress.left(&outline), progress.done(&outline, day("2026-11-22"))), (vec![], (3, 4)));
    progress.begin(&outline, 1).unwrap();
}

#[test]
fn a_scenario_goes_only_where_its_choices_lead_and_can_begin_anew() {
    let outline = outline("gavor", &[Group::All]);
    let mut progress = Progress::default().of(&outline);
    assert_eq!(progress.choose(&outline, 0, "daligt"), Err(TrainingError::NoChoice));
    progress.choose(&outline, 0, "fraga").unwrap();
    progress.choose(&outline, 0, "start").unwrap();
    progress.choose(&outline, 0, "fraga").unwrap();
    assert_eq!(progress.step(&outline, 0).unwrap(), ("fraga".to_owned(), 1), "a circle is walked once");
    progress.choose(&outline, 0, "daligt").unwrap();
    progress.again(0);
    assert_eq!(progress.step(&outline, 0).unwrap(), ("start".to_owned(), 0));
    assert!(progress.has_ended(0), "that it was walked to an end stays");
    assert!(progress.step(&outline, 1).is_err());
}

#[test]
fn questions_are_drawn_by_the_seed_each_once_and_an_open_attempt_goes_on() {
    let outline = outline("gavor", &[Group::All]);
    let drawn = |seed| {
        let mut progress = read(&outline);
        progress.begin(&outline, seed).unwrap();
        progress.attempt().unwrap().clone()
    };
    assert_eq!(drawn(7), drawn(7));
    assert!((0..20).map(drawn).any(|other| other != drawn(7)));
    for seed in 0..20 {
        let attempt = drawn(seed);
        let once: BTreeSet<usize> = attempt.questions.iter().map(|one| one.question).collect();
        assert_eq!(once.len(), 3);
        for one in &attempt.questions {
            assert_eq!(one.order.iter().copied().collect::<BTreeSet<_>>(), BTreeSet::from([0, 1, 2]));
        }
    }
    let mut progress = read(&outline);
    progress.begin(&outline, 1).unwrap();
    let before = progress.attempt().unwrap().clone();
    progress.begin(&outline, 2).unwrap();
    assert_eq!(*progress.attempt().unwrap(), before);
}

#[test]
fn enough_right_answers_pass_and_one_fewer_does_not() {
    let (outline, today) = (outline("gavor", &[Group::All]), day("2026-11-22"));
    let mut progress = read(&outline);
    progress.begin(&outline, 1).unwrap();
    answers(&mut progress, &outline, 1, today);
    assert_eq!((progress.standing(today), progress.tried[0].passed), (Standing::Never, false));
    assert_eq!(progress.answer(&outline, (0, 1), today), Err(TrainingError::Answered));
    progress.begin(&outline, 2).unwrap();
    answers(&mut progress, &outline, 2, today);
    assert_eq!(progress.standing(today), Standing::Valid(day("2028-11-22")));
    assert_eq!(progress.certificate(today).unwrap().how, How::Check { right: 2, of: 3 });
    assert_eq!(progress.standing(day("2028-09-22")), Standing::Valid(day("2028-11-22")));
    assert_eq!(progress.standing(day("2028-09-23")), Standing::Soon(day("2028-11-22")));
    assert_eq!(progress.standing(day("2028-11-22")), Standing::Soon(day("2028-11-22")), "the last day counts");
    assert_eq!(progress.standing(day("2028-11-23")), Standing::Expired(day("2028-11-22")));
    assert_eq!(progress.standing(day("2026-11-21")), Standing::Never, "nobody had passed the day before");
}

#[test]
fn a_new_version_begins_anew_and_takes_nothing_that_was_passed() {
    let (old, today) = (outline("gavor", &[Group::All]), day("2026-11-22"));
    let mut progress = read(&old);
    progress.begin(&old, 1).unwrap();
    answers(&mut progress, &old, 3, today);
    let new = Outline { version: 2, ..old };
    let progress = progress.of(&new);
    assert_eq!(progress.left(&new).len(), 3);
    assert!(progress.attempt().is_none());
    assert!(progress.standing(today).counts());
}

#[test]
fn understood_is_of_a_version_and_the_same_pass_twice_is_one() {
    let (mut record, at) = (Record::default(), "2026-11-22T09:00:00Z".parse().unwrap());
    record.confirm("gavor", 1, at);
    record.confirm("gavor", 1, at + chrono::TimeDelta::days(9));
    assert_eq!((record.confirmed("gavor", 1), record.confirmed("gavor", 2)), (Some(at), None));
    let outline = outline("gavor", &[Group::All]);
    assert!(record.passed(&outline, day("2026-03-01"), How::Import));
    assert!(!record.passed(&outline, day("2026-03-01"), How::Import));
    assert!(record.standing("gavor", day("2026-11-22")).counts());
    let kept: Record = serde_json::from_str(&serde_json::to_string(&record).unwrap()).unwrap();
    assert_eq!(kept, record);
}

fn worker(units: &[&str], roles: &[&str], since: Option<&str>) -> Worker {
    let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    Worker {
        units: own(units),
        roles: own(roles).into_iter().collect(),
        manages: false,
        employed: None,
        since: since.map(day),
    }
}

#[test]
fn exercise_of_authority_comes_first_and_has_fewer_days() {
    let outlines = [
        outline("alla", &[Group::All]),
        outline("chef", &[Group::Manager]),
        outline("valfard", &[Group::Welfare, Group::Authority]),
        outline("extra", &[Group::Elected]),
    ];
    let unit = OfUnit { groups: BTreeSet::from([Group::Authority]), courses: BTreeSet::from(["extra".to_owned()]) };
    let demand = Demand { units: BTreeMap::from([("ifo".to_owned(), unit)]), ..Demand::default() };
    let names =
        |worker: &Worker| demand.required(worker, &outlines).into_iter().map(|one| one.course).collect::<Vec<_>>();
    let due = |worker: &Worker| demand.required(worker, &outlines)[0].due;
    let officer = worker(&["ifo-vux", "ifo"], &["employee"], Some("2026-11-01"));
    assert_eq!(names(&officer), ["valfard", "alla", "extra"], "what holds for a unit holds within it");
    assert_eq!(due(&officer), day("2026-12-01"));
    let other = worker(&["kansli"], &["employee"], Some("2026-11-01"));
    assert_eq!((names(&other), due(&other)), (vec!["alla".to_owned()], day("2027-01-30")));
    assert_eq!(names(&worker(&[], &["director"], None)), ["chef", "alla"]);
    let old = worker(&[], &[], Some("2001-01-01"));
    assert_eq!(due(&old), day("2026-07-24"), "nobody is late with what was not written");
    let later = Demand { from: Some(day("2026-11-22")), ..Demand::default() };
    assert_eq!(later.required(&old, &outlines)[0].due, day("2027-02-20"));
    let all = Demand { courses: BTreeSet::from(["extra".to_owned()]), ..Demand::default() };
    assert_eq!(all.required(&old, &outlines).len(), 2);
}

#[test]
fn a_statement_names_nobody_and_is_the_same_each_time() {
    let mut record = Record::default();
    record.passed(&outline("gavor", &[Group::All]), day("2026-03-01"), How::Session("ab".to_owned()));
    let pass = &record.courses["gavor"].passes[0];
    let home = "https://insyn.exempel.se/";
    let about = About { home, account: "märke", course: "gavor", title: ("Gåvor", "Gifts") };
    let made = statement(&about, pass);
    assert_eq!(made, statement(&about, pass));
    let account = &made["actor"]["account"];
    assert_eq!((&account["homePage"], &account["name"]), (&"https://insyn.exempel.se".into(), &"märke".into()));
    assert!(made["actor"].get("name").is_none() && made["actor"].get("mbox").is_none());
    assert_eq!(made["verb"]["id"], "http://adlnet.gov/expapi/verbs/attended");
    let id = made["id"].as_str().unwrap();
    assert_eq!(id.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
    let other = statement(&About { course: "jav", ..about }, pass);
    assert_ne!(other["id"], made["id"]);
}
