//! The engine on the library's own documents and on documents that are wrong.

mod documents;
mod faults;
mod support;
