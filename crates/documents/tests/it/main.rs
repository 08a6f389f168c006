//! Tests of the documents: what is read back from the bytes, and the HTML.

mod html;
mod letters;
mod tagged;
