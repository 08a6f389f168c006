//! Why a routine, an event, a decision or a document can not be; each says what, where, and what to do.

use chrono::NaiveDate;

use crate::{
    Capacity, Seq,
    id::{PersonId, ProposalId},
};

/// A routine that can not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RoutineError {
    /// The front matter has not the form of a routine.
    #[error("rutinens huvud, rad {line}: {detail}")]
    Form {
        /// Line of the front matter, from 1.
        line: usize,
        /// What was seen.
        detail: String,
    },
    /// A rule is broken.
    #[error("rutinen, {place}: `{value}` {rule}")]
    Broken {
        /// The table and entry.
        place: String,
        /// The value.
        value: String,
        /// The rule, and what to do.
        rule: &'static str,
    },
}

/// An event that can not be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CaseError {
    /// What the rules of reports say no to.
    #[error(transparent)]
    Report(#[from] crate::report::ReportError),
    /// What the rules of declarations say no to.
    #[error(transparent)]
    Declaration(#[from] crate::declaration::DeclarationError),
    /// What the rules of kept extracts say no to.
    #[error(transparent)]
    Extract(#[from] crate::extract::ExtractError),
    /// There are no events, or the first opens nothing.
    #[error("ärendet har ingen händelse som öppnar det; kontrollera att alla händelser är med")]
    NotOpened,
    /// It is open already.
    #[error("ärendet är redan öppnat; ett nytt ärende får ett eget id")]
    AlreadyOpened,
    /// An event is missing, or stands twice.
    #[error(
        "händelse {found} står där händelse {expected} väntas; någon annan hann före, så läs om ärendet och försök igen"
    )]
    Sequence {
        /// The next place.
        expected: Seq,
        /// The place of the event.
        found: Seq,
    },
    /// It is closed.
    #[error("ärendet är avslutat; öppna det igen, två tillsammans, om något ska ändras")]
    Closed,
    /// It is not closed.
    #[error("ärendet är inte avslutat och kan därför inte öppnas igen")]
    NotClosed,
    /// A field that must be filled is empty.
    #[error("{what} är tomt; skriv det")]
    Empty {
        /// The field, in Swedish.
        what: &'static str,
    },
    /// Somebody who is no member.
    #[error("{person} är inte med i ärendet")]
    NotMember {
        /// Who.
        person: PersonId,
    },
    /// A member in the wrong capacity.
    #[error("{what} kan bara göras av {}", names(may))]
    Capacity {
        /// The act, in Swedish.
        what: &'static str,
        /// Who may.
        may: &'static [Capacity],
    },
    /// Somebody who can not take part.
    #[error("{person} kan inte delta i ärendet: {why}; välj någon annan")]
    Conflict {
        /// Who.
        person: PersonId,
        /// Why.
        why: String,
    },
    /// One person stands as both.
    #[error("{person} står som båda personerna; det krävs två, så låt någon annan godkänna")]
    Alone {
        /// Who.
        person: PersonId,
    },
    /// Neither of the two wrote the event.
    #[error("{person} är ingen av de två som beslutade; en av dem ska föra in det")]
    NotOfTwo {
        /// Who wrote it.
        person: PersonId,
    },
    /// The one who approves may not decide this.
    #[error("`{role}` får inte besluta om {measure}; det får {deciders}")]
    Decider {
        /// The measure, in Swedish.
        measure: String,
        /// The role and act of the one who approves.
        role: String,
        /// Who may, in Swedish.
        deciders: String,
    },
    /// Something that the case or its routine has not.
    #[error("{what} `{id}` finns inte i ärendet eller dess rutin; kontrollera och välj en som finns")]
    Unknown {
        /// What, in Swedish.
        what: &'static str,
        /// The id.
        id: String,
    },
    /// Something that was done already.
    #[error("{what} »{id}« {state}")]
    Already {
        /// What, in Swedish.
        what: &'static str,
        /// The id.
        id: String,
        /// How it is, in Swedish.
        state: &'static str,
    },
    /// A proposal that was carried out before.
    #[error("förslaget är redan genomfört; föreslå på nytt")]
    CarriedOut {
        /// The proposal.
        proposal: ProposalId,
    },
    /// One of the others, told with names where it has ids: made where the names are known.
    #[error("{text}")]
    Named {
        /// The message.
        text: String,
        /// What it tells.
        error: Box<CaseError>,
    },
    /// A period that ends before it begins.
    #[error("perioden slutar {to} men börjar {from}; rätta datumen")]
    Period {
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
    },
    /// A day that lies ahead.
    #[error("{what} är {day}, som inte har varit; rätta datumet")]
    Ahead {
        /// The day, in Swedish.
        what: &'static str,
        /// The day.
        day: NaiveDate,
    },
    /// A decision that lasts too long, or has no end where it must.
    #[error(
        "{measure} får gälla högst {longest} åt gången, alltså till och med {last}; ange ett slutdatum dit eller tidigare"
    )]
    TooLong {
        /// The measure, in Swedish.
        measure: String,
        /// The longest, in Swedish.
        longest: String,
        /// The latest last day.
        last: NaiveDate,
    },
    /// A hash that does not belong to what it stands with.
    #[error("{what} har kontrollsumman `{hash}`, som inte stämmer; ta in underlaget på nytt")]
    Hash {
        /// What, in Swedish.
        what: &'static str,
        /// The hash.
        hash: String,
    },
    /// The opening names too few to begin with.
    #[error(
        "minst två behövs från början bland HR, samordnare, handläggare och beslutsfattare; utse dem så att ingen blir ensam"
    )]
    TooFew,
    /// Nobody would be left to handle the case.
    #[error("ingen skulle vara kvar som kan handlägga ärendet; lägg först till en efterträdare, två tillsammans")]
    Orphan,
    /// What is left before the case can be closed.
    #[error("ärendet kan inte avslutas än: {}", left.join("; "))]
    Unfinished {
        /// Each thing, in Swedish.
        left: Vec<String>,
    },
    /// The typology of something that was not confirmed, or an empty one.
    #[error(
        "typologin anges bara för en bekräftad misstanke, och då med minst ett slag av hjälp; ta bort den eller ändra utfallet"
    )]
    Typology,
    /// The routine of the case is broken, or another routine.
    #[error("ärendets rutin går inte att använda")]
    Routine(#[from] RoutineError),
}

