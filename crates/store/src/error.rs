//! What can go wrong, in Swedish: the person who reads it is the one who can act on it.

use std::sync::Arc;

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Neither `sqlite://` nor `postgres://`.
    #[error("databasen kan inte öppnas: adressen ska börja med sqlite:// eller postgres://, men börjar med `{scheme}`")]
    Url {
        /// What stands before the first colon; the rest may hold a password.
        scheme: String,
    },
    /// A database on another machine, without TLS that proves whose it is.
    #[error(
        "databasen {place} ligger på en annan dator och adressen kräver inte kontrollerad TLS: lägg till \
         ?sslmode=verify-full i adressen, och &sslrootcert=FIL när kommunen har en egen rot"
    )]
    Unprotected {
        /// Host and name; never a password.
        place: String,
    },
    /// The database does not answer, or the file can not be made.
    #[error(
        "databasen {place} kan inte öppnas: kontrollera att den finns, går att nå och att programmet får läsa och skriva"
    )]
    Open {
        /// The file, or host and name; never a password.
        place: String,
        /// What the driver says.
        #[source]
        source: sqlx::Error,
    },
    /// The file of the database can not be made.
    #[error("databasfilen {place} kan inte skapas: kontrollera att mappen finns och att programmet får skriva i den")]
    File {
        /// The file.
        place: String,
        /// What the operating system says.
        #[source]
        source: std::io::Error,
    },
    /// A migration did not go through; the database is as it was before.
    #[error("databasen kan inte uppgraderas till version {version}: inget har ändrats, rapportera felet")]
    Migrate {
        /// The version that was to be reached.
        version: i64,
        /// What the driver says.
        #[source]
        source: sqlx::Error,
    },
    /// The database was made by a newer program.
    #[error("databasen har version {found} men programmet kan högst {known}: kör en nyare version av programmet")]
    Newer {
        /// The version of the database.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// A migration that was run is not the one that this program holds.
    #[error(
        "databasens version {version} är gjord med en annan uppgradering än programmets: kör det program som databasen hör till"
    )]
    Altered {
        /// The version.
        version: i64,
    },
    /// A statement failed.
    #[error("databasen kunde inte utföra {act}")]
    Query {
        /// The function of the store.
        act: &'static str,
        /// What the driver says.
        #[source]
        source: sqlx::Error,
    },
    /// Something with that id or name is there already.
    #[error("{act}: det finns redan en post med samma id eller namn")]
    Exists {
        /// The function of the store.
        act: &'static str,
    },
    /// It names something that is not there, or something else still names it.
    #[error("{act}: posten hänvisar till något som inte finns, eller något annat hänvisar till den")]
    Reference {
        /// The function of the store.
        act: &'static str,
    },
    /// A value that the database does not take.
    #[error("{act}: databasen godtar inte värdena tillsammans")]
    Refused {
        /// The function of the store.
        act: &'static str,
    },
    /// Somebody else was first: nothing was changed. Read it again and try again.
    #[error("{act}: någon annan hann före; läs in på nytt och försök igen")]
    Conflict {
        /// The function of the store.
        act: &'static str,
    },
    /// It is not there.
    #[error("{act}: posten finns inte")]
    Missing {
        /// The function of the store.
        act: &'static str,
    },
    /// A record that can not stand in the journal.
    #[error(transparent)]
    Record(#[from] ::journal::RecordError),
    /// The journal does not hold.
    #[error(transparent)]
    Broken(#[from] ::journal::Broken),
    /// Other processes write to the journal all the time.
    #[error("journalen kunde inte skrivas: flera program skriver i den samtidigt, försök igen")]
    JournalBusy,
    /// The task that writes the journal is gone.
    #[error("journalen kunde inte skrivas: skrivaren har stannat, starta om programmet")]
    JournalStopped,
    /// The journal entries of several requests failed together.
    #[error("journalen kunde inte skrivas")]
    JournalBatch(#[source] Arc<Self>),
}

/// What the functions of the store return.
pub type Result<T> = std::result::Result<T, Error>;

/// Names the act that failed, and tells the kinds of failure apart that a caller can do something about.
pub(crate) fn query(act: &'static str) -> impl FnOnce(sqlx::Error) -> Error {
    move |source| {
        let kind = source.as_database_error().map(sqlx::error::DatabaseError::kind);
        match kind {
            Some(sqlx::error::ErrorKind::UniqueViolation) => Error::Exists { act },
            Some(sqlx::error::ErrorKind::ForeignKeyViolation) => Error::Reference { act },
            Some(sqlx::error::ErrorKind::CheckViolation | sqlx::error::ErrorKind::NotNullViolation) => {
                Error::Refused { act }
            }
            _ => Error::Query { act, source },
        }
    }
}
