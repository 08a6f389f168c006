//! 32 secret bytes, and texts that are secret.

use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

/// 32 secret bytes that are wiped when let go. No `Debug`: what holds one says so itself.
pub(crate) type Bytes32 = Zeroizing<[u8; 32]>;

/// Fresh secret bytes.
pub(crate) fn random(rng: &mut dyn CryptoRngCore) -> Bytes32 {
    let mut bytes = Zeroizing::new([0; 32]);
    rng.fill_bytes(bytes.as_mut_slice());
    bytes
}

/// A key for one use, from a key of several.
pub(crate) fn derive(purpose: &str, key: &[u8; 32]) -> Bytes32 {
    Zeroizing::new(blake3::derive_key(purpose, key))
}

/// `Debug` that says the name of the type and nothing else.
macro_rules! hidden {
    ($($name:ty),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}
pub(crate) use hidden;
