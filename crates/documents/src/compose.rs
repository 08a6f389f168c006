//! From a letter to units of ink and a planned structure tree.

use std::num::NonZeroU16;

use casework::letter::{Block, Letter, Mark, Signature};
use krilla::tagging::{ListNumbering, Tag};

use crate::{
    Meta,
    break_lines::break_lines,
    face::{Faces, Weight},
    pages::{Ink, LEFT, Unit, Units, WIDTH},
    table,
    tree::{Leaf, Node, Tree},
};

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) size: f32,
    pub(crate) line: f32,
    pub(crate) weight: Weight,
}

impl Style {
    /// From the upper edge of a line to the foot of its letters: capitals stand in the middle.
    pub(crate) fn baseline(self) -> f32 {
        f32::midpoint(self.line, self.size * 0.714)
    }
}

pub(crate) const BODY: Style = Style { size: 10.5, line: 15.5, weight: Weight::Regular };
pub(crate) const STRONG: Style = Style { weight: Weight::Bold, ..BODY };
pub(crate) const SMALL: Style = Style { size: 9.0, line: 12.5, weight: Weight::Regular };
const TITLE: Style = Style { size: 20.0, line: 27.0, weight: Weight::Bold };

/// A heading for the outline.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) level: u16,
    pub(crate) text: String,
    pub(crate) leaf: Leaf,
}

/// The planned document.
#[derive(Default)]
pub(crate) struct Plan {
    pub(crate) tree: Tree,
    pub(crate) outline: Vec<Entry>,
}

/// The words that the letter itself does not bring.
pub(crate) struct Words {
    pub(crate) page: &'static str,
    pub(crate) of: &'static str,
    date: &'static str,
    pub(crate) diary_no: &'static str,
    pub(crate) secrecy: &'static str,
    signed: &'static str,
    sign_here: &'static str,
}

const SWEDISH: Words = Words {
    page: "Sida",
    of: "av",
    date: "Datum",
    diary_no: "Diarienummer",
    secrecy: "Sekretess",
    signed: "Undertecknat i Insyn",
    sign_here: "Underskrift och datum",
};

const ENGLISH: Words = Words {
    page: "Page",
    of: "of",
    date: "Date",
    diary_no: "Register number",
    secrecy: "Secret",
    signed: "Signed in Insyn",
    sign_here: "Signature and date",
};

/// The words for a language; Swedish for all but English.
pub(crate) fn words(language: &str) -> &'static Words {
    if language == "en" || language.starts_with("en-") { &ENGLISH } else { &SWEDISH }
}

/// What a letter says about its secrecy: provision, authority and day (OSL 5 kap. 5 §).
pub(crate) fn secrecy(mark: &Mark, words: &Words) -> String {
    format!("{}: {}. {}, {}.", words.secrecy, mark.provision, mark.authority, mark.day)
}

/// When something was signed in the program.
pub(crate) fn signed(when: &str, language: &str) -> String {
    format!("{}: {when}", words(language).signed)
}

/// Composes the letter.
pub(crate) fn compose(letter: &Letter, meta: &Meta, faces: &Faces) -> (Units, Plan) {
    let mut composer = Composer { faces, units: Units::default(), plan: Plan::default() };
    composer.sender(letter, meta);
    composer.secrecy(letter);
    composer.heading(1, &letter.title);
    for block in &letter.blocks {
        match block {
            Block::Heading { level, text } => composer.heading(u16::from(*level) + 1, text),
            Block::Paragraph { text } => {
                let leaf = composer.plan.tree.push_text(Tag::P);
                composer.paragraph(BODY, text, leaf, 8.0);
            }
            Block::List { numbered, items } => composer.list(*numbered, items),
            Block::Table { caption, head, rows } => table::table(&mut composer, caption, head, rows),
            Block::Signatures { lines } => composer.signatures(lines, &letter.language),
        }
    }
    (composer.units, composer.plan)
}

pub(crate) struct Composer<'a> {
    pub(crate) faces: &'a Faces,
    pub(crate) units: Units,
    pub(crate) plan: Plan,
}

