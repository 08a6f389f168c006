//! Tables: how wide each column is, and rows that break between pages.

use krilla::tagging::{TableHeaderScope, Tag};

use crate::{
    break_lines::widest_word,
    compose::{Composer, SMALL, STRONG, Style, count, ink, steps},
    face::Weight,
    pages::{HEIGHT, Ink, LEFT, Unit, WIDTH},
    tree::{Leaf, Node},
};

const HEAD: Style = Style { weight: Weight::Bold, ..SMALL };
/// Room at the left and right of a cell's text.
const BESIDE: f32 = 5.0;
/// Room above and below a cell's text.
const ABOVE: f32 = 3.5;

/// A cell: its lines and its place in the tree.
type Cell = (Vec<String>, Leaf);

/// Composes a table: caption, head (again on each page), rows.
pub(crate) fn table(composer: &mut Composer<'_>, caption: &str, head: &[String], rows: &[Vec<String>]) {
    let mut parts = Vec::new();
    let lines = composer.lines(STRONG, caption, WIDTH);
    if !lines.is_empty() {
        let leaf = composer.plan.tree.leaf();
        parts.push(Node::text(Tag::Caption, leaf));
        for (at, line) in lines.into_iter().enumerate() {
            let above = if at == 0 { 14.0 } else { 0.0 };
            let inks = vec![ink(STRONG, LEFT, 0.0, line, leaf)];
            composer.units.all.push(Unit { above, height: STRONG.line, keep: true, inks, head: None });
        }
    }
    let widths = widths(composer, head, rows);
    let cells = row_cells(composer, HEAD, head, &widths);
    let tags = |(_, leaf): &Cell| Node::text(Tag::TH(TableHeaderScope::Column), *leaf);
    parts.push(Node::group(Tag::THead, vec![Node::group(Tag::TR, cells.iter().map(tags).collect())]));
    let unit = Unit { above: 4.0, keep: !rows.is_empty(), ..head_unit(&cells, &widths) };
    let (room, at) = (HEIGHT - unit.height, composer.units.heads.len());
    composer.units.heads.push(again(&unit));
    composer.units.all.push(unit);

    let mut body = Vec::new();
    for row in rows {
        let cells = row_cells(composer, SMALL, row, &widths);
        let tags = |(column, (_, leaf)): (usize, &Cell)| match column {
            0 => Node::text(Tag::TH(TableHeaderScope::Row), *leaf),
            _ => Node::text(Tag::TD, *leaf),
        };
        body.push(Node::group(Tag::TR, cells.iter().enumerate().map(tags).collect()));
        composer.units.all.extend(row_units(cells, &widths, room, at));
    }
    if !body.is_empty() {
        parts.push(Node::group(Tag::TBody, body));
    }
    composer.plan.tree.nodes.push(Node::group(Tag::Table, parts));
}

/// The cells of a row, one for each column. An empty one holds a blank: a cell without text is no cell to the tree.
fn row_cells(composer: &mut Composer<'_>, style: Style, row: &[String], widths: &[f32]) -> Vec<Cell> {
    let texts = row.iter().map(String::as_str).chain(std::iter::repeat(""));
    let mut cells = Vec::new();
    for (text, width) in texts.zip(widths) {
        let mut lines = composer.lines(style, text, width - 2.0 * BESIDE);
        if lines.is_empty() {
            lines.push(" ".to_owned());
        }
        cells.push((lines, composer.plan.tree.leaf()));
    }
    cells
}

fn head_unit(cells: &[Cell], widths: &[f32]) -> Unit {
    let mut unit = lay(HEAD, cells, widths);
    let ground = Ink::Ground { x: LEFT, y: 0.0, width: WIDTH, height: unit.height };
    unit.inks.insert(0, ground);
    unit.inks.push(Ink::Rule { x: LEFT, y: unit.height, width: WIDTH, thickness: 0.9 });
    unit
}

/// The head as ink alone, for the next pages.
fn again(head: &Unit) -> Unit {
    let silent = |ink: &Ink| match ink.clone() {
        Ink::Text { x, baseline, size, weight, text, .. } => Ink::Text { x, baseline, size, weight, text, leaf: None },
        other => other,
    };
    Unit { inks: head.inks.iter().map(silent).collect(), above: 0.0, keep: false, ..head.clone() }
}

/// A row; one that is higher than a page becomes several.
fn row_units(mut cells: Vec<Cell>, widths: &[f32], room: f32, head: usize) -> Vec<Unit> {
    let mut most: u16 = 1;
    while lines_high(most + 1) <= room {
        most += 1;
    }
    let mut units = Vec::new();
    loop {
        let rest: Vec<Cell> = cells
            .iter_mut()
            .map(|(lines, leaf)| (lines.split_off(lines.len().min(usize::from(most))), *leaf))
            .collect();
        let mut unit = lay(SMALL, &cells, widths);
        let ended = rest.iter().all(|(lines, _)| lines.is_empty());
        if ended {
            unit.inks.push(Ink::Rule { x: LEFT, y: unit.height, width: WIDTH, thickness: 0.4 });
        }
        unit.head = Some(head);
        units.push(unit);
        if ended {
            return units;
        }
        cells = rest;
    }
}

fn lines_high(lines: u16) -> f32 {
    f32::from(lines) * SMALL.line + 2.0 * ABOVE
}

fn lay(style: Style, cells: &[Cell], widths: &[f32]) -> Unit {
    let mut unit = Unit::default();
    let mut x = LEFT;
    for ((lines, leaf), width) in cells.iter().zip(widths) {
        unit.height = unit.height.max(count(lines) * style.line + 2.0 * ABOVE);
        for (line, y) in lines.iter().zip(steps(ABOVE, style.line)) {
            unit.inks.push(ink(style, x + BESIDE, y, line.clone(), *leaf));
        }
        x += width;
    }
    unit
}

/// The widths of the columns. Where all fits on one line, in proportion to the text; else each column gets its widest word
/// and a share of the rest by how much text it has. Words wider than that are broken.
fn widths(composer: &Composer<'_>, head: &[String], rows: &[Vec<String>]) -> Vec<f32> {
    let mut needs: Vec<(f32, f32)> = vec![(0.0, 0.0); head.len()];
    let head = std::iter::once((HEAD, head));
    for (style, row) in head.chain(rows.iter().map(|row| (SMALL, row.as_slice()))) {
        let face = composer.faces.of(style.weight);
        for (need, text) in needs.iter_mut().zip(row) {
            let text = composer.faces.settable(text);
            need.0 = need.0.max(widest_word(face, style.size, &text) + 2.0 * BESIDE + 0.5);
            need.1 = need.1.max(face.width(&text, style.size) + 2.0 * BESIDE + 0.5);
        }
    }
    let (least, most) = needs.iter().fold((0.0, 0.0), |sums, need| (sums.0 + need.0, sums.1 + need.1));
    let width = |(word, text): &(f32, f32)| {
        if most <= WIDTH {
            text * WIDTH / most
        } else if least >= WIDTH {
            word * WIDTH / least
        } else {
            word + (text - word) * (WIDTH - least) / (most - least)
        }
    };
    needs.iter().map(width).collect()
}
