//! Reports: posts, names apart, an event that is written over, and what is left after a disposal.

use store::{
    CaseState, Error, RecordUpdate, VoiceAppointment, VoiceCertificate, VoiceChannel, VoiceLock, VoicePost, Way,
};

use crate::{
    on_both,
    support::{BOARD, Db, LATER, case, people},
};

pub(crate) fn channel() -> VoiceChannel {
    VoiceChannel {
        authority: BOARD.into(),
        open: true,
        about_sv: "Berätta.".into(),
        about_en: "Tell.".into(),
        external_sv: "Exempelmyndigheten".into(),
        external_en: "Example Authority".into(),
        phone: "070-000 00 00".into(),
    }
}

pub(crate) fn appointment() -> VoiceAppointment {
    VoiceAppointment {
        id: "a1".into(),
        person: "anna".into(),
        channel: BOARD.into(),
        level: "own".into(),
        decision: "SN 2026 § 4, påhittat".into(),
        from_day: "2026-01-01".into(),
        to_day: None,
        proposal: "p1".into(),
    }
}

pub(crate) fn post(way: Way, id: &str) -> VoicePost {
    VoicePost { report: "c1".into(), way, id: id.into(), sealed: vec![4, 0, 255], done: false }
}

pub(crate) fn lock() -> VoiceLock {
    VoiceLock {
        report: "c1".into(),
        locator: "granen".into(),
        lock: vec![1, 2],
        reporter: "age1reporter".into(),
        sent_to: "age1case".into(),
    }
}

pub(crate) fn certificate() -> VoiceCertificate {
    VoiceCertificate { report: "c1".into(), body: "Gallrad.".into(), disposed_on: "2028-11-22".into() }
}

async fn report(db: &Db) {
    people(&db.store).await;
    let mut report = case("c1");
    report.kind = "report".into();
    db.store.case_open(&report).await.unwrap();
}

on_both! {
    async fn a_channel_is_opened_and_changed(db: Db) {
        people(&db.store).await;
        db.store.voice_channel_put(&channel()).await.unwrap();
        let closed = VoiceChannel { open: false, phone: String::new(), ..channel() };
        db.store.voice_channel_put(&closed).await.unwrap();
        assert_eq!(db.store.voice_channel_list().await.unwrap(), [closed]);
    }

    async fn of_an_appointment_only_the_last_day_changes(db: Db) {
        people(&db.store).await;
        db.store.voice_appointment_put(&appointment()).await.unwrap();
        let mut ended = appointment();
        ended.to_day = Some("2027-01-31".into());
        ended.decision = "en annan".into();
        db.store.voice_appointment_put(&ended).await.unwrap();
        ended.decision = appointment().decision;
        assert_eq!(db.store.voice_appointment_list().await.unwrap(), [ended]);
    }

    async fn a_post_is_kept_once_and_what_came_in_is_deleted_when_it_stands_in_the_report(db: Db) {
        report(db).await;
        for way in [Way::In, Way::Out] {
            assert!(db.store.voice_post_put(&post(way, "1")).await.unwrap());
            assert!(!db.store.voice_post_put(&post(way, "1")).await.unwrap());
            assert_eq!(db.store.voice_post_waiting(way, Some("c1")).await.unwrap(), [post(way, "1")]);
            db.store.voice_post_done(&post(way, "1")).await.unwrap();
            assert!(db.store.voice_post_waiting(way, None).await.unwrap().is_empty());
            assert!(!db.store.voice_post_put(&post(way, "1")).await.unwrap(), "it is not taken in again");
        }
    }

    async fn a_name_lies_apart_until_it_is_released(db: Db) {
        report(db).await;
        db.store.voice_identity_put("c1", &[7]).await.unwrap();
        db.store.voice_identity_put("c1", &[8]).await.unwrap();
        let name = db.store.voice_identity_get("c1").await.unwrap().unwrap();
        assert_eq!((name.sealed, name.released), (vec![7], None));
        db.store.voice_identity_release("c1", &[9]).await.unwrap();
        assert_eq!(db.store.voice_identity_get("c1").await.unwrap().unwrap().released, Some(vec![9]));
        assert!(matches!(db.store.voice_identity_release("c2", &[9]).await.unwrap_err(), Error::Missing { .. }));
    }

    async fn an_event_is_written_over_only_with_those_that_tell_of_it(db: Db) {
        report(db).await;
        let record = db.store.case_get("c1").await.unwrap().unwrap();
        let update = RecordUpdate::none(&record);
        let told = [b"told".to_vec()];
        db.store.case_event_replace("c1", (2, b"over"), (2, &told), &update).await.unwrap();
        assert_eq!(db.store.case_events("c1").await.unwrap(), [b"first".to_vec(), b"over".to_vec(), b"told".to_vec()]);
        let late = db.store.case_event_replace("c1", (1, b"late"), (2, &told), &update).await.unwrap_err();
        assert!(matches!(late, Error::Conflict { .. }));
        let missing = db.store.case_event_replace("c1", (9, b"no"), (3, &told), &update).await.unwrap_err();
        assert!(matches!(missing, Error::Missing { .. }));
        assert_eq!(db.store.case_events("c1").await.unwrap().len(), 3, "nothing was added without the other");
    }

    async fn of_a_disposed_report_the_certificate_is_left(db: Db) {
        report(db).await;
        db.store.voice_post_put(&post(Way::In, "1")).await.unwrap();
        db.store.voice_identity_put("c1", &[7]).await.unwrap();
        db.store.voice_lock_put(&lock()).await.unwrap();
        let record = db.store.case_get("c1").await.unwrap().unwrap();
        let mut update = RecordUpdate::none(&record);
        update.state = CaseState::Closed;
        update.closed_at = Some(LATER.into());
        db.store.case_append("c1", record.events, &[b"closed".to_vec()], &update).await.unwrap();
        db.store.voice_certificate_put(&certificate()).await.unwrap();
        db.store.case_dispose("c1").await.unwrap();
        assert!(db.store.voice_post_waiting(Way::In, None).await.unwrap().is_empty());
        assert_eq!(db.store.voice_identity_get("c1").await.unwrap(), None);
        assert_eq!(db.store.voice_lock_get("c1").await.unwrap(), None);
        assert_eq!(db.store.voice_certificate_list(BOARD, "report").await.unwrap(), [certificate()]);
        assert!(db.store.voice_certificate_list(BOARD, "incident").await.unwrap().is_empty(), "of reports alone");
        assert!(db.store.voice_certificate_list("kommunstyrelsen", "report").await.unwrap().is_empty());
    }
}
