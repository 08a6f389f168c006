//! Every version that was ever released is kept as a dump with data, and can still be opened and read.
//!
//! Where the dump of the newest version is missing, a test writes it and fails. It is then committed and never changes.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::PathBuf,
};

use journal::{Head, Phase, SigningKey};
use sqlx::{AnyConnection, Executor as _, Row as _};
use store::{
    Account, ApplicationMarks, Backend, CaseFilter, CaseState, Delegation, Deputy, File, JournalWriter, Passkey,
    ProposalState, RecordUpdate, RoleHolding, Secret, Session, Settlement, Store, Tie, Tuning, Unit, Way,
    migrate::MIGRATIONS,
};

use crate::{
    journal::{act, record},
    keys::{key, share},
    on_both,
    schema::{SCHEMA, columns},
    support::{BOARD, Db, LATER, NOW, case, connect, people, person, proposal, run},
    voices::{appointment, certificate, channel, lock, post},
};

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures"))
}

fn dump(version: i64) -> PathBuf {
    folder().join(format!("v{version}")).join("dump.sql")
}

/// Something in every table. All of it is made up.
async fn fill(store: &Store) {
    people(store).await;
    let unit = |id: &str, parent: Option<&str>| Unit {
        id: id.into(),
        authority: BOARD.into(),
        name: format!("Exempelenheten {id} å'ä\"ö"),
        parent: parent.map(str::to_owned),
        manager: Some("bo".into()),
    };
    store.unit_put(&unit("u1", None)).await.unwrap();
    store.unit_put(&unit("u2", Some("u1"))).await.unwrap();
    let mut dan = person("dan", "Dan Ödman");
    dan.employee_no = Some("1017".into());
    dan.unit = Some("u2".into());
    dan.manager = Some("bo".into());
    dan.employed_until = Some("2026-12-31".into());
    store.person_put(&dan).await.unwrap();
    let tie = Tie { person: "anna".into(), other: "dan".into(), kind: "family".into(), declared_at: NOW.into() };
    store.tie_put(&tie).await.unwrap();
    let deputy = Deputy {
        person: "bo".into(),
        deputy: "cia".into(),
        from_day: "2026-12-01".into(),
        to_day: "2026-12-10".into(),
    };
    store.deputy_put(&deputy).await.unwrap();
    sign_in(store).await;
    decide(store).await;
    marks(store).await;
    voices(store).await;
    store.setting_put("example", &[0, 1, 255]).await.unwrap();
    let writer = JournalWriter::start(store).await.unwrap();
    act(&writer, "pseudonym-1").await;
    writer.write(record("pseudonym-2", Phase::Opened)).await.unwrap();
    let head = Head { tip: store.journal_tip().await.unwrap(), at: LATER.into() };
    store.journal_head_put(&head.sign(&SigningKey::from_seed([3; 32])).unwrap()).await.unwrap();
}

async fn sign_in(store: &Store) {
    let account = Account {
        person: "anna".into(),
        username: "controller".into(),
        password: Secret::new("$argon2id$made-up".into()),
        second_factor: Some(vec![1, 2]),
        disabled: false,
    };
    store.account_put(&account).await.unwrap();
    let session = Session {
        hash: vec![9; 32],
        person: "anna".into(),
        created_at: NOW.into(),
        seen_at: LATER.into(),
        device: "Firefox".into(),
    };
    store.session_put(&session).await.unwrap();
    store.passkey_put(&passkey()).await.unwrap();
    store.person_key_put(&key(1), &[share(1, "bo"), share(1, "cia")]).await.unwrap();
}

fn passkey() -> Passkey {
    Passkey {
        id: "k1".into(),
        person: "anna".into(),
        sealed: vec![3, 0, 255],
        created_at: NOW.into(),
        used_at: Some(LATER.into()),
    }
}

async fn voices(store: &Store) {
    store.voice_channel_put(&channel()).await.unwrap();
    store.voice_appointment_put(&appointment()).await.unwrap();
    for way in [Way::In, Way::Out] {
        store.voice_post_put(&post(way, "1")).await.unwrap();
    }
    store.voice_identity_put("c1", &[7, 0]).await.unwrap();
    store.voice_lock_put(&lock()).await.unwrap();
    store.voice_certificate_put(&certificate()).await.unwrap();
}

