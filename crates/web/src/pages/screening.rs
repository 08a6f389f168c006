//! A payment file is screened: sent, judged, and fetched again in parts.

use app::ports::ScreenedFile;
use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::Response;
use payments::Verdict;

use crate::failure::{Answer, Failure, redirect};
use crate::frame::Visit;
use crate::pages::approval::swedish;
use crate::pages::ask::{Problems, Sections, asked, listed, sentence};
use crate::part::{Cell, Chip, Column, Description, Field, Markup, Notice, Table, Tone};
use crate::sent::{Part, Upload};
use crate::text::T;

/// The most bytes of a payment file.
pub(super) const MOST: usize = 20 << 20;

pub(crate) fn upload_page(visit: &Visit, problems: &Problems) -> Answer {
    let t = visit.t();
    let file = Field::file(t, "file", t.screening_file(), ".xml,.txt,.csv,.lb").with_hint(t.screening_file_hint());
    let form = visit.form("/betalstopp/granska").field(problems.on("file", file)).with_error(problems.general());
    let form = form.submit(t.screening_submit()).or_back("/betalstopp");
    let frame = visit.frame(t.screening_title()).below("/betalstopp", t.hold_title());
    asked(frame, t.screening_lead(), Markup::default(), form)
}

pub(super) async fn upload(visit: Visit) -> Answer {
    visit.acts()?;
    upload_page(&visit, &Problems::default())
}

pub(super) async fn upload_sent(visit: Visit, mut upload: Upload) -> Answer {
    let (app, cx) = visit.acts()?;
    let mut given = None;
    while let Some(part) = upload.part().await? {
        if let Part::File(file) = part
            && file.name == "file"
            && !file.file_name.is_empty()
        {
            given = Some((file.file_name.clone(), file.bytes(MOST).await?));
        }
    }
    let Some((name, bytes)) = given.filter(|(_, bytes)| !bytes.is_empty()) else {
        return upload_page(&visit, &Problems::default().with("file", visit.t().ask_file()));
    };
    match app.screening_keep(cx, name, bytes).await {
        Ok(key) => redirect(&format!("/betalstopp/granska/{key}")),
        Err(error) => upload_page(&visit, &Problems::of(error, &["file"])?),
    }
}

fn verdict(t: T, verdict: Verdict) -> Chip {
    match verdict {
        Verdict::Go => Chip::new(Tone::Done, t.screening_go()),
        Verdict::Look => Chip::new(Tone::Warning, t.screening_look()),
        Verdict::Hold => Chip::new(Tone::Serious, t.screening_hold()),
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn table(t: T, screened: &ScreenedFile) -> Table {
    let columns = vec![
        Column::text(t.hold_payee()),
        Column::number(t.hold_amount()),
        Column::text(t.hold_due()),
        Column::text(t.screening_verdict()),
        Column::text(t.hold_why()),
    ];
    let mut rows: Vec<_> = screened.rows.iter().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.verdict));
    let row = |row: &app::ports::ScreenedRow| -> Vec<Cell> {
        let who = if row.payee.is_empty() { &row.id } else { &row.payee };
        let who = match row.hold.as_str() {
            "" => Markup::text(who),
            hold => Markup::link(&format!("/betalstopp/{hold}"), who),
        };
        let why = listed(row.reasons.iter().map(|reason| swedish(t, &reason.sentence)));
        vec![who, t.amount(row.amount_ore).into(), Markup::day(row.pay_on), verdict(t, row.verdict).into(), why]
    };
    let table = Table::new(t, "payments", t.screening_payments(), columns).rows(rows.into_iter().map(row));
    table.when_empty(t.screening_none()).under_heading().with_filter()
}

pub(crate) fn result_page(visit: &Visit, key: &str, screened: &ScreenedFile) -> Answer {
    let t = visit.t();
    let of = |wanted| count(screened.rows.iter().filter(|row| row.verdict == wanted).count());
    let facts = Description::new()
        .row(t.screening_format(), screened.format.as_str())
        .row(t.screening_go(), t.number(of(Verdict::Go)))
        .row(t.screening_look(), t.number(of(Verdict::Look)))
        .row(t.screening_hold(), t.number(of(Verdict::Hold)))
        .row(t.screening_not_understood(), t.number(count(screened.not_understood.len())));
    let frame = visit.frame(t.screening_result()).below("/betalstopp", t.hold_title());
    let frame = frame.below("/betalstopp/granska", t.screening_title());
    let mut shown = Sections::new(frame, t.screening_result_lead());
    if !screened.warnings.is_empty() {
        let all = listed(screened.warnings.iter().map(|warning| swedish(t, &sentence(warning))));
        shown = shown.notice(Markup::of(&Notice::new(Tone::Warning, t.screening_warnings()).with(all)));
    }
    shown = shown.section(t.screening_counts(), Markup::of(&facts));
    if !screened.files.is_empty() {
        let files = screened.files.iter().enumerate().map(|(at, file)| {
            let link = Markup::link(&format!("/betalstopp/granska/{key}/{at}"), &file.name);
            link.then(&swedish(t, &file.what))
        });
        shown = shown.section(t.screening_files(), listed(files));
    }
    if !screened.not_understood.is_empty() {
        let all = screened.not_understood.iter().map(|what| swedish(t, &sentence(what)));
        shown = shown.section(t.screening_not_understood(), listed(all));
    }
    shown.section(t.screening_payments(), Markup::of(&table(t, screened))).answer()
}

pub(super) async fn result(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let key = visit.param("key");
    let screened = kept(&visit, app.screening_kept(cx, key).await)?;
    result_page(&visit, key, &screened)
}

/// What was kept; what is gone is told in words.
pub(super) fn kept<K>(visit: &Visit, found: Result<K, app::AppError>) -> Result<K, Failure> {
    match found {
        Err(app::AppError::NotFound) => Err(Failure::Refused(visit.t().ask_gone(app::shelf::MINUTES))),
        other => Ok(other?),
    }
}

pub(super) async fn file(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let screened = kept(&visit, app.screening_kept(cx, visit.param("key")).await)?;
    let at: usize = visit.param("file").parse().map_err(|_| Failure::NotFound)?;
    let file = screened.files.get(at).ok_or(Failure::NotFound)?;
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' };
    let name: String = file.name.chars().map(plain).collect();
    let mut response = Response::new(Body::from(file.bytes.clone()));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    headers.insert(CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment")));
    Ok(response)
}
