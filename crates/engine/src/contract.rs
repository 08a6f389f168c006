//! The signal contract: what the last select of a control must give, and how it is counted.

use std::collections::BTreeMap;

use datafusion::{
    arrow::{
        array::{ArrayRef, BooleanArray, Int64Array},
        compute::{cast, filter_record_batch},
        datatypes::{DataType, Schema},
        record_batch::RecordBatch,
    },
    common::Result,
    dataframe::DataFrame,
    logical_expr::{cast as cast_expr, lit},
    prelude::col,
};
use futures::StreamExt;
use library::Control;
use signals::{OutcomeCount, OutcomeKind, sample::Lottery};

use crate::{
    EngineError,
    cell::{ore_at, text_at, whole_at},
};

/// Columns that a control must give, with the type they are brought to.
const REQUIRED: [(&str, DataType); 5] = [
    ("outcome", DataType::Utf8View),
    ("key", DataType::Utf8View),
    ("amount", DataType::Decimal128(38, 2)),
    ("occurred_from", DataType::Date32),
    ("occurred_to", DataType::Date32),
];
/// Columns that it may give, with the value they have when it does not.
const COUNTS: [(&str, i64); 3] = [("groups", 1), ("units", 1), ("excess", 0)];

/// Checks the columns and brings those of the contract to their types; `units` counts as `groups` when left out.
pub(crate) fn shape(control: &Control, result: DataFrame) -> std::result::Result<DataFrame, EngineError> {
    let names: Vec<String> = result.schema().fields().iter().map(|f| f.name().clone()).collect();
    let has = |name: &str| names.iter().any(|n| n == name);
    let need = |name: &str, what: &str| {
        if has(name) {
            Ok(())
        } else {
            Err(EngineError::contract(&control.file, format!("sökfrågan ger inte kolumnen `{name}` ({what})")))
        }
    };
    for (name, _) in &REQUIRED {
        need(name, "signalkontraktet")?;
    }
    for subject in &control.subjects {
        need(&subject.id, "[[subjects]] id")?;
        subject.name.iter().try_for_each(|name| need(name, "[[subjects]] name"))?;
    }
    for name in crate::evidence::placeholders(&control.sentence) {
        need(name, "sentence")?;
    }
    let mut columns = Vec::new();
    for name in &names {
        let column = col(format!("\"{name}\""));
        columns.push(match REQUIRED.iter().find(|(required, _)| required == name) {
            Some((_, data_type)) => cast_expr(column, data_type.clone()).alias(name),
            None if COUNTS.iter().any(|(count, _)| count == name) => cast_expr(column, DataType::Int64).alias(name),
            None => column,
        });
    }
    for (name, default) in COUNTS {
        if !has(name) {
            let same_as_groups = name == "units" && has("groups");
            let value = if same_as_groups { cast_expr(col("groups"), DataType::Int64) } else { lit(default) };
            columns.push(value.alias(name));
        }
    }
    result.select(columns).map_err(EngineError::query(&control.file, "Sökfråga"))
}

/// What came out of a control's query: the counts, and the hit rows.
#[derive(Debug)]
pub(crate) struct Counted {
    pub(crate) outcomes: Vec<OutcomeCount>,
    pub(crate) hits: Vec<RecordBatch>,
    /// Rows that are neither hits nor passes; filled only when asked for.
    pub(crate) others: Vec<RecordBatch>,
    /// Rows that were in order, one in each batch: how many could be drawn, and those that were.
    pub(crate) passes: (u64, Vec<RecordBatch>),
    pub(crate) schema: std::sync::Arc<Schema>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    rows: u64,
    units: u64,
    excess: u64,
    ore: i128,
}

/// Runs the shaped query and counts; with `keep_others` also keeps the rows that were excluded. What is in order takes part in
/// the lottery.
pub(crate) async fn count(
    control: &Control,
    result: DataFrame,
    keep_others: bool,
    mut lottery: Lottery<RecordBatch>,
) -> std::result::Result<Counted, EngineError> {
    let failed = EngineError::query(&control.file, "Sökfråga");
    let schema = std::sync::Arc::new(result.schema().as_arrow().clone());
    let mut stream = result.execute_stream().await.map_err(&failed)?;
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let (mut hits, mut others) = (Vec::new(), Vec::new());
    while let Some(batch) = stream.next().await {
        let batch = batch.map_err(&failed)?;
        if batch.num_rows() == 0 {
            continue;
        }
        let kinds = tally(&batch, &mut tallies).map_err(&failed)?;
        keep(&batch, &kinds, OutcomeKind::Hit, &mut hits).map_err(&failed)?;
        offer(&batch, &kinds, &mut lottery);
        if keep_others {
            keep(&batch, &kinds, OutcomeKind::Excluded, &mut others).map_err(&failed)?;
        }
    }
    Ok(Counted { outcomes: outcomes(control, &tallies)?, hits, others, passes: lottery.drawn(), schema })
}

