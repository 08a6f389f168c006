//! Secret keys under a passphrase.
//!
//! ```text
//! 7 bytes   INSYNPK
//! 1 byte    form, 1
//! 4 + 4 + 4 memory in KiB, passes, lanes of Argon2id (big end first)
//! 16 bytes  salt
//! 24 bytes  nonce
//! rest      XChaCha20-Poly1305 of the secrets; everything above is bound to it
//! ```

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use rand_core::CryptoRngCore;
use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::{Cost, VaultError};

const MAGIC: &[u8; 8] = b"INSYNPK\x01";
const SALT: usize = 16;
const NONCE: usize = 24;
/// Everything before the cipher text.
const HEADER: usize = MAGIC.len() + 12 + SALT + NONCE;

/// The parts of the header.
struct Header<'a> {
    cost: Cost,
    salt: &'a [u8],
    nonce: &'a [u8; NONCE],
}

pub(crate) fn wrap(
    secrets: &[u8],
    passphrase: &SecretString,
    cost: Cost,
    rng: &mut dyn CryptoRngCore,
) -> Result<Vec<u8>, VaultError> {
    let mut random = [0; SALT + NONCE];
    rng.fill_bytes(&mut random);
    let mut wrapped = Vec::with_capacity(HEADER + secrets.len() + 16);
    wrapped.extend_from_slice(MAGIC);
    for number in [cost.memory_kib, cost.passes, cost.lanes] {
        wrapped.extend_from_slice(&number.to_be_bytes());
    }
    wrapped.extend_from_slice(&random);

    let header = read(&wrapped)?.0;
    let key = cost.key(passphrase, header.salt)?;
    let cipher = XChaCha20Poly1305::new((&*key).into())
        .encrypt(&XNonce::from(*header.nonce), Payload { msg: secrets, aad: &wrapped })
        .map_err(|_| VaultError::Broken { act: "wrap" })?;
    wrapped.extend_from_slice(&cipher);
    Ok(wrapped)
}

pub(crate) fn unwrap(wrapped: &[u8], passphrase: &SecretString) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let (header, aad, cipher) = read(wrapped)?;
    let key = header.cost.key(passphrase, header.salt)?;
    XChaCha20Poly1305::new((&*key).into())
        .decrypt(&XNonce::from(*header.nonce), Payload { msg: cipher, aad })
        .map(Zeroizing::new)
        .map_err(|_| VaultError::Passphrase)
}

pub(crate) fn cost(wrapped: &[u8]) -> Result<Cost, VaultError> {
    Ok(read(wrapped)?.0.cost)
}

/// The header in parts, its bytes, and the cipher text.
fn read(wrapped: &[u8]) -> Result<(Header<'_>, &[u8], &[u8]), VaultError> {
    let wrong = |detail| VaultError::KeyForm { detail };
    if !wrapped.starts_with(MAGIC) {
        return Err(wrong("den har en okänd form"));
    }
    let cut = || wrong("den är avklippt");
    let (aad, cipher) = wrapped.split_at_checked(HEADER).ok_or_else(cut)?;
    let rest = aad.get(MAGIC.len()..).ok_or_else(cut)?;
    let (memory_kib, rest) = number(rest).ok_or_else(cut)?;
    let (passes, rest) = number(rest).ok_or_else(cut)?;
    let (lanes, rest) = number(rest).ok_or_else(cut)?;
    let (salt, nonce) = rest.split_last_chunk::<NONCE>().ok_or_else(cut)?;
    Ok((Header { cost: Cost { memory_kib, passes, lanes }, salt, nonce }, aad, cipher))
}

/// The number at the front, and what follows it.
fn number(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (number, rest) = bytes.split_first_chunk::<4>()?;
    Some((u32::from_be_bytes(*number), rest))
}
