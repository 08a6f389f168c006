//! What one recipient writes: to the reporter, about the follow-up, and what is taken out.

use app::report::{AnswerPicture, Redaction};
use casework::report::event::{Acknowledged, Acknowledgement, Event, Feedback, FollowUp, Message, Minutes};
use chrono::NaiveDate;

use super::{Seen, form, form_page, seen};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::{Access, Page, Visit};
use crate::pages::case::Filled;
use crate::part::{Choice, Field};
use crate::sent::{Part, Sent, Upload};
use crate::text::T;

/// The most bytes of a picture, and of all that is sent.
const PICTURE: usize = 10 << 20;
const MOST: usize = 40 << 20;

const REPLY: Access = Access::Act("report_reply");
const NOTE: Access = Access::Act("report_note");
const REDACT: Access = Access::Act("report_redact");

/// Something that is written in one field.
pub(crate) struct Writing {
    pub(crate) part: &'static str,
    path: &'static str,
    access: Access,
    pub(crate) act: &'static str,
    pub(crate) title: fn(T) -> &'static str,
    lead: fn(T) -> &'static str,
    /// Whether pictures go with it.
    has_pictures: bool,
    event: fn(String, NaiveDate) -> Event,
}

/// All that is written in one field.
pub(crate) const WRITINGS: [Writing; 5] = [
    Writing {
        part: "svar",
        path: "/rapporter/{id}/svar",
        access: REPLY,
        act: "report_reply",
        title: T::report_message_title,
        lead: T::report_message_lead,
        has_pictures: true,
        event: |text, _| Event::MessageToReporter(Message { text, files: Vec::new() }),
    },
    Writing {
        part: "aterkoppling",
        path: "/rapporter/{id}/aterkoppling",
        access: REPLY,
        act: "report_reply",
        title: T::report_feedback_title,
        lead: T::report_feedback_lead,
        has_pictures: true,
        event: |text, on| Event::FeedbackGiven(Feedback { text, on }),
    },
    Writing {
        part: "uppfoljning",
        path: "/rapporter/{id}/uppfoljning",
        access: NOTE,
        act: "report_note",
        title: T::report_note_title,
        lead: T::report_note_lead,
        has_pictures: false,
        event: |text, on| Event::FollowUpNoted(FollowUp { text, on }),
    },
    Writing {
        part: "protokoll",
        path: "/rapporter/{id}/protokoll",
        access: REPLY,
        act: "report_reply",
        title: T::report_minutes_title,
        lead: T::report_minutes_lead,
        has_pictures: false,
        event: |text, _| Event::MinutesOffered(Minutes { text }),
    },
    Writing {
        part: "underratta",
        path: "/rapporter/{id}/underratta",
        access: REPLY,
        act: "report_reply",
        title: T::report_tell_title,
        lead: T::report_tell_lead,
        has_pictures: false,
        event: |text, _| Event::ReporterTold(Message { text, files: Vec::new() }),
    },
];

pub(super) fn pages() -> Vec<Page> {
    let mut pages = vec![
        Page::get("/rapporter/{id}/bekrafta", REPLY, acknowledge),
        Page::post("/rapporter/{id}/bekrafta", REPLY, acknowledge_sent),
        Page::get("/rapporter/{id}/ta-bort", REDACT, redact),
        Page::post("/rapporter/{id}/ta-bort", REDACT, redact_sent),
    ];
    for writing in &WRITINGS {
        pages.push(Page::get(writing.path, writing.access, move |visit| write(visit, writing)));
        pages.push(match writing.has_pictures {
            true => Page::upload(writing.path, writing.access, MOST + (1 << 17), move |visit, upload| {
                write_came(visit, upload, writing)
            }),
            false => Page::post(writing.path, writing.access, move |visit, sent| write_sent(visit, sent, writing)),
        });
    }
    pages
}

async fn write(visit: Visit, writing: &'static Writing) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    writing_form(&visit, &seen, writing, &Filled::default())
}

pub(crate) fn writing_form(visit: &Visit, seen: &Seen, writing: &Writing, filled: &Filled) -> Answer {
    let t = visit.t();
    let title = (writing.title)(t);
    let mut form = form(visit, seen, writing.part, filled)
        .field(filled.into("text", Field::area(t, "text", t.report_text()).with_rows(8)));
    if writing.has_pictures {
        let field = Field::file(t, "bilder", t.report_answer_files(), "image/png,image/jpeg").several().optional();
        form = form.field(filled.into("bilder", field.with_hint(t.report_answer_files_hint())));
    }
    form_page(visit, seen, (title, (writing.lead)(t)), form.submit(title).guarded())
}

async fn write_sent(visit: Visit, sent: Sent, writing: &'static Writing) -> Answer {
    write_filled(&visit, Filled::of(&sent, &["text"]), Vec::new(), writing).await
}

