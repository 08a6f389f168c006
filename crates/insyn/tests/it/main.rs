//! Tests of the command line as its user runs it.
//!
//! - `command`: help, errors and exit codes
//! - `link`: files to entities
//! - `real_data`: the council ledger beside the project (`../shared/data`)
//! - `support`: runs the binary in a folder of its own
//! - `town`: from a made-up municipality to the report

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a helper that fails is a test that fails")]

mod command;
mod link;
mod real_data;
mod support;
mod town;
