//! Tests of the screening API over real sockets, and of the pages.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests may stop")]

mod bad;
mod keys;
mod limits;
mod openapi;
mod pages;
mod process;
mod routes;
mod screening;
mod site;
mod sources;
mod stopping;
mod support;
mod tokens;
mod uploads;
