//! The integration tests of the crate.

mod formats;
mod formats_bulk;
mod formats_import;
mod formats_profiles;
mod formats_sheets;
mod formats_sie;
