//! Anything at all: an error, never a panic and never content.

use proptest::prelude::*;
use vault::{
    CaseKey, Context, PersonKeys, Sealed, VaultError, clean::clean, export, password::verify, recovery::Share,
};

use crate::common::{CHEAP, Seeded, house, person, secret};

fn key() -> CaseKey {
    CaseKey::generate(&mut Seeded::new("random")).unwrap()
}

fn few() -> ProptestConfig {
    ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(few())]

    #[test]
    fn what_is_sealed_opens_in_its_place_and_in_no_other(
        plain in prop::collection::vec(any::<u8>(), 0..3000),
        (case, object, version) in (".{0,20}", ".{0,20}", any::<u64>()),
        (other_case, other_object, other_version) in (".{0,20}", ".{0,20}", any::<u64>()),
    ) {
        let key = key();
        let here = Context { case: &case, object: &object, version };
        let there = Context { case: &other_case, object: &other_object, version: other_version };
        let sealed = key.seal(&here, &plain, &mut Seeded::new("nonce")).unwrap();
        let opened = key.open(&here, &sealed).unwrap();
        prop_assert_eq!(opened.as_slice(), plain.as_slice());
        if here != there {
            prop_assert!(matches!(key.open(&there, &sealed), Err(VaultError::NotOpened)));
        }
    }

    #[test]
    fn one_flipped_bit_or_a_cut_is_an_error(
        plain in prop::collection::vec(any::<u8>(), 0..600),
        at in any::<prop::sample::Index>(),
        bit in 0..8_u8,
    ) {
        let key = key();
        let place = Context::new("a1b2", "event/1");
        let whole = key.seal(&place, &plain, &mut Seeded::new("nonce")).unwrap().into_bytes();
        let at = at.index(whole.len());
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << bit;
        prop_assert!(Sealed::from_bytes(flipped).and_then(|sealed| key.open(&place, &sealed)).is_err());
        let cut = Sealed::from_bytes(whole[..at].to_vec());
        prop_assert!(cut.and_then(|sealed| key.open(&place, &sealed)).is_err());
    }

    #[test]
    fn any_tar_in_an_age_file_is_refused_or_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..1500)) {
        let anna = person("anna");
        let recipient: age::x25519::Recipient = anna.public().recipient.parse().unwrap();
        let file = age::encrypt(&recipient, &bytes).unwrap();
        prop_assert!(export::read(&anna.age_secret_key(), &file).is_err());
    }

    #[test]
    fn any_stored_password_is_a_verdict_or_an_error(stored in ".{0,120}") {
        let _ = verify(&secret("x"), Some(&stored), CHEAP);
    }

    #[test]
    fn any_picture_that_begins_like_one_is_shown_or_refused(
        kind in 0..3_usize,
        body in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let whole = [crate::pictures::jpeg(), crate::pictures::png(&crate::pictures::rgb()), crate::pictures::webp()];
        let keep = whole[kind].len().min(64 + body.len());
        let _ = clean(&[&whole[kind][..keep], body.as_slice()].concat());
        let mut changed = whole[kind].clone();
        for pair in body.chunks_exact(2) {
            let at = usize::from(pair[0]) * changed.len() / 256;
            changed[at] = pair[1];
        }
        let _ = clean(&changed);
    }

    #[test]
    fn any_text_is_shown_without_a_sign_that_means_something_in_html(shown in ".{1,200}") {
        if let vault::clean::Clean::Text { html, .. } = clean(shown.as_bytes()) {
            prop_assert!(!html.contains(['<', '>', '"', '\'']));
        }
    }
}

#[test]
fn any_bytes_are_refused_as_sealed_content_wraps_shares_and_exports() {
    let (key, anna, house) = (key(), person("anna"), house());
    let own_key = anna.age_secret_key();
    proptest!(few(), |(bytes in prop::collection::vec(any::<u8>(), 0..700))| {
        let opened = Sealed::from_bytes(bytes.clone()).and_then(|sealed| key.open(&Context::new("a", "b"), &sealed));
        prop_assert!(opened.is_err());
        prop_assert!(PersonKeys::unwrap(&bytes, &secret("x")).is_err());
        prop_assert!(CaseKey::unwrap(&anna, &bytes, &house.shred).is_err());
        prop_assert!(Share::open(&anna, &bytes).is_err());
        prop_assert!(export::read(&own_key, &bytes).is_err());
        let _ = clean(&bytes);
    });
}
