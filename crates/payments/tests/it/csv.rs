//! Payment proposals as tables.

use payments::{AccountKind, FileFault, Format, PaymentKind, read};

use crate::common::{account, data, file, halves};

#[test]
fn a_proposal_with_title_and_windows_letters_is_read() {
    let file = file("forslag.csv");
    assert_eq!((file.format, file.payments.len()), (Format::Csv, 3));
    let first = &file.payments[0];
    assert_eq!((first.id.as_str(), first.amount_ore, first.payee_id.as_str()), ("1001", 1_250_000, "20177"));
    assert_eq!((first.payee_name.as_str(), first.payee_org_no.as_str()), ("Exempel Städ AB", "5599001236"));
    assert_eq!(first.account, account(AccountKind::Bankgiro, "50509991"));
    assert_eq!((first.registered_by.as_str(), first.approved_by.as_str()), ("anek", "boli"));
    assert_eq!(file.payments[1].payee_name, "Påhittad Byggservice; Norr AB", "a delimiter within quotes");
    assert_eq!(file.payments[2].account, account(AccountKind::Plusgiro, "4839205"));
    let rejects: Vec<_> = file.rejects.iter().map(|reject| (reject.place.as_str(), reject.field.as_str())).collect();
    assert_eq!(rejects, [("rad 6, betalning 4", "konto"), ("rad 7, betalning 5", "betalningsdatum")]);
    assert_eq!(file.warnings.len(), 1, "the row that sums up");
}

#[test]
fn lines_stay_as_they_were() {
    let (_, split) = halves(&data("forslag.csv"), &[2]);
    let lines = |bytes: &[u8]| bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
    let original = lines(&data("forslag.csv"));
    let go = lines(&split.go.unwrap());
    assert_eq!(go, [&original[0], &original[1], &original[2], &original[4], &Vec::new()].map(Clone::clone));
}

#[test]
fn other_delimiters_headers_and_encodings_are_found() {
    let tables = [
        "id\tkonto\tbelopp\tbetalningsdatum\nA\t5050-1055\t10,50\t2026-03-02\n",
        "Betalnings-ID,BG-nr,Att betala,Förfallodag\r\nA,50501055,10.50,20260302",
        "\u{feff}\"Löp nr\";\"Bankgironummer\";\"Belopp (kr)\";\"Bet. datum\"\n\"A\";\"5050-1055\";\"10,50\";\"2026-03-02\"\n",
        "Verifikat|Bankgiro|Belopp|Betaldag\nA|5050-1055|10,50|260302\n",
    ];
    for table in tables {
        let file = read("t", table.as_bytes()).unwrap_or_else(|error| panic!("{table}: {error}"));
        assert_eq!(file.payments.len(), 1, "{table}: {:?}", file.rejects);
        assert_eq!((file.payments[0].id.as_str(), file.payments[0].amount_ore), ("A", 1050));
        assert_eq!(file.payments[0].account, account(AccountKind::Bankgiro, "50501055"), "{table}");
    }
    let utf16: Vec<u8> = format!("\u{feff}{}", tables[0]).encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read("t", &utf16).unwrap().payments.len(), 1);
}

#[test]
fn bank_accounts_kinds_and_currencies_are_read() {
    let table = "id;clearing;kontonr;belopp;betaldatum;typ;valuta\n\
                 A;6000;123456002;10;2026-03-02;Lön;\nB;6000;1;10;2026-03-02;Bidrag;eur\n";
    let file = read("t", table.as_bytes()).unwrap();
    assert_eq!(file.payments[0].account, account(AccountKind::BankAccount, "6000123456002"));
    assert_eq!(file.payments[1].account, account(AccountKind::BankAccount, "6000-1"));
    assert_eq!((file.payments[0].kind, file.payments[1].kind), (PaymentKind::Salary, PaymentKind::Other));
    assert_eq!(file.payments[1].currency, "EUR");
}

#[test]
fn a_missing_column_is_named_with_the_headers_that_are_there() {
    let error = read("t", b"id;belopp;betaldatum\nA;1;2026-03-02\n").unwrap_err();
    assert_eq!(
        error.fault,
        FileFault::Columns {
            missing: "konto (till exempel bankgiro)".to_owned(),
            headers: "id, belopp, betaldatum".to_owned()
        }
    );
}

#[test]
fn rows_that_slid_and_quotes_that_never_end_are_found() {
    let head = "id;konto;belopp;betaldatum\n";
    let file = read("t", format!("{head}A;5050-1055;1;2026-03-02;x\n").as_bytes()).unwrap();
    assert_eq!(file.rejects[0].field, "rad");
    let error = read("t", format!("{head}\"A;5050-1055;1;2026-03-02\n").as_bytes()).unwrap_err();
    assert!(error.to_string().contains("rad 2: ett citattecken öppnas"), "{error}");
}
