//! Property designations (fastighetsbeteckning): `Stockholm Södermalm 1:23`, `KRONAN 3`.
//!
//! Source: förordning (2000:308) om fastighetsregister. An optional registration area (the municipality), the name of the
//! tract or block, then `block:unit` or, for names of town blocks, the unit alone. Joint property has letters for the
//! block: `S` (samfällighet), `GA` (gemensamhetsanläggning), `FS`.

use core::fmt;

use crate::digits::{Glyph, glyph};
use crate::mask::string_forms;
use crate::{IdError, IdKind, Reason};

/// Longest name in bytes; longer texts are sentences.
const LONGEST: usize = 100;

/// A property designation in capitals with single spaces: `STOCKHOLM SÖDERMALM 1:23`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PropertyDesignation(String);

string_forms!(PropertyDesignation, Property);

impl PropertyDesignation {
    /// Reads a name followed by `block:unit` or a unit, in any case and spacing, with or without `kv.` in front.
    ///
    /// # Errors
    /// [`IdError`] with the first rule broken.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let mut out = String::with_capacity(text.len());
        match write_normalised(text, &mut out) {
            Ok(()) => Ok(Self(out)),
            Err(reason) => Err(reason.of(IdKind::Property)),
        }
    }

    /// The normalised form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name, with the registration area when that was written: `STOCKHOLM SÖDERMALM`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.rsplit_once(' ').map_or("", |(name, _)| name)
    }

    /// The block and unit, or the unit alone: `1:23`.
    #[must_use]
    pub fn unit(&self) -> &str {
        self.0.rsplit_once(' ').map_or("", |(_, unit)| unit)
    }

    /// The normalised form, which is also the written one.
    #[must_use]
    pub fn formatted(&self) -> String {
        self.0.clone()
    }

    /// The name with the unit hidden: `STOCKHOLM SÖDERMALM ****`.
    #[must_use]
    pub fn masked(&self) -> String {
        format!("{} ****", self.name())
    }
}

impl fmt::Display for PropertyDesignation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Appends the normalised form. On error `out` holds what was appended so far.
pub(crate) fn write_normalised(text: &str, out: &mut String) -> Result<(), Reason> {
    let text = text.trim_matches(blank);
    if text.is_empty() {
        return Err(Reason::Empty);
    }
    if text.len() > 2 * LONGEST {
        return Err(Reason::Length(text.chars().count()));
    }
    let (name, block, unit) = split(text)?;
    let name = quarter_strip(name);
    if !name.chars().any(char::is_alphabetic) {
        return Err(Reason::Shape);
    }
    let start = out.len();
    for word in name.split(blank).filter(|word| !word.is_empty()) {
        for c in word.chars() {
            name_char(c, out)?;
        }
        out.push(' ');
    }
    if out.len() - start > LONGEST {
        return Err(Reason::Length(name.chars().count()));
    }
    if let Some(block) = block {
        out.push_str(&block.to_ascii_uppercase());
        out.push(':');
    }
    out.push_str(unit);
    Ok(())
}

/// Name, block and unit of the text.
fn split(text: &str) -> Result<(&str, Option<&str>, &str), Reason> {
    let (head, unit) = text.split_at_checked(trailing_start(text, |c| c.is_ascii_digit())).ok_or(Reason::Shape)?;
    let unit = significant(unit)?;
    let before = head.trim_end_matches(blank);
    if let Some(before) = before.strip_suffix(':') {
        let before = before.trim_end_matches(blank);
        let at = trailing_start(before, |c| c.is_ascii_alphanumeric());
        let (name, block) = before.split_at_checked(at).ok_or(Reason::Shape)?;
        return Ok((separated(name)?, Some(block_check(block)?), unit));
    }
    Ok((separated(head)?, None, unit))
}

/// Byte index where the run of matching characters at the end starts.
fn trailing_start(text: &str, matches: impl Fn(char) -> bool) -> usize {
    text.trim_end_matches(matches).len()
}

/// A unit or block number of one to five digits without leading zeros.
fn significant(digits: &str) -> Result<&str, Reason> {
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() || significant.len() > 5 { Err(Reason::Shape) } else { Ok(significant) }
}

fn block_check(block: &str) -> Result<&str, Reason> {
    if block.bytes().all(|b| b.is_ascii_digit()) {
        return significant(block);
    }
    let known = ["s", "ga", "fs"].iter().any(|letters| block.eq_ignore_ascii_case(letters));
    if known { Ok(block) } else { Err(Reason::Shape) }
}

/// The name, when a blank parts it from the number.
fn separated(name: &str) -> Result<&str, Reason> {
    if name.ends_with(blank) { Ok(name.trim_end_matches(blank)) } else { Err(Reason::Shape) }
}

/// The name without a leading `kv`, `kv.` or `kvarteret`.
fn quarter_strip(name: &str) -> &str {
    match name.split_once(blank) {
        Some((first, rest)) if ["kv", "kv.", "kvarteret"].iter().any(|q| first.eq_ignore_ascii_case(q)) => rest,
        _ => name,
    }
}

/// Appends one character of the name in capitals.
fn name_char(c: char, out: &mut String) -> Result<(), Reason> {
    match c {
        '\'' | '’' | '´' => out.push('\''),
        '.' | ':' | '&' | '/' => out.push(c),
        _ if glyph(c) == Glyph::Hyphen => out.push('-'),
        _ if c.is_alphanumeric() => out.extend(c.to_uppercase()),
        _ => return Err(Reason::Character(c)),
    }
    Ok(())
}

fn blank(c: char) -> bool {
    glyph(c) == Glyph::Space
}
