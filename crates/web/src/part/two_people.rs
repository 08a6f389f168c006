//! What one person proposes and another decides.

use askama::Template;
use askama::filters::HtmlSafe;

use super::{Chip, Icon, Markup, Tone};
use crate::text::T;

/// A proposal: before, after, why, by whom, and how long it stands.
#[derive(Debug, Clone, Template)]
#[template(path = "part/two_people.html")]
pub struct TwoPeople {
    t: T,
    title: String,
    before: Markup,
    after: Markup,
    reason: String,
    by: String,
    left: Chip,
    icon: Icon,
}

impl HtmlSafe for TwoPeople {}

impl TwoPeople {
    /// A proposal that ends in so many hours.
    #[must_use]
    pub fn new(t: T, title: impl Into<String>, hours_left: i64) -> Self {
        let left = match hours_left {
            ..=0 => Chip::new(Tone::Serious, t.two_ended()),
            1..=24 => Chip::new(Tone::Warning, t.two_hours_left(hours_left)),
            _ => Chip::new(Tone::Calm, t.two_hours_left(hours_left)),
        };
        Self {
            t,
            title: title.into(),
            before: Markup::default(),
            after: Markup::default(),
            reason: String::new(),
            by: String::new(),
            left,
            icon: Icon::Two,
        }
    }

    /// What is so now, and what will be so.
    #[must_use]
    pub fn change(mut self, before: impl Into<Markup>, after: impl Into<Markup>) -> Self {
        self.before = before.into();
        self.after = after.into();
        self
    }

    /// Who proposes it and why.
    #[must_use]
    pub fn because(mut self, by: impl Into<String>, reason: impl Into<String>) -> Self {
        self.by = by.into();
        self.reason = reason.into();
        self
    }
}
