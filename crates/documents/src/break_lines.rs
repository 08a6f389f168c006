//! Breaking a text into lines.

use crate::face::Face;

/// Breaks a settable text into lines that are at most that wide. A line keeps the blank after its last word, unless a
/// word that is too long goes on in the next: so all lines together are the text.
pub(crate) fn break_lines(face: &Face, size: f32, text: &str, width: f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
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
    text.split(' ').map(|word| face.width(word, size)).fold(0.0, f32::max)
}
