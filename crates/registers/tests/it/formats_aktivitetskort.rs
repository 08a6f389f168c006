//! Attendance cards become attendance.

use proptest::prelude::*;
use registers::source::{FileKind, RawReject, aktivitetskort};

use crate::common::{Bench, column};
use crate::formats::{Row, drain, walk_bytes};

const FILE: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<Aktivitetskort xmlns="http://aktivitetskort.net.umea.se/importSchema.xsd">
<Kommun kommunID="2480" version="2.1"><Foerening foereningsID="7" foereningsNamn="Exempels IF" organisationsnummer="802400-0013">
<Naervarokort NaervarokortNummer="12"><Aktivitet>Fotboll</Aktivitet><Lokal>Hallen</Lokal><NamnPaaKort>P12</NamnPaaKort><Sammankomster>
<Sammankomst Datum="2026-03-02" kod="abc"><StartTid>18:00:00</StartTid><StoppTid>19:30:00</StoppTid><Aktivitet>Fotboll</Aktivitet><Lokal>Sporthallen</Lokal><Typ>Traening</Typ><Metod>Add</Metod>
<DeltagarLista><Deltagare id="d1"><Handikapp>false</Handikapp><Naervarande>true</Naervarande></Deltagare>
<Deltagare id="d2"><Handikapp>false</Handikapp><Naervarande>true</Naervarande><TillfaelligLedare>true</TillfaelligLedare></Deltagare>
<Deltagare id="d3"><Handikapp>false</Handikapp><Naervarande>false</Naervarande></Deltagare>
<Deltagare id="d9"><Handikapp>false</Handikapp><Naervarande>true</Naervarande></Deltagare></DeltagarLista>
<LedarLista><Ledare id="d1"><Handikapp>false</Handikapp><Naervarande>true</Naervarande></Ledare></LedarLista></Sammankomst>
<Sammankomst Datum="2026-03-09" kod="abd"><StartTid>18:00:00</StartTid><StoppTid>19:30:00</StoppTid><Lokal/><Metod>Remove</Metod></Sammankomst>
</Sammankomster></Naervarokort></Foerening></Kommun>
<DeltagarRegister><Deltagare id="d1"><Foernamn>A</Foernamn><Efternamn>B</Efternamn><Personnummer>201203012384</Personnummer></Deltagare>
<Deltagare id="d2"><Foernamn>C</Foernamn><Efternamn>D</Efternamn><Personnummer>201203012392</Personnummer></Deltagare><Deltagare id="d3"/></DeltagarRegister>
<LedarRegister><Ledare id="d1"><Foernamn>E</Foernamn><Efternamn>F</Efternamn><Personnummer>196408233234</Personnummer></Ledare></LedarRegister>
</Aktivitetskort>
"#;

fn read(bytes: &[u8]) -> (Vec<Row>, Vec<RawReject>) {
    drain(aktivitetskort::open("kort.xml", bytes.to_vec())[0].as_mut())
}

#[test]
fn everybody_present_is_a_row_with_the_role_at_the_meeting() {
    let (rows, rejects) = read(FILE.as_bytes());
    let row = |person, leads| {
        ["802400-0013", "P12", "2026-03-02", "2026-03-02T18:00:00", "2026-03-02T19:30:00", person, leads, "Sporthallen"]
    };
    let cells: Vec<Vec<&str>> = rows.iter().map(|row| row.1.iter().map(String::as_str).collect()).collect();
    assert_eq!(cells, [row("201203012384", "0"), row("201203012392", "1"), row("196408233234", "1")]);
    assert_eq!(rows.iter().map(|row| row.0).collect::<Vec<_>>(), [6, 7, 10]);
    assert_eq!((rejects.len(), rejects[0].line, rejects[0].value.as_str()), (1, 9, "d9"));
    assert!(rejects[0].reason.contains("finns inte i filens DeltagarRegister"), "{rejects:?}");
}

#[test]
fn what_is_left_out_is_told_and_a_card_without_association_is_a_reject() {
    let mut bench = Bench::new("attendance");
    bench.source("kort.xml", FILE);
    let report = bench.import().unwrap();
    assert_eq!((report.rows, report.accepted, report.rejected), (4, 3, 1));
    assert_eq!(
        report.warnings[..2],
        [
            "`kort.xml`: 1 borttagna sammankomster är inte inlästa",
            "`kort.xml`: 1 frånvarande på korten är inte inlästa"
        ]
    );
    assert_eq!(column(&bench.rows(), "leader"), ["false", "true", "true"]);
    bench.source("kort.xml", FILE.replace(" organisationsnummer=\"802400-0013\"", ""));
    let report = bench.import().unwrap();
    assert_eq!((report.accepted, report.rejected), (0, 4));
    assert_eq!(walk_bytes("a", FILE.as_bytes()).1[0].kind, FileKind::Aktivitetskort);
    let cut = FILE.find("<DeltagarRegister").unwrap();
    bench.source("kort.xml", FILE.get(..cut).unwrap());
    assert!(bench.import().unwrap_err().to_string().contains("mitt i ett element"));
}

proptest! {
    #[test]
    fn a_changed_or_cut_file_never_breaks_the_reader(at in 0_usize..4000, byte in any::<u8>(), cut in 0_usize..4000, keep in any::<bool>()) {
        let mut bytes = FILE.as_bytes().to_vec();
        let length = bytes.len();
        bytes[at % length] = byte;
        if !keep {
            bytes.truncate(length - cut % length);
        }
        for mut table in aktivitetskort::open("a.xml", bytes) {
            while let Ok(Some(_)) = table.next_chunk() {}
        }
    }
}
