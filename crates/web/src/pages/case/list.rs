//! The person's cases, the nearest deadline first.

use app::case::CaseRow;

use super::words;
use crate::failure::{Answer, page};
use crate::frame::{Access, Frame, Page, Visit};
use crate::part::{Chip, Column, Icon, Markup, Table};
use crate::text::T;

pub(super) fn pages() -> Vec<Page> {
    vec![Page::get("/arenden", Access::Act("case_list"), show)]
}

#[derive(askama::Template)]
#[template(path = "case_list.html")]
struct List {
    frame: Frame,
    t: T,
    table: Table,
    may_open: bool,
    is_locked: bool,
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let may_open = !app.acts_somewhere(cx, ["case_open"]).is_empty();
    list(&visit, &app.case_list(cx).await?, may_open)
}

/// The page of these cases.
pub(crate) fn list(visit: &Visit, rows: &[CaseRow], may_open: bool) -> Answer {
    let t = visit.t();
    let columns = [t.case_title(), t.case_state(), t.case_next(), t.case_due(), t.case_authority(), t.case_opened_at()];
    let columns = columns.map(Column::text).into();
    let table = Table::new(t, "arenden", t.case_list_title(), columns).under_heading();
    let table = table.rows(rows.iter().map(|one| row(t, one))).when_empty(t.case_list_empty());
    let is_locked = rows.iter().any(|row| row.title.is_none() && row.state != access::CaseState::Disposed);
    page(&List { frame: visit.frame(t.case_list_title()), t, table, may_open, is_locked })
}

fn row(t: T, row: &CaseRow) -> Vec<Markup> {
    let path = format!("/arenden/{}", row.id);
    let title = match &row.title {
        Some(title) => Markup::link(&path, title),
        None if row.state == access::CaseState::Disposed => t.case_disposed_title().into(),
        None => Markup::raw(format!("{} ", Icon::Lock)).then(&Markup::link(&path, &t.case_locked_title(opened(row)))),
    };
    let (due, clock) = row.next.clone().map(|(due, clock)| (Markup::day(due), clock)).unwrap_or_default();
    let left = row.days_left.map(|days| Chip::days_left(t, days).into()).unwrap_or_default();
    let next = super::swedish(t, &clock).then(&due);
    vec![title, words::state(t, row.state).into(), left, next, row.authority.clone().into(), opened(row).into()]
}

fn opened(row: &CaseRow) -> &str {
    row.opened_at.split('T').next().unwrap_or_default()
}
