//! The Swedish rules of Peppol BIS Billing 3, SE-R-001 to SE-R-013.
//!
//! Source: `PEPPOL-EN16931-UBL.sch` of OpenPEPPOL. What is fatal there makes an invoice that the network should never have
//! let through: here it is held. The rest are warnings.

use ids::{luhn_ok, org_no_ok};

use super::{Document, Node};

/// A rule.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) id: &'static str,
    /// Whether the invoice is invalid.
    pub(super) is_fatal: bool,
    /// What must be, and is not.
    pub(super) text: &'static str,
}

/// A rule and what broke it.
#[derive(Debug)]
pub(super) struct Broken {
    pub(super) rule: &'static Rule,
    pub(super) value: String,
}

const fn fatal(id: &'static str, text: &'static str) -> Rule {
    Rule { id, is_fatal: true, text }
}

const fn warning(id: &'static str, text: &'static str) -> Rule {
    Rule { id, is_fatal: false, text }
}

/// In order of their numbers.
pub(super) const RULES: [Rule; 13] = [
    fatal("SE-R-001", "ett svenskt momsregistreringsnummer ska ha 14 tecken: SE och tolv siffror"),
    fatal("SE-R-002", "ett svenskt momsregistreringsnummer ska ha tolv siffror efter SE"),
    warning("SE-R-003", "ett svenskt organisationsnummer ska bara ha siffror, utan bindestreck"),
    warning("SE-R-004", "ett svenskt organisationsnummer ska ha tio siffror"),
    fatal("SE-R-005", "säljarens skatteuppgift ska lyda »Godkänd för F-skatt«"),
    fatal("SE-R-006", "en svensk leverantör kan bara ha momssatserna 25, 12 eller 6 procent"),
    warning("SE-R-007", "ett plusgironummer ska bara ha siffror"),
    warning("SE-R-008", "ett bankgironummer ska bara ha siffror"),
    warning("SE-R-009", "ett bankgironummer ska ha 7 eller 8 siffror"),
    warning("SE-R-010", "ett plusgironummer ska ha 2 till 8 siffror"),
    warning(
        "SE-R-011",
        "bankgiro och plusgiro ska anges med betalningssätt 30 och SE:BANKGIRO eller SE:PLUSGIRO, inte 50 eller 56",
    ),
    warning("SE-R-012", "betalning mellan svenska parter ska anges med betalningssätt 30, inte 31"),
    warning("SE-R-013", "organisationsnumret har fel kontrollsiffra"),
];

const PARTY: &str = "/AccountingSupplierParty/Party/PartyTaxScheme/CompanyID";
const SCHEME: &str = "/AccountingSupplierParty/Party/PartyTaxScheme/TaxScheme/ID";
const COMPANY: &str = "/AccountingSupplierParty/Party/PartyLegalEntity/CompanyID";
const MEANS: &str = "/PaymentMeans/PaymentMeansCode";

/// Every rule that a document breaks, in order of their numbers. They concern Swedish suppliers only.
pub(super) fn broken(document: &Document) -> Vec<Broken> {
    if country(document, "Supplier") != "SE" {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut add = |number: usize, value: &str| {
        if let Some(rule) = number.checked_sub(1).and_then(|at| RULES.get(at)) {
            found.push(Broken { rule, value: value.to_owned() });
        }
    };
    tax(document, &mut add);
    company(document, &mut add);
    means(document, &mut add);
    found.sort_by(|one, other| (one.rule.id, &one.value).cmp(&(other.rule.id, &other.value)));
    found.dedup_by(|one, other| one.rule.id == other.rule.id && one.value == other.value);
    found
}

fn country<'d>(document: &'d Document, party: &str) -> &'d str {
    let path = format!("/Accounting{party}Party/Party/PostalAddress/Country/IdentificationCode");
    document.nodes.iter().find(|node| node.path == path).map_or("", |node| &node.text)
}

/// VAT number, F-tax and rates: 001, 002, 005 and 006.
fn tax(document: &Document, add: &mut impl FnMut(usize, &str)) {
    let is_vat = |node: &&Node| document.beside(node.group, SCHEME).eq_ignore_ascii_case("VAT");
    let swedish = document.all(PARTY).filter(is_vat).find(|node| node.text.starts_with("SE"));
    if let Some(node) = swedish {
        if node.text.chars().count() != 14 {
            add(1, &node.text);
        }
        let digits: String = node.text.chars().skip(2).take(12).collect();
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            add(2, &node.text);
        }
        for node in document.nodes.iter().filter(|node| node.path.ends_with("TaxCategory/Percent")) {
            let id = node.path.replace("/Percent", "/ID");
            let is_standard = document.beside(node.group, &id) == "S";
            let rate = crate::amount::parse(&node.text);
            if is_standard && !["25", "12", "6"].iter().any(|allowed| rate == crate::amount::parse(allowed)) {
                add(6, &node.text);
            }
        }
    }
    if document.all(COMPANY).next().is_some() {
        for node in document.all(PARTY).filter(|node| !is_vat(node)) {
            let words: Vec<&str> = node.text.split_whitespace().collect();
            if words.join(" ").to_uppercase() != "GODKÄND FÖR F-SKATT" {
                add(5, &node.text);
            }
        }
    }
}

/// The organisation number: 003, 004 and 013.
fn company(document: &Document, add: &mut impl FnMut(usize, &str)) {
    let Some(node) = document.all(COMPANY).next() else { return };
    let number = node.text.as_str();
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        add(3, number);
    }
    if number.chars().count() != 10 {
        add(4, number);
    }
    if !luhn_ok(number) && !org_no_ok(number) {
        add(13, number);
    }
}

/// Means of payment: 007 to 012.
fn means(document: &Document, add: &mut impl FnMut(usize, &str)) {
    for code in document.all(MEANS) {
        let both = country(document, "Customer") == "SE";
        match code.text.as_str() {
            "50" | "56" => add(11, &code.text),
            "31" if both => add(12, &code.text),
            "30" => {
                let account = document.beside(code.group, "/PaymentMeans/PayeeFinancialAccount/ID");
                let branch =
                    document.beside(code.group, "/PaymentMeans/PayeeFinancialAccount/FinancialInstitutionBranch/ID");
                let is_numeric = !account.is_empty() && account.bytes().all(|byte| byte.is_ascii_digit());
                let length = account.chars().count();
                match branch {
                    "SE:BANKGIRO" => {
                        if !is_numeric {
                            add(8, account);
                        }
                        if !(7..=8).contains(&length) {
                            add(9, account);
                        }
                    }
                    "SE:PLUSGIRO" => {
                        if !is_numeric {
                            add(7, account);
                        }
                        if !(2..=8).contains(&length) {
                            add(10, account);
                        }
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
}
