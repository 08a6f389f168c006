//! Forms that were written once must open for ever: what lies in a database or a safe outlives the program.
//!
//! The files hold what `wrap`, `seal`, `wrap_to`, `wrap_for_recovery` and `seal_to` gave in 2026 for the persons and the
//! case of `common.rs`. They are never written anew: a new form gets new files beside them.

use std::{fs, path::Path};

use vault::{
    CaseKey, Context, PersonKeys, Sealed,
    recovery::{Share, combine},
};

use crate::common::{house, person, secret};

const PLACE: Context<'static> = Context::new("a1b2", "event/1");

fn kept(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/forms").join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
    digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

#[test]
fn the_first_form_of_a_wrapped_person_key_opens() {
    let keys = PersonKeys::unwrap(&kept("person-key-1.hex"), &secret("mossa cykel trumpet")).unwrap();
    assert_eq!(keys.public(), person("anna").public());
}

#[test]
fn the_first_form_of_sealed_content_opens() {
    let house = house();
    let sealed = Sealed::from_bytes(kept("sealed-1.hex")).unwrap();
    assert_eq!(house.key.open(&PLACE, &sealed).unwrap().as_slice(), "första formen".as_bytes());
}

#[test]
fn the_first_form_of_a_wrapped_case_key_opens() {
    let house = house();
    let key = CaseKey::unwrap(&person("anna"), &kept("case-key-1.hex"), &house.shred).unwrap();
    assert_eq!(key.recipient(), house.key.recipient());
}

#[test]
fn the_first_form_of_shares_opens() {
    let shares = [1, 3].map(|place| Share::open(&person("anna"), &kept(&format!("share-{place}-1.hex"))).unwrap());
    let keys = PersonKeys::recover(&kept("recovery-1.hex"), &combine(&shares).unwrap()).unwrap();
    assert_eq!(keys.public(), person("anna").public());
}
