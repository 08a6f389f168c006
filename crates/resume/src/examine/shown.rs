//! That identity and the right to work were shown. Never what the document said.

use chrono::NaiveDate;

use super::Findings;
use crate::{Fact, Reality, Shown, Subject, Verdict, Words};

/// Examines both.
pub(super) fn examine(reality: &Reality<'_>, today: NaiveDate, findings: &mut Findings) {
    let identity = Words::new("Ingen legitimation är visad ännu.", "No identity document has been shown yet.");
    let right = Words::new("Rätten att arbeta är inte visad ännu.", "The right to work has not been shown yet.");
    for (fact, shown, missing) in
        [(Fact::Identity, reality.identity, identity), (Fact::RightToWork, reality.right_to_work, right)]
    {
        let (verdict, reason) = shown.map_or((Verdict::NotVerified, missing), |shown| seen(shown, today));
        findings.add(fact, Subject::Application, verdict, reason);
    }
}

fn seen(shown: &Shown, today: NaiveDate) -> (Verdict, Words) {
    let Shown { what, on, to, valid_to } = shown;
    if let Some(end) = valid_to.filter(|end| end < on || *end < today) {
        return (
            Verdict::NotVerified,
            Words::new(
                format!("Det som visades ({what}) gällde till {end}."),
                format!("What was shown ({what}) was valid until {end}."),
            ),
        );
    }
    (
        Verdict::Verified,
        Words::new(format!("Visad {on} för {to} ({what})."), format!("Shown on {on} to {to} ({what}).")),
    )
}
