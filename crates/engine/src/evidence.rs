//! From hit rows to signals: the sentence, the subjects and the whole rows behind.

use std::collections::{BTreeMap, BTreeSet};

use datafusion::{
    arrow::{array::Array, datatypes::DataType, record_batch::RecordBatch},
    common::Result,
};
use ids::IdKind;
use library::Control;
use registers::{
    Catalogue, ColumnKind,
    catalogue::{SOURCE_FILE, SOURCE_LINE},
};
use signals::{
    EvidenceTable, Fact, Signal, Subject, fingerprint,
    pseudonym::Key,
    sample::{Pass, Sampled},
};

use crate::{
    EngineError,
    cell::{cell, date_at, ore_at, text_at},
    mask::{Mask, mask_signal},
};

/// What all signals of one control in one run share.
#[derive(Debug)]
pub(crate) struct Frame<'a> {
    pub(crate) control: &'a Control,
    pub(crate) parameter_hash: String,
    pub(crate) snapshots: Vec<String>,
    pub(crate) mask: Mask,
}

/// Evidence rows by signal key, with the column labels.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    columns: Vec<String>,
    rows: BTreeMap<String, Vec<Vec<String>>>,
}

/// Columns of the contract that are not facts of their own.
const NOT_FACTS: [&str; 5] = ["outcome", "key", "groups", "units", "excess"];

/// The `{name}` places of a sentence.
pub(crate) fn placeholders(sentence: &str) -> Vec<&str> {
    sentence.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
}

/// One signal per hit row, ordered by fingerprint.
pub(crate) fn signals(
    frame: &Frame<'_>,
    hits: &[RecordBatch],
    evidence: &Evidence,
) -> std::result::Result<Vec<Signal>, EngineError> {
    let file = &frame.control.file;
    let mut signals = Vec::new();
    for batch in hits {
        for row in 0..batch.num_rows() {
            signals.push(signal(frame, batch, row, evidence).map_err(EngineError::query(file, "Sökfråga"))?);
        }
    }
    signals.sort_by(|a, b| a.fingerprint.cmp(&b.fingerprint));
    if let Some([twice, _]) = signals.array_windows().find(|[a, b]| a.fingerprint == b.fingerprint) {
        return Err(EngineError::contract(
            file,
            format!("två träffar har samma nyckel `{}`; nyckeln ska skilja dem åt", twice.key),
        ));
    }
    Ok(signals)
}

/// What the lottery drew from what the control found in order; persons by pseudonym.
pub(crate) fn sampled(
    frame: &Frame<'_>,
    (population, drawn): (u64, Vec<RecordBatch>),
    key: &Key,
) -> std::result::Result<Sampled, EngineError> {
    let mut passes = Vec::new();
    for batch in drawn {
        let row = signal(frame, &batch, 0, &Evidence::default());
        let mut row = row.map_err(EngineError::query(&frame.control.file, "Sökfråga"))?;
        mask_signal(&mut row, key);
        let Signal { fingerprint: id, subjects, amount_ore, from, to, facts, .. } = row;
        let subjects = subjects.into_iter().map(|subject| (subject.kind, subject.id)).collect();
        passes.push(Pass { id, subjects, amount_ore, from, to, facts });
    }
    Ok(Sampled { population, passes })
}

fn signal(frame: &Frame<'_>, batch: &RecordBatch, row: usize, evidence: &Evidence) -> Result<Signal> {
    let column = |name: &str| batch.column_by_name(name).map(AsRef::as_ref);
    let text = |name: &str| column(name).and_then(|array| text_at(array, row)).unwrap_or_default().to_owned();
    let control = frame.control;
    let key = text("key");
    let subjects = subjects(frame, batch, row)?;
    let mut values = BTreeMap::new();
    let mut facts = Vec::new();
    for (field, array) in batch.schema_ref().fields().iter().zip(batch.columns()) {
        let value = cell(array, row)?.map(|value| frame.mask.text(&frame.mask.cell(field.name(), value)));
        if let Some(value) = value.as_ref()
            && !NOT_FACTS.contains(&field.name().as_str())
        {
            facts.push(Fact { name: field.name().clone(), value: value.clone() });
        }
        values.insert(field.name().as_str(), value);
    }
    let rows = evidence.rows.get(&key).cloned().unwrap_or_default();
    Ok(Signal {
        fingerprint: fingerprint(&control.id, &key, &subjects),
        control: control.id.clone(),
        control_version: control.version,
        parameter_hash: frame.parameter_hash.clone(),
        snapshots: frame.snapshots.clone(),
        family: control.family.clone(),
        severity: control.severity,
        subjects,
        amount_ore: column("amount").and_then(|array| ore_at(array, row)).and_then(|ore| i64::try_from(ore).ok()),
        from: column("occurred_from").and_then(|array| date_at(array, row)),
        to: column("occurred_to").and_then(|array| date_at(array, row)),
        sentence: fill(&control.sentence, &values),
        facts,
        evidence: EvidenceTable { columns: evidence.columns.clone(), rows },
        tried: control.exclusions.iter().map(|exclusion| exclusion.sv.clone()).collect(),
        key: frame.mask.text(&key),
    })
}

