//! What passes between listener and core, as the core sees it.
//!
//! The core asks, at hours of its own; the listener never calls. What comes from a listener is not believed: its names are
//! read as ids, its sizes are bounded, and what it says of a report counts only when it opens.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use casework::id::{AuthorityId, CaseId, FileId, PersonId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use vault::{Stamp, intake::Envelope};

use crate::{Card, SignedCard, VoicesError, folder};

/// The largest file of a reporter, sealed.
pub(crate) const MOST_FILE: u64 = (200 << 20) + (16 << 20);

/// How the core reaches a listener.
pub trait Exchange: Send + Sync {
    /// Reports that the core has not said it has, in the order of their ids.
    ///
    /// # Errors
    /// When the listener cannot be reached.
    fn reports(&self) -> Result<Vec<CaseId>, VoicesError>;

    /// A report as it was handed in.
    ///
    /// # Errors
    /// [`VoicesError::NoReport`] when it is not there or was taken before.
    fn report(&self, report: CaseId) -> Result<Parcel, VoicesError>;

    /// A sealed file, of a report or of a message.
    ///
    /// # Errors
    /// [`VoicesError::NoReport`] when it is not there.
    fn file(&self, report: CaseId, file: FileId) -> Result<Vec<u8>, VoicesError>;

    /// The core has the report on its disk, with its files: the listener keeps only what the reporter comes back to.
    ///
    /// # Errors
    /// When it cannot be told.
    fn report_done(&self, report: CaseId) -> Result<(), VoicesError>;

    /// Letters to cases that the core has not said it has.
    ///
    /// # Errors
    /// When the listener cannot be reached.
    fn posts(&self) -> Result<Vec<(CaseId, u64)>, VoicesError>;

    /// A letter to a case: a [`Said`](crate::letter::Said), sent to the key of the case for
    /// [`in_object`](crate::letter::in_object).
    ///
    /// # Errors
    /// [`VoicesError::NoReport`] when it is not there.
    fn post(&self, report: CaseId, number: u64) -> Result<Vec<u8>, VoicesError>;

    /// The core has the letter and its files.
    ///
    /// # Errors
    /// When it cannot be told.
    fn post_done(&self, report: CaseId, number: u64, files: &[FileId]) -> Result<(), VoicesError>;

    /// A letter to the reporter: a [`Told`](crate::letter::Told), sealed to [`Head::reporter`] for
    /// [`out_object`](crate::letter::out_object). Numbers rise from 1 without gaps; the same may be pushed again.
    ///
    /// # Errors
    /// When it cannot be told.
    fn push(&self, report: CaseId, number: u64, sealed: &[u8], day: NaiveDate) -> Result<(), VoicesError>;

    /// A file for the reporter, sealed to [`Head::reporter`] for [`answer_object`](crate::letter::answer_object); the same
    /// may be pushed again.
    ///
    /// # Errors
    /// When it cannot be told.
    fn push_file(&self, report: CaseId, file: FileId, sealed: &[u8], day: NaiveDate) -> Result<(), VoicesError>;

    /// A new card of a channel.
    ///
    /// # Errors
    /// When it cannot be told.
    fn push_card(&self, channel: &AuthorityId, card: &SignedCard) -> Result<(), VoicesError>;

    /// What the listener holds: what is not among it, it has lost or never had.
    ///
    /// # Errors
    /// When the listener cannot be reached.
    fn kept(&self) -> Result<Kept, VoicesError>;

    /// What a lost listener needs so that the reporter can come back.
    ///
    /// # Errors
    /// When it cannot be told.
    fn restore(&self, restored: &Restored) -> Result<(), VoicesError>;

    /// The report was disposed of: nothing of it stays.
    ///
    /// # Errors
    /// When it cannot be told.
    fn forget(&self, report: CaseId) -> Result<(), VoicesError>;
}

