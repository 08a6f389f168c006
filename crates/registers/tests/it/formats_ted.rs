//! eForms notices become tenders, bids and awards.

use proptest::prelude::*;
use registers::source::{FileKind, RawReject, ted};

use crate::common::{Bench, column};
use crate::formats::{Row, drain, walk_bytes};

const SPACES: &str = "xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\" \
xmlns:ext=\"urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2\" xmlns:cbc=\"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2\" \
xmlns:efac=\"http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1\" xmlns:efext=\"http://data.europa.eu/p27/eforms-ubl-extensions/1\" \
xmlns:efbc=\"http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1\"";

fn organisation(id: &str, name: &str, number: &str) -> String {
    format!(
        "<efac:Organization><efac:Company><cac:PartyIdentification><cbc:ID schemeName=\"organization\">{id}</cbc:ID></cac:PartyIdentification>\
         <cac:PartyName><cbc:Name languageID=\"ENG\">In English</cbc:Name><cbc:Name languageID=\"SWE\">{name}</cbc:Name></cac:PartyName>\
         <cac:PartyLegalEntity><cbc:CompanyID>{number}</cbc:CompanyID></cac:PartyLegalEntity>\
         <cac:Contact><cbc:Name>Eva Exempel</cbc:Name></cac:Contact></efac:Company></efac:Organization>\n"
    )
}

/// A notice with some results, of some kind.
fn notice(kind: &str, code: &str, procedure: &str, result: &str) -> String {
    let organisations = [
        organisation("ORG-0001", "Modellstads kommun", "212000-0142"),
        organisation("ORG-0002", "Exempel Bygg AB", "SE556677889901"),
        organisation("ORG-0003", "Provbolaget AB", "556012-5790"),
        organisation("ORG-0004", "Sample GmbH", "HRB 1234"),
    ];
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{kind} xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:{kind}-2\" {SPACES}>\n\
         <ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>{result}\n<efac:Organizations>{}</efac:Organizations>\
         <efac:Publication><efbc:NoticePublicationID>1</efbc:NoticePublicationID><efbc:PublicationDate>2026-01-12+01:00</efbc:PublicationDate></efac:Publication>\
         </efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>\n\
         <cbc:ID schemeName=\"notice-id\">n-1</cbc:ID><cbc:ContractFolderID>f-1</cbc:ContractFolderID><cbc:IssueDate>2026-01-10+01:00</cbc:IssueDate>\
         <cbc:NoticeTypeCode listName=\"x\">{code}</cbc:NoticeTypeCode>\
         <cac:ContractingParty><cac:Party><cac:PartyIdentification><cbc:ID>ORG-0001</cbc:ID></cac:PartyIdentification></cac:Party></cac:ContractingParty>\
         <cac:TenderingProcess><cbc:ProcedureCode>{procedure}</cbc:ProcedureCode><cac:ProcessJustification><cbc:ProcessReasonCode listName=\"accelerated-procedure\">true</cbc:ProcessReasonCode>\
         <cbc:ProcessReason languageID=\"SWE\">Brådskande</cbc:ProcessReason></cac:ProcessJustification></cac:TenderingProcess>\n\
         <cac:ProcurementProject><cbc:Name languageID=\"ENG\">Snow</cbc:Name><cbc:Name languageID=\"SWE\">Snöröjning &amp; halka</cbc:Name>\
         <cac:RequestedTenderTotal><cbc:EstimatedOverallContractAmount currencyID=\"SEK\">1250000.5</cbc:EstimatedOverallContractAmount></cac:RequestedTenderTotal>\
         <cac:MainCommodityClassification><cbc:ItemClassificationCode listName=\"cpv\">90620000</cbc:ItemClassificationCode></cac:MainCommodityClassification></cac:ProcurementProject>\n\
         {}{}<cac:TenderResult><cbc:AwardDate>2000-01-01Z</cbc:AwardDate></cac:TenderResult></{kind}>\n",
        organisations.concat(),
        lot("LOT-0001", "2026-02-13", "quality"),
        lot("LOT-0002", "2026-02-12", "price"),
    )
}

