//! The rules of casework, tried from outside. People, firms and events are invented.

#![expect(clippy::unwrap_used, reason = "a test that fails shall fail loudly")]

mod clocks;
mod closing;
mod conflict;
mod delegation;
mod letter;
mod measures;
mod members;
mod property;
mod records;
mod routine;
mod town;
