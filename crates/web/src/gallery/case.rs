//! Cases with made-up data: the persons, the firm and the numbers are invented.

use std::collections::BTreeMap;

use access::CaseState;
use app::AppError;
use app::case::{CasePage, CaseRow, Clean, Opening};
use app::proposal::ProposalRow;
use app::recovery::Recovered;
use casework::event::{Capacity, ConcernedKind, DiaryNumber, Provision, Taken};
use casework::id::{CaseId, FileId, PersonId, ProposalId};
use casework::{
    Bars, Case, Concerned, Conflicted, Custody, Decision, Declining, Document, Event, Evidence, EvidenceKind, Fact,
    Hand, Layer, Membership, Note, Opened, Origin, Routine, Rows, SecrecyMark, Stamped, Task, Telling, Two,
};
use chrono::{DateTime, Days, NaiveDate, Utc};

use crate::failure::{Answer, Failure};
use crate::frame::Visit;
use crate::pages::case::{self, Filled, Seen};

const ROUTINE: &str = include_str!("../../../../library/routines/misstanke.md");

const HR: PersonId = PersonId::from_bits(1);
const COORDINATOR: PersonId = PersonId::from_bits(2);
const DIRECTOR: PersonId = PersonId::from_bits(3);
const CONTROLLER: PersonId = PersonId::from_bits(4);
const MANAGER: PersonId = PersonId::from_bits(5);
const CASE: CaseId = CaseId::from_bits(0xA1);
const FILE: FileId = FileId::from_bits(0xF1);

fn broken(error: impl std::fmt::Display) -> Failure {
    Failure::Internal(error.to_string())
}

fn routine() -> Result<Routine, Failure> {
    let front = ROUTINE.split("+++").nth(1).unwrap_or_default();
    Routine::parse(front).map_err(broken)
}

fn at(visit: &Visit, days: u64) -> DateTime<Utc> {
    visit.now().checked_sub_days(Days::new(days)).unwrap_or_else(|| visit.now())
}

fn day(visit: &Visit, days: u64) -> NaiveDate {
    at(visit, days).date_naive()
}

pub(super) fn two(no: u128) -> Two {
    let hand = |person, role: &str| Hand { person, role: role.to_owned() };
    let proposal = ProposalId::from_bits(no);
    Two { proposal, proposer: hand(COORDINATOR, "coordinator"), approver: hand(DIRECTOR, "director") }
}

fn opened(routine: Routine) -> Result<Event, Failure> {
    let concerned = |kind, name: &str, id: Option<&str>| Concerned {
        kind,
        id: id.map(str::to_owned),
        name: name.to_owned(),
        person: None,
    };
    let member = |person, capacity| Membership { person, capacity };
    Ok(Event::Opened(Box::new(Opened {
        case: CASE,
        authority: "kommunstyrelsen".parse().map_err(broken)?,
        title: "Attester på enhet 4".to_owned(),
        origin: Origin::Signals,
        concerned: vec![
            concerned(ConcernedKind::Employee, "Påhittad Person", Some("E-104")),
            concerned(ConcernedKind::Organisation, "Exempelbolaget Norr AB", Some("5590000000")),
        ],
        members: vec![
            member(HR, Capacity::Hr),
            member(COORDINATOR, Capacity::Coordinator),
            member(DIRECTOR, Capacity::DecisionMaker),
        ],
        conflicted: vec![Conflicted {
            person: MANAGER,
            bars: Bars::Deciding,
            why: "arbetar på samma enhet som den som ärendet gäller (FL 16 § första stycket 5)".to_owned(),
        }],
        without_keys: Vec::new(),
        routine,
    })))
}

fn evidence(visit: &Visit) -> [Event; 2] {
    let columns = ["Faktura", "Leverantör", "Belopp", "Attest"].map(str::to_owned).into();
    let row = |cells: [&str; 4]| cells.map(|cell| Some(cell.to_owned())).into();
    let rows = vec![
        row(["F-1001", "Exempelbolaget Norr AB", "49 900,00 kr", "E-104"]),
        row(["F-1002", "Exempelbolaget Norr AB", "49 950,00 kr", "E-104"]),
    ];
    let rows = Rows { columns, rows };
    let taken = |kind, title: &str| Evidence {
        kind,
        title: title.to_owned(),
        from: "Kontroll LP-03 version 1, leverantörsreskontra 2026-11".to_owned(),
        handed_over_by: "Insyn".to_owned(),
        rows: None,
        file: None,
        hash: blake3::hash(title.as_bytes()).to_hex().to_string(),
        custody: Vec::new(),
    };
    let hash = rows.hash();
    let custody = vec![Custody {
        at: at(visit, 3),
        holder: "Controller på kommunstyrelsen".to_owned(),
        what: "Inlåst i skåp 2".to_owned(),
    }];
    let signal = Evidence { rows: Some(rows), hash, ..taken(EvidenceKind::SignalRows, "LP-03: Delade fakturor") };
    let other = Evidence { file: Some(FILE), custody, ..taken(EvidenceKind::Other, "Pärm med avtal") };
    [Event::EvidenceTaken(Box::new(signal)), Event::EvidenceTaken(Box::new(other))]
}

