//! Who may come, who may go, and which routine the case follows.

use super::{HANDLING, May, WORKING, already, different, filled, unknown};
use crate::{
    Capacity, CaseError, MeasureStatus,
    case::State,
    event::{Concerned, KeyGiven, MemberAdded, Recused},
    id::PersonId,
    routine::{Routine, Step},
};

impl State {
    pub(super) fn may_add(&self, added: &MemberAdded, by: PersonId) -> May {
        let MemberAdded { member, why, two, .. } = added;
        filled("varför personen behövs", why)?;
        different(two, by)?;
        self.capacity(two.proposer.person, "att föreslå en medlem", &WORKING)?;
        // The one who approves may stand outside, or a case with one member left could never get another.
        let approver = two.approver.person;
        if !self.members.contains_key(&approver) {
            self.not_barred(approver, Capacity::DecisionMaker)?;
            let role = &two.approver.role;
            let takes_part = |step: &Step| step.role == *role || step.instead.iter().any(|other| other.role == *role);
            if !self.routine.steps.iter().any(takes_part) {
                return Err(CaseError::NotMember { person: approver });
            }
        }
        if approver == member.person {
            return Err(CaseError::Alone { person: approver });
        }
        self.not_barred(member.person, member.capacity)?;
        match self.is(member.person, &[member.capacity]) {
            true => Err(already("personen", &member.person.to_string(), "är redan med i den egenskapen")),
            false => Ok(()),
        }
    }

    pub(super) fn not_barred(&self, person: PersonId, capacity: Capacity) -> May {
        if self.concerned.iter().any(|concerned| concerned.person == Some(person)) {
            return Err(CaseError::Conflict { person, why: "ärendet gäller personen".to_owned() });
        }
        match self.conflicted.get(&person) {
            Some(conflict) if conflict.bars.bars(capacity) => {
                Err(CaseError::Conflict { person, why: conflict.why.clone() })
            }
            _ => Ok(()),
        }
    }

    pub(super) fn may_recuse(&self, recused: &Recused, by: PersonId) -> May {
        self.member(by)?;
        filled("skälet", &recused.why)?;
        if let Some(successor) = recused.successor {
            if successor == by {
                return Err(CaseError::Alone { person: by });
            }
            self.not_barred(successor, Capacity::Handler)?;
        }
        self.still_handled_without(by)
    }

    pub(super) fn may_give_key(&self, given: &KeyGiven, by: PersonId) -> May {
        self.member(by)?;
        self.member(given.person)?;
        filled("nyckelns fingeravtryck", &given.fingerprint)?;
        match self.without_keys.contains(&given.person) {
            true => Ok(()),
            false => Err(already("personen", &given.person.to_string(), "har redan fått nyckeln")),
        }
    }

    /// Somebody must be left who can handle the case, or at least, when nobody can, who can let others in.
    pub(super) fn still_handled_without(&self, person: PersonId) -> May {
        let needed: &[Capacity] = if self.is(person, &HANDLING) { &HANDLING } else { &WORKING };
        let left = self.members.keys().any(|other| *other != person && self.is(*other, needed));
        if left { Ok(()) } else { Err(CaseError::Orphan) }
    }

    pub(super) fn new_concern(&self, concerned: &Concerned) -> May {
        match self.concerned.contains(concerned) {
            true => Err(already("den berörda", &concerned.name, "är redan inskriven")),
            false => Ok(()),
        }
    }

    /// A new version of the routine may drop nothing that the case has used.
    pub(super) fn may_renew(&self, routine: &Routine) -> May {
        routine.check()?;
        if routine.id != self.routine.id {
            return Err(unknown("rutinen", &routine.id));
        }
        let used = self.measures.iter().filter(|(_, state)| state.status() != MeasureStatus::Open);
        if let Some((id, _)) = used.into_iter().find(|(id, _)| routine.measure(id).is_none()) {
            return Err(unknown("åtgärden", id));
        }
        if let Some(clock) = self.clocks.iter().find(|clock| routine.clock(&clock.clock).is_none()) {
            return Err(unknown("fristen", &clock.clock));
        }
        Ok(())
    }
}
