//! OCDS in each of its shapes becomes the registers of procurement.

use std::fmt::Write as _;
use std::path::Path;

use proptest::prelude::*;
use registers::source::{FileKind, RawReject, ocds};

use crate::common::{Bench, column};
use crate::formats::{Row, drain, walk_bytes, zip_of};

/// A whole process: two bids, one winner, one contract.
const RELEASE: &str = r#"{"ocid": "ocds-ex-1", "id": "1", "date": "2026-04-01T09:00:00+02:00", "tag": ["contract"],
 "buyer": {"id": "k", "name": "Modellstads kommun"},
 "parties": [
  {"id": "SE-BLV-5566778899", "name": "Exempel Bygg AB", "roles": ["tenderer", "supplier"], "identifier": {"scheme": "SE-BLV", "id": "556677-8899"},
   "address": {"streetAddress": "Storgatan 1", "postalCode": "123 45", "locality": "Modellstad"}, "contactPoint": {"telephone": "010-1", "email": "a@exempel.se"}},
  {"id": "x2", "name": "Provbolaget AB", "roles": ["tenderer"], "identifier": {"id": "SE556012579001"}}],
 "tender": {"title": "Snöröjning", "procurementMethod": "open", "status": "complete", "awardCriteria": "priceOnly",
  "value": {"amount": 1250000.5, "currency": "SEK"}, "items": [{"id": "1", "classification": {"scheme": "CPV", "id": "90620000"}}],
  "tenderPeriod": {"startDate": "2026-01-10T00:00:00+01:00", "endDate": "2026-02-12T21:59:00Z"},
  "procuringEntity": {"name": "Gatukontoret", "contactPoint": {"name": "Eva Exempel"}}},
 "bids": {"details": [
  {"id": 1, "status": "valid", "date": "2026-02-10T10:00:00Z", "value": {"amount": 1200000, "currency": "SEK"}, "tenderers": [{"id": "SE-BLV-5566778899"}]},
  {"id": 2, "status": "disqualified", "value": {"amount": 900000, "currency": "SEK"}, "tenderers": [{"id": "x2"}], "relatedLots": ["1"]}]},
 "awards": [{"id": "a1", "status": "active", "date": "2026-03-01T23:30:00Z", "value": {"amount": 1200000, "currency": "SEK"}, "suppliers": [{"id": "SE-BLV-5566778899"}]}],
 "contracts": [{"id": "A-1", "awardID": "a1", "dateSigned": "2026-03-20", "period": {"startDate": "2026-04-01", "endDate": "2028-03-31"}, "value": {"amount": 1200000}}]}"#;

fn one_line(text: &str) -> String {
    text.replace('\n', "")
}

fn table(text: &str, name: &str, register: &str) -> (Vec<Row>, Vec<RawReject>) {
    let mut tables = ocds::open(name, text.as_bytes().to_vec());
    let table = tables.iter_mut().find(|table| table.register() == Some(register)).unwrap();
    drain(table.as_mut())
}

fn cells(text: &str, register: &str) -> Vec<Vec<String>> {
    let (rows, rejects) = table(text, "a.json", register);
    assert_eq!(rejects, []);
    rows.into_iter().map(|(_, cells)| cells).collect()
}

