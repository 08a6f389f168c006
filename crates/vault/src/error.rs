//! What can go wrong, in Swedish: the person who reads it is the one who can mend it.
//!
//! No variant carries a secret, a passphrase or content. A key that does not fit and content that was changed cannot be
//! told apart, so they are one error.

use std::{io, path::PathBuf};

/// Why something was not sealed, opened, kept or destroyed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// A passphrase or a password that is too easy to guess.
    #[error("{0}")]
    Weak(#[from] crate::passphrase::Weak),
    /// A wrapped key that is not in our form.
    #[error("den låsta nyckeln är skadad ({detail}); hämta den på nytt ur databasen eller en säkerhetskopia")]
    KeyForm {
        /// What was seen.
        detail: &'static str,
    },
    /// Too much or too little work asked of Argon2id.
    #[error(
        "nyckelns kostnad är {memory_kib} KiB minne, {passes} varv och {lanes} spår, utanför vad Insyn räknar med; den \
         låsta nyckeln är skadad eller ändrad"
    )]
    Cost {
        /// Memory in KiB.
        memory_kib: u32,
        /// Passes over it.
        passes: u32,
        /// Lanes.
        lanes: u32,
    },
    /// The passphrase is wrong, or the wrapped key was changed.
    #[error("lösenfrasen stämmer inte; skriv den igen, och be om återställning hos nyckelförvaltarna om den är glömd")]
    Passphrase,
    /// A public key that is none.
    #[error("den öppna nyckeln är ogiltig ({detail}); be personen lämna den på nytt")]
    PublicKey {
        /// What was seen.
        detail: &'static str,
    },
    /// A signature that does not belong to these bytes and this person.
    #[error("underskriften stämmer inte med innehållet och personen; handlingen gäller inte")]
    Signature,
    /// A text that is no signature.
    #[error("underskriften är inte 128 hexadecimala tecken; den är avklippt eller ändrad")]
    SignatureForm,
    /// Sealed bytes that are not in our form.
    #[error("det krypterade innehållet är skadat ({detail}); hämta det på nytt ur databasen eller en säkerhetskopia")]
    SealedForm {
        /// What was seen.
        detail: &'static str,
    },
    /// The key does not fit, the place is another one, or the bytes were changed.
    #[error(
        "innehållet går inte att öppna: nyckeln är en annan, innehållet hör till ett annat ställe, eller så har det ändrats"
    )]
    NotOpened,
    /// Content that is larger than one sealed object may be.
    #[error("innehållet är {bytes} byte men får vara högst {most}; dela upp det")]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// The most.
        most: u64,
    },
    /// A name from which a file is made.
    #[error("`{name}` kan inte vara namn på en nyckelfil; bara 1–64 tecken a–z, 0–9, `-` och `_`")]
    KeyName {
        /// The name.
        name: String,
    },
    /// The key of disposal already exists.
    #[error("ärendet `{case}` har redan en gallringsnyckel; skapa ärendet på nytt under ett nytt nummer")]
    ShredExists {
        /// The case.
        case: String,
    },
    /// There is no key of disposal: never was, or it has been destroyed.
    #[error(
        "gallringsnyckeln för ärendet `{case}` finns inte: ärendet är gallrat eller mappen `keys/shred` ofullständig"
    )]
    ShredMissing {
        /// The case.
        case: String,
    },
    /// A key file that could not be read or written.
    #[error("nyckelfilen `{}` kan inte {act}; kontrollera rättigheter och utrymme", path.display())]
    KeyFile {
        /// The file.
        path: PathBuf,
        /// What was being done, as a Swedish verb.
        act: &'static str,
        /// The operating system's answer.
        #[source]
        source: io::Error,
    },
    /// A key file that does not hold a key.
    #[error("nyckelfilen `{}` innehåller ingen hel nyckel; återställ den ur en säkerhetskopia", path.display())]
    KeyFileForm {
        /// The file.
        path: PathBuf,
    },
    /// A key file that others than its owner may read.
    #[error("nyckelfilen `{}` kan läsas av andra (rättigheter {mode:o}); gör `chmod 600` på den", path.display())]
    KeyFileOpen {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The split or the joining of a recovery secret.
    #[error(transparent)]
    Recovery(#[from] crate::recovery::RecoveryError),
    /// An export file.
    #[error(transparent)]
    Export(#[from] crate::export::ExportError),
    /// A stored password hash that is none.
    #[error("kontots lösenordsuppgift är skadad; återställ kontots inloggning")]
    PasswordForm,
    /// Words that are no receipt.
    #[error(transparent)]
    Words(#[from] crate::receipt::NotAReceipt),
    /// Seven words that open no report.
    #[error("orden öppnar ingen rapport; jämför dem med kvittot, ord för ord, och försök igen")]
    Receipt,
    /// A report that nobody could open.
    #[error("rapporten har ingen mottagare kvar; led den vidare till någon som inte är utesluten innan den tas emot")]
    NoRecipient,
    /// A text for a QR code that does not fit in one.
    #[error("texten är {bytes} byte och ryms inte i en QR-kod; förkorta namnet på tjänsten eller kontot")]
    QrTooLong {
        /// Its size.
        bytes: usize,
    },
    /// Something inside a library of encryption that never happens with the arguments given.
    #[error("krypteringen misslyckades ({act}); det är ett programfel, rapportera det")]
    Broken {
        /// What was being done.
        act: &'static str,
    },
}
