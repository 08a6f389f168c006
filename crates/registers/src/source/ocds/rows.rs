//! The rows of each register that a compiled release tells of.
//!
//! Publishers write the same thing in several ways; a value of the wrong type is read as text where that can be done, and
//! else left for the typing to judge.

use serde_json::Value;

use super::Target;
use crate::source::Notes;
use crate::source::number::decimal_text;
use crate::source::words::{day, kronor_only, organisation_no};

/// One row's cells, in the order of the target's columns.
pub(super) type Cells = Vec<String>;

/// What a value says as a cell: text, a number without noise, yes or no; lists and objects say nothing.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => match number.as_f64() {
            Some(float) if !number.is_i64() && !number.is_u64() => decimal_text(float),
            _ => number.to_string(),
        },
        Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
    }
}

/// The text at the end of a path of members.
fn at(value: &Value, path: &[&str]) -> String {
    path.iter().try_fold(value, |value, key| value.get(key)).map(text).unwrap_or_default()
}

/// The objects of a list; an object where a list should stand counts as a list of one.
fn list<'v>(value: &'v Value, key: &str) -> Vec<&'v Value> {
    match value.get(key) {
        Some(Value::Array(list)) => list.iter().filter(|one| one.is_object()).collect(),
        Some(one @ Value::Object(_)) => vec![one],
        _ => Vec::new(),
    }
}

fn first_of(texts: impl IntoIterator<Item = String>) -> String {
    texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
}

/// The rows of a compiled release. `notes` counts what no column can hold.
pub(super) fn rows(target: Target, ocid: &str, content: &Value, notes: &mut Notes) -> Vec<Cells> {
    let mut reading = Reading { ocid, content, notes };
    match target {
        Target::Tenders => reading.tender().into_iter().collect(),
        Target::Bids => reading.bids(),
        Target::Awards => reading.awards(),
        Target::Contracts => reading.contracts(),
        Target::Suppliers => reading.suppliers(),
    }
}

struct Reading<'r> {
    ocid: &'r str,
    content: &'r Value,
    notes: &'r mut Notes,
}

