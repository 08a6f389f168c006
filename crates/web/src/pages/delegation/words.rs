//! What the pages of delegation call things.

use app::delegation::{Doubt, Fault, Limit, Point};
use casework::hands::{Flow, Measure};
use casework::sheet::Unfit;

use super::count;
use crate::pages::approval::swedish;
use crate::pages::ask::{listed, sentence};
use crate::part::{Cell, Column, Markup, Table};
use crate::text::{Lang, T};

/// The limit of a point.
pub(super) fn limit(t: T, point: &Point) -> String {
    point.limit.map_or_else(|| t.delegation_no_limit().to_owned(), |limit| limit_as_written(t, limit))
}

/// A limit as the order has it.
pub(super) fn limit_as_written(t: T, limit: Limit) -> String {
    match (limit, limit.bases()) {
        (_, Some(bases)) => t.delegation_bases(bases),
        (Limit::Ore(ore) | Limit::Base(ore), None) => t.amount(ore),
    }
}

/// A limit as the order has it, and what it was in kronor when that is another thing.
fn limit_of(t: T, limit: Limit, ore: i64) -> String {
    let written = limit_as_written(t, limit);
    match limit {
        Limit::Ore(_) => written,
        Limit::Base(_) => t.delegation_bases_in_kronor(t.amount(ore), written),
    }
}

/// What else holds for a point.
pub(super) fn terms(t: T, point: &Point) -> String {
    let onward = point.onward.then(|| t.delegation_onward());
    let notify = point.notify.then(|| t.delegation_notify());
    onward.into_iter().chain(notify).collect::<Vec<_>>().join(", ")
}

/// When a point applies.
pub(super) fn period(point: &Point) -> Markup {
    let from = Markup::day(point.from).then(&Markup::text("–"));
    point.to.map_or(from.clone(), |to| from.then(&Markup::day(to)))
}

/// Why a point should be looked at.
pub(super) fn doubt(t: T, doubt: &Doubt<'static>) -> String {
    match doubt {
        Doubt::Reserved { reserved, hint } => {
            let what = if t.lang() == Lang::Sv { &reserved.sv } else { &reserved.en };
            t.delegation_doubt_reserved(hint, &reserved.law, what)
        }
        Doubt::Onward => t.delegation_doubt_onward().to_owned(),
    }
}

/// What is wrong with a decision.
pub(super) fn fault(t: T, fault: &Fault, amount_ore: Option<i64>) -> String {
    match fault {
        Fault::NoPoint => t.delegation_fault_no_point().to_owned(),
        Fault::NotHolder(holders) if holders.is_empty() => t.delegation_fault_nobody().to_owned(),
        Fault::NotHolder(holders) => t.delegation_fault_not_holder(holders.join(", ")),
        Fault::Expired(last) => t.delegation_fault_expired(t.day(*last)),
        Fault::NotBegun(first) => t.delegation_fault_not_begun(t.day(*first)),
        Fault::AboveLimit(limit, ore) => {
            let amount = amount_ore.unwrap_or_default();
            t.delegation_fault_above(limit_of(t, *limit, *ore), t.amount(amount.saturating_sub(*ore)))
        }
        Fault::NoAmount(limit, ore) => t.delegation_fault_no_amount(limit_of(t, *limit, *ore)),
        Fault::NoBaseAmount(limit, year) => t.delegation_fault_no_base(limit_as_written(t, *limit), year.to_string()),
        Fault::NotNotified(days) => t.delegation_fault_not_notified(*days),
    }
}

/// The cells of a file that can not be used.
pub(super) fn unfit(t: T, unfit: &[Unfit]) -> Markup {
    let columns = vec![
        Column::number(t.register_line()),
        Column::text(t.register_column()),
        Column::text(t.register_value()),
        Column::text(t.register_reason()),
    ];
    let row = |one: &Unfit| -> Vec<Cell> {
        let line = if one.line == 0 { String::new() } else { t.number(i64::try_from(one.line).unwrap_or(i64::MAX)) };
        vec![line.into(), swedish(t, &one.column), one.value.as_str().into(), swedish(t, &sentence(&one.why))]
    };
    let table = Table::new(t, "celler", t.delegation_unfit(), columns).rows(unfit.iter().map(row));
    Markup::of(&table.under_heading())
}

/// A flow.
pub(super) fn flow(t: T, flow: Flow) -> &'static str {
    match flow {
        Flow::Invoice => t.alone_flow_invoice(),
        Flow::Matter => t.alone_flow_matter(),
        Flow::Request => t.alone_flow_request(),
    }
}

/// A step of a flow.
pub(super) fn step(t: T, flow: Flow, step: u8) -> &'static str {
    match (flow, step) {
        (Flow::Invoice, 0) => t.alone_step_register(),
        (Flow::Invoice, 1) => t.alone_step_attest(),
        (Flow::Invoice, _) => t.alone_step_release(),
        (Flow::Matter, 0) => t.alone_step_handle(),
        (Flow::Matter, 1) => t.alone_step_decide(),
        (Flow::Matter, _) => t.alone_step_pay(),
        (Flow::Request, 0) => t.alone_step_ask(),
        (Flow::Request, 1) => t.alone_step_see(),
        (Flow::Request, _) => t.alone_step_close(),
    }
}

/// What may be done.
pub(super) fn measures(t: T, measures: &[Measure]) -> Markup {
    let word = |measure: &Measure| match measure {
        Measure::AddStep => t.alone_measure_step(),
        Measure::SplitRight => t.alone_measure_right(),
        Measure::Rotate => t.alone_measure_rotate(),
        Measure::NewPairs => t.alone_measure_pairs(),
    };
    listed(measures.iter().map(|measure| word(measure).into()))
}

/// A share in thousandths as whole percent.
pub(super) fn percent(t: T, permille: usize) -> String {
    format!("{}\u{a0}%", t.number(count((permille + 5) / 10)))
}
