//! A server on a free port, a small client, and a screener that does as the payment's payee says.

use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, RwLock};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use chrono::{DateTime, Utc};
use payments::log::Log;
use payments::{Basis, Payment, Reason, ScreenError, Screened, Screener, Verdict};
use serde_json::{Value, json};
use tokio::sync::oneshot;
use web::{Config, Event, Exchange, Parts, Scope, Secret, Server, Token, Tokens, Watch, WebError};

use crate::openapi::conforms;

pub(crate) const AUTHORITY: &str = "kommunstyrelsen";
const NOW: &str = "2026-03-01T08:00:00Z";

/// Answers by the payee's name. While the gate is held for writing, it answers nobody.
#[derive(Debug, Default)]
pub(crate) struct Obedient {
    pub(crate) basis: Basis,
    pub(crate) gate: Arc<RwLock<()>>,
    /// How often it was asked about payments.
    pub(crate) entered: Arc<AtomicUsize>,
}

impl Screener for Obedient {
    fn screen(&self, payments: &[Payment]) -> Result<Vec<Screened>, ScreenError> {
        self.entered.fetch_add(payments.len().min(1), Ordering::SeqCst);
        let _open = self.gate.read().unwrap();
        let named = |name: &str| payments.iter().any(|payment| payment.payee_name == name);
        if named("fail") {
            return Err(ScreenError::Failed { detail: "provat fel".to_owned() });
        }
        assert!(!named("panic"), "a screener that panics, as tested");
        let mut answers: Vec<Screened> = payments.iter().map(answer).collect();
        if named("short") {
            answers.pop();
        }
        Ok(answers)
    }

    fn basis(&self) -> Basis {
        self.basis.clone()
    }
}

fn answer(payment: &Payment) -> Screened {
    let verdict = match payment.payee_name.as_str() {
        "hold" => Verdict::Hold,
        "look" => Verdict::Look,
        _ => Verdict::Go,
    };
    let reason = Reason { check: "PROV".to_owned(), version: 1, verdict, sentence: "Provat.".to_owned() };
    let reasons = if verdict == Verdict::Go { Vec::new() } else { vec![reason] };
    Screened { order: payment.order, id: payment.id.clone(), verdict, reasons }
}

pub(crate) fn secret(byte: u8) -> String {
    Secret::new([byte; 32]).reveal()
}

/// Tokens `a` (1) and `b` (2) may screen, `old` (3) is out of date, `other` (4) is another authority's, `reader` (5)
/// may read the basis.
pub(crate) fn tokens() -> Tokens {
    let token = |name: &str, authority: &str, scope, expires: &str, byte| {
        Token::new(name, authority, &[scope], expires.parse().unwrap(), &Secret::new([byte; 32]))
    };
    Tokens::new(vec![
        token("a", AUTHORITY, Scope::Screen, "2026-03-01", 1),
        token("b", AUTHORITY, Scope::Screen, "2026-12-31", 2),
        token("old", AUTHORITY, Scope::Screen, "2026-02-28", 3),
        token("other", "bolaget", Scope::Screen, "2026-12-31", 4),
        token("reader", AUTHORITY, Scope::Basis, "2026-12-31", 5),
    ])
    .unwrap()
}

/// A server of a test.
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    pub(crate) screener: Arc<Exchange<dyn Screener>>,
    pub(crate) tokens: Arc<Exchange<Tokens>>,
    pub(crate) events: Arc<Mutex<Vec<Event>>>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<Result<(), WebError>>>,
    folder: Arc<tempfile::TempDir>,
}

pub(crate) fn config() -> Config {
    Config::new(AUTHORITY)
}

pub(crate) fn start() -> Running {
    start_with(config(), Obedient::default())
}

pub(crate) fn start_with(config: Config, screener: impl Screener + 'static) -> Running {
    start_in(Arc::new(tempfile::tempdir().unwrap()), config, screener)
}

fn start_in(folder: Arc<tempfile::TempDir>, config: Config, screener: impl Screener + 'static) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    let screener: Arc<Exchange<dyn Screener>> = Arc::new(Exchange::new(Arc::new(screener)));
    let tokens = Arc::new(Exchange::new(Arc::new(tokens())));
    let events = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&events);
    let watch: Watch = Arc::new(move |event| told.lock().unwrap().push(event.clone()));
    let made = (Arc::clone(&screener), Arc::clone(&tokens));
    let parts = Parts { screener: made.0, tokens: made.1, watch, ..parts(folder.path()) };
    let server = Server::new(config, parts).unwrap();
    let (stop, stopped) = oneshot::channel();
    let thread = thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            server.run(listener, async { drop(stopped.await) }).await
        })
    });
    Running { address, screener, tokens, events, stop: Some(stop), thread: Some(thread), folder }
}

