//! Passkeys made and shown by a device of the test. All names are invented.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may stop")]

mod device;
mod place;
