//! Secondary employment and ties: what an employee declares, how it is assessed, and what is decided. The fold of its
//! events, by a routine of the library.
//!
//! One declaration says everything that somebody has to declare on its day, also that it is nothing. What changes is a new
//! declaration; the old one stays as it was. It is assessed tie by tie, by somebody else; to forbid takes two.

mod decision;
mod error;
pub mod event;
pub mod register;
pub mod round;
pub mod routine;
mod rules;

use std::ops::Deref;

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    Item, Seq, Stamped, conflict,
    event::ConcernedKind,
    id::{AuthorityId, CaseId, PersonId},
    local,
};
use event::{Assessed, Event, Forbidden, Tie};
use routine::{Kind, Routine};

pub use error::DeclarationError;

/// The most ties of one declaration.
pub const MOST: usize = 20;

/// A declaration as it is now. Its [`State`] can be read and not written: only events change it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration(State);

/// What a declaration holds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct State {
    /// Its id.
    pub id: CaseId,
    /// Whose.
    pub authority: AuthorityId,
    /// The routine that it follows.
    pub routine: Routine,
    /// Who declared.
    pub person: PersonId,
    /// When.
    pub declared_at: DateTime<Utc>,
    /// Secondary employment and ties, in the order they were written.
    pub ties: Vec<Declared>,
    /// Place of the last event.
    pub seq: Seq,
}

/// A tie, and what was decided of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// The tie.
    pub tie: Tie,
    /// Every decision, in order; the last holds.
    pub decided: Vec<Item<Decided>>,
}

/// What was decided of a tie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// It may be, perhaps on conditions.
    Allowed(Assessed),
    /// It may not be.
    Forbidden(Forbidden),
}

/// How a tie stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Not assessed yet.
    Waits,
    /// Allowed.
    Allowed,
    /// Allowed on conditions.
    Conditions,
    /// Forbidden.
    Forbidden,
}

impl Declared {
    /// How it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        match self.decided.last().map(|item| &item.what) {
            None => Standing::Waits,
            Some(Decided::Allowed(Assessed { conditions: None, .. })) => Standing::Allowed,
            Some(Decided::Allowed(_)) => Standing::Conditions,
            Some(Decided::Forbidden(_)) => Standing::Forbidden,
        }
    }

    /// Whether it goes on on a day, as far as was declared.
    #[must_use]
    pub fn lasts(&self, day: NaiveDate) -> bool {
        self.tie.ends_on.is_none_or(|last| day <= last)
    }
}

impl Deref for Declaration {
    type Target = State;

    fn deref(&self) -> &State {
        &self.0
    }
}

impl Declaration {
    /// The declaration that events make, the first of which declares.
    ///
    /// # Errors
    /// [`DeclarationError`] with the first event that can not be.
    pub fn fold(events: &[Stamped<Event>]) -> Result<Self, DeclarationError> {
        let (first, rest) = events.split_first().ok_or(DeclarationError::NotDeclared)?;
        let mut declaration = Self::declare(first)?;
        for event in rest {
            declaration.apply(event)?;
        }
        Ok(declaration)
    }

    fn declare(first: &Stamped<Event>) -> Result<Self, DeclarationError> {
        let Event::Declared(declared) = &first.event else { return Err(DeclarationError::NotDeclared) };
        if first.seq != 1 {
            return Err(DeclarationError::Sequence { expected: 1, found: first.seq });
        }
        rules::may_declare(declared)?;
        Ok(Self(State {
            id: declared.declaration,
            authority: declared.authority.clone(),
            routine: declared.routine.clone(),
            person: first.by,
            declared_at: first.at,
            ties: declared.ties.iter().map(|tie| Declared { tie: tie.clone(), decided: Vec::new() }).collect(),
            seq: first.seq,
        }))
    }

    /// Adds the next event. When it can not be, the declaration is as before.
    ///
    /// # Errors
    /// [`DeclarationError`] with what is wrong and what to do.
    pub fn apply(&mut self, event: &Stamped<Event>) -> Result<(), DeclarationError> {
        let expected = self.seq.saturating_add(1);
        if event.seq != expected {
            return Err(DeclarationError::Sequence { expected, found: event.seq });
        }
        self.0.may(&event.event, event.by, local::day(event.at))?;
        self.0.change(event);
        Ok(())
    }
}

