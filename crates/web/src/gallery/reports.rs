//! Whistleblowers' reports as their recipients see them, with made-up data: persons, firms and numbers are invented.

use access::CaseState;
use app::report::{
    ChannelRow, Figures, FileAbout, Identity, OralForm, Period, Recorded, ReportFile, ReportOpening, ReportPage,
    ReportRow, VoiceAppointment, VoiceCertificate, VoiceChannel, VoiceList,
};
use casework::id::{CaseId, FileId, PersonId, ProposalId};
use casework::report::event::{
    Acknowledged, Acknowledgement, Answer, Author, Closed, Entry, Event, Feedback, FollowUp, Form, Matter, Message,
    Outcome, Received,
};
use casework::report::recipients::{Appointment, Level};
use casework::report::{Report, statistics};
use casework::{Hand, Two};
use chrono::{DateTime, Days, NaiveDate, Utc};

use crate::failure::{Answer as Page, Failure};
use crate::frame::Visit;
use crate::pages::case::Filled;
use crate::pages::{
    self,
    report::{self, OFFERED, Seen, WRITINGS},
};

const REPORT: CaseId = CaseId::from_bits(0xA7F3_0000_0000_0000_0000_0000_0000_0001);
const ANNA: PersonId = PersonId::from_bits(1);
const BO: PersonId = PersonId::from_bits(2);
const CILLA: PersonId = PersonId::from_bits(3);

fn broken(error: impl std::fmt::Display) -> Failure {
    Failure::Internal(error.to_string())
}

fn at(visit: &Visit, days: u64) -> DateTime<Utc> {
    visit.now().checked_sub_days(Days::new(days)).unwrap_or_else(|| visit.now())
}

fn day(visit: &Visit, days: u64) -> NaiveDate {
    app::swedish_day(at(visit, days))
}

fn appointment(visit: &Visit, person: PersonId, level: Level) -> Result<Appointment, Failure> {
    Ok(Appointment {
        person,
        channel: "kommunstyrelsen".parse().map_err(broken)?,
        level,
        decision: "KS 2026/114 § 7".to_owned(),
        from: day(visit, 300),
        to: None,
    })
}

fn received(visit: &Visit) -> Result<Event, Failure> {
    let answer = |question: &str, text: &str| Answer { question: question.to_owned(), text: text.to_owned() };
    Ok(Event::Received(Box::new(Received {
        report: REPORT,
        authority: "kommunstyrelsen".parse().map_err(broken)?,
        arrived: day(visit, 6),
        matter: Matter::Procurement,
        form: Form::Written,
        answers: vec![
            answer("hande", "Beställningar delas så att de aldrig når gränsen. Samma firma får alla."),
            answer("nar", "Sedan i våras, på enhet 4."),
        ],
        files: vec![FileId::from_bits(0xF1)],
        concerned: Vec::new(),
        named: true,
        recipients: vec![appointment(visit, ANNA, Level::Own)?, appointment(visit, BO, Level::Own)?],
        left_out: Default::default(),
    })))
}

fn entries(visit: &Visit, is_closed: bool) -> Result<Vec<Entry>, Failure> {
    let hand = |person| Hand { person, role: "recipient".to_owned() };
    let by = Author::Person(hand(ANNA));
    let text = |text: &str| Message { text: text.to_owned(), files: Vec::new() };
    let mut all = vec![
        (6, Author::Reporter, received(visit)?),
        (5, by.clone(), Event::Acknowledged(Acknowledged { how: Acknowledgement::Sent, on: day(visit, 5) })),
        (5, by.clone(), Event::MessageToReporter(text("Tack för att du berättar. Vet du vem som beställer?"))),
        (4, Author::Reporter, Event::MessageFromReporter(text("Nej, men det står på beställningarna."))),
        (
            3,
            by.clone(),
            Event::FollowUpNoted(FollowUp { text: "Begärde ut beställningarna.".to_owned(), on: day(visit, 3) }),
        ),
    ];
    if is_closed {
        let two = Two { proposal: ProposalId::from_bits(9), proposer: hand(BO), approver: hand(ANNA) };
        let feedback = Feedback { text: "Inköpen görs om från årsskiftet.".to_owned(), on: day(visit, 2) };
        let why = "Beställningarna delades.".to_owned();
        all.push((2, by.clone(), Event::FeedbackGiven(feedback)));
        all.push((1, by, Event::Closed(Closed { outcome: Outcome::Founded, why, on: day(visit, 1), two })));
    }
    let entry = |(seq, (days, by, event))| Entry { seq, at: at(visit, days), by, event };
    Ok((1..).zip(all).map(entry).collect())
}

fn opening(visit: &Visit, days: u64, who: &str, act: access::Action) -> ReportOpening {
    ReportOpening { on: day(visit, days), who: who.to_owned(), act }
}

