//! What leaves the case for another authority: proposed by one and approved by another, after weighing. Either it is written
//! down what was handed over in another way, or a file is made that only its recipient can open.

use std::collections::BTreeSet;

use app::case::{ExportFile, ExportOrder, ExportPart, two_to_be};
use casework::{Disclosure, Event, Seq};

use super::{Filled, Section, Seen, form_page, formed, id, paragraph, points, seen, swedish};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::{Access, Page, Visit};
use crate::part::{Chip, Choice, Column, Description, Field, Form, Markup, Table, Tone, escaped};
use crate::sent::Sent;
use crate::text::{Lang, T};

const EXPORT: Access = Access::Act("case_export_propose");
const TAKE: Access = Access::Act("case_document_show");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/arenden/{id}/utlamnande", EXPORT, disclose),
        Page::post("/arenden/{id}/utlamnande", EXPORT, disclose_sent),
        Page::get("/arenden/{id}/utlamnande/fil", EXPORT, file),
        Page::post("/arenden/{id}/utlamnande/fil", EXPORT, file_sent),
        Page::get("/arenden/{id}/utlamnat/{seq}", super::SHOW, show),
        Page::get("/arenden/{id}/utlamnat/{seq}/hamta", super::SHOW, show),
        Page::post("/arenden/{id}/utlamnat/{seq}/hamta", TAKE, take),
    ]
}

/// What was disclosed.
pub(super) fn section(t: T, seen: &Seen) -> Section {
    let columns =
        [t.case_disclosed_to(), t.case_disclosed_items(), t.case_law(), t.case_told_on(), t.case_disclosed_how()];
    let rows = seen.page.case.disclosures.iter().map(|one| -> Vec<Markup> {
        let what = &one.what;
        let items = points(what.items.iter().map(|item| Markup::text(item)));
        vec![what.to.clone().into(), items, what.law.clone().into(), Markup::day(what.on), how(t, seen, one.seq)]
    });
    let table = Table::new(t, "utlamnat", t.case_disclosed(), columns.map(Column::text).into()).under_heading();
    let table = table.rows(rows).when_empty(t.case_disclosed_none());
    let section = Section::new(t.case_disclosed()).with(Markup::of(&table));
    match seen.may("case_export_propose") {
        true => section
            .link(&seen.path("utlamnande/fil"), t.case_disclose_file())
            .link(&seen.path("utlamnande"), t.case_disclose()),
        false => section,
    }
}

/// Whether there is a file, and where.
fn how(t: T, seen: &Seen, seq: Seq) -> Markup {
    match seen.page.exports.get(&seq) {
        None => t.case_disclosed_otherwise().into(),
        Some(file) => {
            let link = Markup::link(&seen.path(&format!("utlamnat/{seq}")), t.case_disclosed_file());
            Markup::from(state(t, file)).then(&link)
        }
    }
}

fn state(t: T, file: &ExportFile) -> Chip {
    match file {
        ExportFile::Waiting { .. } => Chip::new(Tone::Warning, t.case_disclosed_waits()),
        ExportFile::Taken { .. } => Chip::new(Tone::Done, t.case_disclosed_taken()),
    }
}

async fn disclose(visit: Visit) -> Answer {
    let (_, cx, seen) = seen(&visit).await?;
    form(&visit, &seen, &Filled::default().put("dag", cx.today().to_string()))
}

fn form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let items = Field::area(t, "vad", t.case_disclosed_items()).with_hint(t.case_disclosed_items_hint());
    let form = visit
        .form(seen.path("utlamnande"))
        .with_error(filled.general.clone())
        .field(filled.into("till", Field::text(t, "till", t.case_disclosed_to())))
        .field(filled.into("vad", items))
        .field(filled.into("lagrum", Field::text(t, "lagrum", t.case_law()).with_hint(t.case_law_hint())))
        .field(filled.into("avvagning", Field::area(t, "avvagning", t.case_weighing())))
        .field(filled.into("dag", Field::date(t, "dag", t.case_told_on())))
        .submit(t.case_disclose_submit())
        .or_back(seen.path("dokument"));
    let before = paragraph(t.case_disclose_lead()).then(&paragraph(t.case_two_lead()));
    form_page(visit, seen, t.case_disclose(), before, form)
}