fn measures(visit: &Visit) -> [Event; 2] {
    let decided = Event::MeasureDecided(Box::new(Decision {
        measure: "intern-utredning".to_owned(),
        option: None,
        text: "Förvaltningen utreder attesterna på enheten.".to_owned(),
        why: "Fakturorna ligger strax under gränsen för upphandling.".to_owned(),
        law: "kommunallagen (2017:725) 6 kap. 6 §".to_owned(),
        delegation: "MI-1".to_owned(),
        conditions: vec!["Underlaget säkras innan någon hörs.".to_owned()],
        from: day(visit, 1),
        to: None,
        two: two(1),
    }));
    let declined = Event::MeasureDeclined(Declining {
        measure: "hotbild".to_owned(),
        because: "ingen har hotats och inget tyder på det".to_owned(),
        two: two(2),
    });
    [decided, declined]
}

fn records(visit: &Visit) -> [Event; 6] {
    let note = Note { layer: Layer::Handlers, text: "Enhetschefen är på semester.".to_owned(), corrects: None };
    let due = app::swedish_day(visit.now()).checked_add_days(Days::new(5)).unwrap_or_default();
    let title = "Begär ut avtalen".to_owned();
    [
        Event::NoteWritten(note),
        Event::TaskSet(Task { title, owner: HR, due, measure: None }),
        Event::SecrecyMarked(SecrecyMark {
            provision: Provision { chapter: 39, section: "3".to_owned() },
            reason: "personaladministrativ verksamhet".to_owned(),
            on: None,
        }),
        Event::DiaryNumberSet(DiaryNumber { number: "KS 2026/0001".to_owned(), on: day(visit, 2) }),
        Event::DocumentMade(Document {
            template: "atgardsplan".to_owned(),
            title: "Åtgärdsplan".to_owned(),
            file: FILE,
            hash: blake3::hash(b"plan").to_hex().to_string(),
            decision: None,
        }),
        Event::Told(Telling {
            who: "Den fackliga organisationen".to_owned(),
            what: "Att en förhandling begärs.".to_owned(),
            law: "lagen (1976:580) om medbestämmande i arbetslivet, 11 §".to_owned(),
            on: day(visit, 1),
        }),
    ]
}

fn seen(visit: &Visit) -> Result<Seen, Failure> {
    seen_as(visit, events(visit)?)
}

/// The case, as these events say.
pub(super) fn seen_as(visit: &Visit, events: Vec<Event>) -> Result<Seen, Failure> {
    let stamp = |(seq, event): (u64, Event)| {
        let (by, role) = if seq == 1 { (CONTROLLER, "controller") } else { (COORDINATOR, "coordinator") };
        Stamped { seq, at: at(visit, 14_u64.saturating_sub(seq)), by, role: role.to_owned(), event }
    };
    let events: Vec<Stamped<Event>> = (1_u64..).zip(events).map(stamp).collect();
    let case = Case::fold(&events).map_err(AppError::from)?;
    let names = [
        (HR, "Hanna Påhitt"),
        (COORDINATOR, "Astrid Exempelsson"),
        (DIRECTOR, "Dag Direktör"),
        (CONTROLLER, "Cilla Kontroll"),
        (MANAGER, "Malte Chef"),
    ];
    let page = CasePage {
        authority: "Kommunstyrelsen".to_owned(),
        state: if case.closed.is_some() { CaseState::Closed } else { CaseState::Open },
        names: names.map(|(person, name)| (person, name.to_owned())).into_iter().collect::<BTreeMap<_, _>>(),
        deadlines: case.deadlines(app::swedish_day(visit.now())),
        notes: case.notes_for(COORDINATOR).into_iter().cloned().collect(),
        timeline: case.timeline(COORDINATOR).cloned().collect(),
        elsewhere: vec!["Socialnämnden".to_owned()],
        waiting: vec![waiting()],
        exports: BTreeMap::new(),
        recovered: vec![Recovered {
            name: "Hanna Påhitt".to_owned(),
            by: vec!["Nils Provsson".to_owned(), "Nora Provsson".to_owned()],
            at: "2026-11-20T09:00:00Z".to_owned(),
        }],
        without_keys: [HR].into(),
        case,
    };
    Ok(Seen { id: CASE, page, may: case::OFFERED.into() })
}

/// What has happened in the case.
pub(super) fn events(visit: &Visit) -> Result<Vec<Event>, Failure> {
    let fact = Fact {
        text: "Två fakturor strax under gränsen, attesterade av samma person.".to_owned(),
        known_on: day(visit, 50),
        starts: vec!["las-18-avsked".to_owned()],
    };
    let routine = routine()?;
    let starts = routine.fact_clocks().take(2).map(|clock| clock.id.clone()).collect();
    let mut events = vec![opened(routine)?, Event::FactLearnt(Fact { starts, ..fact })];
    events.push(Event::Taken(Taken { leader: COORDINATOR }));
    events.extend(evidence(visit));
    events.extend(measures(visit));
    events.extend(records(visit));
    Ok(events)
}

