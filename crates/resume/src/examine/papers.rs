//! Certificates: whether the issuer has confirmed them, and whether they recur in unrelated applications.

use std::collections::BTreeSet;

use super::{Findings, confirmed};
use crate::mark::{certificate_mark, history_mark, issuer_mark};
use crate::{Claims, Fact, Key, Mark, Reality, Subject, Verdict, Words};

/// Unrelated applications in which an unknown issuer must recur before it is said.
const RECURS: usize = 2;

const NUMBER: What = ("Samma intygsnummer", "The same certificate number");
const HISTORY: What = ("Samma historia", "The same history");

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
            Some(mark) => unique(Fact::CertificateUnique, (about, NUMBER), &seen(reality, &mark), findings),
            None => {
                let reason = Words::new("Intyget har inget nummer.", "The certificate has no number.");
                findings.add(Fact::CertificateUnique, about, Verdict::NotComputable, reason);
            }
        }
        issuer(&certificate.issuer, key, about, reality, findings);
    }
    if let Some(mark) = reality.key.and_then(|key| history_mark(key, claims)) {
        unique(Fact::HistoryUnique, (Subject::Application, HISTORY), &seen(reality, &mark), findings);
    }
}

/// What is known of the applications with a mark.
struct Others {
    /// How many other people applied with it.
    persons: usize,
    /// Whether there is one of whom it is not known whose it is.
    is_unknown: bool,
}

fn seen(reality: &Reality<'_>, mark: &Mark) -> Others {
    let mut persons = BTreeSet::new();
    let mut is_unknown = false;
    for seen in reality.seen.iter().filter(|seen| seen.mark == *mark) {
        match (&seen.person, reality.person) {
            (Some(other), Some(own)) if other == own => {}
            (Some(other), Some(_)) => drop(persons.insert(other)),
            _ => is_unknown = true,
        }
    }
    Others { persons: persons.len(), is_unknown }
}

/// What recurs: a certificate's number, or the history; in both languages, with a capital.
type What = (&'static str, &'static str);

fn unique(fact: Fact, (about, what): (Subject, What), seen: &Others, findings: &mut Findings) {
    let (sv, en) = what;
    let (verdict, reason) = if seen.persons > 0 {
        (
            Verdict::Contradicted,
            Words::new(
                format!("{sv} står i en annan ansökan, under ett annat namn. Fråga den sökande."),
                format!("{en} stands in another application, under another name. Ask the candidate."),
            ),
        )
    } else if seen.is_unknown {
        (
            Verdict::NotVerified,
            Words::new(
                format!("{sv} står i en annan ansökan. Det går inte att se om den är av samma person."),
                format!("{en} stands in another application. Whether it is of the same person cannot be seen."),
            ),
        )
    } else {
        (
            Verdict::Verified,
            Words::new(
                format!("{sv} finns inte i någon annan ansökan som jämförts."),
                format!("{en} is in no other application that was compared."),
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
