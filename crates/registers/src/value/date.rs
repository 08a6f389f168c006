//! Days and points in time, as Swedish and English systems write them.

use super::{Fault, trimmed};

const DAY_SECONDS: i64 = 86_400;
const MICROS: i64 = 1_000_000;

/// Reads a day as days since 1970-01-01.
///
/// `2024-03-01`, `20240301`, `2024/03/01`, `01/03/2024` and `1.3.2024` (day first), `2024-03` and `202403` (the month's
/// first day), and any of [`parse_timestamp`]'s forms, whose time is left out.
///
/// # Errors
/// [`Fault::Date`] or [`Fault::NoSuchDay`].
pub fn parse_date(text: &str) -> Result<i32, Fault> {
    let text = trimmed(text);
    if let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes()
        && let (Some(year), Some(month), Some(day)) = (digits(&[y1, y2, y3, y4]), digits(&[m1, m2]), digits(&[d1, d2]))
    {
        return days(year, month, day);
    }
    let (year, month, day, _) = parts(text).ok_or(Fault::Date)?;
    days(year, month, day)
}

/// Reads a point in time as microseconds since 1970-01-01, Swedish local time.
///
/// `2024-03-01 14:30`, `2024-03-01T14:30:05.123`, `20240301143005`, `01/03/2024 14.30`. A time with `Z` or an offset is
/// turned into Swedish time; a day alone means its midnight.
///
/// # Errors
/// [`Fault::Timestamp`] or [`Fault::NoSuchDay`].
pub fn parse_timestamp(text: &str) -> Result<i64, Fault> {
    let text = trimmed(text);
    let (year, month, day, rest) = parts(text).ok_or(Fault::Timestamp)?;
    let midnight = i64::from(days(year, month, day)?) * DAY_SECONDS * MICROS;
    let rest = rest.trim_start_matches(['T', 't', ' ', ',']);
    if rest.is_empty() {
        return Ok(midnight);
    }
    let (time, offset) = split_offset(rest);
    let clock = parse_clock(time).ok_or(Fault::Timestamp)?;
    match offset {
        "" => Ok(midnight + clock),
        offset => {
            let offset = parse_offset(offset).ok_or(Fault::Timestamp)?;
            Ok(swedish(midnight + clock - offset * MICROS))
        }
    }
}

/// A day as it is written, `2024-03-01`.
#[must_use]
pub fn day_text(days: i32) -> String {
    let (year, month, day) = civil(i64::from(days));
    format!("{year:04}-{month:02}-{day:02}")
}

/// A date in a file's name: `2013-01`, `2013_01`, `201301` or `januari 2013`; with `whole_day`, `2013-01-31` or
/// `20130131`. The last such in the name counts: folders come first.
#[must_use]
pub fn date_in_file_name(name: &str, whole_day: bool) -> Option<i32> {
    let name = name.to_lowercase();
    let runs = digit_runs(&name);
    let number = |run: &(usize, &str)| run.1.parse::<i64>().ok();
    for at in (0..runs.len()).rev() {
        let run = runs.get(at)?;
        let next = |step: usize| runs.get(at + step).filter(|next| is_near(&name, runs.get(at + step - 1), next));
        let (year, month, day) = match run.1.len() {
            8 => (number(run)? / 10_000, number(run)? / 100 % 100, Some(number(run)? % 100)),
            6 => (number(run)? / 100, number(run)? % 100, None),
            4 => match next(1).filter(|next| next.1.len() <= 2) {
                Some(month) => (number(run)?, number(month)?, next(2).filter(|n| n.1.len() <= 2).and_then(number)),
                None => (number(run)?, named_month(&name)?, None),
            },
            _ => continue,
        };
        let day = if whole_day { day } else { Some(1) };
        if let Some(day) = day
            && (1900..=2199).contains(&year)
            && let Ok(found) = days(year, month, day)
        {
            return Some(found);
        }
    }
    None
}

