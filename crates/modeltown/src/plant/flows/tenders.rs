//! Tenders.

use super::super::Planter;
use super::kit::KR;
use crate::calendar::Day;
use crate::market;
use crate::suppliers;
use crate::trades::{BUILDING, CLEANING, CONSULTANTS, GUARDS, STAFFING, TRAINING, TRANSPORT};
use crate::world::{Bid, Event, Tender};

const PROCUREMENT: &[&str] = &["procurement"];
/// Care of lawns and parks.
const GARDENS: usize = 17;

/// Who wrote two rivals' bids and where they were sent from, another in each set.
const WRITERS: [[&str; 2]; 5] = [
    ["Ragnvald Offertskrivare", "192.0.2.41"],
    ["Tyra Pennfäktare", "192.0.2.57"],
    ["Alrik Skrivkunnig", "192.0.2.63"],
    ["Gunhild Radavstånd", "192.0.2.78"],
    ["Sigvard Bläckhorn", "192.0.2.90"],
];

/// One scheme for each control.
pub(super) fn plant(p: &mut Planter<'_>) {
    times(p);
    same_prices(p);
    one_writer(p);
    without_notice(p);
    one_winner(p);
    newcomer(p);
    adviser(p);
    standstill(p);
    bridges(p);
    discount(p);
    turns(p);
    subcontractor(p);
}

impl Planter<'_> {
    /// A buyer who holds no ordinary tenders.
    pub(super) fn buyer(&mut self) -> usize {
        self.hand(1, "buyer").employee
    }

    /// A finished tender: the first of the bidders wins it. Prices in kronor; returns the contract.
    pub(super) fn contest(
        &mut self,
        officer: usize,
        (method, days_ago): (&'static str, i32),
        bids: &[(usize, i64)],
    ) -> usize {
        let Some(&(winner, price)) = bids.first() else { return 0 };
        let published = self.ago(days_ago);
        let estimate = price * KR * 103 / 100;
        let id = market::announce(self.world, &mut self.draw, winner, (method, published, estimate));
        self.tendered(|tender| {
            tender.officer = officer;
            tender.criterion = "price";
        });
        for &(bidder, price) in bids {
            market::bid(self.world, &mut self.draw, &id, (bidder, price * KR, ("valid", "")));
        }
        let contract = market::award(self.world, &mut self.draw, &id, winner);
        self.terms(contract, |contract| contract.ceiling = Some(price * KR * 3));
        contract
    }

    /// Changes the last tender.
    fn tendered(&mut self, change: impl FnOnce(&mut Tender)) {
        if let Some(tender) = self.world.tenders.last_mut() {
            change(tender);
        }
    }

    /// Changes the last bids.
    fn bids(&mut self, count: usize, mut change: impl FnMut(&mut Bid)) {
        self.world.bids.iter_mut().rev().take(count).for_each(&mut change);
    }

    /// One of the three last bids came two days late.
    pub(super) fn late_bid(&mut self, bidder: usize) {
        let due = self.world.tenders.last().map_or(Day::default(), |tender| tender.due.day());
        let org = self.org_of(bidder);
        self.bids(3, |bid| bid.at = if bid.org == org { due.plus(2).at(9, 15) } else { bid.at });
    }

    /// New firms of a trade that bill nothing.
    fn firms<const N: usize>(&mut self, trade: usize) -> [usize; N] {
        std::array::from_fn(|_| self.firm(trade))
    }

    /// The number of a contract.
    pub(super) fn contract_id(&self, contract: usize) -> String {
        self.world.contracts.get(contract).map_or_else(String::new, |found| found.id.clone())
    }
}

