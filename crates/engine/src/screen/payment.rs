//! Payments as a table that conditions read.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{Datelike, NaiveDate};
use datafusion::{
    arrow::{
        array::{ArrayRef, BooleanArray, Date32Array, Decimal128Array, Int64Array, StringViewArray},
        datatypes::{DataType, Field, Schema, SchemaRef},
        record_batch::RecordBatch,
    },
    common::Result,
};
use payments::{AccountKind, Payment, PaymentKind};

/// The name by which conditions and keys read the payment.
pub(crate) const TABLE: &str = "payment";

/// Columns of [`TABLE`]; a text that the file does not give is null.
pub(crate) fn payment_schema() -> SchemaRef {
    let text = |name: &str| Field::new(name, DataType::Utf8View, true);
    let typed = |name: &str, data_type: DataType| Field::new(name, data_type, true);
    Arc::new(Schema::new(vec![
        typed("place", DataType::Int64),
        text("payment_id"),
        text("payee_id"),
        text("payee_name"),
        text("payee_org_no"),
        text("account_kind"),
        text("account"),
        typed("account_valid", DataType::Boolean),
        typed("amount", DataType::Decimal128(18, 2)),
        text("currency"),
        typed("pay_on", DataType::Date32),
        text("invoice_no"),
        text("ocr"),
        typed("invoice_date", DataType::Date32),
        text("kind"),
        text("registered_by"),
        text("approved_by"),
        typed("repeats", DataType::Int64),
    ]))
}

/// Payments as rows, with the place of the payment that each repeats.
pub(crate) fn payment_batch(payments: &[Payment], repeats: &[Option<u64>]) -> Result<RecordBatch> {
    let text = |value: fn(&Payment) -> &str| -> ArrayRef {
        let values = payments.iter().map(|payment| Some(value(payment).trim()).filter(|text| !text.is_empty()));
        Arc::new(values.collect::<StringViewArray>())
    };
    let place = |place: u64| i64::try_from(place).unwrap_or(i64::MAX);
    let amounts: Decimal128Array = payments.iter().map(|payment| Some(i128::from(payment.amount_ore))).collect();
    let columns: Vec<ArrayRef> = vec![
        Arc::new(payments.iter().map(|payment| Some(place(payment.order))).collect::<Int64Array>()),
        text(|p| &p.id),
        text(|p| &p.payee_id),
        text(|p| &p.payee_name),
        text(|p| &p.payee_org_no),
        text(|p| account_kind(p.account.kind)),
        text(|p| &p.account.number),
        Arc::new(payments.iter().map(|payment| payment.account.is_valid()).collect::<BooleanArray>()),
        Arc::new(amounts.with_precision_and_scale(18, 2)?),
        text(|p| &p.currency),
        Arc::new(payments.iter().map(|payment| Some(day(payment.pay_on))).collect::<Date32Array>()),
        text(|p| &p.invoice_no),
        text(|p| &p.ocr),
        Arc::new(payments.iter().map(|payment| payment.invoice_date.map(day)).collect::<Date32Array>()),
        text(|p| payment_kind(p.kind)),
        text(|p| &p.registered_by),
        text(|p| &p.approved_by),
        Arc::new(repeats.iter().map(|repeated| repeated.map(place)).collect::<Int64Array>()),
    ];
    Ok(RecordBatch::try_new(payment_schema(), columns)?)
}

/// For each payment the place of the first one before it with the same payee account, amount and reference; a payment
/// without a reference repeats nothing.
pub(crate) fn repeats(payments: &[Payment]) -> Vec<Option<u64>> {
    let mut first: BTreeMap<(&str, i64, String), u64> = BTreeMap::new();
    payments
        .iter()
        .map(|payment| {
            let reference = reference(payment);
            if reference.is_empty() {
                return None;
            }
            let key = (payment.account.number.as_str(), payment.amount_ore, reference);
            match first.get(&key) {
                Some(place) => Some(*place),
                None => {
                    first.insert(key, payment.order);
                    None
                }
            }
        })
        .collect()
}

/// Structured reference or invoice number, letters and digits only, without leading zeros.
fn reference(payment: &Payment) -> String {
    let written = if payment.ocr.is_empty() { &payment.invoice_no } else { &payment.ocr };
    let letters: String = written.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    letters.trim_start_matches('0').to_owned()
}

fn day(date: NaiveDate) -> i32 {
    // Days from 1970-01-01, which is day 719 163 of the common era.
    date.num_days_from_ce() - 719_163
}

fn account_kind(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Bankgiro => "bankgiro",
        AccountKind::Plusgiro => "plusgiro",
        AccountKind::BankAccount => "bank_account",
        AccountKind::Iban => "iban",
        AccountKind::Other => "other",
    }
}

fn payment_kind(kind: PaymentKind) -> &'static str {
    match kind {
        PaymentKind::Supplier => "supplier",
        PaymentKind::Salary => "salary",
        PaymentKind::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(NaiveDate::from_ymd_opt(1970, 1, 2).map(day), Some(1));
    }
}
