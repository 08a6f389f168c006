//! Files of a case: taken in as they are, shown only as clean copies.

use app::case::{Clean, NewFile};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use casework::id::{CaseId, FileId};

use super::{Filled, Seen, form_page, id, paragraph, path, seen};
use crate::failure::{Answer, Failure, page, redirect};
use crate::frame::{Access, Frame, Page, Part, Upload, Visit};
use crate::part::{Field, Markup, escaped};
use crate::text::T;

const ADD: Access = Access::Act("case_file_add");
const FILE: Access = Access::Act("case_file_show");

/// The most bytes of a file.
const MOST: usize = 20 << 20;

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/arenden/{id}/underlag/fil", ADD, add),
        // Room for the fields beside the file.
        Page::upload("/arenden/{id}/underlag/fil", ADD, MOST + (1 << 16), add_sent),
        Page::get("/arenden/{id}/fil/{file}", FILE, show),
        Page::get("/arenden/{id}/filer/{file}", FILE, picture),
    ]
}

async fn add(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    add_form(&visit, &seen, &Filled::default())
}

pub(crate) fn add_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let form = visit
        .form(seen.path("underlag/fil"))
        .with_error(filled.general.clone())
        .field(filled.into("vad", Field::text(t, "vad", t.case_evidence_title())))
        .field(filled.into("fran", Field::text(t, "fran", t.case_evidence_from())))
        .field(filled.into("av", Field::text(t, "av", t.case_evidence_by())))
        .field(filled.into("fil", Field::file(t, "fil", t.case_file(), "").with_hint(t.case_file_hint())))
        .submit(t.case_file_add())
        .or_back(seen.path("underlag"));
    form_page(visit, seen, t.case_file_add(), paragraph(t.case_file_lead()), form)
}

async fn add_sent(visit: Visit, mut upload: Upload) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let t = visit.t();
    let (mut filled, mut bytes) = (Filled::default(), Vec::new());
    while let Some(part) = upload.part().await? {
        match part {
            Part::Text { name, text } => filled = filled.put(&name, text),
            Part::File(file) if file.name == "fil" => bytes = file.bytes(MOST).await?,
            Part::File(_) => return Err(Failure::Form),
        }
    }
    filled.need(&[
        ("vad", t.case_evidence_title_missing()),
        ("fran", t.case_evidence_from_missing()),
        ("av", t.case_evidence_by_missing()),
    ]);
    if bytes.is_empty() {
        filled = filled.wrong("fil", t.case_file_missing());
    }
    if filled.is_right() {
        let file =
            NewFile { title: filled.text("vad"), from: filled.text("fran"), handed_over_by: filled.text("av"), bytes };
        match app.case_file_add(cx, seen.id, file).await {
            Ok(_) => return redirect(&seen.path("underlag?klart=skrivet")),
            Err(error) => filled = filled.refused(error, &[("file", "fil")])?,
        }
    }
    add_form(&visit, &seen, &filled)
}

fn file(visit: &Visit) -> Result<FileId, Failure> {
    visit.param("file").parse().map_err(|_| Failure::NotFound)
}

#[derive(askama::Template)]
#[template(path = "case_file.html")]
struct FilePage {
    frame: Frame,
    note: String,
    shown: Markup,
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let (id, file) = (id(&visit)?, file(&visit)?);
    let found = app.case_file_show(cx, id, file).await?;
    file_page(&visit, (id, file), &found.title, &found.clean)
}

/// The page of a file.
pub(crate) fn file_page(visit: &Visit, (id, file): (CaseId, FileId), title: &str, clean: &Clean) -> Answer {
    let t = visit.t();
    let frame = visit.frame(title).below("/arenden", t.case_list_title());
    let frame = frame.below(path(id, "underlag"), t.case_tab_evidence());
    clean_page(t, frame, (title, &path(id, &format!("filer/{file}"))), clean)
}

/// The page of a clean copy; `source` is where its picture is.
pub(crate) fn clean_page(t: T, frame: Frame, (title, source): (&str, &str), clean: &Clean) -> Answer {
    let (note, shown) = match clean {
        Clean::Picture { width, height, .. } => {
            let alt = escaped(&t.case_file_picture(title));
            let image =
                format!(r#"<p><img class="clean" src="{source}" alt="{alt}" width="{width}" height="{height}"></p>"#);
            (t.case_file_clean(), Markup::raw(image))
        }
        Clean::Text { html, left_out, .. } => {
            let label = escaped(title);
            let text = format!(r#"<pre class="scroll" role="region" aria-label="{label}" tabindex="0">{html}</pre>"#);
            let left = super::soft(&t.case_file_left_out(i64::try_from(*left_out).unwrap_or(i64::MAX)));
            let shown = Markup::raw(text);
            (t.case_file_clean(), if *left_out > 0 { shown.then(&left) } else { shown })
        }
        Clean::NotShown(why) => (t.case_file_not_shown(), super::swedish(t, &why.to_string())),
    };
    page(&FilePage { frame, note: note.to_owned(), shown })
}

/// The clean copy of a picture: new bytes, made of nothing but its pixels.
async fn picture(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let found = app.case_file_show(cx, id(&visit)?, file(&visit)?).await?;
    match found.clean {
        Clean::Picture { bytes, media, .. } => Ok(sent(bytes, media.content_type(), "inline")),
        Clean::Text { .. } | Clean::NotShown(_) => Err(Failure::NotFound),
    }
}

/// Bytes as they are, of one type and as nothing else.
pub(crate) fn sent(bytes: Vec<u8>, kind: &'static str, disposition: &str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    let disposition = HeaderValue::from_str(disposition).unwrap_or(HeaderValue::from_static("attachment"));
    headers.insert(CONTENT_DISPOSITION, disposition);
    response
}
