//! Kept extracts: what is kept until when, who has read one and why, reading it for a reason, and disposal by two.

use app::extract::{ExtractNote, ExtractPage, ExtractRow, FileKind};
use app::{App, Cx};
use casework::id::{CaseId, PersonId};

use super::ask::Sections;
use super::case::{self, Filled, formed, lines, paragraph, points, said};
use super::incident::links;
use super::recruitment::register;
use crate::failure::{Answer, Failure, redirect};
use crate::frame::{Access, Frame, Page, Visit};
use crate::part::{Chip, Column, Description, Field, Form, Icon, Markup, Notice, Table, Tone};
use crate::sent::Sent;
use crate::text::T;

const LIST: Access = Access::Act("extract_list");
const SHOW: Access = Access::Act("extract_show");
const READ: Access = Access::Act("extract_read");
const HANDLE: Access = Access::Act("extract_handle");
const DISPOSE: Access = Access::Act("extract_dispose");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/utdrag", LIST, list),
        Page::get("/utdrag/{id}", SHOW, show),
        Page::get("/utdrag/{id}/las", READ, read),
        Page::post("/utdrag/{id}/las", READ, read_sent),
        Page::get("/utdrag/{id}/startdag", HANDLE, starts),
        Page::post("/utdrag/{id}/startdag", HANDLE, starts_sent),
        Page::get("/utdrag/{id}/original", HANDLE, returned),
        Page::post("/utdrag/{id}/original", HANDLE, returned_sent),
        Page::get("/utdrag/{id}/tillgang", HANDLE, share),
        Page::post("/utdrag/{id}/tillgang", HANDLE, share_sent),
        Page::get("/utdrag/{id}/gallra", DISPOSE, dispose),
        Page::post("/utdrag/{id}/gallra", DISPOSE, dispose_sent),
    ]
}

/// A kept extract, as a page of it begins.
pub(crate) struct Kept {
    pub(crate) page: ExtractPage,
    /// Who reads.
    pub(crate) me: PersonId,
}

impl Kept {
    fn path(&self, part: &str) -> String {
        if part.is_empty() { format!("/utdrag/{}", self.page.id) } else { format!("/utdrag/{}/{part}", self.page.id) }
    }

    fn name(&self, t: T, person: PersonId) -> String {
        self.page.names.get(&person).cloned().unwrap_or_else(|| t.case_unknown().to_owned())
    }

    fn is_due(&self, visit: &Visit) -> bool {
        self.page.extract.keep_until() < app::swedish_day(visit.now())
    }

    /// The frame of a page below its own.
    fn frame(&self, visit: &Visit, title: &str) -> Frame {
        let t = visit.t();
        visit.frame(title).below("/utdrag", t.extract_title()).below(self.path(""), self.title(t))
    }

    fn title(&self, t: T) -> String {
        t.extract_title_of(self.page.extract.kept.name(), register(t, self.page.extract.kept.register()))
    }
}

async fn kept(visit: &Visit) -> Result<(&App, &Cx, Kept), Failure> {
    let (app, cx) = visit.acts()?;
    let id: CaseId = visit.param("id").parse().map_err(|_| Failure::NotFound)?;
    let page = app.extract_show(cx, id).await?;
    Ok((app, cx, Kept { page, me: cx.person }))
}

async fn list(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    list_page(&visit, &app.extract_list(cx).await?)
}

