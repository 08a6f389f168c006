//! The control document: parsed, checked, ready to run.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::{
    Case, CaseKind, Parameter, ParameterValue, Section, Text,
    case::cases,
    document::RawDocument,
    error::{Fault, LibraryError},
    parameter::{RawParameter, parameter_text, parameters},
};

/// Columns of one register that a document reads.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reads {
    /// Columns without which the control cannot be computed.
    #[serde(default)]
    pub required: Vec<String>,
    /// Columns that sharpen or explain; null when missing.
    #[serde(default)]
    pub optional: Vec<String>,
}

/// Which columns of the query name a subject.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectColumns {
    /// `organisation`, `employee`, `unit` or `user`.
    pub kind: String,
    /// Column with the id; a null means that the row has no such subject.
    pub id: String,
    /// Column with a name to show; never a person's name.
    pub name: Option<String>,
}

/// An innocent explanation, or a reason why a unit is outside the control.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// The word that the query returns as `outcome`.
    pub id: String,
    /// What it means, in Swedish, readable after "Vi har prövat:".
    pub sv: String,
}

/// A missing value that keeps a unit from being tested.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotComputable {
    /// The word that the query returns as `outcome`.
    pub id: String,
    /// What is missing, in Swedish.
    pub sv: String,
}

/// The share of tested units that may hit before the run warns.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Lowest expected hits per 10 000 tested units.
    pub min_per_10k: f64,
    /// Highest expected hits per 10 000 tested units.
    pub max_per_10k: f64,
    /// Tested units below which the share says nothing.
    pub from_units: u64,
    /// Where the band comes from: a measurement, or that it is a starting value.
    pub basis: Text,
}

/// A control: a question, its logic in words, its query, its cases.
#[derive(Debug, Clone, PartialEq)]
pub struct Control {
    /// File in the library.
    pub file: String,
    /// Id, `SP-01`.
    pub id: String,
    /// Version; a published version never changes.
    pub version: u32,
    /// Title.
    pub title: Text,
    /// One sentence that says what a hit is.
    pub summary: Text,
    /// Flow id.
    pub flow: String,
    /// Family: controls that see the same thing share one.
    pub family: String,
    /// 1 to 5.
    pub severity: u8,
    /// Purpose that a run must have.
    pub purpose: String,
    /// Legal grounds.
    pub grounds: Vec<String>,
    /// `none`, `indirect`, `staff` or `clients`.
    pub personal_data: String,
    /// What is tested, in plural.
    pub unit: Text,
    /// Expected share of hits.
    pub band: Band,
    /// Where the control comes from.
    pub sources: Vec<String>,
    /// The finding as a sentence with `{column}` places.
    pub sentence: String,
    /// Registers and columns read.
    pub reads: BTreeMap<String, Reads>,
    /// Link tables read: `organisations`, `persons`, `accounts`.
    pub links: Vec<String>,
    /// Who a hit is about; the first is the main subject.
    pub subjects: Vec<SubjectColumns>,
    /// Innocent explanations in the order in which they are tried.
    pub exclusions: Vec<Exclusion>,
    /// Missing values.
    pub not_computable: Vec<NotComputable>,
    /// Parameters.
    pub parameters: BTreeMap<String, Parameter>,
    /// The body, section by section.
    pub sections: Vec<Section>,
    /// The query, ending in the signal contract.
    pub query: String,
    /// Line of the query's first line.
    pub query_line: usize,
    /// The query for the rows behind the hits; reads the table `hits`.
    pub evidence: String,
    /// Simpler tests for comparison.
    pub comparison: Option<String>,
    /// Cases.
    pub cases: Vec<Case>,
}

