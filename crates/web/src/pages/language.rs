//! The choice of language: kept in a cookie, and with the person when somebody is signed in.

use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;

use crate::failure::{Answer, Failure, redirect};
use crate::frame::{LANG_COOKIE, Visit};
use crate::sent::Sent;
use crate::text::Lang;

/// A year, in seconds.
const YEAR: u32 = 31_536_000;

pub(super) async fn choose(visit: Visit, sent: Sent) -> Answer {
    let lang = Lang::of_code(sent.text("sprak")).ok_or(Failure::Form)?;
    if visit.viewer().is_some() {
        visit.site().desk.language_choose(visit.session()?, lang).await?;
    }
    let mut response = redirect(sent.text("till"))?;
    let cookie = format!("{LANG_COOKIE}={}; Path=/; Max-Age={YEAR}; HttpOnly; Secure; SameSite=Lax", lang.code());
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}
