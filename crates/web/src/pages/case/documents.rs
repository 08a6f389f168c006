//! Documents: made of the case by the templates of its routine, as tagged PDF.

use std::collections::BTreeMap;

use casework::routine::Template;

use super::{Filled, Section, Seen, Tab, form_page, id, paragraph, said, seen};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::{Access, Page, Visit};
use crate::part::{Choice, Column, Field, Markup, Table};
use crate::sent::Sent;
use crate::text::T;

const MAKE: Access = Access::Act("case_document_make");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/arenden/{id}/dokument", super::SHOW, show),
        Page::get("/arenden/{id}/dokument/ny/{template}", MAKE, make),
        Page::post("/arenden/{id}/dokument/ny/{template}", MAKE, make_sent),
        Page::get("/arenden/{id}/dokument/{file}", Access::Act("case_document_show"), file),
    ]
}

async fn show(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    documents(&visit, &seen)
}

/// The page.
pub(crate) fn documents(visit: &Visit, seen: &Seen) -> Answer {
    let t = visit.t();
    let mut tab = Tab::new(visit, seen, "dokument", t.case_tab_documents()).lead(t.case_documents_lead());
    if seen.may("case_document_make") {
        let link = |template: &Template| {
            Markup::link(
                &seen.path(&format!("dokument/ny/{}", template.id)),
                &t.case_document_make(said(t, &template.title)),
            )
        };
        let links = super::points(seen.page.case.routine.templates.iter().map(link));
        tab = tab.section(Section::new(t.case_document_new()).with(links));
    }
    tab.section(made(t, seen)).section(super::disclosure::section(t, seen)).answer()
}

fn made(t: T, seen: &Seen) -> Section {
    let columns = [t.case_document(), t.case_document_made(), t.case_evidence_hash()].map(Column::text).into();
    let rows = seen.page.case.documents.iter().map(|one| -> Vec<Markup> {
        let hash = format!(r#"<span class="mono secret">{}</span>"#, crate::part::escaped(&one.what.hash));
        vec![
            Markup::link(&seen.path(&format!("dokument/{}", one.what.file)), &t.case_document_get(&one.what.title)),
            t.case_at_by(t.moment(one.at), seen.name(t, one.by)).into(),
            Markup::raw(hash),
        ]
    });
    let table = Table::new(t, "dokument", t.case_documents(), columns).under_heading().rows(rows);
    Section::new(t.case_documents()).with(Markup::of(&table.when_empty(t.case_documents_empty())))
}

fn template<'a>(visit: &Visit, seen: &'a Seen) -> Result<&'a Template, Failure> {
    seen.page.case.routine.template(visit.param("template")).ok_or(Failure::NotFound)
}

async fn make(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    make_form(&visit, &seen, template(&visit, &seen)?, &Filled::default())
}

fn field(id: &str) -> String {
    format!("svar-{id}")
}

/// The page that makes a document.
pub(crate) fn make_form(visit: &Visit, seen: &Seen, template: &Template, filled: &Filled) -> Answer {
    let t = visit.t();
    let case = &seen.page.case;
    let mut form = visit.form(seen.path(&format!("dokument/ny/{}", template.id))).with_error(filled.general.clone());
    let decisions: Vec<Choice> = case
        .measures
        .iter()
        .flat_map(|(id, state)| state.decisions.iter().map(move |decision| (id, decision)))
        .map(|(id, decision)| {
            let title = case.routine.measure(id).map_or(id.as_str(), |measure| said(t, &measure.title));
            let day = t.day(decision.decided.what.from);
            Choice::new(decision.decided.seq.to_string(), t.case_decision_of(day, title))
        })
        .collect();
    if !decisions.is_empty() {
        let field = Field::select(t, "beslut", t.case_document_decision(), decisions).optional();
        form = form.field(filled.into("beslut", field.with_hint(t.case_document_decision_hint())));
    }
    for fill in template.fills() {
        let name = field(&fill.id);
        let label = super::capital(&fill.prompt);
        form = form.field(filled.into(&name, Field::area(t, name.clone(), label).with_rows(4).optional()));
    }
    let title = t.case_document_make(said(t, &template.title));
    let form = form.submit(t.case_document_submit()).or_back(seen.path("dokument")).guarded();
    form_page(visit, seen, &title, paragraph(t.case_document_lead()), form)
}

async fn make_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let template = template(&visit, &seen)?;
    let names: Vec<String> = template.fills().map(|fill| field(&fill.id)).chain(["beslut".to_owned()]).collect();
    let mut filled = Filled::of(&sent, &names.iter().map(String::as_str).collect::<Vec<_>>());
    let answers: BTreeMap<String, String> =
        template.fills().filter_map(|fill| Some((fill.id.clone(), filled.some(&field(&fill.id))?))).collect();
    let decision = filled.value("beslut").parse().ok();
    match app.case_document_make(cx, seen.id, (&template.id, decision), &answers).await {
        Ok(_) => return redirect(&seen.path("dokument?klart=skrivet")),
        Err(error) => filled = filled.refused(error, &[])?,
    }
    make_form(&visit, &seen, template, &filled)
}

async fn file(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let file = visit.param("file").parse().map_err(|_| Failure::NotFound)?;
    let (title, pdf) = app.case_document_show(cx, id(&visit)?, file).await?;
    let name: String = title.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(60).collect();
    let disposition = format!(r#"attachment; filename="{name}.pdf""#);
    Ok(super::file::sent(pdf, "application/pdf", &disposition))
}
