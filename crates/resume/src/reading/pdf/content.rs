//! What a page shows: its operators of text, gathered into lines by where they stand.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::file::File;
use super::font::Font;
use super::object::{Dict, Object, Parser};
use crate::limits;

/// Pieces of text of a page, at most.
const SPANS: usize = 40_000;

/// Letters that one operator shows, at most.
const LETTERS: usize = 4_000;

/// Forms that are shown in a file, at most.
const FORMS: usize = 500;

/// What the pages of a file share: fonts that have been read, by the number of their object, and what is left to be read.
#[derive(Debug)]
pub(super) struct Shared {
    fonts: BTreeMap<u32, Rc<Font>>,
    codes: usize,
    operators: usize,
    forms: usize,
    letters: usize,
}

impl Default for Shared {
    fn default() -> Self {
        Self {
            fonts: BTreeMap::new(),
            codes: limits::PDF_CODES,
            operators: limits::PDF_OPERATORS,
            forms: FORMS,
            letters: limits::PDF_TEXT,
        }
    }
}

/// A piece of text, and where it stands. All in thousandths.
#[derive(Debug)]
pub(super) struct Span {
    x: i64,
    y: i64,
    /// About where it ends.
    end: i64,
    size: i64,
    text: String,
}

/// A transformation: `[a b c d e f]`, in thousandths.
type Matrix = [i64; 6];

const ONE: Matrix = [1000, 0, 0, 1000, 0, 0];

fn times(m: Matrix, n: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = m;
    let [g, h, i, j, k, l] = n;
    let sum = |x: i64, y: i64, z: i64, w: i64| {
        let wide = i128::from(x) * i128::from(y) + i128::from(z) * i128::from(w);
        i64::try_from(wide / 1000).unwrap_or(0)
    };
    [
        sum(a, g, b, i),
        sum(a, h, b, j),
        sum(c, g, d, i),
        sum(c, h, d, j),
        sum(e, g, f, i).saturating_add(k),
        sum(e, h, f, j).saturating_add(l),
    ]
}

/// The pieces of text of a page.
pub(super) fn spans(file: &mut File<'_>, page: &Dict, shared: &mut Shared) -> Vec<Span> {
    let contents = match file.resolve(page.get("Contents")).cloned() {
        Some(Object::Array(parts)) => parts,
        Some(_) => page.get("Contents").cloned().into_iter().collect(),
        None => Vec::new(),
    };
    let mut bytes = Vec::new();
    for part in contents.iter().take(200) {
        bytes.extend(file.unpack_object(part).unwrap_or_default());
        bytes.push(b'\n');
    }
    let mut scene = Scene::default();
    scene.run(&mut Source { file, shared }, &bytes, page.get("Resources"), 0);
    scene.spans
}

/// Where the streams and fonts of a page are.
#[derive(Debug)]
struct Source<'s, 'a> {
    file: &'s mut File<'a>,
    shared: &'s mut Shared,
}

/// The state of drawing.
#[derive(Debug)]
struct Scene {
    spans: Vec<Span>,
    view: Matrix,
    kept: Vec<Matrix>,
    text: Matrix,
    line: Matrix,
    leading: i64,
    size: i64,
    font: Option<Rc<Font>>,
}

impl Default for Scene {
    fn default() -> Self {
        Self {
            spans: Vec::new(),
            view: ONE,
            kept: Vec::new(),
            text: ONE,
            line: ONE,
            leading: 0,
            size: 1000,
            font: None,
        }
    }
}

