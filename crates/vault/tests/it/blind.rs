//! The same person in two cases, told by neither.

use vault::{BlindKey, VaultError};

use crate::common::{Seeded, person};

#[test]
fn equal_values_are_equal_and_kinds_are_kept_apart() {
    let key = BlindKey::generate(&mut Seeded::new("blind"));
    assert_eq!(key.blind("person", "200001012384"), key.blind("person", "200001012384"));
    assert_ne!(key.blind("person", "200001012384"), key.blind("person", "200001012392"));
    assert_ne!(key.blind("person", "200001012384"), key.blind("organisation", "200001012384"));
    assert_ne!(key.blind("perso", "n200001012384"), key.blind("person", "200001012384"));
    let other = BlindKey::generate(&mut Seeded::new("another town"));
    assert_ne!(key.blind("person", "200001012384"), other.blind("person", "200001012384"));
}

#[test]
fn the_key_is_wrapped_to_those_who_handle_cases() {
    let key = BlindKey::generate(&mut Seeded::new("blind"));
    let anna = person("anna");
    let wrapped = key.wrap_to(&anna.public()).unwrap();
    assert_eq!(BlindKey::unwrap(&anna, &wrapped).unwrap().blind("a", "b"), key.blind("a", "b"));
    assert!(matches!(BlindKey::unwrap(&person("bo"), &wrapped), Err(VaultError::NotOpened)));
}
