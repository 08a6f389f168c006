//! A state in few words, with a picture and a colour that say the same.

use askama::Template;
use askama::filters::HtmlSafe;

use super::Icon;
use crate::text::T;

/// How much a state calls for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to do.
    Calm,
    /// Worth knowing.
    Info,
    /// Done, right.
    Done,
    /// Soon.
    Warning,
    /// Now.
    Serious,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Calm => "default-inverted",
            Self::Info => "info-inverted",
            Self::Done => "success-inverted",
            Self::Warning => "warning-inverted",
            Self::Serious => "error-inverted",
        }
    }

    pub(super) const fn icon(self) -> Icon {
        match self {
            Self::Calm => Icon::Dot,
            Self::Info => Icon::Info,
            Self::Done => Icon::Done,
            Self::Warning => Icon::Warning,
            Self::Serious => Icon::Stop,
        }
    }
}

/// A chip.
#[derive(Debug, Clone, Template)]
#[template(path = "part/chip.html")]
pub struct Chip {
    class: &'static str,
    icon: Icon,
    text: String,
}

impl HtmlSafe for Chip {}

impl Chip {
    /// A chip of a tone.
    #[must_use]
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { class: tone.class(), icon: tone.icon(), text: text.into() }
    }

    /// The severity of a signal, from 1 to 5.
    #[must_use]
    pub fn severity(t: T, level: u8) -> Self {
        let (tone, text) = match level {
            0 | 1 => (Tone::Calm, t.severity_1()),
            2 => (Tone::Calm, t.severity_2()),
            3 => (Tone::Info, t.severity_3()),
            4 => (Tone::Warning, t.severity_4()),
            _ => (Tone::Serious, t.severity_5()),
        };
        Self::new(tone, text)
    }

    /// Days until a last day; a day that has passed is said as loudly as can be.
    #[must_use]
    pub fn days_left(t: T, days: i64) -> Self {
        let (tone, text) = match days {
            ..0 => (Tone::Serious, t.days_late(-days)),
            0 => (Tone::Serious, t.days_today().to_owned()),
            1..=7 => (Tone::Warning, t.days_left(days)),
            _ => (Tone::Calm, t.days_left(days)),
        };
        let icon = if days > 7 { Icon::Clock } else { tone.icon() };
        Self { icon, ..Self::new(tone, text) }
    }
}
