//! Content under a key: encrypted, bound to its place, and of a size that tells little.
//!
//! ```text
//! 1 byte    form, 1
//! 24 bytes  nonce, random
//! rest      XChaCha20-Poly1305 of: length of the content (8 bytes, big end first), content, zeros up to the bucket
//! ```
//! Bound to it, but not stored in it, is the [`Context`]: content that is moved to another case, object or version does
//! not open.
//!
//! # Buckets
//! Length and content together are padded to a multiple of 256 bytes up to 4 KiB, and above that to Padmé: the length in
//! binary keeps only as many leading digits as its exponent needs digits, so what is added shrinks with the size.
//!
//! | content | steps of | at most added |
//! | --- | --- | --- |
//! | to 4 KiB | 256 B | 255 B |
//! | 4 to 8 KiB | 256 B | 6 % |
//! | 64 KiB to 128 KiB | 2 KiB | 3 % |
//! | 1 to 2 MiB | 32 KiB | 3 % |
//! | 16 to 32 MiB | 512 KiB | 3 % |
//!
//! A note of one word and one of forty look alike; a file tells its size to within a few percent.

mod context;
pub(crate) mod pad;

use std::fmt;

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, AeadInPlace as _, Payload},
};
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use crate::VaultError;

pub use context::Context;

/// The form that is written; others are refused.
const FORM: u8 = 1;
const NONCE: usize = 24;
const TAG: usize = 16;
/// The most that is sealed in one piece: it is held in memory.
const MOST: usize = 1 << 30;

/// Encrypted bytes. They can be stored and shown to anybody, and cannot be taken for content: only the key that sealed
/// them makes content of them.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(Vec<u8>);

impl Sealed {
    /// Sealed bytes as stored.
    ///
    /// # Errors
    /// When they are of another form or too short to be whole. Whether they open, only the key tells.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, VaultError> {
        let wrong = |detail| Err(VaultError::SealedForm { detail });
        match bytes.first() {
            None => wrong("det är tomt"),
            Some(&form) if form != FORM => wrong("det har en okänd form"),
            Some(_) if bytes.len() < 1 + NONCE + TAG + pad::STEP => wrong("det är avklippt"),
            Some(_) => Ok(Self(bytes)),
        }
    }

    /// The bytes to store.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes to store.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({} bytes)", self.0.len())
    }
}

/// Seals content under a key.
pub(crate) fn seal(
    key: &[u8; 32],
    context: &Context<'_>,
    plain: &[u8],
    rng: &mut dyn CryptoRngCore,
) -> Result<Sealed, VaultError> {
    if plain.len() > MOST {
        return Err(VaultError::TooLarge { bytes: plain.len() as u64, most: MOST as u64 });
    }
    let mut nonce = [0; NONCE];
    rng.fill_bytes(&mut nonce);
    // Encrypted where it stands, so that the content is not left in a second place.
    let mut sealed = Vec::with_capacity(1 + NONCE + pad::size(plain.len()) + TAG);
    sealed.push(FORM);
    sealed.extend_from_slice(&nonce);
    pad::append(&mut sealed, plain);
    let broken = VaultError::Broken { act: "seal" };
    let Some(body) = sealed.get_mut(1 + NONCE..) else { return Err(broken) };
    let tag = XChaCha20Poly1305::new(key.into())
        .encrypt_in_place_detached(&XNonce::from(nonce), &context.bytes(), body)
        .map_err(|_| broken)?;
    sealed.extend_from_slice(&tag);
    Ok(Sealed(sealed))
}

/// Opens what was sealed under this key for this place.
pub(crate) fn open(key: &[u8; 32], context: &Context<'_>, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let cut = VaultError::SealedForm { detail: "det är avklippt" };
    let Some((nonce, cipher)) = sealed.0.get(1..).and_then(|rest| rest.split_first_chunk::<NONCE>()) else {
        return Err(cut);
    };
    let padded = XChaCha20Poly1305::new(key.into())
        .decrypt(&XNonce::from(*nonce), Payload { msg: cipher, aad: &context.bytes() })
        .map(Zeroizing::new)
        .map_err(|_| VaultError::NotOpened)?;
    pad::remove(padded).ok_or(VaultError::SealedForm { detail: "dess längd stämmer inte" })
}
