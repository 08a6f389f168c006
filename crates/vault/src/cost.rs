//! What it costs to try a passphrase: the settings of Argon2id, stored beside what they protect so that they can rise.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::VaultError;

/// Memory, passes and lanes of Argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes that could be filled at once.
    pub lanes: u32,
}

impl Cost {
    /// For the passphrase of a person's keys: 256 MiB, 3 passes.
    pub const PASSPHRASE: Self = Self { memory_kib: 256 * 1024, passes: 3, lanes: 1 };
    /// For the password of an account: 64 MiB, 3 passes. It is asked more often, and opens no content.
    pub const PASSWORD: Self = Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 };
    /// For the words of a receipt: 64 MiB, 3 passes. The six words carry the weight, and many may ask at once.
    pub const RECEIPT: Self = Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 };
    /// Almost none, for tests.
    pub const TEST: Self = Self { memory_kib: 32, passes: 1, lanes: 1 };

    /// The most that a stored header may ask for, so that a changed header cannot exhaust the memory.
    const MOST: Self = Self { memory_kib: 1024 * 1024, passes: 16, lanes: 4 };

    /// Argon2id with these settings.
    pub(crate) fn argon2(self) -> Result<Argon2<'static>, VaultError> {
        let Self { memory_kib, passes, lanes } = self;
        let refused = || VaultError::Cost { memory_kib, passes, lanes };
        if memory_kib > Self::MOST.memory_kib || passes > Self::MOST.passes || lanes > Self::MOST.lanes {
            return Err(refused());
        }
        let params = Params::new(memory_kib, passes, lanes, Some(32)).map_err(|_| refused())?;
        Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }

    /// The key that a passphrase and a salt give. The memory that it took is wiped: from any of it the key follows.
    pub(crate) fn key(self, passphrase: &SecretString, salt: &[u8]) -> Result<Zeroizing<[u8; 32]>, VaultError> {
        let argon2 = self.argon2()?;
        let mut memory = Zeroizing::new(vec![Block::default(); argon2.params().block_count()]);
        let mut key = Zeroizing::new([0; 32]);
        argon2
            .hash_password_into_with_memory(
                passphrase.expose_secret().as_bytes(),
                salt,
                key.as_mut_slice(),
                memory.as_mut_slice(),
            )
            .map_err(|_| VaultError::Broken { act: "argon2" })?;
        Ok(key)
    }
}
