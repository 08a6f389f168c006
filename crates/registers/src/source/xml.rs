//! XML read safely and as a stream: no document types, no entities of its own, no depth and no size without end.

mod table;
mod text;

use std::io::Read;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

pub(crate) use self::table::{Rows, XmlTable};
use self::text::Utf8;

/// Most elements within elements.
const DEEPEST: usize = 256;
/// Most text in a record that is taken into memory.
const ELEMENT_LIMIT: usize = 256 << 20;

/// Why a file cannot be read further.
#[derive(Debug)]
pub(crate) struct Broken {
    line: u64,
    /// Swedish, without a full stop.
    reason: String,
}

/// What the reader meets.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// An element opens; [`Xml::path`] ends with its name.
    Open,
    /// Text in the open element.
    Text(String),
    /// The element that [`Xml::path`] ended with has closed.
    Close,
    /// The document is over.
    End,
}

/// An element with all that is in it.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    /// Line that it begins on.
    pub(crate) line: u64,
    attributes: Vec<(String, String)>,
    /// Its text and that of the elements in it, in order.
    text: String,
    children: Vec<Element>,
}

/// A document under way.
pub(crate) struct Xml {
    reader: Reader<Utf8>,
    buffer: Vec<u8>,
    /// Local names from the root, with a `/` between.
    path: String,
    /// Length of the path above each open element.
    open: Vec<usize>,
    attributes: Vec<(String, String)>,
    line: u64,
    has_root: bool,
    closes: bool,
}

impl Xml {
    pub(crate) fn new(reader: Box<dyn Read + Send>) -> std::io::Result<Self> {
        Ok(Self {
            reader: Reader::from_reader(Utf8::new(reader)?),
            buffer: Vec::new(),
            path: String::new(),
            open: Vec::new(),
            attributes: Vec::new(),
            line: 1,
            has_root: false,
            closes: false,
        })
    }

    /// Local names of the open elements, `Sie/Journal`.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// An attribute of the element that opened last, by its local name; empty when it has none.
    pub(crate) fn attribute(&self, name: &str) -> &str {
        value_of(&self.attributes, name)
    }

    pub(crate) fn next(&mut self) -> Result<Node, Broken> {
        if std::mem::take(&mut self.closes) {
            self.pop();
            return Ok(Node::Close);
        }
        loop {
            let mut buffer = std::mem::take(&mut self.buffer);
            buffer.clear();
            self.reader.get_mut().begin_event();
            self.line = self.reader.get_ref().line();
            let event = self.reader.read_event_into(&mut buffer);
            let node = match event {
                Ok(event) => self.node(event),
                Err(error) => Err(Broken { line: self.reader.get_ref().line(), reason: explained(&error) }),
            };
            self.buffer = buffer;
            if let Some(node) = node? {
                return Ok(node);
            }
        }
    }

    fn node(&mut self, event: Event<'_>) -> Result<Option<Node>, Broken> {
        Ok(Some(match event {
            Event::Start(start) => self.push(&start)?,
            Event::Empty(start) => {
                self.closes = true;
                self.push(&start)?
            }
            Event::End(_) => {
                self.pop();
                Node::Close
            }
            Event::Text(text) => return self.text((*text).to_owned()),
            Event::CData(text) => return self.text((*text).to_owned()),
            Event::GeneralRef(name) => {
                let resolved = name.resolve_char_ref().map_err(|error| self.broken(explained(&error)))?;
                let Some(sign) = resolved.or_else(|| predefined(&name)) else {
                    return Err(self.broken(format!("entiteten `&{};` är okänd och hämtas inte in", shortened(&name))));
                };
                return self.text(sign.to_string());
            }
            Event::DocType(_) => return Err(self.broken(DOCTYPE.to_owned())),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => return Ok(None),
            Event::Eof if !self.open.is_empty() => {
                return Err(self.broken("filen tar slut mitt i ett element: den är troligen avkortad".to_owned()));
            }
            Event::Eof => Node::End,
        }))
    }

