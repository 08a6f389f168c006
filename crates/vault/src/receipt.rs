//! The receipt of a report: seven Swedish words, with which the reporter comes back, and nobody else.
//!
//! The words are drawn from a list of 7 776 that can not be mistaken for each other, in writing or by ear (`data/`). The
//! first is the *locator*: it says where to look, and is no secret. The other six are: 77.5 bits. With a salt of its
//! report they give, by Argon2id ([`crate::Cost::RECEIPT`]), the key that the reporter's own keys lie under
//! ([`ReporterKeys`]). They are shown once and stored nowhere; who loses them can report anew, and nobody can help.
//!
//! Who has a copy of the disk, 1 000 TiB of memory and needs 10 ms for an attempt, goes through the words of one report in
//! four million years; and every report must be tried by itself, since each has its salt.
//!
//! An unknown locator costs what a known one costs, so the time of the answer does not tell which reports there are.

mod error;
mod reporter;
mod words;

use std::fmt;

use rand_core::CryptoRngCore;
use secrecy::SecretString;
use zeroize::{Zeroize as _, Zeroizing};

pub use error::NotAReceipt;
pub use reporter::ReporterKeys;

/// How many words a receipt has.
pub const WORDS: usize = 7;

/// The seven words. Wiped when let go.
pub struct Receipt(Zeroizing<[u16; WORDS]>);

impl fmt::Debug for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Receipt(…)")
    }
}

impl Receipt {
    /// A fresh one. `taken` says which locators other reports have; one that is free is drawn as long as there is any,
    /// so that a locator leads to one report and every attempt costs the same.
    #[must_use]
    pub fn generate(taken: impl Fn(&str) -> bool, rng: &mut dyn CryptoRngCore) -> Self {
        let free = words::all().iter().zip(0..).filter(|(word, _)| !taken(word)).map(|(_, place)| place);
        let free: Vec<u16> = free.collect();
        let mut places = Zeroizing::new([0; WORDS]);
        for place in places.iter_mut() {
            *place = below(words::COUNT, rng);
        }
        let drawn = u16::try_from(free.len()).ok().filter(|count| *count > 0).map(|count| below(count, rng));
        if let (Some(locator), Some(place)) = (places.first_mut(), drawn.and_then(|at| free.get(usize::from(at)))) {
            *locator = *place;
        }
        Self(places)
    }

    /// The receipt that somebody wrote: in capitals or not, with å, ä and ö or without their dots and rings, parted by
    /// anything that is no letter.
    ///
    /// # Errors
    /// [`NotAReceipt`] with the first word that is not in the list, and the one most like it.
    pub fn parse(text: &str) -> Result<Self, NotAReceipt> {
        let words = words::read(text);
        let mut places = Zeroizing::new([0; WORDS]);
        if words.len() != WORDS {
            return Err(NotAReceipt::Count { found: words.len() });
        }
        for (at, (place, word)) in places.iter_mut().zip(words.iter()).enumerate() {
            *place = words::place(word).ok_or_else(|| NotAReceipt::unknown(at + 1, word))?;
        }
        Ok(Self(places))
    }

    /// The words, to show once.
    #[must_use]
    pub fn words(&self) -> [&'static str; WORDS] {
        self.0.map(words::word)
    }

    /// The word that says where to look. No secret: it is stored in the clear.
    #[must_use]
    pub fn locator(&self) -> &'static str {
        let [locator, ..] = self.words();
        locator
    }

    /// The six secret words as Argon2id takes them.
    fn secret(&self) -> SecretString {
        let [_, secret @ ..] = self.words();
        // Of the right size from the start, so that no copy is left behind when it grows.
        let size = secret.iter().map(|word| word.len() + 1).sum();
        let mut text = String::with_capacity(size);
        for word in secret {
            text.push_str(word);
            text.push(' ');
        }
        let secret = SecretString::from(text.as_str());
        text.zeroize();
        secret
    }
}

/// A number below `count`, each as likely as the other: what would make some likelier is drawn again.
fn below(count: u16, rng: &mut dyn CryptoRngCore) -> u16 {
    let fair = u16::MAX - (u16::MAX % count + 1) % count;
    loop {
        let mut bytes = [0; 2];
        rng.fill_bytes(&mut bytes);
        let drawn = u16::from_be_bytes(bytes);
        bytes.zeroize();
        if drawn <= fair {
            return drawn % count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives these numbers in turn.
    struct Given(Vec<u16>);

    impl rand_core::RngCore for Given {
        fn next_u32(&mut self) -> u32 {
            rand_core::impls::next_u32_via_fill(self)
        }

        fn next_u64(&mut self) -> u64 {
            rand_core::impls::next_u64_via_fill(self)
        }

        fn fill_bytes(&mut self, bytes: &mut [u8]) {
            bytes.copy_from_slice(&self.0.remove(0).to_be_bytes());
        }

        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rand_core::Error> {
            self.fill_bytes(bytes);
            Ok(())
        }
    }

    impl rand_core::CryptoRng for Given {}

    #[test]
    fn a_number_that_would_make_the_first_words_likelier_is_drawn_again() {
        // 65 536 = 8 * 7 776 + 3 328: the last 3 328 numbers are left over.
        assert_eq!(below(7776, &mut Given(vec![62_208, 65_535, 62_207])), 7775);
        assert_eq!(below(7776, &mut Given(vec![7776])), 0);
        assert_eq!(below(1, &mut Given(vec![65_535])), 0);
        assert_eq!(below(4, &mut Given(vec![65_535])), 3);
        assert_eq!(below(65_535, &mut Given(vec![65_535, 65_534])), 65_534);
    }
}
