//! How far a work has come. The page that shows it loads itself again (`Frame::refreshed`).

use askama::Template;
use askama::filters::HtmlSafe;

use crate::frame::Visit;
use crate::text::T;

/// A bar with the same in words.
#[derive(Debug, Clone, Template)]
#[template(path = "part/progress.html")]
pub struct Progress {
    t: T,
    path: String,
    is_refreshed: bool,
    label: String,
    done: u64,
    all: u64,
    words: String,
}

impl HtmlSafe for Progress {}

impl Progress {
    /// So much of all is done.
    #[must_use]
    pub fn new(visit: &Visit, label: impl Into<String>, done: u64, all: u64) -> Self {
        let t = visit.t();
        let (done, all) = (done.min(all), all.max(1));
        let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        Self {
            t,
            path: visit.path().to_owned(),
            is_refreshed: visit.is_refresh_wanted(),
            label: label.into(),
            done,
            all,
            words: t.progress_words(whole(all), whole(done)),
        }
    }
}
