//! What every standardiser starts and ends with: spaces, placeholders, and plain digits.

use std::borrow::Cow;

use super::letters::repair;

/// Spaces trimmed and collapsed, nothing else: case, punctuation and placeholders stay, so that comparisons agree with
/// those of other tools.
///
/// ```
/// use linkage::standardise::text;
///
/// assert_eq!(text("  Anna   Exempel ").as_deref(), Some("Anna Exempel"));
/// assert_eq!(text(" "), None);
/// ```
#[must_use]
pub fn text(raw: &str) -> Option<String> {
    let mut out = String::with_capacity(raw.len());
    for word in raw.split_whitespace() {
        word_push(&mut out, word);
    }
    (!out.is_empty()).then_some(out)
}

/// The digits 0 to 9 and nothing else; `None` when there are none but zeros.
///
/// ```
/// use linkage::standardise::digits;
///
/// assert_eq!(digits("nr 180-49 74").as_deref(), Some("1804974"));
/// assert_eq!(digits("0000"), None);
/// ```
#[must_use]
pub fn digits(raw: &str) -> Option<String> {
    finish(digits_only(raw))
}

/// Whether the text says only that there is no value: nothing but punctuation, zeros or the letter x, a word such as
/// `okänd` or `N/A`, or what a publisher writes where something was taken out.
///
/// ```
/// use linkage::standardise::is_placeholder;
///
/// assert!(["-", "0000", "XXX", "Saknas", "n/a", "REDACTED PERSONAL DATA"].iter().all(|text| is_placeholder(text)));
/// assert!(!is_placeholder("Naima"));
/// ```
#[must_use]
pub fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let mut marks = text.chars().filter(|c| c.is_alphanumeric());
    match marks.next() {
        None => return true,
        Some('0') if marks.all(|c| c == '0') => return true,
        Some('x' | 'X') if marks.all(|c| matches!(c, 'x' | 'X')) => return true,
        Some(_) => {}
    }
    if text.len() <= LONGEST_WORD && NO_VALUE.iter().any(|word| lower_eq(text, word)) {
        return true;
    }
    let first = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    TAKEN_OUT.iter().any(|word| lower_eq(first, word))
}

/// The length in bytes of the longest of [`NO_VALUE`].
const LONGEST_WORD: usize = 24;

/// Texts that stand for no value, in lower case.
const NO_VALUE: [&str; 53] = [
    "#n/a",
    "#saknas!",
    "anonym",
    "blank",
    "ej aktuellt",
    "ej angett",
    "ej angiven",
    "ej angivet",
    "ej känd",
    "ej känt",
    "ej relevant",
    "ej tillämpligt",
    "finns ej",
    "finns inte",
    "ingen",
    "ingen uppgift",
    "inget",
    "inte angivet",
    "n.a.",
    "n.n",
    "n.n.",
    "n/a",
    "na",
    "nan",
    "nil",
    "nn",
    "none",
    "not available",
    "null",
    "okand",
    "okant",
    "okänd",
    "okända",
    "okänt",
    "saknar",
    "saknas",
    "saknad",
    "skyddad",
    "skyddad adress",
    "skyddad folkbokföring",
    "skyddad identitet",
    "skyddad uppgift",
    "skyddade personuppgifter",
    "skyddade uppgifter",
    "skyddat",
    "unknown",
    "uppg saknas",
    "uppg. saknas",
    "uppgift saknas",
    "uppgifter saknas",
    "utan fast adress",
    "undefined",
    "(null)",
];

/// First words of a text that stands where something was taken out, in lower case.
const TAKEN_OUT: [&str; 5] = ["redacted", "maskerad", "maskerat", "sekretess", "borttagen"];

/// Whether the text in lower case is the word, which is in lower case and has only letters of one length in both cases.
pub(super) fn lower_eq(text: &str, word: &str) -> bool {
    // The length decides nearly always: this is asked of every value and some fifty words.
    text.len() == word.len() && text.chars().flat_map(char::to_lowercase).eq(word.chars())
}

/// The text repaired and trimmed, unless it is a placeholder.
pub(super) fn tidy(raw: &str) -> Option<Cow<'_, str>> {
    let text = repair(raw.trim());
    (!is_placeholder(&text)).then_some(text)
}

/// The result, unless nothing is left of it or it has become a placeholder.
pub(super) fn finish(out: String) -> Option<String> {
    (!is_placeholder(&out)).then_some(out)
}

/// Appends a word after a space.
pub(super) fn word_push(out: &mut String, word: &str) {
    if !out.is_empty() && !word.is_empty() {
        out.push(' ');
    }
    out.push_str(word);
}

/// The ASCII digits.
pub(super) fn digits_only(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The ASCII letters and digits, in capitals.
pub(super) fn capitals_and_digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// The digits of a number that a spreadsheet may have written as `123.0`.
pub(super) fn number_digits(text: &str) -> String {
    digits_only(text.trim_end().strip_suffix(".0").unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_placeholder_is_longer_than_the_limit() {
        assert_eq!(NO_VALUE.iter().map(|word| word.len()).max(), Some(LONGEST_WORD));
    }

    #[test]
    fn every_listed_placeholder_is_one_in_any_case() {
        for word in NO_VALUE {
            assert!(is_placeholder(word) && is_placeholder(&word.to_uppercase()), "{word}");
        }
    }

    #[test]
    fn names_that_resemble_placeholders_stay() {
        for name in ["Tom", "Nan Exempel", "Xena", "Ingenjör", "10", "X-ray"] {
            assert!(!is_placeholder(name), "{name}");
        }
    }
}
