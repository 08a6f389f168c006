//! A whole file as tables of text, for what is no register: an order, a list that somebody keeps in a workbook.

use std::path::PathBuf;

use crate::{
    IntakeError, csv,
    mapping::folded,
    source::{FileKind, RawTable, walk},
};

/// A table with its headers, and its rows with their lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextTable {
    /// Where it stands: `a.csv`, `a.xlsx#Blad1`.
    pub name: String,
    /// The headers as written.
    pub header: Vec<String>,
    /// Line and cells of every row.
    pub rows: Vec<(u64, Vec<String>)>,
}

/// All tables of a file. `headers` are what a header may say, to find the row of headers of a text file.
///
/// # Errors
/// When the file can not be read as a table.
pub fn tables(path: PathBuf, headers: &[String]) -> Result<Vec<TextTable>, IntakeError> {
    let wanted: Vec<String> = headers.iter().map(|header| folded(header)).collect();
    let means = |cell: &str| wanted.contains(&folded(cell));
    let mut found = Vec::new();
    for source in walk(&[path])? {
        let tables = match source.kind {
            FileKind::Csv => vec![csv::open(&source, &means)?],
            _ => source.tables()?.tables,
        };
        for table in tables {
            found.push(read(table)?);
        }
    }
    Ok(found)
}

fn read(mut table: Box<dyn RawTable>) -> Result<TextTable, IntakeError> {
    let (name, header, mut rows) = (table.name().to_owned(), table.header().to_vec(), Vec::new());
    while let Some(chunk) = table.next_chunk()? {
        for row in 0..chunk.rows() {
            let cells = (0..chunk.width()).map(|column| chunk.cell(row, column).to_owned()).collect();
            rows.push((chunk.line(row), cells));
        }
    }
    Ok(TextTable { name, header, rows })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_below_a_title_is_found_by_its_headers_and_keeps_its_lines() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ordning.csv");
        std::fs::write(&path, "Nämndens ordning;;\nPunkt;Ärende;Delegat\n4.2;Köp;Enhetschef\n4.3;Hyra;Chef\n").unwrap();
        let headers = ["punkt", "ärende", "delegat"].map(str::to_owned);
        let tables = tables(path, &headers).unwrap();
        let [table] = &tables[..] else { panic!("{tables:?}") };
        assert_eq!(table.header, ["Punkt", "Ärende", "Delegat"]);
        assert_eq!(
            table.rows.iter().map(|(line, cells)| (*line, cells[0].as_str())).collect::<Vec<_>>(),
            [(3, "4.2"), (4, "4.3")]
        );
    }

    #[test]
    fn a_workbook_that_the_pages_wrote_is_read_sheet_by_sheet() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let about = book.add_worksheet().set_name("Läs mig").unwrap();
        about.write(0, 0, "Mall för delegationsordning").unwrap();
        let sheet = book.add_worksheet().set_name("Delegationsordning").unwrap();
        sheet.write(0, 0, "En punkt på varje rad").unwrap();
        for (column, text) in (0_u16..).zip(["Punkt", "Ärende", "Delegat", "Beloppsgräns"]) {
            sheet.write(2, column, text).unwrap();
        }
        for (column, text) in (0_u16..).zip(["1.1", "Köp", "Enhetschef"]) {
            sheet.write(3, column, text).unwrap();
        }
        sheet.write(3, 3, 200_000).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mall.xlsx");
        book.save(&path).unwrap();
        let tables = tables(path, &[]).unwrap();
        let order = tables.iter().find(|table| table.header.len() == 4).unwrap();
        assert_eq!(order.rows, [(4, ["1.1", "Köp", "Enhetschef", "200000"].map(str::to_owned).to_vec())]);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bild.png");
        std::fs::write(&path, [0x89, b'P', b'N', b'G', 0, 1, 2, 3]).unwrap();
        assert!(tables(path, &[]).is_err());
    }
}
