//! `signals.xlsx`: the run as a workbook to filter, sort and count in.
//!
//! Words are written as words, never as formulas, so a supplier who calls itself `=1+1` stays a name. Sums are numbers
//! in kronor, days are dates, and the file is the same byte for byte for the same run.

mod sheet;
mod sheets;

use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use signals::Run;

use crate::ReportError;
use crate::index::Index;

/// Writes the workbook: `Läs mig`, `Subjekt`, `Signaler`, `Underlag` and `Kontroller`.
///
/// # Errors
/// [`ReportError::Workbook`] when the file can not be written.
pub fn write_xlsx(run: &Run, path: &Path) -> Result<(), ReportError> {
    workbook(run)
        .and_then(|mut book| book.save(path))
        .map_err(|source| ReportError::Workbook { path: path.to_owned(), source })
}

fn workbook(run: &Run) -> Result<Workbook, XlsxError> {
    let index = Index::new(run);
    let mut book = Workbook::new();
    // A workbook states when it was made; a fixed day keeps equal runs equal.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title("Signaler").set_author("Insyn").set_creation_datetime(&made));
    let evidence = sheets::evidence(&index)?;
    book.push_worksheet(sheets::read_me(run, &evidence)?);
    book.push_worksheet(sheets::subjects(&index)?);
    book.push_worksheet(sheets::signals(&index)?);
    book.push_worksheet(evidence.sheet);
    book.push_worksheet(sheets::controls(run)?);
    Ok(book)
}
