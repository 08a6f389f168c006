//! Subjects by how many independent families found them, and the money beside.

use super::canvas::{Anchor, Canvas, Percent};
use crate::words;

const HEAD: u64 = 22;
const ROW: u64 = 42;
const MONEY_LEFT: Percent = Percent(3_600);
const MONEY_WIDEST: Percent = Percent(6_400);
/// Families drawn as discs before a figure takes over.
const DISCS: usize = 8;

/// One subject.
pub(crate) struct Reach {
    /// Rank and name.
    pub label: String,
    /// Independent families.
    pub families: usize,
    /// Money concerned, in öre.
    pub ore: u64,
    /// The money in words.
    pub shown: String,
}

/// Draws a row of discs (families) and a bar (money) per subject.
pub(crate) fn reach(name: &str, rows: &[Reach]) -> String {
    let most = rows.iter().map(|row| row.ore).max().unwrap_or(0);
    let mut canvas = Canvas::new();
    canvas.text("t soft", (Percent::ZERO, 13), Anchor::Start, "● Familjer");
    canvas.text("t soft", (MONEY_LEFT, 13), Anchor::Start, "▬ Belopp, kr");
    let mut top = HEAD;
    for row in rows {
        canvas.text("t", (Percent::ZERO, top + 15), Anchor::Start, &words::clipped(&row.label, 30));
        canvas.text("t v", (Percent::FULL, top + 15), Anchor::End, &row.shown);
        let mut x = Percent(150);
        for _ in 0..row.families.min(DISCS) {
            canvas.dot("disc", (x, top + 26), 4);
            x = x.plus(Percent(400));
        }
        canvas.rect("rail", (MONEY_LEFT, MONEY_WIDEST), (top + 23, 6));
        let width = Percent::of(row.ore.into(), most.into(), MONEY_WIDEST);
        if row.ore > 0 {
            canvas.rect("bar", (MONEY_LEFT, width.max(Percent(60))), (top + 23, 6));
        }
        top += ROW;
    }
    canvas.finish(top, name)
}
