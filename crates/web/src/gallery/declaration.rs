//! Declarations with made-up data: the persons, the firms and the words are invented.

use app::AppError;
use app::declaration::{DeclarationPage, DeclarationRow, OwnDeclarations, RoundPage};
use casework::declaration::event::{Assessed, Declared, Event, Forbidden, Tie};
use casework::declaration::round::{Round, answers};
use casework::declaration::routine::Routine;
use casework::declaration::{Declaration, DeclarationError};
use casework::id::{CaseId, PersonId, ProposalId};
use casework::{CaseError, Hand, Stamped, Two};
use chrono::{DateTime, Days, NaiveDate, Utc};

use crate::failure::{Answer, Failure};
use crate::frame::Visit;
use crate::pages::case::Filled;
use crate::pages::declaration::{self as pages, Listed};

const ROUTINE: &str = include_str!("../../../../library/routines/bisyssla.md");

const EMPLOYEE: PersonId = PersonId::from_bits(1);
const MANAGER: PersonId = PersonId::from_bits(2);
const HR: PersonId = PersonId::from_bits(3);

fn broken(error: impl std::fmt::Display) -> Failure {
    Failure::Internal(error.to_string())
}

fn refused(error: DeclarationError) -> Failure {
    AppError::Rule(CaseError::Declaration(error)).into()
}

fn routine() -> Result<Routine, Failure> {
    Routine::parse(ROUTINE.split("+++").nth(1).unwrap_or_default()).map_err(broken)
}

fn at(visit: &Visit, days: u64) -> DateTime<Utc> {
    visit.now().checked_sub_days(Days::new(days)).unwrap_or_else(|| visit.now())
}

