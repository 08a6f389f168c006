//! What the core signs for a listener of its own, so that nobody on the way puts in keys of theirs.

use ed25519_dalek::{Signature as DalekSignature, Signer as _, SigningKey, VerifyingKey};

use crate::{ServerKey, Signature, VaultError, hex, secret::hidden};

/// The signing key of the core. Wiped when let go.
pub struct Stamp(SigningKey);

hidden!(Stamp);

impl Stamp {
    /// The stamp that belongs to a server's key.
    #[must_use]
    pub fn of(server: &ServerKey) -> Self {
        Self(SigningKey::from_bytes(&server.subkey("insyn 2026 cards of channels")))
    }

    /// What proves its signatures, as 64 hexadecimal digits.
    #[must_use]
    pub fn verifying(&self) -> String {
        hex::encode(self.0.verifying_key().as_bytes())
    }

    /// A signature over exactly these bytes, which say themselves what they are.
    #[must_use]
    pub fn sign(&self, bytes: &[u8]) -> Signature {
        Signature(self.0.sign(bytes).to_bytes())
    }

    /// Proves that these bytes were signed with the stamp of [`Stamp::verifying`].
    ///
    /// # Errors
    /// When they were not, or the key is none.
    pub fn verify(verifying: &str, bytes: &[u8], signature: &Signature) -> Result<(), VaultError> {
        let none = || VaultError::PublicKey { detail: "den är inte 64 hexadecimala tecken" };
        let key = VerifyingKey::from_bytes(&hex::decode(verifying).ok_or_else(none)?).map_err(|_| none())?;
        key.verify_strict(bytes, &DalekSignature::from_bytes(&signature.0)).map_err(|_| VaultError::Signature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_holds_for_its_bytes_and_its_server() {
        let folder = tempfile::tempdir().unwrap();
        let server = |name: &str| ServerKey::open_or_create(&folder.path().join(name), &mut rand_core::OsRng).unwrap();
        let (own, other) = (Stamp::of(&server("a.key")), Stamp::of(&server("b.key")));
        let signature = own.sign(b"kort");
        assert!(Stamp::verify(&Stamp::of(&server("a.key")).verifying(), b"kort", &signature).is_ok());
        for (key, bytes) in [(own.verifying(), b"Kort"), (other.verifying(), b"kort"), ("00".to_owned(), b"kort")] {
            assert!(Stamp::verify(&key, bytes, &signature).is_err());
        }
    }
}