#[test]
fn a_release_feeds_five_registers() {
    let check = |register: &str, expect: &[&[&str]]| assert_eq!(cells(RELEASE, register), expect, "{register}");
    check(
        "tenders",
        &[&[
            "ocds-ex-1",
            "Snöröjning",
            "Modellstads kommun",
            "90620000",
            "open",
            "2026-01-10",
            "2026-02-12T21:59:00Z",
            "1250000.50",
            "2026-03-02",
            "Eva Exempel",
            "price",
            "0",
        ]],
    );
    check(
        "bids",
        &[
            &["ocds-ex-1", "5566778899", "Exempel Bygg AB", "1200000", "2026-02-10T10:00:00Z", "valid", "", "SEK"],
            &["ocds-ex-1", "5560125790", "Provbolaget AB", "900000", "", "disqualified", "1", "SEK"],
        ],
    );
    check("awards", &[&["ocds-ex-1", "5566778899", "Exempel Bygg AB", "1200000", "2026-03-02", "A-1", ""]]);
    check(
        "contracts",
        &[&[
            "A-1",
            "5566778899",
            "5566778899",
            "Modellstads kommun",
            "90620000",
            "2026-04-01",
            "2028-03-31",
            "1200000",
            "ocds-ex-1",
            "procured",
            "2026-03-20",
        ]],
    );
    check(
        "suppliers",
        &[&[
            "5566778899",
            "Exempel Bygg AB",
            "5566778899",
            "Storgatan 1",
            "123 45",
            "Modellstad",
            "010-1",
            "a@exempel.se",
        ]],
    );
}

#[test]
fn every_shape_of_the_standard_gives_the_same_rows() {
    let line = one_line(RELEASE);
    let expect = cells(RELEASE, "bids");
    let shapes = [
        ("release, on one line", line.clone()),
        (
            "release package",
            format!(
                "{{\"uri\": \"u\", \"version\": \"1.1\",\n \"releases\": [{RELEASE}],\n \"license\": {{\"a\": [1]}}}}"
            ),
        ),
        ("release package on one line", format!("{{\"uri\":\"u\",\"releases\":[{line}],\"x\":null}}")),
        (
            "record with a compiled release",
            format!("{{\"ocid\": \"ocds-ex-1\", \"releases\": [{{\"url\": \"u\"}}], \"compiledRelease\": {RELEASE}}}"),
        ),
        (
            "record package",
            format!(
                "{{\"uri\": \"u\", \"records\": [\n{{\"ocid\": \"ocds-ex-1\", \"compiledRelease\": {RELEASE}}}], \"packages\": [\"p\"]}}"
            ),
        ),
        (
            "record with its releases",
            format!("{{\"records\": [{{\"ocid\": \"ocds-ex-1\", \"releases\": [{RELEASE}]}}]}}"),
        ),
        ("list of releases", format!("[\n{RELEASE}\n]\n")),
        ("list of packages", format!("[{{\"releases\": [{line}]}}]")),
        ("with a byte order mark", format!("\u{feff}{RELEASE}")),
        ("the same release twice", format!("{line}\n{line}\n")),
    ];
    for (shape, text) in shapes {
        assert_eq!(cells(&text, "bids"), expect, "{shape}");
    }
    let (rows, rejects) = table(&format!("{{\"releases\": [{line}]}}\n\n"), "a.jsonl", "bids");
    assert_eq!((rows.len(), rejects), (2, Vec::new()), "packages as lines");
}

#[test]
fn releases_of_one_process_are_compiled_by_date_wherever_they_stand() {
    let lines = [
        r#"{"ocid": "o1", "date": "2026-03-01T00:00:00Z", "tag": ["award"], "awards": [{"id": 1, "status": "active", "date": "2026-03-01", "suppliers": [{"id": "212000-0142", "name": "Ett"}]}]}"#,
        r#"{"ocid": "o2", "date": "2026-01-01T00:00:00Z", "tender": {"title": "Två", "procurementMethod": "limited"}}"#,
        r#"{"ocid": "o1", "date": "2026-01-01T00:00:00Z", "tag": ["tender"], "tender": {"title": "Ett", "procurementMethod": "open", "status": "active"}}"#,
        r#"{"ocid": "o1", "date": "2026-02-01T00:00:00Z", "tag": ["tenderUpdate"], "tender": {"title": "Ett, ändrad", "status": "complete"}}"#,
    ];
    let (rows, rejects) = table(&lines.join("\n"), "a.jsonl", "tenders");
    assert_eq!(rejects, []);
    let short = |row: &Row| (row.0, row.1[0].clone(), row.1[1].clone(), row.1[4].clone(), row.1[8].clone());
    let owned = |line, a: &str, b: &str, c: &str, d: &str| (line, a.into(), b.into(), c.into(), d.into());
    assert_eq!(
        rows.iter().map(short).collect::<Vec<_>>(),
        [owned(2, "o2", "Två", "without_notice", ""), owned(1, "o1", "Ett, ändrad", "open", "2026-03-01")]
    );
}

