//! Days and periods in lines of text, in the ways people write them in Swedish and English.

use crate::Stamp;

/// A period found in a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) from: Stamp,
    pub(super) to: Option<Stamp>,
    pub(super) is_current: bool,
    /// A single day, month or year, with no sign that it goes on.
    pub(super) is_single: bool,
    /// What stands in the line before and after.
    pub(super) rest: String,
}

const MONTHS: [(&str, u32); 20] = [
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
    ("januari", 1),
    ("februari", 2),
    ("augusti", 8),
    ("mars", 3),
    ("juni", 6),
    ("juli", 7),
];

const NOW: [&str; 14] = [
    "nu",
    "nuvarande",
    "pågående",
    "pågår",
    "tills vidare",
    "tillsvidare",
    "idag",
    "i dag",
    "dags dato",
    "present",
    "current",
    "now",
    "ongoing",
    "today",
];

/// The first period or day of a line, or nothing.
pub(super) fn find(line: &str) -> Option<Found> {
    let chars: Vec<char> = line.chars().take(400).collect();
    for at in 0..chars.len() {
        let begins = at == 0 || chars.get(at - 1).is_some_and(|before| !before.is_alphanumeric());
        let Some((from, end)) = begins.then(|| stamp(&chars, at)).flatten() else { continue };
        let (to, is_current, behind) = rest_of_period(&chars, end);
        let before: String = chars.iter().take(at).collect();
        let is_since = ["sedan", "från", "since", "from", "fr.o.m.", "from."]
            .iter()
            .any(|word| before.trim_end().to_lowercase().ends_with(word));
        let after: String = chars.iter().skip(behind).collect();
        let before = if is_since {
            before.trim_end().rsplit_once(' ').map_or("", |(before, _)| before).to_owned()
        } else {
            before
        };
        let trimmed = |text: &str| {
            text.trim_matches(|c: char| {
                c.is_whitespace() || matches!(c, ',' | ':' | '(' | ')' | '|' | '-' | '–' | '—' | '•')
            })
            .to_owned()
        };
        let parts = [trimmed(&before), trimmed(&after)];
        let rest: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        let is_current = is_current || (to.is_none() && is_since);
        return Some(Found { from, to, is_current, is_single: to.is_none() && !is_current, rest: rest.join("\t") });
    }
    None
}

/// What comes behind the first day: a dash and a last day, or that it goes on; and where it ends.
fn rest_of_period(chars: &[char], end: usize) -> (Option<Stamp>, bool, usize) {
    let mut at = past_blanks(chars, end);
    let is_dash = chars.get(at).is_some_and(|c| matches!(c, '-' | '–' | '—' | '−'));
    let word = ["till", "to", "t.o.m.", "tom"].into_iter().find(|word| follows(chars, at, word));
    match (is_dash, word) {
        (true, _) => at += 1,
        (false, Some(word)) => at += word.chars().count(),
        (false, None) => return (None, false, end),
    }
    at = past_blanks(chars, at);
    if let Some((to, behind)) = stamp(chars, at) {
        return (Some(to), false, behind);
    }
    if let Some(now) = NOW.iter().rev().find(|now| follows(chars, at, now)) {
        return (None, true, at + now.chars().count());
    }
    // »2019 –« at the end of a line or before a column goes on.
    let is_open = is_dash && chars.get(at).is_none_or(|_| chars.get(at - 1) == Some(&'\t'));
    (None, is_open, if is_open { at } else { end })
}

fn past_blanks(chars: &[char], mut at: usize) -> usize {
    while chars.get(at).is_some_and(|c| c.is_whitespace()) {
        at += 1;
    }
    at
}

/// Whether a word stands at a place, in any case, and ends there.
fn follows(chars: &[char], at: usize, word: &str) -> bool {
    let count = word.chars().count();
    let same = word.chars().enumerate().all(|(i, c)| chars.get(at + i).is_some_and(|own| own.to_lowercase().eq([c])));
    same && !chars.get(at + count).is_some_and(|c| c.is_alphanumeric())
}

/// A day, month or year at a place, and where it ends.
fn stamp(chars: &[char], at: usize) -> Option<(Stamp, usize)> {
    let (stamp, end) = iso(chars, at).or_else(|| month_first(chars, at)).or_else(|| named(chars, at))?;
    (!chars.get(end).is_some_and(|c| c.is_alphanumeric())).then_some((stamp, end))
}

