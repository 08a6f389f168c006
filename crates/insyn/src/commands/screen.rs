//! `insyn screen`: a payment file in, what may go and what is held out.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    thread,
};

use ::library::Library;
use ::registers::{Catalogue, DataFolder};
use anyhow::{Context, bail};
use chrono::NaiveDate;
use clap::ArgMatches;
use engine::{Engine, Licence, Occasion, Screen};
use payments::{Payment, PaymentFile, Reason, Screened, Screener, Split, Verdict};
use report::{ScreenedLine, ScreeningPage};
use signals::{
    format_money, format_whole_number,
    gate::{Decisions, gate},
};

use super::{list, text};
use crate::{
    Outcome, clock, console, data,
    decisions::DecisionFolder,
    holds::{HoldBook, hold_id},
    keys,
};

/// A screening to be made.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    pub(crate) authority: String,
    pub(crate) checks: Vec<String>,
    /// The day on which decisions are tried and holds are dated.
    pub(crate) on: NaiveDate,
    pub(crate) max_age_days: i64,
    pub(crate) threads: usize,
    pub(crate) out: PathBuf,
    /// Counts up for every screen that is opened.
    pub(crate) generation: u64,
}

/// Screens the files that the command line names.
pub(crate) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    if matches.contains_id("serve") {
        return super::serve::run(matches);
    }
    let folder = data::folder(matches)?;
    let order = order(matches, &folder)?;
    let files = list(matches, "file");
    let library = data::library(matches)?;
    // The first file is read while the registers are: both take seconds when they are large.
    let (screen, mut first) = thread::scope(|scope| {
        let first = scope.spawn(|| files.first().map(|path| read(Path::new(path))));
        let screen = open(&folder, library, &order);
        (screen, first.join().unwrap_or(None))
    });
    let screen = screen?;
    let mut outcome = Outcome::Clean;
    for path in files.iter().map(Path::new) {
        let file = first.take().unwrap_or_else(|| read(path))?;
        let screened = screen_file(&screen, &folder, &file, &order)?;
        if screened.iter().any(|one| one.verdict != Verdict::Go) {
            outcome = Outcome::Findings;
        }
    }
    Ok(outcome)
}

pub(crate) fn order(matches: &ArgMatches, folder: &DataFolder) -> anyhow::Result<Order> {
    let mut authorities = data::authorities(folder, &list(matches, "authority"))?;
    let (Some(authority), true) = (authorities.pop(), authorities.is_empty()) else {
        bail!("betalningar prövas mot en myndighets register; ange en med --authority")
    };
    Ok(Order {
        authority,
        checks: list(matches, "check").into_iter().map(|id| id.to_uppercase()).collect(),
        on: clock::day(matches)?,
        max_age_days: matches.get_one::<i64>("max-age-days").copied().unwrap_or(7),
        threads: data::threads(matches),
        out: PathBuf::from(text(matches, "out")),
        generation: 1,
    })
}

/// Opens the registers for screening, as far as decisions on control let it.
pub(crate) fn open(folder: &DataFolder, library: Library, order: &Order) -> anyhow::Result<Screen> {
    let catalogue = Catalogue::embedded()?;
    let sources = data::sources(folder, &catalogue, &order.authority)?;
    let engine = Engine::new(catalogue, library, order.threads)?;
    let needs = engine.check_needs(&order.checks)?;
    let decisions = DecisionFolder::of(folder).list()?;
    let gate = gate(&needs, &data::held(folder, &order.authority)?, &decisions, order.on);
    for refusal in &gate.refusals {
        console::note(&refusal.to_string());
    }
    let read: BTreeSet<&String> = needs.iter().flat_map(|need| &need.registers).collect();
    let occasion = Occasion {
        generation: order.generation,
        built_at: clock::now(),
        warnings: data::stale(folder, &order.authority, &read, clock::today(), order.max_age_days)?,
    };
    let key = keys::key(folder, std::slice::from_ref(&order.authority))?;
    Ok(engine.screen(&sources, &order.checks, &Licence { gate: &gate, key: &key }, &occasion)?)
}

/// Reads a payment file of any format.
pub(crate) fn read(path: &Path) -> anyhow::Result<PaymentFile> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = fs::read(path).with_context(|| format!("`{}` går inte att läsa", path.display()))?;
    Ok(payments::read(&name, &bytes)?)
}

