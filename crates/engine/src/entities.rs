//! Links the rows of a link document by its linkage model.

use std::sync::Arc;

use datafusion::{
    arrow::{
        array::{ArrayRef, Float64Array, StringArray},
        compute::cast,
        datatypes::{DataType, Field, Schema, SchemaRef},
        error::ArrowError,
        record_batch::RecordBatch,
    },
    error::DataFusionError,
};
use library::{Link, LinkageModel};
use linkage::{Clustering, Learnt, Linker, Model, Parameters, Scope, Table};

use crate::cell::text_at;

/// Why rows could not be linked.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The model and the rows do not fit; says what to do.
    Linkage(String),
    /// Arrow's own fault.
    Arrow(DataFusionError),
}

impl From<ArrowError> for Fault {
    fn from(error: ArrowError) -> Self {
        Self::Arrow(error.into())
    }
}

/// Parts a register and a record id: no id contains it.
const BETWEEN: char = '\u{1f}';

/// A record and the entity that a linkage model puts it in.
#[derive(Debug, Clone, PartialEq)]
pub struct EntityRecord {
    /// The link document.
    pub link: String,
    /// The record's register.
    pub register: String,
    /// The record's id in it.
    pub record: String,
    /// The entity's name: its first record.
    pub entity: String,
    /// Probability of the weakest pair that holds the entity together.
    pub probability: f64,
}

/// The records of a link table's batch.
pub(crate) fn entity_records(link: &str, batch: &RecordBatch) -> Vec<EntityRecord> {
    let text = |name: &str, row| batch.column_by_name(name).and_then(|column| text_at(column, row)).map(str::to_owned);
    let probabilities = batch.column_by_name("probability").and_then(|c| c.as_any().downcast_ref::<Float64Array>());
    (0..batch.num_rows())
        .filter_map(|row| {
            Some(EntityRecord {
                link: link.to_owned(),
                register: text("register", row)?,
                record: text("record_id", row)?,
                entity: text("entity_id", row)?,
                probability: probabilities?.value(row),
            })
        })
        .collect()
}

/// The rows with the columns `entity_id` and `probability`.
pub(crate) fn linked(
    link: &Link,
    model: &LinkageModel,
    schema: &SchemaRef,
    batches: &[RecordBatch],
) -> Result<(SchemaRef, Vec<RecordBatch>), Fault> {
    let said = |message: String| Fault::Linkage(message);
    let fields = schema.fields().iter().cloned();
    let fields = fields.chain([
        Arc::new(Field::new("entity_id", DataType::Utf8, true)),
        Arc::new(Field::new("probability", DataType::Float64, true)),
    ]);
    let wider = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
    let table = records(schema, batches).map_err(Fault::from)?;
    let (entities, probabilities) = if table.len() < 2 {
        let ids = (0..table.len()).map(|row| table.column("id").and_then(|ids| ids.text(row)).map(str::to_owned));
        (ids.collect(), vec![1.0; table.len()])
    } else {
        let file = |what: &str, error: &dyn std::fmt::Display| said(format!("{what} för `{}`: {error}", link.id));
        let learnt: Learnt =
            serde_json::from_str(&model.parameters).map_err(|error| file("linkagemodellens vikter", &error))?;
        let model = Model::parse(&model.model).map_err(|error| file("linkagemodellen", &error))?;
        let parameters = learnt.into_parameters(&model).map_err(|error| file("linkagemodellens vikter", &error))?;
        entities_of(model, &parameters, &table).map_err(said)?
    };
    let entities: ArrayRef = Arc::new(StringArray::from(entities));
    let probabilities: ArrayRef = Arc::new(Float64Array::from(probabilities));
    let mut from = 0;
    let mut wide = Vec::new();
    for batch in batches {
        let added = [&entities, &probabilities].map(|column| column.slice(from, batch.num_rows()));
        let columns = batch.columns().iter().cloned().chain(added).collect();
        wide.push(RecordBatch::try_new(Arc::clone(&wider), columns).map_err(Fault::from)?);
        from += batch.num_rows();
    }
    Ok((wider, wide))
}

/// The rows as the linker reads them; `id` is register and record together.
fn records(schema: &SchemaRef, batches: &[RecordBatch]) -> Result<Table, ArrowError> {
    let names = schema.fields().iter().map(|field| field.name().as_str());
    let mut table = Table::new(names.chain(["id"]));
    for batch in batches {
        let texts = batch.columns().iter().map(|column| cast(column, &DataType::Utf8));
        let texts = texts.collect::<Result<Vec<_>, _>>()?;
        let texts: Vec<&StringArray> =
            texts.iter().filter_map(|column| column.as_any().downcast_ref::<StringArray>()).collect();
        let at = |name: &str| schema.index_of(name).ok().and_then(|at| texts.get(at));
        for row in 0..batch.num_rows() {
            let text = |column: &&StringArray| {
                use datafusion::arrow::array::Array;
                if column.is_null(row) { "" } else { column.value(row) }.to_owned()
            };
            let part = |name: &str| at(name).map(text).unwrap_or_default();
            let id = format!("{}{BETWEEN}{}", part("register"), part("record_id"));
            let values: Vec<String> = texts.iter().map(text).chain([id]).collect();
            table.push(0, values.iter().map(String::as_str));
        }
    }
    Ok(table)
}

/// Per row its entity, named after the entity's first record, and the probability of what holds the row to it.
fn entities_of(
    mut model: Model,
    parameters: &Parameters,
    table: &Table,
) -> Result<(Vec<Option<String>>, Vec<f64>), String> {
    model.id = Some("id".to_owned());
    let linker = Linker::new(model, table, Scope::All).map_err(|error| error.to_string())?;
    let how = Clustering::default();
    let edges = linker.predict(parameters, how.component);
    let clusters = linker.cluster(parameters, &edges, &how);
    let members = clusters.members();
    let mut names = vec![None; table.len()];
    let mut probabilities = vec![1.0; table.len()];
    let holds = linker.holds(parameters, &members);
    for (rows, holds) in members.into_iter().zip(holds) {
        let name = rows.iter().map(|row| linker.id(*row)).min().map(|id| id.replace(BETWEEN, " "));
        let weakest = holds.iter().map(linkage::Edge::probability).fold(1.0, f64::min);
        for row in rows {
            if let (Some(slot), Some(probability)) = (names.get_mut(row as usize), probabilities.get_mut(row as usize))
            {
                slot.clone_from(&name);
                *probability = weakest;
            }
        }
    }
    Ok((names, probabilities))
}
