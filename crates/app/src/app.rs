//! The application: what every use case is made of, and the one way to carry one out.

use std::{
    fmt,
    future::Future,
    sync::{Arc, Mutex, PoisonError},
};

use access::{Action, Policies, Resource, Verdict};
use casework::Routine;
use chrono::{DateTime, Utc};
use journal::{Outcome, Phase, Record, blind};
use library::Library;
use passkey::Place;
use rand_core::CryptoRngCore;
use store::{JournalWriter, Store};
use tokio::sync::Semaphore;
use vault::{Cost, PersonKeys, ServerKey, ShredKeys};

use crate::{
    AppError, Cx,
    attempts::Attempts,
    context::stamp,
    keyring::{Chosen, Keyring},
    ports::{DeskError, PaymentDesk, RegisterDesk, SignalDesk},
    proposal::Waiting,
    session::{Ceremonies, Enrolments},
    shelf::Shelf,
};

/// Hashes of passwords and passphrases that are made at once: each takes up to 256 MiB.
const HASHES_AT_ONCE: usize = 2;

tokio::task_local! {
    /// What the entry that closes the act under way says of what was done: a hash of it, or nothing.
    static TOLD: Arc<Mutex<String>>;
}

/// Has the journal tell of what was done, when the act under way is closed, however it ends.
pub(crate) fn tell(payload: String) {
    // Outside an act nothing is done that the journal tells of.
    let _outside = TOLD.try_with(|told| *told.lock().unwrap_or_else(PoisonError::into_inner) = payload);
}

/// Reads the clock.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;
/// Makes a source of random bytes that nobody can foresee.
pub type Random = Arc<dyn Fn() -> Box<dyn CryptoRngCore + Send> + Send + Sync>;

/// What the application is put together from.
pub struct Parts {
    /// The database.
    pub store: Store,
    /// Writes the journal.
    pub journal: JournalWriter,
    /// The server's own key.
    pub server: ServerKey,
    /// The keys of disposal.
    pub shred: ShredKeys,
    /// The library in use.
    pub library: Library,
    /// Signals.
    pub signals: Arc<dyn SignalDesk>,
    /// Payments.
    pub payments: Arc<dyn PaymentDesk>,
    /// Registers.
    pub registers: Arc<dyn RegisterDesk>,
    /// The clock.
    pub clock: Clock,
    /// Randomness.
    pub random: Random,
    /// What a passphrase costs; [`Cost::PASSPHRASE`] but in tests.
    pub passphrase_cost: Cost,
    /// What a password costs; [`Cost::PASSWORD`] but in tests.
    pub password_cost: Cost,
    /// The municipality, as it is called.
    pub municipality: String,
    /// The address that browsers know the pages by: `https://insyn.exempel.se`. Passkeys hold for it alone; with one that
    /// is neither https nor of localhost there are none.
    pub origin: String,
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Parts")
    }
}

/// The application.
pub struct App {
    pub(crate) store: Store,
    pub(crate) journal: JournalWriter,
    pub(crate) policies: Policies,
    pub(crate) server: ServerKey,
    pub(crate) shred: ShredKeys,
    pub(crate) blind: blind::Key,
    pub(crate) library: Library,
    pub(crate) routine: Routine,
    pub(crate) incidents: casework::incident::routine::Routine,
    pub(crate) declarations: casework::declaration::routine::Routine,
    pub(crate) signals: Arc<dyn SignalDesk>,
    pub(crate) payments: Arc<dyn PaymentDesk>,
    pub(crate) registers: Arc<dyn RegisterDesk>,
    pub(crate) ring: Keyring,
    pub(crate) attempts: Attempts,
    pub(crate) enrolments: Enrolments,
    pub(crate) ceremonies: Ceremonies,
    /// What passkeys hold for; none where browsers have none.
    pub(crate) place: Option<Place>,
    pub(crate) chosen: Chosen,
    pub(crate) shelf: Shelf,
    pub(crate) hashing: Semaphore,
    pub(crate) approving: tokio::sync::Mutex<()>,
    pub(crate) waiting: Waiting,
    /// Held while an account is read, changed and written, so that no change undoes another.
    pub(crate) accounts: tokio::sync::Mutex<()>,
    /// Held while a record of training or a session is read, changed and written.
    pub(crate) training: tokio::sync::Mutex<()>,
    pub(crate) passphrase_cost: Cost,
    pub(crate) password_cost: Cost,
    /// The address of the pages.
    pub(crate) origin: String,
    municipality: String,
    clock: Clock,
    random: Random,
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("App")
    }
}

/// What an act is, for the policies and for the journal.
#[derive(Debug)]
pub(crate) struct Ask<'a> {
    /// What is done.
    pub(crate) action: Action,
    /// To what.
    pub(crate) resource: &'a Resource,
    /// To what, in the journal: a blind id or a public object.
    pub(crate) object: String,
}

