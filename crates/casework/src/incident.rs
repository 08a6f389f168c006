//! An incident: threats, violence, undue influence. The fold of its events, by a routine of the library.
//!
//! It follows the pattern of [`Case`](crate::Case) and is smaller: whoever reports is no member and has no keys, those whom
//! the routine names are members from the start, what must be done is a clock, and it takes two members to close it.
//! What whoever reported is told is a [`Notice`] of the events, which others keep where that person reads it.

pub mod board;
mod change;
mod clock;
mod error;
pub mod event;
pub mod notice;
pub mod pattern;
pub mod routine;
mod rules;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Deref,
};

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    Item, RunningClock, Seq, Stamped,
    id::{AuthorityId, CaseId, PersonId},
};
use event::{
    Closing, Counter, Disposal, Done, Event, Exposed, Judged, Levelled, Measure, Picture, Place, Police, Post,
};
use event::{Review, Talk, Words};
use routine::{Kind, Routine};

pub use error::IncidentError;
pub use notice::Notice;

/// An incident as it is now. Its [`State`] can be read and not written: only events change it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident(State);

/// What an incident holds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct State {
    /// Its id.
    pub id: CaseId,
    /// Whose.
    pub authority: AuthorityId,
    /// The routine that it follows.
    pub routine: Routine,
    /// The form.
    pub kind: String,
    /// When it was reported.
    pub reported_at: DateTime<Utc>,
    /// By whom.
    pub reporter: PersonId,
    /// The day it happened.
    pub happened_on: NaiveDate,
    /// The time of day, as it was written.
    pub time: String,
    /// Where.
    pub place: Place,
    /// The unit.
    pub unit: String,
    /// The work that it touched.
    pub process: String,
    /// Who was exposed.
    pub exposed: Exposed,
    /// Who did it, as far as it is known.
    pub source: String,
    /// Whether somebody was badly hurt or in serious danger, as far as is known now.
    pub grave: bool,
    /// Whether 112 was called.
    pub called_112: bool,
    /// What happened.
    pub text: String,
    /// Who saw it.
    pub witnesses: String,
    /// Pictures.
    pub pictures: Vec<Picture>,
    /// The roles that whoever reported left out.
    pub left_out: Vec<String>,
    /// Place of the last event.
    pub seq: Seq,
    /// Who gets it, in which role.
    pub members: BTreeMap<PersonId, String>,
    /// Who handles it.
    pub handler: Option<PersonId>,
    /// How grave it was, as handlers judged it, in order.
    pub judged: Vec<Item<Judged>>,
    /// Every clock that was started.
    pub clocks: Vec<RunningClock>,
    /// Whether it is reported to the police.
    pub police: Option<Item<Police>>,
    /// Talks with the exposed person, in order.
    pub talks: Vec<Item<Talk>>,
    /// Measures, in order, and what came of each.
    pub measures: Vec<(Item<Measure>, Option<Done>)>,
    /// Whether the work environment is reviewed.
    pub review: Option<Item<Review>>,
    /// Notes among those who handle it.
    pub notes: Vec<Item<Words>>,
    /// What whoever reported was told in words.
    pub told: Vec<Item<Words>>,
    /// Posts of a campaign, in the order they were added.
    pub posts: Vec<Item<Post>>,
    /// Answers of the municipality.
    pub counters: Vec<Item<Counter>>,
    /// Levels of threat, in order; the last holds.
    pub levels: Vec<Item<Levelled>>,
    /// What was proposed to close it, until another agrees or it is worked on again.
    pub closing: Option<Item<Closing>>,
    /// How it was closed; none while it is open.
    pub closed: Option<Item<Closing>>,
    /// What was proposed to dispose of it, until it is worked on again.
    pub disposal: Option<Item<Disposal>>,
}

impl Deref for Incident {
    type Target = State;

    fn deref(&self) -> &State {
        &self.0
    }
}

