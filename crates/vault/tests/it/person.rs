//! A person's keys: locked, unlocked, signing.

use vault::{Cost, PersonKeys, PublicKeys, Signature, VaultError};

use crate::common::{CHEAP, Seeded, person, secret};

const PHRASE: &str = "mossa cykel trumpet fjorton moln";

#[test]
fn the_same_keys_come_out_with_the_right_passphrase_only() {
    let anna = person("anna");
    let wrapped = anna.wrap(&secret(PHRASE), CHEAP, &mut Seeded::new("wrap")).unwrap();
    assert_eq!(PersonKeys::unwrap(&wrapped, &secret(PHRASE)).unwrap().public(), anna.public());
    for wrong in
        ["", "mossa cykel trumpet fjorton", "Mossa cykel trumpet fjorton moln", " mossa cykel trumpet fjorton moln"]
    {
        assert!(matches!(PersonKeys::unwrap(&wrapped, &secret(wrong)), Err(VaultError::Passphrase)), "{wrong}");
    }
}

#[test]
fn a_new_passphrase_is_a_new_wrap_of_the_same_keys() {
    let anna = person("anna");
    let mut rng = Seeded::new("wrap");
    let old = anna.wrap(&secret(PHRASE), CHEAP, &mut rng).unwrap();
    let opened = PersonKeys::unwrap(&old, &secret(PHRASE)).unwrap();
    let new = opened.wrap(&secret("nya ord som ingen vet om"), CHEAP, &mut rng).unwrap();
    assert_eq!(PersonKeys::unwrap(&new, &secret("nya ord som ingen vet om")).unwrap().public(), anna.public());
    assert!(PersonKeys::unwrap(&new, &secret(PHRASE)).is_err());
}

#[test]
fn every_byte_of_a_wrap_counts() {
    let wrapped = person("anna").wrap(&secret(PHRASE), CHEAP, &mut Seeded::new("wrap")).unwrap();
    for at in 0..wrapped.len() {
        // The three numbers of the cost are tried below: changed, they could ask for much work.
        if (8..20).contains(&at) {
            continue;
        }
        let mut changed = wrapped.clone();
        changed[at] ^= 1;
        assert!(PersonKeys::unwrap(&changed, &secret(PHRASE)).is_err(), "byte {at}");
    }
    for length in 0..wrapped.len() {
        assert!(PersonKeys::unwrap(&wrapped[..length], &secret(PHRASE)).is_err(), "length {length}");
    }
}

#[test]
fn a_header_that_asks_for_endless_work_is_refused_before_any_of_it() {
    let wrapped = person("anna").wrap(&secret(PHRASE), CHEAP, &mut Seeded::new("wrap")).unwrap();
    for at in [8, 12, 16] {
        let mut changed = wrapped.clone();
        changed[at] = 0xff;
        let error = PersonKeys::unwrap(&changed, &secret(PHRASE)).unwrap_err();
        assert!(matches!(error, VaultError::Cost { .. }), "{error}");
    }
    let mut none = wrapped.clone();
    none[8..20].fill(0);
    assert!(matches!(PersonKeys::unwrap(&none, &secret(PHRASE)), Err(VaultError::Cost { .. })));
    let dear = Cost { memory_kib: u32::MAX, passes: 1, lanes: 1 };
    assert!(matches!(person("anna").wrap(&secret(PHRASE), dear, &mut Seeded::new("x")), Err(VaultError::Cost { .. })));
}

#[test]
fn the_cost_stands_in_the_wrap_so_that_it_can_rise() {
    let anna = person("anna");
    let dearer = Cost { passes: 2, ..CHEAP };
    let wrapped = anna.wrap(&secret(PHRASE), dearer, &mut Seeded::new("wrap")).unwrap();
    assert_eq!(PersonKeys::wrapped_cost(&wrapped).unwrap(), dearer);
    assert_eq!(PersonKeys::unwrap(&wrapped, &secret(PHRASE)).unwrap().public(), anna.public());
    assert_eq!((Cost::PASSPHRASE.memory_kib, Cost::PASSPHRASE.passes), (262_144, 3));
}

#[test]
fn a_signature_is_for_these_bytes_by_this_person() {
    let (anna, bo) = (person("anna"), person("bo"));
    let signature = anna.sign(b"act/1 lift the hold");
    anna.public().verify(b"act/1 lift the hold", &signature).unwrap();
    assert!(matches!(anna.public().verify(b"act/1 lift the hald", &signature), Err(VaultError::Signature)));
    assert!(matches!(bo.public().verify(b"act/1 lift the hold", &signature), Err(VaultError::Signature)));
    for at in 0..64 {
        let mut changed = signature;
        changed.0[at] ^= 1;
        assert!(anna.public().verify(b"act/1 lift the hold", &changed).is_err(), "byte {at}");
    }
}

#[test]
fn a_signature_comes_back_from_its_text() {
    let signature = person("anna").sign(b"x");
    let text = signature.to_string();
    assert_eq!(text.len(), 128);
    assert_eq!(text.parse::<Signature>().unwrap(), signature);
    assert!(matches!(text[1..].parse::<Signature>(), Err(VaultError::SignatureForm)));
    assert!(text.to_uppercase().parse::<Signature>().is_err());
    let json = serde_json::to_string(&signature).unwrap();
    assert_eq!(json, format!("\"{text}\""));
    assert_eq!(serde_json::from_str::<Signature>(&json).unwrap(), signature);
}

#[test]
fn public_keys_come_back_from_their_texts_and_nothing_else_is_taken() {
    let keys = person("anna").public();
    assert!(keys.recipient.starts_with("age1"));
    assert_eq!(PublicKeys::parse(&keys.recipient, &keys.verifying_hex()).unwrap(), keys);
    let json = serde_json::to_string(&keys).unwrap();
    assert_eq!(serde_json::from_str::<PublicKeys>(&json).unwrap(), keys);
    for (recipient, verifying) in [
        ("", keys.verifying_hex()),
        ("age1x", keys.verifying_hex()),
        (&keys.recipient, String::new()),
        (&keys.recipient, "zz".repeat(32)),
        // No point of the curve.
        (&keys.recipient, format!("02{}", "00".repeat(31))),
    ] {
        let error = PublicKeys::parse(recipient, &verifying).unwrap_err();
        assert!(matches!(error, VaultError::PublicKey { .. }), "{recipient} {verifying}");
    }
}

#[test]
fn the_fingerprint_changes_with_either_key() {
    let (anna, bo) = (person("anna").public(), person("bo").public());
    let mixed = PublicKeys { verifying: anna.verifying, recipient: bo.recipient.clone() };
    let prints = [&anna, &bo, &mixed].map(PublicKeys::fingerprint);
    assert_eq!(prints[0].len(), 29, "{}", prints[0]);
    assert!(prints[0] != prints[1] && prints[1] != prints[2] && prints[0] != prints[2]);
}

#[test]
fn nothing_secret_shows_in_debug_output() {
    let anna = person("anna");
    let secret_key = anna.age_secret_key();
    assert_eq!(format!("{anna:?}"), "PersonKeys(…)");
    assert!(!format!("{secret_key:?}").contains("AGE-SECRET"));
    assert!(!format!("{:?}", secret(PHRASE)).contains("mossa"));
}
