//! The password of an account: who somebody is, not what they can open.

use argon2::{
    PasswordHash, PasswordHasher as _, PasswordVerifier as _,
    password_hash::{self, SaltString},
};
use rand_core::CryptoRngCore;
use secrecy::{ExposeSecret as _, SecretString};

use crate::{Cost, VaultError};

/// What a tried password is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The right one.
    Right,
    /// The right one, but its hash cost less than is asked now: store a new one.
    RightButCheap,
    /// A wrong one, or there is no such account.
    Wrong,
}

/// The hash of a password, as a PHC text (`$argon2id$…`) to store. Takes the memory and time of `cost`, usually
/// [`Cost::PASSWORD`]: run it where it may block.
///
/// # Errors
/// When `cost` is out of bounds.
pub fn hash(password: &SecretString, cost: Cost, rng: &mut dyn CryptoRngCore) -> Result<String, VaultError> {
    let mut salt = [0; 16];
    rng.fill_bytes(&mut salt);
    let broken = |_| VaultError::Broken { act: "password" };
    let salt = SaltString::encode_b64(&salt).map_err(broken)?;
    let hash = cost.argon2()?.hash_password(password.expose_secret().as_bytes(), &salt).map_err(broken)?;
    Ok(hash.to_string())
}

/// Tries a password. `stored` is `None` for an account that does not exist: then the same work is done for nothing, so
/// that the time of the answer does not tell.
///
/// # Errors
/// When the stored hash is damaged or asks for more than Insyn ever does.
pub fn verify(password: &SecretString, stored: Option<&str>, cost: Cost) -> Result<Verdict, VaultError> {
    let Some(stored) = stored else {
        // The key is thrown away; a salt of zeros costs what any salt does.
        cost.key(password, &[0; 16])?;
        return Ok(Verdict::Wrong);
    };
    let damaged = |_| VaultError::PasswordForm;
    let stored = PasswordHash::new(stored).map_err(damaged)?;
    let params = argon2::Params::try_from(&stored).map_err(damaged)?;
    let made = Cost { memory_kib: params.m_cost(), passes: params.t_cost(), lanes: params.p_cost() };
    // A hash that was cut would be easier to meet, and one of none would be met by nobody.
    let whole = stored.hash.is_some_and(|hash| hash.len() == 32) && stored.salt.is_some();
    if !whole || stored.algorithm != argon2::ARGON2ID_IDENT {
        return Err(VaultError::PasswordForm);
    }
    match made.argon2()?.verify_password(password.expose_secret().as_bytes(), &stored) {
        Ok(()) if made.memory_kib < cost.memory_kib || made.passes < cost.passes => Ok(Verdict::RightButCheap),
        Ok(()) => Ok(Verdict::Right),
        Err(password_hash::Error::Password) => Ok(Verdict::Wrong),
        Err(error) => Err(damaged(error)),
    }
}
