//! PAXml 2.0, the exchange format of Swedish payroll programs, becomes the registers of payroll.
//!
//! Times and absences are `tidtrans`, told apart by their code; pay is `lonetrans` on its way into a payroll program and
//! `lonebesked` on its way out of one. Schema as published by paxml.se; an employee is known by `anstid`, or by `persnr`
//! where a program gives only that.

mod codes;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::bytes::{Held, Store};
use super::words::day;
use super::xml::{Broken, Element, Node, Rows, Xml, XmlTable};
use super::{RawChunk, RawReject, RawTable};
use crate::value::{DecimalMark, parse_decimal};

const PAYROLL: [&str; 7] = ["employee_id", "period", "gross", "net", "tax", "bank_account", "pay_kind"];
const ABSENCES: [&str; 5] = ["employee_id", "starts_on", "ends_on", "absence_kind", "extent"];
const SHIFTS: [&str; 4] = ["employee_id", "starts_at", "ends_at", "unit"];
const EMPLOYEES: [&str; 14] = [
    "employee_id",
    "person_no",
    "name",
    "street_address",
    "postal_code",
    "city",
    "phone",
    "email",
    "bank_account",
    "unit",
    "position",
    "starts_on",
    "ends_on",
    "employment_kind",
];

/// The dimension that PAXml, like SIE, reserves for kostnadsställe.
const COST_CENTRE: &str = "1";

/// The tables of a PAXml file, one for each register that it feeds.
#[must_use]
pub fn open(name: &str, bytes: Vec<u8>) -> Vec<Box<dyn RawTable>> {
    open_store(name, &Store::Memory(Held(Arc::from(bytes))))
}

pub(crate) fn open_store(name: &str, store: &Store) -> Vec<Box<dyn RawTable>> {
    let table = |register, columns: &[&str], none, target| {
        XmlTable::boxed((name, store), register, columns, none, move || {
            Box::new(Paxml { target, period: String::new(), units: BTreeMap::new() })
        })
    };
    vec![
        table("payroll", &PAYROLL, "PAXml utan lönetransaktioner och lönebesked", Target::Payroll),
        table("absences", &ABSENCES, "PAXml utan tidtransaktioner om frånvaro", Target::Absences),
        table("shifts", &SHIFTS, "PAXml utan tidtransaktioner om arbetad tid", Target::Shifts),
        table("employees", &EMPLOYEES, "PAXml utan personal", Target::Employees),
    ]
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Payroll,
    Absences,
    Shifts,
    Employees,
}

/// What is known of the file so far.
struct Paxml {
    target: Target,
    /// The period that the export is for, where a transaction has no day of its own.
    period: String,
    /// Names of cost centres by id.
    units: BTreeMap<String, String>,
}

impl Rows for Paxml {
    fn more(&mut self, xml: &mut Xml, chunk: &mut RawChunk) -> Result<bool, Broken> {
        match xml.next()? {
            Node::Open => {}
            Node::End => return Ok(false),
            Node::Text(_) | Node::Close => return Ok(true),
        }
        match (xml.path(), self.target) {
            ("paxml/header", _) => {
                let header = xml.element()?;
                let exported = header.find("nyexport").map_or("", |export| export.attribute("datumfrom"));
                self.period = day(first(&[exported, header.text("datum")]));
            }
            ("paxml/resultatenheter/resultatenhet", _) if xml.attribute("dim") == COST_CENTRE => {
                self.units.insert(xml.attribute("id").to_owned(), xml.attribute("namn").to_owned());
            }
            ("paxml/lonetransaktioner/lonetrans", Target::Payroll) => self.transaction(&xml.element()?, chunk),
            ("paxml/loneutbetalning/lonebesked", Target::Payroll) => payslip(&xml.element()?, chunk),
            ("paxml/tidtransaktioner/tidtrans", Target::Absences) => absence(&xml.element()?, chunk),
            ("paxml/tidtransaktioner/tidtrans", Target::Shifts) => self.shift(&xml.element()?, chunk),
            ("paxml/personal/person", Target::Employees) => self.person(&xml.element()?, chunk),
            _ => {}
        }
        Ok(true)
    }
}

impl Paxml {
    fn transaction(&self, pay: &Element, chunk: &mut RawChunk) {
        let amount = match pay.text("belopp") {
            "" => product(pay.text("antal"), pay.text("apris")),
            amount => amount.to_owned(),
        };
        let date = first(&[pay.text("datum"), pay.text("datumfrom"), &self.period]);
        let code = pay.text("lonkod");
        let kind = match first(&[pay.text("benamning"), codes::pay(code), code]) {
            "" => pay.text("lonart"),
            kind => kind,
        };
        chunk.push_row(pay.line, [employee(pay), &day(date), &amount, "", "", "", kind]);
    }

    fn shift(&self, time: &Element, chunk: &mut RawChunk) {
        let code = time.text("tidkod");
        if codes::is_work(code) && (time.text("starttid").is_empty() || time.text("sluttid").is_empty()) {
            chunk.rejects.push(RawReject {
                line: time.line,
                column: "starttid".to_owned(),
                value: format!("{code} {} {} timmar", time.text("datum"), time.text("timmar")),
                reason: "tidtransaktionen har inga klockslag, och utan dem blir den inget arbetspass: exportera med \
                         starttid och sluttid"
                    .to_owned(),
            });
        } else if codes::is_work(code) {
            chunk.push_row(time.line, [employee(time), time.text("starttid"), time.text("sluttid"), &self.unit(time)]);
        } else if codes::absence(code).is_none() {
            note(chunk, format!("tidtransaktioner med koden {} är inga arbetspass och är inte inlästa", short(code)));
        }
    }

