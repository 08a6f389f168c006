//! Link tables: which records are the same organisation, person or account, as the link documents say.

use std::{collections::BTreeMap, sync::Arc};

use datafusion::{
    arrow::{
        array::RecordBatch,
        datatypes::{DataType, Field, Schema, SchemaRef},
    },
    common::Result,
    datasource::MemTable,
};
use library::Link;

use crate::{
    EngineError,
    bind::Bindings,
    functions::History,
    session::{Tables, memory_table, session},
    steps,
};

/// Runs one link document.
pub(crate) async fn link_table(
    link: &Link,
    tables: &Tables,
    threads: usize,
) -> std::result::Result<MemTable, EngineError> {
    let run = async || -> Result<MemTable> {
        let (schema, batches) = link_rows(link, tables, threads).await?;
        memory_table(&schema, vec![batches])
    };
    run().await.map_err(EngineError::query(&link.file, "Sökfråga"))
}

/// The rows of a link document.
pub(crate) async fn link_rows(link: &Link, tables: &Tables, threads: usize) -> Result<(SchemaRef, Vec<RecordBatch>)> {
    let session = session(threads, History::new());
    tables.register(&session)?;
    let result = steps::plan(&session, Bindings::default().parse(&link.query)?).await?;
    let schema = Arc::new(result.schema().as_arrow().clone());
    Ok((schema, result.collect().await?))
}

/// Empty link tables with the columns that each document's query names, for planning.
pub(crate) async fn declared_links<'a>(
    links: impl Iterator<Item = &'a Link>,
    tables: &Tables,
) -> std::result::Result<BTreeMap<String, SchemaRef>, EngineError> {
    let mut schemas = BTreeMap::new();
    for link in links {
        let (schema, _) = link_rows(link, tables, 1).await.map_err(EngineError::query(&link.file, "Sökfråga"))?;
        let fields =
            schema.fields().iter().map(|f| Field::new(f.name(), view(f.data_type()), true)).collect::<Vec<_>>();
        schemas.insert(link.id.clone(), Arc::new(Schema::new(fields)));
    }
    Ok(schemas)
}

fn view(data_type: &DataType) -> DataType {
    if *data_type == DataType::Utf8 { DataType::Utf8View } else { data_type.clone() }
}
