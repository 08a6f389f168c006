//! Days in order, as a picture and as a table that says the same.
//!
//! The picture has no `viewBox`: it is as wide as its place and every horizontal measure is a percentage, so that its words
//! keep their size on a telephone.

use std::fmt::Write as _;

use askama::Template;
use askama::filters::HtmlSafe;
use chrono::{Datelike, NaiveDate};

use super::{Cell, Column, Markup, Table, escaped};
use crate::text::T;

const ROW: u64 = 28;
const LEFT: u64 = 2_600;
const WIDTH: u64 = 7_200;
const AXIS: u64 = 24;

/// Something that happened, or went on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The row that it stands on.
    pub row: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day; the same for a single day.
    pub to: NaiveDate,
    /// What it was, for the table.
    pub what: Markup,
}

/// A timeline.
#[derive(Debug, Clone, Template)]
#[template(path = "part/timeline.html")]
pub struct Timeline {
    title: String,
    svg: Markup,
    table: Table,
}

impl HtmlSafe for Timeline {}

impl Timeline {
    /// A timeline of moments in the order of their days.
    #[must_use]
    pub fn new(t: T, id: &str, title: impl Into<String>, mut moments: Vec<Moment>) -> Self {
        moments.sort_by(|a, b| (a.from, a.to, &a.row).cmp(&(b.from, b.to, &b.row)));
        let title = title.into();
        let svg = Markup::raw(drawn(t, &title, &moments));
        let columns = [t.timeline_row(), t.timeline_from(), t.timeline_to(), t.timeline_what()].map(Column::text);
        let row = |moment: Moment| -> Vec<Cell> {
            vec![moment.row.into(), Markup::day(moment.from), Markup::day(moment.to), moment.what]
        };
        let table = Table::new(t, format!("{id}-tabell"), title.clone(), columns.into());
        let table = table.rows(moments.into_iter().map(row)).when_empty(t.timeline_empty()).under_heading();
        Self { title, svg, table }
    }
}

/// The place of a day, in hundredths of a per cent.
fn place(day: NaiveDate, first: NaiveDate, days: u64) -> u64 {
    let after = u64::try_from((day - first).num_days()).unwrap_or(0);
    LEFT + WIDTH * after / days.max(1)
}

fn percent(hundredths: u64) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

fn drawn(t: T, title: &str, moments: &[Moment]) -> String {
    // Registers can have a period whose days stand the wrong way round; it is drawn as the days between them.
    let first = moments.iter().map(|moment| moment.from.min(moment.to)).min();
    let last = moments.iter().map(|moment| moment.from.max(moment.to)).max();
    let (Some(first), Some(last)) = (first, last) else { return String::new() };
    let days = u64::try_from(last.num_days_from_ce() - first.num_days_from_ce()).unwrap_or(0);
    let mut rows: Vec<&str> = Vec::new();
    for moment in moments {
        if !rows.contains(&moment.row.as_str()) {
            rows.push(&moment.row);
        }
    }
    let mut body = String::new();
    for (at, row) in (0_u64..).zip(&rows) {
        let middle = at * ROW + 14;
        let name: String = row.chars().take(22).collect();
        let _ = write!(body, r#"<text x="0" y="{}">{}</text>"#, middle + 5, escaped(&name));
        let _ = write!(body, r#"<line class="base" x1="0" x2="100%" y1="{0}" y2="{0}"/>"#, middle + 14);
        for moment in moments.iter().filter(|moment| moment.row == **row) {
            let [from, to] =
                [moment.from.min(moment.to), moment.from.max(moment.to)].map(|day| place(day, first, days));
            if to - from < 120 {
                let _ = write!(body, r#"<circle class="mark" cx="{}" cy="{middle}" r="6"/>"#, percent(from));
            } else {
                let (x, width, y) = (percent(from), percent(to - from), middle - 6);
                let _ = write!(body, r#"<rect class="mark" x="{x}" y="{y}" width="{width}" height="12" rx="2"/>"#);
            }
        }
    }
    let bottom = rows.len() as u64 * ROW;
    let _ = write!(body, r#"<text x="{}" y="{}">{}</text>"#, percent(LEFT), bottom + 18, t.day(first));
    if days > 0 {
        let _ = write!(body, r#"<text x="100%" y="{}" text-anchor="end">{}</text>"#, bottom + 18, t.day(last));
    }
    let (height, title) = (bottom + AXIS, escaped(title));
    format!(r#"<svg class="timeline" role="img" aria-label="{title}" width="100%" height="{height}">{body}</svg>"#)
}
