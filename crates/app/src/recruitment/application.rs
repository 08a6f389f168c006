//! What an application says, held against what is known.
//!
//! The file that a candidate sends is read and not kept: what it says about periods, papers and referees is sealed with the
//! recruitment. The findings are made anew each time, of the claims and of what issuers, employers and the candidate have
//! answered since; there is no score. Whether a certificate recurs is seen by keyed hashes that stand outside the seal, so
//! that one recruitment tells another no more than that.

use std::collections::BTreeMap;

use access::Action;
use casework::{
    Item, Seq, Text,
    id::CaseId,
    recruitment::{
        Candidate, RecruitmentError,
        event::{Application, Event, Fact, HeardOn, Outcome, Proof},
    },
};
use chrono::NaiveDate;
use resume::{
    Claims, Companies, Confirmation, Finding, Key, Mark, Picture, Reality, Seen, Shown, Subject, examine, person_mark,
    timeline,
};
use store::ApplicationMarks;

use super::Entered;
use crate::{App, AppError, Cx};

/// What a candidate's application came to.
#[derive(Debug, Clone)]
pub struct ApplicationFacts {
    /// What it says.
    pub claims: Claims,
    /// What each fact came to.
    pub findings: Vec<Finding>,
    /// Its periods on a line of time.
    pub picture: Picture,
    /// The day of the register of companies that it was held against; none when there is none.
    pub as_of: Option<NaiveDate>,
    /// The answers of the candidate to a finding, by its place among them: the events.
    pub heard: BTreeMap<usize, Vec<Seq>>,
    /// What each answer of an issuer, employer or school was about, by its event.
    pub asked: BTreeMap<Seq, Asked>,
}

/// What an answer was about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What it is called in the application as it stood then.
    pub said: String,
    /// Whether the application says the same now. An answer holds for no other.
    pub stands: bool,
}

/// What is added to an application.
#[derive(Debug, Clone)]
pub enum NewClaims {
    /// A file, as the candidate sent it: JSON Resume, Europass, or a PDF. What it says takes the place of what was there.
    File {
        /// What it is called.
        name: String,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// What somebody entered by hand.
    Entered(Box<Entered>),
}

impl App {
    /// Reads an application, or changes one entry of it. The file itself is not kept.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the file can not be read, or the entry is not whole, with what to do;
    /// [`AppError::Conflict`] when somebody changed the application since it was seen.
    pub async fn recruitment_application(
        &self,
        cx: &Cx,
        id: CaseId,
        (candidate, new): (Seq, NewClaims),
    ) -> Result<(), AppError> {
        self.in_recruitment(cx, (id, Action::RecruitmentHandle), async |opened| {
            let found = opened.recruitment.candidate(candidate).ok_or(RecruitmentError::Candidate)?;
            let claims = match new {
                NewClaims::File { name, bytes } => {
                    let read = crate::app::blocking(move || resume::read(&bytes, &name)).await?;
                    read.map_err(|error| AppError::field("file", error.to_string()))?
                }
                NewClaims::Entered(entered) => self.entered(found, *entered)?,
            };
            let key = self.marks_key();
            let marks = person_mark(&key, &found.added.name).map(|person| ApplicationMarks {
                candidate,
                person: person.0,
                marks: resume::marks(&key, &claims).into_iter().map(|mark| mark.0).collect(),
            });
            let file = claims.document.name.clone();
            let claims =
                serde_json::to_value(&claims).map_err(|error| AppError::Internal(crate::error::place(&error)))?;
            let event = Event::ApplicationRead(Box::new(Application { candidate, claims, file }));
            self.recruitment_append_with(cx, &opened, event, (Vec::new(), marks)).await.map(|_| ())
        })
        .await
    }

    /// What a candidate's application comes to on a day; none when it has not been read.
    pub(super) async fn application_facts(
        &self,
        candidate: &Candidate,
        today: NaiveDate,
    ) -> Result<Option<ApplicationFacts>, AppError> {
        let Some(mut claims) = candidate.application().and_then(claims_of) else { return Ok(None) };
        // What is entered by hand has no name of its own.
        claims.person.get_or_insert_with(|| candidate.added.name.clone());
        let key = self.marks_key();
        let marks: Vec<String> = resume::marks(&key, &claims).into_iter().map(|mark| mark.0).collect();
        let seen = self.store.application_marks(&marks).await.map_err(AppError::Store)?;
        let seen = seen.into_iter().map(|one| Seen { mark: Mark(one.mark), person: Some(Mark(one.person)) });
        let (seen, port) = (seen.collect::<Vec<_>>(), std::sync::Arc::clone(&self.registers));
        let candidate = candidate.clone();
        let facts = crate::app::desk(move || {
            let companies = port.companies()?;
            let findings = examined((&claims, &candidate), (&key, &seen), companies.as_ref(), today);
            let picture = timeline(&claims, &findings, today);
            let heard = heard(&claims, &candidate, &findings);
            let asked = asked(&claims, &candidate);
            Ok(ApplicationFacts { picture, as_of: companies.as_of(), heard, asked, claims, findings })
        });
        facts.await.map(Some)
    }

    /// The key of marks: of the installation, for no other use.
    fn marks_key(&self) -> Key {
        Key::new(*self.server.subkey("marks of applications"))
    }
}

impl ApplicationFacts {
    /// A finding as the candidate's answer to it keeps it, by the finding's key.
    #[must_use]
    pub fn heard_on(&self, key: &str) -> Option<HeardOn> {
        let finding = self.findings.iter().find(|finding| finding.key() == key)?;
        let verdict = finding.verdict.words();
        let reason = Text {
            sv: format!("{}. {}", verdict.sv, finding.reason.sv),
            en: format!("{}. {}", verdict.en, finding.reason.en),
        };
        Some(HeardOn {
            fact: finding.fact.code().to_owned(),
            about: finding.about.iter().map(Subject::key).collect(),
            said: self.said(finding),
            question: text(finding.fact.words()),
            reason,
        })
    }

