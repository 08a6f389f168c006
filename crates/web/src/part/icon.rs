//! Small pictures that stand beside a word and say the same.

use std::fmt;

use askama::filters::HtmlSafe;

/// A picture. It is never alone: the word beside it carries the meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the pictures")]
pub enum Icon {
    Lock,
    Unlock,
    Info,
    Done,
    Warning,
    Stop,
    Clock,
    Two,
    Dot,
}

impl Icon {
    /// Strokes in a square of 24.
    const fn path(self) -> &'static str {
        match self {
            Self::Lock => "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2.5",
            Self::Unlock => "M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 6.8-1.2M12 14.5v2.5",
            Self::Info => "M12 3a9 9 0 1 0 .01 0M12 11v6M12 7.2v.4",
            Self::Done => "M12 3a9 9 0 1 0 .01 0M8 12.3l2.8 2.8L16 9.6",
            Self::Warning => "M12 4L2.8 20h18.4zM12 10v5M12 17.2v.4",
            Self::Stop => "M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM12 7.5v6M12 16.2v.4",
            Self::Clock => "M12 3a9 9 0 1 0 .01 0M12 7.5V12l3 2",
            Self::Two => {
                "M8.5 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3 19c0-3 2.5-5 5.5-5s5.5 2 5.5 5M16 11a2.6 2.6 0 1 0-.8-5.1M17 14c2.4.4 4 2.300 4 5"
            }
            Self::Dot => "M12 8a4 4 0 1 0 .01 0",
        }
    }
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path();
        write!(
            f,
            r#"<svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false"><path d="{path}" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/></svg>"#
        )
    }
}

impl HtmlSafe for Icon {}
