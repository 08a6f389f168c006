//! The mass of daily rows: invoices, who handled them, payments and orders, drawn month by month while they are written.

mod layout;

use self::layout::{Column, Column as C, FIRST, SECOND, THIRD};
use crate::calendar::{Day, Moment};
use crate::draw::Draw;
use crate::error::TownError;
use crate::folder::{ArchiveMember, Folder, Text};
use crate::form::{Cell, EXCEL, OLD, TAB};
use crate::numbers;
use crate::suppliers::written_account;
use crate::trades::trade_of;
use crate::world::{Invoice, Rhythm, World};
use std::collections::BTreeSet;

/// The files that are open while the months pass.
struct Desk {
    /// Draws for what is made apart.
    apart: Draw,
    /// How many of those there are.
    beside: u64,
    /// Organisations that are not registered for VAT.
    unregistered: BTreeSet<String>,
    approvals: Text,
    orders: Text,
    invoices: u64,
    numbered: Vec<u32>,
    placed: u64,
}

/// Writes the ledger, the approvals, the payments and the orders; adds up what every contract was used for.
pub(crate) fn write(
    world: &mut World,
    folder: &mut Folder,
    progress: &mut dyn FnMut(&str, u64, u64),
) -> Result<(), TownError> {
    let mut draw = world.draw("daily");
    let months: Vec<Day> = world.months().collect();
    let total = world.span.months().count() as u64;
    let mut planned = std::mem::take(&mut world.invoices);
    planned.sort_by(|a, b| (a.paid, a.supplier, &a.number).cmp(&(b.paid, b.supplier, &b.number)));
    let mut planned = planned.into_iter().peekable();
    let approvals =
        folder.text("kommunstyrelsen/attester.txt", TAB, &["Faktura-id", "Steg", "Användare", "Tidpunkt"])?;
    let orders = folder.text(
        "kommunstyrelsen/inkopsordrar.csv",
        EXCEL,
        &["Inköpsorder", "Leverantörsnr", "Beställd", "Beställare", "Förvaltning", "Ordervärde"],
    )?;
    let mut desk = Desk {
        apart: world.draw("daily apart"),
        beside: 0,
        unregistered: unregistered(world),
        approvals,
        orders,
        invoices: 0,
        numbered: vec![0; world.suppliers.len()],
        placed: 0,
    };
    let mut archive = folder.archive("kommunstyrelsen/utbetalningar.zip")?;
    let mut done = 0;
    for year in world.span.first.year()..=world.until.year() {
        let name = format!("utbetalningar_{year}.csv");
        let mut payments = archive.member(&name, OLD, &PAYMENTS)?;
        for &month in months.iter().filter(|month| month.year() == year) {
            let mut invoices = drawn(world, &mut draw, &mut desk, month);
            remember(world, &invoices, month);
            while let Some(invoice) = planned.next_if(|invoice| invoice.paid < month.month_plus(1)) {
                invoices.push(invoice);
            }
            invoices.sort_by(|a, b| (a.paid, a.supplier, &a.number).cmp(&(b.paid, b.supplier, &b.number)));
            let mut ledger = Ledger::open(folder, done, total, month)?;
            for invoice in &invoices {
                file(world, &mut draw, &mut desk, (&mut ledger, &mut payments), invoice)?;
            }
            if done % 12 == 4 {
                ledger.spoil()?;
            }
            folder.close(ledger.text)?;
            done += 1;
            progress("Reskontra", done, total);
        }
    }
    folder.close_archive(archive)?;
    folder.close(desk.approvals)?;
    folder.close(desk.orders)
}

/// Where the numbers of invoices made apart begin.
const BESIDE: u64 = 9_000_000;

/// The organisations that are not registered for VAT, and so charge none.
pub(crate) fn unregistered(world: &World) -> BTreeSet<String> {
    world.companies.iter().filter(|company| !company.vat).map(|company| company.org.clone()).collect()
}

const PAYMENTS: [&str; 8] =
    ["Betalningsnr", "Faktura-id", "Leverantörsnr", "Belopp", "Betaldatum", "Mottagarkonto", "Släppt av", "Manuell"];

