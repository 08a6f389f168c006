//! The public pages with made-up data, for the gallery.

use std::collections::BTreeSet;

use casework::ClockState;
use casework::id::{FileId, PersonId};
use casework::report::clock::Duty;
use casework::report::event::Matter;
use casework::report::recipients::{Appointment, Level};
use chrono::NaiveDate;
use vault::PublicKeys;
use voices::{
    Card, Clock, FileAbout, Line, Mine, Minutes, Side,
    card::{Receiver, Text, mark},
    draft::{CleanCopy, Draft, DraftFile, Way},
    letter::Act,
    reveals::{Kind, Revealed, Trace},
};

use super::ask::{Asked, Wrong, question};
use super::file::{self, Where};
use super::steps::{Step, View};
use super::{check, mine, receipt, start};
use crate::failure::{Answer, Failure};
use crate::frame::Visit;

/// A key that belongs to nobody: only its name is shown.
const RECIPIENT: &str = "age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg";
const VERIFYING: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

fn text(sv: &str, en: &str) -> Text {
    Text { sv: sv.to_owned(), en: en.to_owned() }
}

fn day(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, number).unwrap_or_default()
}

fn card() -> Result<Card, Failure> {
    let channel: casework::id::AuthorityId =
        "exempelstad".parse().map_err(|_| Failure::Internal("no name".to_owned()))?;
    let keys = PublicKeys::parse(RECIPIENT, VERIFYING).map_err(|error| Failure::Internal(error.to_string()))?;
    let names = [("Anna Exempel", Level::Own), ("Bo Prov", Level::Own), ("Cilla Påhitt", Level::Above)];
    let receivers = names.into_iter().zip(1..).map(|((name, level), no)| Receiver {
        appointment: Appointment {
            person: PersonId::from_bits(no),
            channel: channel.clone(),
            level,
            decision: "KS 2026/0012 § 4".to_owned(),
            from: day(1),
            to: None,
        },
        title: text(&format!("{name}, jurist"), &format!("{name}, legal counsel")),
        keys: keys.clone(),
        units: if no == 2 { BTreeSet::from(["Bygglov".to_owned()]) } else { BTreeSet::new() },
        names: BTreeSet::from([mark(name)]),
    });
    Ok(Card {
        receivers: receivers.collect(),
        serial: 1,
        made: day(1),
        is_open: true,
        name: text("Exempelstads kommun", "Municipality of Exempelstad"),
        about: text("Kanalen är gemensam för kommunen och dess bolag.", "The municipality and its companies share it."),
        external: text(
            "Ekobrottsmyndigheten: ekonomisk brottslighet\nArbetsmiljöverket: arbetsmiljö",
            "Ekobrottsmyndigheten: economic crime\nArbetsmiljöverket: the work environment",
        ),
        phone: "0100-00 00 00".to_owned(),
        units: ["Bygglov", "Ekonomi", "Försörjningsstöd"].map(str::to_owned).into(),
        custodians: vec![keys],
        core: RECIPIENT.to_owned(),
        channel,
    })
}

fn draft() -> Draft {
    let copy = CleanCopy { size: 80_000, ending: "jpg".to_owned() };
    let of = |no, name: &str, kind, traces: &[Trace], copy: Option<CleanCopy>| DraftFile {
        id: FileId::from_bits(no),
        name: name.to_owned(),
        size: 120_000,
        revealed: Revealed { kind, traces: traces.iter().copied().collect() },
        is_copy_chosen: copy.is_some(),
        copy,
    };
    Draft {
        channel: "exempelstad".to_owned(),
        passed: Step::ALL.into_iter().map(|step| step.slug().to_owned()).collect(),
        matter: Some(Matter::Procurement),
        units: vec!["Bygglov".to_owned()],
        names: vec!["Exempel Städ AB".to_owned()],
        happened: "Fakturorna delas så att ingen behöver godkänna dem.\nJag har sett det i systemet.".to_owned(),
        when: "sedan i våras".to_owned(),
        place: "i ekonomisystemet".to_owned(),
        files: vec![
            of(1, "IMG_0001.jpg", Kind::Picture, &[Trace::Place, Trace::Device], Some(copy)),
            of(2, "avtal.pdf", Kind::Pdf, &[Trace::Author], None),
            of(3, "anteckning.txt", Kind::Text, &[], None),
        ],
        way: Way::Meeting,
        wishes: "Helst en kväll.".to_owned(),
        ..Draft::default()
    }
}

