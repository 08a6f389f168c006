//! A listener in the process of the test, with the core on the other side of its folder, and a browser without script.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use casework::id::PersonId;
use casework::report::recipients::{Appointment, Level};
use chrono::{DateTime, Utc};
use http_body_util::BodyExt;
use tempfile::TempDir;
use tower::ServiceExt;
use vault::intake::IntakeKey;
use vault::{Cost, OsRng, PersonKeys, ServerKey, Stamp};
use voices::card::{Card, Receiver, Text, mark};
use voices::{Drawers, Folder, Letterbox};
use web::voices::{Rates, Voices, VoicesParts};
use web::{Event, Municipality, Statement};

const HOST: &str = "rapportera.example";
const CHEAP: Cost = Cost { memory_kib: 32, passes: 1, lanes: 1 };

/// A listener, and what the core holds.
pub(crate) struct Listener {
    pub(crate) folder: TempDir,
    pub(crate) exchange: Folder,
    pub(crate) voices: Arc<Voices>,
    pub(crate) router: axum::Router,
    pub(crate) now: Arc<Mutex<DateTime<Utc>>>,
    pub(crate) events: Arc<Mutex<Vec<Event>>>,
    pub(crate) letterbox: Arc<Letterbox>,
    pub(crate) card: Card,
    stamp: Stamp,
}

pub(crate) fn text(sv: &str, en: &str) -> Text {
    Text { sv: sv.to_owned(), en: en.to_owned() }
}

fn card(core: &IntakeKey) -> Card {
    let people = [("Anna Exempel", Level::Own), ("Bo Prov", Level::Own), ("Cilla Påhitt", Level::Above)];
    let receivers = people.into_iter().zip(1..).map(|((name, level), no)| Receiver {
        appointment: Appointment {
            person: PersonId::from_bits(no),
            channel: "exempelstad".parse().unwrap(),
            level,
            decision: "KS 2026/0012 § 4".to_owned(),
            from: "2026-01-01".parse().unwrap(),
            to: None,
        },
        title: text(&format!("{name}, jurist"), &format!("{name}, counsel")),
        keys: PersonKeys::generate(&mut OsRng).unwrap().public(),
        units: if no == 2 { BTreeSet::from(["Bygglov".to_owned()]) } else { BTreeSet::new() },
        names: BTreeSet::from([mark(name)]),
    });
    Card {
        channel: "exempelstad".parse().unwrap(),
        serial: 1,
        made: "2026-11-01".parse().unwrap(),
        is_open: true,
        name: text("Exempelstads kommun", "Municipality of Exempelstad"),
        about: Text::default(),
        external: text("Ekobrottsmyndigheten", "Ekobrottsmyndigheten"),
        phone: String::new(),
        receivers: receivers.collect(),
        units: vec!["Bygglov".to_owned(), "Ekonomi".to_owned()],
        custodians: vec![PersonKeys::generate(&mut OsRng).unwrap().public()],
        core: core.recipient(),
    }
}

impl Listener {
    pub(crate) fn new(rates: Rates) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (host, keys) = (folder.path().join("host"), folder.path().join("core"));
        let core = IntakeKey::open_or_create(&keys.join("intake.key"), &mut OsRng).unwrap();
        let stamp = Stamp::of(&ServerKey::open_or_create(&keys.join("server.key"), &mut OsRng).unwrap());
        let exchange = Folder::open(&host).unwrap();
        let card = card(&core);
        exchange.put_card(&card, &stamp).unwrap();
        let now = Arc::new(Mutex::new("2026-11-22T15:27:03Z".parse().unwrap()));
        let events: Arc<Mutex<Vec<Event>>> = Arc::default();
        let letterbox = Arc::new(Letterbox::open(&host, CHEAP).unwrap());
        let (clock, watch) = (Arc::clone(&now), Arc::clone(&events));
        let voices = Voices::new(VoicesParts {
            letterbox: Arc::clone(&letterbox),
            drawers: Arc::new(Drawers::open(&host).unwrap()),
            municipality: Municipality::new("Exempelstad"),
            clock: Arc::new(move || *clock.lock().unwrap()),
            generator: Arc::new(|| Box::new(OsRng)),
            watch: Arc::new(move |event| watch.lock().unwrap().push(event.clone())),
            statement: Statement::of_program("registrator@exempelstad.example").unwrap(),
            leave: "https://www.smhi.se/".to_owned(),
            rates,
        });
        Self { folder, exchange, router: voices.router(), voices, now, events, letterbox, card, stamp }
    }

    /// A card in the place of the one of now.
    pub(crate) fn put(&self, card: &Card) {
        self.exchange.put_card(card, &self.stamp).unwrap();
        assert!(self.letterbox.refresh().unwrap().is_empty());
    }

    pub(crate) fn reader(&self) -> Reader {
        Reader { router: self.router.clone(), cookie: String::new(), seen: Vec::new() }
    }
}