/// The same with pictures.
async fn write_came(visit: Visit, mut upload: Upload, writing: &'static Writing) -> Answer {
    let (mut filled, mut pictures, mut sum) = (Filled::default(), Vec::new(), 0_usize);
    while let Some(part) = upload.part().await? {
        match part {
            Part::Text { name, text } => filled.values.entry(name).or_default().push(text),
            Part::File(file) if file.name == "bilder" => {
                let name = file.file_name.clone();
                let bytes = file.bytes(PICTURE).await?;
                sum = sum.saturating_add(bytes.len());
                if sum > MOST {
                    return Err(Failure::TooLarge { most: MOST });
                }
                // A field for files that is left empty comes as one without bytes.
                if !bytes.is_empty() {
                    pictures.push(AnswerPicture { name, bytes });
                }
            }
            Part::File(_) => return Err(Failure::Form),
        }
    }
    write_filled(&visit, filled, pictures, writing).await
}

async fn write_filled(
    visit: &Visit,
    mut filled: Filled,
    pictures: Vec<AnswerPicture>,
    writing: &'static Writing,
) -> Answer {
    let (app, cx, seen) = seen(visit).await?;
    let t = visit.t();
    filled.need(&[("text", t.report_text_missing())]);
    if filled.is_right() {
        let event = (writing.event)(filled.text("text"), cx.today());
        match app.report_answer(cx, seen.id, event, pictures).await {
            Ok(()) => return redirect(&seen.done("skrivet")),
            Err(error) => filled = filled.refused(error, &[("files", "bilder")])?,
        }
    }
    writing_form(visit, &seen, writing, &filled)
}

async fn acknowledge(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    acknowledge_form(&visit, &seen, &Filled::default().put("hur", "skickad"))
}

pub(crate) fn acknowledge_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let ways = vec![
        Choice::new("skickad", t.report_acknowledge_send()),
        Choice::new("avsagd", t.report_acknowledge_waived()),
        Choice::new("rojer", t.report_acknowledge_reveals()),
    ];
    let form = form(visit, seen, "bekrafta", filled)
        .field(filled.into("hur", Field::radios(t, "hur", t.report_acknowledge_how(), ways)))
        .field(filled.into("skal", Field::area(t, "skal", t.report_acknowledge_why()).with_rows(3).optional()))
        .submit(t.report_acknowledge_title());
    form_page(visit, seen, (t.report_acknowledge_title(), t.report_acknowledge_lead()), form)
}

async fn acknowledge_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let mut filled = Filled::of(&sent, &["hur", "skal"]);
    let how = match filled.value("hur") {
        "skickad" => Some(Acknowledgement::Sent),
        "avsagd" => Some(Acknowledgement::Waived),
        "rojer" => Some(Acknowledgement::WouldReveal { why: filled.text("skal") }),
        _ => None,
    };
    let Some(how) = how else {
        let filled = filled.wrong("hur", visit.t().case_choose());
        return acknowledge_form(&visit, &seen, &filled);
    };
    let event = Event::Acknowledged(Acknowledged { how, on: cx.today() });
    match app.report_write(cx, seen.id, event).await {
        Ok(()) => return redirect(&seen.done("skrivet")),
        Err(error) => filled = filled.refused(error, &[])?,
    }
    acknowledge_form(&visit, &seen, &filled)
}

async fn redact(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    redact_form(&visit, &seen, &Filled::default())
}

pub(crate) fn redact_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let form = form(visit, seen, "ta-bort", filled)
        .field(
            filled.into("plats", Field::number(t, "plats", t.report_place()).with_hint(t.report_redact_place_hint())),
        )
        .field(filled.into("text", Field::area(t, "text", t.report_redact_text()).with_rows(3)))
        .field(
            filled.into("slag", Field::text(t, "slag", t.report_redact_kind()).with_hint(t.report_redact_kind_hint())),
        )
        .field(filled.into("skal", Field::text(t, "skal", t.report_redact_why())))
        .submit(t.report_redact_title())
        .grave();
    form_page(visit, seen, (t.report_redact_title(), t.report_redact_lead()), form)
}

async fn redact_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let t = visit.t();
    let mut filled = Filled::of(&sent, &["plats", "text", "slag", "skal"]);
    filled.need(&[("text", t.report_text_missing()), ("slag", t.report_redact_kind_missing())]);
    filled.need(&[("skal", t.case_reason_missing())]);
    let place = filled.value("plats").parse::<u64>();
    let Ok(of) = place else {
        let filled = filled.wrong("plats", t.report_redact_place_missing());
        return redact_form(&visit, &seen, &filled);
    };
    if filled.is_right() {
        let (passage, kind, why) = (filled.text("text"), filled.text("slag"), filled.text("skal"));
        match app.report_redact(cx, seen.id, Redaction { of, passage, kind, why }).await {
            Ok(()) => return redirect(&seen.done("skrivet")),
            Err(error) => filled = filled.refused(error, &[("passage", "text")])?,
        }
    }
    redact_form(&visit, &seen, &filled)
}