async fn disclose_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let t = visit.t();
    let mut filled = Filled::of(&sent, &["till", "vad", "lagrum", "avvagning", "dag"]);
    filled.need(&[
        ("till", t.case_disclosed_to_missing()),
        ("vad", t.case_disclosed_items_missing()),
        ("lagrum", t.case_law_missing()),
        ("avvagning", t.case_weighing_missing()),
    ]);
    if let (Some(on), true) = (filled.day(t, "dag"), filled.is_right()) {
        let items = filled.text("vad");
        let items = items.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let weighing = filled.text("avvagning");
        let event = Disclosure {
            to: filled.text("till"),
            items,
            law: filled.text("lagrum"),
            weighing: weighing.clone(),
            on,
            two: two_to_be(cx),
        };
        match app.case_propose(cx, seen.id, Event::Disclosed(event), &weighing).await {
            Ok(_) => return redirect(&seen.path("dokument?klart=foreslaget")),
            Err(error) => filled = filled.refused(error, &[("reason", "avvagning")])?,
        }
    }
    form(&visit, &seen, &filled)
}

/// The parts of a case that can be disclosed.
fn parts(t: T) -> Vec<Choice> {
    let text = |part| match part {
        ExportPart::Timeline => t.case_part_timeline(),
        ExportPart::Facts => t.case_part_facts(),
        ExportPart::Decisions => t.case_part_decisions(),
        ExportPart::Evidence => t.case_part_evidence(),
        ExportPart::Documents => t.case_part_documents(),
        ExportPart::Files => t.case_part_files(),
    };
    ExportPart::ALL.map(|part| Choice::new(part.id(), text(part))).into()
}

async fn file(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    file_form(&visit, &seen, &Filled::default())
}

/// The page that proposes a file for somebody outside.
pub(crate) fn file_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let to = Field::text(t, "till", t.case_disclosed_to()).with_hint(t.case_export_to_hint());
    let key = Field::text(t, "nyckel", t.case_export_key()).with_hint(t.case_export_key_hint());
    let form = visit
        .form(seen.path("utlamnande/fil"))
        .with_error(filled.general.clone())
        .field(filled.into("till", to))
        .field(filled.into("nyckel", key))
        .field(filled.with_boxes("delar", Field::checks(t, "delar", t.case_disclosed_items(), parts(t))))
        .field(filled.into("andamal", Field::text(t, "andamal", t.case_export_purpose())))
        .field(filled.into("lagrum", Field::text(t, "lagrum", t.case_law()).with_hint(t.case_law_hint())))
        .field(filled.into("avvagning", Field::area(t, "avvagning", t.case_weighing())))
        .submit(t.case_disclose_submit())
        .or_back(seen.path("dokument"))
        .guarded();
    let before = paragraph(t.case_export_lead()).then(&paragraph(t.case_two_lead()));
    form_page(visit, seen, t.case_disclose_file(), before, form)
}

async fn file_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let names = ["till", "nyckel", "delar", "andamal", "lagrum", "avvagning"];
    let filled = Filled::of(&sent, &names);
    let chosen = |part: &ExportPart| filled.all("delar").any(|word| word == part.id());
    let weighing = filled.text("avvagning");
    let order = ExportOrder {
        to: filled.text("till"),
        recipient: filled.text("nyckel"),
        purpose: filled.text("andamal"),
        law: filled.text("lagrum"),
        weighing: weighing.clone(),
        parts: ExportPart::ALL.into_iter().filter(chosen).collect::<BTreeSet<_>>(),
    };
    let fields = [
        ("to", "till"),
        ("recipient", "nyckel"),
        ("parts", "delar"),
        ("purpose", "andamal"),
        ("law", "lagrum"),
        ("weighing", "avvagning"),
        ("reason", "avvagning"),
    ];
    match app.case_export_propose(cx, seen.id, order, &weighing).await {
        Ok(_) => redirect(&seen.path("dokument?klart=foreslaget")),
        Err(error) => file_form(&visit, &seen, &filled.refused(error, &fields)?),
    }
}

