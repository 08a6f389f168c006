//! Tests of the screening API over real sockets.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests may stop")]

mod bad;
mod keys;
mod limits;
mod openapi;
mod process;
mod screening;
mod stopping;
mod support;
mod tokens;
