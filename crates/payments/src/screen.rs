//! The port of screening: what is asked of a payment, and what is answered.

use serde::{Deserialize, Serialize};

use crate::{Payment, ScreenError};

/// What may be done with a payment. The graver is the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It may go.
    Go,
    /// Somebody should look before it goes.
    Look,
    /// It must not go until two people have released it.
    Hold,
}

/// Why a payment is not simply `Go`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// The id of the document that found it.
    pub check: String,
    /// The version of that document.
    pub version: u32,
    /// What this reason alone asks for.
    pub verdict: Verdict,
    /// The reason, in Swedish.
    pub sentence: String,
}

/// The answer for one payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Screened {
    /// The payment's place.
    pub order: u64,
    /// The payment's id.
    pub id: String,
    /// The gravest of the reasons; `Go` when there is none.
    pub verdict: Verdict,
    /// Every reason.
    pub reasons: Vec<Reason>,
}

/// What the answers rest on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Counts up each time that the index is built anew.
    pub generation: u64,
    /// The snapshots in the index.
    pub snapshots: Vec<String>,
    /// When the index was built, as told by who built it.
    pub built_at: String,
    /// Checks that no decision on control covers, and which were therefore not run.
    #[serde(default)]
    pub not_run: Vec<String>,
    /// What is stale or missing, in Swedish. With any, every verdict is at least `Look`.
    pub warnings: Vec<String>,
}

/// Answers for payments.
pub trait Screener: Send + Sync {
    /// One answer per payment, in order. Never fewer.
    ///
    /// # Errors
    /// [`ScreenError`] when no answer can be given at all; then nothing may go.
    fn screen(&self, payments: &[Payment]) -> Result<Vec<Screened>, ScreenError>;

    /// What the answers rest on now.
    fn basis(&self) -> Basis;
}
