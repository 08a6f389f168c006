//! Checks a document against the catalogue without data: is every column that it reads declared, and used?

use std::collections::{BTreeMap, BTreeSet};

use datafusion::{
    arrow::datatypes::Schema,
    common::{Result, tree_node::TreeNodeRecursion},
    datasource::MemTable,
    logical_expr::LogicalPlan,
    prelude::SessionContext,
};
use library::{Control, Reads};

use crate::{
    Engine, EngineError,
    bind::Bindings,
    contract::shape,
    links::declared_links,
    session::{Tables, session},
    steps::plan_whole,
};

/// Something wrong with a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentFault {
    /// File of the document.
    pub file: String,
    /// What is wrong and what to do, in Swedish.
    pub message: String,
}

type Used = BTreeSet<(String, String)>;

impl Engine {
    /// Checks the given controls, or all.
    ///
    /// # Errors
    /// When a link document cannot be planned; faults of controls are returned, not raised.
    pub fn check(&self, ids: &[String]) -> std::result::Result<Vec<DocumentFault>, EngineError> {
        let empty = Tables::open(&self.catalogue, &[])?;
        let links = self.wait(declared_links(self.library.links(), &self.library, empty))?;
        let mut faults = Vec::new();
        let chosen = |control: &&Control| ids.is_empty() || ids.iter().any(|id| id.eq_ignore_ascii_case(&control.id));
        for control in self.library.controls().filter(chosen) {
            let mut messages = self.unknown_columns(control);
            if messages.is_empty() {
                let unused = self.wait(self.unused_columns(control, &links));
                messages = unused.unwrap_or_else(|error| vec![error.to_string()]);
            }
            let file = &control.file;
            faults.extend(messages.into_iter().map(|message| DocumentFault { file: file.clone(), message }));
        }
        Ok(faults)
    }

    fn unknown_columns(&self, control: &Control) -> Vec<String> {
        let mut messages = Vec::new();
        for (name, Reads { required, optional }) in &control.reads {
            let Some(register) = self.catalogue.get(name) else {
                messages.push(format!("registret `{name}` finns inte i katalogen; se `insyn registers`"));
                continue;
            };
            let schema = register.arrow_schema();
            for column in required.iter().chain(optional).filter(|column| schema.field_with_name(column).is_err()) {
                messages.push(format!("registret `{name}` har ingen kolumn `{column}`; se `insyn registers {name}`"));
            }
        }
        for link in control.links.iter().filter(|link| !self.library.links().any(|known| known.id == **link)) {
            messages.push(format!("kopplingstabellen `{link}` finns inte i biblioteket"));
        }
        messages
    }

    async fn unused_columns(
        &self,
        control: &Control,
        links: &BTreeMap<String, std::sync::Arc<Schema>>,
    ) -> std::result::Result<Vec<String>, EngineError> {
        let bindings = Bindings::of(&control.parameters, &BTreeMap::new());
        let session = session(1, bindings.history.clone());
        let failed = EngineError::query(&control.file, "Sökfråga");
        let register = || -> Result<()> {
            Tables::declared(&self.catalogue, &control.reads)?.register(&session, control.reads.keys(), &[])?;
            for (name, schema) in links.iter().filter(|(name, _)| control.links.contains(name)) {
                let table = MemTable::try_new(std::sync::Arc::clone(schema), vec![vec![]])?;
                session.register_table(name.as_str(), std::sync::Arc::new(table))?;
            }
            Ok(())
        };
        register().map_err(&failed)?;
        let mut used = Used::new();
        let main = read_by(&session, &bindings, &control.query, &mut used).await.map_err(&failed)?;
        let schema = shape(control, main)?.schema().as_arrow().clone();
        let hits = MemTable::try_new(std::sync::Arc::new(schema), vec![vec![]]).map_err(&failed)?;
        session.register_table("hits", std::sync::Arc::new(hits)).map_err(&failed)?;
        let failed = EngineError::query(&control.file, "Underlag");
        read_by(&session, &bindings, &control.evidence, &mut used).await.map_err(failed)?;
        if let Some(sql) = &control.comparison {
            let failed = EngineError::query(&control.file, "Jämförelse");
            read_by(&session, &bindings, sql, &mut used).await.map_err(failed)?;
        }
        let declared = control.reads.iter().flat_map(|(name, reads)| {
            reads.required.iter().chain(&reads.optional).map(move |column| (name.clone(), column.clone()))
        });
        for link in self.library.links().filter(|link| control.links.contains(&link.id)) {
            for (name, reads) in &link.reads {
                used.extend(reads.required.iter().chain(&reads.optional).map(|column| (name.clone(), column.clone())));
            }
        }
        let idle = declared.filter(|pair| !used.contains(pair));
        Ok(idle.map(|(name, column)| format!("kolumnen `{name}.{column}` är deklarerad men läses inte")).collect())
    }
}

/// Plans a query and notes the columns that its optimised plan reads.
async fn read_by(
    session: &SessionContext,
    bindings: &Bindings,
    sql: &str,
    used: &mut Used,
) -> Result<datafusion::dataframe::DataFrame> {
    let planned = plan_whole(session, bindings.parse(sql)?).await?;
    planned.clone().into_optimized_plan()?.apply_with_subqueries(|node| {
        if let LogicalPlan::TableScan(scan) = node {
            let table = scan.table_name.table().to_owned();
            used.extend(scan.projected_schema.fields().iter().map(|field| (table.clone(), field.name().clone())));
        }
        Ok(TreeNodeRecursion::Continue)
    })?;
    Ok(planned)
}