fn lot(id: &str, due: &str, criterion: &str) -> String {
    format!(
        "<cac:ProcurementProjectLot><cbc:ID>{id}</cbc:ID><cac:TenderingTerms><cac:AwardingTerms><cac:AwardingCriterion><cac:SubordinateAwardingCriterion>\
         <cbc:AwardingCriterionTypeCode>{criterion}</cbc:AwardingCriterionTypeCode></cac:SubordinateAwardingCriterion></cac:AwardingCriterion></cac:AwardingTerms></cac:TenderingTerms>\
         <cac:TenderingProcess><cac:TenderSubmissionDeadlinePeriod><cbc:EndDate>{due}+01:00</cbc:EndDate><cbc:EndTime>23:59:00+01:00</cbc:EndTime></cac:TenderSubmissionDeadlinePeriod></cac:TenderingProcess></cac:ProcurementProjectLot>\n"
    )
}

/// Lot 1 has two named bids of two, lot 2 one named of three, lot 3 no winner.
fn result() -> String {
    let of_lot = |lot: u8, code: &str, tenders: &[u8], count: u8| {
        let refs: String =
            tenders.iter().map(|id| format!("<efac:LotTender><cbc:ID>TEN-{id}</cbc:ID></efac:LotTender>")).collect();
        format!(
            "<efac:LotResult><cbc:TenderResultCode>{code}</cbc:TenderResultCode>{refs}<efac:ReceivedSubmissionsStatistics><efbc:StatisticsCode>t-sme</efbc:StatisticsCode><efbc:StatisticsNumeric>9</efbc:StatisticsNumeric></efac:ReceivedSubmissionsStatistics>\
             <efac:ReceivedSubmissionsStatistics><efbc:StatisticsCode>tenders</efbc:StatisticsCode><efbc:StatisticsNumeric>{count}</efbc:StatisticsNumeric></efac:ReceivedSubmissionsStatistics>\
             <efac:TenderLot><cbc:ID>LOT-000{lot}</cbc:ID></efac:TenderLot></efac:LotResult>\n"
        )
    };
    let tender = |id: u8, lot: u8, amount: &str| {
        format!(
            "<efac:LotTender><cbc:ID>TEN-{id}</cbc:ID><cac:LegalMonetaryTotal><cbc:PayableAmount currencyID=\"SEK\">{amount}</cbc:PayableAmount></cac:LegalMonetaryTotal>\
             <efac:TenderingParty><cbc:ID>TPA-{id}</cbc:ID></efac:TenderingParty><efac:TenderLot><cbc:ID>LOT-000{lot}</cbc:ID></efac:TenderLot></efac:LotTender>\n"
        )
    };
    let party = |id: u8, members: &[u8]| {
        let members: String =
            members.iter().map(|id| format!("<efac:Tenderer><cbc:ID>ORG-000{id}</cbc:ID></efac:Tenderer>")).collect();
        format!("<efac:TenderingParty><cbc:ID>TPA-{id}</cbc:ID>{members}</efac:TenderingParty>")
    };
    let contract = |id: u8, tender: u8, day: &str| {
        format!(
            "<efac:SettledContract><cbc:ID>CON-{id}</cbc:ID>{day}<efac:ContractReference><cbc:ID>A {id}</cbc:ID></efac:ContractReference>\
             <efac:LotTender><cbc:ID>TEN-{tender}</cbc:ID></efac:LotTender></efac:SettledContract>\n"
        )
    };
    [
        "<efac:NoticeResult>".to_owned(),
        of_lot(1, "selec-w", &[1, 2], 2),
        of_lot(2, "selec-w", &[3], 3),
        of_lot(3, "clos-nw", &[], 0),
        tender(1, 1, "1200000"),
        tender(2, 1, "900000"),
        tender(3, 2, "5000"),
        contract(
            1,
            1,
            "<cbc:AwardDate>2026-03-01+01:00</cbc:AwardDate><cbc:IssueDate>2026-03-20+01:00</cbc:IssueDate>",
        ),
        contract(2, 3, "<cbc:IssueDate>2026-03-21+01:00</cbc:IssueDate>"),
        party(1, &[2]),
        party(2, &[3]),
        party(3, &[3, 4]),
        "</efac:NoticeResult>".to_owned(),
    ]
    .concat()
}

