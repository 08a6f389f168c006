//! Delimited text: separators, quotes, encodings, odd rows; and the same bytes with any number of threads.

use std::fmt::Write as _;
use std::fs;

use registers::csv::{Fields, Records, Step, last_boundary, sniff};

use crate::common::{AUTHORITY, Bench, column, names};

const PAYMENTS: &str =
    "Betalnr;Levnr;Belopp;Betaldatum;Mottagarkonto\n1;77;1 234,50;2024-03-01;Örebro\n2;78;-5;2024-03-02;\n";

/// Imports one file of payments and gives `payment_id/amount/account` per row.
fn check(name: &str, bytes: impl AsRef<[u8]>, expect: &[&str]) {
    let mut bench = Bench::new("payments");
    bench.source(name, bytes);
    let report = bench.import().unwrap();
    let rows = bench.rows();
    let (ids, amounts, accounts) = (column(&rows, "payment_id"), column(&rows, "amount"), column(&rows, "account"));
    let found: Vec<String> = (0..ids.len()).map(|at| format!("{}/{}/{}", ids[at], amounts[at], accounts[at])).collect();
    assert_eq!(found, expect, "{report:#?}");
}

const EXPECT: [&str; 2] = ["1/1234.50/Örebro", "2/-5.00/"];

#[test]
fn every_separator_is_recognised() {
    check("a.csv", PAYMENTS, &EXPECT);
    check("a.txt", PAYMENTS.replace(';', "\t"), &EXPECT);
    check("a.csv", PAYMENTS.replace(';', "|"), &EXPECT);
    check("a.csv", PAYMENTS.replace(',', ".").replace(';', ","), &EXPECT);
    check("a.csv", format!("sep=;\n{PAYMENTS}"), &EXPECT);
}

#[test]
fn every_encoding_is_recognised() {
    let coded = |o: u8| {
        let (before, after) = PAYMENTS.split_once('Ö').unwrap();
        [before.as_bytes(), &[o], after.as_bytes()].concat()
    };
    check("a.csv", PAYMENTS, &EXPECT);
    check("a.csv", format!("\u{feff}{PAYMENTS}"), &EXPECT);
    check("a.csv", coded(0xd6), &EXPECT);
    check("a.csv", coded(0x99), &EXPECT);
    let wide =
        |bytes: fn(u16) -> [u8; 2]| format!("\u{feff}{PAYMENTS}").encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    check("a.csv", wide(u16::to_le_bytes), &EXPECT);
    check("a.csv", wide(u16::to_be_bytes), &EXPECT);
}

#[test]
fn the_euro_sign_tells_latin_nine() {
    let text = PAYMENTS.replace("Örebro", "\u{a4}");
    let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    check("a.csv", bytes, &["1/1234.50/€", "2/-5.00/"]);
}

#[test]
fn a_file_of_two_encodings_keeps_its_letters_and_is_warned_of() {
    let mut bytes = PAYMENTS.replace("2024-03-02;", "2024-03-02;åäöåäöåäöåäöåäö").into_bytes();
    bytes.extend_from_slice(b"3;78;1;2024-03-03;\xe5\n");
    let mut bench = Bench::new("payments");
    bench.source("a.csv", bytes);
    let report = bench.import().unwrap();
    assert_eq!(column(&bench.rows(), "account"), ["Örebro", "åäöåäöåäöåäöåäö", "å"]);
    assert!(report.warnings[0].contains("blandar UTF-8 och Windows-1252"), "{:?}", report.warnings);
}

#[test]
fn line_ends_of_every_system_are_read() {
    check("a.csv", PAYMENTS.replace('\n', "\r\n"), &EXPECT);
    check("a.csv", PAYMENTS.replace('\n', "\r"), &EXPECT);
    check("a.csv", PAYMENTS.trim_end(), &EXPECT);
    check("a.csv", format!("{PAYMENTS}\n\n;;;;\n"), &EXPECT);
}

