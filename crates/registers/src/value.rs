//! From the text of a cell to a value, or to the reason why not.
//!
//! Every function here takes any text and never panics. A cell whose text means "nothing" is [`is_null`]; a cell that a
//! spreadsheet failed to compute is [`is_formula_error`]; the rest is read by the column's kind.

mod date;
mod number;

use ids::IdError;

use crate::column::{Column, ColumnKind};

pub use date::{date_in_file_name, day_text, parse_date, parse_timestamp};
pub use number::{DecimalMark, parse_decimal, parse_integer, parse_money};

/// Why a cell's text is not a value of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// A required cell is empty.
    Empty,
    /// The cell holds a spreadsheet's error value.
    Formula,
    /// Not a number.
    Number,
    /// A number with more decimals than the column holds.
    Decimals,
    /// Can be read both with a decimal mark and with a thousands mark.
    Ambiguous,
    /// A number too large for its column.
    TooLarge,
    /// Not a whole number.
    Integer,
    /// Not a date.
    Date,
    /// Written like a date, but the calendar has no such day.
    NoSuchDay,
    /// Not a point in time.
    Timestamp,
    /// Neither yes nor no.
    Flag,
    /// An identifier that fails its check.
    Id(IdError),
}

impl Fault {
    /// What is wrong with the cell and what to do, in Swedish.
    #[must_use]
    pub fn reason(self, column: &Column) -> String {
        match self {
            Self::Empty => format!("{} saknas: fyll i värdet i källan, raden kan inte användas utan det", column.label),
            Self::Formula => {
                "formelfel: kalkylarket kunde inte räkna ut cellen, rätta formeln eller klistra in värdet".to_owned()
            }
            Self::Number if column.kind == ColumnKind::Money => {
                "är inte ett belopp: skriv siffror med högst två decimaler, till exempel 1 234,50".to_owned()
            }
            Self::Number => "är inte ett tal: skriv siffror, till exempel 12,5".to_owned(),
            Self::Decimals if column.kind == ColumnKind::Money => {
                "beloppet har fler än två decimaler: avrunda till hela öre i källan".to_owned()
            }
            Self::Decimals => "talet har fler än fyra decimaler: avrunda i källan".to_owned(),
            Self::Ambiguous => "kan vara både tusental och decimaler: ange decimaltecknet i profilen \
                                ([reading] decimal = \",\" eller \".\")"
                .to_owned(),
            Self::TooLarge => "talet är för stort: kontrollera att kolumnerna inte har förskjutits".to_owned(),
            Self::Integer => "är inte ett heltal: skriv siffror utan decimaler".to_owned(),
            Self::Date => "är inte ett datum: skriv ÅÅÅÅ-MM-DD, till exempel 2024-03-01".to_owned(),
            Self::NoSuchDay => "datumet finns inte i kalendern: rätta det i källan".to_owned(),
            Self::Timestamp => {
                "är inte en tidpunkt: skriv ÅÅÅÅ-MM-DD TT:MM:SS, till exempel 2024-03-01 14:30:00".to_owned()
            }
            Self::Flag => "är varken ja eller nej: skriv J eller N".to_owned(),
            Self::Id(error) => error.reason_sv(),
        }
    }
}

/// Trims a cell: ordinary, no-break and other blanks at both ends.
#[must_use]
pub fn trimmed(text: &str) -> &str {
    let plain = |byte: Option<&u8>| byte.is_some_and(|byte| (b'!'..=b'~').contains(byte));
    let bytes = text.as_bytes();
    if plain(bytes.first()) && plain(bytes.last()) { text } else { text.trim_matches(is_blank) }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\0')
}

/// Whether a trimmed text means that there is no value.
#[must_use]
pub fn is_null(text: &str) -> bool {
    match text.len() {
        0 => true,
        1 => text == "-",
        3 => text.eq_ignore_ascii_case("n/a") || text == "–" || text == "—",
        4 => text.eq_ignore_ascii_case("null"),
        8 => text == "00000000",
        10 => text == "0000-00-00",
        _ => false,
    }
}

/// Whether a trimmed text is an error value of Excel, in Swedish or English.
#[must_use]
pub fn is_formula_error(text: &str) -> bool {
    const ERRORS: [&str; 19] = [
        "#DIV/0!",
        "#DIVISION/0!",
        "#VALUE!",
        "#VÄRDEFEL!",
        "#REF!",
        "#REFERENS!",
        "#NAME?",
        "#NAMN?",
        "#NUM!",
        "#OGILTIGT!",
        "#N/A",
        "#SAKNAS!",
        "#NULL!",
        "#SKÄRNING!",
        "#SPILL!",
        "#SPILLA!",
        "#CALC!",
        "#BERÄKNA!",
        "#GETTING_DATA",
    ];
    text.starts_with('#') && (ERRORS.contains(&text) || (text.len() > 3 && text.bytes().all(|byte| byte == b'#')))
}

/// Reads a yes or no: `J`/`N`, `ja`/`nej`, `yes`/`no`, `sant`/`falskt`, `true`/`false`, `1`/`0`, `aktiv`/`inaktiv`, `x`.
///
/// # Errors
/// [`Fault::Flag`].
pub fn parse_flag(text: &str) -> Result<bool, Fault> {
    const YES: [&str; 11] = ["1", "j", "ja", "y", "yes", "true", "sant", "t", "x", "aktiv", "active"];
    const NO: [&str; 9] = ["0", "n", "nej", "no", "false", "falskt", "f", "inaktiv", "inactive"];
    let text = trimmed(text);
    let is = |word: &&str| text.eq_ignore_ascii_case(word);
    match (YES.iter().any(is), NO.iter().any(is)) {
        (true, _) => Ok(true),
        (_, true) => Ok(false),
        (false, false) => Err(Fault::Flag),
    }
}
