//! Why a letter cannot become a document.

use thiserror::Error;

/// A letter that cannot become a document.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// No title.
    #[error("dokumentet saknar titel: ge det en, skärmläsare läser den först")]
    NoTitle,
    /// No language.
    #[error("dokumentet »{title}« saknar språk: ange det, till exempel `sv`, så att skärmläsare uttalar det rätt")]
    NoLanguage {
        /// Title.
        title: String,
    },
    /// The embedded font cannot be read. Only a fault in the program gives this.
    #[error("typsnittet `{name}` i programmet går inte att läsa")]
    Font {
        /// Name.
        name: &'static str,
    },
    /// The formats do not allow it.
    #[error("dokumentet »{title}« kan inte skrivas som PDF/A-2a och PDF/UA-1: {why}")]
    Format {
        /// Title.
        title: String,
        /// What the writer says.
        why: String,
    },
    /// The workbook can not be written.
    #[error("dokumentet »{title}« kan inte skrivas som arbetsbok: {why}")]
    Workbook {
        /// Title.
        title: String,
        /// What the writer says.
        why: String,
    },
}
