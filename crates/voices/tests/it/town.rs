//! A channel with four who may receive, and a core with its keys.

use std::{collections::BTreeSet, sync::Arc};

use casework::{
    id::{FileId, PersonId},
    report::{
        event::Matter,
        recipients::{Appointment, Level},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use tempfile::TempDir;
use vault::{Cost, DraftKey, OsRng, PersonKeys, ServerKey, ShredKeys, Stamp, intake::IntakeKey, receipt::Receipt};
use voices::{
    Card, Drawers, Exchange as _, Folder, Letterbox, Opened,
    card::{Receiver, Text, mark},
    draft::Draft,
};

/// Little work, so that tests are quick.
pub(crate) const CHEAP: Cost = Cost { memory_kib: 32, passes: 1, lanes: 1 };

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn now() -> DateTime<Utc> {
    "2026-11-22T15:27:03Z".parse().unwrap()
}

pub(crate) fn person(no: u128) -> PersonId {
    PersonId::from_bits(no)
}

pub(crate) fn text(of: &str) -> Text {
    Text { sv: of.to_owned(), en: of.to_owned() }
}

/// A core, a listener, and the folder between them.
pub(crate) struct Town {
    pub(crate) folder: TempDir,
    pub(crate) people: Vec<PersonKeys>,
    pub(crate) custodian: PersonKeys,
    pub(crate) core: IntakeKey,
    pub(crate) shreds: ShredKeys,
    pub(crate) stamp: Stamp,
    pub(crate) exchange: Folder,
    pub(crate) letterbox: Letterbox,
    pub(crate) drawers: Arc<Drawers>,
    pub(crate) card: Card,
}

impl Town {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let keys = folder.path().join("core/keys");
        let people: Vec<PersonKeys> = (0..4).map(|_| PersonKeys::generate(&mut OsRng).unwrap()).collect();
        let custodian = PersonKeys::generate(&mut OsRng).unwrap();
        let core = IntakeKey::open_or_create(&keys.join("intake.key"), &mut OsRng).unwrap();
        let stamp = Stamp::of(&ServerKey::open_or_create(&keys.join("server.key"), &mut OsRng).unwrap());
        let card = card(&people, &custodian, &core);
        let host = folder.path().join("host");
        let exchange = Folder::open(&host).unwrap();
        exchange.put_card(&card, &stamp).unwrap();
        let letterbox = Letterbox::open(&host, CHEAP).unwrap();
        let drawers = Arc::new(Drawers::open(&host).unwrap());
        let shreds = ShredKeys::new(keys.join("shred"));
        Self { folder, people, custodian, core, shreds, stamp, exchange, letterbox, drawers, card }
    }

    /// Hands a draft in.
    pub(crate) fn hand_in(&self, draft: &Draft) -> Receipt {
        let key = DraftKey::generate(&mut OsRng);
        self.letterbox.hand_in((&self.drawers, &key, draft), now(), &mut OsRng).unwrap()
    }

    pub(crate) fn unlock(&self, receipt: &Receipt) -> Opened {
        self.letterbox.unlock(receipt).unwrap()
    }

    /// The only report that waits.
    pub(crate) fn parcel(&self) -> voices::Parcel {
        let [report] = self.exchange.reports().unwrap()[..] else { panic!("one report waits") };
        self.exchange.report(report).unwrap()
    }

    /// The key of a report's case, as a person of the card opens it.
    pub(crate) fn key(&self, parcel: &voices::Parcel, no: usize) -> Option<vault::CaseKey> {
        let report = parcel.head.report.to_string();
        let shred = self.core.adopt(&report, &parcel.envelope.shred, &self.shreds).unwrap();
        let wrap = parcel.envelope.wraps.get(&person(no as u128).to_string())?;
        Some(vault::CaseKey::unwrap(&self.people[no], wrap, &shred).unwrap())
    }
}

fn card(people: &[PersonKeys], custodian: &PersonKeys, core: &IntakeKey) -> Card {
    let levels = [Level::Own, Level::Own, Level::Above, Level::Outside];
    let names = ["Anna Exempel", "Bo Prov", "Cilla Påhitt", "Dan Utomstående"];
    let receivers = people.iter().zip(levels).zip(names).zip(0..).map(|(((keys, level), name), no)| Receiver {
        appointment: Appointment {
            person: person(no),
            channel: "exempelstad".parse().unwrap(),
            level,
            decision: "KS 2026/0012 § 4".to_owned(),
            from: day("2026-01-01"),
            to: None,
        },
        title: text(&format!("{name}, jurist")),
        keys: keys.public(),
        units: if no == 1 { BTreeSet::from(["Bygglov".to_owned()]) } else { BTreeSet::new() },
        names: BTreeSet::from([mark(name)]),
    });
    Card {
        channel: "exempelstad".parse().unwrap(),
        serial: 1,
        made: day("2026-11-01"),
        is_open: true,
        name: text("Exempelstads kommun"),
        about: Text::default(),
        external: text("Ekobrottsmyndigheten"),
        phone: String::new(),
        receivers: receivers.collect(),
        units: vec!["Bygglov".to_owned(), "Ekonomi".to_owned()],
        custodians: vec![custodian.public()],
        core: core.recipient(),
    }
}

/// A report in a few words.
pub(crate) fn draft() -> Draft {
    Draft {
        channel: "exempelstad".to_owned(),
        matter: Some(Matter::Corruption),
        happened: "Fakturorna delas så att ingen behöver godkänna dem. Kännetecken: kobolt.".to_owned(),
        when: "i oktober".to_owned(),
        ..Draft::default()
    }
}

pub(crate) fn file_id(no: u128) -> FileId {
    FileId::from_bits(no)
}