impl Scene {
    fn run(&mut self, source: &mut Source<'_, '_>, bytes: &[u8], resources: Option<&Object>, depth: usize) {
        let resources = source.file.dict(resources);
        let mut parser = Parser::new(bytes, 0);
        let mut operands: Vec<Object> = Vec::new();
        while let Some(object) = parser.object(0) {
            let Object::Word(word) = &object else {
                if operands.len() < 64 {
                    operands.push(object);
                }
                continue;
            };
            let left = source.shared.operators.checked_sub(1);
            let Some(left) = left.filter(|_| self.spans.len() < SPANS && source.shared.letters > 0) else { return };
            source.shared.operators = left;
            match word.as_str() {
                "Tf" => self.set_font(source, &resources, &operands),
                // A form may show another; a few within each other are real, more are not.
                "Do" if depth < 4 => self.form(source, &resources, &operands, depth),
                "ID" => skip_image(&mut parser),
                other => source.shared.letters = source.shared.letters.saturating_sub(self.operate(other, &operands)),
            }
            operands.clear();
        }
    }

    fn set_font(&mut self, Source { file, shared }: &mut Source<'_, '_>, resources: &Dict, operands: &[Object]) {
        let [Object::Name(name), size] = operands else { return };
        self.size = size.as_number().unwrap_or(1000).saturating_abs();
        let Some(object) = named(file, resources, "Font", name).cloned() else { return };
        let number = object.as_reference();
        if let Some(font) = number.and_then(|number| shared.fonts.get(&number)) {
            self.font = Some(Rc::clone(font));
            return;
        }
        let dict = file.dict(Some(&object));
        let font = Rc::new(Font::read(file, &dict, &mut shared.codes));
        if let Some(number) = number {
            shared.fonts.insert(number, Rc::clone(&font));
        }
        self.font = Some(font);
    }

    fn form(&mut self, source: &mut Source<'_, '_>, resources: &Dict, operands: &[Object], depth: usize) {
        let [Object::Name(name)] = operands else { return };
        let Some(object) = named(source.file, resources, "XObject", name) else { return };
        let dict = source.file.resolve(Some(object)).and_then(Object::as_dict);
        let Some(dict) = dict.filter(|dict| dict.get("Subtype").is_some_and(|name| name.is_name("Form"))) else {
            return;
        };
        let Some(left) = source.shared.forms.checked_sub(1) else { return };
        source.shared.forms = left;
        let (object, dict) = (object.clone(), dict.clone());
        let Some(bytes) = source.file.unpack_object(&object) else { return };
        let view = self.view;
        if let Some(Object::Array(items)) = source.file.resolve(dict.get("Matrix")) {
            self.view = times(matrix(items), self.view);
        }
        self.run(source, &bytes, dict.get("Resources"), depth + 1);
        self.view = view;
    }

    /// Does what an operator says, and tells how many letters it showed.
    fn operate(&mut self, word: &str, operands: &[Object]) -> usize {
        let number = |at: usize| operands.get(at).and_then(Object::as_number).unwrap_or(0);
        match word {
            "q" if self.kept.len() < 256 => self.kept.push(self.view),
            "Q" => self.view = self.kept.pop().unwrap_or(self.view),
            "cm" => self.view = times(matrix(operands), self.view),
            "BT" => (self.text, self.line) = (ONE, ONE),
            "TL" => self.leading = number(0),
            "Td" => self.next(number(0), number(1)),
            "TD" => {
                self.leading = number(1).saturating_neg();
                self.next(number(0), number(1));
            }
            "Tm" => {
                self.line = matrix(operands);
                self.text = self.line;
            }
            "T*" => self.next(0, self.leading.saturating_neg()),
            "Tj" => return self.show(operands),
            "'" => {
                self.next(0, self.leading.saturating_neg());
                return self.show(operands);
            }
            "\"" => {
                self.next(0, self.leading.saturating_neg());
                return self.show(operands.get(2..).unwrap_or_default());
            }
            "TJ" => {
                if let Some(Object::Array(items)) = operands.first() {
                    return self.show(items);
                }
            }
            _ => {}
        }
        0
    }

    /// The next line, so far from the beginning of this.
    fn next(&mut self, x: i64, y: i64) {
        self.line = times([1000, 0, 0, 1000, x, y], self.line);
        self.text = self.line;
    }

