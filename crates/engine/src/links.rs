//! Link tables: which records are the same organisation, person or account, as the link documents say.
//!
//! A link document that names a linkage model has its rows linked by it: the table gets the columns `entity_id`, the first
//! record of the entity, and `probability`, that of the weakest pair that holds the record to it.

use std::{collections::BTreeMap, sync::Arc};

use datafusion::{
    arrow::{
        array::RecordBatch,
        datatypes::{DataType, Field, Schema, SchemaRef},
    },
    common::Result,
};
use library::{Library, Link};

use crate::{
    EngineError,
    bind::Bindings,
    entities,
    functions::History,
    session::{Tables, memory_table, session},
    steps,
};

/// The link tables of a run, each after those that it reads, added to the registers.
pub(crate) async fn add_links<'a>(
    links: impl Iterator<Item = &'a Link>,
    library: &Library,
    tables: &mut Tables,
    threads: usize,
) -> std::result::Result<(), EngineError> {
    for link in links {
        let (schema, batches) = link_rows(link, library, tables, threads).await?;
        tables.insert_link(&link.id, &schema, batches).map_err(EngineError::query(&link.file, "Sökfråga"))?;
    }
    Ok(())
}

/// The rows of a link document.
pub(crate) async fn link_rows(
    link: &Link,
    library: &Library,
    tables: &Tables,
    threads: usize,
) -> std::result::Result<(SchemaRef, Vec<RecordBatch>), EngineError> {
    let failed = EngineError::query(&link.file, "Sökfråga");
    let run = async || -> Result<(SchemaRef, Vec<RecordBatch>)> {
        let session = session(threads, History::new());
        tables.register(&session, link.reads.keys(), &link.links)?;
        let result = steps::plan(&session, Bindings::default().parse(&link.query)?).await?;
        let schema = Arc::new(result.schema().as_arrow().clone());
        Ok((schema, result.collect().await?))
    };
    let (schema, batches) = run().await.map_err(&failed)?;
    let Some(name) = &link.model else { return Ok((schema, batches)) };
    let model = library.linkage_model(name).ok_or_else(|| EngineError::Linkage {
        file: link.file.clone(),
        message: format!("modellen `{name}` finns inte i bibliotekets mapp linkage"),
    })?;
    entities::linked(link, model, &schema, &batches).map_err(|fault| match fault {
        entities::Fault::Linkage(message) => EngineError::Linkage { file: link.file.clone(), message },
        entities::Fault::Arrow(error) => failed(error),
    })
}

/// Empty link tables with the columns that each document's query names, for planning.
pub(crate) async fn declared_links<'a>(
    links: impl Iterator<Item = &'a Link>,
    library: &Library,
    mut tables: Tables,
) -> std::result::Result<BTreeMap<String, SchemaRef>, EngineError> {
    let mut schemas = BTreeMap::new();
    for link in links {
        let (schema, batches) = link_rows(link, library, &tables, 1).await?;
        let table = memory_table(&schema, vec![batches]).map_err(EngineError::query(&link.file, "Sökfråga"))?;
        tables.insert(&link.id, table);
        let fields =
            schema.fields().iter().map(|f| Field::new(f.name(), view(f.data_type()), true)).collect::<Vec<_>>();
        schemas.insert(link.id.clone(), Arc::new(Schema::new(fields)));
    }
    Ok(schemas)
}

fn view(data_type: &DataType) -> DataType {
    if *data_type == DataType::Utf8 { DataType::Utf8View } else { data_type.clone() }
}
