//! Claims held against reality, fact by fact.

mod boards;
mod documents;
mod employers;
mod papers;
mod referees;
mod schools;
mod shown;
mod time;

use chrono::NaiveDate;

use crate::{Claims, Confirmation, Fact, Finding, Outcome, Period, Reality, Subject, Verdict, Words};

/// Holds claims against reality on a day: one finding for each fact that there is something to say about, in the order of
/// [`Fact::ALL`] and then of the claims. The same claims, reality and day give the same findings.
#[must_use]
pub fn examine(claims: &Claims, reality: &Reality<'_>, today: NaiveDate) -> Vec<Finding> {
    let mut findings = Findings { findings: Vec::new() };
    time::dates(claims, today, &mut findings);
    time::gaps(claims, reality.received.unwrap_or(today), &mut findings);
    time::overlaps(claims, today, &mut findings);
    employers::examine(claims, reality, today, &mut findings);
    schools::examine(claims, reality, today, &mut findings);
    papers::examine(claims, reality, &mut findings);
    referees::examine(claims, reality, &mut findings);
    documents::examine(claims, reality, today, &mut findings);
    shown::examine(reality, today, &mut findings);
    let mut findings = findings.findings;
    findings.sort();
    findings.dedup();
    findings
}

/// The findings so far.
struct Findings {
    findings: Vec<Finding>,
}

impl Findings {
    fn add(&mut self, fact: Fact, about: Subject, verdict: Verdict, reason: Words) {
        self.findings.push(Finding { fact, about: vec![about], verdict, days: None, reason });
    }

    fn add_days(
        &mut self,
        fact: Fact,
        about: Vec<Subject>,
        days: (NaiveDate, NaiveDate),
        (verdict, reason): (Verdict, Words),
    ) {
        self.findings.push(Finding { fact, about, verdict, days: Some(days), reason });
    }

    fn has(&self, fact: Fact, verdict: Verdict) -> bool {
        self.findings.iter().any(|finding| finding.fact == fact && finding.verdict == verdict)
    }
}

/// The shortest period that the candidate's words can mean: from the latest first day to the earliest last day. Nothing
/// when a day is missing or nothing is left.
fn core(period: &Period, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let from = period.from?.latest();
    let to = match period.to {
        Some(to) => to.earliest(),
        None if period.is_current => today,
        None => return None,
    };
    // A period within one month or year is at least the day that it begins.
    let same = period.to.is_some_and(|to| {
        period.from.is_some_and(|first| to.earliest() <= first.latest() && first.earliest() <= to.latest())
    });
    if from <= to { Some((from, to)) } else { same.then_some((to, to)) }
}

/// What was answered about a subject, the last answer last, as a finding of a fact.
fn confirmed(confirmations: &[Confirmation], about: Subject) -> Option<(Verdict, Words)> {
    let answers = confirmations.iter().filter(|answer| answer.about == about);
    let answer = answers.max_by_key(|answer| (answer.outcome != Outcome::NoAnswer, answer.on))?;
    let Confirmation { by, on, how, outcome, .. } = answer;
    Some(match outcome {
        Outcome::Confirmed => (
            Verdict::Verified,
            Words::new(format!("{by} bekräftade {on} ({how})."), format!("{by} confirmed on {on} ({how}).")),
        ),
        Outcome::Denied => (
            Verdict::Contradicted,
            Words::new(
                format!("{by} svarade {on} att uppgiften inte stämmer ({how})."),
                format!("{by} answered on {on} that it is not so ({how})."),
            ),
        ),
        Outcome::NoAnswer => (
            Verdict::NotVerified,
            Words::new(
                format!("{by} har inte svarat, senast {on} ({how})."),
                format!("{by} has not answered, last on {on} ({how})."),
            ),
        ),
    })
}
