//! Grants to associations.

use super::super::Planter;
use super::kit::KR;
use crate::life;
use crate::numbers::{OrgForm, account_dashed, bankgiro_dashed};
use crate::trades::CONSULTANTS;
use crate::world::{Giro, Lease};

const GRANTS: &[&str] = &["grants"];

/// One scheme for each control.
pub(super) fn plant(p: &mut Planter<'_>) {
    one_account(p);
    one_chair(p);
    lists(p);
    two_years(p);
    young_and_own(p);
    premises(p);
    alone(p);
    somebody_elses(p);
}

fn one_account(p: &mut Planter<'_>) {
    let account = account_dashed(&p.world.mint.account());
    let clubs = [p.club(), p.club()];
    for (place, club) in (0..).zip(clubs) {
        let grant = p.grant(club, "Aktivitetsbidrag", (45_000 * KR, 100 + place * 12));
        p.granted(grant, |grant| grant.account.clone_from(&account));
    }
    let subjects = clubs.map(|club| p.organisation(club)).to_vec();
    p.scheme(
        [
            "U-GR-01",
            "Två föreningar med ett konto",
            "front",
            "Bidrag till två föreningar som inte har med varandra att göra betalas till samma bankkonto.",
        ],
        &["GR-01"],
        GRANTS,
        subjects,
    );
}

fn one_chair(p: &mut Planter<'_>) {
    let who = p.person();
    let since = p.ago(900);
    let clubs = [p.club(), p.club(), p.club()];
    for (place, club) in (0..).zip(clubs) {
        let org = p.org_of(club);
        p.post(&org, &who, ("chair", since));
        p.grant(club, "Aktivitetsbidrag", (38_000 * KR, 90 + place * 9));
    }
    let subjects = clubs.map(|club| p.organisation(club)).to_vec();
    p.scheme(
        [
            "U-GR-02",
            "Samma ordförande i tre föreningar",
            "front",
            "En person leder tre föreningar som var för sig söker och får bidrag.",
        ],
        &["GR-02"],
        GRANTS,
        subjects,
    );
}

fn lists(p: &mut Planter<'_>) {
    let (first, second) = (p.club(), p.club());
    let people = p.crowd(9);
    for week in 0..14 {
        let day = p.ago(200 - week * 7);
        p.session(first, ("Dansgrupp", "Kulturhuset"), (day, 17), &people);
        p.session(second, ("Teatergrupp", "Klubbstugan"), (day.plus(1), 18), &people);
    }
    for club in [first, second] {
        p.grant(club, "Aktivitetsbidrag", (41_000 * KR, 90));
    }
    let subjects = vec![p.organisation(first), p.organisation(second)];
    p.scheme(
        [
            "U-GR-04",
            "Den lånade närvarolistan",
            "front",
            "En förening lämnar in en annan förenings närvarolistor med nya datum.",
        ],
        &["GR-04"],
        GRANTS,
        subjects,
    );
    let club = p.club();
    let leader = p.crowd(1);
    for week in 0..14 {
        let day = p.ago(210 - week * 7);
        for (group, hall) in [("Träning röd", "Sporthallen"), ("Träning blå", "Ridhuset")] {
            let mut people = leader.clone();
            people.extend(p.crowd(6));
            p.session(club, (group, hall), (day, 18), &people);
        }
    }
    p.grant(club, "Aktivitetsbidrag", (52_000 * KR, 80));
    let subjects = vec![p.organisation(club)];
    p.scheme(
        [
            "U-GR-05",
            "Ledaren på två platser",
            "front",
            "Samma ledare står på två grupper i olika hallar samma kvällar.",
        ],
        &["GR-05"],
        GRANTS,
        subjects,
    );
    let club = p.club();
    p.association(club, |found| found.members = 18);
    for week in 0..12 {
        let people = p.crowd(29);
        let day = p.ago(190 - week * 7);
        p.session(club, ("Träning grupp 1", "Skolans gymnastiksal"), (day, 19), &people);
    }
    p.grant(club, "Aktivitetsbidrag", (36_000 * KR, 80));
    let subjects = vec![p.organisation(club)];
    p.scheme(
        [
            "U-GR-06",
            "Fler deltagare än medlemmar",
            "front",
            "En förening med aderton medlemmar redovisar tjugonio på varje träning.",
        ],
        &["GR-06"],
        GRANTS,
        subjects,
    );
}

