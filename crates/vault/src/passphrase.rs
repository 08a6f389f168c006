//! Whether a passphrase is too easy to guess.
//!
//! What protects keys against somebody who has the database is the passphrase alone: Argon2id makes each guess dear, but
//! only length and variety make the guesses many. Five words drawn by lot from 7 776 are 64 bits, and with the cost of
//! [`crate::Cost::PASSPHRASE`] beyond any budget. A rule cannot see how a phrase was chosen; it refuses the worst.

use std::collections::BTreeSet;

use secrecy::{ExposeSecret as _, SecretString};

/// What is chosen, and so how much is asked of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// The passphrase of a person's keys: at least 20 characters, and at least four words if it is of words.
    Passphrase,
    /// The password of an account, which is tried against the server only: at least 12 characters.
    Password,
}

impl Rule {
    const fn shortest(self) -> usize {
        match self {
            Self::Passphrase => 20,
            Self::Password => 12,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Passphrase => "lösenfrasen",
            Self::Password => "lösenordet",
        }
    }
}

/// The most characters: more is a mistake of pasting, and would let a stranger make the server work.
const LONGEST: usize = 1024;
/// The fewest different characters.
const DIFFERENT: usize = 8;

/// Why a passphrase or password is refused. Says nothing of what it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Weak {
    /// Too few characters.
    #[error("{what} är {length} tecken men ska vara minst {least}; lägg till ord som inte hör ihop")]
    Short {
        /// Passphrase or password.
        what: &'static str,
        /// Its length.
        length: usize,
        /// The shortest.
        least: usize,
    },
    /// Too many characters.
    #[error("{what} är längre än {LONGEST} tecken; har något annat klistrats in?")]
    Long {
        /// Passphrase or password.
        what: &'static str,
    },
    /// The same again and again, or a row of the keyboard.
    #[error("{what} upprepar samma tecken eller ord eller följer en rad som 1234; välj ord som inte hör ihop")]
    Repeated {
        /// Passphrase or password.
        what: &'static str,
    },
    /// Words, but few.
    #[error("lösenfrasen har {words} olika ord men ska ha minst {FEWEST_WORDS}; lägg till ord som inte hör ihop")]
    FewWords {
        /// How many different words.
        words: usize,
    },
    /// The name of the account or of the person in it.
    #[error("{what} innehåller ditt namn eller användarnamn; välj något som ingen kan gissa om dig")]
    Personal {
        /// Passphrase or password.
        what: &'static str,
    },
}

/// The fewest words of a phrase of words.
const FEWEST_WORDS: usize = 4;

/// Refuses what is short, repeated or built on what others know of its owner (`known`: user name, given name …).
///
/// # Errors
/// [`Weak`] with the reason and what to do.
pub fn check(chosen: &SecretString, rule: Rule, known: &[&str]) -> Result<(), Weak> {
    let text = chosen.expose_secret().trim();
    let what = rule.name();
    let signs: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    let length = text.chars().count();
    if length < rule.shortest() {
        return Err(Weak::Short { what, length, least: rule.shortest() });
    }
    if length > LONGEST {
        return Err(Weak::Long { what });
    }
    if repeated(&signs) {
        return Err(Weak::Repeated { what });
    }
    let lower: String = signs.iter().collect();
    if known.iter().any(|known| known.chars().count() >= 4 && lower.contains(&known.to_lowercase())) {
        return Err(Weak::Personal { what });
    }
    let words: BTreeSet<&str> = lower.split_whitespace().collect();
    if rule == Rule::Passphrase && words.len() > 1 && words.len() < FEWEST_WORDS {
        return Err(Weak::FewWords { words: words.len() });
    }
    Ok(())
}

/// Few different signs, one part again and again, or mostly a row of neighbours such as `abcdef` and `987654`.
fn repeated(signs: &[char]) -> bool {
    let different = signs.iter().collect::<BTreeSet<_>>().len();
    let periodic = (1..=signs.len() / 2).any(|period| signs.iter().zip(signs.iter().skip(period)).all(|(a, b)| a == b));
    let step = |(a, b): (&char, &char)| i64::from(u32::from(*b)) - i64::from(u32::from(*a));
    let steps: Vec<i64> = signs.iter().zip(signs.iter().skip(1)).map(step).collect();
    let neighbours = steps.iter().zip(steps.iter().skip(1)).filter(|(a, b)| a == b && a.abs() <= 1).count();
    different < DIFFERENT || periodic || neighbours * 2 > signs.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str, rule: Rule) -> Option<Weak> {
        check(&SecretString::from(text), rule, &["samordnare", "Eva", "Exempelsson"]).err()
    }

    #[test]
    fn four_or_more_unlike_words_are_taken() {
        for text in ["mossa cykel trumpet fjorton moln", "korrekt häst batteri häftklammer", "x9#Lq2!vTz0&pW4sYu8e"] {
            assert_eq!(refused(text, Rule::Passphrase), None, "{text}");
        }
        assert_eq!(refused("grön-sten-17x", Rule::Password), None);
    }

    #[test]
    fn what_is_short_is_refused_with_its_length() {
        assert_eq!(
            refused("mossa cykel", Rule::Passphrase).unwrap().to_string(),
            "lösenfrasen är 11 tecken men ska vara minst 20; lägg till ord som inte hör ihop"
        );
        assert!(matches!(refused("   sommar2026        ", Rule::Password), Some(Weak::Short { length: 10, .. })));
    }

    #[test]
    fn what_is_repeated_is_refused() {
        for text in [
            "aaaaaaaaaaaaaaaaaaaaaaaa",
            "abcabcabcabcabcabcabcabc",
            "sommarlov sommarlov sommarlov",
            "Hemlighet1Hemlighet1Hemlighet1",
            "abcdefghijklmnopqrstuvwxyz",
            "98765432109876543210",
            "abababababccabababab",
        ] {
            assert!(matches!(refused(text, Rule::Passphrase), Some(Weak::Repeated { .. })), "{text}");
        }
    }

    #[test]
    fn few_words_names_and_what_is_endless_are_refused() {
        assert!(matches!(refused("säkerhetssamordnaren kaffekopp", Rule::Password), Some(Weak::Personal { .. })));
        assert!(matches!(refused("trädgårdsmöbler regnrock", Rule::Passphrase), Some(Weak::FewWords { words: 2 })));
        assert!(matches!(refused("exempelsson cykel moln tratt", Rule::Passphrase), Some(Weak::Personal { .. })));
        assert!(matches!(refused(&"mossa cykel ".repeat(100), Rule::Passphrase), Some(Weak::Long { .. })));
    }
}
