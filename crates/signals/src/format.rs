//! How figures are written in Swedish sentences and tables.

use chrono::NaiveDate;

/// Thousands separator that does not break a line (U+00A0), as Swedish writing rules ask for.
const GROUP: char = '\u{a0}';

/// Whole number with grouped thousands: `1 234 567`.
#[must_use]
pub fn format_whole_number(value: i128) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    if value < 0 {
        text.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(GROUP);
        }
        text.push(digit);
    }
    text
}

/// Money given in whole öre: `12 345,50 kr`; whole kronor are written without decimals.
#[must_use]
pub fn format_money(ore: i128) -> String {
    let kronor = format_whole_number(ore / 100);
    let rest = (ore % 100).unsigned_abs();
    let sign = if ore < 0 && ore > -100 { "−" } else { "" };
    if rest == 0 { format!("{kronor}{GROUP}kr") } else { format!("{sign}{kronor},{rest:02}{GROUP}kr") }
}

/// Date as `2026-03-01`.
#[must_use]
pub fn format_date(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped_from_the_right() {
        assert_eq!(format_whole_number(1_234_567), "1\u{a0}234\u{a0}567");
        assert_eq!(format_whole_number(-1000), "−1\u{a0}000");
        assert_eq!(format_whole_number(7), "7");
    }

    #[test]
    fn money_shows_ore_only_when_there_are_any() {
        assert_eq!(format_money(1_234_500), "12\u{a0}345\u{a0}kr");
        assert_eq!(format_money(1_234_550), "12\u{a0}345,50\u{a0}kr");
        assert_eq!(format_money(-50), "−0,50\u{a0}kr");
    }
}
