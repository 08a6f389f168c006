//! Forms with files, read part by part.

use axum::body::Bytes;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::StatusCode;
use blake3::Hash;

use super::{TOKEN, check, token};
use crate::failure::Failure;
use crate::frame::Visit;

/// The most bytes of a field that is no file.
const TEXT_MOST: usize = 64 << 10;

/// The most parts of a form.
const PARTS_MOST: usize = 200;

/// A form with files. Its parts come in the order of the page, one at a time, so that a large file need not lie in memory.
#[derive(Debug)]
pub struct Upload {
    multipart: Multipart,
    most: usize,
    parts: usize,
}

/// A part of a form.
#[derive(Debug)]
pub enum Part<'a> {
    /// A field.
    Text {
        /// Its name.
        name: String,
        /// What was written.
        text: String,
    },
    /// A file, not read yet.
    File(Box<File<'a>>),
}

/// A file that is coming in.
#[derive(Debug)]
pub struct File<'a> {
    field: Field<'a>,
    most: usize,
    /// The name of the field.
    pub name: String,
    /// What the sender calls the file, without folders. Never used as a path.
    pub file_name: String,
}

impl Upload {
    pub(crate) async fn begin(visit: &Visit, request: Request, most: usize) -> Result<Self, Failure> {
        Self::begin_with(&token(visit)?, request, most).await
    }

    /// The same with the token of something else than a session.
    pub(crate) async fn begin_with(token: &Hash, mut request: Request, most: usize) -> Result<Self, Failure> {
        DefaultBodyLimit::max(most).apply(&mut request);
        let multipart = Multipart::from_request(request, &()).await.map_err(|_| Failure::Token)?;
        let mut upload = Self { multipart, most, parts: 0 };
        // The token stands first: nothing is read of a form that is not ours, and what is no such form has none.
        match upload.part().await? {
            Some(Part::Text { name, text }) if name == TOKEN => check(token, &text)?,
            _ => return Err(Failure::Token),
        }
        Ok(upload)
    }

    /// The next part; none at the end.
    ///
    /// # Errors
    /// [`Failure::TooLarge`] and [`Failure::Form`].
    pub async fn part(&mut self) -> Result<Option<Part<'_>>, Failure> {
        self.parts += 1;
        if self.parts > PARTS_MOST {
            return Err(Failure::Form);
        }
        let most = self.most;
        let Some(field) = self.multipart.next_field().await.map_err(|error| refused(&error, most))? else {
            return Ok(None);
        };
        let name = field.name().unwrap_or_default().to_owned();
        match field.file_name().map(last) {
            Some(file_name) => Ok(Some(Part::File(Box::new(File { field, most, name, file_name })))),
            None => {
                let file = File { field, most: TEXT_MOST, name, file_name: String::new() };
                let name = file.name.clone();
                let text = String::from_utf8(file.bytes(TEXT_MOST).await?).map_err(|_| Failure::Form)?;
                Ok(Some(Part::Text { name, text: text.trim().to_owned() }))
            }
        }
    }
}

impl File<'_> {
    /// The next piece; none at the end.
    ///
    /// # Errors
    /// [`Failure::TooLarge`] and [`Failure::Form`].
    pub async fn piece(&mut self) -> Result<Option<Bytes>, Failure> {
        let most = self.most;
        self.field.chunk().await.map_err(|error| refused(&error, most))
    }

    /// The whole file, at most so many bytes.
    ///
    /// # Errors
    /// [`Failure::TooLarge`] and [`Failure::Form`].
    pub async fn bytes(mut self, most: usize) -> Result<Vec<u8>, Failure> {
        let mut all = Vec::new();
        while let Some(piece) = self.piece().await? {
            if all.len() + piece.len() > most {
                return Err(Failure::TooLarge { most });
            }
            all.extend_from_slice(&piece);
        }
        Ok(all)
    }
}

/// The name of a file without folders.
fn last(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().chars().filter(|c| !c.is_control()).take(200).collect()
}

fn refused(error: &MultipartError, most: usize) -> Failure {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Failure::TooLarge { most } } else { Failure::Form }
}
