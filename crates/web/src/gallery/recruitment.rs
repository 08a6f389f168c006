//! Recruitments with made-up data: the persons, the unit, the employers and the words are invented.

use std::collections::{BTreeMap, BTreeSet};

use access::CaseState;
use app::AppError;
use app::extract::{ToKeep, ToKeepPage};
use app::recruitment::{
    ApplicationFacts, Asked, Bar, Colleague, InterviewPage, LawPage, LawRow, Picture, RecruitmentPage, RecruitmentRow,
    Shape, Words as Said,
};
use casework::id::{CaseId, PersonId};
use casework::recruitment::event::{
    Added, Answered, Application, Assessed, Decided, Declared, Disposal, Event, Joined, Judgement, Member, Opened,
    Outcome, Proof, Proved, Words,
};
use casework::recruitment::law::{Checklist, Confirmations, Post, digest};
use casework::recruitment::{Form, Interview, LawfulCheck, Recruitment, RecruitmentGuide, Register};
use casework::{Seq, Stamped};
use chrono::{DateTime, Days, NaiveDate, Utc};

use super::application;
use crate::failure::{Answer, Failure};
use crate::frame::Visit;
use crate::pages::case::Filled;
use crate::pages::recruitment::{self, EntryKind, Lists, Seen};

const GUIDE: &str = include_str!("../../../../library/recruitment/rekrytering.md");
const SHEET: &str = include_str!("../../../../library/interviews/strukturerad.md");
const CHECKS: [(&str, &str); 5] = [
    ("checks/school.md", include_str!("../../../../library/checks/school.md")),
    ("checks/hvb.md", include_str!("../../../../library/checks/hvb.md")),
    ("checks/home_care.md", include_str!("../../../../library/checks/home_care.md")),
    ("checks/current_staff.md", include_str!("../../../../library/checks/current_staff.md")),
    ("checks/other_staff.md", include_str!("../../../../library/checks/other_staff.md")),
];

const MANAGER: PersonId = PersonId::from_bits(1);
const HR: PersonId = PersonId::from_bits(2);
const EXPERT: PersonId = PersonId::from_bits(3);
const CANDIDATE: Seq = 2;

fn broken(error: impl std::fmt::Display) -> Failure {
    Failure::Internal(error.to_string())
}

fn guide() -> Result<RecruitmentGuide, Failure> {
    RecruitmentGuide::parse("recruitment/rekrytering.md", GUIDE).map_err(broken)
}

fn checks() -> Result<Vec<LawfulCheck>, Failure> {
    CHECKS.iter().map(|(file, text)| LawfulCheck::parse(file, text).map_err(broken)).collect()
}

fn at(visit: &Visit, days: u64) -> DateTime<Utc> {
    visit.now().checked_sub_days(Days::new(days)).unwrap_or_else(|| visit.now())
}

fn day(visit: &Visit, days: u64) -> NaiveDate {
    app::swedish_day(at(visit, days))
}

fn post(answers: &[&str]) -> Post {
    Post {
        title: "Undersköterska i hemtjänsten".to_owned(),
        unit: "Hemtjänsten Norr".to_owned(),
        form: Form::Employee,
        answers: answers.iter().map(|one| (*one).to_owned()).collect::<BTreeSet<_>>(),
        why: String::new(),
    }
}

fn opened(visit: &Visit, answers: &[&str]) -> Result<Event, Failure> {
    let member = |(person, role): (PersonId, &str)| Member { person, role: role.to_owned() };
    let sheet = Interview::parse("interviews/strukturerad.md", SHEET).map_err(broken)?.sheet;
    let rule = guide()?.retention_on(day(visit, 0)).cloned();
    Ok(Event::Opened(Box::new(Opened {
        recruitment: CaseId::from_bits(0xC1),
        authority: "kommunstyrelsen".parse().map_err(broken)?,
        post: post(answers),
        members: [(MANAGER, "manager"), (HR, "hr")].map(member).into(),
        assessors: [MANAGER, HR],
        sheet,
        retention: rule.ok_or(Failure::NotFound)?,
    })))
}

/// A recruitment so many days ago.
fn made(visit: &Visit, (days, answers): (u64, &[&str]), events: Vec<Event>) -> Result<Recruitment, Failure> {
    let first = opened(visit, answers)?;
    let stamp = |(seq, (by, event)): (u64, (PersonId, Event))| Stamped {
        seq,
        at: at(visit, days),
        by,
        role: "manager".to_owned(),
        event,
    };
    let by = |event: Event| (if matches!(event, Event::Assessed(_)) { HR } else { MANAGER }, event);
    let all = [(MANAGER, first)].into_iter().chain(events.into_iter().map(by));
    let events: Vec<Stamped<Event>> = (1_u64..).zip(all).map(stamp).collect();
    Recruitment::fold(&events).map_err(AppError::from).map_err(Failure::from)
}