/// The page of these extracts.
pub(crate) fn list_page(visit: &Visit, rows: &[ExtractRow]) -> Answer {
    let t = visit.t();
    let today = app::swedish_day(visit.now());
    let frame = visit.frame(t.extract_title()).below("/rekrytering", t.recruitment_title());
    let mut page = Sections::new(frame, t.extract_lead());
    if visit.query("klart") == "gallrat" {
        page = page.notice(&Notice::new(Tone::Done, t.extract_done_disposed()));
    }
    if rows.iter().any(|row| row.extract.is_none()) {
        page = page.link(format!("/las-upp?till={}", crate::failure::encoded("/utdrag")), t.case_unlock());
    }
    let due = rows.iter().filter(|row| row.keep_until.is_some_and(|until| until < today)).count();
    if due > 0 {
        page = page.notice(&Notice::new(Tone::Warning, t.extract_due(i64::try_from(due).unwrap_or(i64::MAX))));
    }
    let columns = [
        t.extract_person(),
        t.extract_register(),
        t.recruitment_post(),
        t.extract_started(),
        t.recruitment_keep_until(),
        t.extract_readings(),
    ];
    let row = |row: &ExtractRow| -> Vec<Markup> {
        let path = format!("/utdrag/{}", row.id);
        let until = row.keep_until.map(Markup::day).unwrap_or_default();
        let is_late = row.keep_until.is_some_and(|until| until < today);
        let until =
            if is_late { until.then(&Chip::new(Tone::Warning, t.recruitment_to_dispose()).into()) } else { until };
        let Some(one) = &row.extract else {
            let link = Markup::raw(format!("{} ", Icon::Lock)).then(&Markup::link(&path, t.extract_locked()));
            return vec![link, "".into(), "".into(), "".into(), until, "".into()];
        };
        let many = t.number(i64::try_from(one.readings.len()).unwrap_or(i64::MAX));
        vec![
            Markup::link(&path, one.kept.name()),
            register(t, one.kept.register()).into(),
            one.kept.post().into(),
            Markup::day(one.starts_on),
            until,
            many.into(),
        ]
    };
    let heading = t.extract_count(i64::try_from(rows.len()).unwrap_or(i64::MAX));
    let table = Table::new(t, "utdrag", t.extract_title(), columns.map(Column::text).into()).under_heading();
    page.section(heading, Markup::of(&table.rows(rows.iter().map(row)).when_empty(t.extract_empty()))).answer()
}

async fn show(visit: Visit) -> Answer {
    let (_, _, kept) = kept(&visit).await?;
    show_page(&visit, &kept)
}

/// The page of a kept extract.
pub(crate) fn show_page(visit: &Visit, of: &Kept) -> Answer {
    let (t, extract) = (visit.t(), &of.page.extract);
    let kept = &extract.kept;
    let mut page = Sections::new(visit.frame(of.title(t)).below("/utdrag", t.extract_title()), t.extract_show_lead());
    match visit.query("klart") {
        "skrivet" => page = page.notice(&Notice::new(Tone::Done, t.case_done_written())),
        "foreslaget" => page = page.notice(&Notice::new(Tone::Done, t.recruitment_done_proposed())),
        _ => {}
    }
    if of.is_due(visit) {
        page = page.notice(&Notice::new(Tone::Warning, t.recruitment_dispose_due()));
    }
    let by = |item_by: PersonId, at| t.case_at_by(t.moment(at), of.name(t, item_by));
    let returned = extract.returned.as_ref().map(|item| item.what.on).or(kept.returned_on());
    let facts = Description::new()
        .row(t.extract_person(), kept.name())
        .row(t.recruitment_post(), kept.post())
        .row(t.incident_unit(), kept.unit())
        .row(t.recruitment_check(), said(t, kept.title()))
        .row(t.recruitment_source(), case::swedish(t, kept.law()))
        .row(t.recruitment_shown_on(), Markup::day(kept.shown_on()))
        .row(t.recruitment_extract_on(), Markup::day(kept.extract_on()))
        .row(t.extract_started(), Markup::day(extract.starts_on))
        .row(t.recruitment_keep_until(), Markup::day(extract.keep_until()))
        .row(t.extract_returned_on(), returned.map_or_else(|| Markup::text(t.recruitment_not_yet()), Markup::day))
        .row(t.extract_kept_by(), by(extract.kept_by, extract.kept_at));
    let moved = extract.moved.iter().map(|item| {
        let text = t.extract_moved(t.day(item.what.on), &item.what.why);
        Markup::text(&text).then(&super::recruitment::line(&by(item.by, item.at)))
    });
    let facts = Markup::of(&facts).then(&points_if(moved.collect()));
    let readings = extract
        .readings
        .iter()
        .map(|item| Markup::text(&t.extract_read_by(t.moment(item.at), of.name(t, item.by), &item.what.why)));
    let readings: Vec<Markup> = readings.collect();
    let readings = if readings.is_empty() { paragraph(t.extract_unread()) } else { points(readings) };
    let holders = extract.holders.iter().map(|(person, role)| {
        let role = crate::RoleName::parse(role).map_or_else(|| role.clone(), |role| role.shown(t).to_lowercase());
        Markup::text(&format!("{} ({role})", of.name(t, *person)))
    });
    let shared = extract.shared.iter().map(|item| {
        let many = i64::try_from(item.what.holders.len()).unwrap_or(i64::MAX);
        Markup::text(&t.extract_shared(many)).then(&super::recruitment::line(&by(item.by, item.at)))
    });
    let holders = points(holders).then(&points_if(shared.collect()));
    let mut to_do = vec![
        (of.path("las"), t.extract_read().to_owned()),
        (of.path("startdag"), t.extract_do_start().to_owned()),
        (of.path("original"), t.extract_do_return().to_owned()),
    ];
    if of.page.lacks_holders {
        to_do.push((of.path("tillgang"), t.extract_do_share().to_owned()));
    }
    if of.is_due(visit) {
        to_do.push((of.path("gallra"), t.recruitment_dispose().to_owned()));
    }
    page.section(t.incident_to_do(), links(to_do))
        .section(t.extract_facts(), facts)
        .section(t.extract_readings(), readings)
        .section(t.extract_holders(), holders)
        .answer()
}