/// What stands of a report in the clear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The report.
    pub report: CaseId,
    /// Whose channel.
    pub channel: AuthorityId,
    /// The day it arrived.
    pub arrived: NaiveDate,
    /// The first word.
    pub locator: String,
    /// Where more is sent to the case, `age1…`.
    pub case: String,
    /// Where answers are sent, `age1…`.
    pub reporter: String,
    /// Whether a name lies beside it.
    pub named: bool,
    /// Its files.
    pub files: Vec<FileId>,
}

/// A report as the core takes it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// What stands in the clear.
    pub head: Head,
    /// Its keys: wraps by the person's id, for [`vault::intake::IntakeKey::adopt`] and the members of the case.
    pub envelope: Envelope,
    /// The first event, an [`Entry`](casework::report::event::Entry) as JSON, sealed for `event/1` as events of cases are.
    pub event: Vec<u8>,
    /// The name, for a custodian and a recipient together: an [`Identity`] as JSON.
    pub identity: Option<Vec<u8>>,
    /// What is told of each file: a [`FileAbout`] as JSON, sealed for `file/<id>/about` with the key of the case. The file
    /// itself is sealed for `file/<id>`.
    pub files: BTreeMap<FileId, Vec<u8>>,
}

/// What is told of a file to those who can open it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileAbout {
    /// The file.
    pub id: FileId,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its blake3, 64 hexadecimal digits.
    pub hash: String,
    /// Whether the reporter chose to send a clean copy, and the original was never kept.
    pub is_copy: bool,
}

/// Who the reporter is, when they say it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// The name.
    pub name: String,
    /// How to reach them.
    pub contact: String,
}

/// What a listener holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// The channels whose cards it has.
    pub cards: BTreeSet<String>,
    /// The reports that their reporters can come back to.
    pub reports: BTreeSet<CaseId>,
}

/// What the core keeps for a lost listener (`voice_lock`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What stands in the clear.
    pub head: Head,
    /// The reporter's keys under the words.
    pub lock: Vec<u8>,
}

/// An exchange over a folder that core and listener share, or that something brings between them whole.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

impl Folder {
    /// Over this folder, which is made when it is not there.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, VoicesError> {
        let path = path.into();
        for name in ["cards", "reports"] {
            folder::make(&path.join(name))?;
        }
        Ok(Self(path))
    }

    /// Signs and pushes a card.
    ///
    /// # Errors
    /// As [`Card::signed`] and [`Exchange::push_card`].
    pub fn put_card(&self, card: &Card, stamp: &Stamp) -> Result<(), VoicesError> {
        self.push_card(&card.channel, &card.signed(stamp)?)
    }

    fn of(&self, report: CaseId) -> PathBuf {
        self.0.join("reports").join(report.to_string())
    }

    fn all(&self) -> Result<Vec<CaseId>, VoicesError> {
        Ok(folder::names(&self.0.join("reports"))?.iter().filter_map(|name| name.parse().ok()).collect())
    }
}

/// A file that must be there.
fn must(path: &Path, most: u64) -> Result<Vec<u8>, VoicesError> {
    folder::read(path, most)?.ok_or(VoicesError::NoReport)
}

impl Exchange for Folder {
    fn reports(&self) -> Result<Vec<CaseId>, VoicesError> {
        // The event is the first thing that goes when the core has the report.
        Ok(self.all()?.into_iter().filter(|report| self.of(*report).join("event").is_file()).collect())
    }

    fn report(&self, report: CaseId) -> Result<Parcel, VoicesError> {
        let path = self.of(report);
        let head: Head = folder::read_json(&path.join("head.json"))?.ok_or(VoicesError::NoReport)?;
        if head.report != report {
            return Err(VoicesError::NoReport);
        }
        let part = |name: &str| must(&path.join(name), folder::MOST);
        let mut wraps = BTreeMap::new();
        for name in folder::names(&path.join("wraps"))? {
            if name.parse::<PersonId>().is_ok() {
                wraps.insert(name.clone(), part(&format!("wraps/{name}"))?);
            }
        }
        let mut files = BTreeMap::new();
        for file in &head.files {
            files.insert(*file, part(&format!("files/{file}.about"))?);
        }
        let (case, reporter) = (head.case.clone(), head.reporter.clone());
        Ok(Parcel {
            envelope: Envelope { wraps, shred: part("shred")?, lock: part("lock")?, case, reporter },
            event: part("event")?,
            identity: folder::read(&path.join("identity"), folder::MOST)?,
            files,
            head,
        })
    }

