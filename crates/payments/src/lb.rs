//! Bankgirot supplier payments (LB, leverantörsbetalningar): records of 80 characters, and Bankgirot's return file.
//!
//! A file has sections, each from record 11 to record 29. Records 14 and 54 pay, 15, 16 and 17 are deductions and credits;
//! 25 and 65 tell more about the record before them; 26, 27, 28 and 40 say who and where a payout number is. Positions
//! are those of the technical manual, counted from 1. An unknown record travels with the payment before it and is warned of.

mod cut;
mod record;

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;
use ids::{BankAccount, Ocr};

use crate::file::{Format, Found, Reject, Sink, Warning};
use crate::xml::shortened;
use crate::{Account, AccountKind, FileFault, Payment};

pub(crate) use cut::{bound, cut, warnings_of_cut};
use record::{Record, day, digits};

/// Where everything stands.
#[derive(Debug, Clone, Default)]
pub(crate) struct Layout {
    sections: Vec<Section>,
    /// Seals around the file, which hold for the whole file only.
    seals: Vec<Range<usize>>,
}

/// From record 11 to record 29.
#[derive(Debug, Clone, Default)]
struct Section {
    at: Range<usize>,
    payments: Vec<Block>,
    /// Records that say where a payout number leads.
    registered: Vec<(String, Range<usize>)>,
    end: End,
}

/// A payment or credit with the records that belong to it.
#[derive(Debug, Clone)]
struct Block {
    order: u64,
    /// The payee's number as written: what ties credits to payments, and to registered records.
    payee: String,
    at: Range<usize>,
    line: u64,
    is_credit: bool,
    /// Öre, never negative; none when it cannot be read.
    amount: Option<i64>,
}

/// Record 29.
#[derive(Debug, Clone, Default)]
struct End {
    /// Where the digits of the count and the sum stand, and the sign.
    at: Range<usize>,
    counts_credits: bool,
    is_net: bool,
}

/// Whether a text is such a file: a record 11 stands at its beginning.
pub(crate) fn looks_like(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines().filter(|line| !line.trim().is_empty()).take(3);
    lines.any(|line| {
        let record = Record::of(line, 1, 0);
        record.code == "11" && digits(&record.field(3, 12)).is_some() && record.field(19, 40).starts_with("LEV")
    })
}

/// Reads the payments of a file.
pub(crate) fn parse(text: &str, sink: Sink<'_>) -> Result<(Format, Layout), FileFault> {
    let records: Vec<Record<'_>> = record::all(text);
    let is_return = records.iter().any(Record::is_of_return);
    let mut layout = Layout::default();
    let mut order = 0;
    let mut rest = records.as_slice();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match first.code {
            "11" => {
                let length = after.iter().position(|record| record.code == "29");
                let Some((within, behind)) = length.and_then(|length| after.split_at_checked(length)) else {
                    return Err(FileFault::Missing { place: first.place(), what: "slutposten (29)".to_owned() });
                };
                let Some((end, behind)) = behind.split_first() else { break };
                rest = behind;
                let reading = Reading::new(first, within, is_return);
                layout.sections.push(reading.section(end, &mut order, sink)?);
            }
            "00" | "01" | "99" => layout.seals.push(first.at.clone()),
            code => {
                let what = format!("posten `{}` står utanför avsnitten 11–29; filen är felaktig", shortened(code));
                return Err(FileFault::Structure { place: first.place(), what });
            }
        }
    }
    if order == 0 {
        return Err(FileFault::Missing {
            place: "filen".to_owned(),
            what: "betalningsposter (14 eller 54)".to_owned(),
        });
    }
    Ok((if is_return { Format::LbReturn } else { Format::Lb }, layout))
}

/// A section being read.
struct Reading<'r, 't> {
    head: &'r Record<'t>,
    records: &'r [Record<'t>],
    is_return: bool,
    written_on: Option<NaiveDate>,
    pay_on: Option<NaiveDate>,
    currency: String,
    accounts: BTreeMap<String, String>,
    names: BTreeMap<String, String>,
}

