//! The guide of recruitment (the questions about a post, the words of an extract, how long data is kept) and the sheets of
//! interviews.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    LibraryError, Section, Text,
    document::RawDocument,
    error::Fault,
    words::{Certainty, Form},
};

/// The guide of recruitment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecruitmentGuide {
    /// File in the library.
    pub file: String,
    /// Id, as the file is called.
    pub id: String,
    /// Version; a published version never changes.
    pub version: u32,
    /// Title.
    pub title: Text,
    /// The day the law was read.
    pub law_read: NaiveDate,
    /// Where it comes from.
    pub sources: Vec<String>,
    /// Questions about the post.
    pub questions: Vec<PostQuestion>,
    /// Words that belong to an extract from a criminal register.
    pub extract_words: ExtractWords,
    /// How long data on those who were not chosen is kept; one rule after the other.
    pub retention: Vec<RetentionRule>,
    /// The body, section by section.
    pub sections: Vec<Section>,
}

/// A question about a post, answered by yes or no.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostQuestion {
    /// Id.
    pub id: String,
    /// The question, in plain words.
    pub text: Text,
    /// What helps to answer.
    #[serde(default)]
    pub hint: Option<Text>,
    /// The only forms that it is asked for; empty for all that are recruited.
    #[serde(default)]
    pub about: Vec<Form>,
}

/// Words that belong to an extract.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtractWords {
    /// What to do.
    pub hint: Text,
    /// How words begin, in lower case.
    pub begin: Vec<String>,
}

/// How long data is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionRule {
    /// First day.
    pub from: NaiveDate,
    /// Last day; none when it applies still.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// Months from the decision.
    pub months: u32,
    /// What it rests on.
    pub basis: String,
    /// Where that was read.
    pub source: String,
    /// How sure it is.
    pub certainty: Certainty,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GuideFront {
    id: String,
    version: u32,
    title: Text,
    law_read: NaiveDate,
    sources: Vec<String>,
    questions: Vec<PostQuestion>,
    extract_words: ExtractWords,
    retention: Vec<RetentionRule>,
}

/// The sheet of an interview: the same questions to everybody, judged in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interview {
    /// File in the library.
    pub file: String,
    /// What it asks.
    pub sheet: Sheet,
    /// The body, section by section.
    pub sections: Vec<Section>,
}

/// What a sheet asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// Id, as the file is called.
    pub id: String,
    /// Version; a published version never changes.
    pub version: u32,
    /// Title.
    pub title: Text,
    /// The day its law was read.
    pub law_read: NaiveDate,
    /// Where it comes from.
    pub sources: Vec<String>,
    /// How an answer is judged: words, no numbers.
    pub levels: Vec<Level>,
    /// What it is about.
    pub areas: Vec<Area>,
}

/// A level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Id.
    pub id: String,
    /// What it is called.
    pub title: Text,
}

/// A competence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Id.
    pub id: String,
    /// What it is called.
    pub title: Text,
    /// Whether it is about integrity.
    #[serde(default)]
    pub integrity: bool,
    /// The questions.
    pub questions: Vec<SheetQuestion>,
}

/// A question of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetQuestion {
    /// Id, its own in the whole sheet.
    pub id: String,
    /// The question.
    pub text: Text,
    /// What to listen for.
    pub listen: Text,
}

/// Headings of the guide.
const GUIDE: [&str; 2] = ["När rutinen används", "Gör så här"];
/// Headings of a sheet.
const SHEET: [&str; 2] = ["När bladet används", "Gör så här"];

impl RecruitmentGuide {
    /// Parses the guide and checks it.
    ///
    /// # Errors
    /// [`LibraryError::Document`] with file, line and what to do.
    pub fn parse(file: &str, text: &str) -> Result<Self, LibraryError> {
        Self::parse_faulty(file, text).map_err(|fault| fault.in_file(file))
    }

