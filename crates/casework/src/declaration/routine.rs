//! The routine of declarations: what can be declared, on which grounds secondary employment is forbidden, and how long
//! things take. A document of the library, as the other routines are.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    Length, RoutineError, Text,
    conflict::Sort,
    routine::{
        Certainty, Law,
        check::{broken, read, unique},
    },
};

/// The routine of declarations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Routine {
    /// Id, as the file is called.
    pub id: String,
    /// Version; a published version never changes.
    pub version: u32,
    /// Title.
    pub title: Text,
    /// The day the law was read.
    pub law_read: NaiveDate,
    /// Where the routine comes from.
    pub sources: Vec<String>,
    /// What the employer informs of before anybody declares.
    pub informs: Text,
    /// What can be declared.
    pub kinds: Vec<Kind>,
    /// Why secondary employment is forbidden.
    pub grounds: Vec<Ground>,
    /// The law.
    pub laws: Vec<Law>,
    /// The law that wants the decision to forbid written with reasons, by id. Versions before the second have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// What whoever is forbidden something can do.
    pub negotiate: Negotiate,
    /// How long the assessment may take.
    pub review: Time,
    /// When a round reminds.
    pub remind: Remind,
    /// How long a declaration is kept.
    pub keep: Time,
}

/// Something that can be declared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Id.
    pub id: String,
    /// Title.
    pub title: Text,
    /// What it is, for who declares.
    pub hint: Text,
    /// Whether it is secondary employment, which can be forbidden; else it is a tie, which can not.
    #[serde(default)]
    pub secondary: bool,
    /// Which conflict of interest it makes in cases.
    pub sort: Sort,
    /// Whether it is somebody else's, close to who declares.
    #[serde(default)]
    pub relative: bool,
}

/// Why secondary employment is forbidden.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    /// Id.
    pub id: String,
    /// Title.
    pub title: Text,
    /// What it means.
    pub says: Text,
    /// The law, by id.
    pub law: String,
}

/// What whoever is forbidden something can do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Negotiate {
    /// In words.
    pub text: Text,
    /// The law, by id.
    pub law: String,
}

/// A length of time and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Time {
    /// How long.
    pub length: Length,
    /// The law, by id.
    pub law: String,
    /// How sure it is.
    pub certainty: Certainty,
}

/// When a round reminds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remind {
    /// How long before the last day.
    pub before: Vec<Length>,
}

impl Routine {
    /// The routine that a front matter describes, checked.
    ///
    /// # Errors
    /// [`RoutineError`] with the place, the value and what to do.
    pub fn parse(front: &str) -> Result<Self, RoutineError> {
        let routine: Self = read(front)?;
        routine.check()?;
        Ok(routine)
    }

    /// Checks that there is something to declare and a ground to forbid it on, that ids are unique, and that every law
    /// referred to exists.
    ///
    /// # Errors
    /// [`RoutineError::Broken`] with the first fault.
    pub fn check(&self) -> Result<(), RoutineError> {
        let ids = [
            ("kinds", self.kinds.iter().map(|kind| &kind.id).collect::<Vec<_>>()),
            ("grounds", self.grounds.iter().map(|ground| &ground.id).collect()),
            ("laws", self.laws.iter().map(|law| &law.id).collect()),
        ];
        for (place, ids) in ids {
            if ids.is_empty() {
                return Err(broken(place, "", "saknas; skriv minst en"));
            }
            unique(place, ids.into_iter())?;
        }
        let laws = self.grounds.iter().map(|ground| (format!("grounds.{}", ground.id), &ground.law)).chain([
            ("negotiate".to_owned(), &self.negotiate.law),
            ("review".to_owned(), &self.review.law),
            ("keep".to_owned(), &self.keep.law),
        ]);
        let laws = laws.chain(self.decision.iter().map(|law| ("decision".to_owned(), law)));
        for (place, law) in laws {
            if self.law(law).is_none() {
                return Err(broken(place, law, "finns inte bland `laws`; skriv lagen där eller rätta id:t"));
            }
        }
        Ok(())
    }

    /// Something that can be declared.
    #[must_use]
    pub fn kind(&self, id: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.id == id)
    }

    /// A ground.
    #[must_use]
    pub fn ground(&self, id: &str) -> Option<&Ground> {
        self.grounds.iter().find(|ground| ground.id == id)
    }

    /// A law.
    #[must_use]
    pub fn law(&self, id: &str) -> Option<&Law> {
        self.laws.iter().find(|law| law.id == id)
    }
}
