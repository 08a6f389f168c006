//! Whistleblowers' reports, as the authorised recipients handle them (lagen 2021:890).
//!
//! A report comes in sealed ([`App::report_turn`] with the listener): the core files its shred key and its rows and opens
//! nothing. A recipient opens it with their own keys, and what the reporter has sent since is taken in then. What the
//! reporter may read is sealed to the reporter and waits for the next turn.
//!
//! Who is in conflict or was left out by the reporter is a member of nothing here: no list, no count, no notice, no
//! proposal. Reports are never in the index of what cases are about, and never join register data.
//!
//! What a reporter did is kept by its day, not by its time.

mod adopt;
mod answer;
mod card;
mod channel;
mod ending;
mod exchange;
mod identity;
mod joint;
mod notice;
mod oral;
mod page;
mod people;
mod post;
mod sealed;
mod statistics;
mod write;

use access::{Action, Resource};
use casework::{
    id::{CaseId, FileId, PersonId},
    report::{
        Report,
        event::{Author, Entry, Event},
    },
};
use vault::{CaseKey, Context, Sealed};
use zeroize::Zeroizing;

use crate::{
    App, AppError, Cx,
    app::Ask,
    case::{Extent, Plain, Trail, hand, read, written},
};

pub use answer::{AnswerPicture, MOST_PICTURES};
pub use channel::{Appointing, ChannelRow, ChannelTexts, VoiceChange, VoiceList, level_word};
pub use ending::Archived;
pub use exchange::{Listener, Turn};
pub use oral::{OralDraft, OralForm, Recorded};
pub use page::{ReportFile, ReportOpening, ReportPage, ReportRow};
pub use statistics::{Figures, Period};
pub use store::{VoiceAppointment, VoiceCertificate, VoiceChannel};
pub use voices::{FileAbout, Identity};
pub use write::Redaction;

pub(crate) use joint::report_rules;
pub(crate) use sealed::OpenedReport;

/// The kind of case that a whistleblower's report is.
pub(crate) const REPORT: &str = "report";

impl App {
    /// A report's record and recipients. One that is not there is one that has no recipients.
    pub(crate) async fn report_plain(&self, id: &CaseId) -> Result<Plain, AppError> {
        self.plain_of(REPORT, id).await
    }
}