fn list_of(visit: &Visit, answers: &[&str]) -> Result<Checklist, Failure> {
    let checks = checks()?;
    let checks: Vec<&LawfulCheck> = checks.iter().collect();
    Ok(Checklist::of(&checks, &post(answers), day(visit, 0), &Confirmations::new()))
}

/// What happened with a candidate.
fn worked(visit: &Visit, days: u64) -> Result<Vec<Event>, Failure> {
    let on = day(visit, days + 1);
    let candidate = CANDIDATE;
    let sheet = Interview::parse("interviews/strukturerad.md", SHEET).map_err(broken)?.sheet;
    let judged = |question: &str| Judgement {
        question: question.to_owned(),
        level: "visar".to_owned(),
        note: "Berättade om ett ärende från förra året.".to_owned(),
    };
    let answers = sheet.questions().map(|question| judged(&question.id)).collect();
    let list = list_of(visit, &["home_care"])?;
    let shown = list.may.first().ok_or(Failure::NotFound)?;
    let shown = shown.shown(candidate, (on, "Hanna Påhitt"), Some(on)).map_err(AppError::from)?;
    let application = Application { candidate, claims: serde_json::Value::Null, file: "cv.json".to_owned() };
    Ok(vec![
        Event::CandidateAdded(Added { name: "Petra Påhittad".to_owned(), on }),
        Event::ApplicationRead(Box::new(application)),
        Event::Shown(Box::new(shown)),
        Event::Proved(Proved {
            candidate,
            proof: Proof::Identity,
            what: "pass".to_owned(),
            on,
            to: "Hanna Påhitt".to_owned(),
            valid_to: None,
        }),
        Event::Answered(Answered {
            candidate,
            about: "period-0".to_owned(),
            by: "Löneenheten, Exempelbolaget".to_owned(),
            on,
            how: "telefon till växeln".to_owned(),
            outcome: Outcome::Confirmed,
        }),
        Event::Declared(Declared { candidate, on, secondary: "Egen städfirma.".to_owned(), ties: String::new() }),
        Event::Assessed(Assessed { candidate, answers }),
        application::heard(candidate),
        Event::Noted(Words { candidate, text: "Kan börja i januari.".to_owned() }),
    ])
}

/// The event with the answer of an employer, and the one with the candidate's.
const ANSWERED: Seq = 6;
const HEARD: Seq = 9;

/// What an invented application comes to. The sentences are the gallery's own.
fn facts(visit: &Visit) -> ApplicationFacts {
    let bar = |shape, from, to, sv: &str, en: &str| Bar {
        shape,
        period: None,
        from: day(visit, from),
        to: day(visit, to),
        is_current: to == 0,
        is_contradicted: shape == Shape::Education,
        words: Said::new(sv, en),
    };
    let bars = vec![
        bar(Shape::Education, 3000, 2400, "Vårdutbildning, Exempelskolan", "Care education, Exempelskolan"),
        bar(Shape::Gap, 2399, 1800, "Inte redovisad tid", "Time not accounted for"),
        bar(Shape::Work, 1799, 0, "Undersköterska, Exempelbolaget", "Assistant nurse, Exempelbolaget"),
    ];
    let picture = Picture { svg: Said::new("", ""), bars, undated: Vec::new() };
    let asked = Asked { said: "Undersköterska, Exempelbolaget".to_owned(), stands: true };
    ApplicationFacts {
        claims: application::claims(),
        findings: application::findings(),
        picture,
        as_of: Some(day(visit, 20)),
        heard: [(0, vec![HEARD])].into(),
        asked: [(ANSWERED, asked)].into(),
    }
}

fn seen(visit: &Visit, recruitment: Recruitment, answers: &[&str]) -> Result<Seen, Failure> {
    let page = RecruitmentPage {
        authority: "Kommunstyrelsen".to_owned(),
        state: if recruitment.decision.is_some() { CaseState::Closed } else { CaseState::Open },
        names: people().into_iter().map(|one| (one.person, one.name)).collect(),
        checklist: list_of(visit, answers)?,
        facts: recruitment.candidates.iter().map(|one| (one.seq, facts(visit))).collect::<BTreeMap<_, _>>(),
        recruitment: recruitment.seen_by(MANAGER),
    };
    Ok(Seen { id: page.recruitment.id, page, me: MANAGER, may: recruitment::OFFERED.into() })
}

