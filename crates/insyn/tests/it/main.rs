//! Tests of the command line as its user runs it.
//!
//! - `author`: the tools of who writes controls
//! - `command`: help, errors and exit codes
//! - `desks`: the ports that the web is given
//! - `disposal`: registers past their date
//! - `gate`: no control without a decision
//! - `life`: what is new and gone, suppression, judgement, samples
//! - `link`: files to entities
//! - `memory`: no picture of a process that opens cases
//! - `month`: two scans a month apart on a made-up municipality
//! - `publish`: new versions of controls
//! - `real_data`: the council ledger beside the project (`../shared/data`)
//! - `reveal`: who a pseudonym is
//! - `screen`: payment files, what is held and who lets it go
//! - `support`: runs the binary in a folder of its own
//! - `town`: from a made-up municipality to the report

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a helper that fails is a test that fails")]

mod author;
mod command;
mod desks;
mod disposal;
mod gate;
mod life;
mod link;
#[cfg(target_os = "linux")]
mod memory;
mod month;
mod publish;
mod real_data;
mod reveal;
mod screen;
mod support;
mod town;
