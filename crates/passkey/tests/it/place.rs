//! What a place takes, and what it refuses.

use passkey::{Owner, Passkey, PasskeyError, Place};

use crate::device::{Device, base64url};

const HERE: &str = "https://insyn.exempel.invalid";
const OWNER: Owner<'_> = Owner { id: 7, username: "samordnare", name: "Sara Påhittad" };

fn here() -> Place {
    Place::new(HERE, "Insyn").unwrap()
}

/// A device with a passkey of the place.
fn enrolled(place: &Place, number: u8) -> (Device, Passkey) {
    let mut device = Device::new(HERE, number);
    let (begun, options) = place.enrol(OWNER, &[]).unwrap();
    let passkey = place.enrolled(&begun, &device.make(&options)).unwrap();
    (device, passkey)
}

#[test]
fn passkeys_hold_for_a_name_over_https_and_for_localhost_only() {
    for origin in [HERE, "https://insyn.exempel.invalid:8443", "http://localhost:8080", "https://localhost"] {
        assert!(Place::new(origin, "Insyn").is_ok(), "{origin}");
    }
    for origin in
        ["", "insyn", "http://insyn.exempel.invalid", "http://127.0.0.1:8080", "https://192.0.2.7", "ftp://localhost"]
    {
        assert!(matches!(Place::new(origin, "Insyn"), Err(PasskeyError::Origin { .. })), "{origin}");
    }
}

#[test]
fn the_device_that_made_a_passkey_can_show_it_and_is_told_from_others() {
    let place = here();
    let ((mut first, one), (mut second, two)) = (enrolled(&place, 1), enrolled(&place, 2));
    let mut known = [one, two];
    for at in [1, 0, 0, 1] {
        let device = if at == 0 { &mut first } else { &mut second };
        let (asked, options) = place.ask(&known).unwrap();
        assert_eq!(place.answered(&asked, &device.show(&options), &mut known).unwrap(), at);
    }
}

#[test]
fn a_device_that_has_a_passkey_is_told_so_when_another_is_made() {
    let place = here();
    let (device, passkey) = enrolled(&place, 1);
    let (_, options) = place.enrol(OWNER, &[passkey]).unwrap();
    assert!(options.contains(&base64url(&device.id)), "{options}");
}

#[test]
fn an_answer_to_another_question_or_of_another_key_is_refused() {
    let place = here();
    let (mut device, passkey) = enrolled(&place, 1);
    let mut known = [passkey];
    let ((first, options), (second, _)) = (place.ask(&known).unwrap(), place.ask(&known).unwrap());
    let answer = device.show(&options);
    assert!(matches!(place.answered(&second, &answer, &mut known), Err(PasskeyError::Refused { .. })));
    let mut forger = Device { id: device.id.clone(), ..Device::new(HERE, 9) };
    assert!(place.answered(&first, &forger.show(&options), &mut known).is_err());
    assert!(matches!(place.answered(&first, "{}", &mut known), Err(PasskeyError::Unreadable { .. })));
    place.answered(&first, &answer, &mut known).unwrap();
}

#[test]
fn what_is_signed_at_another_site_is_refused() {
    let place = here();
    let (mut device, passkey) = enrolled(&place, 1);
    let mut known = [passkey];
    device.origin = "https://insyn.exempel.invalid.evil.invalid".to_owned();
    let (asked, options) = place.ask(&known).unwrap();
    assert!(place.answered(&asked, &device.show(&options), &mut known).is_err());
    let (begun, options) = place.enrol(OWNER, &[]).unwrap();
    assert!(place.enrolled(&begun, &device.make(&options)).is_err());
}

#[test]
fn a_device_that_did_not_see_who_it_is_is_refused() {
    let place = here();
    let (mut device, passkey) = enrolled(&place, 1);
    let mut known = [passkey];
    device.verifies = false;
    let (asked, options) = place.ask(&known).unwrap();
    assert!(place.answered(&asked, &device.show(&options), &mut known).is_err());
    let (begun, options) = place.enrol(OWNER, &[]).unwrap();
    assert!(place.enrolled(&begun, &device.make(&options)).is_err());
}

#[test]
fn a_count_that_goes_back_tells_of_a_copy() {
    let place = here();
    let (mut device, passkey) = enrolled(&place, 1);
    let mut copy = device.clone();
    let mut known = [passkey];
    for _ in 0..2 {
        let (asked, options) = place.ask(&known).unwrap();
        place.answered(&asked, &device.show(&options), &mut known).unwrap();
    }
    let (asked, options) = place.ask(&known).unwrap();
    assert!(place.answered(&asked, &copy.show(&options), &mut known).is_err());
}

#[test]
fn a_passkey_that_was_taken_away_after_it_was_asked_is_refused() {
    let place = here();
    let (mut device, passkey) = enrolled(&place, 1);
    let (asked, options) = place.ask(&[passkey]).unwrap();
    assert!(place.answered(&asked, &device.show(&options), &mut []).is_err());
}

#[test]
fn a_passkey_is_the_same_after_it_was_written_down() {
    let place = here();
    let (mut device, passkey) = enrolled(&place, 1);
    let written = serde_json::to_vec(&passkey).unwrap();
    let mut known: [Passkey; 1] = [serde_json::from_slice(&written).unwrap()];
    let (asked, options) = place.ask(&known).unwrap();
    place.answered(&asked, &device.show(&options), &mut known).unwrap();
    assert_eq!(format!("{:?}", known[0]), "Passkey");
}
