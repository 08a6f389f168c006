//! A course: what it is, where the person is in it, and its lessons.

use app::training::{CoursePage, Left, Move};

use super::words::{self, said};
use super::{actions, counted, heading, in_swedish, many, number, prose, reading};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::{Access, Page, Visit};
use crate::part::{Chip, Column, Description, Field, Markup, Notice, Table, Tone};
use crate::sent::Sent;
use crate::text::T;

const TAKE: Access = Access::Act("course_take");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/utbildning/kurs/{id}", TAKE, show),
        Page::get("/utbildning/kurs/{id}/lektion/{nr}", TAKE, lesson),
        Page::post("/utbildning/kurs/{id}/lektion/{nr}", TAKE, lesson_sent),
    ]
}

/// The path of a part of a course; empty for its first page.
pub(super) fn path(shown: &CoursePage, part: &str) -> String {
    let id = &shown.row.course.id;
    if part.is_empty() { format!("/utbildning/kurs/{id}") } else { format!("/utbildning/kurs/{id}/{part}") }
}

/// The title of a course.
pub(super) fn title(t: T, shown: &CoursePage) -> &str {
    said(t, &shown.row.course.title.sv, &shown.row.course.title.en)
}

/// The frame of a page within a course.
pub(super) fn frame(visit: &Visit, shown: &CoursePage, text: String) -> crate::frame::Frame {
    let t = visit.t();
    visit.frame(text).below("/utbildning", t.training_title()).below(path(shown, ""), title(t, shown))
}

/// Where the course goes on: the first part that is left, or the check.
pub(super) fn next(shown: &CoursePage) -> String {
    match shown.progress.left(&shown.outline).first() {
        Some(Left::Lesson(at)) => path(shown, &format!("lektion/{}", at + 1)),
        Some(Left::Scenario(at)) => path(shown, &format!("ovning/{}", at + 1)),
        None => path(shown, "prov"),
    }
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    course_page(&visit, &app.course_show(cx, visit.param("id")).await?, &cx.name)
}

fn part_state(t: T, is_done: bool) -> Markup {
    match is_done {
        true => Chip::new(Tone::Done, t.training_part_done()).into(),
        false => Chip::new(Tone::Calm, t.training_part_left()).into(),
    }
}

/// The page of a course.
pub(crate) fn course_page(visit: &Visit, shown: &CoursePage, name: &str) -> Answer {
    let (t, course, progress) = (visit.t(), &shown.row.course, &shown.progress);
    let swedish = |text: &str| Markup::raw(format!(r#"<span lang="sv">{}</span>"#, crate::part::escaped(text)));
    let link =
        |part: String, label: String, title: &str| Markup::link(&path(shown, &part), &label).then(&swedish(title));
    let lessons = course.lessons.iter().enumerate().map(|(at, lesson)| {
        let label = t.training_lesson(counted(at));
        vec![link(format!("lektion/{}", at + 1), label, &lesson.title), part_state(t, progress.has_read(at))]
    });
    let scenarios = course.scenarios.iter().enumerate().map(|(at, scenario)| {
        let label = t.training_scenario(counted(at));
        vec![link(format!("ovning/{}", at + 1), label, &scenario.title), part_state(t, progress.has_ended(at))]
    });
    let check =
        vec![Markup::link(&path(shown, "prov"), t.training_check()), words::standing(t, shown.row.standing).into()];
    let columns = [t.training_part(), t.case_state()].map(Column::text).into();
    let table = Table::new(t, "delar", t.training_parts(), columns).under_heading();
    let table = table.rows(lessons.chain(scenarios).chain([check]));
    let begin = if shown.row.done.0 == 0 { t.training_begin() } else { t.training_go_on() };
    let mut facts = Description::new()
        .row(t.training_for(), said(t, &course.audience.sv, &course.audience.en))
        .row(t.training_takes(), t.training_minutes(i64::from(course.minutes)))
        .row(t.training_counts(), t.training_months(i64::from(course.valid_months)))
        .row(t.training_check(), t.training_check_is(many(course.draw), many(course.pass)));
    facts = facts.row(t.training_due(), words::due_of(t, &shown.row, shown.today));
    let mut body = in_swedish(t);
    if let Some(pass) = progress.certificate(shown.today) {
        let line = words::certificate(t, name, title(t, shown), pass);
        body =
            body.then(&Markup::of(&Notice::new(Tone::Done, t.training_passed()).with(Markup::text(&line).paragraph())));
    }
    let sources = course.sources.iter().map(|source| Markup::text(source));
    let version = t.guidance_version(i64::from(course.version), t.day(course.law_read));
    body = body
        .then(&prose(&course.intro, 1))
        .then(&actions(
            Some((next(shown), begin)),
            &[("/utbildning/tillfallen".to_owned(), t.occasion_title().to_owned())],
        ))
        .then(&Markup::heading(t.training_parts()))
        .then(&Markup::of(&table))
        .then(&Markup::heading(t.training_about()))
        .then(&Markup::of(&facts))
        .then(&Markup::heading(t.guidance_sources()))
        .then(&Markup::raw(format!(r#"<div lang="sv">{}</div>"#, crate::pages::ask::listed(sources))))
        .then(&Markup::text(&version).paragraph());
    reading(visit.frame(title(t, shown)).below("/utbildning", t.training_title()), body)
}

async fn lesson(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let at = number(visit.param("nr")).ok_or(Failure::NotFound)?;
    lesson_page(&visit, &app.course_show(cx, visit.param("id")).await?, at)
}

/// The page of a lesson, from 0.
pub(crate) fn lesson_page(visit: &Visit, shown: &CoursePage, at: usize) -> Answer {
    let t = visit.t();
    let lessons = &shown.row.course.lessons;
    let lesson = lessons.get(at).ok_or(Failure::NotFound)?;
    let form = visit
        .form(path(shown, &format!("lektion/{}", at + 1)))
        .field(Field::hidden(t, "last", "1"))
        .submit(t.training_has_read())
        .or_back(path(shown, ""));
    let body = in_swedish(t).then(&heading(2, &lesson.title)).then(&prose(&lesson.body, 1)).then(&Markup::of(&form));
    reading(frame(visit, shown, t.training_lesson_of(counted(at), many(lessons.len()))), body)
}

async fn lesson_sent(visit: Visit, _: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let (id, at) = (visit.param("id").to_owned(), number(visit.param("nr")).ok_or(Failure::NotFound)?);
    app.course_step(cx, &id, Move::Read(at)).await?;
    let shown = app.course_show(cx, &id).await?;
    // The next lesson, also when it was read before: who reads on reads in order.
    let to = if at + 1 < shown.outline.lessons { path(&shown, &format!("lektion/{}", at + 2)) } else { next(&shown) };
    redirect(&to)
}
