//! What an event does to a case. It was allowed before; nothing here can fail.

use std::collections::{BTreeMap, BTreeSet};

use super::{DecisionItem, EvidenceItem, Item, NoteItem, RunningClock, State, TaskItem, timeline};
use crate::{
    Bars, Capacity, Conflicted, Event, Stamped,
    event::{Concerned, Opened},
    id::PersonId,
    routine::{Routine, Starts, Which},
};

/// The case that an opening makes.
pub(super) fn opened(first: &Stamped<Event>, opened: &Opened) -> State {
    let mut state = State {
        id: opened.case,
        authority: opened.authority.clone(),
        title: opened.title.clone(),
        origin: opened.origin,
        routine: opened.routine.clone(),
        opened_at: first.at,
        opened_by: first.by,
        seq: first.seq,
        concerned: opened.concerned.clone(),
        members: BTreeMap::new(),
        conflicted: opened.conflicted.iter().map(|conflict| (conflict.person, conflict.clone())).collect(),
        without_keys: opened.without_keys.iter().copied().collect(),
        leader: None,
        successors: BTreeSet::new(),
        facts: Vec::new(),
        clocks: Vec::new(),
        evidence: Vec::new(),
        signals: BTreeSet::new(),
        measures: BTreeMap::new(),
        tasks: Vec::new(),
        marks: Vec::new(),
        diary_number: None,
        documents: Vec::new(),
        disclosures: Vec::new(),
        told: Vec::new(),
        closed: None,
        carried_out: BTreeSet::new(),
        notes: Vec::new(),
        entries: Vec::new(),
    };
    for member in &opened.members {
        state.members.entry(member.person).or_default().insert(member.capacity);
    }
    if !state.members.contains_key(&first.by) {
        state.members.entry(first.by).or_default().insert(Capacity::Reporter);
    }
    state.follow(&opened.routine);
    for concerned in &opened.concerned {
        state.bar_concerned(concerned);
    }
    state.entries.push(timeline::logged(first, &state));
    state
}

fn item<T: Clone>(event: &Stamped<Event>, what: &T) -> Item<T> {
    Item { seq: event.seq, at: event.at, by: event.by, role: event.role.clone(), what: what.clone() }
}

impl State {
    pub(super) fn change(&mut self, stamped: &Stamped<Event>) {
        self.seq = stamped.seq;
        self.carried_out.extend(stamped.event.two().map(|two| two.proposal));
        match &stamped.event {
            Event::Opened(_) => {}
            Event::RoutineRenewed(renewed) => self.follow(&renewed.routine),
            Event::ConcernAdded(added) => {
                self.bar_concerned(&added.concerned);
                self.concerned.push(added.concerned.clone());
            }
            Event::ConflictNoted(noted) => self.bar(noted.conflict.clone()),
            Event::MemberAdded(added) => {
                self.members.entry(added.member.person).or_default().insert(added.member.capacity);
                self.successors.remove(&added.member.person);
            }
            Event::MemberLeft(left) => self.leave(left.person),
            Event::Recused(recused) => {
                self.bar(Conflicted { person: stamped.by, bars: Bars::Everything, why: recused.why.clone() });
                self.successors.extend(recused.successor.filter(|person| !self.members.contains_key(person)));
            }
            Event::KeyGiven(given) => {
                self.without_keys.remove(&given.person);
            }
            Event::Taken(taken) => self.leader = Some(taken.leader),
            Event::NoteWritten(note) => {
                if let Some(old) = self.notes.iter_mut().find(|old| Some(old.seq) == note.corrects) {
                    old.corrected_by = Some(stamped.seq);
                }
                self.notes.push(NoteItem {
                    seq: stamped.seq,
                    at: stamped.at,
                    by: stamped.by,
                    layer: note.layer,
                    text: note.text.clone(),
                    corrects: note.corrects,
                    corrected_by: None,
                });
            }
            event => self.record(stamped, event),
        }
        let logged = timeline::logged(stamped, self);
        self.entries.push(logged);
    }

