//! The people of a signed act, and the ports to their keys.

use serde::{Deserialize, Serialize};

use crate::Person;

/// Somebody's hand in an act: who, in which role, under whom, and for whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hand {
    /// Who: the id of an account.
    pub person: Person,
    /// The role that the act is done in.
    pub role: String,
    /// The nearest manager of the person; none when there is none or nobody knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<Person>,
    /// For whom, as a deputy or with their power of attorney.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting_for: Option<Person>,
}

/// The hand of somebody who proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposer(pub Hand);

/// The hand of somebody who approves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approver(pub Hand);

/// A signature, as the key made it; in files hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Signature(pub Vec<u8>);

/// A key that is unlocked.
pub trait Signs {
    /// The signature over bytes.
    fn sign(&self, bytes: &[u8]) -> Signature;
}

/// What is known of people: their keys, and what they are.
pub trait Verifies {
    /// Whether a signature over bytes was made with the key of a person.
    fn verifies(&self, person: &Person, bytes: &[u8], signature: &Signature) -> bool;

    /// Whether a hand is what it says at a time, in seconds since 1970: the person, or the one they act for, holds the
    /// role; the manager is theirs; and who they act for has appointed them.
    fn holds(&self, hand: &Hand, at: i64) -> bool;
}

impl Hand {
    /// Whether two hands belong to one person, or one stands for the other, or both stand for the same third.
    pub(super) fn shares(&self, other: &Self) -> bool {
        let mine = [Some(&self.person), self.acting_for.as_ref()];
        let theirs = [Some(&other.person), other.acting_for.as_ref()];
        mine.into_iter().flatten().any(|person| theirs.contains(&Some(person)))
    }

    /// Whether two hands have another role, or another manager that both have and is known.
    pub(super) fn differs(&self, other: &Self) -> bool {
        let managers = self.manager.as_ref().zip(other.manager.as_ref());
        self.role != other.role || managers.is_some_and(|(mine, theirs)| mine != theirs)
    }
}

impl TryFrom<String> for Signature {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let digits = text.as_bytes();
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let pair = |pair: &[u8]| match pair {
            [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
            _ => None,
        };
        let bytes: Option<Vec<u8>> = digits.chunks(2).map(pair).collect();
        bytes.map(Self).ok_or("en underskrift skrivs med hexadecimala siffror, två för varje byte")
    }
}

impl From<Signature> for String {
    fn from(signature: Signature) -> Self {
        signature.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