/// Screens a file, opens its holds and writes what may go, what is held and the report. Gives the answers, in order; what
/// could not be understood is held too.
pub(crate) fn screen_file(
    screen: &Screen,
    folder: &DataFolder,
    file: &PaymentFile,
    order: &Order,
) -> anyhow::Result<Vec<Screened>> {
    let mut screened = screen.screen(&file.payments)?;
    let mut book = HoldBook::open(folder)?;
    let holds = settle(&file.payments, &mut screened, &mut book, order.on)?;
    let held: BTreeSet<u64> = screened.iter().filter(|one| one.verdict == Verdict::Hold).map(|one| one.order).collect();
    let split = payments::split(file, &held)?;
    let out = order.out.as_path();
    fs::create_dir_all(out).with_context(|| format!("mappen `{}` går inte att skapa", out.display()))?;
    let page = page(screen, file, &screened, &split, &holds);
    write(out, &file.name, &split, &screened, &page)?;
    print(file, &screened, &split, out)?;
    let held_unasked = |order: u64, why: String| Screened {
        order,
        id: String::new(),
        verdict: Verdict::Hold,
        reasons: vec![Reason { check: String::new(), version: 0, verdict: Verdict::Hold, sentence: why }],
    };
    screened.retain(|one| !split.bound.contains_key(&one.order));
    screened.extend(split.bound.into_iter().map(|(order, why)| held_unasked(order, why)));
    screened.sort_by_key(|one| one.order);
    Ok(screened)
}

/// Lets what two people have released go, keeps what they have not, whatever the checks now say of it, and opens a hold
/// for everything else that is held. Gives the hold of each place.
pub(crate) fn settle(
    payments: &[Payment],
    screened: &mut [Screened],
    book: &mut HoldBook,
    on: NaiveDate,
) -> anyhow::Result<BTreeMap<u64, String>> {
    let mut events = Vec::new();
    let mut places = BTreeMap::new();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let known: BTreeSet<String> = book.holds().iter().map(|(_, hold)| hold.opened.payment.id.clone()).collect();
    for (payment, one) in payments.iter().zip(screened) {
        if one.verdict != Verdict::Hold && !known.contains(&payment.id) {
            continue;
        }
        let again = times.entry(hold_id(payment, 0)).or_default();
        let id = hold_id(payment, *again);
        *again += 1;
        match book.holds().get(&id) {
            Some(hold) if hold.is_released() && one.verdict != Verdict::Hold => continue,
            Some(hold) if hold.is_released() => {
                let by = hold.ended.as_ref().map(|agreed| agreed.by().map(ToString::to_string).join(" och "));
                let sentence = format!("Stoppet {id} är släppt av {}.", by.unwrap_or_default());
                one.reasons.push(Reason { check: "släppt".to_owned(), version: 0, verdict: Verdict::Look, sentence });
                one.verdict = Verdict::Look;
                continue;
            }
            Some(hold) => {
                if one.verdict != Verdict::Hold {
                    let sentence =
                        format!("Betalningen hålls sedan {} (stopp {id}); två personer släpper.", hold.opened.at);
                    one.reasons.push(Reason {
                        check: "stopp".to_owned(),
                        version: 0,
                        verdict: Verdict::Hold,
                        sentence,
                    });
                    one.verdict = Verdict::Hold;
                }
            }
            None if one.verdict != Verdict::Hold => continue,
            None => {
                events.push(payments::hold::HoldEvent::Opened(Box::new(payments::hold::Opened {
                    hold: id.clone(),
                    payment: payment.clone(),
                    reasons: one.reasons.clone(),
                    at: clock::now(),
                    decide_by: decide_by(payment.pay_on, on),
                })));
            }
        }
        places.insert(one.order, id);
    }
    book.record(events)?;
    Ok(places)
}

/// Days that two people have to decide.
const DAYS_TO_DECIDE: i64 = 5;

/// The day by which a hold should be decided: in time for the due date, and at most [`DAYS_TO_DECIDE`] days away.
fn decide_by(due: NaiveDate, on: NaiveDate) -> NaiveDate {
    (on + chrono::Duration::days(DAYS_TO_DECIDE)).min(due).max(on)
}

