//! One of the people of an act.

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};

use serde::{Deserialize, Serialize};

use crate::NotAPerson;

/// The most signs that a name has.
pub(crate) const LONGEST: usize = 200;

/// Who acts: a name or a signature, as it was written, without spaces around it and with single spaces inside.
///
/// Two that differ in capital letters only are the same person. Signs that can not be seen, and accents that stand as signs
/// of their own, are refused: they would let one person look like two.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Person(String);

impl Person {
    /// The person that `name` names.
    ///
    /// # Errors
    /// [`NotAPerson`] when the name is empty, too long, or has a sign that does not belong in a name.
    pub fn new(name: &str) -> Result<Self, NotAPerson> {
        let tidy = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if tidy.is_empty() {
            return Err(NotAPerson::Empty);
        }
        let length = tidy.chars().count();
        if length > LONGEST {
            return Err(NotAPerson::TooLong { length });
        }
        let belongs = |sign: &char| sign.is_alphanumeric() || " .,-_'’@+()/:".contains(*sign);
        match tidy.chars().find(|sign| !belongs(sign)) {
            Some(sign) => Err(NotAPerson::Sign { name: tidy, sign }),
            None => Ok(Self(tidy)),
        }
    }

    /// The name as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn folded(&self) -> impl Iterator<Item = char> {
        self.0.chars().flat_map(char::to_lowercase)
    }
}

impl PartialEq for Person {
    fn eq(&self, other: &Self) -> bool {
        self.folded().eq(other.folded())
    }
}

impl Eq for Person {}

impl PartialOrd for Person {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Person {
    fn cmp(&self, other: &Self) -> Ordering {
        self.folded().cmp(other.folded())
    }
}

impl Hash for Person {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for sign in self.folded() {
            sign.hash(state);
        }
    }
}

impl fmt::Display for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Person {
    type Err = NotAPerson;

    fn from_str(name: &str) -> Result<Self, NotAPerson> {
        Self::new(name)
    }
}

impl TryFrom<String> for Person {
    type Error = NotAPerson;

    fn try_from(name: String) -> Result<Self, NotAPerson> {
        Self::new(&name)
    }
}

impl From<Person> for String {
    fn from(person: Person) -> Self {
        person.0
    }
}
