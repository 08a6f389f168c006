//! Walks through XML safely: no document types, no entities of its own, no depth without end, no unknown prefixes.
//!
//! Each element is told with its path of local names, each leaf with its text and the place of that text, so that a
//! format can both understand a file and cut pieces out of it.

use std::ops::Range;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::FileFault;
use crate::text::line_at;

/// Most elements within elements.
const DEEPEST: usize = 64;

/// What is told of an element when it opens.
#[derive(Debug)]
pub(crate) struct Tag<'a> {
    /// Local names from the root, each after a `/`.
    pub(crate) path: &'a str,
    /// Name without prefix.
    pub(crate) name: &'a str,
    /// Namespace, or empty.
    pub(crate) namespace: &'a str,
    /// Whether that is the namespace of the outermost element.
    pub(crate) is_of_root: bool,
    /// Where its `<` stands.
    pub(crate) at: usize,
}

/// What is told of an element when it closes.
#[derive(Debug)]
pub(crate) struct Element<'a> {
    /// As in [`Tag`].
    pub(crate) path: &'a str,
    /// From its `<` to behind its last `>`.
    pub(crate) span: Range<usize>,
    /// The text of an element without elements in it, trimmed.
    pub(crate) leaf: Option<Leaf<'a>>,
}

/// An element without elements in it.
#[derive(Debug)]
pub(crate) struct Leaf<'a> {
    /// Its text, trimmed, references resolved.
    pub(crate) text: &'a str,
    /// Where the trimmed text stands, as written.
    pub(crate) span: Range<usize>,
    start: &'a BytesStart<'a>,
}

impl Leaf<'_> {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let found = self.start.attributes().flatten().find(|attribute| attribute.key.0 == name)?;
        quick_xml::escape::unescape(&found.value).ok().map(|value| value.trim().to_owned())
    }
}

/// What a format does with elements.
pub(crate) trait Visit {
    /// An element opens.
    fn open(&mut self, tag: &Tag<'_>) -> Result<(), FileFault>;
    /// An element closes.
    fn close(&mut self, element: &Element<'_>) -> Result<(), FileFault>;
}

/// An element that is open.
#[derive(Debug)]
struct Frame {
    /// Length of the path without it.
    path: usize,
    at: usize,
    content: usize,
    bindings: usize,
    has_child: bool,
}

struct Walk<'t> {
    text: &'t str,
    /// Bytes of the byte order mark, before what the reader sees.
    base: usize,
    path: String,
    value: String,
    frames: Vec<Frame>,
    /// Prefix and namespace, the innermost last.
    bindings: Vec<(String, String)>,
    last: Option<BytesStart<'t>>,
    /// Prefix, number of bindings and namespace of the outermost element.
    root: Option<(String, usize, String)>,
}

/// Tells `visit` every element of a document.
pub(crate) fn walk(text: &str, visit: &mut impl Visit) -> Result<(), FileFault> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut walk = Walk {
        text,
        base: text.len() - body.len(),
        path: String::new(),
        value: String::new(),
        frames: Vec::new(),
        bindings: Vec::new(),
        last: None,
        root: None,
    };
    let mut reader = Reader::from_str(body);
    loop {
        let at = walk.place(reader.buffer_position());
        let event = reader.read_event().map_err(|error| walk.broken(walk.place(reader.error_position()), error))?;
        let end = walk.place(reader.buffer_position());
        match event {
            Event::Start(start) => walk.open(start, at, end, visit)?,
            Event::Empty(start) => {
                walk.open(start, at, end, visit)?;
                walk.close(end, end, visit)?;
            }
            Event::End(_) => walk.close(at, end, visit)?,
            Event::Text(piece) => walk.add(&piece, at)?,
            Event::CData(piece) => walk.add(&piece, at)?,
            Event::GeneralRef(name) => {
                let resolved = name.resolve_char_ref().map_err(|error| walk.broken(at, error))?;
                match resolved.or_else(|| predefined(&name)) {
                    Some(c) => walk.add(c.encode_utf8(&mut [0; 4]), at)?,
                    None => return Err(FileFault::Entity { line: walk.line(at), entity: shortened(&name) }),
                }
            }
            Event::DocType(_) => return Err(FileFault::Doctype { line: walk.line(at) }),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => return walk.finish(),
        }
    }
}

impl<'t> Walk<'t> {
    fn place(&self, position: u64) -> usize {
        self.base + usize::try_from(position).unwrap_or(usize::MAX)
    }