fn table(text: &str, register: &str) -> (Vec<Row>, Vec<RawReject>) {
    let mut tables = ted::open("annons.xml", text.as_bytes().to_vec());
    drain(tables.iter_mut().find(|table| table.register() == Some(register)).unwrap().as_mut())
}

fn cells(text: &str, register: &str) -> Vec<Vec<String>> {
    let (rows, rejects) = table(text, register);
    assert_eq!(rejects, []);
    rows.into_iter().map(|(_, cells)| cells).collect()
}

#[test]
fn a_contract_notice_is_a_tender() {
    let text = notice("ContractNotice", "cn-standard", "restricted", "");
    let expect = [
        "f-1",
        "Snöröjning & halka",
        "Modellstads kommun",
        "90620000",
        "selective",
        "2026-01-12",
        "2026-02-12T23:59:00+01:00",
        "1250000.5",
        "Eva Exempel",
        "price+quality",
        "Brådskande",
    ];
    assert_eq!(cells(&text, "tenders"), [expect]);
    assert_eq!(cells(&notice("ContractNotice", "cn-social", "", ""), "tenders")[0][4], "cn-social");
    let mut bench = Bench::new("tenders");
    bench.source("annons.xml", &text);
    let report = bench.import().unwrap();
    assert_eq!((report.accepted, report.rejected), (1, 0));
    assert_eq!(column(&bench.rows(), "bids_due_at"), ["2026-02-12T23:59:00"]);
    assert_eq!(column(&bench.rows(), "estimated_value"), ["1250000.50"]);
}

#[test]
fn an_award_notice_tells_its_winners_and_the_bids_where_all_are_named() {
    let text = notice("ContractAwardNotice", "can-standard", "open", &result());
    let expect: [[&str; 7]; 3] = [
        ["f-1", "5566778899", "Exempel Bygg AB", "1200000", "2026-03-01", "A 1", "LOT-0001"],
        ["f-1", "5560125790", "Provbolaget AB", "", "2026-03-21", "A 2", "LOT-0002"],
        ["f-1", "HRB 1234", "Sample GmbH", "", "2026-03-21", "A 2", "LOT-0002"],
    ];
    assert_eq!(cells(&text, "awards"), expect);
    let expect: [[&str; 7]; 2] = [
        ["f-1", "5566778899", "Exempel Bygg AB", "1200000", "valid", "LOT-0001", "SEK"],
        ["f-1", "5560125790", "Provbolaget AB", "900000", "valid", "LOT-0001", "SEK"],
    ];
    assert_eq!(cells(&text, "bids"), expect);
    let mut bench = Bench::new("bids");
    bench.source("annons.xml", &text);
    assert_eq!(
        bench.import().unwrap().warnings,
        ["`annons.xml`: 1 delar av upphandlingar saknar anbud: annonsen namnger inte alla som lämnat anbud"]
    );
}

#[test]
fn a_procedure_without_a_call_is_known_by_its_award_and_a_secret_amount_is_left_out() {
    let secret = result().replace("1200000", "-1");
    let text = notice("ContractAwardNotice", "can-standard", "neg-wo-call", &secret);
    assert_eq!(cells(&text, "tenders")[0][4], "without_notice");
    let mut bench = Bench::new("awards");
    bench.source("annons.xml", &text);
    let report = bench.import().unwrap();
    assert!(report.warnings[0].contains("belopp som annonsen håller hemliga är utelämnade"), "{report:?}");
    assert_eq!((report.rows, report.rejected), (3, 0));
}

