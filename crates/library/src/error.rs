//! What can be wrong with a document; every message names file and line.

use std::path::PathBuf;

/// A document that cannot be used, or a library that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// The document breaks a rule of the format.
    #[error("{file}:{line}: {message}")]
    Document {
        /// File of the document, relative to the library.
        file: String,
        /// Line in the file, from 1.
        line: usize,
        /// What is wrong and what to do, in Swedish.
        message: String,
    },
    /// A folder or file of the library cannot be read.
    #[error("cannot read `{path}`")]
    Read {
        /// The path.
        path: PathBuf,
        /// The cause.
        #[source]
        source: std::io::Error,
    },
    /// Two documents carry the same id.
    #[error("{second}: id `{id}` finns redan i {first}; ge dokumentet ett eget id")]
    DuplicateId {
        /// The id.
        id: String,
        /// File read first.
        first: String,
        /// File read second.
        second: String,
    },
}

/// A rule break at a line, before the file is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) line: usize,
    pub(crate) message: String,
}

impl Fault {
    pub(crate) fn new(line: usize, message: impl Into<String>) -> Self {
        Self { line, message: message.into() }
    }

    pub(crate) fn in_file(self, file: &str) -> LibraryError {
        LibraryError::Document { file: file.to_owned(), line: self.line, message: self.message }
    }
}
