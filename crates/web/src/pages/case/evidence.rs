//! Evidence: what was taken, its hash and who has had it.

use casework::event::CustodyAdded;
use casework::{Custody, Event, Evidence, EvidenceKind};

use super::{Filled, Section, Seen, Tab, form_page, paragraph, seen, words};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::{Access, Page, Visit};
use crate::part::{Column, Description, Field, Markup, Table};
use crate::sent::Sent;
use crate::text::T;

const TAKE: Access = Access::Act("case_evidence");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/arenden/{id}/underlag", super::SHOW, show),
        Page::get("/arenden/{id}/underlag/annat", TAKE, other),
        Page::post("/arenden/{id}/underlag/annat", TAKE, other_sent),
        Page::get("/arenden/{id}/underlag/{seq}/kedja", TAKE, custody),
        Page::post("/arenden/{id}/underlag/{seq}/kedja", TAKE, custody_sent),
    ]
}

async fn show(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    evidence(&visit, &seen)
}

/// The page.
pub(crate) fn evidence(visit: &Visit, seen: &Seen) -> Answer {
    let t = visit.t();
    let mut tab = Tab::new(visit, seen, "underlag", t.case_tab_evidence());
    tab = tab.lead(if seen.page.case.evidence.is_empty() { t.case_evidence_empty() } else { t.case_evidence_lead() });
    if seen.may("case_file_add") {
        tab = tab.act(seen.path("underlag/fil"), t.case_file_add());
    }
    for item in &seen.page.case.evidence {
        tab = tab.section(section(t, seen, item));
    }
    if seen.may("case_evidence") {
        tab = tab
            .section(Section::new(t.case_evidence_elsewhere()).link(&seen.path("underlag/annat"), t.case_other_add()));
    }
    tab.answer()
}

