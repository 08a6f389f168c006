//! Intervals on a scale from 0 to 100 %: one share per name, with what it may be.

use super::canvas::{Anchor, Canvas, Percent};

const ROW: u64 = 34;
const TOP: u64 = 22;
/// Where the scale begins and how wide it is; the names stand before it.
const LEFT: Percent = Percent(1_600);
const WIDTH: Percent = Percent(8_000);

/// A share with its interval.
pub(crate) struct Interval {
    /// What it is about.
    pub label: String,
    /// The share is at least this, in hundredths of a per cent.
    pub low: Percent,
    /// What is expected.
    pub expected: Percent,
    /// The share is at most this.
    pub high: Percent,
}

/// Draws the intervals in the order given.
pub(crate) fn intervals(name: &str, intervals: &[Interval]) -> String {
    let mut canvas = Canvas::new();
    let bottom = TOP + ROW * intervals.len() as u64;
    for (tick, words) in [(0, "0 %"), (5_000, "50 %"), (10_000, "100 %")] {
        let x = place(Percent(tick));
        canvas.upright("base", x, (TOP, bottom));
        let anchor = if tick == 0 { Anchor::Start } else { Anchor::End };
        canvas.text("t", (x, TOP - 8), anchor, words);
    }
    for (row, interval) in (0_u64..).zip(intervals) {
        let y = TOP + ROW * row + ROW / 2;
        let (low, high) = (place(interval.low), place(interval.high));
        canvas.text("t", (Percent::ZERO, y + 4), Anchor::Start, &interval.label);
        canvas.rect("bar", (low, high.minus(low).max(Percent(20))), (y - 3, 6));
        canvas.dot("disc", (place(interval.expected), y), 6);
    }
    canvas.finish(bottom + 4, name)
}

fn place(share: Percent) -> Percent {
    LEFT.plus(Percent::of(share.0.into(), Percent::FULL.0.into(), WIDTH))
}
