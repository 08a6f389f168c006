//! One suite for both databases: every test in [`on_both`] runs on SQLite and on a real PostgreSQL.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests may stop"
)]

mod cases;
mod fixtures;
mod journal;
mod keys;
mod load;
mod open;
mod people;
mod postgres;
mod proposals;
mod schema;
mod sessions;
mod support;
mod tls;
mod voices;

use support::on_both;