#[test]
fn quoted_cells_hold_separators_quotes_and_line_breaks() {
    let text = "\"Betalnr\";Levnr;Belopp;Betaldatum;Mottagarkonto\r\n\
                1;77;\"1;5\";2024-03-01;x\r\n\
                2;78;\"-5\";\"2024-03-02\";\"Ett \"\"konto\"\"; två\r\nrader\"\r\n\
                3;78;5;2024-03-02;5\" rör\r\n";
    let mut bench = Bench::new("payments");
    bench.source("a.csv", text);
    let report = bench.import().unwrap();
    let rows = bench.rows();
    assert_eq!(column(&rows, "account"), ["Ett \"konto\"; två\r\nrader", "5\" rör"]);
    assert_eq!(column(&rows, "source_line"), ["3", "5"]);
    assert_eq!(bench.rejects(&report)[0][1], "2");
}

#[test]
fn a_quote_that_never_closes_costs_its_own_line_only() {
    let text = "Betalnr;Levnr;Belopp;Betaldatum;Mottagarkonto\n1;77;1;2024-03-01;\"x\n2;78;2;2024-03-02;\"y\"\n3;78;3;2024-03-02;\"z\n";
    let mut bench = Bench::new("payments");
    bench.source("a.csv", text);
    let report = bench.import().unwrap();
    assert_eq!((report.rows, report.accepted, report.rejected), (3, 1, 2));
    assert_eq!(column(&bench.rows(), "account"), ["y"]);
    let rejects = bench.rejects(&report);
    assert_eq!([rejects[0][1].as_str(), rejects[1][1].as_str()], ["2", "4"]);
    assert!(rejects[0][4].contains("citattecken"));
}

#[test]
fn titles_above_the_header_are_passed_over() {
    check("a.csv", format!("Utdrag ur betalningar\nskapat 2024-04-01;av;Bo\n\n{PAYMENTS}"), &EXPECT);
}

#[test]
fn rows_that_are_too_short_are_filled_and_rows_that_are_too_long_are_rejected() {
    let text = format!("{PAYMENTS}3;79;3,00;2024-03-03\n4;79;3,00;2024-03-03;x;y\n5;79\n6;79;3,00;2024-03-03;x;;\n");
    let mut bench = Bench::new("payments");
    bench.source("a.csv", text);
    let report = bench.import().unwrap();
    assert_eq!((report.rows, report.accepted, report.rejected), (6, 4, 2));
    assert_eq!(column(&bench.rows(), "payment_id"), ["1", "2", "3", "6"]);
    let rejects = bench.rejects(&report);
    assert!(rejects[0][4].contains("raden har 6 celler men rubriken 5"), "{rejects:?}");
    assert_eq!((rejects[1][1].as_str(), rejects[1][2].as_str()), ("6", "Belopp"));
    assert!(
        report.warnings.iter().any(|warning| warning.contains("2 rader har färre celler")),
        "{:?}",
        report.warnings
    );
}

#[test]
fn a_reject_names_file_line_column_value_reason_and_remedy() {
    let text = "Anstnr;Personnummer;Namn\n1;19121212-1212;Tolvan\n2;19121212-1213;Elvan\n3;;Ingen\n4;191313131212;\n";
    let mut bench = Bench::new("employees");
    bench.source("personal.csv", text);
    let report = bench.import().unwrap();
    assert_eq!((report.rows, report.accepted, report.rejected), (4, 1, 3));
    assert_eq!(column(&bench.rows(), "person_no"), ["191212121212"]);
    let rejects = bench.rejects(&report);
    assert_eq!(rejects[0][..4], ["personal.csv", "3", "Personnummer", "19121212-1213"]);
    assert!(rejects[0][4].contains("kontrollsiffra"), "{rejects:?}");
    assert!(rejects[1][4].starts_with("Personnummer saknas"), "{rejects:?}");
    let faults: Vec<&str> = rejects[2..].iter().map(|reject| reject[2].as_str()).collect();
    assert_eq!(faults, ["Personnummer", "Namn"], "every fault of a row is told");
}

#[test]
fn every_kind_of_value_comes_back_out_of_the_snapshot() {
    let mut bench = Bench::new("tenders");
    let head = "Diarienr;Förfarande;Annonserad;Sista anbudsdag;Uppskattat värde;Avbruten";
    bench.source("upph.csv", format!("{head}\nU1;open;202403;2024-04-01T10:00:00Z;1 500 000 kr;N\nU2;direct;;;;\n"));
    bench.import().unwrap();
    let rows = bench.rows();
    assert_eq!(column(&rows, "published_on"), ["2024-03-01", ""]);
    assert_eq!(column(&rows, "bids_due_at"), ["2024-04-01T12:00:00", ""]);
    assert_eq!(column(&rows, "estimated_value"), ["1500000.00", ""]);
    assert_eq!(column(&rows, "cancelled"), ["false", ""]);
    let mut bench = Bench::new("associations");
    bench.source("f.csv", "Orgnr;Namn;Antal medlemmar\n802002-4280;IF Prov;1 200\n");
    bench.import().unwrap();
    assert_eq!(column(&bench.rows(), "members"), ["1200"]);
}