fn points_if(all: Vec<Markup>) -> Markup {
    if all.is_empty() { Markup::default() } else { points(all) }
}

async fn read(visit: Visit) -> Answer {
    let (_, _, kept) = kept(&visit).await?;
    read_form(&visit, &kept, &Filled::default())
}

/// The form: why.
pub(crate) fn read_form(visit: &Visit, of: &Kept, filled: &Filled) -> Answer {
    let t = visit.t();
    let why = Field::area(t, "skal", t.extract_read_why()).with_hint(t.extract_read_hint()).with_rows(3);
    let form = visit.form(of.path("las")).with_error(filled.general.clone()).field(filled.into("skal", why));
    let lead = match of.page.extract.kept.kind() {
        FileKind::Pdf => t.extract_read_pdf(),
        FileKind::Jpeg | FileKind::Png => t.extract_read_picture(),
    };
    let before = paragraph(t.extract_read_lead()).then(&paragraph(lead));
    formed(of.frame(visit, t.extract_read()), before, form.submit(t.extract_read()).or_back(of.path("")))
}

async fn read_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, kept) = kept(&visit).await?;
    let mut filled = Filled::of(&sent, &["skal"]);
    filled.need(&[("skal", visit.t().case_reason_missing())]);
    if filled.is_right() {
        match app.extract_read(cx, kept.page.id, &filled.text("skal")).await {
            Ok(file) => {
                let name = format!("attachment; filename=\"registerutdrag.{}\"", file.kind.ending());
                return Ok(case::bytes_sent(file.bytes, file.kind.content_type(), &name));
            }
            Err(error) => filled = filled.refused(error, &[])?,
        }
    }
    read_form(&visit, &kept, &filled)
}

async fn starts(visit: Visit) -> Answer {
    let (_, _, kept) = kept(&visit).await?;
    let filled = Filled::default().put("start", kept.page.extract.starts_on.to_string());
    starts_form(&visit, &kept, &filled)
}

/// The form of another day to begin.
pub(crate) fn starts_form(visit: &Visit, of: &Kept, filled: &Filled) -> Answer {
    let t = visit.t();
    let months = i64::from(of.page.extract.kept.months());
    let start = Field::date(t, "start", t.extract_starts_on()).with_hint(t.extract_starts_hint(months));
    let form = visit
        .form(of.path("startdag"))
        .with_error(filled.general.clone())
        .field(filled.into("start", start))
        .field(filled.into("skal", Field::area(t, "skal", t.case_why()).with_rows(3)));
    let form = form.submit(t.extract_do_start()).or_back(of.path(""));
    formed(of.frame(visit, t.extract_do_start()), paragraph(t.extract_start_lead()), form)
}

async fn starts_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, kept) = kept(&visit).await?;
    let t = visit.t();
    let mut filled = Filled::of(&sent, &["start", "skal"]);
    filled.need(&[("skal", t.case_reason_missing())]);
    if let (Some(on), true) = (filled.day(t, "start"), filled.is_right()) {
        let note = ExtractNote::Starts { on, why: filled.text("skal") };
        match app.extract_note(cx, kept.page.id, note).await {
            Ok(()) => return redirect(&kept.path("?klart=skrivet")),
            Err(error) => filled = filled.refused(error, &[])?,
        }
    }
    starts_form(&visit, &kept, &filled)
}

