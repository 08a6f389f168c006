//! The recruitments that the person takes part in.

use std::collections::BTreeSet;

use app::recruitment::RecruitmentRow;
use casework::id::PersonId;

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
    let may = app.acts_somewhere(cx, LISTED).into_iter().collect();
    list(&visit, &app.recruitment_list(cx).await?, &Lists { me: cx.person, may })
}

/// What the page of recruitments leads to.
const LISTED: [&str; 4] = ["recruitment_open", "recruitment_show", "lawful_list", "extract_list"];

/// Who reads the list, and what they may do in the role of now.
pub(crate) struct Lists {
    pub(crate) me: PersonId,
    pub(crate) may: BTreeSet<&'static str>,
}

impl Lists {
    /// Who may do everything that the page leads to.
    pub(crate) fn all(me: PersonId) -> Self {
        Self { me, may: LISTED.into() }
    }
}

/// The page of these recruitments.
pub(crate) fn list(visit: &Visit, rows: &[RecruitmentRow], of: &Lists) -> Answer {
    let t = visit.t();
    let today = app::swedish_day(visit.now());
    let recruits = of.may.contains("recruitment_open");
    let lead = if recruits { t.recruitment_lead() } else { t.recruitment_assess_lead() };
    let mut page = Sections::new(visit.frame(t.recruitment_title()), lead);
    if recruits {
        page = page.primary("/rekrytering/ny", t.recruitment_new_title());
    }
    if of.may.contains("lawful_list") {
        page = page.link("/rekrytering/lagen", t.law_title());
    }
    if of.may.contains("extract_list") {
        page = page.link("/utdrag", t.extract_title());
    }
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
        let only_assesses = row.recruitment.as_ref().is_some_and(|one| one.only_assesses(of.me));
        let path = match only_assesses || !of.may.contains("recruitment_show") {
            true => format!("/rekrytering/{}/intervjuer", row.id),
            false => format!("/rekrytering/{}", row.id),
        };
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