fn home_care(visit: &Visit) -> Result<Seen, Failure> {
    seen(visit, made(visit, (3, &["home_care"]), worked(visit, 3)?)?, &["home_care"])
}

/// Decided so long ago that its time has run out; proposed to be disposed of by somebody else when `by_other`.
fn old(visit: &Visit, is_proposed: bool) -> Result<Seen, Failure> {
    let decided =
        Decided { candidate: None, why: "Ingen uppfyllde kraven.".to_owned(), duties: Vec::new(), facts: Vec::new() };
    let mut events = worked(visit, 900)?;
    events.retain(|event| matches!(event, Event::CandidateAdded(_) | Event::Declared(_)));
    events.push(Event::Decided(Box::new(decided)));
    let mut recruitment = made(visit, (900, &["home_care"]), events)?;
    if is_proposed {
        let event = Event::DisposalProposed(Disposal { kept: "Personalakten, KS 2026-0001.".to_owned() });
        let seq = recruitment.seq.saturating_add(1);
        let proposed = Stamped { seq, at: at(visit, 1), by: HR, role: "hr".to_owned(), event };
        recruitment.apply(&proposed).map_err(AppError::from)?;
    }
    seen(visit, recruitment, &["home_care"])
}

fn row(visit: &Visit, id: u128, recruitment: Option<Recruitment>) -> RecruitmentRow {
    let keep_until = recruitment.as_ref().and_then(|one| one.keep_until());
    RecruitmentRow {
        id: CaseId::from_bits(id),
        authority: "Kommunstyrelsen".to_owned(),
        state: if keep_until.is_some() { CaseState::Closed } else { CaseState::Open },
        opened_at: app::stamp(at(visit, 9)),
        keep_until,
        recruitment,
    }
}

pub(super) fn list(visit: &Visit) -> Answer {
    let rows = [
        row(visit, 0xC1, Some(home_care(visit)?.page.recruitment)),
        row(visit, 0xC2, Some(old(visit, false)?.page.recruitment)),
        row(visit, 0xC3, None),
    ];
    recruitment::list(visit, &rows, &Lists::all(MANAGER))
}

/// As who only assesses sees it.
pub(super) fn list_assessor(visit: &Visit) -> Answer {
    let rows = [row(visit, 0xC1, Some(expert(visit)?.recruitment))];
    recruitment::list(visit, &rows, &Lists { me: EXPERT, may: BTreeSet::new() })
}

pub(super) fn list_none(visit: &Visit) -> Answer {
    recruitment::list(visit, &[], &Lists { me: EXPERT, may: BTreeSet::new() })
}

/// A recruitment where an employee has taken the place of one who assesses.
fn replaced(visit: &Visit) -> Result<Recruitment, Failure> {
    let mut recruitment = made(visit, (3, &["home_care"]), worked(visit, 3)?)?;
    let joined = Joined {
        person: EXPERT,
        role: "employee".to_owned(),
        instead_of: Some(MANAGER),
        why: "Chefen är sjuk.".to_owned(),
    };
    let second = Event::CandidateAdded(Added { name: "Peter Påhittad".to_owned(), on: day(visit, 2) });
    for event in [Event::Joined(joined), second] {
        let seq = recruitment.seq.saturating_add(1);
        let stamped = Stamped { seq, at: at(visit, 2), by: HR, role: "hr".to_owned(), event };
        recruitment.apply(&stamped).map_err(AppError::from)?;
    }
    Ok(recruitment)
}

fn expert(visit: &Visit) -> Result<InterviewPage, Failure> {
    Ok(InterviewPage {
        recruitment: replaced(visit)?.seen_by(EXPERT),
        authority: "Kommunstyrelsen".to_owned(),
        names: people().into_iter().map(|one| (one.person, one.name)).collect(),
    })
}

pub(super) fn interviews(visit: &Visit) -> Answer {
    recruitment::interviews_page(visit, &expert(visit)?, EXPERT)
}

/// As HR, who has assessed one of the candidates.
pub(super) fn interviews_mine(visit: &Visit) -> Answer {
    let page = InterviewPage { recruitment: replaced(visit)?.seen_by(HR), ..expert(visit)? };
    recruitment::interviews_page(visit, &page, HR)
}

pub(super) fn interview_wrong(visit: &Visit) -> Answer {
    let page = expert(visit)?;
    let first = page.recruitment.sheet.questions().next().ok_or(Failure::NotFound)?;
    let filled = Filled::default().wrong(&format!("niva-{}", first.id), visit.t().case_choose());
    let candidate = page.recruitment.candidate(CANDIDATE).ok_or(Failure::NotFound)?;
    recruitment::interview_form(visit, &page, candidate, &filled)
}

