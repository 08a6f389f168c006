//! Which encoding a text file has, and its text.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, Read};

use encoding_rs::{ISO_8859_15, WINDOWS_1252};

/// The encodings that Swedish systems write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// Windows, western Europe.
    Windows1252,
    /// Latin 9, with the euro sign.
    Iso885915,
    /// The code page of DOS.
    Cp437,
    /// What Excel calls Unicode text, low byte first.
    Utf16Le,
    /// The same, high byte first.
    Utf16Be,
}

impl Encoding {
    /// Every encoding.
    pub const ALL: [Self; 6] =
        [Self::Utf8, Self::Windows1252, Self::Iso885915, Self::Cp437, Self::Utf16Le, Self::Utf16Be];

    /// The name, as written in a profile.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Windows1252 => "windows-1252",
            Self::Iso885915 => "iso-8859-15",
            Self::Cp437 => "cp437",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
        }
    }

    /// An encoding by its name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        Self::ALL.into_iter().find(|encoding| encoding.name() == name)
    }

    /// The text of some bytes that begin and end between characters. Bytes that are not UTF-8 in a UTF-8 file are read
    /// as Windows-1252: a file pasted together from two systems.
    #[must_use]
    pub fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Utf8 => match std::str::from_utf8(bytes) {
                Ok(text) => Cow::Borrowed(text),
                Err(_) => Cow::Owned(mixed(bytes)),
            },
            _ if bytes.is_ascii() => Cow::Owned(String::from_utf8_lossy(bytes).into_owned()),
            Self::Windows1252 => WINDOWS_1252.decode_without_bom_handling(bytes).0,
            Self::Iso885915 => ISO_8859_15.decode_without_bom_handling(bytes).0,
            Self::Cp437 => bytes.iter().map(|byte| cp437(*byte)).collect(),
            Self::Utf16Le => encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0,
            Self::Utf16Be => encoding_rs::UTF_16BE.decode_without_bom_handling(bytes).0,
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

fn mixed(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + 64);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    text
}

/// The upper half of code page 437.
const UPPER: [char; 128] = [
    'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å', 'É', 'æ', 'Æ', 'ô', 'ö', 'ò', 'û',
    'ù', 'ÿ', 'Ö', 'Ü', '¢', '£', '¥', '₧', 'ƒ', 'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '⌐', '¬', '½', '¼', '¡',
    '«', '»', '░', '▒', '▓', '│', '┤', '╡', '╢', '╖', '╕', '╣', '║', '╗', '╝', '╜', '╛', '┐', '└', '┴', '┬', '├', '─',
    '┼', '╞', '╟', '╚', '╔', '╩', '╦', '╠', '═', '╬', '╧', '╨', '╤', '╥', '╙', '╘', '╒', '╓', '╫', '╪', '┘', '┌', '█',
    '▄', '▌', '▐', '▀', 'α', 'ß', 'Γ', 'π', 'Σ', 'σ', 'µ', 'τ', 'Φ', 'Θ', 'Ω', 'δ', '∞', 'φ', 'ε', '∩', '≡', '±', '≥',
    '≤', '⌠', '⌡', '÷', '≈', '°', '∙', '·', '√', 'ⁿ', '²', '■', '\u{a0}',
];

/// The character of a byte in code page 437.
#[must_use]
pub fn cp437(byte: u8) -> char {
    match byte.checked_sub(0x80) {
        Some(upper) => UPPER.get(usize::from(upper)).copied().unwrap_or('\u{fffd}'),
        None => char::from(byte),
    }
}

/// Counts what tells encodings apart while a file is read once.
#[derive(Debug, Clone, Default)]
pub struct Census {
    seen: bool,
    utf16: Option<Encoding>,
    multibyte: u64,
    stray: u64,
    windows: u64,
    dos: u64,
    controls: u64,
    euro: u64,
}

