//! One control on open tables: plan, count, gather evidence, make signals.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use datafusion::{arrow::record_batch::RecordBatch, common::Result, prelude::SessionContext};
use library::{Control, Reads};
use registers::Catalogue;
use signals::{Comparison, ControlRef, ControlRun, Missing, OutcomeKind, Signal, sample::Lottery};

use crate::{
    EngineError, Source,
    bind::Bindings,
    cell::{ore_at, text_at, whole_at},
    contract::{Counted, count, shape},
    evidence::{Evidence, Frame, signals},
    session::{Tables, memory_table, session},
    steps,
};

/// What a control's run needs beside the control.
#[derive(Debug)]
pub(crate) struct Ground<'a> {
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) tables: &'a Tables,
    pub(crate) threads: usize,
    /// Snapshots that a run may read; none in a case.
    pub(crate) sources: &'a [Source],
}

/// A control that has run: counts, signals, and the rows behind for cases.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) counted: Counted,
    pub(crate) signals: Vec<Signal>,
    pub(crate) comparisons: Vec<Comparison>,
    /// Keys of hits for which the evidence query gave no row.
    pub(crate) without_evidence: Vec<String>,
}

/// How much of a control is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Counts and signals.
    Signals,
    /// Also the simpler tests of the document.
    Comparison,
    /// Also the rows that were excluded: for cases.
    Everything,
}

/// Runs a control whose required columns are there, so deep, and draws by the lottery from what is in order.
pub(crate) async fn run(
    ground: &Ground<'_>,
    frame: &Frame<'_>,
    bindings: &Bindings,
    (depth, lottery): (Depth, Lottery<RecordBatch>),
) -> std::result::Result<Ran, EngineError> {
    let control = frame.control;
    let session = session(ground.threads, bindings.history.clone());
    let failed = EngineError::query(&control.file, "Sökfråga");
    ground.tables.register(&session, control.reads.keys(), &control.links).map_err(&failed)?;
    let comparisons = match (&control.comparison, depth) {
        (Some(sql), Depth::Comparison | Depth::Everything) => {
            comparisons(&session, bindings, sql).await.map_err(EngineError::query(&control.file, "Jämförelse"))?
        }
        _ => Vec::new(),
    };
    let planned = async { steps::plan(&session, bindings.parse(&control.query)?).await };
    let result = shape(control, planned.await.map_err(&failed)?)?;
    let counted = count(control, result, depth == Depth::Everything, lottery).await?;
    let evidence = gather(ground, &session, frame, bindings, &counted)
        .await
        .map_err(EngineError::query(&control.file, "Underlag"))?;
    let signals = signals(frame, &counted.hits, &evidence)?;
    let found = evidence.keys();
    let without_evidence = signals.iter().map(|s| s.key.clone()).filter(|key| !found.contains(key.as_str())).collect();
    Ok(Ran { counted, signals, comparisons, without_evidence })
}

async fn gather(
    ground: &Ground<'_>,
    session: &SessionContext,
    frame: &Frame<'_>,
    bindings: &Bindings,
    counted: &Counted,
) -> Result<Evidence> {
    if counted.hits.is_empty() {
        return Ok(Evidence::default());
    }
    session.register_table("hits", Arc::new(memory_table(&counted.schema, vec![counted.hits.clone()])?))?;
    let rows = steps::plan(session, bindings.parse(&frame.control.evidence)?).await?.collect().await?;
    Evidence::read(ground.catalogue, frame, &rows)
}

async fn comparisons(session: &SessionContext, bindings: &Bindings, sql: &str) -> Result<Vec<Comparison>> {
    let batches = steps::plan(session, bindings.parse(sql)?).await?.collect().await?;
    let mut rows: Vec<(u64, Comparison)> = batches.iter().flat_map(comparison_rows).collect();
    rows.sort_by_key(|(step, _)| *step);
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

fn comparison_rows(batch: &RecordBatch) -> Vec<(u64, Comparison)> {
    let whole = |name: &str, row| batch.column_by_name(name).map_or(0, |array| whole_at(array, row));
    (0..batch.num_rows())
        .map(|row| {
            let label =
                batch.column_by_name("label").and_then(|array| text_at(array, row)).unwrap_or_default().to_owned();
            let amount_ore = batch.column_by_name("amount").and_then(|array| ore_at(array, row)).unwrap_or(0);
            (
                whole("step", row),
                Comparison { label, rows: whole("groups", row), excess: whole("excess", row), amount_ore },
            )
        })
        .collect()
}

/// The required columns that no snapshot fills.
pub(crate) fn missing(catalogue: &Catalogue, reads: &BTreeMap<String, Reads>, sources: &[Source]) -> Vec<Missing> {
    let mut missing = Vec::new();
    for (name, Reads { required, .. }) in reads.iter().filter(|(_, reads)| !reads.required.is_empty()) {
        let filled: Vec<&BTreeSet<String>> =
            sources.iter().filter(|s| s.register == *name).map(|s| &s.filled).collect();
        let register = catalogue.get(name);
        let register_label = register.map_or_else(|| name.clone(), |r| r.label.sv.clone());
        if filled.is_empty() {
            missing.push(Missing { register: name.clone(), register_label, column: None, column_label: None });
            continue;
        }
        for column in required.iter().filter(|column| !filled.iter().any(|f| f.contains(*column))) {
            let label = register.and_then(|r| r.column(column)).map(|c| c.label.sv.clone());
            missing.push(Missing {
                register: name.clone(),
                register_label: register_label.clone(),
                column: Some(column.clone()),
                column_label: label,
            });
        }
    }
    missing
}

/// What a run says about the control itself.
pub(crate) fn control_ref(control: &Control, parameter_hash: String) -> ControlRef {
    ControlRef {
        id: control.id.clone(),
        version: control.version,
        parameter_hash,
        title: control.title.sv.clone(),
        question: control.prose("Fråga").to_owned(),
        flow: control.flow.clone(),
        family: control.family.clone(),
        severity: control.severity,
        unit: control.unit.sv.clone(),
        investigate: control.prose("Utred så här").to_owned(),
        false_alarms: control.prose("Falska larm").to_owned(),
    }
}

/// A warning when the hits are outside the share that the document declares.
pub(crate) fn band_warning(control: &Control, run: &ControlRun) -> Option<String> {
    let hits = run.rows(OutcomeKind::Hit);
    let tested = run.units(OutcomeKind::Hit) + run.units(OutcomeKind::Pass) + run.units(OutcomeKind::Excluded);
    let band = &control.band;
    if tested < band.from_units || tested == 0 {
        return None;
    }
    // A share for people to read, not money: a float is exact enough.
    #[expect(clippy::cast_precision_loss, reason = "counts below 2^53")]
    let per_10k = hits as f64 * 10_000.0 / tested as f64;
    let outside = per_10k < band.min_per_10k || per_10k > band.max_per_10k;
    outside.then(|| {
        let number = |value: f64| format!("{value:.1}").replace('.', ",");
        format!(
            "{} träffar per 10 000 {} ligger utanför det väntade ({} till {}). Kontrollera underlaget innan du litar på träffarna.",
            number(per_10k),
            control.unit.sv,
            number(band.min_per_10k),
            number(band.max_per_10k)
        )
    })
}
