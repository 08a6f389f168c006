//! Why a control did or did not hit a subject: the steps of its query, how many rows each has and how many name the subject.
//!
//! A person is asked for by pseudonym: who asked by the register's own number would learn whom a pseudonym stands for.

use std::collections::{BTreeMap, BTreeSet};

use datafusion::{
    arrow::{
        array::{Array, RecordBatch},
        datatypes::DataType,
    },
    common::Result,
    dataframe::DataFrame,
    prelude::SessionContext,
};
use futures::TryStreamExt;
use ids::PersonNo;
use library::{Control, Link};
use signals::pseudonym::Key;

use crate::{
    EngineError,
    bind::Bindings,
    cell::text_at,
    contract::declared,
    functions::History,
    mask::{personal_columns, pseudonym},
    run::Ground,
    session::session,
    steps,
};

/// What a control's query did with a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The steps of the query in its order.
    pub steps: Vec<TraceStep>,
    /// What came out, by outcome in the order of the document; outcomes that no row has are left out.
    pub outcomes: Vec<TraceStep>,
}

/// A step of a query, or an outcome of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceStep {
    /// The step as the query names it, or the outcome in Swedish.
    pub name: String,
    /// Rows in all.
    pub rows: u64,
    /// Rows that name the subject.
    pub about: u64,
}

/// Columns of link tables that say who a record is.
const WHO: [&str; 5] = ["record_id", "organisation_id", "person_id", "account_id", "entity_id"];

/// Runs the query of a control step by step.
pub(crate) async fn trace(
    ground: &Ground<'_>,
    (control, links): (&Control, &[&Link]),
    bindings: &Bindings,
    (subject, key): (&str, &Key),
) -> std::result::Result<Trace, EngineError> {
    let failed = EngineError::query(&control.file, "Sökfråga");
    let names = names(ground, (control, links), (subject, key)).await.map_err(&failed)?;
    let by_number = || EngineError::PersonByNumber { subject: subject.to_owned() };
    let names = names.filter(|_| PersonNo::parse_any_century(subject).is_err()).ok_or_else(by_number)?;
    let session = session(ground.threads, bindings.history.clone());
    ground.tables.register(&session, control.reads.keys(), &control.links).map_err(&failed)?;
    traced(&session, control, bindings, &names).await.map_err(&failed)
}

async fn traced(
    session: &SessionContext,
    control: &Control,
    bindings: &Bindings,
    names: &BTreeSet<String>,
) -> Result<Trace> {
    let query = bindings.parse(&control.query)?;
    let with = query.with.clone();
    let mut steps = Vec::new();
    for (at, step) in with.iter().flat_map(|with| &with.cte_tables).enumerate() {
        let mut alone = bindings.parse(&format!("select * from {}", step.alias.name))?;
        alone.with.clone_from(&with);
        if let Some(with) = alone.with.as_mut() {
            with.cte_tables.truncate(at + 1);
        }
        let counted = count(steps::plan(session, alone).await?, names).await?;
        let (rows, about) = counted.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        steps.push(TraceStep { name: step.alias.name.value.clone(), rows, about });
    }
    let counted = count(steps::plan(session, query).await?, names).await?;
    let outcome = |(_, id, label): (_, &str, &str)| {
        counted.get(id).map(|&(rows, about)| TraceStep { name: label.to_owned(), rows, about })
    };
    Ok(Trace { steps, outcomes: declared(control).into_iter().filter_map(outcome).collect() })
}

/// Rows and rows that name the subject, by outcome; of a step, which has none, under the empty name.
async fn count(frame: DataFrame, names: &BTreeSet<String>) -> Result<BTreeMap<String, (u64, u64)>> {
    let mut counted: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    let mut batches = frame.execute_stream().await?;
    while let Some(batch) = batches.try_next().await? {
        let outcomes = batch.column_by_name("outcome");
        for row in 0..batch.num_rows() {
            let outcome = outcomes.and_then(|array| text_at(array, row)).unwrap_or_default();
            let about = u64::from(batch.columns().iter().any(|array| is_named(array, row, names)));
            match counted.get_mut(outcome) {
                Some((rows, named)) => (*rows, *named) = (*rows + 1, *named + about),
                None => {
                    counted.insert(outcome.to_owned(), (1, about));
                }
            }
        }
    }
    Ok(counted)
}

fn is_named(array: &dyn Array, row: usize, names: &BTreeSet<String>) -> bool {
    text_at(array, row).is_some_and(|text| names.contains(text))
}

/// What the subject is called in the registers that the control and its link tables read; `None` when one of them has it
/// as a person's own number.
async fn names(
    ground: &Ground<'_>,
    (control, links): (&Control, &[&Link]),
    (subject, key): (&str, &Key),
) -> Result<Option<BTreeSet<String>>> {
    let registers: BTreeSet<&String> =
        control.reads.keys().chain(links.iter().flat_map(|link| link.reads.keys())).collect();
    let session = session(ground.threads, History::new());
    ground.tables.register(&session, registers.iter().copied(), &control.links)?;
    let mut names = BTreeSet::from([subject.to_owned()]);
    for register in registers {
        for column in personal_columns(ground.catalogue, [register]) {
            let values = session.table(register.as_str()).await?.select_columns(&[column.as_str()])?.distinct()?;
            for value in values.collect().await?.iter().flat_map(texts) {
                if value == subject {
                    return Ok(None);
                }
                if pseudonym(key, value) == subject {
                    names.insert(value.to_owned());
                }
            }
        }
    }
    let mut also = BTreeSet::new();
    for link in &control.links {
        let rows = session.table(link.as_str()).await?;
        let who: Vec<&str> =
            WHO.into_iter().filter(|name| rows.schema().has_column_with_unqualified_name(name)).collect();
        if !who.contains(&"record_id") {
            continue;
        }
        for batch in rows.select_columns(&who)?.collect().await? {
            let named = |row: &usize| batch.columns().iter().any(|array| is_named(array, *row, &names));
            let found = (0..batch.num_rows()).filter(named);
            also.extend(
                found
                    .flat_map(|row| batch.columns().iter().filter_map(move |array| text_at(array, row)))
                    .map(str::to_owned),
            );
        }
    }
    names.extend(also);
    Ok(Some(names))
}

/// The texts of a batch of text columns.
fn texts(batch: &RecordBatch) -> impl Iterator<Item = &str> {
    let arrays = batch.columns().iter().filter(|array| *array.data_type() != DataType::Null);
    arrays.flat_map(|array| (0..array.len()).filter_map(move |row| text_at(array, row)))
}
