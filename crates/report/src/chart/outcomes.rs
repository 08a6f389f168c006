//! Stacked bars of the four counts, told apart by pattern as well as by shade.

use super::canvas::{Anchor, Canvas, Percent};
use crate::words;

const ROW: u64 = 40;
const LEGEND: u64 = 44;
/// A part that exists is never narrower than this, or one hit among a million would not be seen.
const NARROWEST: Percent = Percent(90);
const PATTERNS: &str = concat!(
    r#"<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">"#,
    r#"<rect class="hatch-ground" width="5" height="5"/><rect class="hatch-line" width="1.6" height="5"/></pattern>"#,
    r#"<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse">"#,
    r#"<rect class="hatch-ground" width="6" height="6"/><circle class="hatch-line" cx="3" cy="3" r="1.2"/></pattern></defs>"#
);
const CLASSES: [&str; 4] = ["hit", "excluded", "missing", "pass"];

/// The four counts of one control, in rows.
pub(crate) struct Outcomes {
    /// Control and title.
    pub label: String,
    /// Hit, excluded, not computable, pass; `None` when the control could not run.
    pub counts: Option<[u64; 4]>,
}

/// Draws one stacked bar per control; one that could not run is an empty frame that says so.
pub(crate) fn outcomes(name: &str, rows: &[Outcomes]) -> String {
    let mut canvas = Canvas::new();
    canvas.raw(PATTERNS);
    legend(&mut canvas);
    let mut top = LEGEND;
    for row in rows {
        canvas.text("t", (Percent::ZERO, top + 14), Anchor::Start, &words::clipped(&row.label, 32));
        match row.counts {
            Some(counts) => {
                let [hits, ..] = counts;
                let shown = words::counted(usize::try_from(hits).unwrap_or(usize::MAX), "träff", "träffar");
                canvas.text("t v", (Percent::FULL, top + 14), Anchor::End, &shown);
                stack(&mut canvas, counts, top + 20);
            }
            None => {
                canvas.text("t strong", (Percent::FULL, top + 14), Anchor::End, "Ej beräkningsbar");
                canvas.rect("not-run", (Percent::ZERO, Percent::FULL), (top + 20, 11));
            }
        }
        top += ROW;
    }
    canvas.finish(top, name)
}

fn stack(canvas: &mut Canvas, counts: [u64; 4], y: u64) {
    let whole: u128 = counts.iter().map(|count| u128::from(*count)).sum();
    let widths = counts.map(|count| match count {
        0 => Percent::ZERO,
        some => Percent::of(some.into(), whole, Percent::FULL).max(NARROWEST),
    });
    // The widest part pays for those that were widened.
    let over = Percent(widths.iter().map(|w| w.0).sum::<u64>()).minus(Percent::FULL);
    let widest = widths.iter().copied().max().unwrap_or(Percent::ZERO);
    let mut left = Percent::ZERO;
    let mut paid = false;
    for (class, width) in CLASSES.iter().zip(widths) {
        let width = if width == widest && !paid {
            paid = true;
            width.minus(over)
        } else {
            width
        };
        if width > Percent::ZERO {
            canvas.rect(class, (left, width), (y, 11));
        }
        left = left.plus(width);
    }
}

fn legend(canvas: &mut Canvas) {
    let places =
        [(0, 2, "Träff"), (5_000, 2, "Undantagen"), (0, 20, "Ej beräkningsbar"), (5_000, 20, "Utan anmärkning")];
    for (class, (x, y, words)) in CLASSES.iter().zip(places) {
        canvas.rect(class, (Percent(x), Percent(400)), (y, 11));
        canvas.text_beside("t", (Percent(x + 400), y + 10), words);
    }
}
