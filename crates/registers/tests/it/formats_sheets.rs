//! Workbooks and Parquet: cells become the text that a person would have typed.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BinaryArray, BooleanArray, Date32Array, Decimal128Array, Float64Array, Int64Array, RecordBatch,
    StringArray, StringDictionaryBuilder, TimestampMicrosecondArray,
};
use arrow::datatypes::Int32Type;
use parquet::arrow::ArrowWriter;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use crate::formats::{Row, drain, open_bytes, walk_bytes, zip_of};

fn sheet_rows(bytes: &[u8]) -> Vec<(String, Vec<String>, Vec<Row>)> {
    let opened = open_bytes("bok.xlsx", bytes).unwrap();
    opened
        .tables
        .into_iter()
        .map(|mut table| {
            let (rows, rejects) = drain(table.as_mut());
            assert_eq!(rejects, []);
            (table.name().to_owned(), table.header().to_vec(), rows)
        })
        .collect()
}

#[test]
fn a_sheet_is_read_below_its_titles_with_dates_numbers_and_flags_as_text() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Reskontra").unwrap();
    let (day, moment) = (Format::new().set_num_format("yyyy-mm-dd"), Format::new().set_num_format("yyyy-mm-dd hh:mm"));
    sheet.write(0, 0, "Leverantörsreskontra 2024").unwrap();
    sheet.write(1, 0, "Utskriven").unwrap();
    sheet.write(1, 1, 2024).unwrap();
    for (column, title) in
        ["Lev nr", " Belopp\nkr ", "Datum", "Registrerad", "Spärrad", "Orgnr"].into_iter().enumerate()
    {
        sheet.write(3, u16::try_from(column).unwrap(), title).unwrap();
    }
    sheet.write(4, 0, 10_012_345_678_i64).unwrap();
    sheet.write(4, 1, 0.1 + 0.2 + 1234.0).unwrap();
    sheet.write_with_format(4, 2, ExcelDateTime::from_ymd(2024, 2, 29).unwrap(), &day).unwrap();
    sheet
        .write_with_format(4, 3, ExcelDateTime::from_ymd(2024, 2, 29).unwrap().and_hms(8, 15, 0.0).unwrap(), &moment)
        .unwrap();
    sheet.write(4, 4, true).unwrap();
    sheet.write(4, 5, "556000-0167").unwrap();
    sheet.merge_range(6, 0, 6, 5, "Delsumma skola", &Format::new()).unwrap();
    sheet.write(7, 0, "S2").unwrap();
    sheet.write(7, 1, -438.8).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let opened = open_bytes("bok.xlsx", &bytes).unwrap();
    assert_eq!(opened.notes, ["`bok.xlsx#Reskontra`: 1 sammanslagna mellanrubriker hoppades över"]);
    let row = |line: u64, cells: [&str; 6]| (line, cells.map(str::to_owned).to_vec());
    assert_eq!(
        sheet_rows(&bytes),
        [(
            "bok.xlsx#Reskontra".to_owned(),
            ["Lev nr", "Belopp kr", "Datum", "Registrerad", "Spärrad", "Orgnr"].map(str::to_owned).to_vec(),
            vec![
                row(5, ["10012345678", "1234.3", "2024-02-29", "2024-02-29 08:15:00", "ja", "556000-0167"]),
                row(8, ["S2", "-438.8", "", "", "", ""]),
            ]
        )]
    );
}

#[test]
fn a_formula_error_stays_as_its_text_so_that_the_typing_refuses_it() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["Levnr", "Belopp"]).unwrap();
    sheet.write(1, 0, "S1").unwrap();
    sheet.write_formula(1, 1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    sheet.write(2, 0, "S2").unwrap();
    sheet.write_formula(2, 1, Formula::new("=2*2").set_result("4")).unwrap();
    let sheets = sheet_rows(&book.save_to_buffer().unwrap());
    let cells: Vec<_> = sheets[0].2.iter().map(|row| row.1[1].as_str()).collect();
    assert_eq!(cells, ["#DIV/0!", "4"]);
}

#[test]
fn every_sheet_with_a_header_is_a_table_and_the_others_are_named() {
    let mut book = Workbook::new();
    let first = book.add_worksheet().set_name("Januari").unwrap();
    first.write_row(0, 1, ["a", "b"]).unwrap();
    first.write_row(1, 1, [1, 2]).unwrap();
    let second = book.add_worksheet().set_name("Siffror").unwrap();
    second.write_row(0, 0, [1, 2]).unwrap();
    second.write_row(1, 0, [3, 4]).unwrap();
    book.add_worksheet().set_name("Tomt").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let opened = open_bytes("bok.xlsx", &bytes).unwrap();
    assert_eq!(opened.tables.iter().map(|table| table.name()).collect::<Vec<_>>(), ["bok.xlsx#Januari"]);
    assert_eq!(
        opened.notes,
        [
            "`bok.xlsx#Siffror`: bladet har 2 rader men ingen rubrikrad, och lästes inte; skriv kolumnernas namn på en rad ovanför"
        ]
    );
    assert_eq!(opened.tables[0].header(), ["a", "b"]);
}

