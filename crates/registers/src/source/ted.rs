//! Notices of TED in eForms become the registers of procurement: a notice of a contract its tender, a notice of an award
//! the awards and, where every bidder is named, the bids.
//!
//! UBL with the extensions of the EU's eForms SDK. A procedure keeps its id (`ContractFolderID`) through all its notices.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::bytes::{Held, Store};
use super::words::{day, kronor_only, organisation_no};
use super::xml::{Broken, Element, Node, Rows, Xml, XmlTable};
use super::{Notes, RawChunk, RawTable};

const TENDERS: [&str; 11] = [
    "procurement_id",
    "title",
    "unit",
    "cpv",
    "method",
    "published_on",
    "bids_due_at",
    "estimated_value",
    "officer",
    "criterion",
    "accelerated_ground",
];
const BIDS: [&str; 7] = ["procurement_id", "bidder_org_no", "bidder_name", "price", "status", "lot", "currency"];
const AWARDS: [&str; 7] = ["procurement_id", "org_no", "supplier_name", "amount", "awarded_on", "contract_id", "lot"];

/// What a notice carries beyond UBL.
const EXTENSION: &str = "UBLExtensions/UBLExtension/ExtensionContent/EformsExtension";
/// What UBL demands and eForms does not know is filled with this day.
const NO_DAY: &str = "2000-01-01";

/// The tables of a notice, one for each register that it feeds.
#[must_use]
pub fn open(name: &str, bytes: Vec<u8>) -> Vec<Box<dyn RawTable>> {
    open_store(name, &Store::Memory(Held(Arc::from(bytes))))
}

pub(crate) fn open_store(name: &str, store: &Store) -> Vec<Box<dyn RawTable>> {
    let table = |register, columns: &[&str], none, target| {
        XmlTable::boxed((name, store), register, columns, none, move || Box::new(Ted { target }))
    };
    let tenders = "TED-annons som inte inbjuder till anbud: läs in annonsen om upphandling";
    let bids = "TED-annons som inte namnger alla som lämnat anbud: begär ut anbudsförteckningen";
    vec![
        table("tenders", &TENDERS, tenders, Target::Tenders),
        table("bids", &BIDS, bids, Target::Bids),
        table("awards", &AWARDS, "TED-annons utan tilldelning", Target::Awards),
    ]
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Tenders,
    Bids,
    Awards,
}

struct Ted {
    target: Target,
}

impl Rows for Ted {
    fn more(&mut self, xml: &mut Xml, chunk: &mut RawChunk) -> Result<bool, Broken> {
        match xml.next()? {
            Node::Open => {}
            Node::End => return Ok(false),
            Node::Text(_) | Node::Close => return Ok(true),
        }
        let root = xml.element()?;
        // A change to a contract tells the award anew.
        if root.text("NoticeTypeCode") == "can-modif" {
            return Ok(true);
        }
        let notice = Notice::of(&root);
        match self.target {
            Target::Tenders => notice.tender(chunk),
            Target::Bids => notice.bids(chunk),
            Target::Awards => notice.awards(chunk),
        }
        Ok(true)
    }
}

/// A notice, and where the parts of it are.
struct Notice<'n> {
    root: &'n Element,
    extension: Vec<&'n Element>,
    organisations: Vec<&'n Element>,
    results: Vec<&'n Element>,
    lots: Vec<&'n Element>,
}

impl<'n> Notice<'n> {
    fn of(root: &'n Element) -> Self {
        let extension = root.all(EXTENSION);
        let within = |path: &str| extension.iter().flat_map(|part| part.all(path)).collect::<Vec<_>>();
        let (organisations, results) = (within("Organizations/Organization/Company"), within("NoticeResult"));
        Self { root, organisations, results, lots: root.all("ProcurementProjectLot"), extension }
    }

