//! Days, and the stretch of days in which a tie is in force.

use std::fmt;

/// Days since 1970-01-01 (as in Arrow's `Date32`).
pub type Day = i32;

/// From one day to another, both included; a missing end is open.
///
/// ```
/// use linkage::network::Period;
///
/// let tenancy = Period::between(18_687, 19_050);
/// assert!(tenancy.overlaps(Period::on(19_050)));
/// assert!(!tenancy.overlaps(Period::since(19_051)));
/// assert_eq!(tenancy.to_string(), "2021-03-01 till 2022-02-27");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Period {
    /// First day.
    pub from: Option<Day>,
    /// Last day.
    pub to: Option<Day>,
}

impl Period {
    /// Without beginning and end.
    pub const ALWAYS: Self = Self { from: None, to: None };

    /// One day.
    #[must_use]
    pub const fn on(day: Day) -> Self {
        Self::between(day, day)
    }

    /// From a day on.
    #[must_use]
    pub const fn since(from: Day) -> Self {
        Self { from: Some(from), to: None }
    }

    /// From a day to another, both included.
    #[must_use]
    pub const fn between(from: Day, to: Day) -> Self {
        Self { from: Some(from), to: Some(to) }
    }

    /// Whether the two have a day in common.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        let starts_in_time = |a: Self, b: Self| a.from.zip(b.to).is_none_or(|(from, to)| from <= to);
        starts_in_time(self, other) && starts_in_time(other, self)
    }
}

/// In Swedish, for people.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from.map(day_text), self.to.map(day_text)) {
            (None, None) => f.write_str("datum saknas"),
            (Some(from), None) => write!(f, "sedan {from}"),
            (None, Some(to)) => write!(f, "till {to}"),
            (Some(from), Some(to)) if from == to => f.write_str(&from),
            (Some(from), Some(to)) => write!(f, "{from} till {to}"),
        }
    }
}

/// The day as `YYYY-MM-DD` in the Gregorian calendar.
///
/// ```
/// assert_eq!(linkage::network::day_text(0), "1970-01-01");
/// assert_eq!(linkage::network::day_text(-1), "1969-12-31");
/// assert_eq!(linkage::network::day_text(19_782), "2024-02-29");
/// ```
#[must_use]
pub fn day_text(day: Day) -> String {
    // Howard Hinnant, "chrono-compatible low-level date algorithms": years begin on 1 March, eras have 400 years.
    let since_era_zero = i64::from(day) + 719_468;
    let (era, day_of_era) = (since_era_zero.div_euclid(146_097), since_era_zero.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}
