//! The engine on the library's own documents and on documents that are wrong.

#![expect(clippy::unwrap_used, reason = "a helper that fails is a test that fails")]

mod documents;
mod faults;
mod network;
mod support;
