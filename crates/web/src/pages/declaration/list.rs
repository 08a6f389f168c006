//! What the person has declared, and the declarations that they assess or follow.

use app::declaration::{DeclarationRow, OwnDeclarations};
use casework::declaration::Declaration;

use super::{done, words};
use crate::failure::{Answer, redirect};
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::Sections;
use crate::pages::case::bytes_sent;
use crate::part::{Chip, Column, Form, Markup, Notice, Table, Tone};
use crate::sent::Sent;
use crate::text::T;

const EXPORT: Access = Access::Act("declaration_export");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/bisysslor", Access::Act("declaration_mine"), show),
        Page::get("/bisysslor/register.csv", EXPORT, register),
        Page::post("/bisysslor/gallra", Access::Act("declaration_dispose"), dispose),
    ]
}

/// What the page shows beside the person's own.
#[derive(Debug, Clone, Default)]
pub(crate) struct Listed {
    /// The declarations to assess or follow; none for who has no such.
    pub(crate) rows: Option<Vec<DeclarationRow>>,
    /// Whether the person runs rounds.
    pub(crate) runs_rounds: bool,
    /// Those who have not answered the round, for who leads them.
    pub(crate) missing: Vec<String>,
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let mine = app.declaration_mine(cx).await?;
    let may = app.acts_somewhere(cx, ["declaration_list", "declaration_figures"]);
    let mut listed = Listed { runs_rounds: may.contains(&"declaration_figures"), ..Listed::default() };
    if may.contains(&"declaration_list") {
        listed.rows = Some(app.declaration_list(cx).await?);
        listed.missing = app.declaration_missing(cx).await?;
    }
    list(&visit, &mine, &listed)
}

/// The page.
pub(crate) fn list(visit: &Visit, mine: &OwnDeclarations, listed: &Listed) -> Answer {
    let t = visit.t();
    let mut page = Sections::new(visit.frame(t.declaration_list_title()), t.declaration_list_lead())
        .primary("/bisysslor/ny", t.declaration_new_title());
    if let Some(notice) = done(visit) {
        page = page.notice(&notice);
    }
    if let Some(day) = mine.waits {
        page = page.notice(&Notice::new(Tone::Warning, t.declaration_round_waits(t.day(day))));
    }
    if listed.runs_rounds {
        page = page
            .link("/bisysslor/runda", t.declaration_round_title())
            .link("/bisysslor/register.csv", t.declaration_register());
    }
    page = page.section(t.declaration_mine_title(), Markup::of(&own(t, &mine.declarations)));
    if let Some(rows) = &listed.rows {
        page = page.section(t.declaration_to_assess(), Markup::of(&others(t, rows)));
        if !listed.missing.is_empty() {
            let names = listed.missing.iter().map(|name| Markup::text(name));
            let lead = crate::pages::case::paragraph(t.declaration_missing_lead());
            page = page.section(t.declaration_missing(), lead.then(&crate::pages::case::points(names)));
        }
    }
    if listed.runs_rounds {
        let form: Form = visit.form("/bisysslor/gallra").submit(t.declaration_dispose()).quiet();
        let lead = crate::pages::case::paragraph(t.declaration_dispose_lead());
        page = page.section(t.declaration_disposal(), lead.then(&Markup::of(&form)));
    }
    page.answer()
}

fn own(t: T, declarations: &[Declaration]) -> Table {
    let columns = [t.declaration_declared_on(), t.case_state(), t.declaration_holds()].map(Column::text).into();
    let rows = declarations.iter().enumerate().map(|(at, one)| -> Vec<Markup> {
        let link = Markup::link(&format!("/bisysslor/mina/{}", one.id), &t.day(one.declared_on()));
        let holds = if at == 0 { t.declaration_now() } else { t.declaration_replaced() };
        vec![link, words::whole(t, one).into(), holds.into()]
    });
    let table = Table::new(t, "mina", t.declaration_mine_title(), columns).under_heading();
    table.rows(rows).when_empty(t.declaration_mine_empty())
}

fn others(t: T, rows: &[DeclarationRow]) -> Table {
    let columns = [t.case_name(), t.case_state(), t.declaration_review_by(), t.declaration_declared_on()];
    let row = |row: &DeclarationRow| -> Vec<Markup> {
        let one = &row.declaration;
        let due = one.review_by().map(Markup::day).unwrap_or_default();
        let mine = row.is_mine_to_assess && !one.is_settled();
        let chip = if mine { Chip::new(Tone::Info, t.declaration_yours()).into() } else { Markup::default() };
        let name = Markup::link(&format!("/bisysslor/{}", one.id), &row.name);
        vec![name, Markup::from(words::whole(t, one)).then(&chip), due, Markup::day(one.declared_on())]
    };
    let table = Table::new(t, "bedoma", t.declaration_to_assess(), columns.map(Column::text).into()).under_heading();
    table.rows(rows.iter().map(row)).when_empty(t.declaration_to_assess_empty())
}

async fn register(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let bytes = app.declaration_export(cx).await?;
    Ok(bytes_sent(bytes, "text/csv; charset=utf-8", "attachment; filename=\"bisysslor.csv\""))
}

async fn dispose(visit: Visit, _: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    app.declaration_dispose(cx).await?;
    redirect("/bisysslor?klart=gallrat")
}
