//! The tables of a letter as a workbook, to count in: one sheet each, after one with what stands around them.
//!
//! Words are written as words, never as formulas; what is a whole number is one. The same letter gives the same bytes.

use casework::letter::{Block, Letter};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::{DocumentError, Meta};

/// The most characters of the name of a sheet.
const NAME: usize = 31;

/// The tables of the letter as an XLSX file.
///
/// # Errors
/// When a table is larger than a sheet.
pub fn workbook(letter: &Letter, meta: &Meta) -> Result<Vec<u8>, DocumentError> {
    let failed = |error: XlsxError| DocumentError::Workbook { title: letter.title.clone(), why: error.to_string() };
    made(letter, meta).and_then(|mut book| book.save_to_buffer()).map_err(failed)
}

fn made(letter: &Letter, meta: &Meta) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    // A workbook states when it was made; a fixed day keeps equal letters equal.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_title(&letter.title).set_author(&meta.author);
    book.set_properties(&properties.set_creation_datetime(&day));
    book.push_worksheet(read_me(letter, meta)?);
    let mut heading = String::new();
    let mut number = 0_usize;
    for block in &letter.blocks {
        match block {
            Block::Heading { text, .. } => heading.clone_from(text),
            Block::Table { caption, head, rows } => {
                number += 1;
                let name = if heading.is_empty() { format!("Tabell {number}") } else { heading.clone() };
                book.push_worksheet(table(&named(&name), caption, head, rows)?);
            }
            Block::Paragraph { .. } | Block::List { .. } | Block::Signatures { .. } => {}
        }
    }
    Ok(book)
}

/// As a sheet may be called.
fn named(name: &str) -> String {
    name.chars().filter(|sign| !"[]:*?/\\'".contains(*sign)).take(NAME).collect()
}

fn read_me(letter: &Letter, meta: &Meta) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name("Läs mig")?;
    sheet.set_column_width(0, 100)?;
    let wrapped = Format::new().set_text_wrap();
    sheet.write_string_with_format(0, 0, &letter.title, &Format::new().set_bold())?;
    sheet.write_string(1, 0, format!("{}, {}, {}", meta.municipality, letter.authority, letter.day))?;
    let paragraphs = letter.blocks.iter().filter_map(|block| match block {
        Block::Paragraph { text } => Some(text),
        _ => None,
    });
    for (row, text) in (3_u32..).zip(paragraphs) {
        sheet.write_string_with_format(row, 0, text, &wrapped)?;
    }
    Ok(sheet)
}

fn table(name: &str, caption: &str, head: &[String], rows: &[Vec<String>]) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    let bold = Format::new().set_bold();
    sheet.set_name(name)?;
    sheet.set_column_width(0, 44)?;
    sheet.write_string(0, 0, caption)?;
    for (column, text) in (0_u16..).zip(head) {
        sheet.write_string_with_format(2, column, text, &bold)?;
    }
    for (row, cells) in (3_u32..).zip(rows) {
        for (column, text) in (0_u16..).zip(cells) {
            match text.parse::<u32>() {
                Ok(number) if column > 0 => sheet.write_number(row, column, number)?,
                _ => sheet.write_string(row, column, text)?,
            };
        }
    }
    sheet.set_freeze_panes(3, 1)?;
    Ok(sheet)
}
