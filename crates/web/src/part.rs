//! The building blocks of pages. Each is a struct with a template of its own in `templates/part/`; a page's template places
//! it with `{{ name }}`, and it writes itself, escaped where it must be.

mod bars;
mod chip;
mod coverage;
mod description;
mod field;
mod form;
mod icon;
mod network;
mod notice;
mod progress;
mod qr;
mod spread;
mod table;
mod tabs;
mod timeline;
mod two_people;

pub use bars::{Bar, Bars};
pub use chip::{Chip, Tone};
pub use coverage::{Coverage, Curve};
pub use description::Description;
pub use field::{Choice, Field};
pub(crate) use form::{ANSWER, Ceremony};
pub use form::{Csrf, Form};
pub use icon::Icon;
pub use network::{Network, Tie};
pub use notice::Notice;
pub use progress::Progress;
pub use qr::Qr;
pub use spread::{Reached, Spread};
pub use table::{Cell, Column, Pager, Table};
pub use tabs::Tabs;
pub use timeline::{Moment, Timeline};
pub use two_people::TwoPeople;

use std::fmt;

use askama::filters::HtmlSafe;
use chrono::NaiveDate;

/// HTML that is whole and safe: what a building block wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// What a block writes.
    #[must_use]
    pub fn of(block: &impl HtmlSafe) -> Self {
        Self(block.to_string())
    }

    /// A text, escaped.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self(escaped(text))
    }

    /// A link.
    #[must_use]
    pub fn link(path: &str, text: &str) -> Self {
        Self(format!(r#"<a class="anchor" href="{}">{}</a>"#, escaped(path), escaped(text)))
    }

    /// A day that is not broken over two lines.
    #[must_use]
    pub fn day(day: NaiveDate) -> Self {
        let day = day.format("%Y-%m-%d");
        Self(format!(r#"<time class="nb" datetime="{day}">{day}</time>"#))
    }

    /// Several after each other.
    #[must_use]
    pub fn then(mut self, other: &Self) -> Self {
        if !self.0.is_empty() {
            self.0.push(' ');
        }
        self.0.push_str(&other.0);
        self
    }

    /// As a paragraph.
    #[must_use]
    pub(crate) fn paragraph(&self) -> Self {
        Self(format!("<p>{}</p>", self.0))
    }

    /// A heading of the second level.
    #[must_use]
    pub(crate) fn heading(text: &str) -> Self {
        Self(format!("<h2>{}</h2>", escaped(text)))
    }

    /// Markup of this crate.
    pub(crate) fn raw(html: String) -> Self {
        Self(html)
    }
}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}

impl From<&str> for Markup {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Markup {
    fn from(text: String) -> Self {
        Self::text(&text)
    }
}

impl From<&Notice> for Markup {
    fn from(notice: &Notice) -> Self {
        Self::of(notice)
    }
}

impl From<Chip> for Markup {
    fn from(chip: Chip) -> Self {
        Self::of(&chip)
    }
}

/// `text` safe inside an element and inside a quoted attribute.
pub(crate) fn escaped(text: &str) -> String {
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