pub(super) fn show_joined(visit: &Visit) -> Answer {
    let seen = seen(visit, replaced(visit)?, &["home_care"])?;
    recruitment::show_page(visit, &guide()?, &seen)
}

pub(super) fn join(visit: &Visit) -> Answer {
    recruitment::join_form(visit, &home_care(visit)?, &people(), &Filled::default())
}

pub(super) fn join_wrong(visit: &Visit) -> Answer {
    let filled = Filled::default().wrong("skal", visit.t().case_reason_missing());
    recruitment::join_form(visit, &home_care(visit)?, &people(), &filled)
}

fn to_keep(is_kept: bool) -> ToKeepPage {
    let title = casework::Text { sv: "HVB".to_owned(), en: "Residential care".to_owned() };
    let one =
        |register, is_kept| ToKeep { check: "hvb".to_owned(), title: title.clone(), register, months: 24, is_kept };
    ToKeepPage {
        recruitment: CaseId::from_bits(0xC1),
        post: "Behandlingsassistent".to_owned(),
        chosen: Some((CANDIDATE, "Petra Påhittad".to_owned())),
        extracts: vec![one(Register::Belastning, is_kept), one(Register::Misstanke, false)],
        holders: ["Hanna Påhitt", "Disa Fiktiv"].map(str::to_owned).into(),
    }
}

pub(super) fn keep(visit: &Visit) -> Answer {
    recruitment::keep_page(visit, &to_keep(true), &Filled::default())
}

pub(super) fn keep_wrong(visit: &Visit) -> Answer {
    let t = visit.t();
    let filled = Filled::default().wrong("fil", t.extract_file_missing()).wrong("start", t.case_day_wrong());
    recruitment::keep_page(visit, &to_keep(false), &filled)
}

pub(super) fn keep_nothing(visit: &Visit) -> Answer {
    let page = ToKeepPage { extracts: Vec::new(), ..to_keep(false) };
    recruitment::keep_page(visit, &page, &Filled::default())
}

fn people() -> [Colleague; 3] {
    let one = |(person, name, role): (PersonId, &str, &str)| Colleague {
        person,
        name: name.to_owned(),
        role: role.to_owned(),
    };
    let all = [(MANAGER, "Malte Chef", "manager"), (HR, "Hanna Påhitt", "hr"), (EXPERT, "Erik Exempel", "employee")];
    all.map(one)
}

pub(super) fn new(visit: &Visit) -> Answer {
    recruitment::new_form(visit, &guide()?, &people(), &Filled::default())
}

pub(super) fn new_wrong(visit: &Visit) -> Answer {
    let t = visit.t();
    let filled = Filled::default().wrong("post", t.incident_write()).wrong("bedomare", t.case_choose());
    recruitment::new_form(visit, &guide()?, &people(), &filled)
}

fn rows(visit: &Visit) -> Result<Vec<LawRow>, Failure> {
    let row = |check: LawfulCheck| {
        let entry = check.on(day(visit, 0)).cloned();
        let digest = entry.as_ref().map(|entry| digest(&check, entry)).unwrap_or_default();
        LawRow { entry, digest, confirmed: None, check }
    };
    Ok(checks()?.into_iter().map(row).collect())
}

pub(super) fn law(visit: &Visit) -> Answer {
    recruitment::law_page(visit, &LawPage { day: day(visit, 0), rows: rows(visit)?, may_propose: true })
}

pub(super) fn law_confirm(visit: &Visit) -> Answer {
    let rows = rows(visit)?;
    recruitment::confirm_form(visit, rows.first().ok_or(Failure::NotFound)?, &Filled::default())
}

pub(super) fn show(visit: &Visit) -> Answer {
    recruitment::show_page(visit, &guide()?, &home_care(visit)?)
}

pub(super) fn show_waits(visit: &Visit) -> Answer {
    let seen = seen(visit, made(visit, (1, &["school"]), Vec::new())?, &["school"])?;
    recruitment::show_page(visit, &guide()?, &seen)
}

pub(super) fn show_decided(visit: &Visit) -> Answer {
    recruitment::show_page(visit, &guide()?, &old(visit, false)?)
}

pub(super) fn candidate(visit: &Visit) -> Answer {
    let seen = home_care(visit)?;
    let candidate = seen.page.recruitment.candidate(CANDIDATE).ok_or(Failure::NotFound)?;
    recruitment::candidate_page(visit, &seen, candidate)
}

