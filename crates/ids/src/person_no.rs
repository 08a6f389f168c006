//! Personnummer and samordningsnummer.
//!
//! Source: folkbokföringslagen (1991:481) 18 and 18 a §§; Skatteverket SKV 704 and SKV 707. A birth date, a birth number
//! of three digits (001 to 999, odd for men) and a Luhn check digit over the last ten digits. A samordningsnummer has 60
//! added to the day. Written with ten digits the number names no century; the hyphen becomes a plus sign in the year
//! that the person turns 100.

use core::fmt;

use crate::date::Date;
use crate::digits::{Digits, luhn_ten, number};
use crate::mask::{mask_last, number_write, string_forms};
use crate::{IdError, IdKind, Reason};

/// The latest year of birth that a number of ten digits is read as when the caller gives no other.
///
/// Pass the year of the snapshot instead wherever it is known.
pub const DEFAULT_PIVOT_YEAR: u16 = 2026;

/// A valid personnummer or samordningsnummer, twelve digits, ordered by date of birth.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonNo(u64);

/// Which of the two numbers of persons it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PersonKind {
    /// Personnummer: the person is or has been registered as resident.
    Personnummer,
    /// Samordningsnummer: the person has never been registered as resident.
    Samordningsnummer,
}

/// The legal sex that the birth number states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    /// Even birth number.
    Female,
    /// Odd birth number.
    Male,
}

/// How the century of a number of ten digits is found.
#[derive(Clone, Copy)]
enum Century {
    /// The latest birth date that is not after this date.
    Until(Date),
    /// The latest birth year that is not after this year.
    Pivot(u16),
}

string_forms!(PersonNo, PersonNo);

impl PersonNo {
    /// Reads ten or twelve digits. Ten digits mean the latest birth date that is not after `today`; with a plus sign
    /// the person turns at least 100 in the year of `today`. A birth after `today` is an error.
    ///
    /// # Errors
    /// [`IdError`] with the first rule broken.
    pub fn parse(text: &str, today: Date) -> Result<Self, IdError> {
        read(text, Century::Until(today)).map_err(|r| r.of(IdKind::PersonNo))
    }

    /// Reads ten or twelve digits. Ten digits mean the latest birth year that is not after `pivot_year`; with a plus
    /// sign, the one a hundred years before. Twelve digits are taken as they stand (years 1800 to 2099).
    ///
    /// # Errors
    /// [`IdError`] with the first rule broken.
    pub fn parse_with_pivot(text: &str, pivot_year: u16) -> Result<Self, IdError> {
        read(text, Century::Pivot(pivot_year)).map_err(|r| r.of(IdKind::PersonNo))
    }

    /// Reads ten or twelve digits with [`DEFAULT_PIVOT_YEAR`]: enough to know whether the number is valid, since the
    /// century decides only about 29 February 1900. The century of a ten digit number is then a guess.
    ///
    /// # Errors
    /// [`IdError`] with the first rule broken.
    pub fn parse_any_century(text: &str) -> Result<Self, IdError> {
        Self::parse_with_pivot(text, DEFAULT_PIVOT_YEAR)
    }

    /// Personnummer or samordningsnummer.
    #[must_use]
    pub const fn kind(self) -> PersonKind {
        if self.day_digits() > 60 { PersonKind::Samordningsnummer } else { PersonKind::Personnummer }
    }

    /// Date of birth, with the 60 of a samordningsnummer taken off.
    #[must_use]
    pub fn birth_date(self) -> Date {
        let day = self.day_digits();
        let day = if day > 60 { day - 60 } else { day };
        let month = (self.0 / 1_000_000) % 100;
        let year = self.0 / 100_000_000;
        // INVARIANT: the constructor has proved that the date exists; the fallback is never used.
        u16::try_from(year)
            .ok()
            .zip(u8::try_from(month).ok())
            .zip(u8::try_from(day).ok())
            .and_then(|((y, m), d)| Date::new(y, m, d))
            .unwrap_or(Date::FIRST)
    }

    /// The sex that the second last digit states.
    #[must_use]
    pub const fn sex(self) -> Sex {
        if (self.0 / 10).is_multiple_of(2) { Sex::Female } else { Sex::Male }
    }

    /// The number as twelve digits in an integer, `YYYYMMDDNNNN`.
    #[must_use]
    pub const fn as_u64(self) -> u64 {
        self.0
    }

    /// `YYYYMMDD-NNNN`.
    #[must_use]
    pub fn formatted(&self) -> String {
        format!("{:08}-{:04}", self.0 / 10_000, self.0 % 10_000)
    }