impl App {
    /// The application, put together.
    ///
    /// # Errors
    /// When the policies or the routine can not be read.
    pub fn new(parts: Parts) -> Result<Self, AppError> {
        let document = |id| parts.library.routine(id).ok_or_else(|| missing(id));
        let unfit = |error: casework::RoutineError| AppError::Internal(error.to_string());
        let routine = Routine::parse(&document(ROUTINE)?.front).map_err(unfit)?;
        let incidents = casework::incident::routine::Routine::parse(&document(INCIDENTS)?.front).map_err(unfit)?;
        let declarations = casework::declaration::routine::Routine::parse(&document(DECLARATIONS)?.front);
        let declarations = declarations.map_err(unfit)?;
        Ok(Self {
            policies: Policies::embedded()?,
            blind: blind::Key::new(*parts.server.subkey("journal")),
            routine,
            incidents,
            declarations,
            ring: Keyring::default(),
            attempts: Attempts::default(),
            enrolments: Enrolments::default(),
            ceremonies: Ceremonies::default(),
            place: Place::new(&parts.origin, &format!("Insyn, {}", parts.municipality)).ok(),
            chosen: Chosen::default(),
            shelf: Shelf::default(),
            hashing: Semaphore::new(HASHES_AT_ONCE),
            approving: tokio::sync::Mutex::new(()),
            waiting: Waiting::default(),
            accounts: tokio::sync::Mutex::new(()),
            training: tokio::sync::Mutex::new(()),
            origin: parts.origin,
            store: parts.store,
            journal: parts.journal,
            server: parts.server,
            shred: parts.shred,
            library: parts.library,
            signals: parts.signals,
            payments: parts.payments,
            registers: parts.registers,
            passphrase_cost: parts.passphrase_cost,
            password_cost: parts.password_cost,
            municipality: parts.municipality,
            clock: parts.clock,
            random: parts.random,
        })
    }

    /// The municipality, as it is called.
    #[must_use]
    pub fn municipality(&self) -> &str {
        &self.municipality
    }

    /// The suspicion routine in use.
    #[must_use]
    pub fn routine(&self) -> &Routine {
        &self.routine
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    /// Whether the person's keys are unlocked.
    #[must_use]
    pub fn is_unlocked(&self, cx: &Cx) -> bool {
        self.ring.is_unlocked(cx.session, cx.at)
    }

    /// Whether the policies let the person do it, without doing it: for what a page offers. Nothing is journalled.
    #[must_use]
    pub fn may(&self, cx: &Cx, action: Action, resource: &Resource) -> bool {
        self.policies.may(&cx.subject, action, resource, cx.today())
    }

    /// Carries out an act: opens its journal entry, asks the policies, acts, and closes the entry with how it went.
    ///
    /// `act` does nothing before it is awaited, so a refused act has not begun. Call it from a task that is not dropped
    /// when a client goes away.
    pub(crate) fn perform<T>(
        &self,
        cx: &Cx,
        ask: Ask<'_>,
        act: impl Future<Output = Result<T, AppError>>,
    ) -> impl Future<Output = Result<T, AppError>> {
        // On the heap: the policies deny what they have no room on the stack to evaluate.
        let act = Box::pin(act);
        async move {
            let verdict = self.policies.allows(&cx.subject, ask.action, ask.resource, cx.today());
            self.journalled(cx, (ask.action, ask.object), verdict, act).await
        }
    }

    /// Makes a list: journalled as every act, and filtered row by row by the policies instead of as a whole.
    pub(crate) fn listed<T>(
        &self,
        cx: &Cx,
        action: Action,
        object: &str,
        list: impl Future<Output = Result<T, AppError>>,
    ) -> impl Future<Output = Result<T, AppError>> {
        self.journalled(cx, (action, object.to_owned()), Verdict::Allowed, Box::pin(list))
    }

    async fn journalled<T>(
        &self,
        cx: &Cx,
        (action, object): (Action, String),
        verdict: Verdict,
        act: impl Future<Output = Result<T, AppError>>,
    ) -> Result<T, AppError> {
        let (opens, mut record) = self.begin(cx, action, object).await?;
        let told = Arc::default();
        let result = match verdict {
            Verdict::Allowed => match TOLD.scope(Arc::clone(&told), act).await {
                Err(error) => Err(Box::pin(self.named(error)).await),
                done => done,
            },
            Verdict::Denied { hides: true, .. } => Err(AppError::NotFound),
            Verdict::Denied { why, hides: false } => Err(AppError::Denied { why }),
        };
        record.payload.clone_from(&told.lock().unwrap_or_else(PoisonError::into_inner));
        self.end(opens, record, result.as_ref().err()).await?;
        result
    }

    /// Journals that something was asked for and could not even be tried: it is not there, or was asked for in a way that
    /// says nothing. In the journal and in the answer it looks as what the policies hide.
    pub(crate) async fn refuse<T>(
        &self,
        cx: &Cx,
        action: Action,
        object: String,
        error: AppError,
    ) -> Result<T, AppError> {
        let (opens, record) = self.begin(cx, action, object).await?;
        self.end(opens, record, Some(&error)).await?;
        Err(error)
    }

    async fn begin(&self, cx: &Cx, action: Action, object: String) -> Result<(u64, Record), AppError> {
        let record = Record {
            at: cx.stamp(),
            actor: self.blind.person(&cx.person.to_string()),
            role: cx.role().as_str().to_owned(),
            authority: cx.subject.authority.clone(),
            action: action.as_str().to_owned(),
            object,
            phase: Phase::Opened,
            payload: String::new(),
        };
        Ok((self.journal.write(record.clone()).await.map_err(AppError::Store)?, record))
    }

    async fn end(&self, opens: u64, mut record: Record, error: Option<&AppError>) -> Result<(), AppError> {
        record.at = stamp(self.now());
        record.phase = Phase::Closed { opens, outcome: error.map_or(Outcome::Done, AppError::outcome) };
        self.journal.write(record).await.map_err(AppError::Store)?;
        Ok(())
    }

    /// What the journal calls something whose name somebody typed: the name itself when it is one that the program made
    /// (hexadecimal digits), else a keyed hash of it, so that nothing that was typed ever stands there.
    pub(crate) fn object(&self, kind: &str, name: &str) -> String {
        let is_made = (16..=64).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_made {
            format!("{kind}/{name}")
        } else {
            format!("{kind}/{}", self.blind.case(&format!("{kind} {name}")))
        }
    }

    /// The person's unlocked keys.
    pub(crate) fn keys(&self, cx: &Cx) -> Result<Arc<PersonKeys>, AppError> {
        self.ring.get(cx.session, cx.at).ok_or(AppError::Locked)
    }

    /// Does something with randomness.
    pub(crate) fn with_random<T>(&self, use_it: impl FnOnce(&mut dyn CryptoRngCore) -> T) -> T {
        use_it(&mut *(self.random)())
    }

    /// Randomness for a thread of its own.
    pub(crate) fn random_fork(&self) -> Box<dyn CryptoRngCore + Send> {
        (self.random)()
    }

    /// 128 random bits, for an id.
    pub(crate) fn random_bits(&self) -> u128 {
        self.with_random(|random| {
            let mut bytes = [0; 16];
            random.fill_bytes(&mut bytes);
            u128::from_be_bytes(bytes)
        })
    }

    /// Something slow with a passphrase or a password, on a thread of its own and few at once.
    pub(crate) async fn hashing<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let _place = self.hashing.acquire().await.map_err(|error| AppError::Internal(error.to_string()))?;
        blocking(work).await
    }
}

