//! The next payment day of a town: its payment files as banks and ledger systems want them, with payments that must be stopped,
//! payments that only look as if they must, and the truth about both in `facit/payments.csv`.
//!
//! The registers were prepared by `plant::due`. What the files hold comes from the same suppliers as the ledger, with invoice
//! numbers that go on where the ledger ends. The formats are written by hand here, on purpose independently of whoever reads
//! them.

mod day;
mod due;
mod judge;
mod kind;
mod large;
mod lb;
mod pain;
mod peppol;
mod proposal;
mod special;

pub(crate) use due::Account;
pub use judge::{ScreeningScore, Stopped, evaluate_payments};
pub(crate) use kind::{Kind, Wish};
pub(crate) use large::write as write_large;

use crate::calendar::Day;
use crate::error::TownError;
use crate::folder::Folder;
use crate::form::{Cell, EXCEL};
use crate::numbers;
use crate::world::World;
use day::Payday;
use due::{Due, Form};
use std::fmt::Write as _;

/// The municipality that pays: name, organisation number, bankgiro, IBAN. Nobody has them.
struct Payer {
    name: &'static str,
    org: String,
    bankgiro: String,
    iban: String,
}

impl Payer {
    fn new() -> Self {
        Self {
            name: "Lindåkers kommun",
            org: numbers::with_luhn("219900000"),
            bankgiro: numbers::with_luhn("5050000"),
            iban: numbers::swedish_iban("500", "50000000017"),
        }
    }
}

/// The day that is paid on: the third day after the registers end, a working day.
fn pay_on(world: &World) -> Day {
    world.span.last.plus(3).workday()
}

/// How many plainly good payments each file holds in a town of 50 000, and at least.
const GOOD: [(Form, u64, u64); 6] = [
    (Form::Bankgiro, 1_500, 130),
    (Form::Plusgiro, 140, 24),
    (Form::Account, 260, 30),
    (Form::Lb, 500, 60),
    (Form::Proposal, 700, 90),
    (Form::Peppol, 25, 8),
];

/// A payment in its file: its place from 1, its id, and what it is.
struct Placed {
    order: u64,
    id: String,
    due: Due,
}

/// Numbers the payments of a file.
fn place(dues: Vec<Due>, prefix: &str) -> Vec<Placed> {
    let number = |(order, due): (u64, Due)| Placed { order, id: format!("{prefix}-{order:06}"), due };
    (1..).zip(dues).map(number).collect()
}

/// Writes the files to `betalfiler`, and the truth.
pub(crate) fn write(world: &mut World, folder: &mut Folder) -> Result<(), TownError> {
    let (payer, on) = (Payer::new(), pay_on(world));
    let mut day = Payday::new(world);
    special::fill(&mut day);
    for (form, count, least) in GOOD {
        let count = day.world.scaled(count, least);
        day.ordinary(form, count);
    }
    let files = day.files();
    let mut truth = Truth::new();
    for (form, dues) in files {
        let placed = place(dues, prefix(form));
        if form == Form::Peppol {
            for one in placed {
                let name = format!("betalfiler/peppol/faktura-{:03}.xml", one.order);
                folder.write(&name, &peppol::invoice(world, &payer, &one.due))?;
                let id = one.due.number.clone();
                truth.note(&name, &Placed { order: 1, id, due: one.due });
            }
            continue;
        }
        let name = format!("betalfiler/{}", file(form));
        match form {
            Form::Lb => folder.write_latin(&name, &lb::file(&payer, on, &placed))?,
            Form::Proposal => proposal::file(world, folder, &name, (&placed, on))?,
            Form::Account => folder.write(&name, &pain::document(world, &payer, &placed, (pain::NINE, on)))?,
            _ => folder.write(&name, &pain::document(world, &payer, &placed, (pain::THREE, on)))?,
        }
        placed.iter().for_each(|one| truth.note(&name, one));
    }
    truth.write(folder)
}

const fn file(form: Form) -> &'static str {
    match form {
        Form::Bankgiro => "betalning-bankgiro.xml",
        Form::Plusgiro => "betalning-plusgiro.xml",
        Form::Account => "betalning-konto.xml",
        Form::Lb => "leverantorsbetalningar.lb",
        Form::Proposal | Form::Peppol => "betalningsforslag.csv",
    }
}

const fn prefix(form: Form) -> &'static str {
    match form {
        Form::Bankgiro => "BG260703",
        Form::Plusgiro => "PG260703",
        Form::Account => "KT260703",
        Form::Lb => "LB260703",
        Form::Proposal => "BF260703",
        Form::Peppol => "EF260703",
    }
}

/// The truth as it is written.
struct Truth(Vec<[String; 6]>);

impl Truth {
    const fn new() -> Self {
        Self(Vec::new())
    }

    fn note(&mut self, file: &str, one: &Placed) {
        let Some(kind) = one.due.kind else { return };
        let [id, must, why] = kind.tell();
        let order = one.order.to_string();
        self.0.push([file.to_owned(), order, one.id.clone(), id.to_owned(), must.to_owned(), why.to_owned()]);
    }

    fn write(&self, folder: &mut Folder) -> Result<(), TownError> {
        let header = ["file", "order", "id", "kind", "must", "explanation"];
        let mut text = folder.text("facit/payments.csv", EXCEL, &header)?;
        for row in &self.0 {
            text.row(&row.each_ref().map(Into::into))?;
        }
        folder.close(text)
    }
}

/// The organisations of cases that were confirmed, in the form of a register.
pub(crate) fn confirmed(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let header = ["Ärendenummer", "Organisationsnummer", "Bekräftat", "Gäller till"];
    let mut text = folder.text("kommunstyrelsen/bekraftade_arenden.csv", EXCEL, &header)?;
    let cases = world.wishes.iter().filter(|wish| wish.kind == Kind::ConfirmedCase);
    for (number, wish) in (1..).zip(cases) {
        let Some(supplier) = world.suppliers.get(wish.supplier) else { continue };
        let case = format!("KS 2026/9{number:02}");
        let org = numbers::org_dashed(&supplier.org);
        let on = world.span.last.plus(-40);
        text.row(&[(&case).into(), (&org).into(), on.into(), Cell::Empty])?;
    }
    for (number, (org, on)) in (1..).zip(&world.planned.confirmed) {
        let (case, org) = (format!("KS 2026/8{number:02}"), numbers::org_dashed(org));
        text.row(&[(&case).into(), (&org).into(), (*on).into(), Cell::Empty])?;
    }
    folder.close(text)
}

/// Text for an XML document.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A sum of öre as `1234.50`.
fn sum(ore: i64) -> String {
    let mut text = String::new();
    crate::form::write_sum(&mut text, ore, crate::form::Sums::Point);
    text
}

/// A day as `2026-07-03`.
fn dashed(day: Day) -> String {
    let (year, month, of_month) = day.civil();
    let mut text = String::with_capacity(10);
    let _ = write!(text, "{year:04}-{month:02}-{of_month:02}");
    text
}

/// A day as `260703`.
fn short(day: Day) -> String {
    let (year, month, of_month) = day.civil();
    format!("{:02}{month:02}{of_month:02}", year % 100)
}
