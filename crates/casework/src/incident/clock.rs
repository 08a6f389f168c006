//! The clocks of an incident on a given day.

use chrono::NaiveDate;

use super::{
    State,
    routine::{Ends, Starts},
};
use crate::{
    ClockState, Deadline, RunningClock, Seq,
    clock::deadlines,
    event::{ClockStop, How},
};

impl State {
    /// Starts the clocks of a start that are not started yet.
    pub(super) fn start(&mut self, starts: Starts, seq: Seq, from: NaiveDate, because: &str) {
        for clock in self.routine.clocks.iter().filter(|clock| clock.starts == starts) {
            let applies = clock.kinds.is_empty() || clock.kinds.contains(&self.kind);
            let running = self.clocks.iter().any(|running| running.clock == clock.id && running.stopped.is_none());
            if applies && !running {
                self.clocks.push(RunningClock {
                    clock: clock.id.clone(),
                    started_by: seq,
                    from,
                    because: because.to_owned(),
                    stopped: None,
                });
            }
        }
    }

    /// Stops what ends so.
    pub(super) fn stop(&mut self, ends: Ends, on: NaiveDate, why: &str) {
        let routine = &self.routine;
        let ended = |clock: &&mut RunningClock| {
            clock.stopped.is_none() && routine.clock(&clock.clock).is_some_and(|known| known.ends == ends)
        };
        for running in self.clocks.iter_mut().filter(ended) {
            let (clock, started_by) = (running.clock.clone(), running.started_by);
            running.stopped = Some(ClockStop { clock, started_by, how: How::Met, on, why: why.to_owned() });
        }
    }

    /// Every clock that was ever started, on a given day: those that have passed first, then by last day, the stopped
    /// ones at the end.
    #[must_use]
    pub fn deadlines(&self, today: NaiveDate) -> Vec<Deadline> {
        deadlines(&self.clocks, |id| self.routine.dial(id), today)
    }

    /// The first clock that is not stopped: the one with the earliest last day, passed or not.
    #[must_use]
    pub fn next_deadline(&self, today: NaiveDate) -> Option<Deadline> {
        self.deadlines(today).into_iter().find(|deadline| deadline.state != ClockState::Stopped)
    }
}
