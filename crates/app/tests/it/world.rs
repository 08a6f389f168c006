//! An application on each database, with invented people who sign in and unlock.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Arc, Mutex},
};

use access::Role;
use app::{
    App, AppError, Cx, Parts, SecretString, SessionId,
    case::{CaseDraft, SignalRef},
    setup::Founder,
};
use casework::{
    Concerned, Origin,
    event::ConcernedKind,
    id::{CaseId, PersonId},
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use journal::{Outcome, Phase, Record};
use library::Library;
use store::{Backend, JournalWriter, Store, Tuning};
use tempfile::TempDir;
use vault::{
    Cost, CryptoRngCore, OsRng, ServerKey, ShredKeys,
    totp::{Step, TotpSecret},
};

use crate::{
    desks::{Desks, GROUP, SIGNAL},
    postgres,
};

/// Runs a test on SQLite and on PostgreSQL, each with a database of its own.
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($world:ident: World) $body:block)*) => { $(
        $(#[$meta])*
        async fn $name($world: &mut $crate::world::World) $body

        mod $name {
            #[test]
            fn sqlite() {
                $crate::world::run(store::Backend::Sqlite, async |world| super::$name(world).await);
            }

            #[test]
            fn postgres() {
                $crate::world::run(store::Backend::Postgres, async |world| super::$name(world).await);
            }
        }
    )* };
}

pub(crate) use on_both;

/// Where the pages are.
pub(crate) const ORIGIN: &str = "https://insyn.lindaker.invalid";

/// User name, name, role, user name of the manager.
pub(crate) const PEOPLE: [(&str, &str, Role, Option<&str>); 16] = [
    ("direktor", "Disa Fiktiv", Role::Director, None),
    ("samordnare", "Sara Påhittad", Role::Coordinator, Some("direktor")),
    ("hr", "Hanna Provberg", Role::Hr, Some("direktor")),
    ("controller", "Karin Provsson", Role::Controller, Some("direktor")),
    // Of the same name, under another manager.
    ("controller2", "Karin Provsson", Role::Controller, Some("samordnare")),
    ("chef", "Carl Exempelby", Role::Manager, Some("direktor")),
    ("medarbetare", "Malin Exempel", Role::Employee, Some("chef")),
    ("revisor", "Rut Testlund", Role::Auditor, None),
    ("registrator", "Rolf Provlind", Role::Registrar, Some("direktor")),
    ("behorighet", "Berit Exempelås", Role::UserAdmin, Some("direktor")),
    ("drift", "Dag Provström", Role::Operator, Some("direktor")),
    ("nyckel1", "Nils Provdahl", Role::Custodian, None),
    ("nyckel2", "Nora Exempeldal", Role::Custodian, Some("direktor")),
    ("mottagare1", "Maja Proväng", Role::Recipient, Some("direktor")),
    ("mottagare2", "Mats Exempelholm", Role::Recipient, Some("samordnare")),
    ("mottagare3", "Mona Påhittsson", Role::Recipient, Some("hr")),
];

/// Everybody's user name.
pub(crate) fn everybody() -> impl Iterator<Item = &'static str> {
    PEOPLE.iter().map(|(username, ..)| *username)
}

/// The application and what is behind it.
pub(crate) struct World {
    pub(crate) app: Arc<App>,
    pub(crate) store: Store,
    pub(crate) backend: Backend,
    pub(crate) url: String,
    pub(crate) folder: TempDir,
    pub(crate) desks: Arc<Desks>,
    clock: Arc<Mutex<DateTime<Utc>>>,
    ids: BTreeMap<&'static str, PersonId>,
}

/// Without optimisation a function that calls many use cases has a place on the stack for each of them.
const STACK: usize = 64 << 20;

pub(crate) fn run(backend: Backend, test: impl AsyncFnOnce(&mut World) + Send) {
    let test = || {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let mut world = World::new(backend).await;
            test(&mut world).await;
            world.store.close().await;
        });
    };
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, test).unwrap();
        if let Err(panic) = thread.join() {
            std::panic::resume_unwind(panic);
        }
    });
}

pub(crate) fn phrase(username: &str) -> SecretString {
    SecretString::from(format!("granen mossan bäcken {username}"))
}

pub(crate) fn password() -> SecretString {
    SecretString::from("Påhittat-lösen-2026")
}

