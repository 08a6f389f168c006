//! From bytes to text and back to the same bytes.

use std::borrow::Cow;

use encoding_rs::{ISO_8859_15, WINDOWS_1252};

use crate::FileFault;

/// How the bytes of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    /// A byte a character; every byte has one.
    Single(&'static encoding_rs::Encoding),
}

impl Encoding {
    /// The bytes of a text. A character that the encoding lacks becomes a reference; it cannot come from a file in it.
    pub(crate) fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Self::Single(encoding) => encoding.encode(text).0.into_owned(),
        }
    }

    /// As [`Encoding::encode`], without a copy when the text is the bytes.
    pub(crate) fn encode_owned(self, text: String) -> Vec<u8> {
        if self == Self::Utf8 { text.into_bytes() } else { self.encode(&text) }
    }
}

/// The text of an XML file, which must be what its byte order mark and its declaration say.
///
/// ISO-8859-1 is read as Windows-1252, as browsers do: the programs that declare it mean that.
pub(crate) fn of_xml(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), FileFault> {
    let (text, encoding) = match bytes {
        [0xff, 0xfe, ..] => (utf16(bytes, u16::from_le_bytes)?, Encoding::Utf16Le),
        [0xfe, 0xff, ..] => (utf16(bytes, u16::from_be_bytes)?, Encoding::Utf16Be),
        [0, _, ..] | [_, 0, ..] => return Err(fault("UTF-16 utan byteordningsmärke")),
        _ => return of_ascii_like(bytes),
    };
    match declared(&text) {
        None => {}
        Some(name) if name.starts_with("utf-16") => {}
        Some(name) => return Err(fault(format!("filen är skriven i UTF-16 men anger `{name}`"))),
    }
    Ok((text, encoding))
}

fn of_ascii_like(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), FileFault> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(200)).unwrap_or_default());
    let has_mark = bytes.starts_with(b"\xef\xbb\xbf");
    let declared = declared(&head);
    let single = match declared.as_deref() {
        None | Some("utf-8" | "utf8" | "us-ascii" | "ascii") => None,
        Some("iso-8859-1" | "latin1" | "windows-1252" | "cp1252") => Some(WINDOWS_1252),
        Some("iso-8859-15") => Some(ISO_8859_15),
        Some(other) => return Err(fault(format!("`{other}` läses inte, bara UTF-8, UTF-16 och ISO-8859-1"))),
    };
    let utf8 = std::str::from_utf8(bytes);
    match (single, utf8) {
        (None, Ok(text)) => Ok((Cow::Borrowed(text), Encoding::Utf8)),
        (None, Err(error)) => {
            let line = line_at(bytes, error.valid_up_to());
            Err(fault(format!("filen säger sig vara UTF-8 men rad {line} är det inte")))
        }
        (Some(_), _) if has_mark => Err(fault("filen börjar som UTF-8 men anger en annan kodning")),
        (Some(single), Ok(text)) if text.is_ascii() => Ok((Cow::Borrowed(text), Encoding::Single(single))),
        (Some(_), Ok(_)) => {
            Err(fault(format!("filen anger `{}` men är skriven i UTF-8", declared.unwrap_or_default())))
        }
        (Some(single), Err(_)) => whole(bytes, Encoding::Single(single), single),
    }
}

/// The text of a file that declares nothing: UTF-8, UTF-16 with its mark, or else Windows-1252.
pub(crate) fn of_plain(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), FileFault> {
    match bytes {
        [0xff, 0xfe, ..] => Ok((utf16(bytes, u16::from_le_bytes)?, Encoding::Utf16Le)),
        [0xfe, 0xff, ..] => Ok((utf16(bytes, u16::from_be_bytes)?, Encoding::Utf16Be)),
        _ if bytes.contains(&0) => Err(fault("filen har nollbyte och är ingen text")),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Ok((Cow::Borrowed(text), Encoding::Utf8)),
            Err(_) => whole(bytes, Encoding::Single(WINDOWS_1252), WINDOWS_1252),
        },
    }
}

