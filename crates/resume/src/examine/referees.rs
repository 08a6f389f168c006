//! Whether referees are independent, and have been where they speak for.

use std::collections::BTreeSet;

use linkage::standardise::{Address, FullName, email, firm, name, phone};

use super::{Findings, boards};
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
    let others = contacts.iter().filter(|contact| home(contact).is_none());
    others.filter_map(|contact| if contact.contains('@') { email(contact) } else { phone(contact) }).collect()
}

/// A street address with a number. What has the form of a telephone number is none, whatever word stands before it.
fn home(contact: &str) -> Option<Address> {
    let is_phone = phone(contact).is_some_and(|number| number.starts_with('+'));
    let home = Address::read(contact).filter(|_| !contact.contains('@') && !is_phone)?;
    (home.street.is_some() && home.number.is_some()).then_some(home)
}

/// Street addresses.
fn homes(contacts: &[String]) -> Vec<Address> {
    contacts.iter().filter_map(|contact| home(contact)).collect()
}

/// The same street and number. Apartment, post code and place are compared when both have them.
fn is_same_home(one: &Address, other: &Address) -> bool {
    let agree = |one: &Option<String>, other: &Option<String>| one.is_none() || other.is_none() || one == other;
    one.street == other.street
        && one.number_and_entrance() == other.number_and_entrance()
        && agree(&one.apartment, &other.apartment)
        && agree(&one.post_code, &other.post_code)
        && agree(&one.place, &other.place)
}

/// The surname of a full name.
fn family(full: &str) -> Option<String> {
    FullName::read(full)?.surname
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
    if let Some(found) = boards::tie(claims, reality, referee) {
        return found;
    }
    if let Some(found) = close(claims, referee) {
        return found;
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
    let said = referee.relation.as_deref().map(str::trim).filter(|said| !said.is_empty());
    let words = match said {
        Some(said) => Words::new(
            format!("Ansökan säger: {said}. Inget annat band är känt. Fråga referensen."),
            format!("The application says: {said}. No other tie is known. Ask the referee."),
        ),
        None => Words::new(
            "Inget band är känt. Fråga referensen hur den känner den sökande.",
            "No tie is known. Ask the referee how they know the candidate.",
        ),
    };
    (Verdict::NotVerified, words)
}

/// What may be a tie and may be chance: the same address, the same surname.
fn close(claims: &Claims, referee: &Referee) -> Option<(Verdict, Words)> {
    let own = homes(&claims.contacts);
    if homes(&referee.contacts).iter().any(|home| own.iter().any(|own| is_same_home(own, home))) {
        let words = Words::new(
            "Referensen och den sökande har samma adress. Fråga hur de känner varandra.",
            "The referee and the candidate have the same address. Ask how they know each other.",
        );
        return Some((Verdict::NotVerified, words));
    }
    let name = claims.person.as_deref().and_then(family)?;
    (family(&referee.name).as_ref() == Some(&name)).then(|| {
        let words = Words::new(
            "Referensen och den sökande har samma efternamn. Fråga om de är släkt.",
            "The referee and the candidate have the same surname. Ask whether they are related.",
        );
        (Verdict::NotVerified, words)
    })
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
    if let Some(found) = boards::place(claims, reality, referee) {
        return Some(found);
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
