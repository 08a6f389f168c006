//! The public half of a person's keys.

use ed25519_dalek::{Signature as DalekSignature, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::{Signature, VaultError, age_file, hex};

/// What others need of a person: where to wrap, and how to prove a signature.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Text", into = "Text")]
pub struct PublicKeys {
    /// The age recipient, `age1…`.
    pub recipient: String,
    /// The Ed25519 key that proves signatures.
    pub verifying: [u8; 32],
}

/// As stored.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    recipient: String,
    verifying: String,
}

impl PublicKeys {
    /// From the two texts that are stored: `age1…` and 64 hexadecimal digits.
    ///
    /// # Errors
    /// When one of them is no key.
    pub fn parse(recipient: &str, verifying: &str) -> Result<Self, VaultError> {
        let wrong = |detail| VaultError::PublicKey { detail };
        let recipient = age_file::recipient(recipient).ok_or(wrong("mottagaren är ingen age-nyckel"))?;
        let verifying = hex::decode(verifying).ok_or(wrong("underskriftsnyckeln är inte 64 hexadecimala tecken"))?;
        VerifyingKey::from_bytes(&verifying).map_err(|_| wrong("underskriftsnyckeln är ingen nyckel"))?;
        Ok(Self { recipient: recipient.to_string(), verifying })
    }

    /// The key that proves signatures, as 64 hexadecimal digits.
    #[must_use]
    pub fn verifying_hex(&self) -> String {
        hex::encode(&self.verifying)
    }

    /// Six groups of four digits that name these keys, to read aloud: two persons compare them before one is let in.
    /// 96 bits, so nobody finds other keys with the same name.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut hasher = blake3::Hasher::new_derive_key("insyn 2026 public keys of a person");
        hasher.update(&self.verifying).update(self.recipient.as_bytes());
        let hash = hex::encode(hasher.finalize().as_bytes());
        hash.chars().take(24).enumerate().fold(String::new(), |mut text, (at, digit)| {
            if at > 0 && at % 4 == 0 {
                text.push(' ');
            }
            text.push(digit);
            text
        })
    }

    /// Proves that these bytes were signed with these keys.
    ///
    /// # Errors
    /// When they were not: other bytes, another person, or a signature that was changed.
    pub fn verify(&self, bytes: &[u8], signature: &Signature) -> Result<(), VaultError> {
        VerifyingKey::from_bytes(&self.verifying)
            .and_then(|key| key.verify_strict(bytes, &DalekSignature::from_bytes(&signature.0)))
            .map_err(|_| VaultError::Signature)
    }
}

impl TryFrom<Text> for PublicKeys {
    type Error = VaultError;

    fn try_from(text: Text) -> Result<Self, Self::Error> {
        Self::parse(&text.recipient, &text.verifying)
    }
}

impl From<PublicKeys> for Text {
    fn from(keys: PublicKeys) -> Self {
        Self { verifying: keys.verifying_hex(), recipient: keys.recipient }
    }
}
