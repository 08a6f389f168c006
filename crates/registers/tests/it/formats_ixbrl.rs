//! Annual reports as inline XBRL: the signers, their roles and the day.

use proptest::prelude::*;
use registers::source::{FileKind, RawReject, ixbrl};

use crate::common::{Bench, column};
use crate::formats::{Row, drain, walk_bytes, zip_of};

fn report(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:ix=\"http://www.xbrl.org/2013/inlineXBRL\" xmlns:xbrli=\"http://www.xbrl.org/2003/instance\" \
         xmlns:se-gen-base=\"http://www.taxonomier.se/se/fr/gen-base/2021-10-31\" xmlns:se-gaap-ext=\"http://www.taxonomier.se/se/fr/gaap/gaap-ext/2021-10-31\" xmlns:se-bol-base=\"http://www.bolagsverket.se/se/fr/comp-base/2020-12-01\" xmlns:se-cd-base=\"http://www.taxonomier.se/se/fr/cd-base/2021-10-31\">\n\
         <head><title>Årsredovisning</title></head><body><div style=\"display:none\"><ix:header><ix:hidden/><ix:resources><xbrli:context id=\"period0\"><xbrli:entity>\
         <xbrli:identifier scheme=\"http://www.bolagsverket.se\">556677-8899</xbrli:identifier></xbrli:entity></xbrli:context></ix:resources></ix:header></div>\n\
         <p>Org.nr <ix:nonNumeric name=\"se-cd-base:Organisationsnummer\" contextRef=\"period0\">556677-8899</ix:nonNumeric>\
         <ix:nonFraction name=\"se-gen-base:Nettoomsattning\" contextRef=\"period0\" unitRef=\"SEK\">12&#160;000</ix:nonFraction></p>\n{body}</body></html>\n"
    )
}

fn fact(name: &str, tuple: &str, text: &str) -> String {
    let tuple = if tuple.is_empty() { String::new() } else { format!(" tupleRef=\"{tuple}\" order=\"1\"") };
    format!("<ix:nonNumeric name=\"{name}\" contextRef=\"period0\"{tuple}>{text}</ix:nonNumeric> ")
}

/// Two signers of the report, one certificate, one auditor; tuples that are referred to.
fn k2() -> String {
    let signer = |tuple: &str, first: &str, last: &str, role: &str, day: &str| {
        [
            format!("<ix:tuple name=\"se-gaap-ext:UnderskriftArsredovisningForetradareTuple\" tupleID=\"{tuple}\"/>"),
            fact("se-gen-base:UnderskriftHandlingTilltalsnamn", tuple, first),
            fact("se-gen-base:UnderskriftHandlingEfternamn", tuple, last),
            fact("se-gen-base:UnderskriftHandlingRoll", tuple, role),
            if day.is_empty() { String::new() } else { fact("se-gen-base:UndertecknandeDatum", tuple, day) },
            "\n".to_owned(),
        ]
        .concat()
    };
    report(
        &[
            fact("se-bol-base:UnderskriftFaststallelseintygForetradareTilltalsnamn", "", "Anna"),
            fact("se-bol-base:UnderskriftFaststallelseintygForetradareEfternamn", "", "Exempel"),
            fact("se-bol-base:UnderskriftFaststallelseintygForetradareForetradarroll", "", "Styrelseledamot"),
            fact("se-bol-base:UnderskriftFastallelseintygDatum", "", "2026-06-12"),
            "\n".to_owned(),
            fact("se-gen-base:UndertecknandeArsredovisningDatum", "", "3 mars 2026"),
            "\n".to_owned(),
            signer("T1", "Anna", "<b>Exem</b>pel", "VD och styrelseledamot", "2026-03-05"),
            signer("T2", "Bo", "Prov", "Styrelsens ordförande", ""),
            fact("se-ar-base:UnderskriftRevisionsberattelseRevisorTilltalsnamn", "", "Eva"),
            fact("se-ar-base:UnderskriftRevisionsberattelseRevisorEfternamn", "", "Granskare"),
            fact("se-ar-base:UnderskriftRevisionsberattelseRevisorTitel", "", "Auktoriserad revisor"),
            fact("se-ar-base:UnderskriftRevisionsberattelseDatum", "", "2026-03-07"),
        ]
        .concat(),
    )
}

fn read(text: &str) -> (Vec<Row>, Vec<RawReject>) {
    drain(ixbrl::open("arsredovisning.xhtml", text.as_bytes().to_vec())[0].as_mut())
}