fn page(
    screen: &Screen,
    file: &PaymentFile,
    screened: &[Screened],
    split: &Split,
    holds: &BTreeMap<u64, String>,
) -> ScreeningPage {
    let basis = screen.basis();
    let mut lines: Vec<ScreenedLine> = Vec::new();
    for (payment, one) in file.payments.iter().zip(screened) {
        let bound = split.bound.get(&one.order);
        if one.verdict == Verdict::Go && bound.is_none() {
            continue;
        }
        let is_held = one.verdict == Verdict::Hold || bound.is_some();
        let reasons = one.reasons.iter().map(|reason| (reason.check.clone(), reason.sentence.clone()));
        lines.push(ScreenedLine {
            place: one.order,
            is_held,
            hold: holds.get(&one.order).cloned().unwrap_or_default(),
            payee: payment.payee_name.clone(),
            account: payment.account.number.clone(),
            amount: format_money(payment.amount_ore.into()),
            due: payment.pay_on.to_string(),
            reference: if payment.ocr.is_empty() { payment.invoice_no.clone() } else { payment.ocr.clone() },
            reasons: reasons.chain(bound.map(|why| (String::new(), why.clone()))).collect(),
        });
    }
    lines.extend(file.rejects.iter().map(|reject| ScreenedLine {
        place: reject.order,
        is_held: true,
        reasons: vec![(String::new(), reject.to_string())],
        ..ScreenedLine::default()
    }));
    lines.sort_by_key(|line| line.place);
    let looked = lines.iter().filter(|line| !line.is_held).count();
    ScreeningPage {
        file: file.name.clone(),
        format: file.format.to_string(),
        made_at: basis.built_at.clone(),
        counts: vec![
            ("Betalningar".to_owned(), format_whole_number(file.count().into()), format_money(file.sum_ore())),
            ("Får gå".to_owned(), format_whole_number(split.go_count.into()), format_money(split.go_ore)),
            ("varav att titta på".to_owned(), format_whole_number(looked as i128), String::new()),
            ("Hålls".to_owned(), format_whole_number(split.held_count.into()), format_money(split.held_ore)),
        ],
        warnings: basis.warnings.into_iter().chain(file.warnings.iter().map(ToString::to_string)).collect(),
        not_run: basis.not_run,
        snapshots: basis.snapshots,
        lines,
    }
}

fn write(out: &Path, name: &str, split: &Split, screened: &[Screened], page: &ScreeningPage) -> anyhow::Result<()> {
    let (stem, end) = name.rsplit_once('.').unwrap_or((name, "txt"));
    let put = |part: &str, bytes: Option<&[u8]>| -> anyhow::Result<()> {
        let path = out.join(format!("{stem}.{part}.{end}"));
        match bytes {
            Some(bytes) => {
                let beside = out.join(format!(".{stem}.{part}.tmp"));
                fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, &path))
            }
            // A file from an earlier run must not be sent by mistake.
            None if path.exists() => fs::remove_file(&path),
            None => Ok(()),
        }
        .with_context(|| format!("`{}` går inte att skriva", path.display()))
    };
    put("go", split.go.as_deref())?;
    put("held", split.held.as_deref())?;
    let mut lines = Vec::new();
    for one in screened {
        serde_json::to_writer(&mut lines, one)?;
        lines.push(b'\n');
    }
    fs::write(out.join(format!("{stem}.screening.jsonl")), lines)?;
    let mut html = Vec::new();
    report::write_screening(page, &mut html)?;
    fs::write(out.join(format!("{stem}.screening.html")), html)?;
    Ok(())
}

fn print(file: &PaymentFile, screened: &[Screened], split: &Split, out: &Path) -> anyhow::Result<()> {
    let look = screened.iter().filter(|one| one.verdict == Verdict::Look).count();
    console::line(&console::strong(&format!("{} ({})", file.name, file.format)))?;
    console::line(&format!(
        "  {} betalningar, {}",
        format_whole_number(file.count().into()),
        format_money(file.sum_ore())
    ))?;
    console::line(&format!(
        "  {} får gå, {}; {} av dem bör någon titta på",
        format_whole_number(split.go_count.into()),
        format_money(split.go_ore),
        format_whole_number(look as i128)
    ))?;
    console::line(&format!(
        "  {} hålls, {}",
        format_whole_number(split.held_count.into()),
        format_money(split.held_ore)
    ))?;
    console::line(&format!("  Filer och rapport: {}", out.display()))
}
