//! Lawful checks: which registers an employer must, may or must not ask for, dated and sourced.
//!
//! One document is one group of posts. Its entries follow each other in time: when the law changes, one ends and the next
//! begins, so the answer for a day is what applied that day. Nothing in Rust knows a group by its id.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    LibraryError, Section, Text,
    document::RawDocument,
    error::Fault,
    words::{Certainty, Form, Keeps, LawfulKind, Register},
};

/// A group of posts, and what the law said about checks of those who are to have them, day by day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawfulCheck {
    /// File in the library.
    pub file: String,
    /// Id, as the file is called.
    pub id: String,
    /// Version; a published version never changes.
    pub version: u32,
    /// Place in lists.
    pub order: u32,
    /// Title.
    pub title: Text,
    /// Whom it concerns.
    pub who: Text,
    /// When it is asked about a post.
    pub applies: Applies,
    /// Answers that take it away.
    pub unless: Vec<String>,
    /// The day the law was read.
    pub law_read: NaiveDate,
    /// Where it stands.
    pub sources: Vec<String>,
    /// What applied when, the first first.
    pub entries: Vec<LawfulEntry>,
    /// The body, section by section.
    pub sections: Vec<Section>,
}

/// When a group concerns a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applies {
    /// When this question about the post is answered with yes.
    Answer(String),
    /// When no other group gives a right to check.
    Otherwise,
    /// Always.
    Always,
}

/// What applied during a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LawfulEntry {
    /// First day; none when it is not known.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Last day; none when it applies still.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// Whether it must, may or must not be done.
    pub kind: LawfulKind,
    /// The forms of work that the law covers.
    pub forms: Vec<Form>,
    /// The forms that it may cover: not confirmed.
    #[serde(default)]
    pub unsure: Vec<Form>,
    /// The registers.
    pub registers: Vec<Register>,
    /// The provision.
    pub basis: String,
    /// When it is done.
    pub when: String,
    /// What an extract for this purpose shows.
    #[serde(default)]
    pub shows: Option<String>,
    /// How old an extract may be.
    #[serde(default)]
    pub max_months: Option<u32>,
    /// How it is obtained.
    #[serde(default)]
    pub obtained: Option<String>,
    /// What may be kept.
    pub keeps: Keeps,
    /// At least how long an extract is kept.
    #[serde(default)]
    pub keep_months: Option<u32>,
    /// What may be kept, in words.
    pub note: String,
    /// When it need not be done.
    #[serde(default)]
    pub exemption: Option<String>,
    /// What follows when it is not done.
    #[serde(default)]
    pub consequence: Option<String>,
    /// What is lawful instead.
    #[serde(default)]
    pub instead: Vec<String>,
    /// Whether it steps back when another entry gives a right to check.
    #[serde(default)]
    pub yields: bool,
    /// How sure it is.
    pub certainty: Certainty,
    /// The keys whose values are not confirmed.
    #[serde(default)]
    pub unconfirmed: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Front {
    id: String,
    version: u32,
    order: u32,
    title: Text,
    who: Text,
    applies: String,
    #[serde(default)]
    asks: Option<String>,
    #[serde(default)]
    unless: Vec<String>,
    law_read: NaiveDate,
    sources: Vec<String>,
    entries: Vec<LawfulEntry>,
}

/// Headings, in order.
const HEADINGS: [&str; 2] = ["Vad som gäller", "Så gör du"];

/// What `unconfirmed` may name.
const KEYS: [&str; 11] = [
    "from",
    "forms",
    "registers",
    "basis",
    "when",
    "shows",
    "max_months",
    "obtained",
    "note",
    "consequence",
    "instead",
];

impl LawfulEntry {
    /// Whether it applied on a day.
    #[must_use]
    pub fn applied_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether a lawyer must confirm it before anybody relies on it for this form.
    #[must_use]
    pub fn is_unconfirmed_for(&self, form: Form) -> bool {
        self.certainty == Certainty::U || self.unsure.contains(&form)
    }

    /// Whether it speaks of a form, surely or perhaps.
    #[must_use]
    pub fn covers(&self, form: Form) -> bool {
        self.forms.contains(&form) || self.unsure.contains(&form)
    }

    /// Whether a value of it is not confirmed.
    #[must_use]
    pub fn is_open(&self, key: &str) -> bool {
        self.unconfirmed.iter().any(|one| one == key)
    }

