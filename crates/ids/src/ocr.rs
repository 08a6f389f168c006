//! OCR references of Swedish payments.
//!
//! Two to 25 digits with a Luhn check digit last. By agreement with the bank the digit before it may be the number of
//! digits modulo ten; whether it is, only the payee's agreement tells.

use core::fmt;

use crate::digits::{Digits, luhn};
use crate::mask::{digits_write, mask_last, string_forms};
use crate::{IdError, IdKind, Reason};

/// Most digits that a payment record has room for.
const LONGEST: usize = 25;

/// A valid OCR reference. Leading zeros count.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ocr {
    len: u8,
    digits: [u8; LONGEST],
}

string_forms!(Ocr, Ocr);

impl Ocr {
    /// Reads 2 to 25 digits, in groups or not, and checks the check digit.
    ///
    /// # Errors
    /// [`IdError`] with the first rule broken.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        read(text).map_err(|r| r.of(IdKind::Ocr))
    }

    /// As [`Ocr::parse`], for a payee whose references carry a length digit.
    ///
    /// # Errors
    /// [`IdError`] with the first rule broken; [`Reason::LengthDigit`] when the second last digit is not the length.
    pub fn parse_with_length_digit(text: &str) -> Result<Self, IdError> {
        let ocr = Self::parse(text)?;
        if ocr.has_length_digit() { Ok(ocr) } else { Err(Reason::LengthDigit.of(IdKind::Ocr)) }
    }

    /// Whether the second last digit equals the number of digits modulo ten.
    #[must_use]
    pub fn has_length_digit(&self) -> bool {
        matches!(self.as_slice(), [.., length, _] if *length == self.len % 10)
    }

    /// Groups of five from the right, as on payment slips.
    #[must_use]
    pub fn formatted(&self) -> String {
        let plain = self.to_string();
        let mut out = String::with_capacity(plain.len() + 5);
        for (i, c) in plain.chars().enumerate() {
            if i > 0 && (plain.len() - i).is_multiple_of(5) {
                out.push(' ');
            }
            out.push(c);
        }
        out
    }

    /// The reference with its last four digits hidden.
    #[must_use]
    pub fn masked(&self) -> String {
        mask_last(&self.to_string(), 4)
    }

    fn as_slice(&self) -> &[u8] {
        self.digits.get(..usize::from(self.len)).unwrap_or_default()
    }
}

impl fmt::Display for Ocr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        digits_write(f, self.as_slice())
    }
}

fn read(text: &str) -> Result<Ocr, Reason> {
    let read = Digits::<LONGEST>::read(text, false)?;
    let found = read.as_slice();
    if found.len() < 2 {
        return Err(Reason::Length(found.len()));
    }
    if found.iter().all(|&d| d == 0) {
        return Err(Reason::Zero);
    }
    if !luhn(found) {
        return Err(Reason::CheckDigit);
    }
    let mut digits = [0; LONGEST];
    for (slot, d) in digits.iter_mut().zip(found) {
        *slot = *d;
    }
    let len = u8::try_from(found.len()).map_err(|_| Reason::Length(found.len()))?;
    Ok(Ocr { len, digits })
}
