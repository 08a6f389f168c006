//! What can happen to a kept extract. What it shows stands in no event: it is in the file alone.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use library::Register;
use serde::{Deserialize, Serialize};

use super::{ExtractError, KeepsExtract};
use crate::{
    Text,
    id::{AuthorityId, CaseId, FileId, PersonId},
    recruitment::event::Shown,
};

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// It was kept.
    Kept(Box<Kept>),
    /// Somebody read it.
    Read(Reading),
    /// The person begins on another day.
    Starts(Starts),
    /// The original went back to the person.
    Returned(Returned),
    /// Its key was given to those who hold the roles now.
    Shared(Shared),
    /// The time has run out, and somebody proposes to dispose of it.
    DisposalProposed,
}

/// Somebody read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Why.
    pub why: String,
}

/// The person begins on another day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Starts {
    /// The day.
    pub on: NaiveDate,
    /// Why it is another.
    pub why: String,
}

/// The original went back to the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Returned {
    /// The day.
    pub on: NaiveDate,
}

/// Its key was given to more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shared {
    /// To whom, in which role.
    pub holders: BTreeMap<PersonId, String>,
}

/// What a file is, by what it begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A PDF.
    Pdf,
    /// A JPEG.
    Jpeg,
    /// A PNG.
    Png,
}

impl FileKind {
    /// The kind of a file by its bytes; its name is not asked. None for every other kind.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        const END: &[u8] = b"%%EOF";
        let tail = bytes.get(bytes.len().saturating_sub(1024)..).unwrap_or_default();
        let is_ended = tail.windows(END.len()).any(|one| one == END);
        if bytes.starts_with(b"%PDF-") && is_ended {
            Some(Self::Pdf)
        } else if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else {
            None
        }
    }

    /// For the header `Content-Type`.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// How the name of such a file ends.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

/// What is known when an extract is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptDraft {
    /// The record.
    pub extract: CaseId,
    /// Whose.
    pub authority: AuthorityId,
    /// The person.
    pub name: String,
    /// The post.
    pub post: String,
    /// The unit.
    pub unit: String,
    /// Which register it comes from.
    pub register: Register,
    /// The day that the person begins.
    pub starts_on: NaiveDate,
    /// The day that the original went back, when it has.
    pub returned_on: Option<NaiveDate>,
    /// The file.
    pub file: FileId,
    /// What it is.
    pub kind: FileKind,
    /// Its hash.
    pub hash: String,
    /// Who holds the key, in which role.
    pub holders: BTreeMap<PersonId, String>,
}

/// What was kept, and of whom.
///
/// Only [`Kept::new`] makes one, of what the law says and of a check that was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    extract: CaseId,
    authority: AuthorityId,
    name: String,
    post: String,
    unit: String,
    check: String,
    title: Text,
    law: String,
    months: u32,
    register: Register,
    shown_on: NaiveDate,
    extract_on: NaiveDate,
    starts_on: NaiveDate,
    returned_on: Option<NaiveDate>,
    file: FileId,
    kind: FileKind,
    hash: String,
    holders: BTreeMap<PersonId, String>,
}

impl Kept {
    /// What is kept of a check, by the law that says that it is.
    ///
    /// # Errors
    /// [`ExtractError`] when the law speaks of another check or register, the check has no date, or one alone would hold it.
    pub fn new(keeps: &KeepsExtract, shown: &Shown, draft: KeptDraft) -> Result<Self, ExtractError> {
        if shown.basis().check() != keeps.check || !keeps.registers.contains(&draft.register) {
            return Err(ExtractError::Register);
        }
        if draft.holders.len() < 2 {
            return Err(ExtractError::Holders);
        }
        Ok(Self {
            extract: draft.extract,
            authority: draft.authority,
            name: draft.name,
            post: draft.post,
            unit: draft.unit,
            check: keeps.check.clone(),
            title: keeps.title.clone(),
            law: keeps.law.clone(),
            months: keeps.months,
            register: draft.register,
            shown_on: shown.on(),
            extract_on: shown.extract_on().ok_or(ExtractError::NoDate)?,
            starts_on: draft.starts_on,
            returned_on: draft.returned_on,
            file: draft.file,
            kind: draft.kind,
            hash: draft.hash,
            holders: draft.holders,
        })
    }

    /// The record.
    #[must_use]
    pub fn extract(&self) -> CaseId {
        self.extract
    }

    /// Whose.
    #[must_use]
    pub fn authority(&self) -> &AuthorityId {
        &self.authority
    }

    /// The person.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The post.
    #[must_use]
    pub fn post(&self) -> &str {
        &self.post
    }

    /// The unit.
    #[must_use]
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// What the group of posts is called.
    #[must_use]
    pub fn title(&self) -> &Text {
        &self.title
    }

    /// The provision.
    #[must_use]
    pub fn law(&self) -> &str {
        &self.law
    }

    /// At least how many months it is kept, from the day that the person began.
    #[must_use]
    pub fn months(&self) -> u32 {
        self.months
    }

    /// Which register it comes from.
    #[must_use]
    pub fn register(&self) -> Register {
        self.register
    }

    /// The day that it was shown.
    #[must_use]
    pub fn shown_on(&self) -> NaiveDate {
        self.shown_on
    }

    /// Its date.
    #[must_use]
    pub fn extract_on(&self) -> NaiveDate {
        self.extract_on
    }

    /// The day that the person begins, as first written.
    #[must_use]
    pub fn starts_on(&self) -> NaiveDate {
        self.starts_on
    }

    /// The day that the original went back, when it had as it was kept.
    #[must_use]
    pub fn returned_on(&self) -> Option<NaiveDate> {
        self.returned_on
    }

    /// The file.
    #[must_use]
    pub fn file(&self) -> FileId {
        self.file
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> FileKind {
        self.kind
    }

    /// Its hash.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Who holds the key from the first, in which role.
    #[must_use]
    pub fn holders(&self) -> &BTreeMap<PersonId, String> {
        &self.holders
    }
}