/// Something that blocks, on a thread of its own.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| AppError::Internal(error.to_string()))
}

/// What a port does, on a thread of its own.
pub(crate) async fn desk<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, DeskError> + Send + 'static,
) -> Result<T, AppError> {
    Ok(blocking(work).await??)
}

/// The routine that cases of suspicion follow.
const ROUTINE: &str = "misstanke";
/// The routine that incidents follow.
const INCIDENTS: &str = "handelse";
/// The routine that declarations of secondary employment follow.
const DECLARATIONS: &str = "bisyssla";

fn missing(document: &str) -> AppError {
    AppError::Internal(format!("biblioteket saknar rutinen `{document}`"))
}

impl App {
    /// Of some acts, those that the person may do somewhere in their authority: what a menu offers. Whether they may do it
    /// to a certain thing is asked when they do it.
    #[must_use]
    pub fn acts_somewhere<'a>(&self, cx: &Cx, acts: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
        let examples = examples(cx);
        let may = |word: &&str| {
            let action = word.parse::<Action>();
            action.is_ok_and(|action| {
                let mut fitting = examples.iter().filter(|resource| action.done_to().contains(&resource.kind()));
                fitting.any(|resource| self.may(cx, action, resource))
            })
        };
        acts.into_iter().filter(may).collect()
    }
}

/// One of each kind of thing in the person's authority: a case that they are a member of, a proposal of theirs.
fn examples(cx: &Cx) -> [Resource; 15] {
    let (authority, person) = (cx.subject.authority.clone(), cx.person.to_string());
    let mut case = access::Case::new("", authority.clone(), access::CaseState::Open);
    case.members.insert(person.clone());
    let proposal = access::Proposal {
        kind: access::ProposalKind::CaseMeasure,
        authority: authority.clone(),
        proposer: person.clone(),
        proposer_role: cx.role(),
        proposer_manager: cx.subject.manager.clone(),
        about: access::About::Case(case.clone()),
    };
    [
        Resource::Report(case.clone()),
        Resource::Extract(case.clone()),
        Resource::Voices { authority: authority.clone() },
        Resource::Declaration(access::Declaration { authority: authority.clone(), person: None, manager: None }),
        Resource::Declaration(access::Declaration {
            authority: authority.clone(),
            person: Some("somebody".to_owned()),
            manager: Some(person.clone()),
        }),
        Resource::Declaration(access::Declaration {
            authority: authority.clone(),
            person: Some("somebody whom nobody leads".to_owned()),
            manager: None,
        }),
        Resource::Case(case),
        Resource::Signals(access::Signals::new(authority.clone(), "", access::Touches::None)),
        Resource::Payments { authority: authority.clone() },
        Resource::Registers { authority: authority.clone() },
        Resource::Library,
        Resource::Proposal(proposal),
        Resource::Journal,
        Resource::Directory { authority, about: None },
        Resource::Self_ { person },
    ]
}