impl Reading<'_> {
    fn tender(&mut self) -> Option<Cells> {
        let tender = self.content.get("tender").filter(|tender| tender.is_object())?;
        let status = at(tender, &["status"]);
        let cancelled = match status.as_str() {
            "cancelled" | "withdrawn" => "1",
            "" => "",
            _ => "0",
        };
        let criterion = match at(tender, &["awardCriteria"]).as_str() {
            "priceOnly" | "lowestCost" => "price".to_owned(),
            "qualityOnly" => "quality".to_owned(),
            other => other.to_owned(),
        };
        let awarded = list(self.content, "awards")
            .into_iter()
            .filter(|award| stands(award))
            .map(|award| day(&at(award, &["date"])));
        let awarded_on = awarded.filter(|day| !day.is_empty()).min().unwrap_or_default();
        let estimate = tender.get("value").cloned().unwrap_or_default();
        Some(vec![
            self.ocid.to_owned(),
            first_of([at(tender, &["title"]), at(self.content, &["title"]), at(tender, &["description"])]),
            self.unit(),
            cpv(tender),
            method(tender),
            self.published_on(tender),
            at(tender, &["tenderPeriod", "endDate"]),
            self.kronor(&estimate),
            awarded_on,
            self.officer(tender),
            criterion,
            cancelled.to_owned(),
        ])
    }

    fn published_on(&self, tender: &Value) -> String {
        let notice = list(tender, "documents").into_iter().find(|one| at(one, &["documentType"]) == "tenderNotice");
        let is_tender = |tag: &Value| matches!(tag.as_str(), Some("tender"));
        let tags = self.content.get("tag").and_then(Value::as_array);
        let announced = tags.is_some_and(|tags| tags.iter().any(is_tender)).then(|| at(self.content, &["date"]));
        day(&first_of([
            at(tender, &["datePublished"]),
            at(tender, &["tenderPeriod", "startDate"]),
            notice.map(|notice| at(notice, &["datePublished"])).unwrap_or_default(),
            announced.unwrap_or_default(),
        ]))
    }

    /// The buyer, or who buys for it.
    fn unit(&self) -> String {
        let buyer = self.content.get("buyer").unwrap_or(&Value::Null);
        let entity = self.content.pointer("/tender/procuringEntity").unwrap_or(&Value::Null);
        let name = |one: &Value| self.party(one).map(|party| at(party, &["name"])).unwrap_or_default();
        first_of([at(buyer, &["name"]), name(buyer), at(entity, &["name"]), name(entity)])
    }

    fn officer(&self, tender: &Value) -> String {
        let entity = tender.get("procuringEntity").unwrap_or(&Value::Null);
        let contact = |one: Option<&Value>| one.map(|one| at(one, &["contactPoint", "name"])).unwrap_or_default();
        first_of([
            at(tender, &["contactPoint", "name"]),
            contact(Some(entity)),
            contact(self.party(entity)),
            contact(self.content.get("buyer").and_then(|buyer| self.party(buyer))),
        ])
    }

    fn bids(&mut self) -> Vec<Cells> {
        let Some(bids) = self.content.get("bids") else { return self.tenderers() };
        let details = if bids.is_array() { list(self.content, "bids") } else { list(bids, "details") };
        if details.is_empty() {
            return self.tenderers();
        }
        if self.is_partial(details.len(), &["bids", "numberOfTenders"]) {
            return Vec::new();
        }
        let mut rows = Vec::new();
        for bid in details {
            let status = match at(bid, &["status"]).as_str() {
                "qualified" | "pending" | "active" | "submitted" => "valid".to_owned(),
                "unsuccessful" | "rejected" => "disqualified".to_owned(),
                other => other.to_owned(),
            };
            if status == "invited" {
                continue;
            }
            let mut bidders = list(bid, "tenderers");
            if bidders.is_empty() {
                bidders.push(bid);
            }
            for bidder in &bidders {
                let amount = bid.get("value").cloned().unwrap_or_default();
                rows.push(vec![
                    self.ocid.to_owned(),
                    self.org_no(bidder),
                    self.name(bidder),
                    if bidders.len() == 1 { money(&amount) } else { String::new() },
                    at(bid, &["date"]),
                    status.clone(),
                    lots(bid),
                    at(&amount, &["currency"]),
                ]);
            }
            self.note_shared(bidders.len());
        }
        rows
    }

    /// Whether more bids came in than are told of: the few would look as if they had been alone. The number stands in the
    /// tender, under the second name, or among the statistics of the bids, under the first.
    fn is_partial(&mut self, named: usize, [measure, number]: &[&str; 2]) -> bool {
        let count = |value: &Value| value.as_u64().or_else(|| text(value).parse().ok());
        let of_tender = self.content.get("tender").and_then(|tender| tender.get(*number)).and_then(count);
        let statistics = self.content.get("bids").map(|bids| list(bids, "statistics")).unwrap_or_default();
        let of_bids =
            statistics.iter().find(|one| at(one, &["measure"]) == *measure && at(one, &["relatedLot"]).is_empty());
        let of_bids = of_bids.and_then(|one| one.get("value")).and_then(count);
        let is_partial = of_bids.max(of_tender).is_some_and(|count| count > named as u64);
        if is_partial && named > 0 {
            let note = "upphandlingar saknar anbud: bara en del av anbudsgivarna namnges";
            *self.notes.entry(note.to_owned()).or_default() += 1;
        }
        is_partial
    }

    /// Who is known to have left a bid when the bids themselves are not told.
    fn tenderers(&mut self) -> Vec<Cells> {
        let tender = self.content.get("tender").unwrap_or(&Value::Null);
        let bidders = list(tender, "tenderers");
        if self.is_partial(bidders.len(), &["tenderers", "numberOfTenderers"]) {
            return Vec::new();
        }
        let row = |bidder: &&Value| {
            let mut cells = vec![self.ocid.to_owned(), self.org_no(bidder), self.name(bidder)];
            cells.extend(["", "", "valid", "", ""].map(str::to_owned));
            cells
        };
        bidders.iter().map(row).collect()
    }

    fn awards(&mut self) -> Vec<Cells> {
        let mut rows = Vec::new();
        let contracts = list(self.content, "contracts");
        for award in list(self.content, "awards") {
            if !stands(award) {
                *self
                    .notes
                    .entry("tilldelningar som återtagits eller inte blev av är inte inlästa".to_owned())
                    .or_default() += 1;
                continue;
            }
            let id = at(award, &["id"]);
            let of_award = |contract: &&&Value| !id.is_empty() && at(contract, &["awardID"]) == id;
            let contract = contracts.iter().find(of_award).map(|contract| at(contract, &["id"])).unwrap_or_default();
            let suppliers = list(award, "suppliers");
            let amount = award.get("value").cloned().unwrap_or_default();
            for supplier in &suppliers {
                rows.push(vec![
                    self.ocid.to_owned(),
                    self.org_no(supplier),
                    self.name(supplier),
                    if suppliers.len() == 1 { self.kronor(&amount) } else { String::new() },
                    day(&at(award, &["date"])),
                    contract.clone(),
                    lots(award),
                ]);
            }
            self.note_shared(suppliers.len());
        }
        rows
    }

    fn contracts(&mut self) -> Vec<Cells> {
        let tender = self.content.get("tender").unwrap_or(&Value::Null);
        let awards = list(self.content, "awards");
        let kind = match method(tender).as_str() {
            _ if tender.pointer("/techniques/hasFrameworkAgreement") == Some(&Value::Bool(true)) => "framework",
            "direct" | "without_notice" => "direct_award",
            "open" | "selective" => "procured",
            _ => "",
        };
        let mut rows = Vec::new();
        for contract in list(self.content, "contracts") {
            if at(contract, &["status"]) == "cancelled" {
                *self.notes.entry("avbrutna avtal är inte inlästa".to_owned()).or_default() += 1;
                continue;
            }
            let award = at(contract, &["awardID"]);
            let award = awards.iter().find(|one| !award.is_empty() && at(one, &["id"]) == award);
            let mut suppliers = list(contract, "suppliers");
            if suppliers.is_empty() {
                suppliers = award.map(|award| list(award, "suppliers")).unwrap_or_default();
            }
            let signed = day(&at(contract, &["dateSigned"]));
            let starts = first_of([day(&at(contract, &["period", "startDate"])), signed.clone()]);
            let items = [contract, award.copied().unwrap_or(&Value::Null), tender];
            let amount = contract.get("value").cloned().unwrap_or_default();
            let is_alone = suppliers.len() <= 1;
            self.note_shared(suppliers.len());
            if suppliers.is_empty() {
                suppliers.push(&Value::Null);
            }
            for supplier in suppliers {
                let org_no = self.org_no(supplier);
                rows.push(vec![
                    at(contract, &["id"]),
                    first_of([org_no.clone(), at(supplier, &["id"]), self.name(supplier)]),
                    org_no,
                    self.unit(),
                    first_of(items.map(cpv)),
                    starts.clone(),
                    day(&at(contract, &["period", "endDate"])),
                    if is_alone { self.kronor(&amount) } else { String::new() },
                    self.ocid.to_owned(),
                    kind.to_owned(),
                    signed.clone(),
                ]);
            }
        }
        rows
    }

    fn suppliers(&mut self) -> Vec<Cells> {
        let mut found: Vec<&Value> = Vec::new();
        let is_supplier = |party: &&Value| {
            let roles = party.get("roles").and_then(Value::as_array);
            roles.is_some_and(|roles| roles.iter().any(|role| role.as_str() == Some("supplier")))
        };
        found.extend(list(self.content, "parties").into_iter().filter(is_supplier));
        let of_awards = list(self.content, "awards").into_iter().flat_map(|award| list(award, "suppliers"));
        // Before 1.1 the supplier's details stood in the award.
        found.extend(of_awards.filter(|supplier| self.party(supplier).is_none()));
        let row = |party: &&Value| {
            let org_no = self.org_no(party);
            let address = party.get("address").unwrap_or(&Value::Null);
            vec![
                first_of([org_no.clone(), at(party, &["id"]), self.name(party)]),
                self.name(party),
                org_no,
                at(address, &["streetAddress"]),
                at(address, &["postalCode"]),
                at(address, &["locality"]),
                at(party, &["contactPoint", "telephone"]),
                at(party, &["contactPoint", "email"]),
            ]
        };
        found.iter().map(row).collect()
    }

    /// The party that a reference means.
    fn party(&self, reference: &Value) -> Option<&Value> {
        let id = at(reference, &["id"]);
        let parties = self.content.get("parties")?.as_array()?;
        parties.iter().find(|party| !id.is_empty() && at(party, &["id"]) == id)
    }

    fn name(&self, reference: &Value) -> String {
        let party = self.party(reference).unwrap_or(&Value::Null);
        let legal = |one: &Value| at(one, &["identifier", "legalName"]);
        first_of([at(reference, &["name"]), at(party, &["name"]), legal(reference), legal(party)])
    }

    /// The first of a party's numbers that is a Swedish organisation number, else the number that it is known by.
    fn org_no(&self, reference: &Value) -> String {
        let party = self.party(reference).unwrap_or(&Value::Null);
        let mut numbers = Vec::new();
        for one in [reference, party] {
            numbers.push(at(one, &["identifier", "id"]));
            numbers.extend(list(one, "additionalIdentifiers").into_iter().map(|more| at(more, &["id"])));
        }
        numbers.extend([at(reference, &["id"]), at(party, &["id"])]);
        organisation_no(&numbers)
    }

    /// An amount in kronor; another currency is counted and left out, since the register counts in kronor.
    fn kronor(&mut self, amount: &Value) -> String {
        kronor_only(money(amount), &at(amount, &["currency"]), self.notes)
    }

    fn note_shared(&mut self, parties: usize) {
        if parties > 1 {
            let note = "belopp som gäller flera leverantörer gemensamt är utelämnade: de går inte att fördela";
            *self.notes.entry(note.to_owned()).or_default() += 1;
        }
    }
}

