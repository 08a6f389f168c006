//! What leaves the case for another authority: proposed by one and approved by another, after weighing.

use app::case::two_to_be;
use casework::{Disclosure, Event};

use super::{Filled, Section, Seen, form_page, paragraph, points, seen};
use crate::failure::{Answer, redirect};
use crate::frame::{Access, Page, Visit};
use crate::part::{Column, Field, Markup, Table};
use crate::sent::Sent;
use crate::text::T;

const EXPORT: Access = Access::Act("case_export_propose");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/arenden/{id}/utlamnande", EXPORT, disclose),
        Page::post("/arenden/{id}/utlamnande", EXPORT, disclose_sent),
    ]
}

/// What was disclosed.
pub(super) fn section(t: T, seen: &Seen) -> Section {
    let columns = [t.case_disclosed_to(), t.case_disclosed_items(), t.case_law(), t.case_told_on()];
    let rows = seen.page.case.disclosures.iter().map(|one| -> Vec<Markup> {
        let what = &one.what;
        let items = points(what.items.iter().map(|item| Markup::text(item)));
        vec![what.to.clone().into(), items, what.law.clone().into(), Markup::day(what.on)]
    });
    let table = Table::new(t, "utlamnat", t.case_disclosed(), columns.map(Column::text).into()).under_heading();
    let table = table.rows(rows).when_empty(t.case_disclosed_none());
    let section = Section::new(t.case_disclosed()).with(Markup::of(&table));
    match seen.may("case_export_propose") {
        true => section.link(&seen.path("utlamnande"), t.case_disclose()),
        false => section,
    }
}

async fn disclose(visit: Visit) -> Answer {
    let (_, cx, seen) = seen(&visit).await?;
    form(&visit, &seen, &Filled::default().put("dag", cx.today().to_string()))
}

fn form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let items = Field::area(t, "vad", t.case_disclosed_items()).with_hint(t.case_disclosed_items_hint());
    let form = visit
        .form(seen.path("utlamnande"))
        .with_error(filled.general.clone())
        .field(filled.into("till", Field::text(t, "till", t.case_disclosed_to())))
        .field(filled.into("vad", items))
        .field(filled.into("lagrum", Field::text(t, "lagrum", t.case_law()).with_hint(t.case_law_hint())))
        .field(filled.into("avvagning", Field::area(t, "avvagning", t.case_weighing())))
        .field(filled.into("dag", Field::date(t, "dag", t.case_told_on())))
        .submit(t.case_disclose())
        .or_back(seen.path("dokument"));
    let before = paragraph(t.case_disclose_lead()).then(&paragraph(t.case_two_lead()));
    form_page(visit, seen, t.case_disclose(), before, form)
}

async fn disclose_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let t = visit.t();
    let mut filled = Filled::of(&sent, &["till", "vad", "lagrum", "avvagning", "dag"]);
    filled.need(&[
        ("till", t.case_disclosed_to_missing()),
        ("vad", t.case_disclosed_items_missing()),
        ("lagrum", t.case_law_missing()),
        ("avvagning", t.case_weighing_missing()),
    ]);
    if let (Some(on), true) = (filled.day(t, "dag"), filled.is_right()) {
        let items = filled.text("vad");
        let items = items.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let weighing = filled.text("avvagning");
        let event = Disclosure {
            to: filled.text("till"),
            items,
            law: filled.text("lagrum"),
            weighing: weighing.clone(),
            on,
            two: two_to_be(cx),
        };
        match app.case_propose(cx, seen.id, Event::Disclosed(event), &weighing).await {
            Ok(_) => return redirect(&seen.path("dokument?klart=foreslaget")),
            Err(error) => filled = filled.refused(error, &[("reason", "avvagning")])?,
        }
    }
    form(&visit, &seen, &filled)
}
