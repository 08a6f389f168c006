//! Whether the time of an answer tells if a first word belongs to a report: wrong words for a known one and for an unknown
//! one are tried in turn, with the full cost. Prints both means and Welch's t; below 2 the difference drowns in the noise.
//!
//! `timing [ROUNDS]`
#![expect(clippy::print_stdout, clippy::cast_precision_loss, reason = "a program that measures")]

use std::error::Error;
use std::time::Instant;

use casework::id::CaseId;
use vault::receipt::{Receipt, ReporterKeys};
use vault::{Cost, OsRng};
use voices::{Exchange as _, Folder, Head, Letterbox, Restored};

type Failed = Box<dyn Error + Send + Sync>;

/// Mean and variance, in milliseconds.
fn moments(times: &[f64]) -> (f64, f64) {
    let count = times.len() as f64;
    let mean = times.iter().sum::<f64>() / count;
    let squares: f64 = times.iter().map(|time| (time - mean).powi(2)).sum();
    (mean, squares / (count - 1.0))
}

fn main() -> Result<(), Failed> {
    let rounds: usize = std::env::args().nth(1).map_or(Ok(100), |text| text.parse())?;
    let folder = tempfile::tempdir()?;
    let own = Receipt::generate(|_| false, &mut OsRng);
    let lock = ReporterKeys::generate(&mut OsRng)?.lock(&own, Cost::RECEIPT, &mut OsRng)?;
    let head = Head {
        report: CaseId::from_bits(1),
        channel: "exempelstad".parse()?,
        arrived: "2026-11-22".parse()?,
        locator: own.locator().to_owned(),
        case: String::new(),
        reporter: String::new(),
        named: false,
        files: Vec::new(),
    };
    Folder::open(folder.path())?.restore(&Restored { head, lock })?;
    let letterbox = Letterbox::open(folder.path(), Cost::RECEIPT)?;
    let known = Receipt::generate(|word| word != own.locator(), &mut OsRng);
    let unknown = Receipt::generate(|word| word == own.locator(), &mut OsRng);
    let timed = |receipt: &Receipt| {
        let start = Instant::now();
        let is_opened = letterbox.unlock(receipt).is_ok();
        (start.elapsed().as_secs_f64() * 1_000.0, is_opened)
    };
    let (mut of_known, mut of_unknown) = (Vec::new(), Vec::new());
    for round in 0..rounds.max(2) {
        // In turn, and now one first, now the other.
        let (one, other) = if round % 2 == 0 { (&known, &unknown) } else { (&unknown, &known) };
        let (one, other) = (timed(one), timed(other));
        let (first, second) = if round % 2 == 0 { (one, other) } else { (other, one) };
        if first.1 || second.1 {
            return Err("wrong words opened a report".into());
        }
        of_known.push(first.0);
        of_unknown.push(second.0);
    }
    let ((known, spread), (unknown, other)) = (moments(&of_known), moments(&of_unknown));
    let t = (known - unknown) / ((spread + other) / of_known.len() as f64).sqrt();
    println!("known {known:.2} ms (sd {:.2}), unknown {unknown:.2} ms (sd {:.2})", spread.sqrt(), other.sqrt());
    println!("{} rounds, Welch's t = {t:.2}", of_known.len());
    Ok(())
}
