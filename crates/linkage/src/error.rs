//! What can be wrong with a model or with the records that it is given.

/// A model that cannot be used, or records that lack what it needs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkageError {
    /// The model file is not TOML or has an unknown key.
    #[error("rad {line} i modellen går inte att läsa: {message}")]
    Syntax {
        /// Line in the file, from 1.
        line: usize,
        /// What the reader says.
        message: String,
    },
    /// A condition, key part or standard that does not exist or is written wrongly.
    #[error("rad {line} i modellen: {message}")]
    Model {
        /// Line in the file, from 1.
        line: usize,
        /// What is wrong and what to write instead.
        message: String,
    },
    /// The model needs a column that the records lack.
    #[error("kolumnen `{column}` finns inte i underlaget; där finns {}", columns.join(", "))]
    MissingColumn {
        /// The column that is needed.
        column: String,
        /// The columns that are there.
        columns: Vec<String>,
    },
    /// Two records of one source have the same id.
    #[error("id `{id}` står på mer än en rad i samma källa; varje post behöver ett eget id")]
    RepeatedId {
        /// The id.
        id: String,
    },
    /// A comparison has no pairs to learn from in any session.
    #[error(
        "jämförelsen `{comparison}` blockeras i varje träningspass och kan inte läras; lägg till ett pass utan dess kolumner"
    )]
    Untrained {
        /// The comparison.
        comparison: String,
    },
    /// No column can be compared: all are empty, constant or ids.
    #[error("ingen kolumn skiljer posterna åt; det behövs minst en kolumn med olika värden som kan jämföras")]
    NothingToCompare,
    /// Parameters were learnt with a model that compares other things.
    #[error("parametrarna lärdes med en annan modell (`{learnt}`, nu `{model}`): kör `insyn link train` igen")]
    OtherModel {
        /// Fingerprint of the model that they were learnt with.
        learnt: String,
        /// Fingerprint of the model in use.
        model: String,
    },
    /// There is nothing to compare.
    #[error("underlaget har {rows} poster; det behövs minst två")]
    TooFewRecords {
        /// How many there are.
        rows: usize,
    },
}
