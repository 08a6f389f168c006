//! Tables without a register: cells of any CSV in, rows of CSV, JSON lines and Parquet out.

use std::path::Path;

use registers::IntakeError;
use registers::csv;
use registers::export::{Cell, Export, Kind};
use registers::source::{RawReject, walk};

/// A line and its cells.
type Row = (u64, Vec<String>);

/// Header, rows with their lines, and rejects of a CSV file.
fn read(bytes: &[u8]) -> (Vec<String>, Vec<Row>, Vec<RawReject>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("poster.csv");
    std::fs::write(&path, bytes).unwrap();
    let files = walk(&[path]).unwrap();
    let mut table = csv::open(&files[0], &|cell| cell == "namn").unwrap();
    let header = table.header().to_vec();
    let (mut rows, mut rejects) = (Vec::new(), Vec::new());
    while let Some(chunk) = table.next_chunk().unwrap() {
        rejects.extend(chunk.rejects.clone());
        for row in 0..chunk.rows() {
            rows.push((chunk.line(row), (0..chunk.width()).map(|at| chunk.cell(row, at).to_owned()).collect()));
        }
    }
    (header, rows, rejects)
}

fn row(line: u64, cells: &[&str]) -> Row {
    (line, cells.iter().map(|cell| (*cell).to_owned()).collect())
}

#[test]
fn any_separator_encoding_and_title_above_the_header_is_read() {
    let expected = vec![row(3, &["1", "Åsa"]), row(5, &["2", "Bo; \"B\""])];
    let text = "Utdrag 2026-01-01\nid;namn\n1;Åsa\n\n2;\"Bo; \"\"B\"\"\"\n";
    let (header, rows, rejects) = read(text.as_bytes());
    assert_eq!((header, rows, rejects), (vec!["id".to_owned(), "namn".to_owned()], expected, Vec::new()));
    let windows: Vec<u8> = "id,namn\r\n1,\u{c5}sa\r\n".chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    assert_eq!(read(&windows).1, [row(2, &["1", "Åsa"])]);
    let utf16: Vec<u8> = "\u{feff}id\tnamn\n1\tÅsa\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&utf16).1, [row(2, &["1", "Åsa"])]);
}

#[test]
fn a_row_with_too_many_cells_or_an_open_quote_is_rejected_with_its_line() {
    let (_, rows, rejects) = read(b"id,namn\n1,a\n2,b,c\n3,\"d\n4,e,,\n");
    assert_eq!(rows, [row(2, &["1", "a"]), row(5, &["4", "e"])]);
    let lines: Vec<u64> = rejects.iter().map(|reject| reject.line).collect();
    assert_eq!(lines, [3, 4]);
}

#[test]
fn a_file_larger_than_a_block_keeps_every_row_and_its_line() {
    let mut text = String::from("id,namn\n");
    let filler = "x".repeat(90);
    (0..60_000).for_each(|n| text.push_str(&format!("{n},\"a\n{filler}\"\n")));
    let (_, rows, _) = read(text.as_bytes());
    assert_eq!(rows.len(), 60_000);
    assert!(rows.iter().zip(0_u64..).all(|((line, cells), n)| *line == 2 + 2 * n && cells[0] == n.to_string()));
}

fn write(path: &Path) -> Result<(), IntakeError> {
    let mut file = Export::create(path, &[("id", Kind::Text), ("n", Kind::Integer), ("p", Kind::Number)])?;
    file.row(&[Cell::Text("a,\"b\""), Cell::Integer(-3), Cell::Number(0.5)])?;
    file.row(&[Cell::Text("å"), Cell::None, Cell::None])?;
    file.finish()
}

#[test]
fn rows_are_written_by_the_ending_of_the_name_and_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    write(&path("a.csv")).unwrap();
    assert_eq!(std::fs::read_to_string(path("a.csv")).unwrap(), "id,n,p\n\"a,\"\"b\"\"\",-3,0.5\nå,,\n");
    write(&path("a.jsonl")).unwrap();
    let lines = "{\"id\":\"a,\\\"b\\\"\",\"n\":-3,\"p\":0.5}\n{\"id\":\"å\",\"n\":null,\"p\":null}\n";
    assert_eq!(std::fs::read_to_string(path("a.jsonl")).unwrap(), lines);
    write(&path("a.parquet")).unwrap();
    let mut opened = walk(&[path("a.parquet")]).unwrap()[0].tables().unwrap();
    let chunk = opened.tables[0].next_chunk().unwrap().unwrap();
    assert_eq!((chunk.rows(), chunk.cell(0, 0), chunk.cell(0, 1), chunk.cell(1, 2)), (2, "a,\"b\"", "-3", ""));
    let again = std::fs::read(path("a.parquet")).unwrap();
    write(&path("a.parquet")).unwrap();
    assert_eq!(std::fs::read(path("a.parquet")).unwrap(), again);
    assert!(std::fs::read_dir(folder.path()).unwrap().all(|entry| !entry.unwrap().path().ends_with(".part")));
}

#[test]
fn an_unknown_ending_is_an_error_that_names_those_there_are() {
    let error = write(Path::new("a.txt")).unwrap_err().to_string();
    assert!(error.contains(".csv, .jsonl eller .parquet"), "{error}");
}
