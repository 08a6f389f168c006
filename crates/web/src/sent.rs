//! What a form sends, read only when it carries the token of its session.

mod upload;

use std::time::Duration;

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use blake3::Hash;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::time::timeout;

pub use upload::{File, Part, Upload};

use crate::Hidden;
use crate::failure::Failure;
use crate::frame::Visit;

/// The field with the token.
pub(crate) const TOKEN: &str = "_formular";

/// The most bytes of a form without files.
const MOST: usize = 256 << 10;

/// How long a form may take.
const WAIT: Duration = Duration::from_secs(15);

/// The fields of a form.
#[derive(Debug, Clone, Default)]
pub struct Sent(Vec<(String, Hidden)>);

impl Sent {
    pub(crate) async fn read(visit: &Visit, parts: &Parts, body: Body) -> Result<Self, Failure> {
        let sent = Self::taken(parts, body).await?;
        check(&token(visit)?, sent.text(TOKEN))?;
        Ok(sent)
    }

    /// The same without a session: whoever reads it compares the token, if there is one.
    pub(crate) async fn taken(parts: &Parts, body: Body) -> Result<Self, Failure> {
        let kind = parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (kind, _) = kind.split_once(';').unwrap_or((kind, ""));
        if !kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err(Failure::Form);
        }
        let read = timeout(WAIT, Limited::new(body, MOST).collect()).await.map_err(|_| Failure::Form)?;
        let body = read.map_err(|error| {
            if error.is::<LengthLimitError>() { Failure::TooLarge { most: MOST } } else { Failure::Form }
        })?;
        Ok(Self::parse(&body.to_bytes()))
    }

    fn parse(body: &[u8]) -> Self {
        Self(form_urlencoded::parse(body).map(|(name, value)| (name.into_owned(), Hidden::new(value))).collect())
    }

    /// A value without blanks around it; empty when there is none. Line breaks are those of the program.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.reveal().trim())
    }

    /// A long text, with one kind of line break.
    #[must_use]
    pub fn area(&self, name: &str) -> String {
        self.text(name).replace("\r\n", "\n")
    }

    /// A value that must not be seen, as it was written.
    #[must_use]
    pub fn hidden(&self, name: &str) -> Hidden {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// All values of a name: of checkboxes.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.reveal().trim())
    }

    /// Whether a checkbox was chosen, or a button pressed.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }
}

/// The token of the session; one that is made for this answer is nobody's yet.
fn token(visit: &Visit) -> Result<Hash, Failure> {
    if visit.is_new() { Err(Failure::Token) } else { Ok(visit.id().form_token()) }
}

/// Whether a token is the one of the form, compared in constant time.
pub(crate) fn check(token: &Hash, given: &str) -> Result<(), Failure> {
    let given = Hash::from_hex(given).map_err(|_| Failure::Token)?;
    if given == *token { Ok(()) } else { Err(Failure::Token) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_written() {
        let sent = Sent::parse(b"namn=+%C3%85sa+&val=a&val=b&ord=+x+&text=a%0D%0Ab");
        assert_eq!((sent.text("namn"), sent.text("inget")), ("Åsa", ""));
        assert_eq!(sent.all("val").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(sent.hidden("ord").reveal(), " x ", "a password may begin with a blank");
        assert_eq!(sent.area("text"), "a\nb");
        assert!(sent.has("val") && !sent.has("v"));
    }
}
