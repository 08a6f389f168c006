//! What is written down: facts, notes, evidence, marks, documents, and what left the case.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Seq, Two};
use crate::id::{AuthorityId, FileId, PersonId};

/// A fact became known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// What.
    pub text: String,
    /// The day the employer knew, which the clocks count from; often earlier than the day it is written.
    pub known_on: NaiveDate,
    /// The clocks of the routine that it starts; no fact starts a clock by itself.
    #[serde(default)]
    pub starts: Vec<String>,
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Who reads it.
    pub layer: Layer,
    /// The note.
    pub text: String,
    /// The note of one's own that this one corrects; that one stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<Seq>,
}

/// Who reads a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// All members.
    All,
    /// Those who handle the case: HR, coordinator, handlers.
    Handlers,
    /// The one who wrote it.
    Me,
}

/// Evidence was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Kind.
    pub kind: EvidenceKind,
    /// What it is.
    pub title: String,
    /// Where it comes from: file and line, register and snapshot, a person.
    pub from: String,
    /// Who handed it over.
    pub handed_over_by: String,
    /// Rows, copied whole at the moment they were taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<Rows>,
    /// The sealed file, of which only re-encoded copies are shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<FileId>,
    /// blake3 of the original file, or of the rows as [`Rows::hash`] makes it; 64 hexadecimal digits.
    pub hash: String,
    /// Who has had it before.
    #[serde(default)]
    pub custody: Vec<Custody>,
}

/// Kind of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// Rows behind a signal.
    SignalRows,
    /// A file.
    File,
    /// Something that lies elsewhere: a binder, a telephone.
    Other,
}

/// Rows of a table, as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rows {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Cells, as many in each row as there are columns; none is a missing value.
    pub rows: Vec<Vec<Option<String>>>,
}

impl Rows {
    /// blake3 over every name and cell, each behind its length as eight bytes, least significant first; a missing value
    /// is a length of all ones. Two tables that differ anywhere differ here.
    #[must_use]
    pub fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        let number = |number: usize| u64::try_from(number).unwrap_or(u64::MAX).to_le_bytes();
        hasher.update(&number(self.columns.len()));
        for name in &self.columns {
            hasher.update(&number(name.len()));
            hasher.update(name.as_bytes());
        }
        for row in &self.rows {
            hasher.update(&number(row.len()));
            for cell in row {
                match cell {
                    None => hasher.update(&u64::MAX.to_le_bytes()),
                    Some(text) => hasher.update(&number(text.len())).update(text.as_bytes()),
                };
            }
        }
        hasher.finalize().to_hex().to_string()
    }
}

/// A link of the chain of custody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Custody {
    /// When.
    pub at: DateTime<Utc>,
    /// Who has it.
    pub holder: String,
    /// What was done with it.
    pub what: String,
}

/// Evidence changed hands or was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustodyAdded {
    /// The event that took it.
    pub evidence: Seq,
    /// The new link.
    pub entry: Custody,
}

/// A signal belongs to the case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignalLink {
    /// Whose registers it was found in.
    pub authority: AuthorityId,
    /// The signal.
    pub fingerprint: String,
}

/// A provision of offentlighets- och sekretesslagen (2009:400).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provision {
    /// Chapter.
    pub chapter: u16,
    /// Section: `1`, `15 a`.
    pub section: String,
}

impl std::fmt::Display for Provision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OSL {} kap. {} §", self.chapter, self.section)
    }
}

/// Something was marked as secret (OSL 5:5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecrecyMark {
    /// The provision.
    pub provision: Provision,
    /// What it protects here.
    pub reason: String,
    /// The event that is marked; none for the whole case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Seq>,
}

/// A document was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The template of the routine.
    pub template: String,
    /// Title.
    pub title: String,
    /// The sealed file.
    pub file: FileId,
    /// blake3 of the file; 64 hexadecimal digits.
    pub hash: String,
    /// The decision that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Seq>,
}

/// Something was disclosed to another authority. By two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disclosure {
    /// The receiving authority and person.
    pub to: String,
    /// What, item by item.
    pub items: Vec<String>,
    /// The ground, as it is cited.
    pub law: String,
    /// How need and secrecy were weighed.
    pub weighing: String,
    /// The day.
    pub on: NaiveDate,
    /// By whom.
    pub two: Two,
}

/// Somebody was told what a law says they must be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Telling {
    /// Who was told.
    pub who: String,
    /// What.
    pub what: String,
    /// By which law, as it is cited.
    pub law: String,
    /// The day.
    pub on: NaiveDate,
}

/// A member who had no keys when the case was opened got its key. Only those whom the opening names get it so, and each
/// only once: who lost their keys since is helped by custodians.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyGiven {
    /// Who.
    pub person: PersonId,
    /// The fingerprint of the open key that it was given to.
    pub fingerprint: String,
}
