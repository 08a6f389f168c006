//! From units to pages: what stays together, where a page ends, and the head of a table again on the next.

use crate::{face::Weight, tree::Leaf};

/// A4 in points.
pub(crate) const PAGE: (f32, f32) = (595.28, 841.89);
/// Left and right edge of the text.
pub(crate) const LEFT: f32 = 71.0;
/// Width of the text.
pub(crate) const WIDTH: f32 = PAGE.0 - 2.0 * LEFT;
/// Upper edge of the text.
const TOP: f32 = 79.0;
/// Lower edge of the text.
const BOTTOM: f32 = PAGE.1 - 71.0;
/// The height of a page's text.
pub(crate) const HEIGHT: f32 = BOTTOM - TOP;

/// Ink.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Ink {
    /// A line of text.
    Text { x: f32, baseline: f32, size: f32, weight: Weight, text: String, leaf: Option<Leaf> },
    /// A thin horizontal line; says nothing.
    Rule { x: f32, y: f32, width: f32, thickness: f32 },
    /// A light ground; says nothing.
    Ground { x: f32, y: f32, width: f32, height: f32 },
}

/// What no page break divides.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Unit {
    /// Room above, but at the top of a page.
    pub(crate) above: f32,
    /// Height.
    pub(crate) height: f32,
    /// Whether it stands on the page of the next unit.
    pub(crate) keep: bool,
    /// Its ink; upper edge and left edge of the page's text are 0, but `x`, which is the page's.
    pub(crate) inks: Vec<Ink>,
    /// For the rows of a table: which unit repeats its head.
    pub(crate) head: Option<usize>,
}

/// All units of a letter, and the heads of its tables.
#[derive(Debug, Default)]
pub(crate) struct Units {
    pub(crate) all: Vec<Unit>,
    /// Heads without leaves: drawn again, they are ink that a screen reader has met already.
    pub(crate) heads: Vec<Unit>,
}

/// A page: its units with the upper edge of each, from the page's upper edge.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) units: Vec<(f32, Unit)>,
    used: f32,
}

impl Page {
    fn put(&mut self, unit: Unit) {
        let above = if self.units.is_empty() { 0.0 } else { unit.above };
        let y = self.used + above;
        self.used = y + unit.height;
        self.units.push((TOP + y, unit));
    }

    fn fits(&self, height: f32) -> bool {
        // Sums of many lines come out a little off.
        self.used + height <= HEIGHT + 0.01
    }
}

/// Fills pages.
pub(crate) fn paginate(units: Units) -> Vec<Page> {
    let Units { all, heads } = units;
    let mut pages = Vec::new();
    let mut page = Page::default();
    let mut rest = all.into_iter().peekable();
    while let Some(unit) = rest.next() {
        let mut chain = vec![unit];
        while chain.last().is_some_and(|unit| unit.keep) {
            let Some(next) = rest.next() else { break };
            chain.push(next);
        }
        let height = height(&chain);
        if !page.fits(height) && !page.units.is_empty() && height <= HEIGHT {
            pages.push(turn(&mut page, chain.first(), &heads));
        }
        for unit in chain {
            if !page.fits(unit.above + unit.height) && !page.units.is_empty() {
                pages.push(turn(&mut page, Some(&unit), &heads));
            }
            page.put(unit);
        }
    }
    pages.push(page);
    pages
}

/// A full page; the next begins, with the head of the table that goes on.
fn turn(page: &mut Page, next: Option<&Unit>, heads: &[Unit]) -> Page {
    let full = std::mem::take(page);
    let head = next.and_then(|unit| unit.head).and_then(|head| heads.get(head));
    if let Some(head) = head {
        page.put(head.clone());
    }
    full
}

fn height(chain: &[Unit]) -> f32 {
    chain.iter().map(|unit| unit.above + unit.height).sum()
}
