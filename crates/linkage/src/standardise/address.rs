//! Addresses: street, number, entrance, apartment, c/o, post code and place out of one or several lines.

mod words;

use super::letters::name_words;
use super::place::{place, post_code};
use super::text::{finish, tidy, word_push};
use words::{Words, address_lines, care_of_split, has_number_behind, is_apartment, number_parts, street_word};

/// An address in its parts.
///
/// A post box is a street of its own: street `box`, number `123`. A floor (`2 tr`) is dropped.
///
/// ```
/// use linkage::standardise::Address;
///
/// let address = Address::read("c/o Påhitt, Storg. 12 B lgh 1102, 123 45 Exempelstad").unwrap();
/// assert_eq!(address.care_of.as_deref(), Some("påhitt"));
/// assert_eq!(address.street.as_deref(), Some("storgatan"));
/// assert_eq!((address.number.as_deref(), address.entrance.as_deref()), (Some("12"), Some("b")));
/// assert_eq!(address.apartment.as_deref(), Some("1102"));
/// assert_eq!((address.post_code.as_deref(), address.place.as_deref()), (Some("12345"), Some("exempelstad")));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// The name after `c/o` or `att:`, in lower case.
    pub care_of: Option<String>,
    /// The name of the street in lower case, abbreviations written out; `box` for a post box.
    pub street: Option<String>,
    /// The number, or a range `12-14`, without leading zeros.
    pub number: Option<String>,
    /// The letter after the number.
    pub entrance: Option<String>,
    /// The number of the apartment: the four digits of the land survey, or as written.
    pub apartment: Option<String>,
    /// As [`post_code()`] writes it.
    pub post_code: Option<String>,
    /// As [`place()`] writes it.
    pub place: Option<String>,
}

impl Address {
    /// Parts an address of one line or several, with commas or line breaks between the lines; `None` when nothing is left.
    #[must_use]
    pub fn read(raw: &str) -> Option<Self> {
        let lines = address_lines(&tidy(raw)?);
        let mut address = Self::default();
        let mut parts = lines.split(',').peekable();
        while let Some(line) = parts.next() {
            address.line_read(line, parts.peek().is_none());
        }
        (address != Self::default()).then_some(address)
    }

    /// Number and entrance in one, `12b`.
    #[must_use]
    pub fn number_and_entrance(&self) -> Option<String> {
        let number = self.number.as_ref()?;
        Some(format!("{number}{}", self.entrance.as_deref().unwrap_or_default()))
    }

    fn line_read(&mut self, line: &str, is_last: bool) {
        let words: Vec<&str> = line.split(' ').filter(|word| !word.is_empty()).collect();
        self.care_of_read(&words, is_last);
    }

    /// Reads the words of a line that may name whom the address is in care of.
    fn care_of_read(&mut self, words: &[&str], is_last: bool) {
        let Some((before, name)) = care_of_split(words) else { return self.words_read(words) };
        self.words_read(before);
        // `c/o Påhitt Storgatan 1` on the only line: the street is the word before the number.
        let number_at = name.iter().position(|word| number_parts(word).is_some());
        let street_at = match number_at {
            Some(at) if is_last && self.street.is_none() && at >= 2 => at.saturating_sub(1),
            _ => name.len(),
        };
        let (name, street) = name.split_at(street_at);
        self.care_of = self.care_of.take().or_else(|| finish(name_words(&name.join(" "), ' ')));
        self.care_of_read(street, is_last);
    }

    /// Reads the words of a line, or of what `c/o` leaves of it.
    fn words_read(&mut self, all: &[&str]) {
        let is_street_line = self.number.is_none() && (self.street.is_none() || has_number_behind(all));
        let mut words = Words::new(all);
        let mut street = String::new();
        // `12 Main Street`: the street follows the number.
        let mut number_is_first = false;
        while let Some(word) = words.next() {
            let behind_number = self.number.is_some();
            let starts_line = street.is_empty() && !behind_number;
            if let Some(apartment) = words.apartment(word) {
                self.apartment = self.apartment.take().or_else(|| finish(apartment.to_owned()));
            } else if behind_number && words.is_floor(word) {
                // Which floor it is does not tell the apartment.
            } else if let Some(code) = words.post_code(word, behind_number || starts_line || !is_street_line) {
                self.post_code = self.post_code.take().or_else(|| post_code(&code));
                self.place = self.place.take().or_else(|| place(&words.all_left()));
            } else if let Some((number, entrance)) = number_parts(word) {
                if !behind_number {
                    number_is_first = street.is_empty();
                    self.entrance = entrance.or_else(|| words.entrance()).map(str::to_owned);
                    self.number = Some(number);
                } else if self.apartment.is_none() && word.len() == 4 && is_apartment(word) {
                    self.apartment = Some(word.to_owned());
                }
            } else if is_street_line && (!behind_number || number_is_first) {
                let written = street_word(word, street.is_empty(), &words);
                word_push(&mut street, &written);
            } else if !is_street_line && self.place.is_none() {
                self.place = place(&format!("{word} {}", words.all_left()));
            }
        }
        if is_street_line {
            self.street = finish(street).or_else(|| self.street.take());
        }
    }
}

/// Street, number and entrance of an address: `storgatan 12b`. Without `c/o`, apartment, floor, post code and place.
///
/// ```
/// use linkage::standardise::address;
///
/// assert_eq!(address("Storg. 12 B, lgh 1102").as_deref(), Some("storgatan 12b"));
/// assert_eq!(address("P.O. Box 123").as_deref(), Some("box 123"));
/// assert_eq!(address("12 Main Street").as_deref(), Some("main street 12"));
/// ```
#[must_use]
pub fn address(raw: &str) -> Option<String> {
    let address = Address::read(raw)?;
    let number = address.number_and_entrance().unwrap_or_default();
    let mut out = address.street.unwrap_or_default();
    word_push(&mut out, &number);
    finish(out)
}

