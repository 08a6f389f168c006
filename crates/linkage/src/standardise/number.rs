//! Numbers of persons and organisations. A slip of the pen stays as written, so that it can still be compared.

use core::fmt;

use ids::{DEFAULT_PIVOT_YEAR, Date, PersonKind, PersonNo, Reason};

use super::date::{date_parse, eight_digits, written};
use super::text::{digits_only, finish, number_digits, tidy};

/// A personnummer or samordningsnummer as written, right or wrong.
///
/// ```
/// use ids::PersonKind;
/// use linkage::standardise::PersonNumber;
///
/// let number = PersonNumber::read("19850372-2388").unwrap();
/// assert_eq!(number.kind, Some(PersonKind::Samordningsnummer));
/// assert_eq!(number.birth_date.map(|date| date.day()), Some(12));
/// assert!(number.check.is_err());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct PersonNumber {
    /// Twelve digits, or another number of digits when so written.
    pub digits: String,
    /// The date of birth, when the calendar has it; the 60 of a samordningsnummer is taken off.
    pub birth_date: Option<Date>,
    /// Which of the two numbers it is, when it has a date of birth.
    pub kind: Option<PersonKind>,
    /// The first rule that the number breaks.
    pub check: Result<(), Reason>,
}

/// The type name only: logs never carry a number.
impl fmt::Debug for PersonNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonNumber(..)")
    }
}

impl PersonNumber {
    /// Reads ten or twelve digits with hyphen, plus sign, spaces or without; ten digits get the century of the latest
    /// year of birth that is not after [`DEFAULT_PIVOT_YEAR`]. Other numbers of digits from nine on are slips and stay.
    ///
    /// `None` for fewer digits, and for a date of birth with `0000` after it: that is no number.
    #[must_use]
    pub fn read(raw: &str) -> Option<Self> {
        let text = tidy(raw)?;
        let mut digits = number_digits(&text);
        if digits.len() == 10 {
            digits.insert_str(0, century(&digits, text.contains('+'))?);
        }
        if digits.len() < 9 || digits.len() == 12 && digits.ends_with("0000") {
            return None;
        }
        let birth = digits.get(..8).filter(|_| digits.len() == 12).and_then(|birth| birth.parse().ok());
        let birth_date = birth.and_then(eight_digits);
        let kind = birth.zip(birth_date).map(|(birth, _)| kind(birth));
        let check = PersonNo::parse_any_century(&digits).map(|_| ()).map_err(|error| error.reason);
        Some(Self { digits, birth_date, kind, check })
    }
}

/// A personnummer or samordningsnummer as twelve digits; one with a slip as its digits.
///
/// ```
/// use linkage::standardise::person_no;
///
/// assert_eq!(person_no("850312-2386").as_deref(), Some("198503122386"));
/// assert_eq!(person_no("850312+2386").as_deref(), Some("188503122386"));
/// assert_eq!(person_no("8503122386").as_deref(), Some("198503122386"));
/// assert_eq!(person_no("19850312-XXXX"), None);
/// ```
#[must_use]
pub fn person_no(raw: &str) -> Option<String> {
    finish(PersonNumber::read(raw)?.digits)
}

/// A personnummer that breaks no rule, as twelve digits. A samordningsnummer gives none: its holder may get a personnummer,
/// so that the two numbers are no sign of two persons.
///
/// ```
/// use linkage::standardise::valid_person_no;
///
/// assert_eq!(valid_person_no("810101-2386").as_deref(), Some("198101012386"));
/// assert_eq!(valid_person_no("810101-2387"), None);
/// assert_eq!(valid_person_no("810161-2383"), None);
/// ```
#[must_use]
pub fn valid_person_no(raw: &str) -> Option<String> {
    let number = PersonNumber::read(raw)?;
    let is_valid = number.check.is_ok() && number.kind == Some(PersonKind::Personnummer);
    finish(number.digits).filter(|_| is_valid)
}

/// A date of birth as `YYYY-MM-DD`, from a date (see [`date`](super::date())), from a personal number in any form, or from
/// the first six or eight digits of one.
///
/// ```
/// use linkage::standardise::birth_date;
///
/// assert_eq!(birth_date("850312-2386").as_deref(), Some("1985-03-12"));
/// assert_eq!(birth_date("19850372-2388").as_deref(), Some("1985-03-12"));
/// assert_eq!(birth_date("19850312-XXXX").as_deref(), Some("1985-03-12"));
/// assert_eq!(birth_date("12 mars 1985").as_deref(), Some("1985-03-12"));
/// ```
#[must_use]
pub fn birth_date(raw: &str) -> Option<String> {
    if let Some(date) = date_parse(raw) {
        return Some(written(date));
    }
    let text = tidy(raw)?;
    let number = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let digits = number_digits(number);
    let birth = match digits.len() {
        10 | 12 if !number.contains(is_filler) => digits,
        // A birth date alone, or with a number that is hidden, cut off or a reserve number with letters.
        _ => digits_only(number.split_inclusive(is_end_of_birth_date).next()?),
    };
    let birth = match birth.len() {
        6 | 10 => format!("{}{}", century(&birth, text.contains('+'))?, birth.get(..6)?),
        8 | 12 => birth.get(..8)?.to_owned(),
        _ => return None,
    };
    eight_digits(birth.parse().ok()?).map(written)
}