    fn push(&mut self, start: &BytesStart<'_>) -> Result<Node, Broken> {
        if self.open.len() >= DEEPEST {
            return Err(self.broken(format!("fler än {DEEPEST} element i varandra")));
        }
        if self.open.is_empty() && std::mem::replace(&mut self.has_root, true) {
            return Err(self.broken("ett andra yttersta element".to_owned()));
        }
        self.attributes.clear();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| self.broken(format!("inte giltig XML ({error})")))?;
            let value = quick_xml::escape::unescape(&attribute.value)
                .map_err(|error| self.broken(format!("inte giltig XML ({error})")))?;
            // Namespace declarations keep their whole name.
            let key = attribute.key.0;
            let is_binding = key.starts_with("xmlns");
            let name = if is_binding { key } else { key.rsplit_once(':').map_or(key, |(_, name)| name) };
            self.attributes.push((name.to_owned(), value.trim().to_owned()));
        }
        self.open.push(self.path.len());
        if !self.path.is_empty() {
            self.path.push('/');
        }
        let name = start.name();
        self.path.push_str(name.local_name().into_inner());
        Ok(Node::Open)
    }

    fn pop(&mut self) {
        if let Some(length) = self.open.pop() {
            self.path.truncate(length);
        }
    }

    fn text(&self, text: String) -> Result<Option<Node>, Broken> {
        if self.open.is_empty() {
            let is_blank = text.chars().all(|c| c.is_whitespace() || c == '\u{feff}');
            return if is_blank {
                Ok(None)
            } else {
                Err(self.broken("text utanför det yttersta elementet".to_owned()))
            };
        }
        Ok(Some(Node::Text(text)))
    }

    /// A fault where the reader stands.
    fn broken(&self, reason: String) -> Broken {
        Broken { line: self.line, reason }
    }

    /// The element that has just opened, read to its end.
    pub(crate) fn element(&mut self) -> Result<Element, Broken> {
        let mut open = vec![self.opened()];
        let mut size = 0;
        loop {
            match self.next()? {
                Node::Open => open.push(self.opened()),
                Node::Text(text) => {
                    size += text.len();
                    if let Some(last) = open.last_mut() {
                        last.text.push_str(&text);
                    }
                }
                Node::Close => {
                    let Some(done) = open.pop() else { return Ok(Element::default()) };
                    let Some(parent) = open.last_mut() else { return Ok(done) };
                    parent.text.push_str(&done.text);
                    size += 128 + done.text.len();
                    parent.children.push(done);
                }
                Node::End => return Err(self.broken("filen tar slut mitt i ett element".to_owned())),
            }
            if size > ELEMENT_LIMIT {
                return Err(self.broken(format!("ett element är större än {} MiB", ELEMENT_LIMIT >> 20)));
            }
        }
    }

    fn opened(&mut self) -> Element {
        let name = self.path.rsplit('/').next().unwrap_or_default().to_owned();
        let attributes = std::mem::take(&mut self.attributes);
        Element { name, line: self.line, attributes, ..Element::default() }
    }
}

impl Element {
    /// An attribute by its local name; empty when there is none.
    pub(crate) fn attribute(&self, name: &str) -> &str {
        value_of(&self.attributes, name)
    }

    /// Its own text, trimmed.
    pub(crate) fn own_text(&self) -> &str {
        self.text.trim()
    }

    /// Text of the first element at a path below, trimmed; empty when there is none.
    pub(crate) fn text(&self, path: &str) -> &str {
        self.find(path).map_or("", Self::own_text)
    }

    /// The first element at a path below.
    pub(crate) fn find(&self, path: &str) -> Option<&Self> {
        self.all(path).into_iter().next()
    }

    /// All elements at a path below, in order.
    pub(crate) fn all(&self, path: &str) -> Vec<&Self> {
        path.split('/').fold(vec![self], |found, name| {
            let children = found.into_iter().flat_map(|element| &element.children);
            children.filter(|child| child.name == name).collect()
        })
    }

