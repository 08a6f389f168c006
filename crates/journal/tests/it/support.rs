//! Chains to break.

use journal::{Chain, Link, Outcome, Phase, Record};

pub(crate) fn record(number: u64, phase: Phase) -> Record {
    Record {
        at: format!("2026-11-22T09:{:02}:{:02}Z", number / 60 % 60, number % 60),
        actor: format!("{number:032x}"),
        role: "controller".into(),
        authority: "socialnamnden".into(),
        action: "signal_show".into(),
        object: "control/SP-01".into(),
        phase,
        payload: format!("{number:04x}"),
    }
}

/// A chain of acts, each closed two entries after it was opened, where there are so many.
pub(crate) fn links(count: u64) -> Vec<Link> {
    let mut chain = Chain::default();
    (1..=count)
        .map(|seq| {
            let phase = match seq % 4 {
                1 | 2 => Phase::Opened,
                _ => Phase::Closed { opens: seq - 2, outcome: Outcome::ALL[usize::try_from(seq / 4 % 4).unwrap()] },
            };
            chain.append(record(seq, phase)).unwrap()
        })
        .collect()
}