#[test]
fn invalid_accounts_are_kept_as_written_and_counted() {
    let text = "Levnr;Namn;Orgnr;Bankgiro\n1;A;5560160680;5050-1055\n2;B;556016-0681;5050-1056\n3;C;*;\n";
    let mut bench = Bench::new("suppliers");
    bench.source("lev.csv", text);
    let report = bench.import().unwrap();
    let rows = bench.rows();
    assert_eq!(column(&rows, "org_no"), ["5560160680", "556016-0681", "*"]);
    assert_eq!(column(&rows, "bankgiro"), ["50501055", "5050-1056", ""]);
    assert_eq!(report.kept_invalid.get("org_no"), Some(&2));
    assert_eq!(report.kept_invalid.get("bankgiro"), Some(&1));
    assert!(report.is_clean());
}

#[test]
fn a_formula_in_a_reject_is_not_run_by_a_spreadsheet() {
    let mut bench = Bench::new("payments");
    bench.source("a.csv", "Betalnr;Levnr;Belopp;Betaldatum\n1;77;=HYPERLINK(1);2024-03-01\n2;77;1;2024-03-01\n");
    let report = bench.import().unwrap();
    assert_eq!(bench.rejects(&report)[0][3], "\"'=HYPERLINK(1)\"");
}

/// Rows with quotes, line breaks and some faults, long enough for several units.
fn large(rows: usize) -> String {
    let mut text = String::from("Betalnr;Levnr;Belopp;Betaldatum;Mottagarkonto;Manuell;Anteckning\n");
    let note = "anteckning ".repeat(60);
    for row in 0..rows {
        let quoted = if row % 7 == 0 { "\"5050-1055; \"\"a\"\"\nb\"" } else { "5050-1055" };
        let day = if row % 1000 == 3 { 32 } else { row % 28 + 1 };
        let _ = writeln!(
            text,
            "{row};L{};{},{:02};2024-03-{day:02};{quoted};N;{note}",
            row % 977,
            row * 31 % 100_000,
            row % 100
        );
    }
    text
}

#[test]
fn one_thread_and_four_write_the_same_bytes() {
    let text = large(60_000);
    let written: Vec<(Vec<u8>, Vec<u8>)> = [1, 4]
        .map(|threads| {
            let mut bench = Bench::new("payments");
            bench.source("stor.csv", &text);
            bench.request.threads = threads;
            let report = bench.import().unwrap();
            assert_eq!((report.rows, report.rejected), (60_000, 60));
            let folder = bench.folder();
            let snapshot = folder.snapshot_latest(AUTHORITY, "payments").unwrap().unwrap();
            (fs::read(&snapshot.parquet_paths()[0]).unwrap(), fs::read(report.rejects.unwrap()).unwrap())
        })
        .into();
    assert!(written[0] == written[1], "the bytes differ");
    let mut bench = Bench::new("payments");
    bench.source("stor.csv", &text);
    bench.import().unwrap();
    let rows = bench.rows();
    let lines = column(&rows, "source_line");
    assert_eq!(lines.len(), 59_940);
    assert!(lines.windows(2).all(|pair| pair[0].parse::<u64>().unwrap() < pair[1].parse::<u64>().unwrap()));
}

