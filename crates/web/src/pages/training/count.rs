//! How many are covered, as pictures with their tables; and names, for the manager of the people alone.

use app::incident::BoardFile;
use app::training::{CoveragePage, Heat, Row, SOON_DAYS, Share, StaffRow, TrainingGroup};
use chrono::NaiveDate;

use super::many;
use super::words::{self, said};
use crate::failure::{Answer, Failure};
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::{Sections, listed};
use crate::pages::case::bytes_sent;
use crate::part::{Chip, Column, Coverage, Curve, Markup, Table, Tone, escaped};
use crate::text::T;

const COVERAGE: Access = Access::Act("training_coverage");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/utbildning/tackning", COVERAGE, coverage),
        Page::get("/utbildning/tackning/{file}", COVERAGE, board),
        Page::get("/utbildning/medarbetare", Access::Act("training_staff"), staff),
    ]
}

async fn coverage(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    coverage_page(&visit, &app.training_coverage(cx).await?)
}

async fn board(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let (file, kind, ending) = match visit.param("file") {
        "rapport.pdf" => (BoardFile::Pdf, "application/pdf", "pdf"),
        "rapport.xlsx" => {
            (BoardFile::Workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")
        }
        _ => return Err(Failure::NotFound),
    };
    let bytes = app.training_board(cx, file).await?;
    Ok(bytes_sent(bytes, kind, &format!("attachment; filename=\"utbildning-{}.{ending}\"", cx.today())))
}

/// The page of how many are covered.
pub(crate) fn coverage_page(visit: &Visit, shown: &CoveragePage) -> Answer {
    let t = visit.t();
    let frame = visit.frame(t.training_coverage_title()).below("/utbildning", t.training_title());
    let mut page = Sections::new(frame, t.training_coverage_lead(shown.authority.as_str(), t.day(shown.day)))
        .link("/utbildning/tackning/rapport.pdf", t.incident_board_pdf())
        .link("/utbildning/tackning/rapport.xlsx", t.incident_board_xlsx());
    if shown.courses.is_empty() {
        return page.section(t.training_required(), Markup::text(t.training_coverage_none()).paragraph()).answer();
    }
    let group = |word: &str| TrainingGroup::parse(word).map_or("", |group| words::group(t, group)).to_owned();
    let as_it_is = |name: &str| name.to_owned();
    let here = t.training_all_of(shown.authority.as_str());
    if let Some(authorities) = &shown.authorities {
        let way = Way {
            id: "namnder",
            caption: t.training_shares_by_authority(),
            first: t.training_authority(),
            small: t.training_small_authorities(),
            all: t.training_all_authorities(),
        };
        page = page.section(t.training_by_authority(), heat(t, &way, shown, authorities, &as_it_is));
    }
    let units = Way {
        id: "enheter",
        caption: t.training_shares_by_unit(),
        first: t.training_unit(),
        small: t.training_small_units(),
        all: &here,
    };
    let groups = Way {
        id: "grupper",
        caption: t.training_shares_by_group(),
        first: t.training_group(),
        small: t.training_small_groups(),
        all: &here,
    };
    page = page
        .section(t.training_by_unit(), heat(t, &units, shown, &shown.units, &as_it_is))
        .section(t.training_by_group(), heat(t, &groups, shown, &shown.groups, &group));
    let curve = Curve::new(t, "kurva", t.training_curve_caption(), &shown.curve);
    let soon = shown.courses.iter().zip(&shown.soon);
    let soon = soon.map(|((_, title), share)| vec![said(t, &title.sv, &title.en).into(), share.text().into()]);
    let columns = vec![Column::text(t.training_course()), Column::number(t.training_share())];
    let soon = Table::new(t, "upphor", t.training_ends_soon(SOON_DAYS), columns).under_heading().rows(soon);
    page.section(t.training_curve(), Markup::of(&curve))
        .section(t.training_ends_soon(SOON_DAYS), Markup::of(&soon))
        .section(t.training_rounding(), Markup::text(t.training_rounding_how()).paragraph())
        .answer()
}

/// A way of grouping people, in words.
struct Way<'a> {
    /// The place of its table in the page.
    id: &'a str,
    /// What the picture and the table are of.
    caption: &'a str,
    /// What a row is.
    first: &'a str,
    /// The row of those that are too small to be shown.
    small: &'a str,
    /// The row of everybody.
    all: &'a str,
}

/// A picture of shares and its table.
fn heat(t: T, way: &Way<'_>, shown: &CoveragePage, heat: &Heat, name: &dyn Fn(&str) -> String) -> Markup {
    let courses: Vec<&str> = shown.courses.iter().map(|(_, title)| said(t, &title.sv, &title.en)).collect();
    let named = |row: &Row| row.of.as_deref().map_or_else(|| way.small.to_owned(), name);
    let mut rows: Vec<(String, Option<u64>, &[Share])> =
        heat.rows.iter().map(|row| (named(row), Some(row.people), row.shares.as_slice())).collect();
    rows.push((way.all.to_owned(), None, &heat.all));
    Markup::of(&Coverage::new(t, (way.id, way.caption, way.first), &courses, &rows))
}

async fn staff(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    staff_page(&visit, &app.training_staff(cx).await?, cx.today())
}

/// The page of the reader's own people.
pub(crate) fn staff_page(visit: &Visit, rows: &[StaffRow], today: NaiveDate) -> Answer {
    let t = visit.t();
    let row = |row: &StaffRow| -> Vec<Markup> {
        let left = row.courses.iter().filter(|one| !one.standing.counts());
        let left = left.map(|one| {
            let title = Markup::raw(escaped(said(t, &one.title.sv, &one.title.en)));
            title.then(&words::standing(t, one.standing).into()).then(&words::due_by(t, one, today))
        });
        let valid = row.courses.iter().filter(|one| one.standing.counts());
        let valid = valid.map(|one| {
            let title = Markup::raw(escaped(said(t, &one.title.sv, &one.title.en)));
            title.then(&words::standing(t, one.standing).into())
        });
        let guidance =
            if row.guidance_left == 0 { String::new() } else { t.training_guidance_left(many(row.guidance_left)) };
        let new = row.new_since.map(|first| Chip::new(Tone::Info, t.training_new_since(t.day(first))));
        let name = Markup::text(&row.name).then(&new.map(Markup::from).unwrap_or_default());
        vec![name, listed(left), listed(valid), guidance.into()]
    };
    let columns = [t.admin_name(), t.training_staff_left(), t.training_staff_valid(), t.guidance_title()];
    let table =
        Table::new(t, "medarbetare", t.training_staff_title(), columns.map(Column::text).into()).under_heading();
    let table = table.rows(rows.iter().map(row)).when_empty(t.training_staff_empty());
    let frame = visit.frame(t.training_staff_title()).below("/utbildning", t.training_title());
    Sections::new(frame, t.training_staff_lead()).section(t.training_staff_names(), Markup::of(&table)).answer()
}
