//! From the cells of a row to a payment.

use chrono::NaiveDate;
use ids::{BankAccount, Bankgiro, Iban, OrgNo, Plusgiro};

use super::columns::{Column, Columns, simple};
use super::record::Record;
use crate::file::{Found, Reject};
use crate::xml::shortened;
use crate::{Account, AccountKind, Payment, PaymentKind, amount};

/// Field, value, what is wrong and what to do.
type Wrong = (&'static str, String, &'static str);

/// Whether a row sums up others: it says so, and has neither account nor day.
pub(super) fn is_total(columns: &Columns, record: &Record) -> bool {
    let first = record.cells.iter().find(|cell| !cell.is_empty()).map(|cell| simple(cell)).unwrap_or_default();
    let says = ["summa", "totalt", "total", "antal"].iter().any(|word| first.starts_with(word));
    let wanted = [Column::Bankgiro, Column::Plusgiro, Column::Account, Column::Iban, Column::PayOn];
    says && wanted.iter().all(|column| columns.cell(&record.cells, *column).is_empty())
}

pub(super) fn found(columns: &Columns, record: &Record, order: u64) -> Found {
    let row = Row { columns, cells: &record.cells };
    match row.payment(order) {
        Ok(payment) => Found::Payment(payment),
        Err((field, value, what)) => Found::Reject(Reject {
            order,
            id: row.id(),
            place: format!("rad {}, betalning {order}", record.line),
            field: field.to_owned(),
            value: shortened(&value),
            what: what.to_owned(),
        }),
    }
}

struct Row<'r> {
    columns: &'r Columns,
    cells: &'r [String],
}

