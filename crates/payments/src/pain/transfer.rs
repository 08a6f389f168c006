//! One `CdtTrfTxInf`, and what its `PmtInf` says for all: from elements to a payment.

use chrono::NaiveDate;
use ids::{BankAccount, Bankgiro, Iban, OrgNo, Plusgiro};

use crate::file::Reject;
use crate::xml::{Leaf, shortened};
use crate::{Account, AccountKind, Payment, PaymentKind, amount};

/// Why a transfer cannot be understood.
#[derive(Debug, Clone)]
pub(super) struct Wrong {
    id: String,
    field: &'static str,
    value: String,
    what: String,
}

impl Wrong {
    pub(super) fn reject(self, order: u64, line: u64) -> Reject {
        let place = if self.id.is_empty() {
            format!("rad {line}, betalning {order}")
        } else {
            format!("rad {line}, betalning {order} (`{}`)", self.id)
        };
        Reject { order, id: self.id, place, field: self.field.to_owned(), value: self.value, what: self.what }
    }
}

/// Whether an element was one of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    No,
    First,
    Again,
}

/// What a `PmtInf` says for all of its transfers.
#[derive(Debug, Default)]
pub(super) struct Common {
    method: String,
    category: String,
    day: String,
    day_time: String,
    /// What they say, without time and time zone.
    pay_on: Option<NaiveDate>,
}

impl Common {
    /// Takes in an element; says whether it was one of ours.
    pub(super) fn take(&mut self, within: &str, leaf: &Leaf<'_>) -> Taken {
        let slot = match within {
            "/PmtMtd" => &mut self.method,
            "/PmtTpInf/CtgyPurp/Cd" | "/PmtTpInf/CtgyPurp/Prtry" => &mut self.category,
            "/ReqdExctnDt" | "/ReqdExctnDt/Dt" => &mut self.day,
            "/ReqdExctnDt/DtTm" => &mut self.day_time,
            _ => return Taken::No,
        };
        let taken = if slot.is_empty() { Taken::First } else { Taken::Again };
        leaf.text.clone_into(slot);
        self.pay_on = date(if self.day.is_empty() { &self.day_time } else { &self.day });
        taken
    }
}

fn date(written: &str) -> Option<NaiveDate> {
    let (day, rest) = written.split_at_checked(10)?;
    let zone = rest.is_empty() || rest.starts_with(['T', 'Z', '+', '-']);
    if zone { NaiveDate::parse_from_str(day, "%Y-%m-%d").ok() } else { None }
}

/// An element that may stand once.
#[derive(Debug, Default)]
struct Once(Option<String>);

impl Once {
    fn text(&self) -> &str {
        self.0.as_deref().unwrap_or_default()
    }
}

/// The elements of one transfer, as written.
#[derive(Debug, Default)]
pub(super) struct Transfer {
    end_to_end: Once,
    instruction: Once,
    amount: Once,
    currency: Once,
    equivalent: Once,
    member: Once,
    clearing_system: Once,
    name: Once,
    iban: Once,
    account: Once,
    scheme: Once,
    category: Once,
    purpose: Once,
    payee_ids: Vec<String>,
    free: Vec<String>,
    invoices: Vec<String>,
    references: Vec<String>,
    invoice_date: Option<NaiveDate>,
    twice: Option<(String, String)>,
}

impl Transfer {
    /// Takes in an element. One that may stand once and stands twice makes the whole transfer a reject: the bank might
    /// read the other one.
    pub(super) fn take(&mut self, within: &str, leaf: &Leaf<'_>) {
        let slot = match within {
            "/PmtId/EndToEndId" => &mut self.end_to_end,
            "/PmtId/InstrId" => &mut self.instruction,
            "/Amt/InstdAmt" => {
                self.currency = Once(leaf.attribute("Ccy"));
                &mut self.amount
            }
            "/Amt/EqvtAmt/Amt" => &mut self.equivalent,
            "/CdtrAgt/FinInstnId/ClrSysMmbId/MmbId" => &mut self.member,
            "/CdtrAgt/FinInstnId/ClrSysMmbId/ClrSysId/Cd" | "/CdtrAgt/FinInstnId/ClrSysMmbId/ClrSysId/Prtry" => {
                &mut self.clearing_system
            }
            "/Cdtr/Nm" => &mut self.name,
            "/CdtrAcct/Id/IBAN" => &mut self.iban,
            "/CdtrAcct/Id/Othr/Id" => &mut self.account,
            "/CdtrAcct/Id/Othr/SchmeNm/Cd" | "/CdtrAcct/Id/Othr/SchmeNm/Prtry" => &mut self.scheme,
            "/PmtTpInf/CtgyPurp/Cd" | "/PmtTpInf/CtgyPurp/Prtry" => &mut self.category,
            "/Purp/Cd" | "/Purp/Prtry" => &mut self.purpose,
            _ => return self.take_many(within, leaf.text),
        };
        if slot.0.replace(leaf.text.to_owned()).is_some() {
            self.twice = Some((within.trim_start_matches('/').to_owned(), shortened(leaf.text)));
        }
    }