impl<'r, 't> Reading<'r, 't> {
    fn new(head: &'r Record<'t>, records: &'r [Record<'t>], is_return: bool) -> Self {
        let currency = head.field(60, 62);
        let by_number = |code: &str, read: fn(&Record<'_>) -> String| {
            let of_code = records.iter().filter(|record| record.code == code);
            of_code.map(|record| (payout(&record.field(3, 12)), read(record))).collect()
        };
        Self {
            head,
            records,
            is_return,
            written_on: day(&head.field(13, 18)),
            pay_on: day(&head.field(41, 46)),
            currency: if currency.is_empty() { "SEK".to_owned() } else { currency },
            accounts: by_number("40", |record| format!("{}-{}", record.field(13, 16), record.field(17, 28))),
            names: by_number("26", |record| record.field(13, 47)),
        }
    }

    fn section(&self, end: &Record<'_>, order: &mut u64, sink: Sink<'_>) -> Result<Section, FileFault> {
        let mut section = Section { at: self.head.at.start..end.at.end, ..Section::default() };
        for (at, record) in self.records.iter().enumerate() {
            match record.code {
                "14" | "15" | "16" | "17" | "54" => {
                    *order += 1;
                    let info = self.records.get(at + 1..).unwrap_or_default();
                    let belongs = info.iter().take_while(|info| !matches!(info.code, "14" | "15" | "16" | "17" | "54"));
                    let told = belongs.filter(|info| matches!(info.code, "25" | "65")).map(|info| info.field(3, 52));
                    sink(self.found(record, *order, &told.collect::<Vec<_>>()));
                    section.payments.push(Block {
                        order: *order,
                        payee: record.field(3, 12),
                        at: record.at.clone(),
                        line: record.line,
                        is_credit: record.is_credit(),
                        amount: digits(&record.field(38, 49)),
                    });
                }
                "26" | "27" | "28" | "40" => {
                    section.registered.push((payout(&record.field(3, 12)), record.at.clone()));
                }
                "12" | "13" => {}
                code => {
                    if let Some(block) = section.payments.last_mut().filter(|block| block.at.end == record.at.start) {
                        block.at.end = record.at.end;
                    }
                    if !matches!(code, "20" | "21" | "25" | "65") {
                        sink(Found::Warning(unknown(record)));
                    }
                }
            }
        }
        section.end = ended(&section, end)?;
        Ok(section)
    }

    fn found(&self, record: &Record<'_>, order: u64, told: &[String]) -> Found {
        match self.payment(record, order, told) {
            Ok(payment) => Found::Payment(payment),
            Err((field, value, what)) => Found::Reject(Reject {
                order,
                id: record.field(61, 80),
                place: format!("{}, betalning {order}", record.place()),
                field: field.to_owned(),
                value,
                what: what.to_owned(),
            }),
        }
    }

    fn payment(&self, record: &Record<'_>, order: u64, told: &[String]) -> Result<Payment, (&str, String, &str)> {
        let written = record.field(38, 49);
        let Some(amount) = digits(&written).filter(|amount| *amount > 0) else {
            return Err(("belopp", written, "beloppet ska vara tolv siffror i öre och större än noll"));
        };
        let pay_on = self.day_of(record)?;
        let (account, payee_name) = self.payee(record)?;
        let reference = record.field(13, 37);
        let own = record.field(61, 80);
        let id = [&own, &reference].into_iter().find(|id| !id.is_empty()).cloned();
        let id = id.unwrap_or_else(|| format!("{}/{amount}", account.number));
        let mut payment = Payment::new(id, account, if record.is_credit() { -amount } else { amount }, pay_on);
        payment.order = order;
        payment.payee_name = payee_name;
        payment.currency.clone_from(&self.currency);
        let told = told.iter().map(String::as_str).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
        // The reference alone names the invoice; what else the payee is told is text around it.
        if Ocr::parse(&reference).is_ok() {
            (payment.ocr, payment.invoice_no) = (reference, told);
        } else {
            payment.invoice_no = if reference.is_empty() { told } else { reference };
        }
        Ok(payment)
    }

    fn day_of(&self, record: &Record<'_>) -> Result<NaiveDate, (&'static str, String, &'static str)> {
        let missing = "betalningsdag saknas; skriv ÅÅMMDD eller GENAST i posten, eller dag i öppningsposten (11)";
        if self.is_return {
            return self.pay_on.or(self.written_on).ok_or(("betalningsdag", String::new(), missing));
        }
        let written = record.field(50, 55);
        let found = match written.as_str() {
            "" => self.pay_on,
            "GENAST" => self.written_on,
            date => day(date),
        };
        found.ok_or(("betalningsdag", written, missing))
    }

    /// Where the money goes, and the name when the file has it.
    fn payee(&self, record: &Record<'_>) -> Result<(Account, String), (&'static str, String, &'static str)> {
        let number = record.field(3, 12);
        if record.code == "54" {
            return Ok((Account::new(AccountKind::Plusgiro, &number), String::new()));
        }
        let key = payout(&number);
        let name = self.names.get(&key).cloned().unwrap_or_default();
        if let Some(written) = self.accounts.get(&key) {
            let account = match BankAccount::parse(written) {
                Ok(account) => account.to_string(),
                Err(_) => written.clone(),
            };
            return Ok((Account { kind: AccountKind::BankAccount, number: account }, name));
        }
        if self.names.contains_key(&key) {
            let what = "betalningen är en utbetalningsavi utan konto och kan inte granskas; kontrollera den för hand";
            return Err(("mottagare", number, what));
        }
        if digits(&number).is_none() {
            let what =
                "mottagaren ska vara ett bankgironummer om tio siffror, eller ett utbetalningsnummer med post 40";
            return Err(("mottagare", number, what));
        }
        Ok((Account::new(AccountKind::Bankgiro, &number), name))
    }
}

