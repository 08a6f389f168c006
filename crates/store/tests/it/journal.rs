//! The journal in the database: writing by many, verifying, and every way of breaking it.

use journal::{Head, Outcome, Phase, Record, SignedHead, SigningKey, Why};
use store::{Error, JournalWriter, Store};

use crate::{
    on_both,
    support::{Db, LATER, NOW},
};

pub(crate) fn record(actor: &str, phase: Phase) -> Record {
    Record {
        at: NOW.into(),
        actor: actor.into(),
        role: "controller".into(),
        authority: "socialnamnden".into(),
        action: "signal_show".into(),
        object: format!("object of {actor}"),
        phase,
        payload: String::new(),
    }
}

/// An act: opened and closed.
pub(crate) async fn act(writer: &JournalWriter, actor: &str) -> u64 {
    let opens = writer.write(record(actor, Phase::Opened)).await.unwrap();
    writer.write(record(actor, Phase::Closed { opens, outcome: Outcome::Done })).await.unwrap()
}

async fn acts(store: &Store, count: u32) {
    let writer = JournalWriter::start(store).await.unwrap();
    for number in 0..count {
        act(&writer, &format!("a{number}")).await;
    }
}

async fn head(store: &Store) -> SignedHead {
    let head = Head { tip: store.journal_tip().await.unwrap(), at: LATER.into() };
    head.sign(&SigningKey::from_seed([3; 32])).unwrap()
}

/// Where the chain is found broken, and how.
async fn broken(db: &Db, head: &SignedHead) -> (u64, Why) {
    match db.store.journal_verify(vec![head.head.tip]).await {
        Err(Error::Broken(broken)) => (broken.seq, broken.why),
        other => panic!("the journal should be broken: {other:?}"),
    }
}

