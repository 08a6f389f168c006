//! A DataFusion session with the registers as tables and the engine's functions.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use datafusion::{
    arrow::{
        compute::cast,
        datatypes::{DataType, Field, Schema, SchemaRef},
        record_batch::RecordBatch,
    },
    common::Result,
    datasource::{
        MemTable,
        file_format::parquet::ParquetFormat,
        listing::{ListingOptions, ListingTable, ListingTableConfig, ListingTableUrl},
    },
    prelude::{SessionConfig, SessionContext},
};
use library::Reads;
use registers::{Catalogue, Register};
use signals::pseudonym::Key;

use crate::{
    EngineError, Source,
    functions::{History, link_functions, param_at, scalar_functions, window_functions},
    linked::Linked,
};

/// A session without tables.
pub(crate) fn session(threads: usize, history: History) -> SessionContext {
    let mut config = SessionConfig::new().with_target_partitions(threads).with_batch_size(16_384);
    let options = config.options_mut();
    // Literals such as 0.5 are exact: no float touches money.
    options.sql_parser.parse_float_as_decimal = true;
    options.execution.parquet.pushdown_filters = false;
    let session = SessionContext::new_with_config(config);
    for function in scalar_functions() {
        session.register_udf(function);
    }
    for function in window_functions() {
        session.register_udwf(function);
    }
    session.register_udf(param_at(history));
    session
}

/// The tables of a run, opened once and shared by all sessions.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tables {
    providers: BTreeMap<String, Arc<dyn datafusion::catalog::TableProvider>>,
    linked: Linked,
}

impl Tables {
    /// Every register of the catalogue: the given snapshots, or an empty table where there is none.
    pub(crate) fn open(catalogue: &Catalogue, sources: &[Source]) -> std::result::Result<Self, EngineError> {
        let labels = catalogue.registers().map(|register| (register.name.clone(), register.label.sv.clone()));
        let mut tables = Self { linked: Linked::new(labels.collect()), ..Self::default() };
        for register in catalogue.registers() {
            let parts: Vec<_> = sources.iter().filter(|s| s.register == register.name).flat_map(|s| &s.parts).collect();
            let open = || -> Result<Arc<dyn datafusion::catalog::TableProvider>> {
                if parts.is_empty() {
                    return Ok(Arc::new(MemTable::try_new(view_schema(register), vec![vec![]])?));
                }
                let urls =
                    parts.iter().map(|part| ListingTableUrl::parse(part.to_string_lossy())).collect::<Result<_>>()?;
                let options = ListingOptions::new(Arc::new(ParquetFormat::default()));
                let config = ListingTableConfig::new_with_multi_paths(urls)
                    .with_listing_options(options)
                    .with_schema(view_schema(register));
                Ok(Arc::new(ListingTable::try_new(config)?))
            };
            let table = open()
                .map_err(|source| EngineError::Open { register: register.name.clone(), source: Box::new(source) })?;
            tables.providers.insert(register.name.clone(), table);
        }
        Ok(tables)
    }

    /// Empty tables that have only the columns a document declares, so that planning finds the others.
    pub(crate) fn declared(catalogue: &Catalogue, reads: &BTreeMap<String, Reads>) -> Result<Self> {
        let mut tables = Self::default();
        for (name, reads) in reads {
            let Some(register) = catalogue.get(name) else { continue };
            let declared: BTreeSet<_> = reads.required.iter().chain(&reads.optional).collect();
            let schema = view_schema(register);
            let fields: Vec<_> = schema.fields().iter().filter(|f| declared.contains(f.name())).cloned().collect();
            let table = MemTable::try_new(Arc::new(Schema::new(fields)), vec![vec![]])?;
            tables.providers.insert(name.clone(), Arc::new(table));
        }
        Ok(tables)
    }

    /// The same tables, whose network shows employees by pseudonyms.
    pub(crate) fn masked(mut self, key: &Key) -> Self {
        self.linked.mask(key);
        self
    }

    /// Adds or replaces a table.
    pub(crate) fn insert(&mut self, name: &str, table: MemTable) {
        self.providers.insert(name.to_owned(), Arc::new(table));
    }

    /// Adds a link table, for queries and for the functions that ask it.
    pub(crate) fn insert_link(&mut self, name: &str, schema: &Schema, batches: Vec<RecordBatch>) -> Result<()> {
        self.linked.add(name, &batches);
        self.insert(name, memory_table(schema, vec![batches])?);
        Ok(())
    }

    /// Whether there is a table of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.providers.contains_key(name)
    }

    /// What the link tables say.
    pub(crate) const fn linked(&self) -> &Linked {
        &self.linked
    }

    /// Makes the registers in `reads` and the link tables in `links` known to a session, and the functions that ask those
    /// link tables. A document that reads anything that it does not declare finds no such table: the legal gate has judged
    /// what is declared.
    pub(crate) fn register<'a>(
        &self,
        session: &SessionContext,
        reads: impl IntoIterator<Item = &'a String>,
        links: &'a [String],
    ) -> Result<()> {
        for name in reads.into_iter().chain(links) {
            if let Some(table) = self.providers.get(name) {
                session.register_table(name.as_str(), Arc::clone(table))?;
            }
        }
        for function in link_functions(&self.linked.only(links)) {
            session.register_udf(function);
        }
        Ok(())
    }
}

/// A table in memory. A plan and its result do not always agree on which columns can be null, nor on the kind of text
/// or the precision of a sum after a union: every column may be null and is brought to the type that was planned.
pub(crate) fn memory_table(schema: &Schema, partitions: Vec<Vec<RecordBatch>>) -> Result<MemTable> {
    let fields = schema.fields().iter().map(|field| field.as_ref().clone().with_nullable(true)).collect::<Vec<_>>();
    let schema = Arc::new(Schema::new(fields));
    let relax = |batch: RecordBatch| {
        let columns =
            batch.columns().iter().zip(schema.fields()).map(|(column, field)| cast(column, field.data_type()));
        Ok(RecordBatch::try_new(Arc::clone(&schema), columns.collect::<std::result::Result<_, _>>()?)?)
    };
    let relaxed = partitions.into_iter().map(|batches| batches.into_iter().map(relax).collect::<Result<_>>());
    MemTable::try_new(Arc::clone(&schema), relaxed.collect::<Result<_>>()?)
}

/// The register's schema as DataFusion reads it: texts as views.
pub(crate) fn view_schema(register: &Register) -> SchemaRef {
    let fields = register
        .arrow_schema()
        .fields()
        .iter()
        .map(|field| match field.data_type() {
            DataType::Utf8 => Field::new(field.name(), DataType::Utf8View, true),
            other => Field::new(field.name(), other.clone(), true),
        })
        .collect::<Vec<_>>();
    Arc::new(Schema::new(fields))
}
