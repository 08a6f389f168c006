//! The bulk files of Bolagsverket and SCB, unpacked to the columns of `companies`.

use std::io::Cursor;

use proptest::prelude::*;
use registers::source::RawReject;
use registers::source::bulk::{bolagsverket, scb};

use crate::formats::{Row, drain};

type Drained = (Vec<Row>, Vec<RawReject>);

const BOLAGSVERKET: &str = "organisationsidentitet;namnskyddslopnummer;registreringsland;organisationsnamn;organisationsform;\
avregistreringsdatum;avregistreringsorsak;pagandeAvvecklingsEllerOmstruktureringsforfarande;registreringsdatum;\
verksamhetsbeskrivning;postadress\n";

fn read_bolagsverket(rows: &str) -> Drained {
    let bytes = format!("{BOLAGSVERKET}{rows}").into_bytes();
    drain(&mut bolagsverket::open("bulk.txt", Box::new(Cursor::new(bytes))).unwrap())
}

const SCB: &str = "ForAndrTyp\tCOAdress\tForetagsnamn\tFtgStat\tGatuadress\tJurForm\tNamn\tNg1\tPeOrgNr\tPostNr\tPostOrt\tRegDatKtid\n";

fn read_scb(rows: &[u8]) -> Drained {
    let bytes = [SCB.as_bytes(), rows].concat();
    drain(&mut scb::open("scb.txt", Box::new(Cursor::new(bytes))).unwrap())
}

#[test]
fn a_company_in_bankruptcy_is_unpacked() {
    let (rows, rejects) = read_bolagsverket(
        "\"5560000167$ORGNR-IDORG\";\"1\";\"SE-LAND\";\"Bi AB$SARSKILT-ORGNAM$2003-01-01|Exempel AB$FORETAGSNAMN-ORGNAM$1994-09-16\";\
         \"AB-ORGFO\";null;null;\"LI-AVOMFO$2023-01-10|KK-AVOMFO$2024-03-01\";\"1994-09-16\";\"Handel; även \"\"bygg\"\"\";\
         \"Box 1$c/o Bo Ek$UPPSALA$75023$SE-LAND\"\n",
    );
    assert_eq!(rejects, []);
    assert_eq!(rows[0].0, 2);
    assert_eq!(
        rows[0].1,
        [
            "5560000167",
            "Exempel AB",
            "AB",
            "1994-09-16",
            "",
            "",
            "KK",
            "2024-03-01",
            "Handel; även \"bygg\"",
            "c/o Bo Ek",
            "Box 1",
            "75023",
            "UPPSALA",
        ]
    );
}

#[test]
fn a_deregistered_association_keeps_the_reason() {
    let (rows, _) = read_bolagsverket(
        "\"8020000015$ORGNR-IDORG\";\"\";\"SE-LAND\";\"Föreningen$FORETAGSNAMN-ORGNAM$2001-01-01\";\"I-ORGFO\";\"2020-05-06\";\
         \"LIAV-AVORG\";\"\";\"2001-01-01\";\"null\";\"$$$$\"\n",
    );
    assert_eq!(
        rows[0].1,
        ["8020000015", "Föreningen", "I", "2001-01-01", "2020-05-06", "LIAV", "", "", "", "", "", "", ""]
    );
}

#[test]
fn line_breaks_inside_a_description_do_not_split_the_company() {
    let row = |text: &str| {
        format!(
            "\"5560000167$ORGNR-IDORG\";\"\";\"SE-LAND\";\"A\";\"AB-ORGFO\";\"\";\"\";\"\";\"2001-01-01\";\"{text}\";\"\"\n"
        )
    };
    let (rows, rejects) = read_bolagsverket(&[row("Bygg\noch mark"), row("x")].concat());
    assert_eq!(rejects, []);
    assert_eq!(rows.iter().map(|row| (row.0, row.1[8].as_str())).collect::<Vec<_>>(), [(2, "Bygg och mark"), (4, "x")]);
}

#[test]
fn a_quote_that_never_closes_costs_one_row_and_not_the_file() {
    let good =
        "\"5560000167$ORGNR-IDORG\";\"\";\"SE-LAND\";\"A\";\"AB-ORGFO\";\"\";\"\";\"\";\"2001-01-01\";\"x\";\"\"\n";
    let bad = "\"5560000175$ORGNR-IDORG\";\"\";\"SE-LAND\";\"A;\"AB-ORGFO\n";
    let short = "\"5560000183$ORGNR-IDORG\";\"\"\n";
    let (rows, rejects) = read_bolagsverket(&[good, bad, good, short, good].concat());
    assert_eq!(rows.iter().map(|row| row.0).collect::<Vec<_>>(), [2, 4, 6]);
    assert_eq!(
        rejects.iter().map(|reject| (reject.line, reject.reason.as_str())).collect::<Vec<_>>(),
        [
            (3, "Ett citattecken avslutas inte: hämta Bolagsverkets fil på nytt."),
            (5, "Raden har 2 kolumner i stället för 11: hämta Bolagsverkets fil på nytt."),
        ]
    );
}

#[test]
fn an_enterprise_of_scb_is_read_from_windows_1252() {
    let (rows, rejects) = read_scb(b"1\tc/o \xc5ke\tBen\xe4mning\t9\tG\xf6tgatan 1\t49\tExempel AB\t41200\t165560000167\t75023\tUPPSALA\t19940916\n");
    assert_eq!(rejects, []);
    assert_eq!(
        rows[0].1,
        [
            "5560000167",
            "Exempel AB",
            "AB",
            "1994-09-16",
            "41200",
            "c/o Åke",
            "Götgatan 1",
            "75023",
            "UPPSALA",
            "inte längre verksam"
        ]
    );
}

#[test]
fn a_sole_trader_keeps_the_personal_number_and_empty_codes_stay_empty() {
    let (rows, rejects) = read_scb("\t\tFirma Ö\t1\t\t10\t\t00000\t198507099805\t\t\t00000000\nkort rad\n".as_bytes());
    assert_eq!(rows[0].1, ["198507099805", "Firma Ö", "E", "", "", "", "", "", "", "verksam"]);
    assert_eq!(
        (rejects[0].line, rejects[0].reason.as_str()),
        (3, "Raden har 1 kolumner i stället för 12: hämta SCB:s fil på nytt.")
    );
}

#[test]
fn a_file_without_the_identity_column_has_no_header() {
    let open =
        |bytes: &'static [u8]| bolagsverket::open("x.txt", Box::new(Cursor::new(bytes))).unwrap_err().to_string();
    assert_eq!(open(b"a;b\n"), "`x.txt` saknar rubrikrad: första raden med innehåll ska namnge kolumnerna");
}

proptest! {
    #[test]
    fn bulk_files_never_panic_and_never_lose_a_row(rows in "[\"$|;\\\\a-c0-9\t\n\r-]{0,200}") {
        read_bolagsverket(&rows);
        let (accepted, rejects) = read_scb(rows.as_bytes());
        let lines = rows.split('\n').filter(|line| !line.trim().is_empty()).count();
        prop_assert_eq!(accepted.len() + rejects.len(), lines);
    }

    #[test]
    fn bulk_files_never_panic_on_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read_scb(&bytes);
        let all = [BOLAGSVERKET.as_bytes(), &bytes].concat();
        drain(&mut bolagsverket::open("bulk.txt", Box::new(Cursor::new(all))).unwrap());
    }
}
