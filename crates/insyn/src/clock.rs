//! The one place that reads the clock; everything below is given the time.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use clap::ArgMatches;

/// Now, in UTC, as `2026-03-01 14:20 UTC`.
pub(crate) fn now() -> String {
    instant().format("%Y-%m-%d %H:%M UTC").to_string()
}

/// Today, in Sweden.
pub(crate) fn today() -> NaiveDate {
    app::swedish_day(instant())
}

/// The day that the command line gives with `--on`, otherwise today.
pub(crate) fn day(matches: &ArgMatches) -> anyhow::Result<NaiveDate> {
    match matches.get_one::<String>("on") {
        Some(text) => text.parse().with_context(|| format!("--on: `{text}` är ingen dag; skriv som 2026-11-22")),
        None => Ok(today()),
    }
}

/// When something is done, for a journal: now, or the day that the command line gives with `--on` and when it was written.
pub(crate) fn moment(matches: &ArgMatches) -> anyhow::Result<String> {
    match matches.get_one::<String>("on") {
        Some(_) => Ok(format!("{} (skrivet {})", day(matches)?, now())),
        None => Ok(now()),
    }
}

/// A day that the command line gives with a flag.
pub(crate) fn flag(matches: &ArgMatches, name: &str) -> anyhow::Result<Option<NaiveDate>> {
    let Some(text) = matches.get_one::<String>(name) else { return Ok(None) };
    text.parse().map(Some).with_context(|| format!("--{name}: `{text}` är ingen dag; skriv som 2026-11-22"))
}

#[expect(clippy::disallowed_methods, reason = "the edge of the program: from here the time is passed on")]
/// Now.
pub(crate) fn instant() -> DateTime<Utc> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let time = i64::try_from(seconds).ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    time.unwrap_or_default()
}
