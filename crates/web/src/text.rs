//! The words of the pages, in Swedish and English.
//!
//! The texts lie in `locales/<language>/<noun>.ftl`. The build makes one method of [`T`] per message, so that a missing
//! text does not compile: `sign-in-title = Logga in` is `t.sign_in_title()`, and
//! `days-left = { $days -> [one] en dag *[other] { $days } dagar }` is `t.days_left(3)`.
//! Numbers, days and money that stand alone are written by the methods of this module.

use std::fmt;
use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// A blank that breaks no line.
const FIRM: char = '\u{a0}';

/// The day in Sweden of a time as [`T::stamped`] reads it.
pub(crate) fn day_of(stamp: &str) -> Option<NaiveDate> {
    instant(stamp).map(app::swedish_day)
}

/// `2026-11-22T09:00:00Z`, or `2026-11-22 09:00 UTC` as the command line writes it.
fn instant(stamp: &str) -> Option<DateTime<Utc>> {
    let written = || NaiveDateTime::parse_from_str(stamp, "%Y-%m-%d %H:%M UTC").ok().map(|at| at.and_utc());
    DateTime::parse_from_rfc3339(stamp).ok().map(|at| at.to_utc()).or_else(written)
}

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Lang {
    /// Swedish.
    #[default]
    Sv,
    /// English.
    En,
}

impl Lang {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Sv, Self::En];

    /// Its code, as `lang` and the cookie write it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sv => "sv",
            Self::En => "en",
        }
    }

    /// Its name in itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sv => "Svenska",
            Self::En => "English",
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Sv => Self::En,
            Self::En => Self::Sv,
        }
    }

    /// The language of a code; none for one that we do not speak.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        let (first, _) = code.split_once('-').unwrap_or((code, ""));
        Self::ALL.into_iter().find(|lang| lang.code().eq_ignore_ascii_case(first.trim()))
    }

    /// The language that a browser likes best of those we speak (`Accept-Language`); Swedish when it likes none.
    #[must_use]
    pub fn of_browser(header: &str) -> Self {
        let mut best = (0, Self::default());
        for wish in header.split(',') {
            let (code, quality) = wish.split_once(';').unwrap_or((wish, ""));
            let weight = quality.trim().strip_prefix("q=").map_or(1_000, thousandths);
            if let Some(lang) = Self::of_code(code.trim())
                && weight > best.0
            {
                best = (weight, lang);
            }
        }
        best.1
    }
}

/// A quality of a header, `0.8`, in thousandths.
fn thousandths(text: &str) -> u32 {
    let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let digits: String = part.chars().chain("000".chars()).take(3).collect();
    whole.parse::<u32>().unwrap_or(0).saturating_mul(1_000) + digits.parse::<u32>().unwrap_or(0)
}

/// The texts of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct T(Lang);

impl T {
    /// The texts of a language.
    #[must_use]
    pub const fn new(lang: Lang) -> Self {
        Self(lang)
    }

    /// The language.
    #[must_use]
    pub const fn lang(self) -> Lang {
        self.0
    }

    /// A whole number: `12 500`, `12,500`.
    #[must_use]
    pub fn number(self, number: i64) -> String {
        grouped(number, self.mark())
    }

    /// An amount in öre as kronor: `12 500,00 kr`, `SEK 12,500.00`.
    #[must_use]
    pub fn amount(self, ore: i64) -> String {
        let (kronor, rest) = (grouped((ore / 100).abs(), self.mark()), (ore % 100).abs());
        let sign = if ore < 0 { "\u{2212}" } else { "" };
        match self.0 {
            Lang::Sv => format!("{sign}{kronor},{rest:02}{FIRM}kr"),
            Lang::En => format!("{sign}SEK{FIRM}{kronor}.{rest:02}"),
        }
    }

    /// A day: `2026-11-22` in both languages, as Swedish authorities write it.
    #[must_use]
    pub fn day(self, day: NaiveDate) -> String {
        day.format("%Y-%m-%d").to_string()
    }

    /// A point in time as a Swedish clock shows it, to the minute.
    #[must_use]
    pub fn moment(self, at: DateTime<Utc>) -> String {
        app::swedish_time(at).format("%Y-%m-%d %H:%M").to_string()
    }

    /// A time of the database or of the registers' journals as [`T::moment`]; as it stands there when it is none.
    #[must_use]
    pub fn stamped(self, stamp: &str) -> String {
        instant(stamp).map_or_else(|| stamp.to_owned(), |at| self.moment(at))
    }

