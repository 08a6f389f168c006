//! Any bytes as an export, and any bytes as the tar inside one: read and the same again, or an error.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use vault::{OsRng, PersonKeys, SecretString, export};

static ANNA: LazyLock<(SecretString, String)> = LazyLock::new(|| {
    let keys = PersonKeys::generate(&mut OsRng).expect("keys");
    (keys.age_secret_key(), keys.public().recipient)
});

fuzz_target!(|bytes: &[u8]| {
    let (secret, public) = &*ANNA;
    assert!(export::read(secret, bytes).is_err());
    let recipient: age::x25519::Recipient = public.parse().expect("a recipient");
    let file = age::encrypt(&recipient, bytes).expect("an age file");
    if let Ok(bundle) = export::read(secret, &file) {
        let again = export::write(&bundle, &[public]).expect("what was read can be written");
        assert_eq!(export::read(secret, &again).as_ref(), Ok(&bundle));
    }
});
