//! Sessions: which there are, one of them, and a place at it.

use app::training::{OccasionPage, OccasionView, Place, Seat};

use super::words::{self, said};
use super::{actions, many, reading};
use crate::failure::{Answer, Failure, redirect, told};
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::{Sections, done, sentence};
use crate::pages::case::bytes_sent;
use crate::part::{Chip, Column, Description, Field, Form, Markup, Notice, Table, Tone};
use crate::sent::Sent;
use crate::text::T;

const LIST: Access = Access::Act("occasion_list");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/utbildning/tillfallen", LIST, list),
        Page::get("/utbildning/tillfallen/{id}", LIST, show),
        Page::get("/utbildning/tillfallen/{id}/kalender.ics", LIST, calendar),
        Page::post("/utbildning/tillfallen/{id}/anmal", Access::Act("occasion_enrol"), sent),
    ]
}

/// The path of a part of a session; empty for its first page.
pub(super) fn path(view: &OccasionView, part: &str) -> String {
    let id = &view.id;
    if part.is_empty() { format!("/utbildning/tillfallen/{id}") } else { format!("/utbildning/tillfallen/{id}/{part}") }
}

/// What a session is called.
pub(super) fn title(t: T, view: &OccasionView) -> String {
    let course = view.title.as_ref().map_or(view.course.as_str(), |title| said(t, &title.sv, &title.en));
    t.occasion_named(course, t.moment(view.starts))
}

/// How full it is.
fn room(t: T, view: &OccasionView) -> Markup {
    if view.cancelled {
        return Chip::new(Tone::Serious, t.occasion_cancelled()).into();
    }
    match (view.free, view.waiting) {
        (0, waiting) => t.occasion_full(many(waiting)).into(),
        (free, _) => t.occasion_free(many(free), i64::from(view.places)).into(),
    }
}

fn place(view: &OccasionView) -> Markup {
    match &view.place {
        Place::Room(room) => Markup::text(room),
        Place::Online(address) => Markup::link(address, address),
    }
}

async fn list(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let views = app.occasion_list(cx).await?;
    let may = !app.acts_somewhere(cx, ["occasion_put"]).is_empty();
    list_page(&visit, &views, may)
}

/// The page of all sessions.
pub(crate) fn list_page(visit: &Visit, views: &[OccasionView], may_put: bool) -> Answer {
    let t = visit.t();
    let row = |view: &&OccasionView| -> Vec<Markup> {
        let mine = words::seat(t, view.seat).map(Markup::from).unwrap_or_default();
        let course = view.title.as_ref().map_or(view.course.as_str(), |title| said(t, &title.sv, &title.en));
        vec![
            Markup::link(&path(view, ""), &t.moment(view.starts)),
            course.into(),
            place(view),
            room(t, view),
            mine,
            view.authority.as_str().into(),
        ]
    };
    let columns = || {
        let names = [
            t.occasion_when(),
            t.training_course(),
            t.occasion_where(),
            t.occasion_places(),
            t.occasion_mine(),
            t.case_authority(),
        ];
        names.map(Column::text).into()
    };
    let (past, coming): (Vec<&OccasionView>, Vec<&OccasionView>) = views.iter().partition(|view| view.has_begun);
    let mut page =
        Sections::new(visit.frame(t.occasion_title()).below("/utbildning", t.training_title()), t.occasion_lead())
            .notice(done(visit, &[("lagt", t.occasion_put_done())]));
    if may_put {
        page = page.primary("/utbildning/tillfallen/nytt", t.occasion_new());
    }
    let table = Table::new(t, "kommande", t.occasion_coming(), columns()).under_heading();
    let table = table.rows(coming.iter().map(row)).when_empty(t.occasion_empty());
    page = page.section(t.occasion_coming(), Markup::of(&table));
    if !past.is_empty() {
        let table = Table::new(t, "tidigare", t.occasion_past(), columns()).under_heading().rows(past.iter().map(row));
        page = page.section(t.occasion_past(), Markup::of(&table));
    }
    page.answer()
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    show_page(&visit, &app.occasion_show(cx, visit.param("id")).await?, "")
}