fn digit_runs(name: &str) -> Vec<(usize, &str)> {
    let mut runs = Vec::new();
    let mut at = 0;
    for part in name.split(|c: char| !c.is_ascii_digit()) {
        if !part.is_empty() {
            runs.push((at, part));
        }
        at += part.len();
        at += name.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    runs
}

/// Whether only one separator stands between two runs of digits.
fn is_near(name: &str, before: Option<&(usize, &str)>, after: &(usize, &str)) -> bool {
    before
        .and_then(|before| name.get(before.0 + before.1.len()..after.0))
        .is_some_and(|between| matches!(between, "-" | "_" | "." | " "))
}

fn named_month(name: &str) -> Option<i64> {
    const MONTHS: [(&str, i64); 15] = [
        ("jan", 1),
        ("feb", 2),
        ("mar", 3),
        ("apr", 4),
        ("maj", 5),
        ("may", 5),
        ("jun", 6),
        ("jul", 7),
        ("aug", 8),
        ("sep", 9),
        ("okt", 10),
        ("oct", 10),
        ("nov", 11),
        ("dec", 12),
        ("mars", 3),
    ];
    name.split(|c: char| !c.is_alphabetic())
        .find_map(|word| MONTHS.iter().find(|(month, _)| word.starts_with(month)).map(|(_, number)| *number))
}

/// Year, month, day and what follows them.
fn parts(text: &str) -> Option<(i64, i64, i64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (first, rest) = text.split_at_checked(end)?;
    let whole = digits(first.as_bytes());
    match first.len() {
        8 => whole.map(|n| (n / 10_000, n / 100 % 100, n % 100, rest)),
        12 | 14 if rest.is_empty() => {
            let (day, clock) = text.split_at_checked(8)?;
            digits(day.as_bytes()).map(|n| (n / 10_000, n / 100 % 100, n % 100, clock))
        }
        6 if rest.is_empty() => whole.filter(|n| (190_001..=219_912).contains(n)).map(|n| (n / 100, n % 100, 1, rest)),
        4 => {
            let (mark, rest) = marked(rest)?;
            let (month, rest) = short_number(rest)?;
            if rest.is_empty() && mark != '.' {
                return Some((whole?, month, 1, rest));
            }
            let (day, rest) = short_number(rest.strip_prefix(mark)?)?;
            Some((whole?, month, day, rest))
        }
        1 | 2 => {
            let (mark, rest) = marked(rest)?;
            let (month, rest) = short_number(rest)?;
            let rest = rest.strip_prefix(mark)?;
            let (year, rest) = rest.split_at_checked(4)?;
            Some((digits(year.as_bytes())?, month, whole?, rest))
        }
        _ => None,
    }
    .filter(|(.., rest)| !rest.starts_with(|c: char| c.is_ascii_digit()) || text.len() == end)
}

fn marked(text: &str) -> Option<(char, &str)> {
    let mut chars = text.chars();
    let mark = chars.next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    Some((mark, chars.as_str()))
}

/// One or two digits.
fn short_number(text: &str) -> Option<(i64, &str)> {
    let end = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(end)?;
    Some((digits(number.as_bytes())?, rest))
}

fn digits(bytes: &[u8]) -> Option<i64> {
    if bytes.is_empty() || bytes.len() > 17 {
        return None;
    }
    bytes.iter().try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i64::from(byte - b'0')))
}

/// `14:30`, `14.30.05`, `143005`, `14:30:05.123456` as microseconds since midnight.
fn parse_clock(text: &str) -> Option<i64> {
    let text = text.trim_end();
    let (hour, minute, second, fraction) = if text.len() >= 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let (hour, rest) = text.split_at_checked(2)?;
        let (minute, second) = rest.split_at_checked(2)?;
        (hour, minute, if second.is_empty() { "0" } else { second }, "")
    } else {
        let mut rest = text.splitn(3, [':', '.']);
        let (hour, minute) = (rest.next()?, rest.next()?);
        let last = rest.next().unwrap_or("0");
        let (second, fraction) = last.split_once(['.', ',']).unwrap_or((last, ""));
        (hour, minute, second, fraction)
    };
    let number = |text: &str, limit: i64| {
        (text.len() <= 2).then(|| digits(text.as_bytes())).flatten().filter(|number| *number < limit)
    };
    let seconds = number(hour, 24)? * 3600 + number(minute, 60)? * 60 + number(second, 60)?;
    let mut micros = 0;
    for at in 0..6 {
        let digit = fraction.as_bytes().get(at).map_or(Some(0), |byte| digits(&[*byte]))?;
        micros = micros * 10 + digit;
    }
    let is_long = fraction.bytes().skip(6).any(|byte| !byte.is_ascii_digit());
    (!is_long).then_some(seconds * MICROS + micros)
}

fn split_offset(text: &str) -> (&str, &str) {
    match text.find(['Z', 'z', '+', '-']) {
        Some(at) => text.split_at_checked(at).unwrap_or((text, "")),
        None => (text, ""),
    }
}

/// `Z`, `+01:00`, `-0530`, `+02` as seconds east of Greenwich.
fn parse_offset(text: &str) -> Option<i64> {
    let sign = match text.as_bytes().first()? {
        b'Z' | b'z' => return (text.len() == 1).then_some(0),
        b'-' => -1,
        _ => 1,
    };
    let bare: Vec<u8> = text.bytes().skip(1).filter(|byte| *byte != b':').collect();
    let (hours, minutes) = match bare.as_slice() {
        [_, _] => (digits(&bare)?, 0),
        [h1, h2, m1, m2] => (digits(&[*h1, *h2])?, digits(&[*m1, *m2])?),
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

/// Swedish wall-clock time of a moment: summer time from the last Sunday of March to that of October, 01:00 UTC.
fn swedish(utc: i64) -> i64 {
    let hour = 3600 * MICROS;
    let (year, ..) = civil(utc.div_euclid(DAY_SECONDS * MICROS));
    let change = |month: i64| {
        let last = epoch_days(year, month, 31);
        let sunday = last - (last + 4).rem_euclid(7);
        sunday * DAY_SECONDS * MICROS + hour
    };
    let is_summer = year >= 1980 && (change(3)..change(10)).contains(&utc);
    utc + if is_summer { 2 * hour } else { hour }
}

/// Days since 1970-01-01 of a day that must exist, years 1000 to 9999.
fn days(year: i64, month: i64, day: i64) -> Result<i32, Fault> {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return Err(Fault::NoSuchDay),
    };
    if !(1000..=9999).contains(&year) || !(1..=length).contains(&day) {
        return Err(Fault::NoSuchDay);
    }
    i32::try_from(epoch_days(year, month, day)).map_err(|_| Fault::NoSuchDay)
}

/// Howard Hinnant's days_from_civil.
fn epoch_days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Howard Hinnant's civil_from_days: year, month, day.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year + era * 400 + i64::from(month <= 2), month, of_year - (153 * shifted + 2) / 5 + 1)
}
