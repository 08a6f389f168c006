//! Swedish time: the day on which something happens where the law counts days, and the hour that people read.
//!
//! Times are kept in UTC. Between midnight and one or two in the morning the Swedish day is already the next.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Europe::Stockholm;

/// What a clock on a Swedish wall shows.
#[must_use]
pub fn time(at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&Stockholm).naive_local()
}

/// The day in Sweden.
#[must_use]
pub fn day(at: DateTime<Utc>) -> NaiveDate {
    time(at).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_swedish_day_begins_an_hour_before_the_one_of_utc_and_two_in_summer() {
        let shown = |at: &str| time(at.parse().unwrap()).to_string();
        assert_eq!(shown("2026-11-22T22:59:59Z"), "2026-11-22 23:59:59");
        assert_eq!(shown("2026-11-22T23:00:00Z"), "2026-11-23 00:00:00");
        assert_eq!(shown("2026-06-30T21:59:59Z"), "2026-06-30 23:59:59");
        assert_eq!(shown("2026-06-30T22:00:00Z"), "2026-07-01 00:00:00");
        // The last Sundays of March and October, at 01:00 UTC.
        assert_eq!(shown("2026-03-29T00:59:59Z"), "2026-03-29 01:59:59");
        assert_eq!(shown("2026-03-29T01:00:00Z"), "2026-03-29 03:00:00");
        assert_eq!(shown("2026-10-25T01:00:00Z"), "2026-10-25 02:00:00");
    }
}
