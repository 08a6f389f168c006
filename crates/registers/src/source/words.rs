//! What the structured formats have in common when they become cells.

use ids::IdKind;

use super::Notes;
use crate::value::{day_text, parse_timestamp};

/// The Swedish day of a point in time; what is none stays as written, for the typing to judge.
pub(crate) fn day(text: &str) -> String {
    const DAY_MICROS: i64 = 86_400_000_000;
    let text = text.trim();
    // XML knows days with a time zone, `2026-03-02+01:00`: the day is the one written.
    if let Some((day, zone)) = text.split_at_checked(10)
        && (zone == "Z" || (zone.len() == 6 && zone.starts_with(['+', '-'])))
    {
        return day.to_owned();
    }
    let days = parse_timestamp(text).ok().and_then(|micros| i32::try_from(micros.div_euclid(DAY_MICROS)).ok());
    days.map_or_else(|| text.to_owned(), day_text)
}

/// The first of some numbers that is a Swedish organisation number, also within a VAT number or after a scheme
/// (`SE-BLV-5560000001`); else the first that there is.
pub(crate) fn organisation_no(numbers: &[String]) -> String {
    let valid = |text: &str| {
        let mut id = String::new();
        IdKind::OrgNo.normalise_into(text, &mut id).ok().map(|()| id)
    };
    let found = numbers.iter().find_map(|text| {
        let inner = text.strip_prefix("SE").filter(|rest| rest.len() == 12).and_then(|rest| rest.strip_suffix("01"));
        let tail = text.rsplit_once("SE-").and_then(|(_, tail)| tail.split_once('-')).map(|(_, id)| id);
        [Some(text.as_str()), inner, tail].into_iter().flatten().find_map(valid)
    });
    found.unwrap_or_else(|| numbers.iter().find(|text| !text.is_empty()).cloned().unwrap_or_default())
}

/// An amount for a register that counts in kronor: one in another currency is left out and counted.
pub(crate) fn kronor_only(amount: String, currency: &str, notes: &mut Notes) -> String {
    let currency = currency.trim();
    if amount.is_empty() || currency.is_empty() || currency.eq_ignore_ascii_case("sek") {
        return amount;
    }
    let currency: String = currency.chars().take(8).collect();
    let note = format!("belopp i {currency} är utelämnade: registret räknar i kronor");
    *notes.entry(note).or_default() += 1;
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_in_time_becomes_its_swedish_day() {
        let check = |text: &str, expect: &str| assert_eq!(day(text), expect, "{text}");
        check("2016-12-31T23:30:00Z", "2017-01-01");
        check("2026-03-02", "2026-03-02");
        check("2026-03-02+01:00", "2026-03-02");
        check("2026-03-02Z", "2026-03-02");
        check("snart", "snart");
        check("", "");
    }

    #[test]
    fn a_swedish_number_is_found_among_others() {
        let check = |numbers: &[&str], expect: &str| {
            let numbers: Vec<String> = numbers.iter().map(|&text| text.to_owned()).collect();
            assert_eq!(organisation_no(&numbers), expect);
        };
        check(&["", "RFC-77", "212000-0142"], "2120000142");
        check(&["SE212000014201"], "2120000142");
        check(&["SE-BLV-2120000142"], "2120000142");
        check(&["", "RFC-77", "x"], "RFC-77");
        check(&[], "");
    }

    #[test]
    fn another_currency_is_left_out_and_counted() {
        let mut notes = Notes::new();
        assert_eq!(kronor_only("5".to_owned(), "SEK", &mut notes), "5");
        assert_eq!(kronor_only("5".to_owned(), "", &mut notes), "5");
        assert_eq!(kronor_only("5".to_owned(), "EUR", &mut notes), "");
        assert_eq!(notes.values().sum::<u64>(), 1);
    }
}
