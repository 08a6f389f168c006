//! Bolagsverket's bulk file: `;` between quoted cells, `|` between the parts of a list, `$` inside a part.

use std::io::Read;

use super::{CHUNK_ROWS, cell, damaged, positions};
use crate::IntakeError;
use crate::source::lines::Lines;
use crate::source::{RawChunk, RawReject, RawTable};

/// The columns of the table, in order: those of the register `companies`.
pub const COLUMNS: [&str; 13] = [
    "org_no",
    "name",
    "legal_form",
    "registered_on",
    "deregistered_on",
    "deregistration_reason",
    "proceeding",
    "proceeding_on",
    "activity",
    "care_of",
    "street_address",
    "postal_code",
    "city",
];

const ID: usize = 0;
const NAME: usize = 1;
const LEGAL_FORM: usize = 2;
const REGISTERED: usize = 3;
const DEREGISTERED: usize = 4;
const REASON: usize = 5;
const PROCEEDING: usize = 6;
const ACTIVITY: usize = 7;
const ADDRESS: usize = 8;
const SOURCES: [&str; 9] = [
    "organisationsidentitet",
    "organisationsnamn",
    "organisationsform",
    "registreringsdatum",
    "avregistreringsdatum",
    "avregistreringsorsak",
    "pagandeAvvecklingsEllerOmstruktureringsforfarande",
    "verksamhetsbeskrivning",
    "postadress",
];

/// A description of a business may hold line breaks, but not this many.
const RECORD_LINES: usize = 200;

/// The rows of Bolagsverket's file.
pub struct BolagsverketTable {
    name: String,
    header: Vec<String>,
    lines: Lines,
    ahead: Option<(u64, String)>,
    width: usize,
    at: [Option<usize>; SOURCES.len()],
}

impl std::fmt::Debug for BolagsverketTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BolagsverketTable").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Opens Bolagsverket's bulk file.
///
/// # Errors
/// When it cannot be read, or its first line names neither number nor name.
pub fn open(name: &str, reader: Box<dyn Read + Send>) -> Result<BolagsverketTable, IntakeError> {
    let mut lines = Lines::new(reader);
    let first = lines.next().map_err(|e| damaged(name, &e))?;
    let first = first.map(|(_, text)| text.into_owned()).unwrap_or_default();
    let titles: Vec<&str> = first.split(';').collect();
    let at = positions(&titles, SOURCES);
    if at[ID].is_none() || at[NAME].is_none() {
        return Err(IntakeError::NoHeader { name: name.to_owned() });
    }
    let width = titles.len();
    let header = COLUMNS.map(str::to_owned).to_vec();
    Ok(BolagsverketTable { name: name.to_owned(), header, lines, ahead: None, width, at })
}

impl RawTable for BolagsverketTable {
    fn name(&self) -> &str {
        &self.name
    }

    fn header(&self) -> &[String] {
        &self.header
    }

    fn next_chunk(&mut self) -> Result<Option<RawChunk>, IntakeError> {
        let mut chunk = RawChunk::new(COLUMNS.len());
        let mut cells = Vec::new();
        while chunk.rows() + chunk.rejects.len() < CHUNK_ROWS {
            let Some((line, record)) = self.next_record(&mut cells)? else { break };
            if record.trim().is_empty() {
                continue;
            }
            if cells.len() == self.width {
                push(&mut chunk, line, &cells, &self.at);
            } else {
                chunk.rejects.push(broken(line, &record, cells.len(), self.width));
            }
        }
        let is_empty = chunk.rows() == 0 && chunk.rejects.is_empty();
        Ok((!is_empty).then_some(chunk))
    }
}

impl BolagsverketTable {
    /// The next record, split into `cells`: a line, or several when a quoted cell holds line breaks. A record whose
    /// quote never closes ends where the next company begins, so that one bad row does not swallow the file.
    fn next_record(&mut self, cells: &mut Vec<String>) -> Result<Option<(u64, String)>, IntakeError> {
        let Some((line, mut record)) = self.next_line()? else { return Ok(None) };
        for _ in 0..RECORD_LINES {
            if split(&record, cells) {
                return Ok(Some((line, record)));
            }
            match self.next_line()? {
                Some(next) if begins_record(&next.1) => {
                    self.ahead = Some(next);
                    break;
                }
                Some((_, more)) => {
                    record.push('\n');
                    record.push_str(&more);
                }
                None => break,
            }
        }
        cells.clear();
        Ok(Some((line, record)))
    }

    fn next_line(&mut self) -> Result<Option<(u64, String)>, IntakeError> {
        if let Some(ahead) = self.ahead.take() {
            return Ok(Some(ahead));
        }
        let next = self.lines.next().map_err(|e| damaged(&self.name, &e))?;
        Ok(next.map(|(line, text)| (line, text.into_owned())))
    }
}

/// `"5560123456$ORGNR-IDORG"`: an identity in the first cell.
fn begins_record(text: &str) -> bool {
    let id = text.strip_prefix('"').unwrap_or(text);
    let digits = id.bytes().take_while(u8::is_ascii_digit).count();
    digits >= 8 && id.as_bytes().get(digits) == Some(&b'$')
}

/// Splits a record; false when it ends inside a quoted cell. A quote closes its cell only before `;` or the end, so
/// quotes inside a text survive whether doubled, escaped by `\` or left bare.
fn split(record: &str, cells: &mut Vec<String>) -> bool {
    cells.clear();
    let mut rest = record;
    loop {
        let (cell, left) = match rest.strip_prefix('"') {
            Some(quoted) => match closed(quoted) {
                Some(found) => found,
                None => return false,
            },
            None => {
                let (cell, left) = rest.split_at(rest.find(';').unwrap_or(rest.len()));
                (cell.to_owned(), left)
            }
        };
        cells.push(cell);
        match left.strip_prefix(';') {
            Some(more) => rest = more,
            None => return true,
        }
    }
}