/// An organisation number as ten digits, without the `16` of the twelve digit form; that of a sole trader is the last ten
/// digits of the personnummer; that in a VAT number (`SE…01`) is taken out. One with a slip is its digits.
///
/// ```
/// use linkage::standardise::org_no;
///
/// assert_eq!(org_no("556000-0001").as_deref(), Some("5560000001"));
/// assert_eq!(org_no("16556000-0001").as_deref(), Some("5560000001"));
/// assert_eq!(org_no("SE556000000101").as_deref(), Some("5560000001"));
/// assert_eq!(org_no("19850312-2386").as_deref(), Some("8503122386"));
/// ```
#[must_use]
pub fn org_no(raw: &str) -> Option<String> {
    let text = tidy(raw)?;
    let digits = number_digits(&text);
    let is_vat_no = text.trim_start().get(..2).is_some_and(|head| head.eq_ignore_ascii_case("se"));
    let ten = match digits.as_bytes() {
        bytes if bytes.len() != 12 => digits.as_str(),
        [.., b'0', b'1'] if is_vat_no => digits.get(..10)?,
        [b'1', b'6', _, _, b'2'..=b'9', ..] | [b'1', b'8' | b'9', ..] | [b'2', b'0', ..] => digits.get(2..)?,
        _ => digits.as_str(),
    };
    finish(ten.to_owned())
}

/// The two digits before a year of two: the latest that makes it no later than the pivot year; with a plus sign the
/// century before.
fn century(digits: &str, plus: bool) -> Option<&'static str> {
    let year: u16 = digits.get(..2)?.parse().ok()?;
    let is_of_this = year <= DEFAULT_PIVOT_YEAR % 100;
    Some(match (is_of_this, plus) {
        (true, false) => "20",
        (true, true) | (false, false) => "19",
        (false, true) => "18",
    })
}

const fn kind(birth: u32) -> PersonKind {
    if birth % 100 > 60 { PersonKind::Samordningsnummer } else { PersonKind::Personnummer }
}

const fn is_end_of_birth_date(c: char) -> bool {
    matches!(c, '-' | '+' | '\u{2013}' | ' ') || is_filler(c)
}

/// What stands for digits that are not shown, or not digits.
const fn is_filler(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '*'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_numbers_are_twelve_digits_in_every_written_form() {
        for text in [
            "850312-2386",
            "8503122386",
            "19850312-2386",
            "198503122386",
            "1985-03-12-2386",
            "19850312 2386",
            "198503122386.0",
        ] {
            assert_eq!(person_no(text).as_deref(), Some("198503122386"), "{text}");
        }
    }

    #[test]
    fn slips_of_the_pen_stay() {
        assert_eq!(person_no("19850312-238").as_deref(), Some("19850312238"));
        assert_eq!(person_no("851312-2386").as_deref(), Some("198513122386"));
        assert_eq!(person_no("19850312-23866").as_deref(), Some("1985031223866"));
    }

    #[test]
    fn a_birth_date_alone_is_no_personal_number() {
        for text in ["19850312", "850312", "19850312-0000", "850312-XXXX", "0000000000"] {
            assert_eq!(person_no(text), None, "{text}");
        }
    }

    #[test]
    fn the_check_tells_what_is_wrong() {
        let check = |text| PersonNumber::read(text).map(|number| number.check);
        assert_eq!(check("19810101-2386"), Some(Ok(())));
        assert_eq!(check("19810101-2387"), Some(Err(Reason::CheckDigit)));
        assert_eq!(check("19811301-2386"), Some(Err(Reason::Date)));
        assert_eq!(check("19810101-238"), Some(Err(Reason::Length(11))));
    }

    #[test]
    fn birth_dates_come_from_hidden_and_reserve_numbers_too() {
        for text in ["850312", "850312-T123", "19850312-TF12", "850312-****", "19850372", "850372-2388"] {
            assert_eq!(birth_date(text).as_deref(), Some("1985-03-12"), "{text}");
        }
        for text in ["19851312-2386", "1234", "556000-0001"] {
            assert_eq!(birth_date(text), None, "{text}");
        }
    }

    #[test]
    fn organisation_numbers_with_slips_keep_their_digits() {
        assert_eq!(org_no("556000-000").as_deref(), Some("556000000"));
        assert_eq!(org_no("0000000000"), None);
    }

    #[test]
    fn a_number_is_not_printed_by_debug() {
        assert_eq!(format!("{:?}", PersonNumber::read("19810101-2386")), "Some(PersonNumber(..))");
    }
}
