//! Registers, decisions on control, and runs.

use std::sync::Arc;

use quorum::{Agreed, Person, Proposal};
use signals::gate::{Decision, Record, Revocation};

use super::{CompanyTable, DeskError, Sheet};

/// A register of an authority, as its latest snapshot is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterState {
    /// Register name as in the catalogue.
    pub register: String,
    /// In Swedish.
    pub label: String,
    /// Snapshot id.
    pub snapshot: String,
    /// Rows that were accepted.
    pub rows: u64,
    /// Rows that were rejected.
    pub rejected: u64,
    /// When it was read in; empty when not known.
    pub imported_at: String,
    /// Purpose, legal ground and owner.
    pub purpose: String,
    /// The legal ground.
    pub legal_ground: String,
    /// Who answers for it.
    pub owner: String,
    /// When it must be disposed of; empty when not said.
    pub retain_until: String,
}

/// What a file would become, before anything is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The register that it looks like, or that was asked for.
    pub register: String,
    /// In Swedish.
    pub label: String,
    /// The register's columns and where each is found.
    pub columns: Vec<Column>,
    /// Headers of the file that no column takes.
    pub unused: Vec<String>,
    /// Rows that would be accepted.
    pub accepted: u64,
    /// Rows that would be rejected.
    pub rejected: u64,
    /// The first rejected rows.
    pub rejects: Vec<Reject>,
    /// What else the reader should know, in Swedish: sheets that were left out, numbers that fail their check.
    pub notes: Vec<String>,
}

/// A column of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name in Swedish.
    pub label: String,
    /// The header that it was found under; empty when it was not found.
    pub header: String,
    /// Whether rows are rejected without it.
    pub is_required: bool,
    /// Its first values, as written.
    pub examples: Vec<String>,
}

/// What a column of a register is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The register.
    pub register: String,
    /// The column, as queries write it.
    pub column: String,
    /// In Swedish.
    pub sv: String,
    /// In English.
    pub en: String,
}

/// A row that is rejected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// Line of the file.
    pub line: u64,
    /// Column; empty when it is about the whole row.
    pub column: String,
    /// The value as written.
    pub value: String,
    /// Why, in Swedish.
    pub reason: String,
}

/// A file that was read in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The register.
    pub register: String,
    /// Snapshot id.
    pub snapshot: String,
    /// Rows that were accepted.
    pub accepted: u64,
    /// Rows that were rejected.
    pub rejected: u64,
    /// Whether the same was read in before, so that nothing changed.
    pub is_unchanged: bool,
}

/// A run that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunNote {
    /// The group that was scanned.
    pub group: String,
    /// When.
    pub made_at: String,
    /// Controls that were computed.
    pub computed: u64,
    /// Controls that the gate refused or that the registers can not carry.
    pub not_computed: u64,
    /// Signals.
    pub signals: u64,
}

/// How far a run has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// No run is under way.
    Idle,
    /// So many of so many controls are done.
    Running {
        /// Done.
        done: u64,
        /// Of how many.
        total: u64,
        /// The control that is computed now.
        control: String,
    },
    /// The last run failed, with a reason in Swedish.
    Failed(String),
}

/// Where registers, decisions and runs are.
pub trait RegisterDesk: Send + Sync {
    /// The authorities that have registers, in order.
    ///
    /// # Errors
    /// [`DeskError::Failed`] when the folder can not be read.
    fn authorities(&self) -> Result<Vec<String>, DeskError>;

    /// Organisations with those who speak for them, for what applications say of employers and referees; none when no
    /// register of companies is read in.
    ///
    /// # Errors
    /// [`DeskError::Failed`] when they can not be read.
    fn companies(&self) -> Result<Arc<CompanyTable>, DeskError>;

    /// The registers of an authority.
    ///
    /// # Errors
    /// [`DeskError::Failed`] when they can not be read.
    fn registers(&self, authority: &str) -> Result<Vec<RegisterState>, DeskError>;

    /// Names and Swedish labels of the registers that the catalogue knows.
    fn catalogue(&self) -> Vec<(String, String)>;

    /// What the columns of the registers are called. None by default.
    fn labels(&self) -> Vec<Label> {
        Vec::new()
    }

    /// What a file would become; `register` is empty when the program is to find out.
    ///
    /// # Errors
    /// [`DeskError::Refused`] when the file can not be read as a register.
    fn preview(&self, register: &str, name: &str, bytes: &[u8]) -> Result<Preview, DeskError>;

    /// The tables of a file as text, with their headers and the lines of their rows. `headers` are what a header may say,
    /// in small letters, to find the row of headers in a file that begins with something else.
    ///
    /// # Errors
    /// [`DeskError::Refused`] when the file can not be read as a table.
    fn sheets(&self, name: &str, bytes: &[u8], headers: &[String]) -> Result<Vec<Sheet>, DeskError>;

    /// The rows of the authority's newest snapshot of a register as text, under the Swedish labels of its columns; none when
    /// it was never read in. None by default.
    ///
    /// # Errors
    /// [`DeskError::Failed`] when it can not be read.
    fn rows(&self, _authority: &str, _register: &str) -> Result<Option<Sheet>, DeskError> {
        Ok(None)
    }

    /// Reads a file in as the authority's newest snapshot.
    ///
    /// # Errors
    /// [`DeskError::Refused`] when the file can not be read as the register, or its provenance is not whole.
    fn import(&self, order: ImportOrder) -> Result<Imported, DeskError>;

    /// All decisions on control, in force or waiting.
    ///
    /// # Errors
    /// [`DeskError::Failed`] when they can not be read.
    fn decisions(&self) -> Result<Vec<Record>, DeskError>;

    /// Takes in a decision that one person may make.
    ///
    /// # Errors
    /// [`DeskError::Refused`] when it is not whole, or takes two.
    fn decide(&self, proposal: Proposal<Decision>) -> Result<(), DeskError>;

    /// Takes in a decision that two people made.
    ///
    /// # Errors
    /// [`DeskError::Refused`] when it is not whole.
    fn decide_together(&self, agreed: Agreed<Decision>) -> Result<(), DeskError>;

    /// Revokes a decision.
    ///
    /// # Errors
    /// [`DeskError::Refused`] when there is none of that id, or it is revoked already.
    fn revoke(&self, decision: &str, revoked: Revocation) -> Result<(), DeskError>;

    /// The latest run of every group.
    ///
    /// # Errors
    /// [`DeskError::Failed`] when they can not be read.
    fn runs(&self) -> Result<Vec<RunNote>, DeskError>;

    /// Starts a run of the authority's controls; it goes on by itself. Decisions are tried on the day that `at` begins with.
    ///
    /// # Errors
    /// [`DeskError::Refused`] when one is under way, or when no decision lets any control run, with what is missing.
    fn start(&self, authority: &str, by: &Person, at: &str) -> Result<(), DeskError>;

    /// How far the run has come.
    fn progress(&self, authority: &str) -> Progress;
}

/// What is to be read in, and on what ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportOrder {
    /// Whose register it is.
    pub authority: String,
    /// The register.
    pub register: String,
    /// Name of the file.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// Purpose.
    pub purpose: String,
    /// Legal ground.
    pub legal_ground: String,
    /// Who answers for it.
    pub owner: String,
    /// When it must be disposed of.
    pub retain_until: chrono::NaiveDate,
    /// When it is read in.
    pub at: String,
}
