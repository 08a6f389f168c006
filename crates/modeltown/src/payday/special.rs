//! The payments of a day that stand in its truth.

use super::day::Payday;
use super::due::{Account, Due, Form};
use super::kind::{Kind, Wish};
use crate::calendar::Day;
use crate::trades::{RENT, trade_of};
use crate::world::{Invoice, Supplier};
use std::collections::BTreeSet;

/// Adds them all.
pub(super) fn fill(day: &mut Payday<'_>) {
    for wish in day.world.wishes.clone() {
        prepared(day, &wish);
    }
    paid_before(day);
    same_rent(day);
    moved(day);
    ordinary_but_odd(day);
}

/// A payment that the registers were prepared for.
fn prepared(day: &mut Payday<'_>, wish: &Wish) {
    let Some(mut due) = day.bill(wish.supplier) else { return };
    due.kind = Some(wish.kind);
    if let Some(account) = &wish.account {
        due.account = account.clone();
    }
    shape(day, &mut due, wish.kind);
    let form = day.form_of(wish.kind, &due.account);
    if wish.kind == Kind::DuplicateInFile {
        due.ocr.clear();
        day.add(form, Due { kind: None, ..due.clone() });
        if day.draw.chance(500) {
            due.number = otherwise(&due.number);
        }
        day.add_last(form, due);
        return;
    }
    if wish.kind == Kind::CheckDigit {
        mistyped(day, due);
        return;
    }
    day.add(form, due);
}

/// What is the matter with it besides the registers.
fn shape(day: &mut Payday<'_>, due: &mut Due, kind: Kind) {
    let approver = day.world.units.get(unit_of(day, due)).and_then(|unit| unit.approvers.first().copied());
    let deputy = day.world.units.get(unit_of(day, due)).and_then(|unit| unit.approvers.last().copied());
    let mut costs = |net: i64| {
        due.net = net;
        due.vat = net * trade_of(day.world.suppliers.get(due.supplier).map_or(0, |found| found.trade)).vat / 100;
    };
    match kind {
        Kind::NoContract => costs(day.draw.between(900_000_00, 1_700_000_00)),
        Kind::NewWithContract => costs(day.draw.between(720_000_00, 1_100_000_00)),
        Kind::AboveLimit => costs(day.draw.between(640_000_00, 1_200_000_00)),
        Kind::Sham => costs(day.draw.between(29, 76) * 100_00),
        Kind::Expenses => costs(day.draw.between(240_00, 1_900_00)),
        Kind::SelfAttested => costs(day.draw.between(12_000_00, 38_000_00)),
        Kind::NoFTax | Kind::GoodsWithoutFTax => costs(day.draw.between(14_000_00, 38_000_00)),
        Kind::DuplicateInFile => costs(day.draw.between(9_000_00, 38_000_00)),
        _ => {}
    }
    match kind {
        Kind::AboveLimit => due.hands = [day.world.robot, approver.unwrap_or_default()],
        // Large sums are approved by somebody whom no line of the delegation order limits.
        Kind::NoContract | Kind::NewWithContract => due.hands = [day.world.robot, deputy.unwrap_or_default()],
        Kind::SelfAttested => due.hands = [deputy.unwrap_or_default(); 2],
        Kind::Robot => due.hands = [day.world.robot; 2],
        // Written after what happened, so that nothing was under way already.
        Kind::NoFTax | Kind::GoodsWithoutFTax | Kind::Deregistered => due.dated = day.dated(),
        Kind::Sham => {
            due.dated = day.dated();
            due.number = format!("{}", 1_001 + due.supplier % 40);
            due.ocr.clear();
            due.text = "Annons i företagskatalog, 12 månader";
        }
        Kind::Expenses => {
            due.number = format!("UTL-{}", 2_600 + due.supplier % 400);
            due.ocr.clear();
            due.text = "Utlägg enligt kvitto";
        }
        Kind::Estate => due.name = format!("Konkursboet {}", due.name),
        Kind::UnknownPair | Kind::PeppolPayee => due.account = Account::Bankgiro(day.world.mint.bankgiro()),
        _ => {}
    }
}

fn unit_of(day: &Payday<'_>, due: &Due) -> usize {
    day.world.suppliers.get(due.supplier).and_then(|found| found.units.first().copied()).unwrap_or_default()
}

/// One mistyped bankgiro, and now and then a plusgiro, an account and an IBAN of others.
fn mistyped(day: &mut Payday<'_>, due: Due) {
    let others = [Form::Plusgiro, Form::Account];
    for own in others {
        if !day.draw.chance(400) {
            continue;
        }
        let pool: Vec<usize> = day.eligible(own).to_vec();
        let other = day.draw.pick(&pool);
        if pool.is_empty() {
            continue;
        }
        if let Some(mut wrong) = day.bill(other) {
            wrong.kind = Some(Kind::CheckDigit);
            wrong.account = wrong.account.mistyped();
            let form = day.form_of(Kind::CheckDigit, &wrong.account);
            day.add(form, wrong);
        }
    }
    let account = due.account.mistyped();
    let form = day.form_of(Kind::CheckDigit, &account);
    day.add(form, Due { account, ..due });
}

