//! What an event does to a report. It was allowed before; nothing here can fail.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Line, State, Version,
    event::{Author, Entry, Event, Leaving, Message, Received},
    recipients::Appointment,
};
use crate::id::PersonId;

/// The report that a receipt makes.
pub(super) fn received(first: &Entry, received: &Received) -> State {
    State {
        id: received.report,
        authority: received.authority.clone(),
        arrived: received.arrived,
        matter: received.matter,
        form: received.form,
        answers: received.answers.clone(),
        concerned: received.concerned.clone(),
        named: received.named,
        seq: first.seq,
        recipients: received.recipients.iter().map(|one| (one.person, one.clone())).collect(),
        acknowledged: None,
        feedback: None,
        dialogue: Vec::new(),
        follow_up: Vec::new(),
        minutes: None,
        redacted: BTreeMap::new(),
        told: BTreeSet::new(),
        handed_over: Vec::new(),
        identity_released: None,
        closed: None,
        disposed: None,
        barred: received.barred().collect(),
        carried_out: BTreeSet::new(),
    }
}

impl Received {
    /// Everyone who may never come in.
    pub(super) fn barred(&self) -> impl Iterator<Item = PersonId> {
        self.left_out.iter().copied().chain(self.concerned.iter().filter_map(|one| one.person))
    }
}

impl State {
    pub(super) fn change(&mut self, entry: &Entry) {
        self.seq = entry.seq;
        self.carried_out.extend(entry.event.two().map(|two| two.proposal));
        match &entry.event {
            Event::Received(_) => {}
            Event::Acknowledged(acknowledged) => self.acknowledged = Some(acknowledged.clone()),
            Event::MessageToReporter(message) | Event::MessageFromReporter(message) => self.say(entry, message.clone()),
            Event::FeedbackGiven(feedback) => {
                self.say(entry, Message { text: feedback.text.clone(), files: Vec::new() });
                self.feedback.get_or_insert_with(|| feedback.clone());
            }
            Event::FollowUpNoted(follow_up) => self.follow_up.push((entry.seq, follow_up.clone())),
            Event::IrrelevantRemoved(removal) => {
                self.redacted.insert(removal.of, entry.seq);
            }
            Event::MinutesOffered(minutes) | Event::MinutesCorrected(minutes) => {
                let corrected = entry.by == Author::Reporter;
                self.minutes = Some(Version { seq: entry.seq, minutes: minutes.clone(), corrected, signed: None });
            }
            Event::MinutesSigned(_) => {
                if let Some(version) = &mut self.minutes {
                    version.signed = Some(entry.at);
                }
            }
            Event::ReporterTold(message) => {
                self.say(entry, message.clone());
                self.told.insert(entry.seq);
            }
            Event::HandedOver(handed) => self.handed_over.push((entry.seq, handed.as_ref().clone())),
            Event::Recused(recused) => {
                if let Author::Person(hand) = &entry.by {
                    self.barred.insert(hand.person);
                    self.succeed(hand.person, &recused.successor);
                }
            }
            Event::RecipientLeft(left) => {
                if matches!(left.leaving, Leaving::Conflict { .. }) {
                    self.barred.insert(left.person);
                }
                self.succeed(left.person, &left.successor);
            }
            Event::IdentityReleased(released) => self.identity_released = Some(released.clone()),
            Event::Closed(closed) => self.closed = Some(closed.clone()),
            Event::Disposed(disposed) => {
                self.disposed = Some(disposed.clone());
                self.recipients.clear();
            }
        }
    }

    fn say(&mut self, entry: &Entry, message: Message) {
        let from_reporter = entry.by == Author::Reporter;
        self.dialogue.push(Line { seq: entry.seq, at: entry.at, from_reporter, message });
    }

    fn succeed(&mut self, person: PersonId, successor: &Appointment) {
        self.recipients.remove(&person);
        self.recipients.entry(successor.person).or_insert_with(|| successor.clone());
    }
}
