//! Who a pseudonym stands for: looked up in the registers, and handed out masked. Only an act of two people opens it.

use datafusion::{
    common::Result,
    prelude::{SessionContext, col, lit},
};
use registers::{Catalogue, Register};
use signals::pseudonym::{Key, Masked, Pseudonym};

use crate::{
    Engine, EngineError, Source, cell::text_at, functions::History, mask::personal_columns, session::Tables,
    session::session,
};

/// Column that holds a person's name.
const NAME: &str = "name";

impl Engine {
    /// The persons of the registers that a pseudonym stands for, each as register, id and name: one, unless several
    /// registers know the person.
    ///
    /// # Errors
    /// When a snapshot can not be read.
    pub fn persons(&self, sources: &[Source], key: &Key, wanted: &Pseudonym) -> Result<Vec<Masked>, EngineError> {
        let tables = Tables::open(&self.catalogue, sources)?;
        let session = session(self.threads, History::default());
        let mut found = Vec::new();
        for register in self.catalogue.registers().filter(|r| sources.iter().any(|source| source.register == r.name)) {
            let open = |source| EngineError::Open { register: register.name.clone(), source: Box::new(source) };
            tables.register(&session, [&register.name], &[]).map_err(open)?;
            let here = persons_of(&self.catalogue, &session, register, (key, wanted));
            found.extend(self.wait(here).map_err(open)?);
        }
        Ok(found)
    }
}

async fn persons_of(
    catalogue: &Catalogue,
    session: &SessionContext,
    register: &Register,
    (key, wanted): (&Key, &Pseudonym),
) -> Result<Vec<Masked>> {
    let columns = personal_columns(catalogue, [&register.name]);
    let mut found = Vec::new();
    for column in columns.iter().filter(|column| register.column(column).is_some()) {
        let table = session.table(register.name.as_str()).await?;
        let named = column != NAME && columns.contains(NAME);
        let place = || col(format!("\"{column}\""));
        for value in texts(session, register, column).await?.iter().filter(|id| Pseudonym::of(key, id) == *wanted) {
            let shown: &[&str] = if named { &[column, NAME] } else { &[column] };
            let rows = table.clone().filter(place().eq(lit(value.as_str())))?.select_columns(shown)?.distinct()?;
            for batch in rows.limit(0, Some(1))?.collect().await? {
                let cell = |at: usize| batch.columns().get(at).and_then(|array| text_at(array, 0)).unwrap_or_default();
                let label = register.column(column).map_or(column.as_str(), |column| column.label.sv.as_str());
                let name = if named { format!(", {}", cell(1)) } else { String::new() };
                found.push(Masked::new(key, value, &format!("{}: {label} {}{name}", register.label.sv, cell(0))));
            }
        }
    }
    Ok(found)
}

/// The values of a column.
async fn texts(session: &SessionContext, register: &Register, column: &str) -> Result<Vec<String>> {
    let table = session.table(register.name.as_str()).await?;
    let batches = table.select_columns(&[column])?.distinct()?.collect().await?;
    let mut values = Vec::new();
    for array in batches.iter().filter_map(|batch| batch.columns().first()) {
        values.extend((0..array.len()).filter_map(|row| text_at(array, row)).map(str::to_owned));
    }
    values.sort();
    Ok(values)
}
