//! Finding the columns of a register without a profile: by headers, then by what the cells hold.

use std::collections::BTreeMap;

use super::{CellSource, Edit, FoundBy, HeaderAt, Mapped, Mapping, Table, folded, positions};
use crate::catalogue::Register;
use crate::column::{Column, ColumnKind};
use crate::value::{DecimalMark, is_null, parse_date, parse_flag, parse_integer, parse_money, parse_timestamp};

/// A header is only believed when at least so many of a hundred cells can be read.
const PLAUSIBLE: usize = 50;
/// The cells alone are believed when so many of a hundred look like it.
const TELLING: usize = 90;
/// … and for an identifier in a column of supplier numbers, where some suppliers may be foreign or private persons.
const MOSTLY: usize = 60;
/// Fewer cells than this tell nothing.
const ENOUGH: usize = 3;

type Found = BTreeMap<usize, (usize, FoundBy)>;

/// Maps a table by itself.
pub(super) fn mapping(register: &Register, table: Table<'_>) -> Mapping {
    let mut found = by_header(register, table);
    by_other_column(register, table, &mut found);
    by_content(register, table, &mut found);
    let mapped = |(column, (at, found_by)): (&usize, &(usize, FoundBy))| {
        let header = table.header.get(*at)?.clone();
        let column = register.columns.get(*column)?.name.clone();
        let source = CellSource::Cell(HeaderAt { header, at: *at });
        Some(Mapped { column, source, edit: Edit::default(), found_by: *found_by })
    };
    let columns = found.iter().filter_map(mapped).collect();
    Mapping::whole(register, None, columns, table.header)
}

/// The name, the labels, then the synonyms in their order; a header whose cells cannot be read is passed over.
fn by_header(register: &Register, table: Table<'_>) -> Found {
    let headers = positions(table.header);
    let mut found = Found::new();
    for (at, column) in register.columns.iter().enumerate() {
        let names = [&column.name, &column.label.sv, &column.label.en].into_iter().chain(&column.synonyms);
        let candidates: Vec<usize> = names.filter_map(|name| headers.get(&folded(name)).copied()).collect();
        let plausible =
            candidates.iter().find(|header| share(table, **header, |text| can_be(column.kind, text)) >= PLAUSIBLE);
        let fallback = candidates.first().filter(|_| column.required);
        if let Some(header) = plausible.or(fallback) {
            found.insert(at, (*header, FoundBy::Header));
        }
    }
    found
}

/// Open ledgers write the organisation number where the supplier's number belongs.
fn by_other_column(register: &Register, table: Table<'_>, found: &mut Found) {
    for (at, column) in register.columns.iter().enumerate() {
        if found.contains_key(&at) {
            continue;
        }
        let ColumnKind::Id(kind) = column.kind else { continue };
        let other = |name: &String| register.columns.iter().position(|other| other.name == *name);
        let headers =
            column.also_in.iter().filter_map(other).filter_map(|other| found.get(&other)).map(|(header, _)| *header);
        let tells = |header: &usize| is_telling(table, *header, MOSTLY, |text| kind.looks_like(text));
        if let Some(header) = headers.into_iter().find(tells) {
            found.insert(at, (header, FoundBy::Content));
        }
    }
}

/// An identifier of which the register has one column and the file one; a required date or amount likewise.
fn by_content(register: &Register, table: Table<'_>, found: &mut Found) {
    for (at, column) in register.columns.iter().enumerate() {
        let is_only = register.columns.iter().filter(|other| other.kind == column.kind).count() == 1;
        let is_wanted = match column.kind {
            ColumnKind::Id(kind) => kind.is_distinctive() && is_only,
            ColumnKind::Date | ColumnKind::Timestamp | ColumnKind::Money => column.required,
            ColumnKind::Text | ColumnKind::Integer | ColumnKind::Quantity | ColumnKind::Flag => false,
        };
        if !is_wanted || found.contains_key(&at) {
            continue;
        }
        let free = (0..table.header.len()).filter(|header| !found.values().any(|(used, _)| used == header));
        let telling: Vec<usize> =
            free.filter(|header| is_telling(table, *header, TELLING, |text| looks_like(column, text))).collect();
        if let [only] = telling.as_slice() {
            found.insert(at, (*only, FoundBy::Content));
        }
    }
}

fn looks_like(column: &Column, text: &str) -> bool {
    match column.kind {
        ColumnKind::Id(kind) => kind.looks_like(text),
        ColumnKind::Date => text.len() >= 8 && parse_date(text).is_ok(),
        ColumnKind::Timestamp => text.len() >= 14 && parse_timestamp(text).is_ok(),
        ColumnKind::Money => text.contains([',', '.']) && parse_money(text, DecimalMark::Either).is_ok(),
        ColumnKind::Text | ColumnKind::Integer | ColumnKind::Quantity | ColumnKind::Flag => false,
    }
}

fn can_be(kind: ColumnKind, text: &str) -> bool {
    match kind {
        ColumnKind::Text | ColumnKind::Id(_) => true,
        ColumnKind::Date => parse_date(text).is_ok(),
        ColumnKind::Timestamp => parse_timestamp(text).is_ok(),
        ColumnKind::Money | ColumnKind::Quantity => {
            text.bytes().any(|byte| byte.is_ascii_digit())
                && parse_money(text, DecimalMark::Comma).or(parse_money(text, DecimalMark::Point)).is_ok()
        }
        ColumnKind::Integer => parse_integer(text).is_ok(),
        ColumnKind::Flag => parse_flag(text).is_ok(),
    }
}

/// How many of a hundred cells with content are so; 100 when there are none.
fn share(table: Table<'_>, header: usize, is_so: impl Fn(&str) -> bool) -> usize {
    let (filled, hits) = count(table, header, is_so);
    (hits * 100).checked_div(filled).unwrap_or(100)
}

fn is_telling(table: Table<'_>, header: usize, at_least: usize, is_so: impl Fn(&str) -> bool) -> bool {
    let (filled, hits) = count(table, header, is_so);
    filled >= ENOUGH && hits * 100 >= at_least * filled
}

fn count(table: Table<'_>, header: usize, is_so: impl Fn(&str) -> bool) -> (usize, usize) {
    let cells = table.sample.iter().filter_map(|row| row.get(header)).map(|cell| cell.trim());
    let (mut filled, mut hits) = (0, 0);
    for cell in cells.filter(|cell| !is_null(cell)) {
        filled += 1;
        hits += usize::from(is_so(cell));
    }
    (filled, hits)
}