fn report() -> Mine {
    let line = |on, side, text: &str| Line {
        on: day(on),
        side,
        text: text.to_owned(),
        files: Vec::new(),
        answers: Vec::new(),
    };
    let seen = |on, act, to: &str| (day(on), "Behörig mottagare".to_owned(), act, to.to_owned());
    let clock = |duty, due, done: Option<u32>, state| Clock { duty, due, done: done.map(day), state };
    Mine {
        arrived: day(2),
        received: None,
        lines: vec![
            Line {
                answers: vec![FileAbout {
                    id: FileId::from_bits(4),
                    name: "bilaga-1.png".to_owned(),
                    size: 80_000,
                    hash: String::new(),
                    is_copy: true,
                }],
                ..line(3, Side::Recipients, "Tack för rapporten. Är det den här attestordningen?")
            },
            Line {
                files: vec!["bild-1.jpg".to_owned()],
                ..line(5, Side::Reporter, "Det är två personer.\nSe bilden.")
            },
            line(20, Side::Feedback, "Vi har ändrat behörigheterna och granskar fakturorna."),
        ],
        seen: vec![seen(3, Act::Opened, ""), seen(5, Act::Opened, ""), seen(10, Act::Shared, "Ekobrottsmyndigheten")],
        clocks: vec![
            clock(Duty::Acknowledge, day(9), Some(3), ClockState::Stopped),
            clock(Duty::Feedback, NaiveDate::from_ymd_opt(2027, 2, 3).unwrap_or_default(), None, ClockState::Running),
        ],
        minutes: Some(Minutes {
            version: 7,
            text: "Mötet hölls en kväll i november. Den som rapporterar berättade om fakturorna.".to_owned(),
            is_corrected: false,
            signed: None,
        }),
        is_unacknowledged: false,
        closed: None,
    }
}

fn view(visit: &Visit) -> View {
    View::sample(visit.t(), visit.site())
}

fn asked(visit: &Visit, step: Step, draft: &Draft, wrong: &Wrong) -> Answer {
    let card = card()?;
    question(&view(visit), step, Asked { card: &card, draft, today: day(22) }, wrong)
}

pub(crate) fn begin(visit: &Visit) -> Answer {
    start::page(&view(visit), &card()?, day(22))
}

pub(crate) fn what(visit: &Visit) -> Answer {
    asked(visit, Step::What, &Draft::default(), &Wrong::default().with("slag", visit.t().voices_what_missing()))
}

pub(crate) fn whom(visit: &Visit) -> Answer {
    asked(visit, Step::Whom, &draft(), &Wrong::default())
}

pub(crate) fn receivers(visit: &Visit) -> Answer {
    asked(visit, Step::Receivers, &draft(), &Wrong::default())
}

pub(crate) fn nobody(visit: &Visit) -> Answer {
    let names = ["Anna Exempel", "Cilla Påhitt"].map(str::to_owned).into();
    let wrong = Wrong::default().with("utan", visit.t().voices_receivers_nobody());
    asked(visit, Step::Receivers, &Draft { names, ..draft() }, &wrong)
}

pub(crate) fn happened(visit: &Visit) -> Answer {
    asked(visit, Step::Happened, &draft(), &Wrong::default())
}

pub(crate) fn when(visit: &Visit) -> Answer {
    asked(visit, Step::When, &draft(), &Wrong::default())
}

pub(crate) fn files(visit: &Visit) -> Answer {
    file::page(&view(visit), Where::Draft, &draft(), "")
}

pub(crate) fn contact(visit: &Visit) -> Answer {
    asked(visit, Step::Contact, &draft(), &Wrong::default())
}

pub(crate) fn talk(visit: &Visit) -> Answer {
    asked(visit, Step::Talk, &draft(), &Wrong::default())
}

pub(crate) fn checked(visit: &Visit) -> Answer {
    let (card, draft) = (card()?, draft());
    check::page(&view(visit), Asked { card: &card, draft: &draft, today: day(22) })
}

pub(crate) fn waiting(visit: &Visit) -> Answer {
    // It would look again while it is looked at.
    receipt::waiting(&view(visit), 0)
}

pub(crate) fn words(visit: &Visit) -> Answer {
    receipt::page(&view(visit), "abborre absint ackord adagio adress aerosol affär", "")
}

pub(crate) fn back(visit: &Visit) -> Answer {
    let view = view(visit);
    mine::words_page(&view, &visit.t().voices_words_like("affär", 7, "affaer"), "")
}

pub(crate) fn own(visit: &Visit) -> Answer {
    mine::page(&view(visit), &report(), "", "")
}

pub(crate) fn minutes(visit: &Visit) -> Answer {
    mine::minutes_page(&view(visit), &report(), "")
}