async fn marks(store: &Store) {
    let record = store.case_get("c1").await.unwrap().unwrap();
    let mut update = RecordUpdate::none(&record);
    update.marks = Some(ApplicationMarks { candidate: 2, person: "who".into(), marks: vec!["mark-1".into()] });
    store.case_append("c1", record.events, &[], &update).await.unwrap();
}

/// What [`marks`] put there is still there.
async fn check_marks(store: &Store) {
    let found = store.application_marks(&["mark-1".into()]).await.unwrap();
    assert_eq!((found.len(), found[0].person.as_str()), (1, "who"));
}

/// What [`voices`] put there is still there.
async fn check_voices(store: &Store) {
    assert_eq!(store.voice_channel_list().await.unwrap(), [channel()]);
    assert_eq!(store.voice_appointment_list().await.unwrap(), [appointment()]);
    assert_eq!(store.voice_post_waiting(Way::Out, None).await.unwrap(), [post(Way::Out, "1")]);
    assert_eq!(store.voice_identity_get("c1").await.unwrap().unwrap().sealed, [7, 0]);
    assert_eq!(store.voice_lock_get("c1").await.unwrap(), Some(lock()));
    assert_eq!(store.voice_certificate_list(BOARD, "suspicion").await.unwrap(), [certificate()]);
}

async fn decide(store: &Store) {
    store.case_open(&case("c1")).await.unwrap();
    store.case_member_end("c1", "bo", LATER).await.unwrap();
    let file = File { case_id: "c1".into(), id: "f1".into(), sealed: vec![0, 255], size: 2 };
    store.case_file_put(&file).await.unwrap();
    let mut about = proposal("p1");
    about.case_id = Some("c1".into());
    store.proposal_put(&about).await.unwrap();
    let settlement = Settlement {
        state: ProposalState::Approved,
        approver: Some("bo".into()),
        settled_at: LATER.into(),
        approval: Some(vec![5; 64]),
    };
    store.proposal_settle("p1", &settlement).await.unwrap();
    let holding = RoleHolding {
        id: "r1".into(),
        person: "anna".into(),
        role: "controller".into(),
        authority: BOARD.into(),
        from_day: "2026-01-01".into(),
        to_day: None,
        proposal: Some("p1".into()),
    };
    store.role_put(&holding).await.unwrap();
    let delegation = Delegation {
        id: "d1".into(),
        authority: BOARD.into(),
        act: "suspension".into(),
        holder_role: Some("director".into()),
        holder_person: None,
        limit_ore: Some(100),
        from_day: "2026-01-01".into(),
        to_day: None,
        source: "påhittat".into(),
    };
    store.delegation_put(&delegation).await.unwrap();
}

/// What [`fill`] put there is still there. Holds for dumps from version 1 on.
async fn check(store: &Store) {
    let dan = store.person_get("dan").await.unwrap().unwrap();
    assert_eq!(
        (dan.name.as_str(), dan.unit.as_deref(), dan.email.as_deref()),
        ("Dan Ödman", Some("u2"), Some("dan@exempel.invalid"))
    );
    assert_eq!(store.authority_list().await.unwrap().len(), 2);
    assert_eq!(store.unit_get("u2").await.unwrap().unwrap().name, "Exempelenheten u2 å'ä\"ö");
    assert_eq!(store.tie_list("dan").await.unwrap().len(), 1);
    assert_eq!(store.deputy_list("cia").await.unwrap().len(), 1);
    let account = store.account_by_username("controller").await.unwrap().unwrap();
    assert_eq!((account.password.expose(), account.second_factor), ("$argon2id$made-up", Some(vec![1, 2])));
    assert_eq!(store.session_get(&[9; 32]).await.unwrap().unwrap().seen_at, LATER);
    assert_eq!(store.person_key_get("anna").await.unwrap().unwrap(), key(1));
    assert_eq!(store.recovery_share_list("anna", 1).await.unwrap(), [share(1, "bo"), share(1, "cia")]);
    let cases = store.case_list(&CaseFilter::default()).await.unwrap();
    assert_eq!((cases[0].id.as_str(), cases[0].state, cases[0].events), ("c1", CaseState::Open, 2));
    assert_eq!(store.case_events("c1").await.unwrap(), [b"first".to_vec(), b"second".to_vec()]);
    let members = store.case_members("c1").await.unwrap();
    assert_eq!((members.len(), &members[1].wrapped_key), (2, &None));
    assert_eq!(store.case_file_get("c1", "f1").await.unwrap().unwrap().sealed, [0, 255]);
    assert_eq!(store.hint_matches(b"blind-1").await.unwrap(), ["c1"]);
    let proposal = store.proposal_get("p1").await.unwrap().unwrap();
    assert_eq!((proposal.state, proposal.approval), (ProposalState::Approved, Some(vec![5; 64])));
    assert_eq!(store.role_by_person("anna").await.unwrap()[0].proposal.as_deref(), Some("p1"));
    assert_eq!(store.delegation_list(None).await.unwrap()[0].limit_ore, Some(100));
    assert_eq!(store.setting_get("example").await.unwrap(), Some(vec![0, 1, 255]));
    let head: journal::SignedHead = store.journal_head_list().await.unwrap()[0].parse().unwrap();
    head.check(&SigningKey::from_seed([3; 32]).verifying()).unwrap();
    let verified = store.journal_verify(vec![head.head.tip]).await.unwrap();
    assert_eq!((verified.count, verified.open), (3, vec![3]));
}

