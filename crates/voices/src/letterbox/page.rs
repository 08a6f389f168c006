//! What a reporter sees who has come back with the words.

use casework::{
    ClockState, Seq,
    id::FileId,
    report::{
        clock::{self, Duty},
        event::{Entry, Event, Received},
    },
};
use chrono::NaiveDate;
use vault::Context;

use super::{Letterbox, Opened};
use crate::{
    FileAbout, VoicesError,
    exchange::MOST_FILE,
    folder,
    letter::{Act, Said, Told, answer_object, in_object, out_object},
};

/// A report as its reporter sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mine {
    /// The day it arrived.
    pub arrived: NaiveDate,
    /// What was written; none on a listener that was filled anew.
    pub received: Option<Box<Received>>,
    /// What both have written, in order.
    pub lines: Vec<Line>,
    /// Who did what with it, by role, in order: day, role, act, to whom.
    pub seen: Vec<(NaiveDate, String, Act, String)>,
    /// Both clocks.
    pub clocks: Vec<Clock>,
    /// The minutes of now.
    pub minutes: Option<Minutes>,
    /// Whether it is still to be acknowledged, and the reporter has not said no to that.
    pub is_unacknowledged: bool,
    /// The day it was closed.
    pub closed: Option<NaiveDate>,
}

/// Whose line it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The reporter's.
    Reporter,
    /// The recipients'.
    Recipients,
    /// The recipients', as feedback.
    Feedback,
    /// The recipients', before the identity goes on.
    IdentityNotice,
}

/// A line of the dialogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The day.
    pub on: NaiveDate,
    /// Whose.
    pub side: Side,
    /// What.
    pub text: String,
    /// Names of files of the reporter's own.
    pub files: Vec<String>,
    /// Pictures from the recipients, which the reporter can open.
    pub answers: Vec<FileAbout>,
}

/// A clock of the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// For what.
    pub duty: Duty,
    /// The last day.
    pub due: NaiveDate,
    /// The day it was done.
    pub done: Option<NaiveDate>,
    /// How it stands.
    pub state: ClockState,
}

/// Minutes of what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minutes {
    /// The event that would be signed.
    pub version: Seq,
    /// The text: that of the recipients, or the reporter's correction of it.
    pub text: String,
    /// Whether the reporter has corrected it; it is signed once the recipients have taken the correction in.
    pub is_corrected: bool,
    /// The day the reporter signed it.
    pub signed: Option<NaiveDate>,
}

impl Letterbox {
    /// What the reporter of an opened report sees on a day.
    ///
    /// # Errors
    /// When a letter is damaged, or the disk fails.
    pub fn page(&self, opened: &Opened, today: NaiveDate) -> Result<Mine, VoicesError> {
        let mut mine = Mine::new(opened.head.arrived, self.received(opened)?);
        let mut acknowledged = None;
        let mut feedback = None;
        let told = self.told(opened)?;
        let own = self.said(opened)?;
        let mut own = own.into_iter().peekable();
        for (number, told) in told {
            while let Some(said) = own.next_if(|said| said.after < number) {
                mine.say(&said, &mut acknowledged);
            }
            match &told {
                Told::Acknowledged { on, sent } => acknowledged = acknowledged.or(Some((*on, *sent))),
                Told::Feedback { on, .. } => feedback = feedback.or(Some(*on)),
                _ => {}
            }
            mine.tell(told);
        }
        for said in own {
            mine.say(&said, &mut acknowledged);
        }
        mine.is_unacknowledged = acknowledged.is_none();
        mine.clocks = clocks(mine.arrived, acknowledged, feedback, today);
        Ok(mine)
    }

    /// A picture from the recipients: what is told of it, and its bytes, which are a clean copy.
    ///
    /// # Errors
    /// [`VoicesError::NoReport`] when none was sent under this id, or it has not come yet; when it is damaged.
    pub fn answer(&self, opened: &Opened, file: FileId) -> Result<(FileAbout, Vec<u8>), VoicesError> {
        let mut told = self.told(opened)?.into_iter().filter_map(|(_, told)| match told {
            Told::Message { files, .. } => files.into_iter().find(|about| about.id == file),
            _ => None,
        });
        let about = told.next_back().ok_or(VoicesError::NoReport)?;
        let path = self.of(opened.head.report).join("answers").join(file.to_string());
        let sealed = folder::read(&path, MOST_FILE)?.ok_or(VoicesError::NoReport)?;
        let plain = opened.keys.open(&Context::new(&opened.head.report.to_string(), &answer_object(file)), &sealed)?;
        Ok((about, plain.to_vec()))
    }

