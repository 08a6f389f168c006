//! SIE 4: vouchers become ledger rows; a voucher that cannot be trusted is refused whole.

use proptest::prelude::*;
use registers::source::{RawReject, sie};

use crate::formats::{Row, drain};

const HEAD: &str = "#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4\n#PROGRAM \"Ekonomi\" 1.0\n#ORGNR 212000-0142\n#FNAMN \"Exempelköpings kommun\"\n\
#KONTO 5410 \"Förbrukningsinventarier\"\n#KONTO 1930 Bank\n#DIM 1 Kostnadsställe\n#OBJEKT 1 \"100\" \"Skolförvaltningen\"\n#OBJEKT 6 \"100\" \"Projekt\"\n";

fn read(text: &str) -> (Vec<Row>, Vec<RawReject>) {
    drain(&mut sie::open("bok.se", format!("{HEAD}{text}").into_bytes()).unwrap())
}

#[test]
fn a_voucher_becomes_a_row_per_transaction() {
    let (rows, rejects) = read(
        "#VER A 12 20240131 \"Stolar \\\"Ergo\\\"\" 20240201 \"anna\"\n{\n\
         #TRANS 5410 {1 \"100\" 6 \"P7\"} 1250.50 \"\" \"Skrivbordsstol\" 2 bo\n\
         #TRANS 1930 {} -1250.50\n}\n",
    );
    assert_eq!(rejects, []);
    let cells = |row: usize| rows[row].1.iter().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(
        cells(0),
        [
            "A12",
            "2024-01-31",
            "5410",
            "Förbrukningsinventarier",
            "1250.50",
            "Skolförvaltningen",
            "Skrivbordsstol",
            "bo",
            "2024-02-01",
            "212000-0142",
            "Exempelköpings kommun",
        ]
    );
    assert_eq!(
        cells(1),
        [
            "A12",
            "2024-01-31",
            "1930",
            "Bank",
            "-1250.50",
            "",
            "Stolar \"Ergo\"",
            "anna",
            "2024-02-01",
            "212000-0142",
            "Exempelköpings kommun",
        ]
    );
    assert_eq!((rows[0].0, rows[1].0), (14, 15));
}

#[test]
fn added_and_removed_rows_are_not_counted() {
    let (rows, rejects) = read(
        "#VER B 1 20240101 \"\"\n{\n#TRANS 5410 {} 100.00\n#BTRANS 1930 {} -90.00\n#RTRANS 1930 {} -100.00\n#TRANS 1930 {} -100.00\n}\n",
    );
    assert_eq!(rejects, []);
    assert_eq!(rows.iter().map(|row| row.1[4].as_str()).collect::<Vec<_>>(), ["100.00", "-100.00"]);
}

#[test]
fn an_unbalanced_voucher_is_refused_whole_and_the_rest_of_the_file_works() {
    let (rows, rejects) = read(
        "#VER A 1 20240101 \"ett\"\n{\n#TRANS 5410 {} 100.00\n#TRANS 1930 {} -99.00\n}\n\
         #VER A 2 20240102 \"två\"\n{\n#TRANS 5410 {} 5\n#TRANS 1930 {} -5\n}\n",
    );
    assert_eq!(rows.iter().map(|row| row.1[0].as_str()).collect::<Vec<_>>(), ["A2", "A2"]);
    assert_eq!(
        rejects,
        [(14, "#TRANS 5410 {} 100.00"), (15, "#TRANS 1930 {} -99.00")].map(|(line, value)| RawReject {
            line,
            column: "#TRANS".to_owned(),
            value: value.to_owned(),
            reason: "Verifikation A1 (2024-01-01) balanserar inte: raderna summerar till 1.00 i stället för 0. \
                     Hela verifikationen (2 rader) är avvisad; rätta den i ekonomisystemet och exportera på nytt."
                .to_owned(),
        })
    );
}