pub(super) fn paper(visit: &Visit) -> Answer {
    let seen = home_care(visit)?;
    let candidate = seen.page.recruitment.candidate(CANDIDATE).ok_or(Failure::NotFound)?;
    recruitment::paper(visit, &seen, candidate)
}

pub(super) fn application_file(visit: &Visit) -> Answer {
    let seen = home_care(visit)?;
    let candidate = seen.page.recruitment.candidate(CANDIDATE).ok_or(Failure::NotFound)?;
    recruitment::application_form(visit, &seen, candidate, &Filled::default())
}

/// A recruitment with a candidate of whom nothing is entered yet.
fn empty(visit: &Visit) -> Result<Seen, Failure> {
    let mut events = worked(visit, 3)?;
    events.truncate(1);
    let mut seen = seen(visit, made(visit, (3, &["home_care"]), events)?, &["home_care"])?;
    seen.page.facts.clear();
    Ok(seen)
}

fn entries_of(visit: &Visit, seen: &Seen) -> Answer {
    let candidate = seen.page.recruitment.candidate(CANDIDATE).ok_or(Failure::NotFound)?;
    recruitment::entries_page(visit, seen, candidate)
}

pub(super) fn entries(visit: &Visit) -> Answer {
    entries_of(visit, &home_care(visit)?)
}

pub(super) fn entries_none(visit: &Visit) -> Answer {
    entries_of(visit, &empty(visit)?)
}

/// The form of an entry: of the one of a number, or a new one.
fn entry(visit: &Visit, (kind, number): (EntryKind, &str), wrong: impl FnOnce(Filled) -> Filled) -> Answer {
    let seen = home_care(visit)?;
    let candidate = seen.page.recruitment.candidate(CANDIDATE).ok_or(Failure::NotFound)?;
    let filled = recruitment::entry_filled(&seen, candidate, kind, number).ok_or(Failure::NotFound)?;
    recruitment::entry_form(visit, (&seen, candidate), kind, &wrong(filled))
}

pub(super) fn entry_new(visit: &Visit) -> Answer {
    entry(visit, (EntryKind::Period, ""), |filled| filled)
}

pub(super) fn entry_period(visit: &Visit) -> Answer {
    entry(visit, (EntryKind::Period, "1"), |filled| filled)
}

pub(super) fn entry_wrong(visit: &Visit) -> Answer {
    let t = visit.t();
    let hint = guide()?.extract_words.hint;
    entry(visit, (EntryKind::Period, "1"), |filled| {
        let filled = filled.put("fran", "hösten").put("titel", "Dömd").put("slag", "");
        filled.wrong("slag", t.case_choose()).wrong("fran", t.recruitment_stamp_wrong()).wrong("ord", hint.sv)
    })
}

pub(super) fn entry_certificate(visit: &Visit) -> Answer {
    entry(visit, (EntryKind::Certificate, "0"), |filled| filled)
}

pub(super) fn entry_referee(visit: &Visit) -> Answer {
    entry(visit, (EntryKind::Referee, "0"), |filled| filled)
}

pub(super) fn entry_contacts(visit: &Visit) -> Answer {
    entry(visit, (EntryKind::Contacts, ""), |filled| filled)
}

pub(super) fn act_heard(visit: &Visit) -> Answer {
    act_of(visit, "svar", Filled::default())
}

fn act_of(visit: &Visit, word: &str, filled: Filled) -> Answer {
    let act = recruitment::ACTS.iter().find(|act| act.word == word).ok_or(Failure::NotFound)?;
    recruitment::act_form(visit, &home_care(visit)?, act, &filled.put("kandidat", CANDIDATE.to_string()))
}

pub(super) fn act_shown(visit: &Visit) -> Answer {
    act_of(visit, "utdrag", Filled::default())
}

pub(super) fn act_words(visit: &Visit) -> Answer {
    let hint = guide()?.extract_words.hint;
    let filled = Filled::default().put("text", "Dömd 2019.").wrong("ord", hint.sv);
    act_of(visit, "anteckna", filled)
}

pub(super) fn act_assess(visit: &Visit) -> Answer {
    act_of(visit, "bedom", Filled::default())
}

pub(super) fn decide(visit: &Visit) -> Answer {
    recruitment::decision_form(visit, &home_care(visit)?, &Filled::default())
}

pub(super) fn dispose(visit: &Visit) -> Answer {
    recruitment::disposal_page(visit, &old(visit, false)?, &Filled::default())
}

pub(super) fn dispose_second(visit: &Visit) -> Answer {
    recruitment::disposal_page(visit, &old(visit, true)?, &Filled::default())
}
