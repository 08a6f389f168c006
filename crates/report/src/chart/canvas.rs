//! Rectangles and words at percentages.

use std::fmt::{self, Write};

/// Part of the width of a chart, in hundredths of a per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Percent(pub u64);

impl Percent {
    pub(crate) const ZERO: Self = Self(0);
    pub(crate) const FULL: Self = Self(10_000);

    /// `part` of `whole`, scaled so that the whole is `width`.
    pub(crate) fn of(part: u128, whole: u128, width: Self) -> Self {
        let hundredths = part.min(whole) * u128::from(width.0) / whole.max(1);
        Self(u64::try_from(hundredths).unwrap_or(width.0))
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }

    pub(crate) fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}%", self.0 / 100, self.0 % 100)
    }
}

/// Which end of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    End,
}

/// An SVG picture being drawn.
pub(crate) struct Canvas {
    body: String,
}

impl Canvas {
    pub(crate) fn new() -> Self {
        Self { body: String::new() }
    }

    /// A rectangle: left edge and width, top and height in pixels.
    pub(crate) fn rect(&mut self, class: &str, (x, width): (Percent, Percent), (y, height): (u64, u64)) {
        self.push(format_args!(
            r#"<rect class="{class}" x="{x}" y="{y}" width="{width}" height="{height}" rx="1.5"/>"#
        ));
    }

    /// A disc around a point.
    pub(crate) fn dot(&mut self, class: &str, (x, y): (Percent, u64), radius: u64) {
        self.push(format_args!(r#"<circle class="{class}" cx="{x}" cy="{y}" r="{radius}"/>"#));
    }

    /// A vertical line from `top` to `bottom`.
    pub(crate) fn upright(&mut self, class: &str, x: Percent, (top, bottom): (u64, u64)) {
        self.push(format_args!(r#"<line class="{class}" x1="{x}" x2="{x}" y1="{top}" y2="{bottom}"/>"#));
    }

    /// A horizontal line over the whole width.
    pub(crate) fn level(&mut self, class: &str, y: u64) {
        self.push(format_args!(r#"<line class="{class}" x1="0" x2="100%" y1="{y}" y2="{y}"/>"#));
    }

    /// Words whose `anchor` end stands at the point; the baseline is `y`.
    pub(crate) fn text(&mut self, class: &str, (x, y): (Percent, u64), anchor: Anchor, words: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::End => r#" text-anchor="end""#,
        };
        let words = escaped(words);
        self.push(format_args!(r#"<text class="{class}" x="{x}" y="{y}"{anchor}>{words}</text>"#));
    }

    /// Words six pixels to the right of a point, for the value of a bar.
    pub(crate) fn text_beside(&mut self, class: &str, (x, y): (Percent, u64), words: &str) {
        let words = escaped(words);
        self.push(format_args!(r#"<text class="{class}" x="{x}" y="{y}" dx="6">{words}</text>"#));
    }

    /// Definitions that the picture uses (patterns), as they are.
    pub(crate) fn raw(&mut self, svg: &str) {
        self.body.push_str(svg);
    }

    /// The whole picture, `height` pixels high, with a name for those who do not see it.
    pub(crate) fn finish(self, height: u64, name: &str) -> String {
        let name = escaped(name);
        format!(r#"<svg role="img" aria-label="{name}" width="100%" height="{height}">{}</svg>"#, self.body)
    }

    fn push(&mut self, part: fmt::Arguments<'_>) {
        // INVARIANT: writing to a String does not fail.
        let _ = self.body.write_fmt(part);
    }
}

/// `text` safe inside an element and inside a quoted attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
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