fn two_years(p: &mut Planter<'_>) {
    let club = p.club();
    for (days, members, sought) in [(310, 44, 60_000), (110, 96, 280_000)] {
        let grant = p.grant(club, "Aktivitetsbidrag", (sought * KR * 3 / 4, days));
        p.granted(grant, |grant| {
            grant.facts.members = Some(members);
            grant.facts.sought = Some(sought * KR);
        });
    }
    let subjects = vec![p.organisation(club)];
    p.scheme(
        [
            "U-GR-03",
            "Föreningen som fördubblades",
            "front",
            "En förening uppger mer än dubbelt så många medlemmar som året före och söker mest av alla per medlem.",
        ],
        &["GR-03"],
        GRANTS,
        subjects,
    );
    let club = p.club();
    for (funder, days) in [("Kultur- och fritidsnämnden", 140), ("Socialnämnden", 110)] {
        let grant = p.grant(club, "Projektbidrag", (42_000 * KR, days));
        p.granted(grant, |grant| {
            grant.facts.activity = Some("Sommarläger");
            grant.facts.funder = Some(funder);
            grant.facts.cost = Some(47_000 * KR);
        });
    }
    let subjects = vec![p.organisation(club)];
    p.scheme(
        [
            "U-GR-07",
            "Lägret som betalades två gånger",
            "passivity",
            "Två nämnder betalar samma sommarläger, tillsammans mer än det kostade.",
        ],
        &["GR-07"],
        GRANTS,
        subjects,
    );
}

fn young_and_own(p: &mut Planter<'_>) {
    let club = p.club();
    let founded = p.ago(260);
    p.association(club, |found| found.founded = founded);
    p.company(club, |company| company.registered = Some(founded));
    p.grant(club, "Aktivitetsbidrag", (88_000 * KR, 120));
    let subjects = vec![p.organisation(club)];
    p.scheme(
        [
            "U-GR-08",
            "Den nya föreningen",
            "front",
            "En förening som är några månader gammal söker och får stora bidrag.",
        ],
        &["GR-08"],
        GRANTS,
        subjects,
    );
    let club = p.club();
    let grant = p.grant(club, "Projektbidrag", (80_000 * KR, 240));
    p.granted(grant, |grant| {
        grant.facts.cost = Some(92_000 * KR);
        grant.facts.to_board = 41_000 * KR;
    });
    let subjects = vec![p.organisation(club)];
    p.scheme(
        [
            "U-GR-09",
            "Bidraget till styrelsen",
            "front",
            "Nära hälften av projektets kostnad är arvoden till styrelsen, utan beslut av årsmötet.",
        ],
        &["GR-09"],
        GRANTS,
        subjects,
    );
}

fn premises(p: &mut Planter<'_>) {
    let club = p.club();
    let grant = p.grant(club, "Lokalbidrag", (78_000 * KR, 130));
    p.granted(grant, |grant| grant.facts.no_lease = true);
    let subjects = vec![p.organisation(club)];
    p.scheme(
        [
            "U-GR-10",
            "Lokalen som inte finns",
            "front",
            "En förening får lokalbidrag utan hyresavtal och hyr inget av kommunen.",
        ],
        &["GR-10"],
        GRANTS,
        subjects,
    );
    let club = p.club();
    let org = p.org_of(club);
    for days in [190, 180, 170, 160] {
        let (who, since) = (p.person(), p.ago(days));
        p.post(&org, &who, ("board_member", since));
    }
    p.grant(club, "Aktivitetsbidrag", (57_000 * KR, 90));
    let subjects = vec![p.organisation(club)];
    p.scheme(
        [
            "U-GR-12",
            "Föreningen som togs över",
            "front",
            "Nästan hela styrelsen byts under en månad, och sedan söks bidrag.",
        ],
        &["GR-12"],
        GRANTS,
        subjects,
    );
}

