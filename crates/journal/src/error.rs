//! What can go wrong, in Swedish: the person who reads it is the one who can act on it.

/// Why a record can not stand in the journal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// Longer than [`crate::entry::FIELD_MAX`].
    #[error(
        "journalposten går inte att skriva: `{field}` är {bytes} byte lång, högst {} får plats",
        crate::entry::FIELD_MAX
    )]
    TooLong {
        /// Which field.
        field: &'static str,
        /// Its length.
        bytes: usize,
    },
    /// A tab, a line break or another control character.
    #[error("journalposten går inte att skriva: `{field}` innehåller ett styrtecken")]
    Control {
        /// Which field.
        field: &'static str,
    },
    /// Not `2026-11-22T09:00:00Z`.
    #[error("journalposten går inte att skriva: tiden `{value}` ska skrivas som 2026-11-22T09:00:00Z")]
    Time {
        /// As given.
        value: String,
    },
    /// No hash, so it may hold content.
    #[error("journalposten går inte att skriva: fältet för hashsumman får bara innehålla siffrorna 0-9 och a-f")]
    Payload,
    /// An act is closed that this chain did not open, or that is closed already.
    #[error("journalposten går inte att skriva: den avslutar post {opens}, som inte är öppen")]
    NotOpen {
        /// The number of the opening.
        opens: u64,
    },
    /// A line that no entry has.
    #[error("raden är inte en journalpost")]
    Line,
}

/// The first place where a chain does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("journalen är bruten vid post {seq}: {why}")]
pub struct Broken {
    /// The number of the first broken entry.
    pub seq: u64,
    /// What is wrong with it.
    #[source]
    pub why: Why,
}

/// How a chain is broken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Why {
    /// The hash does not fit the line and the entry before.
    #[error("posten eller dess hashsumma har ändrats sedan den skrevs")]
    Changed,
    /// Another entry stands in its place.
    #[error("här står post {found}; en post saknas eller poster har bytt plats")]
    OutOfOrder {
        /// The number of the entry that stands there.
        found: u64,
    },
    /// It closes what was never opened, or was closed already.
    #[error("den avslutar post {opens}, som aldrig öppnades eller redan är avslutad")]
    NeverOpened {
        /// The number it closes.
        opens: u64,
    },
    /// The chain is shorter than a signed head says.
    #[error("posten saknas; journalen är avklippt, ett signerat huvud vittnar om {head} poster")]
    Truncated {
        /// The number of entries that the head tells of.
        head: u64,
    },
    /// The chain holds in itself but is not the one that was signed.
    #[error(
        "kedjan har skrivits om; den skiljer sig från det signerade huvudet för post {head}, ändringen ligger efter post {after}"
    )]
    Rewritten {
        /// The head that disagrees.
        head: u64,
        /// The last entry that an earlier head confirms, or 0.
        after: u64,
    },
    /// The store finds entries by columns beside the line, and they say something else than the line.
    #[error("uppgifterna som posten söks fram med säger något annat än posten själv; de har ändrats")]
    Beside,
    /// The hash fits but the line is no entry with this number.
    #[error("raden är inte en journalpost med det numret")]
    Malformed,
}

/// Why a head can not be read, or is not to be trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HeadError {
    /// Not `insyn-journal <time> <number> <hash> <signature>`.
    #[error("raden är inte ett journalhuvud ({part} kan inte läsas); den börjar med `insyn-journal` och har fem delar")]
    Form {
        /// What could not be read.
        part: &'static str,
    },
    /// The signature is not made by that key, or the line was changed after.
    #[error(
        "signaturen på journalhuvudet för post {seq} stämmer inte; raden har ändrats eller hör till en annan nyckel"
    )]
    Signature {
        /// The number of the head.
        seq: u64,
    },
    /// The public key can not be read.
    #[error("den publika nyckeln kan inte läsas; den är 64 siffror 0-9 och a-f")]
    Key,
}