impl World {
    async fn new(backend: Backend) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = match backend {
            Backend::Sqlite => store::sqlite_url(&folder.path().join("insyn.db")),
            Backend::Postgres => postgres::database(),
        };
        let store = Store::open(&url, &Tuning::default()).await.unwrap();
        let clock = Arc::new(Mutex::new("2026-11-22T09:00:00Z".parse().unwrap()));
        let (desks, keys) = (Desks::new(), folder.path().join("keys"));
        let time = Arc::clone(&clock);
        let parts = Parts {
            journal: JournalWriter::start(&store).await.unwrap(),
            store: store.clone(),
            server: ServerKey::open_or_create(&keys.join("server.key"), &mut OsRng).unwrap(),
            shred: ShredKeys::new(keys.join("shred")),
            library: Library::embedded().unwrap(),
            signals: Arc::clone(&desks) as _,
            payments: Arc::clone(&desks) as _,
            registers: Arc::clone(&desks) as _,
            clock: Arc::new(move || *time.lock().unwrap()),
            random: Arc::new(|| Box::new(OsRng) as Box<dyn CryptoRngCore + Send>),
            passphrase_cost: Cost::TEST,
            password_cost: Cost::TEST,
            municipality: "Lindåkers kommun".to_owned(),
            origin: ORIGIN.to_owned(),
        };
        let app = Arc::new(App::new(parts).unwrap());
        let mut world = Self { app, store, backend, url, folder, desks, clock, ids: BTreeMap::new() };
        world.found().await;
        world
    }

    async fn found(&mut self) {
        let authorities = [(GROUP, "Kommunstyrelsen"), ("socialnamnden", "Socialnämnden")];
        let authorities = authorities.map(|(id, name)| (id.to_owned(), name.to_owned()));
        let founders = PEOPLE.iter().enumerate().map(|(at, (username, name, role, manager))| Founder {
            username: (*username).to_owned(),
            name: (*name).to_owned(),
            role: *role,
            authority: GROUP.to_owned(),
            manager: manager.map(str::to_owned),
            employee_no: Some(format!("E{at}")),
            password: password(),
            phrase: phrase(username),
            factor: Some(factor(username)),
        });
        let points = self.app.points_of_routine(GROUP, day("2026-01-01"), "KS 2026 § 1, påhittad");
        self.app.found(&authorities, founders.collect(), points).await.unwrap();
        for username in everybody() {
            let account = self.store.account_by_username(username).await.unwrap().unwrap();
            self.comes(username, account.person.parse().unwrap()).await;
            self.unlock(username).await;
        }
    }

    /// Somebody is signed in.
    pub(crate) async fn comes(&mut self, username: &'static str, person: PersonId) {
        self.ids.insert(username, person);
        let (id, now) = (session(username), self.now());
        let (created_at, seen_at, person, device) = (now, now, person.to_string(), "Provdator".to_owned());
        self.app.session_keep(&app::session::Session { id, person, created_at, seen_at, device }).await.unwrap();
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        *self.clock.lock().unwrap()
    }

    pub(crate) fn wait(&self, time: TimeDelta) {
        *self.clock.lock().unwrap() += time;
    }

    pub(crate) fn id(&self, username: &str) -> PersonId {
        self.ids[username]
    }

    /// The person as they are now, in their session; none when their access is over.
    pub(crate) async fn seen(&self, username: &str) -> Option<Cx> {
        self.app.context(&self.id(username).to_string(), session(username)).await.unwrap()
    }

    pub(crate) async fn cx(&self, username: &str) -> Cx {
        self.seen(username).await.unwrap()
    }

    /// The code of now, and the next one.
    pub(crate) fn codes(&self, username: &str) -> (String, String) {
        let code = |at: DateTime<Utc>| factor(username).code(Step::at(at.timestamp().unsigned_abs())).to_string();
        (code(self.now()), code(self.now() + TimeDelta::seconds(30)))
    }

    pub(crate) async fn unlock(&self, username: &str) {
        self.app.unlock(&self.cx(username).await, phrase(username)).await.unwrap();
    }

    pub(crate) async fn unlock_all(&self) {
        for username in everybody() {
            if self.seen(username).await.is_some() {
                self.unlock(username).await;
            }
        }
    }

    /// The folder with the keys, the database and everything else.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    pub(crate) async fn journal_from(&self, seq: u64) -> Vec<Record> {
        let links = self.store.journal_lines(seq, 100_000).await.unwrap();
        links.iter().map(|link| link.entry().unwrap().record).collect()
    }

    pub(crate) async fn tip(&self) -> u64 {
        self.store.journal_tip().await.unwrap().seq
    }

    /// One use case: exactly one entry opened and one closed, with what became of it and nothing that was typed.
    pub(crate) async fn once<T>(&self, act: impl Future<Output = Result<T, AppError>>) -> Result<T, AppError> {
        let before = self.tip().await;
        let result = act.await;
        let records = self.journal_from(before + 1).await;
        let [opened, closed] = &records[..] else { panic!("{records:?}") };
        assert_eq!(opened.phase, Phase::Opened);
        let Phase::Closed { opens, outcome } = &closed.phase else { panic!("{closed:?}") };
        assert_eq!(*opens, before + 1);
        assert_eq!((&opened.actor, &opened.action, &opened.object), (&closed.actor, &closed.action, &closed.object));
        assert_eq!(result.is_ok(), *outcome == Outcome::Done, "{closed:?}");
        match &result {
            Err(AppError::NotFound) => assert_eq!(*outcome, Outcome::NotFound),
            Err(AppError::Denied { .. } | AppError::Locked) => assert_eq!(*outcome, Outcome::Denied),
            Err(AppError::Invalid(_) | AppError::Rule(_)) => assert_eq!(*outcome, Outcome::Failed),
            _ => {}
        }
        result
    }

    /// A case of Malin Exempel, opened from the signal by the controller. Members: controller, hr, samordnare, direktor.
    pub(crate) async fn case(&self) -> CaseId {
        let cx = self.cx("controller").await;
        self.once(self.app.case_open(&cx, draft())).await.unwrap()
    }
}

fn session(username: &str) -> SessionId {
    let mut secret = [0; 32];
    for (to, from) in secret.iter_mut().zip(username.bytes()) {
        *to = from;
    }
    SessionId::of_secret(&secret)
}

/// The app for codes of somebody.
fn factor(username: &str) -> TotpSecret {
    let bytes: Vec<u8> = username.bytes().cycle().take(20).collect();
    TotpSecret::from_bytes(&bytes).unwrap()
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn draft() -> CaseDraft {
    CaseDraft {
        title: "Ärende om dubbla fakturor".to_owned(),
        origin: Origin::Signals,
        concerned: vec![Concerned {
            kind: ConcernedKind::Employee,
            id: Some("E999".to_owned()),
            name: "Ivar Påhittman".to_owned(),
            person: None,
        }],
        summary: "Samma faktura har betalats två gånger.".to_owned(),
        known_on: day("2026-11-20"),
        starts: vec!["las-avsked".to_owned()],
        signals: vec![SignalRef { group: GROUP.to_owned(), fingerprint: SIGNAL.to_owned() }],
    }
}
