//! A payment that is due, and which file it stands in.

use super::kind::Kind;
use crate::calendar::Day;
use crate::world::Supplier;

/// A file of the payment day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    /// pain.001.001.03, bankgiro.
    Bankgiro,
    /// pain.001.001.03, plusgiro.
    Plusgiro,
    /// pain.001.001.09, bank accounts and IBAN.
    Account,
    /// Bankgirot LB.
    Lb,
    /// Proposal of the ledger system.
    Proposal,
    /// Peppol invoices, one file each.
    Peppol,
}

/// Where the money goes, digits only (an IBAN with its letters).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Account {
    Bankgiro(String),
    Plusgiro(String),
    /// Clearing number first.
    Bank(String),
    Iban(String),
}

impl Account {
    /// The account that a supplier is paid to.
    pub(crate) fn of(supplier: &Supplier) -> Self {
        if !supplier.bankgiro.is_empty() {
            Self::Bankgiro(supplier.bankgiro.clone())
        } else if !supplier.plusgiro.is_empty() {
            Self::Plusgiro(supplier.plusgiro.clone())
        } else if !supplier.bank.is_empty() {
            Self::Bank(supplier.bank.clone())
        } else {
            Self::Iban(supplier.iban.clone())
        }
    }

    /// The same with the last digit one off, so that the check fails.
    pub(crate) fn mistyped(&self) -> Self {
        let off = |digits: &str| {
            let mut text = digits.to_owned();
            let last = text.pop().and_then(|char| char.to_digit(10)).unwrap_or(0);
            format!("{text}{}", (last + 1) % 10)
        };
        match self {
            Self::Bankgiro(digits) => Self::Bankgiro(off(digits)),
            Self::Plusgiro(digits) => Self::Plusgiro(off(digits)),
            Self::Bank(digits) => Self::Bank(off(digits)),
            Self::Iban(text) => Self::Iban(off(text)),
        }
    }

    /// The file that such accounts stand in when nothing else decides.
    pub(crate) const fn form(&self) -> Form {
        match self {
            Self::Bankgiro(_) => Form::Bankgiro,
            Self::Plusgiro(_) => Form::Plusgiro,
            Self::Bank(_) | Self::Iban(_) => Form::Account,
        }
    }
}

/// A payment that is due.
#[derive(Debug, Clone)]
pub(crate) struct Due {
    /// Index into suppliers.
    pub(crate) supplier: usize,
    /// The payee as the file writes it.
    pub(crate) name: String,
    pub(crate) account: Account,
    pub(crate) number: String,
    /// Structured reference, or empty.
    pub(crate) ocr: String,
    pub(crate) dated: Day,
    /// Öre without VAT.
    pub(crate) net: i64,
    pub(crate) vat: i64,
    pub(crate) text: &'static str,
    /// Who registered, who approved: indexes into users.
    pub(crate) hands: [usize; 2],
    /// What is the matter with it; nothing when it is plainly good.
    pub(crate) kind: Option<Kind>,
}

impl Due {
    /// What is paid, in öre.
    pub(crate) const fn gross(&self) -> i64 {
        self.net + self.vat
    }
}
