//! Personal numbers inside texts: an exporter may put one into a free text, and a sole trader's organisation number is one.

use crate::person_no_ok;

const STARS: &str = "******-****";

/// The text with stars for every personnummer and samordningsnummer in it.
///
/// ```
/// assert_eq!(ids::hide_person_nos("kontot (800101-2387), fel"), "kontot (******-****), fel");
/// ```
#[must_use]
pub fn hide_person_nos(text: &str) -> String {
    replace_person_nos(text, |_| STARS.to_owned())
}

/// The text with something else for every personnummer and samordningsnummer in it.
///
/// A number counts when it is valid and stands by itself: ten or twelve digits, possibly with `-` or `+` between them.
/// Letters keep one inside a longer code (`F8001012387`) whole, and the organisation number of a legal person never has
/// the form of a date.
#[must_use]
pub fn replace_person_nos(text: &str, mut with: impl FnMut(&str) -> String) -> String {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return text.to_owned();
    }
    let joins = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '+');
    let (mut replaced, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|sign| joins(sign) != joins(first)).unwrap_or(rest.len());
        let (part, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if is_person_no(part) {
            replaced.push_str(&with(part));
        } else {
            replaced.push_str(part);
        }
        rest = tail;
    }
    replaced
}

fn is_person_no(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    (digits == 10 || digits == 12)
        && word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+'))
        && person_no_ok(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_personal_number_is_hidden_in_every_written_form() {
        for form in ["198001012387", "19800101-2387", "8001012387", "800101-2387", "800101+2387"] {
            assert_eq!(hide_person_nos(&format!("kontot ({form}), fel")), "kontot (******-****), fel");
        }
    }

    #[test]
    fn what_only_looks_like_a_personal_number_stays() {
        for kept in ["556000-0001", "800101-1235", "2026-03-01", "F8001012387", "1 234 567 kr", "5050-1055", "", "åäö"]
        {
            assert_eq!(hide_person_nos(kept), kept);
        }
    }

    #[test]
    fn each_number_is_given_as_it_is_written() {
        let mut seen = Vec::new();
        let text = replace_person_nos("8001012387, 800101-2387 och 5560000001", |number| {
            seen.push(number.to_owned());
            "P".to_owned()
        });
        assert_eq!((text.as_str(), seen), ("P, P och 5560000001", vec!["8001012387".to_owned(), "800101-2387".into()]));
    }
}
