//! A document as data: what stands in it and in which order, nothing of how it looks.
//!
//! [`Letter::write`] makes one from a case and a template of its routine. Rendering, as a tagged PDF or as a page, is the
//! work of others.

mod write;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{Seq, id::PersonId};

/// A document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// Title, also the title of a PDF.
    pub title: String,
    /// Language of the text, as in BCP 47: `sv`.
    pub language: String,
    /// The authority whose document it is, as it is called.
    pub authority: String,
    /// The day it was written.
    pub day: NaiveDate,
    /// Diary number, when the case has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diary_no: Option<String>,
    /// Secrecy marks (OSL 5:5): which provision, since when, by which authority.
    #[serde(default)]
    pub secrecy_marks: Vec<Mark>,
    /// The text. Levels of headings begin at 1, below the title, and never skip one.
    pub blocks: Vec<Block>,
}

/// A secrecy mark as it stands on a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The provision: `OSL 39 kap. 1 §`.
    pub provision: String,
    /// The day of the mark.
    pub day: NaiveDate,
    /// Who marked it: the authority as it is called.
    pub authority: String,
}

/// A part of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "block", rename_all = "snake_case", deny_unknown_fields)]
pub enum Block {
    /// A heading.
    Heading {
        /// 1 to 3.
        level: u8,
        /// The heading.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// Plain text without line breaks.
        text: String,
    },
    /// A list.
    List {
        /// Whether the items are counted.
        numbered: bool,
        /// At least one item, plain text.
        items: Vec<String>,
    },
    /// A table.
    Table {
        /// What the table shows.
        caption: String,
        /// Headings of the columns; at least one.
        head: Vec<String>,
        /// Rows, each with as many cells as the head; the first cell is the heading of its row.
        rows: Vec<Vec<String>>,
    },
    /// Lines to sign on.
    Signatures {
        /// Who signs.
        lines: Vec<Signature>,
    },
}

/// A line to sign on, or what was signed in the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// Name; empty when it is filled in by hand.
    pub name: String,
    /// In which role.
    pub role: String,
    /// When it was signed in the program; none leaves a line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<String>,
}

/// What a document is written from, beside the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order<'a> {
    /// The template of the routine.
    pub template: &'a str,
    /// The decision that it is about, by its event.
    pub decision: Option<Seq>,
    /// The day.
    pub day: NaiveDate,
    /// The authority as it is called.
    pub authority: &'a str,
    /// Names of people; one who has none here stands as »okänd«.
    pub names: &'a BTreeMap<PersonId, String>,
    /// What the writer filled in, by id of the template's fill.
    pub answers: &'a BTreeMap<String, String>,
}
