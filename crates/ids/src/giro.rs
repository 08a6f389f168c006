//! Bankgiro and plusgiro numbers.
//!
//! Source: Bankgirot (7 or 8 digits, Luhn), Peppol BIS Billing 3 rules SE-R-009 and SE-R-010 (plusgiro 2 to 8 digits).
//! Payment files fill the numbers with zeros to ten digits; the zeros carry no meaning.

use core::fmt;

use crate::digits::{Digits, Glyph, glyph, luhn, number, trim_zeros};
use crate::mask::{mask_last, number_write, string_forms};
use crate::{IdError, IdKind, Reason};

/// A valid bankgiro number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bankgiro(u32);

/// A valid plusgiro number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Plusgiro(u32);

string_forms!(Bankgiro, Bankgiro);
string_forms!(Plusgiro, Plusgiro);

impl Bankgiro {
    /// Reads `5050-1055`, `50501055`, `BG 5050-1055`, or the digits filled with zeros to ten.
    ///
    /// # Errors
    /// [`IdError`] with the first rule broken.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        read(text, "bg", 7).map(Self).map_err(|r| r.of(IdKind::Bankgiro))
    }

    /// `NNN-NNNN` or `NNNN-NNNN`.
    #[must_use]
    pub fn formatted(&self) -> String {
        format!("{:03}-{:04}", self.0 / 10_000, self.0 % 10_000)
    }

    /// `NNNN-****`.
    #[must_use]
    pub fn masked(&self) -> String {
        mask_last(&self.formatted(), 4)
    }
}

impl Plusgiro {
    /// Reads `12 34 56-6`, `1234566`, `PG 12 34 56-6`, or the digits filled with zeros to ten.
    ///
    /// # Errors
    /// [`IdError`] with the first rule broken.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        read(text, "pg", 2).map(Self).map_err(|r| r.of(IdKind::Plusgiro))
    }

    /// Pairs from the right and the check digit after a hyphen: `12 34 56-6`, eight digits as `123 45 67-4`.
    #[must_use]
    pub fn formatted(&self) -> String {
        let (body, check) = (self.0 / 10, self.0 % 10);
        match body {
            0..=99 => format!("{body}-{check}"),
            100..=9_999 => format!("{} {:02}-{check}", body / 100, body % 100),
            _ => format!("{} {:02} {:02}-{check}", body / 10_000, body / 100 % 100, body % 100),
        }
    }

    /// The formatted number with its last four digits hidden; all of it when there are no more.
    #[must_use]
    pub fn masked(&self) -> String {
        mask_last(&self.formatted(), 4)
    }
}

impl fmt::Display for Bankgiro {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        number_write(f, u64::from(self.0), 1)
    }
}

impl fmt::Display for Plusgiro {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        number_write(f, u64::from(self.0), 1)
    }
}

/// Reads an optional prefix in any case (`bg`, `BG:`) and at most ten digits of which `shortest` to eight count.
fn read(text: &str, prefix: &str, shortest: usize) -> Result<u32, Reason> {
    let digits = Digits::<10>::read(prefix_strip(text, prefix), false)?;
    let significant = trim_zeros(digits.as_slice());
    match significant.len() {
        0 => Err(Reason::Zero),
        found if found < shortest || found > 8 => Err(Reason::Length(found)),
        _ if !luhn(significant) => Err(Reason::CheckDigit),
        found => u32::try_from(number(significant)).map_err(|_| Reason::Length(found)),
    }
}

/// The text after the prefix and a colon or full stop; the whole text when it does not start so.
fn prefix_strip<'a>(text: &'a str, prefix: &str) -> &'a str {
    let text = text.trim_start_matches(|c| glyph(c) == Glyph::Space);
    match text.split_at_checked(prefix.len()) {
        Some((head, rest)) if head.eq_ignore_ascii_case(prefix) => rest.trim_start_matches([':', '.']),
        _ => text,
    }
}
