//! The blind index: whether two cases are about the same person or firm, without saying which.
//!
//! A value and the key give 16 bytes; equal values give equal bytes. Without the key they are noise, but whoever has the
//! key can try every personnummer there is. So the key does not lie in a file on the server: it is wrapped to the persons
//! who handle cases, as a case key is, and is in memory only while one of them is unlocked.

use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use crate::{
    PersonKeys, PublicKeys, VaultError, age_file,
    case::{read, recipient},
    secret::{Bytes32, hidden, random},
};

/// The key of the blind index. Wiped when let go.
pub struct BlindKey(Bytes32);

hidden!(BlindKey);

impl BlindKey {
    /// A fresh one, for a new installation.
    #[must_use]
    pub fn generate(rng: &mut dyn CryptoRngCore) -> Self {
        Self(random(rng))
    }

    /// The blind of a value: `kind` says what it is (`person`, `organisation`, `account` …), `normalised` is its one
    /// written form.
    #[must_use]
    pub fn blind(&self, kind: &str, normalised: &str) -> [u8; 16] {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(&(kind.len() as u64).to_be_bytes());
        hasher.update(kind.as_bytes()).update(normalised.as_bytes());
        let mut blind = [0; 16];
        hasher.finalize_xof().fill(&mut blind);
        blind
    }

    /// The key for one person, to store.
    ///
    /// # Errors
    /// When the public key is none.
    pub fn wrap_to(&self, person: &PublicKeys) -> Result<Vec<u8>, VaultError> {
        age_file::encrypt(&[recipient(person)?], self.0.as_slice())
    }

    /// The key out of [`BlindKey::wrap_to`].
    ///
    /// # Errors
    /// When it was wrapped to somebody else, or is damaged.
    pub fn unwrap(person: &PersonKeys, wrapped: &[u8]) -> Result<Self, VaultError> {
        let key = read(person.age(), wrapped)?;
        let key = <[u8; 32]>::try_from(key.as_slice()).map(Zeroizing::new);
        key.map(Self).map_err(|_| VaultError::KeyForm { detail: "den har fel längd" })
    }
}
