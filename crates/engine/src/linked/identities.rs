//! Which entities a record is, so that two records can be compared.

use std::{collections::BTreeMap, fmt};

use datafusion::arrow::record_batch::RecordBatch;

use crate::cell::text_at;

/// Parts the columns of an entity's id: no id contains it.
const BETWEEN: char = '\u{1f}';

/// The entities of each record of a link table.
#[derive(Default)]
pub(crate) struct Identities {
    registers: BTreeMap<String, BTreeMap<String, Vec<u32>>>,
    /// How many entities there are.
    entities: usize,
}

impl Identities {
    /// The columns that together are the entity's id, for the link tables that tell identity.
    pub(crate) fn columns(table: &str) -> Option<&'static [&'static str]> {
        match table {
            "organisations" => Some(&["organisation_id"]),
            "persons" => Some(&["person_id"]),
            // The same figures may be one's bankgiro and another's plusgiro.
            "accounts" => Some(&["account_id", "basis"]),
            _ => None,
        }
    }

    /// Reads a link table with `register`, `record_id` and the given columns; rows that lack one are left out.
    pub(crate) fn read(batches: &[RecordBatch], columns: &[&str]) -> Self {
        let mut codes: BTreeMap<String, u32> = BTreeMap::new();
        let mut identities = Self::default();
        for batch in batches {
            for row in 0..batch.num_rows() {
                let text = |name: &str| batch.column_by_name(name).and_then(|array| text_at(array, row));
                let parts: Option<Vec<&str>> = columns.iter().map(|name| text(name)).collect();
                let (Some(register), Some(record), Some(parts)) = (text("register"), text("record_id"), parts) else {
                    continue;
                };
                let new = u32::try_from(codes.len()).unwrap_or(u32::MAX);
                let code = *codes.entry(parts.join(&BETWEEN.to_string())).or_insert(new);
                if !identities.registers.contains_key(register) {
                    identities.registers.insert(register.to_owned(), BTreeMap::new());
                }
                if let Some(records) = identities.registers.get_mut(register) {
                    records.entry(record.to_owned()).or_default().push(code);
                }
            }
        }
        identities.entities = codes.len();
        identities
    }

    /// Whether two records, each given as register and record, share an entity; `None` when either is unknown.
    pub(crate) fn same(&self, a: (&str, &str), b: (&str, &str)) -> Option<bool> {
        let entities = |(register, record): (&str, &str)| self.registers.get(register)?.get(record);
        let (a, b) = (entities(a)?, entities(b)?);
        Some(a.iter().any(|entity| b.contains(entity)))
    }
}

/// Writes the size only: the content points at persons.
impl fmt::Debug for Identities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identities({} entities)", self.entities)
    }
}