impl Row<'_> {
    fn cell(&self, column: Column) -> &str {
        self.columns.cell(self.cells, column)
    }

    fn id(&self) -> String {
        let own = self.cell(Column::Id);
        if own.is_empty() { self.cell(Column::InvoiceNo).to_owned() } else { own.to_owned() }
    }

    fn payment(&self, order: u64) -> Result<Payment, Wrong> {
        if self.columns.overflows(self.cells) {
            let what = "raden har fler celler än rubriker, så kolumnerna har förskjutits; rätta raden";
            return Err(("rad", self.cells.join(" | "), what));
        }
        let id = self.id();
        if id.is_empty() {
            return Err(("id", id, "raden saknar id; fyll i verifikationsnummer eller fakturanummer"));
        }
        let written = self.cell(Column::Amount);
        let Some(amount_ore) = ore(written).filter(|ore| *ore != 0) else {
            return Err((
                "belopp",
                written.to_owned(),
                "beloppet går inte att tyda entydigt; skriv till exempel 1250,50",
            ));
        };
        let account = self.account()?;
        let written = self.cell(Column::PayOn);
        let Some(pay_on) = date(written) else {
            return Err(("betalningsdatum", written.to_owned(), "dagen är inget datum; skriv ÅÅÅÅ-MM-DD"));
        };
        let mut payment = Payment::new(id, account, amount_ore, pay_on);
        payment.order = order;
        self.cell(Column::PayeeId).clone_into(&mut payment.payee_id);
        self.cell(Column::PayeeName).clone_into(&mut payment.payee_name);
        let number = self.cell(Column::OrgNo);
        payment.payee_org_no = OrgNo::parse(number).map_or_else(|_| number.to_owned(), |number| number.to_string());
        self.cell(Column::InvoiceNo).clone_into(&mut payment.invoice_no);
        self.cell(Column::Ocr).clone_into(&mut payment.ocr);
        payment.invoice_date = date(self.cell(Column::InvoiceDate));
        self.cell(Column::RegisteredBy).clone_into(&mut payment.registered_by);
        self.cell(Column::ApprovedBy).clone_into(&mut payment.approved_by);
        payment.kind = self.kind();
        payment.currency = self.currency()?;
        Ok(payment)
    }

    fn currency(&self) -> Result<String, Wrong> {
        match self.cell(Column::Currency) {
            "" => Ok("SEK".to_owned()),
            code if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                Ok(code.to_ascii_uppercase())
            }
            other => Err(("valuta", other.to_owned(), "valutan ska vara tre bokstäver, till exempel SEK")),
        }
    }

    fn kind(&self) -> PaymentKind {
        match simple(self.cell(Column::Kind)).as_str() {
            "" | "leverantor" | "leverantorsbetalning" | "faktura" | "kredit" | "kreditfaktura" => {
                PaymentKind::Supplier
            }
            "lon" | "loner" | "loneutbetalning" => PaymentKind::Salary,
            _ => PaymentKind::Other,
        }
    }

    /// The account: the one column that is filled, or the one that the kind of payment points at.
    fn account(&self) -> Result<Account, Wrong> {
        let told = match simple(self.cell(Column::AccountKind)).as_str() {
            "bg" | "bankgiro" => Some(AccountKind::Bankgiro),
            "pg" | "plusgiro" | "postgiro" => Some(AccountKind::Plusgiro),
            "iban" | "utland" | "utlandsbetalning" => Some(AccountKind::Iban),
            "bank" | "bankkonto" | "konto" | "kontoinsattning" | "kontooverforing" => Some(AccountKind::BankAccount),
            _ => None,
        };
        let columns = [
            (AccountKind::Bankgiro, Column::Bankgiro),
            (AccountKind::Plusgiro, Column::Plusgiro),
            (AccountKind::Iban, Column::Iban),
            (AccountKind::BankAccount, Column::Account),
        ];
        let filled: Vec<(AccountKind, Column)> =
            columns.into_iter().filter(|(_, column)| !self.cell(*column).is_empty()).collect();
        let chosen = match (filled.as_slice(), told) {
            ([], _) => {
                return Err((
                    "konto",
                    String::new(),
                    "raden saknar konto; fyll i bankgiro, plusgiro, bankkonto eller IBAN",
                ));
            }
            ([(_, column)], _) => *column,
            (several, Some(kind)) if several.iter().any(|(known, _)| *known == kind) => {
                several.iter().find(|(known, _)| *known == kind).map_or(Column::Account, |(_, column)| *column)
            }
            (several, _) => {
                let values: Vec<&str> = several.iter().map(|(_, column)| self.cell(*column)).collect();
                let what =
                    "raden har flera konton och säger inte vilket som betalas; lämna ett, eller ange betalningssätt";
                return Err(("konto", values.join(" | "), what));
            }
        };
        let number = self.cell(chosen);
        Ok(match chosen {
            Column::Bankgiro => Account::new(AccountKind::Bankgiro, number),
            Column::Plusgiro => Account::new(AccountKind::Plusgiro, number),
            Column::Iban => Account::new(AccountKind::Iban, number),
            _ => self.in_one_column(number, told),
        })
    }

    fn in_one_column(&self, number: &str, told: Option<AccountKind>) -> Account {
        let clearing = self.cell(Column::Clearing);
        if !clearing.is_empty() {
            let account = BankAccount::parse_parts(clearing, number);
            let number = account.map_or_else(|_| format!("{clearing}-{number}"), |account| account.to_string());
            return Account { kind: AccountKind::BankAccount, number };
        }
        Account::new(told.unwrap_or_else(|| looks(number)), number)
    }
}

/// The kind that a number alone shows: by its prefix, its hyphen or its length. Giro numbers without either look alike.
fn looks(number: &str) -> AccountKind {
    let lower = number.to_ascii_lowercase();
    let behind = number.rsplit_once('-').map_or(0, |(_, behind)| behind.len());
    if Iban::parse(number).is_ok() {
        AccountKind::Iban
    } else if (lower.starts_with("bg") || behind == 4) && Bankgiro::parse(number).is_ok() {
        AccountKind::Bankgiro
    } else if (lower.starts_with("pg") || behind == 1) && Plusgiro::parse(number).is_ok() {
        AccountKind::Plusgiro
    } else if number.bytes().filter(u8::is_ascii_digit).count() >= 11 && BankAccount::parse(number).is_ok() {
        AccountKind::BankAccount
    } else {
        AccountKind::Other
    }
}

