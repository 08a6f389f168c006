//! The key of what somebody without an account has under way: it lies in their browser and nowhere else.

use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use crate::{
    Context, Sealed, VaultError, hex, sealed,
    secret::{Bytes32, derive, hidden, random},
};

const CONTENT: &str = "insyn 2026 content of a draft";
const NAME: &str = "insyn 2026 name of a draft";
const TOKEN: &str = "insyn 2026 token of the forms of a draft";

/// 256 random bits that a browser holds. Whoever keeps the draft keeps it sealed, and forgets the key after each request.
#[derive(Clone)]
pub struct DraftKey(Bytes32);

hidden!(DraftKey);

impl DraftKey {
    /// A fresh one.
    #[must_use]
    pub fn generate(rng: &mut dyn CryptoRngCore) -> Self {
        Self(random(rng))
    }

    /// The key in a text of [`DraftKey::text`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        hex::decode(text).map(|bytes| Self(Zeroizing::new(bytes)))
    }

    /// The key as 64 hexadecimal digits, for the browser.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(self.0.as_slice()))
    }

    /// What the draft is kept under: 64 hexadecimal digits from which the key does not follow.
    #[must_use]
    pub fn name(&self) -> String {
        hex::encode(derive(NAME, &self.0).as_slice())
    }

    /// Bytes that only who has the key can know, for the forms of the draft.
    #[must_use]
    pub fn token(&self) -> [u8; 32] {
        *derive(TOKEN, &self.0)
    }

    /// Seals a part of the draft.
    ///
    /// # Errors
    /// When it is larger than 1 GiB.
    pub fn seal(&self, object: &str, plain: &[u8], rng: &mut dyn CryptoRngCore) -> Result<Sealed, VaultError> {
        sealed::seal(&derive(CONTENT, &self.0), &Context::new("draft", object), plain, rng)
    }

    /// Opens a part of the draft.
    ///
    /// # Errors
    /// When key or part is another one, or a byte was changed.
    pub fn open(&self, object: &str, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        sealed::open(&derive(CONTENT, &self.0), &Context::new("draft", object), sealed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_opens_with_its_own_key_and_in_its_own_place() {
        let (own, other) = (DraftKey(Zeroizing::new([1; 32])), DraftKey(Zeroizing::new([2; 32])));
        let sealed = own.seal("answers", b"ord", &mut rand_core::OsRng).unwrap();
        let again = DraftKey::parse(&own.text()).unwrap();
        assert_eq!(again.open("answers", &sealed).unwrap().as_slice(), b"ord");
        assert!(other.open("answers", &sealed).is_err() && own.open("file/1", &sealed).is_err());
        assert_eq!((again.name(), again.token()), (own.name(), own.token()));
        assert_ne!(own.name(), other.name());
        assert!(!own.name().contains(own.text().as_str()) && DraftKey::parse("01").is_none());
        assert_eq!(format!("{own:?}"), "DraftKey(…)");
    }
}
