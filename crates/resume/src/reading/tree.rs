//! XML and JSON as the same tree: names without prefix and in lower case, attributes as parts, so that one mapping serves
//! both forms of a schema.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;

use crate::{Unreadable, Why, limits};

/// An element or a value.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Local name in lower case.
    pub(super) name: String,
    /// Its own text, trimmed and at most [`limits::VALUE_CHARS`] long.
    text: String,
    /// Its parts, in order.
    pub(super) children: Vec<Node>,
    /// Where it stands: a line of XML, a path of JSON.
    pub(super) place: String,
}

impl Node {
    /// Reads JSON.
    pub(super) fn from_json(text: &str, file: &str) -> Result<Self, Unreadable> {
        // Counted before it is parsed, since each part takes much more memory than it has letters.
        if text.bytes().filter(|byte| matches!(byte, b',' | b'[' | b'{')).count() > limits::NODES * 3 {
            return Err(Unreadable::new(file, "", "", Why::TooMuch));
        }
        let value: Value = serde_json::from_str(text).map_err(|error| {
            let line = text.lines().nth(error.line().saturating_sub(1)).unwrap_or_default();
            let from = error.column().saturating_sub(20);
            let value: String = line.chars().skip(from).take(40).collect();
            Unreadable::new(file, format!("rad {}, tecken {}", error.line(), error.column()), &value, Why::BadJson)
        })?;
        let mut left = limits::NODES;
        let mut root = Self::default();
        root.add_json("", &value, "", &mut left).ok_or_else(|| Unreadable::new(file, "", "", Why::TooMuch))?;
        Ok(root.children.pop().unwrap_or_default())
    }

    fn add_json(&mut self, name: &str, value: &Value, place: &str, left: &mut usize) -> Option<()> {
        *left = left.checked_sub(1)?;
        let mut node = Self { name: local(name), place: place.to_owned(), ..Self::default() };
        match value {
            Value::Array(values) => {
                for (at, value) in values.iter().enumerate() {
                    self.add_json(name, value, &format!("{place}[{at}]"), left)?;
                }
                return Some(());
            }
            Value::Object(values) => {
                for (name, value) in values {
                    let place = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
                    node.add_json(name, value, &place, left)?;
                }
            }
            Value::String(text) => node.text = cut(text),
            Value::Number(number) => node.text = number.to_string(),
            Value::Bool(is) => node.text = is.to_string(),
            Value::Null => {}
        }
        self.children.push(node);
        Some(())
    }

    /// Reads XML. A document type or an entity of its own is refused.
    pub(super) fn from_xml(text: &str, file: &str) -> Result<Self, Unreadable> {
        let mut reader = Reader::from_str(text);
        let mut stack = vec![Self::default()];
        let mut left = limits::NODES;
        let mut lines = Lines::default();
        loop {
            let at = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
            let fault = |why| {
                let value: String = text.get(at..).unwrap_or_default().chars().take(40).collect();
                Unreadable::new(file, format!("rad {}", line_at(text, at)), &value, why)
            };
            let event = reader.read_event().map_err(|_| fault(Why::BadXml))?;
            match event {
                Event::Start(start) => {
                    left = left.checked_sub(1).ok_or_else(|| fault(Why::TooMuch))?;
                    if stack.len() > limits::DEPTH {
                        return Err(fault(Why::TooMuch));
                    }
                    stack.push(opened(&start, lines.place(text, at)));
                }
                Event::Empty(start) => {
                    left = left.checked_sub(1).ok_or_else(|| fault(Why::TooMuch))?;
                    let node = opened(&start, lines.place(text, at));
                    closed(&mut stack, node);
                }
                Event::End(_) => {
                    let Some(node) = stack.pop().filter(|_| !stack.is_empty()) else { return Err(fault(Why::BadXml)) };
                    closed(&mut stack, node);
                }
                Event::Text(piece) => add(&mut stack, &piece),
                Event::CData(piece) => add(&mut stack, &piece),
                Event::GeneralRef(name) => {
                    let resolved = name.resolve_char_ref().map_err(|_| fault(Why::BadXml))?;
                    let known = resolved.or_else(|| predefined(&name)).ok_or_else(|| fault(Why::Entities))?;
                    add(&mut stack, known.encode_utf8(&mut [0; 4]));
                }
                Event::DocType(_) => return Err(fault(Why::Entities)),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof if stack.len() == 1 => {
                    return stack.pop().and_then(|mut root| root.children.pop()).ok_or_else(|| fault(Why::BadXml));
                }
                Event::Eof => return Err(fault(Why::BadXml)),
            }
        }
    }

