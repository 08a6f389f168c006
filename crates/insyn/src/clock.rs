//! The one place that reads the clock; everything below is given the time.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::DateTime;

/// Now, in UTC, as `2026-03-01 14:20`.
#[expect(clippy::disallowed_methods, reason = "the edge of the program: from here the time is passed on")]
pub(crate) fn now() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let time = i64::try_from(seconds).ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    time.unwrap_or_default().format("%Y-%m-%d %H:%M UTC").to_string()
}