/// A browser that runs no script and keeps one cookie.
pub(crate) struct Reader {
    router: axum::Router,
    pub(crate) cookie: String,
    /// Every page that was shown.
    pub(crate) seen: Vec<(String, Page)>,
}

/// A page.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Page {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The token of the last form of the page: the first is the way out.
    pub(crate) fn token(&self) -> &str {
        let (_, rest) = self.body.rsplit_once("name=\"_formular\" value=\"").expect("the page has a form");
        rest.split('"').next().unwrap()
    }

    /// The value of a field.
    pub(crate) fn value(&self, field: &str) -> &str {
        let (_, rest) = self.body.split_once(&format!("name=\"{field}\" value=\"")).expect(field);
        rest.split('"').next().unwrap()
    }

    /// The heading of the page.
    pub(crate) fn title(&self) -> &str {
        self.body.split_once("<h1>").unwrap().1.split_once("</h1>").unwrap().0
    }
}

impl Reader {
    pub(crate) async fn ask(&mut self, request: Request<Body>) -> Page {
        let path = request.uri().path().to_owned();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.into_body().collect().await.unwrap().to_bytes();
        let page = Page { status, headers, body: String::from_utf8(body.to_vec()).unwrap() };
        if let Some((pair, rest)) = page.header("set-cookie").split_once(';') {
            self.cookie = if rest.contains("Max-Age=0") { String::new() } else { pair.to_owned() };
        }
        self.seen.push((path, page.clone()));
        page
    }

    fn begin(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(path).header("host", HOST);
        let request = request.header("user-agent", "Koboltbrowser/1.0").header("referer", "https://kobolt.example/");
        if self.cookie.is_empty() { request } else { request.header("cookie", &self.cookie) }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Page {
        let request = self.begin("GET", path).body(Body::empty()).unwrap();
        self.ask(request).await
    }

    /// Sends a form and follows where it leads.
    pub(crate) async fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.post(path, fields).await;
        if page.status == StatusCode::SEE_OTHER && page.header("location").starts_with('/') {
            let to = page.header("location").to_owned();
            return self.get(&to).await;
        }
        page
    }

    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let pairs = fields.iter().map(|(name, value)| {
            let of = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
            format!("{name}={}", of(value))
        });
        let body = pairs.collect::<Vec<_>>().join("&");
        let request = self.begin("POST", path).header("content-type", "application/x-www-form-urlencoded");
        self.ask(request.header("sec-fetch-site", "same-origin").body(Body::from(body)).unwrap()).await
    }

    /// Sends files and follows where it leads.
    pub(crate) async fn upload(&mut self, path: &str, token: &str, files: &[(&str, Vec<u8>)]) -> Page {
        let mut body =
            format!("--x\r\ncontent-disposition: form-data; name=\"_formular\"\r\n\r\n{token}\r\n").into_bytes();
        for (name, bytes) in files {
            let head = format!("--x\r\ncontent-disposition: form-data; name=\"fil\"; filename=\"{name}\"\r\n\r\n");
            body.extend(head.into_bytes().into_iter().chain(bytes.iter().copied()).chain(*b"\r\n"));
        }
        body.extend(b"--x--\r\n");
        let request = self.begin("POST", path).header("content-type", "multipart/form-data; boundary=x");
        let page = self.ask(request.header("sec-fetch-site", "same-origin").body(Body::from(body)).unwrap()).await;
        if page.status != StatusCode::SEE_OTHER {
            return page;
        }
        let to = page.header("location").to_owned();
        self.get(&to).await
    }
}
