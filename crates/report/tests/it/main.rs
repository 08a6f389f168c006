//! Tests of the three forms of a run, on a made-up run.
//!
//! - `page`: the page's structure: links, charts, tables, escaping, masking
//! - `files`: the workbook and the JSON lines
//! - `sample`: the made-up run

mod files;
mod page;
mod sample;
