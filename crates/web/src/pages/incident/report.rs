//! Two minutes on a telephone: an incident is reported.

use app::incident::{IncidentDraft, NewPicture};
use app::{App, Cx};
use casework::incident::event::Place;
use casework::incident::routine::Routine;
use chrono::{NaiveDate, NaiveDateTime};

use super::words;
use crate::failure::{Answer, Failure, redirect};
use crate::frame::{Access, Page, Part, Upload, Visit};
use crate::pages::case::{Filled, formed, said};
use crate::part::{Choice, Field, Markup, Notice, Tone};
use crate::text::T;

const REPORT: Access = Access::Act("incident_report");

/// The most bytes of a picture, and of all that is sent.
const PICTURE: usize = 10 << 20;
const ALL: usize = 40 << 20;

/// What the use case calls the fields.
const FIELDS: [(&str, &str); 4] =
    [("text", "hande"), ("unit", "enhet"), ("colleague", "kollega"), ("pictures", "bilder")];

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/handelser/ny", REPORT, show),
        // Room for the fields beside the pictures.
        Page::upload("/handelser/ny", REPORT, ALL + (1 << 17), sent),
    ]
}

/// The name of what a device keeps of a report until it is sent: another for each person.
pub(super) fn draft_of(cx: &Cx) -> String {
    let hash = blake3::derive_key("insyn 2026 drafts on a device", cx.person.to_string().as_bytes());
    format!("handelse-{}", blake3::Hash::from_bytes(hash).to_hex().chars().take(12).collect::<String>())
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let unit = cx.subject.unit.clone().unwrap_or_default();
    let filled = Filled::default().put("vem", "jag").put("dag", cx.today().to_string()).put("enhet", unit);
    form(&visit, app.incident_routine(), &filled, &draft_of(cx))
}

/// The form.
pub(crate) fn form(visit: &Visit, routine: &Routine, filled: &Filled, draft: &str) -> Answer {
    let t = visit.t();
    let kinds =
        routine.kinds.iter().map(|kind| Choice::new(&kind.id, said(t, &kind.title)).with_hint(said(t, &kind.hint)));
    let who = [
        Choice::new("jag", t.incident_who_me()),
        Choice::new("kollega", t.incident_who_colleague()),
        Choice::new("enheten", t.incident_who_unit()),
    ];
    let places = Place::ALL.map(|place| Choice::new(place.id(), words::place(t, place)));
    let processes = routine.processes.iter().map(|process| Choice::new(&process.id, said(t, &process.title)));
    let grave = vec![Choice::new("allvar", t.incident_grave()), Choice::new("larmat", t.incident_called())];
    let roles = routine.roles.iter().map(|role| Choice::new(&role.id, said(t, &role.title)));
    let form = visit
        .form("/handelser/ny")
        .with_error(filled.general.clone())
        .field(filled.into("slag", Field::radios(t, "slag", t.incident_kind(), kinds.collect())))
        .field(filled.with_boxes("akut", Field::checks(t, "akut", t.incident_acute(), grave).optional()))
        .field(filled.into("vem", Field::radios(t, "vem", t.incident_who(), who.into())))
        .field(filled.into(
            "kollega",
            Field::text(t, "kollega", t.incident_colleague()).with_hint(t.incident_colleague_hint()).optional(),
        ))
        .field(filled.into("hande", Field::area(t, "hande", t.incident_text()).with_hint(t.incident_text_hint())))
        .field(filled.into("dag", Field::date(t, "dag", t.incident_day())))
        .field(filled.into("tid", Field::text(t, "tid", t.incident_time()).short().optional()))
        .field(filled.into("plats", Field::select(t, "plats", t.incident_place(), places.into())))
        .field(filled.into("enhet", Field::text(t, "enhet", t.incident_unit())))
        .field(filled.into("arbete", Field::select(t, "arbete", t.incident_process(), processes.collect())))
        .group(t.incident_more(), |form| {
            form.field(filled.into(
                "kalla",
                Field::text(t, "kalla", t.incident_source()).with_hint(t.incident_source_hint()).optional(),
            ))
            .field(filled.into("vittnen", Field::text(t, "vittnen", t.incident_witnesses()).optional()))
            .field(
                filled.into(
                    "bilder",
                    Field::file(t, "bilder", t.incident_pictures(), "image/*")
                        .several()
                        .with_hint(t.incident_pictures_hint())
                        .optional(),
                ),
            )
            .field(filled.into(
                "tagen",
                Field::text(t, "tagen", t.incident_taken()).short().with_hint(t.incident_taken_hint()).optional(),
            ))
            .field(
                filled.with_boxes(
                    "undanta",
                    Field::checks(t, "undanta", t.incident_leave_out(), roles.collect())
                        .with_hint(t.incident_leave_out_hint())
                        .optional(),
                ),
            )
        })
        .submit(t.incident_submit())
        .or_back("/handelser")
        .drafted(draft);
    let frame = visit.frame(t.incident_new_title()).below("/handelser", t.incident_list_title());
    formed(frame, help(t), form)
}

