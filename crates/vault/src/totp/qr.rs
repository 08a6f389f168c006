//! A text as a QR code, drawn in SVG without a script or a style, so that a strict page may hold it.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

use crate::VaultError;

/// The margin that readers need, in squares.
const MARGIN: i32 = 4;

/// The QR code of a text as an SVG element: black on white whatever the page's colours, `title` as what it is called to
/// those who do not see it. The text itself stands nowhere in it.
///
/// # Errors
/// When the text does not fit in a QR code.
pub fn qr_svg(text: &str, title: &str) -> Result<String, VaultError> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(|_| VaultError::QrTooLong { bytes: text.len() })?;
    let side = code.size() + 2 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" width=\"{}\" height=\"{}\" role=\"img\" \
         shape-rendering=\"crispEdges\"><title>{}</title><rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>\
         <path fill=\"#000\" d=\"",
        side * 5,
        side * 5,
        crate::html::escape(title),
    );
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // Writing to a text never fails.
            let _ = write!(svg, "M{} {}h1v1h-1z", x + MARGIN, y + MARGIN);
        }
    }
    svg.push_str("\"/></svg>");
    Ok(svg)
}
