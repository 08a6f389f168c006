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

/// A column: its width, and whether it holds amounts.
#[derive(Debug, Clone, Copy)]
struct Column {
    width: f32,
    amount: bool,
}

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
    let columns: Vec<Column> = widths(composer, head, rows)
        .into_iter()
        .zip(amounts(head.len(), rows))
        .map(|(width, amount)| Column { width, amount })
        .collect();
    let cells = row_cells(composer, HEAD, head, &columns);
    let tags = |(_, leaf): &Cell| Node::text(Tag::TH(TableHeaderScope::Column), *leaf);
    parts.push(Node::group(Tag::THead, vec![Node::group(Tag::TR, cells.iter().map(tags).collect())]));
    let unit = Unit { above: 4.0, keep: !rows.is_empty(), ..head_unit(composer, &cells, &columns) };
    let (room, at) = (HEIGHT - unit.height, composer.units.heads.len());
    composer.units.heads.push(again(&unit));
    composer.units.all.push(unit);

    let mut body = Vec::new();
    for row in rows {
        let cells = row_cells(composer, SMALL, row, &columns);
        let tags = |(column, (_, leaf)): (usize, &Cell)| match column {
            0 => Node::text(Tag::TH(TableHeaderScope::Row), *leaf),
            _ => Node::text(Tag::TD, *leaf),
        };
        body.push(Node::group(Tag::TR, cells.iter().enumerate().map(tags).collect()));
        composer.units.all.extend(row_units(composer, cells, &columns, (room, at)));
    }
    if !body.is_empty() {
        parts.push(Node::group(Tag::TBody, body));
    }
    composer.plan.tree.nodes.push(Node::group(Tag::Table, parts));
}

/// The cells of a row, one for each column. An empty one holds a blank: a cell without text is no cell to the tree.
fn row_cells(composer: &mut Composer<'_>, style: Style, row: &[String], columns: &[Column]) -> Vec<Cell> {
    let texts = row.iter().map(String::as_str).chain(std::iter::repeat(""));
    let mut cells = Vec::new();
    for (text, column) in texts.zip(columns) {
        let mut lines = composer.lines(style, text, column.width - 2.0 * BESIDE);
        if lines.is_empty() {
            lines.push(" ".to_owned());
        }
        cells.push((lines, composer.plan.tree.leaf()));
    }
    cells
}

