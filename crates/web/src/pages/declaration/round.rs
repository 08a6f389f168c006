//! The yearly round: how many have answered, and a new one.

use app::declaration::{RoundDraft, RoundPage};

use super::done;
use crate::failure::{Answer, redirect};
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::Sections;
use crate::pages::case::{Filled, formed, paragraph};
use crate::part::{Choice, Column, Description, Field, Markup, Table};
use crate::sent::Sent;
use crate::text::T;

const START: Access = Access::Act("declaration_round_start");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/bisysslor/runda", Access::Act("declaration_figures"), show),
        Page::get("/bisysslor/runda/ny", START, new),
        Page::post("/bisysslor/runda/ny", START, sent),
    ]
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    round_page(&visit, &app.declaration_figures(cx).await?)
}

/// The page.
pub(crate) fn round_page(visit: &Visit, shown: &RoundPage) -> Answer {
    let t = visit.t();
    let frame = visit.frame(t.declaration_round_title()).below("/bisysslor", t.declaration_list_title());
    let mut page =
        Sections::new(frame, t.declaration_round_lead()).primary("/bisysslor/runda/ny", t.declaration_round_new());
    if let Some(notice) = done(visit) {
        page = page.notice(&notice);
    }
    let Some(round) = &shown.round else {
        return page.section(t.declaration_round_now(), paragraph(t.declaration_round_none())).answer();
    };
    let units = if shown.units.is_empty() { t.declaration_round_all().to_owned() } else { shown.units.join(", ") };
    let facts = Description::new()
        .row(t.declaration_round_started(), t.moment(round.started_at))
        .row(t.declaration_round_last(), Markup::day(round.last_day))
        .row(t.declaration_round_who(), units);
    page.section(t.declaration_round_now(), Markup::of(&facts))
        .section(
            t.declaration_round_answers(),
            Markup::of(&figures(t, shown)).then(&paragraph(t.declaration_round_note())),
        )
        .answer()
}

fn figures(t: T, shown: &RoundPage) -> Table {
    let columns = vec![
        Column::text(t.incident_unit()),
        Column::number(t.declaration_answered()),
        Column::number(t.declaration_not_answered()),
        Column::number(t.incident_sum()),
    ];
    let names = shown.answers.units.iter().map(String::as_str).chain([t.incident_sum()]);
    let rows = names.zip(&shown.answers.table.rows).map(|(name, cells)| -> Vec<Markup> {
        [name.into()].into_iter().chain(cells.iter().map(|cell| cell.text().into())).collect()
    });
    Table::new(t, "svar", t.declaration_round_answers(), columns).rows(rows).under_heading()
}

async fn new(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    round_form(&visit, &app.declaration_figures(cx).await?.all_units, &Filled::default())
}

/// The form of a new round.
pub(crate) fn round_form(visit: &Visit, units: &[(String, String)], filled: &Filled) -> Answer {
    let t = visit.t();
    let units = units.iter().map(|(id, name)| Choice::new(id, name)).collect::<Vec<_>>();
    let mut form = visit
        .form("/bisysslor/runda/ny")
        .with_error(filled.general.clone())
        .field(filled.into("dag", Field::date(t, "dag", t.declaration_round_last())));
    if !units.is_empty() {
        let field = Field::checks(t, "enheter", t.declaration_round_units(), units);
        form = form.field(filled.with_boxes("enheter", field.with_hint(t.declaration_round_units_hint()).optional()));
    }
    let form = form.submit(t.declaration_round_start()).or_back("/bisysslor/runda");
    let frame = visit.frame(t.declaration_round_new()).below("/bisysslor", t.declaration_list_title());
    formed(
        frame.below("/bisysslor/runda", t.declaration_round_title()),
        paragraph(t.declaration_round_new_lead()),
        form,
    )
}

async fn sent(visit: Visit, sent: Sent) -> Answer {
    let ((app, cx), t) = (visit.acts()?, visit.t());
    let mut filled = Filled::of(&sent, &["dag", "enheter"]);
    if let (Some(last_day), true) = (filled.day(t, "dag"), filled.is_right()) {
        let units = filled.all("enheter").map(str::to_owned).collect();
        match app.declaration_round_start(cx, RoundDraft { units, last_day }).await {
            Ok(()) => return redirect("/bisysslor/runda?klart=startad"),
            Err(error) => filled = filled.refused(error, &[("last_day", "dag"), ("units", "enheter")])?,
        }
    }
    let units = app.declaration_figures(cx).await?.all_units;
    round_form(&visit, &units, &filled)
}
