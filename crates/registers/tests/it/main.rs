//! The integration tests of the crate.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a helper that fails is a test that fails")]

mod catalogue;
mod common;
mod council;
mod csv_intake;
mod formats;
mod formats_aktivitetskort;
mod formats_bulk;
mod formats_import;
mod formats_ixbrl;
mod formats_ocds;
mod formats_paxml;
mod formats_profiles;
mod formats_sheets;
mod formats_sie;
mod formats_sie5;
mod formats_ted;
mod mapping;
mod plain_tables;
mod snapshots;
mod values;
