//! Bankgirot's older format for supplier payments (LB): records of 80 letters in ISO 8859-1.

use super::due::Account;
use super::{Payer, Placed, short};
use crate::calendar::Day;
use crate::numbers;
use std::fmt::Write as _;

/// The whole file: opening, payments, end.
pub(super) fn file(payer: &Payer, on: Day, payments: &[Placed]) -> String {
    let mut out = String::with_capacity(82 * (payments.len() * 2 + 2));
    let giro = right(&payer.bankgiro, 10);
    let made = short(on.plus(-2));
    line(&mut out, &format!("11{giro}{made}LEVERANTÖRSBETALNINGAR{}{}SEK", short(on), " ".repeat(13)));
    for one in payments {
        payment(&mut out, on, one);
    }
    let total: i64 = payments.iter().map(|one| one.due.gross()).sum();
    line(&mut out, &format!("29{giro}{:08}{:012} ", payments.len(), total));
    out
}

fn payment(out: &mut String, on: Day, one: &Placed) {
    let due = &one.due;
    let reference = if due.ocr.is_empty() { &due.number } else { &due.ocr };
    let reference = left(reference, 25);
    let rest = format!("{:012}{}     {}", due.gross(), short(on), left(&one.id, 20));
    match &due.account {
        Account::Plusgiro(digits) => line(out, &format!("54{}{reference}{rest}", right(digits, 10))),
        Account::Bank(digits) => {
            // The order of payment to an account stands for the payee's number.
            let serial = right(&numbers::with_luhn(&format!("{:05}", one.order)), 10);
            let (clearing, number) = digits.split_at_checked(4).unwrap_or((digits, ""));
            line(out, &format!("26{serial}{}", left(&due.name, 35)));
            line(out, &format!("40{serial}{clearing}{}", right(number, 12)));
            line(out, &format!("14{serial}{reference}{rest}"));
        }
        Account::Bankgiro(digits) | Account::Iban(digits) => {
            line(out, &format!("14{}{reference}{rest}", right(digits, 10)));
            if one.order % 9 == 4 {
                line(out, &format!("25{}{}", right(digits, 10), left(due.text, 50)));
            }
        }
    }
}

/// Digits behind zeros.
fn right(digits: &str, width: usize) -> String {
    format!("{digits:0>width$}")
}

/// Text before blanks, cut where the field ends.
fn left(text: &str, width: usize) -> String {
    let cut: String = text.chars().take(width).collect();
    format!("{cut:<width$}")
}

/// A record, filled up with blanks.
fn line(out: &mut String, record: &str) {
    let _ = write!(out, "{record:<80}\r\n");
}
