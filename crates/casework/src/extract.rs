//! An extract that the law says is kept: a record of its own, the fold of its events.
//!
//! For nearly every check the law lets the employer note that an extract was shown and keep nothing of it. For two groups
//! of posts it says that the extract is kept. [`KeepsExtract`] stands for that: it is made of the law that a recorded check
//! rests on, when that law says so, and in no other way; and nothing takes a file without it.
//!
//! ```
//! use casework::{extract::KeepsExtract, recruitment::{Form, law::{Checklist, Confirmations, Post}}};
//!
//! let library = library::Library::embedded().unwrap();
//! let keeps = |answer: &str, check: &str| {
//!     let answers = [answer.to_owned()].into();
//!     let post = Post { title: "Post".into(), unit: "Enhet".into(), form: Form::Employee, answers, why: String::new() };
//!     let day = "2026-11-22".parse().unwrap();
//!     let list = Checklist::of(&library.lawful_checks(), &post, day, &Confirmations::new());
//!     KeepsExtract::of(list.allowed(check).unwrap().basis()).is_some()
//! };
//! assert!(keeps("hvb", "hvb"));
//! assert!(!keeps("home_care", "home_care"));
//! ```
//! Nobody writes one by hand:
//! ```compile_fail,E0451
//! fn other(keeps: casework::extract::KeepsExtract) -> casework::extract::KeepsExtract {
//!     casework::extract::KeepsExtract { check: String::new(), ..keeps }
//! }
//! ```
//! nor reads one out of a text:
//! ```compile_fail,E0277
//! let keeps: casework::extract::KeepsExtract = serde_json::from_str("{}").unwrap();
//! ```
//! and what is recorded of a check, whatever law it rests on, is none:
//! ```compile_fail,E0308
//! fn keep(basis: &casework::recruitment::law::Basis) -> casework::extract::KeepsExtract {
//!     basis.clone()
//! }
//! ```

mod error;
mod event;

use std::{collections::BTreeMap, ops::Deref};

use chrono::{DateTime, Months, NaiveDate, TimeDelta, Utc};
use library::{Keeps, Register};

use crate::{
    Item, Seq, Stamped, Text,
    id::{CaseId, PersonId},
    local,
    recruitment::law::Basis,
};

pub use error::ExtractError;
pub use event::{Event, FileKind, Kept, KeptDraft, Reading, Returned, Shared, Starts};

/// How long after the day of the act somebody may begin.
const AHEAD: TimeDelta = TimeDelta::days(366);

/// That the law says that the extract of a check is kept, and for how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeepsExtract {
    check: String,
    title: Text,
    law: String,
    registers: Vec<Register>,
    months: u32,
}

impl KeepsExtract {
    /// What the law of a recorded check says; none when it lets nothing but a note be kept.
    #[must_use]
    pub fn of(basis: &Basis) -> Option<Self> {
        if basis.keeps() != Keeps::Extract {
            return None;
        }
        Some(Self {
            check: basis.check().to_owned(),
            title: basis.title().clone(),
            law: basis.law().to_owned(),
            registers: basis.registers().to_vec(),
            months: basis.keep_months()?,
        })
    }

    /// The document of the check.
    #[must_use]
    pub fn check(&self) -> &str {
        &self.check
    }

    /// What the group of posts is called.
    #[must_use]
    pub fn title(&self) -> &Text {
        &self.title
    }

    /// The registers, each with an extract of its own.
    #[must_use]
    pub fn registers(&self) -> &[Register] {
        &self.registers
    }

    /// At least how many months it is kept, from the day that the person began.
    #[must_use]
    pub fn months(&self) -> u32 {
        self.months
    }
}

/// A kept extract as it is now. Only events change it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extract(State);

/// What is known of a kept extract.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct State {
    /// What was kept, and of whom.
    pub kept: Kept,
    /// When.
    pub kept_at: DateTime<Utc>,
    /// By whom: who kept it is no holder by that.
    pub kept_by: PersonId,
    /// Place of the last event.
    pub seq: Seq,
    /// Who holds its key, in which role.
    pub holders: BTreeMap<PersonId, String>,
    /// The day that the person began, as last written.
    pub starts_on: NaiveDate,
    /// How that day was changed.
    pub moved: Vec<Item<Starts>>,
    /// That the original went back to the person.
    pub returned: Option<Item<Returned>>,
    /// Who read it, when and why.
    pub readings: Vec<Item<Reading>>,
    /// Who was given its key later.
    pub shared: Vec<Item<Shared>>,
    /// That it is to be disposed of, as one proposed.
    pub disposal: Option<Item<()>>,
}

impl Deref for Extract {
    type Target = State;

    fn deref(&self) -> &State {
        &self.0
    }
}

impl Extract {
    /// The extract that events make, the first of which keeps it.
    ///
    /// # Errors
    /// [`ExtractError`] with the first event that can not be.
    pub fn fold(events: &[Stamped<Event>]) -> Result<Self, ExtractError> {
        let (first, rest) = events.split_first().ok_or(ExtractError::NotKept)?;
        let Event::Kept(kept) = &first.event else { return Err(ExtractError::NotKept) };
        if first.seq != 1 {
            return Err(ExtractError::Sequence { expected: 1, found: first.seq });
        }
        let today = local::day(first.at);
        may_start(kept, kept.starts_on(), today)?;
        if let Some(day) = kept.returned_on().filter(|day| *day > today) {
            return Err(ExtractError::Ahead { day });
        }
        let mut extract = Self(kept_state(first, kept));
        for event in rest {
            extract.apply(event)?;
        }
        Ok(extract)
    }

