//! Payments that are screened and held.

use std::sync::Arc;

use chrono::NaiveDate;
use payments::{
    Reason, Verdict,
    hold::{Answered, Ended, Holds},
};

use super::DeskError;

/// What became of a payment file.
#[derive(Debug, Clone)]
pub struct ScreenedFile {
    /// The file's format, as `pain.001.001.09`.
    pub format: String,
    /// Every payment that could be understood, in the file's order.
    pub rows: Vec<ScreenedRow>,
    /// Payments that could not be understood and are held: where, what stands there, and what to do.
    pub not_understood: Vec<String>,
    /// What may go, what is held, and the report; each only when there is one.
    pub files: Vec<Written>,
    /// What the reader must know first: registers that are old or missing, checks that did not run.
    pub warnings: Vec<String>,
}

/// A payment of a file and what was said of it.
#[derive(Debug, Clone)]
pub struct ScreenedRow {
    /// The file's own id of the payment.
    pub id: String,
    /// Who is paid.
    pub payee: String,
    /// How much, in whole öre.
    pub amount_ore: i64,
    /// When.
    pub pay_on: NaiveDate,
    /// What was said.
    pub verdict: Verdict,
    /// Why.
    pub reasons: Vec<Reason>,
    /// The hold that it opened or belongs to; empty when none.
    pub hold: String,
}

/// A file that was written.
#[derive(Debug, Clone)]
pub struct Written {
    /// Its name.
    pub name: String,
    /// What it is, in Swedish.
    pub what: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Where payments are screened.
pub trait PaymentDesk: Send + Sync {
    /// All holds as they are now.
    ///
    /// # Errors
    /// [`DeskError::Failed`] when they can not be read.
    fn holds(&self) -> Result<Arc<Holds>, DeskError>;

    /// Notes what the other party says.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when there is no such hold, [`DeskError::Refused`] when it has ended.
    fn answer(&self, answered: Answered) -> Result<(), DeskError>;

    /// Releases a payment, or stops it for good.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when there is no such hold, [`DeskError::Refused`] when it has ended.
    fn end(&self, ended: Ended) -> Result<(), DeskError>;

    /// Screens a payment file; what is held becomes holds.
    ///
    /// # Errors
    /// [`DeskError::Refused`] when the file can not be read, or no decision lets it be screened.
    fn screen(&self, authority: &str, name: &str, bytes: &[u8], on: NaiveDate) -> Result<ScreenedFile, DeskError>;
}
