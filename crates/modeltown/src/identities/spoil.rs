//! What happens to words and numbers on their way into a register.

use crate::calendar::Day;
use crate::draw::Draw;

/// One slip of the fingers in a word: two letters swapped, one left out, doubled, or taken from the key beside. The first
/// letter is mostly right.
pub(super) fn typo(draw: &mut Draw, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 3 {
        return word.to_owned();
    }
    let from = usize::from(draw.chance(900));
    let at = from + draw.index(letters.len() - from);
    match draw.below(100) {
        0..25 => letters.swap(at.max(1), at.max(1) - 1),
        25..50 => {
            letters.remove(at);
        }
        50..68 => {
            let letter = letters.get(at).copied().unwrap_or('e');
            letters.insert(at, letter);
        }
        _ => {
            if let Some(letter) = letters.get_mut(at) {
                *letter = beside(draw, *letter);
            }
        }
    }
    let typed: String = letters.into_iter().collect();
    // Double blanks are what readers of tables trim differently; they would measure that and nothing else.
    typed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The letter of a key beside, on a Swedish keyboard.
fn beside(draw: &mut Draw, letter: char) -> char {
    const ROWS: [&str; 4] = ["1234567890", "qwertyuiopå", "asdfghjklöä", "zxcvbnm"];
    let small = letter.to_lowercase().next().unwrap_or(letter);
    for row in ROWS {
        let keys: Vec<char> = row.chars().collect();
        if let Some(at) = keys.iter().position(|key| *key == small) {
            let other = if at == 0 || (at + 1 < keys.len() && draw.chance(500)) { at + 1 } else { at - 1 };
            let other = keys.get(other).copied().unwrap_or(small);
            return if letter.is_uppercase() { other.to_uppercase().next().unwrap_or(other) } else { other };
        }
    }
    letter
}

/// One slip in a row of digits: two swapped, or one wrong.
pub(super) fn slip(draw: &mut Draw, digits: &str) -> String {
    let mut keys: Vec<char> = digits.chars().collect();
    let at = draw.index(keys.len().max(1));
    let next = keys.get(at + 1).copied();
    match (keys.get(at).copied(), next) {
        (Some(key), Some(next)) if key != next && draw.chance(400) => keys.swap(at, at + 1),
        (Some(key), _) => {
            let other = key.to_digit(10).and_then(|key| char::from_digit((key + 1 + below_nine(draw)) % 10, 10));
            if let (Some(place), Some(other)) = (keys.get_mut(at), other) {
                *place = other;
            }
        }
        (None, _) => {}
    }
    keys.into_iter().collect()
}

fn below_nine(draw: &mut Draw) -> u32 {
    u32::try_from(draw.below(9)).unwrap_or(0)
}

/// A day that somebody wrote for another: day and month swapped, the first of January, or off by a day, a month or years.
pub(super) fn wrong_day(draw: &mut Draw, day: Day) -> Day {
    let (year, month, of_month) = day.civil();
    match draw.below(100) {
        0..25 if of_month <= 12 && of_month != month => Day::new(year, of_month, month),
        25..35 if (month, of_month) != (1, 1) => Day::new(year, 1, 1),
        35..55 => Day::new(year + if draw.chance(500) { 1 } else { -1 }, month, of_month.min(28)),
        55..65 => Day::new(year + if draw.chance(500) { 10 } else { -10 }, month, of_month.min(28)),
        65..80 => Day::new(year, if month == 12 { 11 } else { month + 1 }, of_month.min(28)),
        _ => {
            let off = draw.days(1, 9);
            day.plus(if draw.chance(500) { off } else { -off })
        }
    }
}

/// The text as a system writes it that knows no Swedish letters.
pub(super) fn without_marks(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            'å' | 'ä' => 'a',
            'Å' | 'Ä' => 'A',
            'ö' | 'ø' => 'o',
            'Ö' | 'Ø' => 'O',
            'é' => 'e',
            'ü' => 'u',
            other => other,
        })
        .collect()
}

/// The text in UTF-8 as a system reads it that takes every byte for a letter of Windows-1252.
pub(super) fn misread(text: &str) -> String {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    text.bytes()
        .map(|byte| match byte {
            0x80..0xa0 => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or('?'),
            _ => char::from(byte),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misread_word_looks_as_it_does_in_real_registers() {
        assert_eq!(misread("Söderström Åsa"), "SÃ¶derstrÃ¶m Ã…sa");
        assert_eq!(without_marks("Söderström Åsa"), "Soderstrom Asa");
    }

    #[test]
    fn a_slip_is_one_key_or_two_neighbours() {
        let mut draw = Draw::new(3, "test");
        for _ in 0..2_000 {
            let slipped = slip(&mut draw, "198001029803");
            let wrong: Vec<usize> = "198001029803"
                .chars()
                .zip(slipped.chars())
                .enumerate()
                .filter(|(_, (a, b))| a != b)
                .map(|(at, _)| at)
                .collect();
            assert!(wrong.len() == 1 || (wrong.len() == 2 && wrong[1] == wrong[0] + 1), "{slipped}");
            let word = typo(&mut draw, "Lindqvist");
            assert!((8..=10).contains(&word.chars().count()), "{word}");
        }
    }

    #[test]
    fn a_wrong_day_is_another_day_of_the_calendar() {
        let mut draw = Draw::new(4, "test");
        let day = Day::new(1984, 2, 29);
        for _ in 0..2_000 {
            let wrong = wrong_day(&mut draw, day);
            let (year, month, of_month) = wrong.civil();
            assert_eq!(Day::new(year, month, of_month), wrong);
            assert_ne!(wrong, day);
        }
    }
}
