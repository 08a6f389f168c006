//! The page of how the controls do: a chart of how often they are right, and a table beneath.

use std::io::{self, Write};

use askama::Template;

use crate::{
    ReportError,
    chart::{Interval, Percent, intervals},
};

/// One control.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HealthLine {
    /// Control id.
    pub control: String,
    /// Signals that are there.
    pub signals: u64,
    /// Of those not suppressed, not judged as they are now.
    pub open: u64,
    /// Share of the signals that is suppressed, in per cent.
    pub suppressed_percent: u64,
    /// Days that half of the open ones have waited.
    pub median_days_open: Option<i64>,
    /// Expected share of hits that are right, 0 to 1.
    pub expected: f64,
    /// The true share is below this with a probability of 5 %.
    pub low: f64,
    /// The true share is above this with a probability of 5 %.
    pub high: f64,
    /// Judged right.
    pub right: u64,
    /// Judged right or wrong.
    pub judged: u64,
    /// Nobody worked them.
    pub not_worked: u64,
    /// What came back, as it shall be read.
    pub recovered: String,
    /// What it misses at most by a random sample, as it shall be read.
    pub missed: String,
}

/// The controls of one authority, or of those that were scanned together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HealthTable {
    /// Whose signals they are.
    pub authority: String,
    /// By control.
    pub lines: Vec<HealthLine>,
}

/// What the page shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HealthPage {
    /// When it was made.
    pub made_at: String,
    /// The day that it is about.
    pub on: String,
    /// By authority.
    pub tables: Vec<HealthTable>,
}

#[derive(Template)]
#[template(path = "health.html")]
struct Page<'a> {
    css: &'static str,
    page: &'a HealthPage,
}

impl Page<'_> {
    #[expect(clippy::unused_self, reason = "a template calls methods of its page")]
    fn chart(&self, table: &HealthTable) -> String {
        let interval = |line: &HealthLine| Interval {
            label: line.control.clone(),
            low: hundredths(line.low),
            expected: hundredths(line.expected),
            high: hundredths(line.high),
        };
        let name =
            format!("Väntad andel rätt per kontroll hos {}, med intervall; siffrorna står i tabellen", table.authority);
        intervals(&name, &table.lines.iter().map(interval).collect::<Vec<_>>())
    }

    /// A share as whole per cent.
    #[expect(clippy::unused_self, reason = "a template calls methods of its page")]
    fn share(&self, share: &f64) -> String {
        format!("{:.0} %", share * 100.0)
    }

    #[expect(clippy::unused_self, reason = "a template calls methods of its page")]
    fn days(&self, days: &Option<i64>) -> String {
        days.map(|days| days.to_string()).unwrap_or_default()
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share between 0 and 1")]
fn hundredths(share: f64) -> Percent {
    Percent((share.clamp(0.0, 1.0) * 10_000.0).round() as u64)
}

/// Writes the page, complete in itself.
///
/// # Errors
/// [`ReportError::Write`] when `out` refuses the bytes.
pub fn write_health(page: &HealthPage, mut out: impl Write) -> Result<(), ReportError> {
    let shown = Page { css: include_str!("../templates/report.css"), page };
    let written: io::Result<()> = shown.write_into(&mut out).and_then(|()| out.flush());
    written.map_err(ReportError::Write)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_the_chart_and_every_figure_as_text() {
        let line = HealthLine {
            control: "SP-01".into(),
            signals: 41,
            open: 17,
            expected: 0.625,
            low: 0.25,
            high: 0.9,
            right: 4,
            judged: 6,
            recovered: "1 250 kr".into(),
            missed: "3 %".into(),
            ..HealthLine::default()
        };
        let table = HealthTable { authority: "Nämnden <b>".into(), lines: vec![line] };
        let page = HealthPage { made_at: "i dag".into(), on: "2026-11-22".into(), tables: vec![table] };
        let mut bytes = Vec::new();
        write_health(&page, &mut bytes).unwrap();
        let html = String::from_utf8(bytes).unwrap();
        for part in ["<svg role=\"img\"", "SP-01", "25 %–90 %", "4 av 6", "1 250 kr", "<td class=\"n\">17</td>"] {
            assert!(html.contains(part), "{part}");
        }
        assert!(!html.contains("<b>") && !html.contains("<script"));
    }
}
