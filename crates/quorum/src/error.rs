//! Why something is not an act by two people.

use crate::{Person, Proposal};

/// The one who confirms is the one who proposed. Gives the proposal back, so that somebody else can confirm it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{by}` kan inte bekräfta sitt eget förslag; det krävs två personer, så låt någon annan än `{}` bekräfta",
    proposal.by
)]
pub struct Alone<T> {
    /// What was proposed, unchanged.
    pub proposal: Proposal<T>,
    /// Who tried to confirm it.
    pub by: Person,
}

/// An act was read in which the same person stands twice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{person}` står som båda personerna, men det här kräver två personer och gäller därför inte")]
pub struct SamePerson {
    /// Who stands twice.
    pub person: Person,
}

/// A text that names nobody.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAPerson {
    /// Nothing but spaces.
    #[error("namnet är tomt; skriv vem det är, med namn eller signatur")]
    Empty,
    /// A sign that can not be seen or that makes one name look like two.
    #[error(
        "namnet `{name}` har tecknet U+{:04X}, som inte hör hemma i ett namn; skriv bara bokstäver, siffror, mellanslag \
         och . , - _ ' @ + ( ) / :",
        u32::from(*sign)
    )]
    Sign {
        /// The text.
        name: String,
        /// The first such sign.
        sign: char,
    },
    /// Longer than any name.
    #[error("namnet är {length} tecken långt; skriv högst {most}", most = crate::person::LONGEST)]
    TooLong {
        /// How many signs it has.
        length: usize,
    },
}
