//! Invoices of Peppol BIS Billing 3, as Swedish suppliers send them.

use super::due::{Account, Due};
use super::{Payer, dashed, escape, sum};
use crate::numbers;
use crate::trades::trade_of;
use crate::world::World;
use std::fmt::Write as _;

const NAMES: &str = "xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\" xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\" xmlns:cbc=\"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2\"";

/// An invoice to the municipality.
pub(super) fn invoice(world: &World, payer: &Payer, due: &Due) -> String {
    let Some(supplier) = world.suppliers.get(due.supplier) else { return String::new() };
    let kind = trade_of(supplier.trade);
    let mut out = String::with_capacity(6_000);
    let _ = write!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Invoice {NAMES}>\n  <cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0</cbc:CustomizationID>\n  <cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>\n  <cbc:ID>{}</cbc:ID>\n  <cbc:IssueDate>{}</cbc:IssueDate>\n  <cbc:DueDate>{}</cbc:DueDate>\n  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>\n  <cbc:DocumentCurrencyCode>SEK</cbc:DocumentCurrencyCode>\n  <cbc:BuyerReference>{}</cbc:BuyerReference>\n",
        escape(&due.number),
        dashed(due.dated),
        dashed(super::pay_on(world)),
        escape(world.unit_name(supplier.units.first().copied().unwrap_or_default())),
    );
    seller(&mut out, (&supplier.name, &supplier.org), [&supplier.street, &supplier.postal, &supplier.city]);
    buyer(&mut out, payer);
    means(&mut out, due);
    totals(&mut out, due, kind.vat);
    line(&mut out, due, kind.vat);
    out.push_str("</Invoice>\n");
    out
}

fn address([street, postal, city]: [&str; 3]) -> String {
    format!(
        "      <cac:PostalAddress>\n        <cbc:StreetName>{}</cbc:StreetName>\n        <cbc:CityName>{}</cbc:CityName>\n        <cbc:PostalZone>{}</cbc:PostalZone>\n        <cac:Country><cbc:IdentificationCode>SE</cbc:IdentificationCode></cac:Country>\n      </cac:PostalAddress>\n",
        escape(street),
        escape(city),
        escape(postal),
    )
}

fn seller(out: &mut String, (name, org): (&str, &str), place: [&str; 3]) {
    let name = escape(name);
    let _ = write!(
        out,
        "  <cac:AccountingSupplierParty>\n    <cac:Party>\n      <cbc:EndpointID schemeID=\"0007\">{org}</cbc:EndpointID>\n      <cac:PartyName><cbc:Name>{name}</cbc:Name></cac:PartyName>\n{address}      <cac:PartyTaxScheme>\n        <cbc:CompanyID>{vat}</cbc:CompanyID>\n        <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>\n      </cac:PartyTaxScheme>\n      <cac:PartyTaxScheme>\n        <cbc:CompanyID>GODKÄND FÖR F-SKATT</cbc:CompanyID>\n        <cac:TaxScheme><cbc:ID>TAX</cbc:ID></cac:TaxScheme>\n      </cac:PartyTaxScheme>\n      <cac:PartyLegalEntity>\n        <cbc:RegistrationName>{name}</cbc:RegistrationName>\n        <cbc:CompanyID schemeID=\"0007\">{org}</cbc:CompanyID>\n      </cac:PartyLegalEntity>\n    </cac:Party>\n  </cac:AccountingSupplierParty>\n",
        address = address(place),
        vat = numbers::vat(org),
    );
}

fn buyer(out: &mut String, payer: &Payer) {
    let _ = write!(
        out,
        "  <cac:AccountingCustomerParty>\n    <cac:Party>\n      <cbc:EndpointID schemeID=\"0007\">{org}</cbc:EndpointID>\n      <cac:PartyName><cbc:Name>{name}</cbc:Name></cac:PartyName>\n{address}      <cac:PartyLegalEntity>\n        <cbc:RegistrationName>{name}</cbc:RegistrationName>\n        <cbc:CompanyID schemeID=\"0007\">{org}</cbc:CompanyID>\n      </cac:PartyLegalEntity>\n    </cac:Party>\n  </cac:AccountingCustomerParty>\n",
        org = payer.org,
        name = payer.name,
        address = address(["Stadshusgatan 1", "820 00", "Lindåker"]),
    );
}

