//! Who takes a case: the steps of the routine, with those who can not take part passed by.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    Capacity, Conflicted, Routine,
    id::{AuthorityId, PersonId},
    routine::Of,
};

/// Who holds which role, on the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offices {
    /// The authority of the case.
    pub own: AuthorityId,
    /// The authority that leads the municipality.
    pub central: AuthorityId,
    /// Holdings; of several in one role the first who can take part is chosen.
    pub holdings: Vec<Holding>,
}

/// A role that somebody holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holding {
    /// Who.
    pub person: PersonId,
    /// The role.
    pub role: String,
    /// Where.
    pub authority: AuthorityId,
}

/// Who takes part in which capacity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assigned {
    /// The capacity.
    pub capacity: Capacity,
    /// Who; none when nobody can, and somebody outside must be found.
    pub person: Option<PersonId>,
    /// In which role.
    pub role: String,
    /// Of which authority.
    pub authority: AuthorityId,
    /// Why it is not the one who usually would: the role passed by and the reason, in Swedish. None when it is.
    pub rerouted: Option<String>,
}

/// Who takes each step of the routine but the reporter's.
///
/// A step goes to the first holder of its role in the authority of the case who is not barred and has no other step yet,
/// else to those that the step names instead, in order. So a case about the director, whose coordinator is subordinate to
/// the director, is led and decided above both.
#[must_use]
pub fn route(routine: &Routine, offices: &Offices, conflicts: &[Conflicted]) -> Vec<Assigned> {
    let mut taken: BTreeSet<PersonId> = BTreeSet::new();
    let mut assigned = Vec::new();
    for step in routine.steps.iter().filter(|step| step.capacity != Capacity::Reporter) {
        let usual = (step.role.as_str(), Of::Own);
        let mut passed: Option<String> = None;
        let mut found = None;
        for (role, of) in std::iter::once(usual).chain(step.instead.iter().map(|other| (other.role.as_str(), other.of)))
        {
            let authority = match of {
                Of::Own => &offices.own,
                Of::Central => &offices.central,
            };
            let mut holders = offices.holdings.iter().filter(|held| held.role == role && held.authority == *authority);
            let free = |held: &&Holding| {
                !taken.contains(&held.person) && barred(conflicts, held.person, step.capacity).is_none()
            };
            if let Some(holder) = holders.clone().find(free) {
                found = Some((holder.person, role, authority));
                break;
            }
            let why = holders.find_map(|held| barred(conflicts, held.person, step.capacity));
            let why = why.map_or("ingen har rollen eller är ledig", |conflict| conflict.why.as_str());
            passed.get_or_insert_with(|| format!("`{role}` går inte: {why}"));
        }
        taken.extend(found.map(|(person, ..)| person));
        let (role, authority) = found.map_or((usual.0, &offices.own), |(_, role, authority)| (role, authority));
        assigned.push(Assigned {
            capacity: step.capacity,
            person: found.map(|(person, ..)| person),
            role: role.to_owned(),
            authority: authority.clone(),
            rerouted: passed,
        });
    }
    assigned
}

fn barred(conflicts: &[Conflicted], person: PersonId, capacity: Capacity) -> Option<&Conflicted> {
    conflicts.iter().find(|conflict| conflict.person == person && conflict.bars.bars(capacity))
}
