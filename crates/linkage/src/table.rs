//! Records as columns of dictionary ids: what the linker reads.

use std::sync::Arc;

use crate::{
    LinkageError,
    dictionary::{Dictionary, MISSING},
    model::Model,
    standardise::Standard,
};

/// One column: the id of each row's value and the values behind the ids.
#[derive(Debug, Clone, Default)]
pub struct Column {
    /// The column's name, without blanks around it.
    pub name: String,
    /// The different values.
    pub values: Arc<Dictionary>,
    /// Per row the id of its value, [`MISSING`] when it has none.
    pub ids: Vec<u32>,
}

impl Column {
    /// The value of a row.
    #[must_use]
    pub fn text(&self, row: usize) -> Option<&str> {
        self.ids.get(row).filter(|id| **id != MISSING).map(|&id| self.values.text(id))
    }

    /// A column whose values are made from this one's, each different value once.
    fn map(&self, name: &str, mut make: impl FnMut(&str) -> Option<String>) -> Self {
        let mut values = Dictionary::default();
        let made: Vec<u32> = std::iter::once(MISSING)
            .chain(self.values.texts().skip(1).map(|text| make(text).map_or(MISSING, |text| values.intern(&text))))
            .collect();
        let ids = self.ids.iter().map(|&id| made.get(id as usize).copied().unwrap_or(MISSING)).collect();
        Self { name: name.to_owned(), values: Arc::new(values), ids }
    }

    /// Takes the other column's value where this one has none.
    fn fill_from(&mut self, other: &Self) {
        let mut known = vec![MISSING; other.values.len()];
        let values = Arc::make_mut(&mut self.values);
        for (id, from) in self.ids.iter_mut().zip(&other.ids) {
            if *id == MISSING && *from != MISSING {
                let Some(seen) = known.get_mut(*from as usize) else { continue };
                if *seen == MISSING {
                    *seen = values.intern(other.values.text(*from));
                }
                *id = *seen;
            }
        }
    }
}

/// Records of one or several sources, row after row.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The columns, all of the same length.
    pub columns: Vec<Column>,
    /// Per row the number of its source: 0, 1, ….
    pub sources: Vec<u8>,
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let columns = names.into_iter().map(|name| Column { name: name.trim().to_owned(), ..Column::default() });
        Self { columns: columns.collect(), sources: Vec::new() }
    }

    /// Adds a row; an empty or blank value is a missing one, and so is one that the row lacks.
    pub fn push<'a>(&mut self, source: u8, values: impl IntoIterator<Item = &'a str>) {
        let mut values = values.into_iter();
        for column in &mut self.columns {
            let value = values.next().map(str::trim).unwrap_or_default();
            column.ids.push(if value.is_empty() { MISSING } else { Arc::make_mut(&mut column.values).intern(value) });
        }
        self.sources.push(source);
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sources.len()
    }

    /// There are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// The column of that name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The columns that the model names, standardised as it says, in the model's order.
    ///
    /// # Errors
    /// When the model needs a column that the table lacks.
    pub fn standardised(&self, model: &Model) -> Result<Vec<Column>, LinkageError> {
        let need = |name: &str| {
            self.column(name).ok_or_else(|| LinkageError::MissingColumn {
                column: name.to_owned(),
                columns: self.columns.iter().map(|column| column.name.clone()).collect(),
            })
        };
        let mut made = Vec::new();
        for spec in &model.columns {
            let mut column: Option<Column> = None;
            for from in &spec.from {
                let raw = need(from)?;
                let standard = match spec.standard {
                    Standard::Text => Column { name: spec.name.clone(), ..raw.clone() },
                    standard => raw.map(&spec.name, |text| standard.apply(text)),
                };
                match &mut column {
                    None => column = Some(standard),
                    Some(first) => first.fill_from(&standard),
                }
            }
            made.push(column.unwrap_or_default());
        }
        for (one, other) in model.column_pairs() {
            share_dictionary(&mut made, one, other);
        }
        Ok(made)
    }
}

/// Brings two columns, and those that already share with them, to one dictionary, so that equal ids mean equal texts.
fn share_dictionary(columns: &mut [Column], one: usize, other: usize) {
    let (Some(first), Some(second)) = (columns.get(one), columns.get(other)) else { return };
    let (first, second) = (Arc::clone(&first.values), Arc::clone(&second.values));
    if Arc::ptr_eq(&first, &second) {
        return;
    }
    let mut joined = (*first).clone();
    let moved: Vec<u32> =
        std::iter::once(MISSING).chain(second.texts().skip(1).map(|text| joined.intern(text))).collect();
    let joined = Arc::new(joined);
    for column in columns {
        if Arc::ptr_eq(&column.values, &second) {
            for id in &mut column.ids {
                *id = moved.get(*id as usize).copied().unwrap_or(MISSING);
            }
            column.values = Arc::clone(&joined);
        } else if Arc::ptr_eq(&column.values, &first) {
            column.values = Arc::clone(&joined);
        }
    }
}
