//! Who acts: the context that every use case takes first.

use access::{Role, Subject};
use casework::id::PersonId;
use chrono::{DateTime, NaiveDate, Utc};
use quorum::Person;

use crate::keyring::SessionId;

/// The act context: a signed-in person in one of their roles, at a time that the caller passes in.
#[derive(Debug, Clone)]
pub struct Cx {
    /// The session.
    pub session: SessionId,
    /// Who.
    pub person: PersonId,
    /// Name for display.
    pub name: String,
    /// What they sign in as.
    pub username: String,
    /// What the policies know of the person; `acting_as` is the role of the act.
    pub subject: Subject,
    /// Language of the person: `sv` or `en`.
    pub locale: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Cx {
    /// The day of the act.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        casework::local::day(self.at)
    }

    /// The role of the act.
    #[must_use]
    pub fn role(&self) -> Role {
        self.subject.acting_as
    }

    /// The time of the act as it stands in the database and in the journal.
    #[must_use]
    pub fn stamp(&self) -> String {
        stamp(self.at)
    }

    /// The person as the registers' own journals name them.
    #[must_use]
    pub fn signature(&self) -> Option<Person> {
        written(&self.name, &self.username)
    }
}

/// A person as the registers' own journals name them: name and user name, so that two people of one name are two.
pub(crate) fn written(name: &str, username: &str) -> Option<Person> {
    Person::new(&format!("{name} ({username})")).ok()
}

/// A time as text: UTC, whole seconds.
#[must_use]
pub fn stamp(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