    /// What a finding is about, in the words of the application; empty when it is about all of it.
    #[must_use]
    pub fn said(&self, finding: &Finding) -> String {
        let said = finding.about.iter().map(|about| self.claims.said(*about)).filter(|said| !said.is_empty());
        said.collect::<Vec<_>>().join("; ")
    }
}

/// What an application says.
pub(super) fn claims_of(application: &Item<Application>) -> Option<Claims> {
    serde_json::from_value(application.what.claims.clone()).ok()
}

/// Where what an event is about stands in the claims of now; none when it was changed or taken away since.
fn still((claims, candidate): (&Claims, &Candidate), seq: Seq, about: Subject) -> Option<Subject> {
    let then = claims_of(candidate.application_before(seq)?)?;
    match about {
        Subject::Application => Some(about),
        Subject::Period(at) => {
            let bare = |one: &resume::Period| resume::Period { place: String::new(), ..one.clone() };
            same(&then.periods, &claims.periods, at, bare).map(Subject::Period)
        }
        Subject::Certificate(at) => {
            let bare = |one: &resume::Certificate| resume::Certificate { place: String::new(), ..one.clone() };
            same(&then.certificates, &claims.certificates, at, bare).map(Subject::Certificate)
        }
        Subject::Referee(at) => {
            let bare = |one: &resume::Referee| resume::Referee { place: String::new(), ..one.clone() };
            same(&then.referees, &claims.referees, at, bare).map(Subject::Referee)
        }
    }
}

/// The number now of the entry that had a number then; where in a file it stood does not matter.
fn same<T, B: PartialEq>(then: &[T], now: &[T], at: usize, bare: impl Fn(&T) -> B) -> Option<usize> {
    let one = bare(then.get(at)?);
    let is_there = now.get(at).is_some_and(|other| bare(other) == one);
    if is_there { Some(at) } else { now.iter().position(|other| bare(other) == one) }
}

/// What each answer of an issuer, employer or school was about.
fn asked(claims: &Claims, candidate: &Candidate) -> BTreeMap<Seq, Asked> {
    let of = |one: &Item<casework::recruitment::event::Answered>| {
        let about = Subject::of_key(&one.what.about)?;
        let said = claims_of(candidate.application_before(one.seq)?)?.said(about);
        Some((one.seq, Asked { said, stands: still((claims, candidate), one.seq, about).is_some() }))
    };
    candidate.answered.iter().filter_map(of).collect()
}

/// Which findings the candidate has answered to, as they stand now.
fn heard(claims: &Claims, candidate: &Candidate, findings: &[Finding]) -> BTreeMap<usize, Vec<Seq>> {
    let mut all: BTreeMap<usize, Vec<Seq>> = BTreeMap::new();
    for one in &candidate.heard {
        let Some(on) = &one.what.on else { continue };
        let about = |key: &String| still((claims, candidate), one.seq, Subject::of_key(key)?);
        let Some(about) = on.about.iter().map(about).collect::<Option<Vec<_>>>() else { continue };
        let at = findings.iter().position(|finding| finding.fact.code() == on.fact && finding.about == about);
        if let Some(at) = at {
            all.entry(at).or_default().push(one.seq);
        }
    }
    all
}

fn examined(
    (claims, candidate): (&Claims, &Candidate),
    (key, seen): (&Key, &[Seen]),
    companies: &dyn Companies,
    today: NaiveDate,
) -> Vec<Finding> {
    let confirmations: Vec<Confirmation> = candidate
        .answered
        .iter()
        .filter_map(|one| {
            let outcome = match one.what.outcome {
                Outcome::Confirmed => resume::Outcome::Confirmed,
                Outcome::Denied => resume::Outcome::Denied,
                Outcome::NoAnswer => resume::Outcome::NoAnswer,
            };
            let about = still((claims, candidate), one.seq, Subject::of_key(&one.what.about)?)?;
            let (by, on, how) = (one.what.by.clone(), one.what.on, one.what.how.clone());
            Some(Confirmation { about, by, on, how, outcome })
        })
        .collect();
    let proved = |proof: Proof| {
        let shown = candidate.proved.iter().rev().find(|one| one.what.proof == proof)?;
        let (what, on, to) = (shown.what.what.clone(), shown.what.on, shown.what.to.clone());
        Some(Shown { what, on, to, valid_to: shown.what.valid_to })
    };
    let (identity, right_to_work) = (proved(Proof::Identity), proved(Proof::RightToWork));
    let person = person_mark(key, &candidate.added.name);
    let mut reality = Reality::new(companies);
    reality.received = Some(candidate.added.on);
    reality.confirmations = &confirmations;
    reality.identity = identity.as_ref();
    reality.right_to_work = right_to_work.as_ref();
    reality.key = Some(key);
    reality.person = person.as_ref();
    reality.seen = seen;
    examine(claims, &reality, today)
}

fn text(words: resume::Words) -> Text {
    Text { sv: words.sv, en: words.en }
}

/// The findings as a decision keeps them.
pub(super) fn kept(facts: Option<ApplicationFacts>) -> Vec<Fact> {
    let fact = |finding: Finding| Fact {
        question: text(finding.fact.words()),
        verdict: finding.verdict.code().to_owned(),
        reason: text(finding.reason),
    };
    facts.map(|facts| facts.findings.into_iter().map(fact).collect()).unwrap_or_default()
}