    fn file(&self, report: CaseId, file: FileId) -> Result<Vec<u8>, VoicesError> {
        must(&self.of(report).join("files").join(file.to_string()), MOST_FILE)
    }

    fn report_done(&self, report: CaseId) -> Result<(), VoicesError> {
        let path = self.of(report);
        let head: Head = folder::read_json(&path.join("head.json"))?.ok_or(VoicesError::NoReport)?;
        for name in ["event", "shred", "identity"] {
            folder::remove(&path.join(name))?;
        }
        folder::remove_all(&path.join("wraps"))?;
        for file in head.files {
            folder::remove(&path.join(format!("files/{file}")))?;
            folder::remove(&path.join(format!("files/{file}.about")))?;
        }
        Ok(())
    }

    fn posts(&self) -> Result<Vec<(CaseId, u64)>, VoicesError> {
        let mut posts = Vec::new();
        for report in self.all()? {
            let numbers = folder::numbers(&self.of(report).join("in"))?;
            posts.extend(numbers.into_iter().map(|number| (report, number)));
        }
        Ok(posts)
    }

    fn post(&self, report: CaseId, number: u64) -> Result<Vec<u8>, VoicesError> {
        must(&self.of(report).join("in").join(number.to_string()), folder::MOST)
    }

    fn post_done(&self, report: CaseId, number: u64, files: &[FileId]) -> Result<(), VoicesError> {
        for file in files {
            folder::remove(&self.of(report).join("files").join(file.to_string()))?;
        }
        folder::remove(&self.of(report).join("in").join(number.to_string()))
    }

    fn push(&self, report: CaseId, number: u64, sealed: &[u8], day: NaiveDate) -> Result<(), VoicesError> {
        let path = self.of(report);
        if !path.join("head.json").is_file() {
            return Err(VoicesError::NoReport);
        }
        folder::make(&path.join("out"))?;
        folder::write(&path.join("out").join(number.to_string()), sealed, Some(day))
    }

    fn push_file(&self, report: CaseId, file: FileId, sealed: &[u8], day: NaiveDate) -> Result<(), VoicesError> {
        let path = self.of(report);
        if !path.join("head.json").is_file() {
            return Err(VoicesError::NoReport);
        }
        folder::make(&path.join("answers"))?;
        folder::write(&path.join("answers").join(file.to_string()), sealed, Some(day))
    }

    fn push_card(&self, channel: &AuthorityId, card: &SignedCard) -> Result<(), VoicesError> {
        folder::write_json(&self.0.join("cards").join(format!("{channel}.json")), card, None)
    }

    fn kept(&self) -> Result<Kept, VoicesError> {
        let cards = folder::names(&self.0.join("cards"))?;
        let is_whole = |report: &CaseId| ["head.json", "lock"].iter().all(|name| self.of(*report).join(name).is_file());
        Ok(Kept {
            cards: cards.iter().filter_map(|name| name.strip_suffix(".json")).map(str::to_owned).collect(),
            reports: self.all()?.into_iter().filter(is_whole).collect(),
        })
    }

    fn restore(&self, restored: &Restored) -> Result<(), VoicesError> {
        let Restored { head, lock } = restored;
        let path = self.of(head.report);
        // What is there is newer than what the core kept.
        if path.join("head.json").is_file() {
            return Ok(());
        }
        folder::make(&path)?;
        folder::write(&path.join("lock"), lock, Some(head.arrived))?;
        let head = Head { files: Vec::new(), ..head.clone() };
        folder::write_json(&path.join("head.json"), &head, Some(head.arrived))
    }

    fn forget(&self, report: CaseId) -> Result<(), VoicesError> {
        folder::remove_all(&self.of(report))
    }
}
