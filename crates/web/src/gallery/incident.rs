//! Incidents with made-up data: the persons, the unit and the words are invented.

use access::CaseState;
use app::AppError;
use app::incident::{
    FiguresPage, IncidentCertificate, IncidentJoiner, IncidentPage, IncidentRow, Mine, Told, suspicion_of,
};
use casework::Stamped;
use casework::id::{CaseId, FileId, PersonId};
use casework::incident::event::{
    Agreed, Closing, Counter, Disposal, Event, Exposed, Level, Levelled, Measure, Member, Picture, Place, Police, Post,
    Reported, Review, Taken, Talk, Words,
};
use casework::incident::pattern::{Pattern, Repeats};
use casework::incident::routine::Routine;
use casework::incident::{Incident, board};
use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};

use crate::failure::{Answer, Failure};
use crate::frame::Visit;
use crate::pages::case::Filled;
use crate::pages::incident::{self, Seen};

const ROUTINE: &str = include_str!("../../../../library/routines/handelse.md");
const SUSPICION: &str = include_str!("../../../../library/routines/misstanke.md");

const REPORTER: PersonId = PersonId::from_bits(1);
const MANAGER: PersonId = PersonId::from_bits(2);
const COORDINATOR: PersonId = PersonId::from_bits(3);
const SAFETY: PersonId = PersonId::from_bits(4);
const FILE: FileId = FileId::from_bits(0xF2);

fn broken(error: impl std::fmt::Display) -> Failure {
    Failure::Internal(error.to_string())
}

fn routine() -> Result<Routine, Failure> {
    Routine::parse(ROUTINE.split("+++").nth(1).unwrap_or_default()).map_err(broken)
}

fn at(visit: &Visit, days: u64) -> DateTime<Utc> {
    visit.now().checked_sub_days(Days::new(days)).unwrap_or_else(|| visit.now())
}

fn day(visit: &Visit, days: u64) -> NaiveDate {
    app::swedish_day(at(visit, days))
}

fn reported(visit: &Visit, id: u128, kind: &str) -> Result<Reported, Failure> {
    let member = |person, role: &str| Member { person, role: role.to_owned() };
    let picture = Picture {
        file: FILE,
        title: "skarmbild.png".to_owned(),
        taken: day(visit, 10).and_hms_opt(14, 5, 0),
        hash: blake3::hash(b"made up").to_hex().to_string(),
    };
    Ok(Reported {
        incident: CaseId::from_bits(id),
        authority: "kommunstyrelsen".parse().map_err(broken)?,
        routine: routine()?,
        kind: kind.to_owned(),
        happened_on: day(visit, 10),
        time: "14.05".to_owned(),
        place: Place::SocialMedia,
        unit: "Enhet 4".to_owned(),
        process: "tillsyn".to_owned(),
        exposed: Exposed::Colleague { name: "Påhittad Kollega".to_owned(), person: None },
        source: "kontot @pahittad".to_owned(),
        grave: kind == "hot",
        called_112: false,
        text: "»Vi vet var du parkerar.«\nSkrivet av ett påhittat konto, två gånger.".to_owned(),
        witnesses: "Två på enheten såg det.".to_owned(),
        pictures: vec![picture],
        members: vec![member(MANAGER, "manager"), member(SAFETY, "safety_rep"), member(COORDINATOR, "coordinator")],
        left_out: vec!["hr".to_owned()],
    })
}

fn made(visit: &Visit, (id, kind): (u128, &str), events: Vec<Event>) -> Result<Incident, Failure> {
    let first = Event::Reported(Box::new(reported(visit, id, kind)?));
    let stamp = |(seq, event): (u64, Event)| {
        let (by, role) = if seq == 1 { (REPORTER, "employee") } else { (COORDINATOR, "coordinator") };
        Stamped { seq, at: at(visit, 9), by, role: role.to_owned(), event }
    };
    let events: Vec<Stamped<Event>> = (1_u64..).zip([first].into_iter().chain(events)).map(stamp).collect();
    Incident::fold(&events).map_err(AppError::from).map_err(Failure::from)
}

