//! Contracts that run.

use super::super::Planter;
use super::kit::KR;
use crate::calendar::Day;
use crate::trades::{BUILDING, CLEANING, CONSULTANTS, GUARDS};
use crate::truth::SubjectRef;

const CONTRACTS: &[&str] = &["contracts"];

/// One scheme for each control.
pub(super) fn plant(p: &mut Planter<'_>) {
    grown(p);
    expired(p);
    another(p);
    forgotten(p);
    unapproved(p);
}

impl Planter<'_> {
    /// A contract that a buyer of its own answers for.
    pub(super) fn agreement(&mut self, supplier: usize, starts: Day, kronor: i64) -> (usize, SubjectRef) {
        let owner = self.buyer();
        let contract = self.contract(supplier, starts, Some(kronor * KR));
        self.terms(contract, |contract| contract.owner = owner);
        (contract, self.employee(owner))
    }

    /// An invoice of so many kronor with the number of a contract, whether or not it covers it.
    fn called_off(&mut self, supplier: usize, unit: usize, (contract, days, kronor): (usize, i32, i64)) {
        let (day, id) = (self.ago(days), self.contract_id(contract));
        let invoice = self.bill(supplier, unit, day, kronor * KR + 17);
        self.alter(invoice, |invoice| invoice.contract = id);
    }
}

fn grown(p: &mut Planter<'_>) {
    let (firm, starts) = (p.firm(BUILDING), p.ago(500));
    let (contract, owner) = p.agreement(firm, starts, 6_000_000);
    amend(p, contract, "Tillägg", &[(300, 520_000), (210, 480_000), (120, 610_000)]);
    let subjects = vec![p.organisation(firm), owner];
    p.scheme(
        [
            "U-CO-03",
            "Avtalet som växte",
            "procurement_favour",
            "Tre tillägg på ett år gör avtalet mer än en fjärdedel större.",
        ],
        &["CO-03"],
        CONTRACTS,
        subjects,
    );
}

fn amend(p: &mut Planter<'_>, contract: usize, kind: &'static str, changes: &[(i32, i64)]) {
    let id = p.contract_id(contract);
    for &(days, kronor) in changes {
        let on = p.ago(days);
        p.world.planned.amendments.push((id.clone(), on, kind, kronor * KR));
    }
}

fn expired(p: &mut Planter<'_>) {
    let (firm, unit, starts, ends) = (p.firm(GUARDS), p.unit(), p.ago(900), p.ago(240));
    let (contract, owner) = p.agreement(firm, starts, 4_000_000);
    p.terms(contract, |contract| contract.ends = ends);
    for days in [120, 90, 60] {
        p.called_off(firm, unit, (contract, days, 84_300));
    }
    let subjects = vec![p.organisation(firm), owner];
    p.scheme(
        [
            "U-CO-04",
            "Avtalet som aldrig tar slut",
            "passivity",
            "Fakturor med avtalets nummer fortsätter i månader efter avtalets sista dag.",
        ],
        &["CO-04"],
        CONTRACTS,
        subjects,
    );
}

fn another(p: &mut Planter<'_>) {
    let (holder, other, unit, starts) = (p.firm(BUILDING), p.firm(BUILDING), p.unit(), p.ago(600));
    let (contract, owner) = p.agreement(holder, starts, 5_000_000);
    let (_, name) = p.named(holder);
    let name = format!("{} Entreprenad AB", name.trim_end_matches(" AB"));
    p.record(other, |record| name.clone_into(&mut record.name));
    p.company(other, |company| company.name = name);
    for days in [130, 95, 50] {
        p.called_off(other, unit, (contract, days, 118_700));
    }
    let subjects = vec![p.organisation(holder), p.organisation(other), owner];
    p.scheme(
        [
            "U-CO-05",
            "Bolaget med nästan samma namn",
            "front",
            "Ett annat bolag med samma namn och ett tillägg fakturerar på avtalet.",
        ],
        &["CO-05"],
        CONTRACTS,
        subjects,
    );
}

fn forgotten(p: &mut Planter<'_>) {
    let (firm, unit, starts) = (p.firm(CLEANING), p.unit(), p.ago(800));
    let (contract, owner) = p.agreement(firm, starts, 6_000_000);
    p.terms(contract, |contract| contract.forgotten = true);
    p.draw_down(firm, unit, (220, 900_000 * KR));
    let subjects = vec![p.organisation(firm), owner];
    p.scheme(
        [
            "U-CO-09",
            "Avtalet som ingen följer upp",
            "passivity",
            "Ett stort avtal har aldrig följts upp, men betalas varje månad.",
        ],
        &["CO-09"],
        CONTRACTS,
        subjects,
    );
}

/// A contract on whose site another firm works for so many days; the firm is approved when told.
fn site(p: &mut Planter<'_>, days: i32, approved: bool) -> ([usize; 2], SubjectRef) {
    let (holder, other, starts) = (p.firm(BUILDING), p.firm(BUILDING), p.ago(400));
    let (contract, owner) = p.agreement(holder, starts, 8_000_000);
    let (id, main, org) = (p.contract_id(contract), p.org_of(holder), p.org_of(other));
    for day in 0..days {
        let at = p.ago(120 - day).at(7, 0);
        p.world.planned.on_site.push((id.clone(), main.clone(), at));
        p.world.planned.on_site.push((id.clone(), org.clone(), at));
    }
    if approved {
        p.world.planned.subcontractors.push((id, main, org, starts));
    }
    ([holder, other], owner)
}

fn unapproved(p: &mut Planter<'_>) {
    let ([holder, other], owner) = site(p, 6, false);
    let subjects = vec![p.organisation(holder), p.organisation(other), owner];
    p.scheme(
        [
            "U-CO-06",
            "Okänt folk på bygget",
            "front",
            "Ett bolag som ingen har godkänt står i personalliggaren dag efter dag.",
        ],
        &["CO-06"],
        CONTRACTS,
        subjects,
    );
}

/// What only looks like them.
pub(super) fn decoys(p: &mut Planter<'_>) {
    let (firm, starts) = (p.firm(BUILDING), p.ago(500));
    let (contract, _) = p.agreement(firm, starts, 6_000_000);
    amend(p, contract, "Option", &[(300, 700_000), (200, 700_000), (100, 700_000)]);
    let subjects = vec![p.organisation(firm)];
    p.decoy("CO-03", "Optioner som fanns i avtalet från början", subjects);
    let (firm, unit, starts, ends) = (p.firm(GUARDS), p.unit(), p.ago(900), p.ago(150));
    let (contract, _) = p.agreement(firm, starts, 4_000_000);
    p.terms(contract, |contract| contract.ends = ends);
    for days in [110, 90] {
        p.called_off(firm, unit, (contract, days, 31_900));
    }
    let subjects = vec![p.organisation(firm)];
    p.decoy("CO-04", "Sena fakturor för avtalets sista tid", subjects);
    let ([holder, other], _) = site(p, 5, true);
    let subjects = vec![p.organisation(holder), p.organisation(other)];
    p.decoy("CO-06", "Godkänd underleverantör", subjects);
    let (holder, other, unit, starts) = (p.firm(CONSULTANTS), p.firm(CLEANING), p.unit(), p.ago(600));
    let (contract, _) = p.agreement(holder, starts, 3_000_000);
    for days in [100, 80] {
        p.called_off(other, unit, (contract, days, 14_600));
    }
    let subjects = vec![p.organisation(holder), p.organisation(other)];
    p.decoy("CO-05", "Fel avtalsnummer på ett annat bolags fakturor", subjects);
}
