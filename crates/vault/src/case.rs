//! The key of a case.
//!
//! A case has one secret, made with it. Everything in the case is sealed under a key derived from that secret, and the
//! secret is wrapped to each member. Two keys are needed to unwrap it, and they lie apart:
//!
//! ```text
//! age file to the member's public key
//! └─ sealed under the case's shred key (a file beside the database)
//!    └─ the case's secret
//! ```
//! Whoever has the database and the shred keys lacks the member; whoever has the database and all members lacks, once
//! the case is disposed of, the shred key. Both layers are needed in this order: age recipients are alternatives, any of
//! them opens.

use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use crate::{
    Context, PersonKeys, PublicKeys, Sealed, ShredKey, VaultError,
    age_file::{self, NotRead, Pair},
    sealed,
    secret::{Bytes32, derive, hidden},
};

const CONTENT: &str = "insyn 2026 content of a case";

/// The key of a case, open. Wiped when let go.
pub struct CaseKey {
    pair: Pair,
    content: Bytes32,
}

hidden!(CaseKey);

impl CaseKey {
    /// A fresh one, for a new case.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn generate(rng: &mut dyn CryptoRngCore) -> Result<Self, VaultError> {
        Ok(Self::from_pair(Pair::generate(rng)?))
    }

    /// The public half, `age1…`: names the key in an act or a journal without telling anything, and lets a part of the
    /// system without keys (an intake) send something to the case.
    #[must_use]
    pub fn recipient(&self) -> String {
        self.pair.recipient()
    }

    /// What is sent to [`CaseKey::recipient`] as an age file.
    ///
    /// # Errors
    /// When it was sent to another case, or is damaged.
    pub fn receive(&self, age_file: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        read(&self.pair, age_file)
    }

    /// The key for one member, to store.
    ///
    /// # Errors
    /// When the member's public key is none.
    pub fn wrap_to(
        &self,
        member: &PublicKeys,
        shred: &ShredKey,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Vec<u8>, VaultError> {
        let inner = sealed::seal(&shred.wrapping(), &place(shred), self.pair.bytes(), rng)?;
        age_file::encrypt(&[recipient(member)?], inner.as_bytes())
    }

    /// The key out of [`CaseKey::wrap_to`]: needs the member and the shred key, both.
    ///
    /// # Errors
    /// When either is another one, or the wrap is damaged.
    pub fn unwrap(member: &PersonKeys, wrapped: &[u8], shred: &ShredKey) -> Result<Self, VaultError> {
        let inner = Sealed::from_bytes(read(member.age(), wrapped)?.to_vec())?;
        let secret = sealed::open(&shred.wrapping(), &place(shred), &inner)?;
        let secret = <[u8; 32]>::try_from(secret.as_slice()).map(Zeroizing::new);
        let secret = secret.map_err(|_| VaultError::KeyForm { detail: "den har fel längd" })?;
        Ok(Self::from_pair(Pair::new(secret)?))
    }

    /// Seals content for its place in the case.
    ///
    /// # Errors
    /// When it is larger than 1 GiB.
    pub fn seal(&self, context: &Context<'_>, plain: &[u8], rng: &mut dyn CryptoRngCore) -> Result<Sealed, VaultError> {
        sealed::seal(&self.content, context, plain, rng)
    }

    /// Opens content sealed for this place with this key.
    ///
    /// # Errors
    /// When key or place is another one, or a byte was changed.
    pub fn open(&self, context: &Context<'_>, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        sealed::open(&self.content, context, sealed)
    }

    pub(crate) fn pair(&self) -> &Pair {
        &self.pair
    }

    fn from_pair(pair: Pair) -> Self {
        Self { content: derive(CONTENT, pair.bytes()), pair }
    }
}

/// A wrap belongs to its case.
fn place(shred: &ShredKey) -> Context<'_> {
    Context::new(shred.case(), "key")
}

/// The age recipient of a person.
pub(crate) fn recipient(member: &PublicKeys) -> Result<age::x25519::Recipient, VaultError> {
    age_file::recipient(&member.recipient).ok_or(VaultError::PublicKey { detail: "mottagaren är ingen age-nyckel" })
}

/// The content of an age file sent to one key.
pub(crate) fn read(pair: &Pair, age_file: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    age_file::decrypt(std::iter::once(pair.identity() as _), age_file).map_err(|not| match not {
        NotRead::NoKey => VaultError::NotOpened,
        NotRead::Damaged => VaultError::SealedForm { detail: "age-filen är inte hel" },
    })
}