    fn line(&self, at: usize) -> u64 {
        line_at(self.text.as_bytes(), at)
    }

    fn broken(&self, at: usize, detail: impl std::fmt::Display) -> FileFault {
        FileFault::Xml { line: self.line(at), detail: shortened(&detail.to_string()) }
    }

    fn open(
        &mut self,
        start: BytesStart<'t>,
        at: usize,
        content: usize,
        visit: &mut impl Visit,
    ) -> Result<(), FileFault> {
        if self.frames.len() >= DEEPEST {
            return Err(FileFault::TooDeep { line: self.line(at), most: DEEPEST });
        }
        if self.frames.is_empty() && self.root.is_some() {
            return Err(self.broken(at, "ett andra yttersta element"));
        }
        if let Some(parent) = self.frames.last_mut() {
            parent.has_child = true;
        }
        let frame = Frame { path: self.path.len(), at, content, bindings: self.bindings.len(), has_child: false };
        if !start.attributes_raw().is_empty() {
            self.bind(&start, at)?;
        }
        let (name, prefix) = start.name().decompose();
        let prefix = prefix.map_or("", |prefix| prefix.into_inner());
        self.path.push('/');
        self.path.push_str(name.into_inner());
        self.frames.push(frame);
        self.value.clear();
        let bound = self.bindings.len();
        let (namespace, is_of_root) = match &self.root {
            Some((known, count, uri)) if *count == bound && is_same(known, prefix) => (uri.as_str(), true),
            root => {
                let Some(namespace) = self.namespace(prefix) else {
                    return Err(FileFault::Namespace { line: self.line(at), element: shortened(start.name().0) });
                };
                (namespace, root.as_ref().is_none_or(|(_, _, uri)| uri == namespace))
            }
        };
        let first = self.root.is_none().then(|| (prefix.to_owned(), bound, namespace.to_owned()));
        visit.open(&Tag { path: &self.path, name: name.into_inner(), namespace, is_of_root, at })?;
        self.root = first.or(self.root.take());
        self.last = Some(start);
        Ok(())
    }

    /// Takes in the namespaces that a tag declares, and checks its attributes on the way.
    fn bind(&mut self, start: &BytesStart<'t>, at: usize) -> Result<(), FileFault> {
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| self.broken(at, error))?;
            let value = quick_xml::escape::unescape(&attribute.value).map_err(|error| self.broken(at, error))?;
            let key = attribute.key.0;
            let prefix = if key == "xmlns" { Some("") } else { key.strip_prefix("xmlns:") };
            if let Some(prefix) = prefix {
                self.bindings.push((prefix.to_owned(), value.into_owned()));
            }
        }
        Ok(())
    }

    fn namespace(&self, prefix: &str) -> Option<&str> {
        let bound = self.bindings.iter().rev().find(|(known, _)| is_same(known, prefix));
        match bound {
            Some((_, uri)) => Some(uri),
            None if prefix.is_empty() => Some(""),
            None => None,
        }
    }

    fn add(&mut self, piece: &str, at: usize) -> Result<(), FileFault> {
        if self.frames.is_empty() {
            let blank = piece.chars().all(char::is_whitespace);
            return if blank { Ok(()) } else { Err(self.broken(at, "text utanför det yttersta elementet")) };
        }
        self.value.push_str(piece);
        Ok(())
    }

    /// `at` is where the closing tag stands, `end` behind it.
    fn close(&mut self, at: usize, end: usize, visit: &mut impl Visit) -> Result<(), FileFault> {
        let Some(frame) = self.frames.pop() else { return Err(self.broken(at, "en sluttagg för mycket")) };
        let leaf = match &self.last {
            Some(start) if !frame.has_child => {
                let written = self.text.get(frame.content..at).unwrap_or_default();
                let from = frame.content + written.len() - written.trim_start().len();
                let to = from + written.trim().len();
                Some(Leaf { text: self.value.trim(), span: from..to, start })
            }
            _ => None,
        };
        visit.close(&Element { path: &self.path, span: frame.at..end, leaf })?;
        self.path.truncate(frame.path);
        self.bindings.truncate(frame.bindings);
        Ok(())
    }

    fn finish(&self) -> Result<(), FileFault> {
        match (self.frames.is_empty(), self.root.is_some()) {
            (true, true) => Ok(()),
            (true, false) => Err(self.broken(self.text.len(), "inget element")),
            (false, _) => Err(self.broken(self.text.len(), "filen tar slut mitt i ett element")),
        }
    }
}

