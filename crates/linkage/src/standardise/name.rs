//! Names of persons: exact forms in lower case that keep å, ä and ö.

use super::letters::name_words;
use super::text::{finish, tidy, word_push};

/// A full name in its two parts, as written in either order: `Förnamn Efternamn`, `Efternamn, Förnamn` or
/// `EFTERNAMN Förnamn`.
///
/// A particle begins the surname (`Carl von Essen`), a hyphen keeps two surnames together (`Alm-Berg`); of two surnames
/// without one only the last is known to be such. A single word is taken as a given name.
///
/// ```
/// use linkage::standardise::FullName;
///
/// let parts = |text| FullName::read(text).map(|name| (name.given, name.surname));
/// let anna = Some((Some("anna".to_owned()), Some("von exempel".to_owned())));
/// assert_eq!(parts("Anna von Exempel"), anna);
/// assert_eq!(parts("von Exempel, Anna"), anna);
/// assert_eq!(parts("Dödsboet efter Anna von Exempel"), anna);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FullName {
    /// The given names as [`given_name`] writes them.
    pub given: Option<String>,
    /// The surname as [`surname`] writes it.
    pub surname: Option<String>,
}

impl FullName {
    /// Parts a full name; `None` when nothing is left of it.
    #[must_use]
    pub fn read(raw: &str) -> Option<Self> {
        let text = tidy(raw)?;
        let text = without_parentheses(&text);
        let (given, surname) = match text.split_once(',') {
            Some((before, after)) if words(after).any(|word| !is_addition(word)) => (trimmed(after), trimmed(before)),
            Some((before, _)) => parted(before),
            None => parted(&text),
        };
        let name = Self { given: given_name(&given), surname: self::surname(&surname) };
        (name.given.is_some() || name.surname.is_some()).then_some(name)
    }
}

/// The words of any name, in the order written: lower case, hyphens as spaces, apostrophes and punctuation dropped.
///
/// ```
/// use linkage::standardise::name;
///
/// assert_eq!(name("O’Exempel,  Anna-KARIN").as_deref(), Some("oexempel anna karin"));
/// ```
#[must_use]
pub fn name(raw: &str) -> Option<String> {
    finish(name_words(&tidy(raw)?, ' '))
}

/// Given names: [`name`] without what stands in parentheses and without titles.
///
/// ```
/// use linkage::standardise::given_name;
///
/// assert_eq!(given_name("Anna-Karin (Anki)").as_deref(), Some("anna karin"));
/// assert_eq!(given_name("Dr. K.G.").as_deref(), Some("k g"));
/// ```
#[must_use]
pub fn given_name(raw: &str) -> Option<String> {
    let text = tidy(raw)?;
    let text = without_parentheses(&text);
    finish(without_additions(&name_words(&text, ' ')))
}

/// A surname, double ones as two words, with its particles first: `Essen, von` is `von essen`.
///
/// ```
/// use linkage::standardise::surname;
///
/// assert_eq!(surname("Alm-Öberg").as_deref(), Some("alm öberg"));
/// assert_eq!(surname("Essen, von").as_deref(), Some("von essen"));
/// ```
#[must_use]
pub fn surname(raw: &str) -> Option<String> {
    let text = tidy(raw)?;
    let words = without_additions(&name_words(&without_parentheses(&text), ' '));
    let mut parts: Vec<&str> = words.split(' ').collect();
    let behind = parts.iter().rev().take_while(|word| NOBLE.contains(word)).count();
    if behind == 0 || behind == parts.len() {
        return finish(words);
    }
    parts.rotate_right(behind);
    finish(parts.join(" "))
}

/// The one given name that is used: the marked one (`Anna *Karin*`, `Anna "Karin"`, `Anna KARIN`, `Anna (Karin)`), else
/// the first. A double name keeps its hyphen.
///
/// ```
/// use linkage::standardise::call_name;
///
/// assert_eq!(call_name("Anna *Karin* Maria").as_deref(), Some("karin"));
/// assert_eq!(call_name("Lars-Erik Gustaf").as_deref(), Some("lars-erik"));
/// ```
#[must_use]
pub fn call_name(raw: &str) -> Option<String> {
    let text = tidy(raw)?;
    let words = || text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| has_letter(word));
    let marked = words().find(|word| word.contains(['*', '"', '”', '“', '_', '(']));
    let some_are_small = words().any(|word| word.chars().any(char::is_lowercase));
    let in_capitals = words().find(|word| some_are_small && is_in_capitals(word));
    let chosen =
        marked.or(in_capitals).or_else(|| words().find(|word| !is_addition(word))).or_else(|| words().next())?;
    let name = name_words(chosen, '-');
    finish(name.split(' ').next().unwrap_or_default().to_owned())
}

/// The first letters of the words.
///
/// ```
/// use linkage::standardise::initials;
///
/// assert_eq!(initials("Karl-Gustav Exempel").as_deref(), Some("kge"));
/// assert_eq!(initials("K. G. Exempel").as_deref(), Some("kge"));
/// ```
#[must_use]
pub fn initials(raw: &str) -> Option<String> {
    finish(name(raw)?.split(' ').filter_map(|word| word.chars().next()).collect())
}

