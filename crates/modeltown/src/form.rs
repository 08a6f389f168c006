//! The forms that municipal systems export: text files of several dialects, workbooks with a title above the table.

use crate::calendar::{Day, Moment};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

/// One value on its way into a file.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Cell<'a> {
    /// Written as it is.
    Text(&'a str),
    /// A date.
    Day(Day),
    /// A moment, written with minutes.
    Moment(Moment),
    /// Öre.
    Money(i64),
    /// A whole number.
    Int(i64),
    /// Ja or Nej.
    Flag(bool),
    /// Nothing known.
    Empty,
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }
}

impl<'a> From<&'a String> for Cell<'a> {
    fn from(text: &'a String) -> Self {
        text.as_str().into()
    }
}

impl<'a> From<&'a Option<String>> for Cell<'a> {
    fn from(text: &'a Option<String>) -> Self {
        text.as_deref().unwrap_or_default().into()
    }
}

impl From<Day> for Cell<'_> {
    fn from(day: Day) -> Self {
        Cell::Day(day)
    }
}

impl From<Option<Day>> for Cell<'_> {
    fn from(day: Option<Day>) -> Self {
        day.map_or(Cell::Empty, Cell::Day)
    }
}

impl From<Moment> for Cell<'_> {
    fn from(moment: Moment) -> Self {
        Cell::Moment(moment)
    }
}

impl From<Option<Moment>> for Cell<'_> {
    fn from(moment: Option<Moment>) -> Self {
        moment.map_or(Cell::Empty, Cell::Moment)
    }
}

impl From<bool> for Cell<'_> {
    fn from(flag: bool) -> Self {
        Cell::Flag(flag)
    }
}

/// How a text file is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 with a byte order mark, as Excel saves it.
    Utf8Bom,
    /// Windows-1252.
    Windows1252,
}

/// How sums are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sums {
    /// `1234.50`
    Point,
    /// `1234,50`
    Comma,
    /// `1 234,50`
    Spaced,
}

/// A dialect of text file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dialect {
    /// Between the cells.
    pub(crate) delimiter: char,
    /// Of the file.
    pub(crate) encoding: Encoding,
    /// Of sums.
    pub(crate) sums: Sums,
    /// Dates as `20260630` rather than `2026-06-30`.
    pub(crate) compact_dates: bool,
}

/// Economy systems of the older kind: semicolon, Windows-1252, `1 234,50`.
pub(crate) const OLD: Dialect =
    Dialect { delimiter: ';', encoding: Encoding::Windows1252, sums: Sums::Spaced, compact_dates: false };
/// Saved from Excel: semicolon, UTF-8 with a mark, `1234,50`.
pub(crate) const EXCEL: Dialect =
    Dialect { delimiter: ';', encoding: Encoding::Utf8Bom, sums: Sums::Comma, compact_dates: false };
/// Database extracts: tab, UTF-8, `1234.50`.
pub(crate) const TAB: Dialect =
    Dialect { delimiter: '\t', encoding: Encoding::Utf8, sums: Sums::Point, compact_dates: false };
/// Payroll of the older kind: semicolon, Windows-1252, dates without hyphens.
pub(crate) const PAYROLL: Dialect =
    Dialect { delimiter: ';', encoding: Encoding::Windows1252, sums: Sums::Comma, compact_dates: true };

/// A text file being written row by row.
pub(crate) struct TextTable<W: Write> {
    pub(crate) out: W,
    dialect: Dialect,
    line: String,
    bytes: Vec<u8>,
    pub(crate) rows: u64,
}

