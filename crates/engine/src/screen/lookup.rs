//! A lookup in memory: its rows, an index over their keys, and the expressions that give a payment's key.

use std::{hash::BuildHasher, sync::Arc};

use datafusion::{
    arrow::{
        array::{Array, ArrayRef, AsArray, UInt32Array},
        compute::{concat_batches, take},
        datatypes::{DataType, Field, Schema, SchemaRef},
        record_batch::RecordBatch,
        row::{RowConverter, Rows, SortField},
    },
    common::{DFSchema, Result},
    logical_expr::ExprSchemable,
    physical_expr::PhysicalExpr,
};
use hashbrown::HashTable;
use library::Lookup;
use rustc_hash::FxBuildHasher;

use crate::{
    EngineError,
    bind::{Bindings, logical},
    functions::History,
    session::{Tables, session},
    steps,
};

/// Rows by key.
#[derive(Debug)]
pub(crate) struct ReadyLookup {
    keys: Vec<Arc<dyn PhysicalExpr>>,
    key_types: Vec<DataType>,
    converter: RowConverter,
    rows: Rows,
    index: HashTable<u32>,
    values: RecordBatch,
}

impl ReadyLookup {
    /// Indexes the rows of a lookup, and plans its key over the payment and the lookups before it.
    pub(crate) fn index(
        document: &Lookup,
        values: RecordBatch,
        before: &DFSchema,
    ) -> std::result::Result<Self, EngineError> {
        let failed = EngineError::query(&document.file, "Sökfråga");
        let session = session(1, History::new());
        let mut columns = Vec::new();
        let mut keys = Vec::new();
        for (name, expression) in &document.key {
            let column = values.column_by_name(name).ok_or_else(|| {
                EngineError::contract(&document.file, format!("sökfrågan ger inte nyckelkolumnen `{name}`"))
            })?;
            let plan = || {
                let expr = logical(&session, Bindings::default().expression(expression)?, before)?;
                session.create_physical_expr(expr.cast_to(column.data_type(), before)?, before)
            };
            keys.push(plan().map_err(EngineError::query(&document.file, "key"))?);
            columns.push(Arc::clone(column));
        }
        let converter = converter(&columns).map_err(&failed)?;
        let rows = converter.convert_columns(&columns).map_err(|error| failed(error.into()))?;
        let index = index(&rows, &columns).map_err(|row| {
            EngineError::contract(&document.file, format!("nyckeln {} står i två rader", key_text(&columns, row)))
        })?;
        let key_types = columns.iter().map(|column| column.data_type().clone()).collect();
        Ok(Self { keys, key_types, converter, rows, index, values })
    }

    /// The columns that it adds.
    pub(crate) fn schema(&self) -> SchemaRef {
        self.values.schema()
    }

    /// Adds the row found for each payment; nulls where there is none.
    pub(crate) fn add(&self, batch: &RecordBatch) -> Result<RecordBatch> {
        let mut keys: Vec<ArrayRef> = Vec::with_capacity(self.keys.len());
        for (key, data_type) in self.keys.iter().zip(&self.key_types) {
            let array = key.evaluate(batch)?.into_array(batch.num_rows())?;
            keys.push(datafusion::arrow::compute::cast(&array, data_type)?);
        }
        let asked = self.converter.convert_columns(&keys)?;
        let found: UInt32Array = (0..batch.num_rows())
            .map(|row| {
                if keys.iter().any(|key| key.is_null(row)) {
                    return None;
                }
                let bytes = asked.row(row);
                let same = |at: &u32| self.rows.row(*at as usize) == bytes;
                self.index.find(hash(bytes.as_ref()), same).copied()
            })
            .collect();
        let mut fields: Vec<Arc<Field>> = batch.schema().fields().iter().cloned().collect();
        let mut columns = batch.columns().to_vec();
        for (field, column) in self.values.schema().fields().iter().zip(self.values.columns()) {
            fields.push(Arc::clone(field));
            columns.push(take(column, &found, None)?);
        }
        Ok(RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)?)
    }
}

/// Runs the query of a lookup.
pub(crate) async fn rows(
    document: Lookup,
    tables: Tables,
    threads: usize,
) -> std::result::Result<RecordBatch, EngineError> {
    let run = async || -> Result<RecordBatch> {
        let session = session(threads, History::new());
        tables.register(&session, document.reads.keys(), &document.links)?;
        let result = steps::plan(&session, Bindings::default().parse(&document.query)?).await?;
        let schema = Arc::new(result.schema().as_arrow().clone());
        let batches = result.collect().await?;
        compact(&concat_batches(&schema, &batches)?)
    };
    run().await.map_err(EngineError::query(&document.file, "Sökfråga"))
}

/// Every column may be null, and texts hold only their own bytes.
fn compact(batch: &RecordBatch) -> Result<RecordBatch> {
    let fields =
        batch.schema().fields().iter().map(|field| field.as_ref().clone().with_nullable(true)).collect::<Vec<_>>();
    let columns = batch.columns().iter().map(|column| match column.data_type() {
        DataType::Utf8View => Arc::new(column.as_string_view().gc()) as ArrayRef,
        _ => Arc::clone(column),
    });
    Ok(RecordBatch::try_new(Arc::new(Schema::new(fields)), columns.collect())?)
}

fn converter(columns: &[ArrayRef]) -> Result<RowConverter> {
    Ok(RowConverter::new(columns.iter().map(|column| SortField::new(column.data_type().clone())).collect())?)
}

fn hash(bytes: &[u8]) -> u64 {
    FxBuildHasher.hash_one(bytes)
}

/// Index over the rows whose key has no null; the first row that repeats a key is the error.
fn index(rows: &Rows, columns: &[ArrayRef]) -> std::result::Result<HashTable<u32>, usize> {
    let mut index: HashTable<u32> = HashTable::with_capacity(rows.num_rows());
    let of = |at: u32| hash(rows.row(at as usize).as_ref());
    for (at, row) in (0_u32..).zip(0..rows.num_rows()) {
        if columns.iter().any(|column| column.is_null(row)) {
            continue;
        }
        if index.find(of(at), |other| rows.row(*other as usize) == rows.row(row)).is_some() {
            return Err(row);
        }
        index.insert_unique(of(at), at, |other| of(*other));
    }
    Ok(index)
}

fn key_text(columns: &[ArrayRef], row: usize) -> String {
    let cells = columns.iter().map(|column| crate::cell::cell(column, row).ok().flatten().unwrap_or_default());
    format!("`{}`", cells.collect::<Vec<_>>().join(", "))
}
