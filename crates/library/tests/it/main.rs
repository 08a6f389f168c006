//! Tests of the document format and of the documents that come with the program.

#![expect(clippy::unwrap_used, reason = "a helper that fails is a test that fails")]

mod format;
mod lawful;
mod routine;
mod shelf;
mod training;
