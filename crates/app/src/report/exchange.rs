//! A turn with the listener: what came in is filed, what waits for reporters is handed over, and cards are renewed. The core
//! asks and opens nothing; the program does it by itself, every quarter of an hour.

use std::{collections::BTreeSet, sync::Arc};

use casework::id::{AuthorityId, FileId};
use chrono::NaiveDate;
use journal::{Outcome, Phase};
use store::{File, Way};
use vault::{Stamp, intake::IntakeKey};
use voices::{Exchange, Head, Restored, VoicesError, letter::file_object};

use super::{
    answer::{ANSWER, answer_row},
    post::{ANSWERED, FORGET, WANTED},
    *,
};
use crate::app::blocking;

/// The listener, as it is asked.
pub type Listener = Arc<dyn Exchange>;

/// What a turn has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Turn {
    /// Reports that came in.
    pub reports: u64,
    /// Letters and files that came in.
    pub received: u64,
    /// Letters that were handed over.
    pub sent: u64,
    /// Reports that the listener lacked, and has now.
    pub filled: u64,
    /// What could not be taken in, and stays at the listener.
    pub refused: u64,
}

fn broken(error: VoicesError) -> AppError {
    AppError::Internal(error.to_string())
}

/// Asks the listener, on a thread of its own.
async fn ask<T: Send + 'static>(
    listener: &Listener,
    what: impl FnOnce(&dyn Exchange) -> Result<T, VoicesError> + Send + 'static,
) -> Result<T, AppError> {
    let listener = Arc::clone(listener);
    blocking(move || what(&*listener)).await?.map_err(broken)
}

impl App {
    /// A turn with the listener. It may be stopped anywhere and taken again. What one report says no to hinders no other.
    ///
    /// # Errors
    /// When the listener can not be reached or the database fails.
    pub async fn report_turn(&self, listener: &Listener, intake: &IntakeKey) -> Result<Turn, AppError> {
        let mut turn = Turn::default();
        let kept = ask(listener, |from| from.kept()).await?;
        self.push_cards(listener, intake, &kept.cards).await?;
        for report in ask(listener, |from| from.reports()).await? {
            match self.pull_report(listener, intake, report).await {
                Ok(()) => turn.reports += 1,
                Err(AppError::Store(error)) => return Err(AppError::Store(error)),
                Err(_) => turn.refused += 1,
            }
        }
        for (report, number) in ask(listener, |from| from.posts()).await? {
            let sealed = ask(listener, move |from| from.post(report, number)).await?;
            self.report_receive(report, number, sealed).await?;
            ask(listener, move |from| from.post_done(report, number, &[])).await?;
            turn.received += 1;
        }
        turn.received += self.pull_files(listener).await?;
        turn.filled = self.refill(listener).await?;
        self.push_answers(listener).await?;
        turn.sent = self.push_posts(listener).await?;
        for row in self.store.setting_list(FORGET).await.map_err(AppError::Store)? {
            if let Some(report) = row.name.strip_prefix(FORGET).and_then(|id| id.parse().ok()) {
                ask(listener, move |from| from.forget(report)).await?;
            }
            self.store.setting_remove(&row.name).await.map_err(AppError::Store)?;
        }
        Ok(turn)
    }

    async fn pull_report(&self, listener: &Listener, intake: &IntakeKey, report: CaseId) -> Result<(), AppError> {
        let parcel = ask(listener, move |from| from.report(report)).await?;
        let mut files = Vec::new();
        for file in parcel.head.files.clone() {
            files.push((file, ask(listener, move |from| from.file(report, file)).await?));
        }
        self.report_adopt(intake, &parcel, files).await?;
        ask(listener, move |from| from.report_done(report)).await
    }

    /// Fetches the files of messages that a recipient has read.
    async fn pull_files(&self, listener: &Listener) -> Result<u64, AppError> {
        let mut fetched = 0;
        for row in self.store.setting_list(WANTED).await.map_err(AppError::Store)? {
            let named = row.name.strip_prefix(WANTED).and_then(|rest| rest.split_once('/'));
            let ids = named.and_then(|(report, file)| Some((report.parse().ok()?, file.parse().ok()?)));
            let number = <[u8; 8]>::try_from(row.value.as_slice()).map(u64::from_be_bytes).unwrap_or_default();
            if let Some((report, file)) = ids {
                let (report, file): (CaseId, FileId) = (report, file);
                let Ok(sealed) = ask(listener, move |from| from.file(report, file)).await else { continue };
                let (case_id, size) = (report.to_string(), sealed.len() as u64);
                match self.store.case_file_put(&File { case_id, id: file.to_string(), sealed, size }).await {
                    Ok(()) | Err(store::Error::Exists { .. } | store::Error::Conflict { .. }) => {}
                    Err(error) => return Err(AppError::Store(error)),
                }
                ask(listener, move |from| from.post_done(report, number, &[file])).await?;
                fetched += 1;
            }
            self.store.setting_remove(&row.name).await.map_err(AppError::Store)?;
        }
        Ok(fetched)
    }

    /// Hands over the pictures for reporters, before the letters that tell of them.
    async fn push_answers(&self, listener: &Listener) -> Result<(), AppError> {
        let today = crate::swedish_day(self.now());
        for row in self.store.setting_list(ANSWERED).await.map_err(AppError::Store)? {
            let named = row.name.strip_prefix(ANSWERED).and_then(|rest| rest.split_once('/'));
            if let Some((Ok(report), Ok(file))) = named.map(|(report, file)| (report.parse(), file.parse()))
                && !self.push_answer(listener, (report, file), today).await?
            {
                // One that can not be handed over hinders no other.
                continue;
            }
            self.store.setting_remove(&row.name).await.map_err(AppError::Store)?;
        }
        Ok(())
    }

