//! A message at the top of a page: what was done, what to know, what is wrong.

use askama::Template;
use askama::filters::HtmlSafe;

use super::{Icon, Markup, Tone};

/// A message.
#[derive(Debug, Clone, Template)]
#[template(path = "part/notice.html")]
pub struct Notice {
    class: &'static str,
    icon: Icon,
    title: String,
    body: Markup,
    is_status: bool,
}

impl HtmlSafe for Notice {}

impl Notice {
    /// A message of a tone, with one sentence.
    #[must_use]
    pub fn new(tone: Tone, title: impl Into<String>) -> Self {
        let class = match tone {
            Tone::Calm | Tone::Info => "info",
            Tone::Done => "success",
            Tone::Warning => "warning",
            Tone::Serious => "error",
        };
        let icon = if tone == Tone::Calm { Icon::Info } else { tone.icon() };
        Self { class, icon, title: title.into(), body: Markup::default(), is_status: tone == Tone::Done }
    }

    /// More below the sentence.
    #[must_use]
    pub fn with(mut self, body: impl Into<Markup>) -> Self {
        self.body = body.into();
        self
    }
}