    /// Its own text, or that of a part that holds the value of an element with attributes; nothing when empty.
    pub(super) fn words(&self) -> Option<&str> {
        let value = || {
            ["value", "#text", "$", "content", "label", "formatteddatetime"]
                .iter()
                .find_map(|name| self.child(name)?.words())
        };
        if self.text.is_empty() { value() } else { Some(&self.text) }
    }

    /// The first part with a name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The words of the first part with one of the names, asked in their order.
    pub(super) fn any(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.child(name)?.words())
    }

    /// The first element with a name anywhere within.
    pub(super) fn find(&self, name: &str) -> Option<&Self> {
        self.children.iter().find_map(|child| if child.name == name { Some(child) } else { child.find(name) })
    }

    /// All elements with a name anywhere within, not within each other.
    pub(super) fn all<'a>(&'a self, name: &str) -> Vec<&'a Self> {
        let mut found = Vec::new();
        self.gather(name, &mut found);
        found
    }

    fn gather<'a>(&'a self, name: &str, found: &mut Vec<&'a Self>) {
        for child in &self.children {
            if child.name == name {
                found.push(child);
            } else {
                child.gather(name, found);
            }
        }
    }

    /// All words within, for what is looked for in free text.
    pub(super) fn prose(&self) -> String {
        let mut prose = self.text.clone();
        for child in &self.children {
            let words = child.prose();
            if !words.is_empty() && prose.len() < limits::VALUE_CHARS {
                prose.push('\n');
                prose.push_str(&words);
            }
        }
        prose
    }

    /// The names of its parts, for a message.
    pub(super) fn child_names(&self) -> String {
        let names: Vec<&str> = self.children.iter().take(6).map(|child| child.name.as_str()).collect();
        names.join(", ")
    }
}

fn opened(start: &BytesStart<'_>, place: String) -> Node {
    let mut node = Node { name: local(start.name().0), place, ..Node::default() };
    for attribute in start.attributes().flatten() {
        let name = local(attribute.key.0);
        let value = quick_xml::escape::unescape(&attribute.value).map(|value| cut(&value)).unwrap_or_default();
        if !name.starts_with("xmlns") {
            node.children.push(Node { name, text: value, place: node.place.clone(), ..Node::default() });
        }
    }
    node
}

fn closed(stack: &mut [Node], mut node: Node) {
    node.text = cut(&node.text);
    if let Some(parent) = stack.last_mut() {
        parent.children.push(node);
    }
}

fn add(stack: &mut [Node], piece: &str) {
    if let Some(open) = stack.last_mut().filter(|open| open.text.len() < limits::VALUE_CHARS * 4) {
        open.text.push_str(piece);
    }
}

fn predefined(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => None,
    }
}

/// The name behind its prefix, in lower case.
fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_lowercase()
}

/// At most so much, without blanks at the ends.
fn cut(text: &str) -> String {
    text.trim().chars().take(limits::VALUE_CHARS).collect()
}

fn line_at(text: &str, at: usize) -> usize {
    text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
}

/// Lines counted as far as the reader has come, so that the whole takes linear time.
#[derive(Debug, Default)]
struct Lines {
    at: usize,
    count: usize,
}

impl Lines {
    fn place(&mut self, text: &str, at: usize) -> String {
        let new = text.as_bytes().get(self.at..at).unwrap_or_default();
        self.count += new.iter().filter(|byte| **byte == b'\n').count();
        self.at = self.at.max(at);
        format!("rad {}", self.count + 1)
    }
}
