//! Blind ids: the same person or case has the same id all through the journal, and nobody without the key can tell whose.

use std::fmt;

use zeroize::Zeroize;

/// Contexts of the two keys that the secret gives: a person and a case of the same id are not to look alike.
const PERSON: &str = "insyn 2026-11-22 journal person 1";
const CASE: &str = "insyn 2026-11-22 journal case 1";

/// The secret behind the blind ids of an installation.
pub struct Key {
    person: [u8; 32],
    case: [u8; 32],
}

impl Key {
    /// From 32 random bytes, which the caller makes and keeps.
    #[must_use]
    pub fn new(mut secret: [u8; 32]) -> Self {
        let key = Self { person: blake3::derive_key(PERSON, &secret), case: blake3::derive_key(CASE, &secret) };
        secret.zeroize();
        key
    }

    /// The pseudonym of a person: 32 hexadecimal digits.
    #[must_use]
    pub fn person(&self, id: &str) -> String {
        blind(&self.person, id)
    }

    /// The blind id of a case: 32 hexadecimal digits.
    #[must_use]
    pub fn case(&self, id: &str) -> String {
        blind(&self.case, id)
    }
}

fn blind(key: &[u8; 32], id: &str) -> String {
    let hash = blake3::keyed_hash(key, id.as_bytes());
    crate::hash::encode(hash.as_bytes()).chars().take(32).collect()
}

impl Drop for Key {
    fn drop(&mut self) {
        self.person.zeroize();
        self.case.zeroize();
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Key")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_blind_in_one_way_only() {
        let key = Key::new([1; 32]);
        assert_eq!(key.person("a"), Key::new([1; 32]).person("a"));
        assert_eq!(key.person("a").len(), 32);
        assert_ne!(key.person("a"), key.person("b"));
        assert_ne!(key.person("a"), key.case("a"));
        assert_ne!(key.person("a"), Key::new([2; 32]).person("a"));
    }

    #[test]
    fn the_key_does_not_show() {
        assert_eq!(format!("{:?}", Key::new([1; 32])), "Key");
    }
}
