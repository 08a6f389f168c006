//! An installation in a folder of its own, without registers: invented people of one authority, each signed in.

use std::{collections::BTreeMap, sync::Arc};

use access::Role;
use app::{
    App, Cx, Parts, SecretString, SessionId,
    ports::{
        Book, CompanyTable, DeskError, ImportOrder, Imported, Judged, PaymentDesk, Preview, Progress, RegisterDesk,
        RegisterState, RunNote, ScreenedFile, SignalDesk,
    },
    session::Session,
    setup::Founder,
};
use chrono::{DateTime, NaiveDate, Utc};
use payments::hold::{Answered, Ended, Holds};
use quorum::{Agreed, Person, Proposal};
use signals::{
    gate::{Decision, Record, Revocation},
    pseudonym::{Pseudonym, Reveal},
    suppress::Suppressed,
};
use store::{JournalWriter, Store, Tuning, sqlite_url};
use vault::{Cost, CryptoRngCore, OsRng, ServerKey, ShredKeys, totp::TotpSecret};

/// The password and the first passphrase of all of them.
pub(crate) const WORD: &str = "en gammal lösenfras som alla får känna till";

const PEOPLE: [(&str, Role); 7] = [
    ("samordnare", Role::Coordinator),
    ("hr", Role::Hr),
    ("direktor", Role::Director),
    ("revisor", Role::Auditor),
    ("nyckel1", Role::Custodian),
    ("nyckel2", Role::Custodian),
    ("nyckel3", Role::Custodian),
];

pub(crate) struct House {
    pub(crate) app: App,
    pub(crate) cx: BTreeMap<&'static str, Cx>,
    pub(crate) folder: tempfile::TempDir,
}

fn now() -> DateTime<Utc> {
    "2026-11-22T09:00:00Z".parse().unwrap()
}

pub(crate) fn secret(text: &str) -> SecretString {
    SecretString::from(text)
}

/// Everybody signed in, nobody unlocked.
pub(crate) async fn house() -> House {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&sqlite_url(&folder.path().join("insyn.db")), &Tuning::default()).await.unwrap();
    let journal = JournalWriter::start(&store).await.unwrap();
    let app = App::new(Parts {
        store,
        journal,
        server: ServerKey::open_or_create(&folder.path().join("server.key"), &mut OsRng).unwrap(),
        shred: ShredKeys::new(folder.path().join("shred")),
        library: library::Library::embedded().unwrap(),
        signals: Arc::new(Nothing),
        payments: Arc::new(Nothing),
        registers: Arc::new(Nothing),
        clock: Arc::new(now),
        random: Arc::new(|| Box::new(OsRng) as Box<dyn CryptoRngCore + Send>),
        passphrase_cost: Cost::TEST,
        password_cost: Cost::TEST,
        municipality: "Exempelstad".to_owned(),
        origin: String::new(),
    })
    .unwrap();
    let founder = |(username, role): (&'static str, Role)| Founder {
        username: username.to_owned(),
        name: format!("Påhittad {username}"),
        role,
        authority: "socialnamnden".to_owned(),
        manager: None,
        employee_no: None,
        password: secret(WORD),
        phrase: secret(WORD),
        factor: Some(TotpSecret::generate(&mut OsRng)),
    };
    let authorities = [("socialnamnden".to_owned(), "Socialnämnden".to_owned())];
    app.found(&authorities, PEOPLE.into_iter().map(founder).collect(), Vec::new()).await.unwrap();
    let mut all = BTreeMap::new();
    for (at, (username, _)) in (1_u8..).zip(PEOPLE) {
        let signed = app.sign_in(username, secret(WORD)).await.unwrap();
        let id = SessionId::of_secret(&[at; 32]);
        let session =
            Session { id, person: signed.person.clone(), created_at: now(), seen_at: now(), device: String::new() };
        app.session_keep(&session).await.unwrap();
        all.insert(username, app.context(&signed.person, id).await.unwrap().unwrap());
    }
    House { app, cx: all, folder }
}

impl House {
    pub(crate) async fn unlock(&self, people: &[&str]) {
        for person in people {
            self.app.unlock(&self.cx[person], secret(WORD)).await.unwrap();
        }
    }
}

/// A data folder with nothing in it.
struct Nothing;

fn none<T>() -> Result<T, DeskError> {
    Err(DeskError::NotFound("här finns inget".to_owned()))
}

impl SignalDesk for Nothing {
    fn groups(&self) -> Result<Vec<String>, DeskError> {
        Ok(Vec::new())
    }
    fn book(&self, _: &str) -> Result<Arc<Book>, DeskError> {
        none()
    }
    fn pseudonym(&self, _: &str, _: &str) -> Result<Pseudonym, DeskError> {
        none()
    }
    fn judge(&self, _: &str, _: &str, _: Judged) -> Result<(), DeskError> {
        none()
    }
    fn suppress(&self, _: &str, _: Suppressed, _: &str) -> Result<(), DeskError> {
        none()
    }
    fn lift(&self, _: &str, _: &str, _: &Person, _: &str) -> Result<(), DeskError> {
        none()
    }
    fn reveal(&self, _: &str, _: Agreed<Reveal>) -> Result<(), DeskError> {
        none()
    }
    fn names(&self, _: &str, _: &Pseudonym, _: &Person, _: &str, _: NaiveDate) -> Result<Vec<String>, DeskError> {
        none()
    }
}

impl PaymentDesk for Nothing {
    fn holds(&self) -> Result<Arc<Holds>, DeskError> {
        none()
    }
    fn answer(&self, _: Answered) -> Result<(), DeskError> {
        none()
    }
    fn end(&self, _: Ended) -> Result<(), DeskError> {
        none()
    }
    fn screen(&self, _: &str, _: &str, _: &[u8], _: NaiveDate) -> Result<ScreenedFile, DeskError> {
        none()
    }
}

impl RegisterDesk for Nothing {
    fn authorities(&self) -> Result<Vec<String>, DeskError> {
        Ok(Vec::new())
    }
    fn registers(&self, _: &str) -> Result<Vec<RegisterState>, DeskError> {
        Ok(Vec::new())
    }
    fn companies(&self) -> Result<Arc<CompanyTable>, DeskError> {
        Ok(Arc::default())
    }

    fn catalogue(&self) -> Vec<(String, String)> {
        Vec::new()
    }
    fn preview(&self, _: &str, _: &str, _: &[u8]) -> Result<Preview, DeskError> {
        none()
    }
    fn sheets(&self, _: &str, _: &[u8], _: &[String]) -> Result<Vec<app::ports::Sheet>, DeskError> {
        none()
    }
    fn import(&self, _: ImportOrder) -> Result<Imported, DeskError> {
        none()
    }
    fn decisions(&self) -> Result<Vec<Record>, DeskError> {
        Ok(Vec::new())
    }
    fn decide(&self, _: Proposal<Decision>) -> Result<(), DeskError> {
        none()
    }
    fn decide_together(&self, _: Agreed<Decision>) -> Result<(), DeskError> {
        none()
    }
    fn revoke(&self, _: &str, _: Revocation) -> Result<(), DeskError> {
        none()
    }
    fn runs(&self) -> Result<Vec<RunNote>, DeskError> {
        Ok(Vec::new())
    }
    fn start(&self, _: &str, _: &Person, _: &str) -> Result<(), DeskError> {
        none()
    }
    fn progress(&self, _: &str) -> Progress {
        Progress::Idle
    }
}
