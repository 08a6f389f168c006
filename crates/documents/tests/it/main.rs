//! Tests of the documents: what is read back from the bytes, and the HTML.
#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

mod html;
mod letters;
mod tagged;
mod workbook;