fn closed(text: &str) -> Option<(String, &str)> {
    let mut cell = String::new();
    let mut rest = text;
    loop {
        let (before, quote_on) = rest.split_at(rest.find('"')?);
        let after = quote_on.strip_prefix('"')?;
        let ends = after.is_empty() || after.starts_with(';');
        if let Some(doubled) = after.strip_prefix('"').filter(|_| !ends) {
            cell.push_str(before);
            cell.push('"');
            rest = doubled;
        } else if ends && !(before.ends_with('\\') && !after.is_empty() && !after.starts_with(";\"")) {
            cell.push_str(before);
            return Some((cell, after));
        } else {
            cell.push_str(before.strip_suffix('\\').unwrap_or(before));
            cell.push('"');
            rest = after;
        }
    }
}

fn push(chunk: &mut RawChunk, line: u64, cells: &[String], at: &[Option<usize>; SOURCES.len()]) {
    let of = |column: usize| cell(cells, at.get(column).copied().flatten());
    let (proceeding, proceeding_on) = proceeding(of(PROCEEDING));
    let address: Vec<&str> = of(ADDRESS).split('|').next().unwrap_or_default().split('$').collect();
    let part = |n: usize| cell(&address, Some(n));
    let row = [
        of(ID).split('$').next().unwrap_or_default(),
        company_name(of(NAME)),
        code(of(LEGAL_FORM)),
        of(REGISTERED),
        of(DEREGISTERED),
        code(of(REASON)),
        proceeding,
        proceeding_on,
        &of(ACTIVITY).replace(['\n', '\r'], " "),
        part(1),
        part(0),
        part(3),
        part(2),
    ];
    chunk.push_row(line, row);
}

/// `AB-ORGFO` is the code `AB` of the list `ORGFO`.
fn code(text: &str) -> &str {
    text.split(['$', '|']).next().unwrap_or_default().split('-').next().unwrap_or_default().trim()
}

/// `name$type$date$text|…`: the company name proper, not a secondary one.
fn company_name(text: &str) -> &str {
    let mut names = text.split('|').map(|one| {
        let mut parts = one.split('$');
        (parts.next().unwrap_or_default().trim(), parts.next().unwrap_or_default())
    });
    let first = names.clone().map(|(name, _)| name).find(|name| !name.is_empty());
    names
        .find(|(name, kind)| !name.is_empty() && kind.starts_with("FORETAGSNAMN"))
        .map(|(name, _)| name)
        .or(first)
        .unwrap_or_default()
}

/// `KK$2024-03-01|…` or `KK-AVOMFO$text$2024-03-01`: the gravest of the proceedings, with its date.
fn proceeding(text: &str) -> (&str, &str) {
    let grave = |code: &str| ["KK", "LI", "FR"].iter().position(|known| *known == code).unwrap_or(usize::MAX);
    let all = text.split('|').map(|one| {
        let is_date = |part: &&str| part.len() >= 10 && part.bytes().take(4).all(|b| b.is_ascii_digit());
        (code(one), one.split('$').rev().map(str::trim).find(is_date).unwrap_or_default())
    });
    all.filter(|(code, _)| !code.is_empty()).min_by_key(|(code, _)| grave(code)).unwrap_or_default()
}

fn broken(line: u64, record: &str, got: usize, expected: usize) -> RawReject {
    let what = match got {
        0 => "Ett citattecken avslutas inte".to_owned(),
        _ => format!("Raden har {got} kolumner i stället för {expected}"),
    };
    RawReject {
        line,
        column: String::new(),
        value: record.chars().take(200).collect(),
        reason: format!("{what}: hämta Bolagsverkets fil på nytt."),
    }
}

#[cfg(test)]
mod tests {
    use super::{company_name, proceeding, split};

    fn check(record: &str, expect: Option<&[&str]>) {
        let mut cells = Vec::new();
        let complete = split(record, &mut cells);
        assert_eq!(complete.then_some(cells), expect.map(|e| e.iter().map(|&c| c.to_owned()).collect()), "{record}");
    }

    #[test]
    fn quotes_inside_a_cell_survive_however_they_are_written() {
        check(r#""a";"";b"#, Some(&["a", "", "b"]));
        check(r#""Kalle ""K"" AB";"x""#, Some(&["Kalle \"K\" AB", "x"]));
        check(r#""Kalle \"K\" AB";"x""#, Some(&["Kalle \"K\" AB", "x"]));
        check(r#""Kalle "K" AB";"x;y""#, Some(&["Kalle \"K\" AB", "x;y"]));
        check(r#""C:\";"x""#, Some(&["C:\\", "x"]));
        check(r#""open;"x"#, None);
    }

    #[test]
    fn the_company_name_and_the_gravest_proceeding_are_chosen() {
        assert_eq!(company_name("Bi AB$SARSKILT-ORGNAM$2001-01-01|Acme AB$FORETAGSNAMN-ORGNAM$1994-09-16"), "Acme AB");
        assert_eq!(company_name("Bara Namn"), "Bara Namn");
        assert_eq!(proceeding("LI$2023-01-01|KK$2024-03-01"), ("KK", "2024-03-01"));
        assert_eq!(proceeding("KK-AVOMFO$Konkurs inledd$2024-03-01"), ("KK", "2024-03-01"));
        assert_eq!(proceeding(""), ("", ""));
    }
}
