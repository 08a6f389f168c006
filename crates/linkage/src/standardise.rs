//! Brings Swedish names, firms, addresses and numbers to one written form, so that equal things compare equal.
//!
//! Each standardiser is a pure function from the text as it stands in a register to the form that is compared, or to
//! `None` when nothing is left: an empty cell, or a placeholder such as `-`, `okänd`, `saknas` or `0000`. None of them
//! fails: what cannot be read is kept in its plainest form, because a slip of the pen is still evidence.
//!
//! [`Standard`] names the standardisers in the model file; the functions are public for those who need the parts.
//!
//! ```
//! use linkage::standardise::Standard;
//!
//! let surname: Standard = "surname".parse()?;
//! assert_eq!(surname.apply(" Essen,  von ").as_deref(), Some("von essen"));
//! assert_eq!(surname.apply("uppgift saknas"), None);
//! # Ok::<(), linkage::standardise::UnknownStandard>(())
//! ```

mod account;
mod address;
mod contact;
mod date;
mod firm;
mod guess;
mod letters;
mod name;
mod nickname;
mod number;
mod phonetic;
mod place;
mod text;

pub use account::account;
pub use address::{Address, address, apartment, care_of, street, street_number};
pub use contact::{email, email_user, phone};
pub use date::{date, date_parse, day_month_swapped};
pub use firm::{FirmName, firm, firm_form, firm_state, trade_name};
pub use letters::{fold, repair};
pub use name::{FullName, call_name, given_name, initials, name, surname};
pub use nickname::{formal_name, formal_word};
pub use number::{PersonNumber, birth_date, org_no, person_no, valid_person_no};
pub use phonetic::phonetic_name;
pub use place::{place, post_code};
pub use text::{digits, is_placeholder, text};

use core::fmt;
use core::str::FromStr;

/// A standardiser by name: what stands after `as` in the model file.
///
/// Those that take a part out of a whole (`full_name_given`, `initials`, ...) read the whole; all others leave their own
/// result as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standard {
    /// [`text()`]: spaces trimmed and collapsed, nothing else.
    Text,
    /// [`name()`]: the words of any name.
    Name,
    /// [`given_name()`].
    GivenName,
    /// [`call_name()`]: the one given name that is used.
    CallName,
    /// [`formal_name()`]: given names with short forms and spellings led back to one.
    FormalName,
    /// [`surname()`].
    Surname,
    /// [`initials()`].
    Initials,
    /// [`phonetic_name()`]: the same for spellings that sound alike.
    PhoneticName,
    /// The given names of a full name; see [`FullName`].
    FullNameGiven,
    /// The surname of a full name; see [`FullName`].
    FullNameSurname,
    /// [`firm()`]: the name without legal form and state.
    Firm,
    /// [`firm_form()`]: the legal form in a firm's name.
    FirmForm,
    /// [`firm_state()`]: liquidation or bankruptcy in a firm's name.
    FirmState,
    /// [`trade_name()`]: what follows `bifirma`.
    TradeName,
    /// [`address()`]: street, number and entrance.
    Address,
    /// [`street()`]: the name of the street, without number.
    Street,
    /// [`street_number()`]: number and entrance.
    StreetNumber,
    /// [`apartment()`].
    Apartment,
    /// [`care_of()`].
    CareOf,
    /// [`post_code()`].
    PostCode,
    /// [`place()`].
    Place,
    /// [`phone()`].
    Phone,
    /// [`email()`].
    Email,
    /// [`email_user()`]: what stands before the `@`.
    EmailUser,
    /// [`account()`]: bankgiro, plusgiro, bank account or IBAN.
    Account,
    /// [`person_no()`].
    PersonNo,
    /// [`valid_person_no()`]: a personnummer that breaks no rule, and nothing else.
    ValidPersonNo,
    /// [`birth_date()`]: from a date or from a personal number.
    BirthDate,
    /// [`date()`].
    Date,
    /// [`org_no()`].
    OrgNo,
    /// [`digits()`]: the digits and nothing else.
    Digits,
}

/// A name that is no standardiser's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no standardiser")]
pub struct UnknownStandard(pub String);

/// The last of the letters with which names and addresses are written here (Latin Extended-A).
const LAST_LATIN: char = '\u{17f}';
/// A form is settled after two or three times.
const MOST_TIMES: usize = 8;

impl Standard {
    /// Every standardiser, in the order of the manual.
    pub const ALL: [Self; 31] = [
        Self::Text,
        Self::Name,
        Self::GivenName,
        Self::CallName,
        Self::FormalName,
        Self::Surname,
        Self::Initials,
        Self::PhoneticName,
        Self::FullNameGiven,
        Self::FullNameSurname,
        Self::Firm,
        Self::FirmForm,
        Self::FirmState,
        Self::TradeName,
        Self::Address,
        Self::Street,
        Self::StreetNumber,
        Self::Apartment,
        Self::CareOf,
        Self::PostCode,
        Self::Place,
        Self::Phone,
        Self::Email,
        Self::EmailUser,
        Self::Account,
        Self::PersonNo,
        Self::ValidPersonNo,
        Self::BirthDate,
        Self::Date,
        Self::OrgNo,
        Self::Digits,
    ];

