//! The interviews of a recruitment, for the two who assess: the sheet, the candidates by name, and nothing else of them.

use app::recruitment::{Care, InterviewPage};
use casework::id::CaseId;
use casework::recruitment::event::{Assessed, Event, Judgement};
use casework::recruitment::{Candidate, Sheet};

use super::{CARE, care, with_care, words};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::{Access, Frame, Page, Visit};
use crate::pages::ask::Sections;
use crate::pages::case::{Filled, formed, lines, paragraph};
use crate::part::{Chip, Choice, Column, Field, Form, Markup, Notice, Table, Tone};
use crate::sent::Sent;
use crate::text::T;

const ASSESS: Access = Access::Act("recruitment_assess");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/rekrytering/{id}/intervjuer", ASSESS, show),
        Page::get("/rekrytering/{id}/intervjuer/{candidate}", ASSESS, assess),
        Page::post("/rekrytering/{id}/intervjuer/{candidate}", ASSESS, sent),
    ]
}

/// The names of the fields of a question.
fn level(question: &str) -> String {
    format!("niva-{question}")
}

fn note(question: &str) -> String {
    format!("sade-{question}")
}

/// The names of the fields of a sheet.
pub(super) fn names(sheet: &Sheet) -> Vec<String> {
    sheet.questions().flat_map(|one| [level(&one.id), note(&one.id)]).collect()
}

/// The fields of a sheet.
pub(super) fn fields(t: T, form: Form, filled: &Filled, sheet: &Sheet) -> Form {
    sheet.areas.iter().fold(form, |form, area| {
        form.group(words::of_library(t, &area.title), |form| {
            area.questions.iter().fold(form, |form, question| {
                let levels = sheet.levels.iter();
                let levels = levels.map(|one| Choice::new(&one.id, words::of_library(t, &one.title)));
                let (name, said) = (level(&question.id), note(&question.id));
                let label = words::of_library(t, &question.text);
                let field = Field::radios(t, &name, label, levels.collect());
                let field = field.with_hint(t.recruitment_listen(words::of_library(t, &question.listen)));
                let text = Field::area(t, &said, t.recruitment_said_on(label)).with_rows(3).optional();
                form.field(filled.into(&name, field)).field(filled.into(&said, text))
            })
        })
    })
}

/// What was answered on a sheet; a question without a level is told.
pub(super) fn answers(t: T, filled: &mut Filled, sheet: &Sheet) -> Vec<Judgement> {
    let mut answers = Vec::new();
    for question in sheet.questions() {
        let chosen = filled.text(&level(&question.id));
        if chosen.is_empty() {
            filled.wrong.insert(level(&question.id), t.case_choose().to_owned());
        }
        let said = filled.text(&note(&question.id));
        answers.push(Judgement { question: question.id.clone(), level: chosen, note: said });
    }
    answers
}

fn path(id: CaseId, part: &str) -> String {
    format!("/rekrytering/{id}/intervjuer{part}")
}

async fn seen(visit: &Visit) -> Result<InterviewPage, Failure> {
    let (app, cx) = visit.acts()?;
    let id = visit.param("id").parse().map_err(|_| Failure::NotFound)?;
    Ok(app.recruitment_interview(cx, id).await?)
}

async fn show(visit: Visit) -> Answer {
    let (_, cx) = visit.acts()?;
    interviews_page(&visit, &seen(&visit).await?, cx.person)
}

/// The page.
pub(crate) fn interviews_page(visit: &Visit, page: &InterviewPage, me: casework::id::PersonId) -> Answer {
    let (t, recruitment) = (visit.t(), &page.recruitment);
    let frame = visit.frame(t.recruitment_interviews_of(&recruitment.post.title));
    let mut all = Sections::new(frame.below("/rekrytering", t.recruitment_title()), t.recruitment_interviews_lead());
    if visit.query("klart") == "skrivet" {
        all = all.notice(&Notice::new(Tone::Done, t.case_done_written()));
    }
    let columns = [t.recruitment_candidate(), t.recruitment_assessments()];
    let rows = recruitment.candidates.iter().map(|one| -> Vec<Markup> {
        let state = if one.withdrawn.is_some() {
            t.recruitment_withdrawn()
        } else if recruitment.is_assessed(one) {
            t.recruitment_both()
        } else if one.assessed.contains_key(&me) {
            t.recruitment_mine_done()
        } else {
            t.recruitment_not_yet()
        };
        let is_mine = one.withdrawn.is_none() && !one.assessed.contains_key(&me) && !recruitment.is_assessed(one);
        let name = match is_mine {
            true => Markup::link(&path(recruitment.id, &format!("/{}", one.seq)), &one.added.name),
            false => Markup::text(&one.added.name),
        };
        vec![name, state.into()]
    });
    let table = Table::new(t, "kandidater", t.recruitment_candidates(), columns.map(Column::text).into());
    let table = table.under_heading().rows(rows).when_empty(t.recruitment_candidates_empty());
    all = all.section(t.recruitment_candidates(), Markup::of(&table));
    for candidate in recruitment.candidates.iter().filter(|one| !one.assessed.is_empty()) {
        all = all.section(&candidate.added.name, assessments(t, page, candidate));
    }
    all.answer()
}

