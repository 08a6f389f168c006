//! The timeline: every event of a case as a line, for those who may read it.

use chrono::{DateTime, Utc};

use super::{Case, State};
use crate::{Event, Layer, Seq, Stamped, id::PersonId};

/// A line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Place in the case.
    pub seq: Seq,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: PersonId,
    /// In which role.
    pub role: String,
    /// What it is called in files: `measure_decided`.
    pub event: &'static str,
    /// What happened, in Swedish, without names of people.
    pub text: String,
}

/// A line and who reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Logged {
    entry: Entry,
    layer: Layer,
}

impl Case {
    /// The timeline that a member reads, in order; notes of other layers are left out. Nothing for others.
    pub fn timeline(&self, person: PersonId) -> impl Iterator<Item = &Entry> {
        self.entries
            .iter()
            .filter(move |logged| self.reads(person, logged.layer, logged.entry.by))
            .map(|logged| &logged.entry)
    }
}

pub(super) fn logged(stamped: &Stamped<Event>, state: &State) -> Logged {
    let layer = match &stamped.event {
        Event::NoteWritten(note) => note.layer,
        _ => Layer::All,
    };
    let (event, text) = said(&stamped.event, state);
    let entry = Entry { seq: stamped.seq, at: stamped.at, by: stamped.by, role: stamped.role.clone(), event, text };
    Logged { entry, layer }
}

fn said(event: &Event, state: &State) -> (&'static str, String) {
    let measure = |id: &str| state.routine.measure(id).map_or_else(|| id.to_owned(), |found| found.title.sv.clone());
    let clock = |id: &str| state.routine.clock(id).map_or_else(|| id.to_owned(), |found| found.title.sv.clone());
    match event {
        Event::Opened(opened) => ("opened", format!("Ärendet öppnades: {}", opened.title)),
        Event::RoutineRenewed(renewed) => {
            ("routine_renewed", format!("Rutinen är nu version {}: {}", renewed.routine.version, renewed.why))
        }
        Event::ConcernAdded(added) => ("concern_added", format!("Ärendet gäller också {}", added.concerned.name)),
        Event::ConflictNoted(noted) => ("conflict_noted", format!("Jäv antecknades: {}", noted.conflict.why)),
        Event::MemberAdded(added) => {
            ("member_added", format!("Ny medlem som {}: {}", added.member.capacity.sv(), added.why))
        }
        Event::MemberLeft(left) => ("member_left", format!("En medlem lämnade ärendet: {}", left.why)),
        Event::Recused(recused) => ("recused", format!("En medlem anmälde jäv: {}", recused.why)),
        Event::KeyGiven(given) => {
            ("key_given", format!("En medlem fick nyckeln till ärendet, till sin egen nyckel {}", given.fingerprint))
        }
        Event::Taken(_) => ("taken", "Ärendet fick en ansvarig".to_owned()),
        Event::FactLearnt(fact) => ("fact_learnt", format!("Känt {}: {}", fact.known_on, fact.text)),
        Event::ClockStopped(stop) => (
            "clock_stopped",
            format!("Fristen »{}« stoppades, {} {}: {}", clock(&stop.clock), stop.how.sv(), stop.on, stop.why),
        ),
        Event::NoteWritten(note) => ("note_written", note.text.clone()),
        Event::EvidenceTaken(evidence) => ("evidence_taken", format!("Underlag togs in: {}", evidence.title)),
        Event::CustodyAdded(added) => {
            ("custody_added", format!("Underlag {}: {}, {}", added.evidence, added.entry.holder, added.entry.what))
        }
        Event::SignalLinked(link) => ("signal_linked", format!("Signalen {} kopplades till ärendet", link.fingerprint)),
        Event::MeasureProposed(proposed) => {
            ("measure_proposed", format!("Föreslaget: {}: {}", measure(&proposed.measure), proposed.why))
        }
        Event::MeasureDecided(decision) => {
            ("measure_decided", format!("Beslutat: {}: {}", measure(&decision.measure), decision.text))
        }
        Event::MeasureDeclined(declining) => (
            "measure_declined",
            format!("{} valdes inte därför att {}", measure(&declining.measure), declining.because),
        ),
        Event::MeasureLifted(lifting) => {
            ("measure_lifted", format!("Beslut {} upphävdes från {}: {}", lifting.decision, lifting.on, lifting.why))
        }
        other => said_of_record(other),
    }
}

fn said_of_record(event: &Event) -> (&'static str, String) {
    match event {
        Event::TaskSet(task) => ("task_set", format!("Uppgift till {}: {}", task.due, task.title)),
        Event::TaskDone(done) => ("task_done", format!("Uppgift {} gjord: {}", done.task, done.result)),
        Event::TaskMoved(moved) => {
            ("task_moved", format!("Uppgift {} flyttad till {}: {}", moved.task, moved.due, moved.why))
        }
        Event::SecrecyMarked(mark) => {
            ("secrecy_marked", format!("Sekretessmarkerat, {}: {}", mark.provision, mark.reason))
        }
        Event::DiaryNumberSet(number) => ("diary_number_set", format!("Diarienummer {}", number.number)),
        Event::DocumentMade(document) => ("document_made", format!("Handling gjord: {}", document.title)),
        Event::Disclosed(disclosure) => {
            ("disclosed", format!("Utlämnat till {} med stöd av {}", disclosure.to, disclosure.law))
        }
        Event::Told(telling) => ("told", format!("{} underrättades: {}", telling.who, telling.what)),
        Event::Closed(closing) => ("closed", format!("Ärendet avslutades. {}: {}", closing.outcome.sv(), closing.why)),
        Event::Reopened(reopening) => ("reopened", format!("Ärendet öppnades igen: {}", reopening.why)),
        _ => ("", String::new()),
    }
}
