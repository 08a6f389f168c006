//! The ids of people, cases and what belongs to them: random, made by the caller, different types so that one can not
//! stand in another's place.

use std::{fmt, str::FromStr};

use quorum::{NotAPerson, Person};
use serde::{Deserialize, Serialize};

/// A text that is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAnId {
    /// Not 32 hexadecimal digits.
    #[error("`{text}` är inget {what}: det ska vara 32 hexadecimala siffror")]
    Random {
        /// What it should name, in Swedish.
        what: &'static str,
        /// The text.
        text: String,
    },
    /// Not the short name of an authority.
    #[error(
        "`{text}` är inget kortnamn för en myndighet: skriv 1 till 60 tecken ur a-z, 0-9, - och _, först en bokstav"
    )]
    Slug {
        /// The text.
        text: String,
    },
}

/// 128 bits, written as 32 hexadecimal digits.
fn bits(text: &str) -> Option<u128> {
    let digits = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if digits { u128::from_str_radix(text, 16).ok() } else { None }
}

macro_rules! random_id {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(u128);

        impl $name {
            /// The id made of 128 random bits.
            #[must_use]
            pub const fn from_bits(bits: u128) -> Self {
                Self(bits)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:032x}", self.0)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                bits(text).map(Self).ok_or_else(|| NotAnId::Random { what: $what, text: text.to_owned() })
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAnId;

            fn try_from(text: String) -> Result<Self, NotAnId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }
    };
}

random_id!(
    /// Somebody with an account.
    PersonId,
    "person-id"
);
random_id!(
    /// A case.
    CaseId,
    "ärende-id"
);
random_id!(
    /// What one person proposed and another may approve.
    ProposalId,
    "förslags-id"
);
random_id!(
    /// A sealed file.
    FileId,
    "fil-id"
);

impl TryFrom<PersonId> for Person {
    type Error = NotAPerson;

    /// The person as one of the two of an act.
    fn try_from(id: PersonId) -> Result<Self, NotAPerson> {
        Self::new(&id.to_string())
    }
}

/// The short name of a board (nämnd) or a company: `socialnamnden`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AuthorityId(String);

impl AuthorityId {
    /// The short name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AuthorityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for AuthorityId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let belongs = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_';
        let letter = text.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase());
        if letter && text.len() <= 60 && text.bytes().all(belongs) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAnId::Slug { text: text.to_owned() })
        }
    }
}

impl TryFrom<String> for AuthorityId {
    type Error = NotAnId;

    fn try_from(text: String) -> Result<Self, NotAnId> {
        text.parse()
    }
}

impl From<AuthorityId> for String {
    fn from(id: AuthorityId) -> Self {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_32_hexadecimal_digits_and_nothing_else() {
        let id = PersonId::from_bits(0xA1);
        assert_eq!(id.to_string(), "000000000000000000000000000000a1");
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("000000000000000000000000000000A1".parse(), Ok(id));
        for text in ["", "a1", "+00000000000000000000000000000a1", "000000000000000000000000000000å"] {
            assert!(text.parse::<PersonId>().is_err(), "{text}");
        }
    }

    #[test]
    fn an_authority_is_a_short_name_that_can_be_a_folder() {
        assert_eq!("socialnamnden".parse::<AuthorityId>().unwrap().as_str(), "socialnamnden");
        for text in ["", "1a", "Social", "a/b", "..", "a b", "nämnd"] {
            assert!(text.parse::<AuthorityId>().is_err(), "{text}");
        }
    }
}
