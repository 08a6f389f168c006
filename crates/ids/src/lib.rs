//! The identifiers of Swedish administration: parse every written form, normalise, format, mask and validate.
//!
//! The crate is pure: no clock, no files, no randomness. Where a rule needs today's date (a personnummer of ten
//! digits names no century) the date, or a pivot year, is an argument.
//!
//! * A type per identifier ([`PersonNo`], [`OrgNo`], [`VatNo`], [`Bankgiro`], [`Plusgiro`], [`BankAccount`], [`Iban`],
//!   [`Ocr`], [`MunicipalityCode`], [`PropertyDesignation`]) with `parse`, `normalised`, `formatted` and `masked`.
//!   `Display` writes the normalised form; `Debug` writes the type name only, so that logs never carry a number.
//! * [`IdKind`] works on the kind as a value: [`IdKind::normalise_into`] and [`IdKind::looks_like`] are what the intake
//!   of registers uses.
//! * Free functions on `&str` ([`luhn_ok`], [`org_no_ok`], [`person_no_ok`], [`legal_form`]) for use inside queries.
//!
//! Rules, sources and the agreement with independent implementations: `docs/ids.md`.

mod bank_account;
mod bank_table;
mod date;
pub mod digits;
mod error;
mod giro;
mod iban;
mod iban_table;
mod kind;
mod mask;
mod municipality;
mod ocr;
mod org_no;
mod person_no;
mod property;
mod text;
mod vat_no;

pub use bank_account::{AccountCheck, BankAccount, Uncheckable};
pub use bank_table::{CLEARING_RANGES, CheckMethod, ClearingRange, clearing_range};
pub use date::Date;
pub use digits::{luhn_check_digit, luhn_ok};
pub use error::{IdError, Reason};
pub use giro::{Bankgiro, Plusgiro};
pub use iban::Iban;
pub use iban_table::{IBAN_COUNTRIES, IbanCountry};
pub use kind::{IdKind, UnknownKind, normalise};
pub use municipality::{COUNTY_CODES, MunicipalityCode};
pub use ocr::Ocr;
pub use org_no::{LegalForm, OrgNo, legal_form, org_no_ok};
pub use person_no::{DEFAULT_PIVOT_YEAR, PersonKind, PersonNo, Sex, person_no_ok};
pub use property::PropertyDesignation;
pub use text::{hide_person_nos, replace_person_nos};
pub use vat_no::VatNo;