#[test]
fn a_workbook_in_a_zip_is_named_by_archive_file_and_sheet() {
    let mut book = Workbook::new();
    book.add_worksheet().write_row(0, 0, ["a", "b"]).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let (_folder, files) = walk_bytes("ut.zip", &zip_of(&[("bok.xlsx", &bytes)]));
    assert_eq!(files[0].tables().unwrap().tables[0].name(), "ut.zip/bok.xlsx#Sheet1");
}

#[test]
fn a_workbook_without_any_header_or_cut_short_says_so() {
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "bara en rubrik").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let error = open_bytes("bok.xlsx", &bytes).unwrap_err();
    assert_eq!(error.to_string(), "`bok.xlsx` saknar rubrikrad: första raden med innehåll ska namnge kolumnerna");
    let error = open_bytes("bok.xlsx", &bytes[..bytes.len() / 2]).unwrap_err().to_string();
    assert!(error.starts_with("`bok.xlsx` är skadad eller ofullständig (Excelarbetsboken kan inte öppnas)"), "{error}");
}

fn parquet_of(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

#[test]
fn parquet_of_another_schema_becomes_rows_of_text() {
    let mut kinds = StringDictionaryBuilder::<Int32Type>::new();
    kinds.append_value("faktura");
    kinds.append_null();
    let amounts = Decimal128Array::from(vec![Some(-123_456), None]).with_precision_and_scale(12, 2).unwrap();
    let bytes = parquet_of(vec![
        ("Levnr", Arc::new(StringArray::from(vec![Some("S1"), None])) as ArrayRef),
        ("Belopp", Arc::new(amounts)),
        ("Datum", Arc::new(Date32Array::from(vec![Some(19_782), None]))),
        ("Registrerad", Arc::new(TimestampMicrosecondArray::from(vec![Some(1_709_194_500_000_000), None]))),
        ("Kvot", Arc::new(Float64Array::from(vec![Some(0.1 + 0.2), None]))),
        ("Antal", Arc::new(Int64Array::from(vec![Some(7), None]))),
        ("Spärrad", Arc::new(BooleanArray::from(vec![Some(true), None]))),
        ("Typ", Arc::new(kinds.finish())),
        ("Text", Arc::new(BinaryArray::from(vec![Some("Åäö".as_bytes()), None]))),
    ]);
    let mut opened = open_bytes("lager.parquet", &bytes).unwrap();
    let table = opened.tables[0].as_mut();
    assert_eq!(table.header(), ["Levnr", "Belopp", "Datum", "Registrerad", "Kvot", "Antal", "Spärrad", "Typ", "Text"]);
    let (rows, _) = drain(table);
    assert_eq!(
        rows[0].1,
        ["S1", "-1234.56", "2024-02-29", "2024-02-29 08:15:00", "0.3", "7", "true", "faktura", "Åäö"]
    );
    assert_eq!(rows[1], (2, vec![String::new(); 9]));
}

#[test]
fn a_damaged_parquet_file_says_so() {
    let bytes = parquet_of(vec![("a", Arc::new(Int64Array::from(vec![1, 2])) as ArrayRef)]);
    let error = open_bytes("lager.parquet", &bytes[..bytes.len() - 6]).unwrap_err().to_string();
    assert!(error.starts_with("`lager.parquet` är skadad eller ofullständig (Parquet: "), "{error}");
}

fn small_book(cells: &[(u32, u16, String)]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, column, text) in cells {
        match text.parse::<f64>() {
            Ok(number) => sheet.write(*row, *column, number).unwrap(),
            Err(_) => sheet.write(*row, *column, text.as_str()).unwrap(),
        };
    }
    book.save_to_buffer().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn workbooks_of_any_shape_are_read_without_panic(
        cells in prop::collection::vec((0u32..70, 0u16..2100, "[a-zå 0-9.#-]{0,6}"), 0..60),
    ) {
        if let Ok(opened) = open_bytes("x.xlsx", &small_book(&cells)) {
            for mut table in opened.tables {
                drain(table.as_mut());
            }
        }
    }

    #[test]
    fn damaged_workbooks_and_archives_are_read_without_panic(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        name in prop::sample::select(vec!["x.xlsx", "x.zip", "x"]),
        is_cut in any::<bool>(),
    ) {
        let mut bytes = small_book(&[(0, 0, "a".into()), (0, 1, "b".into()), (1, 0, "1".into())]);
        for (at, value) in &flips {
            let at = at.index(bytes.len());
            bytes[at] = *value;
        }
        if is_cut {
            bytes.truncate(flips[0].0.index(bytes.len()));
        }
        let (_folder, files) = walk_bytes(name, &bytes);
        for file in files {
            for mut table in file.tables().map(|opened| opened.tables).unwrap_or_default() {
                while let Ok(Some(_)) = table.next_chunk() {}
            }
        }
    }
}