/// An invoice number as another hand would type it.
fn otherwise(number: &str) -> String {
    let plain = number.replace('-', "");
    let (head, tail) = plain.split_at_checked(plain.len().saturating_sub(3)).unwrap_or((&plain, ""));
    format!("{} {tail}", head.to_lowercase())
}

/// Invoices of recent months that come again.
fn paid_before(day: &mut Payday<'_>) {
    let wanted = day.world.scaled(6, 2);
    let fits = |supplier: &Supplier, invoice: &Invoice| {
        supplier.kind == "company" && invoice.net >= 6_000_00 && invoice.vat > 0 && supplier.trade != RENT
    };
    for invoice in recent(day, wanted, fits) {
        let Some(mut due) = day.bill(invoice.supplier) else { continue };
        due.kind = Some(Kind::DuplicatePaid);
        due.number = otherwise(&invoice.number);
        due.ocr.clear();
        (due.dated, due.net, due.vat) = (invoice.dated, invoice.net, invoice.vat);
        let form = day.form_of(Kind::DuplicatePaid, &due.account);
        day.add(form, due);
    }
}

/// A rent of the same sum as last month.
fn same_rent(day: &mut Payday<'_>) {
    let wanted = day.world.scaled(6, 2);
    let last: Day = day.world.span.last;
    let fits = |supplier: &Supplier, _: &Invoice| supplier.trade == RENT;
    for invoice in recent(day, wanted, fits) {
        let Some(mut due) = day.bill(invoice.supplier) else { continue };
        due.kind = Some(Kind::SameRent);
        (due.dated, due.net, due.vat) = (last.plus(-25), invoice.net, invoice.vat);
        due.text = "Hyra juli";
        let form = day.form_of(Kind::SameRent, &due.account);
        day.add(form, due);
    }
}

/// Some recent invoices, each of another supplier, that fit.
fn recent(day: &mut Payday<'_>, wanted: usize, fits: impl Fn(&Supplier, &Invoice) -> bool) -> Vec<Invoice> {
    let mut out: Vec<Invoice> = Vec::new();
    let mut seen = BTreeSet::new();
    let known = std::mem::take(&mut day.world.recent);
    for _ in 0..wanted * 400 {
        let Some(invoice) = known.get(day.draw.index(known.len())) else { break };
        let supplier = day.world.suppliers.get(invoice.supplier);
        if out.len() < wanted && supplier.is_some_and(|found| fits(found, invoice)) && seen.insert(invoice.supplier) {
            out.push(invoice.clone());
        }
    }
    day.world.recent = known;
    out
}

/// Suppliers whose account moved long ago, each in its own way.
fn moved(day: &mut Payday<'_>) {
    let wanted = day.world.scaled(6, 2);
    let old = day.world.span.last.plus(-60);
    let mut called = Vec::new();
    let mut migrated = Vec::new();
    for change in day.world.changes.iter().filter(|change| change.field == "bankgiro" && change.at.day() < old) {
        if change.called_back.is_some() {
            called.push(change.supplier.clone());
        } else if !change.batch.is_empty() {
            migrated.push(change.supplier.clone());
        }
    }
    for (kind, ids) in [(Kind::MovedWithCallBack, called), (Kind::Migrated, migrated)] {
        let ids: BTreeSet<&String> = ids.iter().take(wanted).collect();
        let found: Vec<usize> = day
            .world
            .suppliers
            .iter()
            .enumerate()
            .filter(|(_, supplier)| ids.contains(&supplier.id))
            .map(|(index, _)| index)
            .collect();
        for supplier in found {
            if let Some(due) = day.bill(supplier) {
                let form = day.form_of(kind, &due.account);
                day.add(form, Due { kind: Some(kind), ..due });
            }
        }
    }
}

/// Which supplier will do.
type Fits = fn(&Supplier) -> bool;

/// Ordinary suppliers that a narrow rule would stop: abroad, associations, accounts written as IBAN.
fn ordinary_but_odd(day: &mut Payday<'_>) {
    let wanted = day.world.scaled(6, 2);
    let kinds: [(Kind, Form, Fits); 3] = [
        (Kind::Foreign, Form::Account, |found| found.kind == "foreign"),
        (Kind::Association, Form::Bankgiro, |found| found.kind == "association"),
        (Kind::OwnIban, Form::Account, |found| found.bank.starts_with('5')),
    ];
    for (kind, own, fits) in kinds {
        let mut pool: Vec<usize> = day.eligible(own).to_vec();
        pool.retain(|&index| day.world.suppliers.get(index).is_some_and(fits));
        for step in 0..wanted.min(pool.len()) {
            let place = (step * pool.len() / wanted.max(1)).min(pool.len().saturating_sub(1));
            let Some(mut due) = pool.get(place).and_then(|&supplier| day.bill(supplier)) else { continue };
            due.kind = Some(kind);
            if let (Kind::OwnIban, Account::Bank(digits)) = (kind, &due.account) {
                due.account = Account::Iban(crate::numbers::swedish_iban("500", digits));
            }
            let form = day.form_of(kind, &due.account);
            day.add(form, due);
        }
    }
}