    fn person(&self, person: &Element, chunk: &mut RawChunk) {
        let name = [person.text("fornamn"), person.text("efternamn")].join(" ");
        let account = account(person.text("bankclearing"), person.text("bankkonto"));
        let phone = ["mobiltelefon", "hemtelefon", "arbetstelefon"].map(|name| person.text(name));
        let mail = ["eposthem", "epostarb"].map(|name| person.text(name));
        let kind = first(&[person.text("anstform"), person.text("personaltyp"), person.text("kategori")]);
        chunk.push_row(
            person.line,
            [
                employee(person),
                person.attribute("persnr"),
                name.trim(),
                person.text("postadress"),
                person.text("postnr"),
                person.text("ort"),
                first(&phone),
                first(&mail),
                &account,
                &self.unit(person),
                person.text("befattning"),
                person.text("anstdatum"),
                person.text("avgdatum"),
                kind,
            ],
        );
    }

    /// The cost centre of a record, by name where the file tells it.
    fn unit(&self, record: &Element) -> String {
        let units = record.all("resenheter/resenhet");
        let id = units.iter().find(|unit| unit.attribute("dim") == COST_CENTRE).map_or("", |unit| unit.attribute("id"));
        self.units.get(id).map_or(id, String::as_str).to_owned()
    }
}

/// A payslip is one payment: its gross is the sum of the gross lines, its tax the sum of the four kinds.
fn payslip(slip: &Element, chunk: &mut RawChunk) {
    let lines = slip.all("lonerader/lonrad");
    let is_gross = |line: &&&Element| matches!(line.text("lonetyp"), "BRUTTO" | "");
    let amounts = |lines: Vec<&str>| {
        let known: Vec<&str> = lines.into_iter().filter(|amount| !amount.is_empty()).collect();
        if known.is_empty() { String::new() } else { sum(&known) }
    };
    let gross = amounts(lines.iter().filter(is_gross).map(|line| line.text("belopp")).collect());
    let tax =
        amounts(["tabellskatt", "engangsskatt", "kapitalskatt", "extraskatt"].map(|name| slip.text(name)).to_vec());
    let period = first(&[slip.text("betaldatum"), slip.text("periodid"), slip.text("periodtext")]);
    let account = account(slip.text("clearingnr"), slip.text("bankkonto"));
    chunk.push_row(
        slip.line,
        [employee(slip), &day(period), &gross, slip.text("utbetalt"), &tax, &account, "lönebesked"],
    );
}

fn absence(time: &Element, chunk: &mut RawChunk) {
    let code = time.text("tidkod");
    let Some(kind) = codes::absence(code) else {
        if !codes::is_work(code) {
            note(chunk, format!("tidtransaktioner med koden {} är ingen frånvaro och är inte inlästa", short(code)));
        }
        return;
    };
    let starts = day(first(&[time.text("datumfrom"), time.text("datum"), time.text("starttid")]));
    let ends = day(first(&[time.text("datumtom"), time.text("datum"), time.text("sluttid")]));
    chunk.push_row(time.line, [employee(time), &starts, &ends, kind, time.text("omfattning")]);
}

fn employee(record: &Element) -> &str {
    first(&[record.attribute("anstid"), record.attribute("persnr")])
}

fn first<'t>(texts: &[&'t str]) -> &'t str {
    texts.iter().find(|text| !text.is_empty()).copied().unwrap_or_default()
}

fn account(clearing: &str, number: &str) -> String {
    if clearing.is_empty() || number.is_empty() { number.to_owned() } else { format!("{clearing}-{number}") }
}

fn note(chunk: &mut RawChunk, note: String) {
    *chunk.notes.entry(note).or_default() += 1;
}

fn short(code: &str) -> String {
    if code.is_empty() { "(ingen)".to_owned() } else { format!("`{}`", code.chars().take(12).collect::<String>()) }
}

/// Number times price in whole öre, rounded half up; empty when one of them is no number.
fn product(number: &str, price: &str) -> String {
    let parsed = |text: &str| parse_decimal(text, 4, DecimalMark::Point).ok().map(i128::from);
    let (Some(number), Some(price)) = (parsed(number), parsed(price)) else { return String::new() };
    let exact = number * price;
    let half = if exact < 0 { -500_000 } else { 500_000 };
    money((exact + half) / 1_000_000)
}

/// The sum of amounts; the first that is no amount instead, for the typing to refuse.
fn sum(amounts: &[&str]) -> String {
    let mut sum = 0_i128;
    for amount in amounts {
        match parse_decimal(amount, 2, DecimalMark::Point) {
            Ok(ore) => sum += i128::from(ore),
            Err(_) => return (*amount).to_owned(),
        }
    }
    money(sum)
}

fn money(ore: i128) -> String {
    let sign = if ore < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", ore.unsigned_abs() / 100, ore.unsigned_abs() % 100)
}

#[cfg(test)]
mod tests {
    use super::{product, sum};

    #[test]
    fn number_times_price_is_whole_ore() {
        let check = |number: &str, price: &str, expect: &str| assert_eq!(product(number, price), expect);
        check("8.4", "185.50", "1558.20");
        check("-1", "0.005", "-0.01");
        check("0.3333", "0.01", "0.00");
        check("8", "", "");
        check("99999999999999", "99999999999999", "9999999999999800000000000001.00");
    }

    #[test]
    fn a_sum_that_holds_no_amount_shows_it() {
        assert_eq!(sum(&["1.50", "-0.25"]), "1.25");
        assert_eq!(sum(&["1.50", "tolv"]), "tolv");
    }
}
