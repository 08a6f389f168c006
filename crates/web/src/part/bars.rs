//! Shares as bars, and as a table that says the same.
//!
//! As the timeline: no `viewBox`, so that its words keep their size on a telephone.

use std::fmt::Write as _;

use askama::Template;
use askama::filters::HtmlSafe;

use super::{Markup, Table, escaped};

/// The height of a bar with its words, in pixels.
const ROW: usize = 44;

/// A share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it is of.
    pub label: String,
    /// In thousandths.
    pub permille: usize,
}

/// Bars with their table.
#[derive(Debug, Clone, Template)]
#[template(path = "part/timeline.html")]
pub struct Bars {
    title: String,
    svg: Markup,
    table: Table,
}

impl HtmlSafe for Bars {}

impl Bars {
    /// The bars in their order, a line at `limit` thousandths, and the table.
    #[must_use]
    pub fn new(title: impl Into<String>, bars: &[Bar], limit: usize, table: Table) -> Self {
        let title = title.into();
        let svg = Markup::raw(drawn(&title, bars, limit));
        Self { title, svg, table }
    }
}

fn percent(permille: usize) -> String {
    let permille = permille.min(1_000);
    format!("{}.{}%", permille / 10, permille % 10)
}

fn drawn(title: &str, bars: &[Bar], limit: usize) -> String {
    if bars.is_empty() {
        return String::new();
    }
    let height = bars.len() * ROW;
    let mut body = String::new();
    for (at, bar) in bars.iter().enumerate() {
        let top = at * ROW;
        let (words, share) = (escaped(&bar.label), (bar.permille + 5) / 10);
        let _ = write!(body, r#"<text x="0" y="{}">{words}</text>"#, top + 16);
        let _ = write!(body, r#"<text x="100%" y="{}" text-anchor="end">{share}&#160;%</text>"#, top + 16);
        let (y, width) = (top + 22, percent(bar.permille.max(4)));
        let _ = write!(body, r#"<rect class="mark" x="0" y="{y}" width="{width}" height="14"/>"#);
    }
    let x = percent(limit);
    let _ = write!(body, r#"<line class="base" x1="{x}" x2="{x}" y1="0" y2="{height}"/>"#);
    let title = escaped(title);
    format!(r#"<svg class="timeline" role="img" aria-label="{title}" width="100%" height="{height}">{body}</svg>"#)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::T;

    #[test]
    fn every_share_has_a_bar_within_the_picture() {
        let bar = |label: &str, permille| Bar { label: label.to_owned(), permille };
        let table = || Table::new(T::default(), "t", "Andelar", Vec::new());
        let drawn =
            Bars::new("Andelar", &[bar("A & B", 0), bar("C", 1_000), bar("D", 4_000)], 500, table()).to_string();
        assert_eq!(drawn.matches("<rect").count(), 3);
        assert!(drawn.contains("A &amp; B") && drawn.contains("100.0%") && !drawn.contains("400.0%"));
        assert!(!Bars::new("Andelar", &[], 500, table()).to_string().contains("<svg"));
    }
}
