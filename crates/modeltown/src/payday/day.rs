//! Filling the files of a payment day with what is due.

use super::due::{Account, Due, Form};
use super::kind::Kind;
use crate::calendar::Day;
use crate::daily;
use crate::draw::Draw;
use crate::numbers;
use crate::trades::trade_of;
use crate::world::{Rhythm, World};
use std::collections::BTreeMap;

/// A payment day being filled.
pub(super) struct Payday<'a> {
    pub(super) world: &'a mut World,
    pub(super) draw: Draw,
    counters: BTreeMap<usize, u64>,
    dues: Vec<(Form, u64, Due)>,
    round: usize,
    eligible: BTreeMap<Form, Vec<usize>>,
}

impl<'a> Payday<'a> {
    pub(super) fn new(world: &'a mut World) -> Self {
        let draw = world.draw("payday");
        let mut eligible: BTreeMap<Form, Vec<usize>> = BTreeMap::new();
        for (index, supplier) in world.suppliers.iter().enumerate() {
            let plain = !supplier.taken && !matches!(supplier.rhythm, Rhythm::Planned);
            if plain && !world.held.contains(&index) && !supplier.factoring {
                eligible.entry(Account::of(supplier).form()).or_default().push(index);
            }
        }
        Self { world, draw, counters: BTreeMap::new(), dues: Vec::new(), round: 0, eligible }
    }

    /// An honest invoice of a supplier that is due.
    pub(super) fn bill(&mut self, supplier: usize) -> Option<Due> {
        let found = self.world.suppliers.get(supplier)?.clone();
        let counter = self.counters.entry(supplier).or_insert(5_000);
        *counter += 1;
        let counter = *counter;
        let dated = self.world.span.last.plus(-self.draw.days(20, 30));
        let kind = trade_of(found.trade);
        let contracted = self.world.covers.contains_key(&supplier);
        let mut net = self.draw.amount(if contracted { kind.level * 2 } else { kind.level });
        // Below what the head of a unit may buy for, under contract and without.
        let most = if contracted { 88_000_00 } else { 38_000_00 };
        net = net.min(most + self.draw.between(0, 3_000_00));
        let unit = self.draw.pick(&found.units);
        let [registered, approved, _] = daily::chain(self.world, &mut self.draw, unit, contracted);
        let number = daily::numbered(supplier, counter, dated);
        let ocr = if supplier % 4 == 1 { reference(&number) } else { String::new() };
        Some(Due {
            supplier,
            name: found.name.clone(),
            account: Account::of(&found),
            number,
            ocr,
            dated,
            net,
            vat: net * kind.vat / 100,
            text: self.draw.pick(&kind.lines),
            hands: [registered, approved],
            kind: None,
        })
    }

    /// Adds so many plainly good payments to a file.
    pub(super) fn ordinary(&mut self, form: Form, count: usize) {
        let own = match form {
            Form::Lb | Form::Proposal | Form::Peppol => Form::Bankgiro,
            other => other,
        };
        for _ in 0..count {
            // The ledger's own proposal and Bankgirot hold every kind of account.
            let own = match (form, self.draw.below(10)) {
                (Form::Proposal | Form::Lb, 0) => Form::Plusgiro,
                (Form::Proposal | Form::Lb, 1) => Form::Account,
                _ => own,
            };
            let pool = self.eligible.get(&own).map(Vec::as_slice).unwrap_or_default();
            if pool.is_empty() {
                continue;
            }
            let supplier = self.draw.pick(pool);
            let Some(due) = self.bill(supplier) else { continue };
            // Bankgirot has no IBAN.
            let abroad = form == Form::Lb && matches!(due.account, Account::Iban(_));
            self.add(if abroad { Form::Account } else { form }, due);
        }
    }

    /// A good supplier of whom something holds.
    pub(super) fn eligible(&self, form: Form) -> &[usize] {
        self.eligible.get(&form).map(Vec::as_slice).unwrap_or_default()
    }

    /// Takes a payment in at a random place of a file.
    pub(super) fn add(&mut self, form: Form, due: Due) {
        let place = self.draw.below(u64::MAX);
        self.dues.push((form, place, self.whole(form, due)));
    }

    /// Whole kronor in an electronic invoice, so that its VAT is exact.
    fn whole(&self, form: Form, mut due: Due) -> Due {
        if form == Form::Peppol {
            let trade = self.world.suppliers.get(due.supplier).map_or(0, |found| found.trade);
            due.net -= due.net % 100;
            due.vat = due.net * trade_of(trade).vat / 100;
        }
        due
    }

    /// Takes a payment in behind everything else in its file.
    pub(super) fn add_last(&mut self, form: Form, due: Due) {
        self.dues.push((form, u64::MAX, due));
    }

    /// The file for a payment of some kind: by its account, and in turn when several will do.
    pub(super) fn form_of(&mut self, kind: Kind, account: &Account) -> Form {
        let forms = kind.forms();
        let alone = matches!(forms, [Form::Proposal | Form::Peppol]);
        self.round += 1;
        match (alone, account.form()) {
            (false, own @ (Form::Plusgiro | Form::Account)) if self.round.is_multiple_of(4) => {
                if forms.contains(&Form::Proposal) { Form::Proposal } else { own }
            }
            (false, own @ (Form::Plusgiro | Form::Account)) => own,
            _ => forms.get(self.round % forms.len().max(1)).copied().unwrap_or(Form::Proposal),
        }
    }

    /// Everything due, file by file.
    pub(super) fn files(mut self) -> BTreeMap<Form, Vec<Due>> {
        self.dues.sort_by(|a, b| (a.0, a.1, a.2.supplier, &a.2.number).cmp(&(b.0, b.1, b.2.supplier, &b.2.number)));
        let mut out: BTreeMap<Form, Vec<Due>> = BTreeMap::new();
        for (form, _, due) in self.dues {
            out.entry(form).or_default().push(due);
        }
        out
    }

    /// Everything due in one row.
    pub(super) fn all(mut self) -> Vec<Due> {
        self.dues.sort_by(|a, b| (a.1, a.2.supplier, &a.2.number).cmp(&(b.1, b.2.supplier, &b.2.number)));
        self.dues.into_iter().map(|(_, _, due)| due).collect()
    }

    /// The day on which an invoice with ordinary terms was written.
    pub(super) fn dated(&self) -> Day {
        self.world.span.last.plus(-5)
    }
}

/// The digits of an invoice number as an OCR reference: a digit for the length and a check digit behind.
fn reference(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let length = (digits.len() + 2) % 10;
    numbers::with_luhn(&format!("{digits}{length}"))
}
