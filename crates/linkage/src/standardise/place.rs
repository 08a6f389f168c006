//! Post codes and places.

use super::letters::name_words;
use super::text::{capitals_and_digits, finish, number_digits, tidy, word_push};

/// A post code: five digits, without `SE-` and without a place after it; a foreign one as its letters and digits in
/// capitals.
///
/// ```
/// use linkage::standardise::post_code;
///
/// assert_eq!(post_code("SE-123 45").as_deref(), Some("12345"));
/// assert_eq!(post_code("123 45 Exempelstad").as_deref(), Some("12345"));
/// assert_eq!(post_code("sw1a 1aa").as_deref(), Some("SW1A1AA"));
/// ```
#[must_use]
pub fn post_code(raw: &str) -> Option<String> {
    let text = tidy(raw)?;
    let plain = match text.strip_suffix(".0") {
        Some(_) => number_digits(&text),
        None => capitals_and_digits(&text),
    };
    let swedish = plain.strip_prefix("SE").or_else(|| plain.strip_prefix('S')).unwrap_or(&plain);
    finish(five_digits(swedish).map_or_else(|| plain.clone(), str::to_owned))
}

/// The first five characters, when they are digits and no sixth follows.
fn five_digits(text: &str) -> Option<&str> {
    let (five, rest) = text.split_at_checked(5)?;
    let right = five.bytes().all(|b| b.is_ascii_digit()) && !rest.starts_with(|c: char| c.is_ascii_digit());
    right.then_some(five)
}

/// A place: words in lower case, a post code before it dropped, common abbreviations written out.
///
/// ```
/// use linkage::standardise::place;
///
/// assert_eq!(place("123 45  ÖVRE EXEMPELBY").as_deref(), Some("övre exempelby"));
/// assert_eq!(place("Sthlm").as_deref(), Some("stockholm"));
/// assert_eq!(place("S:t Exempel"), place("Sankt Exempel"));
/// ```
#[must_use]
pub fn place(raw: &str) -> Option<String> {
    let text = tidy(raw)?;
    let text = text.trim_start_matches("SE-").trim_start_matches("S-");
    let words = name_words(&text.replace([':', '.'], ""), ' ');
    let mut out = String::with_capacity(words.len() + 4);
    for word in words.split(' ').filter(|word| !word.starts_with(|c: char| c.is_ascii_digit())) {
        let is_first = out.is_empty();
        word_push(&mut out, written_out(word, is_first));
    }
    finish(if out.is_empty() { words } else { out })
}

fn written_out(word: &str, is_first: bool) -> &str {
    match word {
        "sthlm" => "stockholm",
        "gbg" | "gothenburg" => "göteborg",
        "s" if is_first => "södra",
        "n" if is_first => "norra",
        "st" if is_first => "sankt",
        "sta" if is_first => "sankta",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn post_codes_have_one_form() {
        for text in ["12345", "123 45", "S-123 45", "se12345", "12345.0", "123-45", "12345 EXEMPELSTAD"] {
            assert_eq!(post_code(text).as_deref(), Some("12345"), "{text}");
        }
        assert_eq!(post_code("2119").as_deref(), Some("2119"));
        assert_eq!(post_code("00000"), None);
    }

    #[test]
    fn places_keep_their_letters() {
        assert_eq!(place("ÅMÅL").as_deref(), Some("åmål"));
        assert_eq!(place("Malmö-Exempel").as_deref(), Some("malmö exempel"));
        assert_eq!(place("12345").as_deref(), Some("12345"));
    }
}