    /// Adds the next event. When it can not be, the extract is as before.
    ///
    /// # Errors
    /// [`ExtractError`] with what is wrong and what to do.
    pub fn apply(&mut self, event: &Stamped<Event>) -> Result<(), ExtractError> {
        let expected = self.seq.saturating_add(1);
        if event.seq != expected {
            return Err(ExtractError::Sequence { expected, found: event.seq });
        }
        self.0.may(event)?;
        self.0.change(event);
        Ok(())
    }
}

impl State {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> CaseId {
        self.kept.extract()
    }

    /// The last day that it is kept.
    #[must_use]
    pub fn keep_until(&self) -> NaiveDate {
        self.starts_on.checked_add_months(Months::new(self.kept.months())).unwrap_or(NaiveDate::MAX)
    }

    /// Whether its time has run out on a day.
    ///
    /// # Errors
    /// [`ExtractError::Early`] with the last day.
    pub fn may_be_disposed(&self, today: NaiveDate) -> Result<(), ExtractError> {
        let until = self.keep_until();
        if today <= until { Err(ExtractError::Early { until }) } else { Ok(()) }
    }

    /// Whether a person may dispose of it now: another proposed it.
    ///
    /// # Errors
    /// [`ExtractError::Alone`] when nobody else did.
    pub fn may_dispose(&self, by: PersonId, today: NaiveDate) -> Result<(), ExtractError> {
        self.may_be_disposed(today)?;
        match &self.disposal {
            Some(proposed) if proposed.by != by => Ok(()),
            _ => Err(ExtractError::Alone),
        }
    }

    fn may(&self, stamped: &Stamped<Event>) -> Result<(), ExtractError> {
        let today = local::day(stamped.at);
        if !self.holders.contains_key(&stamped.by) {
            return Err(ExtractError::NotHolder { person: stamped.by });
        }
        match &stamped.event {
            Event::Kept(_) => Err(ExtractError::KeptAlready),
            Event::Read(reading) => filled("varför du läser utdraget", &reading.why),
            Event::Starts(starts) => {
                filled("varför startdagen ändras", &starts.why)?;
                may_start(&self.kept, starts.on, today)
            }
            Event::Returned(returned) if returned.on > today => Err(ExtractError::Ahead { day: returned.on }),
            Event::Returned(_) => Ok(()),
            Event::Shared(shared) if shared.holders.keys().all(|one| self.holders.contains_key(one)) => {
                Err(ExtractError::NobodyNew)
            }
            Event::Shared(_) => Ok(()),
            Event::DisposalProposed => {
                self.may_be_disposed(today)?;
                if self.disposal.is_some() { Err(ExtractError::Proposed) } else { Ok(()) }
            }
        }
    }

    fn change(&mut self, stamped: &Stamped<Event>) {
        self.seq = stamped.seq;
        match &stamped.event {
            Event::Kept(_) => {}
            Event::Read(reading) => self.readings.push(item(stamped, reading.clone())),
            Event::Starts(starts) => {
                self.starts_on = starts.on;
                // What was proposed was proposed for another day.
                self.disposal = None;
                self.moved.push(item(stamped, starts.clone()));
            }
            Event::Returned(returned) => self.returned = Some(item(stamped, *returned)),
            Event::Shared(shared) => {
                for (person, role) in &shared.holders {
                    self.holders.entry(*person).or_insert_with(|| role.clone());
                }
                self.shared.push(item(stamped, shared.clone()));
            }
            Event::DisposalProposed => self.disposal = Some(item(stamped, ())),
        }
    }
}

fn filled(what: &'static str, text: &str) -> Result<(), ExtractError> {
    if text.trim().is_empty() { Err(ExtractError::Empty { what }) } else { Ok(()) }
}

/// Whether somebody can have begun on a day: not before the extract was made, and not years ahead.
fn may_start(kept: &Kept, on: NaiveDate, today: NaiveDate) -> Result<(), ExtractError> {
    let (from, to) = (kept.extract_on(), today.checked_add_signed(AHEAD).unwrap_or(NaiveDate::MAX));
    if on < from || on > to { Err(ExtractError::Start { from, to }) } else { Ok(()) }
}

fn item<W>(stamped: &Stamped<Event>, what: W) -> Item<W> {
    Item { seq: stamped.seq, at: stamped.at, by: stamped.by, role: stamped.role.clone(), what }
}

fn kept_state(first: &Stamped<Event>, kept: &Kept) -> State {
    State {
        kept: kept.clone(),
        kept_at: first.at,
        kept_by: first.by,
        seq: first.seq,
        holders: kept.holders().clone(),
        starts_on: kept.starts_on(),
        moved: Vec::new(),
        returned: None,
        readings: Vec::new(),
        shared: Vec::new(),
        disposal: None,
    }
}