#[test]
fn a_line_that_cannot_be_read_is_named_and_takes_its_voucher_with_it() {
    let (rows, rejects) = read(
        "#VER A 1 20240101 \"\"\n{\n#TRANS 5410 {} tolv\n#TRANS 1930 {} -12\n}\nskräp\n#VER A 2 20240101 \"\"\n{\n#TRANS 1 {} 0\n}\n",
    );
    assert_eq!(rows.len(), 1);
    assert_eq!(rejects.len(), 3);
    assert_eq!((rejects[0].line, rejects[0].value.as_str()), (14, "#TRANS 5410 {} tolv"));
    assert_eq!(
        rejects[0].reason,
        "Rad 14 kan inte läsas som SIE 4: beloppet `tolv` är inte ett tal. Rätta raden eller exportera filen på nytt."
    );
    assert!(rejects[1].reason.contains("Verifikation A1 (2024-01-01) har en rad som inte kan läsas (rad 14)."));
    assert_eq!((rejects[2].line, rejects[2].value.as_str()), (17, "skräp"));
    assert!(rejects[2].reason.contains("börjar inte med en SIE-etikett"));
}

#[test]
fn a_file_that_ends_inside_a_voucher_refuses_that_voucher() {
    let (rows, rejects) = read("#VER A 1 20240101 \"\"\n{\n#TRANS 5410 {} 1\n#TRANS 1930 {} -1\n");
    assert_eq!(rows, []);
    assert!(rejects[0].reason.contains("avslutas inte med }: filen är troligen avkortad"), "{rejects:?}");
}

#[test]
fn the_three_encodings_of_the_field_are_told_apart() {
    let text = format!("{HEAD}#VER A 1 20240101 \"\"\n{{\n#TRANS 5410 {{}} 0\n}}\n");
    let cp437: Vec<u8> = text
        .chars()
        .map(|c| match c {
            'ö' => 0x94,
            'ä' => 0x84,
            'å' => 0x86,
            c => u8::try_from(u32::from(c)).unwrap(),
        })
        .collect();
    let latin1: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for bytes in [cp437, latin1, text.clone().into_bytes(), format!("\u{feff}{text}").into_bytes()] {
        let (rows, rejects) = drain(&mut sie::open("bok.se", bytes).unwrap());
        assert_eq!(rejects, []);
        assert_eq!(
            (rows[0].1[3].as_str(), rows[0].1[10].as_str()),
            ("Förbrukningsinventarier", "Exempelköpings kommun")
        );
    }
}

#[test]
fn an_import_file_without_numbers_dates_or_lists_is_tolerated() {
    let (rows, rejects) =
        read("#ver LB \"\" \"\" \"Lön\" {\r\n\t#trans 5410 10,5 20240301\r\n\t#trans 1930 {} -10.50 20240301\r\n}\r\n");
    assert_eq!(rejects, []);
    assert_eq!(
        (rows[0].1[0].as_str(), rows[0].1[1].as_str(), rows[0].1[4].as_str()),
        ("LB(rad 12)", "2024-03-01", "10.50")
    );
}

#[test]
fn a_file_of_balances_says_which_export_is_needed() {
    let error = sie::open("saldo.se", b"#FLAGGA 0\n#SIETYP 1\n#UB 0 1930 100.00\n".to_vec()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`saldo.se` har inga rader att läsa (SIE-typ 1, inga verifikationer: exportera som SIE 4E, transaktioner)"
    );
}

proptest! {
    #[test]
    fn sie_never_panics_on_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut all = b"#VER A 1\n".to_vec();
        all.extend(bytes);
        drain(&mut sie::open("x.se", all).unwrap());
    }

    #[test]
    fn every_transaction_is_accepted_or_refused(lines in prop::collection::vec(
        prop::sample::select(vec![
            "#VER A 1 20240101 \"\"", "{", "}", "#TRANS 1 {} 5", "#TRANS 2 {1 a} -5.00", "#TRANS 3 {", "#TRANS", "#RTRANS 1 {} 1",
            "#BTRANS 1 {} 1", "", "x", "#TRANS 1 {\"} 1", "#KONTO 1 \"a", "#trans 4 {} 99999999999999999999",
        ]), 0..40)) {
        let transactions = lines.iter().filter(|line| line.to_lowercase().starts_with("#trans")).count();
        let text = format!("#VER Z 9 20240101\n}}\n{}\n", lines.join("\n"));
        let (rows, rejects) = drain(&mut sie::open("x.se", text.into_bytes()).unwrap());
        let refused = rejects.iter().filter(|reject| reject.value.to_lowercase().starts_with("#trans")).count();
        prop_assert_eq!(rows.len() + refused, transactions);
    }
}
