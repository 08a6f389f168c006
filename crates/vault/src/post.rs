//! What is sent to a key whose secret half is elsewhere: an age file of a size that tells little, bound to its place.
//!
//! ```text
//! age file to the key
//! └─ length of the place (8 bytes, big end first), the place, then length, content and zeros up to the bucket
//! ```
//! Whoever has the public half can send; so what comes says nothing of who sent it.

use zeroize::Zeroizing;

use crate::{
    Context, VaultError,
    age_file::{self, Pair},
    case::read,
    sealed::pad,
};

/// Seals content to a key, `age1…`.
pub(crate) fn seal(to: &str, place: &Context<'_>, plain: &[u8]) -> Result<Vec<u8>, VaultError> {
    let to = age_file::recipient(to).ok_or(VaultError::PublicKey { detail: "mottagaren är ingen age-nyckel" })?;
    age_file::encrypt(&[to], &letter(place, plain))
}

/// What is encrypted.
fn letter(place: &Context<'_>, plain: &[u8]) -> Zeroizing<Vec<u8>> {
    let place = place.bytes();
    let mut letter = Zeroizing::new(Vec::with_capacity(8 + place.len() + pad::size(plain.len())));
    letter.extend_from_slice(&(place.len() as u64).to_be_bytes());
    letter.extend_from_slice(&place);
    pad::append(&mut letter, plain);
    letter
}

/// Opens what was sent to this key for this place.
pub(crate) fn open(pair: &Pair, place: &Context<'_>, letter: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let letter = read(pair, letter)?;
    let place = place.bytes();
    let padded = letter
        .strip_prefix(&(place.len() as u64).to_be_bytes())
        .and_then(|rest| rest.strip_prefix(place.as_slice()))
        .ok_or(VaultError::NotOpened)?;
    let padded = Zeroizing::new(padded.to_vec());
    pad::remove(padded).ok_or(VaultError::SealedForm { detail: "dess längd stämmer inte" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_and_a_sentence_are_of_one_size() {
        let size = |length: usize| letter(&Context::new("a1b2", "message/1"), &vec![b'x'; length]).len();
        assert_eq!(size(0), size(248));
        assert_eq!(size(249) - size(248), 256);
        assert_eq!(size(1_000_000), size(1_014_000));
    }
}
