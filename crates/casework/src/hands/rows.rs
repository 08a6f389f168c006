//! Steps from a table: the register `approvals` with a column for the unit, or the same of other flows.

use super::{Flow, Handling};
use crate::sheet::{Reading, Sheet, Unfit, Wanted, folded};

/// The columns of steps.
pub const COLUMNS: [Wanted; 6] = [
    wanted("unit", "Enhet", &["ansvar", "förvaltning", "avdelning", "organisation", "unit"], true),
    wanted("flow", "Flöde", &["process", "flow"], false),
    wanted(
        "matter",
        "Faktura-id",
        &["ärende", "ärendenr", "ärende id", "löpnr", "löpnummer", "ankomstnr", "faktura", "fakturanr", "invoice"],
        true,
    ),
    wanted("step", "Steg", &["attesttyp", "roll", "moment", "steg i flödet", "attestroll", "händelse"], true),
    wanted(
        "person",
        "Användare",
        &["användarid", "attestant", "sign", "signatur", "utförd av", "user", "attesterad av"],
        true,
    ),
    wanted("day", "Tidpunkt", &["tid", "datum", "attesttid", "attestdatum", "utförd", "datum och tid", "date"], true),
];

pub(super) const fn wanted(
    id: &'static str,
    label: &'static str,
    synonyms: &'static [&'static str],
    is_required: bool,
) -> Wanted {
    Wanted { id, label, synonyms, is_required }
}

/// What the steps of the flows are called, as words begin.
pub const STEPS: [(Flow, [&[&str]; 3]); 3] = [
    (
        Flow::Invoice,
        [
            &["register", "registrer", "ankomst", "kontera"],
            &["attest", "approve", "godkänn", "beslutsattest", "sakattest"],
            &["release", "släpp", "utbetal", "betal", "utanordn"],
        ],
    ),
    (Flow::Matter, [&["handl", "utred"], &["decide", "beslut", "bevilja"], &["pay", "betal", "utbetal", "verkställ"]]),
    (
        Flow::Request,
        [
            &["ask", "fråg", "beställ", "begär"],
            &["see", "sett", "sedd", "läs", "visa", "öppna"],
            &["close", "stäng", "avslut"],
        ],
    ),
];

/// Accounts that are nobody: what their names begin with, as in the controls DE-04 and DE-05.
const MACHINES: [&str; 4] = ["system", "robot", "batch", "edi"];

/// Puts every row of a table without units in one.
pub fn in_one_unit(sheet: &mut Sheet, unit: &str) {
    let [of, ..] = COLUMNS;
    if sheet.names(&[of]) > 0 {
        return;
    }
    sheet.header.push(of.label.to_owned());
    let width = sheet.header.len();
    for row in &mut sheet.rows {
        row.cells.resize(width.saturating_sub(1), String::new());
        row.cells.push(unit.to_owned());
    }
}

/// Which steps a word may mean, in the flow when it is known.
#[must_use]
pub fn step_of(word: &str, flow: Option<Flow>) -> Vec<(Flow, u8)> {
    let word = folded(word);
    let first = word.split(' ').next().unwrap_or_default();
    let of = |(known, steps): &(Flow, [&[&str]; 3])| {
        let is_it = |(_, words): &(u8, &&[&str])| words.iter().any(|begins| first.starts_with(begins));
        let step = (0_u8..).zip(steps).find(is_it).map(|(step, _)| (*known, step));
        step.filter(|(known, _)| flow.is_none_or(|flow| flow == *known))
    };
    STEPS.iter().filter_map(of).collect()
}

/// A flow by its name.
fn flow_of(word: &str) -> Option<Flow> {
    let word = folded(word);
    let known: [(Flow, &[&str]); 3] = [
        (Flow::Invoice, &["faktur", "invoice", "leverantör"]),
        (Flow::Matter, &["ärende", "bidrag", "bistånd", "matter", "beslut"]),
        (Flow::Request, &["beställ", "begär", "fråg", "request", "åtkomst", "uppgift"]),
    ];
    let is_it = |(_, words): &(Flow, &[&str])| words.iter().any(|begins| word.starts_with(begins));
    known.into_iter().find(is_it).map(|(flow, _)| flow)
}

/// Steps that were read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// What people did. Persons are as written.
    pub handled: Vec<Handling>,
    /// How many rows were done by a machine.
    pub machines: usize,
    /// Every cell that can not be used.
    pub unfit: Vec<Unfit>,
}

/// The steps of a table.
#[must_use]
pub fn rows(sheet: &Sheet) -> Rows {
    let columns = match sheet.columns(&COLUMNS) {
        Ok(columns) => columns,
        Err(missing) => return Rows { unfit: missing, ..Rows::default() },
    };
    let mut read = Rows::default();
    for row in &sheet.rows {
        let mut reading = Reading::new(row, &columns);
        if reading.is_empty() {
            continue;
        }
        let named = reading.text("flow");
        let flow = flow_of(named);
        if flow.is_none() && !named.is_empty() {
            reading.wrong("flow", "flödet känns inte igen; skriv faktura, ärende eller beställning");
        }
        // A step that several flows have is one of invoices when no flow is named.
        let steps = step_of(reading.text("step"), flow);
        if steps.is_empty() {
            let why = "steget känns inte igen; skriv till exempel registrera, attestera eller släppa";
            reading.wrong("step", why);
        }
        if reading.text("day").is_empty() {
            reading.wrong("day", "cellen är tom; fyll i den");
        }
        let (unit, matter, person) = (reading.required("unit"), reading.required("matter"), reading.required("person"));
        let day = reading.day("day");
        let unfit = reading.into_unfit();
        let is_machine = MACHINES.iter().any(|begins| person.to_lowercase().starts_with(begins));
        match (steps.first(), day) {
            _ if !unfit.is_empty() => read.unfit.extend(unfit),
            _ if is_machine => read.machines += 1,
            (Some((flow, step)), Some(day)) => {
                read.handled.push(Handling { unit, flow: *flow, matter, step: *step, person, day });
            }
            _ => {}
        }
    }
    read
}