    /// Hands over a picture for the reporter; whether the listener has it now.
    async fn push_answer(
        &self,
        listener: &Listener,
        (report, file): (CaseId, FileId),
        today: NaiveDate,
    ) -> Result<bool, AppError> {
        let kept = self.store.case_file_get(&report.to_string(), &answer_row(file)).await.map_err(AppError::Store)?;
        let Some(kept) = kept else { return Ok(true) };
        Ok(ask(listener, move |to| to.push_file(report, file, &kept.sealed, today)).await.is_ok())
    }

    async fn push_posts(&self, listener: &Listener) -> Result<u64, AppError> {
        let (mut sent, today) = (0, crate::swedish_day(self.now()));
        for post in self.store.voice_post_waiting(Way::Out, None).await.map_err(AppError::Store)? {
            let (Ok(report), Ok(number)) = (post.report.parse::<CaseId>(), post.id.parse::<u64>()) else { continue };
            let sealed = post.sealed.clone();
            // One that can not be handed over hinders no other.
            if ask(listener, move |to| to.push(report, number, &sealed, today)).await.is_ok() {
                self.store.voice_post_done(&post).await.map_err(AppError::Store)?;
                sent += 1;
            }
        }
        Ok(sent)
    }

    /// Gives the listener what it lacks of reports, so that their reporters can come back: what it has lost, with the letters
    /// that it had, and the oral reports that a recipient wrote down. How many there were.
    async fn refill(&self, listener: &Listener) -> Result<u64, AppError> {
        let (kind, today) = (Some(REPORT.to_owned()), crate::swedish_day(self.now()));
        let filter = store::CaseFilter { kind, ..store::CaseFilter::default() };
        let kept = ask(listener, |from| from.kept()).await?.reports;
        let mut filled = 0;
        for record in self.store.case_list(&filter).await.map_err(AppError::Store)? {
            let is_kept = record.id.parse().is_ok_and(|id: CaseId| kept.contains(&id));
            if is_kept || record.state == store::CaseState::Disposed {
                continue;
            }
            let Some(restored) = self.restored(&record).await? else { continue };
            let head = restored.head.clone();
            let opens = self.by_itself((&head, today), "report_refill", Phase::Opened, String::new()).await?;
            let given = self.give_back(listener, restored, today).await;
            let outcome = if given.is_ok() { Outcome::Done } else { Outcome::Failed };
            self.by_itself((&head, today), "report_refill", Phase::Closed { opens, outcome }, String::new()).await?;
            given?;
            filled += 1;
        }
        Ok(filled)
    }

    async fn give_back(&self, listener: &Listener, restored: Restored, today: NaiveDate) -> Result<(), AppError> {
        let report = restored.head.report;
        ask(listener, move |to| to.restore(&restored)).await?;
        for file in self.store.case_file_list(&report.to_string()).await.map_err(AppError::Store)? {
            if let Some(Ok(file)) = file.id.strip_suffix(ANSWER).map(str::parse) {
                self.push_answer(listener, (report, file), today).await?;
            }
        }
        for post in self.store.voice_posts_sent(&report.to_string()).await.map_err(AppError::Store)? {
            let Ok(number) = post.id.parse::<u64>() else { continue };
            ask(listener, move |to| to.push(report, number, &post.sealed, today)).await?;
        }
        Ok(())
    }

    /// What the reporter comes back to by the listener; none when there are no words.
    async fn restored(&self, record: &store::Case) -> Result<Option<Restored>, AppError> {
        let Some(lock) = self.store.voice_lock_get(&record.id).await.map_err(AppError::Store)? else {
            return Ok(None);
        };
        let named = self.store.voice_identity_get(&record.id).await.map_err(AppError::Store)?.is_some();
        let channel = record.authority.parse::<AuthorityId>();
        let (Ok(report), Ok(channel), Ok(arrived)) = (record.id.parse(), channel, record.opened_at.parse()) else {
            return Ok(None);
        };
        let (locator, case, reporter) = (lock.locator, lock.sent_to, lock.reporter);
        let head = Head { report, channel, arrived, locator, case, reporter, named, files: Vec::new() };
        Ok(Some(Restored { head, lock: lock.lock }))
    }

    /// Hands over the cards of channels that are not as they were handed over last, or that the listener has lost.
    async fn push_cards(
        &self,
        listener: &Listener,
        intake: &IntakeKey,
        held: &BTreeSet<String>,
    ) -> Result<(), AppError> {
        for channel in self.store.voice_channel_list().await.map_err(AppError::Store)? {
            let mut card = self.card_of(&channel, intake.recipient()).await?;
            let name = format!("voice-card/{}", channel.authority);
            let kept = self.store.setting_get(&name).await.map_err(AppError::Store)?.unwrap_or_default();
            let (serial, hash) = kept
                .split_first_chunk::<8>()
                .map_or((0, [].as_slice()), |(serial, hash)| (u64::from_be_bytes(*serial), hash));
            let text = serde_json::to_vec(&card).map_err(|error| AppError::Internal(crate::error::place(&error)))?;
            let now = blake3::hash(&text);
            if hash == now.as_bytes() && held.contains(&channel.authority) {
                continue;
            }
            (card.serial, card.made) = (serial + 1, crate::swedish_day(self.now()));
            let signed = card.signed(&Stamp::of(&self.server)).map_err(broken)?;
            let of = card.channel.clone();
            ask(listener, move |to| to.push_card(&of, &signed)).await?;
            let kept = [&card.serial.to_be_bytes()[..], now.as_bytes()].concat();
            self.store.setting_put(&name, &kept).await.map_err(AppError::Store)?;
        }
        Ok(())
    }
}

/// Where a file of a report is sealed for.
pub(super) fn file_place(file: FileId) -> String {
    file_object(file)
}
