//! Whether referees are independent, and have been where they speak for.

use std::collections::BTreeSet;

use linkage::standardise::{email, firm, name, phone};

use super::Findings;
use crate::{Claims, Fact, Reality, Referee, Subject, TiedTo, Verdict, Words};

/// Examines each referee.
pub(super) fn examine(claims: &Claims, reality: &Reality<'_>, findings: &mut Findings) {
    let own = reached(&claims.contacts);
    for (at, referee) in claims.referees.iter().enumerate() {
        let about = Subject::Referee(at);
        let (verdict, reason) = independence(claims, reality, at, referee, &own);
        findings.add(Fact::RefereeIndependent, about, verdict, reason);
        if let Some((verdict, reason)) = place(claims, reality, at, referee) {
            findings.add(Fact::RefereePlaced, about, verdict, reason);
        }
    }
}

/// Telephone numbers and mail addresses in one form.
fn reached(contacts: &[String]) -> BTreeSet<String> {
    contacts.iter().filter_map(|contact| if contact.contains('@') { email(contact) } else { phone(contact) }).collect()
}

fn independence(
    claims: &Claims,
    reality: &Reality<'_>,
    at: usize,
    referee: &Referee,
    own: &BTreeSet<String>,
) -> (Verdict, Words) {
    let tie =
        reality.ties.iter().find(|tie| tie.referee == at && matches!(tie.to, TiedTo::Candidate | TiedTo::Recruiter));
    if let Some(tie) = tie {
        let (sv, en) = match tie.to {
            TiedTo::Recruiter => ("dem som rekryterar", "those who recruit"),
            _ => ("den sökande", "the candidate"),
        };
        return (
            Verdict::Contradicted,
            Words::new(
                format!("Referensen har band till {sv}: {} (uppgift från {}).", tie.what, tie.source),
                format!("The referee is tied to {en}: {} (told by {}).", tie.what, tie.source),
            ),
        );
    }
    let same_name =
        claims.person.as_deref().and_then(name).is_some_and(|own| name(&referee.name).as_ref() == Some(&own));
    if same_name {
        return (
            Verdict::Contradicted,
            Words::new("Referensen har den sökandes namn.", "The referee has the candidate's name."),
        );
    }
    let contacts = reached(&referee.contacts);
    if contacts.intersection(own).next().is_some() {
        return (
            Verdict::Contradicted,
            Words::new(
                "Referensen nås på den sökandes eget telefonnummer eller mejl.",
                "The referee is reached at the candidate's own telephone number or mail address.",
            ),
        );
    }
    let other = claims.referees.iter().enumerate().find(|(other_at, other)| {
        *other_at != at
            && name(&other.name) != name(&referee.name)
            && reached(&other.contacts).intersection(&contacts).next().is_some()
    });
    if other.is_some() {
        return (
            Verdict::NotVerified,
            Words::new(
                "Två referenser nås på samma telefonnummer eller mejl. Ring via arbetsgivarens växel.",
                "Two referees are reached at the same telephone number or mail address. Call by the employer's switchboard.",
            ),
        );
    }
    (
        Verdict::NotVerified,
        Words::new(
            "Inget band är känt. Fråga referensen hur den känner den sökande.",
            "No tie is known. Ask the referee how they know the candidate.",
        ),
    )
}

fn place(claims: &Claims, reality: &Reality<'_>, at: usize, referee: &Referee) -> Option<(Verdict, Words)> {
    let employer = referee.organisation.as_deref()?;
    let tie = |to: TiedTo| reality.ties.iter().find(|tie| tie.referee == at && tie.to == to);
    if let Some(tie) = tie(TiedTo::OtherEmployer) {
        return Some((
            Verdict::Contradicted,
            Words::new(
                format!(
                    "Referensen var inte hos {employer} under perioden: {} (uppgift från {}).",
                    tie.what, tie.source
                ),
                format!("The referee was not at {employer} in the period: {} (told by {}).", tie.what, tie.source),
            ),
        ));
    }
    if let Some(tie) = tie(TiedTo::ClaimedEmployer) {
        return Some((
            Verdict::Verified,
            Words::new(
                format!("Referensen har varit hos {employer}: {} (uppgift från {}).", tie.what, tie.source),
                format!("The referee has been at {employer}: {} (told by {}).", tie.what, tie.source),
            ),
        ));
    }
    let spoken = firm(employer)?;
    let is_claimed = claims.periods.iter().any(|period| firm(&period.organisation).as_ref() == Some(&spoken));
    Some(if is_claimed {
        (
            Verdict::NotVerified,
            Words::new(
                format!("Fråga {employer} om referensen har arbetat där."),
                format!("Ask {employer} whether the referee has worked there."),
            ),
        )
    } else {
        (
            Verdict::NotVerified,
            Words::new(
                format!("{employer} finns inte bland den sökandes arbetsgivare."),
                format!("{employer} is not among the candidate's employers."),
            ),
        )
    })
}
