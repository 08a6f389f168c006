//! A case and its members.

use vault::{CaseKey, Context, Sealed, VaultError};

use crate::common::{holds, house, person};

const NOTE: Context<'static> = Context::new("a1b2", "event/1");

#[test]
fn each_member_opens_what_another_sealed() {
    let mut house = house();
    let (anna, bo) = (person("anna"), person("bo"));
    let for_anna = house.key.wrap_to(&anna.public(), &house.shred, &mut house.rng).unwrap();
    let for_bo = house.key.wrap_to(&bo.public(), &house.shred, &mut house.rng).unwrap();

    let annas = CaseKey::unwrap(&anna, &for_anna, &house.shred).unwrap();
    let sealed = annas.seal(&NOTE, b"misstanke om j\xc3\xa4v", &mut house.rng).unwrap();
    let bos = CaseKey::unwrap(&bo, &for_bo, &house.shred).unwrap();
    assert_eq!(bos.open(&NOTE, &sealed).unwrap().as_slice(), b"misstanke om j\xc3\xa4v");
}

#[test]
fn a_wrap_for_one_is_nothing_to_another() {
    let mut house = house();
    let (anna, bo) = (person("anna"), person("bo"));
    let wrapped = house.key.wrap_to(&anna.public(), &house.shred, &mut house.rng).unwrap();
    assert!(matches!(CaseKey::unwrap(&bo, &wrapped, &house.shred), Err(VaultError::NotOpened)));
}

#[test]
fn a_wrap_opens_only_with_the_shred_key_of_its_own_case() {
    let mut house = house();
    let anna = person("anna");
    let wrapped = house.key.wrap_to(&anna.public(), &house.shred, &mut house.rng).unwrap();
    let other = house.shreds.create("c3d4", &mut house.rng).unwrap();
    assert!(matches!(CaseKey::unwrap(&anna, &wrapped, &other), Err(VaultError::NotOpened)));
}

#[test]
fn the_secret_key_of_the_member_alone_gives_nothing_of_the_case() {
    let mut house = house();
    let anna = person("anna");
    let wrapped = house.key.wrap_to(&anna.public(), &house.shred, &mut house.rng).unwrap();
    // The outer layer opens with age and her key; what is inside is still sealed under the shred key.
    let identity: age::x25519::Identity = secrecy::ExposeSecret::expose_secret(&anna.age_secret_key()).parse().unwrap();
    let inner = age::decrypt(&identity, &wrapped).unwrap();
    assert!(Sealed::from_bytes(inner.clone()).is_ok());
    assert!(house.key.open(&Context::new("a1b2", "key"), &Sealed::from_bytes(inner).unwrap()).is_err());
}

#[test]
fn content_opens_in_its_own_place_only() {
    let mut house = house();
    let sealed = house.key.seal(&NOTE, b"text", &mut house.rng).unwrap();
    for place in [
        Context::new("a1b2", "event/2"),
        Context::new("c3d4", "event/1"),
        Context { version: 1, ..NOTE },
        Context::new("a1b2e", "vent/1"),
        Context::new("", ""),
    ] {
        assert!(matches!(house.key.open(&place, &sealed), Err(VaultError::NotOpened)), "{place}");
    }
    assert!(house.key.open(&NOTE, &sealed).is_ok());
}

#[test]
fn content_of_one_case_does_not_open_with_the_key_of_another() {
    let mut house = house();
    let other = CaseKey::generate(&mut house.rng).unwrap();
    let sealed = house.key.seal(&NOTE, b"text", &mut house.rng).unwrap();
    assert!(matches!(other.open(&NOTE, &sealed), Err(VaultError::NotOpened)));
}

#[test]
fn the_same_content_never_looks_the_same_twice_and_never_shows() {
    let mut house = house();
    let first = house.key.seal(&NOTE, b"KANARIE-7781", &mut house.rng).unwrap();
    let second = house.key.seal(&NOTE, b"KANARIE-7781", &mut house.rng).unwrap();
    assert_ne!(first.as_bytes(), second.as_bytes());
    assert!(!holds(first.as_bytes(), b"KANARIE"));
    assert!(!format!("{first:?} {:?} {:?}", house.key, house.shred).contains("KANARIE"));
}

#[test]
fn a_word_and_a_sentence_are_of_one_size_sealed() {
    let mut house = house();
    let mut size = |length: usize| house.key.seal(&NOTE, &vec![b'x'; length], &mut house.rng).unwrap().as_bytes().len();
    assert_eq!(size(0), size(1));
    assert_eq!(size(1), size(248));
    assert_eq!(size(249) - size(248), 256);
    assert_eq!(size(1_000_000), size(1_014_000));
}

#[test]
fn what_was_sent_to_a_case_opens_with_its_key_alone() {
    let house = house();
    let recipient: age::x25519::Recipient = house.key.recipient().parse().unwrap();
    let sent = age::encrypt(&recipient, b"ett tips").unwrap();
    assert_eq!(house.key.receive(&sent).unwrap().as_slice(), b"ett tips");
    let mut rng = crate::common::Seeded::new("other");
    assert!(matches!(CaseKey::generate(&mut rng).unwrap().receive(&sent), Err(VaultError::NotOpened)));
    assert!(matches!(house.key.receive(&sent[..sent.len() - 1]), Err(VaultError::SealedForm { .. })));
}
