//! The periods on a line of time, as SVG and as a list that says the same.
//!
//! As the other pictures of the pages: no `viewBox`, every horizontal measure a percentage, so that words keep their size
//! on a telephone; no style in the SVG but classes (`timeline`, `base`, `mark`, `ring`), and nothing told by colour alone.
//! All arithmetic is on integers.

use std::fmt::Write as _;

use chrono::{Datelike, NaiveDate};

use crate::{Claims, Fact, Finding, Kind, Period, Subject, Verdict, Words};

const ROW: u64 = 28;
const LEFT: u64 = 3_000;
const WIDTH: u64 = 6_800;
const AXIS: u64 = 24;

/// A picture and the list that says the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The picture, with Swedish words and with English ones. Text in it is escaped. Empty when no period has a day.
    pub svg: Words,
    /// The bars, in the order of their rows.
    pub bars: Vec<Bar>,
    /// Periods without any day, which the picture cannot show, by their number in the claims.
    pub undated: Vec<usize>,
}

/// A bar of the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it is.
    pub shape: Shape,
    /// The period's number in the claims; nothing for a gap.
    pub period: Option<usize>,
    /// First day drawn.
    pub from: NaiveDate,
    /// Last day drawn.
    pub to: NaiveDate,
    /// It goes on.
    pub is_current: bool,
    /// A finding contradicts something about it.
    pub is_contradicted: bool,
    /// What it says beside its row: kind, title and organisation, in plain text.
    pub words: Words,
}

/// How a bar is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// Work: filled.
    Work,
    /// Education: outlined.
    Education,
    /// Other accounted time: outlined.
    Other,
    /// Time that is not accounted for: dashed.
    Gap,
}

/// Draws the periods of claims, the gaps among findings, and marks what is contradicted. `today` ends what goes on.
#[must_use]
pub fn timeline(claims: &Claims, findings: &[Finding], today: NaiveDate) -> Picture {
    let mut bars: Vec<Bar> =
        claims.periods.iter().enumerate().filter_map(|(at, period)| bar(at, period, findings, today)).collect();
    for finding in
        findings.iter().filter(|finding| finding.fact == Fact::Gap && finding.verdict == Verdict::NotVerified)
    {
        if let Some((from, to)) = finding.days {
            bars.push(Bar {
                shape: Shape::Gap,
                period: None,
                from,
                to,
                is_current: false,
                is_contradicted: false,
                words: Words::new("Inte redovisad tid", "Time not accounted for"),
            });
        }
    }
    bars.sort_by_key(|bar| (bar.from, bar.to, bar.shape, bar.period));
    let drawn: Vec<usize> = bars.iter().filter_map(|bar| bar.period).collect();
    let undated = (0..claims.periods.len()).filter(|at| !drawn.contains(at)).collect();
    let svg = Words::new(
        svg(&bars, "Perioder i ansökan", |words| &words.sv, "Motsägs"),
        svg(&bars, "Periods of the application", |words| &words.en, "Contradicted"),
    );
    Picture { svg, bars, undated }
}

fn bar(at: usize, period: &Period, findings: &[Finding], today: NaiveDate) -> Option<Bar> {
    let first = period.from.or(period.to)?.earliest();
    let last = match period.to {
        Some(to) => to.latest(),
        None if period.is_current => today.max(first),
        None => period.from?.latest(),
    };
    let (shape, kind) = match period.kind {
        Kind::Work => (Shape::Work, ("Arbete", "Work")),
        Kind::Education => (Shape::Education, ("Utbildning", "Education")),
        Kind::Other => (Shape::Other, ("Annat", "Other")),
    };
    let named: Vec<&str> =
        [period.organisation.as_str(), period.title.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
    let named = named.join(", ");
    let is_about = |finding: &&Finding| finding.about.contains(&Subject::Period(at));
    Some(Bar {
        shape,
        period: Some(at),
        from: first.min(last),
        to: last.max(first),
        is_current: period.is_current && period.to.is_none(),
        is_contradicted: findings.iter().filter(is_about).any(|finding| finding.verdict == Verdict::Contradicted),
        words: Words::new(format!("{}: {named}", kind.0), format!("{}: {named}", kind.1)),
    })
}

fn svg(bars: &[Bar], title: &str, said: impl Fn(&Words) -> &String, contradicted: &str) -> String {
    let (Some(first), Some(last)) = (bars.iter().map(|bar| bar.from).min(), bars.iter().map(|bar| bar.to).max()) else {
        return String::new();
    };
    let days = u64::try_from((last - first).num_days()).unwrap_or(0).max(1);
    let place = |day: NaiveDate| LEFT + WIDTH * u64::try_from((day - first).num_days()).unwrap_or(0) / days;
    let mut body = String::new();
    for (at, bar) in (0_u64..).zip(bars) {
        let middle = at * ROW + 14;
        let words: String = said(&bar.words).chars().take(28).collect();
        let sign = if bar.is_contradicted { "! " } else { "" };
        // Writing to a String does not fail.
        let _ = write!(body, r#"<text x="0" y="{}">{sign}{}</text>"#, middle + 5, escaped(&words));
        let _ = write!(body, r#"<line class="base" x1="0" x2="100%" y1="{0}" y2="{0}"/>"#, middle + 14);
        let (from, to) = (place(bar.from), place(bar.to));
        let (x, width, y) = (percent(from), percent((to - from).max(60)), middle - 6);
        let (class, dashes) = match bar.shape {
            Shape::Work => ("mark", ""),
            Shape::Education | Shape::Other => ("ring", ""),
            Shape::Gap => ("ring", r#" stroke-dasharray="4 4""#),
        };
        let told = if bar.is_contradicted { format!(" ({contradicted})") } else { String::new() };
        let _ = write!(
            body,
            r#"<rect class="{class}" x="{x}" y="{y}" width="{width}" height="12" rx="2"{dashes}><title>{} {} – {}{told}</title></rect>"#,
            escaped(said(&bar.words)),
            bar.from,
            bar.to
        );
    }
    let bottom = bars.len() as u64 * ROW;
    let years = u64::try_from(last.year() - first.year()).unwrap_or(0);
    let step = usize::try_from(years / 5 + 1).unwrap_or(1);
    for year in (first.year() + 1..=last.year()).step_by(step) {
        if let Some(day) = NaiveDate::from_ymd_opt(year, 1, 1) {
            let x = percent(place(day));
            let _ = write!(body, r#"<line class="base" x1="{x}" x2="{x}" y1="0" y2="{bottom}"/>"#);
            let _ = write!(body, r#"<text x="{x}" y="{}">{year}</text>"#, bottom + 18);
        }
    }
    let (height, title) = (bottom + AXIS, escaped(title));
    format!(r#"<svg class="timeline" role="img" aria-label="{title}" width="100%" height="{height}">{body}</svg>"#)
}

fn percent(hundredths: u64) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// `text` safe inside an element and a quoted attribute; what XML cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_control()) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}
