//! Screens payments on the registers of a data folder, opens holds and tells what may go.

use std::collections::{BTreeMap, BTreeSet};

use ::library::Library;
use ::registers::{Catalogue, DataFolder};
use chrono::NaiveDate;
use engine::{Engine, Licence, Occasion, Screen};
use payments::{Payment, PaymentFile, Reason, Screened, Screener, Split, Verdict};
use report::{ScreenedLine, ScreeningPage};
use signals::{
    format_money, format_whole_number,
    gate::{Decisions, Refusal, gate},
};

use crate::{
    clock, data,
    decisions::DecisionFolder,
    holds::{HoldBook, hold_id},
    keys,
    refused::Refused,
};

/// Registers older than so many days make every payment one to look at, unless somebody says another number.
pub(crate) const MAX_AGE_DAYS: i64 = 7;

/// Against what payments are screened.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    pub(crate) authority: String,
    pub(crate) checks: Vec<String>,
    /// The day on which decisions are tried and holds are dated.
    pub(crate) on: NaiveDate,
    pub(crate) max_age_days: i64,
    pub(crate) threads: usize,
    /// Counts up for every screen that is opened.
    pub(crate) generation: u64,
}

/// A screen that is open, and the checks that no decision lets it run.
pub(crate) struct Ready {
    pub(crate) screen: Screen,
    pub(crate) refusals: Vec<Refusal>,
}

/// A payment file that was screened, and whose holds are open.
pub(crate) struct Screening {
    /// The answers for the payments that could be understood, in order.
    pub(crate) screened: Vec<Screened>,
    /// The file in two.
    pub(crate) split: Split,
    /// The hold of each place that has one.
    pub(crate) holds: BTreeMap<u64, String>,
    /// The report.
    pub(crate) page: ScreeningPage,
}

/// A file that a screening gives, or that there must not be.
pub(crate) struct Part {
    /// Its name.
    pub(crate) name: String,
    /// What it is, in Swedish.
    pub(crate) what: &'static str,
    /// Its bytes; none when nothing is to be in it.
    pub(crate) bytes: Option<Vec<u8>>,
}

/// Opens the registers for screening, as far as decisions on control let it.
pub(crate) fn open(folder: &DataFolder, library: Library, order: &Order) -> anyhow::Result<Ready> {
    let catalogue = Catalogue::embedded()?;
    let sources = data::sources(folder, &catalogue, &order.authority)?;
    let engine = Engine::new(catalogue, library, order.threads)?;
    let needs = engine.check_needs(&order.checks)?;
    let decisions = DecisionFolder::of(folder).list()?;
    let gate = gate(&needs, &data::held(folder, &order.authority)?, &decisions, order.on);
    if gate.warrant.is_empty() {
        return Err(Refused(gate.refusals).into());
    }
    let read: BTreeSet<&String> = needs.iter().flat_map(|need| &need.registers).collect();
    let occasion = Occasion {
        generation: order.generation,
        built_at: clock::now(),
        warnings: data::stale(folder, &order.authority, &read, clock::today(), order.max_age_days)?,
    };
    let key = keys::key(folder, std::slice::from_ref(&order.authority))?;
    let screen = engine.screen(&sources, &order.checks, &Licence { gate: &gate, key: &key }, &occasion)?;
    Ok(Ready { screen, refusals: gate.refusals })
}

/// Screens a file and opens its holds.
pub(crate) fn screen(
    screen: &Screen,
    folder: &DataFolder,
    file: &PaymentFile,
    on: NaiveDate,
) -> anyhow::Result<Screening> {
    let mut screened = screen.screen(&file.payments)?;
    let mut book = HoldBook::open(folder)?;
    let holds = settle(&file.payments, &mut screened, &mut book, on)?;
    let held: BTreeSet<u64> = screened.iter().filter(|one| one.verdict == Verdict::Hold).map(|one| one.order).collect();
    let split = payments::split(file, &held)?;
    let page = page(screen, file, &screened, &split, &holds);
    Ok(Screening { screened, split, holds, page })
}

impl Screening {
    /// The answers for all payments of the file, in order: what could not be understood, and what must stay with something
    /// else, is held too.
    pub(crate) fn answers(&self) -> Vec<Screened> {
        let bound = &self.split.bound;
        let held_unasked = |order: u64, why: &String| {
            let sentence = why.clone();
            let reason = Reason { check: String::new(), version: 0, verdict: Verdict::Hold, sentence };
            Screened { order, id: String::new(), verdict: Verdict::Hold, reasons: vec![reason] }
        };
        let mut answers: Vec<Screened> =
            self.screened.iter().filter(|one| !bound.contains_key(&one.order)).cloned().collect();
        answers.extend(bound.iter().map(|(order, why)| held_unasked(*order, why)));
        answers.sort_by_key(|one| one.order);
        answers
    }

    /// The files that it gives: what may go, what is held, the answers and the report.
    pub(crate) fn parts(&self, name: &str) -> anyhow::Result<[Part; 4]> {
        let (stem, end) = name.rsplit_once('.').unwrap_or((name, "txt"));
        let mut lines = Vec::new();
        for one in &self.screened {
            serde_json::to_writer(&mut lines, one)?;
            lines.push(b'\n');
        }
        let mut html = Vec::new();
        report::write_screening(&self.page, &mut html)?;
        let part = |name: String, what, bytes| Part { name, what, bytes };
        Ok([
            part(format!("{stem}.go.{end}"), "det som får gå", self.split.go.clone()),
            part(format!("{stem}.held.{end}"), "det som hålls", self.split.held.clone()),
            part(format!("{stem}.screening.jsonl"), "svaren, en rad per betalning", Some(lines)),
            part(format!("{stem}.screening.html"), "rapporten", Some(html)),
        ])
    }
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
