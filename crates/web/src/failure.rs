//! Why a page is not shown, as a page.

use app::AppError;
use askama::Template;
use axum::http::header::{LOCATION, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};

use crate::DeskError;
use crate::frame::{Frame, Visit};
use crate::text::T;

/// What a page's function returns.
pub type Answer = Result<Response, Failure>;

/// Why a page is not shown.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// It is not there, or the reader may not know that it is: both look the same.
    NotFound,
    /// The reader may know that it is there, and not open it.
    Forbidden,
    /// The reader may not, with the reason.
    Denied(String),
    /// It can not be done as it was asked, with the reason.
    Refused(String),
    /// Nobody is signed in: leads to sign-in and back.
    SignIn,
    /// The keys are not open: leads to the passphrase and back.
    Locked,
    /// A request that changes something and does not come from one of our pages.
    Foreign,
    /// A form without the token of the session, or with an old one.
    Token,
    /// A form that cannot be read.
    Form,
    /// More bytes than are taken.
    TooLarge {
        /// The most.
        most: usize,
    },
    /// Someone else was first: the page shows an older state than there is.
    Outdated,
    /// Asked too often.
    TooOften {
        /// How long to wait.
        seconds: u32,
    },
    /// Something failed. What is told to the keeper of the log, never to the reader.
    Internal(String),
}

impl From<DeskError> for Failure {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::TooOften { seconds } => Self::TooOften { seconds },
            DeskError::Unproven => Self::Denied(error.to_string()),
            DeskError::Wrong | DeskError::Weak | DeskError::Late | DeskError::Failed(_) => {
                Self::Internal(error.to_string())
            }
        }
    }
}

impl From<AppError> for Failure {
    /// What a use case said, for a page that has no form to say it in.
    fn from(error: AppError) -> Self {
        match error {
            AppError::NotFound | AppError::Desk(app::ports::DeskError::NotFound(_)) => Self::NotFound,
            AppError::Locked => Self::Locked,
            AppError::SignedOut => Self::SignIn,
            AppError::Conflict => Self::Outdated,
            AppError::Wait { seconds } => Self::TooOften { seconds: u32::try_from(seconds).unwrap_or(u32::MAX) },
            AppError::Denied { why } => Self::Denied(why),
            AppError::NotWhole { why } => Self::Refused(why),
            AppError::Unproven => Self::Denied(error.to_string()),
            AppError::Rule(_)
            | AppError::Incident(_)
            | AppError::Recruitment(_)
            | AppError::Invalid(_)
            | AppError::Desk(app::ports::DeskError::Refused(_)) => Self::Refused(told(&error)),
            error => Self::Internal(causes(&error)),
        }
    }
}

/// What is wrong, in the use case's own words.
#[must_use]
pub fn told(error: &AppError) -> String {
    match error {
        AppError::Invalid(problems) => problems.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join(" "),
        error => error.to_string(),
    }
}

fn causes(error: &AppError) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text.push_str(&format!(": {error}"));
        cause = error.source();
    }
    text
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Self::Internal(error.to_string())
    }
}

/// A page of this template.
///
/// # Errors
/// [`Failure::Internal`] when the template cannot be written.
pub fn page(template: &impl Template) -> Answer {
    Ok(Html(template.render()?).into_response())
}

/// A page that says that a form was not taken.
///
/// # Errors
/// [`Failure::Internal`] when the template cannot be written.
pub fn page_again(template: &impl Template) -> Answer {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(template.render()?)).into_response())
}

/// Leads to another page after something was done.
///
/// # Errors
/// None; it is an [`Answer`] so that a function can end with it.
pub fn redirect(path: &str) -> Answer {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let location = HeaderValue::from_str(local(path)).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(LOCATION, location);
    Ok(response)
}

/// A path of ours; `/` for anything that could lead elsewhere.
#[must_use]
pub fn local(path: &str) -> &str {
    let is_plain = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if path.starts_with('/') && !path.starts_with("//") && is_plain { path } else { "/" }
}

/// Where to come back to, written into an address.
pub(crate) fn encoded(path: &str) -> String {
    form_urlencoded::byte_serialize(path.as_bytes()).collect()
}

#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage {
    frame: Frame,
    t: T,
    what: String,
    reference: String,
}

impl Failure {
    /// The page, or the redirect, that tells of it.
    pub(crate) fn respond(self, visit: &Visit) -> Response {
        let path = visit.path();
        match self {
            Self::SignIn if path == "/" => return led("/logga-in".to_owned()),
            Self::SignIn => return led(format!("/logga-in?till={}", encoded(path))),
            Self::Locked => return led(format!("/las-upp?till={}", encoded(path))),
            _ => {}
        }
        let seconds = if let Self::TooOften { seconds } = &self { Some(*seconds) } else { None };
        let reference = if let Self::Internal(what) = &self {
            let reference = visit.site().reference();
            visit.site().tell(&reference, visit.route(), what);
            reference
        } else {
            String::new()
        };
        let t = visit.t();
        let (status, title, what) = self.told(t);
        let page = FailurePage { frame: visit.frame(title), t, what, reference };
        let mut response = match page.render() {
            Ok(html) => (status, Html(html)).into_response(),
            Err(_) => status.into_response(),
        };
        if let Some(seconds) = seconds {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    pub(crate) fn told(&self, t: T) -> (StatusCode, &'static str, String) {
        let of = |status, title, what: &str| (status, title, what.to_owned());
        match self {
            Self::NotFound => of(StatusCode::NOT_FOUND, t.failure_not_found(), t.failure_not_found_what()),
            Self::Forbidden => of(StatusCode::FORBIDDEN, t.failure_forbidden(), t.failure_forbidden_what()),
            Self::SignIn | Self::Locked => of(StatusCode::FORBIDDEN, t.failure_forbidden(), t.failure_forbidden_what()),
            Self::Denied(why) => of(StatusCode::FORBIDDEN, t.failure_forbidden(), why),
            Self::Refused(why) => of(StatusCode::UNPROCESSABLE_ENTITY, t.failure_refused(), why),
            Self::Foreign => of(StatusCode::FORBIDDEN, t.failure_foreign(), t.failure_foreign_what()),
            Self::Token => of(StatusCode::FORBIDDEN, t.failure_token(), t.failure_token_what()),
            Self::Form => of(StatusCode::BAD_REQUEST, t.failure_form(), t.failure_form_what()),
            Self::TooLarge { most } => {
                let megabytes = i64::try_from(most.div_ceil(1 << 20)).unwrap_or(i64::MAX);
                (StatusCode::PAYLOAD_TOO_LARGE, t.failure_too_large(), t.failure_too_large_what(megabytes))
            }
            Self::Outdated => of(StatusCode::CONFLICT, t.failure_outdated(), t.failure_outdated_what()),
            Self::TooOften { seconds } => {
                (StatusCode::TOO_MANY_REQUESTS, t.failure_too_often(), t.failure_too_often_what(i64::from(*seconds)))
            }
            Self::Internal(_) => of(StatusCode::INTERNAL_SERVER_ERROR, t.failure_internal(), t.failure_internal_what()),
        }
    }
}

/// A redirect of the frame itself.
fn led(path: String) -> Response {
    redirect(&path).unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_elsewhere() {
        for path in ["/", "/konto", "/arenden/1?sida=2"] {
            assert_eq!(local(path), path);
        }
        for path in ["", "//evil.example", "https://evil.example", "/\\evil.example", "/a b", "/\r\nx: y", "konto"] {
            assert_eq!(local(path), "/", "{path:?}");
        }
    }
}
