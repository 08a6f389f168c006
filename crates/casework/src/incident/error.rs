//! Why an event of an incident can not be; each says what, where, and what to do.

use chrono::NaiveDate;

use crate::{RoutineError, Seq, id::PersonId};

/// An event that can not be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IncidentError {
    /// There are no events, or the first reports nothing.
    #[error("händelsen har ingen rapport som den börjar med; kontrollera att allt är med")]
    NotReported,
    /// It is reported already.
    #[error("händelsen är redan rapporterad; en ny rapport får ett eget id")]
    AlreadyReported,
    /// An event is missing, or stands twice.
    #[error("post {found} står där post {expected} väntas; någon annan hann före, så läs om händelsen och försök igen")]
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
    /// Something that the incident does not have.
    #[error("händelsen har ingen {what} i post {seq}; läs om sidan")]
    Absent {
        /// What, in Swedish.
        what: &'static str,
        /// The place.
        seq: Seq,
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
    /// A day has passed.
    #[error("{what} har redan varit: {day}; skriv en dag som kommer")]
    Past {
        /// What, in Swedish.
        what: &'static str,
        /// The day.
        day: NaiveDate,
    },
    /// Nobody gets the report.
    #[error("ingen är kvar som kan ta emot rapporten; ta bort ett undantag, eller använd visselblåsarfunktionen")]
    Nobody,
    /// Not among those who handle it.
    #[error("{person} är inte med i händelsen")]
    NotMember {
        /// Who.
        person: PersonId,
    },
    /// It is closed.
    #[error("händelsen är avslutad; öppna den igen om något nytt har hänt")]
    Closed,
    /// It is open.
    #[error("händelsen är inte avslutad")]
    Open,
    /// It was done already.
    #[error("{what} är redan gjort; läs om sidan")]
    Done {
        /// What, in Swedish.
        what: &'static str,
    },
    /// A clock that its decision stops.
    #[error("den här fristen stoppas av sitt beslut; skriv beslutet, ja eller nej, med skäl")]
    Decide,
    /// One person alone.
    #[error("du har själv föreslagit att händelsen avslutas; en annan som är med i den måste bekräfta det")]
    Alone,
    /// It is kept still.
    #[error("händelsen finns kvar till och med {until}; först därefter kan den gallras")]
    Kept {
        /// The last day.
        until: NaiveDate,
    },
    /// One person alone would dispose of it.
    #[error(
        "du har själv föreslagit att händelsen gallras; en annan som är med i den måste göra det. Är du ensam, ta först med någon"
    )]
    DisposesAlone,
    /// Somebody in a role that was left out.
    #[error("den som rapporterade har undantagit den rollen; välj någon i en annan roll")]
    LeftOut,
    /// There is something left.
    #[error("händelsen kan inte avslutas än: {}", left.join("; "))]
    Unfinished {
        /// What, in Swedish.
        left: Vec<String>,
    },
    /// It is no campaign.
    #[error("bara en kampanj har inlägg, bemötande och hotnivå; den här händelsen är ingen sådan")]
    NotCampaign,
    /// A hash that is none.
    #[error("bildens kontrollsumma är ingen; lägg till bilden igen")]
    Hash,
}
