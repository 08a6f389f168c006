//! The releases and records of a JSON file, one at a time, however long the file is.
//!
//! Three shapes are met: a package (`{"releases": […]}`), a list, and JSON lines. In lines a broken one costs only itself;
//! in a document a broken post costs itself as long as its braces match.

use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};
use std::ops::Range;

/// No real post comes near this; without it a file that never closes a brace would fill the memory.
const ITEM_LIMIT: usize = 64 << 20;
/// So much of the beginning is looked at for the end of the first line.
const FIRST_LIMIT: u64 = 4 << 20;
/// Packages in lists in packages deeper than this are no OCDS.
const DEPTH_LIMIT: usize = 8;

/// A post as it stands in the file.
#[derive(Debug)]
pub(super) struct Item {
    /// Line that it begins on, from 1.
    pub(super) line: u64,
    /// Its bytes; only the beginning when there is a fault.
    pub(super) bytes: Vec<u8>,
    /// Why it cannot be read; Swedish, follows "Posten ".
    pub(super) fault: Option<String>,
}

type Source = Chain<Cursor<Vec<u8>>, BufReader<Box<dyn Read + Send>>>;

/// The posts of a file.
pub(super) struct Items {
    reader: Source,
    line: u64,
    shape: Shape,
}

enum Shape {
    Lines,
    /// Open lists and packages, the innermost last.
    Document(Vec<Open>),
    Ended,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    List,
    Package,
}

/// What the reading of an object came to.
enum ObjectRead {
    /// It is a package, and the reader stands in its list.
    Package,
    Item(Item),
}

impl Items {
    pub(super) fn new(name: &str, reader: Box<dyn Read + Send>) -> io::Result<Self> {
        let mut reader = BufReader::with_capacity(1 << 16, reader);
        let mut first = Vec::new();
        (&mut reader).take(FIRST_LIMIT).read_until(b'\n', &mut first)?;
        let next = reader.fill_buf()?.iter().copied().find(|byte| !byte.is_ascii_whitespace());
        if first.starts_with(b"\xef\xbb\xbf") {
            first.drain(..3);
        }
        let shape = if is_lines(name, &first, next) { Shape::Lines } else { Shape::Document(Vec::new()) };
        Ok(Self { reader: Cursor::new(first).chain(reader), line: 1, shape })
    }

    /// The next post; a fault belongs to one post unless it says that the file ends.
    pub(super) fn next(&mut self) -> io::Result<Option<Item>> {
        match self.shape {
            Shape::Lines => self.next_line(),
            Shape::Document(_) => self.next_in_document(),
            Shape::Ended => Ok(None),
        }
    }

    fn next_line(&mut self) -> io::Result<Option<Item>> {
        loop {
            let line = self.line;
            let mut bytes = Vec::new();
            let limit = ITEM_LIMIT as u64 + 1;
            if (&mut self.reader).take(limit).read_until(b'\n', &mut bytes)? == 0 {
                self.shape = Shape::Ended;
                return Ok(None);
            }
            self.line += 1;
            if !bytes.ends_with(b"\n") && bytes.len() > ITEM_LIMIT {
                self.reader.skip_until(b'\n')?;
                return Ok(Some(Item { line, bytes: beginning(bytes), fault: Some(too_long()) }));
            }
            // A separator from an array that was cut into lines.
            let text = bytes.trim_ascii();
            let text = text.strip_suffix(b",").unwrap_or(text);
            if !text.is_empty() {
                return Ok(Some(Item { line, bytes: text.to_vec(), fault: None }));
            }
        }
    }

    fn next_in_document(&mut self) -> io::Result<Option<Item>> {
        loop {
            let next = self.peek_token()?;
            let Shape::Document(open) = &mut self.shape else { return Ok(None) };
            let last = open.last().copied();
            match (last, next) {
                (None, None) => {
                    self.shape = Shape::Ended;
                    return Ok(None);
                }
                (Some(_), None) => {
                    self.shape = Shape::Ended;
                    let fault = "saknas: filen tar slut innan dess lista är avslutad".to_owned();
                    return Ok(Some(Item { line: self.line, bytes: Vec::new(), fault: Some(fault) }));
                }
                (Some(Open::List), Some(b']')) | (Some(Open::Package), Some(b'}')) => {
                    open.pop();
                    self.reader.consume(1);
                }
                (Some(Open::Package), Some(b'"')) => self.member()?,
                (None | Some(Open::List), Some(b'[')) if open.len() < DEPTH_LIMIT => {
                    open.push(Open::List);
                    self.reader.consume(1);
                }
                (None | Some(Open::List), Some(b'{')) => {
                    let may_open = open.len() < DEPTH_LIMIT && !open.contains(&Open::Package);
                    if let ObjectRead::Item(item) = self.object(may_open)? {
                        return Ok(Some(item));
                    }
                }
                (_, Some(_)) => return self.stray().map(Some),
            }
        }
    }