    fn record(&mut self, stamped: &Stamped<Event>, event: &Event) {
        match event {
            Event::FactLearnt(fact) => {
                for clock in &fact.starts {
                    self.start(clock, stamped.seq, fact.known_on, "dagen då omständigheten blev känd".to_owned());
                }
                self.facts.push(item(stamped, fact));
            }
            Event::ClockStopped(stop) => {
                let found =
                    |clock: &&mut RunningClock| clock.clock == stop.clock && clock.started_by == stop.started_by;
                if let Some(clock) = self.clocks.iter_mut().find(found) {
                    clock.stopped = Some(stop.clone());
                }
            }
            Event::EvidenceTaken(evidence) => {
                let taken = item(stamped, evidence.as_ref());
                self.evidence.push(EvidenceItem { custody: evidence.custody.clone(), taken });
            }
            Event::CustodyAdded(added) => {
                let found = |evidence: &&mut EvidenceItem| evidence.taken.seq == added.evidence;
                if let Some(evidence) = self.evidence.iter_mut().find(found) {
                    evidence.custody.push(added.entry.clone());
                }
            }
            Event::SignalLinked(link) => {
                self.signals.insert(link.clone());
            }
            Event::MeasureDecided(decision) => {
                self.start_decided(stamped, decision);
                let decided = item(stamped, decision.as_ref());
                let measure = self.measures.entry(decision.measure.clone()).or_default();
                measure.decisions.push(DecisionItem { decided, lifted: None });
            }
            Event::MeasureDeclined(declining) => {
                let measure = self.measures.entry(declining.measure.clone()).or_default();
                measure.declined.push(item(stamped, declining));
            }
            Event::MeasureLifted(lifting) => {
                let mut decisions = self.measures.values_mut().flat_map(|measure| &mut measure.decisions);
                if let Some(decision) = decisions.find(|decision| decision.decided.seq == lifting.decision) {
                    decision.lifted = Some(lifting.clone());
                }
            }
            Event::TaskSet(task) => {
                self.tasks.push(TaskItem { seq: stamped.seq, task: task.clone(), done: None });
            }
            Event::TaskDone(done) => {
                if let Some(task) = self.tasks.iter_mut().find(|task| task.seq == done.task) {
                    task.done = Some((stamped.seq, done.result.clone()));
                }
            }
            Event::TaskMoved(moved) => {
                if let Some(task) = self.tasks.iter_mut().find(|task| task.seq == moved.task) {
                    task.task.owner = moved.owner;
                    task.task.due = moved.due;
                }
            }
            Event::SecrecyMarked(mark) => self.marks.push(item(stamped, mark)),
            Event::DiaryNumberSet(number) => self.diary_number = Some(number.clone()),
            Event::DocumentMade(document) => self.documents.push(item(stamped, document)),
            Event::Disclosed(disclosure) => self.disclosures.push(item(stamped, disclosure)),
            Event::Told(telling) => self.told.push(item(stamped, telling)),
            Event::Closed(closing) => self.closed = Some(item(stamped, closing.as_ref())),
            Event::Reopened(_) => self.closed = None,
            _ => {}
        }
    }

    /// Follows a routine: its measures are those of the case, and what was decided stays.
    fn follow(&mut self, routine: &Routine) {
        self.measures.retain(|id, state| routine.measure(id).is_some() || !state.decisions.is_empty());
        for measure in &routine.measures {
            self.measures.entry(measure.id.clone()).or_default();
        }
        self.routine = routine.clone();
    }

    fn leave(&mut self, person: PersonId) {
        self.members.remove(&person);
        self.without_keys.remove(&person);
        if self.leader == Some(person) {
            self.leader = None;
        }
    }

    fn bar_concerned(&mut self, concerned: &Concerned) {
        if let Some(person) = concerned.person {
            self.bar(Conflicted { person, bars: Bars::Everything, why: "ärendet gäller personen".to_owned() });
        }
    }

    /// Bars somebody; a member loses the capacities that it bars. A stricter bar is never replaced by a milder.
    fn bar(&mut self, conflict: Conflicted) {
        let person = conflict.person;
        if let Some(held) = self.members.get_mut(&person) {
            held.retain(|capacity| !conflict.bars.bars(*capacity));
            if held.is_empty() {
                self.leave(person);
            } else if self.leader == Some(person) && conflict.bars.bars(Capacity::Handler) {
                self.leader = None;
            }
        }
        self.successors.remove(&person);
        let kept = self.conflicted.get(&person).is_some_and(|known| known.bars >= conflict.bars);
        if !kept {
            self.conflicted.insert(person, conflict);
        }
    }

    fn start(&mut self, clock: &str, seq: u64, from: chrono::NaiveDate, because: String) {
        self.clocks.push(RunningClock { clock: clock.to_owned(), started_by: seq, from, because, stopped: None });
    }

    fn start_decided(&mut self, stamped: &Stamped<Event>, decision: &crate::Decision) {
        let option = decision.option.as_deref();
        let named = |which: &Which| usize::from(which.measure.is_some()) + usize::from(which.option.is_some());
        let expiring = self.routine.clocks.iter().filter_map(|clock| match &clock.starts {
            Starts::Expires(which) if which.matches(&decision.measure, option) => Some(named(which)),
            _ => None,
        });
        let most = expiring.max();
        let mut started = Vec::new();
        for clock in &self.routine.clocks {
            match (&clock.starts, decision.to) {
                (Starts::Decided(which), _) if which.matches(&decision.measure, option) => {
                    started.push((clock.id.clone(), decision.from, "beslutets första dag"));
                }
                (Starts::Expires(which), Some(to))
                    if which.matches(&decision.measure, option) && Some(named(which)) == most =>
                {
                    started.push((clock.id.clone(), to, "beslutets sista dag"));
                }
                _ => {}
            }
        }
        for (clock, from, because) in started {
            self.start(&clock, stamped.seq, from, because.to_owned());
        }
    }
}
