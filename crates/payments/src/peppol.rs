//! Invoices and credit notes in Peppol BIS Billing 3 (UBL 2.1), each as one payment.
//!
//! Source: OpenPEPPOL, peppol-bis-invoice-3; the Swedish rules SE-R-001 to SE-R-013 stand in `rules`.

mod rules;

use chrono::NaiveDate;
use ids::{Iban, Ocr, OrgNo};

use crate::file::{Format, Found, Reject, Sink, Warning};
use crate::xml::{Element, Tag, Visit, shortened, walk};
use crate::{Account, AccountKind, FileFault, Payment, amount};

const UBL: &str = "urn:oasis:names:specification:ubl:schema:xsd:";
const ENVELOPE: &str = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader";
const BILLING: &str = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";

/// Whether a namespace is that of an invoice, a credit note, or the envelope that they are sent in.
pub(crate) fn is_known(namespace: &str) -> bool {
    namespace == ENVELOPE || matches!(namespace.strip_prefix(UBL), Some("Invoice-2" | "CreditNote-2"))
}

/// Reads the one payment of a document.
pub(crate) fn parse(text: &str, sink: Sink<'_>) -> Result<Format, FileFault> {
    let mut document = Document::default();
    walk(text, &mut document)?;
    let Some(is_credit) = document.is_credit else {
        return Err(FileFault::Missing { place: "kuvertet".to_owned(), what: "fakturan".to_owned() });
    };
    let fatal = document.judge(sink);
    let found = match fatal {
        Some(reject) => Found::Reject(*reject),
        None => match document.payment(is_credit, sink) {
            Ok(payment) => Found::Payment(payment),
            Err(reject) => Found::Reject(*reject),
        },
    };
    sink(found);
    Ok(if is_credit { Format::PeppolCreditNote } else { Format::PeppolInvoice })
}

/// A leaf of the document.
#[derive(Debug)]
struct Node {
    /// From the document's own element, not included.
    path: String,
    text: String,
    /// `currencyID` or `schemeID`.
    mark: Option<String>,
    /// Leaves with the same number stand in the same repeated element.
    group: usize,
}

/// The leaves of a document.
#[derive(Debug, Default)]
struct Document {
    nodes: Vec<Node>,
    is_credit: Option<bool>,
    /// Length of the path of the document's own element.
    root: usize,
    group: usize,
    /// Length of the path of a foreign element that we are in.
    foreign: Option<usize>,
    depth: usize,
}

impl Visit for Document {
    fn open(&mut self, tag: &Tag<'_>) -> Result<(), FileFault> {
        self.depth += 1;
        if self.foreign.is_some() {
            return Ok(());
        }
        let known = tag.namespace.strip_prefix(UBL).unwrap_or_default();
        match (known, tag.name) {
            ("Invoice-2", "Invoice") | ("CreditNote-2", "CreditNote") => {
                if self.is_credit.replace(tag.name == "CreditNote").is_some() {
                    let what = "filen har mer än ett dokument; skicka en faktura i varje fil".to_owned();
                    return Err(FileFault::Structure { place: "kuvertet".to_owned(), what });
                }
                self.root = tag.path.len();
            }
            ("CommonAggregateComponents-2", name) => {
                self.group += usize::from(matches!(
                    name,
                    "PaymentMeans" | "PartyTaxScheme" | "PartyIdentification" | "TaxCategory" | "ClassifiedTaxCategory"
                ));
            }
            ("CommonBasicComponents-2", _) => {}
            _ if self.is_credit.is_none() && tag.namespace == ENVELOPE => {}
            _ => self.foreign = Some(self.depth),
        }
        Ok(())
    }

    fn close(&mut self, element: &Element<'_>) -> Result<(), FileFault> {
        let depth = self.depth;
        self.depth -= 1;
        if let Some(foreign) = self.foreign {
            if depth == foreign {
                self.foreign = None;
            }
            return Ok(());
        }
        let Some(leaf) = element.leaf.as_ref().filter(|_| self.is_credit.is_some()) else { return Ok(()) };
        let path = element.path.get(self.root..).unwrap_or_default();
        let mark = leaf.attribute("currencyID").or_else(|| leaf.attribute("schemeID"));
        self.nodes.push(Node { path: path.to_owned(), text: leaf.text.to_owned(), mark, group: self.group });
        Ok(())
    }
}

