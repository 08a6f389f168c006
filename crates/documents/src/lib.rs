//! Documents that last and that everybody can read: a letter as PDF (PDF/A-2a and PDF/UA-1) and as HTML, and its tables as
//! a workbook.
//!
//! What stands in a document is [`casework::letter::Letter`]; here is only how it looks. [`pdf`] breaks it into lines and
//! pages and tags every part, so that a screen reader meets headings, lists and tables and not just ink. The same letter
//! and the same [`Meta`] give the same bytes.

mod break_lines;
mod compose;
mod draw;
mod error;
mod face;
mod html;
mod pages;
mod table;
mod tree;
mod workbook;

use casework::letter::Letter;
use chrono::{DateTime, Utc};

pub use error::DocumentError;
pub use html::html;
pub use workbook::workbook;

/// What stands around a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// The municipality as it is called.
    pub municipality: String,
    /// When the document is made.
    pub made_at: DateTime<Utc>,
    /// Who made it, for the properties of the file; a role or a name.
    pub author: String,
}

/// The letter as PDF: A4, tagged, fonts embedded; valid as PDF/A-2a and PDF/UA-1 as far as a program can tell.
///
/// A letter that the font lacks is written as its number, `(U+1F600)`, so that no text is lost.
///
/// # Errors
/// When the letter has no title or no language, or breaks a rule of the formats.
pub fn pdf(letter: &Letter, meta: &Meta) -> Result<Vec<u8>, DocumentError> {
    if letter.title.trim().is_empty() {
        return Err(DocumentError::NoTitle);
    }
    if letter.language.trim().is_empty() {
        return Err(DocumentError::NoLanguage { title: letter.title.clone() });
    }
    let faces = face::Faces::embedded()?;
    let (units, plan) = compose::compose(letter, meta, &faces);
    let pages = pages::paginate(units);
    draw::draw(letter, meta, &faces, &pages, plan)
}
