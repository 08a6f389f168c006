//! The single moves that schemes are made of.

use super::{Hand, Planter};
use crate::calendar::Day;
use crate::life;
use crate::market;
use crate::numbers;
use crate::suppliers::{self, born};
use crate::world::{Access, Change, Decision, Event, Excluded, Giro};

/// Kronor in öre.
pub(super) const KR: i64 = 100;

impl Planter<'_> {
    /// Honest earlier business: a small invoice in each of `months` months.
    pub(super) fn history(&mut self, supplier: usize, unit: usize, months: i32) {
        for month in 0..months {
            let day = self.ago(300 - month * 23);
            let net = self.draw.between(4_100, 9_700) * KR + self.draw.between(1, 99);
            self.bill(supplier, unit, day, net);
        }
    }

    /// Purchases cut in pieces: below the limit for documentation, and below the limit for direct awards.
    pub(super) fn split(&mut self, supplier: usize, unit: usize, days_ago: i32) -> Vec<usize> {
        let mut made = Vec::new();
        for step in 0..3 {
            let net = self.draw.between(83_000, 98_500) * KR + self.draw.between(1, 99);
            let day = self.ago(days_ago - step);
            made.push(self.bill(supplier, unit, day, net));
        }
        for step in 0..2 {
            let net = self.draw.between(392_000, 660_000) * KR + self.draw.between(1, 99);
            let day = self.ago(days_ago - 40 - step * 2);
            made.push(self.bill(supplier, unit, day, net));
        }
        made
    }

    /// Purchases without contract that pass the limit within the year: every third week, in two units.
    pub(super) fn creep(&mut self, supplier: usize, unit: usize) -> Vec<usize> {
        let other = self.unit();
        let mut made = Vec::new();
        for step in 0..7 {
            let net = self.draw.between(118_000, 149_000) * KR + self.draw.between(1, 99);
            let day = self.ago(140 - step * 20);
            made.push(self.bill(supplier, if step % 3 == 2 { other } else { unit }, day, net));
        }
        made
    }

    /// The same invoice paid again three weeks later, the number written another way.
    pub(super) fn twice(&mut self, supplier: usize, unit: usize, days_ago: i32) {
        let net = self.draw.between(91_000, 240_000) * KR + self.draw.between(1, 99);
        let (first_day, second_day) = (self.ago(days_ago), self.ago(days_ago - 21));
        let first = self.bill(supplier, unit, first_day, net);
        let second = self.bill(supplier, unit, second_day, net);
        let digits = self.world.invoices.get(first).map_or_else(String::new, |invoice| invoice.number.clone());
        let dated = self.world.invoices.get(first).map_or(first_day, |invoice| invoice.dated);
        let (head, tail) = digits.split_at_checked(2).unwrap_or((&digits, ""));
        let (plain, spaced) = (format!("FA{head}{tail}"), format!("FA-{head} {tail}"));
        self.alter(first, |invoice| invoice.number = plain);
        self.alter(second, |invoice| {
            invoice.number = spaced;
            invoice.dated = dated;
        });
    }

    /// Moves a supplier's payments to a bankgiro that somebody else owns; `hands` change and approve.
    pub(crate) fn swap_account(&mut self, supplier: usize, day: Day, hands: (usize, usize)) {
        let new = self.world.mint.bankgiro();
        let owner = suppliers::company(self.world, &mut self.draw, 0);
        let name = self.world.companies.last().map_or_else(String::new, |company| company.name.clone());
        self.world.giros.push(Giro { account: new.clone(), owner, name });
        self.change_account(supplier, day, (new, hands));
    }

    /// Changes a supplier's bankgiro in the register, without any call back.
    pub(super) fn change_account(&mut self, supplier: usize, day: Day, (new, hands): (String, (usize, usize))) {
        let (by, approver) = (self.world.user_id(hands.0).to_owned(), self.world.user_id(hands.1).to_owned());
        let Some(record) = self.world.suppliers.get_mut(supplier) else { return };
        let old = std::mem::replace(&mut record.bankgiro, new.clone());
        record.before = Some((day, numbers::bankgiro_dashed(&old)));
        let change = Change {
            supplier: record.id.clone(),
            field: "bankgiro",
            old,
            new,
            at: day.at(15, 42),
            by,
            approved_by: approver,
            channel: "email",
            called_back: None,
            batch: String::new(),
        };
        self.world.changes.push(change);
    }

    /// A supplier that is paid to an employee's salary account.
    pub(super) fn pay_into(&mut self, supplier: usize, employee: usize) {
        let account = self.world.staff.get(employee).map_or_else(String::new, |employee| employee.account.clone());
        self.record(supplier, |supplier| {
            supplier.bankgiro.clear();
            supplier.plusgiro.clear();
            supplier.bank = account;
        });
    }

    /// An employee owns a company and sits on its board, undeclared.
    pub(crate) fn owns(&mut self, employee: usize, supplier: usize) {
        let org = self.org_of(supplier);
        life::own(self.world, employee, &org, "owner");
        life::own(self.world, employee, &org, "board_member");
    }

    /// The board, the address and the auditor go within ten weeks.
    pub(super) fn shake(&mut self, supplier: usize, days_ago: i32) {
        let org = self.org_of(supplier);
        let day = self.ago(days_ago);
        for (kind, later, detail) in [
            ("board_replaced", 0, "Hela styrelsen utbytt"),
            ("address_care_of", 19, "Ny adress c/o"),
            ("auditor_left", 66, "Revisor avgår i förtid"),
        ] {
            self.world.events.push(Event { org: org.clone(), kind, on: day.plus(later), detail });
        }
        self.company(supplier, |company| company.care_of = "c/o Kontorshotellet Box 88".to_owned());
    }

    /// The company loses its F-tax before it sends its invoices.
    pub(super) fn lose_f_tax(&mut self, supplier: usize, days_ago: i32) {
        let day = self.ago(days_ago);
        self.company(supplier, |company| {
            company.f_tax = false;
            company.f_tax_to = Some(day);
            company.employer = false;
            company.contributions = 0;
        });
    }

    /// Puts somebody with a trading prohibition on the board.
    pub(super) fn seat_banned(&mut self, supplier: usize, days_ago: i32) {
        let org = self.org_of(supplier);
        let person = suppliers::seat(self.world, &mut self.draw, &org, "board_member");
        let since = self.ago(days_ago);
        let listed = self.world.span.last.plus(-1_100);
        let name = self.world.roles.last().map_or_else(String::new, |role| role.name.clone());
        if let Some(role) = self.world.roles.last_mut() {
            role.starts = since;
        }
        self.world.excluded.push(Excluded {
            list: "Näringsförbud",
            org: String::new(),
            born: born(&person),
            person,
            name,
            listed,
            until: listed.plus(2_500),
            whom: String::new(),
        });
    }

    /// Puts the company itself on the exclusion list.
    pub(super) fn exclude(&mut self, supplier: usize) {
        let org = self.org_of(supplier);
        let name = self.world.suppliers.get(supplier).map_or_else(String::new, |supplier| supplier.name.clone());
        let listed = self.world.span.last.plus(-700);
        self.world.excluded.push(Excluded {
            list: "Uteslutna leverantörer",
            org,
            person: String::new(),
            name,
            born: None,
            listed,
            until: listed.plus(1_825),
            whom: String::new(),
        });
    }

    /// One hand in the chain: registers, approves, releases where told.
    pub(crate) fn hands(&mut self, invoice: usize, user: usize, steps: [bool; 3]) {
        self.alter(invoice, |invoice| {
            for (place, taken) in invoice.chain.iter_mut().zip(steps) {
                if taken {
                    *place = user;
                }
            }
        });
    }

    /// Pays to an account that stands nowhere in the register.
    pub(crate) fn divert(&mut self, invoice: usize) {
        let account = numbers::bankgiro_dashed(&self.world.mint.bankgiro());
        self.alter(invoice, |invoice| {
            invoice.account = Some(account);
            invoice.manual = true;
        });
    }

    /// Decides about more money than the delegation order lets the role.
    pub(super) fn decide_over(&mut self, hand: Hand, supplier: Option<usize>, count: i32) {
        let org = supplier.map_or_else(String::new, |supplier| self.org_of(supplier));
        for step in 0..count {
            let on = self.ago(160 - step * 17);
            let amount = self.draw.between(285_000, 640_000) * KR;
            self.world.decisions.push(Decision {
                kind: "Direktupphandling",
                amount,
                by: hand.employee,
                role: "enhetschef",
                unit: hand.unit,
                on,
                point: "1.1".to_owned(),
                reported: None,
                subject: "Direktupphandling enligt offert".to_owned(),
                org: org.clone(),
                recused: false,
            });
        }
    }

    /// A tender that `winner` gets; `rivals` bid with the given status. Returns the contract.
    pub(super) fn tender(
        &mut self,
        winner: usize,
        officer: usize,
        (method, published, estimate): (&'static str, Day, i64),
        rivals: &[(usize, &'static str, &'static str)],
    ) -> usize {
        let id = market::announce(self.world, &mut self.draw, winner, (method, published, estimate));
        if let Some(tender) = self.world.tenders.last_mut() {
            tender.officer = officer;
            tender.criterion = "price";
        }
        market::bid(self.world, &mut self.draw, &id, (winner, estimate * 97 / 100, ("valid", "")));
        for (place, (rival, status, reason)) in (0_i64..).zip(rivals) {
            let price = estimate * (84 + place * 3) / 100;
            market::bid(self.world, &mut self.draw, &id, (*rival, price, (status, reason)));
        }
        market::award(self.world, &mut self.draw, &id, winner)
    }

    /// Companies that lose tenders and bill nothing.
    pub(super) fn losers(&mut self, trade: usize, count: usize) -> Vec<usize> {
        (0..count).map(|_| self.firm(trade)).collect()
    }

    /// Bills a contract month by month up to `total` öre.
    pub(super) fn draw_down(&mut self, supplier: usize, unit: usize, (days_ago, total): (i32, i64)) -> Vec<usize> {
        let mut made = Vec::new();
        for step in 0..6 {
            let net = total / 6 + self.draw.between(-3_000, 3_000) * KR + self.draw.between(1, 99);
            let day = self.ago(days_ago - step * (days_ago - 5) / 6);
            made.push(self.bill(supplier, unit, day, net));
        }
        made
    }

    /// Opens a duplicate record of a supplier with another account.
    pub(super) fn second_record(&mut self, supplier: usize, name: &str) -> usize {
        let Some(mut second) = self.world.suppliers.get(supplier).cloned() else { return supplier };
        second.id = self.world.mint.supplier();
        second.name = name.to_owned();
        second.bankgiro = self.world.mint.bankgiro();
        second.created = self.ago(280);
        suppliers::enter(self.world, second)
    }

    /// Reads files of people whose cases the user has nothing to do with.
    pub(super) fn snoop(&mut self, case_user: usize, count: usize) {
        let cases = self.world.case_ranges.len();
        let start = self.draw.index(cases);
        for step in 0..count {
            let place = (start + step / 2 * 3) % cases.max(1);
            let Some(case) = self.world.cases.get(place) else { continue };
            let (person, id) = (case.person.clone(), case.id.clone());
            let day = self.world.span.last.plus(-self.draw.days(5, 240)).workday();
            let at = day.at(self.draw.between(17, 21), self.draw.between(0, 59));
            let act = self.draw.pick(&["open", "search", "print"]);
            self.world.accesses.push(Access { user: case_user, person, case: id, act, at, system: None, about: None });
        }
    }
}

impl Planter<'_> {
    /// A small unit of its own that nobody else handles invoices for.
    pub(super) fn small_unit(&mut self, name: &str) -> usize {
        let name = if self.set == 0 { name.to_owned() } else { format!("{name} {}", self.set + 1) };
        let chief = self.world.units.first().map_or(0, |unit| unit.manager);
        self.world.units.push(crate::world::Unit { name, kind: "other", manager: chief, ..Default::default() });
        self.world.units.len() - 1
    }
}
