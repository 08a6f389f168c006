//! What can happen in a recruitment.
//!
//! As in a case, an event is written once and never changed. There is no event, and no field, for what an extract from a
//! register says.

use chrono::NaiveDate;
use library::{RetentionRule, Sheet};
use serde::{Deserialize, Serialize};

use super::law::{Basis, Post};
use crate::{
    Seq, Text,
    id::{AuthorityId, CaseId, PersonId},
};

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// Somebody prepared a post.
    Opened(Box<Opened>),
    /// Somebody applies for it.
    CandidateAdded(Added),
    /// A lawful check was made: that, and nothing more.
    Shown(Box<Shown>),
    /// A duty does not apply, by the exemption of the law.
    Exempted(Box<Exempted>),
    /// The application was read or entered.
    ApplicationRead(Box<Application>),
    /// An issuer, employer or school answered.
    Answered(Answered),
    /// Identity or right to work was shown.
    Proved(Proved),
    /// The candidate was asked about secondary employment and ties, and answered.
    Declared(Declared),
    /// One of the two assessed the interview.
    Assessed(Assessed),
    /// The candidate answered to what stands here.
    Heard(Box<Heard>),
    /// A note on a candidate.
    Noted(Words),
    /// A candidate withdrew.
    Withdrawn(Words),
    /// Somebody joins those who take part, perhaps in the place of one who assesses.
    Joined(Joined),
    /// Who gets the post, or nobody.
    Decided(Box<Decided>),
    /// The time has run out, and somebody proposes to dispose of it all.
    DisposalProposed(Disposal),
}

/// Somebody prepared a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    /// The recruitment.
    pub recruitment: CaseId,
    /// Whose.
    pub authority: AuthorityId,
    /// The post.
    pub post: Post,
    /// Who takes part, in which role.
    pub members: Vec<Member>,
    /// The two who assess, among the members.
    pub assessors: [PersonId; 2],
    /// The sheet of the interview, whole.
    pub sheet: Sheet,
    /// How long data on those who were not chosen is kept, by the rule of the day.
    pub retention: RetentionRule,
}

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// In which role.
    pub role: String,
}

/// Somebody joins those who take part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Joined {
    /// Who.
    pub person: PersonId,
    /// In which role.
    pub role: String,
    /// The one of the two who assess whose place they take; none for who only takes part.
    #[serde(default)]
    pub instead_of: Option<PersonId>,
    /// Why.
    pub why: String,
}

/// Somebody applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Added {
    /// Name.
    pub name: String,
    /// The day the application came.
    pub on: NaiveDate,
}

/// A lawful check was made.
///
/// Only [`super::law::Allowed::shown`] makes one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    candidate: Seq,
    basis: Basis,
    on: NaiveDate,
    to: String,
    extract_on: Option<NaiveDate>,
}

impl Shown {
    pub(super) fn new(candidate: Seq, basis: Basis, (on, to): (NaiveDate, String), extract: Option<NaiveDate>) -> Self {
        Self { candidate, basis, on, to, extract_on: extract }
    }

    /// The candidate.
    #[must_use]
    pub fn candidate(&self) -> Seq {
        self.candidate
    }

    /// The law that it rests on.
    #[must_use]
    pub fn basis(&self) -> &Basis {
        &self.basis
    }

    /// The day.
    #[must_use]
    pub fn on(&self) -> NaiveDate {
        self.on
    }

    /// To whom it was shown, or who asked.
    #[must_use]
    pub fn to(&self) -> &str {
        &self.to
    }

    /// The date of the extract; none when an authority asked or decided.
    #[must_use]
    pub fn extract_on(&self) -> Option<NaiveDate> {
        self.extract_on
    }
}

/// A duty does not apply, by the exemption of the law.
///
/// Only [`super::law::Allowed::exempted`] makes one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exempted {
    candidate: Seq,
    basis: Basis,
    why: String,
}

impl Exempted {
    pub(super) fn new(candidate: Seq, basis: Basis, why: String) -> Self {
        Self { candidate, basis, why }
    }

    /// The candidate.
    #[must_use]
    pub fn candidate(&self) -> Seq {
        self.candidate
    }

    /// The law that it rests on.
    #[must_use]
    pub fn basis(&self) -> &Basis {
        &self.basis
    }

    /// Why it applies.
    #[must_use]
    pub fn why(&self) -> &str {
        &self.why
    }
}

/// What an application says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Application {
    /// Whose.
    pub candidate: Seq,
    /// The periods, certificates and referees, as whoever read it writes them.
    pub claims: serde_json::Value,
    /// What the file was called; empty when all was entered by hand. The file itself is not kept.
    pub file: String,
}

