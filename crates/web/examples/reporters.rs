//! Reporters at work: `reporters ADDRESS FILE PER_MINUTE MINUTES [FLOOD]`, against the example `listener`.
//!
//! So many people a minute answer every question, add the file, hand in and save their words, each over a connection of
//! their own and without thinking, so that the time is the program's. Every words that were given are counted: a report
//! that was lost would be missing. FLOOD is requests a second besides, of strangers who ask for the first page, begin
//! reports that they never hand in, and try words that nobody has.
#![expect(clippy::print_stdout, reason = "a program for the command line")]

use std::{
    collections::BTreeSet,
    error::Error,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{sleep, sleep_until, timeout},
};

type Failed = Box<dyn Error + Send + Sync>;

/// The longest that a stranger waits for an answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where the example has its channel.
const CHANNEL: &str = "/exempelstad";

const FORM: &str = "application/x-www-form-urlencoded";

/// What came of it.
#[derive(Default)]
struct Tally {
    /// How long each report took.
    times: Vec<Duration>,
    /// The words that were given.
    words: BTreeSet<String>,
    errors: Vec<String>,
    /// Answers to strangers, and how many were served rather than turned away.
    strangers: (usize, usize),
}

fn main() -> Result<(), Failed> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, file, per_minute, minutes, rest @ ..] = arguments.as_slice() else {
        return Err("reporters ADDRESS FILE PER_MINUTE MINUTES [FLOOD]".into());
    };
    let flood: u32 = rest.first().map_or(Ok(0), |text| text.parse())?;
    let (per_minute, minutes): (u32, u32) = (per_minute.parse()?, minutes.parse()?);
    let file: Arc<Vec<u8>> = Arc::new(std::fs::read(file)?);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let tally = Arc::new(Mutex::new(Tally::default()));
    runtime.block_on(async {
        let strangers = tokio::spawn(flooded(address.clone(), flood, Arc::clone(&tally)));
        let (start, count) = (tokio::time::Instant::now(), per_minute * minutes);
        let mut reporters = Vec::new();
        for at in 0..count {
            sleep_until(start + Duration::from_secs(60) * at / per_minute).await;
            reporters.push(tokio::spawn(report(address.clone(), Arc::clone(&file), Arc::clone(&tally))));
        }
        for reporter in reporters {
            reporter.await?;
        }
        strangers.abort();
        Ok::<_, Failed>(())
    })?;
    print(&mut tally.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(())
}

fn print(tally: &mut Tally) {
    tally.times.sort_unstable();
    let at = |hundredths: usize| {
        let place = (tally.times.len() * hundredths).div_ceil(100).saturating_sub(1);
        tally.times.get(place).copied().unwrap_or_default().as_secs_f64()
    };
    println!("{} reports handed in, {} receipts, {} errors", tally.times.len(), tally.words.len(), tally.errors.len());
    println!("a whole report: p50 {:.2} s, p95 {:.2} s, most {:.2} s", at(50), at(95), at(100));
    let (answered, served) = tally.strangers;
    println!("strangers: {answered} answers, {served} served");
    for error in tally.errors.iter().take(5) {
        println!("{error}");
    }
}

async fn report(address: String, file: Arc<Vec<u8>>, tally: Arc<Mutex<Tally>>) {
    let began = Instant::now();
    let words = handed_in(&address, &file).await;
    let mut tally = tally.lock().unwrap_or_else(PoisonError::into_inner);
    match words {
        Ok(words) => {
            tally.words.insert(words);
            tally.times.push(began.elapsed());
        }
        Err(error) => tally.errors.push(error.to_string()),
    }
}

/// The words of a report that was made from the first question to the last.
async fn handed_in(address: &str, file: &[u8]) -> Result<String, Failed> {
    let mut line = Line::open(address).await?;
    line.get(CHANNEL).await?;
    line.get(&format!("{CHANNEL}/ny/vad")).await?;
    line.answer("vad", "slag=upphandling").await?;
    for (step, answer) in
        [("vem", "namn=Exempel+AB"), ("mottagare", ""), ("hande", "hande=Fakturorna+delas."), ("nar", "nar=oktober")]
    {
        line.get(&format!("{CHANNEL}/ny/{step}")).await?;
        line.answer(step, answer).await?;
    }
    line.get(&format!("{CHANNEL}/ny/filer")).await?;
    line.upload(file).await?;
    line.get(&format!("{CHANNEL}/ny/filer")).await?;
    line.answer("filer/val", "gor=vidare").await?;
    for (step, answer) in [("kontakt", "vem=anonym"), ("samtal", "satt=skriftligt"), ("kontrollera", "")] {
        line.get(&format!("{CHANNEL}/ny/{step}")).await?;
        line.answer(step, answer).await?;
    }
    loop {
        let page = line.get(&format!("{CHANNEL}/kvitto")).await?;
        let list = page.split_once("<ol class=\"words\"").and_then(|(_, rest)| rest.split_once("</ol>"));
        if let Some((list, _)) = list {
            let words: Vec<&str> = list.split("<li>").skip(1).filter_map(|item| item.split('<').next()).collect();
            line.post(&format!("{CHANNEL}/kvitto"), FORM, &format!("_formular={}&sparat=ja", line.token)).await?;
            return if words.len() == 7 { Ok(words.join(" ")) } else { Err("not seven words".into()) };
        }
        sleep(Duration::from_secs(1)).await;
    }
}

