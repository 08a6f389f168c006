//! The way of a control's version into use: draft, tested, confirmed by a second person, published. No step can be skipped.
//!
//! ```
//! use quorum::Person;
//! use signals::{publication::{Draft, Published, Shelf, TestReport}, replay::Answers};
//!
//! let draft = Draft::new("SP-01", 2, "the whole document, with its parameters");
//! let tested = draft.tested(TestReport { passed: 12, failed: 0, replay: "3f".to_owned(), answers: Answers::default() })?;
//! let proposal = tested.propose("färre falska larm", Person::new("Anna")?, "2026-11-22");
//! let published = Published::new(proposal.confirm(Person::new("Bo")?, "2026-11-23")?);
//! let mut shelf = Shelf::default();
//! shelf.add(published)?;
//! assert!(shelf.check(&Draft::new("SP-01", 2, "a document that was changed afterwards")).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::collections::BTreeMap;

use quorum::{Agreed, Person, Proposal};
use serde::{Deserialize, Serialize};

use crate::replay::Answers;

/// A version of a control that is being written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Draft {
    control: String,
    version: u32,
    hash: String,
}

/// What the tests of a draft gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestReport {
    /// Cases of the document that passed.
    pub passed: u64,
    /// Cases that failed.
    pub failed: u64,
    /// Hash of the replay beside the live version ([`Replay::hash`](crate::replay::Replay::hash)).
    pub replay: String,
    /// How often each version was right in the examples that people judged blind.
    #[serde(default)]
    pub answers: Answers,
}

/// A version whose cases pass and that was replayed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Untested", into = "Untested")]
pub struct Tested {
    draft: Draft,
    report: TestReport,
}

#[derive(Serialize, Deserialize)]
struct Untested {
    draft: Draft,
    report: TestReport,
}

/// A version in use. It never changes: another text is another version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Published(Agreed<Tested>);

/// Why a version is not published.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PublicationError {
    /// Cases failed, or there are none.
    #[error(
        "{control} version {version} kan inte publiceras: {passed} prov är godkända och {failed} underkända; alla ska vara godkända, och minst ett ska finnas"
    )]
    Failed {
        /// Control id.
        control: String,
        /// The version.
        version: u32,
        /// Cases that passed.
        passed: u64,
        /// Cases that failed.
        failed: u64,
    },
    /// It was not replayed.
    #[error(
        "{control} version {version} är inte jämförd med den version som gäller; kör den över de senaste 12 till 36 månaderna först"
    )]
    NotReplayed {
        /// Control id.
        control: String,
        /// The version.
        version: u32,
    },
    /// The version is published with another text.
    #[error("{control} version {version} är publicerad och ändras inte; ge den nya texten version {next}")]
    Changed {
        /// Control id.
        control: String,
        /// The version.
        version: u32,
        /// The next free version.
        next: u32,
    },
}

impl Draft {
    /// A draft of the control's version with this text. All that decides what it finds is in the text: document and
    /// parameters.
    #[must_use]
    pub fn new(control: &str, version: u32, text: &str) -> Self {
        let hash = blake3::hash(text.as_bytes()).to_hex().to_string();
        Self { control: control.to_owned(), version, hash }
    }

    /// Control id.
    #[must_use]
    pub fn control(&self) -> &str {
        &self.control
    }

    /// The version.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Hash of the text in hex.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The draft with its tests.
    ///
    /// # Errors
    /// [`PublicationError::Failed`] or [`PublicationError::NotReplayed`].
    pub fn tested(self, report: TestReport) -> Result<Tested, PublicationError> {
        Untested { draft: self, report }.try_into()
    }
}

impl Tested {
    /// The draft.
    #[must_use]
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Its tests.
    #[must_use]
    pub fn report(&self) -> &TestReport {
        &self.report
    }

    /// Proposes it for use; somebody else confirms.
    #[must_use]
    pub fn propose(self, reason: &str, by: Person, at: &str) -> Proposal<Self> {
        Proposal { what: self, reason: reason.to_owned(), by, at: at.to_owned() }
    }
}

impl TryFrom<Untested> for Tested {
    type Error = PublicationError;

    fn try_from(Untested { draft, report }: Untested) -> Result<Self, PublicationError> {
        let (control, version) = (draft.control.clone(), draft.version);
        let TestReport { passed, failed, ref replay, .. } = report;
        if failed > 0 || passed == 0 {
            return Err(PublicationError::Failed { control, version, passed, failed });
        }
        if replay.trim().is_empty() {
            return Err(PublicationError::NotReplayed { control, version });
        }
        Ok(Self { draft, report })
    }
}

impl From<Tested> for Untested {
    fn from(Tested { draft, report }: Tested) -> Self {
        Self { draft, report }
    }
}

impl Published {
    /// The version that two people have agreed to use.
    #[must_use]
    pub fn new(act: Agreed<Tested>) -> Self {
        Self(act)
    }

    /// The act: what was tested, who published it, when and why.
    #[must_use]
    pub fn act(&self) -> &Agreed<Tested> {
        &self.0
    }
}

/// All published versions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shelf(BTreeMap<(String, u32), Published>);

impl Shelf {
    /// Adds a version.
    ///
    /// # Errors
    /// [`PublicationError::Changed`] when the version is there with another text. The same text again changes nothing.
    pub fn add(&mut self, published: Published) -> Result<(), PublicationError> {
        let draft = published.act().what().draft();
        self.check(draft)?;
        self.0.entry((draft.control.clone(), draft.version)).or_insert(published);
        Ok(())
    }

    /// Whether a text may be used as this version: it is the published one, or the version is not published.
    ///
    /// # Errors
    /// [`PublicationError::Changed`] when the version is published with another text.
    pub fn check(&self, draft: &Draft) -> Result<(), PublicationError> {
        let key = (draft.control.clone(), draft.version);
        let published = self.0.get(&key).map(|published| published.act().what().draft());
        match published {
            Some(known) if known.hash != draft.hash => {
                let next =
                    self.live(&draft.control).map_or(draft.version, |live| live.act().what().draft().version) + 1;
                Err(PublicationError::Changed { control: key.0, version: key.1, next })
            }
            _ => Ok(()),
        }
    }

    /// The version of the control that is in use: the highest.
    #[must_use]
    pub fn live(&self, control: &str) -> Option<&Published> {
        let versions = (control.to_owned(), 0)..=(control.to_owned(), u32::MAX);
        self.0.range(versions).next_back().map(|(_, published)| published)
    }
}
