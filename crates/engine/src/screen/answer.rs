//! A check's condition: planned once, evaluated over many payments, and read as outcome and sentence.

use std::{collections::BTreeMap, sync::Arc};

use datafusion::{
    arrow::{
        array::ArrayRef,
        datatypes::{DataType, Field, Schema},
        record_batch::RecordBatch,
    },
    common::{DFSchema, Result, plan_err},
    logical_expr::ExprSchemable,
    physical_expr::PhysicalExpr,
};
use library::{Check, ParameterValue, Stop};

use super::payment;
use crate::{
    EngineError,
    bind::{Bindings, logical},
    cell::{cell, text_at},
    evidence::{fill, placeholders},
    mask::Mask,
    session::session,
};

pub(crate) const OUTCOME: &str = "outcome";

/// A check that can be asked.
#[derive(Debug)]
pub(crate) struct ReadyCheck {
    pub(crate) id: String,
    pub(crate) version: u32,
    pub(crate) title: String,
    stop: Stop,
    sentence: String,
    /// What each declared outcome means: `None` for an innocent explanation, the text for a missing value.
    outcomes: BTreeMap<String, Option<String>>,
    columns: Vec<(String, Arc<dyn PhysicalExpr>)>,
}

/// The condition's columns for some payments, or why they could not be computed.
#[derive(Debug)]
pub(crate) struct Answer(std::result::Result<RecordBatch, String>);

impl ReadyCheck {
    /// Plans a check with parameters that override its own.
    pub(crate) fn plan_with(
        check: &Check,
        given: &BTreeMap<String, ParameterValue>,
        schema: &DFSchema,
    ) -> std::result::Result<Self, EngineError> {
        let bindings = Bindings::of(&check.parameters, given);
        let session = session(1, bindings.history.clone());
        let plan = || -> Result<Vec<(String, Arc<dyn PhysicalExpr>)>> {
            let items = bindings.select_list(&check.condition, payment::TABLE)?;
            let mut columns = Vec::new();
            for (name, expression) in items {
                let mut expr = logical(&session, expression, schema)?;
                if name == OUTCOME {
                    expr = expr.cast_to(&DataType::Utf8View, schema)?;
                }
                columns.push((name, session.create_physical_expr(expr, schema)?));
            }
            match columns.iter().any(|(name, _)| name == OUTCOME) {
                true => Ok(columns),
                false => plan_err!("villkoret ger inte kolumnen `{OUTCOME}`"),
            }
        };
        let columns = plan().map_err(EngineError::query(&check.file, "Villkor"))?;
        for name in placeholders(&check.sentence) {
            if !columns.iter().any(|(column, _)| column == name) {
                let message = format!("meningen nämner `{name}`, som villkoret inte ger");
                return Err(EngineError::contract(&check.file, message));
            }
        }
        let mut outcomes: BTreeMap<String, Option<String>> =
            check.exclusions.iter().map(|exclusion| (exclusion.id.clone(), None)).collect();
        outcomes.insert("pass".to_owned(), None);
        outcomes.extend(check.not_computable.iter().map(|missing| (missing.id.clone(), Some(missing.sv.clone()))));
        Ok(Self {
            id: check.id.clone(),
            version: check.version,
            title: check.title.sv.clone(),
            stop: check.stop,
            sentence: check.sentence.clone(),
            outcomes,
            columns,
        })
    }

    /// Evaluates the condition.
    pub(crate) fn answer(&self, batch: &RecordBatch) -> Answer {
        Answer(
            self.columns(batch).map_err(|error| error.strip_backtrace().lines().next().unwrap_or_default().to_owned()),
        )
    }

    /// The condition's columns, one row per payment.
    pub(crate) fn columns(&self, batch: &RecordBatch) -> Result<RecordBatch> {
        let mut fields = Vec::with_capacity(self.columns.len());
        let mut arrays: Vec<ArrayRef> = Vec::with_capacity(self.columns.len());
        for (name, expression) in &self.columns {
            let array = expression.evaluate(batch)?.into_array(batch.num_rows())?;
            fields.push(Field::new(name, array.data_type().clone(), true));
            arrays.push(array);
        }
        Ok(RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)?)
    }
}

impl Answer {
    /// What the check does to the payment in a row and why; `None` when it is in order.
    pub(crate) fn of(
        &self,
        check: &ReadyCheck,
        mask: &Mask,
        row: usize,
    ) -> std::result::Result<Option<(Stop, String)>, String> {
        let batch = self.0.as_ref().map_err(Clone::clone)?;
        let outcome = batch.column_by_name(OUTCOME).and_then(|column| text_at(column, row)).unwrap_or_default();
        if outcome == "hit" {
            let mut values = BTreeMap::new();
            for (field, array) in batch.schema_ref().fields().iter().zip(batch.columns()) {
                let value = cell(array, row).map_err(|error| error.to_string())?;
                values.insert(field.name().as_str(), value.map(|value| mask.cell(field.name(), value)));
            }
            return Ok(Some((check.stop, fill(&check.sentence, &values))));
        }
        match check.outcomes.get(outcome) {
            Some(None) => Ok(None),
            Some(Some(missing)) => Err(format!("{missing}.")),
            None => Err(format!("villkoret gav utfallet `{outcome}`, som dokumentet inte känner.")),
        }
    }
}
