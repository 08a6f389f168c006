//! The payments crate from outside. Files, firms and persons are invented.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "tests stop at what they do not expect"
)]

mod bad_files;
mod common;
mod csv;
mod hold;
mod lb;
mod log;
mod pain;
mod peppol;
mod random;
mod splits;
