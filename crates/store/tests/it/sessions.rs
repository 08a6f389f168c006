//! Accounts, passkeys, sessions and settings.

use store::{Account, Error, Passkey, Secret, Session};

use crate::{
    on_both,
    support::{LATER, NOW, people},
};

fn account(person: &str, username: &str) -> Account {
    Account {
        person: person.into(),
        username: username.into(),
        password: Secret::new("$argon2id$made-up".into()),
        second_factor: None,
        disabled: false,
    }
}

fn session(hash: &[u8], person: &str, seen_at: &str) -> Session {
    Session {
        hash: hash.to_vec(),
        person: person.into(),
        created_at: NOW.into(),
        seen_at: seen_at.into(),
        device: "Firefox på Windows".into(),
    }
}

#[test]
fn a_password_does_not_show() {
    assert!(!format!("{:?}", account("anna", "controller")).contains("argon2id"));
}

on_both! {
    async fn an_account_is_found_by_its_username(db: Db) {
        people(&db.store).await;
        let mut account = account("anna", "controller");
        db.store.account_put(&account).await.unwrap();
        account.second_factor = Some(vec![0, 1, 255]);
        account.disabled = true;
        db.store.account_put(&account).await.unwrap();
        assert_eq!(db.store.account_by_username("controller").await.unwrap(), Some(account.clone()));
        assert_eq!(db.store.account_get("anna").await.unwrap(), Some(account));
        assert_eq!(db.store.account_by_username("Controller").await.unwrap(), None);
    }

    async fn a_username_is_one_persons(db: Db) {
        people(&db.store).await;
        db.store.account_put(&account("anna", "controller")).await.unwrap();
        let error = db.store.account_put(&account("bo", "controller")).await.unwrap_err();
        assert!(matches!(error, Error::Exists { act: "account_put" }), "{error:?}");
    }

    async fn a_passkey_is_used_listed_and_taken_away_by_its_person_only(db: Db) {
        people(&db.store).await;
        let passkey = |id: &str, person: &str, created_at: &str| Passkey {
            id: id.into(),
            person: person.into(),
            sealed: vec![0, 255],
            created_at: created_at.into(),
            used_at: None,
        };
        for (id, person, at) in [("two", "anna", LATER), ("one", "anna", NOW), ("three", "bo", NOW)] {
            db.store.passkey_put(&passkey(id, person, at)).await.unwrap();
        }
        let used = Passkey { sealed: vec![1], used_at: Some(LATER.into()), ..passkey("one", "anna", NOW) };
        // What is another's stays another's, whoever writes it.
        db.store.passkey_put(&Passkey { person: "bo".into(), ..used.clone() }).await.unwrap();
        assert_eq!(db.store.passkey_list("anna").await.unwrap(), [used, passkey("two", "anna", LATER)]);
        assert!(!db.store.passkey_end("anna", "three").await.unwrap());
        assert!(db.store.passkey_end("anna", "two").await.unwrap());
        assert!(!db.store.passkey_end("anna", "two").await.unwrap());
        assert_eq!(db.store.passkey_end_all("anna").await.unwrap(), 1);
        assert_eq!(db.store.passkey_list("bo").await.unwrap(), [passkey("three", "bo", NOW)]);
    }

    async fn a_session_is_used_listed_and_ended(db: Db) {
        people(&db.store).await;
        db.store.session_put(&session(b"one", "anna", NOW)).await.unwrap();
        db.store.session_put(&session(b"two", "anna", NOW)).await.unwrap();
        assert!(db.store.session_touch(b"two", LATER).await.unwrap());
        assert!(!db.store.session_touch(b"none", LATER).await.unwrap());
        assert_eq!(
            db.store.session_list("anna").await.unwrap(),
            [session(b"two", "anna", LATER), session(b"one", "anna", NOW)]
        );
        assert!(db.store.session_end(b"two").await.unwrap());
        assert!(!db.store.session_end(b"two").await.unwrap());
        assert_eq!(db.store.session_get(b"two").await.unwrap(), None);
        assert_eq!(db.store.session_get(b"one").await.unwrap(), Some(session(b"one", "anna", NOW)));
    }

    async fn sessions_end_by_person_and_by_age(db: Db) {
        people(&db.store).await;
        for (hash, person, seen) in [(b"1", "anna", NOW), (b"2", "anna", LATER), (b"3", "bo", NOW), (b"4", "bo", LATER)] {
            db.store.session_put(&session(hash, person, seen)).await.unwrap();
        }
        assert_eq!(db.store.session_expire(LATER).await.unwrap(), 2);
        assert_eq!(db.store.session_end_all("bo").await.unwrap(), 1);
        assert_eq!(db.store.session_list("anna").await.unwrap().len(), 1);
        assert_eq!(db.store.session_list("bo").await.unwrap(), []);
    }

    async fn a_setting_is_kept_and_changed(db: Db) {
        assert_eq!(db.store.setting_get("blind").await.unwrap(), None);
        db.store.setting_put("blind", &[0, 1]).await.unwrap();
        db.store.setting_put("blind", &[]).await.unwrap();
        assert_eq!(db.store.setting_get("blind").await.unwrap(), Some(Vec::new()));
    }
}
