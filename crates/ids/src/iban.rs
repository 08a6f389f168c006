//! International bank account numbers.
//!
//! Source: ISO 13616 and the SWIFT IBAN registry, release 101 (pattern per country); ISO 7064 MOD 97-10. A Swedish IBAN
//! has 24 characters, all digits after the country.

use core::fmt;

use crate::digits::{Glyph, glyph};
use crate::iban_table::{IbanCountry, iban_country};
use crate::mask::string_forms;
use crate::{IdError, IdKind, Reason};

/// Longest IBAN of ISO 13616.
const LONGEST: usize = 34;

/// A valid IBAN.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Iban {
    len: u8,
    text: [u8; LONGEST],
}

string_forms!(Iban, Iban);

impl Iban {
    /// Reads an IBAN in any grouping and case, with or without `IBAN` in front.
    ///
    /// # Errors
    /// [`IdError`] with the first rule broken.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        read(text).map_err(|r| r.of(IdKind::Iban))
    }

    /// The two letters of the country.
    #[must_use]
    pub fn country(&self) -> &str {
        self.as_str().get(..2).unwrap_or_default()
    }

    /// Whether the account is Swedish.
    #[must_use]
    pub fn is_swedish(&self) -> bool {
        self.country() == "SE"
    }

    /// The IBAN without spaces.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.text.get(..usize::from(self.len)).and_then(|bytes| core::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// Groups of four.
    #[must_use]
    pub fn formatted(&self) -> String {
        grouped(self.as_str().chars())
    }

    /// Country and check digits, the rest hidden, in groups of four.
    #[must_use]
    pub fn masked(&self) -> String {
        grouped(self.as_str().chars().enumerate().map(|(i, c)| if i < 4 { c } else { '*' }))
    }
}

impl fmt::Display for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

fn grouped(chars: impl Iterator<Item = char>) -> String {
    let mut out = String::with_capacity(LONGEST + LONGEST / 4);
    for (i, c) in chars.enumerate() {
        if i > 0 && i.is_multiple_of(4) {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

fn read(text: &str) -> Result<Iban, Reason> {
    let mut iban = Iban { len: 0, text: [0; LONGEST] };
    let mut count = 0_usize;
    for c in label_strip(text).chars() {
        let byte = match glyph(c) {
            Glyph::Digit(d) => b'0' + d,
            Glyph::Space | Glyph::Hyphen => continue,
            Glyph::Plus => return Err(Reason::Character(c)),
            Glyph::Other(c) if c.is_ascii_alphabetic() => u8::try_from(c.to_ascii_uppercase()).unwrap_or(b'?'),
            Glyph::Other(c) => return Err(Reason::Character(c)),
        };
        if let Some(slot) = iban.text.get_mut(count) {
            *slot = byte;
        }
        count += 1;
    }
    if count == 0 {
        return Err(Reason::Empty);
    }
    let known = iban.text.get(..count).ok_or(Reason::Length(count))?;
    check(known)?;
    iban.len = u8::try_from(count).map_err(|_| Reason::Length(count))?;
    Ok(iban)
}

/// The text after a leading `IBAN` and colon. No country starts so: `IB` is not assigned.
fn label_strip(text: &str) -> &str {
    let text = text.trim_start_matches(|c| glyph(c) == Glyph::Space);
    match text.split_at_checked(4) {
        Some((head, rest)) if head.eq_ignore_ascii_case("iban") => rest.trim_start_matches(':'),
        _ => text,
    }
}

fn check(text: &[u8]) -> Result<(), Reason> {
    let [a, b, c, d, account @ ..] = text else {
        return Err(Reason::Length(text.len()));
    };
    let country = iban_country([*a, *b]).ok_or(Reason::Country)?;
    if account.len() != country.account_length() {
        return Err(Reason::Length(text.len()));
    }
    if !c.is_ascii_digit() || !d.is_ascii_digit() || !pattern_matches(country, account) {
        return Err(Reason::Structure);
    }
    // ISO 7064 gives check digits 02 to 98; 00, 01 and 99 would pass the remainder test all the same.
    let check_digits = (c - b'0') * 10 + (d - b'0');
    let rearranged = account.iter().chain([a, b, c, d]);
    if (2..=98).contains(&check_digits) && remainder_97(rearranged) == 1 { Ok(()) } else { Err(Reason::CheckDigit) }
}

fn pattern_matches(country: &IbanCountry, account: &[u8]) -> bool {
    let mut rest = account;
    for &(length, class) in country.pattern {
        let Some((part, after)) = rest.split_at_checked(usize::from(length)) else {
            return false;
        };
        let fits = match class {
            'n' => part.iter().all(u8::is_ascii_digit),
            'a' => part.iter().all(u8::is_ascii_uppercase),
            _ => true,
        };
        if !fits {
            return false;
        }
        rest = after;
    }
    rest.is_empty()
}

/// The remainder of the number that digits and letters (A = 10) spell, modulo 97.
fn remainder_97<'a>(bytes: impl Iterator<Item = &'a u8>) -> u32 {
    bytes.fold(0, |remainder, &byte| {
        if byte.is_ascii_digit() {
            (remainder * 10 + u32::from(byte - b'0')) % 97
        } else {
            (remainder * 100 + u32::from(byte.wrapping_sub(b'A')) + 10) % 97
        }
    })
}
