//! The list, and how a word is found in it however it was written.

use std::{collections::BTreeMap, sync::LazyLock};

use zeroize::Zeroizing;

/// Words in the list: 6⁵.
pub(super) const COUNT: u16 = 7776;

/// The most that is read of a text, in bytes; a receipt has at most 70.
const MOST: usize = 1000;

static LIST: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("../../data/receipt-words.txt").lines().collect());

/// Places by the word without dots and rings.
static PLACES: LazyLock<BTreeMap<String, u16>> =
    LazyLock::new(|| LIST.iter().zip(0..).map(|(word, place)| (fold(word).as_str().to_owned(), place)).collect());

/// Every word, in the order of the file.
pub(super) fn all() -> &'static [&'static str] {
    &LIST
}

/// The word at a place.
pub(super) fn word(place: u16) -> &'static str {
    // INVARIANT: places come from `below(COUNT)` and from `place`, and the list has COUNT words.
    LIST.get(usize::from(place)).copied().unwrap_or_default()
}

/// The place of a folded word.
pub(super) fn place(folded: &str) -> Option<u16> {
    PLACES.get(folded).copied()
}

/// The words of a text, folded. Text beyond what any receipt needs is not read.
pub(super) fn read(text: &str) -> Vec<Zeroizing<String>> {
    let folded = fold(text.get(..text.floor_char_boundary(MOST)).unwrap_or_default());
    folded
        .split(|sign: char| !sign.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(|word| Zeroizing::new(word.to_owned()))
        .collect()
}

/// Lower case, and letters without dots, rings and accents, whether these are written as one sign or two.
fn fold(text: &str) -> Zeroizing<String> {
    let mut folded = Zeroizing::new(String::with_capacity(text.len() * 2));
    let signs = text.chars().flat_map(char::to_lowercase).filter(|sign| !('\u{300}'..='\u{36f}').contains(sign));
    folded.extend(signs.map(|sign| match sign {
        'å' | 'ä' | 'á' | 'à' | 'â' | 'ã' | 'æ' => 'a',
        'ö' | 'ø' | 'ó' | 'ò' | 'ô' | 'õ' => 'o',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'ü' | 'ú' | 'ù' | 'û' => 'u',
        sign => sign,
    }));
    folded
}

/// The word of the list that is most like a folded one; none when no word is like it.
pub(super) fn nearest(folded: &str) -> Option<&'static str> {
    let written: Zeroizing<Vec<char>> = Zeroizing::new(folded.chars().collect());
    if written.len() > 20 {
        return None;
    }
    let (changes, place) = PLACES.iter().map(|(word, place)| (changes(&written, word), *place)).min()?;
    (changes <= 3 && changes < written.len()).then(|| word(place))
}

/// How many letters must be changed, added or taken away to make one word of the other.
fn changes(one: &[char], other: &str) -> usize {
    let mut row: Vec<usize> = (0..=one.len()).collect();
    for (at, letter) in other.chars().enumerate() {
        let mut corner = at;
        let mut left = at + 1;
        let mut next = vec![left];
        for (own, above) in one.iter().zip(row.iter().skip(1)) {
            let replaced = corner + usize::from(*own != letter);
            left = replaced.min(above + 1).min(left + 1);
            corner = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn there_are_7776_words_of_4_to_8_small_letters_in_order() {
        assert_eq!(LIST.len(), usize::from(COUNT));
        assert!(LIST.is_sorted());
        for word in LIST.iter() {
            assert!((4..=8).contains(&word.chars().count()), "{word}");
            assert!(word.chars().all(|letter| letter.is_ascii_lowercase() || "åäö".contains(letter)), "{word}");
        }
    }

    #[test]
    fn a_published_list_never_changes() {
        use sha2::Digest as _;
        let hash = sha2::Sha256::digest(include_str!("../../data/receipt-words.txt"));
        assert_eq!(crate::hex::encode(&hash), "682e49f0b3e02df171e5307f6d7b41b05677502f41d026163ff174861a3eaefd");
    }

    #[test]
    fn six_words_are_more_than_77_bits() {
        assert!(6.0 * f64::from(COUNT).log2() > 77.5);
    }

    #[test]
    fn no_two_words_are_one_without_dots_and_rings() {
        assert_eq!(PLACES.len(), LIST.len());
    }

    #[test]
    fn no_word_is_the_beginning_of_another_even_without_dots_and_rings() {
        for pair in PLACES.keys().collect::<Vec<_>>().windows(2) {
            assert!(!pair[1].starts_with(pair[0].as_str()), "{} begins {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn doubled_letters_and_spellings_of_one_sound_part_no_two_words() {
        let sounds: BTreeSet<String> = LIST.iter().map(|word| heard(word)).collect();
        assert_eq!(sounds.len(), LIST.len());
    }

    /// A word as it is heard, roughly: spellings of one sound are one, doubled letters are single.
    fn heard(word: &str) -> String {
        let mut sound = String::new();
        let word = ["skj", "stj", "sj"].iter().fold(word.to_owned(), |word, spelt| word.replace(spelt, "S"));
        for letter in word.replace("ck", "k").replace('x', "ks").chars() {
            let letter = match letter {
                'ä' => 'e',
                'å' => 'o',
                letter => letter,
            };
            if !sound.ends_with(letter) {
                sound.push(letter);
            }
        }
        sound
    }

    #[test]
    fn voiced_and_voiceless_part_no_two_words() {
        let alike = |letter| match letter {
            'b' => 'p',
            'd' => 't',
            'g' => 'k',
            'v' => 'f',
            'm' => 'n',
            letter => letter,
        };
        let mut seen = std::collections::BTreeMap::new();
        for word in LIST.iter() {
            // Two words that differ in one such letter: all others are the same.
            let sound = heard(word);
            for (at, letter) in sound.char_indices() {
                let key: (usize, String) =
                    (at, sound.char_indices().map(|(i, l)| if i == at { alike(l) } else { l }).collect());
                if let Some((other, before)) = seen.insert(key, (*word, letter)) {
                    assert_eq!(before, letter, "{other} and {word}");
                }
            }
        }
    }

    #[test]
    fn words_that_would_frighten_are_not_in_the_list() {
        for word in ["död", "mörda", "våld", "hota", "straff", "polis", "fängelse", "självmord", "svek", "tjallare"]
        {
            assert!(!LIST.contains(&word), "{word}");
        }
    }

    #[test]
    fn letters_are_read_however_they_are_written() {
        assert_eq!(fold("ÅKER a\u{30a}ker Åker").as_str(), "aker aker aker");
        let words = read(" 1. Äpple–BÅT,\n\u{a0}o\u{308}l ");
        assert_eq!(words.iter().map(|word| word.as_str()).collect::<Vec<_>>(), ["apple", "bat", "ol"]);
        assert!(read(&"a ".repeat(1_000_000)).len() < 1000);
        assert!(read(&"å".repeat(1_000_000)).len() < 1000);
    }

    #[test]
    fn changes_are_counted() {
        for (one, other, count) in [("apple", "apple", 0), ("aple", "apple", 1), ("", "bat", 3), ("tavla", "avel", 3)] {
            assert_eq!(changes(&one.chars().collect::<Vec<_>>(), other), count, "{one} {other}");
        }
    }
}