/// Refuses characters that XML does not know.
pub(crate) fn check_signs(text: &str) -> Result<(), FileFault> {
    let is_bad = |byte: &u8| *byte < 0x20 && !matches!(*byte, b'\t' | b'\n' | b'\r');
    // Without a way out within a piece the compiler compares many bytes at a time.
    let has_bad = |piece: &[u8]| piece.iter().fold(false, |found, byte| found | is_bad(byte));
    if !text.as_bytes().chunks(1 << 12).any(has_bad) {
        return Ok(());
    }
    let at = text.as_bytes().iter().position(is_bad).unwrap_or_default();
    Err(FileFault::Xml { line: line_at(text.as_bytes(), at), detail: "ett osynligt styrtecken".to_owned() })
}

/// The name and the namespace of the outermost element.
pub(crate) fn root(text: &str) -> Result<(String, String), FileFault> {
    let mut root = Root(None);
    let ended = walk(text, &mut root);
    match (root.0, ended) {
        (Some(found), _) => Ok(found),
        (None, ended) => ended.and(Err(FileFault::Empty)),
    }
}

struct Root(Option<(String, String)>);

impl Visit for Root {
    /// Stops at the first element.
    fn open(&mut self, tag: &Tag<'_>) -> Result<(), FileFault> {
        self.0 = Some((tag.name.to_owned(), tag.namespace.to_owned()));
        Err(FileFault::Empty)
    }

    fn close(&mut self, _: &Element<'_>) -> Result<(), FileFault> {
        Ok(())
    }
}

/// Whether two prefixes are the same. Most are empty: comparing no bytes at the address of an empty text costs more than all
/// else here on processors with masked loads.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && (one.is_empty() || one == other)
}

fn predefined(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// At most forty characters, for messages.
pub(crate) fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Leaves(Vec<(String, String, Range<usize>)>);

    impl Visit for Leaves {
        fn open(&mut self, _: &Tag<'_>) -> Result<(), FileFault> {
            Ok(())
        }

        fn close(&mut self, element: &Element<'_>) -> Result<(), FileFault> {
            if let Some(leaf) = &element.leaf {
                self.0.push((element.path.to_owned(), leaf.text.to_owned(), leaf.span.clone()));
            }
            Ok(())
        }
    }

    fn leaves(text: &str) -> Result<Vec<(String, String, Range<usize>)>, FileFault> {
        let mut leaves = Leaves::default();
        check_signs(text)?;
        walk(text, &mut leaves).map(|()| leaves.0)
    }

    #[test]
    fn a_leaf_has_its_path_its_text_and_its_place() {
        let text = "\u{feff}<p:a xmlns:p='u'>\n <p:b> x &amp; &#229;<![CDATA[<]]> </p:b><p:c/></p:a>";
        let found = leaves(text).unwrap();
        assert_eq!((found[0].0.as_str(), found[0].1.as_str()), ("/a/b", "x & å<"));
        assert_eq!(text.get(found[0].2.clone()).unwrap(), "x &amp; &#229;<![CDATA[<]]>");
        assert_eq!((found[1].0.as_str(), found[1].1.as_str()), ("/a/c", ""));
        assert_eq!(found.len(), 2, "an element with elements is no leaf");
    }

    #[test]
    fn what_can_hurt_is_refused() {
        let deep = format!("{}{}", "<a>".repeat(70), "</a>".repeat(70));
        let bad = [
            ("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "dokumenttyp"),
            ("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", "dokumenttyp"),
            ("<a>&lol;</a>", "`&lol;`"),
            (deep.as_str(), "fler än 64"),
            ("<a><b></a></b>", "inte giltig XML"),
            ("<a>", "mitt i ett element"),
            ("<a/><a/>", "andra yttersta"),
            ("<a/>x", "utanför"),
            ("", "inget element"),
            ("<p:a/>", "namnrymd"),
            ("<a>\u{1}</a>", "styrtecken"),
            ("<a b='1' b='2'/>", "inte giltig XML"),
            ("<a>& </a>", "inte giltig XML"),
        ];
        for (text, says) in bad {
            let fault = leaves(text).unwrap_err().to_string();
            assert!(fault.contains(says), "{text}: {fault}");
        }
    }

    #[test]
    fn the_line_of_a_fault_is_told() {
        assert_eq!(leaves("<a>\n\n&x;</a>"), Err(FileFault::Entity { line: 3, entity: "x".to_owned() }));
    }
}
