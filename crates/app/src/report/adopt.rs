//! What the listener hands to the core: reports as they came in, and what reporters send later. The core opens none of it.

use std::collections::BTreeMap;

use casework::{id::FileId, report::clock::acknowledge_by};
use chrono::NaiveDate;
use journal::{Outcome, Phase, Record};
use store::{File, Member, NewCase, VoiceLock, VoicePost, Way};
use vault::intake::IntakeKey;
use voices::{Head, Parcel};

use super::*;

impl App {
    /// Files a report that came in. It may be repeated: what is there already stays as it is. When this has returned, the
    /// listener may forget it.
    ///
    /// Done by the program, for nobody; it stands in the journal as an act of the program.
    ///
    /// # Errors
    /// When its channel or a recipient is not known here, when its shred key was sealed to another core, and when the
    /// database fails.
    pub async fn report_adopt(
        &self,
        intake: &IntakeKey,
        parcel: &Parcel,
        files: Vec<(FileId, Vec<u8>)>,
    ) -> Result<(), AppError> {
        let (id, head) = (parcel.head.report.to_string(), &parcel.head);
        let channels = self.store.voice_channel_list().await.map_err(AppError::Store)?;
        if !channels.iter().any(|one| one.authority == head.channel.as_str()) {
            return Err(AppError::NotFound);
        }
        intake.adopt(&id, &parcel.envelope.shred, &self.shred)?;
        if self.store.case_get(&id).await.map_err(AppError::Store)?.is_none() {
            let opens = self.by_itself((head, head.arrived), "report_adopt", Phase::Opened, String::new()).await?;
            let opened = self
                .store
                .case_open(&new_case(&id, head, &parcel.envelope.wraps, vec![parcel.event.clone()]))
                .await
                .map_err(AppError::Store);
            let outcome = if opened.is_ok() { Outcome::Done } else { Outcome::Failed };
            let payload = if opened.is_ok() { self.extent(&id).with(&parcel.event).payload() } else { String::new() };
            self.by_itself((head, head.arrived), "report_adopt", Phase::Closed { opens, outcome }, payload).await?;
            opened?;
        }
        let there = self.store.case_file_list(&id).await.map_err(AppError::Store)?;
        let abouts = parcel.files.iter().map(|(file, about)| (format!("{file}.about"), about.clone()));
        let files = files.into_iter().map(|(file, sealed)| (file.to_string(), sealed));
        for (file, sealed) in files.chain(abouts) {
            if there.iter().all(|one| one.id != file) {
                let (case_id, size) = (id.clone(), sealed.len() as u64);
                self.store.case_file_put(&File { case_id, id: file, sealed, size }).await.map_err(AppError::Store)?;
            }
        }
        if let Some(identity) = &parcel.identity {
            self.store.voice_identity_put(&id, identity).await.map_err(AppError::Store)?;
        }
        let lock = lock_of(&id, head, parcel.envelope.lock.clone());
        self.store.voice_lock_put(&lock).await.map_err(AppError::Store)
    }

    /// Keeps what a reporter has sent, until a recipient opens the report. It may be
    /// repeated. A report that is not there, as one that was disposed of, takes nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn report_receive(&self, report: CaseId, post: u64, sealed: Vec<u8>) -> Result<(), AppError> {
        let plain = self.report_plain(&report).await?;
        if plain.current().next().is_none() {
            return Ok(());
        }
        let id = format!("{post:08}");
        let post = VoicePost { report: report.to_string(), way: Way::In, id, sealed, done: false };
        self.store.voice_post_put(&post).await.map_err(AppError::Store)?;
        Ok(())
    }

    /// An entry of the journal for what the program does by itself. The time is the noon of the day.
    pub(super) async fn by_itself(
        &self,
        (head, day): (&Head, NaiveDate),
        action: &str,
        phase: Phase,
        payload: String,
    ) -> Result<u64, AppError> {
        let record = Record {
            at: format!("{day}T12:00:00Z"),
            actor: self.blind.person("insyn"),
            role: "insyn".to_owned(),
            authority: head.channel.to_string(),
            action: action.to_owned(),
            object: self.case_object(&head.report),
            phase,
            payload,
        };
        self.journal.write(record).await.map_err(AppError::Store)
    }
}

/// The rows of a report: its recipients, and its events as they are sealed.
pub(super) fn new_case(id: &str, head: &Head, wraps: &BTreeMap<String, Vec<u8>>, events: Vec<Vec<u8>>) -> NewCase {
    let day = head.arrived.to_string();
    let member = |(person, wrap): (&String, &Vec<u8>)| Member {
        case_id: id.to_owned(),
        person: person.clone(),
        wrapped_key: Some(wrap.clone()),
        since: day.clone(),
        until: None,
        proposal: None,
    };
    NewCase {
        members: wraps.iter().map(member).collect(),
        kind: REPORT.to_owned(),
        authority: head.channel.to_string(),
        next_deadline: Some(acknowledge_by(head.arrived).to_string()),
        next_clock: Some("acknowledge".to_owned()),
        events,
        hints: Vec::new(),
        opened_at: day,
        id: id.to_owned(),
    }
}

/// What the listener holds of a report.
pub(super) fn lock_of(id: &str, head: &Head, lock: Vec<u8>) -> VoiceLock {
    VoiceLock {
        report: id.to_owned(),
        locator: head.locator.clone(),
        lock,
        reporter: head.reporter.clone(),
        sent_to: head.case.clone(),
    }
}
