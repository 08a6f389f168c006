//! The page of a screened payment file.

use std::io::{self, Write};

use askama::Template;
use ids::hide_person_nos;

use crate::ReportError;

/// A payment that is held, or that somebody should look at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScreenedLine {
    /// Its place in the file.
    pub place: u64,
    /// Held; otherwise it may go but should be looked at.
    pub is_held: bool,
    /// Id of the hold; empty when there is none.
    pub hold: String,
    /// Who is paid.
    pub payee: String,
    /// Where to.
    pub account: String,
    /// How much, as it shall be read.
    pub amount: String,
    /// When.
    pub due: String,
    /// OCR or invoice number.
    pub reference: String,
    /// Check and sentence.
    pub reasons: Vec<(String, String)>,
}

/// What the page of a screened file shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScreeningPage {
    /// Name of the file.
    pub file: String,
    /// Its format.
    pub format: String,
    /// When the registers were read.
    pub made_at: String,
    /// Label, count and sum.
    pub counts: Vec<(String, String, String)>,
    /// What makes every payment one to look at, and what is odd with the file.
    pub warnings: Vec<String>,
    /// Checks that no decision on control covers.
    pub not_run: Vec<String>,
    /// Snapshots that the answers rest on.
    pub snapshots: Vec<String>,
    /// In the order of the file.
    pub lines: Vec<ScreenedLine>,
}

#[derive(Template)]
#[template(path = "screening.html")]
struct Page<'a> {
    css: &'static str,
    page: &'a ScreeningPage,
    held: Vec<&'a ScreenedLine>,
    looked: Vec<&'a ScreenedLine>,
}

impl Page<'_> {
    /// Person numbers are never shown.
    #[expect(clippy::unused_self, reason = "a template calls methods of its page")]
    fn masked(&self, text: &str) -> String {
        hide_person_nos(text)
    }
}

/// Writes the page, complete in itself.
///
/// # Errors
/// [`ReportError::Write`] when `out` refuses the bytes.
pub fn write_screening(page: &ScreeningPage, mut out: impl Write) -> Result<(), ReportError> {
    let (held, looked) = page.lines.iter().partition(|line| line.is_held);
    let shown = Page { css: include_str!("../templates/report.css"), page, held, looked };
    let written: io::Result<()> = shown.write_into(&mut out).and_then(|()| out.flush());
    written.map_err(ReportError::Write)
}
