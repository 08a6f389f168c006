//! The vault from outside. Persons, cases and passphrases are invented.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "tests stop at what they do not expect"
)]

mod accounts;
mod blind;
mod case;
mod clean;
mod common;
mod disposal;
mod export;
mod forms;
mod person;
mod pictures;
mod random;
mod receipt;
mod recovery;
mod stock_age;
