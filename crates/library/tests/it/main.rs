//! Tests of the document format and of the documents that come with the program.

mod format;
mod shelf;
