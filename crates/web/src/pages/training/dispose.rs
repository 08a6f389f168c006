//! Disposal of what is written of people's training: how long it is kept, what its time is over for, what was disposed of.

use app::training::{DisposalPage, Disposed, shown};
use casework::routine::Certainty;

use crate::failure::{Answer, redirect};
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::{Sections, done};
use crate::pages::case::words as case_words;
use crate::part::{Column, Description, Form, Markup, Table};
use crate::sent::Sent;
use crate::text::{Lang, T};

const DISPOSE: Access = Access::Act("training_dispose");
const PATH: &str = "/utbildning/gallring";

pub(super) fn pages() -> Vec<Page> {
    vec![Page::get(PATH, DISPOSE, show), Page::post(PATH, DISPOSE, sent)]
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    disposal_page(&visit, &app.training_disposal(cx).await?)
}

async fn sent(visit: Visit, _: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    app.training_dispose(cx).await?;
    redirect(&format!("{PATH}?klart=gallrat"))
}

/// The page.
pub(crate) fn disposal_page(visit: &Visit, page: &DisposalPage) -> Answer {
    let t = visit.t();
    let frame = visit.frame(t.training_disposal_title()).below("/utbildning", t.training_title());
    let mut shown = Sections::new(frame, t.training_disposal_lead())
        .notice(done(visit, &[("gallrat", t.training_disposal_done())]))
        .section(t.training_keep_title(), keep(t, page));
    let over = if page.over.is_empty() {
        Markup::text(t.training_disposal_none()).paragraph()
    } else {
        let form: Form = visit.form(PATH).submit(t.training_disposal_submit()).grave();
        let lead = Markup::text(t.training_disposal_decision()).paragraph();
        Markup::of(&counts(t, ("over", t.training_disposal_over()), &page.over)).then(&lead).then(&Markup::of(&form))
    };
    shown = shown.section(t.training_disposal_over(), over);
    let before = counts(t, ("gallrat", t.training_disposal_before()), &page.before);
    shown.section(t.training_disposal_before(), Markup::of(&before)).answer()
}

/// How long, and what that rests on.
fn keep(t: T, page: &DisposalPage) -> Markup {
    let mut facts = Description::new();
    if let Some(plan) = &page.plan {
        facts = facts
            .row(t.training_keep_months(), t.number(plan.months.into()))
            .row(t.training_keep_source(), plan.source.as_str());
    } else if let Some(one) = &page.proposed {
        let says = if t.lang() == Lang::Sv { &one.sv } else { &one.en };
        let mut source = Markup::text(&one.source);
        if one.certainty != Certainty::C {
            source = source.then(&case_words::certainty(t, one.certainty));
        }
        facts = facts
            .row(t.training_keep_months(), t.number(one.months.into()))
            .row(t.training_keep_says(), says.as_str())
            .row(t.training_keep_law(), one.law.as_str())
            .row(t.training_keep_source(), source)
            .row(t.training_keep_read(), Markup::day(one.read));
    }
    let link = Markup::link("/utbildning/krav", t.training_demand_title()).paragraph();
    Markup::of(&facts).then(&link)
}

/// Counts that nobody can be made out of.
fn counts(t: T, (id, caption): (&str, &str), of: &Disposed) -> Table {
    let text = |many: u64| match shown(many) {
        Some(many) => t.training_at_least(i64::try_from(many).unwrap_or(i64::MAX)),
        None => t.training_fewer_than_five().to_owned(),
    };
    let rows = [
        (t.training_disposed_passes(), of.passed()),
        (t.training_disposed_attempts(), of.attempts),
        (t.training_disposed_guidance(), of.guidance),
        (t.training_disposed_sessions(), of.sessions),
        (t.training_disposed_came(), of.came),
        (t.training_disposed_people(), of.people),
    ];
    let rows = rows.into_iter().filter(|(_, many)| *many > 0);
    let rows = rows.map(|(name, many)| vec![Markup::from(name), text(many).into()]);
    let columns = vec![Column::text(t.training_disposed_what()), Column::number(t.training_disposed_many())];
    let table = Table::new(t, id, caption, columns).under_heading();
    table.rows(rows).when_empty(t.training_disposed_nothing())
}
