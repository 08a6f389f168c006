//! Tests of the three forms of a run, on a made-up run.
//!
//! - `page`: the page's structure: links, charts, tables, escaping, masking
//! - `files`: the workbook and the JSON lines
//! - `sample`: the made-up run

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a helper that fails is a test that fails"
)]

mod files;
mod page;
mod sample;
