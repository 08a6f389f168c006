//! The rules one by one: each gives the reasons for which it refuses.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{
    Decision, Grant, Held, Need, Reason, Record, Refusal,
    need::{fold, same},
};

/// Registers that may be used for one purpose only, and never beside another authority's: answers from SSBTEK.
const RESERVED: [(&str, &str); 1] = [("external_incomes", "economic-assistance")];

/// What one control may do, or all that is missing under the decision that comes closest.
///
/// `decisions` are in the order of their ids.
pub(super) fn judge(need: &Need, read: &[&Held], decisions: &[&Record], on: NaiveDate) -> Result<Grant, Refusal> {
    let mut closest: Option<(&Decision, Vec<Reason>)> = None;
    for record in decisions.iter().filter(|record| record.decision().names_control(need)) {
        let reasons = all(need, read, record, on);
        if let (true, Some(force)) = (reasons.is_empty(), record.in_force()) {
            return Ok(Grant::new(force, read));
        }
        if closest.as_ref().is_none_or(|(_, fewest)| reasons.len() < fewest.len()) {
            closest = Some((record.decision(), reasons));
        }
    }
    let (decision, reasons) = match closest {
        Some((decision, reasons)) => (Some(decision.id.clone()), reasons),
        None => (None, without_decision(need, read, on)),
    };
    Err(Refusal { control: need.control.clone(), decision, reasons })
}

fn without_decision(need: &Need, read: &[&Held], on: NaiveDate) -> Vec<Reason> {
    let mut reasons = vec![Reason::NoDecision {
        purpose: need.purpose.clone(),
        grounds: need.grounds.clone(),
        personal_data: need.personal_data,
    }];
    reasons.extend(snapshots(read, on));
    reasons.extend(reserved(need, read));
    reasons
}

fn all(need: &Need, read: &[&Held], record: &Record, on: NaiveDate) -> Vec<Reason> {
    let decision = record.decision();
    let mut reasons: Vec<Reason> = decision.gaps().into_iter().map(|gap| Reason::Incomplete { gap }).collect();
    reasons.extend(revoked(record));
    reasons.extend(time(decision, on));
    reasons.extend(named(decision, read));
    reasons.extend(purpose_and_ground(decision, need));
    reasons.extend(snapshots(read, on));
    reasons.extend(further_use(decision, read));
    reasons.extend(people(decision, need, on));
    reasons.extend(sharing(decision, read));
    reasons.extend(two_people(record, need, read));
    reasons.extend(reserved(need, read));
    reasons
}

fn revoked(record: &Record) -> Option<Reason> {
    let revoked = record.revoked()?;
    Some(Reason::Revoked { by: revoked.by.to_string(), on: revoked.at.chars().take(10).collect() })
}

fn time(decision: &Decision, on: NaiveDate) -> Option<Reason> {
    if on < decision.from {
        return Some(Reason::NotYet { from: decision.from });
    }
    (on > decision.to).then_some(Reason::Expired { to: decision.to })
}

fn named(decision: &Decision, read: &[&Held]) -> Vec<Reason> {
    let mut authorities = BTreeMap::new();
    for held in read.iter().filter(|held| !decision.names_authority(&held.authority)) {
        authorities.entry(&held.authority).or_insert(&held.register);
    }
    let registers: BTreeSet<&String> =
        read.iter().map(|held| &held.register).filter(|register| !decision.names_register(register)).collect();
    let unnamed = |(authority, register): (&&String, &&String)| Reason::Authority {
        authority: (*authority).clone(),
        register: (*register).clone(),
    };
    let mut reasons: Vec<Reason> = authorities.iter().map(unnamed).collect();
    reasons.extend(registers.into_iter().map(|register| Reason::Register { register: register.clone() }));
    reasons
}

fn purpose_and_ground(decision: &Decision, need: &Need) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if !same(&decision.purpose, &need.purpose) && !decision.purpose.trim().is_empty() {
        reasons.push(Reason::Purpose { needed: need.purpose.clone(), decided: decision.purpose.clone() });
    }
    let unnamed = need.grounds.iter().filter(|ground| !decision.names_ground(ground));
    reasons.extend(unnamed.map(|ground| Reason::Ground { ground: ground.clone() }));
    if !decision.covers(need.personal_data) {
        reasons.push(Reason::Data { personal_data: need.personal_data });
    }
    reasons
}

fn snapshots(read: &[&Held], on: NaiveDate) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for held in read {
        let names = || (held.authority.clone(), held.register.clone());
        if held.purpose.trim().is_empty() {
            let (authority, register) = names();
            reasons.push(Reason::SnapshotPurpose { authority, register });
        }
        if held.legal_ground.trim().is_empty() {
            let (authority, register) = names();
            reasons.push(Reason::SnapshotGround { authority, register });
        }
        if held.owner.trim().is_empty() {
            let (authority, register) = names();
            reasons.push(Reason::SnapshotOwner { authority, register });
        }
        let (authority, register) = names();
        match held.retain_until {
            None => reasons.push(Reason::SnapshotRetention { authority, register }),
            Some(until) if on > until => reasons.push(Reason::RetentionPassed { authority, register, until }),
            Some(_) => {}
        }
    }
    reasons
}

fn further_use(decision: &Decision, read: &[&Held]) -> Vec<Reason> {
    if !decision.further_use_ground.trim().is_empty() {
        return Vec::new();
    }
    let other = |held: &&&Held| !held.purpose.trim().is_empty() && !same(&held.purpose, &decision.purpose);
    let reason = |held: &&Held| Reason::FurtherUse {
        authority: held.authority.clone(),
        register: held.register.clone(),
        collected: held.purpose.clone(),
    };
    read.iter().filter(other).map(reason).collect()
}

/// Controls of clients' data look at how staff handled them, so that staff are informed of those as well.
fn people(decision: &Decision, need: &Need, on: NaiveDate) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if !need.personal_data.is_sensitive() {
        return reasons;
    }
    match decision.staff_informed_on {
        None => reasons.push(Reason::NotInformed),
        Some(informed_on) if informed_on > on => reasons.push(Reason::InformedLater { informed_on }),
        Some(_) => {}
    }
    if decision.dpia.trim().is_empty() {
        reasons.push(Reason::NoAssessment);
    }
    reasons
}

fn sharing(decision: &Decision, read: &[&Held]) -> Option<Reason> {
    let authorities = authorities(read);
    let crosses = authorities.len() > 1 && decision.sharing_ground.trim().is_empty();
    crosses.then(|| Reason::NoSharingGround { authorities: authorities.into_values().cloned().collect() })
}

fn two_people(record: &Record, need: &Need, read: &[&Held]) -> Option<Reason> {
    let takes_two = record.decision().takes_two() || need.personal_data.is_sensitive() || authorities(read).len() > 1;
    match record.by().as_slice() {
        [by] if takes_two => Some(Reason::NotConfirmed { by: by.to_string() }),
        _ => None,
    }
}

fn reserved(need: &Need, read: &[&Held]) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for (register, purpose) in RESERVED {
        if !need.registers.contains(register) || !read.iter().any(|held| held.register == register) {
            continue;
        }
        if need.purpose != purpose {
            reasons.push(Reason::Reserved { register: register.to_owned(), purpose: purpose.to_owned() });
        }
        if authorities(read).len() > 1 {
            reasons.push(Reason::ReservedAlone { register: register.to_owned() });
        }
    }
    reasons
}

fn authorities<'a>(read: &[&'a Held]) -> BTreeMap<String, &'a String> {
    read.iter().map(|held| (fold(&held.authority), &held.authority)).collect()
}
