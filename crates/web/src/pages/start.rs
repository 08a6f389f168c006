//! The start page: what is yours, and which deadlines run.

use app::report::ReportRow;
use askama::Template;

use crate::failure::{Answer, Failure, page};
use crate::frame::{Frame, Visit};
use crate::pages::approval::swedish;
use crate::pages::keys::notices;
use crate::part::{Cell, Chip, Column, Markup, Table, Tone};
use crate::text::T;

/// How many days before a closed report is to be disposed of that is told.
const NEAR: i64 = 60;

/// What the start page shows, as rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Start {
    /// A message at the top.
    pub(crate) notice: Markup,
    /// What, state.
    pub(crate) mine: Vec<Vec<Cell>>,
    /// Days left, and the row: what, days left, last day.
    pub(crate) deadlines: Vec<(i64, Vec<Cell>)>,
}

#[derive(Template)]
#[template(path = "start_page.html")]
struct StartPage {
    frame: Frame,
    t: T,
    notice: Markup,
    mine: Table,
    deadlines: Table,
}

pub(crate) fn start_page(visit: &Visit, start: Start) -> Answer {
    let t = visit.t();
    let what = || Column::text(t.start_what());
    let state = || Column::text(t.start_state());
    let mine = Table::new(t, "mine", t.start_mine(), vec![what(), state()]).under_heading();
    let deadlines =
        Table::new(t, "deadlines", t.start_deadlines(), vec![what(), state(), Column::text(t.start_when())]);
    page(&StartPage {
        frame: visit.frame(t.start_title()),
        t,
        notice: start.notice,
        mine: mine.rows(start.mine).when_empty(t.start_mine_empty()),
        deadlines: deadlines
            .rows(start.deadlines.into_iter().map(|(_, row)| row))
            .when_empty(t.start_deadlines_empty())
            .under_heading(),
    })
}

/// How many, as a chip that calls for nothing when there are none.
fn count(tone: Tone, number: usize, text: impl Fn(i64) -> String) -> Option<Chip> {
    let shown = i64::try_from(number).unwrap_or(i64::MAX);
    (number > 0).then(|| Chip::new(tone, text(shown)))
}

/// What waits for the person's approval, and what the person proposed.
async fn proposals(visit: &Visit, rows: &mut Vec<Vec<Cell>>) -> Result<(), Failure> {
    let ((app, cx), t) = (visit.acts()?, visit.t());
    let all = app.proposal_list(cx).await?;
    let own = all.iter().filter(|row| row.is_own).count();
    let link = |text: &str| Markup::link("/att-godkanna", text);
    let waiting = count(Tone::Warning, all.len() - own, |number| t.start_waiting(number));
    rows.extend(waiting.map(|chip| vec![link(t.start_approve()), chip.into()]));
    let own = count(Tone::Info, own, |number| t.start_proposed(number));
    rows.extend(own.map(|chip| vec![link(t.start_own()), chip.into()]));
    Ok(())
}

/// Signals that nobody has judged, in the groups that the person may see.
async fn signals(visit: &Visit, rows: &mut Vec<Vec<Cell>>) -> Result<(), Failure> {
    let ((app, cx), t) = (visit.acts()?, visit.t());
    if app.acts_somewhere(cx, ["signal_list"]).is_empty() {
        return Ok(());
    }
    for group in app.signal_groups(cx).await? {
        let filter = app::signal::Filter { only_open: true, ..app::signal::Filter::default() };
        let Ok(list) = app.signal_list(cx, &group, &filter, 0..0).await else { continue };
        let chip = count(Tone::Info, list.fitting, |number| t.start_signals_open(number));
        let path = format!("/signaler?grupp={}", crate::failure::encoded(&group));
        rows.extend(chip.map(|chip| vec![Markup::link(&path, &t.start_signals(group.as_str())), chip.into()]));
    }
    Ok(())
}

/// The person's open cases, and their next deadlines.
async fn cases(visit: &Visit, start: &mut Start) -> Result<(), Failure> {
    let ((app, cx), t) = (visit.acts()?, visit.t());
    for case in app.case_list(cx).await?.into_iter().filter(|case| case.state.as_str() == "open") {
        let path = format!("/arenden/{}", case.id);
        let title = case.title.as_deref().unwrap_or(t.start_case_locked());
        start.mine.push(vec![Markup::link(&path, title), Chip::new(Tone::Calm, t.start_case_open()).into()]);
        if let (Some((day, clock)), Some(left)) = (case.next, case.days_left) {
            let what = Markup::link(&path, title).then(&swedish(t, &clock));
            start.deadlines.push((left, vec![what, Chip::days_left(t, left).into(), Markup::day(day)]));
        }
    }
    Ok(())
}

