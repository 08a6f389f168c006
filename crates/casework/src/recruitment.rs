//! A recruitment: a post, what the law lets be checked, candidates, two who assess, and a decision. The fold of its events.
//!
//! It follows the pattern of [`Case`](crate::Case). What the law says comes from the library ([`law`]); what is recorded of a
//! check is that it was made, and there is no type for what it showed.

mod error;
pub mod event;
pub mod law;
mod rules;
mod words;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Deref,
};

use chrono::{DateTime, Months, NaiveDate, Utc};
use library::RetentionRule;

use crate::{
    Item, Seq, Stamped,
    id::{AuthorityId, CaseId, PersonId},
    local,
};
use event::{
    Added, Answered, Application, Assessed, Decided, Declared, Disposal, Event, Exempted, Heard, Joined, Opened,
    Proved, Shown, Words,
};
use law::Post;

pub use error::RecruitmentError;
pub use library::{
    Certainty as LawCertainty, Form, Interview, Keeps, LawfulCheck, LawfulEntry, LawfulKind, PostQuestion,
    RecruitmentGuide, Register, Sheet, Text as LibraryText,
};
pub use words::extract_words;

/// The roles that recruit: who takes part in another role assesses and does nothing else.
pub const RECRUITS: [&str; 3] = ["manager", HR, "director"];
/// The role that always takes part.
pub const HR: &str = "hr";
/// How many assess a candidate.
const ASSESSORS: usize = 2;

/// A recruitment as it is now. Its [`State`] can be read and not written: only events change it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recruitment(State);

/// What a recruitment holds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct State {
    /// Its id.
    pub id: CaseId,
    /// Whose.
    pub authority: AuthorityId,
    /// The post.
    pub post: Post,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// By whom.
    pub opened_by: PersonId,
    /// Place of the last event.
    pub seq: Seq,
    /// Who takes part, in which role.
    pub members: BTreeMap<PersonId, String>,
    /// The two who assess.
    pub assessors: BTreeSet<PersonId>,
    /// Those who joined later.
    pub joined: Vec<Item<Joined>>,
    /// Those who assessed, and take part no more.
    pub former: BTreeSet<PersonId>,
    /// The sheet of the interview.
    pub sheet: Sheet,
    /// How long data is kept.
    pub retention: RetentionRule,
    /// Candidates, in the order they came.
    pub candidates: Vec<Candidate>,
    /// The decision.
    pub decision: Option<Item<Decided>>,
    /// That it is to be disposed of, as one person proposed.
    pub disposal: Option<Item<Disposal>>,
}

/// Somebody who applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The place of the event that brought them: what names them.
    pub seq: Seq,
    /// Who they are.
    pub added: Added,
    /// Lawful checks that were made.
    pub shown: Vec<Item<Shown>>,
    /// Duties that do not apply.
    pub exempted: Vec<Item<Exempted>>,
    /// What the application says, each time that it was read or changed, the last one last.
    pub applications: Vec<Item<Application>>,
    /// What issuers, employers and schools answered.
    pub answered: Vec<Item<Answered>>,
    /// Identity and right to work.
    pub proved: Vec<Item<Proved>>,
    /// Secondary employment and ties, as last answered.
    pub declared: Option<Item<Declared>>,
    /// What each of the two assessed.
    pub assessed: BTreeMap<PersonId, Item<Assessed>>,
    /// What the candidate answered.
    pub heard: Vec<Item<Heard>>,
    /// Notes.
    pub notes: Vec<Item<Words>>,
    /// That they withdrew.
    pub withdrawn: Option<Item<Words>>,
}

impl Deref for Recruitment {
    type Target = State;

    fn deref(&self) -> &State {
        &self.0
    }
}

