//! One payment, whatever format it came in.

use chrono::NaiveDate;
use ids::{BankAccount, Bankgiro, Iban, Plusgiro};
use serde::{Deserialize, Serialize};

/// What kind of number leads to the payee's money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// A bankgiro number.
    Bankgiro,
    /// A plusgiro number.
    Plusgiro,
    /// Clearing number and account.
    BankAccount,
    /// An international account number.
    Iban,
    /// A number of a kind that the file does not tell, or that we do not know.
    Other,
}

impl AccountKind {
    /// The kind as Swedish text names it, in the definite form: `bankgironumret`.
    #[must_use]
    pub const fn definite_sv(self) -> &'static str {
        match self {
            Self::Bankgiro => "bankgironumret",
            Self::Plusgiro => "plusgironumret",
            Self::BankAccount => "bankkontot",
            Self::Iban => "IBAN-numret",
            Self::Other => "kontot",
        }
    }
}

/// The payee's account. The number is normalised by `ids` when it is valid, and as written when it is not, so that a
/// control can tell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "Written")]
pub struct Account {
    /// What kind of number it is.
    pub kind: AccountKind,
    /// The number: digits only when valid, letters too for IBAN.
    pub number: String,
}

/// An account as JSON has it: read through [`Account::new`], so that the number is normalised.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    kind: AccountKind,
    number: String,
}

impl From<Written> for Account {
    fn from(written: Written) -> Self {
        Self::new(written.kind, &written.number)
    }
}

impl Account {
    /// An account of a kind; the number is normalised when it is valid.
    #[must_use]
    pub fn new(kind: AccountKind, number: &str) -> Self {
        let written = number.trim();
        let normalised = match kind {
            AccountKind::Bankgiro => Bankgiro::parse(written).map(|number| number.to_string()).ok(),
            AccountKind::Plusgiro => Plusgiro::parse(written).map(|number| number.to_string()).ok(),
            AccountKind::BankAccount => BankAccount::parse(written).map(|number| number.to_string()).ok(),
            AccountKind::Iban => Iban::parse(written).map(|number| number.to_string()).ok(),
            AccountKind::Other => None,
        };
        Self { kind, number: normalised.unwrap_or_else(|| written.to_owned()) }
    }

    /// Whether the number is valid for its kind; `None` for a kind that no rule covers.
    #[must_use]
    pub fn is_valid(&self) -> Option<bool> {
        match self.kind {
            AccountKind::Bankgiro => Some(Bankgiro::parse(&self.number).is_ok()),
            AccountKind::Plusgiro => Some(Plusgiro::parse(&self.number).is_ok()),
            AccountKind::BankAccount => Some(BankAccount::parse(&self.number).is_ok()),
            AccountKind::Iban => Some(Iban::parse(&self.number).is_ok()),
            AccountKind::Other => None,
        }
    }
}

/// What the money is for, as far as the file says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentKind {
    /// A supplier is paid.
    #[default]
    Supplier,
    /// Somebody is paid a salary.
    Salary,
    /// Something else: benefits, grants, taxes, transfers.
    Other,
}

/// One payment. Texts are empty when the file does not say.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// Place in its file, from 1; a batch of the API is numbered by who reads it when all are 0.
    #[serde(default)]
    pub order: u64,
    /// `EndToEndId`, or the proposal's own id.
    pub id: String,
    /// The payee's number with the payer (supplier number).
    #[serde(default)]
    pub payee_id: String,
    /// The payee's name.
    #[serde(default)]
    pub payee_name: String,
    /// The payee's organisation number, normalised when valid.
    #[serde(default)]
    pub payee_org_no: String,
    /// Where the money goes.
    pub account: Account,
    /// Whole öre (hundredths of the currency); negative for a credit.
    pub amount_ore: i64,
    /// ISO 4217.
    #[serde(default = "sek")]
    pub currency: String,
    /// The day that the payment is to be made; its due date.
    pub pay_on: NaiveDate,
    /// Invoice number or free text.
    #[serde(default)]
    pub invoice_no: String,
    /// Structured reference (OCR), or empty.
    #[serde(default)]
    pub ocr: String,
    /// Date of the invoice.
    #[serde(default)]
    pub invoice_date: Option<NaiveDate>,
    /// What the money is for.
    #[serde(default)]
    pub kind: PaymentKind,
    /// Who registered it.
    #[serde(default)]
    pub registered_by: String,
    /// Who approved it.
    #[serde(default)]
    pub approved_by: String,
}

fn sek() -> String {
    "SEK".to_owned()
}

impl Payment {
    /// A payment with what every payment has; the rest is empty.
    #[must_use]
    pub fn new(id: impl Into<String>, account: Account, amount_ore: i64, pay_on: NaiveDate) -> Self {
        Self {
            order: 0,
            id: id.into(),
            payee_id: String::new(),
            payee_name: String::new(),
            payee_org_no: String::new(),
            account,
            amount_ore,
            currency: sek(),
            pay_on,
            invoice_no: String::new(),
            ocr: String::new(),
            invoice_date: None,
            kind: PaymentKind::default(),
            registered_by: String::new(),
            approved_by: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_id_account_amount_and_day_are_required() {
        let text = r#"{"id":"F-1","account":{"kind":"bankgiro","number":"5050-1055"},"amount_ore":12500,"pay_on":"2026-03-02"}"#;
        let payment: Payment = serde_json::from_str(text).unwrap();
        assert_eq!(payment.account.number, "50501055", "normalised on the way in");
        assert_eq!((payment.currency.as_str(), payment.kind), ("SEK", PaymentKind::Supplier));
        let again: Payment = serde_json::from_str(&serde_json::to_string(&payment).unwrap()).unwrap();
        assert_eq!(again, payment);
        for field in ["\"id\":\"F-1\",", "\"amount_ore\":12500,", ",\"pay_on\":\"2026-03-02\""] {
            assert!(serde_json::from_str::<Payment>(&text.replace(field, "")).is_err(), "{field}");
        }
    }

    #[test]
    fn a_field_that_is_not_known_is_refused() {
        let text =
            r#"{"id":"F-1","account":{"kind":"iban","number":"x"},"amount_ore":1,"pay_on":"2026-03-02","amount":2}"#;
        assert!(serde_json::from_str::<Payment>(text).unwrap_err().to_string().contains("amount"));
    }

    #[test]
    fn a_wrong_number_stays_as_written() {
        let account = Account::new(AccountKind::Bankgiro, " 5050-1056 ");
        assert_eq!(account.number, "5050-1056");
        assert_eq!(account.is_valid(), Some(false));
        assert_eq!(Account::new(AccountKind::Other, "x").is_valid(), None);
    }
}