fn times(p: &mut Planter<'_>) {
    let officer = p.buyer();
    let [winner, second, third] = p.firms(CLEANING);
    p.contest(officer, ("open", 330), &[(winner, 2_315_400), (second, 2_498_900), (third, 2_610_250)]);
    p.tendered(|tender| tender.due = tender.published.plus(6).at(23, 59));
    let due = p.world.tenders.last().map_or(Day::default(), |tender| tender.due.day());
    p.bids(3, |bid| bid.at = due.plus(-1).at(11, 20));
    let unit = p.world.tenders.last().map_or(0, |tender| tender.unit);
    let subjects = vec![p.organisation(winner), p.employee(officer), p.unit_subject(unit)];
    p.scheme(
        [
            "U-PR-02",
            "Sex dagar att lämna anbud",
            "procurement_favour",
            "Anbudstiden är så kort att bara den som visste i förväg hinner.",
        ],
        &["PR-02"],
        PROCUREMENT,
        subjects,
    );
    let officer = p.buyer();
    let [winner, second, third] = p.firms(GUARDS);
    p.contest(officer, ("open", 320), &[(winner, 1_874_300), (second, 1_982_750), (third, 2_079_100)]);
    p.late_bid(winner);
    let subjects = vec![p.organisation(winner), p.employee(officer)];
    p.scheme(
        [
            "U-PR-05",
            "Anbudet som kom efteråt",
            "procurement_favour",
            "Vinnarens enda anbud kom två dagar efter anbudstidens slut.",
        ],
        &["PR-05"],
        PROCUREMENT,
        subjects,
    );
}

fn same_prices(p: &mut Planter<'_>) {
    let officer = p.buyer();
    let [winner, rival, third] = p.firms(BUILDING);
    p.contest(officer, ("open", 310), &[(winner, 1_203_700), (rival, 1_284_350), (third, 1_284_350)]);
    let subjects = vec![p.organisation(rival), p.organisation(third), p.employee(officer)];
    p.scheme(
        ["U-PR-06", "Samma pris på kronan", "procurement_favour", "Två konkurrenter lämnar exakt samma pris."],
        &["PR-06"],
        PROCUREMENT,
        subjects,
    );
}

fn one_writer(p: &mut Planter<'_>) {
    let officer = p.buyer();
    let [winner, rival, third] = p.firms(TRAINING);
    p.contest(officer, ("open", 305), &[(winner, 918_400), (rival, 991_200), (third, 1_033_600)]);
    let own = p.org_of(third);
    let origin =
        usize::try_from(p.set).ok().and_then(|set| WRITERS.get(set % WRITERS.len())).copied().unwrap_or_default();
    p.bids(3, |bid| {
        if bid.org != own {
            bid.origin = origin;
        }
    });
    let subjects = vec![p.organisation(winner), p.organisation(rival), p.employee(officer)];
    p.scheme(
        [
            "U-PR-13",
            "Två anbud, en dator",
            "procurement_favour",
            "Två rivalers anbud har samma upphovsperson och skickades från samma adress.",
        ],
        &["PR-13"],
        PROCUREMENT,
        subjects,
    );
}

fn without_notice(p: &mut Planter<'_>) {
    let officer = p.buyer();
    let winner = p.firm(CONSULTANTS);
    p.contest(officer, ("without_notice", 520), &[(winner, 612_300)]);
    p.contest(officer, ("without_notice", 260), &[(winner, 834_900)]);
    let unit = p.world.tenders.last().map_or(0, |tender| tender.unit);
    let subjects = vec![p.organisation(winner), p.employee(officer), p.unit_subject(unit)];
    p.scheme(
        [
            "U-PR-15",
            "Aldrig någon annons",
            "procurement_favour",
            "En enhet förhandlar gång på gång med samma konsultbolag utan annons.",
        ],
        &["PR-15"],
        PROCUREMENT,
        subjects,
    );
}

