//! The text of an XML file as UTF-8, whatever it is written in.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, Encoding, UTF_8, WINDOWS_1252};

const BLOCK: usize = 64 << 10;
/// No text, tag or comment comes near this; without it one of them could fill the memory.
const EVENT_LIMIT: usize = 64 << 20;

/// Decodes as it reads, and counts lines. Bytes that are not UTF-8 in a file that should be are read as Windows-1252.
pub(super) struct Utf8 {
    inner: Box<dyn Read + Send>,
    /// None for UTF-8.
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    out: String,
    at: usize,
    line: u64,
    left: usize,
    is_over: bool,
}

impl Utf8 {
    pub(super) fn new(mut inner: Box<dyn Read + Send>) -> io::Result<Self> {
        let mut raw = Vec::new();
        (&mut inner).take(1024).read_to_end(&mut raw)?;
        let encoding = Encoding::for_bom(&raw).map(|(encoding, _)| encoding).or_else(|| declared(&raw));
        let decoder = encoding.filter(|encoding| *encoding != UTF_8).map(Encoding::new_decoder);
        if raw.starts_with(b"\xef\xbb\xbf") {
            raw.drain(..3);
        }
        Ok(Self { inner, decoder, raw, out: String::new(), at: 0, line: 1, left: EVENT_LIMIT, is_over: false })
    }

    /// The line that the next byte stands on, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// What is read from here on is another piece of the document.
    pub(super) fn begin_event(&mut self) {
        self.left = EVENT_LIMIT;
    }

    fn refill(&mut self) -> io::Result<()> {
        self.out.clear();
        self.at = 0;
        while self.out.is_empty() && !self.is_over {
            self.is_over = (&mut self.inner).take(BLOCK as u64).read_to_end(&mut self.raw)? == 0;
            let kept = match &mut self.decoder {
                None => decode(&self.raw, self.is_over, &mut self.out),
                Some(decoder) => {
                    let room = decoder.max_utf8_buffer_length(self.raw.len()).unwrap_or(self.raw.len() * 4);
                    self.out.reserve(room);
                    let (_, read, _) = decoder.decode_to_string(&self.raw, &mut self.out, self.is_over);
                    self.raw.len() - read
                }
            };
            self.raw.drain(..self.raw.len() - kept);
        }
        Ok(())
    }
}

/// Decodes what is whole and says how many bytes of the end are not.
fn decode(bytes: &[u8], is_over: bool, out: &mut String) -> usize {
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        let invalid = chunk.invalid();
        let is_end = !is_over && bytes.ends_with(invalid) && !invalid.is_empty();
        if is_end && std::str::from_utf8(invalid).is_err_and(|error| error.error_len().is_none()) {
            // `ends_with` also holds for the same bytes earlier on, but those are followed by something: not incomplete.
            let is_last = chunk.invalid().as_ptr_range().end == bytes.as_ptr_range().end;
            if is_last {
                return invalid.len();
            }
        }
        out.push_str(&WINDOWS_1252.decode_without_bom_handling(invalid).0);
    }
    0
}

/// The encoding that the declaration names.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head.get(..head.len().min(200))?);
    let (declaration, _) = head.trim_start().strip_prefix("<?xml")?.split_once("?>")?;
    let (_, after) = declaration.split_once("encoding")?;
    let after = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let label = after.get(1..)?.split(quote).next()?;
    // What says UTF-16 without a byte order mark and could be read this far is not.
    Encoding::for_label(label.as_bytes()).filter(|encoding| encoding.is_ascii_compatible())
}

impl Read for Utf8 {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut available = self.fill_buf()?;
        let count = available.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Utf8 {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            let reason = format!("ett stycke är längre än {} MiB", EVENT_LIMIT >> 20);
            return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
        }
        if self.at >= self.out.len() {
            self.refill()?;
        }
        Ok(self.out.as_bytes().get(self.at..).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        let used = self.out.as_bytes().get(self.at..self.at + count).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', used).count() as u64;
        self.at += count;
        self.left = self.left.saturating_sub(count);
    }
}
