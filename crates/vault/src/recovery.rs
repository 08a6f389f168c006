//! Split recovery: a forgotten passphrase, or a person who cannot come back, without anybody who could open alone.
//!
//! Each person has a recovery secret of their own. Their keys are wrapped under it ([`PersonKeys::wrap_for_recovery`]),
//! and the secret itself exists nowhere: it is split into `n` shares ([`split`]), each sealed to one custodian, of which
//! any `k` give it back ([`combine`]) and any `k - 1` give nothing at all (Shamir over GF(2⁸)).
//!
//! # A ceremony
//! 1. The person makes new keys and reads their [`crate::PublicKeys::fingerprint`] to the custodians, in a room or by
//!    telephone. This is the step that an administrator must not be able to take for them.
//! 2. Each of `k` custodians, unlocked, opens the share ([`Share::open`]) and seals it to the new keys
//!    ([`Share::seal_to`]).
//! 3. The person opens the shares, combines them, and gets the old keys ([`PersonKeys::recover`]).
//! 4. The old keys are wrapped under the new passphrase and split anew.
//!
//! # What a share carries
//! `k`, its place, its value, and a commitment (a hash) to every share of the split. So a share that was changed, that
//! belongs to another split, or that is handed in twice is named by its place, and not found out by keys that fail.

mod field;
mod share;

use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use crate::{
    Context, PersonKeys, Sealed, VaultError, sealed,
    secret::{Bytes32, derive, hidden, random},
};

pub use share::Share;

/// The most custodians of one secret.
pub const MOST_SHARES: u8 = 32;

const WRAPPING: &str = "insyn 2026 recovery of a person's keys";
const PLACE: Context<'static> = Context::new("recovery", "person-keys");

/// Why shares do not give a secret, or a secret no shares. Places count from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecoveryError {
    /// A split that is none.
    #[error(
        "{k} av {n} går inte: det krävs minst två nyckelförvaltare, högst {MOST_SHARES}, och aldrig fler än det finns"
    )]
    Numbers {
        /// How many are needed.
        k: u8,
        /// How many there are.
        n: u8,
    },
    /// Too few.
    #[error("{have} delar har lämnats men {need} behövs; be fler nyckelförvaltare lämna sina")]
    TooFew {
        /// How many different ones came in.
        have: usize,
        /// How many are needed.
        need: u8,
    },
    /// One share twice.
    #[error("del {place} har lämnats två gånger; varje nyckelförvaltare lämnar sin egen")]
    Twice {
        /// Its place.
        place: u8,
    },
    /// A share of another split than most.
    #[error("del {place} hör till en annan uppdelning än de andra; be nyckelförvaltaren hämta den senaste")]
    Foreign {
        /// Its place.
        place: u8,
    },
    /// A share that is not what was dealt.
    #[error("del {place} är ändrad eller skadad; lämna en annan nyckelförvaltares del i stället")]
    Wrong {
        /// Its place.
        place: u8,
    },
    /// Bytes that are no share.
    #[error("delen är ingen hel nyckeldel ({detail})")]
    Form {
        /// What was seen.
        detail: &'static str,
    },
}

/// The secret that is split. Wiped when let go.
pub struct RecoverySecret(Bytes32);

hidden!(RecoverySecret);

impl RecoverySecret {
    /// A fresh one, for one person and one split.
    #[must_use]
    pub fn generate(rng: &mut dyn CryptoRngCore) -> Self {
        Self(random(rng))
    }

    pub(crate) fn seal(&self, secrets: &[u8], rng: &mut dyn CryptoRngCore) -> Result<Vec<u8>, VaultError> {
        Ok(sealed::seal(&derive(WRAPPING, &self.0), &PLACE, secrets, rng)?.into_bytes())
    }

    pub(crate) fn open(&self, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        sealed::open(&derive(WRAPPING, &self.0), &PLACE, &Sealed::from_bytes(wrapped.to_vec())?)
    }

    /// Whether two are the same, in constant time.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        use subtle::ConstantTimeEq as _;
        self.0.ct_eq(other.0.as_slice()).into()
    }
}

/// Splits a secret into `n` shares, any `k` of which give it back.
///
/// # Errors
/// [`RecoveryError::Numbers`] unless 2 ≤ `k` ≤ `n` ≤ [`MOST_SHARES`].
pub fn split(secret: &RecoverySecret, k: u8, n: u8, rng: &mut dyn CryptoRngCore) -> Result<Vec<Share>, VaultError> {
    if k < 2 || k > n || n > MOST_SHARES {
        return Err(RecoveryError::Numbers { k, n }.into());
    }
    let values = field::split(&secret.0, k, n, rng)?;
    Ok(share::deal(k, values))
}

/// The secret out of at least `k` shares; more are checked too.
///
/// # Errors
/// [`RecoveryError`], with the place of the share that is wrong.
pub fn combine(shares: &[Share]) -> Result<RecoverySecret, VaultError> {
    let checked = share::check(shares)?;
    Ok(RecoverySecret(field::join(&checked)?))
}

impl Share {
    /// The share for one custodian, or in a ceremony for the person that it helps, to store.
    ///
    /// # Errors
    /// When the public key is none.
    pub fn seal_to(&self, custodian: &crate::PublicKeys) -> Result<Vec<u8>, VaultError> {
        crate::age_file::encrypt(&[crate::case::recipient(custodian)?], &self.to_bytes())
    }

    /// The share out of [`Share::seal_to`].
    ///
    /// # Errors
    /// When it was sealed to somebody else, or is damaged.
    pub fn open(custodian: &PersonKeys, sealed: &[u8]) -> Result<Self, VaultError> {
        Ok(Self::from_bytes(&crate::case::read(custodian.age(), sealed)?)?)
    }
}