/// Keeps the invoices of the last half year that nothing is the matter with, for the payment day.
fn remember(world: &mut World, invoices: &[Invoice], month: Day) {
    let last = world.span.last;
    if month > last || month < last.month_plus(-5) {
        return;
    }
    let plain = |invoice: &&Invoice| {
        let found = world.suppliers.get(invoice.supplier);
        invoice.net > 0 && found.is_some_and(|found| !found.taken) && !world.held.contains(&invoice.supplier)
    };
    let kept: Vec<Invoice> = invoices.iter().filter(plain).cloned().collect();
    world.recent.extend(kept);
}

/// The invoices of a month that nobody planned.
fn drawn(world: &World, draw: &mut Draw, desk: &mut Desk, month: Day) -> Vec<Invoice> {
    let mut out = Vec::new();
    let later = month > world.span.last;
    for (index, supplier) in world.suppliers.iter().enumerate() {
        if later && world.held.contains(&index) {
            continue;
        }
        let count = match supplier.rhythm {
            Rhythm::Contract(rate) => {
                let rate = i64::try_from(rate).unwrap_or(1);
                draw.between(rate / 2, rate * 3 / 2)
            }
            Rhythm::Occasional(per_mille) => i64::from(draw.chance(per_mille)),
            Rhythm::Planned => 0,
        };
        for _ in 0..count {
            out.push(ordinary(world, draw, desk, (index, month)));
        }
    }
    out
}

fn ordinary(world: &World, draw: &mut Draw, desk: &mut Desk, (index, month): (usize, Day)) -> Invoice {
    let supplier = world.suppliers.get(index);
    let contracted = world.covers.contains_key(&index);
    let fixed = i32::try_from(index % 22).unwrap_or(0);
    let day = if contracted { draw.days(0, 26) } else { fixed + draw.days(0, 3) };
    let end = if month > world.span.last { world.until } else { world.span.last };
    let paid = month.plus(day).workday().min(end);
    let late = if draw.chance(30) { draw.days(20, 70) } else { 0 };
    let dated = paid.plus(-28 - draw.days(0, 5) - late);
    let trade = supplier.map_or(0, |supplier| supplier.trade);
    let kind = trade_of(trade);
    let unit = supplier.map_or(0, |supplier| draw.pick(&supplier.units));
    let level = kind.level * i64::try_from(world.habit.of([80, 140])).unwrap_or(100) / 100;
    let mut net = draw.amount(if contracted { level * 2 } else { level });
    if !contracted {
        net = net.min(42_000_00 + draw.between(0, 3_000_00));
    }
    let credit = draw.chance(8);
    if credit {
        net = -net / 3 - draw.between(1, 9_999);
    }
    let contract = if draw.chance(920) { covering(world, index, dated) } else { None };
    Invoice {
        supplier: index,
        number: number(desk, index, dated, credit),
        dated,
        paid,
        net,
        vat: if supplier.is_some_and(|found| desk.unregistered.contains(&found.org)) {
            0
        } else {
            net * kind.vat / 100
        },
        withheld: 0,
        unit,
        trade,
        contract: contract
            .and_then(|place| world.contracts.get(place))
            .map_or_else(String::new, |found| found.id.clone()),
        order: (contracted && draw.chance(400)).then(|| dated.plus(-draw.days(5, 25)).workday()),
        text: draw.pick(&kind.lines),
        chain: chain(world, draw, unit, contracted),
        account: None,
        manual: false,
        lines: if contracted { draw.between(1, 4) } else { draw.between(1, 2) },
        apart: false,
        approved: None,
    }
}

/// The next number in a supplier's own way of numbering.
fn number(desk: &mut Desk, index: usize, dated: Day, credit: bool) -> String {
    let Some(counter) = desk.numbered.get_mut(index) else { return String::new() };
    *counter += 1;
    if credit {
        format!("K{}", serial(index, u64::from(*counter)))
    } else {
        numbered(index, u64::from(*counter), dated)
    }
}

const fn serial(index: usize, counter: u64) -> u64 {
    10_000 + counter + (index as u64 * 7_919) % 60_000
}

/// The invoice number with that counter in a supplier's own way of numbering.
pub(crate) fn numbered(index: usize, counter: u64, dated: Day) -> String {
    let (serial, year) = (serial(index, counter), dated.year());
    match index % 5 {
        0 | 1 => serial.to_string(),
        2 => format!("F-{serial}"),
        3 => format!("{year}-{serial}"),
        _ => format!("INV{serial:07}"),
    }
}