fn means(out: &mut String, due: &Due) {
    let (number, branch) = match &due.account {
        Account::Bankgiro(digits) => (digits, "SE:BANKGIRO"),
        Account::Plusgiro(digits) => (digits, "SE:PLUSGIRO"),
        Account::Bank(digits) | Account::Iban(digits) => (digits, ""),
    };
    let branch = if branch.is_empty() {
        String::new()
    } else {
        format!("<cac:FinancialInstitutionBranch><cbc:ID>{branch}</cbc:ID></cac:FinancialInstitutionBranch>")
    };
    let reference = if due.ocr.is_empty() { &due.number } else { &due.ocr };
    let _ = write!(
        out,
        "  <cac:PaymentMeans>\n    <cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>\n    <cbc:PaymentID>{}</cbc:PaymentID>\n    <cac:PayeeFinancialAccount><cbc:ID>{number}</cbc:ID>{branch}</cac:PayeeFinancialAccount>\n  </cac:PaymentMeans>\n",
        escape(reference),
    );
}

/// The category of VAT with its rate.
fn category(rate: i64) -> String {
    let code = if rate > 0 { "S" } else { "E" };
    format!("<cbc:ID>{code}</cbc:ID><cbc:Percent>{rate}</cbc:Percent>")
}

fn totals(out: &mut String, due: &Due, rate: i64) {
    let (net, vat, gross) = (sum(due.net), sum(due.vat), sum(due.gross()));
    let exempt =
        if rate > 0 { "" } else { "<cbc:TaxExemptionReason>Omsorg undantagen från moms</cbc:TaxExemptionReason>" };
    let _ = write!(
        out,
        "  <cac:TaxTotal>\n    <cbc:TaxAmount currencyID=\"SEK\">{vat}</cbc:TaxAmount>\n    <cac:TaxSubtotal>\n      <cbc:TaxableAmount currencyID=\"SEK\">{net}</cbc:TaxableAmount>\n      <cbc:TaxAmount currencyID=\"SEK\">{vat}</cbc:TaxAmount>\n      <cac:TaxCategory>{category}{exempt}<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory>\n    </cac:TaxSubtotal>\n  </cac:TaxTotal>\n  <cac:LegalMonetaryTotal>\n    <cbc:LineExtensionAmount currencyID=\"SEK\">{net}</cbc:LineExtensionAmount>\n    <cbc:TaxExclusiveAmount currencyID=\"SEK\">{net}</cbc:TaxExclusiveAmount>\n    <cbc:TaxInclusiveAmount currencyID=\"SEK\">{gross}</cbc:TaxInclusiveAmount>\n    <cbc:PayableAmount currencyID=\"SEK\">{gross}</cbc:PayableAmount>\n  </cac:LegalMonetaryTotal>\n",
        category = category(rate),
    );
}

fn line(out: &mut String, due: &Due, rate: i64) {
    let net = sum(due.net);
    let _ = write!(
        out,
        "  <cac:InvoiceLine>\n    <cbc:ID>1</cbc:ID>\n    <cbc:InvoicedQuantity unitCode=\"C62\">1</cbc:InvoicedQuantity>\n    <cbc:LineExtensionAmount currencyID=\"SEK\">{net}</cbc:LineExtensionAmount>\n    <cac:Item>\n      <cbc:Name>{text}</cbc:Name>\n      <cac:ClassifiedTaxCategory>{category}<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory>\n    </cac:Item>\n    <cac:Price><cbc:PriceAmount currencyID=\"SEK\">{net}</cbc:PriceAmount></cac:Price>\n  </cac:InvoiceLine>\n",
        text = escape(due.text),
        category = category(rate),
    );
}
