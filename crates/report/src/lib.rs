//! A run as people and machines read it: `signals.jsonl`, `signals.xlsx` and `report.html`.
//!
//! Nothing here decides anything: the run says what was found and in which order to look, this crate sets it in type.
//! Equal input gives equal bytes, in all three forms. The page needs no network and no script, and everything that
//! people read has passed [`ids::hide_person_nos`] once more on its way out.

mod chart;
mod error;
mod health;
mod index;
mod jsonl;
mod markdown;
mod page;
mod screening;
mod words;
mod xlsx;

use std::io::Write;

pub use error::ReportError;
pub use health::{HealthLine, HealthPage, HealthTable, write_health};
pub use jsonl::{read_jsonl, write_jsonl};
pub use screening::{ScreenedLine, ScreeningPage, write_screening};
use signals::Run;
pub use words::{flow, flow_place};
pub use xlsx::write_xlsx;

/// What the run itself does not know and the head of the page says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportHead {
    /// Name of the municipality.
    pub municipality: String,
    /// Boards and companies whose registers were read; when empty, those that own a snapshot of the run.
    pub authorities: Vec<String>,
    /// When the report was made, as it shall be read: `2026-03-01 14:20`.
    pub made_at: String,
    /// The period that was scanned, as it shall be read; when empty, the span of the signals.
    pub period: String,
    /// What made it: `Insyn 0.1.0`.
    pub program: String,
    /// Something that every reader must know first, such as that the municipality is made up; may be empty.
    pub notice: String,
}

/// Writes the page, complete in itself: style inside, no script, nothing fetched.
///
/// # Errors
/// [`ReportError::Write`] when `out` refuses the bytes.
pub fn write_html(run: &Run, head: &ReportHead, mut out: impl Write) -> Result<(), ReportError> {
    page::write(run, head, &mut out).and_then(|()| out.flush()).map_err(ReportError::Write)
}
