//! Telephone numbers and e-mail addresses.

use super::text::{digits_only, finish, tidy};

/// A telephone number as `+` and country code; Swedish ones from `0…`, `0046…`, `+46 (0)…` and mobile numbers that lost
/// their zero in a spreadsheet. Of several the first; an extension is dropped. What fits no form is its digits.
///
/// ```
/// use linkage::standardise::phone;
///
/// assert_eq!(phone("070-174 06 05").as_deref(), Some("+46701740605"));
/// assert_eq!(phone("0046 (0)70 174 06 05").as_deref(), Some("+46701740605"));
/// assert_eq!(phone("+44 20 7946 0018").as_deref(), Some("+442079460018"));
/// assert_eq!(phone("08-465 004 00 ankn 12").as_deref(), Some("+46846500400"));
/// ```
#[must_use]
pub fn phone(raw: &str) -> Option<String> {
    let text = tidy(raw)?;
    let first = first_number(&text);
    let (is_international, number) = (first.contains('+'), digits_only(&first.replace("(0)", "")));
    let (code, rest) = if is_international || number.starts_with("00") {
        let number = number.trim_start_matches('0');
        number.strip_prefix(SWEDEN).map_or(("", number), |rest| (SWEDEN, rest))
    } else if number.starts_with('0') {
        (SWEDEN, number.as_str())
    } else {
        match number.strip_prefix(SWEDEN) {
            Some(rest) if (10..=12).contains(&number.len()) => (SWEDEN, rest),
            _ if number.len() == 9 && number.starts_with('7') => (SWEDEN, number.as_str()),
            _ => return long_enough(number),
        }
    };
    let rest = if code.is_empty() { rest } else { rest.trim_start_matches('0') };
    long_enough(format!("+{code}{rest}"))
}

/// Country code of Sweden.
const SWEDEN: &str = "46";

/// Fewest digits of a number that somebody can be reached at from outside.
const SHORTEST: usize = 5;

/// The number, unless it is too short or filled with zeros.
fn long_enough(number: String) -> Option<String> {
    let filled = number.ends_with("0000000");
    if filled || digits_count(&number) < SHORTEST { None } else { finish(number) }
}

/// The text up to what follows a whole number: an extension, a comment, or the next number.
fn first_number(text: &str) -> &str {
    let mut digits = 0_usize;
    for (at, c) in text.char_indices() {
        let begins_next = digits > SHORTEST && (matches!(c, '/' | ',' | ';' | '\n' | '+') || c.is_alphabetic());
        if begins_next {
            return text.get(..at).unwrap_or_default();
        }
        digits += usize::from(c.is_ascii_digit());
    }
    text
}

fn digits_count(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// An e-mail address in lower case, taken out of `Anna Exempel <anna@example.se>` and `mailto:`. Dots and tags stay as
/// they are. One without `@` is kept as a slip.
///
/// ```
/// use linkage::standardise::email;
///
/// assert_eq!(email("Anna Exempel <Anna.Exempel@Example.SE>").as_deref(), Some("anna.exempel@example.se"));
/// assert_eq!(email("saknas@example.se"), None);
/// ```
#[must_use]
pub fn email(raw: &str) -> Option<String> {
    let text = tidy(raw)?;
    let mut words = text.split(is_address_end).filter(|word| !word.is_empty());
    let address = words.clone().find(|word| word.contains('@')).or_else(|| words.next())?;
    let lower: String = address.chars().flat_map(char::to_lowercase).collect();
    // `mailto:anna@example.se`
    let address = lower.rsplit(':').find(|part| !part.is_empty())?.trim_end_matches('.');
    if NOBODY.contains(&user_of(address)) { None } else { finish(address.to_owned()) }
}

/// What stands before the `@` of an e-mail address; the whole when it has none.
///
/// ```
/// use linkage::standardise::email_user;
///
/// assert_eq!(email_user("Anna.Exempel@example.se").as_deref(), Some("anna.exempel"));
/// ```
#[must_use]
pub fn email_user(raw: &str) -> Option<String> {
    let address = email(raw)?;
    finish(user_of(&address).trim_end_matches('.').to_owned())
}

/// Users that stand for no address.
const NOBODY: [&str; 9] = ["saknas", "okand", "okänd", "ingen", "finnsej", "unknown", "none", "noemail", "no-email"];

fn user_of(address: &str) -> &str {
    address.split_once('@').map_or(address, |(user, _)| user)
}

fn is_address_end(c: char) -> bool {
    c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';' | '(' | ')' | '[' | ']' | '"')
}

/// Whether a text has the shape of a Swedish or international telephone number, to find out what a column holds.
pub(super) fn looks_like_phone(text: &str) -> bool {
    let starts = ["+", "00", "07", "08", "01", "03", "04", "06"].iter().any(|start| text.starts_with(start));
    let plain =
        text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '+' | '-' | '(' | ')' | '/'));
    starts && plain && (8..=15).contains(&digits_count(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_have_one_form() {
        for text in [
            "0701740605",
            "070-1740605",
            "070/174 06 05",
            "+46 70 174 06 05",
            "+46(0)701740605",
            "+460701740605",
            "46701740605",
            "701740605",
            "Mob: 070-174 06 05",
            "070-174 06 05 / 08-465 004 00",
            "070-1740605 (hem)",
        ] {
            assert_eq!(phone(text).as_deref(), Some("+46701740605"), "{text}");
        }
    }

    #[test]
    fn numbers_that_reach_nobody_are_none() {
        for text in ["112", "000", "070-0000000", "ring växeln"] {
            assert_eq!(phone(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_are_lower_case_and_nothing_else() {
        assert_eq!(email("mailto:A.B+c@Example.com;").as_deref(), Some("a.b+c@example.com"));
        assert_eq!(email("anna.example.se").as_deref(), Some("anna.example.se"));
        assert_eq!(email("-"), None);
        assert_eq!(email_user("anna.example.se").as_deref(), Some("anna.example.se"));
    }
}
