//! What can stop an import. A bad row never does: it becomes a reject.

use std::io;
use std::path::PathBuf;

/// Why a file, a catalogue or a data folder could not be used. Messages are Swedish: the person importing reads them.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IntakeError {
    /// A file could not be opened or read.
    #[error("kan inte läsa `{name}`: kontrollera att filen finns och får läsas")]
    Read {
        /// The file or archive member as shown to the user.
        name: String,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
    /// A file or archive member is cut short or broken inside.
    #[error("`{name}` är skadad eller ofullständig ({detail}): hämta filen på nytt ur källsystemet")]
    Damaged {
        /// The file or archive member as shown to the user.
        name: String,
        /// What was found, in Swedish.
        detail: String,
    },
    /// The format is not one we read.
    #[error(
        "`{name}` har ett format som inte kan läsas ({detail}): använd CSV, XLSX, Parquet, SIE 4 och 5, OCDS, TED, PAXml, aktivitetskort, iXBRL eller en zip med sådana"
    )]
    UnknownFormat {
        /// The file or archive member as shown to the user.
        name: String,
        /// What was found, in Swedish.
        detail: String,
    },
    /// The file has no header row that can be used.
    #[error("`{name}` saknar rubrikrad: första raden med innehåll ska namnge kolumnerna")]
    NoHeader {
        /// The file as shown to the user.
        name: String,
    },
    /// The file is of a known format and whole, but has no rows of the kind we read.
    #[error("`{name}` har inga rader att läsa ({detail})")]
    NoRows {
        /// The file as shown to the user.
        name: String,
        /// What is missing and what to do, in Swedish.
        detail: String,
    },
    /// Required columns were not found.
    #[error(
        "`{name}` saknar kolumn för {missing} i registret `{register}`; filens rubriker är {headers}: \
         byt rubrik i filen, eller ange en profil som säger vilken rubrik som är vilken kolumn"
    )]
    MissingColumns {
        /// The file as shown to the user.
        name: String,
        /// The register it was imported as.
        register: String,
        /// Required columns that were not found, with labels.
        missing: String,
        /// The headers that the file does have.
        headers: String,
    },
    /// The format says which registers the file is, and the one asked for is none of them.
    #[error("`{name}` är inte registret `{register}`, utan hör till {holds}: läs in den dit")]
    OtherRegister {
        /// The file as shown to the user.
        name: String,
        /// The register it was imported as.
        register: String,
        /// The registers that it holds.
        holds: String,
    },
    /// A mapping or profile names something that does not exist.
    #[error("profilen `{profile}` går inte att använda: {detail}")]
    Profile {
        /// Profile name or file.
        profile: String,
        /// What is wrong and what to do, in Swedish.
        detail: String,
    },
    /// The register catalogue itself is wrong.
    #[error("registerkatalogen är fel i `{file}`: {detail}")]
    Catalogue {
        /// File in the catalogue.
        file: String,
        /// What is wrong.
        detail: String,
    },
    /// No such register.
    #[error("registret `{name}` finns inte; registren är {known}")]
    UnknownRegister {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: String,
    },
    /// None of the given paths held a file that could be read.
    #[error("ingen fil att läsa in: {detail}")]
    NothingToImport {
        /// What was looked at and why it was no use.
        detail: String,
    },
    /// Another import holds the register.
    #[error("en annan inläsning av `{register}` pågår i `{folder}`: vänta tills den är klar")]
    Busy {
        /// Register.
        register: String,
        /// Folder of the register.
        folder: PathBuf,
    },
    /// The data folder could not be written. The previous snapshot is untouched.
    #[error("kan inte skriva `{path}`: kontrollera diskutrymme och rättigheter; tidigare inläst data är orörd")]
    Write {
        /// File that was being written.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
    /// Parquet could not be encoded or written. The previous snapshot is untouched.
    #[error("kan inte skriva Parquet till `{path}`; tidigare inläst data är orörd")]
    Encode {
        /// File that was being written.
        path: PathBuf,
        /// What the Parquet writer said.
        #[source]
        source: parquet::errors::ParquetError,
    },
    /// A manifest in the data folder cannot be understood.
    #[error("manifestet `{path}` går inte att läsa ({detail}): läs in registret på nytt")]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong.
        detail: String,
    },
    /// A worker stopped without an answer: a mistake in this program.
    #[error("inläsningen avbröts av ett inre fel: {detail}")]
    Internal {
        /// What is known.
        detail: String,
    },
}

impl IntakeError {
    /// A read failure of the named file.
    #[must_use]
    pub fn read(name: impl Into<String>, source: io::Error) -> Self {
        Self::Read { name: name.into(), source }
    }

    /// A broken file or archive member.
    #[must_use]
    pub fn damaged(name: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::Damaged { name: name.into(), detail: detail.into() }
    }
}
