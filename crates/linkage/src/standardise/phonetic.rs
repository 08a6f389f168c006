//! A key of sound for names: spelling families of Swedish names fall together.

use super::letters::fold_push;
use super::name::name;
use super::text::{finish, word_push};

/// The key of a name: equal for spellings that sound alike or that lost their å, ä, ö on the way.
///
/// Letters are folded (`å`, `ä`, `aa`, `ae` to a; `ö`, `oe` to o); c and ch to k, or to s before e, i, y; `qv`, `qu` to kv; w
/// to v; ph to f; z to s; x to ks; y to i; v to f at the end and before s (Gustavsson); th to t; h that is not followed by a
/// vowel, double letters and particles are dropped. Word for word, so that the words can still be compared as tokens.
///
/// ```
/// use linkage::standardise::phonetic_name;
///
/// assert_eq!(phonetic_name("Lindqvist"), phonetic_name("Lindkvist"));
/// assert_eq!(phonetic_name("Ericsson"), phonetic_name("Erixon"));
/// assert_eq!(phonetic_name("Åkerlöf"), phonetic_name("Aakerloev"));
/// assert_eq!(phonetic_name("von Ekström").as_deref(), Some("ekstrom"));
/// ```
#[must_use]
pub fn phonetic_name(raw: &str) -> Option<String> {
    let name = name(raw)?;
    let mut folded = String::with_capacity(name.len());
    name.chars().for_each(|c| fold_push(&mut folded, c));
    let (mut without, mut with) = (String::new(), String::new());
    for word in folded.split(' ') {
        let key = word_key(word);
        if PARTICLES.contains(&key.as_str()) {
            word_push(&mut with, &key);
        } else {
            word_push(&mut without, &key);
        }
    }
    finish(if without.is_empty() { with } else { without })
}

/// The keys of particles that are written or left out.
const PARTICLES: [&str; 5] = ["af", "de", "der", "van", "von"];

/// The key of one folded word.
fn word_key(folded: &str) -> String {
    let mut key: Vec<char> = folded.chars().collect();
    // Each rule shortens the word or leads a letter towards the last alphabet (x, which lengthens, never comes back), so
    // that the loop ends. One round is nearly always enough; the second finds nothing to do.
    loop {
        let spelled = spelling(&key);
        let next = collapsed(&spelled);
        if next == key {
            return next.into_iter().collect();
        }
        key = next;
    }
}

/// One letter for each way of writing a sound.
fn spelling(word: &[char]) -> Vec<char> {
    let mut out = Vec::with_capacity(word.len() + 2);
    let mut rest = word;
    while let Some((sound, after)) = first_sound(rest, out.is_empty()) {
        out.extend(sound.chars());
        if sound.is_empty() {
            out.extend(rest.first());
        }
        rest = after;
    }
    out
}

/// The sound at the start of the letters and what follows it; an empty sound means the letter as it stands.
fn first_sound(letters: &[char], is_start: bool) -> Option<(&'static str, &[char])> {
    let (first, after_one) = letters.split_first()?;
    let after_two = after_one.split_first().map_or(after_one, |(_, rest)| rest);
    let second = after_one.first().copied().unwrap_or(' ');
    let is_end = after_two.is_empty();
    Some(match (*first, second) {
        ('a', 'a' | 'e') => ("a", after_two),
        ('o', 'e') => ("o", after_two),
        ('u', 'e') => ("u", after_two),
        ('p', 'h') => ("f", after_two),
        ('t', 'h') => ("t", after_two),
        ('c', 'k' | 'h') => ("k", after_two),
        ('c', 'e' | 'i' | 'y') => ("s", after_one),
        ('q', 'v' | 'u' | 'w') => ("kv", after_two),
        ('c' | 'q', _) => ("k", after_one),
        ('t', 'z') => ("s", after_two),
        ('d', 't') if is_end => ("t", after_two),
        ('h' | 'g' | 'd' | 'l', 'j') if is_start => ("j", after_two),
        ('k', 'h') if is_start => ("k", after_two),
        ('g', 'h') if is_start => ("g", after_two),
        ('r', 'h') if is_start => ("r", after_two),
        ('x', _) => ("ks", after_one),
        ('z', _) => ("s", after_one),
        ('w', _) => ("v", after_one),
        ('y', _) => ("i", after_one),
        _ => ("", after_one),
    })
}

/// Without silent h, with f for v at the end and before s, and without double letters.
fn collapsed(word: &[char]) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(word.len());
    let mut rest = word;
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        let next = after.first().copied();
        let letter = match (first, next) {
            ('h', next) if !out.is_empty() && !next.is_some_and(is_vowel) => continue,
            ('v', None | Some('s')) if !out.is_empty() => 'f',
            _ => first,
        };
        if letter.is_ascii_digit() || out.last() != Some(&letter) {
            out.push(letter);
        }
    }
    // A lost letter stands before another, or is nothing; see `name_words`.
    out.truncate(out.iter().rposition(|c| *c != '?').map_or(0, |last| last + 1));
    out
}

const fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_have_one_key() {
        let families: [&[&str]; 12] = [
            &["Karlsson", "Carlsson", "Karlson", "CARLSON"],
            &["Eriksson", "Ericsson", "Erikson", "Erixon"],
            &["Gustafsson", "Gustavsson", "Gustafson"],
            &["Lindqvist", "Lindkvist", "Lindquist", "Lindqwist"],
            &["Wallin", "Vallin", "Walin"],
            &["Sofia", "Sophia", "Sofya"],
            &["Åberg", "Aaberg", "Aberg", "Ã…berg"],
            &["Söderström", "Soederstroem", "Soderstrom"],
            &["Lindh", "Lind"],
            &["Sara", "Sarah"],
            &["Christer", "Krister"],
            &["Hjelm", "Jelm"],
        ];
        for family in families {
            let keys: Vec<_> = family.iter().map(|name| phonetic_name(name)).collect();
            assert!(keys.windows(2).all(|pair| pair.first() == pair.last()), "{family:?} {keys:?}");
        }
    }

    #[test]
    fn different_names_keep_different_keys() {
        assert_ne!(phonetic_name("Karlsson"), phonetic_name("Larsson"));
        assert_ne!(phonetic_name("Nilsson"), phonetic_name("Nelson"));
    }

    #[test]
    fn a_particle_alone_is_a_name() {
        assert_eq!(phonetic_name("von").as_deref(), Some("von"));
    }
}
