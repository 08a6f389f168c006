//! What a file may tell of whoever made or sent it, so that a reporter can choose before it is sealed.
//!
//! It looks for what stands openly in the bytes, and reads nothing that a hostile file could make it stumble on. What it
//! does not find may still be there: the page says so.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// What a file is, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A picture of which a clean copy can be made.
    Picture,
    /// A picture of another form, such as those of telephones.
    OtherPicture,
    /// PDF.
    Pdf,
    /// A text document, spreadsheet or presentation.
    Office,
    /// A letter with its headers.
    Mail,
    /// Sound or moving pictures.
    Recording,
    /// Plain text.
    Text,
    /// A folder in one file.
    Archive,
    /// Anything else.
    Other,
}

/// Something that stands in a file beside what one sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trace {
    /// Where it was made.
    Place,
    /// With which device or program, and when.
    Device,
    /// By whom.
    Author,
    /// Comments or earlier wording.
    Comments,
    /// Another file or a small picture within.
    Within,
    /// Addresses of sender and receivers.
    Addresses,
}

/// What is seen in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revealed {
    /// What it is.
    pub kind: Kind,
    /// What was found.
    pub traces: BTreeSet<Trace>,
}

/// How much of a file is looked at.
const LOOKED: usize = 64 << 20;

/// Words in the bytes, and what they are a sign of.
const SIGNS: [(&[Kind], &[u8], Trace); 22] = [
    (&[Kind::Picture, Kind::OtherPicture], b"Exif\0\0", Trace::Device),
    (&[Kind::Picture], b"eXIf", Trace::Device),
    (&[Kind::Picture], b"EXIF", Trace::Device),
    (&[Kind::Picture], b"tEXt", Trace::Author),
    (&[Kind::Picture], b"iTXt", Trace::Author),
    (&[Kind::Picture], b"tIME", Trace::Device),
    (&[Kind::Picture], b"Photoshop 3.0", Trace::Author),
    (&[Kind::Picture, Kind::Pdf], b"<x:xmpmeta", Trace::Author),
    (&[Kind::Pdf], b"/Author", Trace::Author),
    (&[Kind::Pdf], b"/Producer", Trace::Device),
    (&[Kind::Pdf], b"/CreationDate", Trace::Device),
    (&[Kind::Pdf], b"/EmbeddedFile", Trace::Within),
    (&[Kind::Pdf], b"/Subtype/Text", Trace::Comments),
    (&[Kind::Pdf], b"/Subtype /Text", Trace::Comments),
    (&[Kind::Office], b"docProps/core.xml", Trace::Author),
    (&[Kind::Office], b"docProps/app.xml", Trace::Device),
    (&[Kind::Office], b"docProps/thumbnail", Trace::Within),
    (&[Kind::Office], b"/embeddings/", Trace::Within),
    (&[Kind::Office], b"comments", Trace::Comments),
    (&[Kind::Office], b"meta.xml", Trace::Author),
    (&[Kind::Mail], b"Received:", Trace::Device),
    (&[Kind::Mail], b"From:", Trace::Addresses),
];

impl Revealed {
    /// What is seen in these bytes, the whole file or its beginning.
    #[must_use]
    pub fn of(file: &[u8]) -> Self {
        let file = file.get(..LOOKED).unwrap_or(file);
        let kind = kind(file);
        let stands = |sign: &[u8]| holds(file, sign);
        let signs = SIGNS.iter().filter(|(kinds, sign, _)| kinds.contains(&kind) && stands(sign));
        let mut traces: BTreeSet<Trace> = signs.map(|(_, _, trace)| *trace).collect();
        if matches!(kind, Kind::Picture | Kind::OtherPicture) && has_place(file) {
            traces.insert(Trace::Place);
        }
        // What is packed together cannot be looked into; it is there as a rule.
        if kind == Kind::Office && traces.is_empty() {
            traces.insert(Trace::Author);
        }
        Self { kind, traces }
    }
}

