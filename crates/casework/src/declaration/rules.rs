//! What may happen to a declaration, and when: pure.

use chrono::NaiveDate;

use super::{
    DeclarationError, MOST, Standing, State,
    event::{Declared, Event, Forbidden},
};
use crate::id::PersonId;

type May = Result<(), DeclarationError>;

fn filled(what: &'static str, text: &str) -> May {
    if text.trim().is_empty() { Err(DeclarationError::Empty { what }) } else { Ok(()) }
}

/// Whether it may be declared so.
pub(super) fn may_declare(declared: &Declared) -> May {
    declared.routine.check()?;
    if declared.ties.len() > MOST {
        return Err(DeclarationError::Many { most: MOST });
    }
    for tie in &declared.ties {
        if declared.routine.kind(&tie.kind).is_none() {
            return Err(DeclarationError::Unknown { what: "bisyssla eller anknytning", id: tie.kind.clone() });
        }
        filled("namnet på företaget, föreningen eller personen", &tie.name)?;
        filled("vad du gör där eller vad relationen är", &tie.what)?;
        if let Some(number) = tie.org_no.as_ref().filter(|number| super::plain_number(number).is_none()) {
            return Err(DeclarationError::OrgNo { text: number.clone() });
        }
    }
    Ok(())
}

impl State {
    /// Whether an event may come next.
    ///
    /// # Errors
    /// [`DeclarationError`] with what is wrong and what to do.
    pub fn may(&self, event: &Event, by: PersonId, today: NaiveDate) -> May {
        if by == self.person {
            return Err(DeclarationError::Own { person: by });
        }
        match event {
            Event::Declared(_) => Err(DeclarationError::AlreadyDeclared),
            Event::Assessed(assessed) => {
                let declared = self.tie(assessed.tie).ok_or(DeclarationError::Absent { tie: assessed.tie })?;
                if declared.standing() == Standing::Forbidden {
                    return Err(DeclarationError::Forbidden);
                }
                filled("skälet", &assessed.why)?;
                assessed.conditions.as_ref().map_or(Ok(()), |conditions| filled("villkoren", conditions))
            }
            Event::Forbidden(forbidden) => self.may_forbid(forbidden, today),
        }
    }

    fn may_forbid(&self, forbidden: &Forbidden, today: NaiveDate) -> May {
        let Forbidden { tie, ground, why, stop_by, two } = forbidden;
        let declared = self.tie(*tie).ok_or(DeclarationError::Absent { tie: *tie })?;
        if !self.kind_of(&declared.tie).is_some_and(|kind| kind.secondary) {
            return Err(DeclarationError::NotSecondary);
        }
        if declared.standing() == Standing::Forbidden {
            return Err(DeclarationError::Forbidden);
        }
        if self.routine.ground(ground).is_none() {
            return Err(DeclarationError::Unknown { what: "grund", id: ground.clone() });
        }
        filled("skälen", why)?;
        if *stop_by < today {
            return Err(DeclarationError::Past { what: "dagen då bisysslan ska ha upphört", day: *stop_by });
        }
        let (first, second) = (&two.proposer, &two.approver);
        if let Some(own) = [first, second].into_iter().find(|hand| hand.person == self.person) {
            return Err(DeclarationError::Own { person: own.person });
        }
        // The manager knows the work and HR the law; where nobody leads, the director stands in the manager's place.
        match (first.role.as_str(), second.role.as_str()) {
            ("manager", "hr") | ("hr", "director") if first.person != second.person => Ok(()),
            _ => Err(DeclarationError::Together),
        }
    }
}