    fn received(&self, opened: &Opened) -> Result<Option<Box<Received>>, VoicesError> {
        let path = self.of(opened.head.report).join("copy");
        let Some(sealed) = folder::read(&path, folder::MOST)? else { return Ok(None) };
        let plain = opened.keys.open(&Context::new(&opened.head.report.to_string(), "copy"), &sealed)?;
        let entry: Entry = serde_json::from_slice(&plain).map_err(|source| VoicesError::Form { path, source })?;
        Ok(if let Event::Received(received) = entry.event { Some(received) } else { None })
    }

    fn told(&self, opened: &Opened) -> Result<Vec<(u64, Told)>, VoicesError> {
        self.letters(opened, "out", out_object)
    }

    fn said(&self, opened: &Opened) -> Result<Vec<Said>, VoicesError> {
        Ok(self.letters(opened, "own", in_object)?.into_iter().map(|(_, said)| said).collect())
    }

    fn letters<T: serde::de::DeserializeOwned>(
        &self,
        opened: &Opened,
        name: &str,
        object: fn(u64) -> String,
    ) -> Result<Vec<(u64, T)>, VoicesError> {
        let (folder, report) = (self.of(opened.head.report).join(name), opened.head.report.to_string());
        let mut letters = Vec::new();
        for number in folder::numbers(&folder)? {
            let path = folder.join(number.to_string());
            let Some(sealed) = folder::read(&path, folder::MOST)? else { continue };
            let plain = opened.keys.open(&Context::new(&report, &object(number)), &sealed)?;
            let letter = serde_json::from_slice(&plain).map_err(|source| VoicesError::Form { path, source })?;
            letters.push((number, letter));
        }
        Ok(letters)
    }
}

impl Mine {
    fn new(arrived: NaiveDate, received: Option<Box<Received>>) -> Self {
        Self {
            arrived,
            received,
            lines: Vec::new(),
            seen: Vec::new(),
            clocks: Vec::new(),
            minutes: None,
            is_unacknowledged: true,
            closed: None,
        }
    }

    /// What the reporter has said.
    fn say(&mut self, said: &Said, acknowledged: &mut Option<(NaiveDate, bool)>) {
        match &said.event {
            Event::MessageFromReporter(message) => self.lines.push(Line {
                on: said.on,
                side: Side::Reporter,
                text: message.text.clone(),
                files: said.files.iter().map(|file| file.name.clone()).collect(),
                answers: Vec::new(),
            }),
            Event::MinutesCorrected(minutes) => {
                if let Some(own) = &mut self.minutes {
                    (own.text, own.is_corrected) = (minutes.text.clone(), true);
                }
            }
            Event::MinutesSigned(signing) => {
                if let Some(own) = self.minutes.as_mut().filter(|own| own.version == signing.version) {
                    own.signed = Some(said.on);
                }
            }
            Event::Acknowledged(_) => *acknowledged = acknowledged.or(Some((said.on, false))),
            _ => {}
        }
    }

    /// What the core has told.
    fn tell(&mut self, told: Told) {
        let line = |on, side, text| Line { on, side, text, files: Vec::new(), answers: Vec::new() };
        match told {
            Told::Message { on, text, files } => {
                self.lines.push(Line { answers: files, ..line(on, Side::Recipients, text) });
            }
            Told::Feedback { on, text } => self.lines.push(line(on, Side::Feedback, text)),
            Told::IdentityNotice { on, text } => self.lines.push(line(on, Side::IdentityNotice, text)),
            Told::Minutes { version, text, .. } => {
                self.minutes = Some(Minutes { version, text, is_corrected: false, signed: None });
            }
            Told::Seen { on, role, act, to } => self.seen.push((on, role, act, to)),
            Told::Closed { on } => self.closed = Some(on),
            Told::Acknowledged { .. } => {}
        }
    }
}

/// Both clocks of the reporter, by the rules that the core counts with.
fn clocks(
    arrived: NaiveDate,
    acknowledged: Option<(NaiveDate, bool)>,
    feedback: Option<NaiveDate>,
    today: NaiveDate,
) -> Vec<Clock> {
    let sent = acknowledged.filter(|(_, sent)| *sent).map(|(on, _)| on);
    let (_, due) = clock::feedback_by(arrived, sent);
    let of = |duty, due: NaiveDate, done: Option<NaiveDate>| {
        let state = match done {
            Some(_) => ClockState::Stopped,
            None if due < today => ClockState::Overdue,
            None => ClockState::Running,
        };
        Clock { duty, due, done, state }
    };
    vec![
        of(Duty::Acknowledge, clock::acknowledge_by(arrived), acknowledged.map(|(on, _)| on)),
        of(Duty::Feedback, due, feedback),
    ]
}
