//! The outer form of every document: TOML between `+++` lines, then `##` headings with text and fenced blocks.

use serde::{Deserialize, Serialize};

use crate::error::Fault;

/// A text in Swedish and English; Swedish is what users see first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

/// A `##` section of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Heading text.
    pub heading: String,
    /// Markdown below the heading, up to the next `##`.
    pub body: String,
    /// Line of the heading, from 1.
    pub line: usize,
}

impl Section {
    /// The fenced block of a language in this section, with the line its text begins on.
    pub(crate) fn fence(&self, language: &str) -> Result<Option<(usize, String)>, Fault> {
        let mut found: Option<(usize, String)> = None;
        let mut open: Option<(usize, String)> = None;
        let opening = format!("```{language}");
        for (at, line) in self.body.lines().enumerate() {
            let number = self.line + 1 + at;
            match &mut open {
                Some(_) if line.trim_end() == "```" => {
                    if found.is_some() {
                        return Err(Fault::new(
                            number,
                            format!("avsnittet `{}` har två block; det ska ha ett", self.heading),
                        ));
                    }
                    found = open.take();
                }
                Some((_, text)) => {
                    text.push_str(line);
                    text.push('\n');
                }
                None if line.trim_end() == opening => open = Some((number + 1, String::new())),
                None => {}
            }
        }
        match open {
            Some((line, _)) => Err(Fault::new(line, format!("blocket i `{}` saknar avslutande ```", self.heading))),
            None => Ok(found),
        }
    }
}

/// Lines of a document with their numbers, from 1.
pub(crate) type Lines<'a> = Vec<(usize, &'a str)>;

/// A document split into front matter and sections.
#[derive(Debug)]
pub(crate) struct RawDocument {
    pub(crate) front: String,
    pub(crate) sections: Vec<Section>,
}

impl RawDocument {
    /// The front matter alone, and the lines of the body with their numbers, from 1.
    pub(crate) fn head(text: &str) -> Result<(Self, Lines<'_>), Fault> {
        let mut lines = text.lines().enumerate();
        match lines.next() {
            Some((_, "+++")) => {}
            _ => return Err(Fault::new(1, "dokumentet ska börja med en rad `+++` och sedan TOML")),
        }
        let mut front = String::new();
        let mut closed = false;
        for (_, line) in lines.by_ref() {
            if line.trim_end() == "+++" {
                closed = true;
                break;
            }
            front.push_str(line);
            front.push('\n');
        }
        if !closed {
            return Err(Fault::new(1, "huvudet saknar avslutande rad `+++`"));
        }
        Ok((Self { front, sections: Vec::new() }, lines.map(|(at, line)| (at + 1, line)).collect()))
    }

    pub(crate) fn split(text: &str) -> Result<Self, Fault> {
        let (Self { front, .. }, lines) = Self::head(text)?;
        let mut sections: Vec<Section> = Vec::new();
        let mut fenced = false;
        for (at, line) in lines {
            if line.starts_with("```") {
                fenced = !fenced;
            }
            if let (false, Some(heading)) = (fenced, line.strip_prefix("## ")) {
                sections.push(Section { heading: heading.trim().to_owned(), body: String::new(), line: at });
            } else if let Some(section) = sections.last_mut() {
                section.body.push_str(line);
                section.body.push('\n');
            } else if !line.trim().is_empty() {
                return Err(Fault::new(at, "text före första rubriken; flytta den under `## Fråga`"));
            }
        }
        Ok(Self { front, sections })
    }

    /// The front matter as `T`; an unknown key is an error with its line.
    pub(crate) fn front<T: serde::de::DeserializeOwned>(&self) -> Result<T, Fault> {
        toml::from_str(&self.front).map_err(|error| {
            let before = error.span().and_then(|span| self.front.get(..span.start)).unwrap_or("");
            Fault::new(before.matches('\n').count() + 2, format!("huvudet: {}", error.message()))
        })
    }

    /// Line of the first front-matter line that begins with `start`, for messages about a value.
    pub(crate) fn front_line(&self, start: &str) -> usize {
        self.front.lines().position(|line| line.starts_with(start)).map_or(1, |at| at + 2)
    }

    /// Checks that the sections are `required`, in that order, with `optional` ones allowed among them.
    pub(crate) fn check_headings(&self, required: &[&str], optional: &[&str]) -> Result<(), Fault> {
        let mut expected = required.iter();
        for section in &self.sections {
            if optional.contains(&section.heading.as_str()) {
                continue;
            }
            match expected.next() {
                Some(heading) if *heading == section.heading => {}
                Some(heading) => {
                    return Err(Fault::new(
                        section.line,
                        format!("rubriken `{}` står där `{heading}` väntas", section.heading),
                    ));
                }
                None => return Err(Fault::new(section.line, format!("okänd rubrik `{}`", section.heading))),
            }
        }
        match expected.next() {
            Some(heading) => Err(Fault::new(1, format!("rubriken `## {heading}` saknas"))),
            None => Ok(()),
        }
    }

    /// Checks the headings, and that each required section has a text.
    pub(crate) fn check_body(&self, required: &[&str], optional: &[&str]) -> Result<(), Fault> {
        self.check_headings(required, optional)?;
        required.iter().try_for_each(|heading| self.prose(heading).map(|_| ()))
    }

    pub(crate) fn section(&self, heading: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.heading == heading)
    }

    /// Body of a required section; a section without text is an error.
    fn prose(&self, heading: &str) -> Result<String, Fault> {
        let Some(section) = self.section(heading) else {
            return Err(Fault::new(1, format!("rubriken `## {heading}` saknas")));
        };
        let text = section.body.trim();
        if text.is_empty() {
            return Err(Fault::new(section.line, format!("avsnittet `{heading}` är tomt")));
        }
        Ok(text.to_owned())
    }

    /// The SQL block of a section and its line.
    pub(crate) fn sql(&self, heading: &str) -> Result<Option<(usize, String)>, Fault> {
        self.section(heading).map_or(Ok(None), |section| section.fence("sql"))
    }
}
