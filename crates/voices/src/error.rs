//! What can go wrong, in Swedish for whoever keeps the listener; nothing that a reporter wrote is ever in it.

use std::{io, path::PathBuf};

use casework::{id::AuthorityId, report::ReportError};
use vault::VaultError;

/// Why something was not taken, kept or given.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VoicesError {
    /// A file or a folder.
    #[error("`{}` kan inte {act}; kontrollera rättigheter och utrymme", path.display())]
    Disk {
        /// Which.
        path: PathBuf,
        /// What was being done, as a Swedish verb.
        act: &'static str,
        /// The operating system's answer.
        #[source]
        source: io::Error,
    },
    /// A file that is not in our form.
    #[error("`{}` är skadad eller av en annan version; ta bort den, så skickas den igen", path.display())]
    Form {
        /// Which.
        path: PathBuf,
        /// Where in it.
        #[source]
        source: serde_json::Error,
    },
    /// Something that could not be written as JSON.
    #[error("innehållet går inte att skriva; det är ett programfel, rapportera det")]
    Write(#[source] serde_json::Error),
    /// A card that another core has signed.
    #[error(
        "kortet för kanalen `{channel}` är inte undertecknat av den kärna som mottagningen hör till; har kärnan fått en \
         ny nyckel, ta bort `core.txt` och jämför fingeravtrycket"
    )]
    Card {
        /// The channel.
        channel: String,
    },
    /// There is no such channel, or it is closed.
    #[error("det finns ingen öppen kanal `{channel}`")]
    Channel {
        /// The channel.
        channel: String,
    },
    /// A name that the addresses of the pages take.
    #[error("`{channel}` kan inte vara namn på en kanal, eftersom sidornas adresser använder det; välj ett annat")]
    Reserved {
        /// The channel.
        channel: AuthorityId,
    },
    /// A report that is not here.
    #[error("rapporten finns inte hos mottagningen")]
    NoReport,
    /// There is no draft, or no longer.
    #[error("det som skrevs har glömts, eftersom en timme har gått eller för att du lämnade sidan")]
    Forgotten,
    /// A limit.
    #[error("{what} får vara högst {most}")]
    TooMuch {
        /// What, in Swedish.
        what: &'static str,
        /// The most.
        most: u64,
    },
    /// The disk has no room for more drafts.
    #[error("mottagningen är full för tillfället; försök igen om en stund")]
    Full,
    /// Encryption.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The rules of reports.
    #[error(transparent)]
    Report(#[from] ReportError),
}
