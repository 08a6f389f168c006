//! Incidents by the pages, over the use cases and a database: reported without keys, handled, closed by two. People and
//! words are invented.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use access::Role;
use app::{App, Parts, SecretString, SessionId, session::Session, setup::Founder};
use axum::body::Body;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use library::Library;
use store::{JournalWriter, Store, Tuning, sqlite_url};
use vault::{Cost, CryptoRngCore, OsRng, ServerKey, ShredKeys, totp::TotpSecret};
use web::{AppDesk, AppSessions, Municipality, Site, SiteParts, Statement};

use crate::people_desk::{Desk, GROUP};
use crate::site::{Answer, Browser};

const WORD: &str = "en lösenfras som alla får känna till";

/// User name, role, manager.
pub(crate) type Person = (&'static str, Role, Option<&'static str>);

const PEOPLE: [Person; 4] = [
    ("samordnare", Role::Coordinator, None),
    ("chef", Role::Manager, Some("samordnare")),
    ("medarbetare", Role::Employee, Some("chef")),
    ("hr", Role::Hr, Some("samordnare")),
];

fn now() -> DateTime<Utc> {
    "2026-11-22T09:00:00Z".parse().unwrap()
}

/// A browser for each person; all but the employee have unlocked.
pub(crate) struct Town {
    browsers: BTreeMap<&'static str, Browser>,
    _folder: tempfile::TempDir,
}

async fn founded(app: &App, people: &[Person]) {
    let founders = people.iter().map(|&(username, role, manager)| Founder {
        username: username.to_owned(),
        name: format!("Påhittad {username}"),
        role,
        authority: GROUP.to_owned(),
        manager: manager.map(str::to_owned),
        employee_no: Some(username.to_owned()),
        password: SecretString::from(WORD),
        phrase: SecretString::from(WORD),
        factor: Some(TotpSecret::generate(&mut OsRng)),
    });
    app.found(&[(GROUP.to_owned(), "Socialnämnden".to_owned())], founders.collect(), Vec::new()).await.unwrap();
}

impl Town {
    pub(crate) async fn new() -> Self {
        Self::with(&PEOPLE).await
    }

