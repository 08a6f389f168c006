//! Who opened the case, did something in it, or tried.

use app::case::Opening;

use super::{Section, Seen, Tab, seen, swedish, words};
use crate::failure::Answer;
use crate::frame::{Access, Page, Visit};
use crate::part::{Column, Markup, Table};

pub(super) fn pages() -> Vec<Page> {
    vec![Page::get("/arenden/{id}/logg", Access::Act("case_openings"), show)]
}

async fn show(visit: Visit) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let openings = app.case_openings(cx, seen.id).await?;
    log(&visit, &seen, &openings)
}

/// The page.
pub(crate) fn log(visit: &Visit, seen: &Seen, openings: &[Opening]) -> Answer {
    let t = visit.t();
    let columns = [t.case_log_at(), t.case_log_who(), t.case_log_role(), t.case_log_what(), t.case_log_outcome()];
    let rows = openings.iter().map(|one| -> Vec<Markup> {
        let action = one.action.parse::<access::Action>();
        let what = action.map_or_else(|_| Markup::text(&one.action), |action| swedish(t, action.label_sv()));
        vec![
            t.stamped(&one.at).into(),
            one.who.clone().into(),
            words::role(t, &one.role).into(),
            what,
            words::went(t, &one.outcome).into(),
        ]
    });
    let table = Table::new(t, "logg", t.case_log(), columns.map(Column::text).into()).under_heading().rows(rows);
    Tab::new(visit, seen, "logg", t.case_tab_log())
        .lead(t.case_log_lead())
        .section(Section::new(t.case_log()).with(Markup::of(&table.when_empty(t.case_log_empty()))))
        .answer()
}