    /// The next byte that is neither blank nor a comma, not yet consumed.
    fn peek_token(&mut self) -> io::Result<Option<u8>> {
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(None);
            }
            let is_between = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',');
            let end = buffer.iter().position(|byte| !is_between(byte));
            let blank = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
            self.line += blank.iter().filter(|byte| **byte == b'\n').count() as u64;
            let skipped = blank.len();
            let found = end.and_then(|end| buffer.get(end)).copied();
            self.reader.consume(skipped);
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    /// A member of an open package after its list: another list is entered, anything else passed over.
    fn member(&mut self) -> io::Result<()> {
        let mut scan = Scan::new(false);
        let mut key = Vec::new();
        // The key and what follows it up to the value.
        self.each_byte(|byte| {
            key.push(byte);
            let is_string_over = scan.step(byte) && byte == b'"' && key.len() > 1;
            Some(is_string_over || key.len() > 200)
        })?;
        if self.peek_token()? == Some(b':') {
            self.reader.consume(1);
        }
        let is_list = is_list_key(key.get(1..key.len().saturating_sub(1)).unwrap_or_default());
        match self.peek_token()? {
            Some(b'[') if is_list => {
                if let Shape::Document(open) = &mut self.shape {
                    open.push(Open::List);
                }
                self.reader.consume(1);
                Ok(())
            }
            Some(b'}') | None => Ok(()),
            Some(_) => self.value(&mut Vec::new()).map(drop),
        }
    }

    /// Reads an object to its end, or, when it may be opened and is a package, into its list.
    fn object(&mut self, may_open: bool) -> io::Result<ObjectRead> {
        let line = self.line;
        let mut bytes = Vec::new();
        let mut scan = Scan::new(may_open);
        let mut length = 0_usize;
        let ended = self.each_byte(|byte| {
            length += 1;
            if length <= ITEM_LIMIT {
                bytes.push(byte);
            } else if length == ITEM_LIMIT + 1 {
                bytes = beginning(std::mem::take(&mut bytes));
                scan.may_open = false;
            }
            scan.step_in(byte, &bytes);
            Some(scan.depth == 0 || scan.is_package)
        })?;
        if scan.is_package {
            if let Shape::Document(open) = &mut self.shape {
                open.extend([Open::Package, Open::List]);
            }
            return Ok(ObjectRead::Package);
        }
        let fault = if !ended {
            self.shape = Shape::Ended;
            bytes = beginning(bytes);
            Some("avslutas inte: filen är troligen avkortad".to_owned())
        } else if length > ITEM_LIMIT {
            Some(too_long())
        } else {
            None
        };
        Ok(ObjectRead::Item(Item { line, bytes, fault }))
    }

    /// What is no object where one should stand.
    fn stray(&mut self) -> io::Result<Item> {
        let line = self.line;
        let mut bytes = Vec::new();
        self.value(&mut bytes)?;
        Ok(Item { line, bytes, fault: Some("är inget objekt: här ska en release eller ett record stå".to_owned()) })
    }

    /// Passes over a value, or a lone sign; keeps the beginning of it.
    fn value(&mut self, kept: &mut Vec<u8>) -> io::Result<bool> {
        let mut scan = Scan::new(false);
        let mut count = 0_usize;
        let mut is_bare = false;
        self.each_byte(|byte| {
            if count == 0 {
                is_bare = !matches!(byte, b'{' | b'[' | b'"');
            } else if is_bare && matches!(byte, b',' | b'}' | b']' | b'\n') {
                return None;
            }
            count += 1;
            if kept.len() < 200 {
                kept.push(byte);
            }
            scan.step(byte);
            Some(!is_bare && scan.depth == 0 && !scan.in_string)
        })
    }

    /// Gives byte after byte to `take` until it says that the one given is the last (true), or that the one before was
    /// (none). Counts lines. Says whether that happened before the file ended.
    fn each_byte(&mut self, mut take: impl FnMut(u8) -> Option<bool>) -> io::Result<bool> {
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(false);
            }
            let (mut used, mut is_over) = (0, false);
            for byte in buffer {
                let Some(is_last) = take(*byte) else {
                    is_over = true;
                    break;
                };
                used += 1;
                self.line += u64::from(*byte == b'\n');
                if is_last {
                    is_over = true;
                    break;
                }
            }
            self.reader.consume(used);
            if is_over {
                return Ok(true);
            }
        }
    }
}