#[test]
fn a_line_that_was_cut_is_one_reject_and_the_others_work() {
    let line = one_line(RELEASE);
    let other = line.replace("ocds-ex-1", "ocds-ex-2");
    let text = format!("{}\n{other}\nskräp\n\n{{\"id\": \"utan\", \"tender\": {{}}}}\n", line.get(..700).unwrap());
    for name in ["a.jsonl", "a.json"] {
        let (rows, rejects) = table(&text, name, "awards");
        assert_eq!(rows.iter().map(|row| (row.0, row.1[0].as_str())).collect::<Vec<_>>(), [(2, "ocds-ex-2")]);
        assert_eq!(rejects.iter().map(|reject| reject.line).collect::<Vec<_>>(), [1, 3, 5], "{rejects:?}");
        assert_eq!(
            rejects[0].reason,
            "Posten på rad 1 tar slut mitt i (rad 1, tecken 700). Rätta posten eller hämta filen på nytt."
        );
        assert!(rejects[0].value.starts_with("{\"ocid\": \"ocds-ex-1\""));
        assert!(rejects[1].reason.contains("är inte giltig JSON (rad 3, tecken 1)"), "{rejects:?}");
        assert!(rejects[2].reason.contains("saknar ocid"), "{rejects:?}");
    }
}

#[test]
fn a_package_that_was_cut_gives_the_releases_before_the_cut() {
    let other = RELEASE.replace("ocds-ex-1", "ocds-ex-2");
    let whole = format!("{{\"uri\": \"u\",\n\"releases\": [{RELEASE}, {other}]}}");
    let (rows, rejects) = table(whole.get(..whole.len() - 40).unwrap(), "a.json", "awards");
    assert_eq!(rows.len(), 1);
    assert_eq!(rejects.len(), 1);
    assert!(rejects[0].reason.contains("avslutas inte: filen är troligen avkortad"), "{rejects:?}");
    let (rows, rejects) = table(whole.get(..whole.len() - 2).unwrap(), "a.json", "awards");
    assert_eq!((rows.len(), rejects.len()), (2, 1));
    assert!(rejects[0].reason.contains("filen tar slut innan dess lista är avslutad"), "{rejects:?}");
    let broken = format!("{{\n\"releases\": [{{\"ocid\": \"a\", \"tender\": {{,}}}}, 17, {RELEASE}]}}");
    let (rows, rejects) = table(&broken, "a.json", "awards");
    assert_eq!((rows.len(), rejects.len()), (1, 2), "{rejects:?}");
    assert!(rejects[1].reason.contains("är inget objekt"), "{rejects:?}");
}

#[test]
fn linked_releases_say_what_to_ask_for() {
    let text = r#"{"records": [{"ocid": "a", "releases": [{"url": "https://exempel.se/1.json", "date": "d"}]}]}"#;
    let (rows, rejects) = table(text, "a.json", "tenders");
    assert_eq!(rows, []);
    assert!(rejects[0].reason.contains("har bara länkar till sina releaser"), "{rejects:?}");
}

