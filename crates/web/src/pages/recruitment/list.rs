//! The recruitments that the person takes part in.

use app::recruitment::RecruitmentRow;

use super::words;
use crate::failure::Answer;
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::Sections;
use crate::part::{Chip, Column, Icon, Markup, Table, Tone};
use crate::text::T;

pub(super) fn pages() -> Vec<Page> {
    vec![Page::get("/rekrytering", Access::Act("recruitment_list"), show)]
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    list(&visit, &app.recruitment_list(cx).await?)
}

/// The page of these recruitments.
pub(crate) fn list(visit: &Visit, rows: &[RecruitmentRow]) -> Answer {
    let t = visit.t();
    let today = app::swedish_day(visit.now());
    let mut page = Sections::new(visit.frame(t.recruitment_title()), t.recruitment_lead())
        .primary("/rekrytering/ny", t.recruitment_new_title())
        .link("/rekrytering/lagen", t.law_title());
    if rows.iter().any(|row| row.recruitment.is_none() && row.state.as_str() != "disposed") {
        page = page.link(format!("/las-upp?till={}", crate::failure::encoded("/rekrytering")), t.case_unlock());
    }
    let columns = [
        t.recruitment_post(),
        t.recruitment_form(),
        t.case_state(),
        t.recruitment_candidates(),
        t.recruitment_opened(),
        t.recruitment_keep_until(),
    ];
    let row = |row: &RecruitmentRow| -> Vec<Markup> {
        let path = format!("/rekrytering/{}", row.id);
        let opened = t.stamped_day(&row.opened_at);
        let (post, form, many) = match &row.recruitment {
            Some(one) => {
                let many = t.number(i64::try_from(one.candidates.len()).unwrap_or(i64::MAX));
                (Markup::link(&path, &one.post.title), words::form(t, one.post.form), many)
            }
            None => {
                let link = Markup::link(&path, &t.recruitment_locked(&opened));
                (Markup::raw(format!("{} ", Icon::Lock)).then(&link), "", String::new())
            }
        };
        let late = row.keep_until.is_some_and(|day| day < today);
        let keep = row.keep_until.map(Markup::day).unwrap_or_default();
        let keep = if late { keep.then(&Chip::new(Tone::Warning, t.recruitment_to_dispose()).into()) } else { keep };
        vec![post, form.into(), state(t, row).into(), many.into(), opened.into(), keep]
    };
    let table = Table::new(t, "rekryteringar", t.recruitment_mine(), columns.map(Column::text).into()).under_heading();
    let table = table.rows(rows.iter().map(row)).when_empty(t.recruitment_empty());
    page.section(t.recruitment_mine(), Markup::of(&table)).answer()
}

fn state(t: T, row: &RecruitmentRow) -> Chip {
    match row.state.as_str() {
        "open" => Chip::new(Tone::Info, t.recruitment_state_open()),
        _ => Chip::new(Tone::Done, t.recruitment_state_decided()),
    }
}
