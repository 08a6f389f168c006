//! Reading a file as a candidate sends it.

mod europass;
mod json_resume;
mod lines;
mod months;
mod pdf;
mod tree;

use crate::{Claims, Document, Format, Unreadable, Why, limits};
use tree::Node;

/// Reads a file: JSON Resume, Europass (`SkillsPassport` until 2020, `Candidate` since; XML or JSON), or a PDF with text or
/// with a Europass file inside. `name` is what the file is called in messages.
///
/// Reading is bounded by [`crate::limits`] and never panics. What is not understood within a file becomes a remark.
///
/// # Errors
/// When the file is none of these, is damaged, or says nothing about work or education.
pub fn read(bytes: &[u8], name: &str) -> Result<Claims, Unreadable> {
    let mut claims = match shape(bytes, name)? {
        Shape::Pdf => from_pdf(bytes, name)?,
        Shape::Json(text) => from_json(text, name)?,
        Shape::Xml(text) => europass::xml(text, name)?,
    };
    name.clone_into(&mut claims.document.name);
    if claims.periods.is_empty() && claims.certificates.is_empty() {
        return Err(Unreadable::new(name, "", "", Why::NoPeriods));
    }
    Ok(claims)
}

/// What a file says about itself: who made it, when, and with what. For the files of certificates, whose text is not read.
///
/// # Errors
/// When it is no PDF that can be opened.
pub fn metadata(bytes: &[u8], name: &str) -> Result<Document, Unreadable> {
    match shape(bytes, name)? {
        Shape::Pdf => {
            let mut document = pdf::open(bytes).map_err(|why| Unreadable::new(name, "", "", why))?.document();
            name.clone_into(&mut document.name);
            Ok(document)
        }
        Shape::Json(_) | Shape::Xml(_) => Err(Unreadable::new(name, "", "", Why::UnknownFormat)),
    }
}

enum Shape<'a> {
    Pdf,
    Json(&'a str),
    Xml(&'a str),
}

/// What a file is, from its first bytes.
fn shape<'a>(bytes: &'a [u8], name: &str) -> Result<Shape<'a>, Unreadable> {
    if bytes.len() > limits::FILE_BYTES {
        return Err(Unreadable::new(name, "", "", Why::TooLarge));
    }
    let head = bytes.get(..1024).unwrap_or(bytes);
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Ok(Shape::Pdf);
    }
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let first = body.iter().find(|byte| !byte.is_ascii_whitespace());
    let why = match first {
        None => Why::Empty,
        Some(b'{' | b'[' | b'<') => Why::Encoding,
        Some(0xfe | 0xff) => Why::Encoding,
        Some(_) => Why::UnknownFormat,
    };
    match (first, std::str::from_utf8(body)) {
        (Some(b'{' | b'['), Ok(text)) => Ok(Shape::Json(text)),
        (Some(b'<'), Ok(text)) => Ok(Shape::Xml(text)),
        (_, Err(error)) if why == Why::Encoding => {
            Err(Unreadable::new(name, format!("byte {}", error.valid_up_to()), "", why))
        }
        _ => Err(Unreadable::new(name, "", &String::from_utf8_lossy(body.get(..20).unwrap_or(body)), why)),
    }
}

fn from_json(text: &str, name: &str) -> Result<Claims, Unreadable> {
    let root = Node::from_json(text, name)?;
    if europass::is_europass(&root) {
        return europass::claims(&root, name);
    }
    json_resume::claims(&root).ok_or_else(|| Unreadable::new(name, "", &root.child_names(), Why::UnknownJson))
}

/// The Europass file inside when there is one, else the text.
fn from_pdf(bytes: &[u8], name: &str) -> Result<Claims, Unreadable> {
    let failed = |why| Unreadable::new(name, "", "", why);
    let mut pdf = pdf::open(bytes).map_err(failed)?;
    let document = pdf.document();
    let inside = pdf.attachments().into_iter().find_map(|bytes| {
        let text = std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes)).ok()?.to_owned();
        if text.trim_start().starts_with('<') { europass::xml(&text, name).ok() } else { from_json(&text, name).ok() }
    });
    let mut claims = match inside {
        Some(claims) if !claims.periods.is_empty() => claims,
        _ => lines::claims(&pdf.text().map_err(failed)?),
    };
    let format = if claims.document.format == Format::PdfText { Format::PdfText } else { Format::PdfEuropass };
    claims.document = Document { format, ..document };
    Ok(claims)
}
