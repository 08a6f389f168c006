//! What one recipient writes: to the reporter, about the follow-up, and what is taken out.

use casework::{
    Seq,
    report::event::{Message, Removal},
};
use voices::letter::Told;

use super::{sealed::record_of, *};

/// What is to be taken out of a report (7:7).
#[derive(Debug, Clone)]
pub struct Redaction {
    /// The event that holds it.
    pub of: Seq,
    /// The passage, as it stands there.
    pub passage: String,
    /// What kind of data it is.
    pub kind: String,
    /// Why it is of no importance.
    pub why: String,
}

/// The act that an event is, when one recipient may write it.
fn action_of(event: &Event) -> Option<Action> {
    Some(match event {
        Event::Acknowledged(_)
        | Event::MessageToReporter(_)
        | Event::FeedbackGiven(_)
        | Event::MinutesOffered(_)
        | Event::ReporterTold(_) => Action::ReportReply,
        Event::FollowUpNoted(_) => Action::ReportNote,
        _ => return None,
    })
}

/// An event with its files, and where it can have none a message that has them.
fn with_files(event: Event, abouts: &[FileAbout]) -> Vec<Event> {
    let files: Vec<FileId> = abouts.iter().map(|about| about.id).collect();
    match event {
        event if files.is_empty() => vec![event],
        Event::MessageToReporter(message) => vec![Event::MessageToReporter(Message { files, ..message })],
        event => vec![event, Event::MessageToReporter(Message { text: String::new(), files })],
    }
}

impl App {
    /// Writes an event that one recipient may write. The reporter is told of what is written to them.
    ///
    /// # Errors
    /// [`AppError::Denied`] when it takes two or the rules say no, [`AppError::NotFound`] when the person is no recipient.
    pub async fn report_write(&self, cx: &Cx, id: CaseId, event: Event) -> Result<(), AppError> {
        self.written_with(cx, id, event, Vec::new()).await
    }

    /// Writes to the reporter, with pictures: a message has them itself, and what can have none is followed by one that has.
    ///
    /// # Errors
    /// As [`App::report_write`], and [`AppError::Invalid`] when a picture can not be sent as a clean copy.
    pub async fn report_answer(
        &self,
        cx: &Cx,
        id: CaseId,
        event: Event,
        pictures: Vec<AnswerPicture>,
    ) -> Result<(), AppError> {
        self.written_with(cx, id, event, pictures).await
    }

    async fn written_with(
        &self,
        cx: &Cx,
        id: CaseId,
        event: Event,
        pictures: Vec<AnswerPicture>,
    ) -> Result<(), AppError> {
        let fits = pictures.is_empty() || matches!(event, Event::MessageToReporter(_) | Event::FeedbackGiven(_));
        let Some(action) = action_of(&event).filter(|_| fits) else {
            let why = "Det här skrivs inte av en mottagare ensam.".to_owned();
            return self.refuse(cx, Action::ReportShow, self.case_object(&id), AppError::Denied { why }).await;
        };
        let plain = self.report_plain(&id).await?;
        let resource = Resource::Report(plain.resource());
        let ask = Ask { action, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let mut opened = self.unseal_report(cx, plain).await?;
            // Nothing is kept of what the rules say no to.
            opened.report.may(&event, &Author::Person(hand(cx)))?;
            let abouts = self.keep_pictures(&opened, pictures).await?;
            let events = with_files(event, &abouts);
            let first = opened.entries.len();
            self.append_report(cx, &mut opened, events, Vec::new()).await?;
            let told: Vec<Told> =
                opened.entries.iter().skip(first).filter_map(|entry| Told::of(entry, super::post::ROLE)).collect();
            for told in told {
                self.tell_reporter(opened.id(), &told.with_files(abouts.clone())).await?;
            }
            Ok(())
        })
        .await
    }

    /// Takes personal data that is clearly irrelevant out of an event: the event is written over, and what was taken out is
    /// gone. That something was, and why, stands in the report.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the passage does not stand there, [`AppError::NotFound`] when the person is no recipient.
    pub async fn report_redact(&self, cx: &Cx, id: CaseId, redaction: Redaction) -> Result<(), AppError> {
        let plain = self.report_plain(&id).await?;
        let resource = Resource::Report(plain.resource());
        let ask = Ask { action: Action::ReportRedact, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let opened = self.unseal_report(cx, plain).await?;
            self.redact(cx, opened, redaction).await
        })
        .await
    }

    async fn redact(&self, cx: &Cx, opened: OpenedReport, redaction: Redaction) -> Result<(), AppError> {
        let Redaction { of, passage, kind, why } = redaction;
        let nowhere = || AppError::field("passage", "Texten står inte där. Skriv den precis som den står.");
        let held = opened.entries.iter().find(|entry| entry.seq == of).ok_or_else(nowhere)?;
        let left = held.event.redact(passage.trim()).ok_or_else(nowhere)?;
        let over = Entry { event: left, ..held.clone() };
        let removal = Event::IrrelevantRemoved(Removal { of, kind, why });
        let (seq, by) = (opened.report.seq + 1, Author::Person(hand(cx)));
        let told = Entry { seq, at: cx.at, by, event: removal };
        // What is left must still be a report.
        let mut entries = opened.entries.clone();
        entries.iter_mut().filter(|entry| entry.seq == of).for_each(|entry| *entry = over.clone());
        entries.push(told.clone());
        let report = Report::fold(&entries)?;
        let version = opened.versions.get(&of).copied().unwrap_or_default() + 1;
        let over = self.seal_entry(&opened.key, opened.id(), &over, version)?;
        let told = self.seal_entry(&opened.key, opened.id(), &told, 0)?;
        let mut extent = self.extent(opened.id());
        for (seq, sealed) in (1_u64..).zip(&opened.sealed) {
            extent = extent.with(if seq == of { &over } else { sealed });
        }
        let extent = extent.with(&told);
        let update = record_of(&report, cx.today(), &opened.plain.record);
        let expected = opened.plain.record.events;
        let done = self.store.case_event_replace(opened.id(), (of, &over), (expected, &[told]), &update).await;
        match done {
            Ok(()) => {
                crate::app::tell(extent.payload());
                Ok(())
            }
            Err(store::Error::Conflict { .. }) => Err(AppError::Conflict),
            Err(error) => Err(AppError::Store(error)),
        }
    }
}
