//! Tests of the policies: the files, the matrix, what no role may do alone, and lists.
#![expect(clippy::unwrap_used, clippy::panic, clippy::string_slice, reason = "a test that can not go on has failed")]

mod alone;
mod content;
mod lists;
mod matrix;
mod people;
mod rules;
mod words;
