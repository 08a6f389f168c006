//! A QR code as SVG, with the same in writing beside it on the page.

use std::fmt::Write as _;

use askama::filters::HtmlSafe;
use qrcodegen::{QrCode, QrCodeEcc};

/// A QR code. Empty when the text does not fit.
#[derive(Clone)]
pub struct Qr(String);

impl Qr {
    /// The code of a text, with a name for those who do not see it.
    #[must_use]
    pub fn new(text: &str, name: &str) -> Self {
        let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return Self(String::new()) };
        let size = code.size();
        let mut path = String::new();
        for y in 0..size {
            for x in (0..size).filter(|x| code.get_module(*x, y)) {
                let _ = write!(path, "M{} {}h1v1h-1z", x + 4, y + 4);
            }
        }
        let (side, name) = (size + 8, super::escaped(name));
        Self(format!(
            r##"<svg class="qr" role="img" aria-label="{name}" viewBox="0 0 {side} {side}" width="232" height="232" shape-rendering="crispEdges"><rect width="{side}" height="{side}" fill="#fff"/><path d="{path}" fill="#000"/></svg>"##
        ))
    }
}

impl std::fmt::Display for Qr {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Debug for Qr {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Qr")
    }
}

impl HtmlSafe for Qr {}