fn assessments(t: T, page: &InterviewPage, candidate: &Candidate) -> Markup {
    let sheet = &page.recruitment.sheet;
    let is_hidden = !page.recruitment.is_assessed(candidate);
    let intro = if is_hidden { paragraph(t.recruitment_assessments_hidden()) } else { Markup::default() };
    candidate.assessed.iter().enumerate().fold(intro, |all, (at, (person, item))| {
        let name = page.names.get(person).map_or_else(|| t.case_unknown(), String::as_str);
        let columns = [t.recruitment_question(), t.recruitment_level(), t.recruitment_said()];
        let rows = sheet.questions().filter_map(|question| {
            let answer = item.what.answers.iter().find(|answer| answer.question == question.id)?;
            let level = Chip::new(Tone::Info, words::level(t, sheet, &answer.level));
            Some(vec![Markup::text(words::of_library(t, &question.text)), Markup::from(level), lines(&answer.note)])
        });
        let (id, caption) = (format!("bedomning-{}-{at}", candidate.seq), t.recruitment_assessed_by(name));
        all.then(&Markup::of(&Table::new(t, id, caption, columns.map(Column::text).into()).rows(rows)))
    })
}

/// The candidate of the path, when the person has them left to assess.
fn candidate<'a>(visit: &Visit, page: &'a InterviewPage) -> Result<&'a Candidate, Failure> {
    let seq: Option<casework::Seq> = visit.param("candidate").parse().ok();
    seq.and_then(|seq| page.recruitment.candidate(seq)).ok_or(Failure::NotFound)
}

async fn assess(visit: Visit) -> Answer {
    let page = seen(&visit).await?;
    interview_form(&visit, &page, candidate(&visit, &page)?, &Filled::default())
}

/// The sheet, for one candidate.
pub(crate) fn interview_form(visit: &Visit, page: &InterviewPage, one: &Candidate, filled: &Filled) -> Answer {
    let (t, id) = (visit.t(), page.recruitment.id);
    let frame: Frame = visit.frame(t.recruitment_do_assess()).below("/rekrytering", t.recruitment_title());
    let frame = frame.below(path(id, ""), t.recruitment_interviews_of(&page.recruitment.post.title));
    let form = visit.form(path(id, &format!("/{}", one.seq))).with_error(filled.general.clone());
    let form = with_care(t, fields(t, form, filled, &page.recruitment.sheet), filled);
    let form = form.submit(t.recruitment_do_assess()).or_back(path(id, ""));
    let before = paragraph(&t.recruitment_interview_with(&one.added.name));
    formed(frame, before.then(&paragraph(t.recruitment_do_assess_lead())), form)
}

async fn sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let (t, page) = (visit.t(), seen(&visit).await?);
    let one = candidate(&visit, &page)?;
    let (sheet, id) = (&page.recruitment.sheet, page.recruitment.id);
    let names: Vec<String> = names(sheet).into_iter().chain([CARE.1.to_owned()]).collect();
    let mut filled = Filled::of(&sent, &names.iter().map(String::as_str).collect::<Vec<_>>());
    let answers = answers(t, &mut filled, sheet);
    if filled.is_right() {
        let event = Event::Assessed(Assessed { candidate: one.seq, answers });
        let care: Care = care(&filled);
        match app.recruitment_event(cx, id, event, care).await {
            Ok(()) => return redirect(&path(id, "?klart=skrivet")),
            Err(error) => filled = filled.refused(error, &[CARE])?,
        }
    }
    interview_form(&visit, &page, one, &filled)
}