on_both! {
    async fn an_empty_journal_holds(db: Db) {
        let verified = db.store.journal_verify(Vec::new()).await.unwrap();
        assert_eq!((verified.count, verified.head.seq), (0, 0));
    }

    async fn entries_of_many_requests_make_one_chain(db: Db) {
        let writer = JournalWriter::start(&db.store).await.unwrap();
        let tasks: Vec<_> = (0..100)
            .map(|number| {
                let writer = writer.clone();
                tokio::spawn(async move { act(&writer, &format!("a{number}")).await })
            })
            .collect();
        let mut numbers = Vec::new();
        for task in tasks {
            numbers.push(task.await.unwrap());
        }
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), 100);
        let verified = db.store.journal_verify(vec![head(&db.store).await.head.tip]).await.unwrap();
        assert_eq!((verified.count, verified.open.len()), (200, 0));
    }

    async fn an_answer_comes_when_the_entry_is_there(db: Db) {
        let writer = JournalWriter::start(&db.store).await.unwrap();
        let seq = writer.write(record("a", Phase::Opened)).await.unwrap();
        let links = db.store.journal_lines(seq, 1).await.unwrap();
        assert_eq!(links[0].entry().unwrap().record, record("a", Phase::Opened));
        assert_eq!(db.store.journal_verify(Vec::new()).await.unwrap().open, [seq]);
    }

    async fn the_chain_goes_on_after_a_restart(db: Db) {
        acts(&db.store, 2).await;
        acts(&db.store, 2).await;
        assert_eq!(db.store.journal_verify(Vec::new()).await.unwrap().count, 8);
    }

    async fn two_programs_write_one_chain(db: Db) {
        let other = Store::open(&db.url, &store::Tuning::default()).await.unwrap();
        let (one, two) =
            (JournalWriter::start(&db.store).await.unwrap(), JournalWriter::start(&other).await.unwrap());
        let first = tokio::spawn(async move { for _ in 0..10 { act(&one, "one").await; } });
        let second = tokio::spawn(async move { for _ in 0..10 { act(&two, "two").await; } });
        first.await.unwrap();
        second.await.unwrap();
        let verified = db.store.journal_verify(Vec::new()).await.unwrap();
        assert_eq!((verified.count, verified.open.len()), (40, 0));
        other.close().await;
    }

    async fn a_bad_entry_harms_no_other(db: Db) {
        let writer = JournalWriter::start(&db.store).await.unwrap();
        let closing = Phase::Closed { opens: 7, outcome: Outcome::Done };
        let error = writer.write(record("a", closing)).await.unwrap_err();
        assert!(matches!(error, Error::Record(journal::RecordError::NotOpen { opens: 7 })), "{error:?}");
        assert!(writer.write(record("tab\there", Phase::Opened)).await.is_err());
        act(&writer, "b").await;
        assert_eq!(db.store.journal_verify(Vec::new()).await.unwrap().count, 2);
    }

    async fn a_journal_that_can_not_be_written_tells_everyone(db: Db) {
        let writer = JournalWriter::start(&db.store).await.unwrap();
        act(&writer, "a").await;
        db.tamper("drop table journal_entry").await;
        let error = writer.write(record("b", Phase::Opened)).await.unwrap_err();
        assert!(matches!(error, Error::JournalBatch(_)), "{error:?}");
    }

    async fn entries_are_found_by_object_and_actor_newest_first(db: Db) {
        acts(&db.store, 3).await;
        acts(&db.store, 1).await;
        let numbers = |links: Vec<journal::Link>| links.into_iter().map(|link| link.seq).collect::<Vec<_>>();
        assert_eq!(numbers(db.store.journal_by_object("object of a0", 10).await.unwrap()), [8, 7, 2, 1]);
        assert_eq!(numbers(db.store.journal_by_actor("a1", 10).await.unwrap()), [4, 3]);
        assert_eq!(numbers(db.store.journal_by_object("object of a0", 1).await.unwrap()), [8]);
        assert_eq!(numbers(db.store.journal_newest(2).await.unwrap()), [8, 7]);
        assert_eq!(numbers(db.store.journal_lines(3, 2).await.unwrap()), [3, 4]);
        assert!(db.store.journal_by_object("other", 10).await.unwrap().is_empty());
    }

    async fn heads_are_kept_in_order(db: Db) {
        acts(&db.store, 1).await;
        let first = head(&db.store).await;
        acts(&db.store, 1).await;
        let second = head(&db.store).await;
        for head in [&second, &first, &first] {
            db.store.journal_head_put(head).await.unwrap();
        }
        assert_eq!(db.store.journal_head_list().await.unwrap(), [first.to_string(), second.to_string()]);
    }

    async fn a_changed_line_is_found(db: Db) {
        acts(&db.store, 4).await;
        let head = head(&db.store).await;
        db.tamper("update journal_entry set line = (select line from journal_entry where seq = 3) where seq = 5").await;
        assert_eq!(broken(db, &head).await, (5, Why::Changed));
    }

    async fn a_changed_hash_is_found(db: Db) {
        acts(&db.store, 4).await;
        let head = head(&db.store).await;
        db.tamper("update journal_entry set hash = line where seq = 8").await;
        assert_eq!(broken(db, &head).await, (8, Why::Changed));
    }

    async fn a_changed_column_beside_the_line_is_found(db: Db) {
        acts(&db.store, 4).await;
        let head = head(&db.store).await;
        db.tamper("update journal_entry set object = 'hidden' where seq = 6").await;
        assert_eq!(broken(db, &head).await, (6, Why::Beside));
        db.tamper("update journal_entry set actor = 'somebody else' where seq = 2").await;
        assert_eq!(broken(db, &head).await, (2, Why::Beside));
    }

    async fn an_entry_hidden_in_another_is_found(db: Db) {
        acts(&db.store, 4).await;
        let head = head(&db.store).await;
        db.tamper(
            "update journal_entry set at = at || '\n' || (select '6' || '\n' || line || '\n' || hash || '\n' || actor
                 || '\n' || object || '\n' || at from journal_entry where seq = 6) where seq = 5",
        )
        .await;
        db.tamper("delete from journal_entry where seq = 6").await;
        assert_eq!(broken(db, &head).await, (5, Why::Beside));
    }

    async fn a_deleted_entry_is_found(db: Db) {
        acts(&db.store, 4).await;
        let head = head(&db.store).await;
        db.tamper("delete from journal_entry where seq = 3").await;
        assert_eq!(broken(db, &head).await, (3, Why::OutOfOrder { found: 4 }));
    }

    async fn entries_that_changed_places_are_found(db: Db) {
        acts(&db.store, 4).await;
        let head = head(&db.store).await;
        db.tamper("update journal_entry set seq = 100 where seq = 3").await;
        db.tamper("update journal_entry set seq = 3 where seq = 4").await;
        db.tamper("update journal_entry set seq = 4 where seq = 100").await;
        assert_eq!(broken(db, &head).await, (3, Why::Changed));
    }

    async fn a_cut_journal_is_found_by_its_signed_head(db: Db) {
        acts(&db.store, 4).await;
        let head = head(&db.store).await;
        db.tamper("delete from journal_entry where seq > 6").await;
        assert!(db.store.journal_verify(Vec::new()).await.is_ok(), "a shorter chain holds in itself");
        assert_eq!(broken(db, &head).await, (7, Why::Truncated { head: 8 }));
    }

    async fn a_journal_written_anew_is_found_by_its_signed_heads(db: Db) {
        acts(&db.store, 2).await;
        let early = head(&db.store).await;
        acts(&db.store, 2).await;
        let late = head(&db.store).await;
        db.tamper("delete from journal_entry where seq > 4").await;
        let writer = JournalWriter::start(&db.store).await.unwrap();
        act(&writer, "forger").await;
        act(&writer, "forger").await;
        match db.store.journal_verify(vec![late.head.tip, early.head.tip]).await {
            Err(Error::Broken(broken)) => {
                assert_eq!((broken.seq, broken.why), (5, Why::Rewritten { head: 8, after: 4 }));
            }
            other => panic!("{other:?}"),
        }
    }
}
