//! SCB's bulk file of enterprises: tab between cells, no quotes, Windows-1252.

use std::borrow::Cow;
use std::io::Read;

use super::{CHUNK_ROWS, cell, damaged, positions};
use crate::IntakeError;
use crate::source::lines::Lines;
use crate::source::{RawChunk, RawReject, RawTable};

/// The columns of the table, in order: those of the register `companies`, then SCB's own status in words.
pub const COLUMNS: [&str; 10] = [
    "org_no",
    "name",
    "legal_form",
    "registered_on",
    "sni",
    "care_of",
    "street_address",
    "postal_code",
    "city",
    "scb_status",
];

const ORG_NO: usize = 0;
const NAME: usize = 1;
const COMPANY_NAME: usize = 2;
const LEGAL_FORM: usize = 3;
const REGISTERED: usize = 4;
const SNI: usize = 5;
const CARE_OF: usize = 6;
const STREET: usize = 7;
const POSTAL_CODE: usize = 8;
const CITY: usize = 9;
const STATUS: usize = 10;
const SOURCES: [&str; 11] = [
    "PeOrgNr",
    "Namn",
    "Foretagsnamn",
    "JurForm",
    "RegDatKtid",
    "Ng1",
    "COAdress",
    "Gatuadress",
    "PostNr",
    "PostOrt",
    "FtgStat",
];

/// The rows of SCB's file.
pub struct ScbTable {
    name: String,
    header: Vec<String>,
    lines: Lines,
    width: usize,
    at: [Option<usize>; SOURCES.len()],
}

impl std::fmt::Debug for ScbTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScbTable").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Opens SCB's bulk file.
///
/// # Errors
/// When it cannot be read, or its first line names neither number nor name.
pub fn open(name: &str, reader: Box<dyn Read + Send>) -> Result<ScbTable, IntakeError> {
    let mut lines = Lines::new(reader);
    let first = lines.next().map_err(|e| damaged(name, &e))?;
    let first = first.map(|(_, text)| text.into_owned()).unwrap_or_default();
    let titles: Vec<&str> = first.split('\t').collect();
    let at = positions(&titles, SOURCES);
    if at[ORG_NO].is_none() || (at[NAME].is_none() && at[COMPANY_NAME].is_none()) {
        return Err(IntakeError::NoHeader { name: name.to_owned() });
    }
    let width = titles.len();
    Ok(ScbTable { name: name.to_owned(), header: COLUMNS.map(str::to_owned).to_vec(), lines, width, at })
}

impl RawTable for ScbTable {
    fn name(&self) -> &str {
        &self.name
    }

    fn header(&self) -> &[String] {
        &self.header
    }

    fn next_chunk(&mut self) -> Result<Option<RawChunk>, IntakeError> {
        let mut chunk = RawChunk::new(COLUMNS.len());
        while chunk.rows() + chunk.rejects.len() < CHUNK_ROWS {
            let next = self.lines.next().map_err(|e| damaged(&self.name, &e))?;
            let Some((line, text)) = next else { break };
            if text.trim().is_empty() {
                continue;
            }
            let cells: Vec<&str> = text.split('\t').map(unquoted).collect();
            if cells.len() == self.width {
                push(&mut chunk, line, &cells, &self.at);
            } else {
                chunk.rejects.push(wrong_width(line, &text, cells.len(), self.width));
            }
        }
        let is_empty = chunk.rows() == 0 && chunk.rejects.is_empty();
        Ok((!is_empty).then_some(chunk))
    }
}

fn push(chunk: &mut RawChunk, line: u64, cells: &[&str], at: &[Option<usize>; SOURCES.len()]) {
    let of = |column: usize| cell(cells, at.get(column).copied().flatten());
    let name = if of(NAME).is_empty() { of(COMPANY_NAME) } else { of(NAME) };
    let row = [
        org_no(of(ORG_NO)),
        name,
        legal_form(of(LEGAL_FORM)),
        &date(of(REGISTERED)),
        sni(of(SNI)),
        of(CARE_OF),
        of(STREET),
        of(POSTAL_CODE),
        of(CITY),
        status(of(STATUS)),
    ];
    chunk.push_row(line, row);
}

fn unquoted(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')).unwrap_or(text)
}

/// SCB writes 12 digits: a legal person's number after `16`, a sole trader's after the century.
fn org_no(text: &str) -> &str {
    let digits = text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit());
    if digits { text.strip_prefix("16").unwrap_or(text) } else { text }
}

fn date(text: &str) -> Cow<'_, str> {
    match (text.get(..4), text.get(4..6), text.get(6..8)) {
        (Some("0000"), _, _) => Cow::Borrowed(""),
        (Some(year), Some(month), Some(day)) if text.len() == 8 => Cow::Owned(format!("{year}-{month}-{day}")),
        _ if text == "0" => Cow::Borrowed(""),
        _ => Cow::Borrowed(text),
    }
}

fn sni(text: &str) -> &str {
    if text.bytes().all(|b| b == b'0') { "" } else { text }
}

/// SCB's numbers for legal forms as Bolagsverket's letters, where the two agree; other numbers stay.
fn legal_form(code: &str) -> &str {
    match code {
        "10" => "E",
        "31" => "HB",
        "41" => "BAB",
        "42" => "FAB",
        "43" => "SE",
        "49" => "AB",
        "51" => "EK",
        "53" => "BRF",
        "54" => "KHF",
        "61" => "I",
        "62" => "SF",
        "63" => "TSF",
        "71" | "72" => "S",
        "93" => "SB",
        other => other,
    }
}

fn status(code: &str) -> &str {
    match code {
        "0" => "aldrig verksam",
        "1" => "verksam",
        "9" => "inte längre verksam",
        other => other,
    }
}

fn wrong_width(line: u64, text: &str, got: usize, expected: usize) -> RawReject {
    RawReject {
        line,
        column: String::new(),
        value: text.chars().take(200).collect(),
        reason: format!("Raden har {got} kolumner i stället för {expected}: hämta SCB:s fil på nytt."),
    }
}
