//! The listener over a folder, from the draft to the core and back.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may stop")]

mod channel;
mod drafts;
mod files;
mod leaves;
mod town;
