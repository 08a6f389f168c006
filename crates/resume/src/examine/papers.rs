//! Certificates: whether the issuer has confirmed them, and whether they recur in unrelated applications.

use std::collections::BTreeSet;

use super::{Findings, confirmed};
use crate::mark::{certificate_mark, history_mark, issuer_mark};
use crate::{Claims, Fact, Key, Mark, Reality, Subject, Verdict, Words};

/// Unrelated applications in which an unknown issuer must recur before it is said.
const RECURS: usize = 2;

/// Examines each certificate, and the history as a whole.
pub(super) fn examine(claims: &Claims, reality: &Reality<'_>, findings: &mut Findings) {
    for (at, certificate) in claims.certificates.iter().enumerate() {
        let about = Subject::Certificate(at);
        let (verdict, reason) = confirmed(reality.confirmations, about).unwrap_or_else(|| {
            (
                Verdict::NotVerified,
                Words::new(
                    "Ingen utfärdare har svarat ännu. Fråga utfärdaren.",
                    "No issuer has answered yet. Ask the issuer.",
                ),
            )
        });
        findings.add(Fact::DegreeConfirmed, about, verdict, reason);
        let Some(key) = reality.key else { continue };
        match certificate_mark(key, certificate) {
            Some(mark) => unique(Fact::CertificateUnique, about, &seen(reality, &mark), findings),
            None => {
                let reason = Words::new("Intyget har inget nummer.", "The certificate has no number.");
                findings.add(Fact::CertificateUnique, about, Verdict::NotComputable, reason);
            }
        }
        issuer(&certificate.issuer, key, about, reality, findings);
    }
    if let Some(mark) = reality.key.and_then(|key| history_mark(key, claims)) {
        unique(Fact::HistoryUnique, Subject::Application, &seen(reality, &mark), findings);
    }
}

/// Applications with a mark: those of others, and those of whom it is not known whose they are.
struct Others<'a> {
    others: BTreeSet<&'a str>,
    unknown: BTreeSet<&'a str>,
    persons: usize,
}

fn seen<'a>(reality: &Reality<'a>, mark: &Mark) -> Others<'a> {
    let mut all = Others { others: BTreeSet::new(), unknown: BTreeSet::new(), persons: 0 };
    let mut persons = BTreeSet::new();
    for seen in reality.seen.iter().filter(|seen| seen.mark == *mark) {
        match (&seen.person, reality.person) {
            (Some(other), Some(own)) if other == own => {}
            (Some(other), Some(_)) => {
                all.others.insert(seen.application.as_str());
                persons.insert(other);
            }
            _ => {
                all.unknown.insert(seen.application.as_str());
            }
        }
    }
    all.persons = persons.len();
    all
}

fn listed(applications: &BTreeSet<&str>) -> String {
    applications.iter().take(5).copied().collect::<Vec<_>>().join(", ")
}

fn unique(fact: Fact, about: Subject, seen: &Others<'_>, findings: &mut Findings) {
    let (verdict, reason) = if !seen.others.is_empty() {
        let listed = listed(&seen.others);
        (
            Verdict::Contradicted,
            Words::new(
                format!("Samma finns i någon annans ansökan: {listed}."),
                format!("The same is in somebody else's application: {listed}."),
            ),
        )
    } else if !seen.unknown.is_empty() {
        let listed = listed(&seen.unknown);
        (
            Verdict::NotVerified,
            Words::new(
                format!("Samma finns i en annan ansökan: {listed}. Det går inte att se om den är av samma person."),
                format!(
                    "The same is in another application: {listed}. Whether it is of the same person cannot be seen."
                ),
            ),
        )
    } else {
        (
            Verdict::Verified,
            Words::new(
                "Finns inte i någon annan ansökan som jämförts.",
                "Is in no other application that was compared.",
            ),
        )
    };
    findings.add(fact, about, verdict, reason);
}

fn issuer(issuer: &str, key: &Key, about: Subject, reality: &Reality<'_>, findings: &mut Findings) {
    if issuer.is_empty() {
        return;
    }
    if !reality.companies.by_name(issuer).is_empty() {
        let reason = Words::new("Utfärdaren finns i registret.", "The issuer is in the register.");
        findings.add(Fact::IssuerKnown, about, Verdict::Verified, reason);
        return;
    }
    let recurring = issuer_mark(key, issuer).map(|mark| seen(reality, &mark)).filter(|seen| seen.persons >= RECURS);
    let (verdict, reason) = match recurring {
        Some(seen) => (
            Verdict::NotVerified,
            Words::new(
                format!(
                    "Utfärdaren finns inte i registret men återkommer hos {} andra sökande. Kontrollera att den finns.",
                    seen.persons
                ),
                format!(
                    "The issuer is not in the register but recurs with {} other candidates. Check that it exists.",
                    seen.persons
                ),
            ),
        ),
        None => (
            Verdict::NotComputable,
            Words::new("Utfärdaren finns inte i registret.", "The issuer is not in the register."),
        ),
    };
    findings.add(Fact::IssuerKnown, about, verdict, reason);
}
