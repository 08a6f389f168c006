//! A store on each database, and invented people to fill it with.

use sqlx::{AnyConnection, Connection as _, Executor as _};
use store::{Authority, Backend, Member, NewCase, Person, Proposal, ProposalState, Store, Tuning};
use tempfile::TempDir;

use crate::postgres;

/// Runs a test on SQLite and on PostgreSQL, each with a database of its own.
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($db:ident: Db) $body:block)*) => { $(
        $(#[$meta])*
        async fn $name($db: &$crate::support::Db) $body

        mod $name {
            #[test]
            fn sqlite() {
                $crate::support::run(store::Backend::Sqlite, async |db| super::$name(db).await);
            }

            #[test]
            fn postgres() {
                $crate::support::run(store::Backend::Postgres, async |db| super::$name(db).await);
            }
        }
    )* };
}

pub(crate) use on_both;

/// A database of one test.
pub(crate) struct Db {
    pub(crate) store: Store,
    pub(crate) url: String,
    pub(crate) folder: TempDir,
}

impl Db {
    /// The address of a new, empty database.
    pub(crate) fn address(backend: Backend) -> (String, TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let url = match backend {
            Backend::Sqlite => store::sqlite_url(&folder.path().join("insyn å.db")),
            Backend::Postgres => postgres::database(),
        };
        (url, folder)
    }

    async fn open(backend: Backend) -> Self {
        let (url, folder) = Self::address(backend);
        let store = Store::open(&url, &Tuning::default()).await.unwrap();
        Self { store, url, folder }
    }

    /// What a person with the database in hand could do.
    pub(crate) async fn tamper(&self, statement: &'static str) {
        let mut connection = connect(&self.url).await;
        connection.execute(statement).await.unwrap();
        connection.close().await.unwrap();
    }
}

/// A connection beside the store.
pub(crate) async fn connect(url: &str) -> AnyConnection {
    sqlx::any::install_default_drivers();
    let url = if url.starts_with("sqlite") { format!("{url}?mode=rwc") } else { url.to_owned() };
    AnyConnection::connect(&url).await.unwrap()
}

pub(crate) fn run(backend: Backend, test: impl AsyncFnOnce(&Db)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let db = Db::open(backend).await;
        test(&db).await;
        db.store.close().await;
    });
}

pub(crate) const BOARD: &str = "socialnamnden";
pub(crate) const NOW: &str = "2026-11-22T09:00:00Z";
pub(crate) const LATER: &str = "2026-11-22T10:00:00Z";
pub(crate) const TOO_LATE: &str = "2026-11-25T09:00:01Z";

/// An invented person.
pub(crate) fn person(id: &str, name: &str) -> Person {
    Person {
        id: id.into(),
        name: name.into(),
        email: Some(format!("{id}@exempel.invalid")),
        employee_no: None,
        authority: BOARD.into(),
        unit: None,
        manager: None,
        employed_until: None,
        locale: "sv".into(),
    }
}

/// Two boards and three people.
pub(crate) async fn people(store: &Store) {
    for (id, name) in [("kommunstyrelsen", "Kommunstyrelsen"), (BOARD, "Socialnämnden")] {
        store.authority_put(&Authority { id: id.into(), name: name.into(), parent: None }).await.unwrap();
    }
    let people = [person("anna", "Anna Ek"), person("bo", "Bo Åkesson"), person("cia", "Cia Ärling")];
    store.person_put_all(&people).await.unwrap();
}

pub(crate) fn member(case_id: &str, person: &str) -> Member {
    Member {
        case_id: case_id.into(),
        person: person.into(),
        wrapped_key: Some(format!("wrapped to {person}").into_bytes()),
        since: NOW.into(),
        until: None,
        proposal: None,
    }
}

/// A case with Anna and Bo as members.
pub(crate) fn case(id: &str) -> NewCase {
    NewCase {
        id: id.into(),
        kind: "suspicion".into(),
        authority: BOARD.into(),
        opened_at: NOW.into(),
        next_deadline: Some("2026-12-01".into()),
        next_clock: Some("las-30".into()),
        members: vec![member(id, "anna"), member(id, "bo")],
        events: vec![b"first".to_vec(), b"second".to_vec()],
        hints: vec![b"blind-1".to_vec()],
    }
}

/// A proposal by Anna.
pub(crate) fn proposal(id: &str) -> Proposal {
    Proposal {
        id: id.into(),
        kind: "case_close_propose".into(),
        authority: BOARD.into(),
        case_id: None,
        proposer: "anna".into(),
        proposed_at: NOW.into(),
        expires_at: "2026-11-25T09:00:00Z".into(),
        state: ProposalState::Open,
        body: b"signed".to_vec(),
        approver: None,
        settled_at: None,
        approval: None,
    }
}
