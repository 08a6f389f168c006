//! Small writers that the identifiers share: digits to text, grouping and masking.

use core::fmt;

/// Writes the type name only: the `Debug` of every identifier.
macro_rules! opaque_debug {
    ($($name:ident),+) => {$(
        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )+};
}
pub(crate) use opaque_debug;

/// `normalised()` as `Display`, and the string forms that every identifier has.
macro_rules! string_forms {
    ($name:ident, $kind:ident) => {
        impl $name {
            /// The kind of identifier.
            pub const KIND: $crate::IdKind = $crate::IdKind::$kind;

            /// The one form under which the value is stored and compared. The same as `to_string()`.
            #[must_use]
            pub fn normalised(&self) -> String {
                self.to_string()
            }
        }

        $crate::mask::opaque_debug!($name);
    };
}
pub(crate) use string_forms;

/// Digits (0 to 9 each) as text.
pub(crate) fn digits_write(f: &mut impl fmt::Write, digits: &[u8]) -> fmt::Result {
    for &d in digits {
        f.write_char(digit_char(d))?;
    }
    Ok(())
}

/// A number in decimal digits, filled with zeros to `width` (at most 20). Half the time of `{:012}`, which the intake of
/// a register pays for every cell.
pub(crate) fn number_write(f: &mut impl fmt::Write, mut n: u64, width: usize) -> fmt::Result {
    let mut text = [b'0'; 20];
    let mut used = 0;
    for slot in text.iter_mut().rev() {
        if n == 0 {
            break;
        }
        *slot = b'0' + u8::try_from(n % 10).unwrap_or_default();
        n /= 10;
        used += 1;
    }
    let start = text.len().saturating_sub(width.max(used));
    match text.get(start..).map(core::str::from_utf8) {
        Some(Ok(text)) => f.write_str(text),
        _ => Err(fmt::Error),
    }
}

/// The character of a digit; `?` for a value above 9, which never occurs.
pub(crate) const fn digit_char(d: u8) -> char {
    match d {
        0..=9 => (b'0' + d) as char,
        _ => '?',
    }
}

/// Replaces the last `count` letters and digits by `*`; separators stay.
pub(crate) fn mask_last(formatted: &str, count: usize) -> String {
    let total = formatted.chars().filter(|c| c.is_alphanumeric()).count();
    let keep = total.saturating_sub(count);
    let mut seen = 0_usize;
    formatted
        .chars()
        .map(|c| {
            if !c.is_alphanumeric() {
                return c;
            }
            seen += 1;
            if seen > keep { '*' } else { c }
        })
        .collect()
}
