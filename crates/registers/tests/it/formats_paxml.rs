//! PAXml becomes payroll, absences, shifts and employees.

use proptest::prelude::*;
use registers::source::{FileKind, RawReject, paxml};

use crate::common::{Bench, column};
use crate::formats::{Row, drain, walk_bytes};

const FILE: &str = r#"<?xml version="1.0" encoding="iso-8859-1"?>
<paxml xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://www.paxml.se/2.0/paxml.xsd">
<header><format>LÖNIN</format><version>2.0</version><datum>2026-03-28T10:00:00</datum></header>
<dimensioner><dimension dim="1" namn="Kostnadsställe"/></dimensioner>
<resultatenheter><resultatenhet dim="1" id="100" namn="Hemtjänst söder"/><resultatenhet dim="6" id="100" namn="Projekt"/></resultatenheter>
<tidtransaktioner>
 <klar anstid="101" datum="2026-03-31"/>
 <tidtrans anstid="101"><tidkod>SJK</tidkod><datumfrom>2026-03-02</datumfrom><datumtom>2026-03-05</datumtom><omfattning>50</omfattning></tidtrans>
 <tidtrans persnr="196408233234"><tidkod>SEM_BET</tidkod><datum>2026-03-06</datum></tidtrans>
 <tidtrans anstid="101"><tidkod>ARB</tidkod><starttid>2026-03-09T08:00:00</starttid><sluttid>2026-03-09T17:00:00</sluttid>
  <resenheter><resenhet dim="6" id="100"/><resenhet dim="1" id="100"/></resenheter></tidtrans>
 <tidtrans anstid="101"><tidkod>ARB</tidkod><datum>2026-03-10</datum><timmar>8</timmar></tidtrans>
 <tidtrans anstid="101"><tidkod>OB1</tidkod><datum>2026-03-10</datum><timmar>2</timmar></tidtrans>
</tidtransaktioner>
<lonetransaktioner>
 <lonetrans anstid="101"><lonkod>ÖT1</lonkod><datum>2026-03-15</datum><antal>2.5</antal><apris>310.50</apris></lonetrans>
 <lonetrans anstid="101"><lonart>145</lonart><benamning>Arvode &amp; tillägg</benamning><belopp>-1200</belopp></lonetrans>
 <lonetrans anstid="101"><lonart>146</lonart><antal>8</antal></lonetrans>
</lonetransaktioner>
<personal><person anstid="101" persnr="196408233234"><fornamn>Siv</fornamn><efternamn>Exempel</efternamn><postadress>Storgatan 1</postadress>
 <postnr>123 45</postnr><ort>Modellstad</ort><arbetstelefon>010-1</arbetstelefon><befattning>Undersköterska</befattning>
 <anstform>Tillsvidare</anstform><bankclearing>5439</bankclearing><bankkonto>1234567</bankkonto><anstdatum>1995-01-01</anstdatum></person></personal>
<loneutbetalning><lonebesked anstid="101"><periodid>2026-03</periodid><betaldatum>2026-03-27</betaldatum><clearingnr>5439</clearingnr>
 <bankkonto>1234567</bankkonto><tabellskatt>6000</tabellskatt><extraskatt>500.5</extraskatt><utbetalt>21499.50</utbetalt>
 <lonerader><lonrad radnr="1"><belopp>27000</belopp><lonetyp>BRUTTO</lonetyp></lonrad><lonrad radnr="2"><belopp>1000</belopp><lonetyp>BRUTTO</lonetyp></lonrad>
 <lonrad radnr="3"><belopp>99</belopp><lonetyp>NETTO</lonetyp></lonrad></lonerader></lonebesked></loneutbetalning>
</paxml>
"#;

fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

fn table(bytes: &[u8], register: &str) -> (Vec<Row>, Vec<RawReject>) {
    let mut tables = paxml::open("lon.xml", bytes.to_vec());
    drain(tables.iter_mut().find(|table| table.register() == Some(register)).unwrap().as_mut())
}

#[test]
fn each_part_of_a_file_becomes_its_register() {
    let check = |register: &str, expect: &[(u64, &[&str])]| {
        for bytes in [latin1(FILE), FILE.replace("iso-8859-1", "utf-8").into_bytes()] {
            let (rows, rejects) = table(&bytes, register);
            assert_eq!(rejects.len(), usize::from(register == "shifts"), "{rejects:?}");
            let rows: Vec<(u64, Vec<&str>)> =
                rows.iter().map(|(line, cells)| (*line, cells.iter().map(String::as_str).collect())).collect();
            let expect: Vec<(u64, Vec<&str>)> = expect.iter().map(|(line, cells)| (*line, cells.to_vec())).collect();
            assert_eq!(rows, expect, "{register}");
        }
    };
    check(
        "absences",
        &[
            (8, &["101", "2026-03-02", "2026-03-05", "sjuk", "50"]),
            (9, &["196408233234", "2026-03-06", "2026-03-06", "semester, betald", ""]),
        ],
    );
    check("shifts", &[(10, &["101", "2026-03-09T08:00:00", "2026-03-09T17:00:00", "Hemtjänst söder"])]);
    check(
        "payroll",
        &[
            (16, &["101", "2026-03-15", "776.25", "", "", "", "övertid"]),
            (17, &["101", "2026-03-28", "-1200", "", "", "", "Arvode & tillägg"]),
            (18, &["101", "2026-03-28", "", "", "", "", "146"]),
            (23, &["101", "2026-03-27", "28000.00", "21499.50", "6500.50", "5439-1234567", "lönebesked"]),
        ],
    );
    let person = [
        "101",
        "196408233234",
        "Siv Exempel",
        "Storgatan 1",
        "123 45",
        "Modellstad",
        "010-1",
        "",
        "5439-1234567",
        "",
        "Undersköterska",
        "1995-01-01",
        "",
        "Tillsvidare",
    ];
    check("employees", &[(20, &person)]);
}

