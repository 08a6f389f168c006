//! An export: files of a case that leave the system, encrypted to whoever is to have them.
//!
//! The file is an age file to any number of recipients; inside lies a plain tar:
//!
//! ```text
//! manifest.json    what this is, and every file with its size and SHA-256
//! SHA256SUMS       the same hashes, as `sha256sum --check` reads them
//! files/<name>     the files
//! ```
//! So it opens without Insyn, today and in twenty years: `age -d -i key.txt export.age | tar x`, then
//! `sha256sum --check SHA256SUMS`. `insyn read` does the same with [`read`] and refuses anything that does not agree.

mod archive;
mod manifest;

use std::io::BufReader;

use age::{Identity, IdentityFile};
use secrecy::{ExposeSecret as _, SecretString};

use crate::age_file::{self, NotRead};

pub use manifest::{Bundle, Entry, File, Manifest};

/// Why an export was not made or not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// Nobody to encrypt to.
    #[error("exporten har ingen mottagare; ange minst en öppen nyckel, `age1…`")]
    NoRecipient,
    /// A recipient that is no X25519 key of age.
    #[error(
        "mottagaren `{recipient}` är ingen öppen age-nyckel; be om den text som börjar med `age1` och har 62 tecken"
    )]
    Recipient {
        /// The text.
        recipient: String,
    },
    /// A name that could end up outside the folder where the export is unpacked, or that looks like another.
    #[error(
        "filnamnet `{}` går inte att exportera; använd högst 100 tecken utan `/`, `\\`, styrtecken och inledande punkt",
        name.escape_debug()
    )]
    Name {
        /// The name.
        name: String,
    },
    /// Two files of one name.
    #[error("exporten har två filer med namnet `{name}`; döp om en av dem")]
    SameName {
        /// The name.
        name: String,
    },
    /// A text without a secret key.
    #[error(
        "nyckeln kan inte läsas{}: den ska vara en rad som börjar med AGE-SECRET-KEY-1, eller en nyckelfil från \
         `age-keygen`",
        line.map_or(String::new(), |line| format!(" (rad {line})"))
    )]
    Identity {
        /// The line that is none, from 1.
        line: Option<usize>,
    },
    /// A file for others.
    #[error(
        "exporten är inte krypterad till den här nyckeln; kontrollera att det är rätt nyckel, eller be om en ny export"
    )]
    NotForYou,
    /// A file that is no age file, or not a whole one.
    #[error("filen är ingen hel age-fil; den är avklippt eller ändrad, så hämta den på nytt")]
    Damaged,
    /// An age file with something else inside.
    #[error(
        "filen innehåller ingen export från Insyn ({detail}); öppna den med `age -d` om den kommer från annat håll"
    )]
    NotAnExport {
        /// What was seen.
        detail: String,
    },
    /// What was unpacked is not what the manifest says.
    #[error("`{name}` stämmer inte med förteckningen ({detail}); lita inte på exporten, och begär en ny")]
    Differs {
        /// The file.
        name: String,
        /// How.
        detail: &'static str,
    },
    /// Something that never happens with the arguments given.
    #[error("exporten kunde inte skrivas ({act}); det är ett programfel, rapportera det")]
    Broken {
        /// What was being done.
        act: &'static str,
    },
}

/// Encrypts a bundle to `age1…` recipients, each of whom opens it alone.
///
/// # Errors
/// When there is no recipient, or one of them is none.
pub fn write(bundle: &Bundle, recipients: &[&str]) -> Result<Vec<u8>, ExportError> {
    if recipients.is_empty() {
        return Err(ExportError::NoRecipient);
    }
    let recipients: Vec<_> = recipients
        .iter()
        .map(|text| age_file::recipient(text).ok_or(ExportError::Recipient { recipient: (*text).to_owned() }))
        .collect::<Result<_, _>>()?;
    age_file::encrypt(&recipients, &archive::pack(bundle)?).map_err(|_| ExportError::Broken { act: "age" })
}

/// Whether a text is an open key that a bundle can be encrypted to.
#[must_use]
pub fn is_recipient(text: &str) -> bool {
    age_file::recipient(text).is_some()
}

/// Decrypts and checks an export. `identity` is the text of a key file or of a single `AGE-SECRET-KEY-1…`; `file` is
/// binary or ASCII armour.
///
/// # Errors
/// When key and file do not belong together, or anything in the export disagrees with its manifest. Then nothing of it
/// is given.
pub fn read(identity: &SecretString, file: &[u8]) -> Result<Bundle, ExportError> {
    let identities = identities(identity)?;
    let tar = age_file::decrypt(identities.iter().map(|identity| &**identity as &dyn Identity), file).map_err(
        |not| match not {
            NotRead::NoKey => ExportError::NotForYou,
            NotRead::Damaged => ExportError::Damaged,
        },
    )?;
    archive::unpack(&tar)
}

/// The keys in a text.
fn identities(text: &SecretString) -> Result<Vec<Box<dyn Identity + Send + Sync>>, ExportError> {
    let text = text.expose_secret().trim_start_matches('\u{feff}');
    for (at, line) in text.lines().enumerate().map(|(at, line)| (at + 1, line.trim())) {
        if !line.is_empty() && !line.starts_with('#') && line.parse::<age::x25519::Identity>().is_err() {
            return Err(ExportError::Identity { line: Some(at) });
        }
    }
    let trimmed = zeroize::Zeroizing::new(text.lines().map(str::trim).collect::<Vec<_>>().join("\n"));
    let identities = IdentityFile::from_buffer(BufReader::new(trimmed.as_bytes()))
        .ok()
        .and_then(|file| file.into_identities().ok())
        .filter(|identities| !identities.is_empty());
    identities.ok_or(ExportError::Identity { line: None })
}