/// A threat that is worked on.
fn threat(visit: &Visit) -> Result<Incident, Failure> {
    let on = day(visit, 9);
    let words = |text: &str| Words { text: text.to_owned() };
    let (text, owner) = ("Två på alla besök".to_owned(), "Enhetschefen".to_owned());
    let why = "Hot mot tjänsteman.".to_owned();
    let events = vec![
        Event::Taken(Taken {}),
        Event::Talked(Talk { on, text: "Vill inte arbeta ensam.".to_owned() }),
        Event::PoliceDecided(Police { reported: true, on, number: "5000-K1-26".to_owned(), why }),
        Event::MeasureSet(Measure { text, owner, due: visit.now().date_naive(), shown: true }),
        Event::ReviewDecided(Review { needed: true, why: "Ronden går nästa vecka.".to_owned() }),
        Event::NoteWritten(words("Polisen ringer tillbaka.")),
        Event::Told(words("Vi hörs på fredag.")),
    ];
    made(visit, (0xB1, "hot"), events)
}

/// A campaign with posts, an answer and a level.
fn campaign(visit: &Visit) -> Result<Incident, Failure> {
    let post = |days, place: &str, reach| {
        let text = "Kommunen tar barn utan skäl.".to_owned();
        Event::PostAdded(Post { on: day(visit, days), place: place.to_owned(), text, reach })
    };
    let (place, text) = ("lindaker.invalid".to_owned(), "Så går en utredning till.".to_owned());
    let events = vec![
        post(20, "Gruppen Påhittad", 140),
        post(17, "Gruppen Påhittad", 900),
        post(14, "Kanalen Exempel", 12_400),
        Event::Countered(Counter { on: day(visit, 13), place, text }),
        post(12, "Kanalen Exempel", 1_100),
        Event::LevelSet(Levelled { level: Level::Raised, why: "En socialsekreterare namnges.".to_owned() }),
    ];
    made(visit, (0xB2, "desinformation"), events)
}

fn pattern(repeats: Repeats, label: &str, visit: &Visit) -> Pattern {
    Pattern {
        repeats,
        label: label.to_owned(),
        incidents: vec![CaseId::from_bits(0xB1), CaseId::from_bits(0xB3)],
        kinds: ["hot", "trakasserier"].map(str::to_owned).into(),
        first: day(visit, 200),
        last: day(visit, 10),
    }
}

fn seen(visit: &Visit, incident: Incident) -> Seen {
    let names = [
        (REPORTER, "Malin Påhitt"),
        (MANAGER, "Malte Chef"),
        (COORDINATOR, "Astrid Exempelsson"),
        (SAFETY, "Sixten Ombud"),
    ];
    let page = IncidentPage {
        authority: "Kommunstyrelsen".to_owned(),
        state: if incident.closed.is_some() { CaseState::Closed } else { CaseState::Open },
        names: names.map(|(person, name)| (person, name.to_owned())).into(),
        deadlines: incident.deadlines(app::swedish_day(visit.now())),
        patterns: vec![pattern(Repeats::Source, "källa 3F9A12", visit)],
        incident,
    };
    Seen {
        id: page.incident.id,
        page,
        me: MANAGER,
        today: app::swedish_day(visit.now()),
        may: incident::OFFERED.into(),
    }
}

fn mine(visit: &Visit) -> Result<Mine, Failure> {
    let incident = threat(visit)?;
    let first = Event::Reported(Box::new(reported(visit, 0xB1, "hot")?));
    let stamp = |event| Stamped { seq: 1, at: at(visit, 9), by: COORDINATOR, role: "coordinator".to_owned(), event };
    let on = day(visit, 9);
    let told = [
        first,
        Event::Taken(Taken {}),
        Event::Talked(Talk { on, text: String::new() }),
        Event::PoliceDecided(Police { reported: true, on, number: String::new(), why: String::new() }),
        Event::Told(Words { text: "Vi hörs på fredag.".to_owned() }),
    ];
    let told = told.into_iter().filter_map(|event| incident.notice(&stamp(event)));
    let told = told.map(|notice| Told { at: at(visit, 9), notice }).collect();
    Ok(Mine { id: CaseId::from_bits(0xB1), told })
}

