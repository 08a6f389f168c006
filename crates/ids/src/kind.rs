//! The kinds of identifier as a value, for columns whose kind is data.

use core::fmt::{self, Write};
use core::str::FromStr;

use crate::{
    BankAccount, Bankgiro, DEFAULT_PIVOT_YEAR, Iban, IdError, MunicipalityCode, Ocr, OrgNo, PersonNo, Plusgiro, VatNo,
    property,
};

/// A kind of identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdKind {
    /// [`PersonNo`]: personnummer or samordningsnummer, normalised to 12 digits.
    PersonNo,
    /// [`OrgNo`]: organisation number or that of a sole trader, normalised to 10 digits.
    OrgNo,
    /// [`VatNo`]: normalised to `SE`, 10 digits, `01`.
    VatNo,
    /// [`Bankgiro`]: normalised to 7 or 8 digits.
    Bankgiro,
    /// [`Plusgiro`]: normalised to 2 to 8 digits.
    Plusgiro,
    /// [`BankAccount`]: normalised to a 4 digit clearing number and the account in the bank's width.
    BankAccount,
    /// [`Iban`]: normalised to capitals without spaces.
    Iban,
    /// [`Ocr`]: normalised to 2 to 25 digits.
    Ocr,
    /// [`MunicipalityCode`]: normalised to 4 digits.
    MunicipalityCode,
    /// [`crate::PropertyDesignation`]: normalised to capitals and single spaces.
    Property,
}

