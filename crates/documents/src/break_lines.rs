//! Breaking a text into lines.

use crate::face::Face;

/// Breaks a settable text into lines that are at most that wide. A line keeps the blank after its last word, unless a
/// word that is too long goes on in the next: so all lines together are the text.
pub(crate) fn break_lines(face: &Face, size: f32, text: &str, width: f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in words(text) {
        let word = word.as_str();
        let longer = format!("{line}{word}");
        if face.width(&longer, size) <= width {
            line = longer + " ";
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        let mut parts = break_word(face, size, word, width);
        line = parts.pop().unwrap_or_default() + " ";
        lines.append(&mut parts);
    }
    let last = line.trim_end();
    if !last.is_empty() {
        lines.push(last.to_owned());
    }
    lines
}

/// The words of a text. Groups of thousands belong together: `14 000,00` is one word.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match words.last_mut() {
            Some(last) if ends_number(last) && is_thousands(word) => {
                last.push(' ');
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

/// Whether a word can go on with a group of thousands: a group of its own, behind a sign at most.
fn ends_number(word: &str) -> bool {
    let group = word.rsplit(' ').next().unwrap_or(word).trim_start_matches(['-', '−', '–', '+', '(']);
    (1..=3).contains(&group.len()) && group.chars().all(|letter| letter.is_ascii_digit())
}

/// Whether a word begins with a group of thousands and no fourth digit.
fn is_thousands(word: &str) -> bool {
    word.chars().take_while(char::is_ascii_digit).count() == 3
}

/// Breaks a word that is too wide: behind a hyphen or a stroke if one stands late enough, else between letters.
fn break_word(face: &Face, size: f32, word: &str, width: f32) -> Vec<String> {
    let mut parts = vec![String::new()];
    for letter in word.chars() {
        let Some(part) = parts.last_mut() else { break };
        let longer = format!("{part}{letter}");
        if part.is_empty() || face.width(&longer, size) <= width {
            *part = longer;
            continue;
        }
        let rest = match part.rfind(['-', '/', '_', '@', '.']).map(|at| at + 1) {
            Some(at) if at > part.len() / 2 && at < part.len() => part.split_off(at),
            _ => String::new(),
        };
        parts.push(rest + &letter.to_string());
    }
    parts
}

/// The width of the widest word.
pub(crate) fn widest_word(face: &Face, size: f32, text: &str) -> f32 {
    words(text).iter().map(|word| face.width(word, size)).fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::face::{Faces, Weight};

    fn broken(text: &str, width: f32) -> Vec<String> {
        break_lines(Faces::embedded().unwrap().of(Weight::Regular), 10.0, text, width)
    }

    #[test]
    fn a_line_ends_with_the_blank_that_the_next_word_needs() {
        assert_eq!(broken("ett två  tre", 1000.0), ["ett två tre"]);
        assert_eq!(broken("ett två tre", 40.0), ["ett två ", "tre"]);
        assert!(broken("  ", 40.0).is_empty());
    }

    #[test]
    fn a_word_that_is_too_long_is_broken_and_loses_nothing() {
        let word = "kommunfullmäktigeledamot".repeat(5);
        let lines = broken(&format!("en {word} till"), 60.0);
        assert_eq!(lines.concat(), format!("en {word} till"));
        assert!(lines.len() > 8);
        assert_eq!(broken("anna.exempelsson@kommun.example", 100.0).first().unwrap(), "anna.exempelsson@");
    }

    #[test]
    fn thousands_stay_with_their_number() {
        assert_eq!(words("kostar 1 014 000,00 kr"), ["kostar", "1 014 000,00", "kr"]);
        assert_eq!(words("OSL 39 kap. 10 2026 123"), ["OSL", "39", "kap.", "10", "2026", "123"]);
        assert_eq!(words("telefon 08 508 250 00"), ["telefon", "08 508 250", "00"]);
    }
}
