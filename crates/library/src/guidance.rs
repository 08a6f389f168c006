//! Guidance: what everybody who works for the municipality should know, as a page to read and to say »read and understood« to.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::{
    LibraryError, Text,
    document::RawDocument,
    error::Fault,
    html,
    lix::{MOST_LIX, lix},
};

/// A guidance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guidance {
    /// File in the library.
    pub file: String,
    /// Id, as the file is called.
    pub id: String,
    /// Version; who has confirmed an earlier one is asked again.
    pub version: u32,
    /// Its place among the others.
    pub order: u32,
    /// Title.
    pub title: Text,
    /// The day on which the law was last read against it.
    pub law_read: NaiveDate,
    /// Whether each person says »read and understood«.
    pub confirm: bool,
    /// What it rests on.
    pub sources: Vec<String>,
    /// The text, Markdown, Swedish. Its headings begin at the first level.
    pub body: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Front {
    id: String,
    version: u32,
    order: u32,
    title: Text,
    law_read: String,
    confirm: bool,
    sources: Vec<String>,
}

impl Guidance {
    /// Parses a guidance.
    ///
    /// # Errors
    /// [`LibraryError::Document`] with file, line and what to do.
    pub fn parse(file: &str, text: &str) -> Result<Self, LibraryError> {
        Self::parse_faulty(file, text).map_err(|fault| fault.in_file(file))
    }

    fn parse_faulty(file: &str, text: &str) -> Result<Self, Fault> {
        let (raw, lines) = RawDocument::head(text)?;
        let Front { id, version, order, title, law_read, confirm, sources } = raw.front()?;
        check_front(&raw, (file, &id), &sources)?;
        let first = lines.iter().find(|(_, line)| !line.trim().is_empty());
        match first {
            None => return Err(Fault::new(1, "vägledningen har ingen text")),
            Some((at, line)) if line.starts_with('#') => {
                return Err(Fault::new(*at, "ingressen saknas; börja med ett stycke före första rubriken"));
            }
            Some(_) => {}
        }
        if !lines.iter().any(|(_, line)| line.starts_with("# ")) {
            return Err(Fault::new(1, "vägledningen har ingen rubrik; dela in den med `# Rubrik`"));
        }
        let body = readable(&lines, "vägledningen")?;
        Ok(Self {
            file: file.to_owned(),
            id,
            version,
            order,
            title,
            law_read: day(&raw, &law_read)?,
            confirm,
            sources,
            body,
        })
    }

    /// The guidance that it links to, by id.
    #[must_use]
    pub fn links(&self) -> Vec<String> {
        html::read(&self.body).unwrap_or_default()
    }
}

/// What a front matter of guidance and courses must have beside its types.
pub(crate) fn check_front(raw: &RawDocument, (file, id): (&str, &str), sources: &[String]) -> Result<(), Fault> {
    if !file.ends_with(&format!("/{id}.md")) {
        return Err(Fault::new(raw.front_line("id"), format!("filen ska heta {id}.md")));
    }
    let is_short =
        !id.is_empty() && id.bytes().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'-');
    if !is_short {
        return Err(Fault::new(raw.front_line("id"), "`id` ska vara av a-z, 0-9 och bindestreck"));
    }
    if sources.is_empty() || sources.iter().any(|source| source.trim().is_empty()) {
        return Err(Fault::new(raw.front_line("sources"), "`sources` ska ha minst en post och ingen tom"));
    }
    Ok(())
}

/// The day on which the law was read.
pub(crate) fn day(raw: &RawDocument, text: &str) -> Result<NaiveDate, Fault> {
    text.parse().map_err(|_| Fault::new(raw.front_line("law_read"), format!("`law_read` är ingen dag: `{text}`")))
}

/// Lines as a text for people that is easy enough to read.
pub(crate) fn readable(lines: &[(usize, &str)], what: &str) -> Result<String, Fault> {
    let text = prose(lines)?;
    let (number, at) = (lix(&text), lines.first().map_or(1, |(at, _)| *at));
    if number >= MOST_LIX {
        let text = format!(
            "{what} har LIX {},{}; skriv kortare meningar och ord så att det blir under 45",
            number / 10,
            number % 10
        );
        return Err(Fault::new(at, text));
    }
    Ok(text)
}

/// Lines as a text for people.
pub(crate) fn prose(lines: &[(usize, &str)]) -> Result<String, Fault> {
    let text = lines.iter().map(|(_, line)| *line).collect::<Vec<_>>().join("\n").trim().to_owned();
    match html::read(&text) {
        Ok(_) => Ok(text),
        Err(what) => {
            let signs = ["<", "![", "]("];
            let at = lines.iter().find(|(_, line)| signs.iter().any(|sign| line.contains(sign)));
            Err(Fault::new(at.or(lines.first()).map_or(1, |(at, _)| *at), format!("texten har {what}")))
        }
    }
}
