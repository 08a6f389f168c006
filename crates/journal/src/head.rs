//! The head of a chain, signed: one line that leaves the house.
//!
//! ```text
//! insyn-journal 2026-11-22T23:00:00Z 1234 3f2a09bc-…-77e1d0c4 <128 hexadecimal digits>
//! ```
//!
//! What is signed is the text before the last blank, so that any Ed25519 tool can check it. The hash stands in eight groups
//! of eight digits: a person can compare it by eye with the diary of the municipality.

use std::{fmt, str::FromStr};

use ed25519_dalek::{Signature, Signer};

use crate::{
    Hash,
    chain::Tip,
    entry,
    error::{HeadError, RecordError},
    hash,
};

/// The first word of the line.
const NAME: &str = "insyn-journal";

/// Digits in a group of the hash.
const GROUP: usize = 8;

/// How far a chain reached, and when that was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The last entry and its hash.
    pub tip: Tip,
    /// When the head was made, UTC in whole seconds: `2026-11-22T23:00:00Z`.
    pub at: String,
}

/// A head with its signature. [`fmt::Display`] gives the line, [`FromStr`] reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedHead {
    /// What is signed.
    pub head: Head,
    /// Ed25519 over the text of the head.
    pub signature: [u8; 64],
}

/// The key of an installation for its heads.
pub struct SigningKey(ed25519_dalek::SigningKey);

/// The public half, for auditors. [`fmt::Display`] gives 64 hexadecimal digits, [`FromStr`] reads them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct VerifyingKey(ed25519_dalek::VerifyingKey);

impl SigningKey {
    /// From 32 random bytes, which the caller makes and keeps.
    #[must_use]
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(&seed))
    }

    /// The public half.
    #[must_use]
    pub fn verifying(&self) -> VerifyingKey {
        VerifyingKey(self.0.verifying_key())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("SigningKey")
    }
}

impl VerifyingKey {
    /// From 32 bytes.
    ///
    /// # Errors
    /// When they are no public key.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, HeadError> {
        ed25519_dalek::VerifyingKey::from_bytes(bytes).map(Self).map_err(|_| HeadError::Key)
    }

    /// Its 32 bytes.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 32] {
        self.0.to_bytes()
    }
}

impl fmt::Display for VerifyingKey {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&hash::encode(self.0.as_bytes()))
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "VerifyingKey({self})")
    }
}

impl FromStr for VerifyingKey {
    type Err = HeadError;

    fn from_str(text: &str) -> Result<Self, HeadError> {
        let Hash(bytes) = Hash::from_hex(text.trim()).ok_or(HeadError::Key)?;
        Self::from_bytes(&bytes)
    }
}

impl Head {
    /// The text that is signed.
    fn text(&self) -> String {
        let digits = self.tip.hash.to_string();
        let mut groups = String::with_capacity(digits.len() + digits.len() / GROUP);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && at.is_multiple_of(GROUP) {
                groups.push('-');
            }
            groups.push(digit);
        }
        format!("{NAME} {} {} {groups}", self.at, self.tip.seq)
    }

    /// Signs it.
    ///
    /// # Errors
    /// When the time is not written as `2026-11-22T23:00:00Z`.
    pub fn sign(self, key: &SigningKey) -> Result<SignedHead, RecordError> {
        if !entry::is_time(&self.at) {
            return Err(RecordError::Time { value: self.at });
        }
        let signature = key.0.sign(self.text().as_bytes()).to_bytes();
        Ok(SignedHead { head: self, signature })
    }
}

impl SignedHead {
    /// Whether that key signed it.
    ///
    /// # Errors
    /// When it did not.
    pub fn check(&self, key: &VerifyingKey) -> Result<(), HeadError> {
        let signature = Signature::from_bytes(&self.signature);
        key.0
            .verify_strict(self.head.text().as_bytes(), &signature)
            .map_err(|_| HeadError::Signature { seq: self.head.tip.seq })
    }
}

impl fmt::Display for SignedHead {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} {}", self.head.text(), hash::encode(&self.signature))
    }
}

impl FromStr for SignedHead {
    type Err = HeadError;

    /// Blanks between the parts may be any, as a diary breaks lines where it likes. The signature is not checked.
    fn from_str(line: &str) -> Result<Self, HeadError> {
        let form = |part| HeadError::Form { part };
        let mut parts = line.split_whitespace();
        let mut next = |part| parts.next().ok_or(form(part));
        if next("början")? != NAME {
            return Err(form("början"));
        }
        let at = next("tiden")?;
        if !entry::is_time(at) {
            return Err(form("tiden"));
        }
        let seq = entry::number(next("numret")?).ok_or(form("numret"))?;
        let hash = Hash::from_hex(&next("hashsumman")?.replace('-', "")).ok_or(form("hashsumman"))?;
        let signature = hash::decode(next("signaturen")?).and_then(|bytes| bytes.try_into().ok());
        let signature = signature.ok_or(form("signaturen"))?;
        if parts.next().is_some() {
            return Err(form("slutet"));
        }
        Ok(Self { head: Head { tip: Tip { seq, hash }, at: at.to_owned() }, signature })
    }
}
