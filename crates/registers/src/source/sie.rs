//! SIE 4 (export 4E and import 4I): every `#TRANS` of a voucher becomes a row of the register `general_ledger`.
//!
//! SIE has accounts and vouchers but no supplier, so it cannot become the supplier ledger. The reader follows
//! "SIE filformat 4B" and tolerates what is met in the field: UTF-8 and Windows-1252 beside the prescribed code
//! page 437, missing dates, labels in lower case, a block opened on the `#VER` line, accounts declared after use.
//! `#RTRANS` (added later, repeated as `#TRANS`) and `#BTRANS` (removed) are not rows.

mod fields;
pub(crate) mod voucher;

use self::fields::Line;
use self::voucher::{COST_CENTRE, Chart, Voucher};
use super::{RawChunk, RawReject, RawTable};
use crate::IntakeError;
use crate::encoding::Encoding;

/// The columns of a SIE table, in order: those of the register `general_ledger`.
pub const COLUMNS: [&str; 11] = [
    "voucher_no",
    "voucher_date",
    "account",
    "account_text",
    "amount",
    "unit",
    "line_text",
    "registered_by",
    "registered_on",
    "buyer_id",
    "buyer",
];

const CHUNK_ROWS: usize = 8192;

/// The vouchers of a SIE file.
#[derive(Debug)]
pub struct SieTable {
    name: String,
    header: Vec<String>,
    bytes: Vec<u8>,
    encoding: Encoding,
    chart: Chart,
    at: usize,
    line: u64,
    open: Option<Voucher>,
}

/// Opens a SIE file: one pass finds the encoding, the accounts and the objects; the vouchers come chunk by chunk.
///
/// # Errors
/// When the file has no vouchers, as SIE types 1 to 3 have not.
pub fn open(name: &str, bytes: Vec<u8>) -> Result<SieTable, IntakeError> {
    let mut table = SieTable {
        name: name.to_owned(),
        header: COLUMNS.map(str::to_owned).to_vec(),
        encoding: encoding(&bytes),
        bytes,
        chart: Chart::default(),
        at: 0,
        line: 0,
        open: None,
    };
    let (mut vouchers, mut sie_type) = (false, String::new());
    while let Some(text) = table.next_line() {
        let text = text.trim_start();
        if !text.starts_with('#') {
            continue;
        }
        let Ok(line) = Line::parse(text) else { continue };
        match line.label.as_str() {
            "#VER" => vouchers = true,
            "#SIETYP" => sie_type = line.text(0).to_owned(),
            _ => table.chart.declare(&line),
        }
    }
    if !vouchers {
        let kind = if sie_type.is_empty() { String::new() } else { format!("SIE-typ {sie_type}, ") };
        let detail = format!("{kind}inga verifikationer: exportera som SIE 4E, transaktioner");
        return Err(IntakeError::NoRows { name: name.to_owned(), detail });
    }
    (table.at, table.line) = (0, 0);
    Ok(table)
}

impl Chart {
    fn declare(&mut self, line: &Line) {
        match line.label.as_str() {
            "#KONTO" => drop(self.accounts.insert(line.text(0).to_owned(), line.text(1).to_owned())),
            "#OBJEKT" if line.text(0) == COST_CENTRE && !line.text(2).is_empty() => {
                drop(self.cost_centres.insert(line.text(1).to_owned(), line.text(2).to_owned()));
            }
            "#ORGNR" => line.text(0).clone_into(&mut self.org_no),
            "#FNAMN" => line.text(0).clone_into(&mut self.company),
            _ => {}
        }
    }
}

impl RawTable for SieTable {
    fn name(&self) -> &str {
        &self.name
    }

    fn header(&self) -> &[String] {
        &self.header
    }

    fn next_chunk(&mut self) -> Result<Option<RawChunk>, IntakeError> {
        let mut chunk = RawChunk::new(COLUMNS.len());
        while chunk.rows() + chunk.rejects.len() < CHUNK_ROWS {
            let Some(text) = self.next_line() else {
                if let Some(mut voucher) = self.open.take() {
                    voucher.refuse("avslutas inte med }: filen är troligen avkortad".to_owned());
                    voucher.finish(&self.chart, &mut chunk);
                }
                let is_empty = chunk.rows() == 0 && chunk.rejects.is_empty();
                return Ok((!is_empty).then_some(chunk));
            };
            self.read_line(text.trim(), &mut chunk);
        }
        Ok(Some(chunk))
    }
}

impl SieTable {
    fn read_line(&mut self, text: &str, chunk: &mut RawChunk) {
        match text.chars().next() {
            None | Some('{') => {}
            Some('}') => self.finish_open(chunk),
            Some('#') => match Line::parse(text) {
                Ok(line) => self.read_label(text, &line, chunk),
                Err(reason) => self.reject(text, &reason, chunk),
            },
            Some(_) => self.reject(text, "raden börjar inte med en SIE-etikett (#)", chunk),
        }
    }

    fn read_label(&mut self, text: &str, line: &Line, chunk: &mut RawChunk) {
        match line.label.as_str() {
            "#VER" => {
                // A program that leaves out the closing brace begins the next voucher instead.
                self.finish_open(chunk);
                self.open = Some(Voucher::begin(self.line, line));
            }
            "#TRANS" => {
                let added = match &mut self.open {
                    Some(voucher) => voucher.add(self.line, text, line),
                    None => Err("#TRANS står utanför en verifikation (#VER)".to_owned()),
                };
                if let Err(reason) = added {
                    self.reject(text, &reason, chunk);
                }
            }
            _ => {}
        }
    }

    fn finish_open(&mut self, chunk: &mut RawChunk) {
        if let Some(voucher) = self.open.take() {
            voucher.finish(&self.chart, chunk);
        }
    }

    /// A line that cannot be read; the voucher that it stands in cannot be trusted either.
    fn reject(&mut self, text: &str, reason: &str, chunk: &mut RawChunk) {
        let line = self.line;
        if let Some(voucher) = &mut self.open {
            voucher.refuse(format!("har en rad som inte kan läsas (rad {line})"));
        }
        chunk.rejects.push(RawReject {
            line,
            column: String::new(),
            value: text.chars().take(200).collect(),
            reason: format!(
                "Rad {line} kan inte läsas som SIE 4: {reason}. Rätta raden eller exportera filen på nytt."
            ),
        });
    }

    /// The next line as text; counts it.
    fn next_line(&mut self) -> Option<String> {
        let rest = self.bytes.get(self.at..).filter(|rest| !rest.is_empty())?;
        let length = rest.iter().position(|b| *b == b'\n').map_or(rest.len(), |end| end + 1);
        let line = rest.get(..length).unwrap_or_default();
        let text = self.encoding.decode(line).into_owned();
        self.at += length;
        self.line += 1;
        Some(text.trim_start_matches('\u{feff}').to_owned())
    }
}

/// UTF-8 when the bytes are; else the code page in which more of them are Swedish letters. Code page 437 is the
/// format's own and wins a tie.
fn encoding(bytes: &[u8]) -> Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return Encoding::Utf8;
    }
    let count = |letters: &[u8]| bytes.iter().filter(|b| letters.contains(b)).count();
    let cp437 = count(&[0x86, 0x84, 0x94, 0x8f, 0x8e, 0x99, 0x82]);
    let windows = count(&[0xe5, 0xe4, 0xf6, 0xc5, 0xc4, 0xd6, 0xe9]);
    if windows > cp437 { Encoding::Windows1252 } else { Encoding::Cp437 }
}