/// `2018-09-01`, `2018-09`, `2018/09`, `2018`.
fn iso(chars: &[char], at: usize) -> Option<(Stamp, usize)> {
    let (year, end) = digits(chars, at, 4)?;
    let year = i32::try_from(year).ok().filter(|year| (1940..2100).contains(year))?;
    let is_sign = |at: usize| chars.get(at).is_some_and(|c| matches!(c, '-' | '/' | '.'));
    let part = |at: usize| if is_sign(at) { digits(chars, at + 1, 2) } else { None };
    if let Some((month, after)) = part(end) {
        let whole = part(after).and_then(|(day, after)| Some((Stamp::new(year, Some(month), Some(day))?, after)));
        if whole.is_some() {
            return whole;
        }
        if let Some(stamp) = Stamp::new(year, Some(month), None) {
            return Some((stamp, after));
        }
    }
    Some((Stamp::new(year, None, None)?, end))
}

/// `09/2018`, `9.2018`, `01.09.2018`.
fn month_first(chars: &[char], at: usize) -> Option<(Stamp, usize)> {
    let is_sign = |at: usize| chars.get(at).is_some_and(|c| matches!(c, '-' | '/' | '.'));
    let (first, end) = digits(chars, at, 2).or_else(|| digits(chars, at, 1))?;
    if !is_sign(end) {
        return None;
    }
    if let Some((month, after)) = digits(chars, end + 1, 2).filter(|(_, after)| is_sign(*after)) {
        let (year, behind) = digits(chars, after + 1, 4)?;
        return Some((Stamp::new(i32::try_from(year).ok()?, Some(month), Some(first))?, behind));
    }
    let (year, behind) = digits(chars, end + 1, 4)?;
    Some((Stamp::new(i32::try_from(year).ok()?, Some(first), None)?, behind))
}

/// `september 2018`, `sept. 2018`.
fn named(chars: &[char], at: usize) -> Option<(Stamp, usize)> {
    let word: String =
        chars.iter().skip(at).take_while(|c| c.is_alphabetic()).take(12).flat_map(|c| c.to_lowercase()).collect();
    let (_, month) = MONTHS.iter().find(|(name, _)| word.starts_with(name) && word.chars().count() <= 9)?;
    let mut end = at + word.chars().count();
    if chars.get(end) == Some(&'.') {
        end += 1;
    }
    let (year, behind) = digits(chars, past_blanks(chars, end), 4)?;
    Some((Stamp::new(i32::try_from(year).ok()?, Some(*month), None)?, behind))
}

/// Exactly so many digits at a place, and where they end.
fn digits(chars: &[char], at: usize, count: usize) -> Option<(u32, usize)> {
    let part = chars.get(at..at + count)?;
    let is_end = !chars.get(at + count).is_some_and(char::is_ascii_digit);
    let number = part.iter().try_fold(0_u32, |sum, c| Some(sum * 10 + c.to_digit(10)?))?;
    is_end.then_some((number, at + count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> Option<String> {
        let found = find(line)?;
        let to = found
            .to
            .map_or_else(|| if found.is_current { "nu".to_owned() } else { "-".to_owned() }, |to| to.to_string());
        Some(format!("{} {to} [{}]", found.from, found.rest))
    }

    #[test]
    fn periods_are_found_in_the_ways_they_are_written() {
        for (line, expected) in [
            ("2015-03 – 2018-06 Handläggare", "2015-03 2018-06 [Handläggare]"),
            ("mars 2015 – juni 2018: Handläggare", "2015-03 2018-06 [Handläggare]"),
            ("Handläggare (2015–2018)", "2015 2018 [Handläggare]"),
            ("2015-2018", "2015 2018 []"),
            ("03/2015 - 06/2018", "2015-03 2018-06 []"),
            ("01.03.2015 - 30.06.2018", "2015-03-01 2018-06-30 []"),
            ("2019-08-01 – pågående\tLärare", "2019-08-01 nu [Lärare]"),
            ("2019 -", "2019 nu []"),
            ("sedan 2019 vid skolan", "2019 nu [vid skolan]"),
            ("Aug 2019 to present", "2019-08 nu []"),
            ("Examen juni 2014", "2014-06 - [Examen]"),
            ("2015 till 2016", "2015 2016 []"),
        ] {
            assert_eq!(shown(line).as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn numbers_that_are_no_days_are_left() {
        for line in ["tel 070-174 06 05", "557000-0009", "3 000 kronor", "", "20151", "rum 12/34", "999999999999"] {
            assert_eq!(shown(line), None, "{line}");
        }
    }
}
