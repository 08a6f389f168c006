//! The highest amount of a point: in kronor, or in price base amounts (prisbasbelopp), which are another sum each year.
//!
//! What a year's amount is, is data of the library, dated and sourced. A year that it does not have is not guessed.

use std::sync::LazyLock;

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

use super::text::amount;
use crate::{routine::Certainty, sheet};

const TEXT: &str = include_str!("../../../../library/delegation/base_amounts.toml");

/// The price base amount of a year.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BaseAmount {
    /// The year.
    pub year: i32,
    /// Whole kronor.
    pub kronor: i64,
    /// What sets it.
    pub law: String,
    /// Where it was read.
    pub source: String,
    /// When.
    pub read: NaiveDate,
    /// How sure it is.
    pub certainty: Certainty,
}

#[derive(Deserialize)]
struct File {
    amount: Vec<BaseAmount>,
}

// INVARIANT: the text is part of the program, and a test reads it.
static ALL: LazyLock<Vec<BaseAmount>> =
    LazyLock::new(|| toml::from_str::<File>(TEXT).map(|file| file.amount).unwrap_or_default());

/// The amounts that are known, the first year first.
#[must_use]
pub fn base_amounts() -> &'static [BaseAmount] {
    &ALL
}

/// What says that a limit is in price base amounts.
const WORDS: [&str; 2] = ["prisbasbelopp", "pbb"];

/// A highest amount. In data a number is öre, as it always was, and a text is as people write it: `2 prisbasbelopp`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
pub enum Limit {
    /// So many öre.
    Ore(i64),
    /// So many hundredths of the year's price base amount.
    Base(i64),
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Ore(i64),
    Text(String),
}

impl From<Limit> for Written {
    fn from(limit: Limit) -> Self {
        match limit {
            Limit::Ore(ore) => Self::Ore(ore),
            Limit::Base(_) => Self::Text(limit.text()),
        }
    }
}

impl TryFrom<Written> for Limit {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        match written {
            Written::Ore(ore) => Ok(Self::Ore(ore)),
            Written::Text(text) => Self::parse(&text).ok_or_else(|| format!("`{text}` är ingen beloppsgräns")),
        }
    }
}

impl Limit {
    /// A limit as people write it: `200 000`, `200 000 kr`, `2 pbb`, `0,5 prisbasbelopp`. None when it is no such.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let lower = text.trim().to_lowercase();
        match WORDS.iter().find_map(|word| lower.strip_suffix(word)) {
            Some(number) => Self::base(number),
            None => sheet::ore(&lower).map(Self::Ore),
        }
    }

    /// So many price base amounts, as a number with at most two decimals; none when it is no such, or nothing.
    #[must_use]
    pub fn base(number: &str) -> Option<Self> {
        // A number with two decimals is read as kronor are: the hundredths are its öre.
        let number = number.trim();
        let is_number = number.chars().all(|sign| sign.is_ascii_digit() || [',', '.'].contains(&sign));
        sheet::ore(number).filter(|hundredths| is_number && *hundredths > 0).map(Self::Base)
    }

    /// Whether a text means a limit in base amounts of some kind.
    #[must_use]
    pub fn is_base(text: &str) -> bool {
        let lower = text.to_lowercase();
        ["basbelopp", "pbb"].iter().any(|word| lower.contains(word))
    }

    /// In öre on a day; none when the library does not have the amount of its year.
    #[must_use]
    pub fn ore(self, day: NaiveDate) -> Option<i64> {
        match self {
            Self::Ore(ore) => Some(ore),
            // Kronor times hundredths are öre.
            Self::Base(hundredths) => {
                let year = ALL.iter().find(|amount| amount.year == day.year())?;
                year.kronor.checked_mul(hundredths)
            }
        }
    }

    /// In öre on a day, by the last amount that is known until then: for what must have a number.
    #[must_use]
    pub fn ore_at_least(self, day: NaiveDate) -> Option<i64> {
        let known = ALL.iter().filter(|amount| amount.year <= day.year()).max_by_key(|amount| amount.year);
        match self {
            Self::Ore(ore) => Some(ore),
            Self::Base(hundredths) => known.and_then(|amount| amount.kronor.checked_mul(hundredths)),
        }
    }

    /// How many price base amounts: `2`, `0,5`. None for one in kronor.
    #[must_use]
    pub fn bases(self) -> Option<String> {
        let Self::Base(hundredths) = self else { return None };
        let number = sheet::kronor(hundredths);
        Some(if number.contains(',') { number.trim_end_matches('0').to_owned() } else { number })
    }

    /// As it is written in the order: `200 000 kr`, `2 prisbasbelopp`.
    #[must_use]
    pub fn text(self) -> String {
        match (self, self.bases()) {
            (_, Some(bases)) => format!("{bases} prisbasbelopp"),
            (Self::Ore(ore) | Self::Base(ore), None) => amount(ore),
        }
    }

    /// The same with what it is in kronor on a day: `2 prisbasbelopp (118 400 kr 2026)`.
    #[must_use]
    pub fn text_on(self, day: NaiveDate) -> String {
        match (self, self.ore(day)) {
            (Self::Ore(_), _) => self.text(),
            (Self::Base(_), Some(ore)) => format!("{} ({} {})", self.text(), amount(ore), day.year()),
            (Self::Base(_), None) => format!("{} (beloppet för {} är inte känt)", self.text(), day.year()),
        }
    }

    /// Whether it is below nothing.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        let (Self::Ore(number) | Self::Base(number)) = self;
        number < 0
    }
}

impl From<i64> for Limit {
    fn from(ore: i64) -> Self {
        Self::Ore(ore)
    }
}
