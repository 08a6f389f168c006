//! Every way of breaking a chain is found, at the right entry; and the line that leaves the house is read again.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, reason = "tests may stop")]

mod breaking;
mod chains;
mod heads;
mod support;
