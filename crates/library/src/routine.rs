//! Routines: how a suspicion is handled, as a manager reads it and as the program runs it.
//!
//! The front matter holds measures, clocks, law and templates. Only what every document has is read here; the rest is
//! read by `casework`, which runs it.

use serde::Deserialize;

use crate::{LibraryError, Section, Text, document::RawDocument, error::Fault};

/// A routine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Routine {
    /// File in the library.
    pub file: String,
    /// Id, as the file is called.
    pub id: String,
    /// Version; a published version never changes.
    pub version: u32,
    /// Title.
    pub title: Text,
    /// Where the routine comes from.
    pub sources: Vec<String>,
    /// The body, section by section.
    pub sections: Vec<Section>,
    /// The front matter as it stands, TOML; its first line is the second of the file.
    pub front: String,
}

/// What every document has; the other keys are left to the one who runs it.
#[derive(Debug, Deserialize)]
struct Front {
    id: String,
    version: u32,
    title: Text,
    sources: Vec<String>,
}

/// Headings of a routine, in order.
const HEADINGS: [&str; 7] = [
    "När rutinen används",
    "Gör så här",
    "Vem gör vad",
    "Åtgärderna",
    "Fristerna",
    "Jäv och sekretess",
    "När ärendet avslutas",
];

impl Routine {
    /// Parses a routine and checks what can be checked without running it.
    ///
    /// # Errors
    /// [`LibraryError::Document`] with file, line and what to do.
    pub fn parse(file: &str, text: &str) -> Result<Self, LibraryError> {
        Self::parse_faulty(file, text).map_err(|fault| fault.in_file(file))
    }

    fn parse_faulty(file: &str, text: &str) -> Result<Self, Fault> {
        let raw = RawDocument::split(text)?;
        let Front { id, version, title, sources } = raw.front()?;
        raw.check_body(&HEADINGS, &[])?;
        if !file.ends_with(&format!("/{id}.md")) {
            return Err(Fault::new(raw.front_line("id"), format!("filen ska heta {id}.md")));
        }
        if sources.is_empty() {
            return Err(Fault::new(raw.front_line("sources"), "`sources` ska ha minst en post"));
        }
        Ok(Self { file: file.to_owned(), id, version, title, sources, sections: raw.sections, front: raw.front })
    }
}
