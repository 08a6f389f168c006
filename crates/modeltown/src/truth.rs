//! The truth about a town: what was planted, what only looks like it, and who is in it.

use crate::error::TownError;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::fs;
use std::path::Path;

/// Somebody or something that a signal can be about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SubjectRef {
    /// `organisation`, `employee`, `unit` or `user`.
    pub kind: String,
    /// Ten-digit organisation number or `leverantör <number>`; employee number; unit name or `Bostäder i <postal code>`; user
    /// name, household or case.
    pub id: String,
}

impl SubjectRef {
    /// A subject of a kind.
    pub fn new(kind: &str, id: impl Into<String>) -> Self {
        Self { kind: kind.to_owned(), id: id.into() }
    }
}

/// A planted scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheme {
    /// Stable name, `U-..` for one control, `V-..` for several flows, `H-..` where an identity is hidden.
    pub id: String,
    /// Name in Swedish.
    pub name_sv: String,
    /// What the enabler gives: information, decision, passivity, front, logistics, laundering, procurement favour.
    pub enabler_type: String,
    /// What happens, in Swedish.
    pub description_sv: String,
    /// Codes of the controls that are meant to find it.
    pub controls: Vec<String>,
    /// Who takes part, a party whose number is not in its supplier record under both names.
    pub subjects: Vec<SubjectRef>,
    /// The flows of the municipality that it passes through.
    pub flows: Vec<String>,
    /// Whether somebody's identity in it shows by no number, so that only linkage finds it whole.
    #[serde(default)]
    pub hidden: bool,
}

/// Something innocent that looks like a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decoy {
    /// Stable name.
    pub id: String,
    /// The trap in Swedish.
    pub trap_sv: String,
    /// Code of the control that may fall into it.
    pub control: String,
    /// Who is innocent.
    pub subjects: Vec<SubjectRef>,
}

/// Everything that was planted in a town.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Truth {
    /// The schemes.
    pub schemes: Vec<Scheme>,
    /// The decoys.
    pub decoys: Vec<Decoy>,
}

impl Truth {
    /// Reads the truth of the town in `town` (the folder that [`crate::generate`] wrote).
    ///
    /// # Errors
    /// When `facit/schemes.json` or `facit/decoys.json` is missing or of another shape.
    pub fn load(town: &Path) -> Result<Self, TownError> {
        let folder = town.join("facit");
        Ok(Self { schemes: read(&folder.join("schemes.json"))?, decoys: read(&folder.join("decoys.json"))? })
    }
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T, TownError> {
    let text = fs::read_to_string(path).map_err(|source| TownError::Read { path: path.to_owned(), source })?;
    serde_json::from_str(&text).map_err(|source| TownError::Truth { path: path.to_owned(), source })
}