impl Census {
    /// Takes in the next bytes of the file; returns how many at the end may be half a character and must come again
    /// first in the next call.
    pub fn update(&mut self, bytes: &[u8]) -> usize {
        if !self.seen {
            self.seen = true;
            self.utf16 = match bytes {
                [0xff, 0xfe, ..] => Some(Encoding::Utf16Le),
                [0xfe, 0xff, ..] => Some(Encoding::Utf16Be),
                _ => None,
            };
        }
        match std::str::from_utf8(bytes) {
            Ok(_) => {
                self.multibyte += u64::from(!bytes.is_ascii());
                0
            }
            Err(error) if error.error_len().is_none() && bytes.len() - error.valid_up_to() < 4 => {
                bytes.len() - error.valid_up_to()
            }
            Err(_) => {
                self.count(bytes);
                0
            }
        }
    }

    fn count(&mut self, bytes: &[u8]) {
        for chunk in bytes.utf8_chunks() {
            self.multibyte += chunk.valid().chars().filter(|c| !c.is_ascii()).count() as u64;
            self.stray += chunk.invalid().len() as u64;
            for byte in chunk.invalid() {
                self.windows += u64::from(matches!(byte, 0xe5 | 0xe4 | 0xf6 | 0xc5 | 0xc4 | 0xd6 | 0xe9));
                self.dos += u64::from(matches!(byte, 0x86 | 0x84 | 0x94 | 0x8f | 0x8e | 0x99 | 0x82));
                self.controls += u64::from(matches!(byte, 0x80..=0x9f));
                self.euro += u64::from(*byte == 0xa4);
            }
        }
    }

    /// The encoding: UTF-8 when the file is, else the one in which the high bytes are Swedish letters.
    #[must_use]
    pub fn guess(&self) -> Encoding {
        match self.utf16 {
            Some(utf16) => utf16,
            None if self.stray == 0 || self.multibyte > self.stray * 10 => Encoding::Utf8,
            None if self.dos > self.windows => Encoding::Cp437,
            None if self.euro > 0 && self.controls == 0 => Encoding::Iso885915,
            None => Encoding::Windows1252,
        }
    }

    /// Whether a file taken for UTF-8 also holds bytes that are not.
    #[must_use]
    pub fn is_mixed(&self) -> bool {
        self.stray > 0 && self.guess() == Encoding::Utf8
    }
}

/// Turns UTF-16 into UTF-8 while it is read; the byte order mark is left out.
pub struct Utf16Reader<R> {
    inner: R,
    decoder: encoding_rs::Decoder,
    raw: Vec<u8>,
    ready: Vec<u8>,
    at: usize,
    is_done: bool,
}

impl<R> fmt::Debug for Utf16Reader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Utf16Reader").finish_non_exhaustive()
    }
}

impl<R: Read> Utf16Reader<R> {
    /// Reads `inner` as the given UTF-16.
    pub fn new(inner: R, encoding: Encoding) -> Self {
        let encoding = if encoding == Encoding::Utf16Be { encoding_rs::UTF_16BE } else { encoding_rs::UTF_16LE };
        let raw = vec![0; 1 << 16];
        Self { inner, decoder: encoding.new_decoder_with_bom_removal(), raw, ready: Vec::new(), at: 0, is_done: false }
    }
}

impl<R: Read> Read for Utf16Reader<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() && !self.is_done {
            let count = self.inner.read(&mut self.raw)?;
            self.is_done = count == 0;
            let raw = self.raw.get(..count).unwrap_or_default();
            let room = self.decoder.max_utf8_buffer_length(count).unwrap_or(1 << 18);
            self.ready.resize(room, 0);
            let (_, _, written, _) = self.decoder.decode_to_utf8(raw, &mut self.ready, self.is_done);
            self.ready.truncate(written);
            self.at = 0;
        }
        let ready = self.ready.get(self.at..).unwrap_or_default();
        let count = ready.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..count), ready.get(..count)) {
            to.copy_from_slice(from);
        }
        self.at += count;
        Ok(count)
    }
}
