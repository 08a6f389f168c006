//! People at work: `people ADDRESS PLAN SECONDS [SEED]`, against the site of the example `site`, which writes PLAN.
//!
//! Everybody of the plan at once, each over a connection that is kept: a page, one to three seconds of reading, another
//! page. Now and then a signal is judged or a note is written. What is asked follows from the seed alone.
#![expect(clippy::print_stdout, reason = "a program for the command line")]

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

type Failed = Box<dyn Error + Send + Sync>;

/// Microseconds by page, and what went wrong.
#[derive(Default)]
struct Tally {
    times: BTreeMap<&'static str, Vec<u64>>,
    errors: BTreeMap<String, usize>,
}

/// One of the plan.
struct Person {
    cookie: String,
    role: String,
    cases: Vec<String>,
    stream: TcpStream,
    address: String,
    random: u64,
}

fn main() -> Result<(), Failed> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, plan, seconds, rest @ ..] = arguments.as_slice() else {
        return Err("people ADDRESS PLAN SECONDS [SEED]".into());
    };
    let seed: u64 = rest.first().map_or(Ok(1), |text| text.parse())?;
    let (plan, length) = (std::fs::read_to_string(plan)?, Duration::from_secs(seconds.parse()?));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let tally = runtime.block_on(work(address, &plan, length, seed))?;
    report(&mut tally.lock().unwrap_or_else(PoisonError::into_inner), length);
    Ok(())
}

async fn work(address: &str, plan: &str, length: Duration, seed: u64) -> Result<Arc<Mutex<Tally>>, Failed> {
    let tally = Arc::new(Mutex::new(Tally::default()));
    let until = Instant::now() + length;
    let mut tasks = Vec::new();
    for (line, at) in plan.lines().zip(1_u64..) {
        let mut words = line.split(' ').map(str::to_owned).filter(|word| !word.is_empty());
        let (cookie, role) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let stream = TcpStream::connect(address).await?;
        let random = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ at.wrapping_mul(0xd134_2543_de82_ef95) | 1;
        let person = Person { cookie, role, cases: words.collect(), stream, address: address.to_owned(), random };
        tasks.push(tokio::spawn(person.day(until, Arc::clone(&tally))));
    }
    for task in tasks {
        task.await?;
    }
    Ok(tally)
}

impl Person {
    async fn day(mut self, until: Instant, tally: Arc<Mutex<Tally>>) {
        loop {
            let think = Duration::from_millis(1_000 + self.draw(2_000));
            if Instant::now() + think >= until {
                return;
            }
            tokio::time::sleep(think).await;
            if let Err(error) = self.act(&tally).await {
                *told(&tally).errors.entry(error.to_string()).or_default() += 1;
                let Ok(stream) = TcpStream::connect(&self.address).await else { return };
                self.stream = stream;
            }
        }
    }

    async fn act(&mut self, tally: &Mutex<Tally>) -> Result<(), Failed> {
        let case = usize::try_from(self.draw(64))?;
        let case = self.cases.get(case % self.cases.len().max(1)).map(|id| format!("/arenden/{id}"));
        let sees_signals = ["coordinator", "controller"].contains(&self.role.as_str());
        match (self.draw(100), case) {
            (0..20, _) => self.get("/", "/", tally).await.map(drop),
            (20..32, Some(case)) => self.get("/arenden/{id}", &case, tally).await.map(drop),
            (32..42, Some(case)) => {
                self.get("/arenden/{id}/tidslinje", &format!("{case}/tidslinje"), tally).await.map(drop)
            }
            (42..46, Some(case)) => self.note(&format!("{case}/anteckning"), tally).await,
            (46..70, _) if sees_signals => {
                let list = self.get("/signaler", "/signaler", tally).await?;
                let links: Vec<&str> = list.split("href=\"/signaler/").skip(1).filter_map(signal).collect();
                let at = usize::try_from(self.draw(64))?;
                let Some(link) = links.get(at % links.len().max(1)) else { return Ok(()) };
                let path = format!("/signaler/{link}");
                let page = self.get("/signaler/{fp}", &path, tally).await?;
                if self.draw(4) > 0 || !page.contains("bedom") {
                    return Ok(());
                }
                let form = format!("_formular={}&utfall=uppgift&belopp=&anteckning=Rabatten+var+avtalad", token(&page));
                self.post("POST bedom", &format!("{path}/bedom"), &form, tally).await
            }
            (70..80, _) => self.get("/att-godkanna", "/att-godkanna", tally).await.map(drop),
            (80..88, _) if sees_signals => self.get("/kontroller", "/kontroller", tally).await.map(drop),
            (88..92, _) => self.get("/konto", "/konto", tally).await.map(drop),
            _ => self.get("/arenden", "/arenden", tally).await.map(drop),
        }
    }

