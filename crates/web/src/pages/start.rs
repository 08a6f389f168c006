//! The start page: what is yours, and which deadlines run.

use askama::Template;

use crate::failure::{Answer, page};
use crate::frame::{Frame, Visit};
use crate::part::{Cell, Column, Markup, Table};
use crate::text::T;

/// What the start page shows, as rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Start {
    /// A message at the top.
    pub(crate) notice: Markup,
    /// What, state.
    pub(crate) mine: Vec<Vec<Cell>>,
    /// What, days left, last day.
    pub(crate) deadlines: Vec<Vec<Cell>>,
}

#[derive(Template)]
#[template(path = "start_page.html")]
struct StartPage {
    frame: Frame,
    t: T,
    notice: Markup,
    mine: Table,
    deadlines: Table,
}

pub(crate) fn start_page(visit: &Visit, start: Start) -> Answer {
    let t = visit.t();
    let what = || Column::text(t.start_what());
    let state = || Column::text(t.start_state());
    let mine = Table::new(t, "mine", t.start_mine(), vec![what(), state()]).under_heading();
    let deadlines =
        Table::new(t, "deadlines", t.start_deadlines(), vec![what(), state(), Column::text(t.start_when())]);
    page(&StartPage {
        frame: visit.frame(t.start_title()),
        t,
        notice: start.notice,
        mine: mine.rows(start.mine).when_empty(t.start_mine_empty()),
        deadlines: deadlines.rows(start.deadlines).when_empty(t.start_deadlines_empty()).under_heading(),
    })
}

pub(super) async fn show(visit: Visit) -> Answer {
    start_page(&visit, Start::default())
}
