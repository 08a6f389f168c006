//! A kept extract is read, for a reason; and what is written down of it later.

use access::Action;
use casework::{
    extract::{Event, FileKind, Reading, Returned, Shared, Starts},
    id::CaseId,
};
use chrono::NaiveDate;
use vault::{
    Context, Sealed,
    clean::{self, Clean, Media},
};

use crate::{App, AppError, Cx};

/// The file of a kept extract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtractFile {
    /// What it is.
    pub kind: FileKind,
    /// Its bytes: a PDF as it came, of a picture nothing but the pixels.
    pub bytes: Vec<u8>,
}

/// What is written down of a kept extract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExtractNote {
    /// The person begins on another day.
    Starts {
        /// The day.
        on: NaiveDate,
        /// Why it is another.
        why: String,
    },
    /// The original went back to the person.
    Returned {
        /// The day.
        on: NaiveDate,
    },
    /// Those who hold the roles now get the key.
    Share,
}

impl App {
    /// Reads a kept extract. That it was read, by whom and why, is written before the file opens.
    ///
    /// # Errors
    /// [`AppError::Rule`] without a reason, [`AppError::NotFound`] when there is none that the person may know of.
    pub async fn extract_read(&self, cx: &Cx, id: CaseId, why: &str) -> Result<ExtractFile, AppError> {
        self.in_extract(cx, (id, Action::ExtractRead), async |opened| {
            let event = Event::Read(Reading { why: why.trim().to_owned() });
            self.extract_append(cx, &opened, event, Vec::new()).await?;
            let (record, kept) = (&opened.plain.record.id, &opened.extract.kept);
            let file = self.store.case_file_get(record, &kept.file().to_string()).await.map_err(AppError::Store)?;
            let sealed = Sealed::from_bytes(file.ok_or(AppError::NotFound)?.sealed)?;
            let bytes = opened.key.open(&Context::new(record, &format!("file/{}", kept.file())), &sealed)?.to_vec();
            if kept.kind() == FileKind::Pdf {
                return Ok(ExtractFile { kind: FileKind::Pdf, bytes });
            }
            match crate::app::blocking(move || clean::clean(&bytes)).await? {
                Clean::Picture { bytes, media, .. } => {
                    let kind = if media == Media::Jpeg { FileKind::Jpeg } else { FileKind::Png };
                    Ok(ExtractFile { kind, bytes })
                }
                Clean::Text { .. } | Clean::NotShown(_) => {
                    Err(AppError::Internal("ett bevarat utdrag är inte den bild som togs emot".to_owned()))
                }
            }
        })
        .await
    }

    /// Writes down the day that the person begins or that the original went back, or gives the key to those who hold the
    /// roles now.
    ///
    /// # Errors
    /// [`AppError::Rule`] with what the rules of kept extracts say no to.
    pub async fn extract_note(&self, cx: &Cx, id: CaseId, note: ExtractNote) -> Result<(), AppError> {
        self.in_extract(cx, (id, Action::ExtractHandle), async |opened| {
            let (event, members) = match note {
                ExtractNote::Starts { on, why } => {
                    (Event::Starts(Starts { on, why: why.trim().to_owned() }), Vec::new())
                }
                ExtractNote::Returned { on } => (Event::Returned(Returned { on }), Vec::new()),
                ExtractNote::Share => {
                    let mut holders = self.extract_holders(cx, opened.extract.kept.authority()).await?;
                    holders.retain(|person, _| !opened.extract.holders.contains_key(person));
                    let mut members = Vec::new();
                    for person in holders.keys() {
                        let public = self.public_keys(&person.to_string()).await?.ok_or(AppError::NotFound)?;
                        let case = (opened.plain.record.id.as_str(), &opened.key);
                        members.push(self.member(cx, case, (*person, &public), None)?);
                    }
                    (Event::Shared(Shared { holders }), members)
                }
            };
            self.extract_append(cx, &opened, event, members).await
        })
        .await
    }
}