    /// The form of `raw` that is compared; `None` when nothing is left.
    #[must_use]
    pub fn apply(self, raw: &str) -> Option<String> {
        let mut form = self.once(raw)?;
        // Outside the letters that registers hold, a form may hold something to bring to its form again.
        if !self.is_part() && raw.chars().any(|c| c > LAST_LATIN) {
            for _ in 0..MOST_TIMES {
                let next = self.once(&form)?;
                if next == form {
                    break;
                }
                form = next;
            }
        }
        Some(form)
    }

    /// Takes a part out of a whole: its result is not of the kind that it reads.
    const fn is_part(self) -> bool {
        matches!(self, Self::Initials | Self::FullNameGiven | Self::FullNameSurname | Self::TradeName | Self::CareOf)
    }

    fn once(self, raw: &str) -> Option<String> {
        match self {
            Self::Text => text(raw),
            Self::Name => name(raw),
            Self::GivenName => given_name(raw),
            Self::CallName => call_name(raw),
            Self::FormalName => formal_name(raw),
            Self::Surname => surname(raw),
            Self::Initials => initials(raw),
            Self::PhoneticName => phonetic_name(raw),
            Self::FullNameGiven => FullName::read(raw)?.given,
            Self::FullNameSurname => FullName::read(raw)?.surname,
            Self::Firm => firm(raw),
            Self::FirmForm => firm_form(raw),
            Self::FirmState => firm_state(raw),
            Self::TradeName => trade_name(raw),
            Self::Address => address(raw),
            Self::Street => street(raw),
            Self::StreetNumber => street_number(raw),
            Self::Apartment => apartment(raw),
            Self::CareOf => care_of(raw),
            Self::PostCode => post_code(raw),
            Self::Place => place(raw),
            Self::Phone => phone(raw),
            Self::Email => email(raw),
            Self::EmailUser => email_user(raw),
            Self::Account => account(raw),
            Self::PersonNo => person_no(raw),
            Self::ValidPersonNo => valid_person_no(raw),
            Self::BirthDate => birth_date(raw),
            Self::Date => date(raw),
            Self::OrgNo => org_no(raw),
            Self::Digits => digits(raw),
        }
    }

    /// The standardiser that suits a column, told by the words of its header (Swedish or English) and a sample of its
    /// values; [`Standard::Text`] when neither says anything, or when the values do not bear the header out.
    ///
    /// ```
    /// use linkage::standardise::Standard;
    ///
    /// assert_eq!(Standard::guess("Efternamn", &["Exempel"]), Standard::Surname);
    /// assert_eq!(Standard::guess("kol7", &["anna@example.se", "bo@example.se"]), Standard::Email);
    /// assert_eq!(Standard::guess("kommentar", &["ring efter lunch"]), Standard::Text);
    /// ```
    #[must_use]
    pub fn guess(column_name: &str, sample: &[&str]) -> Self {
        guess::guess(column_name, sample)
    }

    /// The name in the model file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.names().0
    }

    /// The Swedish name for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        self.names().1
    }

    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => ("text", "text"),
            Self::Name => ("name", "namn"),
            Self::GivenName => ("given_name", "förnamn"),
            Self::CallName => ("call_name", "tilltalsnamn"),
            Self::FormalName => ("formal_name", "förnamn utan kortformer"),
            Self::Surname => ("surname", "efternamn"),
            Self::Initials => ("initials", "initialer"),
            Self::PhoneticName => ("phonetic_name", "namn efter ljud"),
            Self::FullNameGiven => ("full_name_given", "förnamn ur helt namn"),
            Self::FullNameSurname => ("full_name_surname", "efternamn ur helt namn"),
            Self::Firm => ("firm", "företagsnamn"),
            Self::FirmForm => ("firm_form", "bolagsform ur företagsnamn"),
            Self::FirmState => ("firm_state", "likvidation eller konkurs ur företagsnamn"),
            Self::TradeName => ("trade_name", "bifirma"),
            Self::Address => ("address", "gatuadress"),
            Self::Street => ("street", "gata"),
            Self::StreetNumber => ("street_number", "gatunummer"),
            Self::Apartment => ("apartment", "lägenhetsnummer"),
            Self::CareOf => ("care_of", "c/o-namn"),
            Self::PostCode => ("post_code", "postnummer"),
            Self::Place => ("place", "ort"),
            Self::Phone => ("phone", "telefonnummer"),
            Self::Email => ("email", "e-postadress"),
            Self::EmailUser => ("email_user", "användardel av e-postadress"),
            Self::Account => ("account", "kontonummer"),
            Self::PersonNo => ("person_no", "personnummer"),
            Self::ValidPersonNo => ("valid_person_no", "giltigt personnummer"),
            Self::BirthDate => ("birth_date", "födelsedatum"),
            Self::Date => ("date", "datum"),
            Self::OrgNo => ("org_no", "organisationsnummer"),
            Self::Digits => ("digits", "siffror"),
        }
    }
}

impl fmt::Display for Standard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Standard {
    type Err = UnknownStandard;

    fn from_str(name: &str) -> Result<Self, UnknownStandard> {
        Self::ALL.into_iter().find(|standard| standard.as_str() == name).ok_or_else(|| UnknownStandard(name.to_owned()))
    }
}