impl Composer<'_> {
    /// A text of this style, broken into lines.
    pub(crate) fn lines(&self, style: Style, text: &str, width: f32) -> Vec<String> {
        break_lines(self.faces.of(style.weight), style.size, &self.faces.settable(text), width)
    }

    /// Municipality and authority at the left, day and diary number at the right.
    fn sender(&mut self, letter: &Letter, meta: &Meta) {
        let words = words(&letter.language);
        let right = LEFT + WIDTH * 0.62;
        let diary_no = letter.diary_no.as_ref().map(|no| format!("{}: {no}", words.diary_no));
        let left = [(STRONG, Some(meta.municipality.clone())), (BODY, Some(letter.authority.clone()))];
        let beside = [(BODY, Some(format!("{}: {}", words.date, letter.day))), (BODY, diary_no)];
        let mut unit = Unit::default();
        for (x, width, column) in [(LEFT, WIDTH * 0.58, left), (right, WIDTH * 0.38, beside)] {
            let mut y = 0.0;
            for (style, text) in column.into_iter().filter_map(|(style, text)| Some((style, text?))) {
                let leaf = self.plan.tree.push_text(Tag::P);
                for line in self.lines(style, &text, width) {
                    unit.inks.push(ink(style, x, y, line, leaf));
                    y += style.line;
                }
            }
            unit.height = unit.height.max(y);
        }
        self.units.all.push(unit);
    }

    fn secrecy(&mut self, letter: &Letter) {
        for mark in &letter.secrecy_marks {
            let leaf = self.plan.tree.push_text(Tag::P);
            let lines = self.lines(STRONG, &secrecy(mark, words(&letter.language)), WIDTH - 20.0);
            let height = STRONG.line * count(&lines) + 10.0;
            let mut unit = Unit { above: 12.0, height, ..Unit::default() };
            unit.inks.push(Ink::Ground { x: LEFT, y: 0.0, width: WIDTH, height });
            for (line, y) in lines.into_iter().zip(steps(5.0, STRONG.line)) {
                unit.inks.push(ink(STRONG, LEFT + 10.0, y, line, leaf));
            }
            self.units.all.push(unit);
        }
    }

    /// A heading. One without text is left out: a screen reader would stop at nothing, and the formats forbid it.
    fn heading(&mut self, level: u16, text: &str) {
        if self.faces.settable(text).trim().is_empty() {
            return;
        }
        let (style, above) = match level {
            1 => (TITLE, 28.0),
            2 => (Style { size: 14.0, line: 20.0, weight: Weight::Bold }, 20.0),
            3 => (Style { size: 12.0, line: 17.0, weight: Weight::Bold }, 15.0),
            _ => (STRONG, 12.0),
        };
        let number = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
        let leaf = self.plan.tree.push_text(Tag::Hn(number, Some(text.to_owned())));
        self.plan.outline.push(Entry { level, text: self.faces.settable(text), leaf });
        let from = self.units.all.len();
        self.paragraph(style, text, leaf, above);
        for unit in self.units.all.iter_mut().skip(from) {
            unit.keep = true;
        }
    }

    /// Lines over the whole width. The first two and the last two stay together.
    fn paragraph(&mut self, style: Style, text: &str, leaf: Leaf, above: f32) {
        let lines = self.lines(style, text, WIDTH);
        let last = lines.len().saturating_sub(1);
        for (at, line) in lines.into_iter().enumerate() {
            self.units.all.push(Unit {
                above: if at == 0 { above } else { 0.0 },
                height: style.line,
                keep: (at == 0 || at + 1 == last) && at < last,
                inks: vec![ink(style, LEFT, 0.0, line, leaf)],
                head: None,
            });
        }
    }

    fn list(&mut self, numbered: bool, items: &[String]) {
        let numbering = if numbered { ListNumbering::Decimal } else { ListNumbering::Disc };
        let mut parts = Vec::new();
        for (number, item) in (1_u32..).zip(items) {
            let (label, body) = (self.plan.tree.leaf(), self.plan.tree.leaf());
            let mark = if numbered { format!("{number}.") } else { "•".to_owned() };
            let lines = self.lines(BODY, item, WIDTH - 26.0);
            let last = lines.len().saturating_sub(1);
            for (at, line) in lines.into_iter().enumerate() {
                let mut unit = Unit { height: BODY.line, ..Unit::default() };
                unit.keep = (at == 0 || at + 1 == last) && at < last;
                if at == 0 {
                    unit.above = if number == 1 { 8.0 } else { 4.0 };
                    unit.inks.push(ink(BODY, LEFT + 6.0, 0.0, mark.clone(), label));
                }
                unit.inks.push(ink(BODY, LEFT + 26.0, 0.0, line, body));
                self.units.all.push(unit);
            }
            let item = vec![Node::text(Tag::Lbl, label), Node::text(Tag::LBody, body)];
            parts.push(Node::group(Tag::LI, item));
        }
        self.plan.tree.nodes.push(Node::group(Tag::L(numbering), parts));
    }

    fn signatures(&mut self, lines: &[Signature], language: &str) {
        for signature in lines {
            let mut unit = Unit { above: 22.0, ..Unit::default() };
            let above = match &signature.signed {
                Some(when) => (SMALL, signed(when, language)),
                None => {
                    unit.height = 26.0;
                    unit.inks.push(Ink::Rule { x: LEFT, y: unit.height, width: 240.0, thickness: 0.7 });
                    unit.height += 3.0;
                    (SMALL, words(language).sign_here.to_owned())
                }
            };
            for (style, text) in [above, (STRONG, signature.name.clone()), (BODY, signature.role.clone())] {
                let lines = self.lines(style, &text, WIDTH);
                if lines.is_empty() {
                    continue;
                }
                let leaf = self.plan.tree.push_text(Tag::P);
                for line in lines {
                    unit.inks.push(ink(style, LEFT, unit.height, line, leaf));
                    unit.height += style.line;
                }
            }
            self.units.all.push(unit);
        }
    }
}

/// A line of text whose upper edge is at `y` of its unit.
pub(crate) fn ink(style: Style, x: f32, y: f32, text: String, leaf: Leaf) -> Ink {
    let (size, weight) = (style.size, style.weight);
    Ink::Text { x, baseline: y + style.baseline(), size, weight, text, leaf: Some(leaf) }
}

/// The number of lines, for a height.
pub(crate) fn count(lines: &[String]) -> f32 {
    u16::try_from(lines.len()).map_or(f32::from(u16::MAX), f32::from)
}

/// The upper edges of lines.
pub(crate) fn steps(from: f32, step: f32) -> impl Iterator<Item = f32> {
    (0_u16..).map(move |at| from + f32::from(at) * step)
}
