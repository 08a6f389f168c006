//! What every answer says to the browser, and what a request that changes something must show.

use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::response::Response;

/// The policy of every page. Nothing inline, nothing from elsewhere.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; \
    require-trusted-types-for 'script'";

/// Everything a page could ask the device for: nothing but the passkeys of these pages.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), bluetooth=(), browsing-topics=(), camera=(), \
    display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), \
    local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), \
    publickey-credentials-create=(self), publickey-credentials-get=(self), screen-wake-lock=(), serial=(), usb=(), \
    web-share=(), xr-spatial-tracking=()";

const HEADERS: [(HeaderName, &str); 8] = [
    (HeaderName::from_static("content-security-policy"), POLICY),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS),
    (HeaderName::from_static("referrer-policy"), "no-referrer"),
    (HeaderName::from_static("x-content-type-options"), "nosniff"),
    (HeaderName::from_static("x-frame-options"), "DENY"),
];

/// Adds the headers. What may be kept by the browser says so itself; all else may not.
pub(crate) async fn secured(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Whether a request may change something: it comes from one of our own pages. The token of the form is checked besides,
/// when its body is read.
pub(crate) fn is_ours(request: &Request) -> bool {
    let method = request.method();
    [Method::GET, Method::HEAD].contains(method) || comes_from_us(request.headers())
}

/// `Sec-Fetch-Site` decides where there is one. Our referrer policy makes browsers send `Origin: null`, which then says
/// nothing; without `Sec-Fetch-Site` the origin must be our own.
fn comes_from_us(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let origin = text(ORIGIN).filter(|origin| *origin != "null");
    let host = text(HOST);
    let is_own = |origin: &str| origin.split_once("://").is_some_and(|(_, of)| Some(of) == host);
    match headers.get("sec-fetch-site").map(HeaderValue::as_bytes) {
        Some(b"same-origin") => origin.is_none_or(is_own),
        Some(_) => false,
        None => origin.is_some_and(is_own),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(headers: &[(&'static str, &'static str)]) -> bool {
        let mut map = HeaderMap::new();
        map.insert(HOST, HeaderValue::from_static("insyn.example"));
        for (name, value) in headers {
            map.insert(*name, HeaderValue::from_static(value));
        }
        comes_from_us(&map)
    }

    #[test]
    fn only_our_own_pages_may_change_something() {
        let (site, origin) = ("sec-fetch-site", "origin");
        assert!(ours(&[(site, "same-origin")]));
        assert!(ours(&[(site, "same-origin"), (origin, "null")]));
        assert!(ours(&[(site, "same-origin"), (origin, "https://insyn.example")]));
        assert!(ours(&[(origin, "https://insyn.example")]));
        for headers in [
            &[][..],
            &[(site, "cross-site")],
            &[(site, "same-site"), (origin, "https://insyn.example")],
            &[(site, "none")],
            &[(site, "same-origin"), (origin, "https://evil.example")],
            &[(origin, "null")],
            &[(origin, "https://insyn.example.evil.example")],
            &[(origin, "insyn.example")],
        ] {
            assert!(!ours(headers), "{headers:?}");
        }
    }
}
