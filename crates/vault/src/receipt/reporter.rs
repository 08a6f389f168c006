//! The keys of a reporter: no account, no name, nothing but the words.

use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use super::Receipt;
use crate::{Context, Cost, VaultError, age_file::Pair, post, secret::hidden, wrapped};

/// What a reporter opens answers with. Wiped when let go.
pub struct ReporterKeys(Pair);

hidden!(ReporterKeys);

impl ReporterKeys {
    /// Fresh ones, for one report.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn generate(rng: &mut dyn CryptoRngCore) -> Result<Self, VaultError> {
        Pair::generate(rng).map(Self)
    }

    /// Where answers are sent, `age1…`.
    #[must_use]
    pub fn recipient(&self) -> String {
        self.0.recipient()
    }

    /// The keys under the six secret words, with a salt of their own, to store. Takes the memory and time of `cost`,
    /// usually [`Cost::RECEIPT`]: run it where it may block.
    ///
    /// # Errors
    /// When `cost` is out of bounds.
    pub fn lock(&self, receipt: &Receipt, cost: Cost, rng: &mut dyn CryptoRngCore) -> Result<Vec<u8>, VaultError> {
        wrapped::wrap(self.0.bytes(), &receipt.secret(), cost, rng)
    }

    /// The keys out of [`ReporterKeys::lock`], and the place among `locks` of the one that opened.
    ///
    /// `locks` are those of the reports with the locator of the receipt: mostly one, or none. For none the same work is
    /// done for nothing, so that the time of the answer does not tell; `cost` is what locks are made with today.
    ///
    /// # Errors
    /// [`VaultError::Receipt`] when the words open none of them, which says no more than when there is none.
    pub fn unlock(locks: &[impl AsRef<[u8]>], receipt: &Receipt, cost: Cost) -> Result<(usize, Self), VaultError> {
        let secret = receipt.secret();
        if locks.is_empty() {
            // The key is thrown away; a salt of zeros costs what any salt does.
            cost.key(&secret, &[0; 16])?;
        }
        for (at, lock) in locks.iter().enumerate() {
            match wrapped::unwrap(lock.as_ref(), &secret) {
                Ok(bytes) => {
                    let bytes = <[u8; 32]>::try_from(bytes.as_slice()).map(Zeroizing::new);
                    let bytes = bytes.map_err(|_| VaultError::KeyForm { detail: "den har fel längd" })?;
                    return Ok((at, Self(Pair::new(bytes)?)));
                }
                Err(VaultError::Passphrase) => {}
                Err(damaged) => return Err(damaged),
            }
        }
        Err(VaultError::Receipt)
    }

    /// What was sent to the reporter for this place.
    ///
    /// # Errors
    /// When it was sent to another reporter or for another place, or is damaged.
    pub fn open(&self, place: &Context<'_>, sent: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        post::open(&self.0, place, sent)
    }
}