fn row(visit: &Visit, id: u128, incident: Option<Incident>, days_left: Option<i64>) -> IncidentRow {
    IncidentRow {
        id: CaseId::from_bits(id),
        incident,
        authority: "Kommunstyrelsen".to_owned(),
        state: CaseState::Open,
        reported_at: app::stamp(at(visit, 9)),
        next: days_left.map(|_| (day(visit, 0), "samtal".to_owned())),
        days_left,
    }
}

pub(super) fn list(visit: &Visit) -> Answer {
    let rows = [
        row(visit, 0xB1, Some(threat(visit)?), Some(-2)),
        row(visit, 0xB2, Some(made(visit, (0xB2, "muta"), Vec::new())?), Some(1)),
        row(visit, 0xB3, None, None),
    ];
    incident::list(visit, &routine()?, (&[mine(visit)?], Some(&rows)), (true, true))
}

pub(super) fn list_own(visit: &Visit) -> Answer {
    incident::list(visit, &routine()?, (&[], None), (false, false))
}

pub(super) fn new(visit: &Visit) -> Answer {
    incident::report_form(visit, &routine()?, &Filled::default(), "handelse-prov")
}

pub(super) fn new_wrong(visit: &Visit) -> Answer {
    let t = visit.t();
    let filled = Filled::default().wrong("hande", t.incident_text_missing()).wrong("slag", t.case_choose());
    incident::report_form(visit, &routine()?, &filled, "handelse-prov")
}

pub(super) fn own(visit: &Visit) -> Answer {
    incident::mine_page(visit, &routine()?, &mine(visit)?, "handelse-prov")
}

pub(super) fn show(visit: &Visit) -> Answer {
    incident::show_page(visit, &seen(visit, threat(visit)?))
}

pub(super) fn show_new(visit: &Visit) -> Answer {
    incident::show_page(visit, &seen(visit, made(visit, (0xB4, "trakasserier"), Vec::new())?))
}

pub(super) fn show_campaign(visit: &Visit) -> Answer {
    incident::show_page(visit, &seen(visit, campaign(visit)?))
}

pub(super) fn show_closed(visit: &Visit) -> Answer {
    let retain_until = visit.now().date_naive().checked_add_days(Days::new(700)).unwrap_or_default();
    incident::show_page(visit, &seen(visit, closed(visit, retain_until, false)?))
}

/// Closed, and kept until a day.
fn closed(visit: &Visit, retain_until: NaiveDate, is_proposed: bool) -> Result<Incident, Failure> {
    let on = day(visit, 9);
    let why = "Ringa.".to_owned();
    let talk = Event::Talked(Talk { on, text: "Mår bra.".to_owned() });
    let (outcome, lesson) = ("Kontot stängdes.".to_owned(), "Spara skärmbilder genast.".to_owned());
    let events = vec![
        talk.clone(),
        talk,
        Event::PoliceDecided(Police { reported: false, on, number: String::new(), why: why.clone() }),
        Event::ReviewDecided(Review { needed: false, why }),
        Event::ClosingProposed(Closing { outcome, lesson, retain_until }),
    ];
    let mut incident = made(visit, (0xB5, "trakasserier"), events)?;
    if is_proposed {
        // Of what was closed long ago.
        let mut add = |by, role: &str, event| {
            let (seq, at) = (incident.seq + 1, visit.now());
            incident.apply(&Stamped { seq, at, by, role: role.to_owned(), event }).map_err(AppError::from)
        };
        let proposed = 6;
        add(MANAGER, "manager", Event::Closed(Agreed { proposed }))?;
        let ground = "Dokumenthanteringsplanen 4.2. Domen finns i personakten.".to_owned();
        add(COORDINATOR, "coordinator", Event::DisposalProposed(Disposal { ground }))?;
    }
    Ok(incident)
}

pub(super) fn join(visit: &Visit) -> Answer {
    let one = |no, name: &str, role: &str| IncidentJoiner {
        person: PersonId::from_bits(no),
        name: name.to_owned(),
        role: role.to_owned(),
    };
    let joiners = [one(7, "Hanna Påhitt", "hr"), one(8, "Malva Chef", "manager")];
    let filled = Filled::default().wrong("skal", visit.t().case_reason_missing());
    incident::join_form(visit, &seen(visit, threat(visit)?), &joiners, &filled)
}