fn day(visit: &Visit, days: u64) -> NaiveDate {
    app::swedish_day(visit.now()).checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

fn tie(kind: &str, name: &str, org_no: Option<&str>) -> Tie {
    Tie {
        kind: kind.to_owned(),
        name: name.to_owned(),
        org_no: org_no.map(str::to_owned),
        what: "Sköter bokföringen en kväll i veckan.".to_owned(),
        hours: Some(12),
        ends_on: None,
        deals: org_no.is_some(),
    }
}

fn ties() -> Vec<Tie> {
    vec![
        tie("foretag", "Exempel Städ AB", Some("5566778899")),
        tie("styrelse", "Påhittade idrottsföreningen", None),
        tie("narstaende", "Provbygg i Lindåker", None),
    ]
}

fn made(visit: &Visit, days: u64, (ties, events): (Vec<Tie>, Vec<Event>)) -> Result<Declaration, Failure> {
    let authority = "kommunstyrelsen".parse().map_err(broken)?;
    let declaration = CaseId::from_bits(0xD00 + u128::from(days));
    let first = Event::Declared(Box::new(Declared { declaration, authority, routine: routine()?, ties }));
    let stamp = |(seq, event): (u64, Event)| {
        let (by, role) = if seq == 1 { (EMPLOYEE, "employee") } else { (MANAGER, "manager") };
        Stamped { seq, at: at(visit, days), by, role: role.to_owned(), event }
    };
    let events: Vec<Stamped<Event>> = (1_u64..).zip([first].into_iter().chain(events)).map(stamp).collect();
    Declaration::fold(&events).map_err(refused)
}

fn assessed(tie: usize, conditions: Option<&str>) -> Event {
    let why = "Har inget med arbetet att göra.".to_owned();
    Event::Assessed(Assessed { tie, conditions: conditions.map(str::to_owned), why })
}

fn forbidden(visit: &Visit) -> Event {
    let hand = |person, role: &str| Hand { person, role: role.to_owned() };
    let two = Two { proposal: ProposalId::from_bits(1), proposer: hand(MANAGER, "manager"), approver: hand(HR, "hr") };
    let (ground, why) = ("fortroendeskadlig".to_owned(), "Företaget säljer till den egna enheten.".to_owned());
    Event::Forbidden(Forbidden { tie: 1, ground, why, stop_by: day(visit, 60), two })
}

fn names() -> std::collections::BTreeMap<PersonId, String> {
    [(MANAGER, "Malte Chef"), (HR, "Hanna Personal")].map(|(person, name)| (person, name.to_owned())).into()
}

/// One that waits, one that is decided, one of nothing.
fn all(visit: &Visit) -> Result<[Declaration; 3], Failure> {
    let decided = vec![forbidden(visit), assessed(2, None), assessed(3, Some("Inga ärenden om företaget."))];
    Ok([
        made(visit, 2, (ties(), Vec::new()))?,
        made(visit, 300, (ties(), decided))?,
        made(visit, 700, (Vec::new(), Vec::new()))?,
    ])
}

fn row(declaration: Declaration, name: &str) -> DeclarationRow {
    DeclarationRow { declaration, name: name.to_owned(), is_mine_to_assess: true }
}

fn mine(visit: &Visit) -> Result<OwnDeclarations, Failure> {
    Ok(OwnDeclarations { declarations: all(visit)?.into(), names: names(), waits: Some(day(visit, 14)) })
}

pub(super) fn list(visit: &Visit) -> Answer {
    let [waits, decided, nothing] = all(visit)?;
    let rows = vec![row(waits, "Malin Påhitt"), row(decided, "Per Exempel"), row(nothing, "Åke Provman")];
    let missing = ["Anna Exempelberg", "Bo Påhittad"].map(str::to_owned).into();
    pages::list(visit, &mine(visit)?, &Listed { rows: Some(rows), runs_rounds: true, missing })
}

pub(super) fn list_own(visit: &Visit) -> Answer {
    let none = OwnDeclarations { declarations: Vec::new(), names: names(), waits: None };
    pages::list(visit, &none, &Listed::default())
}

pub(super) fn new(visit: &Visit) -> Answer {
    pages::make_form(visit, &routine()?, &pages::filled_with(None))
}

pub(super) fn new_wrong(visit: &Visit) -> Answer {
    let t = visit.t();
    let [waits, ..] = all(visit)?;
    let filled = pages::filled_with(Some(&waits)).wrong("orgnr2", t.declaration_org_no_wrong());
    pages::make_form(visit, &routine()?, &filled.wrong("timmar1", t.declaration_hours_wrong()))
}

pub(super) fn own(visit: &Visit) -> Answer {
    let [_, decided, _] = all(visit)?;
    pages::own_page(visit, &decided, &names(), true)
}

pub(super) fn own_nothing(visit: &Visit) -> Answer {
    let [.., nothing] = all(visit)?;
    pages::own_page(visit, &nothing, &names(), false)
}

fn shown(visit: &Visit, declaration: Declaration) -> DeclarationPage {
    DeclarationPage {
        declaration,
        name: "Malin Påhitt".to_owned(),
        names: names(),
        manager: Some("Malte Chef".to_owned()),
        others: vec![(CaseId::from_bits(0xD99), app::swedish_day(at(visit, 300)))],
        is_replaced: false,
        may_assess: true,
    }
}

pub(super) fn show(visit: &Visit) -> Answer {
    let [waits, ..] = all(visit)?;
    pages::show_page(visit, &shown(visit, waits))
}

pub(super) fn show_decided(visit: &Visit) -> Answer {
    let [_, decided, _] = all(visit)?;
    pages::show_page(visit, &DeclarationPage { is_replaced: true, ..shown(visit, decided) })
}

pub(super) fn assess(visit: &Visit) -> Answer {
    let [waits, ..] = all(visit)?;
    let filled = Filled::default().put("val", "villkor").wrong("villkor", visit.t().declaration_conditions_missing());
    pages::allow_form(visit, &shown(visit, waits), 3, &filled)
}

pub(super) fn forbid(visit: &Visit) -> Answer {
    let [waits, ..] = all(visit)?;
    pages::forbid_form(visit, &shown(visit, waits), 1, &Filled::default())
}

fn round_of(visit: &Visit, is_started: bool) -> Result<RoundPage, Failure> {
    let round = Round {
        authority: "kommunstyrelsen".parse().map_err(broken)?,
        units: Vec::new(),
        started_at: at(visit, 10),
        last_day: day(visit, 20),
        by: HR,
    };
    let of = |unit: &'static str, many: usize, few: usize| {
        std::iter::repeat_n((unit, true), many).chain(std::iter::repeat_n((unit, false), few))
    };
    let asked = of("Enhet 1", 24, 9).chain(of("Enhet 2", 8, 2)).chain(of("Enhet 3", 31, 12));
    let units = [("e1", "Enhet 1"), ("e2", "Enhet 2"), ("e3", "Enhet 3")];
    Ok(RoundPage {
        round: is_started.then_some(round),
        units: Vec::new(),
        answers: answers(asked),
        all_units: units.map(|(id, name)| (id.to_owned(), name.to_owned())).into(),
    })
}

pub(super) fn round(visit: &Visit) -> Answer {
    pages::round_page(visit, &round_of(visit, true)?)
}

pub(super) fn round_none(visit: &Visit) -> Answer {
    pages::round_page(visit, &round_of(visit, false)?)
}

pub(super) fn round_new(visit: &Visit) -> Answer {
    pages::round_form(visit, &round_of(visit, true)?.all_units, &Filled::default())
}
