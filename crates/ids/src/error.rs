//! Why a text is not an identifier, in English (`Display`) and Swedish (`reason_sv`).
//!
//! INVARIANT: no message repeats the text that was read, at most one foreign character of it. The caller, who knows
//! whether the value may be shown, adds file, row, column and value.

use crate::IdKind;

/// A text that is not an identifier of the kind asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {kind}: {reason}")]
pub struct IdError {
    /// The kind that was asked for.
    pub kind: IdKind,
    /// The first rule that the text breaks.
    pub reason: Reason,
}

/// The rule that a text breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Reason {
    /// Nothing but separators.
    #[error("the field is empty")]
    Empty,
    /// A character that the identifier never has.
    #[error("the character {0:?} does not belong in it")]
    Character(char),
    /// Too few or too many digits; the number found.
    #[error("wrong length, {0} characters were found")]
    Length(usize),
    /// A hyphen or plus sign where none may stand.
    #[error("a hyphen or plus sign stands in the wrong place")]
    Separator,
    /// A personnummer of twelve digits that starts with neither 18, 19 nor 20.
    #[error("the century is not 18, 19 or 20")]
    Century,
    /// The digits of the date are no day in the calendar.
    #[error("the date does not exist")]
    Date,
    /// The date of birth lies after the reference date.
    #[error("the date of birth lies in the future")]
    Future,
    /// The birth number is 000.
    #[error("the birth number is 000")]
    Serial,
    /// The check digit (Luhn, modulus 11 or modulus 97) is wrong.
    #[error("the check digit is wrong")]
    CheckDigit,
    /// The third digit is below 2 and the number is no personnummer either.
    #[error("it is neither an organisation number nor a personnummer")]
    Group,
    /// The country letters or the fixed digits at the end are missing.
    #[error("the fixed letters or digits are missing")]
    Affix,
    /// The clearing number lies outside 1000 to 9999.
    #[error("the clearing number does not exist")]
    Clearing,
    /// The country does not take part in IBAN.
    #[error("the country is not in the IBAN registry")]
    Country,
    /// A letter stands where the country has a digit, or the reverse.
    #[error("the account part does not follow the country's pattern")]
    Structure,
    /// The digit for the length differs from the number of digits.
    #[error("the length digit is wrong")]
    LengthDigit,
    /// The first two digits are no county.
    #[error("the county does not exist")]
    County,
    /// Not a name followed by `block:unit` or a unit.
    #[error("it is not a name followed by block:unit")]
    Shape,
    /// Only zeros.
    #[error("all digits are zero")]
    Zero,
}

impl IdError {
    /// The reason and what to do about it, in Swedish, as one sentence without a full stop.
    #[must_use]
    pub fn reason_sv(&self) -> String {
        let it = self.kind.definite_sv();
        match self.reason {
            Reason::Empty => format!("{it} saknas: fyll i värdet eller lämna cellen helt tom"),
            Reason::Character(found) => {
                format!(
                    "{it} innehåller tecknet {found:?} som inte hör dit: ta bort tecknet eller rätta värdet i källan"
                )
            }
            Reason::Length(found) => {
                format!("{it} har {found} tecken men ska ha {}: komplettera värdet i källan", self.kind.length_sv())
            }
            Reason::Separator => {
                format!("{it} har bindestreck eller plustecken på fel plats: skriv {}", self.kind.example_sv())
            }
            Reason::Century => format!("{it} börjar varken med 18, 19 eller 20: rätta århundradet i källan"),
            Reason::Date => format!("{it} innehåller ett datum som inte finns: rätta födelsetiden mot folkbokföringen"),
            Reason::Future => format!("{it} har en födelsetid i framtiden: rätta födelsetiden mot folkbokföringen"),
            Reason::Serial => {
                format!("{it} har födelsenumret 000 som aldrig delas ut: rätta värdet mot folkbokföringen")
            }
            Reason::CheckDigit => {
                format!("{it} har fel kontrollsiffra: jämför med underlaget, ofta är två siffror omkastade")
            }
            Reason::Group => {
                format!(
                    "{it} är varken ett organisationsnummer eller ett personnummer: kontrollera numret mot Bolagsverket eller Skatteverket"
                )
            }
            Reason::Affix => format!("{it} saknar SE i början eller 01 på slutet: skriv {}", self.kind.example_sv()),
            Reason::Clearing => {
                format!("{it} har ett clearingnummer som inte finns: det ska vara fyra siffror mellan 1000 och 9999")
            }
            Reason::Country => {
                format!("{it} har en landskod som inte ingår i IBAN-registret: kontrollera de två första bokstäverna")
            }
            Reason::Structure => {
                format!("{it} har bokstäver eller siffror på fel plats för landet: jämför med fakturan")
            }
            Reason::LengthDigit => {
                format!("{it} har en längdsiffra som inte stämmer: kontrollera att hela referensen kom med")
            }
            Reason::County => {
                format!("{it} börjar med ett län som inte finns: använd SCB:s kommunkod, till exempel 0180")
            }
            Reason::Shape => format!("{it} är inte ett namn följt av block:enhet: skriv {}", self.kind.example_sv()),
            Reason::Zero => format!("{it} består bara av nollor: fyll i rätt värde eller lämna cellen tom"),
        }
    }
}

impl Reason {
    /// The reason bound to a kind of identifier.
    pub(crate) const fn of(self, kind: IdKind) -> IdError {
        IdError { kind, reason: self }
    }
}
