//! A declaration for whoever made it: what was decided, by whom, why, and what can be done about it.

use std::collections::BTreeMap;

use casework::declaration::Declaration;
use casework::id::PersonId;

use super::{decision_sent, done, id, number, words};
use crate::failure::{Answer, Failure};
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::Sections;
use crate::pages::case::paragraph;
use crate::part::{Markup, Notice, Tone};

const MINE: Access = Access::Act("declaration_mine");

pub(super) fn pages() -> Vec<Page> {
    vec![Page::get("/bisysslor/mina/{id}", MINE, show), Page::get("/bisysslor/mina/{id}/beslut/{tie}", MINE, decision)]
}

async fn decision(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    decision_sent(app.declaration_decision_mine(cx, id(&visit)?, number(&visit)?).await?)
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let (id, mine) = (id(&visit)?, app.declaration_mine(cx).await?);
    let is_last = mine.declarations.first().is_some_and(|first| first.id == id);
    let one = mine.declarations.iter().find(|one| one.id == id).ok_or(Failure::NotFound)?;
    own_page(&visit, one, &mine.names, is_last)
}

/// The page.
pub(crate) fn own_page(visit: &Visit, one: &Declaration, names: &BTreeMap<PersonId, String>, is_last: bool) -> Answer {
    let t = visit.t();
    let frame =
        visit.frame(t.declaration_of_day(t.day(one.declared_on()))).below("/bisysslor", t.declaration_list_title());
    let mut page = Sections::new(frame, t.declaration_own_lead(t.moment(one.declared_at)));
    if let Some(notice) = done(visit) {
        page = page.notice(&notice);
    }
    if is_last {
        page = page.primary("/bisysslor/ny", t.declaration_change());
    } else {
        page = page.notice(&Notice::new(Tone::Info, t.declaration_is_replaced()));
    }
    if one.ties.is_empty() {
        page = page.section(t.declaration_mine_title(), paragraph(t.declaration_nothing_long()));
    }
    for (number, declared) in (1..).zip(&one.ties) {
        let decision = words::decision(t, declared, &format!("/bisysslor/mina/{}/beslut/{number}", one.id));
        let body = Markup::of(&words::tie(t, one, declared, names)).then(&decision);
        page = page.section(words::title(t, one, declared), body);
    }
    page.answer()
}