fn seen_as(visit: &Visit, is_closed: bool) -> Result<Seen, Failure> {
    let entries = entries(visit, is_closed)?;
    let report = Report::fold(&entries).map_err(broken)?;
    let names = [(ANNA, "Anna Exempelsson"), (BO, "Bo Provdal"), (CILLA, "Cilla Påhittman")];
    let about = FileAbout {
        id: FileId::from_bits(0xF1),
        name: "bild-1.jpg".to_owned(),
        size: 182_000,
        hash: String::new(),
        is_copy: true,
    };
    let page = ReportPage {
        authority: "Kommunstyrelsen".to_owned(),
        state: if is_closed { CaseState::Closed } else { CaseState::Open },
        names: names.map(|(id, name)| (id, name.to_owned())).into(),
        clocks: report.clocks(day(visit, 0)),
        files: vec![ReportFile { id: about.id, about: Some(about) }],
        openings: vec![
            opening(visit, 1, "Bo Provdal", access::Action::ReportFileShow),
            opening(visit, 5, "Anna Exempelsson", access::Action::ReportShow),
        ],
        waiting: Vec::new(),
        successors: vec![
            (appointment(visit, BO, Level::Own)?, "Bo Provdal".to_owned()),
            (appointment(visit, CILLA, Level::Above)?, "Cilla Påhittman".to_owned()),
        ],
        is_released: false,
        unreadable: 0,
        recovered: Vec::new(),
        entries,
        report,
    };
    Ok(Seen { id: REPORT, page, may: OFFERED.into() })
}

fn seen(visit: &Visit) -> Result<Seen, Failure> {
    seen_as(visit, false)
}

fn rows(visit: &Visit) -> [ReportRow; 3] {
    let row = |no: u128, matter, duty: &str, days: i64, is_unread| {
        let due = day(visit, 0).checked_add_signed(chrono::TimeDelta::days(days)).unwrap_or_default();
        ReportRow {
            id: CaseId::from_bits(no << 100 | 7),
            authority: "Kommunstyrelsen".to_owned(),
            state: if duty == "dispose" { CaseState::Closed } else { CaseState::Open },
            arrived: day(visit, 6).to_string(),
            matter,
            next: Some((due, duty.to_owned())),
            days_left: Some(days),
            is_unread,
        }
    };
    [
        row(0xA7F, Some(Matter::Procurement), "acknowledge", 1, true),
        row(0xB21, Some(Matter::Corruption), "feedback", 40, false),
        row(0xC90, None, "dispose", 300, false),
    ]
}

pub(super) fn list(visit: &Visit) -> Page {
    report::list(visit, &rows(visit))
}

/// The start page of a recipient.
pub(super) fn start(visit: &Visit) -> Page {
    let mut start = pages::Start::default();
    pages::report_rows(visit.t(), &mut start, &rows(visit));
    pages::start_page(visit, start)
}

pub(super) fn list_empty(visit: &Visit) -> Page {
    report::list(visit, &[])
}

pub(super) fn show(visit: &Visit) -> Page {
    report::show_page(visit, &seen(visit)?)
}

fn oral_offered() -> OralForm {
    OralForm {
        id: REPORT,
        units: ["Bygglov", "Ekonomi"].map(str::to_owned).into(),
        others: vec![(BO, "Bo Provdal".to_owned()), (CILLA, "Cilla Påhittman".to_owned())],
        keeps_names: true,
    }
}

pub(super) fn oral(visit: &Visit) -> Page {
    report::oral_form(visit, &oral_offered(), &Filled::default().put("dag", day(visit, 0).to_string()))
}

pub(super) fn oral_bare(visit: &Visit) -> Page {
    let offered = OralForm { units: Vec::new(), others: Vec::new(), keeps_names: false, ..oral_offered() };
    let filled = Filled::default().wrong("text", visit.t().report_text_missing());
    report::oral_form(visit, &offered, &filled)
}

pub(super) fn oral_words(visit: &Visit) -> Page {
    let words = "abborre absint ackord adagio adress aerosol affär".to_owned().into();
    let recipients = ["Anna Exempelsson", "Bo Provdal"].map(str::to_owned).into();
    report::oral_words(visit, &Recorded { report: REPORT, words, recipients })
}

pub(super) fn ended(visit: &Visit) -> Page {
    report::show_page(visit, &seen_as(visit, true)?)
}

pub(super) fn acknowledge(visit: &Visit) -> Page {
    report::acknowledge_form(visit, &seen(visit)?, &Filled::default())
}

pub(super) fn feedback(visit: &Visit) -> Page {
    let writing = WRITINGS.iter().find(|one| one.part == "aterkoppling").ok_or(Failure::NotFound)?;
    report::writing_form(visit, &seen(visit)?, writing, &Filled::default())
}

