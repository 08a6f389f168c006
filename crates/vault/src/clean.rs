//! What a person may see of an uploaded file: a clean copy, made from its content and from nothing else.
//!
//! The original is evidence and is never shown. An image is decoded to pixels and encoded anew, so that nothing but the
//! pixels comes along: no place, no camera, no thumbnail, no text, no second picture behind the first. Plain text is shown
//! as signs, with those that cannot be seen made visible. Everything else is not shown: it is exported, and opened on a
//! machine that may be lost.
//!
//! What a file is, its first bytes say; its name and what the browser claimed are not asked.

mod picture;
mod text;

use std::fmt;

pub use text::Encoding;
pub(crate) use text::unseen;

/// What may be shown.
#[derive(Clone, PartialEq, Eq)]
pub enum Clean {
    /// A picture, encoded anew.
    Picture {
        /// The new file.
        bytes: Vec<u8>,
        /// What it is.
        media: Media,
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// Text.
    Text {
        /// The signs, escaped: safe between `<pre>` and `</pre>`, line ends as `\n`.
        html: String,
        /// How the bytes were read.
        encoding: Encoding,
        /// How many bytes of the file are not shown because it is long.
        left_out: usize,
    },
    /// Not shown. The text of the reason is for the person who asked.
    NotShown(NotShown),
}

/// The files that are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// `image/jpeg`
    Jpeg,
    /// `image/png`
    Png,
}

impl Media {
    /// For the header `Content-Type`.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

/// Why a file is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotShown {
    /// Neither picture nor text.
    #[error("filen visas inte här: exportera den och öppna den på din egen dator")]
    Kind,
    /// Nothing in it.
    #[error("filen är tom")]
    Empty,
    /// Too many bytes.
    #[error(
        "filen visas inte här: den är {bytes} byte och högst {most} visas; exportera den och öppna den på din egen dator"
    )]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// The most.
        most: usize,
    },
    /// Too many pixels, which is what a small file that fills the memory looks like.
    #[error(
        "bilden visas inte här: den säger sig vara {width} × {height} bildpunkter, mer än någon kamera tar, och kan vara \
         gjord för att störa; exportera den och öppna den på en dator utan nät"
    )]
    TooManyPixels {
        /// Pixels across, as it says.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// A picture that does not decode.
    #[error("bilden visas inte här: den är skadad; exportera den och öppna den på din egen dator")]
    Damaged,
}

impl fmt::Debug for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Picture { media, width, height, .. } => write!(f, "Picture({media:?} {width}x{height})"),
            Self::Text { encoding, .. } => write!(f, "Text({encoding:?})"),
            Self::NotShown(why) => write!(f, "NotShown({why:?})"),
        }
    }
}

/// The clean copy of a file. Takes up to a few seconds and a few hundred megabytes for the largest pictures: run it where
/// it may block, and few at once.
#[must_use]
pub fn clean(file: &[u8]) -> Clean {
    if file.is_empty() {
        return Clean::NotShown(NotShown::Empty);
    }
    match picture::kind(file) {
        Some(kind) => picture::clean(file, kind).unwrap_or_else(Clean::NotShown),
        None => text::clean(file).unwrap_or(Clean::NotShown(NotShown::Kind)),
    }
}
