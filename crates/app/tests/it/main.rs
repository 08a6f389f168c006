//! One suite for both databases: every test in [`on_both`] runs on SQLite and on a real PostgreSQL. All people, signals
//! and numbers are invented.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::too_many_lines,
    reason = "tests may stop"
)]

mod acts;
mod asked;
mod calls;
mod canary;
mod declarations;
mod delegation;
mod desks;
#[path = "../../../passkey/tests/it/device.rs"]
mod device;
mod every_act;
mod every_use;
mod extracts;
mod hidden;
mod impersonation;
mod incident;
mod late_keys;
mod passkeys;
mod people;
#[path = "../../../store/tests/it/postgres.rs"]
mod postgres;
mod recovery;
mod recovery_fixture;
mod recruitment;
mod reports;
mod training;
mod two;
mod voices;
mod walk;
mod whole;
mod world;

use world::on_both;
