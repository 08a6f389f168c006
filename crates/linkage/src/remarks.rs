//! Columns that cannot tell records apart, named, with what follows.

use crate::{dictionary::MISSING, table::Table};

/// A column that linkage can make little or no use of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The column.
    pub column: String,
    /// Why.
    pub kind: RemarkKind,
}

/// What is the matter with a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemarkKind {
    /// No record has a value.
    Empty,
    /// Every record has the same value.
    Constant(String),
    /// Every record has a value of its own.
    Unique,
}

impl Remark {
    /// What is the matter and what follows from it, in Swedish.
    #[must_use]
    pub fn sentence(&self) -> String {
        let column = &self.column;
        match &self.kind {
            RemarkKind::Empty => format!("kolumnen `{column}` är tom: den säger ingenting om något par"),
            RemarkKind::Constant(value) => {
                format!("kolumnen `{column}` har samma värde överallt (`{value}`): den skiljer ingen från någon annan")
            }
            RemarkKind::Unique => format!(
                "kolumnen `{column}` har ett eget värde på varje rad: lika värden kan aldrig binda ihop två poster; \
                 är den ett löpnummer hör den hemma i --id"
            ),
        }
    }
}

impl Table {
    /// The columns that are empty, constant or unique everywhere, in the table's order; `id` is meant to be unique.
    ///
    /// ```
    /// use linkage::{RemarkKind, Table};
    ///
    /// let mut table = Table::new(["namn", "land"]);
    /// table.push(0, ["Anna", "SE"]);
    /// table.push(0, ["Anna", "SE"]);
    /// table.push(0, ["Bo", "SE"]);
    /// let remarks = table.remarks(None);
    /// assert_eq!(remarks[0].column, "land");
    /// assert_eq!(remarks[0].kind, RemarkKind::Constant("SE".to_owned()));
    /// ```
    #[must_use]
    pub fn remarks(&self, id: Option<&str>) -> Vec<Remark> {
        let others = self.columns.iter().filter(|column| Some(column.name.as_str()) != id);
        let remark = |column: &crate::table::Column| {
            let filled = column.ids.iter().filter(|id| **id != MISSING).count();
            let mut seen = vec![false; column.values.len()];
            let mut different = 0;
            for id in column.ids.iter().filter(|id| **id != MISSING) {
                if let Some(seen) = seen.get_mut(*id as usize) {
                    different += usize::from(!std::mem::replace(seen, true));
                }
            }
            let kind = match (filled, different) {
                (0, _) => RemarkKind::Empty,
                (filled, 1) if filled > 1 => {
                    let value = column.ids.iter().find(|id| **id != MISSING).map(|id| column.values.text(*id));
                    RemarkKind::Constant(value.unwrap_or_default().to_owned())
                }
                (filled, different) if filled == different && filled == self.len() && filled > 1 => RemarkKind::Unique,
                _ => return None,
            };
            Some(Remark { column: column.name.clone(), kind })
        };
        others.filter_map(remark).collect()
    }
}
