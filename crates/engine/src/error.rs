//! What can go wrong in a run; every message names the document.

use datafusion::error::DataFusionError;

/// A run, a check or a case that could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The document's query cannot be parsed, planned or executed.
    #[error("{file}: avsnittet `{section}` går inte att köra: {}", first_line(.source))]
    Query {
        /// File of the document.
        file: String,
        /// Section that holds the query.
        section: &'static str,
        /// The cause.
        #[source]
        source: Box<DataFusionError>,
    },
    /// The query runs but does not give what a control must give.
    #[error("{file}: {message}")]
    Contract {
        /// File of the document.
        file: String,
        /// What is wrong and what to do.
        message: String,
    },
    /// A link document's linkage model cannot be used.
    #[error("{file}: {message}")]
    Linkage {
        /// File of the link document.
        file: String,
        /// What is wrong and what to do.
        message: String,
    },
    /// A control is asked for that the library does not have.
    #[error("kontrollen `{id}` finns inte; `insyn library list` visar vilka som finns")]
    UnknownControl {
        /// The id as written.
        id: String,
    },
    /// A check is asked for that the library does not have.
    #[error("betalkontrollen `{id}` finns inte; `insyn library list` visar vilka som finns")]
    UnknownCheck {
        /// The id as written.
        id: String,
    },
    /// A control does not run, for these reasons.
    #[error("{id} körs inte: {}", why.join("; "))]
    NotRun {
        /// The control.
        id: String,
        /// Why, in Swedish.
        why: Vec<String>,
    },
    /// Somebody asks for a person by the number of a register.
    #[error(
        "`{subject}` är en persons eget nummer i ett register; skriv pseudonymen som signalen visar. Två personer kan \
         se vem den står för: `insyn reveal`"
    )]
    PersonByNumber {
        /// What was written.
        subject: String,
    },
    /// The legal gate refuses every check.
    #[error("inget beslut om kontroll omfattar någon betalkontroll; fatta ett med `insyn decisions new`")]
    NoCheck,
    /// A register snapshot cannot be opened.
    #[error("registret `{register}` går inte att öppna")]
    Open {
        /// Register name.
        register: String,
        /// The cause.
        #[source]
        source: Box<DataFusionError>,
    },
    /// The machine refuses threads.
    #[error("cannot start the engine's threads")]
    Threads(#[source] std::io::Error),
}

fn first_line(error: &DataFusionError) -> String {
    error.strip_backtrace().lines().next().unwrap_or_default().to_owned()
}

impl EngineError {
    pub(crate) fn query(file: &str, section: &'static str) -> impl Fn(DataFusionError) -> Self {
        let file = file.to_owned();
        move |source| Self::Query { file: file.clone(), section, source: Box::new(source) }
    }

    pub(crate) fn contract(file: &str, message: impl Into<String>) -> Self {
        Self::Contract { file: file.to_owned(), message: message.into() }
    }
}
