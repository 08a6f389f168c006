//! The public pages over a folder that goes away, with a made-up channel: `listener [ADDRESS]`, for the browser test.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a program for the command line with a clock")]

use std::collections::BTreeSet;
use std::error::Error;
use std::net::TcpListener;
use std::sync::Arc;

use casework::id::PersonId;
use casework::report::recipients::{Appointment, Level};
use chrono::{DateTime, NaiveDate, Utc};
use vault::intake::IntakeKey;
use vault::{Cost, OsRng, PersonKeys, ServerKey, Stamp};
use voices::card::{Card, Receiver, Text, mark};
use voices::{Drawers, Folder, Letterbox};
use web::voices::{Rates, Voices, VoicesParts};
use web::{Config, Municipality, Statement};

type Failed = Box<dyn Error + Send + Sync>;

fn text(sv: &str, en: &str) -> Text {
    Text { sv: sv.to_owned(), en: en.to_owned() }
}

fn card(core: &IntakeKey) -> Result<Card, Failed> {
    let from = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default();
    let mut receivers = Vec::new();
    for (name, level, no) in
        [("Anna Exempel", Level::Own, 1), ("Bo Prov", Level::Own, 2), ("Cilla Påhitt", Level::Above, 3)]
    {
        receivers.push(Receiver {
            appointment: Appointment {
                person: PersonId::from_bits(no),
                channel: "exempelstad".parse()?,
                level,
                decision: "KS 2026/0012 § 4".to_owned(),
                from,
                to: None,
            },
            title: text(&format!("{name}, jurist"), &format!("{name}, legal counsel")),
            keys: PersonKeys::generate(&mut OsRng)?.public(),
            units: if no == 2 { BTreeSet::from(["Bygglov".to_owned()]) } else { BTreeSet::new() },
            names: BTreeSet::from([mark(name)]),
        });
    }
    Ok(Card {
        channel: "exempelstad".parse()?,
        serial: 1,
        made: from,
        is_open: true,
        name: text("Exempelstads kommun", "Municipality of Exempelstad"),
        about: text("Kanalen är gemensam för kommunen och dess bolag.", "The municipality and its companies share it."),
        external: text("Ekobrottsmyndigheten: ekonomisk brottslighet", "Ekobrottsmyndigheten: economic crime"),
        phone: "0100-00 00 00".to_owned(),
        receivers,
        units: ["Bygglov", "Ekonomi"].map(str::to_owned).into(),
        custodians: vec![PersonKeys::generate(&mut OsRng)?.public()],
        core: core.recipient(),
    })
}

fn main() -> Result<(), Failed> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8323".to_owned());
    let folder = tempfile::tempdir()?;
    let (host, keys) = (folder.path().join("host"), folder.path().join("core"));
    let core = IntakeKey::open_or_create(&keys.join("intake.key"), &mut OsRng)?;
    let stamp = Stamp::of(&ServerKey::open_or_create(&keys.join("server.key"), &mut OsRng)?);
    Folder::open(&host)?.put_card(&card(&core)?, &stamp)?;
    let listener = TcpListener::bind(address)?;
    println!("http://{}/exempelstad", listener.local_addr()?);
    listener.set_nonblocking(true)?;
    let voices = Voices::new(VoicesParts {
        letterbox: Arc::new(Letterbox::open(&host, Cost::RECEIPT)?),
        drawers: Arc::new(Drawers::open(&host)?),
        municipality: Municipality::new("Exempelstad"),
        clock: Arc::new(|| DateTime::<Utc>::from(std::time::SystemTime::now())),
        generator: Arc::new(|| Box::new(OsRng)),
        watch: Arc::new(|event| println!("{event:?}")),
        statement: Statement::of_program("registrator@exempelstad.example")?,
        // Leads nowhere: the browser test asks for nothing elsewhere.
        leave: "https://vader.example/".to_owned(),
        rates: Rates::default(),
    });
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        voices.run(listener, &Config::new("insyn"), web::told_to_stop()).await;
        Ok(())
    })
}