/// An issuer, employer or school answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// About whom.
    pub candidate: Seq,
    /// Which period or certificate: its key in the application.
    pub about: String,
    /// Who answered.
    pub by: String,
    /// The day.
    pub on: NaiveDate,
    /// How they were asked.
    pub how: String,
    /// What they said.
    pub outcome: Outcome,
}

/// What an issuer, employer or school said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is as the candidate says.
    Confirmed,
    /// It is not.
    Denied,
    /// They do not answer.
    NoAnswer,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 3] = [Self::Confirmed, Self::Denied, Self::NoAnswer];

    /// The word for it in forms.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Confirmed => "stammer",
            Self::Denied => "stammer-inte",
            Self::NoAnswer => "inget-svar",
        }
    }
}

/// What was shown of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// Who they are.
    Identity,
    /// That they may work here.
    RightToWork,
}

impl Proof {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Identity, Self::RightToWork];

    /// The word for it in forms.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Identity => "identitet",
            Self::RightToWork => "arbetstillstand",
        }
    }
}

/// Identity or right to work was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proved {
    /// By whom.
    pub candidate: Seq,
    /// What.
    pub proof: Proof,
    /// The document: »pass«, »uppehållstillstånd«. Never its number.
    pub what: String,
    /// The day.
    pub on: NaiveDate,
    /// To whom.
    pub to: String,
    /// Its last day.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
}

/// The candidate was asked about secondary employment and ties (LOA 7 b §).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declared {
    /// The candidate.
    pub candidate: Seq,
    /// The day they were asked.
    pub on: NaiveDate,
    /// Secondary employment, as answered; empty for none.
    pub secondary: String,
    /// Ties to suppliers, applicants, colleagues, as answered; empty for none.
    pub ties: String,
}

/// One of the two assessed the interview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessed {
    /// The candidate.
    pub candidate: Seq,
    /// An answer to every question of the sheet.
    pub answers: Vec<Judgement>,
}

/// How one question was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// The question.
    pub question: String,
    /// The level, by id.
    pub level: String,
    /// What was said.
    #[serde(default)]
    pub note: String,
}

/// The candidate answered to what stands here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heard {
    /// The candidate.
    pub candidate: Seq,
    /// The answer.
    pub text: String,
    /// The fact that it is an answer to; none when it is to all of it.
    #[serde(default)]
    pub on: Option<HeardOn>,
}

/// A fact that the candidate answered to, as it stood then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeardOn {
    /// The fact, as a word for data.
    pub fact: String,
    /// What of the application it is about, by keys.
    pub about: Vec<String>,
    /// What that is called in the application.
    pub said: String,
    /// The question.
    pub question: Text,
    /// What it came to, and why.
    pub reason: Text,
}

/// Words on a candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The candidate.
    pub candidate: Seq,
    /// The words.
    pub text: String,
}

/// Who gets the post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    /// The candidate; none when nobody gets it.
    pub candidate: Option<Seq>,
    /// Why: the reasons of merit and skill.
    pub why: String,
    /// The duties that applied on the day.
    pub duties: Vec<Basis>,
    /// How the facts of the chosen candidate's application stood.
    pub facts: Vec<Fact>,
}

/// A fact of an application: never a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// The question.
    pub question: Text,
    /// How it stands, as a word for data.
    pub verdict: String,
    /// Why.
    pub reason: Text,
}

/// Somebody proposes to dispose of a recruitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disposal {
    /// Where what must be kept of the hired is kept now: the personnel file.
    pub kept: String,
}

impl Event {
    /// Every text that somebody wrote freely in it.
    #[must_use]
    pub fn free_texts(&self) -> Vec<&str> {
        match self {
            Self::Opened(opened) => vec![&opened.post.why],
            Self::CandidateAdded(_) | Self::ApplicationRead(_) => Vec::new(),
            Self::Shown(shown) => vec![shown.to()],
            Self::Exempted(exempted) => vec![exempted.why()],
            Self::Answered(answered) => vec![&answered.by, &answered.how],
            Self::Proved(proved) => vec![&proved.what, &proved.to],
            Self::Declared(declared) => vec![&declared.secondary, &declared.ties],
            Self::Assessed(assessed) => assessed.answers.iter().map(|answer| answer.note.as_str()).collect(),
            Self::Heard(heard) => vec![&heard.text],
            Self::Noted(words) | Self::Withdrawn(words) => vec![&words.text],
            Self::Joined(joined) => vec![&joined.why],
            Self::Decided(decided) => vec![&decided.why],
            Self::DisposalProposed(disposal) => vec![&disposal.kept],
        }
    }
}
