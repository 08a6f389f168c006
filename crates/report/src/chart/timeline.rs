//! Time: columns per month, quarter or year and flow, and the spans of one subject's signals.

use chrono::{Datelike, NaiveDate};

use super::canvas::{Anchor, Canvas, Percent};
use crate::words;

const LABEL: u64 = 22;
const COLUMN: u64 = 46;
const GAP: u64 = 12;
const AXIS: u64 = 22;
const SPAN_ROW: u64 = 26;
const SPAN_LEFT: Percent = Percent(1_700);
const SPAN_WIDTH: Percent = Percent(8_100);

/// One row of columns.
pub(crate) struct Series {
    /// What the row is about.
    pub label: String,
    /// What stands at the right end of the label line: the highest column in words.
    pub peak: String,
    /// One value per step of the axis.
    pub values: Vec<u64>,
}

/// Draws rows of columns over a common axis. Each row has its own scale.
pub(crate) fn months(name: &str, steps: &[String], rows: &[Series]) -> String {
    let count = steps.len().max(1) as u64;
    let pitch = Percent(Percent::FULL.0 / count);
    let mut canvas = Canvas::new();
    let mut top = 0;
    for row in rows {
        let highest = row.values.iter().copied().max().unwrap_or(0).max(1);
        canvas.text("t", (Percent::ZERO, top + 15), Anchor::Start, &row.label);
        canvas.text("t soft", (Percent::FULL, top + 15), Anchor::End, &row.peak);
        let base = top + LABEL + COLUMN;
        for (at, value) in (0_u64..).zip(&row.values) {
            if *value > 0 {
                let tall = (u128::from(*value) * u128::from(COLUMN) / u128::from(highest)).max(2);
                let tall = u64::try_from(tall).unwrap_or(COLUMN);
                let left = Percent(Percent::FULL.0 * at / count);
                canvas.rect("bar", (left, Percent(pitch.0 * 4 / 5)), (base - tall, tall));
            }
        }
        canvas.level("base", base);
        top = base + GAP;
    }
    axis(&mut canvas, steps, top);
    canvas.finish(top + AXIS, name)
}

/// At most six words under the columns, evenly spread.
fn axis(canvas: &mut Canvas, steps: &[String], top: u64) {
    let count = steps.len().max(1);
    let every = count.div_ceil(6).max(1);
    for (at, step) in steps.iter().enumerate().step_by(every) {
        let x = Percent::of(at as u128, count as u128, Percent::FULL);
        canvas.text("t soft", (x, top + 10), Anchor::Start, step);
    }
}

/// One signal in time.
pub(crate) struct Mark {
    /// Row that it stands on: its control.
    pub row: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// Draws a row per control with a bar for each signal's period, a disc when it is a single day.
pub(crate) fn spans(name: &str, marks: &[Mark]) -> String {
    let mut canvas = Canvas::new();
    let mut rows: Vec<&str> = marks.iter().map(|mark| mark.row.as_str()).collect();
    rows.dedup();
    let (Some(first), Some(last)) = (marks.iter().map(|mark| mark.from).min(), marks.iter().map(|mark| mark.to).max())
    else {
        return canvas.finish(0, name);
    };
    let days = day(last).saturating_sub(day(first));
    let place = |date: NaiveDate| SPAN_LEFT.plus(Percent::of(day(date).saturating_sub(day(first)), days, SPAN_WIDTH));
    for (at, row) in (0_u64..).zip(&rows) {
        let middle = at * SPAN_ROW + 14;
        canvas.level("base", middle + 13);
        canvas.text("t", (Percent::ZERO, middle + 4), Anchor::Start, &words::clipped(row, 8));
        for mark in marks.iter().filter(|mark| mark.row == *row) {
            let (left, right) = (place(mark.from), place(mark.to));
            if right.minus(left) < Percent(120) {
                canvas.dot("mark", (left, middle), 5);
            } else {
                canvas.rect("mark", (left, right.minus(left)), (middle - 5, 10));
            }
        }
    }
    let bottom = rows.len() as u64 * SPAN_ROW;
    canvas.upright("base", SPAN_LEFT, (0, bottom));
    canvas.text("t soft", (SPAN_LEFT, bottom + 17), Anchor::Start, &signals::format_date(first));
    if days > 0 {
        canvas.text("t soft", (Percent::FULL, bottom + 17), Anchor::End, &signals::format_date(last));
    }
    canvas.finish(bottom + AXIS, name)
}

fn day(date: NaiveDate) -> u128 {
    u128::try_from(date.num_days_from_ce()).unwrap_or(0)
}