impl<W: Write> TextTable<W> {
    /// Starts a file with its header.
    pub(crate) fn start(mut out: W, dialect: Dialect, header: &[&str]) -> std::io::Result<Self> {
        if dialect.encoding == Encoding::Utf8Bom {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut table = Self { out, dialect, line: String::new(), bytes: Vec::new(), rows: 0 };
        for (place, name) in header.iter().enumerate() {
            table.separate(place);
            table.line.push_str(name);
        }
        table.flush_line()?;
        Ok(table)
    }

    fn separate(&mut self, place: usize) {
        if place > 0 {
            self.line.push(self.dialect.delimiter);
        }
    }

    pub(crate) fn row(&mut self, cells: &[Cell<'_>]) -> std::io::Result<()> {
        for (place, cell) in cells.iter().enumerate() {
            self.separate(place);
            self.cell(*cell);
        }
        self.rows += 1;
        self.flush_line()
    }

    fn cell(&mut self, cell: Cell<'_>) {
        let line = &mut self.line;
        match cell {
            Cell::Empty => {}
            Cell::Text(text) if text.contains([self.dialect.delimiter, '"']) => {
                let _ = write!(line, "\"{}\"", text.replace('"', "\"\""));
            }
            Cell::Text(text) => line.push_str(text),
            Cell::Day(day) => write_day(line, day, self.dialect.compact_dates),
            Cell::Moment(moment) => {
                let (day, hour, minute) = moment.parts();
                write_day(line, day, false);
                let _ = write!(line, " {hour:02}:{minute:02}");
            }
            Cell::Money(sum) => write_sum(line, sum, self.dialect.sums),
            Cell::Int(number) => {
                let _ = write!(line, "{number}");
            }
            Cell::Flag(flag) => line.push_str(if flag { "Ja" } else { "Nej" }),
        }
    }

    fn flush_line(&mut self) -> std::io::Result<()> {
        self.line.push_str("\r\n");
        if self.dialect.encoding == Encoding::Windows1252 {
            self.bytes.clear();
            self.bytes.extend(self.line.chars().map(|char| u8::try_from(u32::from(char)).unwrap_or(b'?')));
            self.out.write_all(&self.bytes)?;
        } else {
            self.out.write_all(self.line.as_bytes())?;
        }
        self.line.clear();
        Ok(())
    }
}

fn write_day(line: &mut String, day: Day, compact: bool) {
    let (year, month, of_month) = day.civil();
    let _ = if compact {
        write!(line, "{year:04}{month:02}{of_month:02}")
    } else {
        write!(line, "{year:04}-{month:02}-{of_month:02}")
    };
}

/// A sum of öre in the given dialect.
pub(crate) fn write_sum(line: &mut String, sum: i64, sums: Sums) {
    let kronor = (sum.unsigned_abs() / 100).to_string();
    let ore = sum.unsigned_abs() % 100;
    if sum < 0 {
        line.push('-');
    }
    for (place, char) in kronor.chars().enumerate() {
        if sums == Sums::Spaced && place > 0 && (kronor.len() - place).is_multiple_of(3) {
            line.push(' ');
        }
        line.push(char);
    }
    let _ = write!(line, "{}{ore:02}", if sums == Sums::Point { '.' } else { ',' });
}

/// A workbook of one sheet being written row by row.
pub(crate) struct SheetTable {
    pub(crate) path: PathBuf,
    pub(crate) book: Workbook,
    day: Format,
    moment: Format,
    money: Format,
    next: u32,
    pub(crate) rows: u64,
}

impl std::fmt::Debug for SheetTable {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("SheetTable").field("path", &self.path).field("rows", &self.rows).finish_non_exhaustive()
    }
}

impl SheetTable {
    pub(crate) fn start(path: &Path, title: &str, header: &[&str]) -> Result<Self, XlsxError> {
        let mut book = Workbook::new();
        let made = ExcelDateTime::from_ymd(2026, 7, 1)?;
        book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
        let bold = Format::new().set_bold();
        let sheet = book.add_worksheet();
        sheet.set_name("Utdrag")?;
        sheet.write_with_format(0, 0, title, &bold)?;
        sheet.write(1, 0, "Uttag 2026-07-01")?;
        for (column, name) in (0_u16..).zip(header) {
            sheet.write_with_format(3, column, *name, &bold)?;
            sheet.set_column_width(column, 18)?;
        }
        Ok(Self {
            path: path.to_owned(),
            book,
            day: Format::new().set_num_format("yyyy-mm-dd"),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm"),
            money: Format::new().set_num_format("#,##0.00"),
            next: 4,
            rows: 0,
        })
    }

    pub(crate) fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), XlsxError> {
        let sheet = self.book.worksheet_from_index(0)?;
        for (column, cell) in (0_u16..).zip(cells) {
            write_sheet_cell(sheet, (self.next, column), *cell, [&self.day, &self.moment, &self.money])?;
        }
        self.next += 1;
        self.rows += 1;
        Ok(())
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a workbook holds sums as floating point; sums of a town are far below 2^53 öre"
)]
fn write_sheet_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: Cell<'_>,
    [day_form, moment_form, money_form]: [&Format; 3],
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            sheet.write(row, column, text)?;
        }
        Cell::Day(day) => {
            sheet.write_with_format(row, column, f64::from(day.0 + 25_569), day_form)?;
        }
        Cell::Moment(moment) => {
            let serial = moment.0 as f64 / 1440.0 + 25_569.0;
            sheet.write_with_format(row, column, serial, moment_form)?;
        }
        Cell::Money(sum) => {
            sheet.write_with_format(row, column, sum as f64 / 100.0, money_form)?;
        }
        Cell::Int(number) => {
            sheet.write(row, column, number as f64)?;
        }
        Cell::Flag(flag) => {
            sheet.write(row, column, if flag { "Ja" } else { "Nej" })?;
        }
    }
    Ok(())
}
