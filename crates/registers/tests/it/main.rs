//! The integration tests of the crate.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a helper that fails is a test that fails")]

mod formats;
mod formats_bulk;
mod formats_import;
mod formats_profiles;
mod formats_sheets;
mod formats_sie;
