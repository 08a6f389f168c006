//! The catalogue: every register that Insyn knows, one TOML file each, embedded in the program.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use include_dir::{Dir, include_dir};
use serde::Deserialize;

use crate::IntakeError;
use crate::column::{Column, ColumnText, Label, PersonalData};

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/catalogue");

/// Column of every snapshot: which file (and sheet or member) a row came from.
pub const SOURCE_FILE: &str = "source_file";
/// Column of every snapshot: which line or row of that file it came from, from 1.
pub const SOURCE_LINE: &str = "source_line";

/// All registers, by name.
#[derive(Debug, Clone)]
pub struct Catalogue {
    registers: BTreeMap<String, Arc<Register>>,
}

/// One register: a table with a fixed name and fixed columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// The table's name in queries, `ledger`.
    pub name: String,
    /// What it is called in text for people.
    pub label: Label,
    /// What it holds and where it comes from, in Swedish.
    pub description: String,
    /// Its columns in order.
    pub columns: Vec<Column>,
    /// blake3 of the register's definition, so that a snapshot knows which one it was made by.
    pub version: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RegisterText {
    name: String,
    label: Label,
    description: String,
    columns: Vec<ColumnText>,
}

impl Catalogue {
    /// The catalogue that comes with the program.
    ///
    /// # Errors
    /// [`IntakeError::Catalogue`] when a file of it is wrong; the tests of this crate make sure that none is.
    pub fn embedded() -> Result<Self, IntakeError> {
        let mut registers = BTreeMap::new();
        for file in EMBEDDED.files() {
            let name = file.path().display().to_string();
            let text = file.contents_utf8().unwrap_or_default();
            let register = Register::parse(&name, text)?;
            registers.insert(register.name.clone(), Arc::new(register));
        }
        Ok(Self { registers })
    }

    /// A catalogue of the given registers only.
    #[must_use]
    pub fn of(registers: impl IntoIterator<Item = Register>) -> Self {
        Self { registers: registers.into_iter().map(|register| (register.name.clone(), Arc::new(register))).collect() }
    }

    /// The registers in order of name.
    pub fn registers(&self) -> impl Iterator<Item = &Arc<Register>> {
        self.registers.values()
    }

    /// A register by name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Arc<Register>> {
        self.registers.get(name)
    }

    /// A register by name.
    ///
    /// # Errors
    /// [`IntakeError::UnknownRegister`] with the names that there are.
    pub fn register(&self, name: &str) -> Result<&Arc<Register>, IntakeError> {
        self.registers.get(name).ok_or_else(|| IntakeError::UnknownRegister {
            name: name.to_owned(),
            known: self.registers.keys().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", "),
        })
    }
}

impl Register {
    /// Reads a register's definition; an unknown key is an error.
    ///
    /// # Errors
    /// [`IntakeError::Catalogue`] naming the file and the fault.
    pub fn parse(file: &str, text: &str) -> Result<Self, IntakeError> {
        let fault = |detail: String| IntakeError::Catalogue { file: file.to_owned(), detail };
        let parsed: RegisterText = toml::from_str(text).map_err(|error| fault(error.to_string()))?;
        let columns =
            parsed.columns.into_iter().map(ColumnText::checked).collect::<Result<Vec<_>, _>>().map_err(fault)?;
        let mut names = BTreeSet::from([SOURCE_FILE, SOURCE_LINE]);
        for column in &columns {
            if !names.insert(column.name.as_str()) {
                return Err(fault(format!("kolumnen `{}` finns två gånger eller är upptagen", column.name)));
            }
        }
        if let Some(stray) =
            columns.iter().flat_map(|column| &column.also_in).find(|other| !names.contains(other.as_str()))
        {
            return Err(fault(format!("also_in nämner kolumnen `{stray}` som inte finns")));
        }
        Ok(Self {
            name: parsed.name,
            label: parsed.label,
            description: parsed.description,
            columns,
            version: blake3::hash(text.as_bytes()).to_hex().as_str().chars().take(16).collect(),
        })
    }

    /// The schema of a snapshot: the register's columns in order, then [`SOURCE_FILE`] and [`SOURCE_LINE`].
    #[must_use]
    pub fn arrow_schema(&self) -> SchemaRef {
        let mut fields: Vec<Field> = self.columns.iter().map(Column::field).collect();
        fields.push(Field::new(SOURCE_FILE, DataType::Utf8, true));
        fields.push(Field::new(SOURCE_LINE, DataType::Int64, true));
        Arc::new(Schema::new(fields))
    }

    /// A column by name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The strictest personal-data class among the columns.
    #[must_use]
    pub fn personal_data(&self) -> PersonalData {
        self.columns.iter().map(|column| column.personal_data).max().unwrap_or_default()
    }
}
