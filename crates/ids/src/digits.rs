//! Reading digits out of written forms, and the Luhn check, without allocation.

use crate::Reason;

/// What a character means inside a written number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Glyph {
    /// A digit 0 to 9.
    Digit(u8),
    /// Any kind of space, or an invisible character: carries no meaning.
    Space,
    /// Any kind of hyphen.
    Hyphen,
    /// A plus sign.
    Plus,
    /// Anything else.
    Other(char),
}

/// Classifies one character. The spaces and hyphens are those that spreadsheets, PDF copies and Word leave behind.
#[inline]
pub(crate) const fn glyph(c: char) -> Glyph {
    match c {
        '0'..='9' => Glyph::Digit((c as u8).wrapping_sub(b'0')),
        '-' => Glyph::Hyphen,
        ' ' => Glyph::Space,
        '+' => Glyph::Plus,
        '\t' | '\r' | '\n' => Glyph::Space,
        // No-break, en quad to hair space, narrow no-break, medium mathematical, ideographic.
        '\u{00A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => Glyph::Space,
        // Zero width space and joiners, direction marks, word joiner, byte order mark.
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => Glyph::Space,
        // Soft hyphen, hyphen to horizontal bar, minus, small and full-width hyphen.
        '\u{00AD}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => Glyph::Hyphen,
        _ => Glyph::Other(c),
    }
}

/// The digits of a written number: at most `N`, each 0 to 9.
#[derive(Clone, Copy)]
pub(crate) struct Digits<const N: usize> {
    buffer: [u8; N],
    len: usize,
    /// Bit `i` is set when a hyphen stands directly before digit `i` (the first 32 digits).
    pub(crate) hyphens: u32,
    /// The same for a plus sign.
    pub(crate) pluses: u32,
    /// The same for a hyphen, a space or an ignored character.
    pub(crate) breaks: u32,
}

impl<const N: usize> Digits<N> {
    /// Reads digits, spaces and hyphens. A hyphen before the first or after the last digit is an error (the value is a
    /// negative number, or cut off). A plus sign is an error unless `plus_allowed`.
    #[inline]
    pub(crate) fn read(text: &str, plus_allowed: bool) -> Result<Self, Reason> {
        Self::read_ignoring(text, plus_allowed, |_| false)
    }

    /// As [`Digits::read`], skipping the characters that `ignored` names.
    #[inline]
    pub(crate) fn read_ignoring(
        text: &str,
        plus_allowed: bool,
        ignored: impl Fn(char) -> bool,
    ) -> Result<Self, Reason> {
        let mut out = Self { buffer: [0; N], len: 0, hyphens: 0, pluses: 0, breaks: 0 };
        let (mut count, mut bit) = (0_usize, 1_u32);
        let mut dangling = false;
        for c in text.chars() {
            match glyph(c) {
                Glyph::Digit(d) => {
                    if let Some(slot) = out.buffer.get_mut(count) {
                        *slot = d;
                    }
                    count += 1;
                    bit <<= 1;
                    dangling = false;
                }
                Glyph::Space => out.breaks |= bit,
                Glyph::Hyphen => {
                    out.hyphens |= bit;
                    out.breaks |= bit;
                    dangling = true;
                }
                Glyph::Plus if plus_allowed => {
                    out.pluses |= bit;
                    dangling = true;
                }
                Glyph::Plus => return Err(Reason::Character('+')),
                Glyph::Other(c) if ignored(c) => out.breaks |= bit,
                Glyph::Other(c) => return Err(Reason::Character(c)),
            }
        }
        if count == 0 {
            return Err(Reason::Empty);
        }
        if count > N {
            return Err(Reason::Length(count));
        }
        if dangling || (out.hyphens | out.pluses) & 1 == 1 {
            return Err(Reason::Separator);
        }
        out.len = count;
        Ok(out)
    }

    /// The digits, each 0 to 9, not as characters.
    #[inline]
    pub(crate) fn as_slice(&self) -> &[u8] {
        self.buffer.get(..self.len).unwrap_or_default()
    }

    /// Number of digits.
    #[inline]
    pub(crate) const fn len(&self) -> usize {
        self.len
    }
}

impl Digits<12> {
    /// As [`Digits::read`], quicker for the four forms in which nearly every personal and organisation number is
    /// written: ten or twelve digits, with a hyphen before the last four or without.
    #[inline]
    pub(crate) fn read_number(text: &str, plus_allowed: bool) -> Result<Self, Reason> {
        match Self::read_plain(text.as_bytes()) {
            Some(digits) => Ok(digits),
            None => Self::read(text, plus_allowed),
        }
    }

