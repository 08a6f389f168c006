//! Keys of people and the shares that recover them.

use store::{Error, PersonKey, RecoveryShare};

use crate::{
    on_both,
    support::{NOW, people},
};

pub(crate) fn key(version: u64) -> PersonKey {
    PersonKey {
        person: "anna".into(),
        version,
        public: "age1madeup".into(),
        verifying: vec![7; 32],
        wrapped: format!("wrapped {version}").into_bytes(),
        created_at: NOW.into(),
    }
}

pub(crate) fn share(version: u64, custodian: &str) -> RecoveryShare {
    RecoveryShare {
        person: "anna".into(),
        version,
        custodian: custodian.into(),
        k: 2,
        n: 3,
        sealed: b"sealed".to_vec(),
    }
}

on_both! {
    async fn the_newest_key_is_in_use_and_the_old_ones_are_kept(db: Db) {
        people(&db.store).await;
        assert_eq!(db.store.person_key_get("anna").await.unwrap(), None);
        db.store.person_key_put(&key(1), &[share(1, "bo"), share(1, "cia")]).await.unwrap();
        db.store.person_key_put(&key(2), &[]).await.unwrap();
        assert_eq!(db.store.person_key_get("anna").await.unwrap(), Some(key(2)));
        assert_eq!(db.store.person_key_list("anna").await.unwrap(), [key(1), key(2)]);
        assert_eq!(db.store.recovery_share_list("anna", 1).await.unwrap(), [share(1, "bo"), share(1, "cia")]);
        assert_eq!(db.store.recovery_share_list("anna", 2).await.unwrap(), []);
        assert_eq!(db.store.recovery_share_by_custodian("cia").await.unwrap(), [share(1, "cia")]);
    }

    async fn a_version_of_a_key_is_never_replaced(db: Db) {
        people(&db.store).await;
        db.store.person_key_put(&key(1), &[]).await.unwrap();
        let error = db.store.person_key_put(&key(1), &[]).await.unwrap_err();
        assert!(matches!(error, Error::Exists { act: "person_key_put" }), "{error:?}");
    }

    async fn a_key_and_its_shares_are_put_together_or_not_at_all(db: Db) {
        people(&db.store).await;
        for bad in [share(2, "bo"), share(1, "nobody")] {
            let error = db.store.person_key_put(&key(1), &[share(1, "cia"), bad]).await.unwrap_err();
            assert!(matches!(error, Error::Reference { act: "person_key_put" }), "{error:?}");
        }
        assert_eq!(db.store.person_key_get("anna").await.unwrap(), None);
        assert_eq!(db.store.recovery_share_by_custodian("cia").await.unwrap(), []);
    }

    async fn a_new_passphrase_wraps_the_key_anew(db: Db) {
        people(&db.store).await;
        db.store.person_key_put(&key(1), &[]).await.unwrap();
        assert!(db.store.person_key_rewrap("anna", 1, b"anew").await.unwrap());
        assert_eq!(db.store.person_key_get("anna").await.unwrap().unwrap().wrapped, b"anew");
        assert!(!db.store.person_key_rewrap("anna", 2, b"anew").await.unwrap());
    }
}