/// Help first, with numbers that a telephone can call.
fn help(t: T) -> Markup {
    let call = |number: &str, text: &str| {
        let digits = number.replace(' ', "");
        format!(r#"<p><a class="anchor call" href="tel:{digits}">{number}</a> {}</p>"#, crate::part::escaped(text))
    };
    let numbers = call("112", t.incident_help_112()) + &call("114 14", t.incident_help_114());
    let notice = Notice::new(Tone::Serious, t.incident_help()).with(Markup::raw(numbers));
    let lead = Markup::raw(format!(r#"<p class="lead">{}</p>"#, crate::part::escaped(t.incident_new_lead())));
    Markup::of(&notice).then(&lead)
}

/// A form with pictures, as it came.
async fn read(upload: &mut Upload) -> Result<(Filled, Vec<(String, Vec<u8>)>), Failure> {
    let (mut filled, mut pictures, mut sum) = (Filled::default(), Vec::new(), 0_usize);
    while let Some(part) = upload.part().await? {
        match part {
            Part::Text { name, text } => filled.values.entry(name).or_default().push(text),
            Part::File(file) if file.name == "bilder" => {
                let title = file.file_name.clone();
                let bytes = file.bytes(PICTURE).await?;
                sum = sum.saturating_add(bytes.len());
                if sum > ALL {
                    return Err(Failure::TooLarge { most: ALL });
                }
                // A field for files that is left empty comes as one without bytes.
                if !bytes.is_empty() {
                    pictures.push((title, bytes));
                }
            }
            Part::File(_) => return Err(Failure::Form),
        }
    }
    Ok((filled, pictures))
}

async fn sent(visit: Visit, mut upload: Upload) -> Answer {
    let (app, cx) = visit.acts()?;
    let (mut filled, pictures) = read(&mut upload).await?;
    if let Some(draft) = draft(app, visit.t(), &mut filled, pictures) {
        match app.incident_report(cx, draft).await {
            Ok(id) => return redirect(&format!("/handelser/mina/{id}?klart=skickad")),
            Err(error) => filled = filled.refused(error, &FIELDS)?,
        }
    }
    form(&visit, app.incident_routine(), &filled, &draft_of(cx))
}

/// The draft, when all that is needed stands in the form.
fn draft(app: &App, t: T, filled: &mut Filled, pictures: Vec<(String, Vec<u8>)>) -> Option<IncidentDraft> {
    filled.need(&[
        ("slag", t.case_choose()),
        ("vem", t.case_choose()),
        ("hande", t.incident_text_missing()),
        ("enhet", t.incident_unit_missing()),
        ("plats", t.case_choose()),
        ("arbete", t.case_choose()),
    ]);
    let is_colleague = filled.value("vem") == "kollega";
    if is_colleague && filled.value("kollega").is_empty() {
        filled.wrong.insert("kollega".to_owned(), t.incident_colleague_missing().to_owned());
    }
    let happened_on: Option<NaiveDate> = filled.day(t, "dag");
    let taken = taken(t, filled);
    let place = Place::ALL.into_iter().find(|place| place.id() == filled.value("plats"));
    let routine = app.incident_routine();
    let known = routine.kind(filled.value("slag")).is_some() && routine.process(filled.value("arbete")).is_some();
    if !known && filled.is_right() {
        filled.wrong.insert("slag".to_owned(), t.case_choose().to_owned());
    }
    let (happened_on, place) = (happened_on?, place?);
    filled.is_right().then(|| IncidentDraft {
        kind: filled.text("slag"),
        happened_on,
        time: filled.text("tid"),
        place,
        unit: filled.text("enhet"),
        process: filled.text("arbete"),
        colleague: is_colleague.then(|| filled.text("kollega")),
        whole_unit: filled.value("vem") == "enheten",
        source: filled.text("kalla"),
        grave: filled.all("akut").any(|box_| box_ == "allvar"),
        called_112: filled.all("akut").any(|box_| box_ == "larmat"),
        text: filled.text("hande"),
        witnesses: filled.text("vittnen"),
        left_out: filled.all("undanta").map(str::to_owned).collect(),
        pictures: pictures.into_iter().map(|(title, bytes)| NewPicture { title, taken, bytes }).collect(),
    })
}

/// When the pictures were taken: `2026-11-22 14:05`, or the day alone.
fn taken(t: T, filled: &mut Filled) -> Option<NaiveDateTime> {
    let text = filled.text("tagen").replace('T', " ");
    if text.is_empty() {
        return None;
    }
    let time = NaiveDateTime::parse_from_str(&text, "%Y-%m-%d %H:%M").ok();
    let day = || text.parse::<NaiveDate>().ok()?.and_hms_opt(0, 0, 0);
    let taken = time.or_else(day);
    if taken.is_none() {
        filled.wrong.insert("tagen".to_owned(), t.incident_taken_wrong().to_owned());
    }
    taken
}
