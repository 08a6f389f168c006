//! Words that are no receipt.

use std::fmt;

use super::{WORDS, words};

/// Why a text is no receipt. It is shown to the one who wrote it and to nobody else: it may hold a secret word with a
/// slip of the pen, so its `Debug` does not.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAReceipt {
    /// Too few words or too many.
    #[error("kvittot är {WORDS} ord men här står {found}; skriv alla i samma ordning som på kvittot")]
    Count {
        /// How many there are.
        found: usize,
    },
    /// A word that is not in the list.
    #[error("ord {place}, »{word}«, finns inte bland kvittots ord{}", like(*nearest))]
    Unknown {
        /// Its place, from 1.
        place: usize,
        /// The word, in small letters without dots and rings.
        word: String,
        /// The word of the list most like it.
        nearest: Option<&'static str>,
    },
}

impl NotAReceipt {
    pub(super) fn unknown(place: usize, folded: &str) -> Self {
        let word = folded.chars().take(20).collect();
        Self::Unknown { place, word, nearest: words::nearest(folded) }
    }
}

fn like(nearest: Option<&str>) -> String {
    nearest.map_or("; jämför med kvittot".to_owned(), |word| format!("; menade du »{word}«?"))
}

impl fmt::Debug for NotAReceipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count { found } => write!(f, "Count {{ found: {found} }}"),
            Self::Unknown { place, .. } => write!(f, "Unknown {{ place: {place}, … }}"),
        }
    }
}