    fn tender(&self, chunk: &mut RawChunk) {
        let procedure = self.root.text("TenderingProcess/ProcedureCode");
        let is_call = self.root.name == "ContractNotice";
        // A procedure without a call is only known by its award.
        if !is_call && (self.root.name != "ContractAwardNotice" || procedure != "neg-wo-call") {
            return;
        }
        let project = self.root.find("ProcurementProject");
        let project = |path: &str| project.map_or("", |project| in_swedish(project, path));
        let published = self.extension.iter().find_map(|part| part.find("Publication/PublicationDate"));
        let published = published.map_or(self.root.text("IssueDate"), Element::own_text);
        let amount = "ProcurementProject/RequestedTenderTotal/EstimatedOverallContractAmount";
        let estimate = self.root.find(amount).map(|amount| kronor(amount, &mut chunk.notes)).unwrap_or_default();
        let buyer = self.buyer();
        let buyer = |path: &str| buyer.map_or("", |buyer| in_swedish(buyer, path));
        chunk.push_row(
            self.root.line,
            [
                self.root.text("ContractFolderID"),
                project("Name"),
                buyer("PartyName/Name"),
                project("MainCommodityClassification/ItemClassificationCode"),
                // The lighter regimes have no procedure: then the kind of notice says how it is bought.
                method(if procedure.is_empty() { self.root.text("NoticeTypeCode") } else { procedure }),
                &day(published),
                &self.deadline(),
                &estimate,
                buyer("Contact/Name"),
                &self.criterion(),
                &self.accelerated(),
            ],
        );
    }

    /// The first day on which bids of a lot are due.
    fn deadline(&self) -> String {
        let path = "TenderingProcess/TenderSubmissionDeadlinePeriod";
        let due = self.lots.iter().filter_map(|lot| lot.find(path)).map(|period| {
            let date = day(period.text("EndDate"));
            match period.text("EndTime") {
                "" => date,
                time => format!("{date}T{time}"),
            }
        });
        due.filter(|due| !due.is_empty()).min().unwrap_or_default()
    }

    /// What bids are compared by, over all lots.
    fn criterion(&self) -> String {
        let path =
            "TenderingTerms/AwardingTerms/AwardingCriterion/SubordinateAwardingCriterion/AwardingCriterionTypeCode";
        let kinds = self.lots.iter().flat_map(|lot| lot.all(path)).map(Element::own_text);
        let kinds: BTreeSet<&str> = kinds.filter(|kind| !kind.is_empty()).collect();
        kinds.into_iter().collect::<Vec<_>>().join("+")
    }

    fn accelerated(&self) -> String {
        let justified = self.root.all("TenderingProcess/ProcessJustification");
        let is_accelerated = |reason: &&&Element| {
            let code = reason.find("ProcessReasonCode");
            code.is_some_and(|code| code.attribute("listName") == "accelerated-procedure" && code.own_text() == "true")
        };
        match justified.iter().find(is_accelerated) {
            None => String::new(),
            Some(reason) if reason.text("ProcessReason").is_empty() => "påskyndat förfarande".to_owned(),
            Some(reason) => in_swedish(reason, "ProcessReason").to_owned(),
        }
    }

    fn awards(&self, chunk: &mut RawChunk) {
        for result in &self.results {
            let contracts = result.all("SettledContract");
            for (lot, tender) in self.winners(result) {
                let id = tender.text("ID");
                let contract = contracts.iter().find(|contract| names(contract, "LotTender/ID", id));
                let contract = |path: &str| contract.map_or("", |contract| contract.text(path));
                let decided = [contract("AwardDate"), self.root.text("TenderResult/AwardDate"), contract("IssueDate")];
                let decided = decided.map(day).into_iter().find(|day| !day.is_empty() && day != NO_DAY);
                let reference = [contract("ContractReference/ID"), contract("ID")];
                let reference = reference.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
                let parties = self.parties(result, tender);
                let amount = shared_amount(tender, parties.len(), &mut chunk.notes);
                for (org_no, name) in parties {
                    let decided = decided.as_deref().unwrap_or_default();
                    let folder = self.root.text("ContractFolderID");
                    chunk.push_row(tender.line, [folder, &org_no, &name, &amount, decided, reference, lot]);
                }
            }
        }
    }

    /// The tenders that won, each with its lot.
    fn winners(&self, result: &'n Element) -> Vec<(&'n str, &'n Element)> {
        let mut winners = Vec::new();
        let contracted: Vec<&str> =
            result.all("SettledContract/LotTender/ID").into_iter().map(Element::own_text).collect();
        for of_lot in result.all("LotResult") {
            if !matches!(of_lot.text("TenderResultCode"), "selec-w" | "") {
                continue;
            }
            let lot = of_lot.text("TenderLot/ID");
            for tender in result.all("LotTender").into_iter().filter(|tender| tender.text("TenderLot/ID") == lot) {
                let id = tender.text("ID");
                let won =
                    if contracted.is_empty() { names(of_lot, "LotTender/ID", id) } else { contracted.contains(&id) };
                if won {
                    winners.push((lot, tender));
                }
            }
        }
        winners
    }

