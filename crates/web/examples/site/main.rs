//! A site for the load generator: `site ADDRESS PLAN`. 200 accounts, 100 cases with 30 events each and 2 000 signals, all
//! made up, over SQLite in a folder that goes away. Everybody is signed in and unlocked; PLAN gets a line for each person:
//! cookie, role, and the ids of the cases, between blanks.
//!
//! What the accounts choose is known to everybody, so their hashes are cheap: the load is that of people at work, not of
//! 200 who sign in at the same time.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a program for the command line with a clock")]

mod people_desk;

use std::error::Error;
use std::fmt::Write as _;
use std::sync::Arc;

use access::Role;
use app::{App, Cx, Parts, SecretString, SessionId, case::CaseDraft, session::Session, setup::Founder};
use casework::{Concerned, Event, Layer, Note, Origin, event::ConcernedKind};
use chrono::{DateTime, TimeDelta, Utc};
use library::Library;
use people_desk::{Desk, GROUP};
use store::{JournalWriter, Store, Tuning, sqlite_url};
use vault::{Cost, CryptoRngCore, OsRng, ServerKey, ShredKeys, totp::TotpSecret};
use web::{AppDesk, AppSessions, Config, Municipality, Site, SiteParts, Statement};

type Failed = Box<dyn Error + Send + Sync>;

/// Password and passphrase of all.
const WORD: &str = "en lösenfras som alla får känna till";
const CASES: usize = 100;
const EVENTS: usize = 30;
/// Roles and how many hold each; 200 in all.
const STAFF: [(Role, usize); 7] = [
    (Role::Coordinator, 40),
    (Role::Hr, 40),
    (Role::Controller, 60),
    (Role::Manager, 40),
    (Role::Director, 10),
    (Role::Auditor, 7),
    (Role::Custodian, 3),
];

fn now() -> DateTime<Utc> {
    DateTime::<Utc>::from(std::time::SystemTime::now())
}

fn main() -> Result<(), Failed> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, plan] = arguments.as_slice() else { return Err("site ADDRESS PLAN".into()) };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(serve(address, plan))
}

async fn serve(address: &str, plan: &str) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let store = Store::open(&sqlite_url(&folder.path().join("insyn.db")), &Tuning::default()).await?;
    let desk = Arc::new(Desk::new(&Library::embedded()?, &now())?);
    let app = Arc::new(App::new(Parts {
        journal: JournalWriter::start(&store).await?,
        store,
        server: ServerKey::open_or_create(&folder.path().join("server.key"), &mut OsRng)?,
        shred: ShredKeys::new(folder.path().join("shred")),
        library: Library::embedded()?,
        signals: Arc::clone(&desk) as _,
        payments: Arc::clone(&desk) as _,
        registers: desk,
        clock: Arc::new(now),
        random: Arc::new(|| Box::new(OsRng) as Box<dyn CryptoRngCore + Send>),
        passphrase_cost: Cost::TEST,
        password_cost: Cost::TEST,
        municipality: "Exempelstad".to_owned(),
        origin: String::new(),
    })?);
    let people = people(&app).await?;
    cases(&app, &people).await?;
    let mut text = String::new();
    for (cookie, cx) in &people {
        let ids: Vec<String> = app.case_list(cx).await?.iter().map(|case| case.id.to_string()).collect();
        writeln!(text, "{cookie} {} {}", cx.role().as_str(), ids.join(" "))?;
    }
    std::fs::write(plan, text)?;
    let site = Site::new(SiteParts {
        municipality: Municipality::new("Exempelstad"),
        sessions: Arc::new(AppSessions::new(Arc::clone(&app))),
        desk: Arc::new(AppDesk::new(Arc::clone(&app))),
        app: Some(app),
        clock: Arc::new(now),
        random: Arc::new(|bytes| OsRng.as_rngcore().fill_bytes(bytes)),
        watch: Arc::new(|event| println!("{event:?}")),
        program: "Insyn".to_owned(),
        statement: Statement::of_program("")?,
        demo: Vec::new(),
    });
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("http://{}/", listener.local_addr()?);
    site.run(listener, &Config::new(GROUP), web::told_to_stop()).await;
    Ok(())
}

/// Everybody, signed in and unlocked: the cookie and who it is.
async fn people(app: &App) -> Result<Vec<(String, Cx)>, Failed> {
    let roles: Vec<Role> = STAFF.into_iter().flat_map(|(role, count)| std::iter::repeat_n(role, count)).collect();
    let founders = roles.iter().enumerate().map(|(at, role)| Founder {
        username: format!("person{at}"),
        name: format!("Påhittad Person {at}"),
        role: *role,
        authority: GROUP.to_owned(),
        manager: (at > 0).then(|| format!("person{}", at % 7)).filter(|_| at >= 7),
        employee_no: None,
        password: SecretString::from(WORD),
        phrase: SecretString::from(WORD),
        factor: Some(TotpSecret::generate(&mut OsRng)),
    });
    app.found(&[(GROUP.to_owned(), "Socialnämnden".to_owned())], founders.collect(), Vec::new()).await?;
    let mut people = Vec::new();
    for at in 0..roles.len() {
        let mut cookie = [0; 32];
        OsRng.as_rngcore().fill_bytes(&mut cookie);
        let hash = web::SessionId::new(cookie).hash();
        let id = SessionId::of_hash(*blake3::Hash::from_hex(&hash)?.as_bytes());
        let person = app.sign_in(&format!("person{at}"), SecretString::from(WORD)).await?.person;
        let session = Session { id, person: person.clone(), created_at: now(), seen_at: now(), device: String::new() };
        app.session_keep(&session).await?;
        let cx = app.context(&person, id).await?.ok_or("nobody may be here")?;
        app.unlock(&cx, SecretString::from(WORD)).await?;
        people.push((blake3::Hash::from_bytes(cookie).to_hex().to_string(), cx));
    }
    Ok(people)
}

async fn cases(app: &App, people: &[(String, Cx)]) -> Result<(), Failed> {
    let openers =
        people.iter().map(|(_, cx)| cx).filter(|cx| matches!(cx.role(), Role::Coordinator | Role::Controller));
    for (at, cx) in openers.take(CASES).enumerate() {
        let name = format!("Påhittat Bolag {at} AB");
        let concerned = vec![Concerned { kind: ConcernedKind::Organisation, id: None, name, person: None }];
        let draft = CaseDraft {
            title: format!("Påhittat ärende {at}"),
            origin: Origin::Manager,
            concerned,
            summary: "Fakturor som ingen har beställt".to_owned(),
            known_on: (now() - TimeDelta::days(3)).date_naive(),
            starts: Vec::new(),
            signals: Vec::new(),
        };
        let id = app.case_open(cx, draft).await?;
        for nth in 2..EVENTS {
            let text =
                format!("Anteckning {nth}: vad som framkom vid ett samtal, med så många ord som det brukar bli.");
            app.case_event(cx, id, Event::NoteWritten(Note { layer: Layer::All, text, corrects: None })).await?;
        }
    }
    Ok(())
}
