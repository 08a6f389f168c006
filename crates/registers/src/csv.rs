//! Delimited text: separator, header row, and records cut out of blocks of text.
//!
//! The quoting rules stand in one place, `quote`: the cutter that finds where blocks may be divided and the reader
//! that takes records apart must agree on every byte.

mod quote;
mod record;
mod sniff;
mod table;

pub use quote::last_boundary;
pub use record::{Fields, Records, Step};
pub use sniff::{Dialect, Layout, sniff};
pub use table::open;
