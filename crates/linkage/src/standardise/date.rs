//! Dates as people and systems write them.

use ids::Date;

use super::text::{lower_eq, tidy};

/// A date as `YYYY-MM-DD`; `None` when it is no day in the calendar, or one that systems fill in for want of a date
/// (1753-01-01, 1900-01-01, 9999-12-31 and the like). A time of day after it is dropped.
///
/// Read are `1985-03-12`, `1985/3/12`, `19850312`, `12/3 1985`, `12.03.1985` (day before month, unless only the reverse is
/// a date), `den 12 mars 1985`, `mars 12, 1985`.
///
/// ```
/// use linkage::standardise::date;
///
/// assert_eq!(date("19850312").as_deref(), Some("1985-03-12"));
/// assert_eq!(date("3 mars 1985").as_deref(), Some("1985-03-03"));
/// assert_eq!(date("12/03/1985 00:00").as_deref(), Some("1985-03-12"));
/// assert_eq!(date("1985-02-30"), None);
/// ```
#[must_use]
pub fn date(raw: &str) -> Option<String> {
    date_parse(raw).map(written)
}

/// As [`date`], not yet written.
#[must_use]
pub fn date_parse(raw: &str) -> Option<Date> {
    let text = tidy(raw)?;
    let mut parts: [Option<Part>; 3] = [None; 3];
    let mut rest: &str = &text;
    for slot in &mut parts {
        let (part, after) = part_next(rest)?;
        rest = after;
        *slot = Some(part);
        if part.length >= 8 {
            break;
        }
    }
    let ends = rest.is_empty() || rest.starts_with(['T', 't', ' ', ',', '.']);
    if !ends {
        return None;
    }
    match parts {
        [Some(whole), None, None] => whole.whole_date(),
        [Some(a), Some(b), Some(c)] => three_parts(a, b, c),
        _ => None,
    }
}

/// The date with day and month in each other's place, when that is another day: the variant to compare with when one of
/// the two may have been written in American order.
///
/// ```
/// use linkage::standardise::day_month_swapped;
///
/// assert_eq!(day_month_swapped("1985-03-12").as_deref(), Some("1985-12-03"));
/// assert_eq!(day_month_swapped("1985-03-25"), None);
/// ```
#[must_use]
pub fn day_month_swapped(date: &str) -> Option<String> {
    let date = date_parse(date)?;
    let swapped = Date::new(date.year(), date.day(), date.month())?;
    (swapped != date).then(|| written(swapped))
}

/// `YYYY-MM-DD`.
pub(super) fn written(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// Digits of the form `YYYYMMDD`; the day may have the 60 of a samordningsnummer.
pub(super) fn eight_digits(digits: u32) -> Option<Date> {
    let day = digits % 100;
    calendar_day(digits / 10_000, digits / 100 % 100, if day > 60 { day - 60 } else { day })
}

/// One number or month name.
#[derive(Debug, Clone, Copy)]
struct Part {
    number: u32,
    /// Digits written; 0 for the name of a month.
    length: usize,
}

impl Part {
    fn whole_date(self) -> Option<Date> {
        match self.length {
            8 => calendar_day(self.number / 10_000, self.number / 100 % 100, self.number % 100),
            _ => None,
        }
    }

    const fn is_month_name(self) -> bool {
        self.length == 0
    }

    const fn is_short(self) -> bool {
        self.length == 1 || self.length == 2
    }
}

fn three_parts(a: Part, b: Part, c: Part) -> Option<Date> {
    let day_first = |day: Part, month: Part, year: Part| {
        calendar_day(year.number, month.number, day.number)
            .or_else(|| calendar_day(year.number, day.number, month.number).filter(|_| !month.is_month_name()))
    };
    match (a.length, b.length, c.length) {
        (4, _, _) if c.is_short() && (b.is_short() || b.is_month_name()) => calendar_day(a.number, b.number, c.number),
        (0, _, 4) if b.is_short() => day_first(b, a, c),
        (_, _, 4) if a.is_short() && (b.is_short() || b.is_month_name()) => day_first(a, b, c),
        _ => None,
    }
}

/// Years that a register of people, firms and things can hold.
const YEARS: core::ops::RangeInclusive<u32> = 1000..=2999;

/// Year, month and day that systems write when they have none.
const FILLERS: [(u16, u8, u8); 5] = [(1753, 1, 1), (1800, 1, 1), (1899, 12, 30), (1899, 12, 31), (1900, 1, 1)];

fn calendar_day(year: u32, month: u32, day: u32) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    let date = Date::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
    (!FILLERS.contains(&(date.year(), date.month(), date.day()))).then_some(date)
}

