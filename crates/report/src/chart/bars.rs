//! Horizontal bars: one quantity per name.

use super::canvas::{Anchor, Canvas, Percent};
use crate::words;

const ROW: u64 = 40;
const WIDEST: Percent = Percent(8_200);

/// One bar.
pub(crate) struct Bar {
    /// What the bar is about.
    pub label: String,
    /// Its length.
    pub value: u64,
    /// What stands at its end.
    pub shown: String,
}

/// Draws the bars in the order given.
pub(crate) fn bars(name: &str, bars: &[Bar]) -> String {
    let longest = bars.iter().map(|bar| bar.value).max().unwrap_or(0);
    let mut canvas = Canvas::new();
    let mut top = 0;
    for bar in bars {
        let width = Percent::of(bar.value.into(), longest.into(), WIDEST);
        canvas.text("t", (Percent::ZERO, top + 14), Anchor::Start, &words::clipped(&bar.label, 46));
        canvas.rect("bar", (Percent::ZERO, width.max(Percent(40))), (top + 20, 10));
        canvas.text_beside("t v", (width.max(Percent(40)), top + 30), &bar.shown);
        top += ROW;
    }
    canvas.finish(top, name)
}
