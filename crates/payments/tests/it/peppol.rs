//! Peppol invoices and the Swedish rules.

use payments::{AccountKind, Format, PaymentFile, read};

use crate::common::{account, data, file};

fn changed(edits: &[(&str, &str)]) -> PaymentFile {
    let mut text = String::from_utf8(data("peppol-invoice.xml")).unwrap();
    for (from, to) in edits {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    read("faktura.xml", text.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn an_invoice_is_one_payment() {
    let file = file("peppol-invoice.xml");
    assert_eq!((file.format, file.rejects.len(), file.warnings.len()), (Format::PeppolInvoice, 0, 0));
    let payment = &file.payments[0];
    assert_eq!((payment.id.as_str(), payment.amount_ore), ("F-2041", 1_250_000));
    assert_eq!(payment.account, account(AccountKind::Bankgiro, "50509991"));
    assert_eq!((payment.payee_name.as_str(), payment.payee_org_no.as_str()), ("Exempel Städ AB", "5599001236"));
    assert_eq!(payment.pay_on.to_string(), "2026-03-30");
    assert_eq!(payment.ocr, "260300173");
}

#[test]
fn a_credit_note_is_negative() {
    let file = file("peppol-credit-note.xml");
    assert_eq!((file.format, file.payments[0].amount_ore), (Format::PeppolCreditNote, -1_250_000));
    assert_eq!(file.warnings.len(), 1, "no due date");
}

#[test]
fn every_swedish_rule_can_be_broken() {
    let vat = "<cbc:CompanyID>SE559900123601</cbc:CompanyID>";
    let number = "<cbc:CompanyID schemeID=\"0007\">5599001236</cbc:CompanyID>";
    let of_number = |new: &str| number.replace("5599001236", new);
    let giro = "<cbc:ID>50509991</cbc:ID>";
    let of_giro = |new: &str| giro.replace("50509991", new);
    let code = "<cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>";
    let plusgiro = ("SE:BANKGIRO", "SE:PLUSGIRO");
    let cases = [
        ("SE-R-001", true, vec![(vat, vat.replace("SE5599001236", "SE559900123"))]),
        ("SE-R-002", true, vec![(vat, vat.replace("SE5599001236", "SE55990012X6"))]),
        ("SE-R-003", false, vec![(number, of_number("559900-1236"))]),
        ("SE-R-004", false, vec![(number, of_number("165599001236"))]),
        ("SE-R-005", true, vec![("Godkänd för F-skatt", "Innehar A-skatt".to_owned())]),
        ("SE-R-006", true, vec![("<cbc:Percent>25<", "<cbc:Percent>24<".to_owned())]),
        ("SE-R-007", false, vec![(plusgiro.0, plusgiro.1.to_owned()), (giro, of_giro("48392-5"))]),
        ("SE-R-008", false, vec![(giro, of_giro("5050-999"))]),
        ("SE-R-009", false, vec![(giro, of_giro("505099"))]),
        ("SE-R-010", false, vec![(plusgiro.0, plusgiro.1.to_owned()), (giro, of_giro("1"))]),
        ("SE-R-011", false, vec![(code, code.replace("30", "56"))]),
        ("SE-R-012", false, vec![(code, code.replace("30", "31"))]),
        ("SE-R-013", false, vec![(number, of_number("5599001237"))]),
    ];
    for (rule, is_fatal, edits) in cases {
        let edits: Vec<(&str, &str)> = edits.iter().map(|(from, to)| (*from, to.as_str())).collect();
        let file = changed(&edits);
        let warned = file.warnings.iter().any(|warning| warning.rule == rule);
        let rejected = file.rejects.iter().any(|reject| reject.field == rule && reject.what.contains(rule));
        assert_eq!((rejected, warned), (is_fatal, !is_fatal), "{rule}: {:?} {:?}", file.rejects, file.warnings);
    }
}

#[test]
fn the_rules_concern_swedish_suppliers_only() {
    let file = changed(&[
        ("<cbc:IdentificationCode>SE<", "<cbc:IdentificationCode>NO<"),
        ("<cbc:Percent>25<", "<cbc:Percent>24<"),
    ]);
    assert_eq!((file.payments.len(), file.warnings.len()), (1, 0));
}

#[test]
fn a_second_account_is_warned_of() {
    let more = "<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode><cac:PayeeFinancialAccount>\
                <cbc:ID>SE3550000000054910000003</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans><cac:TaxTotal>";
    let file = changed(&[("<cac:TaxTotal>", more)]);
    assert_eq!(file.payments[0].account.kind, AccountKind::Bankgiro);
    assert!(file.warnings[0].text.contains("SE3550000000054910000003"), "{:?}", file.warnings);
}

#[test]
fn the_envelope_of_the_network_is_opened() {
    let text = String::from_utf8(data("peppol-invoice.xml")).unwrap();
    let body = text.split_once("?>").unwrap().1;
    let envelope = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader";
    let sent = format!(
        "<sh:StandardBusinessDocument xmlns:sh='{envelope}'><sh:StandardBusinessDocumentHeader/>{body}\
         </sh:StandardBusinessDocument>"
    );
    assert_eq!(read("f", sent.as_bytes()).unwrap().payments[0].id, "F-2041");
    let twice = sent.replace("</sh:StandardBusinessDocument>", &format!("{body}</sh:StandardBusinessDocument>"));
    assert!(read("f", twice.as_bytes()).is_err());
}

#[test]
fn an_element_of_a_foreign_namespace_is_not_taken_for_the_amount() {
    let file = changed(&[(
        "<cbc:PayableAmount",
        "<x:PayableAmount xmlns:x='urn:x' currencyID='SEK'>1.00</x:PayableAmount><cbc:PayableAmount",
    )]);
    assert_eq!(file.payments[0].amount_ore, 1_250_000);
}

#[test]
fn an_invoice_without_account_or_with_two_amounts_is_a_reject() {
    let file = changed(&[("<cbc:ID>50509991</cbc:ID>", "<cbc:ID/>")]);
    assert_eq!(file.rejects[0].field, "PayeeFinancialAccount");
    let amount = "<cbc:PayableAmount currencyID=\"SEK\">12500.00</cbc:PayableAmount>";
    let file = changed(&[(amount, &format!("{amount}{amount}"))]);
    assert_eq!(file.rejects[0].field, "LegalMonetaryTotal/PayableAmount");
}