#[test]
fn files_with_drifting_headers_become_one_snapshot_and_each_header_is_told() {
    let mut bench = Bench::new("payments");
    bench.source("utdrag/2023.csv", PAYMENTS);
    bench.source("utdrag/2024.csv", "Belopp,Payment id,Vendor id,Payment date\n5.50,9,77,20240501\n");
    bench.source("utdrag/2025.csv", PAYMENTS.replace("1;77", "4;77"));
    bench.source("utdrag/läsmig.txt", "Filerna kommer ur reskontran");
    bench.request.sources = vec![bench.path("utdrag")];
    let report = bench.import().unwrap();
    assert_eq!(report.headers.len(), 2);
    assert_eq!(report.headers[0].tables, ["utdrag/2023.csv", "utdrag/2025.csv"]);
    assert_eq!(report.skipped.len(), 1, "{:?}", report.skipped);
    let rows = bench.rows();
    assert_eq!(column(&rows, "payment_id"), ["1", "2", "9", "4", "2"]);
    assert_eq!(column(&rows, "source_file")[2], "utdrag/2024.csv");
    assert_eq!(report.files[0].rows, 2);
}

#[test]
fn a_file_that_does_not_fit_is_named_and_the_others_are_read() {
    let mut bench = Bench::new("payments");
    bench.source("utdrag/a.csv", PAYMENTS);
    bench.source("utdrag/b.csv", "Helt;Annat\n1;2\n");
    bench.request.sources = vec![bench.path("utdrag")];
    let report = bench.import().unwrap();
    assert_eq!(report.accepted, 2);
    assert_eq!(report.failed[0].name, "utdrag/b.csv");
    assert!(!report.is_clean());
}

#[test]
fn nothing_to_import_is_said_as_such() {
    let mut bench = Bench::new("payments");
    bench.source("brev.pdf", b"%PDF-1.7");
    let text = bench.import().unwrap_err().to_string();
    assert!(text.contains("brev.pdf"), "{text}");
    bench.request.sources = vec![bench.path("finns-inte.csv")];
    assert!(bench.import().unwrap_err().to_string().contains("finns-inte.csv"));
    bench.source("tom.csv", "\n\n");
    assert!(bench.import().is_err());
}

#[test]
fn a_file_with_a_header_and_no_rows_is_an_empty_register() {
    let mut bench = Bench::new("payments");
    bench.source("a.csv", "Betalnr;Levnr;Belopp;Betaldatum\n");
    let report = bench.import().unwrap();
    assert_eq!((report.rows, report.accepted), (0, 0));
    assert_eq!(bench.rows().num_rows(), 0);
    assert!(names(&bench.register_folder()).iter().any(|name| name.ends_with(".parquet")));
}

#[test]
fn text_is_only_divided_between_records() {
    let text = b"a;\"b\nc\";d\ne;f\n\"g\nh";
    assert_eq!(last_boundary(text, b';'), 14);
    assert_eq!(last_boundary(b"a;b", b';'), 0);
    assert_eq!(last_boundary(b"a;b\nc;\"d\"", b';'), 4);
}

proptest::proptest! {
    #[test]
    fn any_text_is_cut_into_the_same_records_wherever_it_is_divided(text in "[ab\";\n\r]{0,60}", size in 1_usize..20) {
        let whole = cells(&text, 1);
        let mut parts = Vec::new();
        let (mut rest, mut window, mut line) = (text.as_str(), size, 1);
        while !rest.is_empty() {
            let taken = window.min(rest.len());
            let end = if taken == rest.len() { taken } else { last_boundary(&rest.as_bytes()[..taken], b';') };
            if end == 0 {
                window += size;
                continue;
            }
            let (part, after) = rest.split_at(end);
            parts.extend(cells(part, line));
            line += part.bytes().filter(|byte| *byte == b'\n').count() as u64;
            rest = after;
            window = size;
        }
        proptest::prop_assert_eq!(parts, whole);
    }

    #[test]
    fn no_text_makes_the_sniffer_or_the_reader_fall_over(text in "\\PC*|[a\";,\t|\n\r]{0,80}") {
        let layout = sniff(&text, None, false, &|_| false);
        proptest::prop_assert!(layout.skip_lines <= text.len() as u64 + 1);
        let _ = cells(&text, 1);
    }
}

fn cells(text: &str, line: u64) -> Vec<(u64, Vec<String>)> {
    let mut records = Records::new(text, b';', line);
    let mut fields = Fields::default();
    let mut found = Vec::new();
    loop {
        match records.next(&mut fields) {
            Step::End => return found,
            Step::Blank => {}
            Step::Broken => found.push((fields.line, Vec::new())),
            Step::Record => {
                found.push((fields.line, (0..fields.len()).map(|at| fields.cell(text, at).to_owned()).collect()));
            }
        }
    }
}
