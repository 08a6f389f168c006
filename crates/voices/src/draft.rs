//! What a reporter has written so far.

use std::collections::BTreeSet;

use casework::{
    id::{FileId, PersonId},
    report::event::{Answer, Form, Kept, Matter},
};
use serde::{Deserialize, Serialize};

use crate::{
    card::About,
    reveals::{Kind, Revealed},
};

/// The most letters of a long answer.
pub const LONGEST: usize = 20_000;
/// The most files of a draft.
pub const MOST_FILES: usize = 20;

/// A draft. It exists in the clear only while a request is answered.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Draft {
    /// The channel.
    pub channel: String,
    /// The steps that were answered, by their place in the address.
    pub passed: BTreeSet<String>,
    /// What kind.
    pub matter: Option<Matter>,
    /// Units that it concerns.
    pub units: Vec<String>,
    /// Lines of names that it concerns.
    pub names: Vec<String>,
    /// Whom the reporter leaves out.
    pub excluded: BTreeSet<PersonId>,
    /// What happened.
    pub happened: String,
    /// When.
    pub when: String,
    /// Where.
    pub place: String,
    /// Files.
    pub files: Vec<DraftFile>,
    /// The name; empty for who stays anonymous.
    pub name: String,
    /// How to reach whoever gives a name.
    pub contact: String,
    /// How the reporter wants to tell.
    pub way: Way,
    /// What the recipients should know of a talk or a meeting.
    pub wishes: String,
    /// Whether the reporter has handed it in: it becomes a report as soon as there is room.
    pub is_sent: bool,
    /// The words of the report that was handed in of this draft, until the reporter has saved them.
    pub words: String,
}

/// How a report is made (5:8 p. 1).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// In writing, and that is enough.
    #[default]
    Written,
    /// And by voice.
    Oral,
    /// And at a meeting.
    Meeting,
}

/// A file of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftFile {
    /// The file.
    pub id: FileId,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// What it reveals.
    pub revealed: Revealed,
    /// The clean copy, when one can be made.
    pub copy: Option<CleanCopy>,
    /// Whether the clean copy is sent in its place.
    pub is_copy_chosen: bool,
}

/// A clean copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CleanCopy {
    /// Its size in bytes.
    pub size: u64,
    /// The ending of its name: `jpg`, `png`.
    pub ending: String,
}

impl DraftFile {
    /// The name under which it is sent: a clean copy has none of its own.
    #[must_use]
    pub fn sent_name(&self, place: usize) -> String {
        match self.copy.as_ref().filter(|_| self.is_copy_chosen) {
            Some(copy) => format!("bild-{place}.{}", copy.ending),
            None => self.name.clone(),
        }
    }

    /// Whether something of it is told to whoever opens the file as it is sent.
    #[must_use]
    pub fn tells(&self) -> bool {
        !self.is_copy_chosen && !matches!(self.revealed.kind, Kind::Text)
    }
}

impl Draft {
    /// What it concerns.
    #[must_use]
    pub fn about(&self) -> About<'_> {
        About { units: &self.units, names: &self.names }
    }

    /// How it is made, in the words of the law. What is said is kept as minutes.
    #[must_use]
    pub const fn form(&self) -> Form {
        match self.way {
            Way::Written => Form::Written,
            Way::Oral => Form::Oral(Kept::Minutes),
            Way::Meeting => Form::Meeting(Kept::Minutes),
        }
    }

    /// The answers as the case keeps them, by the step that asked.
    #[must_use]
    pub fn answers(&self) -> Vec<Answer> {
        let about = self.units.iter().chain(&self.names).cloned().collect::<Vec<_>>().join("\n");
        let all = [
            ("vem", about.as_str()),
            ("hande", &self.happened),
            ("nar", &self.when),
            ("var", &self.place),
            ("samtal", &self.wishes),
        ];
        let given = all.into_iter().filter(|(_, text)| !text.trim().is_empty());
        given.map(|(question, text)| Answer { question: question.to_owned(), text: text.to_owned() }).collect()
    }

    /// Whether a name is given.
    #[must_use]
    pub fn is_named(&self) -> bool {
        !self.name.trim().is_empty()
    }
}

impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Draft(…)")
    }
}