/// The payout number: nine digits; the tenth, checking one may be there or not.
fn payout(field: &str) -> String {
    field.chars().take(9).collect()
}

fn unknown(record: &Record<'_>) -> Warning {
    Warning {
        order: None,
        rule: "LB".to_owned(),
        place: record.place(),
        text: format!(
            "posten `{}` är okänd; den följer betalningen före den oförändrad, men dess innehåll granskas inte",
            shortened(record.code)
        ),
    }
}

/// Compares record 29 with the section. Systems differ in whether credits are counted, and whether the sum is net of
/// them: whichever is stated is kept.
fn ended(section: &Section, end: &Record<'_>) -> Result<End, FileFault> {
    let differs = |field: &str, stated: String, counted: String| FileFault::Sums {
        place: end.place(),
        field: field.to_owned(),
        stated,
        counted,
    };
    let sums = cut::sums(section.payments.iter());
    let stated: Option<i64> = digits(&end.field(13, 20));
    let counts_credits = match stated {
        Some(stated) if stated == sums.debits + sums.credits => true,
        Some(stated) if stated == sums.debits => false,
        _ => return Err(differs("antal", end.field(13, 20), (sums.debits + sums.credits).to_string())),
    };
    let stated: Option<i64> = digits(&end.field(21, 32));
    let sign = if end.field(33, 33) == "-" { -1 } else { 1 };
    let net = sums.debit_ore - sums.credit_ore;
    let is_net = match stated.map(|stated| stated * sign) {
        Some(stated) if stated == net => true,
        Some(stated) if stated == sums.debit_ore => false,
        _ if !sums.is_whole => true,
        _ => return Err(differs("summa i öre", end.field(21, 33), net.to_string())),
    };
    Ok(End { at: end.bytes(13, 33), counts_credits, is_net })
}