/// What a server is made of, where nobody listens to what it tells.
pub(crate) fn parts(folder: &Path) -> Parts {
    let now: DateTime<Utc> = NOW.parse().unwrap();
    let screener: Arc<Exchange<dyn Screener>> = Arc::new(Exchange::new(Arc::new(Obedient::default())));
    Parts {
        screener,
        tokens: Arc::new(Exchange::new(Arc::new(tokens()))),
        log: Log::open(log_of(folder)).unwrap().0,
        clock: Arc::new(move || now),
        watch: Arc::new(|_| {}),
    }
}

fn log_of(folder: &Path) -> PathBuf {
    folder.join("screening.log")
}

impl Running {
    pub(crate) fn log(&self) -> PathBuf {
        log_of(self.folder.path())
    }

    /// Tells the server to stop, without waiting.
    pub(crate) fn tell_to_stop(&mut self) {
        let told = self.stop.take().map(|stop| stop.send(()));
        assert!(told.is_none_or(|sent| sent.is_ok() || self.thread.is_some()));
    }

    pub(crate) fn stop(&mut self) -> Result<(), WebError> {
        self.tell_to_stop();
        self.thread.take().map_or(Ok(()), |thread| thread.join().unwrap())
    }

    /// Another server on the same log.
    pub(crate) fn again(mut self) -> Self {
        self.stop().unwrap();
        start_in(Arc::clone(&self.folder), config(), Obedient::default())
    }

    pub(crate) fn post(&self, key: Option<&str>, body: &Value) -> Reply {
        post(self.address, 1, key, body)
    }

    pub(crate) fn get(&self, path: &str, token: Option<u8>) -> Reply {
        let header = token.map(|byte| format!("Authorization: Bearer {}\r\n", secret(byte))).unwrap_or_default();
        call(self.address, &format!("GET {path} HTTP/1.1\r\nHost: x\r\n{header}Connection: close\r\n\r\n"))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let stopped = self.stop();
        if !thread::panicking() {
            stopped.unwrap();
        }
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Value,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    }

    pub(crate) fn verdicts(&self) -> Vec<&str> {
        assert_eq!(self.status, 200, "{self:?}");
        let answers = self.body["answers"].as_array().unwrap();
        answers.iter().map(|answer| answer["verdict"].as_str().unwrap()).collect()
    }

    /// The end of the problem's type.
    pub(crate) fn problem(&self) -> &str {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{self:?}");
        assert_eq!(self.body["status"], self.status);
        self.body["type"].as_str().unwrap().rsplit(':').next().unwrap()
    }
}

pub(crate) fn request(token: u8, key: Option<&str>, body: &str) -> String {
    let mut text = format!("POST /v1/screen HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\n", secret(token));
    if let Some(key) = key {
        write!(text, "Idempotency-Key: {key}\r\n").unwrap();
    }
    write!(text, "Content-Type: application/json\r\nContent-Length: {}\r\n", body.len()).unwrap();
    text + "Connection: close\r\n\r\n" + body
}

pub(crate) fn post(address: SocketAddr, token: u8, key: Option<&str>, body: &Value) -> Reply {
    call(address, &request(token, key, &body.to_string()))
}

/// Sends bytes and reads all that comes; every answer must be as the API's description says.
pub(crate) fn call(address: SocketAddr, text: &str) -> Reply {
    try_call(address, text).expect("an answer")
}

pub(crate) fn try_call(address: SocketAddr, text: &str) -> Option<Reply> {
    let mut stream = connect(address)?;
    // A server that refuses early may close before all is sent; its answer is what counts.
    drop(stream.write_all(text.as_bytes()));
    let reply = read(&mut stream)?;
    let mut first = text.split(' ');
    conforms(first.next()?, first.next()?, &reply);
    Some(reply)
}

pub(crate) fn connect(address: SocketAddr) -> Option<TcpStream> {
    let stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(60))).ok()?;
    Some(stream)
}

pub(crate) fn read(stream: &mut TcpStream) -> Option<Reply> {
    let mut bytes = Vec::new();
    let mut part = [0; 8192];
    while !is_whole(&bytes) {
        match stream.read(&mut part) {
            Ok(0) | Err(_) => break,
            Ok(count) => bytes.extend_from_slice(&part[..count]),
        }
    }
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let body = if body.is_empty() { Value::Null } else { serde_json::from_str(body).ok()? };
    Some(Reply { status, head: head.to_owned(), body })
}

fn is_whole(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
    length.is_some_and(|length: usize| body.len() >= length)
}

/// A payment; what the screener says of it is the name of its payee.
pub(crate) fn payment(id: &str, says: &str) -> Value {
    json!({
        "id": id,
        "payee_name": says,
        "account": { "kind": "bankgiro", "number": "5050-1055" },
        "amount_ore": 100,
        "pay_on": "2026-03-02",
    })
}

pub(crate) fn batch(payments: &[Value]) -> Value {
    json!({ "payments": payments })
}

/// Waits for something that another thread does.
pub(crate) fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..6_000 {
        if is_so() {
            return;
        }
        thread::sleep(Duration::from_millis(10));
    }
    panic!("never came: {what}");
}

pub(crate) fn lines(log: &Path) -> usize {
    std::fs::read_to_string(log).unwrap().lines().count()
}