#[test]
fn notices_of_a_folder_that_do_not_feed_the_register_are_skipped() {
    let mut bench = Bench::new("awards");
    bench.source("annonser/1.xml", notice("ContractNotice", "cn-standard", "open", ""));
    bench.source("annonser/2.xml", notice("ContractAwardNotice", "can-standard", "open", &result()));
    bench.source("annonser/3.xml", notice("ContractAwardNotice", "can-modif", "open", &result()));
    bench.source("annonser/lon.xml", "<paxml><personal><person/></personal></paxml>");
    bench.request.sources = vec![bench.path("annonser")];
    let report = bench.import().unwrap();
    assert_eq!((report.accepted, report.failed.len(), report.is_clean()), (3, 0, true));
    let skipped: Vec<_> = report.skipped.iter().map(|note| note.name.as_str()).collect();
    assert_eq!(skipped, ["annonser/1.xml", "annonser/3.xml", "annonser/lon.xml"]);
    assert!(report.skipped[0].reason.contains("TED-annons utan tilldelning"), "{report:?}");
    bench.request.sources = vec![bench.path("annonser/1.xml")];
    let refused = bench.import().unwrap_err().to_string();
    assert_eq!(refused, "`1.xml` har inga rader att läsa (TED-annons utan tilldelning)");
}

#[test]
fn a_winner_without_a_number_is_a_reject_and_the_old_format_says_what_to_do() {
    let nameless = result().replace("<efac:Tenderer><cbc:ID>ORG-0002</cbc:ID></efac:Tenderer>", "");
    let mut bench = Bench::new("awards");
    bench.source("annons.xml", notice("ContractAwardNotice", "can-standard", "open", &nameless));
    let report = bench.import().unwrap();
    assert_eq!((report.rows, report.rejected), (3, 1));
    assert_eq!(bench.rejects(&report)[0][..3], ["annons.xml", "6", "org_no"]);
    let (_folder, files) = walk_bytes("a.xml", b"<TED_EXPORT xmlns='x'/>");
    assert!(files[0].kind.reason().is_some_and(|reason| reason.contains("äldre format")), "{files:?}");
    let (_folder, files) = walk_bytes("a", notice("PriorInformationNotice", "pin-only", "open", "").as_bytes());
    assert_eq!(files[0].kind, FileKind::Ted);
}

proptest! {
    #[test]
    fn a_changed_or_cut_notice_never_breaks_the_reader(at in 0_usize..20_000, byte in any::<u8>(), cut in 0_usize..20_000, keep in any::<bool>()) {
        let mut bytes = notice("ContractAwardNotice", "can-standard", "neg-wo-call", &result()).into_bytes();
        let length = bytes.len();
        bytes[at % length] = byte;
        if !keep {
            bytes.truncate(length - cut % length);
        }
        for mut table in ted::open("a.xml", bytes) {
            while let Ok(Some(_)) = table.next_chunk() {}
        }
    }

    #[test]
    fn any_parts_in_any_order_are_read(parts in prop::collection::vec(prop::sample::select(vec![
        "<efac:LotResult>", "</efac:LotResult>", "<efac:LotTender>", "</efac:LotTender>", "<cbc:ID>TEN-1</cbc:ID>", "<cbc:ID>LOT-1</cbc:ID>",
        "<efac:TenderLot>", "</efac:TenderLot>", "<efac:SettledContract>", "</efac:SettledContract>", "<cbc:TenderResultCode>selec-w</cbc:TenderResultCode>",
        "<efac:TenderingParty>", "</efac:TenderingParty>", "<efac:Tenderer>", "</efac:Tenderer>",
    ]), 0..40)) {
        let text = notice("ContractAwardNotice", "can-standard", "open", &format!("<efac:NoticeResult>{}</efac:NoticeResult>", parts.concat()));
        for mut table in ted::open("a.xml", text.into_bytes()) {
            while let Ok(Some(_)) = table.next_chunk() {}
        }
    }
}
