//! A payment proposal as a table: any delimiter and encoding, Swedish headers, amounts and dates as economy systems write
//! them. The lines of a split file are the lines of the original.

mod columns;
mod record;
mod row;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::FileFault;
use crate::file::{Found, Sink, Warning};
use crate::split::Part;

use columns::Columns;
use record::{Record, records};

const DELIMITERS: [char; 4] = [';', ',', '\t', '|'];
/// Titles may stand above the headers.
const HEADER_ROWS: usize = 20;

/// Where everything stands.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    /// Titles and headers.
    head: Range<usize>,
    rows: Vec<(u64, Range<usize>)>,
}

/// Reads the payments of a table.
pub(crate) fn parse(text: &str, sink: Sink<'_>) -> Result<Layout, FileFault> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let base = text.len() - body.len();
    let (delimiter, at) = header(body)?;
    let (records, fault) = records(body, delimiter, base, usize::MAX);
    if let Some(fault) = fault {
        return Err(fault);
    }
    let (head, data) = records.split_at_checked(at + 1).unwrap_or((&records, &[]));
    let Some(header) = head.last() else { return Err(FileFault::Empty) };
    let columns = Columns::of(&header.cells)?;
    let mut rows = Vec::new();
    for record in data.iter().filter(|record| !record.is_blank()) {
        if row::is_total(&columns, record) {
            sink(Found::Warning(total(record)));
            continue;
        }
        let order = rows.len() as u64 + 1;
        sink(row::found(&columns, record, order));
        rows.push((order, record.at.clone()));
    }
    if rows.is_empty() {
        return Err(FileFault::Missing { place: "tabellen".to_owned(), what: "rader med betalningar".to_owned() });
    }
    Ok(Layout { head: 0..header.at.end, rows })
}

fn total(record: &Record) -> Warning {
    Warning {
        order: None,
        rule: "CSV".to_owned(),
        place: format!("rad {}", record.line),
        text: "summeringsraden är ingen betalning; den följer inte med om filen delas".to_owned(),
    }
}

/// The delimiter, and which row is the header: those that show most columns that we know.
fn header(body: &str) -> Result<(char, usize), FileFault> {
    let mut best = (0, ';', 0);
    let mut first = String::new();
    for delimiter in DELIMITERS {
        let (head, _) = records(body, delimiter, 0, HEADER_ROWS);
        for (at, record) in head.iter().enumerate() {
            let known = Columns::known(&record.cells);
            if first.is_empty() && !record.is_blank() {
                first = record.cells.join(", ");
            }
            if known > best.0 {
                best = (known, delimiter, at);
            }
        }
    }
    match best {
        (0..3, ..) => {
            let detail = format!("text som börjar `{}`", crate::xml::shortened(first.trim()));
            Err(FileFault::UnknownFormat { detail })
        }
        (_, delimiter, at) => Ok((delimiter, at)),
    }
}

/// The lines that belong to a part, under the header; none when there are none.
pub(crate) fn cut(text: &str, layout: &Layout, held: &BTreeSet<u64>, part: Part) -> Option<String> {
    let kept: Vec<&Range<usize>> = layout
        .rows
        .iter()
        .filter(|(order, _)| held.contains(order) == (part == Part::Held))
        .map(|(_, at)| at)
        .collect();
    if kept.is_empty() {
        return None;
    }
    let mut out = text.get(layout.head.clone()).unwrap_or_default().to_owned();
    for at in kept {
        // The last line of the original may lack its break, and need not be the last here.
        if !out.ends_with(['\n', '\r']) {
            out.push_str(if text.contains("\r\n") { "\r\n" } else { "\n" });
        }
        out.push_str(text.get(at.clone()).unwrap_or_default());
    }
    Some(out)
}
