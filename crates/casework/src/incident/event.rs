//! What can happen in an incident.
//!
//! As in a case, an event is written once and never changed.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::routine::Routine;
use crate::{
    Seq,
    event::ClockStop,
    id::{AuthorityId, CaseId, FileId, PersonId},
};

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// Somebody reported it.
    Reported(Box<Reported>),
    /// Somebody handles it from now on: who wrote this.
    Taken(Taken),
    /// How grave it was.
    Judged(Judged),
    /// A clock was stopped by hand.
    ClockStopped(ClockStop),
    /// Whether it is reported to the police.
    PoliceDecided(Police),
    /// Somebody talked with the exposed person.
    Talked(Talk),
    /// Something is to be done.
    MeasureSet(Measure),
    /// It was done.
    MeasureDone(Done),
    /// Whether the work environment is reviewed.
    ReviewDecided(Review),
    /// A note among those who handle it.
    NoteWritten(Words),
    /// What whoever reported is told.
    Told(Words),
    /// A post of a campaign was seen.
    PostAdded(Post),
    /// The municipality answered a campaign.
    Countered(Counter),
    /// The level of threat of a campaign.
    LevelSet(Levelled),
    /// It can be closed: proposed.
    ClosingProposed(Closing),
    /// It is closed: another than who proposed it agrees.
    Closed(Agreed),
    /// It is opened again.
    Reopened(Words),
    /// Somebody more handles it.
    MemberAdded(Added),
    /// It can be disposed of: proposed, once its time has run out.
    DisposalProposed(Disposal),
}

/// Somebody reported it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reported {
    /// The incident.
    pub incident: CaseId,
    /// Whose.
    pub authority: AuthorityId,
    /// The routine that it follows, whole.
    pub routine: Routine,
    /// The form.
    pub kind: String,
    /// The day.
    pub happened_on: NaiveDate,
    /// The time of day, as whoever reported wrote it.
    #[serde(default)]
    pub time: String,
    /// Where.
    pub place: Place,
    /// The unit, as it is called.
    pub unit: String,
    /// The work that it touched.
    pub process: String,
    /// Who was exposed.
    pub exposed: Exposed,
    /// Who did it, as far as it is known.
    #[serde(default)]
    pub source: String,
    /// Whether somebody was badly hurt or in serious danger.
    pub grave: bool,
    /// Whether 112 was called.
    pub called_112: bool,
    /// What happened.
    pub text: String,
    /// Who saw it.
    #[serde(default)]
    pub witnesses: String,
    /// Pictures.
    #[serde(default)]
    pub pictures: Vec<Picture>,
    /// Who gets it, in which role.
    pub members: Vec<Member>,
    /// The roles that whoever reported left out.
    #[serde(default)]
    pub left_out: Vec<String>,
}

/// Who was exposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exposed {
    /// Whoever reported.
    Reporter,
    /// A colleague.
    Colleague {
        /// Name.
        name: String,
        /// The account, when there is one.
        person: Option<PersonId>,
    },
    /// Nobody in particular: the unit.
    Unit,
}

/// Where it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// At work.
    Work,
    /// On a visit or on the way.
    Visit,
    /// At home or in spare time.
    Home,
    /// By telephone.
    Phone,
    /// By letter or mail.
    Letter,
    /// In social media.
    SocialMedia,
}

impl Place {
    /// Every place.
    pub const ALL: [Self; 6] = [Self::Work, Self::Visit, Self::Home, Self::Phone, Self::Letter, Self::SocialMedia];

    /// The word for it in forms.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Work => "arbetet",
            Self::Visit => "besok",
            Self::Home => "hemma",
            Self::Phone => "telefon",
            Self::Letter => "brev",
            Self::SocialMedia => "medier",
        }
    }
}

/// A picture that came with the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// The sealed file.
    pub file: FileId,
    /// What the sender called it.
    pub title: String,
    /// When it was taken, as whoever reported says; Swedish time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<NaiveDateTime>,
    /// BLAKE3 of what came, 64 hexadecimal digits.
    pub hash: String,
}

/// Somebody who gets the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// In which role.
    pub role: String,
}

/// Somebody more handles it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Added {
    /// Who.
    pub person: PersonId,
    /// In which role.
    pub role: String,
    /// Why.
    pub why: String,
}

/// It can be disposed of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disposal {
    /// The plan or decision that lets it be disposed of, and what is kept elsewhere.
    pub ground: String,
}

/// Somebody handles it from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taken {}

/// How grave it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judged {
    /// Whether somebody was badly hurt or in serious danger.
    pub grave: bool,
    /// The day that this became known: the clock counts from it.
    pub known_on: NaiveDate,
    /// Why.
    pub why: String,
}

/// Whether it is reported to the police.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Police {
    /// Whether.
    pub reported: bool,
    /// The day.
    pub on: NaiveDate,
    /// The number that the police gave.
    #[serde(default)]
    pub number: String,
    /// Why, or why not.
    pub why: String,
}

/// A talk with the exposed person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Talk {
    /// The day.
    pub on: NaiveDate,
    /// What was said and agreed.
    pub text: String,
}

/// Something to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// What.
    pub text: String,
    /// Who does it: anybody, as they are called.
    pub owner: String,
    /// The last day.
    pub due: NaiveDate,
    /// Whether whoever reported is told of it.
    pub shown: bool,
}

/// A measure was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Done {
    /// The event that set it.
    pub measure: Seq,
    /// What came of it.
    pub text: String,
}

/// Whether the work environment is reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// Whether.
    pub needed: bool,
    /// What is reviewed and by whom, or why not.
    pub why: String,
}

/// Words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The words.
    pub text: String,
}

/// A post of a campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// The day it was published.
    pub on: NaiveDate,
    /// Where: service, group or address.
    pub place: String,
    /// What it claims.
    pub text: String,
    /// How many it had reached when it was seen: views, or followers of who spread it.
    pub reach: u64,
}

/// An answer of the municipality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counter {
    /// The day.
    pub on: NaiveDate,
    /// Where.
    pub place: String,
    /// What was said.
    pub text: String,
}

/// The level of threat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Levelled {
    /// The level.
    pub level: Level,
    /// Why.
    pub why: String,
}

/// A level of threat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Followed.
    Low,
    /// Calls for measures.
    Raised,
    /// People can come to harm.
    High,
}

impl Level {
    /// Every level.
    pub const ALL: [Self; 3] = [Self::Low, Self::Raised, Self::High];

    /// The word for it in forms.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Low => "lag",
            Self::Raised => "forhojd",
            Self::High => "hog",
        }
    }
}

/// It can be closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closing {
    /// What came of it; told to whoever reported.
    pub outcome: String,
    /// What was learnt.
    pub lesson: String,
    /// The last day that it is kept.
    pub retain_until: NaiveDate,
}

/// Another agrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreed {
    /// The event that proposed it.
    pub proposed: Seq,
}
