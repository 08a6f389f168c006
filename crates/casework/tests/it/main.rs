//! The rules of casework, tried from outside. People, firms and events are invented.

#![expect(clippy::unwrap_used, reason = "a test that fails shall fail loudly")]

mod routine;
mod town;
