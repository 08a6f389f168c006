//! Charts as SVG texts: the waterfall of a pair, precision and recall over thresholds.
//!
//! Each has a role, a title and a description that say in words what it shows, stands alone without style sheets, script or
//! fonts, and tells nothing by colour alone.

use std::fmt::Write as _;

use crate::{
    evaluate::{Scores, Threshold, best},
    explain::PairExplanation,
    predict::probability,
};

const FOR: &str = "#1a6b4f";
const AGAINST: &str = "#a4402a";
const INK: &str = "#1f2430";
const FAINT: &str = "#c9ccd3";

const BAR: f64 = 26.0;
const LEFT: f64 = 250.0;
const WIDTH: f64 = 900.0;
const TOP: f64 = 44.0;

/// The waterfall of a pair: from the prior, comparison by comparison, to the match weight.
///
/// ```
/// use linkage::{PairExplanation, chart};
///
/// let empty = PairExplanation {
///     prior_bits: -10.0,
///     steps: Vec::new(),
///     household_bits: 0.0,
///     bits: -10.0,
///     probability: 0.001,
///     household_probability: 0.0,
/// };
/// let svg = chart::waterfall(&empty, ("1", "2"));
/// assert!(svg.starts_with("<svg") && svg.contains("role=\"img\"") && svg.contains("<title"));
/// ```
#[must_use]
pub fn waterfall(pair: &PairExplanation, (a, b): (&str, &str)) -> String {
    let mut rows = vec![("utgångsläge".to_owned(), pair.prior_bits)];
    rows.extend(pair.steps.iter().map(|step| (format!("{}: {}", step.comparison, step.level), step.bits)));
    if pair.household_bits.abs() >= 0.05 {
        rows.push(("kan vara samma hushåll".to_owned(), pair.household_bits));
    }
    let mut ends = vec![0.0_f64];
    for (_, bits) in &rows {
        ends.push(ends.last().copied().unwrap_or(0.0) + bits);
    }
    let low = ends.iter().copied().fold(0.0, f64::min) - 2.0;
    let high = ends.iter().copied().fold(0.0, f64::max) + 2.0;
    let x = |bits: f64| LEFT + (bits - low) / (high - low) * (WIDTH - LEFT - 70.0);
    let height = TOP + BAR * count(rows.len() + 1) + 36.0;
    let title = format!("Varför {a} och {b} hålls för {}", if pair.bits > 0.0 { "samma" } else { "olika" });
    let mut svg = open(&title, &description(pair, &rows), height);
    line(&mut svg, (x(0.0), TOP - 6.0), (x(0.0), height - 30.0), FAINT);
    let mut from = 0.0;
    for (at, (label, bits)) in rows.iter().enumerate() {
        let to = from + bits;
        bar(&mut svg, &Bar { at, label, x: (x(from), x(to)), bits: *bits, text: &signed(*bits) });
        from = to;
    }
    let total = format!("{} bitar, sannolikhet {}", signed(pair.bits), share(pair.probability));
    bar(&mut svg, &Bar { at: rows.len(), label: "summa", x: (x(0.0), x(pair.bits)), bits: pair.bits, text: &total });
    text(&mut svg, (LEFT, height - 10.0), "start", "Bitar: varje bit åt höger fördubblar oddsen för att det är samma.");
    svg.push_str("</svg>\n");
    svg
}

/// Precision, recall and F1 over match weights, with the best marked.
#[must_use]
pub fn thresholds(all: &[Threshold], title: &str) -> String {
    let height = 420.0;
    let bits = || all.iter().map(|threshold| threshold.bits);
    let (low, high) = (bits().fold(-7.0, f64::min), bits().fold(14.0, f64::max).min(40.0));
    let x = |bits: f64| 60.0 + (bits.min(high) - low) / (high - low) * (WIDTH - 100.0);
    let y = |share: f64| 340.0 - share * 280.0;
    let best = best(all);
    let said = best.map_or_else(String::new, |best| {
        format!(
            "Bästa F1 är {} vid {} bitar, med precision {} och täckning {}.",
            share(best.scores.f1),
            signed(best.bits),
            share(best.scores.precision),
            share(best.scores.recall)
        )
    });
    let mut svg = open(title, &format!("Precision, täckning och F1 för varje gräns i vikt. {said}"), height);
    for tenth in 0..=5 {
        let value = f64::from(tenth) / 5.0;
        line(&mut svg, (60.0, y(value)), (WIDTH - 40.0, y(value)), FAINT);
        text(&mut svg, (52.0, y(value) + 4.0), "end", &share(value));
    }
    let mut tick = (low / 5.0).ceil() * 5.0;
    while tick <= high {
        text(&mut svg, (x(tick), 360.0), "middle", &signed(tick));
        tick += 5.0;
    }
    let curves = [("precision", FOR, ""), ("täckning", AGAINST, "8 4"), ("F1", INK, "2 3")];
    for (at, (name, colour, dashes)) in curves.into_iter().enumerate() {
        let of = |scores: Scores| [scores.precision, scores.recall, scores.f1].get(at).copied().unwrap_or_default();
        let points: Vec<String> =
            all.iter().map(|threshold| format!("{:.1},{:.1}", x(threshold.bits), y(of(threshold.scores)))).collect();
        let _ = writeln!(
            svg,
            r#"<polyline fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}" points="{}"/>"#,
            points.join(" ")
        );
        let left = 70.0 + 150.0 * count(at);
        let _ = writeln!(
            svg,
            r#"<line x1="{left}" y1="396" x2="{}" y2="396" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"/>"#,
            left + 36.0
        );
        text(&mut svg, (left + 44.0, 400.0), "start", name);
    }
    if let Some(best) = best {
        line(&mut svg, (x(best.bits), y(0.0)), (x(best.bits), y(1.0)), INK);
        text(&mut svg, (x(best.bits), y(1.0) - 6.0), "middle", &format!("bäst {}", signed(best.bits)));
    }
    text(&mut svg, (WIDTH - 40.0, 380.0), "end", "gräns i bitar");
    svg.push_str("</svg>\n");
    svg
}