fn one_winner(p: &mut Planter<'_>) {
    let officer = p.buyer();
    let [favourite, other, third] = p.firms(STAFFING);
    let units = p.units();
    for round in 0..6 {
        let price = 700_000 + p.draw.between(10_000, 90_000) * 3;
        let bids = if round % 3 == 2 {
            [(other, price), (favourite, price * 106 / 100), (third, price * 111 / 100)]
        } else {
            [(favourite, price), (other, price * 105 / 100), (third, price * 112 / 100)]
        };
        p.contest(officer, ("open", 560 - round * 60), &bids);
        let unit = units.get(usize::from(round % 2 == 0)).copied().unwrap_or_default();
        p.tendered(|tender| tender.unit = unit);
    }
    let subjects = vec![p.organisation(favourite), p.employee(officer)];
    p.scheme(
        [
            "U-PR-17",
            "Upphandlarens vinnare",
            "procurement_favour",
            "Ett bolag vinner hos en upphandlare och aldrig hos kollegorna.",
        ],
        &["PR-17"],
        PROCUREMENT,
        subjects,
    );
}

fn newcomer(p: &mut Planter<'_>) {
    let officer = p.buyer();
    let [winner, second, third] = p.firms(TRANSPORT);
    let born = p.ago(352);
    p.company(winner, |company| company.registered = Some(born));
    p.contest(officer, ("open", 312), &[(winner, 1_511_800), (second, 1_602_300), (third, 1_688_900)]);
    let subjects = vec![p.organisation(winner), p.employee(officer)];
    p.scheme(
        ["U-PR-19", "Bolaget som bildades för anbudet", "front", "Vinnaren registrerades fyrtio dagar före annonsen."],
        &["PR-19"],
        PROCUREMENT,
        subjects,
    );
}

fn adviser(p: &mut Planter<'_>) {
    let officer = p.buyer();
    let [winner, second, third] = p.firms(CONSULTANTS);
    lead_both(p, winner, "chair");
    p.contest(officer, ("open", 298), &[(winner, 1_377_200), (second, 1_464_900), (third, 1_538_100)]);
    let adviser = p.world.companies.last().map_or_else(String::new, |company| company.org.clone());
    p.tendered(|tender| tender.adviser.clone_from(&adviser));
    let subjects =
        vec![p.organisation(winner), crate::truth::SubjectRef::new("organisation", adviser), p.employee(officer)];
    p.scheme(
        [
            "U-PR-20",
            "Rådgivaren och vinnaren",
            "procurement_favour",
            "Bolaget som skrev kraven leds av samma person som det bolag som vann.",
        ],
        &["PR-20"],
        PROCUREMENT,
        subjects,
    );
}

/// A new company, the last of the register, with a person who leads it and has a post in `winner`.
fn lead_both(p: &mut Planter<'_>, winner: usize, kind: &'static str) {
    let adviser = suppliers::company(p.world, &mut p.draw, CONSULTANTS);
    let (who, since, org) = (p.person(), p.ago(900), p.org_of(winner));
    p.post(&adviser, &who, ("managing_director", since));
    p.post(&org, &who, (kind, since));
}

fn standstill(p: &mut Planter<'_>) {
    let officer = p.buyer();
    let [winner, second, third] = p.firms(GUARDS);
    let contract = p.contest(officer, ("open", 301), &[(winner, 1_093_500), (second, 1_171_700), (third, 1_242_400)]);
    let awarded = p.world.tenders.last().and_then(|tender| tender.awarded);
    p.terms(contract, |contract| contract.signed = awarded.map(|day| day.plus(3)));
    let subjects = vec![p.organisation(winner), p.employee(officer)];
    p.scheme(
        [
            "U-PR-21",
            "Avtalet före avtalsspärren",
            "procurement_favour",
            "Avtalet undertecknas tre dagar efter beskedet, innan någon hinner begära överprövning.",
        ],
        &["PR-21"],
        PROCUREMENT,
        subjects,
    );
}

/// A procured contract and two direct ones after it; the last of them.
fn bridge(p: &mut Planter<'_>, winner: usize) -> [usize; 3] {
    let days = [900, 340, 150];
    let made = days.map(|days| {
        let starts = p.ago(days);
        p.contract(winner, starts, Some(480_000 * KR))
    });
    for contract in made.into_iter().skip(1) {
        p.terms(contract, |contract| contract.kind = "direct");
    }
    p.terms(made[0], |contract| contract.kind = "procured");
    made
}