fn subjects(frame: &Frame<'_>, batch: &RecordBatch, row: usize) -> Result<Vec<Subject>> {
    let mut subjects = Vec::new();
    for columns in &frame.control.subjects {
        let value = |name: &str| batch.column_by_name(name).map_or(Ok(None), |array| cell(array, row));
        if let Some(id) = value(&columns.id)? {
            let name = frame.mask.text(&columns.name.as_deref().map_or(Ok(None), value)?.unwrap_or_default());
            subjects.push(Subject { kind: columns.kind.clone(), id: frame.mask.text(&id), name });
        }
    }
    Ok(subjects)
}

/// The sentence with its places filled.
pub(crate) fn fill(sentence: &str, values: &BTreeMap<&str, Option<String>>) -> String {
    let mut text = String::new();
    let mut parts = sentence.split('{');
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        text.push_str(values.get(name).and_then(Option::as_deref).unwrap_or("uppgift saknas"));
        text.push_str(rest);
    }
    text
}

impl Evidence {
    /// Reads the result of the evidence query: `key` first, then columns of registers; person numbers are masked.
    pub(crate) fn read(catalogue: &Catalogue, frame: &Frame<'_>, batches: &[RecordBatch]) -> Result<Self> {
        let (mut evidence, control) = (Self::default(), frame.control);
        let masked = masked_columns(catalogue, control);
        for batch in batches {
            let schema = batch.schema_ref();
            if evidence.columns.is_empty() {
                evidence.columns =
                    schema.fields().iter().skip(1).map(|f| label(catalogue, control, f.name())).collect();
            }
            for row in 0..batch.num_rows() {
                let mut columns = schema.fields().iter().zip(batch.columns());
                let key = columns.next().and_then(|(_, array)| text_at(array, row)).unwrap_or_default().to_owned();
                let mut cells = Vec::with_capacity(evidence.columns.len());
                for (field, array) in columns {
                    let value = match array.data_type() {
                        DataType::Int64 if field.name() == SOURCE_LINE => crate::cell::whole_at(array, row).to_string(),
                        _ => cell(array, row)?.unwrap_or_default(),
                    };
                    cells.push(if masked.contains(field.name()) {
                        year_only(&value)
                    } else {
                        frame.mask.text(&frame.mask.cell(field.name(), value))
                    });
                }
                evidence.rows.entry(key).or_default().push(cells);
            }
        }
        Ok(evidence)
    }

    /// Keys that have at least one row.
    pub(crate) fn keys(&self) -> BTreeSet<&str> {
        self.rows.keys().map(String::as_str).collect()
    }
}

fn masked_columns(catalogue: &Catalogue, control: &Control) -> BTreeSet<String> {
    control
        .reads
        .keys()
        .filter_map(|name| catalogue.get(name))
        .flat_map(|register| &register.columns)
        .filter(|column| column.kind == ColumnKind::Id(IdKind::PersonNo))
        .map(|column| column.name.clone())
        .collect()
}

/// Keeps the date of birth's year and hides the rest.
fn year_only(value: &str) -> String {
    let year: String = value.chars().take(4).collect();
    if value.is_empty() { String::new() } else { format!("{year}****-****") }
}

fn label(catalogue: &Catalogue, control: &Control, name: &str) -> String {
    match name {
        SOURCE_FILE => return "Källfil".to_owned(),
        SOURCE_LINE => return "Rad".to_owned(),
        _ => {}
    }
    let registers = control.reads.keys().filter_map(|register| catalogue.get(register));
    let found = registers.filter_map(|register| register.column(name)).map(|column| column.label.sv.clone()).next();
    found.unwrap_or_else(|| name.replace('_', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_value_is_said_in_the_sentence() {
        let values = BTreeMap::from([("a", Some("12 kr".to_owned())), ("b", None)]);
        assert_eq!(fill("Fick {a} den {b}.", &values), "Fick 12 kr den uppgift saknas.");
        assert_eq!(placeholders("Fick {a} den {b}."), ["a", "b"]);
    }

    #[test]
    fn a_person_number_keeps_only_its_year() {
        assert_eq!(year_only("198001012389"), "1980****-****");
    }
}
