//! Why an event of a kept extract can not be; each says what and what to do.

use chrono::NaiveDate;

use crate::{Seq, id::PersonId};

/// An event that can not be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExtractError {
    /// There are no events, or the first keeps nothing.
    #[error("utdraget har ingen post som det börjar med; kontrollera att allt är med")]
    NotKept,
    /// It is kept already.
    #[error("utdraget är redan bevarat")]
    KeptAlready,
    /// An event is missing, or stands twice.
    #[error("post {found} står där post {expected} väntas; någon annan hann före, så läs om sidan och försök igen")]
    Sequence {
        /// The next place.
        expected: Seq,
        /// The place of the event.
        found: Seq,
    },
    /// Holds no key of it.
    #[error("{person} har inte tillgång till utdraget")]
    NotHolder {
        /// Who.
        person: PersonId,
    },
    /// Something is not written.
    #[error("{what} saknas; skriv det")]
    Empty {
        /// What, in Swedish.
        what: &'static str,
    },
    /// A day lies ahead.
    #[error("dagen {day} ligger framåt i tiden; skriv en dag som har varit")]
    Ahead {
        /// The day.
        day: NaiveDate,
    },
    /// Nobody begins on that day.
    #[error("startdagen ska ligga mellan {from}, då utdraget utfärdades, och {to}; kontrollera dagen")]
    Start {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        to: NaiveDate,
    },
    /// The check has no extract of that register.
    #[error("lagen säger inte att ett utdrag ur det registret ska bevaras; välj ett av registren i kontrollen")]
    Register,
    /// The check of an extract has no date of it.
    #[error("kontrollen saknar utdragets datum; anteckna den på nytt med datum")]
    NoDate,
    /// Too few would hold the key.
    #[error(
        "minst två med rollen HR eller direktör ska ha valt en lösenfras för sina nycklar innan utdraget kan bevaras"
    )]
    Holders,
    /// The file is of another kind.
    #[error("filen är varken PDF, JPEG eller PNG; spara utdraget som något av dem och välj det")]
    File,
    /// Everybody who may hold the key does.
    #[error("alla i HR och direktören har redan tillgång till utdraget")]
    NobodyNew,
    /// It is too early to dispose of it.
    #[error("utdraget ska finnas kvar till och med {until}; gallra efter den dagen")]
    Early {
        /// The last day.
        until: NaiveDate,
    },
    /// Disposal is proposed already.
    #[error("gallringen är redan föreslagen; en annan som har tillgång till utdraget ska bekräfta den")]
    Proposed,
    /// Nobody else proposed it.
    #[error("en annan som har tillgång till utdraget ska först föreslå gallringen; en ensam person gallrar inte")]
    Alone,
}
