//! Where decisions are kept: the port that a folder of files fills now and a database later, and its rules in memory.

use std::collections::BTreeMap;

use quorum::{Alone, Person, Proposal};

use super::{Decision, Gap, Record, Revocation};

/// Keeps decisions. [`Registry`] holds the rules; an implementation reads its records into one, asks it, and stores the
/// record that it gives back.
pub trait Decisions {
    /// All records, by id.
    ///
    /// # Errors
    /// [`DecisionsError::Storage`] when they can not be read.
    fn list(&self) -> Result<Vec<Record>, DecisionsError>;

    /// Records a decision that one person brings.
    ///
    /// # Errors
    /// When it is incomplete, when its id is taken, or when it can not be stored.
    fn propose(&mut self, proposal: Proposal<Decision>) -> Result<Record, DecisionsError>;

    /// Confirms a decision as a second person.
    ///
    /// # Errors
    /// When there is none of that id, when it is confirmed, when the person is the same, or when it can not be stored.
    fn confirm(&mut self, id: &str, by: Person, at: &str) -> Result<Record, DecisionsError>;

    /// Revokes a decision.
    ///
    /// # Errors
    /// When there is none of that id, when it is revoked already, or when it can not be stored.
    fn revoke(&mut self, id: &str, revoked: Revocation) -> Result<Record, DecisionsError>;
}

/// Why a decision is not recorded.
#[derive(Debug, thiserror::Error)]
pub enum DecisionsError {
    /// It lacks something that a decision must say.
    #[error("beslutet `{id}` är inte komplett; det saknar {}", listed(gaps))]
    Incomplete {
        /// Id of the decision.
        id: String,
        /// What it lacks.
        gaps: Vec<Gap>,
    },
    /// Another decision has the id. What is decided is not written over.
    #[error("det finns redan ett beslut `{id}`, och ett beslut skrivs inte över; välj ett annat id")]
    Taken {
        /// The id.
        id: String,
    },
    /// There is none.
    #[error("det finns inget beslut `{id}`; de som finns är {}", if known.is_empty() { "inga".to_owned() } else { known.join(", ") })]
    Unknown {
        /// The id.
        id: String,
        /// Those that there are.
        known: Vec<String>,
    },
    /// It is confirmed already.
    #[error("beslutet `{id}` är redan bekräftat av två personer")]
    Confirmed {
        /// The id.
        id: String,
    },
    /// It is revoked.
    #[error("beslutet `{id}` är redan upphävt; fatta ett nytt beslut om det ska gälla igen")]
    Revoked {
        /// The id.
        id: String,
    },
    /// One person can not do it alone.
    #[error(transparent)]
    Alone(Box<Alone<Decision>>),
    /// The place where they are kept failed.
    #[error("besluten går inte att läsa eller spara")]
    Storage(#[source] Box<dyn std::error::Error + Send + Sync>),
}

fn listed(gaps: &[Gap]) -> String {
    gaps.iter().map(Gap::to_string).collect::<Vec<_>>().join("; ")
}

/// Decisions in memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Registry(BTreeMap<String, Record>);

impl Registry {
    /// A registry of what was recorded before.
    ///
    /// # Errors
    /// [`DecisionsError::Taken`] when two have the same id.
    pub fn new(records: impl IntoIterator<Item = Record>) -> Result<Self, DecisionsError> {
        let mut registry = Self::default();
        for record in records {
            registry.add(record)?;
        }
        Ok(registry)
    }

    /// The record with the id.
    ///
    /// # Errors
    /// [`DecisionsError::Unknown`], with those that there are.
    pub fn get(&self, id: &str) -> Result<&Record, DecisionsError> {
        let unknown = || DecisionsError::Unknown { id: id.to_owned(), known: self.0.keys().cloned().collect() };
        self.0.get(id).ok_or_else(unknown)
    }

    fn add(&mut self, record: Record) -> Result<(), DecisionsError> {
        let id = record.decision().id.clone();
        if self.0.contains_key(&id) {
            return Err(DecisionsError::Taken { id });
        }
        self.0.insert(id, record);
        Ok(())
    }
}

impl Decisions for Registry {
    fn list(&self) -> Result<Vec<Record>, DecisionsError> {
        Ok(self.0.values().cloned().collect())
    }

    fn propose(&mut self, proposal: Proposal<Decision>) -> Result<Record, DecisionsError> {
        let record = Record::propose(proposal)?;
        self.add(record.clone())?;
        Ok(record)
    }

    fn confirm(&mut self, id: &str, by: Person, at: &str) -> Result<Record, DecisionsError> {
        let record = self.get(id)?.confirm(by, at)?;
        self.0.insert(id.to_owned(), record.clone());
        Ok(record)
    }
    fn revoke(&mut self, id: &str, revoked: Revocation) -> Result<Record, DecisionsError> {
        let record = self.get(id)?.revoke(revoked)?;
        self.0.insert(id.to_owned(), record.clone());
        Ok(record)
    }
}