fn alone(p: &mut Planter<'_>) {
    let unit = life::unit_named(p.world, "Kultur- och fritidsenheten");
    let hand = p.hand(unit, "case_officer");
    let club = p.club();
    for days in [260, 90] {
        let grant = p.grant(club, "Aktivitetsbidrag", (46_000 * KR, days));
        p.granted(grant, |grant| {
            grant.handler = hand.user;
            grant.decider = hand.user;
        });
    }
    let subjects = vec![p.organisation(club), p.employee(hand.employee)];
    p.scheme(
        [
            "U-GR-11",
            "Beredde och beslutade själv",
            "decision",
            "En handläggare bereder en förenings bidrag och beslutar också om dem.",
        ],
        &["GR-11"],
        GRANTS,
        subjects,
    );
}

fn somebody_elses(p: &mut Planter<'_>) {
    let (club, firm) = (p.club(), p.firm(CONSULTANTS));
    let account = p.world.suppliers.get(firm).map_or_else(String::new, |found| bankgiro_dashed(&found.bankgiro));
    let grant = p.grant(club, "Projektbidrag", (120_000 * KR, 100));
    p.granted(grant, |grant| grant.account = account);
    let subjects = vec![p.organisation(club), p.organisation(firm)];
    p.scheme(
        [
            "U-GR-13",
            "Bidraget till bolagets bankgiro",
            "laundering",
            "Ett projektbidrag betalas till ett bankgiro som tillhör ett konsultbolag.",
        ],
        &["GR-13"],
        GRANTS,
        subjects,
    );
}

/// What only looks like them.
pub(super) fn decoys(p: &mut Planter<'_>) {
    umbrella(p);
    enthusiast(p);
    evenings(p);
    explained(p);
    rented(p);
}

fn umbrella(p: &mut Planter<'_>) {
    let account = p.world.mint.bankgiro();
    let owner = p.world.mint.org(OrgForm::Association);
    p.world.giros.push(Giro { account: account.clone(), owner, name: "Hembygdsförbundet".to_owned() });
    let clubs = [p.club(), p.club()];
    for club in clubs {
        p.association(club, |found| found.umbrella = "Hembygdsförbundet");
        let grant = p.grant(club, "Aktivitetsbidrag", (22_000 * KR, 95));
        p.granted(grant, |grant| grant.account = bankgiro_dashed(&account));
    }
    let subjects = clubs.map(|club| p.organisation(club)).to_vec();
    p.decoy("GR-01", "Riksorganisationen tar emot bidraget åt sina två föreningar", subjects);
    let club = p.club();
    let account = p.world.mint.bankgiro();
    let (_, name) = p.named(club);
    let owner = p.world.mint.org(OrgForm::Association);
    p.world.giros.push(Giro { account: account.clone(), owner, name });
    let grant = p.grant(club, "Aktivitetsbidrag", (24_000 * KR, 95));
    p.granted(grant, |grant| grant.account = bankgiro_dashed(&account));
    let subjects = vec![p.organisation(club)];
    p.decoy("GR-13", "Kontot står kvar på föreningens gamla organisationsnummer", subjects);
}

fn enthusiast(p: &mut Planter<'_>) {
    let who = p.person();
    let since = p.ago(900);
    let mut subjects = Vec::new();
    for kind in ["chair", "chair", "deputy"] {
        let club = p.club();
        let org = p.org_of(club);
        p.post(&org, &who, (kind, since));
        p.grant(club, "Aktivitetsbidrag", (18_000 * KR, 96));
        subjects.push(p.organisation(club));
    }
    p.decoy("GR-02", "Eldsjäl som leder två föreningar och är suppleant i en tredje", subjects);
}