    async fn note(&mut self, path: &str, tally: &Mutex<Tally>) -> Result<(), Failed> {
        let page = self.get("/arenden/{id}/anteckning", path, tally).await?;
        let form = format!("_formular={}&lager=all&text=Ringde+och+frågade+om+fakturan", token(&page));
        self.post("POST anteckning", path, &form, tally).await
    }

    async fn get(&mut self, name: &'static str, path: &str, tally: &Mutex<Tally>) -> Result<String, Failed> {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: __Host-insyn={}\r\nAccept-Language: sv\r\n\r\n",
            self.address, self.cookie
        );
        self.ask(name, 200, &request, tally).await
    }

    async fn post(&mut self, name: &'static str, path: &str, form: &str, tally: &Mutex<Tally>) -> Result<(), Failed> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nCookie: __Host-insyn={}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            self.address,
            self.cookie,
            form.len()
        );
        self.ask(name, 303, &request, tally).await.map(drop)
    }

    /// Asks and reads the whole answer; the time is from the first byte sent to the last received.
    async fn ask(
        &mut self,
        name: &'static str,
        status: u16,
        request: &str,
        tally: &Mutex<Tally>,
    ) -> Result<String, Failed> {
        let began = Instant::now();
        self.stream.write_all(request.as_bytes()).await?;
        let (mut bytes, mut part) = (Vec::new(), vec![0; 64 << 10]);
        let head = loop {
            let read = self.stream.read(&mut part).await?;
            if read == 0 {
                return Err(format!("{name}: closed").into());
            }
            bytes.extend_from_slice(part.get(..read).unwrap_or_default());
            if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
        };
        let text = String::from_utf8_lossy(bytes.get(..head).unwrap_or_default()).to_ascii_lowercase();
        let length = text.lines().find_map(|line| line.strip_prefix("content-length: ")?.trim().parse().ok());
        let length: usize = length.ok_or_else(|| format!("{name}: no length"))?;
        while bytes.len() < head + length {
            let read = self.stream.read(&mut part).await?;
            if read == 0 {
                return Err(format!("{name}: cut off").into());
            }
            bytes.extend_from_slice(part.get(..read).unwrap_or_default());
        }
        let took = u64::try_from(began.elapsed().as_micros())?;
        told(tally).times.entry(name).or_default().push(took);
        let got = text.split(' ').nth(1).and_then(|word| word.parse::<u16>().ok());
        if got != Some(status) {
            *told(tally).errors.entry(format!("{name}: {got:?} for {}", self.role)).or_default() += 1;
        }
        Ok(String::from_utf8_lossy(bytes.get(head..).unwrap_or_default()).into_owned())
    }

    /// A number under a limit (xorshift).
    fn draw(&mut self, under: u64) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        (self.random >> 11) % under
    }
}

fn told(tally: &Mutex<Tally>) -> std::sync::MutexGuard<'_, Tally> {
    tally.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The rest of a link to a signal, and to nothing below it.
fn signal(rest: &str) -> Option<&str> {
    let link = rest.split('"').next()?;
    (link.split('/').count() == 2 && !link.contains('?')).then_some(link)
}

fn token(page: &str) -> &str {
    let rest = page.split_once("name=\"_formular\" value=\"").map_or("", |(_, rest)| rest);
    rest.split('"').next().unwrap_or_default()
}

fn report(tally: &mut Tally, length: Duration) {
    let mut all: Vec<u64> = tally.times.values().flatten().copied().collect();
    println!("| Page | Requests | p50 ms | p95 ms | p99 ms | max ms |\n| --- | ---: | ---: | ---: | ---: | ---: |");
    for (page, times) in &mut tally.times {
        row(page, times);
    }
    row("All", &mut all);
    let errors: usize = tally.errors.values().sum();
    println!("\n{:.1} requests per second, {errors} errors", all.len() as f64 / length.as_secs_f64());
    for (error, count) in &tally.errors {
        println!("{count} x {error}");
    }
    if let Ok(load) = std::fs::read_to_string("/proc/loadavg") {
        println!("load average {}", load.trim());
    }
}

fn row(name: &str, times: &mut [u64]) {
    times.sort_unstable();
    let at = |hundredths: usize| {
        let place = (times.len() * hundredths).div_ceil(100).saturating_sub(1);
        times.get(place).copied().unwrap_or_default() as f64 / 1_000.0
    };
    println!("| `{name}` | {} | {:.1} | {:.1} | {:.1} | {:.1} |", times.len(), at(50), at(95), at(99), at(100));
}