/// Three different people: one registers (or the robot), one approves, one releases.
pub(crate) fn chain(world: &World, draw: &mut Draw, unit: usize, electronic: bool) -> [usize; 3] {
    let Some(unit) = world.units.get(unit) else { return [0; 3] };
    let register = if electronic && draw.chance(700) { world.robot } else { draw.pick(&unit.registrars) };
    let mut release = draw.pick(&world.finance);
    let approve = draw.pick(&unit.approvers);
    if release == approve || release == register {
        release = world.finance.iter().copied().find(|user| *user != approve && *user != register).unwrap_or(release);
    }
    [register, approve, release]
}

/// The contract that covers a supplier on a day.
pub(crate) fn covering(world: &World, supplier: usize, day: Day) -> Option<usize> {
    let list = world.covers.get(&supplier)?;
    list.iter().copied().find(|&place| {
        world.contracts.get(place).is_some_and(|contract| contract.starts <= day && day <= contract.ends)
    })
}

/// One month's ledger file.
struct Ledger {
    text: Text,
    layout: &'static [(Column, &'static str)],
}

impl Ledger {
    fn open(folder: &mut Folder, done: u64, total: u64, month: Day) -> Result<Self, TownError> {
        let (layout, dialect): (&'static [(Column, &'static str)], _) = match done * 3 / total.max(1) {
            0 => (&FIRST, OLD),
            1 => (&SECOND, EXCEL),
            _ => (&THIRD, TAB),
        };
        let (year, number, _) = month.civil();
        let name = format!("kommunstyrelsen/reskontra/leverantorsreskontra_{year}-{number:02}.csv");
        let header: Vec<&str> = layout.iter().map(|(_, name)| *name).collect();
        Ok(Self { text: folder.text(&name, dialect, &header)?, layout })
    }

    /// A line that somebody broke by hand: the sum is a remark.
    fn spoil(&mut self) -> Result<(), TownError> {
        let cells: Vec<Cell<'_>> = self
            .layout
            .iter()
            .map(|(column, _)| match column {
                C::Id => Cell::Text("SAKNAS"),
                C::Supplier => Cell::Text("30001"),
                C::Paid => Cell::Text("se nästa rad"),
                C::Net => Cell::Text("se bilaga"),
                _ => Cell::Empty,
            })
            .collect();
        self.text.row(&cells)
    }
}

/// Everything that a line repeats from its invoice.
struct Sheet<'a> {
    id: &'a str,
    voucher: &'a str,
    org: &'a str,
    order: &'a str,
    registered: Moment,
}

