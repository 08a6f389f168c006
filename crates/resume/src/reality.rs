//! What the caller knows: companies, confirmations, ties, what was shown, and the marks of other applications.

use chrono::NaiveDate;

use crate::{Companies, Document, Key, Mark, Subject};

/// What claims are held against. Start from [`Reality::new`] and fill in what is known; what is not known makes findings
/// not verified or not computable, never contradicted.
#[derive(Clone)]
#[non_exhaustive]
pub struct Reality<'a> {
    /// Where organisations are looked up.
    pub companies: &'a dyn Companies,
    /// The day when the application came in.
    pub received: Option<NaiveDate>,
    /// What issuers, employers and schools have answered.
    pub confirmations: &'a [Confirmation],
    /// Identity document shown.
    pub identity: Option<&'a Shown>,
    /// Right to work shown.
    pub right_to_work: Option<&'a Shown>,
    /// Ties of referees that somebody has given.
    pub ties: &'a [Tie],
    /// The files of certificates, by the certificate's number in the claims.
    pub documents: &'a [AttachedDocument],
    /// The key of marks, and whose application this is; without both, nothing is compared with other applications.
    pub key: Option<&'a Key>,
    /// The mark of this candidate, see [`crate::person_mark`].
    pub person: Option<&'a Mark>,
    /// What other applications have been seen with.
    pub seen: &'a [Seen],
}

impl<'a> Reality<'a> {
    /// Nothing known but the companies.
    #[must_use]
    pub fn new(companies: &'a dyn Companies) -> Self {
        Self {
            companies,
            received: None,
            confirmations: &[],
            identity: None,
            right_to_work: None,
            ties: &[],
            documents: &[],
            key: None,
            person: None,
            seen: &[],
        }
    }
}

impl std::fmt::Debug for Reality<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reality").finish_non_exhaustive()
    }
}

/// An answer from the one who knows: the issuer of a degree, an employer, a school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// What was asked about: a period or a certificate.
    pub about: Subject,
    /// Who answered: the issuer or employer and the function of the one who spoke for it.
    pub by: String,
    /// When.
    pub on: NaiveDate,
    /// How: »mejl till registrator, svar i e-tjänst«.
    pub how: String,
    /// What they said.
    pub outcome: Outcome,
}

/// What an issuer or employer said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It is as the candidate says.
    Confirmed,
    /// It is not as the candidate says, or they know nothing of it.
    Denied,
    /// They do not answer, or may not.
    NoAnswer,
}

/// That something was shown: never what it said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// What was shown: »pass«, »körkort«, »uppehållstillstånd«.
    pub what: String,
    /// When.
    pub on: NaiveDate,
    /// To whom.
    pub to: String,
    /// It is valid until this day, when it has one.
    pub valid_to: Option<NaiveDate>,
}

/// A tie of a referee, as somebody has given it: the candidate, the referee, a register that may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The referee's number in [`crate::Claims::referees`], from 0.
    pub referee: usize,
    /// To whom.
    pub to: TiedTo,
    /// What the tie is: »syskon«, »gemensamt bolag«.
    pub what: String,
    /// Who gave it.
    pub source: String,
}

/// To whom a referee is tied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TiedTo {
    /// The candidate.
    Candidate,
    /// Those who recruit: the municipality's unit or the recruiting manager.
    Recruiter,
    /// The employer that the referee speaks for: this is as it should be.
    ClaimedEmployer,
    /// Another employer in that time than the one that the referee speaks for.
    OtherEmployer,
}

/// A file with a certificate in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachedDocument {
    /// The certificate's number in [`crate::Claims::certificates`], from 0.
    pub certificate: usize,
    /// What [`crate::metadata`] says of the file.
    pub document: Document,
}

/// That another application was seen with a mark. Which one is not said: a reader of one recruitment may know nothing of
/// another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The mark.
    pub mark: Mark,
    /// The mark of the person who applied, when it is known.
    pub person: Option<Mark>,
}
