//! The one thread that screens, writes the log and lets answers go.
//!
//! Waiting requests are screened together and written with one sync. INVARIANT: a verdict is handed to a request only
//! after [`Log::append`] has returned it.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use payments::log::{Batch, Log, LogError, Recorded, Refused};
use payments::{Basis, Payment, ScreenError, Screener};
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use crate::judge::{self, Answers};
use crate::seen::Seen;
use crate::{Clock, Config, Event, Exchange, Fault, Watch};

/// How often the screener is asked whether it is ready again.
const PROBE: Duration = Duration::from_secs(1);

/// A request that waits for its answer.
#[derive(Debug)]
pub(crate) struct Job {
    /// The key in the log: unique among all tokens.
    pub(crate) key: String,
    pub(crate) payments: Vec<Payment>,
    pub(crate) asked: Instant,
    pub(crate) reply: oneshot::Sender<Result<Given, Fault>>,
    /// Its places in the queue, given back with the answer.
    pub(crate) room: [OwnedSemaphorePermit; 2],
}

/// What a request gets.
#[derive(Debug)]
pub(crate) struct Given {
    /// What the answers rest on; none when they were given before.
    pub(crate) basis: Option<Arc<Basis>>,
    pub(crate) recorded: Recorded,
}

/// Whether answers can be given now, and why not.
#[derive(Debug)]
pub(crate) struct Standing {
    screener: Mutex<Option<String>>,
    log: Mutex<Option<String>>,
}

impl Standing {
    /// Until the screener has been asked, nothing is known of it.
    pub(crate) fn new() -> Self {
        Self { screener: Mutex::new(Some("servern startar".to_owned())), log: Mutex::new(None) }
    }

    /// Why no answers can be given, in Swedish; empty when they can.
    pub(crate) fn troubles(&self) -> Vec<String> {
        let read = |place: &Mutex<Option<String>>| place.lock().unwrap_or_else(PoisonError::into_inner).clone();
        [&self.screener, &self.log].into_iter().filter_map(read).collect()
    }

    /// Sets a trouble, or its end; says whether it changed.
    fn set(place: &Mutex<Option<String>>, trouble: Option<String>) -> bool {
        let mut standing = place.lock().unwrap_or_else(PoisonError::into_inner);
        let is_changed = *standing != trouble;
        *standing = trouble;
        is_changed
    }
}

/// What the thread owns.
pub(crate) struct Writer {
    pub(crate) config: Config,
    pub(crate) screener: Arc<Exchange<dyn Screener>>,
    pub(crate) log: Log,
    pub(crate) clock: Clock,
    pub(crate) watch: Watch,
    pub(crate) standing: Arc<Standing>,
    pub(crate) queue: Receiver<Job>,
    pub(crate) seen: Seen,
}

