//! Tests of the screening API over real sockets, and of the pages.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests may stop")]

mod bad;
mod declarations;
mod incidents;
mod keys;
mod limits;
mod listener;
mod openapi;
mod pages;
mod passkeys;
#[path = "../../examples/site/people_desk.rs"]
mod people_desk;
mod process;
mod recruitments;
mod routes;
mod screening;
mod site;
mod sources;
mod stopping;
mod support;
mod tokens;
mod training;
mod uploads;
mod voices;