fn cells(text: &str) -> Vec<Vec<String>> {
    let (rows, rejects) = read(text);
    assert_eq!(rejects, []);
    rows.into_iter().map(|(_, cells)| cells).collect()
}

#[test]
fn every_signer_has_a_row_for_each_role_and_the_day_of_signing() {
    let row = |name: &'static str, role, day| ["5566778899", name, role, day];
    let expect = [
        row("Anna Exempel", "board_member", "2026-06-12"),
        row("Anna Exempel", "managing_director", "2026-03-05"),
        row("Anna Exempel", "board_member", "2026-03-05"),
        row("Bo Prov", "chair", "2026-03-03"),
        row("Eva Granskare", "auditor", "2026-03-07"),
    ];
    assert_eq!(cells(&k2()), expect);
    assert_eq!(read(&k2()).0.iter().map(|row| row.0).collect::<Vec<_>>(), [5, 7, 7, 8, 9]);
}

#[test]
fn signers_without_tuples_and_within_them_are_told_apart() {
    let part = |name: &str, text: &str| fact(&format!("se-gen-base:UnderskriftHandling{name}"), "", text);
    let flat = [
        part("Tilltalsnamn", "Anna"),
        part("Efternamn", "Exempel"),
        part("Tilltalsnamn", "Bo"),
        part("Efternamn", "Prov"),
    ];
    let expect = [["5566778899", "Anna Exempel", "undertecknare", ""], ["5566778899", "Bo Prov", "undertecknare", ""]];
    assert_eq!(cells(&report(&flat.concat())), expect);
    let nested = format!(
        "<ix:tuple name=\"x:Tuple\" tupleID=\"a\">{}{}</ix:tuple><ix:tuple name=\"x:Tuple\" tupleID=\"b\">{}{}</ix:tuple>",
        flat[1], flat[0], flat[3], flat[2]
    );
    assert_eq!(cells(&report(&nested)), expect);
    let within = format!("<ix:nonNumeric name=\"x:Text\">Göteborg {}</ix:nonNumeric>", flat.concat());
    assert_eq!(cells(&report(&within)), expect);
}

#[test]
fn a_zip_of_reports_becomes_the_register_and_only_the_signers_are_read() {
    let mut bench = Bench::new("company_roles");
    let plain = report("<p>Inget undertecknat</p>");
    bench.source("bolag.zip", zip_of(&[("1/a.xhtml", k2().as_bytes()), ("2/b.html", plain.as_bytes())]));
    let imported = bench.import().unwrap();
    assert_eq!((imported.accepted, imported.rejected, imported.failed.len()), (5, 0, 0));
    assert!(imported.skipped[0].reason.contains("utan märkta underskrifter"), "{imported:?}");
    let rows = bench.rows();
    assert_eq!(column(&rows, "starts_on")[1], "2026-03-05");
    assert_eq!(column(&rows, "person_no"), [""; 5]);
    assert_eq!(column(&rows, "source_file")[0], "bolag.zip/1/a.xhtml");
}

#[test]
fn a_day_that_is_none_is_a_reject_and_a_web_page_is_no_report() {
    let mut bench = Bench::new("company_roles");
    bench.source("a.xhtml", k2().replace("2026-03-05", "snart"));
    let imported = bench.import().unwrap();
    assert_eq!((imported.rows, imported.rejected), (5, 2));
    let reject = &bench.rejects(&imported)[0];
    assert_eq!(reject[..4], ["a.xhtml", "7", "starts_on", "snart"]);
    let kind = |name: &str, text: &str| walk_bytes(name, text.as_bytes()).1[0].kind.clone();
    assert_eq!(kind("a.xhtml", &k2()), FileKind::Ixbrl);
    assert!(kind("a.html", "<html><body/></html>").reason().is_some_and(|reason| reason.contains("webbsida")));
    let typed = k2().replace("<html", "<!DOCTYPE html SYSTEM \"http://exempel.se/x.dtd\"><html");
    for name in ["a.xhtml", "a.html"] {
        assert!(kind(name, &typed).reason().is_some_and(|reason| reason.contains("dokumenttyp (DTD)")), "{name}");
    }
}

proptest! {
    #[test]
    fn a_changed_or_cut_report_never_breaks_the_reader(at in 0_usize..9000, byte in any::<u8>(), cut in 0_usize..9000, keep in any::<bool>()) {
        let mut bytes = k2().into_bytes();
        let length = bytes.len();
        bytes[at % length] = byte;
        if !keep {
            bytes.truncate(length - cut % length);
        }
        for mut table in ixbrl::open("a.xhtml", bytes) {
            while let Ok(Some(_)) = table.next_chunk() {}
        }
    }
}