#[test]
fn a_foreign_currency_and_a_shared_amount_are_left_out_and_told() {
    let mut bench = Bench::new("awards");
    bench.source(
        "releases.jsonl",
        "{\"ocid\": \"a\", \"awards\": [{\"id\": 1, \"value\": {\"amount\": 5, \"currency\": \"EUR\"}, \"suppliers\": [{\"id\": \"212000-0142\"}]}, \
         {\"id\": 2, \"value\": {\"amount\": 7, \"currency\": \"SEK\"}, \"suppliers\": [{\"id\": \"212000-0142\"}, {\"id\": \"556677-8899\"}]}, \
         {\"id\": 3, \"status\": \"cancelled\", \"suppliers\": [{\"id\": \"212000-0142\"}]}, \
         {\"id\": 4, \"value\": {\"amount\": 1234.567}, \"suppliers\": [{\"name\": \"Utan nummer\"}]}]}\n",
    );
    let report = bench.import().unwrap();
    assert_eq!((report.rows, report.accepted, report.rejected), (4, 3, 1));
    assert_eq!(
        report.warnings,
        [
            "`releases.jsonl`: 1 belopp i EUR är utelämnade: registret räknar i kronor",
            "`releases.jsonl`: 1 belopp som gäller flera leverantörer gemensamt är utelämnade: de går inte att fördela",
            "`releases.jsonl`: 1 tilldelningar som återtagits eller inte blev av är inte inlästa",
        ]
    );
    assert_eq!(column(&bench.rows(), "amount"), ["", "", ""]);
    let rejects = bench.rejects(&report);
    assert_eq!(rejects[0][..3], ["releases.jsonl", "1", "org_no"]);
    assert!(rejects[0][4].contains("Organisationsnummer saknas"), "{rejects:?}");
}

#[test]
fn bids_are_left_out_where_more_came_in_than_are_named() {
    let told = |tender: &str, bids: &str| {
        let text =
            format!("{{\"ocid\": \"a\", \"tender\": {{\"tenderers\": [{{\"id\": \"212000-0142\"}}]{tender}}}{bids}}}");
        table(
            &format!("{{\"ocid\": \"b\", \"tender\": {{\"tenderers\": [{{\"id\": \"x\"}}]}}}}\n{text}"),
            "a.jsonl",
            "bids",
        )
        .0
        .len()
            - 1
    };
    assert_eq!(told("", ""), 1);
    assert_eq!(told(", \"numberOfTenderers\": 1", ""), 1);
    assert_eq!(told(", \"numberOfTenderers\": 3", ""), 0);
    let bids = |count: u8| {
        format!(
            ", \"bids\": {{\"statistics\": [{{\"id\": 1, \"measure\": \"bids\", \"value\": {count}}}], \
             \"details\": [{{\"id\": 1, \"status\": \"valid\", \"tenderers\": [{{\"id\": \"212000-0142\"}}]}}]}}"
        )
    };
    assert_eq!((told("", &bids(1)), told("", &bids(2))), (1, 0));
}