fn kind(file: &[u8]) -> Kind {
    let at = |place: usize, sign: &[u8]| file.get(place..).is_some_and(|rest| rest.starts_with(sign));
    let begins = |signs: &[&[u8]]| signs.iter().any(|sign| at(0, sign));
    if begins(&[b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]) || (at(0, b"RIFF") && at(8, b"WEBP")) {
        return Kind::Picture;
    }
    if begins(&[b"GIF8", b"BM", b"II*\0", b"MM\0*"]) {
        return Kind::OtherPicture;
    }
    if at(4, b"ftyp") {
        let is_picture = [&b"heic"[..], b"heix", b"mif1", b"avif", b"heim"].iter().any(|brand| at(8, brand));
        return if is_picture { Kind::OtherPicture } else { Kind::Recording };
    }
    if begins(&[b"ID3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3", b"\xff\xfb", b"#!AMR"]) || at(0, b"RIFF") {
        return Kind::Recording;
    }
    if at(0, b"%PDF-") {
        return Kind::Pdf;
    }
    if begins(&[b"\xd0\xcf\x11\xe0", b"{\\rtf"]) {
        return Kind::Office;
    }
    if at(0, b"PK\x03\x04") {
        let marks: [&[u8]; 4] =
            [b"[Content_Types].xml", b"mimetypeapplication/vnd.", b"docProps/", b"META-INF/manifest"];
        return if marks.iter().any(|mark| holds(file, mark)) { Kind::Office } else { Kind::Archive };
    }
    if begins(&[b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b"]) {
        return Kind::Archive;
    }
    let beginning = file.get(..file.len().min(4_096)).unwrap_or_default();
    if beginning.contains(&0) {
        return Kind::Other;
    }
    let is_mail = ["From:", "Received:", "Return-Path:", "Message-ID:", "Delivered-To:"];
    if is_mail.iter().filter(|head| holds(beginning, head.as_bytes())).count() >= 2 { Kind::Mail } else { Kind::Text }
}

fn holds(file: &[u8], sign: &[u8]) -> bool {
    file.windows(sign.len()).any(|window| window == sign)
}

/// Whether the notes of a camera have a part with the place: tag 0x8825 in the first directory of the TIFF structure.
fn has_place(file: &[u8]) -> bool {
    let tiff = |order: &[u8]| {
        let start = file.windows(order.len()).position(|window| window == order)?;
        file.get(start..)
    };
    let little = tiff(b"II*\0").is_some_and(|tiff| directory(tiff, u16::from_le_bytes, u32::from_le_bytes));
    little || tiff(b"MM\0*").is_some_and(|tiff| directory(tiff, u16::from_be_bytes, u32::from_be_bytes))
}

fn directory(tiff: &[u8], short: fn([u8; 2]) -> u16, long: fn([u8; 4]) -> u32) -> bool {
    let short_at = |at: usize| tiff.get(at..)?.first_chunk().map(|bytes| short(*bytes));
    let first = tiff.get(4..).and_then(|rest| rest.first_chunk()).map(|bytes| long(*bytes));
    let Some(first) = first.and_then(|first| usize::try_from(first).ok()) else { return false };
    let count = short_at(first).map_or(0, usize::from);
    (0..count).any(|entry| short_at(first.saturating_add(2 + entry * 12)) == Some(0x8825))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traces(file: &[u8]) -> Vec<Trace> {
        Revealed::of(file).traces.into_iter().collect()
    }

    #[test]
    fn a_picture_with_notes_of_the_camera_tells_place_and_device() {
        let mut jpeg = b"\xff\xd8\xff\xe1\0\x20Exif\0\0II*\0\x08\0\0\0\x01\0".to_vec();
        jpeg.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 0x1a, 0, 0, 0]);
        assert_eq!(traces(&jpeg), [Trace::Place, Trace::Device]);
        let without = b"\xff\xd8\xff\xe1\0\x20Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x0f";
        assert_eq!(traces(without), [Trace::Device]);
        assert_eq!(Revealed::of(b"\xff\xd8\xff\xdb").traces, BTreeSet::new());
    }

    #[test]
    fn a_file_is_what_its_first_bytes_say() {
        for (file, kind) in [
            (&b"%PDF-1.7 /Author (x)"[..], Kind::Pdf),
            (b"PK\x03\x04....[Content_Types].xml", Kind::Office),
            (b"PK\x03\x04....bilder/1.jpg", Kind::Archive),
            (b"\0\0\0\x18ftypheic", Kind::OtherPicture),
            (b"\0\0\0\x18ftypmp42", Kind::Recording),
            (b"RIFF....WAVE", Kind::Recording),
            (b"RIFF....WEBP", Kind::Picture),
            (b"From: a@b.example\nMessage-ID: <1>\n\nHej", Kind::Mail),
            (b"Anteckning", Kind::Text),
            (b"\x01\0\x02", Kind::Other),
            (b"", Kind::Text),
        ] {
            assert_eq!(Revealed::of(file).kind, kind, "{file:?}");
        }
        assert_eq!(traces(b"%PDF-1.7 /Author (x) /EmbeddedFile"), [Trace::Author, Trace::Within]);
        assert_eq!(traces(b"PK\x03\x04 docProps/core.xml word/comments.xml"), [Trace::Author, Trace::Comments]);
    }

    #[test]
    fn a_directory_that_lies_outside_the_file_is_no_place() {
        assert!(!has_place(b"II*\0\xff\xff\xff\xff"));
        assert!(!has_place(b"MM\0*\0\0\0\x08\xff\xff"));
    }
}
