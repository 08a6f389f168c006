//! Style sheets, script and pictures: in the program, with the hash of their bytes in the address, so that a browser may
//! keep them for ever and a new version has a new address.

use std::collections::BTreeMap;

use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::Municipality;

/// The files that every municipality has: name, type, bytes.
const FILES: [(&str, &str, &str); 3] = [
    ("fkui.css", CSS, include_str!("../assets/fkui.css")),
    ("insyn.css", CSS, include_str!("../assets/insyn.css")),
    ("insyn.js", "text/javascript; charset=utf-8", include_str!("../assets/insyn.js")),
];

const CSS: &str = "text/css; charset=utf-8";
const SVG: &str = "image/svg+xml";

/// All assets of a site.
#[derive(Debug)]
pub(crate) struct Assets(BTreeMap<&'static str, Asset>);

#[derive(Debug)]
struct Asset {
    hash: String,
    kind: &'static str,
    bytes: Bytes,
}

impl Asset {
    fn new(kind: &'static str, bytes: Bytes) -> Self {
        let hash = blake3::hash(&bytes).to_hex().chars().take(16).collect();
        Self { hash, kind, bytes }
    }
}

impl Assets {
    /// The assets of a municipality.
    pub(crate) fn new(municipality: &Municipality) -> Self {
        let fixed = FILES.map(|(name, kind, text)| (name, Asset::new(kind, Bytes::from_static(text.as_bytes()))));
        let mut assets = BTreeMap::from(fixed);
        assets.insert("theme.css", Asset::new(CSS, municipality.style().into()));
        if let Some(logo) = municipality.logo() {
            assets.insert("logo.svg", Asset::new(SVG, logo.to_owned().into()));
        }
        Self(assets)
    }

    /// The address of an asset; empty when there is none of that name.
    pub(crate) fn address(&self, name: &str) -> String {
        self.0.get(name).map(|asset| format!("/static/{}/{name}", asset.hash)).unwrap_or_default()
    }

    /// The answer to a request for an asset.
    pub(crate) fn answer(&self, hash: &str, name: &str) -> Response {
        let Some(asset) = self.0.get(name).filter(|asset| asset.hash == hash) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let mut response = Response::new(Body::from(asset.bytes.clone()));
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(asset.kind));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
        response
    }
}
