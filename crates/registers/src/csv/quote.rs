//! Where a quoted cell ends, and where text may be divided without cutting a record.

use memchr::{memchr, memrchr};

/// A quoted cell longer than this has lost its closing quote.
const CELL_LIMIT: usize = 1 << 20;

/// How a quoted cell ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quoted {
    /// Its closing quote stands at `end`; `plain` says that no quote stands inside.
    Closed { end: usize, plain: bool },
    /// The text ends before the cell does.
    Open,
    /// The closing quote is missing: what follows belongs to other records.
    Broken,
}

/// Looks for the end of the cell whose opening quote stands at `open`.
///
/// A quote inside must be doubled. One that is not is forgiven as long as the cell has no line break before it: then it
/// is more likely that a closing quote is missing, and going on would swallow the records that follow.
pub(crate) fn quoted(bytes: &[u8], open: usize, separator: u8) -> Quoted {
    let mut at = open + 1;
    let mut plain = true;
    loop {
        let Some(end) = bytes.get(at..).and_then(|rest| memchr(b'"', rest)).map(|found| at + found) else {
            return if bytes.len() - open > CELL_LIMIT { Quoted::Broken } else { Quoted::Open };
        };
        if end - open > CELL_LIMIT {
            return Quoted::Broken;
        }
        match (bytes.get(end + 1), bytes.get(end + 2)) {
            (Some(b'"'), _) => at = end + 2,
            (None | Some(b'\n'), _) | (Some(b'\r'), None | Some(b'\n')) => return Quoted::Closed { end, plain },
            (Some(next), _) if *next == separator => return Quoted::Closed { end, plain },
            _ if bytes.get(open..end).is_some_and(|cell| cell.contains(&b'\n')) => return Quoted::Broken,
            _ => at = end + 1,
        }
        plain = false;
    }
}

/// The end of the last whole record in `bytes`, which begin at a record; 0 when there is none.
#[must_use]
pub fn last_boundary(bytes: &[u8], separator: u8) -> usize {
    let mut at = 0;
    let mut safe = 0;
    let after_line = |from: usize, to: usize| {
        bytes.get(from..to).and_then(|between| memrchr(b'\n', between)).map(|found| from + found + 1)
    };
    while let Some(quote) = bytes.get(at..).and_then(|rest| memchr(b'"', rest)).map(|found| at + found) {
        safe = after_line(at, quote).unwrap_or(safe);
        let before = quote.checked_sub(1).and_then(|before| bytes.get(before)).copied();
        if !matches!(before, None | Some(b'\n')) && before != Some(separator) {
            at = quote + 1;
            continue;
        }
        match quoted(bytes, quote, separator) {
            // More text could turn a quote that ends the block into a doubled one.
            Quoted::Closed { end, .. } if end + 2 < bytes.len() => at = end + 1,
            Quoted::Closed { .. } | Quoted::Open => return safe,
            Quoted::Broken => match bytes.get(quote..).and_then(|rest| memchr(b'\n', rest)) {
                Some(line) => {
                    at = quote + line + 1;
                    safe = at;
                }
                None => return safe,
            },
        }
    }
    after_line(at, bytes.len()).unwrap_or(safe)
}
