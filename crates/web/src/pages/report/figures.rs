//! Figures for the board, with small numbers hidden.

use app::report::{Figures, Period};
use casework::report::event::{Matter, Outcome};
use casework::report::statistics::{self, Cell};

use super::words;
use crate::failure::{Answer, Failure};
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::Sections;
use crate::part::{Column, Markup, Table};
use crate::text::T;

pub(super) fn pages() -> Vec<Page> {
    vec![Page::get("/rapporter/siffror", Access::Act("report_statistics"), show)]
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let now = Period::of(cx.today());
    let period = match visit.query("period") {
        "" => now,
        word => Period::parse(word).ok_or(Failure::NotFound)?,
    };
    let found = app.report_statistics(cx, period).await?;
    figures(&visit, (period, now), &found)
}

/// The page.
pub(crate) fn figures(visit: &Visit, (period, now): (Period, Period), found: &Figures) -> Answer {
    let t = visit.t();
    let frame = visit.frame(t.report_figures_title()).below("/rapporter", t.report_list_title());
    let mut page = Sections::new(frame, t.report_figures_lead(period.word()));
    for other in [now, now.before(), now.before().before()] {
        if other != period {
            let path = format!("/rapporter/siffror?period={}", other.word());
            page = page.link(path, t.report_figures_period(other.word()));
        }
    }
    let matters = Matter::ALL.iter().map(|one| words::matter(t, *one)).chain([t.report_figures_all()]);
    let outcomes = Outcome::ALL.iter().map(|one| words::outcome(t, *one)).chain([t.report_figures_all()]);
    let outcomes = table(
        t,
        ("utfall", t.report_figures_outcomes(), t.report_matter()),
        outcomes.collect(),
        matters.collect(),
        &found.outcomes,
    );
    let duties = vec![t.report_duty_acknowledge(), t.report_duty_feedback(), t.report_figures_all()];
    let times = vec![t.report_figures_in_time(), t.report_figures_late(), t.report_figures_all()];
    let in_time = table(t, ("i-tid", t.report_figures_times(), t.report_figures_duty()), times, duties, &found.in_time);
    page.section(t.report_figures_outcomes(), outcomes)
        .section(t.report_figures_times(), in_time)
        .section(t.report_figures_hidden(), Markup::text(t.report_figures_note()))
        .answer()
}

fn table(
    t: T,
    (id, title, head): (&str, &str, &str),
    columns: Vec<&'static str>,
    rows: Vec<&'static str>,
    numbers: &statistics::Table,
) -> Markup {
    let head = [Column::text(head)].into_iter().chain(columns.into_iter().map(Column::number)).collect();
    let row = |(name, cells): (&str, &Vec<Cell>)| -> Vec<Markup> {
        [name.into()].into_iter().chain(cells.iter().map(|cell| cell.text().into())).collect()
    };
    let all: Vec<Vec<Markup>> = rows.into_iter().zip(&numbers.rows).map(row).collect();
    Markup::of(&Table::new(t, id, title, head).rows(all).under_heading())
}