fn bridges(p: &mut Planter<'_>) {
    let winner = p.firm(TRANSPORT);
    let made = bridge(p, winner);
    let owner = p.buyer();
    for contract in made {
        p.terms(contract, |contract| contract.owner = owner);
    }
    let subjects = vec![p.organisation(winner), p.employee(owner)];
    p.scheme(
        [
            "U-PR-22",
            "Bro efter bro",
            "procurement_favour",
            "När avtalet tar slut får samma bolag ett direktavtal, och sedan ett till.",
        ],
        &["PR-22"],
        PROCUREMENT,
        subjects,
    );
}

fn discount(p: &mut Planter<'_>) {
    let officer = p.buyer();
    let [winner, second, third] = p.firms(CLEANING);
    p.contest(officer, ("open", 290), &[(winner, 873_100), (second, 1_402_600), (third, 1_475_300)]);
    let subjects = vec![p.organisation(winner), p.employee(officer)];
    p.scheme(
        ["U-PR-08", "Anbudet långt under de andra", "front", "Vinnaren bjuder fyrtio procent under de andra anbuden."],
        &["PR-08"],
        PROCUREMENT,
        subjects,
    );
}

fn turns(p: &mut Planter<'_>) {
    let officer = p.buyer();
    let ring: [usize; 3] = p.firms(GARDENS);
    for round in 0..12 {
        let place = usize::try_from(round % 3).unwrap_or(0);
        let price = 500_000 + p.draw.between(10_000, 90_000) * 3;
        let at = |step: usize| ring.get((place + step) % 3).copied().unwrap_or_default();
        let bids = [(at(0), price), (at(1), price * 107 / 100), (at(2), price * 113 / 100)];
        p.contest(officer, ("open", 620 - round * 40), &bids);
    }
    let subjects = ring.map(|firm| p.organisation(firm)).to_vec();
    p.scheme(
        ["U-PR-10", "Tre som turas om", "procurement_favour", "Tre bolag bjuder på allt och vinner i tur och ordning."],
        &["PR-10"],
        PROCUREMENT,
        subjects,
    );
}

fn subcontractor(p: &mut Planter<'_>) {
    let officer = p.buyer();
    let [winner, loser, third] = p.firms(BUILDING);
    let contract = p.contest(officer, ("open", 300), &[(winner, 2_000_400), (loser, 2_034_700), (third, 2_391_600)]);
    let (contract, starts) = (p.contract_id(contract), p.ago(160));
    let (main, org) = (p.org_of(winner), p.org_of(loser));
    p.world.planned.subcontractors.push((contract, main, org, starts));
    let subjects = vec![p.organisation(winner), p.organisation(loser)];
    p.scheme(
        [
            "U-PR-12",
            "Tvåan som fick jobbet ändå",
            "procurement_favour",
            "Bolaget som förlorade med två procent arbetar sedan åt vinnaren.",
        ],
        &["PR-12"],
        PROCUREMENT,
        subjects,
    );
}

/// What only looks like them.
pub(super) fn decoys(p: &mut Planter<'_>) {
    late_and_alike(p);
    written_for_hire(p);
    reorganised(p);
    exempt(p);
    in_court(p);
}

fn late_and_alike(p: &mut Planter<'_>) {
    let officer = p.buyer();
    let [winner, second, third] = p.firms(GUARDS);
    p.contest(officer, ("negotiated", 326), &[(winner, 1_702_800), (second, 1_811_300), (third, 1_899_700)]);
    let due = p.world.tenders.last().map_or(Day::default(), |tender| tender.due.day());
    p.bids(3, |bid| bid.at = due.plus(4).at(10, 30));
    let subjects = vec![p.organisation(winner)];
    p.decoy("PR-05", "Nya anbud efter förhandlingen", subjects);
    let firms: [usize; 4] = p.firms(TRANSPORT);
    let bids = firms.map(|firm| (firm, 633_350));
    p.contest(officer, ("open", 308), &bids);
    p.tendered(|tender| tender.criterion = "quality");
    let subjects = firms.map(|firm| p.organisation(firm)).to_vec();
    p.decoy("PR-06", "Fyra anbud till taxans pris", subjects);
}

