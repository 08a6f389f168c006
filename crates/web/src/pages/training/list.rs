//! The person's courses: what is required, where they are, what else there is.

use app::training::CourseRow;
use chrono::NaiveDate;

use super::many;
use super::words::{self, said};
use crate::failure::Answer;
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::Sections;
use crate::part::{Column, Markup, Notice, Table, Tone};

/// Where else training leads: the act that opens it, path.
const ELSEWHERE: [(&str, &str); 6] = [
    ("training_staff", "/utbildning/medarbetare"),
    ("training_coverage", "/utbildning/tackning"),
    ("training_demand", "/utbildning/krav"),
    ("training_import", "/utbildning/las-in"),
    ("training_export", "/utbildning/xapi"),
    ("training_dispose", "/utbildning/gallring"),
];

pub(super) fn pages() -> Vec<Page> {
    vec![Page::get("/utbildning", Access::Act("course_take"), show)]
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let rows = app.course_list(cx).await?;
    let guidance = app.guidance_list(cx).await?;
    let waiting = guidance.iter().filter(|row| row.is_waiting()).count();
    let may = app.acts_somewhere(cx, ELSEWHERE.map(|(act, _)| act));
    list_page(&visit, (&rows, waiting), &may, cx.today())
}

/// The page of these courses; how much guidance waits; what else the person may do.
pub(crate) fn list_page(
    visit: &Visit,
    (rows, waiting): (&[CourseRow], usize),
    may: &[&str],
    today: NaiveDate,
) -> Answer {
    let t = visit.t();
    let columns = || {
        [t.training_course(), t.training_done(), t.case_state(), t.training_due(), t.training_for()]
            .map(Column::text)
            .into()
    };
    let row = |row: &&CourseRow| -> Vec<Markup> {
        let path = format!("/utbildning/kurs/{}", row.course.id);
        let why = row.required.as_ref().map_or_else(
            || said(t, &row.course.audience.sv, &row.course.audience.en).to_owned(),
            |required| words::group(t, required.group).to_owned(),
        );
        vec![
            Markup::link(&path, said(t, &row.course.title.sv, &row.course.title.en)),
            words::done(t, row.done).into(),
            words::standing(t, row.standing).into(),
            words::due_of(t, row, today),
            why.into(),
        ]
    };
    let (required, other): (Vec<&CourseRow>, Vec<&CourseRow>) = rows.iter().partition(|row| row.required.is_some());
    let table = |id: &str, title: &str, rows: &[&CourseRow], empty: &str| {
        let table = Table::new(t, id, title, columns()).under_heading();
        Markup::of(&table.rows(rows.iter().map(row)).when_empty(empty))
    };
    let mut page = Sections::new(visit.frame(t.training_title()), t.training_lead());
    if waiting > 0 {
        let link = Markup::link("/vagledning", t.guidance_title()).paragraph();
        let notice = Notice::new(Tone::Info, t.training_guidance_waiting(many(waiting))).with(link);
        page = page.notice(Markup::of(&notice));
    }
    page = page.link("/vagledning", t.guidance_title()).link("/utbildning/tillfallen", t.occasion_title());
    let names = [
        t.training_staff_title(),
        t.training_coverage_title(),
        t.training_demand_title(),
        t.training_import_title(),
        t.training_export_title(),
        t.training_disposal_title(),
    ];
    for ((act, path), name) in ELSEWHERE.into_iter().zip(names) {
        if may.contains(&act) {
            page = page.link(path, name);
        }
    }
    page = page
        .section(t.training_required(), table("kravs", t.training_required(), &required, t.training_required_empty()));
    if !other.is_empty() {
        page = page.section(t.training_other(), table("ovriga", t.training_other(), &other, t.training_other()));
    }
    page.answer()
}
