//! Which records are the same person, firm, account or address, and which paths lie between them.
//!
//! Pure arithmetic over columns: no files, no clock, no randomness that is not passed in.

pub mod network;
pub mod standardise;
