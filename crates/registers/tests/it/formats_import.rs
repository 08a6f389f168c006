//! Bad files through the whole import: the right message, and nothing else is lost.

use std::fs;
use std::sync::Arc;

use arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use registers::{Catalogue, DataFolder, ImportReport, ImportRequest, IntakeError, Profiles, import};
use rust_xlsxwriter::{Formula, Workbook};

use crate::formats::zip_of;

/// Imports one file as a register; the rejects file comes as text.
fn import_bytes(register: &str, name: &str, bytes: &[u8]) -> Result<(ImportReport, String), IntakeError> {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join(name);
    fs::write(&source, bytes).unwrap();
    let data = DataFolder::open(folder.path().join("data")).unwrap();
    let (catalogue, profiles) = (Catalogue::embedded().unwrap(), Profiles::embedded().unwrap());
    let request = ImportRequest {
        sources: vec![source],
        register: register.to_owned(),
        authority: "exempelkoping".to_owned(),
        threads: 2,
        ..ImportRequest::default()
    };
    let report = import(&data, &catalogue, &profiles, &request, &mut |_| {})?;
    let rejects = report.rejects.as_ref().map(|path| fs::read_to_string(path).unwrap()).unwrap_or_default();
    Ok((report, rejects))
}

const LEDGER: &str = "Levnr;Betaldatum;Belopp\n";

#[test]
fn a_truncated_zip_is_named_and_the_whole_members_are_imported() {
    let rows = |from: u32| {
        (from..from + 400).map(|n| format!("S{};2024-01-31;{},50\n", n * 7919 % 1009, n * 31)).collect::<String>()
    };
    let whole = zip_of(&[
        ("a.csv", format!("{LEDGER}{}", rows(1)).as_bytes()),
        ("b.csv", format!("{LEDGER}{}", rows(500)).as_bytes()),
    ]);
    let (report, _) = import_bytes("ledger", "kapad.zip", &whole[..whole.len() * 3 / 4]).unwrap();
    assert_eq!((report.accepted, report.rejected), (400, 0));
    let failed: Vec<_> = report.failed.iter().map(|note| (note.name.as_str(), note.reason.as_str())).collect();
    assert_eq!(
        failed,
        [(
            "kapad.zip/b.csv",
            "`kapad.zip/b.csv` är skadad eller ofullständig (zip-arkivet är avkortat och tar slut mitt i filen): \
             hämta filen på nytt ur källsystemet"
        )]
    );
    assert!(!report.is_clean());
}

#[test]
fn a_damaged_member_gives_no_row_and_the_others_are_imported() {
    let rows: String = (0..400).map(|n| format!("S{};2024-01-31;{},50\n", n * 7919 % 1009, n * 31)).collect();
    let mut bytes = zip_of(&[
        ("a.csv", format!("{LEDGER}{rows}").as_bytes()),
        ("b.csv", format!("{LEDGER}S1;2024-01-31;5\n").as_bytes()),
    ]);
    bytes[300] ^= 0x55;
    let (report, _) = import_bytes("ledger", "skadad.zip", &bytes).unwrap();
    assert_eq!((report.accepted, report.rejected), (1, 0));
    assert_eq!(report.failed.len(), 1);
    assert!(
        report.failed[0].reason.starts_with("`skadad.zip/a.csv` är skadad eller ofullständig"),
        "{:?}",
        report.failed
    );
}

#[test]
fn a_formula_error_rejects_its_row_and_names_the_cell() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Jan").unwrap();
    sheet.write_row(0, 0, ["Levnr", "Betaldatum", "Belopp"]).unwrap();
    sheet.write_row(1, 0, ["S1", "2024-01-31"]).unwrap();
    sheet.write_formula(1, 2, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    sheet.write_row(2, 0, ["S2", "2024-01-31"]).unwrap();
    sheet.write(2, 2, 12.5).unwrap();
    let (report, rejects) = import_bytes("ledger", "bok.xlsx", &book.save_to_buffer().unwrap()).unwrap();
    assert_eq!((report.accepted, report.rejected), (1, 1));
    assert!(rejects.contains("bok.xlsx#Jan;2;Belopp;#DIV/0!;"), "{rejects}");
}