/// Adds a batch to the tallies; gives each row's kind, where everything but hit and pass is `Excluded`.
fn tally(batch: &RecordBatch, tallies: &mut BTreeMap<String, Tally>) -> Result<Vec<OutcomeKind>> {
    let column = |name: &str| batch.column_by_name(name).map_or_else(|| null(batch.num_rows()), std::sync::Arc::clone);
    let (outcome, groups, units) = (column("outcome"), column("groups"), column("units"));
    let (excess, amount) = (column("excess"), cast(&column("amount"), &DataType::Decimal128(38, 2))?);
    let mut kinds = Vec::with_capacity(batch.num_rows());
    for row in 0..batch.num_rows() {
        let id = text_at(&outcome, row).unwrap_or("");
        kinds.push(match id {
            "hit" => OutcomeKind::Hit,
            "pass" => OutcomeKind::Pass,
            _ => OutcomeKind::Excluded,
        });
        if !tallies.contains_key(id) {
            tallies.insert(id.to_owned(), Tally::default());
        }
        if let Some(tally) = tallies.get_mut(id) {
            tally.rows += whole_at(&groups, row);
            tally.units += whole_at(&units, row);
            tally.excess += whole_at(&excess, row);
            tally.ore += ore_at(&amount, row).unwrap_or(0);
        }
    }
    Ok(kinds)
}

fn null(rows: usize) -> ArrayRef {
    std::sync::Arc::new(Int64Array::new_null(rows))
}

fn keep(batch: &RecordBatch, kinds: &[OutcomeKind], kind: OutcomeKind, into: &mut Vec<RecordBatch>) -> Result<()> {
    let mask: BooleanArray = kinds.iter().map(|k| Some(*k == kind)).collect();
    if mask.true_count() > 0 {
        into.push(filter_record_batch(batch, &mask)?);
    }
    Ok(())
}

/// Offers the rows that were in order to the lottery. A row without a key sums up many and can not be looked at.
fn offer(batch: &RecordBatch, kinds: &[OutcomeKind], lottery: &mut Lottery<RecordBatch>) {
    let Some(keys) = batch.column_by_name("key") else { return };
    for (row, _) in kinds.iter().enumerate().filter(|(_, kind)| **kind == OutcomeKind::Pass) {
        if let Some(key) = text_at(keys, row).filter(|key| !key.is_empty()) {
            lottery.offer(key, || batch.slice(row, 1));
        }
    }
}

/// The outcomes that a control's query may give, with their ids and names, in the order of the document.
pub(crate) fn declared(control: &Control) -> Vec<(OutcomeKind, &str, &str)> {
    let mut declared = vec![(OutcomeKind::Pass, "pass", "i sin ordning")];
    declared.extend(control.not_computable.iter().map(|n| (OutcomeKind::NotComputable, n.id.as_str(), n.sv.as_str())));
    declared.extend(control.exclusions.iter().map(|e| (OutcomeKind::Excluded, e.id.as_str(), e.sv.as_str())));
    declared.push((OutcomeKind::Hit, "hit", "träff"));
    declared
}

/// The tallies in the order of the document; an outcome that it does not declare is an error.
fn outcomes(
    control: &Control,
    tallies: &BTreeMap<String, Tally>,
) -> std::result::Result<Vec<OutcomeCount>, EngineError> {
    let declared = declared(control);
    if let Some(stray) = tallies.keys().find(|id| !declared.iter().any(|(_, known, _)| known == id)) {
        return Err(EngineError::contract(
            &control.file,
            format!("sökfrågan ger utfallet `{stray}` som inte är deklarerat"),
        ));
    }
    Ok(declared
        .into_iter()
        .map(|(kind, id, label)| {
            let tally = tallies.get(id).copied().unwrap_or_default();
            let Tally { rows, units, excess, ore } = tally;
            OutcomeCount { kind, id: id.to_owned(), label: label.to_owned(), rows, units, excess, amount_ore: ore }
        })
        .collect())
}
