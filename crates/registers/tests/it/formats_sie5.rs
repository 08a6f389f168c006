//! SIE 5, the full file and the entry file: vouchers become ledger rows.

use proptest::prelude::*;
use registers::source::{FileKind, RawReject, sie5};

use crate::common::{Bench, column};
use crate::formats::{Row, drain, walk_bytes};

const HEAD: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<Sie xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://www.sie.se/sie5">
<FileInfo><SoftwareProduct name="Ekonomi" version="6.0"/><FileCreation time="2026-03-21T12:14:44+01:00" by="LH"/>
<Company organizationId="212000-0142" name="Exempelköpings kommun"/><AccountingCurrency currency="SEK"/></FileInfo>
<Accounts><Account id="5410" name="Förbrukningsinventarier" type="cost"><ClosingBalance month="2026-12" amount="1"/></Account><Account id="1930" name="Bank" type="asset"/></Accounts>
<Dimensions><Dimension id="1" name="Kostnadsställe"><Object id="100" name="Skolförvaltningen"/></Dimension><Dimension id="6" name="Projekt"><Object id="100" name="Projekt"/></Dimension></Dimensions>
"#;

fn file(journals: &str) -> String {
    format!("{HEAD}{journals}</Sie>\n")
}

fn read(text: &str) -> (Vec<Row>, Vec<RawReject>) {
    let mut tables = sie5::open("bok.sie", text.as_bytes().to_vec());
    drain(tables[0].as_mut())
}

fn cells(rows: &[Row]) -> Vec<Vec<&str>> {
    rows.iter().map(|row| row.1.iter().map(String::as_str).collect()).collect()
}

