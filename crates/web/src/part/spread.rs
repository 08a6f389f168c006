//! How far something reached day by day, as a picture and as a table that says the same.
//!
//! As the timeline: no `viewBox`, so that its words keep their size on a telephone.

use std::fmt::Write as _;

use askama::Template;
use askama::filters::HtmlSafe;
use chrono::NaiveDate;

use super::{Column, Markup, Table, escaped};
use crate::text::T;

const HEIGHT: u64 = 120;
const AXIS: u64 = 24;

/// A day: how many were reached that day, and in all so far; and whether there was an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// The day.
    pub day: NaiveDate,
    /// That day.
    pub reach: u64,
    /// So far.
    pub sum: u64,
    /// Whether the municipality answered that day.
    pub is_answered: bool,
}

/// The spread of a campaign.
#[derive(Debug, Clone, Template)]
#[template(path = "part/timeline.html")]
pub struct Spread {
    title: String,
    svg: Markup,
    table: Table,
}

impl HtmlSafe for Spread {}

impl Spread {
    /// The spread over days, in their order.
    #[must_use]
    pub fn new(t: T, id: &str, title: impl Into<String>, days: &[Reached]) -> Self {
        let title = title.into();
        let svg = Markup::raw(drawn(t, &title, days));
        let columns = vec![
            Column::text(t.spread_day()),
            Column::number(t.spread_reach()),
            Column::number(t.spread_sum()),
            Column::text(t.spread_answer()),
        ];
        let number = |number: u64| t.number(i64::try_from(number).unwrap_or(i64::MAX));
        let row = |one: &Reached| -> Vec<Markup> {
            let answer = if one.is_answered { t.spread_answered() } else { "" };
            vec![Markup::day(one.day), number(one.reach).into(), number(one.sum).into(), answer.into()]
        };
        let table = Table::new(t, format!("{id}-tabell"), title.clone(), columns).rows(days.iter().map(row));
        Self { title, svg, table: table.when_empty(t.spread_empty()).under_heading() }
    }
}

fn percent(hundredths: u64) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// Bars of the sum so far, one for each day that has something; a ring above a day with an answer.
fn drawn(t: T, title: &str, days: &[Reached]) -> String {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return String::new() };
    let most = days.iter().map(|one| one.sum).max().unwrap_or(1).max(1);
    let span = u64::try_from((last.day - first.day).num_days()).unwrap_or(0).saturating_add(1);
    let width = (9_000 / span).clamp(60, 1_200);
    let mut body = format!(r#"<line class="base" x1="0" x2="100%" y1="{HEIGHT}" y2="{HEIGHT}"/>"#);
    for one in days {
        let after = u64::try_from((one.day - first.day).num_days()).unwrap_or(0);
        let x = (10_000 - width) * after / span.saturating_sub(1).max(1);
        let height = (HEIGHT - 16).saturating_mul(one.sum) / most;
        let _ = write!(
            body,
            r#"<rect class="mark" x="{}" y="{}" width="{}" height="{}"/>"#,
            percent(x),
            HEIGHT - height.max(2),
            percent(width),
            height.max(2)
        );
        if one.is_answered {
            let (centre, y) = (percent(x + width / 2), HEIGHT.saturating_sub(height + 10));
            let _ = write!(body, r#"<circle class="ring" cx="{centre}" cy="{y}" r="5"/>"#);
        }
    }
    let low = HEIGHT + 18;
    let _ = write!(body, r#"<text x="0" y="{low}">{}</text>"#, t.day(first.day));
    if first.day != last.day {
        let _ = write!(body, r#"<text x="100%" y="{low}" text-anchor="end">{}</text>"#, t.day(last.day));
    }
    let (height, title) = (HEIGHT + AXIS, escaped(title));
    format!(r#"<svg class="timeline" role="img" aria-label="{title}" width="100%" height="{height}">{body}</svg>"#)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_is_drawn_within_its_picture_and_told_in_the_table() {
        let day = |day: u32, reach, sum| Reached {
            day: NaiveDate::from_ymd_opt(2026, 11, day).unwrap(),
            reach,
            sum,
            is_answered: day == 9,
        };
        let days = [day(1, 10, 10), day(2, 0, 10), day(9, 1_990, 2_000)];
        let drawn = Spread::new(T::default(), "s", "Spridning", &days).to_string();
        assert_eq!(drawn.matches("<rect").count(), 3);
        assert_eq!(drawn.matches("<circle").count(), 1);
        assert!(drawn.contains("2\u{a0}000") && drawn.contains("2026-11-09"));
        assert!(!drawn.contains("y=\"-"));
        assert!(Spread::new(T::default(), "s", "Spridning", &[]).to_string().contains("<p"));
    }
}
