//! Decisions against the order: outside it, expired, above the limit, not notified; and the list for the board's meeting.

use chrono::{Datelike as _, NaiveDate};

use super::{
    limit::Limit,
    order::{Order, Point},
    text::amount,
};
use crate::{
    letter::{Block, Letter},
    sheet::{Reading, Sheet, Unfit, Wanted, folded},
};

/// A decision that somebody made by delegation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// Its id or diary number.
    pub id: String,
    /// What kind of decision.
    pub kind: String,
    /// The amount in öre.
    pub amount_ore: Option<i64>,
    /// Who decided; a pseudonym once it is to be shown.
    pub decided_by: String,
    /// The post that they decided in.
    pub role: String,
    /// The unit.
    pub unit: String,
    /// When.
    pub decided_on: NaiveDate,
    /// The point that they named.
    pub point: String,
    /// When it was notified to the board.
    pub notified_on: Option<NaiveDate>,
}

/// The columns of decisions: those of the register `decisions`.
pub const COLUMNS: [Wanted; 9] = [
    wanted("id", "Besluts-id", &["beslutsnr", "diarienr", "diarienummer", "dnr", "ärendenr", "löpnr"], true),
    wanted("kind", "Beslutstyp", &["typ", "typ av beslut", "ärendemening", "decision kind"], false),
    wanted("amount", "Belopp", &["summa", "värde", "beslutat belopp", "belopp kr"], false),
    wanted(
        "decided_by",
        "Beslutsfattare",
        &["beslutad av", "beslut av", "anställningsnr", "beslutsfattare anställningsnr"],
        true,
    ),
    wanted("role", "Roll", &["befattning", "funktion", "titel", "delegatens befattning", "delegat"], true),
    wanted("unit", "Förvaltning", &["nämnd", "enhet", "avdelning", "ansvar", "organisation"], false),
    wanted("decided_on", "Beslutsdatum", &["datum", "beslutad", "beslut datum"], true),
    wanted(
        "point",
        "Delegationspunkt",
        &["punkt", "delegationsordning punkt", "delegationsnr", "paragraf", "delegation"],
        true,
    ),
    wanted(
        "notified_on",
        "Anmäld",
        &["anmäld till nämnd", "anmälningsdatum", "anmäld datum", "återrapporterad"],
        false,
    ),
];

const fn wanted(id: &'static str, label: &'static str, synonyms: &'static [&'static str], is_required: bool) -> Wanted {
    Wanted { id, label, synonyms, is_required }
}

/// Decisions of a table: those that can be read, and every cell that can not.
#[must_use]
pub fn rulings(sheet: &Sheet) -> (Vec<Ruling>, Vec<Unfit>) {
    let columns = match sheet.columns(&COLUMNS) {
        Ok(columns) => columns,
        Err(missing) => return (Vec::new(), missing),
    };
    let (mut rulings, mut unfit) = (Vec::new(), Vec::new());
    for row in &sheet.rows {
        let mut reading = Reading::new(row, &columns);
        if reading.is_empty() {
            continue;
        }
        if reading.text("decided_on").is_empty() {
            reading.wrong("decided_on", "cellen är tom; fyll i den");
        }
        let ruling = Ruling {
            id: reading.required("id"),
            kind: reading.text("kind").to_owned(),
            amount_ore: reading.ore("amount"),
            decided_by: reading.required("decided_by"),
            role: reading.text("role").to_owned(),
            unit: reading.text("unit").to_owned(),
            decided_on: reading.day("decided_on").unwrap_or_default(),
            point: reading.text("point").to_owned(),
            notified_on: reading.day("notified_on"),
        };
        let wrong = reading.into_unfit();
        if wrong.is_empty() {
            rulings.push(ruling);
        }
        unfit.extend(wrong);
    }
    (rulings, unfit)
}

/// What is wrong with a decision.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The order has no such point, or none was named.
    NoPoint,
    /// The point was for others that day; these. Empty: for nobody, and the board decides.
    NotHolder(Vec<String>),
    /// The delegation had ended; its last day.
    Expired(NaiveDate),
    /// The delegation had not begun; its first day.
    NotBegun(NaiveDate),
    /// Above the limit: as the order has it, and in öre on the day of the decision.
    AboveLimit(Limit, i64),
    /// The point has a limit, the same, and the decision says no amount.
    NoAmount(Limit, i64),
    /// The limit is in price base amounts, and the library does not have that of the year of the decision.
    NoBaseAmount(Limit, i32),
    /// It should be notified to the board, and was not; so many days ago it was made.
    NotNotified(i64),
}

/// What counts as late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// The day that it is asked.
    pub today: NaiveDate,
    /// After so many days a decision should have been notified: two meetings with a month between, as the control DE-03.
    pub notify_days: i64,
}

impl Terms {
    /// The usual terms on a day.
    #[must_use]
    pub fn on(today: NaiveDate) -> Self {
        Self { today, notify_days: 60 }
    }
}