#[test]
fn a_voucher_of_the_full_file_becomes_a_row_per_entry_that_was_not_struck() {
    let text = file(
        "<Journal id=\"A\" name=\"Löpande\"><JournalEntry id=\"12\" journalDate=\"2026-01-31\" text=\"Stolar &quot;Ergo&quot;\">\n\
         <EntryInfo date=\"2026-02-01\" by=\"anna\"/>\n\
         <LedgerEntry accountId=\"5410\" amount=\"1250.5\" text=\"Skrivbordsstol\"><ObjectReference dimId=\"6\" objectId=\"100\"/><ObjectReference dimId=\"1\" objectId=\"100\"/></LedgerEntry>\n\
         <LedgerEntry accountId=\"5410\" amount=\"99\"><Overstrike date=\"2026-02-02\" by=\"bo\"/></LedgerEntry>\n\
         <LedgerEntry accountId=\"1930\" amount=\"-1250.50\"/><LockingInfo date=\"2026-03-01\" by=\"LH\"/><VoucherReference documentId=\"1\"/>\n\
         </JournalEntry></Journal>",
    );
    let (rows, rejects) = read(&text);
    assert_eq!(rejects, []);
    let rest = ["2026-02-01", "212000-0142", "Exempelköpings kommun"];
    let row = |cells: [&'static str; 8]| cells.into_iter().chain(rest).collect::<Vec<_>>();
    assert_eq!(
        cells(&rows),
        [
            row([
                "A12",
                "2026-01-31",
                "5410",
                "Förbrukningsinventarier",
                "1250.50",
                "Skolförvaltningen",
                "Skrivbordsstol",
                "anna"
            ]),
            row(["A12", "2026-01-31", "1930", "Bank", "-1250.50", "", "Stolar \"Ergo\"", "anna"]),
        ]
    );
    assert_eq!((rows[0].0, rows[1].0), (9, 11));
    let mut bench = Bench::new("general_ledger");
    bench.source("bok.sie", &text);
    let report = bench.import().unwrap();
    assert_eq!((report.rows, report.rejected), (2, 0));
    assert_eq!(report.warnings, ["`bok.sie`: 1 strukna bokföringsrader är inte inlästa"]);
    assert_eq!(column(&bench.rows(), "buyer_id"), ["2120000142", "2120000142"]);
}

#[test]
fn an_entry_file_without_numbers_and_any_prefix_is_read() {
    let (rows, rejects) = read(
        "<s:SieEntry xmlns:s=\"http://www.sie.se/sie5\"><s:FileInfo><s:Company organizationId=\"212000-0142\"/></s:FileInfo>\n\
         <s:Journal><s:JournalEntry journalDate=\"2026-08-19\" text=\"Ett rött paket\"><s:OriginalEntryInfo date=\"2026-08-20\" by=\"eva\"/>\n\
         <s:LedgerEntry accountId=\"6070\" amount=\"15.75\" ledgerDate=\"2026-08-18\"/><s:LedgerEntry accountId=\"1940\" amount=\"-15.75\"/>\n\
         </s:JournalEntry></s:Journal></s:SieEntry>",
    );
    assert_eq!(rejects, []);
    let first =
        ["(rad 2)", "2026-08-19", "6070", "", "15.75", "", "Ett rött paket", "eva", "2026-08-20", "212000-0142", ""];
    assert_eq!(cells(&rows)[0], first);
}

#[test]
fn a_voucher_that_cannot_be_trusted_is_refused_whole_and_the_rest_works() {
    let (rows, rejects) = read(&file(
        "<Journal id=\"1\">\n\
         <JournalEntry id=\"1\" journalDate=\"2026-01-01\"><LedgerEntry accountId=\"1\" amount=\"100\"/><LedgerEntry accountId=\"2\" amount=\"-99\"/></JournalEntry>\n\
         <JournalEntry id=\"2\" journalDate=\"2026-01-02\"><LedgerEntry accountId=\"1\" amount=\"5\"/><LedgerEntry accountId=\"2\" amount=\"-5\"/></JournalEntry>\n\
         <JournalEntry id=\"3\" journalDate=\"2026-01-02\"><LedgerEntry accountId=\"1\" amount=\"tolv\"/></JournalEntry>\n\
         <JournalEntry id=\"4\"><LedgerEntry amount=\"0\"/></JournalEntry></Journal>",
    ));
    assert_eq!(rows.iter().map(|row| row.1[0].as_str()).collect::<Vec<_>>(), ["1-2", "1-2"]);
    let told: Vec<(u64, &str)> = rejects.iter().map(|reject| (reject.line, reject.value.as_str())).collect();
    assert_eq!(
        told,
        [
            (8, "accountId=\"1\" amount=\"100\""),
            (8, "accountId=\"2\" amount=\"-99\""),
            (10, "accountId=\"1\" amount=\"tolv\""),
            (11, "accountId=\"\" amount=\"0\""),
        ]
    );
    assert_eq!(
        rejects[0].reason,
        "Verifikation 1-1 (2026-01-01) balanserar inte: raderna summerar till 1.00 i stället för 0. Hela verifikationen \
         (2 rader) är avvisad; rätta den i ekonomisystemet och exportera på nytt."
    );
    assert!(rejects[2].reason.contains("har beloppet `tolv` på rad 10"), "{rejects:?}");
    assert!(rejects[3].reason.contains("saknar konto på rad 11"), "{rejects:?}");
    assert!(rejects.iter().all(|reject| reject.column == "LedgerEntry"));
}

#[test]
fn books_in_another_currency_and_files_without_vouchers_say_so() {
    let euro =
        file("<Journal><JournalEntry id=\"1\"><LedgerEntry accountId=\"1\" amount=\"0\"/></JournalEntry></Journal>")
            .replace("\"SEK\"", "\"EUR\"");
    assert!(read(&euro).1[0].reason.contains("är bokförd i EUR: registret räknar i kronor"));
    let mut bench = Bench::new("general_ledger");
    bench.source("saldo.sie", file(""));
    assert_eq!(
        bench.import().unwrap_err().to_string(),
        "`saldo.sie` har inga rader att läsa (SIE 5 utan verifikationer: exportera med grundboken (Journal))"
    );
    bench.request.register = "ledger".to_owned();
    assert!(bench.import().unwrap_err().to_string().contains("utan hör till `general_ledger`"));
    let check =
        |name: &str, text: &str| assert_eq!(walk_bytes(name, text.as_bytes()).1[0].kind, FileKind::Sie5, "{name}");
    check("a.sie", HEAD);
    check("a.si", "<SieEntry xmlns='http://www.sie.se/sie5'/>");
}

proptest! {
    #[test]
    fn every_ledger_entry_is_accepted_struck_or_refused(parts in prop::collection::vec(
        prop::sample::select(vec![
            "<LedgerEntry accountId='1' amount='5'/>", "<LedgerEntry accountId='1' amount='-5'/>", "<LedgerEntry amount='0'/>",
            "<LedgerEntry/>", "</JournalEntry><JournalEntry id='7'>", "<EntryInfo date='x'/>", "<LedgerEntry accountId='2' amount='0'><Overstrike/></LedgerEntry>",
        ]), 0..30)) {
        let entries = parts.iter().filter(|part| part.starts_with("<LedgerEntry") && !part.contains("Overstrike")).count();
        let text = file(&format!(
            "<Journal id='1'><JournalEntry id='0'><LedgerEntry accountId='1' amount='0'/></JournalEntry><JournalEntry>{}</JournalEntry></Journal>",
            parts.concat()
        ));
        let (rows, rejects) = read(&text);
        prop_assert_eq!(rows.len() + rejects.len(), entries + 1);
    }

    #[test]
    fn a_changed_byte_never_breaks_the_reader(at in 0_usize..5000, byte in any::<u8>(), cut in 0_usize..5000) {
        let text = file("<Journal id='1'><JournalEntry id='0'><LedgerEntry accountId='1' amount='0'/></JournalEntry></Journal>");
        let mut bytes = text.into_bytes();
        let length = bytes.len();
        bytes[at % length] = byte;
        bytes.truncate(length - cut % length);
        for mut table in sie5::open("a.sie", bytes) {
            while let Ok(Some(_)) = table.next_chunk() {}
        }
    }
}
