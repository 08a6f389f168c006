//! Opening a database: addresses, versions, and what a file and its settings must be.

use store::{Backend, Error, Store, Tuning};

use crate::{
    on_both,
    support::{Db, connect, run},
};

fn opened(url: &str) -> Result<Store, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let tuning = Tuning { wait: std::time::Duration::from_secs(2), ..Tuning::default() };
    runtime.block_on(Store::open(url, &tuning))
}

#[test]
fn an_address_of_another_kind_is_refused() {
    for url in ["mysql://anna:hemligt@db/insyn", "", "insyn.db"] {
        let error = opened(url).unwrap_err();
        assert!(matches!(error, Error::Url { .. }), "{error:?}");
        assert!(!format!("{error} {error:?}").contains("hemligt"));
    }
}

#[test]
fn a_server_that_does_not_answer_is_named_without_the_password() {
    let error = opened("postgres://anna:hemligt@127.0.0.1:1/insyn").unwrap_err();
    assert!(error.to_string().contains("127.0.0.1/insyn"), "{error}");
    assert!(!format!("{error} {error:?}").contains("hemligt"));
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("no such folder").join("insyn.db");
    let error = opened(&store::sqlite_url(&path)).unwrap_err();
    assert!(error.to_string().contains("no such folder/insyn.db"), "{error}");
}

#[test]
fn the_file_is_for_its_owner_alone_and_its_name_may_be_any() {
    use std::os::unix::fs::PermissionsExt as _;
    run(Backend::Sqlite, async |db| {
        db.store.setting_put("a", b"b").await.unwrap();
        for name in ["insyn å.db", "insyn å.db-wal"] {
            let mode = std::fs::metadata(db.folder.path().join(name)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
    });
}

#[test]
fn what_is_disposed_of_is_in_no_file() {
    run(Backend::Sqlite, async |db| {
        crate::support::people(&db.store).await;
        let mut case = crate::support::case("c1");
        case.events = vec![b"canary-event-1".repeat(500), b"canary-event-2".to_vec()];
        db.store.case_open(&case).await.unwrap();
        let found = |word: &[u8]| {
            std::fs::read_dir(db.folder.path()).unwrap().any(|entry| {
                let bytes = std::fs::read(entry.unwrap().path()).unwrap();
                bytes.windows(word.len()).any(|window| window == word)
            })
        };
        assert!(found(b"canary-event-1") && found(b"wrapped to anna"));
        let record = db.store.case_get("c1").await.unwrap().unwrap();
        let mut update = store::RecordUpdate::none(&record);
        update.state = store::CaseState::Closed;
        db.store.case_append("c1", 2, &[], &update).await.unwrap();
        db.store.case_dispose("c1").await.unwrap();
        assert!(!found(b"canary-event-") && !found(b"wrapped to anna"));
    });
}

on_both! {
    async fn opening_again_changes_nothing(db: Db) {
        db.store.setting_put("a", b"b").await.unwrap();
        let again = Store::open(&db.url, &Tuning::default()).await.unwrap();
        assert_eq!(again.setting_get("a").await.unwrap().as_deref(), Some(&b"b"[..]));
        again.close().await;
    }

    async fn several_programs_may_open_a_new_database_at_once(db: Db) {
        let (url, _folder) = Db::address(db.store.backend());
        let tasks: Vec<_> = (0..4)
            .map(|_| {
                let url = url.clone();
                tokio::spawn(async move { Store::open(&url, &Tuning::default()).await })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap().close().await;
        }
    }

    async fn a_database_of_a_newer_program_is_left_alone(db: Db) {
        db.tamper("insert into schema_migration (version, name, hash) values (9999, 'later', 'x')").await;
        let error = Store::open(&db.url, &Tuning::default()).await.unwrap_err();
        assert!(matches!(error, Error::Newer { found: 9999, .. }), "{error:?}");
    }

    async fn a_migration_that_was_changed_is_told_of(db: Db) {
        db.tamper("update schema_migration set hash = 'x' where version = 1").await;
        let error = Store::open(&db.url, &Tuning::default()).await.unwrap_err();
        assert!(matches!(error, Error::Altered { version: 1 }), "{error:?}");
    }

    async fn a_migration_that_fails_leaves_the_database_as_it_was(db: Db) {
        let (url, _folder) = Db::address(db.store.backend());
        let mut connection = connect(&url).await;
        sqlx::query("create table setting (other text)").execute(&mut connection).await.unwrap();
        let error = Store::open(&url, &Tuning::default()).await.unwrap_err();
        assert!(matches!(error, Error::Migrate { version: 1, .. }), "{error:?}");
        assert!(sqlx::query("select id from authority").execute(&mut connection).await.is_err());
        sqlx::query("select other from setting").execute(&mut connection).await.unwrap();
    }
}