    /// The elements directly in it.
    pub(crate) fn children(&self) -> &[Self] {
        &self.children
    }
}

fn value_of<'a>(attributes: &'a [(String, String)], name: &str) -> &'a str {
    attributes.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
}

const DOCTYPE: &str = "den har en dokumenttyp (DTD), som kan hämta in främmande innehåll; spara om filen utan den";

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

fn explained(error: &quick_xml::Error) -> String {
    match error {
        quick_xml::Error::Io(error) => error.to_string(),
        other => format!("inte giltig XML ({})", shortened(&other.to_string())),
    }
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(80).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// The name and the attributes of a document's root, namespace declarations among them.
pub(crate) struct Root {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
}

/// The root of the document that begins with `head`.
///
/// # Errors
/// Why the document is not read.
pub(crate) fn root(head: &[u8]) -> Result<Root, String> {
    let reader = Box::new(std::io::Cursor::new(head.to_vec()));
    let mut xml = Xml::new(reader).map_err(|error| error.to_string())?;
    match xml.next() {
        Ok(Node::Open) => Ok(Root { name: xml.path.clone(), attributes: std::mem::take(&mut xml.attributes) }),
        Ok(_) => Err("inget element".to_owned()),
        Err(broken) => Err(broken.reason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Element, String> {
        let mut xml = Xml::new(Box::new(std::io::Cursor::new(bytes.to_vec()))).unwrap();
        let all = xml.next().and_then(|_| {
            let root = xml.element()?;
            xml.next().map(|_| root)
        });
        all.map_err(|broken| format!("{}: {}", broken.line, broken.reason))
    }

    #[test]
    fn an_element_has_its_attributes_its_lines_and_its_text_in_order() {
        let root = read("\u{feff}<?xml version='1.0'?>\n<p:a xmlns:p='u' p:x=' 1 '>\n <b>ett &amp; <i>tv&#229;</i><![CDATA[<]]></b>\n<b/></p:a>\n".as_bytes())
            .unwrap();
        assert_eq!((root.name.as_str(), root.attribute("x"), root.attribute("y")), ("a", "1", ""));
        assert_eq!(root.text("b"), "ett & två<");
        assert_eq!(root.all("b").iter().map(|b| b.line).collect::<Vec<_>>(), [3, 4]);
        assert_eq!(root.text("b/i"), "två");
        assert_eq!(root.find("c").map(Element::own_text), None);
    }

    #[test]
    fn every_encoding_of_the_field_is_read() {
        let check = |bytes: Vec<u8>| assert_eq!(read(&bytes).unwrap().text("b"), "Åäö €", "{bytes:?}");
        let text = "<a><b>Åäö €</b></a>";
        check(text.as_bytes().to_vec());
        let windows = |declared: &str| {
            let text = format!("<?xml version=\"1.0\" encoding=\"{declared}\"?>{text}");
            text.chars().map(|c| if c == '€' { 0x80 } else { u8::try_from(u32::from(c)).unwrap() }).collect::<Vec<_>>()
        };
        check(windows("iso-8859-1"));
        check(windows("windows-1252"));
        check(windows("UTF-8"));
        check([0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect());
        let long = format!("<a><c>{}</c><b>Åäö €</b></a>", "å€".repeat(50_000));
        check(long.into_bytes());
    }

    #[test]
    fn what_can_hurt_is_refused() {
        let deep = format!("{}{}", "<a>".repeat(300), "</a>".repeat(300));
        let check = |text: &str, says: &str| {
            let fault = read(text.as_bytes()).unwrap_err();
            assert!(fault.contains(says), "{text}: {fault}");
        };
        check("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "dokumenttyp");
        check("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", "dokumenttyp");
        check("<a>\n&lol;</a>", "2: entiteten `&lol;`");
        check("<a x='&lol;'/>", "inte giltig XML");
        check(&deep, "fler än 256");
        check("<a><b></a></b>", "inte giltig XML");
        check("<a>", "mitt i ett element");
        check("<a/><a/>", "andra yttersta");
        check("<a/>x", "utanför");
    }
}
