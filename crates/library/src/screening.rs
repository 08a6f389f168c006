//! Documents of the payment stop: a check asks a question of one payment, a lookup fetches what the registers know of it.
//!
//! A check is to a payment what a control is to a register. Its condition (`Villkor`) is a select list over the table
//! `payment` and the lookups that the check names; each lookup is a query with a key, so that its one row for a payment
//! can be found without running the query again.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::{
    Case, CaseKind, Exclusion, LibraryError, NotComputable, Parameter, Reads, Section, Text,
    case::cases,
    control::PERSONAL_DATA,
    document::RawDocument,
    error::Fault,
    parameter::{RawParameter, parameters},
};

/// What a hit does to the payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stop {
    /// Somebody should look at it; it may go.
    Look,
    /// It is held until two people have decided.
    Hold,
}

/// A check of the payment stop.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// File in the library.
    pub file: String,
    /// Id, `PS-01`.
    pub id: String,
    /// Version; a published version never changes.
    pub version: u32,
    /// Title.
    pub title: Text,
    /// One sentence that says what a hit is.
    pub summary: Text,
    /// What a hit does.
    pub stop: Stop,
    /// Purpose that a screening must have.
    pub purpose: String,
    /// Legal grounds.
    pub grounds: Vec<String>,
    /// `none`, `indirect`, `staff` or `clients`.
    pub personal_data: String,
    /// Where the check comes from.
    pub sources: Vec<String>,
    /// The reason as a sentence with `{column}` places.
    pub sentence: String,
    /// Lookups that the condition reads.
    pub lookups: Vec<String>,
    /// Innocent explanations in the order in which they are tried.
    pub exclusions: Vec<Exclusion>,
    /// Missing values; such a payment is looked at.
    pub not_computable: Vec<NotComputable>,
    /// Parameters.
    pub parameters: BTreeMap<String, Parameter>,
    /// The body, section by section.
    pub sections: Vec<Section>,
    /// The select that gives `outcome` and the columns of the sentence.
    pub condition: String,
    /// Line of the condition's first line.
    pub condition_line: usize,
    /// Cases.
    pub cases: Vec<Case>,
}