#[test]
fn an_unbalanced_voucher_is_rejected_with_its_number_and_the_difference() {
    let sie = "#FLAGGA 0\n#SIETYP 4\n#VER A 1 20240101 \"\"\n{\n#TRANS 5410 {} 100\n#TRANS 1930 {} -99\n}\n\
               #VER A 2 20240101 \"\"\n{\n#TRANS 5410 {} 7\n#TRANS 1930 {} -7\n}\n";
    let (report, rejects) = import_bytes("general_ledger", "bok.se", sie.as_bytes()).unwrap();
    assert_eq!((report.accepted, report.rejected), (2, 2));
    assert!(rejects.contains("Verifikation A1 (2024-01-01) balanserar inte: raderna summerar till 1.00"), "{rejects}");
    assert_eq!(report.headers[0].mapping.profile.as_deref(), Some("sie4"));
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
fn parquet_of_another_schema_is_mapped_by_its_column_names() {
    let bytes = parquet_of(vec![
        ("vendor id", Arc::new(StringArray::from(vec!["S1", "S2"])) as ArrayRef),
        ("payment date", Arc::new(StringArray::from(vec!["2024-01-31", "2024-02-31"]))),
        ("net amount", Arc::new(Int64Array::from(vec![5, 6]))),
    ]);
    let (report, rejects) = import_bytes("ledger", "lager.parquet", &bytes).unwrap();
    assert_eq!((report.accepted, report.rejected), (1, 1));
    assert!(rejects.contains("lager.parquet;2;payment date;2024-02-31;"), "{rejects}");
}

#[test]
fn parquet_in_which_nothing_matches_says_what_is_missing() {
    let bytes = parquet_of(vec![("temperatur", Arc::new(Int64Array::from(vec![5, 6])) as ArrayRef)]);
    let error = import_bytes("ledger", "vader.parquet", &bytes).unwrap_err().to_string();
    assert!(
        error.starts_with("`vader.parquet` saknar kolumn för `supplier_id` (Leverantörs-id), `paid_on`"),
        "{error}"
    );
    assert!(error.contains("filens rubriker är `temperatur`"), "{error}");
}

#[test]
fn the_published_layouts_are_imported_by_their_profiles() {
    let check = |profile: &str, name: &str, text: &str, expect: (u64, u64)| {
        let (report, rejects) = import_bytes("ledger", name, text.as_bytes()).unwrap();
        assert_eq!((report.accepted, report.rejected), expect, "{profile}: {rejects}");
        assert_eq!(report.headers[0].mapping.profile.as_deref(), Some(profile));
    };
    check(
        "goteborg",
        "leverantorsfakturor-202001.csv",
        "forvaltning;leverantor;leverantor_id;faktura_nr;konto_nr;konto_text;belopp\n\
         Grundskola;Exempel AB;556000-0167;F1;5410;Material;1 234,50\nGrundskola;;SAKNAS;F2;5410;Material;-10,00\n\
         Grundskola;;;F3;5410;Material;1,00\n",
        (3, 0),
    );
    check(
        "umea",
        "leverantorsfakturor-2020.csv",
        "datum;forvaltning;leverantor;leverantor_id;konto_nr;konto_text;belopp;faktura_nr\n\
         202001;Skola;Exempel AB;556000-0167;5410;Material;100.50;F1\n202013;Skola;*;*;5410;Material;100.50;F2\n",
        (1, 1),
    );
    check(
        "orebro",
        "orebro 2021-01.csv",
        "datum,forvaltning,leverantor,leverantor_id,faktura_nr,konto_nr,belopp\n\
         2021-01-05,Skola,Exempel AB,556000-0167,F1,54100 Material och annat,100.50\n",
        (1, 0),
    );
    check(
        "oppna-data-1.1",
        "reskontra2022.csv",
        "kopare_id,kopare,verifikationsnummer,leverantor,leverantor_id,konto_nr,konto_text,belopp,datum,forvaltning,\
         fakturanummer,grund,avtal,kommun_id,s_kod_nr\n\
         2120000142,Exempelköping,V1,Exempel AB,5560000167,5410,Material,100.50,2022-01-31,Skola,F1,,,0180,\n",
        (1, 0),
    );
}