async fn show(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    let seq = visit.param("seq").parse().map_err(|_| Failure::NotFound)?;
    disclosed_page(&visit, &seen, seq, "")
}

/// The page of a disclosure that has a file: fetched once, with how its recipient opens it.
pub(crate) fn disclosed_page(visit: &Visit, seen: &Seen, seq: Seq, wrong: &str) -> Answer {
    let t = visit.t();
    let one = seen.page.case.disclosures.iter().find(|one| one.seq == seq).ok_or(Failure::NotFound)?;
    let file = seen.page.exports.get(&seq).ok_or(Failure::NotFound)?;
    let what = &one.what;
    let taken = match file {
        ExportFile::Taken { at } => t.stamped_day(at),
        ExportFile::Waiting { .. } => String::new(),
    };
    let facts = Description::new()
        .row(t.case_state(), state(t, file))
        .row(t.case_disclosed_on(), taken)
        .row(t.case_disclosed_to(), what.to.as_str())
        .row(t.case_disclosed_items(), points(what.items.iter().map(|item| swedish(t, item))))
        .row(t.case_law(), what.law.as_str())
        .row(t.case_weighing(), super::lines(&what.weighing))
        .row(t.case_decided_by(), super::measures::hands(t, seen, &what.two));
    let before = Markup::of(&facts).then(&opening(t));
    let frame = visit.frame(t.case_disclosed_file()).below("/arenden", t.case_list_title());
    let frame = frame.below(seen.path(""), seen.page.case.title.clone());
    let frame = frame.below(seen.path("dokument"), t.case_tab_documents());
    match file {
        ExportFile::Waiting { is_mine: true } => {
            let form = visit.form(seen.path(&format!("utlamnat/{seq}/hamta"))).with_error(wrong);
            formed(frame, before, once(t, form).or_back(seen.path("dokument")))
        }
        ExportFile::Waiting { is_mine: false } => {
            super::shown(frame, before.then(&paragraph(t.case_export_not_mine())))
        }
        ExportFile::Taken { .. } => super::shown(frame, before),
    }
}

fn once(t: T, form: Form) -> Form {
    form.markup(paragraph(t.case_export_once())).submit(t.case_export_take())
}

/// How the recipient opens it, with Insyn and without.
fn opening(t: T) -> Markup {
    let code = |label: &str, text: &str| {
        let (label, text) = (escaped(label), escaped(text));
        format!(
            r#"<div class="scroll" role="region" aria-label="{label}" tabindex="0"><pre><code>{text}</code></pre></div>"#
        )
    };
    let key = if t.lang() == Lang::Sv { "nyckel.txt" } else { "key.txt" };
    Markup::raw(format!(
        "<h2>{}</h2><p>{}</p>{}<p>{}</p>{}<p>{}</p>",
        escaped(t.case_export_open()),
        escaped(t.case_export_open_insyn()),
        code(t.case_export_open_insyn(), &format!("insyn read utlamnande.age --identity {key} --out arende")),
        escaped(t.case_export_open_age()),
        code(
            t.case_export_open_age(),
            &format!("age -d -i {key} utlamnande.age | tar x\nsha256sum --check SHA256SUMS")
        ),
        escaped(t.case_export_open_key()),
    ))
}

async fn take(visit: Visit, _: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let seq = visit.param("seq").parse().map_err(|_| Failure::NotFound)?;
    let (name, bytes) = app.case_export_take(cx, id(&visit)?, seq).await?;
    let disposition = format!(r#"attachment; filename="{name}""#);
    Ok(super::file::sent(bytes, "application/octet-stream", &disposition))
}
