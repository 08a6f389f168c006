//! The timeline, and notes in three layers.

use casework::{Entry, Event, Layer, Note, NoteItem};

use super::{Filled, Section, Seen, Tab, form_page, lines, paragraph, seen, words};
use crate::failure::{Answer, redirect};
use crate::frame::{Access, Page, Visit};
use crate::part::{Chip, Column, Field, Markup, Moment, Table, Timeline, Tone};
use crate::sent::Sent;
use crate::text::T;

const NOTE: Access = Access::Act("case_note");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/arenden/{id}/tidslinje", super::SHOW, show),
        Page::get("/arenden/{id}/anteckning", NOTE, note),
        Page::post("/arenden/{id}/anteckning", NOTE, note_sent),
    ]
}

async fn show(visit: Visit) -> Answer {
    let (_, cx, seen) = seen(&visit).await?;
    timeline(&visit, &seen, cx.person)
}

/// The page.
pub(crate) fn timeline(visit: &Visit, seen: &Seen, me: casework::id::PersonId) -> Answer {
    let t = visit.t();
    let mut tab = Tab::new(visit, seen, "tidslinje", t.case_tab_timeline()).lead(t.case_timeline_lead());
    if seen.may("case_note") {
        tab = tab.act(seen.path("anteckning"), t.case_note_new());
    }
    let moments = seen.page.timeline.iter().map(|entry| moment(t, seen, entry)).collect();
    let drawn = Timeline::new(t, "tidslinje", t.case_timeline(), moments);
    tab.section(notes(t, seen, me)).section(Section::new(t.case_timeline()).with(Markup::of(&drawn))).answer()
}

fn moment(t: T, seen: &Seen, entry: &Entry) -> Moment {
    let day = app::swedish_day(entry.at);
    let who = format!("{}, {}", seen.name(t, entry.by), words::role(t, &entry.role));
    let what = lines(&entry.text).then(&Markup::raw(format!(
        r#"<span class="soft">{} {}</span>"#,
        app::swedish_time(entry.at).format("%H:%M"),
        crate::part::escaped(&who)
    )));
    Moment { row: row(t, entry.event).to_owned(), from: day, to: day, what }
}

/// The row of the picture on which an event stands.
fn row(t: T, event: &str) -> &'static str {
    match event {
        "note_written" => t.case_row_notes(),
        "fact_learnt" | "told" | "disclosed" => t.case_row_facts(),
        "evidence_taken" | "custody_added" | "signal_linked" | "document_made" => t.case_row_evidence(),
        "measure_proposed" | "measure_decided" | "measure_declined" | "measure_lifted" | "clock_stopped" => {
            t.case_row_measures()
        }
        "task_set" | "task_done" | "task_moved" => t.case_row_tasks(),
        "member_added" | "member_left" | "recused" | "conflict_noted" | "concern_added" | "taken" => {
            t.case_row_members()
        }
        _ => t.case_row_case(),
    }
}

fn notes(t: T, seen: &Seen, me: casework::id::PersonId) -> Section {
    let columns = [t.case_note(), t.case_note_layer(), t.case_written_by(), t.case_state()].map(Column::text).into();
    let row = |note: &NoteItem| -> Vec<Markup> {
        let state = match (note.corrected_by, note.corrects) {
            (Some(_), _) => Chip::new(Tone::Calm, t.case_note_corrected()).into(),
            (None, _) if note.by == me && seen.may("case_note") => Markup::link(
                &seen.path(&format!("anteckning?rattar={}", note.seq)),
                &t.case_note_correct(whole(note.seq)),
            ),
            (None, Some(old)) => t.case_note_corrects(whole(old)).into(),
            (None, None) => Markup::default(),
        };
        vec![
            Markup::text(&format!("{}. ", note.seq)).then(&lines(&note.text)),
            words::layer(t, note.layer).into(),
            t.case_at_by(t.moment(note.at), seen.name(t, note.by)).into(),
            state,
        ]
    };
    let table = Table::new(t, "anteckningar", t.case_notes(), columns).under_heading();
    let table = table.rows(seen.page.notes.iter().map(row)).when_empty(t.case_notes_empty());
    Section::new(t.case_notes()).with(Markup::of(&table))
}

fn whole(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

async fn note(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    let mut filled = Filled::default().put("lager", "all");
    let old = visit.query("rattar").parse::<u64>().ok();
    if let Some(old) = old.and_then(|seq| seen.page.notes.iter().find(|note| note.seq == seq)) {
        let layer = words::LAYERS.iter().find(|(_, layer)| *layer == old.layer).map_or("all", |(word, _)| word);
        filled = filled.put("rattar", old.seq.to_string()).put("lager", layer).put("text", old.text.clone());
    }
    note_form(&visit, &seen, &filled)
}

pub(crate) fn note_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let is_correction = !filled.value("rattar").is_empty();
    let form = visit.form(seen.path("anteckning")).with_error(filled.general.clone());
    let form = if is_correction {
        form.field(Field::hidden(t, "rattar", filled.value("rattar"))).field(Field::hidden(
            t,
            "lager",
            filled.value("lager"),
        ))
    } else {
        let layers = words::choices(&words::LAYERS, |layer| words::layer(t, layer));
        form.field(filled.into("lager", Field::radios(t, "lager", t.case_note_layer(), layers)))
    };
    let form = form
        .field(filled.into("text", Field::area(t, "text", t.case_note()).with_rows(8)))
        .submit(if is_correction { t.case_note_correct_submit() } else { t.case_note_new() })
        .or_back(seen.path("tidslinje"))
        .guarded();
    let title = if is_correction { t.case_note_correct_submit() } else { t.case_note_new() };
    form_page(visit, seen, title, paragraph(t.case_note_lead()), form)
}

async fn note_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let t = visit.t();
    let mut filled = Filled::of(&sent, &["lager", "text", "rattar"]);
    filled.need(&[("lager", t.case_choose()), ("text", t.case_note_missing())]);
    let layer: Option<Layer> = words::one(&words::LAYERS, filled.value("lager"));
    if let (Some(layer), true) = (layer, filled.is_right()) {
        let note = Note { layer, text: filled.text("text"), corrects: filled.value("rattar").parse().ok() };
        match app.case_event(cx, seen.id, Event::NoteWritten(note)).await {
            Ok(()) => return redirect(&seen.path("tidslinje?klart=skrivet")),
            Err(error) => filled = filled.refused(error, &[])?,
        }
    }
    note_form(&visit, &seen, &filled)
}
