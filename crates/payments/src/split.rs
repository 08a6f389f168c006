//! One file becomes two: what may go, and what is held.
//!
//! INVARIANT: nothing is dropped. Both files are read again before anybody gets them, and together they must be the
//! original, payment by payment and field by field, with the same sums. Otherwise there is no file at all.

use std::collections::{BTreeMap, BTreeSet};

use crate::file::{Found, Layout, parse};
use crate::{Format, Payment, PaymentFile, Reject, SplitError, Warning};
use crate::{csv, lb, pain};

/// Which of the two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// What may go.
    Go,
    /// What is held.
    Held,
}

/// The two files that a file became, each in the format and encoding of the original.
#[derive(Debug, Clone)]
pub struct Split {
    /// Exactly what may go; none when nothing may. The original, byte by byte, when nothing is held.
    pub go: Option<Vec<u8>>,
    /// Exactly what is held; none when nothing is. In `pain.001` its ids end in `-H`.
    pub held: Option<Vec<u8>>,
    /// Number of payments that go.
    pub go_count: u64,
    /// Their sum in hundredths, over all currencies.
    pub go_ore: i128,
    /// Number of payments that are held, those that could not be understood included.
    pub held_count: u64,
    /// The sum in hundredths of the held payments that were understood.
    pub held_ore: i128,
    /// Payments that were not asked to be held but are, each with its reason in Swedish.
    pub bound: BTreeMap<u64, String>,
    /// What whoever sends the file should know.
    pub warnings: Vec<Warning>,
}

/// Splits a file: `hold` are the places ([`Payment::order`]) that must not go. What could not be understood is held too, and
/// in Bankgirot LB a payee's credits and payments stay together.
///
/// # Errors
/// [`SplitError`]; then nothing may be sent.
pub fn split(file: &PaymentFile, hold: &BTreeSet<u64>) -> Result<Split, SplitError> {
    if file.format == Format::LbReturn {
        return Err(SplitError::NotAnOrder { name: file.name.clone() });
    }
    if let Some(&order) = hold.iter().find(|order| **order == 0 || **order > file.count()) {
        return Err(SplitError::NoSuchPayment { order, name: file.name.clone() });
    }
    let mut held: BTreeSet<u64> = hold.iter().copied().collect();
    let mut bound: BTreeMap<u64, String> =
        file.rejects.iter().filter(|reject| held.insert(reject.order)).map(|r| (r.order, r.to_string())).collect();
    if let Layout::Lb(layout) = &file.layout {
        for (order, why) in lb::bound(layout, &held) {
            held.insert(order);
            bound.insert(order, why);
        }
    }
    let [go, kept] = [Part::Go, Part::Held].map(|part| bytes(file, &held, part));
    let unproven = |detail| SplitError::Unproven { name: file.name.clone(), detail };
    let gone = prove(file, &held, Part::Go, go.as_deref()).map_err(unproven)?;
    let stays = prove(file, &held, Part::Held, kept.as_deref()).map_err(unproven)?;
    if gone.count + stays.count != file.count() || gone.ore + stays.ore != file.sum_ore() {
        return Err(unproven("antal eller summor går inte ihop".to_owned()));
    }
    Ok(Split {
        go,
        held: kept,
        go_count: gone.count,
        go_ore: gone.ore,
        held_count: stays.count,
        held_ore: stays.ore,
        bound,
        warnings: warnings(file, &held),
    })
}

fn warnings(file: &PaymentFile, held: &BTreeSet<u64>) -> Vec<Warning> {
    match &file.layout {
        Layout::Lb(layout) if !held.is_empty() => lb::warnings_of_cut(layout),
        _ => Vec::new(),
    }
}

/// The bytes of one part.
fn bytes(file: &PaymentFile, held: &BTreeSet<u64>, part: Part) -> Option<Vec<u8>> {
    if held.is_empty() && part == Part::Go {
        return Some(file.original());
    }
    let text = match &file.layout {
        Layout::Pain(layout) => pain::cut(&file.text, layout, held, part)?,
        Layout::Lb(layout) => lb::cut(&file.text, layout, held, part)?,
        Layout::Csv(layout) => csv::cut(&file.text, layout, held, part)?,
        Layout::Whole if held.is_empty() == (part == Part::Go) => file.text.clone(),
        Layout::Whole => return None,
    };
    Some(file.encoding.encode_owned(text))
}

/// How much is in a part.
#[derive(Debug, Clone, Copy, Default)]
struct Proven {
    count: u64,
    ore: i128,
}

/// Reads a part again and compares it with what belongs in it, in order.
fn prove(file: &PaymentFile, held: &BTreeSet<u64>, part: Part, bytes: Option<&[u8]>) -> Result<Proven, String> {
    let belongs = |order: u64| held.contains(&order) == (part == Part::Held);
    let mut payments = file.payments.iter().filter(|payment| belongs(payment.order));
    let mut rejects = file.rejects.iter().filter(|reject| belongs(reject.order));
    let mut proven = Proven::default();
    let mut different = None;
    let mut compare = |found: Found| {
        let order = match found {
            Found::Payment(payment) => {
                proven.ore += i128::from(payment.amount_ore);
                differs(payments.next(), payment)
            }
            Found::Reject(reject) => rejected(rejects.next(), &reject),
            Found::Warning(_) => return,
        };
        proven.count += 1;
        if let Some(order) = order {
            different.get_or_insert(order);
        }
    };
    if let Some(bytes) = bytes {
        let (_, encoding, format, _) = parse(bytes, &mut compare).map_err(|fault| fault.to_string())?;
        if format != file.format || encoding != file.encoding {
            return Err("den nya filen har ett annat format".to_owned());
        }
    }
    if let Some(order) = different {
        return Err(format!("betalning {order} är inte densamma i den nya filen"));
    }
    match payments.next().map(|payment| payment.order).or_else(|| rejects.next().map(|reject| reject.order)) {
        Some(order) => Err(format!("betalning {order} saknas i den nya filen")),
        None => Ok(proven),
    }
}

/// The place of the payment that differs: its number in the file aside, every field must be the same.
fn differs(expected: Option<&Payment>, mut found: Payment) -> Option<u64> {
    let Some(expected) = expected else { return Some(found.order) };
    found.order = expected.order;
    (found != *expected).then_some(expected.order)
}

fn rejected(expected: Option<&Reject>, found: &Reject) -> Option<u64> {
    let Some(expected) = expected else { return Some(found.order) };
    let is_same = (&expected.id, &expected.field, &expected.value) == (&found.id, &found.field, &found.value);
    (!is_same).then_some(expected.order)
}