/// Text whose bytes come back the same, or a fault.
fn whole<'b>(
    bytes: &'b [u8],
    encoding: Encoding,
    single: &'static encoding_rs::Encoding,
) -> Result<(Cow<'b, str>, Encoding), FileFault> {
    let (text, _) = single.decode_without_bom_handling(bytes);
    if encoding.encode(&text) == bytes { Ok((text, encoding)) } else { Err(fault("tecknen går inte att tyda")) }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'_, str>, FileFault> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(fault("filen är skriven i UTF-16 men slutar mitt i ett tecken"));
    }
    let text: Result<String, _> = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect();
    text.map(Cow::Owned).map_err(|_| fault("filen är skriven i UTF-16 men har ett halvt tecken"))
}

/// The encoding that the XML declaration names, in small letters.
fn declared(text: &str) -> Option<String> {
    let head = text.trim_start_matches('\u{feff}').strip_prefix("<?xml")?;
    let (head, _) = head.split_once("?>")?;
    let (_, value) = head.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (name, _) = value.get(1..)?.split_once(quote)?;
    Some(name.trim().to_ascii_lowercase())
}

fn fault(detail: impl Into<String>) -> FileFault {
    FileFault::Encoding { detail: detail.into() }
}

/// The line of a place in a file, from 1.
pub(crate) fn line_at(bytes: &[u8], at: usize) -> u64 {
    let before = bytes.get(..at.min(bytes.len())).unwrap_or_default();
    before.iter().filter(|byte| **byte == b'\n').count() as u64 + 1
}

/// A part of a text; empty where it does not exist.
pub(crate) fn part(text: &str, span: &std::ops::Range<usize>) -> String {
    text.get(span.clone()).unwrap_or_default().to_owned()
}

/// Lines of places that only grow.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    at: usize,
    line: u64,
}

impl Lines {
    /// The line of a place at or after the one asked for before.
    pub(crate) fn of(&mut self, text: &str, at: usize) -> u64 {
        let between = text.as_bytes().get(self.at..at).unwrap_or_default();
        self.line += between.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.at = self.at.max(at);
        self.line + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<String, String> {
        let (text, encoding) = of_xml(bytes).map_err(|fault| fault.to_string())?;
        assert_eq!(encoding.encode(&text), bytes, "the same bytes come back");
        Ok(text.into_owned())
    }

    #[test]
    fn each_declared_encoding_gives_the_same_text() {
        assert!(read("<?xml version='1.0' encoding='UTF-8'?><a>å</a>".as_bytes()).unwrap().contains('å'));
        assert!(read(b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xe5\x80</a>").unwrap().contains("å€"));
        assert!(read(b"\xef\xbb\xbf<a>\xc3\xa5</a>").unwrap().contains('å'));
        for unit in [u16::to_le_bytes, u16::to_be_bytes] {
            let text = "\u{feff}<?xml version=\"1.0\" encoding=\"utf-16\"?><a>å</a>";
            let bytes: Vec<u8> = text.encode_utf16().flat_map(unit).collect();
            assert_eq!(read(&bytes).unwrap(), text);
        }
    }

    #[test]
    fn an_encoding_that_lies_is_refused() {
        let lies: [&[u8]; 7] = [
            b"<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>\xe5</a>",
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>å</a>".as_bytes(),
            b"<?xml version=\"1.0\" encoding=\"UTF-7\"?><a/>",
            b"<\0a\0/\0>\0",
            b"\xff\xfe<\0?\0x\0m\0l\0 \0e\0n\0c\0o\0d\0i\0n\0g\0=\0\"\0U\0T\0F\0-\08\0\"\0?\0>\0",
            b"\xff\xfe<\0a",
            b"\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"latin1\"?><a/>",
        ];
        for bytes in lies {
            assert!(read(bytes).unwrap_err().contains("teckenkodningen"), "{bytes:?}");
        }
    }

    #[test]
    fn lines_are_counted_once() {
        let mut lines = Lines::default();
        assert_eq!([0, 1, 2, 4].map(|at| lines.of("a\nb\nc", at)), [1, 1, 2, 3]);
    }
}