/// Words that belong to the surname that follows.
const PARTICLES: [&str; 22] = [
    "af", "al", "av", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "la", "le", "ter",
    "van", "von", "vom", "zu", "zur",
];

/// Particles that are sorted last in lists of names. The others are surnames of their own as well.
const NOBLE: [&str; 7] = ["af", "av", "de", "der", "van", "von", "zu"];

/// Titles and notes that are no part of a name.
const ADDITIONS: [&str; 22] = [
    "adv",
    "advokat",
    "avl",
    "avliden",
    "dbo",
    "direktör",
    "doktor",
    "dr",
    "dödsbo",
    "dödsboet",
    "efter",
    "fru",
    "fröken",
    "herr",
    "hr",
    "jr",
    "mr",
    "mrs",
    "ms",
    "prof",
    "professor",
    "sr",
];

/// Whether a word as written is a title or a note, `d.y.` and `d.ä.` among them.
fn is_addition(word: &str) -> bool {
    let name = name_words(word, '-');
    matches!(name.as_str(), "d y" | "d ä") || ADDITIONS.contains(&name.as_str())
}

/// The words without titles and notes, unless there are no others.
fn without_additions(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    words.split(' ').filter(|word| !is_addition(word)).for_each(|word| word_push(&mut out, word));
    if out.is_empty() { words.to_owned() } else { out }
}

/// The text without what stands in parentheses, unless that is all there is.
fn without_parentheses(text: &str) -> String {
    let mut depth = 0_usize;
    let outside: String = text
        .chars()
        .filter(|&c| {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => return depth == 0,
            }
            false
        })
        .collect();
    if has_letter(&outside) { outside } else { text.to_owned() }
}

/// Given names and surname of a name without a comma.
fn parted(text: &str) -> (String, String) {
    let all: Vec<&str> = words(text).filter(|word| !is_addition(word)).collect();
    let capitals = all.iter().take_while(|word| is_in_capitals(word)).count();
    if capitals > 0 && capitals < all.len() && !all.iter().skip(capitals).any(|word| is_in_capitals(word)) {
        let (surname, given) = all.split_at(capitals);
        return (given.join(" "), surname.join(" "));
    }
    let last = all.len().saturating_sub(1);
    let before = all.get(1..last).unwrap_or_default();
    let particles = before.iter().rev().take_while(|word| PARTICLES.contains(&name_words(word, '-').as_str())).count();
    let start = if all.len() < 2 { all.len() } else { last - particles };
    let (given, surname) = all.split_at(start);
    (given.join(" "), surname.join(" "))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter(|word| has_letter(word))
}

fn trimmed(text: &str) -> String {
    text.trim().to_owned()
}

fn has_letter(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// At least three letters, none of them small: `KG` is two initials.
fn is_in_capitals(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).nth(2).is_some() && !word.chars().any(|c| c.is_lowercase() || c == '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, given: &str, surname: &str) {
        let name = FullName::read(text);
        let found = name.as_ref().map(|n| (n.given.as_deref().unwrap_or(""), n.surname.as_deref().unwrap_or("")));
        assert_eq!(found, Some((given, surname)), "{text}");
    }

    #[test]
    fn full_names_are_parted_in_every_order() {
        check("Anna Maria Exempel", "anna maria", "exempel");
        check("EXEMPEL Anna Maria", "anna maria", "exempel");
        check("ANNA EXEMPEL", "anna", "exempel");
        check("Anna EXEMPEL", "anna", "exempel");
        check("Exempel Påhitt, Anna", "anna", "exempel påhitt");
        check("Anna Alm-Exempel", "anna", "alm exempel");
        check("Carl af Exempel", "carl", "af exempel");
        check("Johan van der Exempel", "johan", "van der exempel");
        check("Dr Bo Exempel jr", "bo", "exempel");
        check("Bo Exempel, jr", "bo", "exempel");
        check("Bo Exempel d.y.", "bo", "exempel");
        check("Bo Exempel (avliden)", "bo", "exempel");
        check("K.G. Exempel", "k g", "exempel");
        check("Exempel,", "exempel", "");
        check("Anna", "anna", "");
        check("BjÃ¶rn Ã…kerexempel", "björn", "åkerexempel");
    }

    #[test]
    fn the_call_name_is_the_marked_one() {
        for text in
            ["Anna *Karin*", "Anna Karin*", "Anna \"Karin\"", "Anna (Karin)", "Anna KARIN", "Karin", "Fru Karin"]
        {
            assert_eq!(call_name(text).as_deref(), Some("karin"), "{text}");
        }
        assert_eq!(call_name("ANNA KARIN").as_deref(), Some("anna"));
    }

    #[test]
    fn lost_letters_are_kept_as_one_unknown_letter() {
        assert_eq!(surname("Bj?rk").as_deref(), Some("bj?rk"));
        assert_eq!(surname("Bj\u{FFFD}\u{FFFD}rk").as_deref(), Some("bj?rk"));
        assert_eq!(surname("Björk?").as_deref(), Some("björk"));
    }

    #[test]
    fn particles_stand_first() {
        assert_eq!(surname("Exempel von der").as_deref(), Some("von der exempel"));
        assert_eq!(surname("von").as_deref(), Some("von"));
        assert_eq!(surname("D'Exempel").as_deref(), Some("dexempel"));
    }
}