/// The amount of a value object in at most öre.
fn money(value: &Value) -> String {
    let amount = value.get("amount").unwrap_or(&Value::Null);
    match amount.as_f64() {
        Some(float) if !amount.is_i64() && !amount.is_u64() && float.abs() < 1e13 => format!("{float:.2}"),
        _ => text(amount),
    }
}

/// Whether an award was made and not called off.
fn stands(award: &Value) -> bool {
    !matches!(at(award, &["status"]).as_str(), "cancelled" | "unsuccessful")
}

/// The procedure in the words that the controls know; what is no code of OCDS stays as written.
fn method(tender: &Value) -> String {
    match at(tender, &["procurementMethod"]).as_str() {
        "limited" => "without_notice".to_owned(),
        "" => at(tender, &["procurementMethodDetails"]),
        other => other.to_owned(),
    }
}

/// The CPV code of the first thing that has one.
fn cpv(of: &Value) -> String {
    let code = |classification: &Value| {
        let is_cpv = at(classification, &["scheme"]).eq_ignore_ascii_case("cpv");
        if is_cpv { at(classification, &["id"]) } else { String::new() }
    };
    let own = of.get("classification").map(code);
    let of_items = list(of, "items").into_iter().filter_map(|item| item.get("classification").map(code));
    first_of(own.into_iter().chain(of_items))
}

/// The lots that a bid or an award is about.
fn lots(of: &Value) -> String {
    let many = of.get("relatedLots").and_then(Value::as_array);
    let many: Vec<String> = many.into_iter().flatten().map(text).filter(|lot| !lot.is_empty()).collect();
    if many.is_empty() { at(of, &["relatedLot"]) } else { many.join(", ") }
}