impl State {
    fn change(&mut self, event: &Stamped<Event>) {
        self.seq = event.seq;
        let (number, decided) = match &event.event {
            Event::Declared(_) => return,
            Event::Assessed(assessed) => (assessed.tie, Decided::Allowed(assessed.clone())),
            Event::Forbidden(forbidden) => (forbidden.tie, Decided::Forbidden(forbidden.clone())),
        };
        let item = Item { seq: event.seq, at: event.at, by: event.by, role: event.role.clone(), what: decided };
        if let Some(declared) = number.checked_sub(1).and_then(|at| self.ties.get_mut(at)) {
            declared.decided.push(item);
        }
    }

    /// A tie, by its number from 1.
    #[must_use]
    pub fn tie(&self, number: usize) -> Option<&Declared> {
        self.ties.get(number.checked_sub(1)?)
    }

    /// The kind of a tie; none when its own routine lacks it, which can not be.
    #[must_use]
    pub fn kind_of(&self, tie: &Tie) -> Option<&Kind> {
        self.routine.kind(&tie.kind)
    }

    /// The day it was declared.
    #[must_use]
    pub fn declared_on(&self) -> NaiveDate {
        local::day(self.declared_at)
    }

    /// Whether every tie is assessed.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.ties.iter().all(|tie| tie.standing() != Standing::Waits)
    }

    /// The last day to assess it, while something waits.
    #[must_use]
    pub fn review_by(&self) -> Option<NaiveDate> {
        (!self.is_settled()).then(|| self.routine.review.length.after(self.declared_on()))
    }

    /// The last day that it is kept.
    #[must_use]
    pub fn keep_until(&self) -> NaiveDate {
        self.routine.keep.length.after(self.declared_on())
    }

    /// The organisations that it ties its person to on a day, for conflicts of interest: by number.
    #[must_use]
    pub fn conflicts(&self, day: NaiveDate) -> Vec<conflict::Tie> {
        let of = |declared: &Declared| {
            let (kind, number) = (self.kind_of(&declared.tie)?, declared.tie.org_no.as_deref()?);
            Some(conflict::Tie {
                person: self.person,
                kind: ConcernedKind::Organisation,
                id: plain_number(number)?,
                sort: kind.sort,
                from: format!("anmält {}: {}", self.declared_on(), kind.title.sv.to_lowercase()),
            })
        };
        self.ties.iter().filter(|declared| declared.lasts(day)).filter_map(of).collect()
    }

    /// The ties whose name is that of one of these, on a day: the same name is no proof, and so a warning.
    #[must_use]
    pub fn namesakes(&self, names: &[&str], day: NaiveDate) -> Vec<&Declared> {
        let names: Vec<String> = names.iter().map(|name| plain_name(name)).filter(|name| !name.is_empty()).collect();
        let same = |declared: &&Declared| declared.lasts(day) && names.contains(&plain_name(&declared.tie.name));
        self.ties.iter().filter(same).collect()
    }
}

/// An organisation number as its ten digits; none when it is no such number.
#[must_use]
pub fn plain_number(text: &str) -> Option<String> {
    ids::OrgNo::parse(text).ok().map(|number| format!("{:010}", number.as_u64()))
}

/// An organisation number as it is read; of a sole trader it is a personnummer, and masked.
#[must_use]
pub fn shown_number(text: &str) -> String {
    let Ok(number) = ids::OrgNo::parse(text) else { return text.to_owned() };
    if number.is_sole_trader() { number.masked() } else { number.formatted() }
}

/// A name as it is compared: small letters, no signs, no legal form.
#[must_use]
pub fn plain_name(name: &str) -> String {
    let letters = |sign: char| if sign.is_alphanumeric() { sign } else { ' ' };
    let text: String = name.to_lowercase().chars().map(letters).collect();
    let forms = ["ab", "aktiebolag", "hb", "kb", "ek", "för", "ideell", "publ"];
    text.split_whitespace().filter(|word| !forms.contains(word)).collect::<Vec<_>>().join(" ")
}
