//! Why an event of a report can not be; each says what, where, and what to do.

use chrono::NaiveDate;

use crate::{Seq, id::PersonId};

/// An event that can not be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// There are no events, or the first receives nothing.
    #[error("rapporten har ingen händelse som tar emot den; kontrollera att alla händelser är med")]
    NotReceived,
    /// It is received already.
    #[error("rapporten är redan mottagen; en ny rapport får ett eget id")]
    AlreadyReceived,
    /// An event is missing, or stands twice.
    #[error(
        "händelse {found} står där händelse {expected} väntas; någon annan hann före, så läs om rapporten och försök igen"
    )]
    Sequence {
        /// The next place.
        expected: Seq,
        /// The place of the event.
        found: Seq,
    },
    /// Nobody can receive it.
    #[error(
        "ingen är kvar som kan ta emot rapporten: alla behöriga är berörda eller uteslutna; ta bort en uteslutning, eller \
         använd en extern kanal"
    )]
    Nobody,
    /// It is closed.
    #[error("rapporten är avslutad; bara meddelanden, borttagning, överlämning mellan mottagare och gallring återstår")]
    Closed,
    /// It is not closed.
    #[error("rapporten är inte avslutad och kan därför inte gallras")]
    NotClosed,
    /// It is disposed of.
    #[error("rapporten är gallrad")]
    Disposed,
    /// A field that must be filled is empty.
    #[error("{what} är tomt; skriv det")]
    Empty {
        /// The field, in Swedish.
        what: &'static str,
    },
    /// Somebody who may not read or act.
    #[error("{what} kan bara göras av en behörig mottagare i rapporten")]
    NotRecipient {
        /// The act, in Swedish.
        what: &'static str,
    },
    /// Something that only the reporter does.
    #[error("{what} kan bara göras av den som rapporterade")]
    NotReporter {
        /// The act, in Swedish.
        what: &'static str,
    },
    /// Somebody who can not come in.
    #[error("personen kan inte ta emot rapporten; välj någon annan av dem som föreslås")]
    Barred,
    /// Somebody whom no decision names for this channel on this day.
    #[error(
        "{person} är inte utsedd till mottagare i den här kanalen den {day}; lägg in beslutet eller välj någon annan"
    )]
    NotAppointed {
        /// Who.
        person: PersonId,
        /// The day.
        day: NaiveDate,
    },
    /// One person stands as both.
    #[error("{person} står som båda personerna; det krävs två, så låt någon annan godkänna")]
    Alone {
        /// Who.
        person: PersonId,
    },
    /// Neither of the two wrote the event.
    #[error("en av de två som beslutade ska föra in det")]
    NotOfTwo,
    /// None of the two is a custodian, or the custodian is a recipient.
    #[error("identiteten lämnas ut av en nyckelförvaltare, som inte är mottagare, tillsammans med en mottagare")]
    NoCustodian,
    /// There is no identity.
    #[error("rapporten är anonym; det finns ingen identitet att lämna ut")]
    Anonymous,
    /// The identity would follow without being released here.
    #[error(
        "identiteten är inte utlämnad till mottagarna och kan inte följa med; begär den hos en nyckelförvaltare först"
    )]
    NotReleased,
    /// The identity would follow without the reporter knowing.
    #[error(
        "händelse {told} är ingen underrättelse till den som rapporterade; underrätta först (2021:890, 5 kap. 8 § 4), eller \
         skriv varför det skulle försvåra uppföljningen"
    )]
    NotTold {
        /// The event that should have told.
        told: Seq,
    },
    /// A recording without consent.
    #[error("samtalet får bara spelas in med samtycke (2021:890, 8 kap.); dokumentera det i ett protokoll i stället")]
    NoConsent,
    /// Minutes of what was written.
    #[error("rapporten är skriftlig och har inget protokoll att rätta eller skriva under")]
    NotOral,
    /// Not the version of now.
    #[error("händelse {version} är inte protokollets senaste version; läs den senaste och skriv under den")]
    OldVersion {
        /// The event.
        version: Seq,
    },
    /// Something that was done already.
    #[error("{what} är redan gjort")]
    Already {
        /// What, in Swedish.
        what: &'static str,
    },
    /// Something that the report has not.
    #[error("händelse {seq} finns inte i rapporten; kontrollera och välj en som finns")]
    Unknown {
        /// The event.
        seq: Seq,
    },
    /// A day before the report arrived, or one that lies ahead.
    #[error("dagen {day} ligger före rapportens ankomst eller efter i dag; rätta datumet")]
    Day {
        /// The day.
        day: NaiveDate,
    },
    /// A hash that is none.
    #[error("{what} har kontrollsumman `{hash}`, som inte är 64 hexadecimala tecken; gör om steget")]
    Hash {
        /// What, in Swedish.
        what: &'static str,
        /// The hash.
        hash: String,
    },
    /// What is left before it can be closed.
    #[error("rapporten kan inte avslutas än: {}", left.join("; "))]
    Unfinished {
        /// Each thing, in Swedish.
        left: Vec<&'static str>,
    },
}
