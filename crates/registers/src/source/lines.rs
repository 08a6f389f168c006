//! Lines of a text file, one at a time, however long the file is.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

use encoding_rs::WINDOWS_1252;

/// No real line comes near this; a file without line breaks would otherwise fill the memory.
const LINE_LIMIT: u64 = 4 << 20;

/// Reads line by line and counts.
pub(crate) struct Lines {
    reader: io::Take<BufReader<Box<dyn Read + Send>>>,
    bytes: Vec<u8>,
    number: u64,
}

impl Lines {
    pub(crate) fn new(reader: Box<dyn Read + Send>) -> Self {
        Self { reader: BufReader::with_capacity(1 << 16, reader).take(0), bytes: Vec::new(), number: 0 }
    }

    /// The next line without its line break, and its number from 1.
    pub(crate) fn next(&mut self) -> io::Result<Option<(u64, Cow<'_, str>)>> {
        self.bytes.clear();
        self.reader.set_limit(LINE_LIMIT);
        if self.reader.read_until(b'\n', &mut self.bytes)? == 0 {
            return Ok(None);
        }
        self.number += 1;
        if self.bytes.len() as u64 >= LINE_LIMIT {
            let reason = format!("rad {} är längre än 4 MiB", self.number);
            return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
        }
        let mut line = self.bytes.as_slice();
        if self.number == 1 {
            line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        }
        line = line.strip_suffix(b"\n").unwrap_or(line);
        line = line.strip_suffix(b"\r").unwrap_or(line);
        Ok(Some((self.number, decode(line))))
    }
}

/// UTF-8 when the line is, else Windows-1252.
fn decode(line: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(line) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(line).0,
    }
}
