//! The few calls to `age`: keys as text, bytes to several recipients, and back.
//!
//! The key of each age file comes from the operating system, inside `age` itself; so the same input never gives the same
//! file.

use std::io::{self, Read, Write};

use age::{DecryptError, Decryptor, Encryptor, Identity, Recipient, secrecy::ExposeSecret as _, x25519};
use bech32::Hrp;
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use crate::{
    VaultError,
    secret::{Bytes32, random},
};

const SECRET: Hrp = Hrp::parse_unchecked("age-secret-key-");
const BROKEN: VaultError = VaultError::Broken { act: "age" };

/// The bytes of an X25519 key, and what `age` makes of them.
pub(crate) struct Pair {
    bytes: Bytes32,
    identity: x25519::Identity,
}

impl Pair {
    /// A fresh one.
    pub(crate) fn generate(rng: &mut dyn CryptoRngCore) -> Result<Self, VaultError> {
        Self::new(random(rng))
    }

    /// From its bytes.
    pub(crate) fn new(bytes: Bytes32) -> Result<Self, VaultError> {
        let text =
            bech32::encode::<bech32::Bech32>(SECRET, bytes.as_slice()).map(Zeroizing::new).map_err(|_| BROKEN)?;
        let text = Zeroizing::new(text.to_uppercase());
        let identity = text.parse().map_err(|_| BROKEN)?;
        Ok(Self { bytes, identity })
    }

    /// The secret bytes.
    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// As `age` reads it.
    pub(crate) fn identity(&self) -> &x25519::Identity {
        &self.identity
    }

    /// `AGE-SECRET-KEY-1…`.
    pub(crate) fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(self.identity.to_string().expose_secret().to_owned())
    }

    /// `age1…`.
    pub(crate) fn recipient(&self) -> String {
        self.identity.to_public().to_string()
    }
}

/// A recipient from its text.
pub(crate) fn recipient(text: &str) -> Option<x25519::Recipient> {
    text.trim().parse().ok()
}

/// An age file that each of the recipients opens alone.
pub(crate) fn encrypt(recipients: &[x25519::Recipient], plain: &[u8]) -> Result<Vec<u8>, VaultError> {
    let recipients = recipients.iter().map(|recipient| recipient as &dyn Recipient);
    let encryptor = Encryptor::with_recipients(recipients).map_err(|_| BROKEN)?;
    let mut file = Vec::with_capacity(plain.len() + plain.len() / 1024 + 1024);
    let write = |file: &mut Vec<u8>| -> io::Result<()> {
        let mut writer = encryptor.wrap_output(file)?;
        writer.write_all(plain)?;
        writer.finish().map(drop)
    };
    write(&mut file).map_err(|_| BROKEN)?;
    Ok(file)
}

/// Why an age file did not open.
#[derive(Debug)]
pub(crate) enum NotRead {
    /// None of the keys fits.
    NoKey,
    /// It is no whole age file.
    Damaged,
}

/// What is in an age file, binary or as ASCII armour.
pub(crate) fn decrypt<'a>(
    identities: impl Iterator<Item = &'a dyn Identity>,
    file: &[u8],
) -> Result<Zeroizing<Vec<u8>>, NotRead> {
    let decryptor = Decryptor::new_buffered(age::armor::ArmoredReader::new(file)).map_err(|_| NotRead::Damaged)?;
    let mut reader = decryptor.decrypt(identities).map_err(|error| match error {
        DecryptError::NoMatchingKeys => NotRead::NoKey,
        _ => NotRead::Damaged,
    })?;
    // The content is never longer than the file: room for it is made at once, so that no half copy stays in memory.
    let mut plain = Zeroizing::new(Vec::with_capacity(file.len()));
    reader.read_to_end(&mut plain).map_err(|_| NotRead::Damaged)?;
    Ok(plain)
}