fn description(pair: &PairExplanation, rows: &[(String, f64)]) -> String {
    let steps: Vec<String> = rows.iter().map(|(label, bits)| format!("{label} {}", signed(*bits))).collect();
    format!("{}. Summa {} bitar, sannolikhet {}.", steps.join("; "), signed(pair.bits), share(pair.probability))
}

struct Bar<'a> {
    at: usize,
    label: &'a str,
    x: (f64, f64),
    bits: f64,
    text: &'a str,
}

fn bar(svg: &mut String, bar: &Bar<'_>) {
    let y = TOP + BAR * count(bar.at);
    let (left, right) = (bar.x.0.min(bar.x.1), bar.x.0.max(bar.x.1));
    let colour = if bar.bits < 0.0 { AGAINST } else { FOR };
    let _ = writeln!(
        svg,
        r#"<rect x="{left:.1}" y="{:.1}" width="{:.1}" height="{:.1}" fill="{colour}"/>"#,
        y + 4.0,
        (right - left).max(1.0),
        BAR - 8.0
    );
    text(svg, (LEFT - 10.0, y + 17.0), "end", &shortened(bar.label));
    // The number stands beside the bar, on the side where there is room.
    let at_end = right + 150.0 < WIDTH || left < LEFT + 60.0;
    let (place, anchor) = if at_end { (right + 6.0, "start") } else { (left - 6.0, "end") };
    text(svg, (place, y + 17.0), anchor, bar.text);
}

fn shortened(label: &str) -> String {
    if label.chars().count() <= 38 { label.to_owned() } else { label.chars().take(37).chain(['…']).collect() }
}

fn open(title: &str, description: &str, height: f64) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"t d\" viewBox=\"0 0 {WIDTH} {height}\" \
         font-family=\"sans-serif\" font-size=\"13\">\n<title id=\"t\">{}</title>\n<desc id=\"d\">{}</desc>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n\
         <text x=\"20\" y=\"26\" font-size=\"16\" font-weight=\"bold\" fill=\"{INK}\">{}</text>\n",
        escaped(title),
        escaped(description),
        escaped(title)
    )
}

fn line(svg: &mut String, from: (f64, f64), to: (f64, f64), colour: &str) {
    let _ = writeln!(
        svg,
        r#"<line x1="{:.1}" y1="{:.1}" x2="{:.1}" y2="{:.1}" stroke="{colour}"/>"#,
        from.0, from.1, to.0, to.1
    );
}

fn text(svg: &mut String, (x, y): (f64, f64), anchor: &str, words: &str) {
    let _ =
        writeln!(svg, r#"<text x="{x:.1}" y="{y:.1}" text-anchor="{anchor}" fill="{INK}">{}</text>"#, escaped(words));
}

/// `text` safe inside an element and inside a quoted attribute; characters that XML cannot hold become spaces.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push('\n'),
            control if control.is_control() => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// Bits with their sign and a decimal comma.
#[must_use]
pub fn signed(bits: f64) -> String {
    let text = format!("{bits:+.1}").replace('.', ",");
    if text == "-0,0" || text == "+0,0" { "0,0".to_owned() } else { text.replace('-', "−") }
}

/// A share as percent; never `100 %` or `0 %` of something that is neither.
#[must_use]
pub fn share(share: f64) -> String {
    let percent = share * 100.0;
    if percent >= 99.995 && share < 1.0 {
        "över 99,99 %".to_owned()
    } else if percent < 0.005 && share > 0.0 {
        "under 0,01 %".to_owned()
    } else {
        let text = format!("{percent:.2}");
        format!("{} %", text.trim_end_matches('0').trim_end_matches('.').replace('.', ","))
    }
}

/// The probability behind bits, for people.
#[must_use]
pub fn share_of_bits(bits: f64) -> String {
    share(probability(bits))
}

#[expect(clippy::cast_precision_loss, reason = "rows of a chart are few")]
fn count(rows: usize) -> f64 {
    rows as f64
}
