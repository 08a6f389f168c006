//! Any bytes as sealed content and as wrapped keys: an error, never content, never a panic.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use vault::{CaseKey, Context, OsRng, PersonKeys, Sealed, SecretString};

static KEY: LazyLock<CaseKey> = LazyLock::new(|| CaseKey::generate(&mut OsRng).expect("a key"));

fuzz_target!(|bytes: &[u8]| {
    if let Ok(sealed) = Sealed::from_bytes(bytes.to_vec()) {
        assert!(KEY.open(&Context::new("a1b2", "event/1"), &sealed).is_err());
    }
    // What asks for much work is left out: it would take long, not go wrong.
    if PersonKeys::wrapped_cost(bytes).is_ok_and(|cost| cost.memory_kib <= 64 && cost.passes <= 2) {
        assert!(PersonKeys::unwrap(bytes, &SecretString::from("mossa cykel")).is_err());
    }
});
