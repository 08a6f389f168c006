//! A site in the process of the test: requests go in, answers come out, no network.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use chrono::{DateTime, TimeDelta, Utc};
use http_body_util::BodyExt;
use tower::ServiceExt;
use web::{Event, MemorySessions, Municipality, Site, SiteParts, Statement, gallery};

/// The name that browsers know the site by.
pub(crate) const HOST: &str = "insyn.example";

/// A site and the browser that looks at it.
pub(crate) struct Browser {
    pub(crate) router: axum::Router,
    pub(crate) now: Arc<Mutex<DateTime<Utc>>>,
    pub(crate) events: Arc<Mutex<Vec<Event>>>,
    /// Cookies as the browser keeps them, by name.
    pub(crate) cookies: Vec<(String, String)>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The token of the first form on the page.
    pub(crate) fn token(&self) -> String {
        let (_, rest) = self.body.split_once("name=\"_formular\" value=\"").expect("the page has a form");
        rest.split('"').next().unwrap().to_owned()
    }
}

/// A site over the desk of the gallery.
pub(crate) fn site(now: &Arc<Mutex<DateTime<Utc>>>, events: &Arc<Mutex<Vec<Event>>>) -> Arc<Site> {
    let count = AtomicU64::new(1);
    let random = move |bytes: &mut [u8]| {
        let no = count.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        bytes.iter_mut().zip(no.into_iter().cycle()).for_each(|(byte, no)| *byte = no);
    };
    let (now, events) = (Arc::clone(now), Arc::clone(events));
    Site::new(SiteParts {
        municipality: Municipality::new("Exempelstad").with_logo("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        sessions: Arc::new(MemorySessions::default()),
        desk: Arc::new(gallery::SampleDesk),
        app: None,
        clock: Arc::new(move || *now.lock().unwrap()),
        random: Arc::new(random),
        watch: Arc::new(move |event| events.lock().unwrap().push(event.clone())),
        program: "Insyn 0.5".to_owned(),
        statement: Statement::of_program("registrator@exempelstad.example").unwrap(),
        demo: gallery::demo_people(),
    })
}

impl Browser {
    pub(crate) fn new() -> Self {
        let now = Arc::new(Mutex::new("2026-11-22T09:00:00Z".parse().unwrap()));
        let events = Arc::default();
        let router = gallery::routed(&site(&now, &events));
        Self { router, now, events, cookies: Vec::new() }
    }

    pub(crate) fn wait(&self, time: TimeDelta) {
        *self.now.lock().unwrap() += time;
    }

    /// A request as it stands.
    pub(crate) async fn ask(&mut self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for value in parts.headers.get_all("set-cookie") {
            let pair = value.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
        // A file is no text: of it the tests look at status and kind.
        let body = String::from_utf8_lossy(&body.collect().await.unwrap().to_bytes()).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// The beginning of a request by this browser.
    pub(crate) fn begin(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder().method(method).uri(path).header("host", HOST);
        if cookies.is_empty() { request } else { request.header("cookie", cookies.join("; ")) }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        let request = self.begin("GET", path).body(Body::empty()).unwrap();
        self.ask(request).await
    }

    /// A form as a browser sends it from our own page; the token is put first.
    pub(crate) async fn send(&mut self, path: &str, token: &str, fields: &str) -> Answer {
        let request = self.begin("POST", path).header("sec-fetch-site", "same-origin").header("origin", "null");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(format!("_formular={token}&{fields}"))).unwrap()).await
    }

    /// Signs in.
    pub(crate) async fn signed_in() -> Self {
        let mut browser = Self::new();
        let token = browser.get("/logga-in").await.token();
        let answer = browser.send("/logga-in", &token, "namn=samordnare&losenord=r%C3%A4tt&till=/konto").await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/konto"));
        browser
    }
}
