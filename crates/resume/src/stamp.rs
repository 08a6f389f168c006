//! A day as exactly as somebody wrote it: a year, a month, or a day.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A day, month or year. It stands for all its days: what is compared is always its earliest or its latest day, whichever
/// is kinder to the candidate.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Stamp {
    year: i32,
    month: Option<u32>,
    day: Option<u32>,
}

impl Stamp {
    /// A stamp from its parts, when there is such a day between 1900 and 2199. A day needs its month.
    #[must_use]
    pub fn new(year: i32, month: Option<u32>, day: Option<u32>) -> Option<Self> {
        let stamp = Self { year, month, day };
        let is_whole = month.is_some() || day.is_none();
        let is_day = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1)).is_some();
        ((1900..2200).contains(&year) && is_whole && is_day).then_some(stamp)
    }

    /// A whole day.
    #[must_use]
    pub fn day(day: NaiveDate) -> Self {
        Self { year: day.year(), month: Some(day.month()), day: Some(day.day()) }
    }

    /// Reads `2018`, `2018-09`, `2018-09-01` and what stands behind a `T` (a time) is left.
    ///
    /// ```
    /// use resume::Stamp;
    ///
    /// assert_eq!(Stamp::parse("2018-09").map(|stamp| stamp.latest().to_string()).as_deref(), Some("2018-09-30"));
    /// assert_eq!(Stamp::parse("2018-13"), None);
    /// assert_eq!(Stamp::parse("hösten 2018"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.split_once('T').map_or(text, |(day, _)| day);
        let mut parts = text.split(['-', '/', '.']);
        let year = parts.next().filter(|part| part.len() == 4).and_then(number)?;
        let month = parts.next().map(number);
        let day = parts.next().map(number);
        if parts.next().is_some() || month == Some(None) || day == Some(None) {
            return None;
        }
        Self::new(i32::try_from(year).ok()?, month.flatten(), day.flatten())
    }

    /// The first day that it can mean.
    #[must_use]
    pub fn earliest(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or_default()
    }

    /// The last day that it can mean.
    #[must_use]
    pub fn latest(self) -> NaiveDate {
        let month = self.month.unwrap_or(12);
        let day = self.day.and_then(|day| NaiveDate::from_ymd_opt(self.year, month, day));
        let last = || (28..=31).rev().find_map(|day| NaiveDate::from_ymd_opt(self.year, month, day));
        day.or_else(last).unwrap_or_default()
    }

    /// Only a year is written.
    #[must_use]
    pub const fn is_year(self) -> bool {
        self.month.is_none()
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for Stamp {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("`{text}` is no day, month or year"))
    }
}

impl From<Stamp> for String {
    fn from(stamp: Stamp) -> Self {
        stamp.to_string()
    }
}

fn number(text: &str) -> Option<u32> {
    let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_stands_for_all_its_days() {
        let ends = |text: &str| Stamp::parse(text).map(|stamp| format!("{} {}", stamp.earliest(), stamp.latest()));
        assert_eq!(ends("2020").as_deref(), Some("2020-01-01 2020-12-31"));
        assert_eq!(ends("2020-02").as_deref(), Some("2020-02-01 2020-02-29"));
        assert_eq!(ends("2021-02-03T10:00:00Z").as_deref(), Some("2021-02-03 2021-02-03"));
    }

    #[test]
    fn what_is_no_day_is_no_stamp() {
        for text in ["", "1800", "2021-02-30", "20210203", "2021-", "2021-1-1-1", "-2021", "20x1", "2021-00", "99999"] {
            assert_eq!(Stamp::parse(text), None, "{text}");
        }
        assert_eq!(Stamp::new(2021, None, Some(3)), None);
    }
}