    fn take_many(&mut self, within: &str, text: &str) {
        let list = match within {
            "/Cdtr/Id/OrgId/Othr/Id" | "/Cdtr/Id/PrvtId/Othr/Id" => &mut self.payee_ids,
            "/RmtInf/Ustrd" => &mut self.free,
            "/RmtInf/Strd/RfrdDocInf/Nb" => &mut self.invoices,
            "/RmtInf/Strd/CdtrRefInf/Ref" => &mut self.references,
            "/RmtInf/Strd/RfrdDocInf/RltdDt" => {
                self.invoice_date = date(text);
                return;
            }
            _ => return,
        };
        if !text.is_empty() {
            list.push(text.to_owned());
        }
    }

    /// The amount as the control sum counts it.
    pub(super) fn exact(&self) -> Option<i128> {
        let written = if self.amount.0.is_some() { self.amount.text() } else { self.equivalent.text() };
        amount::parse(written)
    }

    fn id(&self) -> &str {
        match self.end_to_end.text() {
            "" | "NOTPROVIDED" if !self.instruction.text().is_empty() => self.instruction.text(),
            id => id,
        }
    }

    fn wrong(&self, field: &'static str, value: &str, what: impl Into<String>) -> Wrong {
        Wrong { id: shortened(self.id()), field, value: shortened(value), what: what.into() }
    }

    /// The payment, or why there is none.
    pub(super) fn payment(&self, order: u64, common: &Common) -> Result<Payment, Wrong> {
        if let Some((element, value)) = &self.twice {
            let what = format!("`{element}` står två gånger och banken kan läsa det andra; begär en rättad fil");
            return Err(self.wrong("element", value, what));
        }
        if !matches!(common.method.as_str(), "TRF" | "TRA") {
            let what = "bara överföringar (TRF) kan granskas; betala på annat sätt eller granska betalningen för hand";
            return Err(self.wrong("PmtMtd", &common.method, what));
        }
        if self.end_to_end.text().is_empty() {
            return Err(self.wrong("EndToEndId", "", "betalningen saknar id; lägg till det i ekonomisystemet"));
        }
        let amount_ore = self.amount_ore()?;
        let currency = self.currency()?;
        let account = self.payee_account()?;
        let Some(pay_on) = common.pay_on else {
            let written = if common.day.is_empty() { &common.day_time } else { &common.day };
            return Err(self.wrong("ReqdExctnDt", written, "betalningsdagen är inget datum; skriv ÅÅÅÅ-MM-DD"));
        };
        let mut payment = Payment::new(self.id(), account, amount_ore, pay_on);
        payment.order = order;
        payment.currency = currency;
        self.name.text().clone_into(&mut payment.payee_name);
        self.payee(&mut payment);
        self.reference(&mut payment);
        payment.invoice_date = self.invoice_date;
        payment.kind = self.kind(common);
        Ok(payment)
    }

    fn amount_ore(&self) -> Result<i64, Wrong> {
        if self.equivalent.0.is_some() {
            let what = "beloppet är ett motvärde i annan valuta och kan inte granskas; kontrollera det för hand";
            return Err(self.wrong("EqvtAmt", self.equivalent.text(), what));
        }
        match amount::parse(self.amount.text()).and_then(amount::ore) {
            Some(ore) if ore > 0 => Ok(ore),
            _ => {
                let what =
                    "beloppet är inget positivt tal med högst två decimaler och punkt; rätta det i ekonomisystemet";
                Err(self.wrong("InstdAmt", self.amount.text(), what))
            }
        }
    }

