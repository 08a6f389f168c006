//! Why an event of a recruitment can not be; each says what, where, and what to do.

use chrono::NaiveDate;

use crate::{Seq, id::PersonId};

/// An event that can not be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecruitmentError {
    /// There are no events, or the first opens nothing.
    #[error("rekryteringen har ingen post som den börjar med; kontrollera att allt är med")]
    NotOpened,
    /// It is open already.
    #[error("rekryteringen är redan påbörjad")]
    AlreadyOpened,
    /// An event is missing, or stands twice.
    #[error("post {found} står där post {expected} väntas; någon annan hann före, så läs om sidan och försök igen")]
    Sequence {
        /// The next place.
        expected: Seq,
        /// The place of the event.
        found: Seq,
    },
    /// Something is not written.
    #[error("{what} saknas; skriv det")]
    Empty {
        /// What, in Swedish.
        what: &'static str,
    },
    /// A day lies ahead.
    #[error("{what} ligger framåt i tiden: {day}; skriv en dag som har varit")]
    Ahead {
        /// What, in Swedish.
        what: &'static str,
        /// The day.
        day: NaiveDate,
    },
    /// Not among those who take part.
    #[error("{person} är inte med i rekryteringen")]
    NotMember {
        /// Who.
        person: PersonId,
    },
    /// One person alone.
    #[error("två olika personer ska bedöma intervjuerna; välj en till")]
    OneAssessor,
    /// Not one of the two who assess.
    #[error("bara de två som har valts att bedöma kan göra det")]
    NotAssessor,
    /// Somebody assesses twice.
    #[error("du har redan bedömt den här intervjun; en bedömning ändras inte efteråt")]
    Assessed,
    /// Two have assessed the candidate.
    #[error("två har redan bedömt kandidaten; en tredje bedömning tas inte emot")]
    BothAssessed,
    /// Takes part to assess, and does something else.
    #[error("du är med för att bedöma intervjuer; be chefen eller HR om resten")]
    OnlyAssesses,
    /// Whose place is taken does not assess.
    #[error("den som ska ersättas bedömer inte intervjuerna; välj en av de två som gör det")]
    NotReplaced,
    /// Takes part already.
    #[error(
        "personen är redan med i rekryteringen; välj vem av de två som bedömer som ska ersättas, eller en annan person"
    )]
    Member,
    /// Somebody who does not recruit joins without assessing.
    #[error("bara chefer, HR och direktören är med utan att bedöma; välj vem av de två som bedömer som ska ersättas")]
    JoinsToAssess,
    /// A question without a level, or a level that the sheet lacks.
    #[error("bedöm varje fråga på bladet, med en av nivåerna")]
    Sheet,
    /// There is no such candidate, or they have withdrawn.
    #[error("det finns ingen sådan kandidat kvar i rekryteringen; läs om sidan")]
    Candidate,
    /// Nothing of an application is there to ask about.
    #[error("ansökan är inte inläst eller inskriven; gör det först")]
    NoApplication,
    /// It is decided.
    #[error("beslutet är fattat; det som nu kan göras är att låta kandidater svara och att gallra")]
    Decided,
    /// The law did not apply on the day.
    #[error("lagen gällde inte den {day}; kontrollen får inte antecknas")]
    NotLaw {
        /// The day.
        day: NaiveDate,
    },
    /// An extract without a date, or a date without an extract.
    #[error("skriv utdragets datum")]
    ExtractDate,
    /// An authority asks or decides: there is no extract.
    #[error("här visas inget utdrag; lämna datumet tomt")]
    NoExtract,
    /// An extract is too old.
    #[error("utdraget är från {day} och får vara högst {months} månader när det visas; be om ett nytt")]
    TooOld {
        /// Its date.
        day: NaiveDate,
        /// How old it may be.
        months: u32,
    },
    /// The law has no exemption.
    #[error("lagen har inget undantag från den här kontrollen")]
    NoExemption,
    /// There is something left before the decision.
    #[error("beslutet kan inte fattas än: {}", left.join("; "))]
    Unfinished {
        /// What, in Swedish.
        left: Vec<String>,
    },
    /// It is too early to dispose of it.
    #[error("uppgifterna ska finnas kvar till och med {until}; gallra efter den dagen")]
    Early {
        /// The last day.
        until: NaiveDate,
    },
    /// It is not decided.
    #[error("beslutet är inte fattat; gallring räknas från det")]
    Undecided,
    /// Disposal is proposed already, or by oneself.
    #[error("gallringen är redan föreslagen; en annan som är med ska bekräfta den")]
    Proposed,
    /// Nobody else proposed it.
    #[error("en annan som är med ska först föreslå gallringen; en ensam person gallrar inte")]
    Alone,
}
