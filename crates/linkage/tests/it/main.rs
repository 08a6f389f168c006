//! Tests of the crate from the outside.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a helper that fails is a test that fails"
)]

mod behaviour;
mod guess;
mod linker;
mod network;
mod standardise;