/// PostgreSQL writes blobs in another way than the dumps, which are SQLite's.
fn for_backend(dump: &str, backend: Backend) -> String {
    match backend {
        Backend::Sqlite => dump.to_owned(),
        Backend::Postgres => dump.replace("X'", "'\\x"),
    }
}

on_both! {
    async fn every_earlier_version_is_migrated_and_read(db: Db) {
        for version in 1..=MIGRATIONS.len() {
            let text = fs::read_to_string(dump(version.try_into().unwrap())).expect("a dump of every version is kept");
            let (url, _folder) = Db::address(db.store.backend());
            let mut connection = connect(&url).await;
            connection.execute(sqlx::AssertSqlSafe(for_backend(&text, db.store.backend()))).await.unwrap();
            drop(connection);
            let store = Store::open(&url, &Tuning::default()).await.unwrap();
            check(&store).await;
            let passkeys = store.passkey_list("anna").await.unwrap();
            assert_eq!(passkeys, if version < 2 { vec![] } else { vec![passkey()] });
            if version >= 3 {
                check_voices(&store).await;
            }
            if version >= 4 {
                check_marks(&store).await;
            }
            store.close().await;
        }
    }

    async fn the_check_fits_what_a_dump_is_made_of(db: Db) {
        fill(&db.store).await;
        check(&db.store).await;
        check_voices(&db.store).await;
        check_marks(&db.store).await;
        assert_eq!(db.store.passkey_list("anna").await.unwrap(), [passkey()]);
    }
}

#[test]
fn the_newest_version_has_a_dump_with_data_in_every_table() {
    run(Backend::Sqlite, async |db| {
        let path = dump(MIGRATIONS.last().unwrap().version);
        let mut connection = connect(&db.url).await;
        let tables = columns(&mut connection).await;
        if !path.exists() {
            fill(&db.store).await;
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, written(&mut connection, &tables).await).unwrap();
            panic!("{} was missing and is written now: look at it and commit it", path.display());
        }
        let text = fs::read_to_string(path).unwrap();
        for table in tables.into_keys() {
            assert!(text.contains(&format!("insert into {table} (")), "{table}");
        }
    });
}

/// The dump of a SQLite database: the schema, and the rows in the order of its tables.
async fn written(connection: &mut AnyConnection, columns: &BTreeMap<String, BTreeSet<String>>) -> String {
    let newest = MIGRATIONS.last().unwrap().version;
    let mut text = format!("-- Version {newest} of the database with made-up data. Never changed.\n\n{SCHEMA}");
    for table in SCHEMA.split("create table ").skip(1).map(|rest| rest.split(' ').next().unwrap()) {
        let names: Vec<&str> = columns[table].iter().map(String::as_str).collect();
        let quoted: Vec<String> = names.iter().map(|name| format!("quote({name})")).collect();
        let question = format!("select {} as line from {table}", quoted.join(" || ', ' || "));
        writeln!(text).unwrap();
        for row in connection.fetch_all(sqlx::AssertSqlSafe(question)).await.unwrap() {
            let values: String = row.get("line");
            writeln!(text, "insert into {table} ({}) values ({values});", names.join(", ")).unwrap();
        }
    }
    text
}