    #[inline]
    fn read_plain(bytes: &[u8]) -> Option<Self> {
        const TEN: u32 = 1 << 6;
        const TWELVE: u32 = 1 << 8;
        let (written, len, hyphens) = match *bytes {
            [a, b, c, d, e, f, g, h, i, j] => ([a, b, c, d, e, f, g, h, i, j, b'0', b'0'], 10, 0),
            [a, b, c, d, e, f, b'-', g, h, i, j] => ([a, b, c, d, e, f, g, h, i, j, b'0', b'0'], 10, TEN),
            [a, b, c, d, e, f, g, h, i, j, k, l] => ([a, b, c, d, e, f, g, h, i, j, k, l], 12, 0),
            [a, b, c, d, e, f, g, h, b'-', i, j, k, l] => ([a, b, c, d, e, f, g, h, i, j, k, l], 12, TWELVE),
            _ => return None,
        };
        let buffer = written.map(|byte| byte.wrapping_sub(b'0'));
        let all_digits = buffer.iter().fold(true, |all, &d| all & (d < 10));
        all_digits.then_some(Self { buffer, len, hyphens, pluses: 0, breaks: hyphens })
    }
}

/// The digits without leading zeros.
pub(crate) fn trim_zeros(mut digits: &[u8]) -> &[u8] {
    while let [0, rest @ ..] = digits {
        digits = rest;
    }
    digits
}

/// The digits as one number. At most 19 digits keep their meaning.
#[inline]
pub(crate) fn number(digits: &[u8]) -> u64 {
    digits.iter().fold(0_u64, |n, &d| n.wrapping_mul(10).wrapping_add(u64::from(d)))
}

/// Whether the digits (0 to 9 each) end in a right Luhn check digit.
#[inline]
pub(crate) fn luhn(digits: &[u8]) -> bool {
    luhn_sum(digits.iter().rev().copied()).is_multiple_of(10)
}

/// [`luhn`] for ten digits, the length of personal and organisation numbers, without a branch per digit.
#[inline]
pub(crate) fn luhn_ten(digits: &[u8; 10]) -> bool {
    let [a, b, c, d, e, f, g, h, i, j] = *digits;
    let single = b + d + f + h + j;
    let doubled = twice(a) + twice(c) + twice(e) + twice(g) + twice(i);
    (single + doubled).is_multiple_of(10)
}

/// The digit sum of twice a digit.
#[inline]
const fn twice(d: u8) -> u8 {
    if d < 5 { 2 * d } else { 2 * d - 9 }
}

/// The Luhn sum of digits given from the right, the check digit first.
#[inline]
fn luhn_sum(from_right: impl Iterator<Item = u8>) -> u32 {
    let mut double = false;
    let mut sum = 0;
    for d in from_right {
        sum += u32::from(if double { twice(d) } else { d });
        double = !double;
    }
    sum
}

/// Whether a number, written with spaces or hyphens or without, ends in a right Luhn check digit (modulus 10).
///
/// False for fewer than two digits and for any other character.
#[must_use]
pub fn luhn_ok(text: &str) -> bool {
    match luhn_fold(text) {
        Some((sum, _, count)) => count >= 2 && sum.is_multiple_of(10),
        None => false,
    }
}

/// The Luhn check digit to append to a number, 0 to 9.
///
/// `None` when the text has no digit or any character that is neither digit, space nor hyphen.
#[must_use]
pub fn luhn_check_digit(text: &str) -> Option<u8> {
    let (_, shifted, count) = luhn_fold(text)?;
    let digit = u8::try_from((10 - shifted % 10) % 10).ok()?;
    (count > 0).then_some(digit)
}

/// Luhn sum of the text as it stands, the sum with every weight moved one step, and the number of digits.
fn luhn_fold(text: &str) -> Option<(u32, u32, usize)> {
    let (mut plain, mut doubled, mut count) = (0_u32, 0_u32, 0_usize);
    for c in text.chars().rev() {
        match glyph(c) {
            Glyph::Digit(d) => {
                let (a, b) = if count.is_multiple_of(2) { (d, twice(d)) } else { (twice(d), d) };
                plain = (plain + u32::from(a)) % 10;
                doubled = (doubled + u32::from(b)) % 10;
                count += 1;
            }
            Glyph::Space | Glyph::Hyphen => {}
            Glyph::Plus | Glyph::Other(_) => return None,
        }
    }
    Some((plain, doubled, count))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_short_way_reads_what_the_long_way_reads(text in "[0-9]{4,9}-?[0-9]{4}[-+x ]?") {
            let long = Digits::<12>::read_ignoring(&text, true, |_| false);
            if let Some(short) = Digits::<12>::read_plain(text.as_bytes()) {
                let long = long.unwrap();
                prop_assert_eq!(short.as_slice(), long.as_slice());
                prop_assert_eq!((short.hyphens, short.pluses), (long.hyphens, long.pluses));
            }
        }

        #[test]
        fn luhn_of_ten_is_luhn(digits in prop::array::uniform10(0_u8..10)) {
            prop_assert_eq!(luhn_ten(&digits), luhn(&digits));
        }
    }
}
