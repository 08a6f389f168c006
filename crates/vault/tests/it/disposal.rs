//! Disposal: a case that is gone, whatever is left of it.

use std::fs;

use vault::{CaseKey, Context, Sealed, ShredKeys, VaultError};

use crate::common::{House, Seeded, house, person};

/// A copy of what the database holds of a case: its wraps and its content.
struct Backup {
    wraps: Vec<Vec<u8>>,
    events: Vec<Sealed>,
}

#[test]
fn an_old_backup_and_the_keys_of_all_members_open_nothing_once_the_key_is_destroyed() {
    let mut house = house();
    let members: Vec<_> = ["anna", "bo", "cim"].map(person).into();
    let place = Context::new("a1b2", "event/1");
    let backup = Backup {
        wraps: members
            .iter()
            .map(|member| house.key.wrap_to(&member.public(), &house.shred, &mut house.rng).unwrap())
            .collect(),
        events: vec![house.key.seal(&place, b"allt", &mut house.rng).unwrap()],
    };
    // Until then it opens.
    let key = CaseKey::unwrap(&members[0], &backup.wraps[0], &house.shreds.get("a1b2").unwrap()).unwrap();
    assert_eq!(key.open(&place, &backup.events[0]).unwrap().as_slice(), b"allt");

    let House { shreds, shred, key: live, mut rng, .. } = house;
    shreds.destroy("a1b2").unwrap();
    drop((shred, key, live));

    assert!(matches!(shreds.get("a1b2"), Err(VaultError::ShredMissing { case }) if case == "a1b2"));
    // A key made anew for the same case is another key: no member, no wrap, no pair of them opens.
    let anew = shreds.create("a1b2", &mut rng).unwrap();
    for member in &members {
        for wrap in &backup.wraps {
            assert!(CaseKey::unwrap(member, wrap, &anew).is_err());
        }
    }
}

#[test]
fn a_case_has_one_key_which_is_never_written_over() {
    let mut house = house();
    assert!(matches!(house.shreds.create("a1b2", &mut house.rng), Err(VaultError::ShredExists { .. })));
    let anna = person("anna");
    let wrapped = house.key.wrap_to(&anna.public(), &house.shred, &mut house.rng).unwrap();
    assert!(CaseKey::unwrap(&anna, &wrapped, &house.shreds.get("a1b2").unwrap()).is_ok());
}

#[test]
fn destroying_twice_says_that_it_is_gone_and_leaves_the_others() {
    let mut house = house();
    house.shreds.create("c3d4", &mut house.rng).unwrap();
    assert_eq!(house.shreds.cases().unwrap(), ["a1b2", "c3d4"]);
    house.shreds.destroy("a1b2").unwrap();
    assert!(matches!(house.shreds.destroy("a1b2"), Err(VaultError::ShredMissing { .. })));
    assert_eq!(house.shreds.cases().unwrap(), ["c3d4"]);
    assert_eq!(fs::read_dir(house.shreds.folder()).unwrap().count(), 1);
}

#[test]
fn a_half_written_or_overwritten_key_is_named_and_not_used() {
    let house = house();
    let file = house.shreds.folder().join("a1b2.key");
    for content in [vec![], vec![7; 31], vec![7; 33], vec![0; 32]] {
        fs::write(&file, &content).unwrap();
        let error = house.shreds.get("a1b2").unwrap_err();
        assert!(matches!(&error, VaultError::KeyFileForm { path } if *path == file), "{error}");
        assert!(error.to_string().contains("a1b2.key"), "{error}");
    }
    house.shreds.destroy("a1b2").unwrap();
}

#[test]
fn an_id_that_leads_out_of_the_folder_is_refused() {
    let mut house = house();
    for case in ["", "../a1b2", "a/b", "a\\b", ".", "A1B2", "å", &"a".repeat(65), "a\0b"] {
        assert!(matches!(house.shreds.create(case, &mut house.rng), Err(VaultError::KeyName { .. })), "{case:?}");
        assert!(matches!(house.shreds.get(case), Err(VaultError::KeyName { .. })), "{case:?}");
        assert!(matches!(house.shreds.destroy(case), Err(VaultError::KeyName { .. })), "{case:?}");
    }
}

#[test]
fn a_folder_that_was_never_made_has_no_cases() {
    let folder = tempfile::tempdir().unwrap();
    assert!(ShredKeys::new(folder.path().join("none")).cases().unwrap().is_empty());
}

#[cfg(unix)]
#[test]
fn keys_are_for_their_owner_and_one_that_others_may_read_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let house = house();
    let file = house.shreds.folder().join("a1b2.key");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(house.shreds.folder()).unwrap().permissions().mode() & 0o777, 0o700);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let error = house.shreds.get("a1b2").unwrap_err();
    assert!(error.to_string().contains("chmod 600"), "{error}");
}

#[test]
fn the_key_of_the_server_is_made_once_and_seals_for_a_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys/server.key");
    let mut rng = Seeded::new("server");
    let made = vault::ServerKey::open_or_create(&path, &mut rng).unwrap();
    let place = Context::new("account/anna", "totp");
    let sealed = made.seal(&place, b"secret of twenty byt", &mut rng).unwrap();
    let again = vault::ServerKey::open_or_create(&path, &mut rng).unwrap();
    assert_eq!(again.open(&place, &sealed).unwrap().as_slice(), b"secret of twenty byt");
    assert!(matches!(again.open(&Context::new("account/bo", "totp"), &sealed), Err(VaultError::NotOpened)));
    assert_eq!(made.subkey("journal pseudonyms").as_slice(), again.subkey("journal pseudonyms").as_slice());
    assert_ne!(made.subkey("journal pseudonyms").as_slice(), made.subkey("form tokens").as_slice());
}