impl IdKind {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::PersonNo,
        Self::OrgNo,
        Self::VatNo,
        Self::Bankgiro,
        Self::Plusgiro,
        Self::BankAccount,
        Self::Iban,
        Self::Ocr,
        Self::MunicipalityCode,
        Self::Property,
    ];

    /// The name in the register catalogue, `org_no`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PersonNo => "person_no",
            Self::OrgNo => "org_no",
            Self::VatNo => "vat_no",
            Self::Bankgiro => "bankgiro",
            Self::Plusgiro => "plusgiro",
            Self::BankAccount => "bank_account",
            Self::Iban => "iban",
            Self::Ocr => "ocr",
            Self::MunicipalityCode => "municipality_code",
            Self::Property => "property",
        }
    }

    /// The Swedish noun in its definite form, to start a sentence with.
    #[must_use]
    pub const fn definite_sv(self) -> &'static str {
        match self {
            Self::PersonNo => "personnumret",
            Self::OrgNo => "organisationsnumret",
            Self::VatNo => "momsregistreringsnumret",
            Self::Bankgiro => "bankgironumret",
            Self::Plusgiro => "plusgironumret",
            Self::BankAccount => "bankkontonumret",
            Self::Iban => "IBAN-numret",
            Self::Ocr => "OCR-numret",
            Self::MunicipalityCode => "kommunkoden",
            Self::Property => "fastighetsbeteckningen",
        }
    }

    /// The right length, in Swedish, to follow "ska ha".
    #[must_use]
    pub const fn length_sv(self) -> &'static str {
        match self {
            Self::PersonNo => "10 eller 12 siffror",
            Self::OrgNo => "10 siffror, eller 12 med 16 först",
            Self::VatNo => "SE och 12 siffror",
            Self::Bankgiro => "7 eller 8 siffror",
            Self::Plusgiro => "2 till 8 siffror",
            Self::BankAccount => "fyra siffror clearingnummer och så många kontosiffror som banken använder",
            Self::Iban => "24 tecken om det är svenskt och annars så många som landet använder",
            Self::Ocr => "2 till 25 siffror",
            Self::MunicipalityCode => "4 siffror",
            Self::Property => "högst 100 tecken",
        }
    }

    /// How it is written, as a Swedish pattern to follow "skriv".
    #[must_use]
    pub const fn example_sv(self) -> &'static str {
        match self {
            Self::PersonNo => "ÅÅÅÅMMDD-NNNN",
            Self::OrgNo => "NNNNNN-NNNN",
            Self::VatNo => "SENNNNNNNNNN01",
            Self::Bankgiro => "NNN-NNNN eller NNNN-NNNN",
            Self::Plusgiro => "NN NN NN-N",
            Self::BankAccount => "clearingnummer och konto, till exempel 6000-NNNNNNNNN",
            Self::Iban => "SENN NNNN NNNN NNNN NNNN NNNN",
            Self::Ocr => "siffrorna utan andra tecken",
            Self::MunicipalityCode => "fyra siffror, till exempel 0180",
            Self::Property => "till exempel STOCKHOLM SÖDERMALM 1:23 eller KRONAN 3",
        }
    }

    /// Appends the normalised form, reading ten digit personnummer with [`DEFAULT_PIVOT_YEAR`].
    ///
    /// # Errors
    /// [`IdError`] with the first rule broken; `out` is then as it was.
    pub fn normalise_into(self, text: &str, out: &mut String) -> Result<(), IdError> {
        self.normalise_with(text, DEFAULT_PIVOT_YEAR, out)
    }

    /// Appends the normalised form. A personnummer of ten digits is read as the latest birth year that is not after
    /// `pivot_year` (the year of the register extract), with a plus sign a hundred years before.
    ///
    /// # Errors
    /// [`IdError`] with the first rule broken; `out` is then as it was.
    pub fn normalise_with(self, text: &str, pivot_year: u16, out: &mut String) -> Result<(), IdError> {
        match self {
            Self::PersonNo => append(out, &PersonNo::parse_with_pivot(text, pivot_year)?),
            Self::OrgNo => append(out, &OrgNo::parse(text)?),
            Self::VatNo => append(out, &VatNo::parse(text)?),
            Self::Bankgiro => append(out, &Bankgiro::parse(text)?),
            Self::Plusgiro => append(out, &Plusgiro::parse(text)?),
            Self::BankAccount => append(out, &BankAccount::parse(text)?),
            Self::Iban => out.push_str(Iban::parse(text)?.as_str()),
            Self::Ocr => append(out, &Ocr::parse(text)?),
            Self::MunicipalityCode => append(out, &MunicipalityCode::parse(text)?),
            Self::Property => {
                let start = out.len();
                if let Err(reason) = property::write_normalised(text, out) {
                    out.truncate(start);
                    return Err(reason.of(self));
                }
            }
        }
        Ok(())
    }

    /// Whether a cell looks like this kind, to find out what a column holds by its contents.
    ///
    /// Stricter than `parse` where other things parse too: an organisation number must be that of a legal person (a
    /// personnummer looks like a person), a VAT number must have its `SE`, a bank account at least eleven digits and a
    /// right check digit, a property its `block:unit`. Judge a column by the share of cells, and trust the share only
    /// for a kind that [`IdKind::is_distinctive`].
    #[must_use]
    pub fn looks_like(self, text: &str) -> bool {
        match self {
            Self::PersonNo => PersonNo::parse_any_century(text).is_ok(),
            Self::OrgNo => OrgNo::parse(text).is_ok_and(|id| !id.is_sole_trader()),
            Self::VatNo => text.trim_start().starts_with(['S', 's']) && VatNo::parse(text).is_ok(),
            Self::Bankgiro => Bankgiro::parse(text).is_ok(),
            Self::Plusgiro => Plusgiro::parse(text).is_ok(),
            Self::BankAccount => BankAccount::parse(text).is_ok_and(|id| id.uncheckable().is_none() && id.len() >= 11),
            Self::Iban => Iban::parse(text).is_ok(),
            Self::Ocr => Ocr::parse(text).is_ok(),
            Self::MunicipalityCode => MunicipalityCode::parse(text).is_ok(),
            Self::Property => text.contains(':') && property::write_normalised(text, &mut String::new()).is_ok(),
        }
    }

    /// Whether contents alone can tell the kind. False where one number in ten of any column would pass (bankgiro,
    /// plusgiro, OCR, bank account) or years would (municipality code): there the header must say so as well.
    #[must_use]
    pub const fn is_distinctive(self) -> bool {
        match self {
            Self::PersonNo | Self::OrgNo | Self::VatNo | Self::Iban | Self::Property => true,
            Self::Bankgiro | Self::Plusgiro | Self::BankAccount | Self::Ocr | Self::MunicipalityCode => false,
        }
    }
}

/// Writing to a string cannot fail.
fn append(out: &mut String, id: &impl fmt::Display) {
    let _infallible = write!(out, "{id}");
}

/// The normalised form as a new string; see [`IdKind::normalise_into`].
///
/// # Errors
/// [`IdError`] with the first rule broken.
pub fn normalise(kind: IdKind, text: &str) -> Result<String, IdError> {
    let mut out = String::new();
    kind.normalise_into(text, &mut out)?;
    Ok(out)
}

impl fmt::Display for IdKind {
    /// The English name, for messages.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PersonNo => "personnummer",
            Self::OrgNo => "organisation number",
            Self::VatNo => "VAT number",
            Self::Bankgiro => "bankgiro number",
            Self::Plusgiro => "plusgiro number",
            Self::BankAccount => "bank account",
            Self::Iban => "IBAN",
            Self::Ocr => "OCR reference",
            Self::MunicipalityCode => "municipality code",
            Self::Property => "property designation",
        })
    }
}

/// A name that is no kind of identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no kind of identifier has this name")]
pub struct UnknownKind;

impl FromStr for IdKind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Self, UnknownKind> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name).ok_or(UnknownKind)
    }
}
