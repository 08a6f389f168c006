//! Cards: who receives is settled before anything is sealed, and only by the core that the listener knows.

use std::collections::BTreeSet;

use casework::report::ReportError;
use vault::{OsRng, ServerKey, Stamp};
use voices::{
    Card, Exchange as _, Letterbox, VoicesError,
    card::{About, mark},
    draft::Draft,
};

use crate::town::{CHEAP, Town, day, draft, person};

fn receiving(card: &Card, units: &[&str], names: &[&str], excluded: &[u128]) -> Result<Vec<u128>, ReportError> {
    let owned = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
    let (units, names) = (owned(units), owned(names));
    let excluded: BTreeSet<_> = excluded.iter().map(|no| person(*no)).collect();
    let routed = card.routed(About { units: &units, names: &names }, &excluded, day("2026-11-22"))?;
    Ok((0..4).filter(|no| routed.recipients.iter().any(|one| one.person == person(*no))).collect())
}

#[test]
fn who_is_concerned_or_works_at_the_unit_or_was_left_out_receives_nothing() {
    let card = Town::new().card;
    assert_eq!(receiving(&card, &[], &[], &[]), Ok(vec![0, 1]));
    assert_eq!(receiving(&card, &["Bygglov"], &[], &[]), Ok(vec![0, 2]), "the next level joins");
    assert_eq!(receiving(&card, &[], &["exempel, ANNA (jurist)"], &[]), Ok(vec![1, 2]));
    assert_eq!(receiving(&card, &["Bygglov"], &["Chefen Anna Exempel på ekonomi"], &[2]), Ok(vec![3]));
    assert_eq!(receiving(&card, &["Bygglov"], &["Anna Exempel"], &[2, 3]), Err(ReportError::Nobody));
}

#[test]
fn in_every_shape_of_exclusion_whoever_is_out_has_no_key_and_nobody_else_is_missing() {
    let card = Town::new().card;
    let names = ["Anna Exempel", "Bo Prov", "Cilla Påhitt", "Dan Utomstående"];
    for shape in 0_u32..512 {
        let is = |bit: u32| shape >> bit & 1 == 1;
        let excluded: Vec<u128> = (0..4).filter(|bit| is(*bit)).map(u128::from).collect();
        let written: Vec<&str> = (4..8).zip(names).filter(|(bit, _)| is(*bit)).map(|(_, name)| name).collect();
        let units: &[&str] = if is(8) { &["Bygglov"] } else { &[] };
        let named = |no: u128| (0_u128..).zip(names).any(|(at, name)| at == no && written.contains(&name));
        let out = |no: u128| excluded.contains(&no) || named(no) || (no == 1 && is(8));
        match receiving(&card, units, &written, &excluded) {
            Ok(receiving) => {
                assert!(!receiving.is_empty() && !receiving.iter().any(|no| out(*no)), "{shape:b}: {receiving:?}");
                let left = (0..4).filter(|no| !out(*no)).count();
                assert!(receiving.len() >= left.min(2), "{shape:b}: two where there are two");
            }
            Err(error) => assert!(error == ReportError::Nobody && (0..4).all(out), "{shape:b}"),
        }
    }
}

#[test]
fn a_name_has_one_mark_however_it_is_written() {
    for written in ["Anna-Lena Exempel", "exempel anna  LENA", "Exempel, Anna Lena"] {
        assert_eq!(mark(written), mark("Anna Lena Exempel"), "{written}");
    }
    assert_ne!(mark("Anna Exempel"), mark("Anna Prov"));
    assert!(!mark("Anna Exempel").to_lowercase().contains("anna"));
}

#[test]
fn a_card_of_another_core_is_not_taken_and_neither_is_an_older_one() {
    let town = Town::new();
    let other = town.folder.path().join("other.key");
    let other = Stamp::of(&ServerKey::open_or_create(&other, &mut OsRng).unwrap());
    let taken = || town.letterbox.channel("exempelstad").unwrap();
    let mut card = Card { serial: 2, is_open: false, ..town.card.clone() };
    town.exchange.put_card(&card, &other).unwrap();
    let wrong = town.letterbox.refresh().unwrap();
    assert!(matches!(&wrong[..], [VoicesError::Card { channel }] if channel == "exempelstad"), "{wrong:?}");
    assert!(taken().is_open, "the card of before stays");
    town.exchange.put_card(&card, &town.stamp).unwrap();
    assert!(town.letterbox.refresh().unwrap().is_empty() && !taken().is_open);
    card.serial = 1;
    town.exchange.put_card(&card, &town.stamp).unwrap();
    assert_eq!((town.letterbox.refresh().unwrap().len(), taken().serial), (1, 2));
    // A listener that starts anew knows the core again, and nobody else.
    card.serial = 3;
    town.exchange.put_card(&card, &other).unwrap();
    let again = Letterbox::open(town.folder.path().join("host"), CHEAP).unwrap();
    assert!(again.channels().is_empty() && again.core().is_none());
}

#[test]
fn a_card_that_was_changed_or_moved_to_another_channel_is_not_believed() {
    let town = Town::new();
    let signed = town.card.signed(&town.stamp).unwrap();
    let core = town.stamp.verifying();
    assert!(signed.proved(&core, "exempelstad").is_ok());
    assert!(signed.proved(&core, "annanstad").is_err());
    let mut changed = signed.clone();
    changed.card = changed.card.replace("jurist", "chef");
    assert!(changed.proved(&core, "exempelstad").is_err());
    let reserved = Card { channel: "static".parse().unwrap(), ..town.card.clone() };
    assert!(matches!(reserved.signed(&town.stamp), Err(VoicesError::Reserved { .. })));
}

#[test]
fn a_closed_channel_takes_no_report_and_still_opens_old_ones() {
    let town = Town::new();
    let receipt = town.hand_in(&draft());
    let card = Card { serial: 2, is_open: false, ..town.card.clone() };
    town.exchange.push_card(&card.channel, &card.signed(&town.stamp).unwrap()).unwrap();
    town.letterbox.refresh().unwrap();
    let key = vault::DraftKey::generate(&mut OsRng);
    let refused = town.letterbox.hand_in((&town.drawers, &key, &draft()), crate::town::now(), &mut OsRng);
    assert!(matches!(refused, Err(VoicesError::Channel { .. })));
    assert!(town.letterbox.unlock(&receipt).is_ok());
}

#[test]
fn a_report_that_nobody_can_receive_leaves_nothing_behind() {
    let town = Town::new();
    let draft = Draft { excluded: (0..4).map(person).collect(), ..draft() };
    let key = vault::DraftKey::generate(&mut OsRng);
    let refused = town.letterbox.hand_in((&town.drawers, &key, &draft), crate::town::now(), &mut OsRng);
    assert!(matches!(refused, Err(VoicesError::Report(ReportError::Nobody))));
    assert_eq!(std::fs::read_dir(town.folder.path().join("host/reports")).unwrap().count(), 0);
}