/// What the registers know of a payment, found by key.
#[derive(Debug, Clone, PartialEq)]
pub struct Lookup {
    /// File in the library.
    pub file: String,
    /// Name by which conditions read its columns.
    pub id: String,
    /// Version.
    pub version: u32,
    /// Title.
    pub title: Text,
    /// Registers and columns read.
    pub reads: BTreeMap<String, Reads>,
    /// Link tables that the query reads.
    pub links: Vec<String>,
    /// Other lookups that the key reads.
    pub lookups: Vec<String>,
    /// Key column of the query, and the expression over the payment and earlier lookups that must equal it.
    pub key: BTreeMap<String, String>,
    /// The query; it gives one row per key.
    pub query: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckFront {
    id: String,
    version: u32,
    title: Text,
    summary: Text,
    stop: Stop,
    purpose: String,
    grounds: Vec<String>,
    personal_data: String,
    sources: Vec<String>,
    sentence: String,
    #[serde(default)]
    lookups: Vec<String>,
    #[serde(default)]
    exclusions: Vec<Exclusion>,
    #[serde(default)]
    not_computable: Vec<NotComputable>,
    #[serde(default)]
    parameters: BTreeMap<String, RawParameter>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LookupFront {
    id: String,
    version: u32,
    title: Text,
    reads: BTreeMap<String, Reads>,
    #[serde(default)]
    links: Vec<String>,
    #[serde(default)]
    lookups: Vec<String>,
    key: BTreeMap<String, String>,
}

/// Headings of a check, in order.
const HEADINGS: [&str; 7] = ["Fråga", "Så fungerar den", "Varför", "Falska larm", "Utred så här", "Villkor", "Prov"];

impl Check {
    /// Parses a check and tests all that can be tested without running it.
    ///
    /// # Errors
    /// [`LibraryError::Document`] with file, line and what to do.
    pub fn parse(file: &str, text: &str) -> Result<Self, LibraryError> {
        Self::parse_faulty(file, text).map_err(|fault| fault.in_file(file))
    }

    fn parse_faulty(file: &str, text: &str) -> Result<Self, Fault> {
        let raw = RawDocument::split(text)?;
        let front: CheckFront = raw.front()?;
        raw.check_body(&HEADINGS, &[])?;
        let (condition_line, condition) =
            raw.sql("Villkor")?.ok_or_else(|| Fault::new(1, "avsnittet `Villkor` saknar ett ```sql-block"))?;
        let parameters = parameters(&raw, front.parameters)?;
        let check = Self {
            file: file.to_owned(),
            id: front.id,
            version: front.version,
            title: front.title,
            summary: front.summary,
            stop: front.stop,
            purpose: front.purpose,
            grounds: front.grounds,
            personal_data: front.personal_data,
            sources: front.sources,
            sentence: front.sentence,
            lookups: front.lookups,
            exclusions: front.exclusions,
            not_computable: front.not_computable,
            parameters,
            sections: raw.sections.clone(),
            condition,
            condition_line,
            cases: raw.section("Prov").map_or(Ok(Vec::new()), cases)?,
        };
        check.test(&raw)?;
        Ok(check)
    }

    fn test(&self, raw: &RawDocument) -> Result<(), Fault> {
        let at = |start: &str, message: String| Err(Fault::new(raw.front_line(start), message));
        if !self.file.ends_with(&format!("/{}.md", self.id)) {
            return at("id", format!("filen ska heta {}.md", self.id));
        }
        if !PERSONAL_DATA.contains(&self.personal_data.as_str()) {
            return at("personal_data", format!("`personal_data` ska vara en av {}", PERSONAL_DATA.join(", ")));
        }
        if self.grounds.is_empty() || self.sources.is_empty() {
            return at("grounds", "`grounds` och `sources` ska ha minst en post".into());
        }
        for (name, parameter) in &self.parameters {
            let mark = if parameter.dated.is_empty() { format!("${name}") } else { format!("param_at('{name}'") };
            if !self.condition.contains(&mark) {
                return at(&format!("[parameters.{name}]"), format!("villkoret saknar `{mark}`"));
            }
        }
        if let Some(id) = self.declared_outcomes().find(|id| !self.condition.contains(&format!("'{id}'"))) {
            return at(&format!("id = \"{id}\""), format!("utfallet `{id}` används inte i villkoret"));
        }
        self.test_cases()
    }

    fn test_cases(&self) -> Result<(), Fault> {
        let line = self.sections.iter().find(|s| s.heading == "Prov").map_or(1, |s| s.line);
        for kind in [CaseKind::Hit, CaseKind::Innocent] {
            if !self.cases.iter().any(|case| case.kind == kind) {
                return Err(Fault::new(line, format!("provet `### {}: …` saknas", kind.word())));
            }
        }
        let shown: BTreeSet<&str> = self.cases.iter().flat_map(Case::outcomes).collect();
        match self.declared_outcomes().find(|id| !shown.contains(id)) {
            Some(id) => Err(Fault::new(line, format!("inget prov visar utfallet `{id}`; skriv ett"))),
            None => Ok(()),
        }
    }

    fn declared_outcomes(&self) -> impl Iterator<Item = &str> {
        self.exclusions.iter().map(|e| e.id.as_str()).chain(self.not_computable.iter().map(|n| n.id.as_str()))
    }
}

impl Lookup {
    /// Parses a lookup.
    ///
    /// # Errors
    /// [`LibraryError::Document`] with file, line and what to do.
    pub fn parse(file: &str, text: &str) -> Result<Self, LibraryError> {
        let parsed = || {
            let raw = RawDocument::split(text)?;
            let front: LookupFront = raw.front()?;
            raw.check_headings(&["Fråga", "Så fungerar den", "Sökfråga"], &[])?;
            let (_, query) =
                raw.sql("Sökfråga")?.ok_or_else(|| Fault::new(1, "avsnittet `Sökfråga` saknar ett ```sql-block"))?;
            if front.key.is_empty() {
                return Err(Fault::new(raw.front_line("[key]"), "`[key]` ska ha minst en kolumn"));
            }
            Ok((front, query))
        };
        let (front, query) = parsed().map_err(|fault: Fault| fault.in_file(file))?;
        let LookupFront { id, version, title, reads, links, lookups, key } = front;
        Ok(Self { file: file.to_owned(), id, version, title, reads, links, lookups, key, query })
    }
}