#[test]
fn another_register_is_refused_with_those_that_the_file_holds() {
    let mut bench = Bench::new("ledger");
    bench.source("avtal.json", RELEASE);
    assert_eq!(
        bench.import().unwrap_err().to_string(),
        "`avtal.json` är inte registret `ledger`, utan hör till `tenders`, `bids`, `awards`, `contracts`, `suppliers`: \
         läs in den dit"
    );
    bench.request.register = "bids".to_owned();
    bench.source("tom.json", r#"{"releases": [{"ocid": "a", "tender": {"title": "t"}}]}"#);
    assert_eq!(
        bench.import().unwrap_err().to_string(),
        "`tom.json` har inga rader att läsa (OCDS med 1 poster, men inga anbud och inga anbudsgivare i dem)"
    );
}

#[test]
fn a_file_and_a_zip_of_it_become_the_same_rows_however_often_they_are_read() {
    let text: String = (0..3000).fold(String::new(), |mut text, number| {
        let _infallible = writeln!(text, "{}", one_line(RELEASE).replace("ocds-ex-1", &format!("o-{}", number % 2900)));
        text
    });
    let mut bench = Bench::new("bids");
    bench.source("a.jsonl", &text);
    let report = bench.import().unwrap();
    assert_eq!((report.accepted, report.rejected), (5800, 0));
    let rows = bench.rows();
    bench.request.threads = 4;
    assert!(bench.import().unwrap().unchanged);
    let mut packed = Bench::new("bids");
    packed.source("a.zip", zip_of(&[("a.jsonl", text.as_bytes())]));
    packed.import().unwrap();
    for name in ["procurement_id", "bidder_org_no", "price"] {
        assert_eq!(column(&rows, name), column(&packed.rows(), name));
    }
}

#[test]
fn json_is_ocds_only_when_it_says_so() {
    let check = |name: &str, text: &str, expect: bool| {
        let (_folder, files) = walk_bytes(name, text.as_bytes());
        assert_eq!(files[0].kind == FileKind::Ocds, expect, "{name}: {files:?}");
    };
    check("a.json", RELEASE, true);
    check("a", "[{\"tender\": {\"id\": 1}}]", true);
    check("a.json", "{\"a\": 1}", false);
    check("a.geojson", "{\"type\": \"FeatureCollection\"}", false);
}

#[test]
fn the_real_releases_of_several_publishers_are_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/ocds/releases.jsonl");
    if !path.is_file() {
        println!("not run: {} is not there", path.display());
        return;
    }
    let read = |register: &str| {
        let mut bench = Bench::new(register);
        bench.request.sources = vec![path.clone()];
        let report = bench.import().unwrap();
        assert_eq!(report.rows, report.accepted + report.rejected, "{register}");
        assert_eq!(report.failed, []);
        (report.rows, report.rejected)
    };
    let registers = ["tenders", "bids", "awards", "contracts", "suppliers"];
    assert_eq!(registers.map(read), [(276, 11), (141, 0), (218, 12), (229, 27), (183, 0)]);
}

proptest! {
    #[test]
    fn ocds_never_panics_and_loses_no_line(lines in prop::collection::vec(
        prop::sample::select(vec![
            "{\"ocid\": \"a\", \"tender\": {\"title\": \"t\"}}", "{\"ocid\": \"a\", \"date\": \"2026-01-01\", \"tender\": {}}",
            "{\"ocid\": \"b\", \"tender\": null}", "{\"ocid\": 1, \"tender\": []}", "{", "}", "[", "]", "\"", "{\"ocid\": \"c\", \"tender\": {",
            "{\"releases\": [{\"ocid\": \"d\", \"tender\": {}}]}", "{\"records\": {}}", "nul", "{\"tender\": {\"a\": \"\\\"}", "7", ",", "",
        ]), 0..30)) {
        let posts = lines.iter().filter(|line| !matches!(**line, "" | ",")).count();
        let text = format!("{{\"ocid\": \"z\", \"tender\": {{}}}}\n{}\n", lines.join("\n"));
        let (rows, rejects) = table(&text, "a.jsonl", "tenders");
        prop_assert!(rejects.len() <= posts);
        prop_assert!(rows.iter().any(|row| row.1[0] == "z"));
        let lines: Vec<u64> = rejects.iter().map(|reject| reject.line).collect();
        let mut sorted = lines.clone();
        sorted.dedup();
        prop_assert_eq!(lines, sorted, "one reject a line");
    }

    #[test]
    fn a_changed_byte_never_breaks_the_reader(at in 0_usize..3000, byte in any::<u8>(), cut in 0_usize..3000, is_list in any::<bool>()) {
        let mut bytes = if is_list { format!("[{RELEASE},\n{RELEASE}]") } else { format!("{}\n{RELEASE}", one_line(RELEASE)) }.into_bytes();
        let place = at % bytes.len();
        bytes[place] = byte;
        let length = bytes.len();
        bytes.truncate(length - cut % length);
        for mut table in ocds::open("a.json", bytes) {
            while let Ok(Some(_)) = table.next_chunk() {}
        }
    }
}
