//! What goes between reporter and recipients: letters that only one of them opens.

use store::{File, VoicePost, Way};
use voices::letter::{Act as Seen, Said, Told, file_object, in_object, out_object};

use super::*;

/// Who acted, as the reporter is told: a role, never a name.
pub(super) const ROLE: &str = "behörig mottagare";

impl App {
    /// Takes in what the reporter has sent since the report was opened last. What can not be read stays and is counted.
    pub(super) async fn take_in(&self, cx: &Cx, opened: &mut OpenedReport) -> Result<u64, AppError> {
        let mut unread = 0;
        let posts = self.store.voice_post_waiting(Way::In, Some(opened.id())).await.map_err(AppError::Store)?;
        for post in posts {
            let number = post.id.parse::<u64>().unwrap_or_default();
            let place = in_object(number);
            let sent = opened.key.open_sent(&Context::new(opened.id(), &place), &post.sealed).ok();
            let said = sent.and_then(|text| serde_json::from_slice::<Said>(&text).ok());
            let said = said.filter(|said| opened.report.may(&said.event, &Author::Reporter).is_ok());
            let Some(Said { on, event, files, .. }) = said else {
                unread += 1;
                continue;
            };
            let at = on.and_hms_opt(12, 0, 0).map_or(cx.at, |noon| noon.and_utc());
            self.append_entries(cx, opened, vec![(at, Author::Reporter, event)], Vec::new()).await?;
            for file in files {
                self.keep_about(opened, &file).await?;
                let wanted = format!("{WANTED}{}/{}", opened.id(), file.id);
                self.store.setting_put(&wanted, &number.to_be_bytes()).await.map_err(AppError::Store)?;
            }
            self.store.voice_post_done(&post).await.map_err(AppError::Store)?;
            self.tell_last(opened).await?;
        }
        Ok(unread)
    }

    /// Keeps what is told of a file that came with a message.
    pub(super) async fn keep_about(&self, opened: &OpenedReport, file: &voices::FileAbout) -> Result<(), AppError> {
        let text = serde_json::to_vec(file).map_err(|error| AppError::Internal(crate::error::place(&error)))?;
        let object = format!("{}/about", file_object(file.id));
        let place = Context::new(opened.id(), &object);
        let sealed = self.with_random(|random| opened.key.seal(&place, &text, random))?.into_bytes();
        let (case_id, id, size) = (opened.id().to_owned(), format!("{}.about", file.id), sealed.len() as u64);
        match self.store.case_file_put(&File { case_id, id, sealed, size }).await {
            Ok(()) | Err(store::Error::Exists { .. }) => Ok(()),
            Err(error) => Err(AppError::Store(error)),
        }
    }

    /// Tells the reporter that somebody opened the report, once for each day that the person does.
    pub(super) async fn tell_opened(&self, cx: &Cx, opened: &OpenedReport) -> Result<(), AppError> {
        let name = format!("{OPENED}{}/{}", opened.id(), self.blind.person(&cx.person.to_string()));
        let (on, role, to) = (cx.today(), ROLE.to_owned(), String::new());
        let day = on.to_string();
        if self.store.setting_get(&name).await.map_err(AppError::Store)?.as_deref() == Some(day.as_bytes()) {
            return Ok(());
        }
        self.tell_reporter(opened.id(), &Told::Seen { on, role, act: Seen::Opened, to }).await?;
        self.store.setting_put(&name, day.as_bytes()).await.map_err(AppError::Store)
    }

    /// Whether a report is new to a recipient: nobody has done anything in it, or next to nothing and not by them.
    pub(super) async fn is_new_to(&self, record: &store::Case, person: &str) -> Result<bool, AppError> {
        let name = format!("{OPENED}{}/{}", record.id, self.blind.person(person));
        Ok(match record.events {
            ..=1 => true,
            2 => self.store.setting_get(&name).await.map_err(AppError::Store)?.is_none(),
            _ => false,
        })
    }

    /// Tells the reporter what the last event is, when it is one that they may know of.
    pub(super) async fn tell_last(&self, opened: &OpenedReport) -> Result<(), AppError> {
        match opened.entries.last().and_then(|entry| Told::of(entry, ROLE)) {
            Some(told) => self.tell_reporter(opened.id(), &told).await,
            None => Ok(()),
        }
    }

    /// Leaves a letter for the reporter, to go out with the next turn.
    pub(super) async fn tell_reporter(&self, report: &str, told: &Told) -> Result<(), AppError> {
        // Without words there is nobody who could read it.
        let Some(lock) = self.store.voice_lock_get(report).await.map_err(AppError::Store)? else { return Ok(()) };
        let text = Zeroizing::new(told.text().map_err(|error| AppError::Internal(error.to_string()))?);
        let mut number = self.store.voice_post_count(report, Way::Out).await.map_err(AppError::Store)?;
        loop {
            number += 1;
            let place = out_object(number);
            let sealed = vault::intake::send(&lock.reporter, &Context::new(report, &place), &text)?;
            let id = format!("{number:08}");
            let post = VoicePost { report: report.to_owned(), way: Way::Out, id, sealed, done: false };
            // Somebody else may have taken the number.
            if self.store.voice_post_put(&post).await.map_err(AppError::Store)? {
                return Ok(());
            }
        }
    }

    /// What is told of a file; none when it can not be read.
    pub(super) async fn about_file(&self, opened: &OpenedReport, file: FileId) -> Option<voices::FileAbout> {
        let kept = self.store.case_file_get(opened.id(), &format!("{file}.about")).await.ok()??;
        let object = format!("{}/about", file_object(file));
        let text = opened.key.open(&Context::new(opened.id(), &object), &Sealed::from_bytes(kept.sealed).ok()?).ok()?;
        serde_json::from_slice(&text).ok()
    }

    /// Forgets what was kept beside the rows of a report, and has the listener forget it.
    pub(super) async fn forget_beside(&self, report: &str) -> Result<(), AppError> {
        for prefix in [OPENED, WANTED, ANSWERED] {
            self.store.setting_remove_all(&format!("{prefix}{report}/")).await.map_err(AppError::Store)?;
        }
        self.store.setting_put(&format!("{FORGET}{report}"), &[]).await.map_err(AppError::Store)
    }
}

/// The last day on which somebody was told to have opened a report.
pub(super) const OPENED: &str = "report-opened/";
/// Files that came with a message and lie at the listener still, with the number of the message.
pub(super) const WANTED: &str = "report-wanted/";
/// Files for the reporter that the listener has not got yet.
pub(super) const ANSWERED: &str = "report-answered/";
/// Reports that the listener is to forget.
pub(super) const FORGET: &str = "report-forget/";
