//! The person's reports, the nearest last day first.

use app::report::ReportRow;

use super::{called, path, words};
use crate::failure::Answer;
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::Sections;
use crate::part::{Chip, Column, Markup, Table, Tone};
use crate::text::T;

pub(super) fn pages() -> Vec<Page> {
    vec![Page::get("/rapporter", Access::Act("report_list"), show)]
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    list(&visit, &app.report_list(cx).await?)
}

/// The page of these reports.
pub(crate) fn list(visit: &Visit, rows: &[ReportRow]) -> Answer {
    let t = visit.t();
    let columns = [t.report_one(), t.report_matter(), t.case_state(), t.case_next(), t.case_due(), t.case_authority()];
    let table = Table::new(t, "rapporter", t.report_list_title(), columns.map(Column::text).into()).under_heading();
    let table = table.rows(rows.iter().map(|one| row(t, one))).when_empty(t.report_list_empty());
    let mut page = Sections::new(visit.frame(t.report_list_title()), t.report_list_lead());
    if rows.iter().any(|row| row.matter.is_none()) {
        page = page.link("/las-upp?till=%2Frapporter", t.report_unlock());
    }
    page = page.link("/rapporter/muntlig", t.report_oral_title()).link("/rapporter/siffror", t.report_figures_title());
    page.section(t.report_list_title(), Markup::of(&table)).answer()
}

fn row(t: T, row: &ReportRow) -> Vec<Markup> {
    let mut name = Markup::link(&path(row.id, ""), &called(t, row.id, &row.arrived));
    if row.is_unread {
        name = name.then(&Chip::new(Tone::Info, t.report_unread()).into());
    }
    let matter = row.matter.map_or(t.report_locked(), |one| words::matter(t, one));
    let left = row.days_left.map(|days| Chip::days_left(t, days).into()).unwrap_or_default();
    let next = row.next.as_ref().map(|(due, duty)| Markup::text(words::duty(t, duty)).then(&Markup::day(*due)));
    let state = words::state(t, row.state).into();
    vec![name, matter.into(), state, left, next.unwrap_or_default(), row.authority.clone().into()]
}