    fn check(&self) -> Result<(), String> {
        let is_forbidden = self.kind == LawfulKind::Forbidden;
        let faults = [
            (self.forms.is_empty(), "`forms` är tomt; skriv vilka former av arbete som posten gäller"),
            (self.unsure.iter().any(|form| self.forms.contains(form)), "en form står både i `forms` och i `unsure`"),
            (self.basis.trim().is_empty(), "`basis` är tomt; skriv lagrummet"),
            (self.when.trim().is_empty(), "`when` är tomt; skriv när kontrollen görs"),
            (self.note.trim().is_empty(), "`note` är tomt; skriv vad som får sparas"),
            (is_forbidden && !self.registers.is_empty(), "en förbjuden kontroll har inga `registers`"),
            (is_forbidden && self.keeps != Keeps::Nothing, "en förbjuden kontroll sparar inget: `keeps = \"nothing\"`"),
            (!is_forbidden && self.registers.is_empty(), "`registers` är tomt; skriv vilka register det gäller"),
            (!is_forbidden && self.keeps == Keeps::Nothing, "`keeps` saknas: skriv vad som får sparas"),
            (
                (self.keeps == Keeps::Extract) != self.keep_months.is_some(),
                "`keep_months` hör ihop med `keeps = \"extract\"`",
            ),
            (self.from.zip(self.until).is_some_and(|(from, until)| until < from), "`until` ligger före `from`"),
        ];
        if let Some((_, rule)) = faults.into_iter().find(|(is_broken, _)| *is_broken) {
            return Err(rule.to_owned());
        }
        match self.unconfirmed.iter().find(|key| !KEYS.contains(&key.as_str())) {
            Some(key) => Err(format!("`unconfirmed` har en okänd nyckel: {key}")),
            None => Ok(()),
        }
    }
}

impl LawfulCheck {
    /// Parses a document and checks it.
    ///
    /// # Errors
    /// [`LibraryError::Document`] with file, line and what to do.
    pub fn parse(file: &str, text: &str) -> Result<Self, LibraryError> {
        Self::parse_faulty(file, text).map_err(|fault| fault.in_file(file))
    }

    fn parse_faulty(file: &str, text: &str) -> Result<Self, Fault> {
        let raw = RawDocument::split(text)?;
        let front: Front = raw.front()?;
        raw.check_body(&HEADINGS, &[])?;
        if !file.ends_with(&format!("/{}.md", front.id)) {
            return Err(Fault::new(raw.front_line("id"), format!("filen ska heta {}.md", front.id)));
        }
        if front.sources.is_empty() {
            return Err(Fault::new(raw.front_line("sources"), "`sources` ska ha minst en post"));
        }
        let applies = match (front.applies.as_str(), front.asks) {
            ("answer", Some(question)) => Applies::Answer(question),
            ("otherwise", None) => Applies::Otherwise,
            ("always", None) => Applies::Always,
            _ => {
                let what = "`applies` är `answer` med en fråga i `asks`, eller `otherwise` eller `always` utan";
                return Err(Fault::new(raw.front_line("applies"), what));
            }
        };
        let lines = entry_lines(&raw.front);
        let line = |at: usize| lines.get(at).copied().unwrap_or(1);
        for (at, entry) in front.entries.iter().enumerate() {
            entry.check().map_err(|what| Fault::new(line(at), what))?;
        }
        for (at, pair) in front.entries.windows(2).enumerate() {
            if let [before, after] = pair
                && before.until.zip(after.from).is_none_or(|(until, from)| until >= from)
            {
                let what = "posten börjar inte efter att den förra slutade; skriv `until` i den förra och `from` här";
                return Err(Fault::new(line(at + 1), what));
            }
        }
        if front.entries.is_empty() {
            return Err(Fault::new(1, "`entries` saknas; skriv vad som gäller och från vilken dag"));
        }
        Ok(Self {
            file: file.to_owned(),
            id: front.id,
            version: front.version,
            order: front.order,
            title: front.title,
            who: front.who,
            applies,
            unless: front.unless,
            law_read: front.law_read,
            sources: front.sources,
            entries: front.entries,
            sections: raw.sections,
        })
    }

    /// What applied on a day.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<&LawfulEntry> {
        self.entries.iter().find(|entry| entry.applied_on(day))
    }

    /// The forms that any entry speaks of.
    #[must_use]
    pub fn forms(&self) -> BTreeSet<Form> {
        self.entries.iter().flat_map(|entry| entry.forms.iter().chain(&entry.unsure)).copied().collect()
    }
}

/// The lines on which entries begin.
fn entry_lines(front: &str) -> Vec<usize> {
    let begins = front.lines().enumerate().filter(|(_, line)| line.trim() == "[[entries]]");
    begins.map(|(at, _)| at + 2).collect()
}
