//! What an event does to an incident. It was allowed before; nothing here can fail.

use std::collections::BTreeSet;

use super::{
    State,
    event::{Event, Reported},
    routine::{Ends, Starts},
};
use crate::{Item, Seq, Stamped, local};

/// The incident that a report makes.
pub(super) fn reported(first: &Stamped<Event>, reported: &Reported) -> State {
    let mut state = State {
        id: reported.incident,
        authority: reported.authority.clone(),
        routine: reported.routine.clone(),
        kind: reported.kind.clone(),
        reported_at: first.at,
        reporter: first.by,
        happened_on: reported.happened_on,
        time: reported.time.clone(),
        place: reported.place,
        unit: reported.unit.clone(),
        process: reported.process.clone(),
        exposed: reported.exposed.clone(),
        source: reported.source.clone(),
        grave: reported.grave,
        called_112: reported.called_112,
        text: reported.text.clone(),
        witnesses: reported.witnesses.clone(),
        pictures: reported.pictures.clone(),
        left_out: reported.left_out.clone(),
        seq: first.seq,
        members: reported.members.iter().map(|one| (one.person, one.role.clone())).collect(),
        handler: None,
        judged: Vec::new(),
        clocks: Vec::new(),
        police: None,
        talks: Vec::new(),
        measures: Vec::new(),
        review: None,
        notes: Vec::new(),
        told: Vec::new(),
        posts: Vec::new(),
        counters: Vec::new(),
        levels: Vec::new(),
        closing: None,
        closed: None,
        disposal: None,
    };
    let day = local::day(first.at);
    if reported.grave {
        state.start(
            Starts::Grave,
            first.seq,
            day,
            "rapporten säger att någon skadats svårt eller varit i allvarlig fara",
        );
    }
    state.start(Starts::Reported, first.seq, day, "händelsen rapporterades");
    state
}

fn item<T>(event: &Stamped<Event>, what: &T) -> Item<T>
where
    T: Clone,
{
    Item { seq: event.seq, at: event.at, by: event.by, role: event.role.clone(), what: what.clone() }
}

impl State {
    pub(super) fn change(&mut self, event: &Stamped<Event>) {
        self.seq = event.seq;
        // Whoever goes on with the work shows that it was not done: what was proposed is proposed anew.
        if !matches!(event.event, Event::Closed(_)) {
            self.closing = None;
        }
        self.disposal = None;
        match &event.event {
            Event::Reported(_) => {}
            Event::Taken(_) => self.handler = Some(event.by),
            Event::Judged(judged) => {
                self.grave = judged.grave;
                if judged.grave {
                    self.start(Starts::Grave, event.seq, judged.known_on, &judged.why);
                }
                self.judged.push(item(event, judged));
            }
            Event::ClockStopped(stop) => {
                let stopped = (stop.clock.as_str(), stop.started_by);
                let is_it = |clock: &&mut crate::RunningClock| (clock.clock.as_str(), clock.started_by) == stopped;
                if let Some(running) = self.clocks.iter_mut().find(is_it) {
                    running.stopped = Some(stop.clone());
                }
            }
            Event::PoliceDecided(police) => {
                self.stop(Ends::Police, police.on, &police.why);
                self.police = Some(item(event, police));
            }
            Event::Talked(talk) => {
                let ends = if self.talks.is_empty() { Ends::Talk } else { Ends::TalkAgain };
                self.stop(ends, talk.on, &talk.text);
                self.talks.push(item(event, talk));
            }
            Event::MeasureSet(measure) => self.measures.push((item(event, measure), None)),
            Event::MeasureDone(done) => {
                if let Some((_, result)) = self.measures.iter_mut().find(|(measure, _)| measure.seq == done.measure) {
                    *result = Some(done.clone());
                }
            }
            Event::ReviewDecided(review) => {
                self.stop(Ends::Review, local::day(event.at), &review.why);
                self.review = Some(item(event, review));
            }
            Event::NoteWritten(note) => self.notes.push(item(event, note)),
            Event::Told(words) => self.told.push(item(event, words)),
            Event::PostAdded(post) => self.posts.push(item(event, post)),
            Event::Countered(counter) => self.counters.push(item(event, counter)),
            Event::LevelSet(level) => self.levels.push(item(event, level)),
            Event::ClosingProposed(closing) => self.closing = Some(item(event, closing)),
            Event::Closed(_) => self.closed = self.closing.take(),
            Event::Reopened(_) => self.closed = None,
            Event::MemberAdded(added) => {
                self.members.insert(added.person, added.role.clone());
            }
            Event::DisposalProposed(disposal) => self.disposal = Some(item(event, disposal)),
        }
    }

    /// The measures that are not done.
    pub(super) fn open_measures(&self) -> BTreeSet<Seq> {
        self.measures.iter().filter(|(_, done)| done.is_none()).map(|(measure, _)| measure.seq).collect()
    }
}
