//! Cuts an LB file in two, with record 29 counted anew in each section.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Block, Layout, Section, payout};
use crate::Warning;
use crate::split::Part;

/// Counts and sums of some payments.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    pub(super) debits: i64,
    pub(super) debit_ore: i64,
    pub(super) credits: i64,
    pub(super) credit_ore: i64,
    /// Every amount could be read.
    pub(super) is_whole: bool,
}

pub(super) fn sums<'a>(blocks: impl Iterator<Item = &'a Block>) -> Sums {
    let mut sums = Sums { is_whole: true, ..Sums::default() };
    for block in blocks {
        let amount = block.amount.unwrap_or_default();
        sums.is_whole &= block.amount.is_some();
        if block.is_credit {
            sums.credits += 1;
            sums.credit_ore = sums.credit_ore.saturating_add(amount);
        } else {
            sums.debits += 1;
            sums.debit_ore = sums.debit_ore.saturating_add(amount);
        }
    }
    sums
}

/// Payments that must be held with others: a credit is drawn from payments to the same payee, so that payee's payments and
/// credits in a section go together or not at all.
pub(crate) fn bound(layout: &Layout, held: &BTreeSet<u64>) -> BTreeMap<u64, String> {
    let mut bound = BTreeMap::new();
    for section in &layout.sections {
        let with_credit: BTreeSet<&str> =
            section.payments.iter().filter(|block| block.is_credit).map(|block| block.payee.as_str()).collect();
        let with_held: BTreeMap<&str, u64> = section
            .payments
            .iter()
            .rev()
            .filter(|block| held.contains(&block.order) && with_credit.contains(block.payee.as_str()))
            .map(|block| (block.payee.as_str(), block.order))
            .collect();
        for block in section.payments.iter().filter(|block| !held.contains(&block.order)) {
            if let Some(with) = with_held.get(block.payee.as_str()) {
                let why = format!(
                    "rad {}: hålls tillsammans med betalning {with}, eftersom mottagaren har en kreditpost i samma \
                     avsnitt och banken räknar av den från betalningarna",
                    block.line
                );
                bound.insert(block.order, why);
            }
        }
    }
    bound
}

/// What a cut does to the file as a whole.
pub(crate) fn warnings_of_cut(layout: &Layout) -> Vec<Warning> {
    if layout.seals.is_empty() {
        return Vec::new();
    }
    vec![Warning {
        order: None,
        rule: "LB".to_owned(),
        place: "filens sigill (post 00 och 99)".to_owned(),
        text: "sigillet gäller bara hela filen och följer inte med i de nya; försegla filen på nytt före sändning"
            .to_owned(),
    }]
}

/// The text with the payments that belong to a part; none when there are none.
pub(crate) fn cut(text: &str, layout: &Layout, held: &BTreeSet<u64>, part: Part) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for section in &layout.sections {
        let kept: Vec<&Block> =
            section.payments.iter().filter(|block| held.contains(&block.order) == (part == Part::Held)).collect();
        if !kept.is_empty() {
            section_cut(text, section, &kept, part, &mut out);
        }
    }
    (!out.is_empty()).then_some(out)
}

fn section_cut(text: &str, section: &Section, kept: &[&Block], part: Part, out: &mut String) {
    let orders: BTreeSet<u64> = kept.iter().map(|block| block.order).collect();
    let used: BTreeSet<String> = kept.iter().map(|block| payout(&block.payee)).collect();
    let known: BTreeSet<String> = section.payments.iter().map(|block| payout(&block.payee)).collect();
    let blocks = section.payments.iter().filter(|block| !orders.contains(&block.order)).map(|block| block.at.clone());
    // What no payment names stays where everything else that is nobody's does: in the file that goes.
    let is_gone = |number: &String| !used.contains(number) && (known.contains(number) || part == Part::Held);
    let registered = section.registered.iter().filter(|(number, _)| is_gone(number)).map(|(_, at)| at.clone());
    let mut gone: Vec<Range<usize>> = blocks.chain(registered).collect();
    gone.sort_by_key(|at| at.start);
    let mut from = section.at.start;
    for at in gone {
        out.push_str(text.get(from..at.start).unwrap_or_default());
        from = at.end;
    }
    out.push_str(text.get(from..section.end.at.start).unwrap_or_default());
    out.push_str(&end(section, kept));
    out.push_str(text.get(section.end.at.end..section.at.end).unwrap_or_default());
}

/// Count, sum and sign of record 29, as the original counts them.
fn end(section: &Section, kept: &[&Block]) -> String {
    let sums = sums(kept.iter().copied());
    let count = if section.end.counts_credits { sums.debits + sums.credits } else { sums.debits };
    let ore = if section.end.is_net { sums.debit_ore - sums.credit_ore } else { sums.debit_ore };
    let had_sign = section.end.at.len() == 21;
    let sign = match (ore < 0, had_sign) {
        (true, _) => "-",
        (false, true) => " ",
        (false, false) => "",
    };
    format!("{count:08}{:012}{sign}", ore.abs())
}
