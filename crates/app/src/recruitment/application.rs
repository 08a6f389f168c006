//! What an application says, held against what is known.
//!
//! The file that a candidate sends is read and not kept: what it says about periods, papers and referees is sealed with the
//! recruitment. The findings are made anew each time, of the claims and of what issuers, employers and the candidate have
//! answered since; there is no score.

use access::Action;
use casework::{
    Seq,
    id::CaseId,
    recruitment::{
        Candidate,
        event::{Application, Event, Fact, Outcome, Proof},
    },
};
use chrono::NaiveDate;
use resume::{Claims, Companies, Confirmation, Finding, Period, Picture, Reality, Shown, Subject, examine, timeline};

use super::Care;
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
}

/// What is added to an application.
#[derive(Debug, Clone)]
pub enum NewClaims {
    /// A file, as the candidate sent it: JSON Resume, Europass, or a PDF.
    File {
        /// What it is called.
        name: String,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// A period, entered by hand.
    Period(Box<Period>),
}

impl App {
    /// Reads an application, or adds a period to it. The file itself is not kept.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the file can not be read, with what to do.
    pub async fn recruitment_application(
        &self,
        cx: &Cx,
        id: CaseId,
        (candidate, new): (Seq, NewClaims),
    ) -> Result<(), AppError> {
        self.in_recruitment(cx, (id, Action::RecruitmentHandle), async |opened| {
            let known = opened.recruitment.candidate(candidate).and_then(claims).unwrap_or_default();
            let claims = match new {
                NewClaims::File { name, bytes } => {
                    let read = crate::app::blocking(move || resume::read(&bytes, &name)).await?;
                    read.map_err(|error| AppError::field("file", error.to_string()))?
                }
                NewClaims::Period(period) => {
                    let mut claims = known;
                    claims.periods.push(*period);
                    claims
                }
            };
            let file = claims.document.name.clone();
            let claims =
                serde_json::to_value(&claims).map_err(|error| AppError::Internal(crate::error::place(&error)))?;
            let event = Event::ApplicationRead(Box::new(Application { candidate, claims, file }));
            self.recruitment_write(cx, &opened, event, Care::Told).await
        })
        .await
    }

    /// What a candidate's application comes to on a day; none when it has not been read.
    pub(super) async fn application_facts(
        &self,
        candidate: &Candidate,
        today: NaiveDate,
    ) -> Result<Option<ApplicationFacts>, AppError> {
        let Some(claims) = claims(candidate) else { return Ok(None) };
        let port = std::sync::Arc::clone(&self.registers);
        let candidate = candidate.clone();
        let facts = crate::app::desk(move || {
            let companies = port.companies()?;
            let findings = examined(&claims, &candidate, companies.as_ref(), today);
            let picture = timeline(&claims, &findings, today);
            Ok(ApplicationFacts { claims, findings, picture })
        });
        facts.await.map(Some)
    }
}

/// What the application says, as it was last read.
fn claims(candidate: &Candidate) -> Option<Claims> {
    serde_json::from_value(candidate.application.as_ref()?.what.claims.clone()).ok()
}

fn examined(claims: &Claims, candidate: &Candidate, companies: &dyn Companies, today: NaiveDate) -> Vec<Finding> {
    let about = |key: &str| {
        let periods = (0..claims.periods.len()).map(Subject::Period);
        periods.chain((0..claims.certificates.len()).map(Subject::Certificate)).find(|subject| subject.key() == key)
    };
    let confirmations: Vec<Confirmation> = candidate
        .answered
        .iter()
        .filter_map(|one| {
            let outcome = match one.what.outcome {
                Outcome::Confirmed => resume::Outcome::Confirmed,
                Outcome::Denied => resume::Outcome::Denied,
                Outcome::NoAnswer => resume::Outcome::NoAnswer,
            };
            let (by, on, how) = (one.what.by.clone(), one.what.on, one.what.how.clone());
            Some(Confirmation { about: about(&one.what.about)?, by, on, how, outcome })
        })
        .collect();
    let proved = |proof: Proof| {
        let shown = candidate.proved.iter().rev().find(|one| one.what.proof == proof)?;
        let (what, on, to) = (shown.what.what.clone(), shown.what.on, shown.what.to.clone());
        Some(Shown { what, on, to, valid_to: shown.what.valid_to })
    };
    let (identity, right_to_work) = (proved(Proof::Identity), proved(Proof::RightToWork));
    let mut reality = Reality::new(companies);
    reality.received = Some(candidate.added.on);
    reality.confirmations = &confirmations;
    reality.identity = identity.as_ref();
    reality.right_to_work = right_to_work.as_ref();
    examine(claims, &reality, today)
}

/// The findings as a decision keeps them.
pub(super) fn kept(facts: Option<ApplicationFacts>) -> Vec<Fact> {
    let text = |words: resume::Words| casework::Text { sv: words.sv, en: words.en };
    let fact = |finding: Finding| Fact {
        question: text(finding.fact.words()),
        verdict: finding.verdict.code().to_owned(),
        reason: text(finding.reason),
    };
    facts.map(|facts| facts.findings.into_iter().map(fact).collect()).unwrap_or_default()
}
