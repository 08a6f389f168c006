//! The journal: read it, verify that it is whole, and write the line that is registered outside.

use access::{Action, Resource};
use journal::{Broken, Entry, Head, Outcome, Phase, SignedHead, SigningKey};

use crate::{App, AppError, Cx, app::Ask, stamp};

/// Links that one page shows.
pub const PAGE: u64 = 100;

/// Whether the journal is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wholeness {
    /// Every entry stands as it was written.
    Whole {
        /// How many entries.
        entries: u64,
        /// Acts that were begun and never closed: the program was stopped in the middle.
        unfinished: u64,
    },
    /// It is not.
    Broken {
        /// The first entry that is not as it was written.
        seq: u64,
        /// Why, in Swedish.
        why: String,
    },
}

/// How far an act had come when an entry was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Before it.
    Begun,
    /// It was done.
    Done,
    /// The person may not.
    Denied,
    /// It did not succeed.
    Failed,
    /// What it was about is not there.
    NotFound,
}

/// An entry, as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalRow {
    /// Its number.
    pub seq: u64,
    /// When, UTC: `2026-11-22T09:00:00Z`.
    pub at: String,
    /// Who: a pseudonym.
    pub actor: String,
    /// In which role, as the policies call it.
    pub role: String,
    /// For which authority; empty for the whole installation.
    pub authority: String,
    /// What, as the policies call it: `case_show`.
    pub action: String,
    /// What, in Swedish; empty for an act that is no longer known.
    pub label: &'static str,
    /// With what.
    pub object: String,
    /// How it went.
    pub stage: Stage,
    /// The entry that it closes.
    pub opens: Option<u64>,
}

impl From<Entry> for JournalRow {
    fn from(entry: Entry) -> Self {
        let Entry { seq, record } = entry;
        let (stage, opens) = match record.phase {
            Phase::Opened => (Stage::Begun, None),
            Phase::Closed { opens, outcome: Outcome::Done } => (Stage::Done, Some(opens)),
            Phase::Closed { opens, outcome: Outcome::Denied } => (Stage::Denied, Some(opens)),
            Phase::Closed { opens, outcome: Outcome::Failed } => (Stage::Failed, Some(opens)),
            Phase::Closed { opens, outcome: Outcome::NotFound } => (Stage::NotFound, Some(opens)),
        };
        Self {
            seq,
            stage,
            opens,
            label: record.action.parse::<Action>().map_or("", Action::label_sv),
            at: record.at,
            actor: record.actor,
            role: record.role,
            authority: record.authority,
            action: record.action,
            object: record.object,
        }
    }
}

impl App {
    /// The newest entries, or those before one, as they are read.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn journal_page(&self, cx: &Cx, before: Option<u64>) -> Result<Vec<JournalRow>, AppError> {
        Ok(self.journal_read(cx, before).await?.into_iter().map(JournalRow::from).collect())
    }

    /// The newest entries.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn journal_read(&self, cx: &Cx, before: Option<u64>) -> Result<Vec<Entry>, AppError> {
        let ask = Ask { action: Action::JournalRead, resource: &Resource::Journal, object: "journal".to_owned() };
        self.perform(cx, ask, async {
            let links = match before {
                None => self.store.journal_newest(PAGE).await,
                Some(before) => self.store.journal_lines(before.saturating_sub(PAGE).max(1), PAGE).await,
            };
            let entries: Result<Vec<Entry>, _> =
                links.map_err(AppError::Store)?.iter().map(journal::Link::entry).collect();
            let mut entries = entries.map_err(|error| AppError::Internal(error.to_string()))?;
            entries.retain(|entry| before.is_none_or(|before| entry.seq < before));
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.seq));
            Ok(entries)
        })
        .await
    }

    /// Reads the whole journal and says whether it is as it was written, and not shorter than any head that was signed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn journal_verify(&self, cx: &Cx) -> Result<Wholeness, AppError> {
        let ask = Ask { action: Action::JournalVerify, resource: &Resource::Journal, object: "journal".to_owned() };
        self.perform(cx, ask, self.wholeness()).await
    }

    /// As [`App::journal_verify`], for the command line, where nobody is signed in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn wholeness(&self) -> Result<Wholeness, AppError> {
        let mut heads = Vec::new();
        for line in self.store.journal_head_list().await.map_err(AppError::Store)? {
            let head: Result<SignedHead, _> = line.parse();
            match head {
                Ok(head) if head.check(&self.head_key().verifying()).is_ok() => heads.push(head.head.tip),
                _ => {
                    return Ok(Wholeness::Broken {
                        seq: 0,
                        why: format!("Kvittot `{line}` är inte undertecknat av Insyn."),
                    });
                }
            }
        }
        match self.store.journal_verify(heads).await {
            Ok(verified) => Ok(Wholeness::Whole { entries: verified.count, unfinished: verified.open.len() as u64 }),
            Err(store::Error::Broken(Broken { seq, why })) => Ok(Wholeness::Broken { seq, why: why.to_string() }),
            Err(error) => Err(AppError::Store(error)),
        }
    }

    /// Signs how far the journal reaches, keeps it, and gives the line to register in the diary.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn journal_head(&self, cx: &Cx) -> Result<String, AppError> {
        let ask = Ask { action: Action::JournalHeadExport, resource: &Resource::Journal, object: "journal".to_owned() };
        self.perform(cx, ask, self.sign_head()).await
    }

    /// As [`App::journal_head`], for the program's own daily head.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_head(&self) -> Result<String, AppError> {
        let tip = self.store.journal_tip().await.map_err(AppError::Store)?;
        let head = Head { tip, at: stamp(self.now()) }
            .sign(&self.head_key())
            .map_err(|error| AppError::Internal(error.to_string()))?;
        self.store.journal_head_put(&head).await.map_err(AppError::Store)?;
        Ok(head.to_string())
    }

    fn head_key(&self) -> SigningKey {
        SigningKey::from_seed(*self.server.subkey("journal head"))
    }
}
