//! Files that must not be read at all, each with a message for the person who holds it.

use payments::{FileFault, read};

use crate::common::data;

fn refused(bytes: &[u8]) -> FileFault {
    let error = read("fil", bytes).unwrap_err();
    assert!(error.to_string().starts_with("`fil` läses inte: "), "{error}");
    error.fault
}

#[test]
fn entity_bombs_and_external_entities_are_refused_by_their_document_type() {
    assert_eq!(refused(&data("bad-bomb.xml")), FileFault::Doctype { line: 2 });
    assert_eq!(refused(&data("bad-external.xml")), FileFault::Doctype { line: 2 });
}

#[test]
fn an_encoding_that_lies_is_refused() {
    assert!(matches!(refused(&data("bad-encoding.xml")), FileFault::Encoding { .. }));
}

#[test]
fn sums_that_disagree_refuse_the_whole_file() {
    let fault = refused(&data("bad-sum.xml")).to_string();
    assert!(fault.contains("CtrlSum säger 61250.60 men betalningarna ger 61250.50"), "{fault}");
    let text = String::from_utf8(data("pain03-bgnr.xml")).unwrap();
    let fault = refused(text.replace("<NbOfTxs>4<", "<NbOfTxs>3<").as_bytes()).to_string();
    assert!(fault.starts_with("betalningsgrupp 1 (PmtInf): NbOfTxs säger 3"), "{fault}");
    let cut = text.find("    <PmtInf>\n      <PmtInfId>LEV-0309").unwrap();
    assert!(matches!(refused(&text.as_bytes()[..cut]), FileFault::Xml { .. }));
}

#[test]
fn elements_of_another_namespace_are_refused() {
    let text = String::from_utf8(data("pain03-bgnr.xml")).unwrap();
    let foreign = text.replacen("<CdtTrfTxInf>", "<x:Mer xmlns:x='urn:x'/><CdtTrfTxInf>", 1);
    assert_eq!(refused(foreign.as_bytes()), FileFault::Namespace { line: 25, element: "Mer".to_owned() });
    let later = text.replace(".001.001.03", ".001.001.12");
    assert!(matches!(refused(later.as_bytes()), FileFault::UnknownFormat { .. }));
}

#[test]
fn what_holds_for_a_group_stands_once_and_before_its_payments() {
    let text = String::from_utf8(data("pain03-bgnr.xml")).unwrap();
    let late = text.replacen("    </PmtInf>", "<ReqdExctnDt>2026-04-01</ReqdExctnDt></PmtInf>", 1);
    assert!(matches!(refused(late.as_bytes()), FileFault::Structure { .. }));
    for element in ["<PmtMtd>TRF</PmtMtd>", "<ReqdExctnDt>2026-03-02</ReqdExctnDt>", "<NbOfTxs>4</NbOfTxs>"] {
        let twice = text.replacen(element, &format!("{element}{element}"), 1);
        assert!(matches!(refused(twice.as_bytes()), FileFault::Structure { .. }), "{element}");
    }
}

#[test]
fn a_payment_in_a_place_where_none_belongs_is_refused() {
    let text = String::from_utf8(data("pain03-bgnr.xml")).unwrap();
    for (from, to) in [
        ("</InitgPty>", "</InitgPty><CdtTrfTxInf/>"),
        ("<Cdtr><Nm>P", "<CdtTrfTxInf/><Cdtr><Nm>P"),
        ("</PmtMtd>", "</PmtMtd><PmtInf/>"),
    ] {
        let bytes = text.replacen(from, to, 1);
        assert!(refused(bytes.as_bytes()).to_string().contains("på fel plats"), "{to}");
    }
}

#[test]
fn what_is_no_payment_file_is_named_as_such() {
    assert_eq!(refused(b""), FileFault::Empty);
    let unknown: [&[u8]; 4] = [b"<a/>", b"hej", b"a;b;c\n1;2;3\n", b"%PDF-1.4 ..."];
    for bytes in unknown {
        assert!(matches!(refused(bytes), FileFault::UnknownFormat { .. }), "{bytes:?}");
    }
    assert!(matches!(refused(b"PK\x03\x04\0\0"), FileFault::Encoding { .. }));
}