fn waiting() -> ProposalRow {
    ProposalRow {
        id: ProposalId::from_bits(9).to_string(),
        kind: access::ProposalKind::CaseMeasure,
        authority: "Kommunstyrelsen".to_owned(),
        proposer: "Astrid Exempelsson".to_owned(),
        is_own: true,
        proposed_at: "2026-11-21T09:00:00Z".to_owned(),
        expires_at: "2026-11-24T09:00:00Z".to_owned(),
        hours_left: 20,
        case: Some(CASE.to_string()),
    }
}

fn row(id: u128, title: Option<&str>, state: CaseState, next: Option<(NaiveDate, i64)>) -> CaseRow {
    CaseRow {
        id: CaseId::from_bits(id),
        title: title.map(str::to_owned),
        authority: "Kommunstyrelsen".to_owned(),
        state,
        opened_at: "2026-11-12T08:30:00Z".to_owned(),
        next: next.map(|(due, _)| (due, "Två månader till avsked".to_owned())),
        days_left: next.map(|(_, days)| days),
    }
}

pub(super) fn list(visit: &Visit) -> Answer {
    let soon = app::swedish_day(visit.now()).checked_add_days(Days::new(3)).unwrap_or_default();
    let rows = [
        row(1, Some("Attester på enhet 4"), CaseState::Open, Some((soon, 3))),
        row(2, None, CaseState::Open, None),
        row(3, Some("Nycklar till förrådet"), CaseState::Closed, None),
    ];
    case::list(visit, &rows, true)
}

pub(super) fn list_empty(visit: &Visit) -> Answer {
    case::list(visit, &[], false)
}

pub(super) fn new(visit: &Visit) -> Answer {
    case::new_form(visit, &routine()?, &Filled::default(), &[("kommunstyrelsen/0a1b2c".to_owned(), None)])
}

pub(super) fn new_wrong(visit: &Visit) -> Answer {
    let filled = Filled::default().wrong("rubrik", visit.t().case_new_title_missing());
    case::new_form(visit, &routine()?, &filled.wrong("ursprung", visit.t().case_choose()), &[])
}

pub(super) fn overview(visit: &Visit) -> Answer {
    case::overview(visit, &seen(visit)?, COORDINATOR)
}

pub(super) fn evidence_page(visit: &Visit) -> Answer {
    case::evidence(visit, &seen(visit)?)
}

pub(super) fn file_add(visit: &Visit) -> Answer {
    case::add_form(visit, &seen(visit)?, &Filled::default())
}

pub(super) fn file(visit: &Visit) -> Answer {
    let html = "Avtal 1\nPåhittad text &lt;1&gt;".to_owned();
    let clean = Clean::Text { html, encoding: app::case::Encoding::Utf8, left_out: 12 };
    case::file_page(visit, (CASE, FILE), "Pärm med avtal", &clean)
}

pub(super) fn timeline(visit: &Visit) -> Answer {
    case::timeline(visit, &seen(visit)?, COORDINATOR)
}

pub(super) fn note(visit: &Visit) -> Answer {
    case::note_form(visit, &seen(visit)?, &Filled::default())
}

pub(super) fn links(visit: &Visit) -> Answer {
    case::links(visit, &seen(visit)?)
}

pub(super) fn measures_page(visit: &Visit) -> Answer {
    case::measures(visit, &seen(visit)?)
}

pub(super) fn decision(visit: &Visit) -> Answer {
    let seen = seen(visit)?;
    let measure = seen.page.case.routine.measure("anstallning").ok_or(Failure::NotFound)?;
    case::decision_form(visit, &seen, measure, &Filled::default().wrong("slag", visit.t().case_choose()))
}

pub(super) fn documents(visit: &Visit) -> Answer {
    case::documents(visit, &seen(visit)?)
}

pub(super) fn document(visit: &Visit) -> Answer {
    let seen = seen(visit)?;
    let template = seen.page.case.routine.template("beslut").ok_or(Failure::NotFound)?;
    case::make_form(visit, &seen, template, &Filled::default())
}

pub(super) fn members(visit: &Visit) -> Answer {
    case::members(visit, &seen(visit)?)
}

pub(super) fn log(visit: &Visit) -> Answer {
    let opening = |action: &str, outcome: &str| Opening {
        at: "2026-11-22T08:30:00Z".to_owned(),
        who: "Astrid Exempelsson".to_owned(),
        role: "coordinator".to_owned(),
        action: action.to_owned(),
        outcome: outcome.to_owned(),
    };
    case::log(visit, &seen(visit)?, &[opening("case_show", "done"), opening("case_take", "denied")])
}

pub(super) fn closing(visit: &Visit) -> Answer {
    case::closing(visit, &seen(visit)?)
}

pub(super) fn close(visit: &Visit) -> Answer {
    case::close_form(visit, &seen(visit)?, &Filled::default())
}
