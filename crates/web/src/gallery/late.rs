//! Cases that leave or have ended, and register cards, with made-up data.

use access::CaseState;
use app::AppError;
use app::case::{CardContent, CaseCard, ExportFile};
use casework::event::{ClockStop, DiaryNumber, How, Provision, TaskDone};
use casework::id::CaseId;
use casework::{Case, Closing, Declining, Disclosure, Event, MeasureStatus, Outcome, SecrecyMark, Stamped};

use super::case::{events, seen_as, two};
use crate::failure::Answer;
use crate::failure::Failure;
use crate::frame::Visit;
use crate::pages::case::{self, Filled, Seen};

fn disclosed(visit: &Visit) -> Event {
    Event::Disclosed(Disclosure {
        to: "Polismyndigheten, region Mitt".to_owned(),
        items: vec!["Fakta".to_owned(), "Underlag ur signaler".to_owned(), "Ändamål: förundersökning".to_owned()],
        law: "OSL 10 kap. 24 §".to_owned(),
        weighing: "Misstanken gäller brott som har fängelse i straffskalan.".to_owned(),
        on: visit.now().date_naive(),
        two: two(7),
    })
}

/// The case with a file that was disclosed, and its place.
fn with_file(visit: &Visit, file: ExportFile) -> Result<(Seen, u64), Failure> {
    let mut all = events(visit)?;
    all.push(disclosed(visit));
    let mut seen = seen_as(visit, all)?;
    let seq = seen.page.case.seq;
    seen.page.exports = [(seq, file)].into();
    Ok((seen, seq))
}

/// The case, closed.
fn closed(visit: &Visit) -> Result<Seen, Failure> {
    let mut all = events(visit)?;
    let stamp = |(seq, event): (u64, Event)| {
        let seen = two(0).proposer;
        Stamped { seq, at: visit.now(), by: seen.person, role: seen.role, event }
    };
    let so_far: Vec<_> = (1_u64..).zip(all.clone()).map(stamp).collect();
    let case = Case::fold(&so_far).map_err(AppError::from)?;
    let on = visit.now().date_naive();
    let status = |id: &str| case.measures.get(id).map(|state| state.status());
    let open = case.routine.measures.iter().filter(|measure| status(&measure.id) == Some(MeasureStatus::Open));
    let because = "inget i ärendet talar för åtgärden".to_owned();
    all.extend((100_u128..).zip(open).map(|(no, measure)| {
        Event::MeasureDeclined(Declining { measure: measure.id.clone(), because: because.clone(), two: two(no) })
    }));
    all.extend(case.clocks.iter().filter(|clock| clock.stopped.is_none()).map(|clock| {
        let why = "Åtgärden är genomförd.".to_owned();
        Event::ClockStopped(ClockStop {
            clock: clock.clock.clone(),
            started_by: clock.started_by,
            how: How::Met,
            on,
            why,
        })
    }));
    all.extend(
        case.tasks
            .iter()
            .map(|task| Event::TaskDone(TaskDone { task: task.seq, result: "Avtalen är hämtade.".to_owned() })),
    );
    all.push(Event::Closed(Box::new(Closing {
        outcome: Outcome::OtherFault,
        why: "Fakturorna var delade av misstag.".to_owned(),
        lesson: "Gränsen för direktupphandling förklaras för nya beställare.".to_owned(),
        effects: Vec::new(),
        typology: None,
        nobody_told_because: None,
        retain_until: on.checked_add_days(chrono::Days::new(730)).unwrap_or(on),
        retention_ground: "informationshanteringsplanen 4.2".to_owned(),
        two: two(200),
    })));
    seen_as(visit, all)
}

pub(super) fn file(visit: &Visit) -> Answer {
    let (seen, _) = with_file(visit, ExportFile::Waiting { is_mine: true })?;
    case::file_form(visit, &seen, &Filled::default().wrong("nyckel", "Skriv mottagarens öppna nyckel."))
}

pub(super) fn documents(visit: &Visit) -> Answer {
    let (seen, _) = with_file(visit, ExportFile::Waiting { is_mine: true })?;
    case::documents(visit, &seen)
}

pub(super) fn disclosed_file(visit: &Visit) -> Answer {
    let (seen, seq) = with_file(visit, ExportFile::Waiting { is_mine: true })?;
    case::disclosed_page(visit, &seen, seq, "")
}

pub(super) fn disclosed_taken(visit: &Visit) -> Answer {
    let (seen, seq) = with_file(visit, ExportFile::Taken { at: "2026-11-22T09:00:00Z".to_owned() })?;
    case::disclosed_page(visit, &seen, seq, "")
}

pub(super) fn ended(visit: &Visit) -> Answer {
    case::closing(visit, &closed(visit)?)
}

pub(super) fn reopen(visit: &Visit) -> Answer {
    case::reopen_form(visit, &closed(visit)?, &Filled::default())
}

fn card_of(no: u128, state: CaseState, sealed: Option<CardContent>) -> CaseCard {
    let is_closed = state != CaseState::Open;
    CaseCard {
        id: CaseId::from_bits(no << 96 | 7),
        authority: "Kommunstyrelsen".to_owned(),
        state,
        opened_at: "2026-11-12T08:30:00Z".to_owned(),
        closed_at: is_closed.then(|| "2026-11-20T14:00:00Z".to_owned()),
        retain_until: is_closed.then(|| "2028-11-20".to_owned()),
        sealed,
    }
}

fn content() -> CardContent {
    let on = chrono::NaiveDate::from_ymd_opt(2026, 11, 13).unwrap_or_default();
    let provision = Provision { chapter: 39, section: "3".to_owned() };
    CardContent {
        diary_number: Some(DiaryNumber { number: "KS 2026/0001".to_owned(), on }),
        marks: vec![SecrecyMark { provision, reason: "personaladministrativ verksamhet".to_owned(), on: None }],
    }
}

pub(super) fn cards(visit: &Visit) -> Answer {
    let cards = [
        card_of(0x3f9a_2b7c, CaseState::Open, Some(CardContent::default())),
        card_of(0x91c2_04be, CaseState::Closed, Some(content())),
        card_of(0xd85e_66a0, CaseState::Open, None),
    ];
    case::cards(visit, &cards)
}

pub(super) fn card(visit: &Visit) -> Answer {
    case::card(visit, &card_of(0x3f9a_2b7c, CaseState::Open, Some(content())))
}
