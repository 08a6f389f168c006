//! Runs the cases of a document through the real engine and compares.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use datafusion::{
    arrow::{
        array::{Array, ArrayRef, StringArray},
        compute::{CastOptions, cast_with_options},
        datatypes::{DataType, Schema},
        record_batch::RecordBatch,
        util::display::array_value_to_string,
    },
    datasource::MemTable,
};
use library::{Case, CaseTable, Check, Control, Link, ParameterValue};
use registers::Catalogue;
use signals::{Signal, pseudonym::Key, sample::Lottery};

use crate::{
    Engine, EngineError,
    bind::Bindings,
    evidence::Frame,
    links::{add_links, link_rows},
    mask::{Mask, mask_signal},
    run::{Depth, Ground, run},
    screen,
    session::{Tables, view_schema},
};

/// A case that did not come out as the document says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFailure {
    /// File of the document.
    pub file: String,
    /// Line of the case, or of the row that failed.
    pub line: usize,
    /// What differs, in Swedish.
    pub message: String,
}

/// The key that persons in cases are masked with. They are invented: whether they are masked is what is tested.
const KEY: [u8; 32] = [0; 32];
/// Shorter values stand in other words too.
const SHORTEST: usize = 4;

impl Engine {
    /// Runs the cases of a control; gives the number run and the failures.
    ///
    /// # Errors
    /// [`EngineError::UnknownControl`].
    pub fn test_control(&self, id: &str) -> Result<(usize, Vec<CaseFailure>), EngineError> {
        let control = self.library.control(id).ok_or_else(|| EngineError::UnknownControl { id: id.to_owned() })?;
        let mut failures = Vec::new();
        for case in &control.cases {
            if let Err((line, message)) = self.run_case(control, case) {
                failures.push(CaseFailure {
                    file: control.file.clone(),
                    line,
                    message: format!("{}: {message}", case.title),
                });
            }
        }
        Ok((control.cases.len(), failures))
    }

    /// Runs the cases of a link document.
    #[must_use]
    pub fn test_link(&self, link: &Link) -> (usize, Vec<CaseFailure>) {
        let mut failures = Vec::new();
        for case in &link.cases {
            let run = || {
                let mut tables = self.case_tables(&case.registers)?;
                let at_case = |error: EngineError| (case.line, error.to_string());
                let before = self.library.links_before(link);
                let added = add_links(before.into_iter(), &self.library, &mut tables, self.threads);
                self.wait(added).map_err(at_case)?;
                let rows = self.wait(link_rows(link, &self.library, &tables, self.threads));
                let (_, batches) = rows.map_err(at_case)?;
                compare(&case.expected, &batches)
            };
            if let Err((line, message)) = run() {
                failures.push(CaseFailure {
                    file: link.file.clone(),
                    line,
                    message: format!("{}: {message}", case.title),
                });
            }
        }
        (link.cases.len(), failures)
    }

    /// Runs the cases of a check of the payment stop.
    #[must_use]
    pub fn test_check(&self, check: &Check) -> (usize, Vec<CaseFailure>) {
        let mut failures = Vec::new();
        for case in &check.cases {
            if let Err((line, message)) = self.check_case(check, case) {
                let message = format!("{}: {message}", case.title);
                failures.push(CaseFailure { file: check.file.clone(), line, message });
            }
        }
        (check.cases.len(), failures)
    }

    fn check_case(&self, check: &Check, case: &Case) -> Result<(), (usize, String)> {
        let at_case = |error: EngineError| (case.line, error.to_string());
        let mut given: BTreeMap<String, ParameterValue> = BTreeMap::new();
        for (name, text) in &case.parameters {
            let Some(parameter) = check.parameters.get(name) else { continue };
            given.insert(name.clone(), parameter.parse(text).map_err(|message| (case.line, message))?);
        }
        let (proposed, registers): (Vec<&CaseTable>, Vec<&CaseTable>) =
            case.registers.iter().partition(|table| table.name == screen::PAYMENT);
        let payments = match proposed.as_slice() {
            [table] => screen::case_payments(table)?,
            _ => return Err((case.line, "provet ska ha exakt en tabell `payment`".to_owned())),
        };
        let tables = self.case_tables(registers)?;
        let asked = self.wait(self.ask(check, &given, tables, &payments)).map_err(at_case)?;
        compare(&case.expected, &[asked])
    }

    fn run_case(&self, control: &Control, case: &Case) -> Result<(), (usize, String)> {
        let at_case = |error: EngineError| (case.line, error.to_string());
        let mut tables = self.case_tables(&case.registers)?;
        let links = self.library.links_for([control]);
        let added = add_links(links.into_iter(), &self.library, &mut tables, self.threads);
        self.wait(added).map_err(at_case)?;
        let mut given: BTreeMap<String, ParameterValue> = BTreeMap::new();
        for (name, text) in &case.parameters {
            let Some(parameter) = control.parameters.get(name) else { continue };
            given.insert(name.clone(), parameter.parse(text).map_err(|message| (case.line, message))?);
        }
        let ground = Ground { catalogue: &self.catalogue, tables: &tables, threads: self.threads, sources: &[] };
        let key = Key::new(KEY);
        let frame = Frame {
            control,
            parameter_hash: control.parameter_hash(&given),
            snapshots: Vec::new(),
            mask: Mask::of(&self.catalogue, control.reads.keys(), &key),
        };
        let bindings = Bindings::of(&control.parameters, &given);
        let ran =
            self.wait(run(&ground, &frame, &bindings, (Depth::Everything, Lottery::new(0, "")))).map_err(at_case)?;
        let rows: Vec<RecordBatch> = ran.counted.hits.iter().chain(&ran.counted.others).cloned().collect();
        compare(&case.expected, &rows)?;
        let persons = persons(&self.catalogue, case);
        for mut signal in ran.signals {
            mask_signal(&mut signal, &key);
            if let Some((value, place)) = persons.iter().find(|(value, _)| shows(&signal, value)) {
                let message = format!(
                    "träffen `{}` visar `{value}` ur {place}, som säger vem någon är; låt kolumnen heta som i registret",
                    signal.key
                );
                return Err((case.line, message));
            }
        }
        match ran.without_evidence.first() {
            Some(key) => Err((case.line, format!("träffen `{key}` har inga rader i Underlag"))),
            None => Ok(()),
        }
    }

