//! The database: SQLite in the data folder, or PostgreSQL, with the same statements.
//!
//! One module for each noun; functions of [`Store`] are called noun first (`case_open`, `person_list`). What is secret comes
//! here sealed; the store holds ciphertext and the few plain columns that lists and deadlines need. `columns.toml` declares
//! every column with class, purpose and retention, and a test compares it with the tables.
//!
//! What both databases share: placeholders `$1`, ids and enumerations as text, times as UTC text (`2026-11-22T09:00:00Z`),
//! days as `2026-11-22`, whole numbers and flags as `bigint`, blobs as `bytea`. Order where å, ä and ö matter is made here
//! and not by the database, see [`order`].
//!
//! No function asks the clock or makes an id: both come from the caller.

mod account;
mod authority;
mod case;
mod delegation;
mod deputy;
mod error;
mod journal;
mod key;
pub mod migrate;
mod open;
pub mod order;
mod passkey;
mod person;
mod proposal;
mod role;
mod row;
mod session;
mod setting;
mod tamper;
mod tie;
mod unit;
mod voice;

pub use account::Account;
pub use authority::Authority;
pub use case::{
    ApplicationMark, ApplicationMarks, Case, CaseFilter, CaseState, File, FileEntry, Member, NewCase, RecordUpdate,
};
pub use delegation::Delegation;
pub use deputy::Deputy;
pub use error::{Error, Result};
pub use journal::JournalWriter;
pub use key::{PersonKey, RecoveryShare};
pub use open::{Backend, Store, Tuning, sqlite_url};
pub use passkey::Passkey;
pub use person::Person;
pub use proposal::{Proposal, ProposalFilter, ProposalState, Settlement};
pub use role::RoleHolding;
pub use row::Secret;
pub use session::Session;
pub use setting::Setting;
pub use tie::Tie;
pub use unit::Unit;
pub use voice::{VoiceAppointment, VoiceCertificate, VoiceChannel, VoiceIdentity, VoiceLock, VoicePost, Way};