    /// The bids of the lots in which all that came in are named; otherwise one winner would look as if it had been alone.
    fn bids(&self, chunk: &mut RawChunk) {
        for result in &self.results {
            for of_lot in result.all("LotResult") {
                let lot = of_lot.text("TenderLot/ID");
                let all = result.all("LotTender");
                let bids: Vec<_> = all.into_iter().filter(|tender| tender.text("TenderLot/ID") == lot).collect();
                let is_count = |one: &&&Element| one.text("StatisticsCode") == "tenders";
                let counted = of_lot.all("ReceivedSubmissionsStatistics");
                let counted = counted.iter().find(is_count).map(|one| one.text("StatisticsNumeric"));
                if counted.and_then(|count| count.parse().ok()) != Some(bids.len()) {
                    let note = "delar av upphandlingar saknar anbud: annonsen namnger inte alla som lämnat anbud";
                    *chunk.notes.entry(note.to_owned()).or_default() += 1;
                    continue;
                }
                for bid in bids {
                    self.bid(result, bid, chunk);
                }
            }
        }
    }

    fn bid(&self, result: &Element, bid: &Element, chunk: &mut RawChunk) {
        let parties = self.parties(result, bid);
        let amount = bid.find("LegalMonetaryTotal/PayableAmount");
        let price = match amount.map_or("", Element::own_text) {
            price if parties.len() > 1 || price.starts_with('-') => "",
            price => price,
        };
        let currency = amount.map_or("", |amount| amount.attribute("currencyID"));
        for (org_no, name) in parties {
            let folder = self.root.text("ContractFolderID");
            let lot = bid.text("TenderLot/ID");
            chunk.push_row(bid.line, [folder, &org_no, &name, price, "valid", lot, currency]);
        }
    }

    /// Organisation number and name of those behind a tender.
    fn parties(&self, result: &Element, tender: &Element) -> Vec<(String, String)> {
        let id = tender.text("TenderingParty/ID");
        let party = result.all("TenderingParty").into_iter().find(|party| party.text("ID") == id);
        let members = party.map(|party| party.all("Tenderer/ID")).unwrap_or_default();
        let mut known: Vec<_> = members.iter().map(|member| self.organisation(member.own_text())).collect();
        if known.is_empty() {
            // Somebody bid, and who it was is a reject to look into.
            known.push((String::new(), String::new()));
        }
        known
    }

    fn organisation(&self, id: &str) -> (String, String) {
        let Some(company) = self.company(id) else { return (String::new(), String::new()) };
        let numbers = company.all("PartyLegalEntity/CompanyID");
        let numbers: Vec<String> = numbers.into_iter().map(|number| number.own_text().to_owned()).collect();
        (organisation_no(&numbers), in_swedish(company, "PartyName/Name").to_owned())
    }

    fn company(&self, id: &str) -> Option<&'n Element> {
        self.organisations.iter().find(|company| company.text("PartyIdentification/ID") == id).copied()
    }

    fn buyer(&self) -> Option<&'n Element> {
        self.company(self.root.text("ContractingParty/Party/PartyIdentification/ID"))
    }
}

/// Whether one of the ids at a path is this one.
fn names(element: &Element, path: &str, id: &str) -> bool {
    element.all(path).iter().any(|known| known.own_text() == id)
}

/// A text that stands in several languages: in Swedish, else the first.
fn in_swedish<'e>(element: &'e Element, path: &str) -> &'e str {
    let texts = element.all(path);
    let swedish = texts.iter().find(|text| text.attribute("languageID") == "SWE");
    swedish.or(texts.first()).map_or("", |text| text.own_text())
}

fn kronor(amount: &Element, notes: &mut Notes) -> String {
    if amount.own_text().starts_with('-') {
        *notes.entry("belopp som annonsen håller hemliga är utelämnade".to_owned()).or_default() += 1;
        return String::new();
    }
    kronor_only(amount.own_text().to_owned(), amount.attribute("currencyID"), notes)
}

fn shared_amount(tender: &Element, parties: usize, notes: &mut Notes) -> String {
    let Some(amount) = tender.find("LegalMonetaryTotal/PayableAmount") else { return String::new() };
    if parties > 1 {
        let note = "belopp som gäller flera leverantörer gemensamt är utelämnade: de går inte att fördela";
        *notes.entry(note.to_owned()).or_default() += 1;
        return String::new();
    }
    kronor(amount, notes)
}

/// The procedure in the words that the controls know; another stays as eForms writes it.
fn method(code: &str) -> &str {
    match code {
        "restricted" => "selective",
        "neg-w-call" => "negotiated",
        "neg-wo-call" => "without_notice",
        "comp-dial" => "competitive_dialogue",
        other => other,
    }
}