    /// `YYYYMMDD-****`, for lists and logs.
    #[must_use]
    pub fn masked(&self) -> String {
        mask_last(&self.formatted(), 4)
    }

    const fn day_digits(self) -> u64 {
        (self.0 / 10_000) % 100
    }
}

impl fmt::Display for PersonNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        number_write(f, self.0, 12)
    }
}

/// Whether the text is a valid personnummer or samordningsnummer in any written form (see
/// [`PersonNo::parse_any_century`]).
#[must_use]
pub fn person_no_ok(text: &str) -> bool {
    read(text, Century::Pivot(DEFAULT_PIVOT_YEAR)).is_ok()
}

/// A hyphen or a plus sign may stand before the last four digits. With twelve digits the date may have its own two hyphens
/// as well: 1980-01-01-NNNN.
const LAST_FOUR_OF_TEN: u32 = 1 << 6;
const LAST_FOUR_OF_TWELVE: u32 = 1 << 8;
const WHOLE_DATE: u32 = 1 << 4 | 1 << 6 | LAST_FOUR_OF_TWELVE;

fn read(text: &str, century: Century) -> Result<PersonNo, Reason> {
    let digits = Digits::read_number(text, true)?;
    match *digits.as_slice() {
        [c1, c2, ref ten @ ..] if ten.len() == 10 => {
            marks_check(&digits, LAST_FOUR_OF_TWELVE)?;
            let ten = ten.first_chunk().ok_or(Reason::Length(12))?;
            assemble(ten, |y, m, d| twelve_digit_date(c1 * 10 + c2, y, m, d, century))
        }
        ref ten if ten.len() == 10 => {
            marks_check(&digits, LAST_FOUR_OF_TEN)?;
            let ten = ten.first_chunk().ok_or(Reason::Length(10))?;
            assemble(ten, |y, m, d| ten_digit_date(y, m, d, digits.pluses != 0, century))
        }
        ref other => Err(Reason::Length(other.len())),
    }
}

fn marks_check(digits: &Digits<12>, last_four: u32) -> Result<(), Reason> {
    let whole_date = digits.len() == 12 && digits.hyphens == WHOLE_DATE && digits.pluses == 0;
    let one_mark = (digits.hyphens == 0 || digits.pluses == 0) && (digits.hyphens | digits.pluses) & !last_four == 0;
    if one_mark || whole_date { Ok(()) } else { Err(Reason::Separator) }
}

/// Checks date, birth number and check digit of the last ten digits; `date` finds the century.
fn assemble(ten: &[u8; 10], date: impl FnOnce(u16, u8, u8) -> Result<Date, Reason>) -> Result<PersonNo, Reason> {
    let [y3, y4, m1, m2, d1, d2, n1, n2, n3, _] = *ten;
    let day = d1 * 10 + d2;
    let date = date(u16::from(y3 * 10 + y4), m1 * 10 + m2, if day > 60 { day - 60 } else { day })?;
    if n1 == 0 && n2 == 0 && n3 == 0 {
        return Err(Reason::Serial);
    }
    if !luhn_ten(ten) {
        return Err(Reason::CheckDigit);
    }
    Ok(PersonNo(u64::from(date.year() / 100) * 10_000_000_000 + number(ten)))
}

fn twelve_digit_date(hundreds: u8, short_year: u16, month: u8, day: u8, century: Century) -> Result<Date, Reason> {
    if !(18..=20).contains(&hundreds) {
        return Err(Reason::Century);
    }
    let date = Date::new(u16::from(hundreds) * 100 + short_year, month, day).ok_or(Reason::Date)?;
    match century {
        Century::Until(today) if date > today => Err(Reason::Future),
        Century::Until(_) | Century::Pivot(_) => Ok(date),
    }
}

fn ten_digit_date(short_year: u16, month: u8, day: u8, plus: bool, century: Century) -> Result<Date, Reason> {
    let latest = match century {
        Century::Until(today) => today.year(),
        Century::Pivot(year) => year.min(9999),
    };
    let latest = if plus { latest.saturating_sub(100) } else { latest };
    let year = latest.saturating_sub((latest + 100 - short_year) % 100);
    let date = Date::new(year, month, day);
    match (date, century) {
        (Some(date), Century::Until(today)) if date > today => {
            Date::new(year.saturating_sub(100), month, day).ok_or(Reason::Future)
        }
        (date, Century::Until(_) | Century::Pivot(_)) => date.ok_or(Reason::Date),
    }
}
