//! The key of the server itself: a file in `keys/`, for what the program must open without anybody's passphrase.
//!
//! It guards against a stolen database, not against whoever has the machine. Nothing of a case is sealed with it.

use std::{io, path::Path};

use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use crate::{
    Context, Sealed, VaultError, keyfile, sealed,
    secret::{Bytes32, derive, hidden, random},
};

const CONTENT: &str = "insyn 2026 content under the server key";

/// The server's key. Wiped when let go.
pub struct ServerKey(Bytes32);

hidden!(ServerKey);

impl ServerKey {
    /// The key in a file; a fresh one, readable by its owner only, when there is no file.
    ///
    /// # Errors
    /// When the file cannot be read or made, holds no key, or may be read by others.
    pub fn open_or_create(path: &Path, rng: &mut dyn CryptoRngCore) -> Result<Self, VaultError> {
        match keyfile::read(path) {
            Err(VaultError::KeyFile { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                let key = random(rng);
                keyfile::create(path, &key)?;
                Ok(Self(key))
            }
            key => key.map(Self),
        }
    }

    /// Seals something for its place, such as the secret of a second factor.
    ///
    /// # Errors
    /// When it is larger than 1 GiB.
    pub fn seal(&self, context: &Context<'_>, plain: &[u8], rng: &mut dyn CryptoRngCore) -> Result<Sealed, VaultError> {
        sealed::seal(&derive(CONTENT, &self.0), context, plain, rng)
    }

    /// Opens what was sealed for this place.
    ///
    /// # Errors
    /// When key or place is another one, or a byte was changed.
    pub fn open(&self, context: &Context<'_>, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        sealed::open(&derive(CONTENT, &self.0), context, sealed)
    }

    /// A key for one other use, such as pseudonyms in the journal or tokens of forms. `purpose` is a constant text of
    /// the caller.
    #[must_use]
    pub fn subkey(&self, purpose: &'static str) -> Zeroizing<[u8; 32]> {
        let mut hasher = blake3::Hasher::new_derive_key("insyn 2026 further key of the server");
        hasher.update(self.0.as_slice()).update(purpose.as_bytes());
        Zeroizing::new(*hasher.finalize().as_bytes())
    }
}