pub(super) fn message_wrong(visit: &Visit) -> Page {
    let writing = WRITINGS.first().ok_or(Failure::NotFound)?;
    let filled = Filled::default().wrong("text", visit.t().report_text_missing());
    report::writing_form(visit, &seen(visit)?, writing, &filled)
}

pub(super) fn redact(visit: &Visit) -> Page {
    report::redact_form(visit, &seen(visit)?, &Filled::default())
}

pub(super) fn recuse(visit: &Visit) -> Page {
    report::recuse_form(visit, &seen(visit)?, &Filled::default())
}

pub(super) fn leave(visit: &Visit) -> Page {
    report::leave_form(visit, &seen(visit)?, &Filled::default())
}

pub(super) fn hand_over(visit: &Visit) -> Page {
    report::hand_over_form(visit, &seen(visit)?, &Filled::default())
}

pub(super) fn name(visit: &Visit) -> Page {
    report::name_form(visit, &seen(visit)?, &Filled::default())
}

pub(super) fn name_shown(visit: &Visit) -> Page {
    let one = Identity { name: "Rebecka Påhittad".to_owned(), contact: "070-000 00 00".to_owned() };
    report::name_page(visit, &seen(visit)?, &one)
}

pub(super) fn close(visit: &Visit) -> Page {
    report::close_form(visit, &seen(visit)?, &Filled::default())
}

pub(super) fn dispose(visit: &Visit) -> Page {
    report::dispose_form(visit, &seen_as(visit, true)?, &Filled::default())
}

pub(super) fn figures(visit: &Visit) -> Page {
    let mut counts = vec![vec![0; Outcome::ALL.len()]; Matter::ALL.len()];
    for (row, number) in counts.iter_mut().zip([12, 7, 9]) {
        row.fill(number);
    }
    let found = Figures {
        outcomes: statistics::Table::of(&counts),
        in_time: statistics::Table::of(&[vec![31, 2], vec![28, 5]]),
    };
    let now = Period::of(day(visit, 0));
    report::figures(visit, (now, now), &found)
}

fn voices(visit: &Visit) -> VoiceList {
    let one = |name: &str, level: &str, to_day: Option<&str>| {
        let row = VoiceAppointment {
            id: format!("{:032x}", name.len()),
            person: String::new(),
            channel: "kommunstyrelsen".to_owned(),
            level: level.to_owned(),
            decision: "KS 2026/114 § 7".to_owned(),
            from_day: day(visit, 300).to_string(),
            to_day: to_day.map(str::to_owned),
            proposal: String::new(),
        };
        (name.to_owned(), row)
    };
    let channel = VoiceChannel {
        authority: "kommunstyrelsen".to_owned(),
        open: true,
        about_sv: "Vi är två jurister som inte är chefer för någon.".to_owned(),
        about_en: "We are two lawyers who manage nobody.".to_owned(),
        external_sv: "Exempelmyndigheten: brott mot upphandlingsreglerna".to_owned(),
        external_en: "Example Authority: breaches of the procurement rules".to_owned(),
        phone: "070-000 00 00".to_owned(),
    };
    let body = "Gallringsintyg, lagen (2021:890) 7 kap. 8 §\nMyndighet: Kommunstyrelsen\nGallrad: 2026-11-20\n";
    VoiceList {
        channel: ChannelRow {
            authority: ("kommunstyrelsen".to_owned(), "Kommunstyrelsen".to_owned()),
            channel: Some(channel),
            appointments: vec![
                one("Anna Exempelsson", "own", None),
                one("Bo Provdal", "own", None),
                one("Cilla Påhittman", "above", Some("2026-12-31")),
            ],
        },
        recipients: vec![(ANNA.to_string(), "Anna Exempelsson".to_owned())],
        certificates: vec![VoiceCertificate {
            report: REPORT.to_string(),
            body: body.to_owned(),
            disposed_on: "2026-11-20".to_owned(),
        }],
    }
}

pub(super) fn channel(visit: &Visit) -> Page {
    report::channel(visit, &voices(visit), true)
}

pub(super) fn channel_none(visit: &Visit) -> Page {
    let mut list = voices(visit);
    (list.channel.channel, list.channel.appointments, list.certificates) = (None, Vec::new(), Vec::new());
    report::channel(visit, &list, false)
}

pub(super) fn channel_change(visit: &Visit) -> Page {
    report::change_form(visit, &Filled::default().wrong("utanfor", "Skriv vart man kan rapportera utanför kommunen."))
}

pub(super) fn appoint(visit: &Visit) -> Page {
    report::appoint_form(visit, &voices(visit).recipients, &Filled::default())
}

pub(super) fn appointment_end(visit: &Visit) -> Page {
    let list = voices(visit);
    let one = list.channel.appointments.first().ok_or(Failure::NotFound)?;
    report::end_form(visit, one, &Filled::default())
}