impl Recruitment {
    /// The recruitment that events make, the first of which opens it.
    ///
    /// # Errors
    /// [`RecruitmentError`] with the first event that can not be.
    pub fn fold(events: &[Stamped<Event>]) -> Result<Self, RecruitmentError> {
        let (first, rest) = events.split_first().ok_or(RecruitmentError::NotOpened)?;
        let Event::Opened(opened) = &first.event else { return Err(RecruitmentError::NotOpened) };
        if first.seq != 1 {
            return Err(RecruitmentError::Sequence { expected: 1, found: first.seq });
        }
        rules::may_open(opened, first.by)?;
        let mut recruitment = Self(opened_state(first, opened));
        for event in rest {
            recruitment.apply(event)?;
        }
        Ok(recruitment)
    }

    /// Adds the next event. When it can not be, the recruitment is as before.
    ///
    /// # Errors
    /// [`RecruitmentError`] with what is wrong and what to do.
    pub fn apply(&mut self, event: &Stamped<Event>) -> Result<(), RecruitmentError> {
        let expected = self.seq.saturating_add(1);
        if event.seq != expected {
            return Err(RecruitmentError::Sequence { expected, found: event.seq });
        }
        self.0.may(event)?;
        self.0.change(event);
        Ok(())
    }

    /// As a person may see it: what the other assessed stays away until both have, and who only assesses sees the interviews
    /// and nothing else of the candidates.
    #[must_use]
    pub fn seen_by(mut self, person: PersonId) -> Self {
        let only_assesses = self.only_assesses(person);
        for candidate in &mut self.0.candidates {
            if !candidate.is_assessed() {
                candidate.assessed.retain(|one, _| *one == person);
            }
            if only_assesses {
                candidate.keep_interview();
            }
        }
        if only_assesses {
            (self.0.decision, self.0.joined) = (None, Vec::new());
        }
        self
    }
}

impl Candidate {
    fn new(seq: Seq, added: &Added) -> Self {
        Self {
            seq,
            added: added.clone(),
            shown: Vec::new(),
            exempted: Vec::new(),
            applications: Vec::new(),
            answered: Vec::new(),
            proved: Vec::new(),
            declared: None,
            assessed: BTreeMap::new(),
            heard: Vec::new(),
            notes: Vec::new(),
            withdrawn: None,
        }
    }

    /// What the application says now.
    #[must_use]
    pub fn application(&self) -> Option<&Item<Application>> {
        self.applications.last()
    }

    /// What the application said when an event was written: an answer is about that.
    #[must_use]
    pub fn application_before(&self, seq: Seq) -> Option<&Item<Application>> {
        self.applications.iter().rev().find(|one| one.seq < seq)
    }

    /// Whether two have assessed them. Who took somebody's place assesses those who lack one.
    fn is_assessed(&self) -> bool {
        self.assessed.len() >= ASSESSORS
    }

    /// Nothing but the name and the interview.
    fn keep_interview(&mut self) {
        let mut kept = Self::new(self.seq, &self.added);
        std::mem::swap(&mut kept.assessed, &mut self.assessed);
        // That they withdrew, and not why.
        kept.withdrawn = self.withdrawn.take().map(|mut item| {
            item.what.text.clear();
            item
        });
        *self = kept;
    }

    /// Whether a duty is met: the check was made, or an exemption applies.
    #[must_use]
    pub fn has_met(&self, check: &str) -> bool {
        self.shown.iter().any(|one| one.what.basis().check() == check)
            || self.exempted.iter().any(|one| one.what.basis().check() == check)
    }
}

impl State {
    /// A candidate.
    #[must_use]
    pub fn candidate(&self, seq: Seq) -> Option<&Candidate> {
        self.candidates.iter().find(|one| one.seq == seq)
    }

    /// Whether both have assessed a candidate.
    #[must_use]
    pub fn is_assessed(&self, candidate: &Candidate) -> bool {
        candidate.is_assessed()
    }

    /// Whether somebody takes part to assess and for nothing else.
    #[must_use]
    pub fn only_assesses(&self, person: PersonId) -> bool {
        self.members.get(&person).is_some_and(|role| !RECRUITS.contains(&role.as_str()))
    }

