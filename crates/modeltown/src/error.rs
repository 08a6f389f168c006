//! What can go wrong while a town is written or its truth is read.

use std::path::PathBuf;

/// Why a town could not be made or its truth not be read.
#[derive(Debug, thiserror::Error)]
pub enum TownError {
    /// The settings ask for something that cannot be built.
    #[error("a town needs {what}, not `{value}`")]
    Settings {
        /// The limit in words.
        what: &'static str,
        /// What was asked for.
        value: u64,
    },
    /// A file or folder could not be written.
    #[error("could not write `{path}`")]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        #[source]
        source: std::io::Error,
    },
    /// A workbook could not be written.
    #[error("could not write the workbook `{path}`")]
    Workbook {
        /// The file.
        path: PathBuf,
        /// The cause.
        #[source]
        source: rust_xlsxwriter::XlsxError,
    },
    /// An archive could not be written.
    #[error("could not write the archive `{path}`")]
    Archive {
        /// The file.
        path: PathBuf,
        /// The cause.
        #[source]
        source: zip::result::ZipError,
    },
    /// The truth about a town could not be read.
    #[error("could not read the truth in `{path}`")]
    Read {
        /// The file.
        path: PathBuf,
        /// The cause.
        #[source]
        source: std::io::Error,
    },
    /// The truth about a town is not what this version writes.
    #[error("the truth in `{path}` is not understood")]
    Truth {
        /// The file.
        path: PathBuf,
        /// The cause.
        #[source]
        source: serde_json::Error,
    },
    /// The truth about ties is not what this version writes.
    #[error("the ties in `{path}` are not understood")]
    Ties {
        /// The file.
        path: PathBuf,
    },
}