fn written_for_hire(p: &mut Planter<'_>) {
    let officer = p.buyer();
    let firms: [usize; 6] = p.firms(TRAINING);
    let bids: Vec<(usize, i64)> = (0..).zip(firms).map(|(place, firm)| (firm, 801_100 + place * 47_300)).collect();
    p.contest(officer, ("open", 303), &bids);
    p.bids(6, |bid| bid.origin[0] = "Anbudshjälpen Viola");
    let subjects = firms.map(|firm| p.organisation(firm)).to_vec();
    p.decoy("PR-13", "Anlitad anbudsskrivare som arbetar åt många", subjects);
    let [winner, second, third] = p.firms(CLEANING);
    p.contest(officer, ("open", 288), &[(winner, 702_500), (second, 1_104_200), (third, 1_196_800)]);
    let org = p.org_of(winner);
    p.bids(3, |bid| bid.reason = if bid.org == org { "Förklaring godtagen" } else { "" });
    let subjects = vec![p.organisation(winner)];
    p.decoy("PR-08", "Lågt pris som anbudsgivaren har förklarat", subjects);
}

fn reorganised(p: &mut Planter<'_>) {
    let officer = p.buyer();
    let [winner, second, third] = p.firms(TRANSPORT);
    let born = p.ago(352);
    p.company(winner, |company| company.registered = Some(born));
    let org = p.org_of(winner);
    p.world.events.push(Event { org, kind: "demerger", on: born, detail: "Delning" });
    p.contest(officer, ("open", 314), &[(winner, 1_455_400), (second, 1_549_900), (third, 1_633_200)]);
    let subjects = vec![p.organisation(winner)];
    p.decoy("PR-19", "Nytt nummer efter en delning", subjects);
    let [winner, second, third] = p.firms(CONSULTANTS);
    lead_both(p, winner, "deputy");
    p.contest(officer, ("open", 296), &[(winner, 1_288_100), (second, 1_371_400), (third, 1_449_700)]);
    let adviser = p.world.companies.last().map_or_else(String::new, |company| company.org.clone());
    p.tendered(|tender| tender.adviser = adviser);
    let subjects = vec![p.organisation(winner)];
    p.decoy("PR-20", "Rådgivarens vd är bara suppleant hos vinnaren", subjects);
}

fn exempt(p: &mut Planter<'_>) {
    let officer = p.buyer();
    let winner = p.firm(CONSULTANTS);
    for days in [500, 240] {
        let contract = p.contest(officer, ("without_notice", days), &[(winner, 571_200)]);
        p.terms(contract, |contract| {
            contract.kind = "exempt";
            contract.document = "KS 2025/204";
        });
    }
    let subjects = vec![p.organisation(winner)];
    p.decoy("PR-15", "Teknisk ensamrätt med undantagsbeslut", subjects);
}

fn in_court(p: &mut Planter<'_>) {
    let winner = p.firm(TRANSPORT);
    let [_, bridge, _] = bridge(p, winner);
    p.terms(bridge, |contract| contract.court = "Mål nr 4711-25");
    let subjects = vec![p.organisation(winner)];
    p.decoy("PR-22", "Broar medan domstolen prövar upphandlingen", subjects);
    let officer = p.buyer();
    let [winner, loser, third] = p.firms(BUILDING);
    let contract = p.contest(officer, ("open", 307), &[(winner, 1_800_900), (loser, 1_899_700), (third, 1_968_500)]);
    let (contract, starts) = (p.contract_id(contract), p.ago(150));
    let (main, org) = (p.org_of(winner), p.org_of(loser));
    p.world.planned.subcontractors.push((contract, main, org, starts));
    let subjects = vec![p.organisation(winner), p.organisation(loser)];
    p.decoy("PR-12", "Inhyrd konkurrent efter en vanlig tävling om priset", subjects);
}