#[test]
fn what_a_register_requires_and_the_file_lacks_is_a_reject_with_line_and_column() {
    let mut bench = Bench::new("payroll");
    bench.source("lon.pax", latin1(FILE));
    let report = bench.import().unwrap();
    assert_eq!((report.rows, report.accepted, report.rejected), (4, 3, 1));
    assert_eq!(column(&bench.rows(), "gross"), ["776.25", "-1200.00", "28000.00"]);
    assert_eq!(bench.rejects(&report)[0][..3], ["lon.pax", "18", "gross"]);
    bench.request.register = "shifts".to_owned();
    let report = bench.import().unwrap();
    assert_eq!((report.accepted, report.rejected), (1, 1));
    assert_eq!(
        report.warnings,
        ["`lon.pax`: 1 tidtransaktioner med koden `OB1` är inga arbetspass och är inte inlästa"]
    );
    assert_eq!(bench.rejects(&report)[0][..3], ["lon.pax", "12", "starttid"]);
    bench.request.register = "general_ledger".to_owned();
    let refused = bench.import().unwrap_err().to_string();
    assert!(refused.contains("utan hör till `payroll`, `absences`, `shifts`, `employees`"), "{refused}");
}

#[test]
fn a_file_that_was_cut_gives_what_stands_before_and_one_reject() {
    let bytes = latin1(FILE);
    let cut = FILE.find("<tidtrans persnr").unwrap() - 20;
    let (rows, rejects) = table(&bytes[..cut + 60], "absences");
    assert_eq!((rows.len(), rejects.len()), (1, 1));
    assert!(rejects[0].reason.starts_with("Filen kan inte läsas längre än till rad 9: "), "{rejects:?}");
    let mut bench = Bench::new("payroll");
    bench.source("lon.xml", &bytes[..cut]);
    let refused = bench.import().unwrap_err().to_string();
    assert!(refused.starts_with("`lon.xml` är skadad eller ofullständig (rad "), "{refused}");
}

#[test]
fn document_types_and_entities_are_refused() {
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE paxml [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;\">]><paxml>&b;</paxml>";
    let (_folder, files) = walk_bytes("lon.xml", bomb.as_bytes());
    assert!(files[0].kind.reason().is_some_and(|reason| reason.contains("dokumenttyp (DTD)")), "{files:?}");
    let mut bench = Bench::new("payroll");
    bench.source("lon.xml", "<paxml><lonetransaktioner><lonetrans anstid=\"&fil;\"/></lonetransaktioner></paxml>");
    assert!(bench.import().unwrap_err().to_string().contains("inte giltig XML"));
    bench.source("lon.xml", "<paxml><header><datum>&fil;</datum></header></paxml>");
    assert!(bench.import().unwrap_err().to_string().contains("entiteten `&fil;` är okänd"));
}

#[test]
fn xml_is_told_apart_by_its_root() {
    let check = |name: &str, bytes: &[u8], expect: FileKind| {
        let (_folder, files) = walk_bytes(name, bytes);
        assert_eq!(files[0].kind, expect, "{name}");
    };
    let skipped = |reason: &str| FileKind::Skipped { reason: reason.to_owned() };
    check("a.xml", &latin1(FILE), FileKind::Paxml);
    check("a.pax", b"\xef\xbb\xbf\n<paxml/>", FileKind::Paxml);
    let wide = "<paxml/>".encode_utf16().flat_map(u16::to_le_bytes);
    check("a", &[0xff, 0xfe].into_iter().chain(wide).collect::<Vec<_>>(), FileKind::Paxml);
    check(
        "a.xml",
        b"<rss/>",
        skipped("XML med rotelementet `rss` läses inte; begär ut uppgifterna som .csv eller .xlsx"),
    );
    check("a.html", b"<!DOCTYPE html><p>hej", skipped("webbsida; begär ut uppgifterna som .csv eller .xlsx"));
}

proptest! {
    #[test]
    fn paxml_never_panics_and_counts_every_transaction(parts in prop::collection::vec(
        prop::sample::select(vec![
            "<tidtrans anstid='1'><tidkod>SJK</tidkod><datum>2026-01-01</datum></tidtrans>", "<tidtrans/>",
            "<tidtrans persnr='x'><tidkod>SJK</tidkod></tidtrans>", "<tidtrans><tidkod>ARB</tidkod></tidtrans>", "<!-- a -->",
            "<tidtrans anstid='1'><tidkod>VAB</tidkod><datumfrom>igår</datumfrom><x><tidtrans/></x></tidtrans>", "text", "&amp;",
        ]), 0..20)) {
        let sick = parts.iter().filter(|part| part.contains("SJK") || part.contains("VAB")).count();
        let text = format!("<paxml><tidtransaktioner><tidtrans><tidkod>FPE</tidkod></tidtrans>{}</tidtransaktioner></paxml>", parts.concat());
        let (rows, rejects) = table(text.as_bytes(), "absences");
        prop_assert_eq!((rows.len(), rejects.len()), (sick + 1, 0));
    }

    #[test]
    fn a_changed_byte_never_breaks_the_reader(at in 0_usize..5000, byte in any::<u8>(), cut in 0_usize..5000) {
        let mut bytes = latin1(FILE);
        let length = bytes.len();
        bytes[at % length] = byte;
        bytes.truncate(length - cut % length);
        for mut table in paxml::open("lon.xml", bytes) {
            while let Ok(Some(_)) = table.next_chunk() {}
        }
    }
}
