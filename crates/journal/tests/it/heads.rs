//! Signed heads and their line.

use journal::{Hash, Head, HeadError, RecordError, SignedHead, SigningKey, Tip, VerifyingKey};
use proptest::prelude::*;

fn key() -> SigningKey {
    SigningKey::from_seed([7; 32])
}

fn head() -> Head {
    Head { tip: Tip { seq: 1234, hash: Hash([0xab; 32]) }, at: "2026-11-22T23:00:00Z".into() }
}

#[test]
fn the_line_of_a_head_never_changes() {
    let line = head().sign(&key()).unwrap().to_string();
    let (text, signature) = line.rsplit_once(' ').unwrap();
    assert_eq!(
        text,
        "insyn-journal 2026-11-22T23:00:00Z 1234 \
         abababab-abababab-abababab-abababab-abababab-abababab-abababab-abababab"
    );
    assert_eq!(signature.len(), 128);
    assert!(line.len() < 250, "it has to fit into a field of a diary: {}", line.len());
}

#[test]
fn a_line_is_read_and_checked_again() {
    let signed = head().sign(&key()).unwrap();
    let read: SignedHead = signed.to_string().parse().unwrap();
    assert_eq!(read, signed);
    read.check(&key().verifying()).unwrap();
    let other = SigningKey::from_seed([8; 32]).verifying();
    assert_eq!(read.check(&other), Err(HeadError::Signature { seq: 1234 }));
}

#[test]
fn a_diary_may_break_the_line_and_leave_out_the_dashes() {
    let signed = head().sign(&key()).unwrap();
    let line = signed.to_string().replace("abababab-", "abababab").replace(' ', "\r\n   ");
    let read: SignedHead = line.parse().unwrap();
    read.check(&key().verifying()).unwrap();
}

#[test]
fn every_changed_part_is_found() {
    let line = head().sign(&key()).unwrap().to_string();
    for (from, to) in [("2026-11-22", "2026-11-23"), (" 1234 ", " 1235 "), (" abababab", " abababaa")] {
        let read: SignedHead = line.replace(from, to).parse().unwrap();
        assert!(matches!(read.check(&key().verifying()), Err(HeadError::Signature { .. })), "{to}");
    }
}

#[test]
fn what_is_no_head_is_refused_with_the_part_that_is_wrong() {
    let line = head().sign(&key()).unwrap().to_string();
    let cases = [
        (line.replace("insyn-journal", "insyn"), "början"),
        (line.replace("T23:00:00Z", ""), "tiden"),
        (line.replace(" 1234 ", " 01234 "), "numret"),
        (line.replace("-abababab ", " "), "hashsumman"),
        (format!("{line}00"), "signaturen"),
        (format!("{line} mer"), "slutet"),
        (String::new(), "början"),
    ];
    for (line, part) in cases {
        assert_eq!(line.parse::<SignedHead>(), Err(HeadError::Form { part }), "{line}");
    }
}

#[test]
fn a_head_has_a_whole_time() {
    let mut head = head();
    head.at = "2026-11-22".into();
    assert_eq!(head.sign(&key()), Err(RecordError::Time { value: "2026-11-22".into() }));
}

#[test]
fn a_public_key_goes_there_and_back_and_the_secret_does_not_show() {
    let public = key().verifying();
    assert_eq!(public.to_string().parse::<VerifyingKey>().unwrap(), public);
    assert_eq!(VerifyingKey::from_bytes(&public.to_bytes()).unwrap(), public);
    assert_eq!("abc".parse::<VerifyingKey>(), Err(HeadError::Key));
    assert_eq!(format!("{:?}", key()), "SigningKey");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_a_panic(text in "(insyn-journal )?.*") {
        let _ = text.parse::<SignedHead>();
    }
}