impl Writer {
    /// Works until nobody can ask any more and all that waited is answered.
    pub(crate) fn run(mut self) {
        self.probe();
        loop {
            match self.queue.recv_timeout(PROBE) {
                Ok(first) => {
                    let group = self.gather(first);
                    self.answer(group);
                }
                Err(RecvTimeoutError::Timeout) => self.probe(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// The first request and those that come within a moment.
    fn gather(&self, first: Job) -> Vec<Job> {
        let until = Instant::now() + self.config.gather;
        let mut payments = first.payments.len();
        let mut group = vec![first];
        while payments < self.config.group_payments {
            let Ok(job) = self.queue.recv_timeout(until.saturating_duration_since(Instant::now())) else { break };
            payments += job.payments.len();
            group.push(job);
        }
        group
    }

    /// Answers a group: screen, write, let go.
    fn answer(&mut self, group: Vec<Job>) {
        let group = self.still_waiting(group);
        let mut screened = self.screened(&group).into_iter();
        let at = (self.clock)().to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        let mut bases = Vec::new();
        let mut waiting = Vec::new();
        let mut batches = Vec::new();
        for job in group {
            let Job { key, payments, reply, room, .. } = job;
            match screened.next() {
                Some(Ask::New(Ok((basis, answers)))) => {
                    batches.push(Batch {
                        key: key.clone(),
                        at: at.clone(),
                        basis: (*basis).clone(),
                        payments,
                        answers,
                    });
                    bases.push(Some(basis));
                    waiting.push((key, reply, room));
                }
                Some(Ask::Known) => {
                    // The log finds the key and gives the answer of then, or refuses it for other payments.
                    let (at, basis, answers) = (at.clone(), Basis::default(), Vec::new());
                    batches.push(Batch { key: key.clone(), at, basis, payments, answers });
                    bases.push(None);
                    waiting.push((key, reply, room));
                }
                Some(Ask::New(Err(error))) => send(reply, Err(Fault::Screen(error))),
                Some(Ask::Refused(fault)) => send(reply, Err(fault)),
                None => send(reply, Err(Fault::Late)),
            }
        }
        if batches.is_empty() {
            return;
        }
        let prints: Vec<_> = batches.iter().map(|batch| Seen::print(&batch.payments)).collect();
        let recorded = self.log.append(batches);
        self.log_standing(recorded.as_ref().err());
        let Ok(recorded) = recorded else {
            for (_, reply, _) in waiting {
                send(reply, Err(Fault::Log));
            }
            return;
        };
        let mut recorded = recorded.into_iter();
        for (((key, reply, _room), basis), print) in waiting.into_iter().zip(bases).zip(prints) {
            let answer = recorded.next().map_or(Err(Fault::Late), |result| given(result, basis));
            if answer.as_ref().is_ok_and(|given| !given.recorded.is_replay) {
                self.seen.insert(key, print);
            }
            send(reply, answer);
        }
    }

    /// Without those that nobody waits for any more, and those that have waited too long.
    fn still_waiting(&self, group: Vec<Job>) -> Vec<Job> {
        let (waiting, late): (Vec<Job>, Vec<Job>) =
            group.into_iter().partition(|job| job.asked.elapsed() <= self.config.queue_wait && !job.reply.is_closed());
        for job in late {
            send(job.reply, Err(Fault::Waited));
        }
        waiting
    }

    /// What the screener says of each request that is new.
    fn screened(&self, group: &[Job]) -> Vec<Ask> {
        let mut asks: Vec<Option<Ask>> = group.iter().map(|job| self.known(job)).collect();
        let new = |asks: &[Option<Ask>]| -> Vec<usize> {
            asks.iter().enumerate().filter(|(_, ask)| ask.is_none()).map(|(at, _)| at).collect()
        };
        let places = new(&asks);
        let requests: Vec<&[Payment]> =
            places.iter().filter_map(|at| group.get(*at)).map(|job| job.payments.as_slice()).collect();
        if !requests.is_empty() {
            let answers = judge::screened(&*self.screener.get(), &requests);
            if answers.iter().any(Result::is_err) {
                self.probe();
            } else {
                self.screener_standing(None);
            }
            for (at, answer) in places.into_iter().zip(answers) {
                if let Some(slot) = asks.get_mut(at) {
                    *slot = Some(Ask::New(answer));
                }
            }
        }
        asks.into_iter().map(|ask| ask.unwrap_or(Ask::Refused(Fault::Late))).collect()
    }

    /// What the log already knows of a request.
    fn known(&self, job: &Job) -> Option<Ask> {
        if self.seen.differs(&job.key, &job.payments) {
            return Some(Ask::Refused(Fault::KeyReused));
        }
        match self.log.answered(&job.key) {
            Ok(None) => None,
            Ok(Some(_)) => Some(Ask::Known),
            Err(error) => {
                self.log_standing(Some(&error));
                Some(Ask::Refused(Fault::Log))
            }
        }
    }

    fn probe(&self) {
        let error = judge::probed(&*self.screener.get()).err();
        self.screener_standing(error.as_ref());
    }

    /// A failure may quote what it failed on, so only the readiness is told.
    fn screener_standing(&self, error: Option<&ScreenError>) {
        let trouble = error.map(|error| match error {
            ScreenError::NotReady { .. } => error.to_string(),
            _ => "granskningen misslyckas; kontrollera registren och starta om servern".to_owned(),
        });
        self.tell(Standing::set(&self.standing.screener, trouble.clone()), trouble);
    }

    fn log_standing(&self, error: Option<&LogError>) {
        let trouble = error.map(ToString::to_string);
        self.tell(Standing::set(&self.standing.log, trouble.clone()), trouble);
    }

    fn tell(&self, is_changed: bool, trouble: Option<String>) {
        if is_changed {
            (self.watch)(&trouble.map_or(Event::Ready, |what| Event::Trouble { what }));
        }
    }
}

/// What is done with a request.
enum Ask {
    /// Screened now.
    New(Answers),
    /// Its key is in the log.
    Known,
    /// Not at all.
    Refused(Fault),
}

fn given(result: Result<Recorded, Refused>, basis: Option<Arc<Basis>>) -> Result<Given, Fault> {
    match result {
        Ok(recorded) => Ok(Given { basis: basis.filter(|_| !recorded.is_replay), recorded }),
        Err(Refused::KeyReused { .. }) => Err(Fault::KeyReused),
        Err(refused) => Err(Fault::Screen(ScreenError::Failed { detail: refused.to_string() })),
    }
}

/// Who has gone does not hear it; the log has it under their key.
fn send(reply: oneshot::Sender<Result<Given, Fault>>, answer: Result<Given, Fault>) {
    drop(reply.send(answer));
}