/// Where a reader stands in JSON: depth, strings and, in an object that may be a package, its keys.
struct Scan {
    depth: usize,
    in_string: bool,
    is_escaped: bool,
    may_open: bool,
    is_package: bool,
    /// Where the last string at depth 1 stands, and whether a colon followed it.
    string: Range<usize>,
    has_colon: bool,
}

impl Scan {
    fn new(may_open: bool) -> Self {
        Self {
            depth: 0,
            in_string: false,
            is_escaped: false,
            may_open,
            is_package: false,
            string: 0..0,
            has_colon: false,
        }
    }

    /// Takes a byte; says whether it stands outside of strings or ends one.
    fn step(&mut self, byte: u8) -> bool {
        if self.in_string {
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' => self.is_escaped = true,
                b'"' => self.in_string = false,
                _ => {}
            }
            return !self.in_string;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        true
    }

    /// As [`Scan::step`], and finds the list of a package. `bytes` are all so far.
    fn step_in(&mut self, byte: u8, bytes: &[u8]) {
        let was_in_string = self.in_string;
        self.step(byte);
        if !self.may_open {
            return;
        }
        let at = bytes.len();
        match byte {
            b'"' if self.depth == 1 && !was_in_string => self.string = at..at,
            b'"' if self.depth == 1 && !self.in_string => self.string.end = at - 1,
            _ if was_in_string || self.in_string => {}
            b':' if self.depth == 1 => {
                let key = bytes.get(self.string.clone()).unwrap_or_default();
                self.has_colon = is_list_key(key);
                // A release or a record: what lists it holds are its own.
                self.may_open = !matches!(key, b"ocid" | b"compiledRelease" | b"versionedRelease" | b"tender");
            }
            b'[' if self.depth == 2 => self.is_package = self.has_colon,
            b',' | b'{' => self.has_colon = false,
            _ => {}
        }
    }
}

fn is_list_key(key: &[u8]) -> bool {
    matches!(key, b"releases" | b"records")
}

/// Whether every line is a post of its own. `next` is what the second line begins with.
fn is_lines(name: &str, first: &[u8], next: Option<u8>) -> bool {
    let name = name.to_ascii_lowercase();
    let first = first.trim_ascii();
    let says_lines = [".jsonl", ".ndjson", ".jsonlines"].iter().any(|end| name.ends_with(end));
    if !first.starts_with(b"{") || first.len() == 1 {
        return says_lines && !matches!(first, b"{" | b"[");
    }
    let mut scan = Scan::new(false);
    let mut open = Vec::new();
    for byte in first {
        if scan.step(*byte) {
            match byte {
                b'{' | b'[' => open.push(*byte),
                b'}' | b']' => drop(open.pop()),
                _ => {}
            }
        }
    }
    let is_whole = open.is_empty() && !scan.in_string;
    // A line that ends inside a value, or where no object can follow and one does, is a post that was cut; one that ends
    // before a value is laid out over lines.
    let is_cut = match first.last() {
        _ if scan.in_string => true,
        Some(b'[' | b':') => false,
        Some(b'{' | b',') => open.last() == Some(&b'{') && next == Some(b'{'),
        _ => true,
    };
    says_lines || (next.is_some() && (is_whole || is_cut))
}

fn too_long() -> String {
    format!("är längre än {} MiB", ITEM_LIMIT >> 20)
}

fn beginning(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.truncate(800);
    bytes.shrink_to_fit();
    bytes
}