/// The open incidents that came to the person, and their next deadlines.
async fn incidents(visit: &Visit, start: &mut Start) -> Result<(), Failure> {
    let ((app, cx), t) = (visit.acts()?, visit.t());
    if app.acts_somewhere(cx, ["incident_list"]).is_empty() {
        return Ok(());
    }
    for row in app.incident_list(cx).await?.into_iter().filter(|row| row.state.as_str() == "open") {
        let path = format!("/handelser/{}", row.id);
        let what = t.incident_locked_title(t.stamped_day(&row.reported_at));
        let what = match &row.incident {
            Some(incident) => super::incident::kind(t, incident).to_owned(),
            None => what,
        };
        start.mine.push(vec![Markup::link(&path, &what), Chip::new(Tone::Calm, t.start_incident_open()).into()]);
        if let (Some((day, clock)), Some(left)) = (row.next, row.days_left) {
            let clock = app.incident_routine().clock(&clock).map_or("", |clock| super::case::said(t, &clock.title));
            let what = Markup::link(&path, &what).then(&clock.into());
            start.deadlines.push((left, vec![what, Chip::days_left(t, left).into(), Markup::day(day)]));
        }
    }
    Ok(())
}

/// The reports that the person receives, by their number and their clocks: never by what they are about.
async fn reports(visit: &Visit, start: &mut Start) -> Result<(), Failure> {
    let ((app, cx), t) = (visit.acts()?, visit.t());
    if app.acts_somewhere(cx, ["report_list"]).is_empty() {
        return Ok(());
    }
    report_rows(t, start, &app.report_list(cx).await?);
    Ok(())
}

/// What the start page says of reports.
pub(crate) fn report_rows(t: T, start: &mut Start, rows: &[ReportRow]) {
    let link = || Markup::link("/rapporter", t.report_list_title());
    let new = rows.iter().filter(|row| row.is_unread).count();
    start
        .mine
        .extend(count(Tone::Warning, new, |number| t.start_reports_new(number)).map(|chip| vec![link(), chip.into()]));
    let open = rows.iter().filter(|row| row.state == access::CaseState::Open).count();
    start
        .mine
        .extend(count(Tone::Calm, open, |number| t.start_reports_open(number)).map(|chip| vec![link(), chip.into()]));
    for row in rows {
        let (Some((day, duty)), Some(left)) = (&row.next, row.days_left) else { continue };
        // The years until a closed report is disposed of are nobody's deadline yet.
        if row.state == access::CaseState::Open || left <= NEAR {
            let path = format!("/rapporter/{}", row.id);
            let what = Markup::link(&path, &t.start_report(super::report::duty(t, duty)));
            start.deadlines.push((left, vec![what, Chip::days_left(t, left).into(), Markup::day(*day)]));
        }
    }
}

/// A round of declarations that the person has not answered, and declarations that wait for their assessment.
async fn declarations(visit: &Visit, start: &mut Start) -> Result<(), Failure> {
    let ((app, cx), t) = (visit.acts()?, visit.t());
    if let Some(day) = app.declaration_waits(cx).await? {
        let left = (day - cx.today()).num_days();
        let what = Markup::link("/bisysslor/ny", t.start_declaration());
        start.mine.push(vec![what.clone(), Chip::new(Tone::Warning, t.start_declaration_waits()).into()]);
        start.deadlines.push((left, vec![what, Chip::days_left(t, left).into(), Markup::day(day)]));
    }
    // HR has them all on a page of its own.
    let may = app.acts_somewhere(cx, ["declaration_assess", "declaration_figures"]);
    if may != ["declaration_assess"] {
        return Ok(());
    }
    let rows = app.declaration_list(cx).await?;
    for row in rows.into_iter().filter(|row| row.is_mine_to_assess) {
        let Some(day) = row.declaration.review_by() else { continue };
        let left = (day - cx.today()).num_days();
        let what = Markup::link(&format!("/bisysslor/{}", row.declaration.id), &t.start_declaration_of(&row.name));
        start.mine.push(vec![what.clone(), Chip::new(Tone::Warning, t.declaration_waits()).into()]);
        start.deadlines.push((left, vec![what, Chip::days_left(t, left).into(), Markup::day(day)]));
    }
    Ok(())
}

/// Courses that are required of the person and not passed, or that end soon.
async fn training(visit: &Visit, start: &mut Start) -> Result<(), Failure> {
    let ((app, cx), t) = (visit.acts()?, visit.t());
    for row in app.course_list(cx).await? {
        let Some(due) = row.due() else { continue };
        let title = if t.lang() == crate::text::Lang::Sv { &row.course.title.sv } else { &row.course.title.en };
        let what = Markup::link(&format!("/utbildning/kurs/{}", row.course.id), &t.start_course(title.as_str()));
        let left = (due - cx.today()).num_days();
        start.deadlines.push((left, vec![what, Chip::days_left(t, left).into(), Markup::day(due)]));
    }
    Ok(())
}

pub(super) async fn show(visit: Visit) -> Answer {
    let mut start = Start::default();
    if let Ok((app, cx)) = visit.acts() {
        start.notice = notices(&visit, &app.notices(cx).await?);
        proposals(&visit, &mut start.mine).await?;
        cases(&visit, &mut start).await?;
        incidents(&visit, &mut start).await?;
        reports(&visit, &mut start).await?;
        declarations(&visit, &mut start).await?;
        signals(&visit, &mut start.mine).await?;
        training(&visit, &mut start).await?;
        start.deadlines.sort_by_key(|(left, _)| *left);
    }
    start_page(&visit, start)
}
