//! Asking the screener, and trusting it no further than what can be checked: one answer for each payment, never milder
//! than its reasons, and never `go` while the basis has a warning or changes under the question.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use payments::{Basis, Payment, Reason, ScreenError, Screened, Screener, Verdict};

/// The id of a reason that comes from the basis and not from a check.
pub(crate) const BASIS: &str = "basis";

/// The answers for one request.
pub(crate) type Answers = Result<(Arc<Basis>, Vec<Screened>), ScreenError>;

/// Screens the requests of a group, with as few questions as possible. An answer never depends on what other requests
/// happened to come at the same time: two with a payment of the same amount to the same account are asked about apart, so
/// that a check for repeats sees one request only, and when a question fails each request is asked about alone.
pub(crate) fn screened(screener: &dyn Screener, requests: &[&[Payment]]) -> Vec<Answers> {
    let mut answers: Vec<Answers> = requests.iter().map(|_| Err(failed("inget svar"))).collect();
    let lots = lots(requests);
    let count = lots.iter().max().map_or(0, |last| last + 1);
    for lot in 0..count {
        let members: Vec<usize> = (0..requests.len()).filter(|at| lots.get(*at) == Some(&lot)).collect();
        let parts: Vec<&[Payment]> = members.iter().filter_map(|at| requests.get(*at).copied()).collect();
        for (at, answer) in members.into_iter().zip(together(screener, &parts)) {
            if let Some(slot) = answers.get_mut(at) {
                *slot = answer;
            }
        }
    }
    answers
}

/// The number of the question in which each request is asked about.
fn lots(requests: &[&[Payment]]) -> Vec<usize> {
    let mut next: BTreeMap<(&str, i64), usize> = BTreeMap::new();
    requests
        .iter()
        .map(|request| {
            let pairs = || request.iter().map(|payment| (payment.account.number.as_str(), payment.amount_ore));
            let lot = pairs().filter_map(|pair| next.get(&pair).copied()).max().unwrap_or(0);
            for pair in pairs() {
                next.insert(pair, lot + 1);
            }
            lot
        })
        .collect()
}

fn together(screener: &dyn Screener, requests: &[&[Payment]]) -> Vec<Answers> {
    if let [request] = requests {
        return vec![one(screener, request)];
    }
    let Ok((basis, mut all)) = one(screener, &requests.concat()) else {
        return requests.iter().map(|request| one(screener, request)).collect();
    };
    let mut parts: Vec<Answers> = Vec::with_capacity(requests.len());
    for request in requests {
        let rest = all.split_off(request.len().min(all.len()));
        parts.push(Ok((Arc::clone(&basis), std::mem::replace(&mut all, rest))));
    }
    parts
}

/// One question. When the index is exchanged under it, it is asked once more.
fn one(screener: &dyn Screener, payments: &[Payment]) -> Answers {
    let before = guarded(|| Ok(screener.basis()))?;
    let answers = asked(screener, payments)?;
    let after = guarded(|| Ok(screener.basis()))?;
    if after == before {
        return Ok(settled(before, answers));
    }
    let answers = asked(screener, payments)?;
    let last = guarded(|| Ok(screener.basis()))?;
    let (basis, mut answers) = settled(after, answers);
    if last != *basis {
        raise(&mut answers, "Registren byttes ut medan betalningen granskades; granska den igen.");
    }
    Ok((basis, answers))
}

fn asked(screener: &dyn Screener, payments: &[Payment]) -> Result<Vec<Screened>, ScreenError> {
    let mut answers = guarded(|| screener.screen(payments))?;
    let is_whole = answers.len() == payments.len()
        && answers
            .iter()
            .zip(payments)
            .all(|(answer, payment)| answer.order == payment.order && answer.id == payment.id);
    if !is_whole {
        return Err(failed("svaren hör inte ihop med betalningarna"));
    }
    for answer in &mut answers {
        let gravest = answer.reasons.iter().map(|reason| reason.verdict).max();
        answer.verdict = answer.verdict.max(gravest.unwrap_or(Verdict::Go));
    }
    Ok(answers)
}

/// A screener that panics has given no answer; the thread lives on.
fn guarded<T>(act: impl FnOnce() -> Result<T, ScreenError>) -> Result<T, ScreenError> {
    catch_unwind(AssertUnwindSafe(act)).unwrap_or_else(|_| Err(failed("ett fel i en kontroll")))
}

fn settled(basis: Basis, mut answers: Vec<Screened>) -> (Arc<Basis>, Vec<Screened>) {
    if !basis.warnings.is_empty() {
        raise(&mut answers, &format!("Underlaget har varningar: {}", basis.warnings.join(" ")));
    }
    (Arc::new(basis), answers)
}

/// No `go` is left.
fn raise(answers: &mut [Screened], sentence: &str) {
    for answer in answers.iter_mut().filter(|answer| answer.verdict == Verdict::Go) {
        answer.verdict = Verdict::Look;
        answer.reasons.push(Reason {
            check: BASIS.to_owned(),
            version: 1,
            verdict: Verdict::Look,
            sentence: sentence.to_owned(),
        });
    }
}

/// Whether the screener can be asked at all; asked without payments.
pub(crate) fn probed(screener: &dyn Screener) -> Result<(), ScreenError> {
    guarded(|| screener.screen(&[])).map(|_| ())
}

fn failed(detail: &str) -> ScreenError {
    ScreenError::Failed { detail: detail.to_owned() }
}

#[cfg(test)]
mod tests;