/// The street of an address, or of a column that holds only streets.
///
/// ```
/// use linkage::standardise::street;
///
/// assert_eq!(street("S:t Exempelsg. 3").as_deref(), Some("sankt exempelsgatan"));
/// assert_eq!(street("N Exempelvägen 3"), street("Norra Exempelvägen 17"));
/// ```
#[must_use]
pub fn street(raw: &str) -> Option<String> {
    Address::read(raw)?.street
}

/// Number and entrance of an address, or of a column that holds only them.
///
/// ```
/// use linkage::standardise::street_number;
///
/// assert_eq!(street_number("Storgatan 012 B").as_deref(), Some("12b"));
/// assert_eq!(street_number("7").as_deref(), Some("7"));
/// ```
#[must_use]
pub fn street_number(raw: &str) -> Option<String> {
    finish(Address::read(raw)?.number_and_entrance()?)
}

/// The number of the apartment in an address, or of a column that holds only that.
///
/// ```
/// use linkage::standardise::apartment;
///
/// assert_eq!(apartment("Storgatan 12, lgh 1102").as_deref(), Some("1102"));
/// assert_eq!(apartment("1102").as_deref(), Some("1102"));
/// assert_eq!(apartment("Storgatan 12"), None);
/// ```
#[must_use]
pub fn apartment(raw: &str) -> Option<String> {
    let lines = address_lines(&tidy(raw)?);
    if is_apartment(&lines) { finish(lines) } else { Address::read(raw)?.apartment }
}

/// The name after `c/o` in an address, or a whole text without digits: that of a column of its own.
///
/// ```
/// use linkage::standardise::care_of;
///
/// assert_eq!(care_of("c/o Anna Påhitt, Storgatan 1").as_deref(), Some("anna påhitt"));
/// assert_eq!(care_of("Anna Påhitt").as_deref(), Some("anna påhitt"));
/// assert_eq!(care_of("Storgatan 1"), None);
/// ```
#[must_use]
pub fn care_of(raw: &str) -> Option<String> {
    let text = tidy(raw)?;
    let lines = address_lines(&text);
    let is_marked = lines.split(',').any(|line| care_of_split(&line.split(' ').collect::<Vec<_>>()).is_some());
    if is_marked {
        Address::read(&text)?.care_of
    } else if lines.contains(|c: char| c.is_ascii_digit()) {
        None
    } else {
        finish(name_words(&text, ' '))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_care_of_is_no_street() {
        let read = Address::read("c/oAB?c/oExempel123 45").unwrap();
        assert_eq!((read.care_of.as_deref(), read.street, read.number), (Some("ab"), None, None));
    }

    fn check(text: &str, expected: [&str; 4]) {
        let a = Address::read(text).unwrap_or_default();
        let found = [&a.street, &a.number, &a.entrance, &a.apartment].map(|part| part.as_deref().unwrap_or(""));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn streets_and_numbers_are_parted() {
        check("Storgatan 12", ["storgatan", "12", "", ""]);
        check("STORGATAN 12B", ["storgatan", "12", "b", ""]);
        check("Storg.12 B 1102", ["storgatan", "12", "b", "1102"]);
        check("Storgatan 12 uppg B, 2 tr", ["storgatan", "12", "b", ""]);
        check("Storgatan 12-14", ["storgatan", "12-14", "", ""]);
        check("Storgatan 12 A-C", ["storgatan", "12", "a", ""]);
        check("Björkv 88", ["björkvägen", "88", "", ""]);
        check("Stationsg 84", ["stationsgatan", "84", "", ""]);
        check("Storälv 3", ["storälv", "3", "", ""]);
        check("Storgatan 12 nb lgh nr 1001", ["storgatan", "12", "", "1001"]);
        check("Exempelhuset, Storgatan 12", ["storgatan", "12", "", ""]);
        check("5:e Exempelgatan 3", ["5:e exempelgatan", "3", "", ""]);
        check("G:a Exempelv. 3", ["gamla exempelvägen", "3", "", ""]);
        check("Stora torg. 3", ["stora torg", "3", "", ""]);
        check("12 wallaby place", ["wallaby place", "12", "", ""]);
        check("Exempelby Norrgården", ["exempelby norrgården", "", "", ""]);
    }

    #[test]
    fn care_of_is_found_on_the_same_line_and_before_it() {
        for text in [
            "c/o Anna Påhitt, Storgatan 1",
            "C/O Anna Påhitt Storgatan 1",
            "Storgatan 1 c/o Anna Påhitt",
            "℅ Anna Påhitt\nStorgatan 1",
            "c/oAnna Påhitt, Storgatan 1",
            "Att: Anna Påhitt, Storgatan 1",
        ] {
            let address = Address::read(text).unwrap_or_default();
            assert_eq!(address.care_of.as_deref(), Some("anna påhitt"), "{text}");
            assert_eq!(address.street.as_deref(), Some("storgatan"), "{text}");
        }
    }

    #[test]
    fn the_line_of_the_post_code_gives_the_place() {
        for text in
            ["Storgatan 1, 123 45 Exempelstad", "Storgatan 1\nSE-12345 EXEMPELSTAD", "Storgatan 1 12345 Exempelstad"]
        {
            let address = Address::read(text).unwrap_or_default();
            assert_eq!(address.post_code.as_deref(), Some("12345"), "{text}");
            assert_eq!(address.place.as_deref(), Some("exempelstad"), "{text}");
        }
    }
}
