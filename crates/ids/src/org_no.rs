//! Organisation numbers and the legal form that their first digit tells.
//!
//! Source: lag (1974:174) om identitetsbeteckning för juridiska personer m.fl.; Skatteverket SKV 709. Ten digits: group
//! digit, eight digits of which the third of the whole number is at least 2, Luhn check digit. Written with twelve digits
//! a legal person has `16` in front. A sole trader has no number of his own but the owner's personnummer or
//! samordningsnummer.

use core::fmt;

use crate::digits::{Digits, luhn_ten, number};
use crate::mask::{mask_last, number_write, string_forms};
use crate::{DEFAULT_PIVOT_YEAR, IdError, IdKind, PersonNo, Reason};

/// A valid organisation number, or the personnummer of a sole trader, ten digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrgNo(u64);

/// The legal form that the group digit (the first) tells. A group holds several forms; `is_certain` says where the name
/// covers what is usually met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LegalForm {
    /// 1: undivided estate of a deceased person (dödsbo).
    Estate,
    /// 2: state, region, municipality, parish.
    Public,
    /// 3: foreign company that does business or owns property in Sweden.
    Foreign,
    /// 5: limited company (aktiebolag), also banks, insurers and branches of foreign companies.
    LimitedCompany,
    /// 6: simple partnership (enkelt bolag).
    SimplePartnership,
    /// 7: economic association (ekonomisk förening), also housing cooperatives.
    EconomicAssociation,
    /// 8: non-profit association or foundation (ideell förening, stiftelse).
    NonProfit,
    /// 9: trading or limited partnership (handelsbolag, kommanditbolag).
    TradingPartnership,
    /// The number is a personnummer or samordningsnummer: a sole trader (enskild firma).
    SoleTrader,
    /// 0 or 4: groups that no source describes.
    Unassigned,
}

impl LegalForm {
    /// The form of a group digit, for numbers whose third digit is at least 2.
    const fn of_group(group: u64) -> Self {
        match group {
            1 => Self::Estate,
            2 => Self::Public,
            3 => Self::Foreign,
            5 => Self::LimitedCompany,
            6 => Self::SimplePartnership,
            7 => Self::EconomicAssociation,
            8 => Self::NonProfit,
            9 => Self::TradingPartnership,
            _ => Self::Unassigned,
        }
    }

    /// Name for queries and data files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Estate => "estate",
            Self::Public => "public",
            Self::Foreign => "foreign",
            Self::LimitedCompany => "limited_company",
            Self::SimplePartnership => "simple_partnership",
            Self::EconomicAssociation => "economic_association",
            Self::NonProfit => "non_profit",
            Self::TradingPartnership => "trading_partnership",
            Self::SoleTrader => "sole_trader",
            Self::Unassigned => "unassigned",
        }
    }

    /// Swedish name for reports.
    #[must_use]
    pub const fn name_sv(self) -> &'static str {
        match self {
            Self::Estate => "dödsbo",
            Self::Public => "stat, region, kommun eller församling",
            Self::Foreign => "utländskt företag",
            Self::LimitedCompany => "aktiebolag",
            Self::SimplePartnership => "enkelt bolag",
            Self::EconomicAssociation => "ekonomisk förening",
            Self::NonProfit => "ideell förening eller stiftelse",
            Self::TradingPartnership => "handelsbolag eller kommanditbolag",
            Self::SoleTrader => "enskild firma",
            Self::Unassigned => "okänd form",
        }
    }

    /// False for the groups where the first digit alone is weak evidence: 0, 1, 3, 4 and 6, seldom met and thinly
    /// documented.
    #[must_use]
    pub const fn is_certain(self) -> bool {
        match self {
            Self::Public
            | Self::LimitedCompany
            | Self::EconomicAssociation
            | Self::NonProfit
            | Self::TradingPartnership
            | Self::SoleTrader => true,
            Self::Estate | Self::Foreign | Self::SimplePartnership | Self::Unassigned => false,
        }
    }
}

string_forms!(OrgNo, OrgNo);

impl OrgNo {
    /// Reads ten digits, twelve digits with `16` in front, or the personnummer or samordningsnummer of a sole trader
    /// (ten or twelve digits, of which the last ten are kept).
    ///
    /// # Errors
    /// [`IdError`] with the first rule broken.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        read(text).map_err(|r| r.of(IdKind::OrgNo))
    }

    /// The legal form that the number tells.
    #[must_use]
    pub const fn legal_form(self) -> LegalForm {
        if self.is_sole_trader() { LegalForm::SoleTrader } else { LegalForm::of_group(self.0 / 1_000_000_000) }
    }

    /// Whether the number is that of a person: personal data, to be masked in lists.
    #[must_use]
    pub const fn is_sole_trader(self) -> bool {
        (self.0 / 10_000_000) % 10 < 2
    }

    /// The number as ten digits in an integer.
    #[must_use]
    pub const fn as_u64(self) -> u64 {
        self.0
    }

    /// `NNNNNN-NNNN`.
    #[must_use]
    pub fn formatted(&self) -> String {
        format!("{:06}-{:04}", self.0 / 10_000, self.0 % 10_000)
    }

    /// `NNNNNN-****`.
    #[must_use]
    pub fn masked(&self) -> String {
        mask_last(&self.formatted(), 4)
    }
}

impl fmt::Display for OrgNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        number_write(f, self.0, 10)
    }
}

/// Whether the text is a valid organisation number, or the number of a sole trader, in any written form.
#[must_use]
pub fn org_no_ok(text: &str) -> bool {
    read(text).is_ok()
}

/// The legal form of a valid organisation number; `None` when the number is not valid.
#[must_use]
pub fn legal_form(text: &str) -> Option<LegalForm> {
    read(text).ok().map(OrgNo::legal_form)
}

fn read(text: &str) -> Result<OrgNo, Reason> {
    let Ok(digits) = Digits::read_number(text, false) else {
        // A plus sign occurs only in a personnummer; any other fault is told as it is.
        return sole_trader(text);
    };
    let ten = match digits.as_slice() {
        [1, 6, ten @ ..] if ten.len() == 10 => ten,
        ten if ten.len() == 10 => ten,
        twelve if twelve.len() == 12 => return sole_trader(text),
        other => return Err(Reason::Length(other.len())),
    };
    match ten {
        [_, _, 0 | 1, ..] if digits.len() == 10 => sole_trader(text),
        [_, _, 0 | 1, ..] => Err(Reason::Group),
        ten if ten.first_chunk().is_some_and(luhn_ten) => Ok(OrgNo(number(ten))),
        _ => Err(Reason::CheckDigit),
    }
}

fn sole_trader(text: &str) -> Result<OrgNo, Reason> {
    PersonNo::parse_with_pivot(text, DEFAULT_PIVOT_YEAR)
        .map(|person| OrgNo(person.as_u64() % 10_000_000_000))
        .map_err(|error| group_fault(error.reason))
}

/// A number that fails as a person too is told as "neither nor", except when only the check digit is wrong.
const fn group_fault(reason: Reason) -> Reason {
    if matches!(reason, Reason::Date | Reason::Serial | Reason::Century) { Reason::Group } else { reason }
}