/// The page of a session; what could not be done, or nothing.
pub(crate) fn show_page(visit: &Visit, shown: &OccasionPage, wrong: &str) -> Answer {
    let (t, view) = (visit.t(), &shown.view);
    let facts = Description::new()
        .row(t.occasion_when(), t.occasion_from_to(t.moment(view.starts), t.moment(view.ends)))
        .row(t.occasion_where(), place(view))
        .row(t.occasion_trainer(), view.trainer.as_str())
        .row(t.occasion_places(), room(t, view))
        .row(t.occasion_mine(), words::seat(t, view.seat).map(Markup::from).unwrap_or_default())
        .row(t.case_authority(), view.authority.as_str());
    let said = [
        ("anmald", t.occasion_enrolled_done()),
        ("avanmald", t.occasion_left_done()),
        ("narvarande", t.occasion_code_done()),
        ("installt", t.occasion_cancelled_done()),
    ];
    let mut body = done(visit, &said);
    if !wrong.is_empty() {
        let notice = Notice::new(Tone::Serious, sentence(wrong));
        body = body.then(&Markup::raw(format!(r#"<div role="alert" lang="sv">{}</div>"#, Markup::of(&notice))));
    }
    body = body.then(&Markup::of(&facts));
    for form in forms(visit, view) {
        body = body.then(&Markup::of(&form));
    }
    let mut links = vec![(path(view, "kalender.ics"), t.occasion_calendar().to_owned())];
    links.push((format!("/utbildning/kurs/{}", view.course), t.occasion_course().to_owned()));
    if shown.may_lead {
        links.push((path(view, "deltagare"), t.occasion_attendees().to_owned()));
    }
    if shown.may_put && !view.cancelled && !view.has_begun {
        links.push((path(view, "stall-in"), t.occasion_cancel().to_owned()));
    }
    body = body.then(&actions(None, &links));
    let frame = visit
        .frame(title(t, view))
        .below("/utbildning", t.training_title())
        .below("/utbildning/tillfallen", t.occasion_title());
    if wrong.is_empty() { reading(frame, body) } else { super::reading_again(frame, body) }
}

/// What the person can do with a session now.
fn forms(visit: &Visit, view: &OccasionView) -> Vec<Form> {
    let t = visit.t();
    let form = |what: &str| visit.form(path(view, "anmal")).field(Field::hidden(t, "gor", what));
    match (view.cancelled, view.has_begun, view.seat) {
        (false, false, Seat::None) if view.free > 0 => vec![form("anmal").submit(t.occasion_enrol())],
        (false, false, Seat::None) => vec![form("anmal").submit(t.occasion_wait())],
        (false, false, Seat::Place | Seat::Waits(_)) => vec![form("avanmal").submit(t.occasion_leave()).quiet()],
        (false, true, Seat::Place) => {
            let code = Field::code(t, "kod", t.occasion_code()).with_hint(t.occasion_code_hint());
            vec![form("kod").field(code).submit(t.occasion_code_send())]
        }
        _ => Vec::new(),
    }
}

async fn sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let id = visit.param("id").to_owned();
    let (what, result) = match sent.text("gor") {
        "anmal" => ("anmald", app.occasion_enrol(cx, &id).await.map(drop)),
        "avanmal" => ("avanmald", app.occasion_leave(cx, &id).await),
        "kod" => ("narvarande", app.occasion_code(cx, &id, sent.text("kod")).await),
        _ => return Err(Failure::Form),
    };
    match result {
        Ok(()) => redirect(&format!("/utbildning/tillfallen/{id}?klart={what}")),
        Err(error @ app::AppError::Invalid(_)) => show_page(&visit, &app.occasion_show(cx, &id).await?, &told(&error)),
        Err(error) => Err(error.into()),
    }
}

async fn calendar(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let text = app.occasion_calendar(cx, visit.param("id")).await?;
    Ok(bytes_sent(text.into_bytes(), "text/calendar; charset=utf-8", "attachment; filename=\"tillfalle.ics\""))
}
