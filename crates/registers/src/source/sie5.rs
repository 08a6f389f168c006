//! SIE 5, the XML format: every `LedgerEntry` of a voucher becomes a row of the register `general_ledger`.
//!
//! Both the full file (`Sie`) and the entry file (`SieEntry`) are read. An entry that was struck (`Overstrike`) is no row
//! and does not count in the balance. As in SIE 4, a voucher that cannot be trusted is refused whole.

use std::sync::Arc;

use super::bytes::{Held, Store};
use super::sie::COLUMNS;
use super::sie::voucher::{COST_CENTRE, Chart, Head, Row, Voucher, ore, voucher_no};
use super::words::day;
use super::xml::{Broken, Element, Node, Rows, Xml, XmlTable};
use super::{RawChunk, RawTable};

/// The table of a SIE 5 file.
#[must_use]
pub fn open(name: &str, bytes: Vec<u8>) -> Vec<Box<dyn RawTable>> {
    open_store(name, &Store::Memory(Held(Arc::from(bytes))))
}

pub(crate) fn open_store(name: &str, store: &Store) -> Vec<Box<dyn RawTable>> {
    let none = "SIE 5 utan verifikationer: exportera med grundboken (Journal)";
    vec![XmlTable::boxed((name, store), "general_ledger", &COLUMNS, none, || Box::new(Sie5::default()))]
}

/// What is known of the file so far.
#[derive(Default)]
struct Sie5 {
    chart: Chart,
    currency: String,
    dimension: String,
    journal: String,
}

impl Rows for Sie5 {
    fn more(&mut self, xml: &mut Xml, chunk: &mut RawChunk) -> Result<bool, Broken> {
        match xml.next()? {
            Node::Open => {}
            Node::End => return Ok(false),
            Node::Text(_) | Node::Close => return Ok(true),
        }
        let path = xml.path();
        let attribute = |name: &str| xml.attribute(name).to_owned();
        match path.strip_prefix("SieEntry/").or_else(|| path.strip_prefix("Sie/")).unwrap_or_default() {
            "FileInfo/Company" => {
                self.chart.org_no = attribute("organizationId");
                self.chart.company = attribute("name");
            }
            "FileInfo/AccountingCurrency" => self.currency = attribute("currency"),
            "Accounts/Account" => drop(self.chart.accounts.insert(attribute("id"), attribute("name"))),
            "Dimensions/Dimension" => self.dimension = attribute("id"),
            "Dimensions/Dimension/Object" if self.dimension == COST_CENTRE => {
                drop(self.chart.cost_centres.insert(attribute("id"), attribute("name")));
            }
            "Journal" => self.journal = attribute("id"),
            "Journal/JournalEntry" => self.voucher(&xml.element()?, chunk),
            _ => {}
        }
        Ok(true)
    }
}

impl Sie5 {
    fn voucher(&self, entry: &Element, chunk: &mut RawChunk) {
        let info = entry.find("EntryInfo").or_else(|| entry.find("OriginalEntryInfo"));
        let info = |name: &str| info.map_or("", |info| info.attribute(name));
        let head = Head {
            number: voucher_no(&self.journal, entry.attribute("id"), entry.line),
            date: day(entry.attribute("journalDate")),
            text: entry.attribute("text").to_owned(),
            registered_on: day(info("date")),
            sign: info("by").to_owned(),
        };
        let mut voucher = Voucher::new(head, "LedgerEntry");
        if !matches!(self.currency.as_str(), "" | "SEK") {
            voucher.refuse(format!("är bokförd i {}: registret räknar i kronor", self.currency));
        }
        for ledger in entry.all("LedgerEntry") {
            if ledger.find("Overstrike").is_some() {
                *chunk.notes.entry("strukna bokföringsrader är inte inlästa".to_owned()).or_default() += 1;
                continue;
            }
            let amount = ore(ledger.attribute("amount"));
            if amount.is_none() {
                let (written, line) = (ledger.attribute("amount"), ledger.line);
                voucher.refuse(format!(
                    "har beloppet `{written}` på rad {line}, som inte är ett belopp i kronor och ören"
                ));
            }
            if ledger.attribute("accountId").is_empty() {
                voucher.refuse(format!("saknar konto på rad {}", ledger.line));
            }
            voucher.push(row(ledger, amount.unwrap_or_default()));
        }
        voucher.finish(&self.chart, chunk);
    }
}

fn row(ledger: &Element, ore: i64) -> Row {
    let objects = ledger.all("ObjectReference");
    let centre = objects.iter().find(|object| object.attribute("dimId") == COST_CENTRE);
    let (account, amount) = (ledger.attribute("accountId"), ledger.attribute("amount"));
    Row {
        line: ledger.line,
        written: format!("accountId=\"{account}\" amount=\"{amount}\""),
        account: account.to_owned(),
        cost_centre: centre.map_or("", |object| object.attribute("objectId")).to_owned(),
        ore,
        date: day(ledger.attribute("ledgerDate")),
        text: ledger.attribute("text").to_owned(),
        sign: ledger.find("EntryInfo").map_or("", |info| info.attribute("by")).to_owned(),
    }
}
