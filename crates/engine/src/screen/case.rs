//! Cases of checks: the table `payment` of a case as payments, and what a check's condition gives for them.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;
use datafusion::{
    arrow::{
        array::BooleanArray,
        compute::filter_record_batch,
        datatypes::{Field, Schema},
        record_batch::RecordBatch,
    },
    common::Result,
};
use library::{CaseTable, Check, ParameterValue};
use payments::{Account, AccountKind, Payment, PaymentKind};

use super::{
    answer::{OUTCOME, ReadyCheck},
    payment::{payment_batch, payment_schema, repeats},
};
use crate::{Engine, EngineError, cell::text_at, session::Tables};

impl Engine {
    /// The payments that a check does not pass, with the columns of its condition after their own.
    pub(crate) async fn ask(
        &self,
        check: &Check,
        given: &BTreeMap<String, ParameterValue>,
        tables: Tables,
        payments: &[Payment],
    ) -> std::result::Result<RecordBatch, EngineError> {
        let (lookups, schema) = self.ready_lookups(&[check], tables).await?;
        let ready = ReadyCheck::plan_with(check, given, &schema)?;
        let asked = || -> Result<RecordBatch> {
            let payment = payment_batch(payments, &repeats(payments))?;
            let batch = lookups.iter().try_fold(payment.clone(), |batch, lookup| lookup.add(&batch))?;
            let answer = ready.columns(&batch)?;
            let outcomes = answer.column_by_name(OUTCOME);
            let outcome = |row| outcomes.and_then(|column| text_at(column, row));
            let kept: BooleanArray = (0..answer.num_rows()).map(|row| Some(outcome(row) != Some("pass"))).collect();
            // The condition's own columns come first, so that they are the ones compared.
            let named = |batch: &RecordBatch| -> Vec<Arc<Field>> { batch.schema().fields().iter().cloned().collect() };
            let fields: Vec<_> = named(&answer).into_iter().chain(named(&payment)).collect();
            let columns = answer.columns().iter().chain(payment.columns()).cloned().collect();
            let whole = RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)?;
            Ok(filter_record_batch(&whole, &kept)?)
        };
        asked().map_err(EngineError::query(&check.file, "Villkor"))
    }
}

/// The rows of a case's table `payment`.
pub(crate) fn case_payments(table: &CaseTable) -> std::result::Result<Vec<Payment>, (usize, String)> {
    let schema = payment_schema();
    if let Some(stray) = table.columns.iter().find(|name| schema.field_with_name(name).is_err()) {
        return Err((table.line, format!("`payment` har ingen kolumn `{stray}`")));
    }
    table.rows.iter().map(|(line, cells)| payment(table, cells).map_err(|message| (*line, message))).collect()
}

fn payment(table: &CaseTable, cells: &[Option<String>]) -> std::result::Result<Payment, String> {
    let cell = |name: &str| {
        let at = table.columns.iter().position(|column| column == name)?;
        cells.get(at)?.as_deref()
    };
    let text = |name: &str| cell(name).unwrap_or_default().to_owned();
    let date = |name: &str| match cell(name) {
        Some(text) => text.parse::<NaiveDate>().map(Some).map_err(|_| format!("`{text}` är ingen dag")),
        None => Ok(None),
    };
    let kind = match cell("account_kind") {
        Some("bankgiro") => AccountKind::Bankgiro,
        Some("plusgiro") => AccountKind::Plusgiro,
        Some("bank_account") => AccountKind::BankAccount,
        Some("iban") => AccountKind::Iban,
        _ => AccountKind::Other,
    };
    let amount = cell("amount").unwrap_or("0").replace('.', "");
    let amount_ore = amount.parse().map_err(|_| "skriv `amount` med två decimaler".to_owned())?;
    let mut payment = Payment::new(
        text("payment_id"),
        Account::new(kind, &text("account")),
        amount_ore,
        date("pay_on")?.unwrap_or_default(),
    );
    payment.order = cell("place").and_then(|place| place.parse().ok()).unwrap_or(0);
    payment.payee_id = text("payee_id");
    payment.payee_name = text("payee_name");
    payment.payee_org_no = text("payee_org_no");
    payment.invoice_no = text("invoice_no");
    payment.ocr = text("ocr");
    payment.invoice_date = date("invoice_date")?;
    payment.registered_by = text("registered_by");
    payment.approved_by = text("approved_by");
    payment.kind = match cell("kind") {
        Some("salary") => PaymentKind::Salary,
        Some("other") => PaymentKind::Other,
        _ => PaymentKind::Supplier,
    };
    Ok(payment)
}
