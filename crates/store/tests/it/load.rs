//! Many at once: nobody is told that the database is locked, and nothing is lost.

use store::{CaseFilter, RecordUpdate};

use crate::{
    journal::act,
    on_both,
    support::{case, people},
};

on_both! {
    async fn two_hundred_people_at_once_meet_no_error(db: Db) {
        people(&db.store).await;
        let writer = store::JournalWriter::start(&db.store).await.unwrap();
        let tasks: Vec<_> = (0..200)
            .map(|number| {
                let (store, writer) = (db.store.clone(), writer.clone());
                tokio::spawn(async move {
                    let id = format!("c{number}");
                    act(&writer, &id).await;
                    store.case_open(&case(&id)).await.unwrap();
                    let record = store.case_get(&id).await.unwrap().unwrap();
                    let events = [b"third".to_vec()];
                    store.case_append(&id, 2, &events, &RecordUpdate::none(&record)).await.unwrap();
                    assert_eq!(store.case_events(&id).await.unwrap().len(), 3);
                    let mine = CaseFilter { member: Some("bo".into()), ..CaseFilter::default() };
                    assert!(!store.case_list(&mine).await.unwrap().is_empty());
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(db.store.case_list(&CaseFilter::default()).await.unwrap().len(), 200);
        assert_eq!(db.store.journal_verify(Vec::new()).await.unwrap().count, 400);
    }
}