impl Document {
    fn all<'d>(&'d self, path: &'d str) -> impl Iterator<Item = &'d Node> {
        self.nodes.iter().filter(move |node| node.path == path)
    }

    fn text(&self, path: &str) -> &str {
        self.nodes.iter().find(|node| node.path == path).map_or("", |node| &node.text)
    }

    /// The text of a leaf in the same repeated element.
    fn beside(&self, group: usize, path: &str) -> &str {
        self.nodes.iter().find(|node| node.path == path && node.group == group).map_or("", |node| &node.text)
    }

    fn invoice(&self) -> &str {
        self.text("/ID")
    }

    fn reject(&self, field: &str, value: &str, what: &str) -> Box<Reject> {
        Box::new(Reject {
            order: 1,
            id: self.invoice().to_owned(),
            place: format!("faktura `{}`", shortened(self.invoice())),
            field: field.to_owned(),
            value: shortened(value),
            what: what.to_owned(),
        })
    }

    fn warning(&self, rule: &str, text: String) -> Found {
        let place = format!("faktura `{}`", shortened(self.invoice()));
        Found::Warning(Warning { order: Some(1), rule: rule.to_owned(), place, text })
    }

    /// Tells of every rule that is broken; the first that makes the invoice invalid is returned.
    fn judge(&self, sink: Sink<'_>) -> Option<Box<Reject>> {
        let profile = self.text("/CustomizationID");
        if !profile.starts_with(BILLING) {
            let what = format!("fakturan följer `{}` och inte Peppol BIS Billing 3", shortened(profile));
            sink(self.warning("BIS-3", what));
        }
        let mut fatal = None;
        for broken in rules::broken(self) {
            if broken.rule.is_fatal && fatal.is_none() {
                let what = format!("{} ({})", broken.rule.text, broken.rule.id);
                fatal = Some(self.reject(broken.rule.id, &broken.value, &what));
            } else {
                let what = format!("{}; där står `{}`", broken.rule.text, shortened(&broken.value));
                sink(self.warning(broken.rule.id, what));
            }
        }
        fatal
    }

    fn payment(&self, is_credit: bool, sink: Sink<'_>) -> Result<Payment, Box<Reject>> {
        for path in ["/ID", "/DueDate", "/IssueDate", "/LegalMonetaryTotal/PayableAmount"] {
            if let Some(second) = self.all(path).nth(1) {
                let what = "elementet står två gånger och banken kan läsa det andra; begär en rättad faktura";
                return Err(self.reject(path.trim_start_matches('/'), &second.text, what));
            }
        }
        let total = self.all("/LegalMonetaryTotal/PayableAmount").next();
        let written = total.map_or("", |node| node.text.as_str());
        let Some(ore) = amount::parse(written).and_then(amount::ore) else {
            let what = "beloppet är inget tal med högst två decimaler; begär en rättad faktura";
            return Err(self.reject("PayableAmount", written, what));
        };
        let currency = total.and_then(|node| node.mark.clone()).unwrap_or_default();
        if currency.len() != 3 {
            return Err(self.reject("currencyID", &currency, "valutan saknas; begär en rättad faktura"));
        }
        let account = self.account(is_credit, sink)?;
        let mut payment = Payment::new(self.invoice(), account, if is_credit { -ore } else { ore }, self.pay_on(sink)?);
        payment.order = 1;
        payment.currency = currency;
        self.invoice().clone_into(&mut payment.invoice_no);
        payment.invoice_date = date(self.text("/IssueDate"));
        let reference = self.text("/PaymentMeans/PaymentID");
        if Ocr::parse(reference).is_ok() {
            reference.clone_into(&mut payment.ocr);
        }
        self.payee(&mut payment);
        if payment.id.is_empty() {
            return Err(self.reject("ID", "", "fakturan saknar nummer; begär en rättad faktura"));
        }
        Ok(payment)
    }

