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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Meta, compose::compose, face::Faces};
    use casework::letter::{Block, Letter};

    fn pages(blocks: Vec<Block>) -> Vec<Page> {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let letter = Letter {
            title: "Titel".to_owned(),
            language: "sv".to_owned(),
            authority: "Nämnden".to_owned(),
            day,
            diary_no: None,
            secrecy_marks: Vec::new(),
            blocks,
        };
        let made_at = chrono::DateTime::from_timestamp(1_795_341_600, 0).unwrap();
        let meta = Meta { municipality: "Exempel kommun".to_owned(), made_at, author: "någon".to_owned() };
        paginate(compose(&letter, &meta, &Faces::embedded().unwrap()).0)
    }

    fn paragraph(words: usize) -> Block {
        Block::Paragraph { text: "ordet ".repeat(words) }
    }

    /// The texts of a page; those outside the tree too when `silent`.
    fn texts(page: &Page, silent: bool) -> Vec<String> {
        let inks = page.units.iter().flat_map(|(_, unit)| &unit.inks);
        let text = |ink: &Ink| match ink {
            Ink::Text { text, leaf, .. } if silent || leaf.is_some() => Some(text.clone()),
            _ => None,
        };
        inks.filter_map(text).collect()
    }

    #[test]
    fn nothing_stands_below_the_page_and_nothing_is_lost() {
        let pages = pages(vec![paragraph(2000), paragraph(1), paragraph(700)]);
        assert!(pages.len() > 2);
        for (y, unit) in pages.iter().flat_map(|page| &page.units) {
            assert!(y + unit.height <= BOTTOM + 0.1, "{y} {}", unit.height);
        }
        let text = pages.iter().flat_map(|page| texts(page, false)).collect::<Vec<_>>().concat();
        assert_eq!(text.matches("ordet").count(), 2701);
    }

    #[test]
    fn a_heading_never_ends_a_page() {
        for words in (300..400).step_by(10) {
            let heading = Block::Heading { level: 1, text: "Rubrik".to_owned() };
            for page in pages(vec![paragraph(words), heading, paragraph(200)]) {
                assert_ne!(texts(&page, false).last().map(String::as_str), Some("Rubrik"), "{words}");
            }
        }
    }

    #[test]
    fn no_line_of_a_paragraph_stands_alone_on_a_page() {
        for words in (480..560).step_by(9) {
            for page in pages(vec![paragraph(words)]).iter().skip(1) {
                assert!(page.units.len() > 1, "{words}");
            }
        }
    }

    #[test]
    fn the_head_of_a_table_stands_on_each_of_its_pages_and_once_in_the_tree() {
        let rows = (0..200).map(|at| vec![format!("rad {at}"), "värde".to_owned()]).collect();
        let head = vec!["Huvud".to_owned(), "Värde".to_owned()];
        let pages = pages(vec![Block::Table { caption: "Tabell".to_owned(), head, rows }]);
        let heads = |silent| {
            let on_page = |page: &Page| texts(page, silent).iter().filter(|text| *text == "Huvud").count();
            pages.iter().map(on_page).collect::<Vec<_>>()
        };
        assert!(pages.len() >= 4);
        assert_eq!(heads(true), vec![1; pages.len()]);
        assert_eq!(heads(false).iter().sum::<usize>(), 1);
        let rows = pages.iter().flat_map(|page| texts(page, false)).filter(|text| text.starts_with("rad ")).count();
        assert_eq!(rows, 200);
    }

    #[test]
    fn a_row_higher_than_a_page_goes_on_in_the_next_and_loses_nothing() {
        let rows = vec![vec!["kort".to_owned(), "ordet ".repeat(1500)], vec!["sist".to_owned(), "slut".to_owned()]];
        let head = vec!["A".to_owned(), "B".to_owned()];
        let pages = pages(vec![Block::Table { caption: "Tabell".to_owned(), head, rows }]);
        let text = pages.iter().flat_map(|page| texts(page, false)).collect::<Vec<_>>().concat();
        assert_eq!(text.matches("ordet").count(), 1500);
        assert!(text.ends_with("sistslut"));
        for (y, unit) in pages.iter().flat_map(|page| &page.units) {
            assert!(y + unit.height <= BOTTOM + 0.1, "{y} {}", unit.height);
        }
    }
}