    fn parse_faulty(file: &str, text: &str) -> Result<Self, Fault> {
        let raw = RawDocument::split(text)?;
        let front: GuideFront = raw.front()?;
        raw.check_body(&GUIDE, &[])?;
        named(&raw, file, &front.id, &front.sources)?;
        unique(&raw, front.questions.iter().map(|question| question.id.as_str()))?;
        let begin = &front.extract_words.begin;
        if begin.is_empty() || begin.iter().any(|word| word.is_empty() || *word != word.to_lowercase()) {
            return Err(Fault::new(raw.front_line("begin"), "`begin` ska ha ord med små bokstäver"));
        }
        let follow = |pair: &[RetentionRule]| match pair {
            [before, after] => before.until.is_some_and(|until| until < after.from),
            _ => true,
        };
        if front.retention.is_empty() || !front.retention.windows(2).all(follow) {
            let what = "`retention` ska ha minst en regel, och en börjar när den förra har slutat";
            return Err(Fault::new(raw.front_line("[[retention]]"), what));
        }
        Ok(Self {
            file: file.to_owned(),
            id: front.id,
            version: front.version,
            title: front.title,
            law_read: front.law_read,
            sources: front.sources,
            questions: front.questions,
            extract_words: front.extract_words,
            retention: front.retention,
            sections: raw.sections,
        })
    }

    /// A question by id.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&PostQuestion> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// The rule on a day.
    #[must_use]
    pub fn retention_on(&self, day: NaiveDate) -> Option<&RetentionRule> {
        self.retention.iter().find(|rule| rule.from <= day && rule.until.is_none_or(|until| day <= until))
    }
}

impl PostQuestion {
    /// Whether it is asked for a form.
    #[must_use]
    pub fn is_asked_for(&self, form: Form) -> bool {
        if self.about.is_empty() { Form::RECRUITED.contains(&form) } else { self.about.contains(&form) }
    }
}

impl Interview {
    /// Parses a sheet and checks it.
    ///
    /// # Errors
    /// [`LibraryError::Document`] with file, line and what to do.
    pub fn parse(file: &str, text: &str) -> Result<Self, LibraryError> {
        Self::parse_faulty(file, text).map_err(|fault| fault.in_file(file))
    }

    fn parse_faulty(file: &str, text: &str) -> Result<Self, Fault> {
        let raw = RawDocument::split(text)?;
        let sheet: Sheet = raw.front()?;
        raw.check_body(&SHEET, &[])?;
        named(&raw, file, &sheet.id, &sheet.sources)?;
        unique(&raw, sheet.levels.iter().map(|level| level.id.as_str()))?;
        unique(&raw, sheet.areas.iter().map(|area| area.id.as_str()))?;
        unique(&raw, sheet.questions().map(|question| question.id.as_str()))?;
        if sheet.levels.len() < 2 {
            return Err(Fault::new(raw.front_line("[[levels]]"), "ett blad har minst två nivåer"));
        }
        if let Some(area) = sheet.areas.iter().find(|area| area.questions.is_empty()) {
            return Err(Fault::new(raw.front_line("[[areas]]"), format!("`{}` har inga frågor", area.id)));
        }
        if !sheet.areas.iter().any(|area| area.integrity) {
            return Err(Fault::new(
                raw.front_line("[[areas]]"),
                "ett blad har frågor om integritet: `integrity = true`",
            ));
        }
        Ok(Self { file: file.to_owned(), sheet, sections: raw.sections })
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.sheet.id
    }
}

impl Sheet {
    /// Every question, in order.
    pub fn questions(&self) -> impl Iterator<Item = &SheetQuestion> {
        self.areas.iter().flat_map(|area| &area.questions)
    }
}

fn named(raw: &RawDocument, file: &str, id: &str, sources: &[String]) -> Result<(), Fault> {
    if !file.ends_with(&format!("/{id}.md")) {
        return Err(Fault::new(raw.front_line("id"), format!("filen ska heta {id}.md")));
    }
    if sources.is_empty() {
        return Err(Fault::new(raw.front_line("sources"), "`sources` ska ha minst en post"));
    }
    Ok(())
}

fn unique<'a>(raw: &RawDocument, ids: impl Iterator<Item = &'a str>) -> Result<(), Fault> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if id.is_empty() || !seen.insert(id) {
            let quoted = format!("\"{id}\"");
            let with = raw.front.lines().enumerate().filter(|(_, line)| line.contains(&quoted)).last();
            let line = with.map_or(1, |(at, _)| at + 2);
            return Err(Fault::new(line, format!("id `{id}` är tomt eller står två gånger; ge var och en ett eget")));
        }
    }
    Ok(())
}
