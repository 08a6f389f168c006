//! The payments crate from outside. Files, firms and persons are invented.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

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