/// An amount in hundredths: `1 250,50`, `1.250,50`, `1250.50`, `-12`, `12 kr`. One that can be read in two ways is none.
fn ore(written: &str) -> Option<i64> {
    let mut text: String = written.chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
    text = text.replace(['−', '–'], "-");
    let lower = text.to_ascii_lowercase();
    let bare = ["kronor", "kr", "sek", ":-"].iter().find_map(|unit| lower.strip_suffix(unit)).unwrap_or(&lower);
    let bare = match bare.strip_suffix('-') {
        Some(rest) => format!("-{rest}"),
        None => bare.to_owned(),
    };
    let (whole, decimals) = match (bare.rfind(','), bare.rfind('.')) {
        (None, None) => (bare.as_str(), ""),
        (Some(comma), Some(point)) => bare.split_at_checked(comma.max(point))?,
        (Some(at), None) | (None, Some(at)) => bare.split_at_checked(at)?,
    };
    if decimals.chars().next().is_some_and(|mark| whole.contains(mark)) {
        return None;
    }
    let decimals = decimals.get(1..).unwrap_or_default();
    let groups: Vec<&str> = whole.trim_start_matches('-').split([',', '.']).collect();
    let is_grouped = groups.len() == 1 || groups.iter().skip(1).all(|group| group.len() == 3);
    if decimals.len() > 2 || !is_grouped || whole.contains(',') && whole.contains('.') {
        return None;
    }
    let plain = whole.replace([',', '.'], "");
    amount::ore(amount::parse(&format!("{plain}.{decimals}"))?)
}

/// A day: `2026-03-02`, `2026/03/02`, `20260302`, `260302`, with or without a time behind.
fn date(written: &str) -> Option<NaiveDate> {
    let day = written.split([' ', 'T']).next().unwrap_or_default();
    let digits: String = day.chars().filter(|c| !matches!(c, '-' | '/' | '.')).collect();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match digits.len() {
        8 => NaiveDate::parse_from_str(&digits, "%Y%m%d").ok(),
        6 if day.len() == 6 => NaiveDate::parse_from_str(&format!("20{digits}"), "%Y%m%d").ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_systems_write_them() {
        for (written, expected) in [
            ("1250,50", Some(125_050)),
            ("1 250,50", Some(125_050)),
            ("1\u{a0}250,5 kr", Some(125_050)),
            ("1.250,50", Some(125_050)),
            ("1,250.50", Some(125_050)),
            ("1250.50", Some(125_050)),
            ("-12", Some(-1200)),
            ("12-", Some(-1200)),
            ("12:-", Some(1200)),
            ("1.250", None),
            ("1.25.50", None),
            ("x", None),
            ("", None),
            ("1,234,5", None),
        ] {
            assert_eq!(ore(written), expected, "{written}");
        }
    }

    #[test]
    fn days_are_read_as_systems_write_them() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 2);
        for written in ["2026-03-02", "2026/03/02", "20260302", "260302", "2026-03-02 00:00:00", "2026-03-02T08:00"] {
            assert_eq!(date(written), day, "{written}");
        }
        for written in ["2026-02-30", "02/03/2026x", "", "26-03", "03-02-2026"] {
            assert_eq!(date(written), None, "{written}");
        }
    }

    #[test]
    fn a_giro_number_that_shows_no_kind_has_none() {
        for (number, kind) in [
            ("5050-1055", AccountKind::Bankgiro),
            ("BG 50501055", AccountKind::Bankgiro),
            ("50501055", AccountKind::Other),
            ("12 34 56-6", AccountKind::Plusgiro),
            ("SE3550000000054910000003", AccountKind::Iban),
        ] {
            assert_eq!(looks(number), kind, "{number}");
        }
    }
}