/// The next number or month name and what follows it. Words that carry no meaning in a date are passed over.
fn part_next(text: &str) -> Option<(Part, &str)> {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let first = rest.chars().next()?;
        if first.is_ascii_digit() {
            let (digits, after) = split_while(rest, |c| c.is_ascii_digit())?;
            let (kept, length) = match digits.len() {
                // 20240131120000: date and time in one row.
                14 => (digits.get(..8)?, 8),
                length => (digits, length),
            };
            return Some((Part { number: kept.parse().ok()?, length }, after));
        }
        let (word, after) = split_while(rest, char::is_alphabetic)?;
        rest = after;
        if let Some(number) = month_number(word) {
            return Some((Part { number, length: 0 }, rest));
        }
        if !FILL_WORDS.iter().any(|fill| lower_eq(word, fill)) {
            return None;
        }
    }
}

fn split_while(text: &str, wanted: impl Fn(char) -> bool) -> Option<(&str, &str)> {
    let end = text.find(|c| !wanted(c)).unwrap_or(text.len());
    text.split_at_checked(end).filter(|(head, _)| !head.is_empty())
}

/// `den 3:e mars`, `3rd of March`, `f. 3 mars`.
const FILL_WORDS: [&str; 12] = ["den", "e", "a", "the", "st", "nd", "rd", "th", "of", "f", "född", "born"];

const MONTHS: [(&str, &str); 12] = [
    ("januari", "january"),
    ("februari", "february"),
    ("mars", "march"),
    ("april", "april"),
    ("maj", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("augusti", "august"),
    ("september", "september"),
    ("oktober", "october"),
    ("november", "november"),
    ("december", "december"),
];

/// The month whose Swedish or English name starts so, from three letters on.
fn month_number(word: &str) -> Option<u32> {
    let starts = |name: &str| name.get(..word.len()).is_some_and(|head| lower_eq(word, head));
    let at = MONTHS.iter().position(|(swedish, english)| word.len() >= 3 && (starts(swedish) || starts(english)))?;
    u32::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(date(text).as_deref(), expected, "{text}");
    }

    #[test]
    fn dates_are_read_in_every_written_form() {
        for text in [
            "1985-03-12",
            "1985/3/12",
            "1985.03.12",
            "19850312",
            "19850312000000",
            "12/3 1985",
            "12.03.1985",
            "12-03-1985",
            "12 mars 1985",
            "Den 12:e mars 1985",
            "12 MAR 1985",
            "mars 12, 1985",
            "March 12th, 1985",
            "1985 mars 12",
            "1985-03-12T00:00:00Z",
            "1985-03-12 00:00:00.000",
            "f. 12 mars 1985",
        ] {
            check(text, Some("1985-03-12"));
        }
    }

    #[test]
    fn the_reverse_order_is_read_only_when_nothing_else_is_a_date() {
        check("03/25/1985", Some("1985-03-25"));
        check("03/05/1985", Some("1985-05-03"));
        check("1985-25-03", None);
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in
            ["1985-02-29", "1985-03", "850312", "19850312-1234", "1900-01-01", "0001-01-01", "9999-12-31", "mars"]
        {
            check(text, None);
        }
        check("12 1985", None);
        check("99999999999999999999", None);
    }
}