/// Writes an invoice: its lines, its approvals, its payment, its order.
fn file(
    world: &mut World,
    draw: &mut Draw,
    desk: &mut Desk,
    (ledger, payments): (&mut Ledger, &mut ArchiveMember<'_>),
    invoice: &Invoice,
) -> Result<(), TownError> {
    let number = if invoice.apart {
        desk.beside += 1;
        BESIDE + desk.beside
    } else {
        desk.invoices += 1;
        desk.invoices
    };
    let id = format!("{}{number:07}", invoice.paid.year());
    let voucher = format!("L{}", 400_000 + number);
    let order = match invoice.order {
        Some(day) => place_order(world, desk, invoice, day)?,
        None => String::new(),
    };
    let mut apart = desk.apart.clone();
    let draw = if invoice.apart { &mut apart } else { draw };
    let registered = invoice.dated.plus(draw.days(2, 6)).workday().at(draw.between(8, 15), draw.between(0, 59));
    let approved = registered.day().plus(draw.days(1, 5)).workday().at(draw.between(8, 16), draw.between(0, 59));
    let approved = invoice.approved.unwrap_or(approved);
    let released = invoice.paid.at(7, draw.between(0, 59)).max(approved);
    desk.apart = apart;
    let org = world.suppliers.get(invoice.supplier).map_or_else(String::new, |supplier| {
        if supplier.id.ends_with('3') { supplier.org.clone() } else { numbers::org_dashed(&supplier.org) }
    });
    let sheet = Sheet { id: &id, voucher: &voucher, org: &org, order: &order, registered };
    write_lines(world, ledger, invoice, &sheet)?;
    for ((step, user), at) in
        ["register", "approve", "release"].into_iter().zip(invoice.chain).zip([registered, approved, released])
    {
        desk.approvals.row(&[(&id).into(), step.into(), world.user_id(user).into(), at.into()])?;
    }
    pay(world, payments, (invoice, &id, number))?;
    let covered = covering(world, invoice.supplier, invoice.dated).filter(|_| invoice.paid <= world.span.last);
    if let Some(contract) = covered.and_then(|place| world.contracts.get_mut(place)) {
        contract.spent += invoice.net;
    }
    Ok(())
}

fn place_order(world: &World, desk: &mut Desk, invoice: &Invoice, day: Day) -> Result<String, TownError> {
    desk.placed += 1;
    let id = format!("IO{:07}", desk.placed);
    let supplier = world.suppliers.get(invoice.supplier).map_or("", |supplier| supplier.id.as_str());
    let [by, ..] = invoice.chain;
    let by = if by == world.robot {
        world.units.get(invoice.unit).and_then(|unit| unit.registrars.first().copied()).unwrap_or(by)
    } else {
        by
    };
    desk.orders.row(&[
        (&id).into(),
        supplier.into(),
        day.into(),
        world.user_id(by).into(),
        world.unit_name(invoice.unit).into(),
        Cell::Money(invoice.net),
    ])?;
    Ok(id)
}

fn write_lines(world: &World, ledger: &mut Ledger, invoice: &Invoice, sheet: &Sheet<'_>) -> Result<(), TownError> {
    let Some(supplier) = world.suppliers.get(invoice.supplier) else { return Ok(()) };
    let kind = trade_of(invoice.trade);
    let [registrar, ..] = invoice.chain;
    let count = invoice.lines.max(1);
    let mut cells = Vec::with_capacity(ledger.layout.len());
    for line in 0..count {
        let share = |sum: i64| if line == 0 { sum - sum / count * (count - 1) } else { sum / count };
        let (net, vat) = (share(invoice.net), share(invoice.vat));
        cells.clear();
        cells.extend(ledger.layout.iter().map(|(column, _)| match column {
            C::Id => Cell::Text(sheet.id),
            C::Voucher => Cell::Text(sheet.voucher),
            C::Supplier => (&supplier.id).into(),
            C::Name => (&supplier.name).into(),
            C::Org => sheet.org.into(),
            C::Number => (&invoice.number).into(),
            C::Dated => invoice.dated.into(),
            C::Paid => invoice.paid.into(),
            C::Net => Cell::Money(net),
            C::Vat => Cell::Money(vat),
            C::Gross => Cell::Money(net + vat),
            C::Withheld => Cell::Money(if line == 0 { invoice.withheld } else { 0 }),
            C::Currency => Cell::Text("SEK"),
            C::Unit => world.unit_name(invoice.unit).into(),
            C::Account => Cell::Text(kind.account),
            C::AccountText => Cell::Text(kind.account_text),
            C::Cpv => Cell::Text(kind.cpv),
            C::Contract => (&invoice.contract).into(),
            C::Order => sheet.order.into(),
            C::Text => invoice.text.into(),
            C::Kind => Cell::Text("supplier_invoice"),
            C::By => world.user_id(registrar).into(),
            C::At => sheet.registered.into(),
        }));
        ledger.text.row(&cells)?;
    }
    Ok(())
}

fn pay(
    world: &World,
    payments: &mut ArchiveMember<'_>,
    (invoice, id, number): (&Invoice, &str, u64),
) -> Result<(), TownError> {
    let Some(supplier) = world.suppliers.get(invoice.supplier) else { return Ok(()) };
    let account = match (&invoice.account, &supplier.before) {
        (Some(account), _) => account.clone(),
        (None, Some((day, old))) if invoice.paid < *day => old.clone(),
        _ => written_account(supplier),
    };
    let [_, _, release] = invoice.chain;
    let payment = format!("U{number:08}");
    payments.row(&[
        (&payment).into(),
        id.into(),
        (&supplier.id).into(),
        Cell::Money(invoice.net + invoice.vat - invoice.withheld),
        invoice.paid.into(),
        (&account).into(),
        world.user_id(release).into(),
        invoice.manual.into(),
    ])
}