    /// The day in Sweden of such a time.
    #[must_use]
    pub fn stamped_day(self, stamp: &str) -> String {
        day_of(stamp).map_or_else(|| stamp.to_owned(), |day| self.day(day))
    }

    /// What groups thousands.
    const fn mark(self) -> char {
        match self.0 {
            Lang::Sv => FIRM,
            Lang::En => ',',
        }
    }

    /// A message with its variables filled in.
    fn filled(self, key: &str, variables: &[(&'static str, Filled)]) -> String {
        let bundle = match self.0 {
            Lang::Sv => &*SWEDISH,
            Lang::En => &*ENGLISH,
        };
        let mut arguments = FluentArgs::with_capacity(variables.len());
        for (name, value) in variables {
            match value {
                Filled::Number(number) => arguments.set(*name, *number),
                Filled::Text(text) => arguments.set(*name, text.as_str()),
            }
        }
        // INVARIANT: the build has read every message and its variables; the key is never shown.
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else { return key.to_owned() };
        bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }
}

impl fmt::Display for T {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code())
    }
}

/// What is put in the place of a variable.
enum Filled {
    Number(i64),
    Text(String),
}

fn grouped(number: i64, mark: char) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut shown = String::from(if number < 0 { "\u{2212}" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(mark);
        }
        shown.push(digit);
    }
    shown
}

type Bundle = FluentBundle<FluentResource>;

static SWEDISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::Sv, SV));
static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::En, EN));

fn bundle(lang: Lang, sources: &[&str]) -> Bundle {
    let id: LanguageIdentifier = lang.code().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(false);
    // INVARIANT: the bundle is new, so no function of that name is in it.
    drop(bundle.add_builtins());
    bundle.set_formatter(Some(match lang {
        Lang::Sv => |value, _| number(value, Lang::Sv),
        Lang::En => |value, _| number(value, Lang::En),
    }));
    for source in sources {
        // INVARIANT: the build has parsed them, and none stands twice.
        if let Ok(resource) = FluentResource::try_new((*source).to_owned()) {
            drop(bundle.add_resource(resource));
        }
    }
    bundle
}

/// How Fluent writes a number.
fn number(value: &FluentValue<'_>, lang: Lang) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let whole: i64 = number.as_string().parse().ok()?;
    Some(T(lang).number(whole))
}

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_as_a_swedish_clock_shows_it_and_else_as_it_stands() {
        let t = T::new(Lang::Sv);
        let told = |stamp: &str| (t.stamped(stamp), t.stamped_day(stamp));
        let of = |time: &str, day: &str| (time.to_owned(), day.to_owned());
        assert_eq!(told("2026-11-22T06:05:09Z"), of("2026-11-22 07:05", "2026-11-22"));
        assert_eq!(told("2026-06-30T22:00:00Z"), of("2026-07-01 00:00", "2026-07-01"));
        assert_eq!(told("2026-11-22 23:30 UTC"), of("2026-11-23 00:30", "2026-11-23"));
        for other in ["2026-11-22", "2026-11-22 (skrivet 2026-11-23 09:00 UTC)", ""] {
            assert_eq!(told(other), of(other, other));
        }
    }

    #[test]
    fn every_text_can_be_written_in_both_languages() {
        for lang in Lang::ALL {
            for (key, text) in T(lang).samples() {
                let has_braces = text.contains(['{', '}']);
                assert!(!text.trim().is_empty() && text != key && !has_braces, "{lang:?} {key}: {text}");
            }
        }
    }

    #[test]
    fn the_browser_chooses_and_swedish_is_what_is_left() {
        let cases = [
            ("", Lang::Sv),
            ("de", Lang::Sv),
            ("en-GB,en;q=0.9", Lang::En),
            ("de,en;q=0.5,sv;q=0.6", Lang::Sv),
            ("sv;q=0.2, EN;q=0.75", Lang::En),
            ("en;q=0", Lang::Sv),
            ("en;q=oops", Lang::Sv),
        ];
        for (header, lang) in cases {
            assert_eq!(Lang::of_browser(header), lang, "{header}");
        }
    }

    #[test]
    fn numbers_and_money_are_written_as_the_language_does() {
        let (sv, en) = (T::new(Lang::Sv), T::new(Lang::En));
        assert_eq!(sv.number(1_234_567), "1\u{a0}234\u{a0}567");
        assert_eq!(en.number(-1_234), "\u{2212}1,234");
        assert_eq!(sv.amount(1_250_005), "12\u{a0}500,05\u{a0}kr");
        assert_eq!(en.amount(-5), "\u{2212}SEK\u{a0}0.05");
    }
}
