//! A recruitment by its events: what may be recorded of a check, who assesses, when it is decided and disposed of.

use std::collections::BTreeSet;

use casework::{
    Seq, Stamped,
    id::{CaseId, PersonId},
    recruitment::{
        Form, Recruitment, RecruitmentError,
        event::{
            Added, Answered, Application, Assessed, Decided, Declared, Disposal, Event, Heard, Joined, Judgement,
            Member, Opened, Outcome, Words,
        },
        law::{Checklist, Confirmations, Post},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use library::Library;

const MANAGER: PersonId = PersonId::from_bits(1);
const HR: PersonId = PersonId::from_bits(2);
const SECOND: PersonId = PersonId::from_bits(3);
const CANDIDATE: Seq = 2;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn post() -> Post {
    let answers = BTreeSet::from(["hvb".to_owned()]);
    Post {
        title: "Behandlingsassistent".to_owned(),
        unit: "HVB Exempelgården".to_owned(),
        form: Form::Employee,
        answers,
        why: String::new(),
    }
}

fn opened(assessors: [PersonId; 2]) -> Event {
    let library = Library::embedded().unwrap();
    let member = |(person, role): (PersonId, &str)| Member { person, role: role.to_owned() };
    Event::Opened(Box::new(Opened {
        recruitment: CaseId::from_bits(7),
        authority: "socialnamnden".parse().unwrap(),
        post: post(),
        members: [(MANAGER, "manager"), (HR, "hr"), (SECOND, "manager")].map(member).into(),
        assessors,
        sheet: library.interview("strukturerad").unwrap().sheet.clone(),
        retention: library.recruitment_guide("rekrytering").unwrap().retention_on(day("2026-11-01")).unwrap().clone(),
    }))
}

fn stamp(seq: Seq, by: PersonId, on: &str, event: Event) -> Stamped<Event> {
    let at: DateTime<Utc> = format!("{on}T10:00:00Z").parse().unwrap();
    Stamped { seq, at, by, role: "manager".to_owned(), event }
}

fn begun() -> Recruitment {
    let added = Event::CandidateAdded(Added { name: "Petra Påhitt".to_owned(), on: day("2026-11-01") });
    let events = [stamp(1, MANAGER, "2026-11-01", opened([MANAGER, SECOND])), stamp(2, HR, "2026-11-01", added)];
    Recruitment::fold(&events).unwrap()
}

fn next(to: &mut Recruitment, by: PersonId, on: &str, event: Event) -> Result<(), RecruitmentError> {
    to.apply(&stamp(to.seq + 1, by, on, event))
}

fn list(on: &str) -> Checklist {
    let library = Library::embedded().unwrap();
    Checklist::of(&library.lawful_checks(), &post(), day(on), &Confirmations::new())
}

fn assessed(to: &Recruitment) -> Event {
    let judged = |question: &library::SheetQuestion| Judgement {
        question: question.id.clone(),
        level: "visar".to_owned(),
        note: "Sade så.".to_owned(),
    };
    Event::Assessed(Assessed { candidate: CANDIDATE, answers: to.sheet.questions().map(judged).collect() })
}

fn declared() -> Event {
    let (secondary, ties) = (String::new(), String::new());
    Event::Declared(Declared { candidate: CANDIDATE, on: day("2026-11-10"), secondary, ties })
}

fn heard(text: &str) -> Event {
    Event::Heard(Box::new(Heard { candidate: CANDIDATE, text: text.to_owned(), on: None }))
}

fn read(claims: &str) -> Event {
    let claims = serde_json::Value::String(claims.to_owned());
    Event::ApplicationRead(Box::new(Application { candidate: CANDIDATE, claims, file: String::new() }))
}

fn answered() -> Event {
    let [about, by, how] = ["period-0", "Löneenheten", "telefon"].map(str::to_owned);
    let outcome = Outcome::Confirmed;
    Event::Answered(Answered { candidate: CANDIDATE, about, by, on: day("2026-11-10"), how, outcome })
}

#[test]
fn an_answer_is_about_the_application_as_it_stood_and_needs_one() {
    let mut to = begun();
    assert_eq!(next(&mut to, HR, "2026-11-10", answered()), Err(RecruitmentError::NoApplication));
    for event in [read("first"), answered(), read("second"), answered()] {
        next(&mut to, HR, "2026-11-10", event).unwrap();
    }
    let candidate = &to.candidates[0];
    let before = |at: usize| candidate.application_before(candidate.answered[at].seq).unwrap().what.claims.clone();
    assert_eq!((before(0), before(1)), ("first".into(), "second".into()));
    assert_eq!(candidate.application().unwrap().what.claims, "second");
    assert_eq!(candidate.application_before(candidate.seq), None);
}

#[test]
fn what_the_candidate_answered_before_answers_were_tied_to_facts_is_still_read() {
    let old = r#"{"event": "heard", "candidate": 2, "text": "Håller med."}"#;
    assert_eq!(serde_json::from_str::<Event>(old).unwrap(), heard("Håller med."));
    let mut to = begun();
    let empty = next(&mut to, HR, "2026-11-10", heard(" "));
    assert!(matches!(empty, Err(RecruitmentError::Empty { .. })), "{empty:?}");
}

#[test]
fn an_extract_is_recorded_by_its_date_and_refused_when_it_is_a_day_too_old() {
    let list = list("2026-11-22");
    let allowed = list.allowed("hvb").unwrap();
    let shown = |extract: Option<&str>| allowed.shown(CANDIDATE, (day("2026-11-22"), "Hanna HR"), extract.map(day));
    assert!(shown(Some("2026-05-22")).is_ok());
    assert!(matches!(shown(Some("2026-05-21")), Err(RecruitmentError::TooOld { months: 6, .. })));
    assert!(matches!(shown(Some("2026-11-23")), Err(RecruitmentError::Ahead { .. })));
    assert_eq!(shown(None), Err(RecruitmentError::ExtractDate));
    let nobody = allowed.shown(CANDIDATE, (day("2026-11-22"), " "), Some(day("2026-11-01")));
    assert!(matches!(nobody, Err(RecruitmentError::Empty { .. })));
    let early = allowed.shown(CANDIDATE, (day("2007-06-30"), "Hanna HR"), Some(day("2007-06-01")));
    assert!(matches!(early, Err(RecruitmentError::NotLaw { .. })));
}

#[test]
fn what_is_recorded_of_a_check_has_no_place_for_what_it_showed() {
    let list = list("2026-11-22");
    let shown = list.must[0].shown(CANDIDATE, (day("2026-11-22"), "Hanna HR"), Some(day("2026-11-01"))).unwrap();
    let mut text = serde_json::to_value(&shown).unwrap();
    let keys: BTreeSet<&str> = text.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, BTreeSet::from(["basis", "candidate", "extract_on", "on", "to"]));
    text["content"] = "något".into();
    assert!(serde_json::from_value::<casework::recruitment::event::Shown>(text).is_err());
}

#[test]
fn nobody_assesses_alone_twice_or_without_every_question_and_the_other_is_hidden_until_both_have() {
    let one = Recruitment::fold(&[stamp(1, MANAGER, "2026-11-01", opened([MANAGER, MANAGER]))]);
    assert_eq!(one, Err(RecruitmentError::OneAssessor));
    let mut to = begun();
    let event = assessed(&to);
    assert_eq!(next(&mut to, HR, "2026-11-10", event.clone()), Err(RecruitmentError::NotAssessor));
    let empty = Event::Assessed(Assessed { candidate: CANDIDATE, answers: Vec::new() });
    assert_eq!(next(&mut to, MANAGER, "2026-11-10", empty), Err(RecruitmentError::Sheet));
    next(&mut to, MANAGER, "2026-11-10", event.clone()).unwrap();
    assert_eq!(next(&mut to, MANAGER, "2026-11-10", event.clone()), Err(RecruitmentError::Assessed));
    let seen = |to: &Recruitment, by| to.clone().seen_by(by).candidates[0].assessed.len();
    assert_eq!((seen(&to, MANAGER), seen(&to, SECOND), seen(&to, HR)), (1, 0, 0));
    next(&mut to, SECOND, "2026-11-11", event).unwrap();
    assert_eq!((seen(&to, MANAGER), seen(&to, SECOND), seen(&to, HR)), (2, 2, 2));
}

#[test]
fn nobody_is_chosen_before_the_duties_the_question_of_ties_and_both_assessments() {
    let mut to = begun();
    let today = list("2026-11-20");
    let duties: Vec<_> = today.must.iter().map(|one| one.basis().clone()).collect();
    let why = "Bäst meriterad.".to_owned();
    let decided = |candidate| {
        Event::Decided(Box::new(Decided { candidate, why: why.clone(), duties: duties.clone(), facts: Vec::new() }))
    };
    let refused = next(&mut to, MANAGER, "2026-11-20", decided(Some(CANDIDATE)));
    assert!(matches!(refused, Err(RecruitmentError::Unfinished { left }) if left.len() == 3));
    next(&mut to, HR, "2026-11-20", declared()).unwrap();
    let event = assessed(&to);
    next(&mut to, MANAGER, "2026-11-20", event.clone()).unwrap();
    next(&mut to, SECOND, "2026-11-20", event).unwrap();
    let refused = next(&mut to, MANAGER, "2026-11-20", decided(Some(CANDIDATE)));
    assert!(matches!(refused, Err(RecruitmentError::Unfinished { left }) if left[0].contains("är ett krav")));
    let shown = today.must[0].shown(CANDIDATE, (day("2026-11-20"), "Hanna HR"), Some(day("2026-11-01"))).unwrap();
    next(&mut to, HR, "2026-11-20", Event::Shown(Box::new(shown))).unwrap();
    next(&mut to, MANAGER, "2026-11-20", decided(Some(CANDIDATE))).unwrap();
    assert_eq!(to.keep_until(), Some(day("2028-11-20")));
    let late = next(&mut to, HR, "2026-11-21", declared());
    assert_eq!(late, Err(RecruitmentError::Decided));
    next(&mut to, HR, "2026-11-21", heard("Håller med.")).unwrap();
}

#[test]
fn a_duty_does_not_apply_when_the_law_says_so() {
    let mut to = begun();
    let list = list("2026-11-20");
    let exempted = list.must[0].exempted(CANDIDATE, "Förnyad anställning, slutade i augusti.").unwrap();
    next(&mut to, HR, "2026-11-20", Event::Exempted(Box::new(exempted))).unwrap();
    assert!(to.candidates[0].has_met("hvb"));
    assert!(matches!(list.must[0].exempted(CANDIDATE, " "), Err(RecruitmentError::Empty { .. })));
}

#[test]
fn it_is_disposed_of_after_its_day_by_another_than_who_proposed_it() {
    let mut to = begun();
    let kept = || Event::DisposalProposed(Disposal { kept: "Personalakten.".to_owned() });
    assert_eq!(next(&mut to, HR, "2026-11-20", kept()), Err(RecruitmentError::Undecided));
    let nobody = Decided { candidate: None, why: "Ingen var kvar.".to_owned(), duties: Vec::new(), facts: Vec::new() };
    next(&mut to, MANAGER, "2026-11-20", Event::Decided(Box::new(nobody))).unwrap();
    let until = day("2028-11-20");
    assert_eq!(next(&mut to, HR, "2028-11-20", kept()), Err(RecruitmentError::Early { until }));
    assert_eq!(to.may_dispose(MANAGER, day("2028-11-21")), Err(RecruitmentError::Alone));
    next(&mut to, HR, "2028-11-21", kept()).unwrap();
    assert_eq!(to.may_dispose(HR, day("2028-11-21")), Err(RecruitmentError::Alone));
    assert_eq!(to.may_dispose(MANAGER, day("2028-11-21")), Ok(()));
}

#[test]
fn who_takes_a_place_assesses_what_lacks_an_assessment_and_never_the_same_twice() {
    let (expert, other) = (PersonId::from_bits(4), PersonId::from_bits(5));
    let joins = |person, role: &str, instead_of, why: &str| {
        Event::Joined(Joined { person, role: role.to_owned(), instead_of, why: why.to_owned() })
    };
    let mut to = begun();
    let event = assessed(&to);
    next(&mut to, SECOND, "2026-11-10", event.clone()).unwrap();
    for (joined, expected) in [
        (joins(expert, "employee", Some(SECOND), " "), RecruitmentError::Empty { what: "varför" }),
        (joins(expert, "employee", Some(HR), "Sjuk."), RecruitmentError::NotReplaced),
        (joins(MANAGER, "manager", Some(SECOND), "Sjuk."), RecruitmentError::OneAssessor),
        (joins(expert, "employee", None, "Kan yrket."), RecruitmentError::JoinsToAssess),
        (joins(SECOND, "manager", None, "Igen."), RecruitmentError::Member),
    ] {
        assert_eq!(next(&mut to, HR, "2026-11-11", joined), Err(expected));
    }
    next(&mut to, HR, "2026-11-11", joins(expert, "employee", Some(SECOND), "Sjuk.")).unwrap();
    assert_eq!(to.assessors, BTreeSet::from([MANAGER, expert]));
    assert!(!to.members.contains_key(&SECOND) && to.former.contains(&SECOND) && to.only_assesses(expert));
    // What the one before assessed is hidden from who took the place until there are two.
    assert!(to.clone().seen_by(expert).candidates[0].assessed.is_empty());
    assert_eq!(next(&mut to, SECOND, "2026-11-12", event.clone()), Err(RecruitmentError::NotMember { person: SECOND }));
    assert_eq!(next(&mut to, expert, "2026-11-12", declared()), Err(RecruitmentError::OnlyAssesses));
    next(&mut to, expert, "2026-11-12", event.clone()).unwrap();
    assert!(to.is_assessed(&to.candidates[0]));
    assert_eq!(next(&mut to, MANAGER, "2026-11-12", event), Err(RecruitmentError::BothAssessed));
    // HR stays when another takes their place, and somebody who recruits may join without assessing.
    next(&mut to, HR, "2026-11-13", joins(HR, "hr", Some(expert), "Byter.")).unwrap();
    next(&mut to, HR, "2026-11-13", joins(expert, "employee", Some(HR), "Byter.")).unwrap();
    assert!(to.members.contains_key(&HR) && to.members.contains_key(&expert));
    next(&mut to, HR, "2026-11-13", joins(other, "director", None, "Ska med.")).unwrap();
    assert!(to.members.contains_key(&other) && !to.assessors.contains(&other));
}

#[test]
fn who_only_assesses_sees_the_interviews_and_nothing_else() {
    let expert = PersonId::from_bits(4);
    let mut to = begun();
    let (text, why) = ("Kan börja i januari.".to_owned(), "Kan yrket.".to_owned());
    next(&mut to, HR, "2026-11-10", Event::Noted(Words { candidate: CANDIDATE, text })).unwrap();
    next(&mut to, HR, "2026-11-10", declared()).unwrap();
    let joined = Joined { person: expert, role: "employee".to_owned(), instead_of: Some(SECOND), why };
    next(&mut to, HR, "2026-11-10", Event::Joined(joined)).unwrap();
    let text = "Fick ett annat arbete.".to_owned();
    next(&mut to, HR, "2026-11-10", Event::Withdrawn(Words { candidate: CANDIDATE, text })).unwrap();
    let seen = to.clone().seen_by(expert);
    let one = &seen.candidates[0];
    assert!(one.notes.is_empty() && one.declared.is_none() && seen.joined.is_empty(), "{seen:?}");
    assert_eq!((one.added.name.as_str(), one.withdrawn.as_ref().unwrap().what.text.as_str()), ("Petra Påhitt", ""));
    assert_eq!(to.clone().seen_by(HR), to);
}
