//! Records as columns of dictionary ids: what the linker reads.

use std::sync::Arc;

use rayon::prelude::*;

use crate::{
    LinkageError,
    dictionary::{Dictionary, MISSING},
    model::{ColumnSpec, Model},
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

    /// Frees what only serves to add values, where nobody else has the dictionary.
    pub(crate) fn close(&mut self) {
        self.ids.shrink_to_fit();
        if let Some(values) = Arc::get_mut(&mut self.values) {
            values.close();
        }
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

    /// Adds rows as [`Table::push`] does, column by column and on several threads, which is several times faster: `cell`
    /// gives the value of a row, one of `rows`, in a column of the table.
    pub fn append<'a>(&mut self, source: u8, rows: &[usize], cell: impl Fn(usize, usize) -> &'a str + Sync) {
        self.columns.par_iter_mut().enumerate().for_each(|(at, column)| {
            let texts = rows.iter().map(|row| cell(*row, at).trim());
            Arc::make_mut(&mut column.values).intern_all(texts, &mut column.ids);
        });
        self.sources.resize(self.sources.len() + rows.len(), source);
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

    /// The columns that the model names, standardised as it says, in the model's order. A raw column is freed as soon as
    /// nothing more is made of it.
    ///
    /// # Errors
    /// When the model needs a column that the table lacks.
    pub(crate) fn standardised(self, model: &Model) -> Result<Vec<Column>, LinkageError> {
        let raw: Vec<Arc<Column>> = self.columns.into_iter().map(Arc::new).collect();
        let need = |name: &String| {
            raw.iter().find(|column| column.name == *name).cloned().ok_or_else(|| LinkageError::MissingColumn {
                column: name.clone(),
                columns: raw.iter().map(|column| column.name.clone()).collect(),
            })
        };
        let sources = model.columns.iter().map(|spec| spec.from.iter().map(need).collect());
        let sources: Vec<Vec<Arc<Column>>> = sources.collect::<Result<_, _>>()?;
        drop(raw);
        let make = |(from, spec): (Vec<Arc<Column>>, &ColumnSpec)| {
            let mut column: Option<Column> = None;
            for raw in from {
                let standard = match spec.standard {
                    Standard::Text => Column { name: spec.name.clone(), ..Arc::unwrap_or_clone(raw) },
                    standard => raw.map(&spec.name, |text| standard.apply(text)),
                };
                match &mut column {
                    None => column = Some(standard),
                    Some(first) => first.fill_from(&standard),
                }
            }
            column.unwrap_or_default()
        };
        let mut made: Vec<Column> = sources.into_par_iter().zip(&model.columns).map(make).collect();
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
