//! Whom and what the case is about, and what is known of it elsewhere.

use app::case::two_to_be;
use casework::event::{ConcernAdded, ConcernedKind};
use casework::{Concerned, Event};

use super::{Filled, Section, Seen, Tab, form_page, paragraph, seen, words};
use crate::failure::{Answer, encoded, redirect};
use crate::frame::{Access, Page, Visit};
use crate::part::{Column, Field, Markup, Table};
use crate::sent::Sent;
use crate::text::T;

const ADD: Access = Access::Act("case_member_propose");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/arenden/{id}/samband", super::SHOW, show),
        Page::get("/arenden/{id}/samband/berord", ADD, add),
        Page::post("/arenden/{id}/samband/berord", ADD, add_sent),
    ]
}

async fn show(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    links(&visit, &seen)
}

/// The page.
pub(crate) fn links(visit: &Visit, seen: &Seen) -> Answer {
    let t = visit.t();
    let mut tab = Tab::new(visit, seen, "samband", t.case_tab_links()).lead(t.case_links_lead());
    if seen.may("case_member_propose") {
        tab = tab.act(seen.path("samband/berord"), t.case_concern_add());
    }
    tab.section(concerned(t, seen)).section(signals(t, seen)).section(elsewhere(t, seen)).answer()
}

/// The kind of a subject in the registers, when it has a page there.
const fn register(kind: ConcernedKind) -> Option<&'static str> {
    match kind {
        ConcernedKind::Organisation => Some("organisation"),
        ConcernedKind::Unit => Some("unit"),
        _ => None,
    }
}

fn concerned(t: T, seen: &Seen) -> Section {
    let case = &seen.page.case;
    let columns = [t.case_name(), t.case_evidence_kind(), t.case_number()].map(Column::text).into();
    let rows = case.concerned.iter().map(|one| -> Vec<Markup> {
        let id = one.id.as_deref().unwrap_or_default();
        let link = register(one.kind).filter(|_| !id.is_empty());
        let number = match link {
            Some(kind) => Markup::link(&format!("/subjekt/{}/{kind}/{}", case.authority, encoded(id)), id),
            None => id.into(),
        };
        vec![one.name.clone().into(), words::kind(t, one.kind).into(), number]
    });
    let table = Table::new(t, "berorda", t.case_concerned(), columns).under_heading().rows(rows);
    Section::new(t.case_concerned()).with(Markup::of(&table))
}

fn signals(t: T, seen: &Seen) -> Section {
    let links = seen.page.case.signals.iter().map(|link| {
        let path = format!("/signaler/{}/{}", link.authority, link.fingerprint);
        let name: String = link.fingerprint.chars().take(12).collect();
        Markup::link(&path, &t.case_signal_of(link.authority.as_str(), name))
    });
    let body = if seen.page.case.signals.is_empty() { paragraph(t.case_signals_none()) } else { super::points(links) };
    Section::new(t.case_signals_linked()).with(body)
}

fn elsewhere(t: T, seen: &Seen) -> Section {
    let section = Section::new(t.case_elsewhere_title());
    if seen.page.elsewhere.is_empty() {
        return section.with(paragraph(t.case_elsewhere_none()));
    }
    section.with(paragraph(&t.case_elsewhere(seen.page.elsewhere.join(", ")))).with(paragraph(t.case_elsewhere_more()))
}

async fn add(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    add_form(&visit, &seen, &Filled::default())
}

fn add_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let kinds = words::choices(&words::KINDS, |kind| words::kind(t, kind));
    let form =
        visit
            .form(seen.path("samband/berord"))
            .with_error(filled.general.clone())
            .field(filled.into("slag", Field::select(t, "slag", t.case_evidence_kind(), kinds)))
            .field(filled.into("namn", Field::text(t, "namn", t.case_name())))
            .field(filled.into(
                "nummer",
                Field::text(t, "nummer", t.case_number()).with_hint(t.case_concerned_id_hint()).optional(),
            ))
            .field(filled.into("skal", Field::area(t, "skal", t.case_reason()).with_rows(3)))
            .submit(t.case_concern_submit())
            .or_back(seen.path("samband"));
    let before = paragraph(t.case_concern_lead()).then(&paragraph(t.case_two_lead()));
    form_page(visit, seen, t.case_concern_add(), before, form)
}

async fn add_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let t = visit.t();
    let mut filled = Filled::of(&sent, &["slag", "namn", "nummer", "skal"]);
    filled.need(&[("slag", t.case_choose()), ("namn", t.case_concerned_missing()), ("skal", t.case_reason_missing())]);
    let kind = words::one(&words::KINDS, filled.value("slag"));
    if let (Some(kind), true) = (kind, filled.is_right()) {
        let concerned = Concerned { kind, id: filled.some("nummer"), name: filled.text("namn"), person: None };
        let event = Event::ConcernAdded(ConcernAdded { concerned, two: two_to_be(cx) });
        match app.case_propose(cx, seen.id, event, &filled.text("skal")).await {
            Ok(_) => return redirect(&seen.path("samband?klart=foreslaget")),
            Err(error) => filled = filled.refused(error, &[("reason", "skal")])?,
        }
    }
    add_form(&visit, &seen, &filled)
}