fn names(capacities: &[Capacity]) -> String {
    capacities.iter().map(|capacity| capacity.sv()).collect::<Vec<_>>().join(", ")
}

/// A decision that somebody may not make.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotDelegated {
    /// The act is not in the order.
    #[error("delegationsordningen har ingen punkt `{act}`; kontrollera numret")]
    Unknown {
        /// The act.
        act: String,
    },
    /// The act is delegated to others.
    #[error("punkt `{act}` är den {day} inte delegerad till rollen `{role}` eller personen; låt {holders} besluta")]
    NotHolder {
        /// The act.
        act: String,
        /// The role.
        role: String,
        /// The day.
        day: NaiveDate,
        /// Who holds it that day, in Swedish.
        holders: String,
    },
    /// The amount is above the limit.
    #[error("punkt `{act}` gäller till och med {} kr; beloppet är {} kr, så beslutet ska fattas högre upp", kronor(*limit_ore), kronor(*amount_ore))]
    AboveLimit {
        /// The act.
        act: String,
        /// The limit in öre.
        limit_ore: i64,
        /// The amount in öre.
        amount_ore: i64,
    },
    /// Nobody's deputy, or not that day.
    #[error("{person} är inte ersättare för {stands_for} den {day}; kontrollera förordnandet")]
    NotDeputy {
        /// Who.
        person: PersonId,
        /// For whom.
        stands_for: PersonId,
        /// The day.
        day: NaiveDate,
    },
    /// The two of an act stand for each other.
    #[error(
        "{first} och {second} kan inte vara de två om samma beslut: den ena företräder den andra, eller samma person; låt någon annan godkänna"
    )]
    Together {
        /// One.
        first: PersonId,
        /// The other.
        second: PersonId,
    },
}

fn kronor(ore: i64) -> String {
    format!("{},{:02}", ore / 100, (ore % 100).abs())
}

/// A document that can not be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LetterError {
    /// The routine has no such template.
    #[error("mallen `{id}` finns inte i rutinen; välj en som finns")]
    Template {
        /// The template.
        id: String,
    },
    /// The document is about a decision, and none was named or the case has no such.
    #[error("mallen `{template}` handlar om ett beslut; ange vilket av ärendets beslut")]
    Decision {
        /// The template.
        template: String,
    },
    /// An answer to something that the template does not ask.
    #[error("mallen frågar inte efter `{id}`; ta bort svaret")]
    Answer {
        /// The id of the answer.
        id: String,
    },
}
