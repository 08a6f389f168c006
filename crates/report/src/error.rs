//! What can go wrong when a run is written or read back.

use std::io;
use std::path::PathBuf;

/// Why a report could not be written, or its signals not be read back.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The receiver of the bytes refused them.
    #[error("rapporten kunde inte skrivas")]
    Write(#[source] io::Error),
    /// The workbook could not be put together or saved.
    #[error("arbetsboken `{}` kunde inte skrivas", path.display())]
    Workbook {
        /// Where the workbook should have gone.
        path: PathBuf,
        /// What the workbook writer said.
        #[source]
        source: rust_xlsxwriter::XlsxError,
    },
    /// A signal could not be turned into JSON.
    #[error("signalen `{fingerprint}` kunde inte skrivas som JSON")]
    Encode {
        /// Which signal.
        fingerprint: String,
        /// What the JSON writer said.
        #[source]
        source: serde_json::Error,
    },
    /// The source of the lines could not be read.
    #[error("signalerna kunde inte läsas vid rad {line}")]
    Read {
        /// Line number from 1.
        line: u64,
        /// What the reader said.
        #[source]
        source: io::Error,
    },
    /// A line is not a signal.
    #[error("rad {line} är inte en signal; skapa filen på nytt med `insyn scan`")]
    Decode {
        /// Line number from 1.
        line: u64,
        /// What the JSON reader said.
        #[source]
        source: serde_json::Error,
    },
}
