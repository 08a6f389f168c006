//! What the tests share.

use rand_core::{CryptoRng, RngCore};
use tempfile::TempDir;
use vault::{CaseKey, Cost, PersonKeys, SecretString, ShredKey, ShredKeys};

/// Randomness that is the same each time.
pub(crate) struct Seeded(blake3::OutputReader);

impl Seeded {
    pub(crate) fn new(seed: &str) -> Self {
        Self(blake3::Hasher::new_derive_key("tests of the vault").update(seed.as_bytes()).finalize_xof())
    }
}

impl RngCore for Seeded {
    fn next_u32(&mut self) -> u32 {
        rand_core::impls::next_u32_via_fill(self)
    }

    fn next_u64(&mut self) -> u64 {
        rand_core::impls::next_u64_via_fill(self)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        self.0.fill(bytes);
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rand_core::Error> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

impl CryptoRng for Seeded {}

pub(crate) fn person(name: &str) -> PersonKeys {
    PersonKeys::generate(&mut Seeded::new(name)).unwrap()
}

pub(crate) fn secret(text: &str) -> SecretString {
    SecretString::from(text)
}

pub(crate) const CHEAP: Cost = Cost::TEST;

/// A case of the id `a1b2`, with its shred key in a folder that is removed with it.
pub(crate) struct House {
    pub(crate) shreds: ShredKeys,
    pub(crate) shred: ShredKey,
    pub(crate) key: CaseKey,
    pub(crate) rng: Seeded,
    _folder: TempDir,
}

pub(crate) fn house() -> House {
    let folder = tempfile::tempdir().unwrap();
    let mut rng = Seeded::new("house");
    let shreds = ShredKeys::new(folder.path().join("keys/shred"));
    let shred = shreds.create("a1b2", &mut rng).unwrap();
    let key = CaseKey::generate(&mut rng).unwrap();
    House { shreds, shred, key, rng, _folder: folder }
}

/// Whether `needle` stands somewhere in `bytes`.
pub(crate) fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}
