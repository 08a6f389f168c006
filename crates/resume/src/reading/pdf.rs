//! PDF: the text of its pages, what it says about itself, and files inside it.
//!
//! A reader of our own, small enough to be bounded: the crates for it have had crashes that no caller can catch, on files as
//! small as twenty kilobytes (`lopdf` before 0.45: RUSTSEC-2026-0187, a stack that runs out, and its issue 532). Here
//! nothing recurses without a depth, every stream is unpacked against one budget, and cross-reference tables are not
//! trusted: objects are found by looking for them. Numbers are whole thousandths, so that no float is compared.
//! Source: ISO 32000-1, 7.3 (objects), 7.4 (filters), 7.5.7 (object streams), 9 (text), 14.3 (metadata).

mod content;
mod file;
mod font;
mod object;

use std::collections::BTreeSet;
use std::rc::Rc;

use chrono::NaiveDate;

use self::file::File;
use self::object::{Dict, Object};
use super::tree::Node;
use crate::{Document, Format, Stamp, Why, limits};

/// A PDF that has been opened.
#[derive(Debug)]
pub(super) struct Pdf<'a> {
    file: File<'a>,
}

/// Finds the objects of a PDF.
pub(super) fn open(bytes: &[u8]) -> Result<Pdf<'_>, Why> {
    let file = File::open(bytes);
    if file.trailer.contains_key("Encrypt") {
        return Err(Why::Encrypted);
    }
    Ok(Pdf { file })
}

impl Pdf<'_> {
    /// What it says about itself: the information dictionary, else its XMP metadata.
    pub(super) fn document(&mut self) -> Document {
        let info = self.file.dict(self.file.trailer.get("Info"));
        let text = |name: &str| match info.get(name) {
            Some(Object::Text(bytes)) => Some(written(bytes)).filter(|text| !text.is_empty()),
            _ => None,
        };
        let mut document = Document {
            format: Format::PdfText,
            author: text("Author"),
            program: text("Creator"),
            producer: text("Producer"),
            made: text("CreationDate").and_then(|text| day(&text)),
            changed: text("ModDate").and_then(|text| day(&text)),
            ..Document::default()
        };
        if document.made.is_none() && document.author.is_none() {
            self.add_xmp(&mut document);
        }
        document
    }

    fn add_xmp(&mut self, document: &mut Document) {
        let root = self.root();
        let Some(bytes) = root.get("Metadata").and_then(|object| self.file.unpack_object(object)) else { return };
        let Some(xmp) = std::str::from_utf8(&bytes).ok().and_then(|text| Node::from_xml(text, "").ok()) else { return };
        let text =
            |name: &str| xmp.find(name).map(|node| node.prose().trim().to_owned()).filter(|text| !text.is_empty());
        let date = |name: &str| Stamp::parse(&text(name)?).map(Stamp::earliest);
        document.author = text("creator");
        document.program = document.program.take().or_else(|| text("creatortool"));
        document.producer = document.producer.take().or_else(|| text("producer"));
        document.made = date("createdate");
        document.changed = document.changed.or_else(|| date("modifydate"));
    }

    /// The files inside, at most eight.
    pub(super) fn attachments(&mut self) -> Vec<Vec<u8>> {
        let mut numbers = BTreeSet::new();
        for (number, object) in self.file.objects() {
            let Some(dict) = object.as_dict() else { continue };
            if dict.get("Type").is_some_and(|name| name.is_name("EmbeddedFile")) {
                numbers.insert(number);
            }
            if let Some(Object::Dict(files)) = dict.get("EF") {
                numbers.extend(files.get("F").and_then(Object::as_reference));
            }
        }
        numbers.into_iter().take(8).filter_map(|number| self.file.unpack(number)).collect()
    }

    /// The text of its pages, lines between line breaks, columns between tabs, pages between form feeds.
    pub(super) fn text(&mut self) -> Result<String, Why> {
        let pages = self.pages();
        if pages.is_empty() {
            return Err(Why::BadPdf);
        }
        let mut shared = content::Shared::default();
        let mut text = String::new();
        for page in pages {
            let spans = content::spans(&mut self.file, &page, &mut shared);
            text.push_str(&content::lines(spans));
            text.push('\u{c}');
            if text.len() > limits::PDF_TEXT {
                break;
            }
        }
        if text.chars().all(char::is_whitespace) {
            return Err(Why::NoText);
        }
        Ok(text)
    }

    fn root(&self) -> Dict {
        let root = self.file.dict(self.file.trailer.get("Root"));
        if root.contains_key("Pages") {
            return root;
        }
        let catalogues = self.file.objects().filter_map(|(_, object)| object.as_dict());
        catalogues
            .filter(|dict| dict.get("Type").is_some_and(|name| name.is_name("Catalog")))
            .last()
            .cloned()
            .unwrap_or_default()
    }

    /// The pages in order, each with the resources that it inherits.
    fn pages(&self) -> Vec<Dict> {
        let root = self.root();
        let mut pages = Vec::new();
        let mut seen = BTreeSet::new();
        let mut open: Vec<(Object, Option<Rc<Object>>)> =
            root.get("Pages").map(|pages| (pages.clone(), None)).into_iter().collect();
        while let Some((object, inherited)) = open.pop() {
            if object.as_reference().is_some_and(|number| !seen.insert(number)) || pages.len() >= limits::PDF_PAGES {
                continue;
            }
            let mut dict = self.file.dict(Some(&object));
            let resources = dict.get("Resources").cloned().map(Rc::new).or(inherited);
            match self.file.resolve(dict.get("Kids")) {
                // Arrays of kids that stand in each other directly end with the depth of the parser.
                Some(Object::Array(kids)) => {
                    open.extend(
                        kids.iter().rev().take(limits::PDF_OBJECTS).map(|kid| (kid.clone(), resources.clone())),
                    );
                }
                _ if dict.contains_key("Contents") => {
                    if let Some(resources) = resources {
                        dict.insert("Resources".to_owned(), Object::clone(&resources));
                    }
                    pages.push(dict);
                }
                _ => {}
            }
        }
        if pages.is_empty() {
            let loose = self.file.objects().filter_map(|(_, object)| object.as_dict());
            let is_page = |dict: &&Dict| dict.get("Type").is_some_and(|name| name.is_name("Page"));
            pages = loose.filter(is_page).take(limits::PDF_PAGES).cloned().collect();
        }
        pages
    }
}

/// A text string: UTF-16 or UTF-8 with its mark, else nearly Latin-1.
fn written(bytes: &[u8]) -> String {
    let text = match (bytes.strip_prefix(b"\xfe\xff"), bytes.strip_prefix(b"\xef\xbb\xbf")) {
        (Some(wide), _) => font::utf16(wide),
        (None, Some(utf8)) => String::from_utf8_lossy(utf8).into_owned(),
        (None, None) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    };
    text.chars().filter(|c| !c.is_control()).take(limits::VALUE_CHARS).collect::<String>().trim().to_owned()
}

/// The day of `D:20240131120000+01'00'`.
fn day(text: &str) -> Option<NaiveDate> {
    let digits = text.strip_prefix("D:").unwrap_or(text);
    let part = |from: usize, to: usize| digits.get(from..to)?.parse().ok();
    let year = digits.get(0..4)?.parse().ok()?;
    NaiveDate::from_ymd_opt(year, part(4, 6).unwrap_or(1), part(6, 8).unwrap_or(1))
}
