//! How many fell away at each step of one control.

use anyhow::bail;
use signals::{OutcomeKind, Run, format_money, format_whole_number};

use crate::console;

/// Prints how many groups were left after each step.
pub(super) fn print(run: &Run, id: &str) -> anyhow::Result<()> {
    let Some(control) = run.controls.iter().find(|control| control.control.id == id) else {
        bail!("kontrollen `{id}` kördes inte");
    };
    let tested: u64 = [OutcomeKind::Hit, OutcomeKind::Pass].iter().map(|kind| control.units(*kind)).sum::<u64>()
        + control
            .outcomes
            .iter()
            .filter(|o| o.kind == OutcomeKind::Excluded && o.excess > 0)
            .map(|o| o.units)
            .sum::<u64>();
    console::line("")?;
    let unit = &control.control.unit;
    console::line(&console::strong(&format!("{id} steg för steg, av {} {unit}", format_whole_number(tested.into()))))?;
    let row = |label: &str, rows: u64, excess: u64, ore: i128| {
        let per_10k = (rows * 100_000).checked_div(tested).unwrap_or(0);
        let per_10k = format!("{},{}", per_10k / 10, per_10k % 10);
        vec![
            label.to_owned(),
            format_whole_number(rows.into()),
            format_whole_number(excess.into()),
            per_10k,
            format_money(ore),
        ]
    };
    let mut rows: Vec<Vec<String>> = control
        .comparisons
        .iter()
        .map(|c| row(&format!("jämförelse: {}", c.label), c.rows, c.excess, c.amount_ore))
        .collect();
    let outside = |kind: OutcomeKind, excess: u64| {
        kind == OutcomeKind::NotComputable || (kind == OutcomeKind::Excluded && excess == 0)
    };
    for outcome in control.outcomes.iter().filter(|o| o.rows > 0 && outside(o.kind, o.excess)) {
        rows.push(row(&format!("utanför: {}", outcome.label), outcome.rows, outcome.excess, outcome.amount_ore));
    }
    let counted = || {
        control
            .outcomes
            .iter()
            .filter(|o| o.kind == OutcomeKind::Hit || (o.kind == OutcomeKind::Excluded && o.excess > 0))
    };
    let mut left = counted().fold((0, 0, 0), |sum, o| (sum.0 + o.rows, sum.1 + o.excess, sum.2 + o.amount_ore));
    rows.push(row("uppfyller villkoret", left.0, left.1, left.2));
    for outcome in counted().filter(|o| o.kind == OutcomeKind::Excluded) {
        left = (left.0 - outcome.rows, left.1 - outcome.excess, left.2 - outcome.amount_ore);
        rows.push(row(&format!("utan dem där {}", outcome.label), left.0, left.1, left.2));
    }
    for line in console::table(
        &["Steg", "Grupper", "Överskott", "Per 10 000", "Värde"],
        &rows,
        &[false, true, true, true, true],
    ) {
        console::line(&line)?;
    }
    Ok(())
}
