//! Runs a query step by step: a `with` step that is read more than once is computed once.
//!
//! DataFusion puts the text of a step in at each place that reads it, so that a step over the ledger would be computed
//! as often as it is read.

use std::{ops::ControlFlow, sync::Arc};

use datafusion::{
    common::Result,
    dataframe::DataFrame,
    prelude::SessionContext,
    sql::{
        parser::Statement as DataFusionStatement,
        sqlparser::ast::{Cte, Query, Statement, Visit, visit_relations},
    },
};

use crate::session::memory_table;

/// Plans the query; steps that it reads more than once are executed now and held in memory.
pub(crate) async fn plan(session: &SessionContext, mut query: Query) -> Result<DataFrame> {
    let Some(with) = query.with.as_mut() else { return plan_whole(session, query).await };
    let steps = std::mem::take(&mut with.cte_tables);
    let mut inline: Vec<Cte> = Vec::new();
    let mut held = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let name = &step.alias.name.value;
        let later = steps.get(at + 1..).unwrap_or_default();
        let reads = later.iter().map(|s| reads_of(&s.query, name)).sum::<usize>() + reads_of(&query.body, name);
        if reads < 2 {
            inline.push(step.clone());
            continue;
        }
        let mut alone = (*step.query).clone();
        if alone.with.is_none() {
            alone.with.clone_from(&query.with);
            if let Some(with) = alone.with.as_mut() {
                with.cte_tables.clone_from(&inline);
            }
        }
        drop_empty_with(&mut alone);
        let computed = plan_whole(session, alone).await?;
        let schema = computed.schema().as_arrow().clone();
        let table = memory_table(&schema, computed.collect_partitioned().await?)?;
        session.register_table(name.as_str(), Arc::new(table))?;
        held.push(name.as_str());
    }
    if let Some(with) = query.with.as_mut() {
        with.cte_tables = inline;
    }
    drop_empty_with(&mut query);
    let planned = plan_whole(session, query).await;
    // The plan holds its tables; their names are free for the next query.
    for name in held {
        session.deregister_table(name)?;
    }
    planned
}

/// Plans the query as it stands, without executing anything.
pub(crate) async fn plan_whole(session: &SessionContext, query: Query) -> Result<DataFrame> {
    let statement = DataFusionStatement::Statement(Box::new(Statement::Query(Box::new(query))));
    let plan = session.state().statement_to_plan(statement).await?;
    session.execute_logical_plan(plan).await
}

fn drop_empty_with(query: &mut Query) {
    if query.with.as_ref().is_some_and(|with| with.cte_tables.is_empty()) {
        query.with = None;
    }
}

fn reads_of(within: &impl Visit, name: &str) -> usize {
    let mut reads = 0;
    let _: ControlFlow<()> = visit_relations(within, |relation| {
        if relation.to_string() == name {
            reads += 1;
        }
        ControlFlow::Continue(())
    });
    reads
}