    /// Whether somebody takes part no more when another takes their place: who opened it and HR stay.
    fn leaves(&self, person: PersonId) -> bool {
        person != self.opened_by && self.members.get(&person).is_some_and(|role| role != HR)
    }

    fn join(&mut self, joined: &Joined) {
        if let Some(before) = joined.instead_of {
            self.assessors.remove(&before);
            self.assessors.insert(joined.person);
            if self.leaves(before) {
                self.members.remove(&before);
                self.former.insert(before);
            }
        }
        self.former.remove(&joined.person);
        self.members.entry(joined.person).or_insert_with(|| joined.role.clone());
    }

    /// The last day that it is kept; none before the decision.
    #[must_use]
    pub fn keep_until(&self) -> Option<NaiveDate> {
        let decided = local::day(self.decision.as_ref()?.at);
        Some(decided.checked_add_months(Months::new(self.retention.months)).unwrap_or(NaiveDate::MAX))
    }

    fn of(&mut self, seq: Seq) -> Option<&mut Candidate> {
        self.candidates.iter_mut().find(|one| one.seq == seq)
    }

    fn change(&mut self, stamped: &Stamped<Event>) {
        self.seq = stamped.seq;
        match &stamped.event {
            Event::Opened(_) => {}
            Event::CandidateAdded(added) => self.candidates.push(Candidate::new(stamped.seq, added)),
            Event::Joined(joined) => {
                self.join(joined);
                self.joined.push(item(stamped, joined.clone()));
            }
            Event::Decided(decided) => self.decision = Some(item(stamped, (**decided).clone())),
            Event::DisposalProposed(disposal) => self.disposal = Some(item(stamped, disposal.clone())),
            Event::Shown(shown) => {
                self.with(shown.candidate(), |one| one.shown.push(item(stamped, (**shown).clone())));
            }
            Event::Exempted(exempted) => {
                self.with(exempted.candidate(), |one| one.exempted.push(item(stamped, (**exempted).clone())));
            }
            Event::ApplicationRead(read) => {
                self.with(read.candidate, |one| one.applications.push(item(stamped, (**read).clone())));
            }
            Event::Answered(answered) => {
                self.with(answered.candidate, |one| one.answered.push(item(stamped, answered.clone())));
            }
            Event::Proved(proved) => self.with(proved.candidate, |one| one.proved.push(item(stamped, proved.clone()))),
            Event::Declared(declared) => {
                self.with(declared.candidate, |one| one.declared = Some(item(stamped, declared.clone())));
            }
            Event::Assessed(assessed) => self.with(assessed.candidate, |one| {
                one.assessed.insert(stamped.by, item(stamped, assessed.clone()));
            }),
            Event::Heard(heard) => {
                self.with(heard.candidate, |one| one.heard.push(item(stamped, (**heard).clone())));
            }
            Event::Noted(words) => self.with(words.candidate, |one| one.notes.push(item(stamped, words.clone()))),
            Event::Withdrawn(words) => {
                self.with(words.candidate, |one| one.withdrawn = Some(item(stamped, words.clone())));
            }
        }
    }

    fn with(&mut self, candidate: Seq, change: impl FnOnce(&mut Candidate)) {
        if let Some(one) = self.of(candidate) {
            change(one);
        }
    }
}

fn item<W>(stamped: &Stamped<Event>, what: W) -> Item<W> {
    Item { seq: stamped.seq, at: stamped.at, by: stamped.by, role: stamped.role.clone(), what }
}

fn opened_state(first: &Stamped<Event>, opened: &Opened) -> State {
    State {
        id: opened.recruitment,
        authority: opened.authority.clone(),
        post: opened.post.clone(),
        opened_at: first.at,
        opened_by: first.by,
        seq: first.seq,
        members: opened.members.iter().map(|member| (member.person, member.role.clone())).collect(),
        assessors: opened.assessors.into(),
        joined: Vec::new(),
        former: BTreeSet::new(),
        sheet: opened.sheet.clone(),
        retention: opened.retention.clone(),
        candidates: Vec::new(),
        decision: None,
        disposal: None,
    }
}