fn section(t: T, seen: &Seen, item: &casework::EvidenceItem) -> Section {
    let (taken, what) = (&item.taken, &item.taken.what);
    let hash = Markup::raw(format!(r#"<span class="mono secret">{}</span>"#, crate::part::escaped(&what.hash)));
    let facts = Description::new()
        .row(t.case_evidence_kind(), words::evidence(t, what.kind))
        .row(t.case_evidence_from(), what.from.as_str())
        .row(t.case_evidence_by(), what.handed_over_by.as_str())
        .row(t.case_evidence_taken(), t.case_at_by(t.moment(taken.at), seen.name(t, taken.by)))
        .row(t.case_evidence_hash(), hash);
    let mut section = Section::new(format!("{}. {}", taken.seq, what.title)).with(Markup::of(&facts));
    if let Some(rows) = &what.rows {
        let columns = rows.columns.iter().map(Column::text).collect();
        let caption = t.case_evidence_rows_of(whole(taken.seq));
        let cell = |cell: &Option<String>| Markup::text(cell.as_deref().unwrap_or_default());
        let table = Table::new(t, format!("rader-{}", taken.seq), caption, columns);
        let table = table.rows(rows.rows.iter().map(|row| row.iter().map(cell).collect()));
        section = section.with(Markup::of(&table.when_empty(t.case_evidence_no_rows())));
    }
    if let Some(file) = what.file {
        section = section.link(&seen.path(&format!("fil/{file}")), &t.case_file_show_of(&what.title));
    }
    let columns = [t.case_custody_at(), t.case_custody_holder(), t.case_custody_what()].map(Column::text).into();
    let rows = item.custody.iter().map(|one| -> Vec<Markup> {
        vec![t.moment(one.at).into(), one.holder.clone().into(), one.what.clone().into()]
    });
    let table = Table::new(t, format!("kedja-{}", taken.seq), t.case_custody_of(whole(taken.seq)), columns);
    section = section.with(Markup::of(&table.rows(rows).when_empty(t.case_custody_empty())));
    if !seen.may("case_evidence") {
        return section;
    }
    let path = seen.path(&format!("underlag/{}/kedja", taken.seq));
    section.link(&path, &t.case_custody_add_to(whole(taken.seq)))
}

fn whole(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

async fn other(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    other_form(&visit, &seen, &Filled::default())
}

fn other_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let form = visit
        .form(seen.path("underlag/annat"))
        .with_error(filled.general.clone())
        .field(filled.into("vad", Field::text(t, "vad", t.case_evidence_title())))
        .field(filled.into("fran", Field::text(t, "fran", t.case_evidence_from())))
        .field(filled.into("av", Field::text(t, "av", t.case_evidence_by())))
        .field(filled.into("beskrivning", Field::area(t, "beskrivning", t.case_other_text())))
        .submit(t.case_other_add())
        .or_back(seen.path("underlag"));
    form_page(visit, seen, t.case_other_add(), paragraph(t.case_other_lead()), form)
}

async fn other_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let t = visit.t();
    let mut filled = Filled::of(&sent, &["vad", "fran", "av", "beskrivning"]);
    filled.need(&[
        ("vad", t.case_evidence_title_missing()),
        ("fran", t.case_evidence_from_missing()),
        ("av", t.case_evidence_by_missing()),
        ("beskrivning", t.case_other_text_missing()),
    ]);
    if filled.is_right() {
        let text = filled.text("beskrivning");
        let custody = Custody { at: cx.at, holder: filled.text("av"), what: text.clone() };
        let evidence = Evidence {
            kind: EvidenceKind::Other,
            title: filled.text("vad"),
            from: filled.text("fran"),
            handed_over_by: filled.text("av"),
            rows: None,
            file: None,
            // Of what lies elsewhere there is nothing but its description.
            hash: blake3::hash(text.as_bytes()).to_hex().to_string(),
            custody: vec![custody],
        };
        match app.case_event(cx, seen.id, Event::EvidenceTaken(Box::new(evidence))).await {
            Ok(()) => return redirect(&seen.path("underlag?klart=skrivet")),
            Err(error) => filled = filled.refused(error, &[])?,
        }
    }
    other_form(&visit, &seen, &filled)
}

fn item(visit: &Visit, seen: &Seen) -> Result<(u64, String), Failure> {
    let seq = visit.param("seq").parse().map_err(|_| Failure::NotFound)?;
    let item = seen.page.case.evidence.iter().find(|item| item.taken.seq == seq).ok_or(Failure::NotFound)?;
    Ok((seq, item.taken.what.title.clone()))
}

async fn custody(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    custody_form(&visit, &seen, &Filled::default())
}

fn custody_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let (t, (seq, title)) = (visit.t(), item(visit, seen)?);
    let form = visit
        .form(seen.path(&format!("underlag/{seq}/kedja")))
        .with_error(filled.general.clone())
        .field(filled.into("vem", Field::text(t, "vem", t.case_custody_holder())))
        .field(filled.into("vad", Field::area(t, "vad", t.case_custody_what()).with_rows(3)))
        .submit(t.case_custody_add())
        .or_back(seen.path("underlag"));
    form_page(visit, seen, &t.case_custody_add_to(whole(seq)), paragraph(&title), form)
}

async fn custody_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let (t, (seq, _)) = (visit.t(), item(&visit, &seen)?);
    let mut filled = Filled::of(&sent, &["vem", "vad"]);
    filled.need(&[("vem", t.case_custody_holder_missing()), ("vad", t.case_custody_what_missing())]);
    if filled.is_right() {
        let entry = Custody { at: cx.at, holder: filled.text("vem"), what: filled.text("vad") };
        match app.case_event(cx, seen.id, Event::CustodyAdded(CustodyAdded { evidence: seq, entry })).await {
            Ok(()) => return redirect(&seen.path("underlag?klart=skrivet")),
            Err(error) => filled = filled.refused(error, &[])?,
        }
    }
    custody_form(&visit, &seen, &filled)
}