/// A link document: a query that says which records are the same organisation, person or account.
///
/// With a linkage model the rows of the query are linked by it, and the table has two columns more: `entity_id` and
/// `probability`.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// File in the library.
    pub file: String,
    /// Table name.
    pub id: String,
    /// Version.
    pub version: u32,
    /// Title.
    pub title: Text,
    /// Registers and columns read; all may be missing.
    pub reads: BTreeMap<String, Reads>,
    /// Other link tables that the query reads.
    pub links: Vec<String>,
    /// Name of the linkage model, a file in `linkage/`, that is run over the rows of the query.
    pub model: Option<String>,
    /// The query.
    pub query: String,
    /// Line of the query's first line.
    pub query_line: usize,
    /// Cases.
    pub cases: Vec<Case>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Front {
    id: String,
    version: u32,
    title: Text,
    summary: Text,
    flow: String,
    family: String,
    severity: u8,
    purpose: String,
    grounds: Vec<String>,
    personal_data: String,
    unit: Text,
    band: Band,
    sources: Vec<String>,
    sentence: String,
    reads: BTreeMap<String, Reads>,
    #[serde(default)]
    links: Vec<String>,
    subjects: Vec<SubjectColumns>,
    #[serde(default)]
    exclusions: Vec<Exclusion>,
    #[serde(default)]
    not_computable: Vec<NotComputable>,
    #[serde(default)]
    parameters: BTreeMap<String, RawParameter>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkFront {
    id: String,
    version: u32,
    title: Text,
    reads: BTreeMap<String, Reads>,
    #[serde(default)]
    links: Vec<String>,
    model: Option<String>,
}

/// Headings of a control, in order.
const HEADINGS: [&str; 8] =
    ["Fråga", "Så fungerar den", "Varför", "Falska larm", "Utred så här", "Sökfråga", "Underlag", "Prov"];
/// A heading that a control may have.
const COMPARISON: &str = "Jämförelse";
const SUBJECT_KINDS: [&str; 4] = ["organisation", "employee", "unit", "user"];
pub(crate) const PERSONAL_DATA: [&str; 4] = ["none", "indirect", "staff", "clients"];

impl Control {
    /// Parses a control and checks all that can be checked without running it.
    ///
    /// # Errors
    /// [`LibraryError::Document`] with file, line and what to do.
    pub fn parse(file: &str, text: &str) -> Result<Self, LibraryError> {
        Self::parse_faulty(file, text).map_err(|fault| fault.in_file(file))
    }

    fn parse_faulty(file: &str, text: &str) -> Result<Self, Fault> {
        let raw = RawDocument::split(text)?;
        let front: Front = raw.front()?;
        raw.check_body(&HEADINGS, &[COMPARISON])?;
        let missing = |heading: &str| Fault::new(1, format!("avsnittet `{heading}` saknar ett ```sql-block"));
        let (query_line, query) = raw.sql("Sökfråga")?.ok_or_else(|| missing("Sökfråga"))?;
        let (_, evidence) = raw.sql("Underlag")?.ok_or_else(|| missing("Underlag"))?;
        let comparison = raw.sql(COMPARISON)?.map(|(_, sql)| sql);
        let parameters = parameters(&raw, front.parameters)?;
        let cases = raw.section("Prov").map_or(Ok(Vec::new()), cases)?;
        let control = Self {
            file: file.to_owned(),
            id: front.id,
            version: front.version,
            title: front.title,
            summary: front.summary,
            flow: front.flow,
            family: front.family,
            severity: front.severity,
            purpose: front.purpose,
            grounds: front.grounds,
            personal_data: front.personal_data,
            unit: front.unit,
            band: front.band,
            sources: front.sources,
            sentence: front.sentence,
            reads: front.reads,
            links: front.links,
            subjects: front.subjects,
            exclusions: front.exclusions,
            not_computable: front.not_computable,
            parameters,
            sections: raw.sections.clone(),
            query,
            query_line,
            evidence,
            comparison,
            cases,
        };
        control.check(&raw)?;
        Ok(control)
    }

    fn check(&self, raw: &RawDocument) -> Result<(), Fault> {
        let at = |start: &str, message: String| Err(Fault::new(raw.front_line(start), message));
        if !self.file.ends_with(&format!("{}/{}.md", self.flow, self.id)) {
            return at("id", format!("filen ska heta {}/{}.md", self.flow, self.id));
        }
        if !(1..=5).contains(&self.severity) {
            return at("severity", format!("`severity` är {} men ska vara 1 till 5", self.severity));
        }
        if !PERSONAL_DATA.contains(&self.personal_data.as_str()) {
            return at("personal_data", format!("`personal_data` ska vara en av {}", PERSONAL_DATA.join(", ")));
        }
        if self.grounds.is_empty() || self.sources.is_empty() {
            return at("grounds", "`grounds` och `sources` ska ha minst en post".into());
        }
        if self.subjects.is_empty() {
            return at("id", "minst ett `[[subjects]]` behövs".into());
        }
        for subject in &self.subjects {
            if !SUBJECT_KINDS.contains(&subject.kind.as_str()) {
                return at(
                    "[[subjects]]",
                    format!("`kind = {}` ska vara en av {}", subject.kind, SUBJECT_KINDS.join(", ")),
                );
            }
        }
        self.check_outcomes(raw)?;
        self.check_parameters(raw)?;
        self.check_cases()
    }

    fn check_outcomes(&self, raw: &RawDocument) -> Result<(), Fault> {
        let mut seen = BTreeSet::from(["hit", "pass"]);
        for id in self.declared_outcomes() {
            let line = raw.front_line(&format!("id = \"{id}\""));
            if !seen.insert(id) {
                return Err(Fault::new(line, format!("utfallet `{id}` är deklarerat två gånger")));
            }
            if !self.query.contains(&format!("'{id}'")) {
                return Err(Fault::new(line, format!("utfallet `{id}` används inte i sökfrågan")));
            }
        }
        Ok(())
    }

    fn check_parameters(&self, raw: &RawDocument) -> Result<(), Fault> {
        let sql = [self.query.as_str(), self.comparison.as_deref().unwrap_or("")].concat();
        for (name, parameter) in &self.parameters {
            let mark = if parameter.dated.is_empty() { format!("${name}") } else { format!("param_at('{name}'") };
            if !sql.contains(&mark) {
                let line = raw.front_line(&format!("[parameters.{name}]"));
                return Err(Fault::new(line, format!("parametern `{name}` används inte: sökfrågan saknar `{mark}`")));
            }
        }
        Ok(())
    }

    fn check_cases(&self) -> Result<(), Fault> {
        let line = self.sections.iter().find(|s| s.heading == "Prov").map_or(1, |s| s.line);
        for kind in [CaseKind::Hit, CaseKind::Innocent, CaseKind::Boundary] {
            if !self.cases.iter().any(|case| case.kind == kind) {
                return Err(Fault::new(line, format!("provet `### {}: …` saknas", kind.word())));
            }
        }
        for case in &self.cases {
            if !case.expected.columns.iter().any(|column| column == "outcome") {
                return Err(Fault::new(case.expected.line, "tabellen `Utfall` saknar kolumnen `outcome`"));
            }
            for name in case.parameters.keys() {
                if !self.parameters.contains_key(name) {
                    return Err(Fault::new(case.line, format!("provet sätter parametern `{name}` som inte finns")));
                }
            }
        }
        let shown: BTreeSet<&str> = self.cases.iter().flat_map(Case::outcomes).collect();
        for id in self.declared_outcomes() {
            if !shown.contains(id) {
                return Err(Fault::new(line, format!("inget prov visar utfallet `{id}`; skriv ett")));
            }
        }
        Ok(())
    }

    /// Ids of the exclusions, then of the missing values, in the order of the document.
    fn declared_outcomes(&self) -> impl Iterator<Item = &str> {
        self.exclusions.iter().map(|e| e.id.as_str()).chain(self.not_computable.iter().map(|n| n.id.as_str()))
    }

    /// Text of a section, trimmed; empty when there is none.
    #[must_use]
    pub fn prose(&self, heading: &str) -> &str {
        self.sections.iter().find(|s| s.heading == heading).map_or("", |s| s.body.trim())
    }

    /// Hash of the parameter values in use: defaults overridden by `values`.
    #[must_use]
    pub fn parameter_hash(&self, values: &BTreeMap<String, ParameterValue>) -> String {
        let text = parameter_text(&self.parameters, values);
        blake3::hash(text.as_bytes()).to_hex().chars().take(16).collect()
    }
}

impl Link {
    /// Parses a link document.
    ///
    /// # Errors
    /// [`LibraryError::Document`] with file, line and what to do.
    pub fn parse(file: &str, text: &str) -> Result<Self, LibraryError> {
        let parsed = || {
            let raw = RawDocument::split(text)?;
            let front: LinkFront = raw.front()?;
            raw.check_headings(&["Fråga", "Så fungerar den", "Sökfråga", "Prov"], &[])?;
            let (query_line, query) =
                raw.sql("Sökfråga")?.ok_or_else(|| Fault::new(1, "avsnittet `Sökfråga` saknar ett ```sql-block"))?;
            let cases = raw.section("Prov").map_or(Ok(Vec::new()), cases)?;
            if cases.is_empty() {
                return Err(Fault::new(1, "minst ett prov behövs"));
            }
            Ok((front, query_line, query, cases))
        };
        let (front, query_line, query, cases) = parsed().map_err(|fault: Fault| fault.in_file(file))?;
        let LinkFront { id, version, title, reads, links, model } = front;
        Ok(Self { file: file.to_owned(), id, version, title, reads, links, model, query, query_line, cases })
    }
}
