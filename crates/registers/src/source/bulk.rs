//! The free bulk files about every Swedish company, unpacked to the columns of the register `companies`.
//!
//! Both are read as streams: they have some two million rows. Layouts as published by Bolagsverket and SCB under
//! "värdefulla datamängder"; columns are found by name, since their order has changed.

pub mod bolagsverket;
pub mod scb;

use crate::IntakeError;

const CHUNK_ROWS: usize = 8192;

/// Positions of the named columns in the header; a column that is not there is `None`.
fn positions<const N: usize>(header: &[&str], names: [&str; N]) -> [Option<usize>; N] {
    names.map(|name| header.iter().position(|h| h.trim().trim_matches('"').eq_ignore_ascii_case(name)))
}

/// A cell by position, trimmed; the literal `null` and what is not there are empty.
fn cell<T: AsRef<str>>(cells: &[T], at: Option<usize>) -> &str {
    let text = at.and_then(|at| cells.get(at)).map_or("", AsRef::as_ref).trim();
    if text.eq_ignore_ascii_case("null") { "" } else { text }
}

fn damaged(name: &str, error: &std::io::Error) -> IntakeError {
    IntakeError::damaged(name, error.to_string())
}