async fn returned(visit: Visit) -> Answer {
    let (_, _, kept) = kept(&visit).await?;
    returned_form(&visit, &kept, &Filled::default())
}

/// The form of the day that the original went back.
pub(crate) fn returned_form(visit: &Visit, of: &Kept, filled: &Filled) -> Answer {
    let t = visit.t();
    let day = Field::date(t, "ater", t.extract_returned_on());
    let form = visit.form(of.path("original")).with_error(filled.general.clone()).field(filled.into("ater", day));
    let form = form.submit(t.extract_do_return()).or_back(of.path(""));
    formed(of.frame(visit, t.extract_do_return()), paragraph(t.extract_returned_hint()), form)
}

async fn returned_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, kept) = kept(&visit).await?;
    let mut filled = Filled::of(&sent, &["ater"]);
    if let Some(on) = filled.day(visit.t(), "ater") {
        match app.extract_note(cx, kept.page.id, ExtractNote::Returned { on }).await {
            Ok(()) => return redirect(&kept.path("?klart=skrivet")),
            Err(error) => filled = filled.refused(error, &[])?,
        }
    }
    returned_form(&visit, &kept, &filled)
}

async fn share(visit: Visit) -> Answer {
    let (_, _, kept) = kept(&visit).await?;
    share_form(&visit, &kept, &Filled::default())
}

/// The form: the key goes to those who hold the roles now.
pub(crate) fn share_form(visit: &Visit, of: &Kept, filled: &Filled) -> Answer {
    let t = visit.t();
    let form = visit.form(of.path("tillgang")).with_error(filled.general.clone());
    let form = form.submit(t.extract_do_share()).or_back(of.path(""));
    formed(of.frame(visit, t.extract_do_share()), paragraph(t.extract_share_lead()), form)
}

async fn share_sent(visit: Visit, _: Sent) -> Answer {
    let (app, cx, kept) = kept(&visit).await?;
    match app.extract_note(cx, kept.page.id, ExtractNote::Share).await {
        Ok(()) => redirect(&kept.path("?klart=skrivet")),
        Err(error) => share_form(&visit, &kept, &Filled::default().refused(error, &[])?),
    }
}

async fn dispose(visit: Visit) -> Answer {
    let (_, _, kept) = kept(&visit).await?;
    dispose_form(&visit, &kept, &Filled::default())
}

/// Whether it is another's proposal that the person may carry out.
fn is_second(of: &Kept) -> bool {
    of.page.extract.disposal.as_ref().is_some_and(|proposed| proposed.by != of.me)
}

/// The form: to propose, or to carry out what another proposed.
pub(crate) fn dispose_form(visit: &Visit, of: &Kept, filled: &Filled) -> Answer {
    let t = visit.t();
    let form: Form = visit.form(of.path("gallra")).with_error(filled.general.clone());
    let frame = of.frame(visit, t.recruitment_dispose());
    if let Some(proposed) = of.page.extract.disposal.as_ref().filter(|_| is_second(of)) {
        let by = t.case_at_by(t.moment(proposed.at), of.name(t, proposed.by));
        let before = paragraph(t.recruitment_dispose_second()).then(&lines(&by));
        return formed(frame, before, form.submit(t.recruitment_dispose()).grave().or_back(of.path("")));
    }
    let form = form.submit(t.recruitment_dispose_propose()).or_back(of.path(""));
    formed(frame, paragraph(t.extract_dispose_lead()), form)
}

async fn dispose_sent(visit: Visit, _: Sent) -> Answer {
    let (app, cx, kept) = kept(&visit).await?;
    let id = kept.page.id;
    let done = if is_second(&kept) {
        app.extract_dispose(cx, id).await.map(|()| "/utdrag?klart=gallrat".to_owned())
    } else {
        app.extract_dispose_propose(cx, id).await.map(|()| kept.path("?klart=foreslaget"))
    };
    match done {
        Ok(path) => redirect(&path),
        Err(error) => dispose_form(&visit, &kept, &Filled::default().refused(error, &[])?),
    }
}
