//! The last barrier before paper: no text leaves with a personal number in it.
//!
//! Registers declare their personal numbers and the engine masks them. A sole trader's organisation number *is* a
//! personal number, though, and an exporter may put one into a free text, so everything that people read goes through
//! [`text`] as well.

use ids::person_no_ok;

const MASKED: &str = "******-****";

/// `text` with every valid personal number replaced by stars.
///
/// A number counts when it stands alone: ten or twelve digits, possibly with `-` or `+` before the last four.
/// Organisation numbers of legal persons never have the form of a date and stay.
pub(crate) fn text(text: &str) -> String {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for c in text.chars() {
        if belongs(c) {
            word.push(c);
        } else {
            word_flush(&mut word, &mut out);
            out.push(c);
        }
    }
    word_flush(&mut word, &mut out);
    out
}

/// Letters keep a number inside a longer code (`F8001012387`) whole.
fn belongs(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '+'
}

fn word_flush(word: &mut String, out: &mut String) {
    out.push_str(if is_person_no(word) { MASKED } else { word });
    word.clear();
}

fn is_person_no(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    (digits == 10 || digits == 12)
        && word.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'+')
        && person_no_ok(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_personal_number_is_masked_in_every_written_form() {
        for form in ["198001012387", "19800101-2387", "8001012387", "800101-2387", "800101+2387"] {
            assert_eq!(text(&format!("kontot ({form}), fel")), "kontot (******-****), fel");
        }
    }

    #[test]
    fn what_only_looks_like_a_personal_number_stays() {
        for kept in ["556000-0001", "800101-1235", "2026-03-01", "F8001012387", "1 234 567 kr", "5050-1055"] {
            assert_eq!(text(kept), kept);
        }
    }
}
