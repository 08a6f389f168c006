//! Shares of people by course as a picture, and as a table that says the same.
//!
//! As the timeline: no `viewBox`, so that its words keep their size on a telephone. Each row has its name above its cells;
//! how full a cell is says what its colour does.

use std::fmt::Write as _;

use app::training::{Point, Share};
use askama::Template;
use askama::filters::HtmlSafe;

use super::{Column, Markup, Table, escaped};
use crate::text::T;

/// Height of a row: its name, and its cells.
const NAME: u64 = 20;
const CELL: u64 = 26;
const GAP: u64 = 10;

/// Height of the curve, and of what stands below it.
const HEIGHT: u64 = 130;
const AXIS: u64 = 24;

/// Shares of people: rows, and a column for each course.
#[derive(Debug, Clone, Template)]
#[template(path = "part/timeline.html")]
pub struct Coverage {
    title: String,
    svg: Markup,
    table: Table,
}

impl HtmlSafe for Coverage {}

/// A row: its name, how many people, its shares.
type Row<'a> = (String, Option<u64>, &'a [Share]);

impl Coverage {
    /// The picture and its table: the place of the table, what both are of, what a row is.
    #[must_use]
    pub fn new(t: T, (id, title, first): (&str, &str, &str), courses: &[&str], rows: &[Row<'_>]) -> Self {
        let number = |number: u64| t.number(i64::try_from(number).unwrap_or(i64::MAX));
        let heads = (1_i64..).zip(courses).map(|(at, course)| Column::number(t.training_numbered(at, *course)));
        let columns = [Column::text(first), Column::number(t.training_people())].into_iter().chain(heads);
        let cells = rows.iter().map(|(name, people, shares)| -> Vec<Markup> {
            let people = people.map(number).unwrap_or_default();
            let shares = shares.iter().map(|share| Markup::text(&share.text()));
            [Markup::text(name), people.into()].into_iter().chain(shares).collect()
        });
        let table = Table::new(t, format!("{id}-tabell"), title, columns.collect()).rows(cells).under_heading();
        Self { title: title.to_owned(), svg: Markup::raw(drawn(title, courses.len(), rows)), table }
    }
}

fn percent(hundredths: u64) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

fn drawn(title: &str, courses: usize, rows: &[Row<'_>]) -> String {
    if rows.is_empty() || courses == 0 {
        return String::new();
    }
    let width = 10_000 / count(courses);
    let mut body = String::new();
    for (at, (name, _, shares)) in (0_u64..).zip(rows) {
        let top = at * (NAME + CELL + GAP);
        let _ = write!(body, r#"<text x="0" y="{}">{}</text>"#, top + 14, escaped(name));
        for (column, share) in (0_u64..).zip(shares.iter()) {
            let (x, y) = (width * column, top + NAME);
            let inner = width.saturating_sub(100);
            let _ = write!(
                body,
                r#"<rect class="cell" x="{}" y="{y}" width="{}" height="{CELL}"/>"#,
                percent(x),
                percent(inner)
            );
            if let Share::Of { from, .. } = share {
                let filled = percent(inner * from / 100);
                let _ = write!(
                    body,
                    r#"<rect class="mark" x="{}" y="{}" width="{filled}" height="6"/>"#,
                    percent(x),
                    y + CELL - 6
                );
            }
            let _ = write!(
                body,
                r#"<text class="small" x="{}" y="{}" text-anchor="middle">{}</text>"#,
                percent(x + inner / 2),
                y + 15,
                escaped(&share.text().replace('\u{a0}', ""))
            );
        }
    }
    let (height, title) = (count(rows.len()) * (NAME + CELL + GAP), escaped(title));
    format!(r#"<svg class="timeline heat" role="img" aria-label="{title}" width="100%" height="{height}">{body}</svg>"#)
}

/// A share over time.
#[derive(Debug, Clone, Template)]
#[template(path = "part/timeline.html")]
pub struct Curve {
    title: String,
    svg: Markup,
    table: Table,
}

impl HtmlSafe for Curve {}

impl Curve {
    /// The curve of these points, and its table.
    #[must_use]
    pub fn new(t: T, id: &str, title: &str, points: &[Point]) -> Self {
        let columns =
            vec![Column::text(t.spread_day()), Column::number(t.training_share()), Column::text(t.training_when())];
        let row = |point: &Point| -> Vec<Markup> {
            let when = if point.is_ahead { t.training_ahead() } else { "" };
            vec![Markup::day(point.day), point.share.text().into(), when.into()]
        };
        let table = Table::new(t, format!("{id}-tabell"), title, columns).rows(points.iter().map(row)).under_heading();
        Self { title: title.to_owned(), svg: Markup::raw(curve(t, title, points)), table }
    }
}

/// A line through what is known, filled marks for what was, rings for what is to come if nothing is done.
fn curve(t: T, title: &str, points: &[Point]) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return String::new() };
    let span = u64::try_from((last.day - first.day).num_days()).unwrap_or(1).max(1);
    let place = |point: &Point| -> Option<(u64, u64)> {
        let Share::Of { from, .. } = point.share else { return None };
        let after = u64::try_from((point.day - first.day).num_days()).unwrap_or(0);
        Some((200 + 9_600 * after / span, HEIGHT - 8 - (HEIGHT - 20) * from / 100))
    };
    let known: Vec<(&Point, (u64, u64))> = points.iter().filter_map(|point| Some((point, place(point)?))).collect();
    let mut body = format!(r#"<line class="base" x1="0" x2="100%" y1="{HEIGHT}" y2="{HEIGHT}"/>"#);
    for ((_, (x1, y1)), (_, (x2, y2))) in known.iter().zip(known.iter().skip(1)) {
        let (x1, x2) = (percent(*x1), percent(*x2));
        let _ = write!(body, r#"<line class="link" x1="{x1}" x2="{x2}" y1="{y1}" y2="{y2}"/>"#);
    }
    for (point, (x, y)) in &known {
        let class = if point.is_ahead { "ring" } else { "mark" };
        let _ = write!(body, r#"<circle class="{class}" cx="{}" cy="{y}" r="5"/>"#, percent(*x));
    }
    let low = HEIGHT + 18;
    let _ = write!(body, r#"<text x="0" y="{low}">{}</text>"#, t.day(first.day));
    let _ = write!(body, r#"<text x="100%" y="{low}" text-anchor="end">{}</text>"#, t.day(last.day));
    let (height, title) = (HEIGHT + AXIS, escaped(title));
    format!(r#"<svg class="timeline" role="img" aria-label="{title}" width="100%" height="{height}">{body}</svg>"#)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn a_picture_says_what_its_table_does() {
        let shares = [Share::of(8, 10), Share::of(1, 3), Share::of(20, 20)];
        let rows = [("Enhet 4".to_owned(), Some(33), &shares[..])];
        let shown = Coverage::new(T::default(), ("x", "Täckning", "Enhet"), &["A", "B", "C"], &rows).to_string();
        assert_eq!((shown.matches("class=\"cell\"").count(), shown.matches("class=\"mark\"").count()), (3, 2));
        assert!(shown.matches("100").count() > 1 && shown.contains("50–99"), "{shown}");
    }

    #[test]
    fn a_curve_stays_within_its_picture() {
        let point = |month: u32, covered, is_ahead| Point {
            day: NaiveDate::from_ymd_opt(2026, month, 1).unwrap(),
            share: Share::of(covered, 100),
            is_ahead,
        };
        let shown =
            Curve::new(T::default(), "x", "Kurva", &[point(1, 0, false), point(6, 100, false), point(9, 40, true)]);
        let shown = shown.to_string();
        assert_eq!((shown.matches("<circle").count(), shown.matches("class=\"ring\"").count()), (3, 1));
        assert!(!shown.contains("y=\"-"));
        assert!(Curve::new(T::default(), "x", "Kurva", &[]).to_string().contains("<p"), "an empty table says so");
    }
}