    /// A town of these people.
    pub(crate) async fn with(people: &[Person]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&sqlite_url(&folder.path().join("insyn.db")), &Tuning::default()).await.unwrap();
        let desk = Arc::new(Desk::new(&Library::embedded().unwrap(), &now()).unwrap());
        let parts = Parts {
            journal: JournalWriter::start(&store).await.unwrap(),
            store,
            server: ServerKey::open_or_create(&folder.path().join("server.key"), &mut OsRng).unwrap(),
            shred: ShredKeys::new(folder.path().join("shred")),
            library: Library::embedded().unwrap(),
            signals: Arc::clone(&desk) as _,
            payments: Arc::clone(&desk) as _,
            registers: desk,
            clock: Arc::new(now),
            random: Arc::new(|| Box::new(OsRng) as Box<dyn CryptoRngCore + Send>),
            passphrase_cost: Cost::TEST,
            password_cost: Cost::TEST,
            municipality: "Exempelstad".to_owned(),
            origin: String::new(),
        };
        let app = Arc::new(App::new(parts).unwrap());
        founded(&app, people).await;
        let site = Site::new(SiteParts {
            municipality: Municipality::new("Exempelstad"),
            sessions: Arc::new(AppSessions::new(Arc::clone(&app))),
            desk: Arc::new(AppDesk::new(Arc::clone(&app))),
            app: Some(Arc::clone(&app)),
            clock: Arc::new(now),
            random: Arc::new(|bytes| OsRng.as_rngcore().fill_bytes(bytes)),
            watch: Arc::new(|_| {}),
            program: "Insyn".to_owned(),
            statement: Statement::of_program("").unwrap(),
            demo: Vec::new(),
        });
        let mut browsers = BTreeMap::new();
        for (number, &(username, ..)) in (1_u8..).zip(people) {
            let cookie = [number; 32];
            let hash = web::SessionId::new(cookie).hash();
            let id = SessionId::of_hash(*blake3::Hash::from_hex(&hash).unwrap().as_bytes());
            let person = app.sign_in(username, SecretString::from(WORD)).await.unwrap().person;
            let session =
                Session { id, person: person.clone(), created_at: now(), seen_at: now(), device: String::new() };
            app.session_keep(&session).await.unwrap();
            if username != "medarbetare" {
                let cx = app.context(&person, id).await.unwrap().unwrap();
                app.unlock(&cx, SecretString::from(WORD)).await.unwrap();
            }
            let cookies = vec![("__Host-insyn".to_owned(), blake3::Hash::from_bytes(cookie).to_hex().to_string())];
            let browser =
                Browser { router: site.router(), now: Arc::new(Mutex::new(now())), events: Arc::default(), cookies };
            browsers.insert(username, browser);
        }
        Self { browsers, _folder: folder }
    }

    fn of(&mut self, username: &str) -> &mut Browser {
        self.browsers.get_mut(username).unwrap()
    }

    pub(crate) async fn get(&mut self, username: &str, path: &str) -> Answer {
        self.of(username).get(path).await
    }

    /// Fills in the form at a path.
    pub(crate) async fn does(&mut self, username: &str, path: &str, fields: &str) -> Answer {
        let browser = self.of(username);
        let token = browser.get(path).await.token();
        let (action, _) = path.split_once('?').unwrap_or((path, ""));
        browser.send(action, &token, fields).await
    }

    /// Sends a form that stands on one page to another.
    pub(crate) async fn confirms(&mut self, username: &str, page: &str, action: &str, fields: &str) -> Answer {
        let browser = self.of(username);
        let token = browser.get(page).await.token();
        browser.send(action, &token, fields).await
    }

    /// Fills in the form at a path, with a file.
    pub(crate) async fn uploads(&mut self, username: &str, path: &str, fields: &[(&str, &str)], file: &str) -> Answer {
        let browser = self.of(username);
        let token = browser.get(path).await.token();
        let mut body = String::new();
        for (name, content) in [("_formular", token.as_str())].iter().chain(fields) {
            body.push_str(&format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{content}\r\n"));
        }
        let head = "content-disposition: form-data; name=\"fil\"; filename=\"utdrag.pdf\"";
        body.push_str(&format!("--x\r\n{head}\r\n\r\n{file}\r\n--x--\r\n"));
        let request = browser.begin("POST", path).header("sec-fetch-site", "same-origin");
        let request = request.header("content-type", "multipart/form-data; boundary=x").body(Body::from(body)).unwrap();
        browser.ask(request).await
    }

    /// Sends the form of a report.
    async fn reports(&mut self, fields: &[(&str, &str)]) -> Answer {
        let browser = self.of("medarbetare");
        let token = browser.get("/handelser/ny").await.token();
        let mut body = String::new();
        for (name, content) in [("_formular", token.as_str())].iter().chain(fields) {
            body.push_str(&format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{content}\r\n"));
        }
        body.push_str("--x\r\ncontent-disposition: form-data; name=\"bilder\"; filename=\"\"\r\n\r\n\r\n--x--\r\n");
        let request = browser.begin("POST", "/handelser/ny").header("sec-fetch-site", "same-origin");
        let request = request.header("content-type", "multipart/form-data; boundary=x").body(Body::from(body));
        browser.ask(request.unwrap()).await
    }
}

const REPORT: [(&str, &str); 8] = [
    ("slag", "hot"),
    ("vem", "jag"),
    ("hande", "En påhittad röst hotade."),
    ("dag", "2026-11-22"),
    ("plats", "telefon"),
    ("enhet", "Enhet 4"),
    ("arbete", "tillsyn"),
    ("akut", "allvar"),
];

/// Without optimisation the pages need more of the stack than a thread of a test has.
pub(crate) fn run(test: impl Future<Output = ()> + Send + 'static) {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.worker_threads(2).thread_stack_size(32 << 20).enable_all().build().unwrap();
    runtime.block_on(async { tokio::spawn(test).await.unwrap() });
}

#[test]
fn a_report_without_keys_reaches_those_who_handle_it_and_comes_back_as_what_was_done() {
    run(async {
        let mut town = Town::new().await;
        let start = town.get("medarbetare", "/").await;
        assert!(start.body.contains("href=\"/handelser/ny\"") && start.body.contains("href=\"/handelser\""));
        let form = town.get("medarbetare", "/handelser/ny").await;
        assert!(form.body.contains("href=\"tel:112\"") && form.body.contains("data-draft=\"handelse-"));
        let sent = town.reports(&REPORT).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let mine = sent.header("location").to_owned();
        let (path, _) = mine.split_once('?').unwrap();
        let id = path.rsplit('/').next().unwrap().to_owned();
        let shown = town.get("medarbetare", &mine).await;
        assert!(shown.body.contains("data-draft-done=\"handelse-") && shown.body.contains("Rapporten är skickad."));
        // Whoever reported reads what was done, and not the incident.
        let not = town.get("medarbetare", &format!("/handelser/{id}")).await;
        assert_eq!(not.status, StatusCode::NOT_FOUND);
        let list = town.get("chef", "/handelser").await;
        assert!(list.body.contains(&format!("/handelser/{id}")) && list.body.contains("allvarlig"), "{}", list.body);
        let page = town.get("chef", &format!("/handelser/{id}")).await;
        assert!(page.body.contains("En påhittad röst hotade.") && page.body.contains("Arbetsmiljöverket"));
        let act = |word: &str| format!("/handelser/{id}/gor/{word}");
        for (word, fields) in [
            ("ta", ""),
            ("samtal", "dag=2026-11-22&text=Mår+bättre"),
            ("samtal", "dag=2026-11-22&text=Mår+bra"),
            ("polis", "dag=2026-11-22&val=ja&text=Brott"),
            ("arbetsmiljo", "val=nej&text=En+gång"),
            (
                "frist?frist=arbetsmiljoverket&post=1",
                "frist=arbetsmiljoverket&post=1&val=met&dag=2026-11-22&text=Anmält",
            ),
            ("svara", "text=Vi+hörs+i+morgon."),
            ("avsluta", "text=Polisen+utreder.&var=Två+på+mötet&dag=2029-01-01"),
        ] {
            let answer = town.does("chef", &act(word), fields).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{word}: {}", answer.body);
        }
        let alone = town.does("chef", &act("bekrafta"), "").await;
        assert!(alone.body.contains("en annan som är med i den"), "{}", alone.body);
        let other = town.does("samordnare", &act("bekrafta"), "").await;
        assert_eq!(other.status, StatusCode::SEE_OTHER, "{}", other.body);
        let told = town.get("medarbetare", path).await.body;
        for line in ["anmäler händelsen till polisen", "Vi hörs i morgon.", "Polisen utreder.", "chef"] {
            assert!(told.contains(line), "{line}: {told}");
        }
        assert!(!told.contains("Två på mötet") && !told.contains("Mår bra"));
    });
}

#[test]
fn a_report_with_something_missing_comes_back_as_it_was_written() {
    run(async {
        let mut town = Town::new().await;
        let without: Vec<_> = REPORT.into_iter().filter(|(name, _)| *name != "enhet").collect();
        let again = town.reports(&without).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.body.contains("En påhittad röst hotade.") && again.body.contains("href=\"#f-enhet\""));
        let mut unnamed = REPORT.to_vec();
        unnamed[1] = ("vem", "kollega");
        assert!(town.reports(&unnamed).await.body.contains("href=\"#f-kollega\""));
    });
}

#[test]
fn an_incident_becomes_a_suspicion_and_figures_are_given_as_files() {
    run(async {
        let mut town = Town::new().await;
        let sent = town.reports(&REPORT).await;
        let (path, _) = sent.header("location").split_once('?').unwrap();
        let id = path.rsplit('/').next().unwrap().to_owned();
        let form = town.get("samordnare", &format!("/handelser/{id}/misstanke")).await;
        assert!(form.body.contains("En påhittad röst hotade.") && form.body.contains("Misstanke ur händelse"));
        let figures = town.get("samordnare", "/handelser/siffror").await;
        assert_eq!(figures.status, StatusCode::OK);
        let missing = town.get("samordnare", "/handelser/siffror/rapport.exe").await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
        for username in ["chef", "medarbetare"] {
            let refused = town.get(username, "/handelser/siffror").await;
            assert_ne!(refused.status, StatusCode::OK, "{username}");
        }
        let nowhere = town.get("samordnare", &format!("/handelser/{id}/gor/annat")).await;
        assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    });
}
