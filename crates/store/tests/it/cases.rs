//! Cases: records, sealed events, members, files, hints, disposal.

use store::{ApplicationMarks, CaseFilter, CaseState, Error, File, FileEntry, RecordUpdate};

use crate::{
    on_both,
    support::{BOARD, Db, LATER, NOW, case, member, people, proposal},
};

fn file(id: &str) -> File {
    File { case_id: "c1".into(), id: id.into(), sealed: vec![0, 255, 1], size: 4096 }
}

async fn closed(db: &Db, id: &str) {
    let record = db.store.case_get(id).await.unwrap().unwrap();
    let mut update = RecordUpdate::none(&record);
    update.state = CaseState::Closed;
    update.closed_at = Some(LATER.into());
    update.next_deadline = None;
    update.next_clock = None;
    update.retain_until = Some("2031-12-31".into());
    db.store.case_append(id, record.events, &[b"closing".to_vec()], &update).await.unwrap();
}

on_both! {
    async fn a_case_opens_with_members_events_and_hints(db: Db) {
        people(&db.store).await;
        db.store.case_open(&case("c1")).await.unwrap();
        let record = db.store.case_get("c1").await.unwrap().unwrap();
        assert_eq!((record.state, record.events, record.revision), (CaseState::Open, 2, 0));
        assert_eq!((record.kind.as_str(), record.authority.as_str()), ("suspicion", BOARD));
        assert_eq!(record.next_clock.as_deref(), Some("las-30"));
        assert_eq!(db.store.case_events("c1").await.unwrap(), [b"first".to_vec(), b"second".to_vec()]);
        assert_eq!(db.store.case_members("c1").await.unwrap(), [member("c1", "anna"), member("c1", "bo")]);
        assert_eq!(db.store.hint_matches(b"blind-1").await.unwrap(), ["c1"]);
        assert_eq!(db.store.case_get("c2").await.unwrap(), None);
    }

    async fn a_case_opens_whole_or_not_at_all(db: Db) {
        people(&db.store).await;
        let mut lost = case("c1");
        lost.members.push(member("c1", "nobody"));
        assert!(matches!(db.store.case_open(&lost).await.unwrap_err(), Error::Reference { act: "case_open" }));
        let mut other = case("c1");
        other.members.push(member("c2", "cia"));
        assert!(matches!(db.store.case_open(&other).await.unwrap_err(), Error::Reference { act: "case_open" }));
        assert_eq!(db.store.case_get("c1").await.unwrap(), None);
        assert!(db.store.case_events("c1").await.unwrap().is_empty());
        db.store.case_open(&case("c1")).await.unwrap();
        assert!(matches!(db.store.case_open(&case("c1")).await.unwrap_err(), Error::Exists { act: "case_open" }));
    }

    async fn events_are_added_to_what_the_caller_has_read(db: Db) {
        people(&db.store).await;
        db.store.case_open(&case("c1")).await.unwrap();
        let record = db.store.case_get("c1").await.unwrap().unwrap();
        let mut update = RecordUpdate::none(&record);
        update.next_deadline = Some("2026-11-30".into());
        update.hints = vec![b"blind-1".to_vec(), b"blind-2".to_vec()];
        db.store.case_append("c1", 2, &[b"third".to_vec(), b"fourth".to_vec()], &update).await.unwrap();
        let error = db.store.case_append("c1", 2, &[b"late".to_vec()], &update).await.unwrap_err();
        assert!(matches!(error, Error::Conflict { act: "case_append" }), "{error:?}");
        let record = db.store.case_get("c1").await.unwrap().unwrap();
        assert_eq!((record.events, record.revision), (4, 1));
        assert_eq!(record.next_deadline.as_deref(), Some("2026-11-30"));
        let events = db.store.case_events("c1").await.unwrap();
        assert_eq!(events, [&b"first"[..], b"second", b"third", b"fourth"]);
        assert_eq!(db.store.hint_matches(b"blind-2").await.unwrap(), ["c1"]);
    }

    async fn of_many_who_add_at_once_exactly_one_succeeds(db: Db) {
        people(&db.store).await;
        db.store.case_open(&case("c1")).await.unwrap();
        for round in 0..5 {
            let record = db.store.case_get("c1").await.unwrap().unwrap();
            let tasks: Vec<_> = (0..8)
                .map(|number| {
                    let (store, update) = (db.store.clone(), RecordUpdate::none(&record));
                    let event = format!("{round}/{number}").into_bytes();
                    tokio::spawn(async move { store.case_append("c1", record.events, &[event], &update).await })
                })
                .collect();
            let mut won = 0;
            for task in tasks {
                match task.await.unwrap() {
                    Ok(()) => won += 1,
                    Err(error) => assert!(matches!(error, Error::Conflict { .. }), "{error:?}"),
                }
            }
            assert_eq!(won, 1);
        }
        assert_eq!(db.store.case_events("c1").await.unwrap().len(), 7);
    }

    async fn cases_are_listed_by_what_the_caller_asks_for(db: Db) {
        people(&db.store).await;
        let mut without = case("c1");
        (without.next_deadline, without.next_clock) = (None, None);
        let mut sooner = case("c2");
        sooner.next_deadline = Some("2026-11-25".into());
        sooner.members = vec![member("c2", "cia")];
        let mut elsewhere = case("c3");
        elsewhere.authority = "kommunstyrelsen".into();
        elsewhere.kind = "report".into();
        for case in [&without, &sooner, &elsewhere] {
            db.store.case_open(case).await.unwrap();
        }
        closed(db, "c1").await;
        let list = async |filter: CaseFilter| {
            let list = db.store.case_list(&filter).await.unwrap();
            list.into_iter().map(|case| case.id).collect::<Vec<_>>()
        };
        let all = CaseFilter::default;
        assert_eq!(list(all()).await, ["c2", "c3", "c1"]);
        assert_eq!(list(CaseFilter { authority: Some(BOARD.into()), ..all() }).await, ["c2", "c1"]);
        assert_eq!(list(CaseFilter { kind: Some("report".into()), ..all() }).await, ["c3"]);
        assert_eq!(list(CaseFilter { state: Some(CaseState::Closed), ..all() }).await, ["c1"]);
        assert_eq!(list(CaseFilter { member: Some("cia".into()), ..all() }).await, ["c2"]);
        assert_eq!(list(CaseFilter { deadline_until: Some("2026-11-25".into()), ..all() }).await, ["c2"]);
        assert_eq!(list(CaseFilter { retain_until: Some("2031-12-31".into()), ..all() }).await, ["c1"]);
        assert!(list(CaseFilter { member: Some("nobody".into()), ..all() }).await.is_empty());
    }

    async fn a_membership_that_is_over_holds_no_key(db: Db) {
        people(&db.store).await;
        db.store.case_open(&case("c1")).await.unwrap();
        assert!(db.store.case_member_end("c1", "anna", LATER).await.unwrap());
        assert!(!db.store.case_member_end("c1", "anna", LATER).await.unwrap());
        let members = db.store.case_members("c1").await.unwrap();
        assert_eq!((members[0].until.as_deref(), &members[0].wrapped_key), (Some(LATER), &None));
        assert_eq!(db.store.case_members_by_person("anna").await.unwrap(), []);
        assert_eq!(db.store.case_list(&CaseFilter { member: Some("anna".into()), ..CaseFilter::default() }).await.unwrap(), []);
        let mut again = member("c1", "anna");
        again.since = LATER.into();
        db.store.case_member_put(&again).await.unwrap();
        assert_eq!(db.store.case_members_by_person("anna").await.unwrap(), [again]);
        assert_eq!(db.store.case_members("c1").await.unwrap().len(), 3);
        let mut both = member("c1", "cia");
        both.until = Some(LATER.into());
        assert!(matches!(db.store.case_member_put(&both).await.unwrap_err(), Error::Refused { .. }));
    }

    async fn a_key_is_wrapped_anew_to_a_member_only(db: Db) {
        people(&db.store).await;
        db.store.case_open(&case("c1")).await.unwrap();
        db.store.case_member_rewrap("c1", "bo", b"anew").await.unwrap();
        assert_eq!(db.store.case_members_by_person("bo").await.unwrap()[0].wrapped_key.as_deref(), Some(&b"anew"[..]));
        db.store.case_member_end("c1", "bo", LATER).await.unwrap();
        for who in ["bo", "cia"] {
            let error = db.store.case_member_rewrap("c1", who, b"x").await.unwrap_err();
            assert!(matches!(error, Error::Missing { act: "case_member_rewrap" }), "{error:?}");
        }
    }

    async fn files_are_kept_sealed_and_listed_without_content(db: Db) {
        people(&db.store).await;
        db.store.case_open(&case("c1")).await.unwrap();
        db.store.case_file_put(&file("f2")).await.unwrap();
        db.store.case_file_put(&file("f1")).await.unwrap();
        let entry = |id: &str| FileEntry { case_id: "c1".into(), id: id.into(), size: 4096 };
        assert_eq!(db.store.case_file_list("c1").await.unwrap(), [entry("f1"), entry("f2")]);
        assert_eq!(db.store.case_file_get("c1", "f1").await.unwrap(), Some(file("f1")));
        assert_eq!(db.store.case_file_get("c1", "f9").await.unwrap(), None);
        assert!(matches!(db.store.case_file_put(&file("f1")).await.unwrap_err(), Error::Exists { .. }));
        let mut lost = file("f1");
        lost.case_id = "c9".into();
        assert!(matches!(db.store.case_file_put(&lost).await.unwrap_err(), Error::Conflict { .. }));
    }

    async fn the_same_entity_in_two_cases_is_found(db: Db) {
        people(&db.store).await;
        db.store.case_open(&case("c2")).await.unwrap();
        db.store.case_open(&case("c1")).await.unwrap();
        assert_eq!(db.store.hint_matches(b"blind-1").await.unwrap(), ["c1", "c2"]);
        assert!(db.store.hint_matches(b"blind-9").await.unwrap().is_empty());
    }

    async fn only_a_closed_case_is_disposed_of_and_only_once(db: Db) {
        people(&db.store).await;
        db.store.case_open(&case("c1")).await.unwrap();
        assert!(matches!(db.store.case_dispose("c1").await.unwrap_err(), Error::Conflict { act: "case_dispose" }));
        assert_eq!(db.store.case_events("c1").await.unwrap().len(), 2);
        closed(db, "c1").await;
        db.store.case_dispose("c1").await.unwrap();
        assert!(matches!(db.store.case_dispose("c1").await.unwrap_err(), Error::Conflict { .. }));
    }

    async fn of_a_disposed_case_only_the_record_is_left(db: Db) {
        people(&db.store).await;
        db.store.case_open(&case("c1")).await.unwrap();
        db.store.case_open(&case("c2")).await.unwrap();
        db.store.case_file_put(&file("f1")).await.unwrap();
        let mut about = proposal("p1");
        about.case_id = Some("c1".into());
        db.store.proposal_put(&about).await.unwrap();
        closed(db, "c1").await;
        db.store.case_dispose("c1").await.unwrap();
        let record = db.store.case_get("c1").await.unwrap().unwrap();
        assert_eq!(record.state, CaseState::Disposed);
        assert_eq!(record.opened_at, NOW);
        assert_eq!(record.retain_until, None);
        assert!(db.store.case_events("c1").await.unwrap().is_empty());
        assert!(db.store.case_members("c1").await.unwrap().is_empty());
        assert!(db.store.case_file_list("c1").await.unwrap().is_empty());
        assert!(db.store.proposal_get("p1").await.unwrap().unwrap().body.is_empty());
        assert_eq!(db.store.hint_matches(b"blind-1").await.unwrap(), ["c2"]);
        assert_eq!(db.store.case_events("c2").await.unwrap().len(), 2);
        let update = RecordUpdate::none(&record);
        assert!(db.store.case_append("c1", record.events, &[b"x".to_vec()], &update).await.is_err());
        assert!(matches!(db.store.case_file_put(&file("f2")).await.unwrap_err(), Error::Conflict { .. }));
    }

    async fn marks_of_an_application_take_the_place_of_earlier_ones_tell_no_case_and_go_with_it(db: Db) {
        people(&db.store).await;
        let record = async |id: &str| db.store.case_get(id).await.unwrap().unwrap();
        let put = async |id: &str, person: &str, marks: &[&str]| {
            let record = record(id).await;
            let marks = marks.iter().map(|mark| (*mark).to_owned()).collect();
            let marks = Some(ApplicationMarks { candidate: 2, person: person.into(), marks });
            let update = RecordUpdate { marks, ..RecordUpdate::none(&record) };
            db.store.case_append(id, record.events, &[b"read".to_vec()], &update).await.unwrap();
        };
        let seen = async |mark: &str| -> Vec<String> {
            let found = db.store.application_marks(&[mark.to_owned()]).await.unwrap();
            found.into_iter().map(|one| one.person).collect()
        };
        for id in ["c1", "c2"] {
            db.store.case_open(&case(id)).await.unwrap();
        }
        put("c1", "anna", &["m1", "m1", "m2"]).await;
        put("c2", "anna", &["m1"]).await;
        assert_eq!(seen("m1").await, ["anna"], "once, though in two");
        put("c2", "bo", &["m1", "m3"]).await;
        assert_eq!(seen("m1").await, ["anna", "bo"]);
        // An update that tells of no application leaves them.
        let before = record("c2").await;
        let update = RecordUpdate::none(&before);
        db.store.case_append("c2", before.events, &[b"noted".to_vec()], &update).await.unwrap();
        put("c2", "bo", &["m3"]).await;
        assert_eq!((seen("m1").await, seen("m3").await), (vec!["anna".to_owned()], vec!["bo".to_owned()]));
        closed(db, "c2").await;
        db.store.case_dispose("c2").await.unwrap();
        assert!(seen("m3").await.is_empty());
        assert_eq!(seen("m2").await, ["anna"]);
    }
}
