//! Pictures that recipients send the reporter, as a feedback document: decoded and encoded anew, as those that come in, so
//! that the reporter opens nothing that could tell who opens it.

use store::File;
use vault::clean::{self, Clean, Media};
use voices::{FileAbout, letter::answer_object};

use super::{post::ANSWERED, *};

/// The most pictures of one answer.
pub const MOST_PICTURES: usize = 10;

/// A picture for the reporter, as it came.
#[derive(Clone)]
pub struct AnswerPicture {
    /// What the sender called it; told to the sender alone, when it can not be sent.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for AnswerPicture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AnswerPicture")
    }
}

impl App {
    /// Clean copies of pictures for the reporter, kept for the recipients and sealed to the reporter.
    pub(super) async fn keep_pictures(
        &self,
        opened: &OpenedReport,
        pictures: Vec<AnswerPicture>,
    ) -> Result<Vec<FileAbout>, AppError> {
        if pictures.is_empty() {
            return Ok(Vec::new());
        }
        if pictures.len() > MOST_PICTURES {
            return Err(AppError::field("files", "Skicka högst tio bilder i taget."));
        }
        let Some(lock) = self.store.voice_lock_get(opened.id()).await.map_err(AppError::Store)? else {
            return Err(AppError::field("files", "Den som rapporterade har inga ord att läsa bilderna med."));
        };
        let copies =
            crate::app::blocking(move || pictures.into_iter().map(copy).collect::<Result<Vec<_>, _>>()).await??;
        let mut abouts = Vec::new();
        for ((bytes, ending), place) in copies.into_iter().zip(1..) {
            let id = FileId::from_bits(self.random_bits());
            let about = FileAbout {
                id,
                name: format!("bilaga-{place}.{ending}"),
                size: bytes.len() as u64,
                hash: blake3::hash(&bytes).to_hex().to_string(),
                is_copy: true,
            };
            let object = super::exchange::file_place(id);
            let own =
                self.with_random(|random| opened.key.seal(&Context::new(opened.id(), &object), &bytes, random))?;
            let sent = vault::intake::send(&lock.reporter, &Context::new(opened.id(), &answer_object(id)), &bytes)?;
            for (name, sealed) in [(id.to_string(), own.into_bytes()), (answer_row(id), sent)] {
                let (case_id, size) = (opened.id().to_owned(), sealed.len() as u64);
                self.store.case_file_put(&File { case_id, id: name, sealed, size }).await.map_err(AppError::Store)?;
            }
            self.keep_about(opened, &about).await?;
            let waits = format!("{ANSWERED}{}/{id}", opened.id());
            self.store.setting_put(&waits, &[]).await.map_err(AppError::Store)?;
            abouts.push(about);
        }
        Ok(abouts)
    }
}

/// Under which name the file lies that is sealed to the reporter.
pub(super) fn answer_row(file: FileId) -> String {
    format!("{file}{ANSWER}")
}

/// How the names of files end that are sealed to the reporter.
pub(super) const ANSWER: &str = ".answer";

/// A clean copy and the ending of its name.
fn copy(picture: AnswerPicture) -> Result<(Vec<u8>, &'static str), AppError> {
    match clean::clean(&picture.bytes) {
        Clean::Picture { bytes, media: Media::Jpeg, .. } => Ok((bytes, "jpg")),
        Clean::Picture { bytes, media: Media::Png, .. } => Ok((bytes, "png")),
        _ => {
            let text = format!(
                "»{}« är ingen bild som kan skickas. Spara dokumentet som bilder, i PNG eller JPEG, och skicka dem.",
                picture.name
            );
            Err(AppError::field("files", text))
        }
    }
}