impl Incident {
    /// The incident that events make, the first of which reports it.
    ///
    /// # Errors
    /// [`IncidentError`] with the first event that can not be.
    pub fn fold(events: &[Stamped<Event>]) -> Result<Self, IncidentError> {
        let (first, rest) = events.split_first().ok_or(IncidentError::NotReported)?;
        let mut incident = Self::report(first)?;
        for event in rest {
            incident.apply(event)?;
        }
        Ok(incident)
    }

    /// The incident that its first event makes.
    ///
    /// # Errors
    /// [`IncidentError::NotReported`] when it reports nothing, else what is wrong with the report.
    pub fn report(first: &Stamped<Event>) -> Result<Self, IncidentError> {
        let Event::Reported(reported) = &first.event else { return Err(IncidentError::NotReported) };
        if first.seq != 1 {
            return Err(IncidentError::Sequence { expected: 1, found: first.seq });
        }
        rules::may_report(reported, first)?;
        Ok(Self(change::reported(first, reported)))
    }

    /// Whether a person may dispose of it on a day: its time has run out, and another proposed it.
    ///
    /// # Errors
    /// [`IncidentError`] with what is wrong and what to do.
    pub fn may_dispose(&self, person: PersonId, today: NaiveDate) -> Result<(), IncidentError> {
        self.0.may_dispose(person, today)
    }

    /// Adds the next event. When it can not be, the incident is as before.
    ///
    /// # Errors
    /// [`IncidentError`] with what is wrong and what to do.
    pub fn apply(&mut self, event: &Stamped<Event>) -> Result<(), IncidentError> {
        let expected = self.seq.saturating_add(1);
        if event.seq != expected {
            return Err(IncidentError::Sequence { expected, found: event.seq });
        }
        self.0.may(event)?;
        self.0.change(event);
        Ok(())
    }
}

impl State {
    /// Its form; none when its own routine lacks it, which can not be.
    #[must_use]
    pub fn form(&self) -> Option<&Kind> {
        self.routine.kind(&self.kind)
    }

    /// Whether it is a campaign.
    #[must_use]
    pub fn is_campaign(&self) -> bool {
        self.form().is_some_and(|kind| kind.campaign)
    }

    /// The account of who was exposed, when there is one.
    #[must_use]
    pub fn exposed_person(&self) -> Option<PersonId> {
        match &self.exposed {
            Exposed::Reporter => Some(self.reporter),
            Exposed::Colleague { person, .. } => *person,
            Exposed::Unit => None,
        }
    }

    /// Who is told what happens: whoever reported, and the colleague who was exposed. A colleague who gets the report in a
    /// role of theirs reads it there.
    #[must_use]
    pub fn listeners(&self) -> BTreeSet<PersonId> {
        let exposed = self.exposed_person().filter(|person| !self.members.contains_key(person));
        exposed.into_iter().chain([self.reporter]).collect()
    }

    /// What is left before it can be closed, in Swedish. Empty when nothing is.
    #[must_use]
    pub fn unfinished(&self) -> Vec<String> {
        let title = |id: &str| self.routine.clock(id).map_or_else(|| id.to_owned(), |clock| clock.title.sv.clone());
        let clocks = self.clocks.iter().filter(|clock| clock.stopped.is_none());
        let clocks = clocks.map(|clock| format!("fristen »{}« löper", title(&clock.clock)));
        let measures = self.measures.iter().filter(|(_, done)| done.is_none());
        let measures = measures.map(|(measure, _)| format!("åtgärden »{}« är inte gjord", measure.what.text));
        clocks.chain(measures).collect()
    }

    /// The reach of a campaign day by day: the day, the reach of the posts of the day, and the sum so far.
    #[must_use]
    pub fn spread(&self) -> Vec<(NaiveDate, u64, u64)> {
        let mut days: BTreeMap<NaiveDate, u64> = BTreeMap::new();
        for post in &self.posts {
            let reach = days.entry(post.what.on).or_default();
            *reach = reach.saturating_add(post.what.reach);
        }
        let mut sum = 0_u64;
        let add = |(day, reach): (NaiveDate, u64)| {
            sum = sum.saturating_add(reach);
            (day, reach, sum)
        };
        days.into_iter().map(add).collect()
    }
}