/// Strangers, so many a second.
async fn flooded(address: String, per_second: u32, tally: Arc<Mutex<Tally>>) {
    let start = tokio::time::Instant::now();
    for at in 0..u32::MAX {
        if per_second == 0 {
            return;
        }
        sleep_until(start + Duration::from_secs(1) * at / per_second).await;
        let (address, tally) = (address.clone(), Arc::clone(&tally));
        tokio::spawn(async move {
            let asked = timeout(PATIENCE, stranger(&address, at)).await;
            let mut tally = tally.lock().unwrap_or_else(PoisonError::into_inner);
            tally.strangers.0 += 1;
            tally.strangers.1 += usize::from(matches!(asked, Ok(Ok(()))));
        });
    }
}

async fn stranger(address: &str, at: u32) -> Result<(), Failed> {
    let mut line = Line::open(address).await?;
    match at % 4 {
        0 => line.post(&format!("{CHANNEL}/ny/vad"), FORM, "slag=upphandling").await.map(drop),
        1 => line.post(&format!("{CHANNEL}/mina"), FORM, "ord=ett+par+ord+som+ingen+har+alls").await.map(drop),
        _ => line.get(CHANNEL).await.map(drop),
    }
}

/// A connection of somebody, with what the pages gave.
struct Line {
    stream: TcpStream,
    address: String,
    cookie: String,
    token: String,
}

impl Line {
    async fn open(address: &str) -> Result<Self, Failed> {
        let stream = TcpStream::connect(address).await?;
        Ok(Self { stream, address: address.to_owned(), cookie: String::new(), token: String::new() })
    }

    async fn get(&mut self, path: &str) -> Result<String, Failed> {
        let page = self.ask(&format!("GET {path}"), "", &[]).await?;
        if let Some((_, rest)) = page.split_once("name=\"_formular\" value=\"") {
            self.token = rest.split('"').next().unwrap_or_default().to_owned();
        }
        Ok(page)
    }

    async fn answer(&mut self, step: &str, answer: &str) -> Result<(), Failed> {
        let form = format!("_formular={}&{answer}", self.token);
        self.post(&format!("{CHANNEL}/ny/{step}"), FORM, &form).await.map(drop)
    }

    async fn upload(&mut self, file: &[u8]) -> Result<(), Failed> {
        let part = |name: &str, more: &str| {
            format!("--grans\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n")
        };
        let mut body = format!("{}{}\r\n", part("_formular", ""), self.token).into_bytes();
        body.extend(part("fil", "; filename=\"bild.jpg\"").bytes());
        body.extend(file);
        body.extend("\r\n--grans--\r\n".bytes());
        let kind = "Content-Type: multipart/form-data; boundary=\"grans\"\r\n";
        self.ask(&format!("POST {CHANNEL}/ny/filer"), kind, &body).await.map(drop)
    }

    async fn post(&mut self, path: &str, kind: &str, form: &str) -> Result<String, Failed> {
        self.ask(&format!("POST {path}"), &format!("Content-Type: {kind}\r\n"), form.as_bytes()).await
    }

    /// Asks and reads the whole answer; one that is no success is an error.
    async fn ask(&mut self, what: &str, more: &str, body: &[u8]) -> Result<String, Failed> {
        let head = format!(
            "{what} HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\nCookie: {}\r\nContent-Length: {}\r\n{more}\r\n",
            self.address,
            self.cookie,
            body.len()
        );
        self.stream.write_all(head.as_bytes()).await?;
        self.stream.write_all(body).await?;
        let (mut bytes, mut part) = (Vec::new(), vec![0; 16 << 10]);
        let mut end = None;
        loop {
            if end.is_none() {
                end = bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4);
            }
            let head = String::from_utf8_lossy(bytes.get(..end.unwrap_or_default()).unwrap_or_default()).into_owned();
            let value = |name: &str| {
                head.lines().find_map(|line| line.split_once(": ").filter(|(key, _)| key.eq_ignore_ascii_case(name)))
            };
            let length = value("content-length").and_then(|(_, length)| length.trim().parse().ok()).unwrap_or(0);
            if end.is_some_and(|end| bytes.len() >= end + length) {
                if let Some((_, cookie)) = value("set-cookie") {
                    self.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
                }
                let status = head.split(' ').nth(1).unwrap_or_default();
                if !status.starts_with(['2', '3']) {
                    return Err(format!("{what}: {status}").into());
                }
                return Ok(
                    String::from_utf8_lossy(bytes.get(end.unwrap_or_default()..).unwrap_or_default()).into_owned()
                );
            }
            match self.stream.read(&mut part).await? {
                0 => return Err(format!("{what}: closed").into()),
                read => bytes.extend_from_slice(part.get(..read).unwrap_or_default()),
            }
        }
    }
}
