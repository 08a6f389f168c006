//! The keys of a person: one that opens, one that signs.
//!
//! The secret half exists in the clear only in memory, between unlock and sign-out. At rest it lies wrapped under a
//! passphrase ([`PersonKeys::wrap`]) and, for the day the passphrase is forgotten, under a secret that custodians hold in
//! parts ([`PersonKeys::wrap_for_recovery`]). The public half is what case keys are wrapped to and signatures are proved
//! with; whoever can change it in the database can have later cases opened, so an act that uses it shows its
//! [`PublicKeys::fingerprint`].

mod public;
mod signature;

use ed25519_dalek::{Signer as _, SigningKey};
use rand_core::CryptoRngCore;
use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::{
    Cost, VaultError,
    age_file::Pair,
    recovery::RecoverySecret,
    secret::{hidden, random},
    wrapped,
};

pub use public::PublicKeys;
pub use signature::Signature;

/// How many secret bytes a person has.
const SECRETS: usize = 64;

/// The secret keys of a person, open. Wiped when let go.
pub struct PersonKeys {
    age: Pair,
    signing: SigningKey,
}

hidden!(PersonKeys);

impl PersonKeys {
    /// Fresh keys.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn generate(rng: &mut dyn CryptoRngCore) -> Result<Self, VaultError> {
        Ok(Self { age: Pair::generate(rng)?, signing: SigningKey::from_bytes(&random(rng)) })
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> PublicKeys {
        PublicKeys { recipient: self.age.recipient(), verifying: self.signing.verifying_key().to_bytes() }
    }

    /// A signature over exactly these bytes. They must say themselves what they are (an act, a head of the journal …),
    /// so that a signature for one thing never serves for another.
    #[must_use]
    pub fn sign(&self, bytes: &[u8]) -> Signature {
        Signature(self.signing.sign(bytes).to_bytes())
    }

    /// The keys under a passphrase, to store. A changed passphrase is a new wrap; cases are not touched.
    ///
    /// The passphrase is taken as it is: [`crate::passphrase::check`] it first.
    ///
    /// # Errors
    /// When `cost` is out of bounds.
    pub fn wrap(
        &self,
        passphrase: &SecretString,
        cost: Cost,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Vec<u8>, VaultError> {
        wrapped::wrap(self.secrets().as_slice(), passphrase, cost, rng)
    }

    /// The keys out of [`PersonKeys::wrap`]. Takes the memory and time of the cost that it was made with: run it where
    /// it may block, and few at once.
    ///
    /// # Errors
    /// When the passphrase is wrong or the wrapped keys are damaged.
    pub fn unwrap(wrapped: &[u8], passphrase: &SecretString) -> Result<Self, VaultError> {
        Self::from_secrets(&wrapped::unwrap(wrapped, passphrase)?)
    }

    /// The cost that a wrap was made with, so that it can be made anew when [`Cost::PASSPHRASE`] has risen.
    ///
    /// # Errors
    /// When the wrapped keys are damaged.
    pub fn wrapped_cost(wrapped: &[u8]) -> Result<Cost, VaultError> {
        wrapped::cost(wrapped)
    }

    /// The keys under a recovery secret, to store.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn wrap_for_recovery(
        &self,
        secret: &RecoverySecret,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Vec<u8>, VaultError> {
        secret.seal(self.secrets().as_slice(), rng)
    }

    /// The keys out of [`PersonKeys::wrap_for_recovery`].
    ///
    /// # Errors
    /// When the secret is another one, or the wrapped keys are damaged.
    pub fn recover(wrapped: &[u8], secret: &RecoverySecret) -> Result<Self, VaultError> {
        Self::from_secrets(&secret.open(wrapped)?)
    }

    /// The key that opens, as the text that stock `age` takes: for a person who reads exports on a machine of their own.
    #[must_use]
    pub fn age_secret_key(&self) -> SecretString {
        SecretString::from(self.age.text().as_str())
    }

    pub(crate) fn age(&self) -> &Pair {
        &self.age
    }

    fn secrets(&self) -> Zeroizing<[u8; SECRETS]> {
        let mut secrets = Zeroizing::new([0; SECRETS]);
        let parts = self.age.bytes().iter().chain(self.signing.as_bytes());
        secrets.iter_mut().zip(parts).for_each(|(to, from)| *to = *from);
        secrets
    }

    fn from_secrets(secrets: &[u8]) -> Result<Self, VaultError> {
        let form = VaultError::KeyForm { detail: "den har fel längd" };
        let Some((age, signing)) = secrets.split_first_chunk::<32>() else { return Err(form) };
        let signing = Zeroizing::new(<[u8; 32]>::try_from(signing).map_err(|_| form)?);
        Ok(Self { age: Pair::new(Zeroizing::new(*age))?, signing: SigningKey::from_bytes(&signing) })
    }
}