fn head_unit(composer: &Composer<'_>, cells: &[Cell], columns: &[Column]) -> Unit {
    let mut unit = lay(composer, HEAD, cells, columns);
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
fn row_units(
    composer: &Composer<'_>,
    mut cells: Vec<Cell>,
    columns: &[Column],
    (room, head): (f32, usize),
) -> Vec<Unit> {
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
        let mut unit = lay(composer, SMALL, &cells, columns);
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

fn lay(composer: &Composer<'_>, style: Style, cells: &[Cell], columns: &[Column]) -> Unit {
    let mut unit = Unit::default();
    let mut left = LEFT;
    let face = composer.faces.of(style.weight);
    for ((lines, leaf), column) in cells.iter().zip(columns) {
        unit.height = unit.height.max(count(lines) * style.line + 2.0 * ABOVE);
        for (line, y) in lines.iter().zip(steps(ABOVE, style.line)) {
            let x = match column.amount {
                true => left + column.width - BESIDE - face.width(line.trim_end(), style.size),
                false => left + BESIDE,
            };
            unit.inks.push(ink(style, x, y, line.clone(), *leaf));
        }
        left += column.width;
    }
    unit
}

/// The widths of the columns. Where all fits on one line, in proportion to the text. Else a column that needs no more than
/// its share gets what it needs, and the others their widest word and a part of the rest by how much text they have.
/// Words wider than that are broken.
fn widths(composer: &Composer<'_>, head: &[String], rows: &[Vec<String>]) -> Vec<f32> {
    let mut needs: Vec<Need> = vec![Need::default(); head.len()];
    let head = std::iter::once((HEAD, head));
    for (style, row) in head.chain(rows.iter().map(|row| (SMALL, row.as_slice()))) {
        let face = composer.faces.of(style.weight);
        for (need, text) in needs.iter_mut().zip(row) {
            let text = composer.faces.settable(text);
            need.word = need.word.max(widest_word(face, style.size, &text) + 2.0 * BESIDE + 0.5);
            need.text = need.text.max(face.width(&text, style.size) + 2.0 * BESIDE + 0.5);
        }
    }
    share(&needs)
}

/// What a column needs: for its widest word, for its widest text on one line.
#[derive(Debug, Clone, Copy, Default)]
struct Need {
    word: f32,
    text: f32,
}

fn share(needs: &[Need]) -> Vec<f32> {
    let sum: f32 = needs.iter().map(|need| need.text).sum();
    if sum <= WIDTH {
        return needs.iter().map(|need| need.text * WIDTH / sum).collect();
    }
    let mut wide: Vec<&Need> = needs.iter().collect();
    let mut room = WIDTH;
    let mut limit;
    loop {
        limit = room / count_of(wide.len());
        let before = wide.len();
        let narrow: f32 = wide.iter().filter(|need| need.text <= limit).map(|need| need.text).sum();
        wide.retain(|need| need.text > limit);
        room -= narrow;
        if wide.len() == before {
            break;
        }
    }
    let least: f32 = wide.iter().map(|need| need.word).sum();
    let most: f32 = wide.iter().map(|need| need.text).sum();
    let width = |need: &Need| {
        if need.text <= limit {
            need.text
        } else if least >= room {
            need.word * room / least
        } else {
            need.word + (need.text - need.word) * (room - least) / (most - least)
        }
    };
    needs.iter().map(width).collect()
}

fn count_of(number: usize) -> f32 {
    u16::try_from(number).map_or(f32::from(u16::MAX), f32::from)
}

/// Which columns hold amounts: all cells that are not empty are numbers. Their text ends at the right edge.
fn amounts(columns: usize, rows: &[Vec<String>]) -> Vec<bool> {
    let of = |column: usize| rows.iter().filter_map(move |row| row.get(column)).filter(|text| !text.is_empty());
    let is_amount = |column| column > 0 && of(column).next().is_some() && of(column).all(|text| is_number(text));
    (0..columns).map(is_amount).collect()
}

/// Digits with blanks, comma, point or percent, behind a sign; neither a day nor a time.
fn is_number(text: &str) -> bool {
    let rest = text.trim_start_matches(['-', '−', '–']);
    let of_number = |letter: char| letter.is_ascii_digit() || [' ', '\u{a0}', ',', '.', '%'].contains(&letter);
    rest.contains(|letter: char| letter.is_ascii_digit()) && rest.chars().all(of_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widths_of(needs: &[(f32, f32)]) -> Vec<f32> {
        share(&needs.iter().map(|(word, text)| Need { word: *word, text: *text }).collect::<Vec<_>>())
    }

    #[test]
    fn the_columns_fill_the_width() {
        for needs in [
            vec![(10.0, 20.0), (30.0, 40.0)],
            vec![(40.0, 60.0), (40.0, 900.0), (40.0, 70.0)],
            vec![(300.0, 900.0), (400.0, 900.0)],
            vec![(20.0, 5000.0); 12],
        ] {
            let sum: f32 = widths_of(&needs).iter().sum();
            assert!((sum - WIDTH).abs() < 0.1, "{needs:?}: {sum}");
        }
    }

    #[test]
    fn a_short_column_is_not_broken_for_a_long_one() {
        let widths = widths_of(&[(40.0, 60.0), (40.0, 900.0), (40.0, 70.0)]);
        assert!(widths[0] >= 60.0 && widths[2] >= 70.0, "{widths:?}");
    }

    #[test]
    fn an_amount_is_neither_a_day_nor_a_time() {
        assert!(["14 000,00", "-3", "12 %", "1.5"].iter().all(|text| is_number(text)));
        assert!(["2026-11-22", "10:15", "V-0001", "", "-"].iter().all(|text| !is_number(text)));
    }
}
