//! An extract that the law says is kept is handed in, of whoever got the post.

use app::extract::{ExtractDraft, MOST, ToKeep, ToKeepPage};
use casework::id::CaseId;

use super::words;
use crate::failure::{Answer, Failure, redirect};
use crate::frame::{Access, Page, Part, Upload, Visit};
use crate::pages::case::{Filled, formed, paragraph, points, said, shown};
use crate::part::{Choice, Field, Markup};
use crate::text::T;

const KEEP: Access = Access::Act("extract_keep");

/// What the use case calls the fields.
const FIELDS: [(&str, &str); 2] = [("file", "fil"), ("register", "utdrag")];

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/rekrytering/{id}/bevara", KEEP, show),
        Page::upload("/rekrytering/{id}/bevara", KEEP, MOST + (1 << 16), sent),
    ]
}

async fn of(visit: &Visit) -> Result<ToKeepPage, Failure> {
    let (app, cx) = visit.acts()?;
    let id: CaseId = visit.param("id").parse().map_err(|_| Failure::NotFound)?;
    Ok(app.extract_new(cx, id).await?)
}

async fn show(visit: Visit) -> Answer {
    let page = of(&visit).await?;
    keep_page(&visit, &page, &Filled::default())
}

/// What names an extract in the form.
fn key(one: &ToKeep) -> String {
    format!("{}/{:?}", one.check, one.register).to_lowercase()
}

fn named(t: T, one: &ToKeep) -> String {
    t.extract_of(said(t, &one.title), words::registers(t, &[one.register]))
}

/// The form, or that there is nothing to keep.
pub(crate) fn keep_page(visit: &Visit, page: &ToKeepPage, filled: &Filled) -> Answer {
    let t = visit.t();
    let back = format!("/rekrytering/{}", page.recruitment);
    let frame = visit.frame(t.extract_keep()).below("/rekrytering", t.recruitment_title()).below(&back, &page.post);
    let Some((_, name)) = &page.chosen else { return shown(frame, paragraph(t.extract_keep_nobody())) };
    if page.extracts.is_empty() {
        return shown(frame, paragraph(t.extract_keep_nothing()));
    }
    let kept: Vec<Markup> =
        page.extracts.iter().filter(|one| one.is_kept).map(|one| Markup::text(&named(t, one))).collect();
    let before =
        if kept.is_empty() { Markup::default() } else { paragraph(t.extract_kept_already()).then(&points(kept)) };
    let left: Vec<&ToKeep> = page.extracts.iter().filter(|one| !one.is_kept).collect();
    let Some(months) = left.iter().map(|one| one.months).max() else { return shown(frame, before) };
    let choices = left.iter().map(|one| Choice::new(key(one), named(t, one))).collect();
    let starts = Field::date(t, "start", t.extract_starts_on()).with_hint(t.extract_starts_hint(i64::from(months)));
    let returned = Field::date(t, "ater", t.extract_returned_on()).with_hint(t.extract_returned_hint()).optional();
    let file = Field::file(t, "fil", t.extract_file(), ".pdf,.jpg,.jpeg,.png").with_hint(t.extract_file_hint());
    let form = visit
        .form(format!("{back}/bevara"))
        .with_error(filled.general.clone())
        .field(filled.into("utdrag", Field::radios(t, "utdrag", t.extract_which(), choices)))
        .field(filled.into("start", starts))
        .field(filled.into("ater", returned))
        .field(filled.into("fil", file))
        .submit(t.extract_keep())
        .or_back(&back);
    let who = paragraph(t.extract_holders_lead()).then(&points(page.holders.iter().map(|one| Markup::text(one))));
    formed(frame, paragraph(&t.extract_keep_lead(name)).then(&who).then(&before), form)
}

async fn sent(visit: Visit, mut upload: Upload) -> Answer {
    let (app, cx) = visit.acts()?;
    let (t, page) = (visit.t(), of(&visit).await?);
    let (mut filled, mut bytes) = (Filled::default(), Vec::new());
    while let Some(part) = upload.part().await? {
        match part {
            Part::Text { name, text } => filled = filled.put(&name, text),
            Part::File(file) if file.name == "fil" => bytes = file.bytes(MOST).await?,
            Part::File(_) => return Err(Failure::Form),
        }
    }
    filled.need(&[("utdrag", t.case_choose())]);
    if bytes.is_empty() {
        filled = filled.wrong("fil", t.extract_file_missing());
    }
    let (starts_on, returned_on) = (filled.day(t, "start"), filled.day_if(t, "ater"));
    let one = page.extracts.iter().find(|one| key(one) == filled.value("utdrag"));
    if let (Some(one), Some(starts_on), true) = (one, starts_on, filled.is_right()) {
        let draft = ExtractDraft { check: one.check.clone(), register: one.register, starts_on, returned_on, bytes };
        match app.extract_keep(cx, page.recruitment, draft).await {
            Ok(_) => return redirect(&format!("/rekrytering/{}?klart=bevarat", page.recruitment)),
            Err(error) => filled = filled.refused(error, &FIELDS)?,
        }
    } else if filled.is_right() {
        return Err(Failure::Form);
    }
    keep_page(&visit, &page, &filled)
}
