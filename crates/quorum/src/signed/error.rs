//! Why something is not signed by two.

use crate::{Person, signed::Proposal};

/// Something that can not be proposed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotProposed {
    /// It can not be written in the form that is signed.
    #[error("förslaget går inte att skriva ned för underskrift: {detail}")]
    Form {
        /// What was seen.
        detail: String,
    },
    /// A field that must be filled is empty.
    #[error("{what} är tomt; skriv det")]
    Empty {
        /// The field, in Swedish.
        what: &'static str,
    },
}

/// A proposal that was not approved. Gives it back unchanged, so that somebody else can.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct NotApproved<T> {
    /// The proposal.
    pub proposal: Box<Proposal<T>>,
    /// Why.
    pub why: Why,
}

/// Why two hands make no act.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Why {
    /// One person.
    #[error("`{person}` kan inte godkänna sitt eget förslag; det krävs två personer")]
    Alone {
        /// Who.
        person: Person,
    },
    /// One acts for the other, or both for the same.
    #[error("den som föreslog och den som godkänner företräder varandra eller samma person; låt någon annan godkänna")]
    Proxy,
    /// The same role, and not known to have different managers.
    #[error("båda har rollen `{role}` och inte säkert olika chefer; låt någon med en annan roll eller chef godkänna")]
    SameRole {
        /// The role.
        role: String,
    },
    /// More than 72 hours have passed, or the time lies before the proposal.
    #[error("förslaget gäller i 72 timmar och gäller inte nu; föreslå på nytt")]
    Expired,
    /// The proposer took it back.
    #[error("förslaget är återtaget")]
    Withdrawn,
    /// Somebody is not, or no longer, what they sign as.
    #[error(
        "`{person}` har inte rollen `{role}`, eller företräder inte den som anges; kontrollera roller och ersättare"
    )]
    NotHeld {
        /// Who.
        person: Person,
        /// The role.
        role: String,
    },
    /// A signature is not that person's over this.
    #[error("underskriften av `{person}` stämmer inte med det som skulle skrivas under; det gäller därför inte")]
    Signature {
        /// Whose it should be.
        person: Person,
    },
}

/// Bytes that hold no act by two.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAnAct {
    /// They have not the form of one.
    #[error("det här är inget beslut av två: {detail}")]
    Form {
        /// What was seen.
        detail: String,
    },
    /// They break a rule.
    #[error(transparent)]
    Rule(#[from] Why),
}
