//! Guidance: the list, one of them, and »read and understood«.

use app::training::{GuidancePage, GuidanceRow};

use super::words::said;
use super::{actions, in_swedish, prose, reading};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::{Sections, done};
use crate::part::{Chip, Column, Markup, Table, Tone};
use crate::sent::Sent;

const READ: Access = Access::Act("guidance_read");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/vagledning", READ, list),
        Page::get("/vagledning/{id}", READ, show),
        Page::post("/vagledning/{id}/forstatt", Access::Act("guidance_confirm"), confirm),
    ]
}

async fn list(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    list_page(&visit, &app.guidance_list(cx).await?)
}

/// How a guidance stands.
fn state(visit: &Visit, row: &GuidanceRow) -> Markup {
    let t = visit.t();
    match (row.guidance.confirm, row.confirmed) {
        (false, _) => Markup::default(),
        (true, None) => Chip::new(Tone::Warning, t.guidance_waiting()).into(),
        (true, Some(at)) => Chip::new(Tone::Done, t.guidance_confirmed(t.moment(at))).into(),
    }
}

/// The page of all guidance.
pub(crate) fn list_page(visit: &Visit, rows: &[GuidanceRow]) -> Answer {
    let t = visit.t();
    let row = |row: &GuidanceRow| -> Vec<Markup> {
        let path = format!("/vagledning/{}", row.guidance.id);
        let title = said(t, &row.guidance.title.sv, &row.guidance.title.en);
        vec![Markup::link(&path, title), state(visit, row), Markup::day(row.guidance.law_read)]
    };
    let columns = [t.guidance_one(), t.case_state(), t.guidance_law_read()].map(Column::text).into();
    let table = Table::new(t, "vagledning", t.guidance_title(), columns).under_heading();
    let table = table.rows(rows.iter().map(row)).when_empty(t.guidance_empty());
    Sections::new(visit.frame(t.guidance_title()), t.guidance_lead())
        .notice(in_swedish(t))
        .link("/utbildning", t.training_title())
        .section(t.guidance_all(), Markup::of(&table))
        .answer()
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let shown = app.guidance_show(cx, visit.param("id")).await?;
    show_page(&visit, &shown)
}

/// The page of a guidance: to read, to print, and to confirm.
pub(crate) fn show_page(visit: &Visit, shown: &GuidancePage) -> Answer {
    let (t, guidance) = (visit.t(), &shown.row.guidance);
    let frame = visit.frame(said(t, &guidance.title.sv, &guidance.title.en)).below("/vagledning", t.guidance_title());
    let mut body = done(visit, &[("forstatt", t.guidance_done())]).then(&in_swedish(t));
    body = body.then(&prose(&guidance.body, 1));
    let next = shown
        .next
        .as_ref()
        .map(|(id, title)| (format!("/vagledning/{id}"), t.guidance_next(said(t, &title.sv, &title.en))));
    let next: Vec<(String, String)> = next.into_iter().collect();
    if shown.row.is_waiting() {
        let form = visit
            .form(format!("/vagledning/{}/forstatt", guidance.id))
            .field(crate::part::Field::hidden(t, "version", guidance.version.to_string()))
            .submit(t.guidance_confirm());
        body = body.then(&Markup::heading(t.guidance_confirm_title())).then(&Markup::of(&form));
    } else {
        body = body.then(&state(visit, &shown.row).paragraph());
    }
    let version = t.guidance_version(i64::from(guidance.version), t.day(guidance.law_read));
    let sources = guidance.sources.iter().map(|source| Markup::text(source));
    body = body
        .then(&actions(None, &next))
        .then(&Markup::heading(t.guidance_sources()))
        .then(&Markup::raw(format!(r#"<div lang="sv">{}</div>"#, crate::pages::ask::listed(sources))))
        .then(&Markup::text(&version).paragraph());
    reading(frame, body)
}

async fn confirm(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let id = visit.param("id").to_owned();
    let version = sent.text("version").parse().map_err(|_| Failure::Form)?;
    app.guidance_confirm(cx, &id, version).await?;
    redirect(&format!("/vagledning/{id}?klart=forstatt"))
}