pub(super) fn join_none(visit: &Visit) -> Answer {
    incident::join_form(visit, &seen(visit, threat(visit)?), &[], &Filled::default())
}

pub(super) fn dispose(visit: &Visit) -> Answer {
    let filled = Filled::default().wrong("grund", visit.t().incident_dispose_ground_missing());
    incident::dispose_form(visit, &seen(visit, closed(visit, day(visit, 1), false)?), &filled)
}

pub(super) fn dispose_proposed(visit: &Visit) -> Answer {
    incident::dispose_form(visit, &seen(visit, closed(visit, day(visit, 1), true)?), &Filled::default())
}

pub(super) fn show_disposal(visit: &Visit) -> Answer {
    incident::show_page(visit, &seen(visit, closed(visit, day(visit, 1), true)?))
}

pub(super) fn certificates(visit: &Visit) -> Answer {
    let body =
        "Gallringsintyg, händelse\nMyndighet: Kommunstyrelsen\nGallrad: 2026-11-20\nGrund: planen 4.2\n".to_owned();
    let one = IncidentCertificate { report: String::new(), body, disposed_on: "2026-11-20".to_owned() };
    incident::certificates_page(visit, &[one])
}

pub(super) fn certificates_none(visit: &Visit) -> Answer {
    incident::certificates_page(visit, &[])
}

pub(super) fn act(visit: &Visit) -> Answer {
    let found = incident::ACTS.iter().find(|act| act.word == "polis").ok_or(Failure::NotFound)?;
    incident::act_form(visit, &seen(visit, threat(visit)?), found, &Filled::default())
}

pub(super) fn act_wrong(visit: &Visit) -> Answer {
    let t = visit.t();
    let found = incident::ACTS.iter().find(|act| act.word == "inlagg").ok_or(Failure::NotFound)?;
    let filled = Filled::default().wrong("tal", t.incident_reach_wrong()).wrong("text", t.incident_write());
    incident::act_form(visit, &seen(visit, campaign(visit)?), found, &filled)
}

pub(super) fn suspect(visit: &Visit) -> Answer {
    let front = SUSPICION.split("+++").nth(1).unwrap_or_default();
    let suspicion = casework::Routine::parse(front).map_err(broken)?;
    let incident = threat(visit)?;
    let filled = incident::suspicion_filled(&suspicion_of(&incident));
    incident::suspect_form(visit, &seen(visit, incident), &suspicion, &filled)
}

fn counted(visit: &Visit, many: u128) -> Result<Vec<Incident>, Failure> {
    let kinds = ["hot", "trakasserier", "muta"];
    let all = (0..many).map(|id| {
        let kind = kinds.iter().cycle().nth(usize::try_from(id).unwrap_or_default()).copied().unwrap_or("hot");
        made(visit, (0xC00 + id, kind), Vec::new())
    });
    all.collect()
}

fn figures_of(visit: &Visit, many: u128) -> Answer {
    let (routine, incidents) = (routine()?, counted(visit, many)?);
    let all: Vec<&Incident> = incidents.iter().collect();
    let today = app::swedish_day(visit.now());
    // The quarters of the sample have all passed.
    let later = today.checked_add_days(Days::new(400)).unwrap_or(today);
    let shown = FiguresPage {
        figures: board::figures(&routine, &all, day(visit, 9).year(), later),
        years: vec![day(visit, 9).year(), day(visit, 9).year() - 1],
        patterns: vec![
            pattern(Repeats::Person, "Påhittad Kollega", visit),
            pattern(Repeats::Unit, "Enhet 4", visit),
            pattern(Repeats::Process, "tillsyn", visit),
        ],
    };
    incident::figures_page(visit, &routine, &shown)
}

pub(super) fn figures(visit: &Visit) -> Answer {
    figures_of(visit, 24)
}

pub(super) fn figures_few(visit: &Visit) -> Answer {
    figures_of(visit, 3)
}
