//! Passwords and second factors.

use vault::{
    Cost, VaultError,
    password::{Verdict, hash, verify},
    totp::{Step, TotpSecret, qr_svg},
};

use crate::common::{CHEAP, Seeded, secret};

#[test]
fn the_right_password_is_right_and_others_are_wrong() {
    let stored = hash(&secret("grön-sten-17x"), CHEAP, &mut Seeded::new("salt")).unwrap();
    assert!(stored.starts_with("$argon2id$v=19$m=32,t=1,p=1$"), "{stored}");
    assert_eq!(verify(&secret("grön-sten-17x"), Some(&stored), CHEAP).unwrap(), Verdict::Right);
    assert_eq!(verify(&secret("grön-sten-17y"), Some(&stored), CHEAP).unwrap(), Verdict::Wrong);
    assert_eq!(verify(&secret(""), Some(&stored), CHEAP).unwrap(), Verdict::Wrong);
}

#[test]
fn nobody_has_no_password() {
    assert_eq!(verify(&secret("grön-sten-17x"), None, CHEAP).unwrap(), Verdict::Wrong);
    assert_eq!(verify(&secret(""), None, CHEAP).unwrap(), Verdict::Wrong);
}

#[test]
fn a_password_hashed_for_less_than_now_is_asked_to_be_hashed_anew() {
    let stored = hash(&secret("grön-sten-17x"), CHEAP, &mut Seeded::new("salt")).unwrap();
    let dearer = Cost { passes: 2, ..CHEAP };
    assert_eq!(verify(&secret("grön-sten-17x"), Some(&stored), dearer).unwrap(), Verdict::RightButCheap);
    assert_eq!(verify(&secret("wrong"), Some(&stored), dearer).unwrap(), Verdict::Wrong);
    assert_eq!((Cost::PASSWORD.memory_kib, Cost::PASSWORD.passes, Cost::PASSWORD.lanes), (65_536, 3, 1));
}

#[test]
fn equal_passwords_have_unlike_hashes() {
    let mut rng = Seeded::new("salt");
    let two = [0, 1].map(|_| hash(&secret("grön-sten-17x"), CHEAP, &mut rng).unwrap());
    assert_ne!(two[0], two[1]);
}

#[test]
fn a_damaged_or_endless_stored_hash_is_an_error_and_no_work() {
    let stored = hash(&secret("grön-sten-17x"), CHEAP, &mut Seeded::new("salt")).unwrap();
    for damaged in [
        String::new(),
        "klartext".to_owned(),
        stored.replace("argon2id", "argon2i"),
        stored[..40].to_owned(),
        stored[..stored.len() - 4].to_owned(),
    ] {
        assert!(matches!(verify(&secret("x"), Some(&damaged), CHEAP), Err(VaultError::PasswordForm)), "{damaged}");
    }
    let endless = stored.replace("m=32", "m=4194304");
    assert!(matches!(verify(&secret("x"), Some(&endless), CHEAP), Err(VaultError::Cost { .. })));
}

/// The secret of RFC 6238.
fn rfc() -> TotpSecret {
    TotpSecret::from_bytes(b"12345678901234567890").unwrap()
}

#[test]
fn codes_are_those_of_rfc_6238() {
    for (seconds, code) in
        [(59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (20_000_000_000, "353130")]
    {
        assert_eq!(rfc().code(Step::at(seconds)).as_str(), code);
        assert_eq!(rfc().verify(code, seconds, None), Some(Step::at(seconds)));
    }
}

#[test]
fn a_clock_may_differ_by_half_a_minute_and_no_more() {
    let code = rfc().code(Step(100));
    for (now, taken) in [(98, false), (99, true), (100, true), (101, true), (102, false)] {
        assert_eq!(rfc().verify(&code, now * 30, None).is_some(), taken, "{now}");
    }
    assert_eq!(rfc().verify(&rfc().code(Step(0)), 0, None), Some(Step(0)));
}

#[test]
fn a_code_serves_once_and_none_before_it_serves_after() {
    let secret = rfc();
    let first = secret.verify(&secret.code(Step(100)), 3000, None).unwrap();
    assert_eq!(secret.verify(&secret.code(Step(100)), 3000, Some(first)), None);
    assert_eq!(secret.verify(&secret.code(Step(99)), 3000, Some(first)), None);
    assert_eq!(secret.verify(&secret.code(Step(101)), 3000, Some(first)), Some(Step(101)));
}

#[test]
fn blanks_in_a_code_are_read_over_and_anything_else_is_wrong() {
    assert!(rfc().verify(" 287 082 ", 59, None).is_some());
    for wrong in ["", "28708", "2870820", "287083", "28708２", "+87082"] {
        assert_eq!(rfc().verify(wrong, 59, None), None, "{wrong}");
    }
}

#[test]
fn the_address_is_the_one_that_apps_read() {
    assert_eq!(
        rfc().uri("Exempelkommun Insyn", "anna.ek").as_str(),
        "otpauth://totp/Exempelkommun%20Insyn:anna.ek?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
         &issuer=Exempelkommun%20Insyn&algorithm=SHA1&digits=6&period=30"
    );
    assert!(rfc().uri("Åmål", "å&b").contains("%C3%85m%C3%A5l:%C3%A5%26b?"));
    assert_eq!(rfc().typed().as_str(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
}

#[test]
fn the_qr_code_is_a_picture_with_a_name_and_without_the_secret_as_text() {
    let uri = rfc().uri("Exempelkommun", "anna.ek");
    let svg = qr_svg(&uri, "QR-kod för <tvåfaktor>").unwrap();
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"));
    assert!(svg.contains("<title>QR-kod för &lt;tvåfaktor&gt;</title>"));
    assert!(!svg.contains("GEZD") && !svg.contains("style") && !svg.contains("script"));
    // The three corner marks begin with seven black squares in a row.
    let squares = (4..11).all(|x| svg.contains(&format!("M{x} 4h1")));
    assert!(squares);
    assert!(matches!(qr_svg(&"x".repeat(5000), "för lång"), Err(VaultError::QrTooLong { bytes: 5000 })));
}

#[test]
fn a_secret_of_another_length_is_refused() {
    assert!(TotpSecret::from_bytes(&[1; 19]).is_err());
    assert_eq!(TotpSecret::generate(&mut Seeded::new("totp")).as_bytes().len(), 20);
}