    /// Shows strings; a number between them that moves by a fifth of the size is a blank.
    fn show(&mut self, items: &[Object]) -> usize {
        let Some(font) = self.font.clone() else { return 0 };
        let mut text = String::new();
        for item in items.iter().take(LETTERS) {
            match item {
                Object::Text(bytes) if text.len() < LETTERS => {
                    text.push_str(&font.letters(bytes.get(..LETTERS).unwrap_or(bytes)));
                }
                Object::Number(move_by) if *move_by < -200_000 && !text.ends_with(' ') => text.push(' '),
                _ => {}
            }
        }
        if text.is_empty() {
            return 0;
        }
        let letters = text.len();
        let place = times(self.text, self.view);
        let [a, b, _, _, x, y] = place;
        let scale = a.saturating_abs().max(b.saturating_abs());
        let size = self.size.saturating_mul(scale) / 1000;
        let wide = text.chars().map(width).sum::<i64>();
        let end = x.saturating_add(wide.saturating_mul(size) / 1000);
        self.text = times([1000, 0, 0, 1000, wide.saturating_mul(self.size) / 1000, 0], self.text);
        self.spans.push(Span { x, y, end, size: size.max(1), text });
        letters
    }
}

/// A resource of a kind by its name.
fn named<'o>(file: &'o File<'_>, resources: &'o Dict, kind: &str, name: &str) -> Option<&'o Object> {
    file.resolve(resources.get(kind)).and_then(Object::as_dict)?.get(name)
}

/// About how wide a letter is, in thousandths of the size.
const fn width(letter: char) -> i64 {
    match letter {
        'i' | 'l' | 'j' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | ' ' | 't' | 'f' | 'r' | '(' | ')' | '/' | '-' => {
            300
        }
        'm' | 'w' | 'M' | 'W' | '—' | '@' | '%' => 850,
        'A'..='Z' | 'Å' | 'Ä' | 'Ö' => 680,
        _ => 520,
    }
}

fn matrix(items: &[Object]) -> Matrix {
    let mut matrix = ONE;
    for (own, item) in matrix.iter_mut().zip(items) {
        *own = item.as_number().unwrap_or(0).clamp(-1_000_000_000, 1_000_000_000);
    }
    matrix
}

/// Goes past an image that stands in the page.
fn skip_image(parser: &mut Parser<'_>) {
    let rest = parser.bytes.get(parser.at..).unwrap_or_default();
    let end = memchr::memmem::find_iter(rest, b"EI").find(|at| {
        let blank =
            |at: Option<usize>| at.and_then(|at| rest.get(at)).is_none_or(|byte| super::object::is_blank(*byte));
        blank(at.checked_sub(1)) && blank(Some(at + 2))
    });
    parser.at = end.map_or(parser.bytes.len(), |end| parser.at + end + 2);
}

/// The lines of a page: pieces of one height from left to right, a tab where there is a column's width between them.
pub(super) fn lines(mut spans: Vec<Span>) -> String {
    spans.sort_by_key(|span| (std::cmp::Reverse(span.y), span.x));
    let mut rows: Vec<Vec<Span>> = Vec::new();
    for span in spans {
        match rows.last_mut() {
            Some(row) if row.first().is_some_and(|first| first.y.abs_diff(span.y) <= first.size.unsigned_abs() / 3) => {
                row.push(span);
            }
            _ => rows.push(vec![span]),
        }
    }
    let mut text = String::new();
    for mut row in rows {
        row.sort_by_key(|span| span.x);
        let mut end = None;
        for span in row {
            if let Some(end) = end {
                let apart = span.x.saturating_sub(end);
                let has_blank = text.ends_with([' ', '\t']) || span.text.starts_with(' ');
                if apart > span.size.saturating_mul(2) {
                    text.push('\t');
                } else if apart > span.size / 5 && !has_blank {
                    text.push(' ');
                }
            }
            end = Some(span.end);
            text.push_str(&span.text);
            if text.len() > limits::PDF_TEXT {
                return text;
            }
        }
        text.push('\n');
    }
    text
}
