//! Annual reports as inline XBRL (K2 and K3): who signed, in which role, on which day. Nothing else is read.
//!
//! Bolagsverket's taxonomies tag the signatures of the report, of its certificate of adoption and of the auditor with
//! names that begin `Underskrift`, a person to a tuple; the names have changed between years and are told by their ends.

mod roles;

use std::sync::Arc;

use super::bytes::{Held, Store};
use super::words::{day, organisation_no};
use super::xml::{Broken, Element, Node, Rows, Xml, XmlTable};
use super::{RawChunk, RawTable};

const COLUMNS: [&str; 4] = ["org_no", "person_name", "role_kind", "starts_on"];

/// The table of an annual report.
#[must_use]
pub fn open(name: &str, bytes: Vec<u8>) -> Vec<Box<dyn RawTable>> {
    open_store(name, &Store::Memory(Held(Arc::from(bytes))))
}

pub(crate) fn open_store(name: &str, store: &Store) -> Vec<Box<dyn RawTable>> {
    let none = "årsredovisning i iXBRL utan märkta underskrifter: begär ut företrädarna ur Näringslivsregistret";
    vec![XmlTable::boxed((name, store), "company_roles", &COLUMNS, none, || Box::new(Report::default()))]
}

/// Which signature a person stands under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Under {
    Report,
    Certificate,
    Audit,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    First,
    Last,
    Role,
    Date,
}

#[derive(Debug)]
struct Signer {
    under: Under,
    tuple: String,
    line: u64,
    first: String,
    last: String,
    role: String,
    date: String,
}

/// What is found in a report.
#[derive(Default)]
struct Report {
    /// Organisation numbers: that of the contexts and that of the text.
    numbers: Vec<String>,
    signers: Vec<Signer>,
    /// Days that are of a signature as a whole.
    dates: Vec<(Under, String)>,
    is_told: bool,
}

impl Rows for Report {
    fn more(&mut self, xml: &mut Xml, chunk: &mut RawChunk) -> Result<bool, Broken> {
        match xml.next()? {
            Node::Open => {}
            Node::End => {
                self.tell(chunk);
                return Ok(false);
            }
            Node::Text(_) | Node::Close => return Ok(true),
        }
        match xml.path().rsplit('/').next() {
            Some("nonNumeric" | "tuple") => {
                let element = xml.element()?;
                self.facts(&element, "");
            }
            Some("identifier") if xml.path().contains("entity/") => {
                let number = xml.element()?;
                if self.numbers.is_empty() {
                    self.numbers.push(number.own_text().to_owned());
                }
            }
            _ => {}
        }
        Ok(true)
    }
}

impl Report {
    /// Takes in a fact and those within it.
    fn facts(&mut self, element: &Element, tuple: &str) {
        let own = match element.name.as_str() {
            "tuple" => element.attribute("tupleID"),
            _ => element.attribute("tupleRef"),
        };
        let tuple = if own.is_empty() { tuple } else { own };
        if element.name == "nonNumeric" {
            let name = element.attribute("name");
            self.fact(name.rsplit_once(':').map_or(name, |(_, name)| name), element, tuple);
        }
        for child in element.children() {
            self.facts(child, tuple);
        }
    }

    fn fact(&mut self, name: &str, element: &Element, tuple: &str) {
        let text = element.own_text().split_whitespace().collect::<Vec<_>>().join(" ");
        if name == "Organisationsnummer" {
            self.numbers.push(text);
            return;
        }
        let Some((under, part)) = meaning(name) else { return };
        if text.is_empty() {
            return;
        }
        if part == Part::Date && tuple.is_empty() {
            self.dates.push((under, text));
            return;
        }
        let is_same = |signer: &Signer| signer.under == under && signer.tuple == tuple;
        let known = self.signers.iter_mut().rev().find(|signer| is_same(signer)).map(|signer| signer.part(&part));
        // Without tuples a part that stands already begins the next person.
        if let Some(place) = known.filter(|place| place.is_empty()) {
            *place = text;
            return;
        }
        let [first, last, role, date] = [const { String::new() }; 4];
        let mut new = Signer { under, tuple: tuple.to_owned(), line: element.line, first, last, role, date };
        *new.part(&part) = text;
        self.signers.push(new);
    }

    /// A row for each role of each signer, once.
    fn tell(&mut self, chunk: &mut RawChunk) {
        if std::mem::replace(&mut self.is_told, true) {
            return;
        }
        let org_no = organisation_no(&self.numbers);
        let date_of = |under: Under| self.dates.iter().find(|(of, _)| *of == under).map(|(_, date)| date.as_str());
        let mut told: Vec<(String, String, String)> = Vec::new();
        for signer in &self.signers {
            let name = [signer.first.as_str(), signer.last.as_str()].join(" ").trim().to_owned();
            if name.is_empty() {
                continue;
            }
            let own = Some(signer.date.as_str()).filter(|date| !date.is_empty());
            let date = own.or_else(|| date_of(signer.under)).or_else(|| date_of(Under::Report)).unwrap_or_default();
            for role in roles::of(&signer.role, signer.under == Under::Audit) {
                let row = (name.clone(), role, roles::swedish_day(date).unwrap_or_else(|| day(date)));
                if !told.contains(&row) {
                    chunk.push_row(signer.line, [org_no.as_str(), &row.0, &row.1, &row.2]);
                    told.push(row);
                }
            }
        }
    }
}

impl Signer {
    fn part(&mut self, part: &Part) -> &mut String {
        match part {
            Part::First => &mut self.first,
            Part::Last => &mut self.last,
            Part::Role => &mut self.role,
            Part::Date => &mut self.date,
        }
    }
}

/// Which signature a name is of, and which part of it.
fn meaning(name: &str) -> Option<(Under, Part)> {
    let is_signature = name.starts_with("Underskrift") || name.starts_with("Undertecknande");
    let part = match name {
        _ if !is_signature => return None,
        _ if name.ends_with("Tilltalsnamn") => Part::First,
        _ if name.ends_with("Efternamn") => Part::Last,
        _ if name.ends_with("Roll") || name.ends_with("roll") || name.ends_with("Titel") => Part::Role,
        _ if name.ends_with("Datum") || name.ends_with("DagForUndertecknande") => Part::Date,
        _ => return None,
    };
    // The taxonomies spell the certificate in two ways.
    let under = match name {
        _ if name.contains("Faststallelse") || name.contains("Fastallelse") => Under::Certificate,
        _ if name.contains("Revis") => Under::Audit,
        _ => Under::Report,
    };
    Some((under, part))
}