    fn currency(&self) -> Result<String, Wrong> {
        let written = self.currency.text();
        if written.len() == 3 && written.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Ok(written.to_owned());
        }
        Err(self.wrong("Ccy", written, "valutan ska vara tre stora bokstäver, till exempel SEK"))
    }

    /// The account, by any of the conventions of Swedish banks.
    fn payee_account(&self) -> Result<Account, Wrong> {
        let (iban, number) = (self.iban.text(), self.account.text());
        match (iban.is_empty(), number.is_empty()) {
            (false, true) => return Ok(Account::new(AccountKind::Iban, iban)),
            (false, false) => {
                let what = "betalningen har både IBAN och ett annat konto; banken väljer ett, så begär en rättad fil";
                return Err(self.wrong("CdtrAcct", number, what));
            }
            (true, true) => {
                let what = "betalningen har inget konto och kan inte granskas; komplettera den i ekonomisystemet";
                return Err(self.wrong("CdtrAcct", "", what));
            }
            (true, false) => {}
        }
        let member = self.member.text();
        let scheme = self.scheme.text().to_ascii_uppercase();
        let by_scheme = match scheme.as_str() {
            "BGNR" => Some(AccountKind::Bankgiro),
            "PGNR" => Some(AccountKind::Plusgiro),
            "IBAN" => Some(AccountKind::Iban),
            _ => None,
        };
        let is_swedish = matches!(self.clearing_system.text(), "" | "SESBA");
        let by_member = match member {
            "9900" if is_swedish => Some(AccountKind::Bankgiro),
            "9960" if is_swedish => Some(AccountKind::Plusgiro),
            _ => None,
        };
        match (by_scheme, by_member) {
            (Some(one), Some(other)) if one != other => {
                let what = format!("kontot anges som {scheme} men banken som {member}; de motsäger varandra");
                Err(self.wrong("CdtrAcct", number, what))
            }
            (Some(kind), _) | (None, Some(kind)) => Ok(Account::new(kind, number)),
            (None, None) if !is_swedish => Ok(Account::new(AccountKind::Other, number)),
            (None, None) => Ok(bank_account(member, number)),
        }
    }

    fn payee(&self, payment: &mut Payment) {
        for id in &self.payee_ids {
            match OrgNo::parse(id) {
                Ok(number) if payment.payee_org_no.is_empty() => payment.payee_org_no = number.to_string(),
                _ if payment.payee_id.is_empty() => payment.payee_id.clone_from(id),
                _ => {}
            }
        }
    }

    /// One structured reference is an OCR; several, or none, are told as text.
    fn reference(&self, payment: &mut Payment) {
        let mut told = Vec::new();
        match self.references.as_slice() {
            [one] => payment.ocr.clone_from(one),
            several => told.extend(several.iter().map(String::as_str)),
        }
        told.extend(self.invoices.iter().map(String::as_str));
        told.extend(self.free.iter().map(|text| numbered(text)));
        payment.invoice_no = told.join(" ");
    }

    fn kind(&self, common: &Common) -> PaymentKind {
        let category = if self.category.text().is_empty() { &common.category } else { self.category.text() };
        match (category, self.purpose.text()) {
            ("SALA" | "PAYR", _) | ("", "SALA" | "PAYR") => PaymentKind::Salary,
            ("SUPP" | "TRAD" | "CASH", _) | ("", "" | "SUPP" | "GDDS" | "SCVE") => PaymentKind::Supplier,
            _ => PaymentKind::Other,
        }
    }
}

/// The number in a free text that says that it is an invoice's: `Faktura 10 304, konsult` is invoice `10 304`. Another text
/// is kept whole: whoever wants an invoice paid again writes its number in another way.
fn numbered(text: &str) -> &str {
    const LABELS: [&str; 6] = ["faktura", "fakturanummer", "fakturanr", "faktnr", "fakt", "invoice"];
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let (word, after) = text.split_at_checked(end).unwrap_or((text, ""));
    let number = after.trim_start_matches(|c: char| !c.is_alphanumeric()).split([',', ';']).next().unwrap_or_default();
    let has_digit = number.contains(|c: char| c.is_ascii_digit());
    if has_digit && LABELS.contains(&word.to_lowercase().as_str()) { number.trim_end() } else { text }
}

/// Clearing number and account, in one field or in two; what is none of them is kept as it is.
fn bank_account(member: &str, number: &str) -> Account {
    if !member.is_empty() {
        let parts = BankAccount::parse_parts(member, number).ok();
        let in_one =
            || BankAccount::parse(number).ok().filter(|whole| member.starts_with(&whole.clearing().to_string()));
        return match parts.or_else(in_one) {
            Some(account) => Account { kind: AccountKind::BankAccount, number: account.to_string() },
            None => Account { kind: AccountKind::BankAccount, number: format!("{member}-{number}") },
        };
    }
    // Without a bank the number must tell what it is; a giro number needs its prefix for that.
    let lower = number.to_ascii_lowercase();
    if lower.starts_with("bg") && Bankgiro::parse(number).is_ok() {
        return Account::new(AccountKind::Bankgiro, number);
    }
    if lower.starts_with("pg") && Plusgiro::parse(number).is_ok() {
        return Account::new(AccountKind::Plusgiro, number);
    }
    if Iban::parse(number).is_ok() {
        return Account::new(AccountKind::Iban, number);
    }
    match BankAccount::parse(number) {
        Ok(account) if number.len() >= 11 => Account { kind: AccountKind::BankAccount, number: account.to_string() },
        _ => Account::new(AccountKind::Other, number),
    }
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn an_invoice_is_known_by_its_number_whatever_stands_before_it() {
        for (text, number) in [
            ("Faktura 10 304", "10 304"),
            ("Fakturanr: F-2041, konsult", "F-2041"),
            ("FAKTURA: INV0048607", "INV0048607"),
            ("Fakturaavgift 10304", "Fakturaavgift 10304"),
            ("Faktura10304", "10304"),
            ("Faktura enligt avtal", "Faktura enligt avtal"),
            ("F 10304", "F 10304"),
            ("10304", "10304"),
            ("", ""),
        ] {
            assert_eq!(numbered(text), number);
        }
    }
}
