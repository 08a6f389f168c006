//! Drafts: an hour, under a key that is not kept.

use chrono::TimeDelta;
use vault::{DraftKey, OsRng};
use voices::{Drawers, VoicesError};

use crate::town::{Town, draft, file_id, now};

#[test]
fn a_draft_is_there_for_an_hour_after_the_last_request() {
    let town = Town::new();
    let (key, other) = (DraftKey::generate(&mut OsRng), DraftKey::generate(&mut OsRng));
    let there = |at| town.drawers.draft(&key, at).unwrap().is_some();
    town.drawers.put(&key, &draft(), now(), &mut OsRng).unwrap();
    assert_eq!(town.drawers.draft(&key, now()).unwrap(), Some(draft()));
    assert_eq!(town.drawers.draft(&other, now()).unwrap(), None);
    let minutes = |count| now() + TimeDelta::minutes(count);
    assert!(there(minutes(59)) && there(minutes(118)) && !there(minutes(178)));
    town.drawers.sweep(minutes(178)).unwrap();
    assert!(!there(minutes(0)), "it is gone and not only hidden");
}

#[test]
fn leaving_takes_answers_and_files_away_and_so_does_a_new_start() {
    let town = Town::new();
    let key = DraftKey::generate(&mut OsRng);
    let drafts = town.folder.path().join("host/drafts");
    let count = || std::fs::read_dir(&drafts).unwrap().count();
    let put = || {
        town.drawers.put(&key, &draft(), now(), &mut OsRng).unwrap();
        let mut file = town.drawers.incoming(&key, &draft(), file_id(1)).unwrap();
        file.add(b"anteckning", &mut OsRng).unwrap();
        file.done("a.txt", &mut OsRng).unwrap()
    };
    put();
    assert_eq!(count(), 1);
    town.drawers.forget(&key).unwrap();
    assert_eq!((count(), town.drawers.draft(&key, now()).unwrap()), (0, None));
    let file = put();
    Drawers::open(town.folder.path().join("host")).unwrap();
    assert_eq!(count(), 0);
    assert!(matches!(town.drawers.file(&key, &file), Err(VoicesError::Forgotten)));
}

#[test]
fn a_second_press_makes_no_second_report() {
    let town = Town::new();
    let key = DraftKey::generate(&mut OsRng);
    assert!(!town.drawers.begin(&key), "there is no draft");
    town.drawers.put(&key, &draft(), now(), &mut OsRng).unwrap();
    assert!(town.drawers.begin(&key) && !town.drawers.begin(&key));
    town.drawers.end(&key);
    assert!(town.drawers.begin(&key));
}