fn evenings(p: &mut Planter<'_>) {
    let (first, second) = (p.club(), p.club());
    let people = p.crowd(8);
    for week in 0..12 {
        let day = p.ago(195 - week * 7);
        p.session(first, ("Gemensam kväll", "Kulturhuset"), (day, 18), &people);
        p.session(second, ("Gemensam kväll", "Kulturhuset"), (day, 18), &people);
    }
    let subjects = vec![p.organisation(first), p.organisation(second)];
    p.decoy("GR-04", "Två föreningar ordnar samma kvällar och redovisar samma deltagare", subjects);
    let club = p.club();
    let leader = p.crowd(1);
    for week in 0..12 {
        let day = p.ago(205 - week * 7);
        for group in ["Träning röd", "Träning blå"] {
            let mut people = leader.clone();
            people.extend(p.crowd(6));
            p.session(club, (group, "Sporthallen"), (day, 18), &people);
        }
    }
    let subjects = vec![p.organisation(club)];
    p.decoy("GR-05", "Två grupper tränar tillsammans i samma hall med samma ledare", subjects);
    let club = p.club();
    p.association(club, |found| found.members = 17);
    for week in 0..8 {
        let people = p.crowd(27);
        let day = p.ago(185 - week * 7);
        p.session(club, ("Prova på-kväll", "Skolans gymnastiksal"), (day, 19), &people);
    }
    let subjects = vec![p.organisation(club)];
    p.decoy("GR-06", "Prova på-kvällar som är öppna för alla", subjects);
}

fn explained(p: &mut Planter<'_>) {
    let club = p.club();
    for (funder, days) in [("Kultur- och fritidsnämnden", 142), ("Socialnämnden", 112)] {
        let grant = p.grant(club, "Projektbidrag", (30_000 * KR, days));
        p.granted(grant, |grant| {
            grant.facts.activity = Some("Kolloverksamhet");
            grant.facts.funder = Some(funder);
            grant.facts.cost = Some(95_000 * KR);
        });
    }
    let subjects = vec![p.organisation(club)];
    p.decoy("GR-07", "Två nämnder delar på kostnaden, som är större än bidragen", subjects);
    let club = p.club();
    let founded = p.ago(250);
    p.association(club, |found| found.founded = founded);
    p.company(club, |company| company.registered = Some(founded));
    p.grant(club, "Startbidrag", (15_000 * KR, 130));
    let subjects = vec![p.organisation(club)];
    p.decoy("GR-08", "Startbidrag till en ny förening", subjects);
    let club = p.club();
    let grant = p.grant(club, "Projektbidrag", (60_000 * KR, 240));
    p.granted(grant, |grant| {
        grant.facts.cost = Some(75_000 * KR);
        grant.facts.to_board = 32_000 * KR;
        grant.facts.agreed = true;
    });
    let subjects = vec![p.organisation(club)];
    p.decoy("GR-09", "Tränare i styrelsen med arvode som årsmötet har beslutat", subjects);
    let club = p.club();
    let founded = p.ago(560);
    p.association(club, |found| found.founded = founded);
    p.company(club, |company| company.registered = Some(founded));
    let org = p.org_of(club);
    for days in [240, 230, 220] {
        let (who, since) = (p.person(), p.ago(days));
        p.post(&org, &who, ("board_member", since));
    }
    p.grant(club, "Aktivitetsbidrag", (34_000 * KR, 90));
    let subjects = vec![p.organisation(club)];
    p.decoy("GR-12", "Ung förening vars styrelse nyss har vuxit", subjects);
    let club = p.club();
    let robot = p.world.robot;
    let grant = p.grant(club, "Lokalt aktivitetsstöd", (14_000 * KR, 100));
    p.granted(grant, |grant| {
        grant.handler = robot;
        grant.decider = robot;
    });
    let subjects = vec![p.organisation(club)];
    p.decoy("GR-11", "Stöd per sammankomst som en automat beviljar", subjects);
}

fn rented(p: &mut Planter<'_>) {
    let club = p.club();
    let grant = p.grant(club, "Lokalbidrag", (40_000 * KR, 130));
    p.granted(grant, |grant| grant.facts.no_lease = true);
    let (org, name) = p.named(club);
    let (starts, ends) = (p.ago(1_400), p.world.span.last.plus(900));
    let property = format!("Lindåker Klubben {}:{}", p.draw.between(1, 40), p.draw.between(1, 90));
    p.world.planned.leases.push(Lease {
        kind: "Lokalhyra",
        property,
        org,
        name,
        rent: 48_000 * KR,
        reference: 50_000 * KR,
        starts,
        ends,
        reviewed: "KS 2025/118",
        signer: p.world.buyers.first().copied().unwrap_or_default(),
        ..Lease::default()
    });
    let subjects = vec![p.organisation(club)];
    p.decoy("GR-10", "Föreningen hyr av kommunen, som vet vad lokalen är", subjects);
}