/// What is wrong with a decision, the gravest first; nothing when all is well.
#[must_use]
pub fn judge(order: &Order, ruling: &Ruling, terms: Terms) -> Vec<Fault> {
    let mut faults = Vec::new();
    let wordings = order.wordings(&ruling.point);
    let held: Vec<&&Point> = wordings.iter().filter(|point| folded(&point.holder) == folded(&ruling.role)).collect();
    let applied: Vec<&&&Point> = held.iter().filter(|point| point.on(ruling.decided_on)).collect();
    // Of several the widest counts: no limit, then the highest.
    let widest = applied.iter().max_by_key(|point| {
        let ore = point.limit.map(|limit| limit.ore_at_least(ruling.decided_on));
        (point.limit.is_none(), ore)
    });
    match widest {
        Some(point) => faults.extend(point.limit.and_then(|limit| beyond(limit, ruling))),
        None => faults.push(outside(&wordings, &held, ruling)),
    }
    if is_to_notify(&wordings, ruling) && ruling.notified_on.is_none() {
        let days = (terms.today - ruling.decided_on).num_days();
        if days > terms.notify_days {
            faults.push(Fault::NotNotified(days));
        }
    }
    faults
}

/// What is wrong with the amount of a decision, by the limit of the year that it was made in.
fn beyond(limit: Limit, ruling: &Ruling) -> Option<Fault> {
    match (limit.ore(ruling.decided_on), ruling.amount_ore) {
        (None, _) => Some(Fault::NoBaseAmount(limit, ruling.decided_on.year())),
        (Some(ore), Some(amount)) => (amount > ore).then_some(Fault::AboveLimit(limit, ore)),
        (Some(ore), None) => Some(Fault::NoAmount(limit, ore)),
    }
}

fn outside(wordings: &[&Point], held: &[&&Point], ruling: &Ruling) -> Fault {
    if wordings.is_empty() {
        return Fault::NoPoint;
    }
    let ended = held.iter().filter_map(|point| point.to).filter(|to| *to < ruling.decided_on).max();
    let begins = held.iter().map(|point| point.from).filter(|from| ruling.decided_on < *from).min();
    let holders = || {
        let mut holders: Vec<String> =
            wordings.iter().filter(|point| point.on(ruling.decided_on)).map(|point| point.holder.clone()).collect();
        holders.dedup();
        holders
    };
    ended.map(Fault::Expired).or_else(|| begins.map(Fault::NotBegun)).unwrap_or_else(|| Fault::NotHolder(holders()))
}

/// Whether a decision is to be notified: some wording of its point that applied that day says so. One that rests on
/// nothing is told to the board in another way.
fn is_to_notify(wordings: &[&Point], ruling: &Ruling) -> bool {
    wordings.iter().any(|point| point.on(ruling.decided_on) && point.notify)
}

/// The decisions to be notified at a meeting: every one that should be and was not, made until a day.
#[must_use]
pub fn to_notify<'a>(order: &Order, rulings: &'a [Ruling], until: NaiveDate) -> Vec<&'a Ruling> {
    let is_waiting = |ruling: &&Ruling| {
        ruling.notified_on.is_none()
            && ruling.decided_on <= until
            && is_to_notify(&order.wordings(&ruling.point), ruling)
    };
    let mut list: Vec<&Ruling> = rulings.iter().filter(is_waiting).collect();
    list.sort_by(|a, b| (a.decided_on, &a.point, &a.id).cmp(&(b.decided_on, &b.point, &b.id)));
    list
}

/// The list for the meeting. It names posts, not persons.
#[must_use]
pub fn notification(authority: &str, until: NaiveDate, list: &[&Ruling]) -> Letter {
    let row = |ruling: &&Ruling| {
        vec![
            ruling.id.clone(),
            ruling.decided_on.to_string(),
            ruling.point.clone(),
            ruling.kind.clone(),
            ruling.amount_ore.map(amount).unwrap_or_default(),
            ruling.role.clone(),
        ]
    };
    let head = ["Beslut", "Dag", "Punkt", "Beslutstyp", "Belopp", "Delegat"].map(str::to_owned).into();
    let rows: Vec<Vec<String>> = list.iter().map(row).collect();
    let lead = format!(
        "Beslut som har fattats på delegation till och med {until} och som ännu inte har anmälts. Anmälan görs enligt 6 kap. 40 § och 7 kap. 8 § kommunallagen (2017:725). Antal: {}.",
        rows.len()
    );
    let table = Block::Table { caption: "Delegationsbeslut att anmäla".to_owned(), head, rows };
    let none = Block::Paragraph { text: "Inget beslut väntar på att anmälas.".to_owned() };
    Letter {
        title: format!("Anmälan av delegationsbeslut till och med {until}"),
        language: "sv".to_owned(),
        authority: authority.to_owned(),
        day: until,
        diary_no: None,
        secrecy_marks: Vec::new(),
        blocks: vec![Block::Paragraph { text: lead }, if list.is_empty() { none } else { table }],
    }
}
