//! The rows of a snapshot as a table of text, under the Swedish labels of its columns: what a file of it would be.

use ::registers::{IntakeError, Register, Snapshot, source::walk};
use app::ports::{Row, Sheet};

/// The rows of a snapshot of a register.
pub(super) fn rows(snapshot: &Snapshot, register: &Register) -> Result<Sheet, IntakeError> {
    let label = |name: &String| {
        let column = register.columns.iter().find(|column| column.name == *name);
        column.map_or_else(|| name.clone(), |column| column.label.sv.clone())
    };
    let mut sheet = Sheet { name: snapshot.manifest.id.clone(), ..Sheet::default() };
    for source in walk(&snapshot.parquet_paths())? {
        for mut table in source.tables()?.tables {
            sheet.header = table.header().iter().map(label).collect();
            while let Some(chunk) = table.next_chunk()? {
                for row in 0..chunk.rows() {
                    let cells = (0..chunk.width()).map(|column| chunk.cell(row, column).to_owned()).collect();
                    sheet.rows.push(Row { line: chunk.line(row), cells });
                }
            }
        }
    }
    Ok(sheet)
}
