//! A declaration for the nearest manager and for HR: tie by tie, with what can be decided.

use app::declaration::DeclarationPage;
use casework::declaration::Standing;

use super::{decision_sent, done, id, number, words};
use crate::failure::Answer;
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::Sections;
use crate::pages::case::{paragraph, points};
use crate::part::{Description, Markup, Notice, Tone};

pub(super) const SHOW: Access = Access::Act("declaration_show");

pub(super) fn pages() -> Vec<Page> {
    vec![Page::get("/bisysslor/{id}", SHOW, show), Page::get("/bisysslor/{id}/beslut/{tie}", SHOW, decision)]
}

async fn decision(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    decision_sent(app.declaration_decision(cx, id(&visit)?, number(&visit)?).await?)
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let shown = app.declaration_show(cx, id(&visit)?).await?;
    show_page(&visit, &shown)
}

/// The page.
pub(crate) fn show_page(visit: &Visit, shown: &DeclarationPage) -> Answer {
    let (t, one) = (visit.t(), &shown.declaration);
    let title = t.declaration_of(t.day(one.declared_on()), &shown.name);
    let mut page = Sections::new(visit.frame(title).below("/bisysslor", t.declaration_list_title()), "");
    if let Some(notice) = done(visit) {
        page = page.notice(&notice);
    }
    if shown.is_replaced {
        page = page.notice(&Notice::new(Tone::Info, t.declaration_is_replaced()));
    }
    let manager = shown.manager.clone().unwrap_or_else(|| t.declaration_no_manager().to_owned());
    let facts = Description::new()
        .row(t.declaration_declared_on(), t.moment(one.declared_at))
        .row(t.case_state(), words::whole(t, one))
        .row(t.declaration_assesses(), manager)
        .row(t.declaration_review_by(), one.review_by().map(Markup::day).unwrap_or_default())
        .row(t.declaration_keep_until(), Markup::day(one.keep_until()));
    page = page.section(t.declaration_about(), Markup::of(&facts));
    for (number, declared) in (1..).zip(&one.ties) {
        let mut body = Markup::of(&words::tie(t, one, declared, &shown.names));
        body = body.then(&words::decision(t, declared, &format!("/bisysslor/{}/beslut/{number}", one.id)));
        if shown.may_assess && declared.standing() != Standing::Forbidden {
            let path = |act: &str| format!("/bisysslor/{}/{act}/{number}", one.id);
            let mut links = vec![Markup::link(&path("bedom"), &t.declaration_assess_of(&declared.tie.name))];
            if one.kind_of(&declared.tie).is_some_and(|kind| kind.secondary) {
                links.push(Markup::link(&path("forbjud"), &t.declaration_forbid_of(&declared.tie.name)));
            }
            body = body.then(&points(links));
        }
        page = page.section(words::title(t, one, declared), body);
    }
    if one.ties.is_empty() {
        page = page.section(t.declaration_mine_title(), paragraph(t.declaration_nothing_other()));
    }
    let others = shown.others.iter().map(|(id, day)| Markup::link(&format!("/bisysslor/{id}"), &t.day(*day)));
    let others: Vec<Markup> = others.collect();
    if !others.is_empty() {
        page = page.section(t.declaration_others(), points(others));
    }
    page.answer()
}
