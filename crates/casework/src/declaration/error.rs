//! Why an event of a declaration can not be; each says what, where, and what to do.

use chrono::NaiveDate;

use crate::{RoutineError, Seq, id::PersonId};

/// An event that can not be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DeclarationError {
    /// There are no events, or the first declares nothing.
    #[error("det finns ingen uppgift om bisysslor att börja med; kontrollera att allt är med")]
    NotDeclared,
    /// It is declared already.
    #[error("uppgiften är redan lämnad; en ändring är en ny uppgift")]
    AlreadyDeclared,
    /// An event is missing, or stands twice.
    #[error("post {found} står där post {expected} väntas; någon annan hann före, så läs om sidan och försök igen")]
    Sequence {
        /// The next place.
        expected: Seq,
        /// The place of the event.
        found: Seq,
    },
    /// The routine can not be read.
    #[error(transparent)]
    Routine(#[from] RoutineError),
    /// Something that the routine does not have.
    #[error("rutinen har ingen {what} som heter `{id}`; välj en som finns")]
    Unknown {
        /// What, in Swedish.
        what: &'static str,
        /// The id.
        id: String,
    },
    /// A tie that the declaration does not have.
    #[error("uppgiften har ingen bisyssla eller anknytning nummer {tie}; läs om sidan")]
    Absent {
        /// Its number.
        tie: usize,
    },
    /// Something is not written.
    #[error("{what} saknas; skriv det")]
    Empty {
        /// What, in Swedish.
        what: &'static str,
    },
    /// A number that is none.
    #[error("{text} är inget organisationsnummer; skriv tio siffror, eller lämna fältet tomt")]
    OrgNo {
        /// The text.
        text: String,
    },
    /// Too many in one declaration.
    #[error("en uppgift har högst {most} delar; slå ihop några, eller prata med HR")]
    Many {
        /// The most.
        most: usize,
    },
    /// A day has passed.
    #[error("{what} har redan varit: {day}; skriv en dag som kommer")]
    Past {
        /// What, in Swedish.
        what: &'static str,
        /// The day.
        day: NaiveDate,
    },
    /// One's own.
    #[error("{person} har lämnat uppgiften och bedömer den inte; någon annan måste göra det")]
    Own {
        /// Who.
        person: PersonId,
    },
    /// A relation is no secondary employment.
    #[error("en anknytning kan inte förbjudas; skriv i stället som villkor vilka ärenden personen inte får ta")]
    NotSecondary,
    /// Forbidden already.
    #[error("bisysslan är redan förbjuden; ändras något lämnas en ny uppgift")]
    Forbidden,
    /// Not by a manager and HR together.
    #[error("ett förbud beslutas av chefen och HR tillsammans; finns ingen chef, av HR och direktören")]
    Together,
}
