//! The rules of casework, tried from outside. People, firms and events are invented.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails shall fail loudly")]

mod clocks;
mod closing;
mod conflict;
mod declaration;
mod delegation;
mod extract;
mod hands;
mod incident;
mod lawful;
mod letter;
mod measures;
mod members;
mod order;
mod property;
mod records;
mod recruitment;
mod report;
mod routine;
mod town;
mod training;
