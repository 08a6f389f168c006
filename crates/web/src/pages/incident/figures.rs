//! Figures of a year with small numbers hidden, what repeats, and the report for the board.

use app::incident::{BoardFile, FiguresPage};
use casework::incident::board::{POLICE, TALKS, Ways};
use casework::incident::pattern::Pattern;
use casework::incident::routine::Routine;
use chrono::Datelike;

use super::{show, words};
use crate::failure::{Answer, Failure};
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::Sections;
use crate::pages::case;
use crate::part::{Column, Markup, Table};
use crate::text::T;

const FIGURES: Access = Access::Act("incident_figures");

pub(super) fn pages() -> Vec<Page> {
    vec![Page::get("/handelser/siffror", FIGURES, figures), Page::get("/handelser/siffror/{file}", FIGURES, board)]
}

/// The year that is asked for, else this one.
fn year(visit: &Visit, this: i32) -> i32 {
    visit.query("ar").parse().ok().filter(|year| (2_000..=this).contains(year)).unwrap_or(this)
}

async fn figures(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let shown = app.incident_figures(cx, year(&visit, cx.today().year())).await?;
    figures_page(&visit, app.incident_routine(), &shown)
}

async fn board(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let year = year(&visit, cx.today().year());
    let (file, kind, ending) = match visit.param("file") {
        "rapport.pdf" => (BoardFile::Pdf, "application/pdf", "pdf"),
        "rapport.xlsx" => {
            (BoardFile::Workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")
        }
        _ => return Err(Failure::NotFound),
    };
    let bytes = app.incident_board(cx, year, file).await?;
    Ok(case::bytes_sent(bytes, kind, &format!("attachment; filename=\"handelser-{year}.{ending}\"")))
}

/// The page.
pub(crate) fn figures_page(visit: &Visit, routine: &Routine, shown: &FiguresPage) -> Answer {
    let (t, figures) = (visit.t(), &shown.figures);
    let frame = visit.frame(t.incident_figures_of(figures.year)).below("/handelser", t.incident_list_title());
    let mut page = Sections::new(frame, t.incident_figures_lead());
    let path = |file: &str| format!("/handelser/siffror/{file}?ar={}", figures.year);
    page = page.link(path("rapport.pdf"), t.incident_board_pdf()).link(path("rapport.xlsx"), t.incident_board_xlsx());
    for year in shown.years.iter().filter(|year| **year != figures.year) {
        page = page.link(format!("/handelser/siffror?ar={year}"), t.incident_figures_of(year));
    }
    let quarters: Vec<String> =
        (1..=i64::from(figures.quarters.max(1))).map(|quarter| t.incident_quarter(quarter)).collect();
    let number = [t.incident_number().to_owned()];
    let kind = |id: &str| words::kind(t, routine, id).to_owned();
    let process = |id: &str| words::process(t, routine, id).to_owned();
    let unit = |name: &str| name.to_owned();
    let done = |word: &str| done(t, word).to_owned();
    page = page.section(t.incident_patterns(), patterns(t, routine, &shown.patterns));
    let ways: [Way<'_>; 5] = [
        ("former", t.incident_by_kind(), &quarters, &figures.forms, &kind),
        ("processer", t.incident_by_process(), &number, &figures.processes, &process),
        ("enheter", t.incident_by_unit(), &number, &figures.units, &unit),
        ("polis", t.incident_by_police(), &number, &figures.police, &done),
        ("samtal", t.incident_by_talk(), &number, &figures.talks, &done),
    ];
    for way in ways {
        page = page.section(way.1, table(t, way));
    }
    page.answer()
}

/// Place, heading, heads of the columns, counts, words of the rows.
type Way<'a> = (&'a str, &'a str, &'a [String], &'a Ways, &'a dyn Fn(&str) -> String);

fn table(t: T, (id, heading, columns, ways, word): Way<'_>) -> Markup {
    let rows: Vec<Vec<Markup>> = ways
        .cells()
        .map(|(name, cells)| {
            let name = name.map_or_else(|| t.incident_sum().to_owned(), word);
            [name.into()].into_iter().chain(cells.iter().map(|cell| cell.text().into())).collect()
        })
        .collect();
    let has_sums = rows.first().is_some_and(|row| row.len() > columns.len() + 1);
    let heads = columns.iter().map(Column::number).chain(has_sums.then(|| Column::number(t.incident_sum())));
    let heads = [Column::text(heading)].into_iter().chain(heads).collect();
    Markup::of(&Table::new(t, id, heading, heads).rows(rows).under_heading())
}

/// The words of what was done, which the figures have in Swedish.
fn done(t: T, word: &str) -> &'static str {
    let words = [t.incident_police_yes(), t.incident_police_no(), t.incident_not_decided()];
    let talks = [t.incident_talk_in_time(), t.incident_talk_late(), t.incident_talk_not()];
    let known = POLICE.iter().zip(words).chain(TALKS.iter().zip(talks));
    known.into_iter().find(|(known, _)| **known == word).map_or("", |(_, shown)| shown)
}

fn patterns(t: T, routine: &Routine, patterns: &[Pattern]) -> Markup {
    let columns = vec![
        Column::text(t.incident_what_repeats()),
        Column::number(t.incident_number()),
        Column::text(t.incident_kinds()),
        Column::text(t.incident_between()),
        Column::text(t.incident_list_title()),
    ];
    let row = |pattern: &Pattern| -> Vec<Markup> {
        let kinds: Vec<&str> = pattern.kinds.iter().map(|kind| words::kind(t, routine, kind)).collect();
        let links = (1_i64..).zip(&pattern.incidents);
        let links = links.map(|(at, id)| Markup::link(&format!("/handelser/{id}"), &t.incident_number_of(at)));
        vec![
            show::repeated(t, routine, pattern).into(),
            t.number(pattern.incidents.len().try_into().unwrap_or(i64::MAX)).into(),
            kinds.join(", ").into(),
            Markup::day(pattern.first).then(&Markup::day(pattern.last)),
            links.fold(Markup::default(), |all, link| all.then(&link)),
        ]
    };
    let table = Table::new(t, "monster", t.incident_patterns(), columns).under_heading();
    Markup::of(&table.rows(patterns.iter().map(row)).when_empty(t.incident_patterns_empty()))
}