    fn pay_on(&self, sink: Sink<'_>) -> Result<NaiveDate, Box<Reject>> {
        let due = [self.text("/DueDate"), self.text("/PaymentMeans/PaymentDueDate")];
        if let Some(written) = due.into_iter().find(|written| !written.is_empty()) {
            return date(written).ok_or_else(|| self.reject("DueDate", written, "förfallodagen är inget datum"));
        }
        let issued = self.text("/IssueDate");
        let Some(day) = date(issued) else {
            return Err(self.reject("IssueDate", issued, "fakturan har varken förfallodag eller fakturadatum"));
        };
        sink(self.warning("BIS-3", "fakturan saknar förfallodag; fakturadatum används i stället".to_owned()));
        Ok(day)
    }

    /// The account to pay to: bankgiro before plusgiro before anything else. Any other is warned of, since somebody else's
    /// account may hide among several.
    fn account(&self, is_credit: bool, sink: Sink<'_>) -> Result<Account, Box<Reject>> {
        let mut accounts: Vec<Account> = self.accounts();
        accounts.sort_by_key(|account| account.kind);
        accounts.dedup();
        let mut accounts = accounts.into_iter();
        let first = accounts.next();
        let others: Vec<String> = accounts.map(|other| format!("`{}`", other.number)).collect();
        if !others.is_empty() {
            let what = format!(
                "fakturan anger flera konton, även {}; kontrollera att alla hör till leverantören",
                others.join(", ")
            );
            sink(self.warning("KONTON", what));
        }
        match first {
            Some(account) => Ok(account),
            None if is_credit => Ok(Account { kind: AccountKind::Other, number: String::new() }),
            None => {
                let what = "fakturan anger inget konto och kan inte granskas; hämta kontot ur leverantörsregistret";
                Err(self.reject("PayeeFinancialAccount", "", what))
            }
        }
    }

    fn accounts(&self) -> Vec<Account> {
        let of_node = |node: &Node| {
            let branch = self.beside(node.group, "/PaymentMeans/PayeeFinancialAccount/FinancialInstitutionBranch/ID");
            let code = self.beside(node.group, "/PaymentMeans/PaymentMeansCode");
            let kind = match (branch.to_ascii_uppercase().as_str(), code) {
                ("SE:BANKGIRO", _) | ("", "56") => AccountKind::Bankgiro,
                ("SE:PLUSGIRO", _) | ("", "50") => AccountKind::Plusgiro,
                _ if Iban::parse(&node.text).is_ok() => AccountKind::Iban,
                _ => AccountKind::Other,
            };
            Account::new(kind, &node.text)
        };
        let numbers = self.all("/PaymentMeans/PayeeFinancialAccount/ID").filter(|node| !node.text.is_empty());
        numbers.map(of_node).collect()
    }

    /// Who is paid: the payee of the invoice, or else the supplier.
    fn payee(&self, payment: &mut Payment) {
        let first = |paths: &[&str]| {
            paths.iter().map(|path| self.text(path)).find(|text| !text.is_empty()).unwrap_or_default().to_owned()
        };
        payment.payee_name = first(&[
            "/PayeeParty/PartyName/Name",
            "/AccountingSupplierParty/Party/PartyLegalEntity/RegistrationName",
            "/AccountingSupplierParty/Party/PartyName/Name",
        ]);
        let number = first(&[
            "/PayeeParty/PartyLegalEntity/CompanyID",
            "/AccountingSupplierParty/Party/PartyLegalEntity/CompanyID",
        ]);
        payment.payee_org_no = OrgNo::parse(&number).map_or(number, |number| number.to_string());
        payment.payee_id = first(&[
            "/PayeeParty/PartyIdentification/ID",
            "/AccountingSupplierParty/Party/PartyIdentification/ID",
            "/AccountingSupplierParty/Party/EndpointID",
        ]);
    }
}

fn date(written: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(written.get(..10)?, "%Y-%m-%d").ok()
}
