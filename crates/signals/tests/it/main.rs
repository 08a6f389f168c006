//! The legal gate and the life of signals, seen from outside.

#![expect(clippy::unwrap_used, reason = "a test that fails shall fail loudly")]

mod gate;
mod life;
mod people;
mod precision;
mod replay;
