//! An open-loop load: `load ADDRESS TOKEN PER_SECOND SECONDS [BATCH]`.
//!
//! Requests are sent when they are due, whether earlier ones are answered or not, over as many connections as that takes
//! (at most 400), and each is timed from when it was due. So a server that stalls is seen to stall.
#![expect(clippy::print_stdout, reason = "a program for the command line")]

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

const CONNECTIONS: usize = 400;

/// What is sent to whom.
struct Plan {
    address: String,
    token: String,
    batch: u64,
    run: u64,
}

/// What came of all requests.
#[derive(Default)]
struct Tally {
    /// Microseconds, by status.
    times: BTreeMap<u16, Vec<u64>>,
    verdicts: BTreeMap<&'static str, usize>,
    /// Idle connections.
    idle: Vec<TcpStream>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, token, per_second, seconds, rest @ ..] = arguments.as_slice() else {
        return Err("load ADDRESS TOKEN PER_SECOND SECONDS [BATCH]".into());
    };
    let per_second: u32 = per_second.parse()?;
    let count = u64::from(per_second) * seconds.parse::<u64>()?;
    let batch = rest.first().map_or(Ok(1), |text| text.parse())?;
    // Another run has other payments: what was released before is held.
    let run = u64::from(std::process::id());
    let plan = Arc::new(Plan { address: address.clone(), token: token.clone(), batch, run });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let tally = runtime.block_on(run_all(plan, count, Duration::from_secs(1) / per_second));
    report(&tally.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(())
}

async fn run_all(plan: Arc<Plan>, count: u64, every: Duration) -> Arc<Mutex<Tally>> {
    let tally = Arc::new(Mutex::new(Tally::default()));
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let started = Instant::now();
    let mut tasks = Vec::new();
    for (at, nth) in (0..count).zip(0_u32..) {
        let due = started + every * nth;
        tokio::time::sleep_until(due.into()).await;
        let (plan, tally, places) = (Arc::clone(&plan), Arc::clone(&tally), Arc::clone(&places));
        tasks.push(tokio::spawn(async move {
            let Ok(_place) = places.acquire().await else { return };
            let idle = tally.lock().unwrap_or_else(PoisonError::into_inner).idle.pop();
            let answer = ask(&plan, at, idle).await;
            let micros = u64::try_from(due.elapsed().as_micros()).unwrap_or(u64::MAX);
            let mut tally = tally.lock().unwrap_or_else(PoisonError::into_inner);
            let status = answer.as_ref().map_or(0, |answer| answer.status);
            tally.times.entry(status).or_default().push(micros);
            if let Some(answer) = answer {
                for verdict in ["go", "look", "hold"] {
                    let told = format!("\"verdict\":\"{verdict}\",\"reasons\"");
                    *tally.verdicts.entry(verdict).or_default() += answer.text.matches(&told).count();
                }
                tally.idle.extend(answer.stream);
            }
        }));
    }
    for task in tasks {
        drop(task.await);
    }
    tally
}

struct Answer {
    status: u16,
    text: String,
    /// The connection, when it can be used again.
    stream: Option<TcpStream>,
}

async fn ask(plan: &Plan, at: u64, idle: Option<TcpStream>) -> Option<Answer> {
    let request = request(plan, at);
    if let Some(stream) = idle
        && let Some(answer) = exchange(stream, &request).await
    {
        return Some(answer);
    }
    let stream = TcpStream::connect(&plan.address).await.ok()?;
    stream.set_nodelay(true).ok()?;
    exchange(stream, &request).await
}

fn request(plan: &Plan, at: u64) -> String {
    let Plan { token, batch, run, address } = plan;
    let payment = |nth: u64| {
        format!(
            "{{\"id\":\"{run}-{at}-{nth}\",\"payee_id\":\"20177\",\"payee_name\":\"Exempel Städ AB\",\"account\":{{\"kind\":\
             \"bankgiro\",\"number\":\"5050-1055\"}},\"amount_ore\":{},\"pay_on\":\"2026-03-03\",\"invoice_no\":\"F{at}\"}}",
            at * batch + nth
        )
    };
    let payments: Vec<String> = (0..*batch).map(payment).collect();
    let body = format!("{{\"payments\":[{}]}}", payments.join(","));
    let mut text = format!("POST /v1/screen HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n");
    // Writing into a text does not fail.
    let _written = write!(
        text,
        "Idempotency-Key: {run}-{at}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    text
}

async fn exchange(mut stream: TcpStream, request: &str) -> Option<Answer> {
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut text = String::new();
    let mut bytes = Vec::with_capacity(4096);
    loop {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        text.clear();
        text.push_str(&String::from_utf8_lossy(&bytes));
        let Some((head, _)) = text.split_once("\r\n\r\n") else { continue };
        let head = head.to_ascii_lowercase();
        let length: usize = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())?;
        if bytes.len() >= head.len() + 4 + length {
            let status = head.split(' ').nth(1)?.parse().ok()?;
            let stream = (!head.contains("connection: close")).then_some(stream);
            return Some(Answer { status, text, stream });
        }
    }
}

fn report(tally: &Tally) {
    for (status, times) in &tally.times {
        let mut times = times.clone();
        times.sort_unstable();
        let at = |per_mille: usize| {
            let micros = times.get((times.len() * per_mille / 1_000).min(times.len() - 1)).copied().unwrap_or(0);
            format!("{}.{:02} ms", micros / 1_000, micros % 1_000 / 10)
        };
        let name = if *status == 0 { "no answer".to_owned() } else { status.to_string() };
        println!("{name:>9}: {:>7}  p50 {}  p99 {}  p99.9 {}", times.len(), at(500), at(990), at(999));
    }
    println!("verdicts: {:?}", tally.verdicts);
}