    /// The registers of a case as tables; registers that it does not mention are empty.
    fn case_tables<'a>(&self, given: impl IntoIterator<Item = &'a CaseTable>) -> Result<Tables, (usize, String)> {
        let mut tables = Tables::open(&self.catalogue, &[]).map_err(|error| (1, error.to_string()))?;
        for table in given {
            let register = self
                .catalogue
                .get(&table.name)
                .ok_or_else(|| (table.line, format!("registret `{}` finns inte", table.name)))?;
            let schema = view_schema(register);
            tables.insert(&table.name, memory(table, &schema)?);
        }
        Ok(tables)
    }
}

/// By what the registers of a case say who staff and clients are, and where; not what stands in another column too.
fn persons(catalogue: &Catalogue, case: &Case) -> BTreeMap<String, String> {
    let (mut persons, mut others) = (BTreeMap::new(), BTreeSet::new());
    for table in &case.registers {
        let says_who = |name: &str| catalogue.get(&table.name)?.column(name).map(|column| column.says_who);
        for (at, column) in table.columns.iter().enumerate() {
            let values = table.rows.iter().filter_map(|(_, row)| row.get(at)?.as_deref()).map(str::trim);
            if says_who(column) == Some(true) {
                let long = values.filter(|value| value.chars().count() >= SHORTEST);
                persons.extend(long.map(|value| (value.to_owned(), format!("{}.{column}", table.name))));
            } else {
                others.extend(values.map(str::to_owned));
            }
        }
    }
    persons.retain(|value, _| !others.contains(value));
    persons
}

/// Whether people would read the value in the signal.
fn shows(signal: &Signal, value: &str) -> bool {
    let facts = signal.facts.iter().map(|fact| &fact.value);
    let subjects = signal.subjects.iter().flat_map(|subject| [&subject.id, &subject.name]);
    let cells = signal.evidence.rows.iter().flatten();
    [&signal.key, &signal.sentence]
        .into_iter()
        .chain(facts)
        .chain(subjects)
        .chain(cells)
        .any(|text| text.contains(value))
}

fn memory(table: &CaseTable, schema: &Arc<Schema>) -> Result<MemTable, (usize, String)> {
    if let Some(stray) = table.columns.iter().find(|name| schema.field_with_name(name).is_err()) {
        return Err((table.line, format!("registret `{}` har ingen kolumn `{stray}`", table.name)));
    }
    let mut columns: Vec<ArrayRef> = Vec::new();
    for field in schema.fields() {
        let at = table.columns.iter().position(|name| name == field.name());
        let text: StringArray =
            table.rows.iter().map(|(_, cells)| at.and_then(|at| cells.get(at)).and_then(Option::as_deref)).collect();
        columns.push(typed(&text, field.data_type(), table, field.name())?);
    }
    let made = || {
        let batch = RecordBatch::try_new(Arc::clone(schema), columns)?;
        MemTable::try_new(Arc::clone(schema), vec![vec![batch]])
    };
    made().map_err(|error| (table.line, error.strip_backtrace()))
}

/// Casts text cells to a column's type; a cell that does not fit is named by its line.
fn typed(text: &StringArray, data_type: &DataType, table: &CaseTable, name: &str) -> Result<ArrayRef, (usize, String)> {
    let options = CastOptions { safe: true, ..CastOptions::default() };
    let array = cast_with_options(text, data_type, &options).map_err(|error| (table.line, error.to_string()))?;
    for (row, (line, _)) in table.rows.iter().enumerate() {
        if text.is_valid(row) && array.is_null(row) {
            return Err((*line, format!("`{}` är inget värde för kolumnen `{name}` ({data_type})", text.value(row))));
        }
    }
    Ok(array)
}

/// Compares the listed columns of all rows, in any order.
fn compare(expected: &CaseTable, batches: &[RecordBatch]) -> Result<(), (usize, String)> {
    let mut got: Vec<Vec<String>> = Vec::new();
    for batch in batches {
        for row in 0..batch.num_rows() {
            let cells = expected.columns.iter().map(|name| {
                let array =
                    batch.column_by_name(name).ok_or_else(|| format!("resultatet har ingen kolumn `{name}`"))?;
                if array.is_null(row) {
                    Ok(String::new())
                } else {
                    array_value_to_string(array, row).map_err(|e| e.to_string())
                }
            });
            got.push(cells.collect::<Result<_, _>>().map_err(|message| (expected.line, message))?);
        }
    }
    for (line, cells) in &expected.rows {
        let want: Vec<String> = cells.iter().map(|cell| cell.clone().unwrap_or_default()).collect();
        let Some(at) = got.iter().position(|row| *row == want) else {
            let rest = got.iter().map(|row| row.join(" | ")).collect::<Vec<_>>().join("  //  ");
            return Err((*line, format!("väntade `{}` men fick bara: {rest}", want.join(" | "))));
        };
        got.swap_remove(at);
    }
    match got.first() {
        Some(row) => Err((expected.line, format!("fick en rad som inte väntades: {}", row.join(" | ")))),
        None => Ok(()),
    }
}
