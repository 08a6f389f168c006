//! A worksheet written row by row, with a head that stays in sight and can be filtered.

use chrono::{Datelike, NaiveDate};
use ids::hide_person_nos;
use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// Characters that a cell can hold.
const LONGEST: usize = 32_000;
/// Swedish kronor, as a Swedish Excel writes the format itself.
const KRONOR: &str = r"#,##0.00\ [$kr-41D]";

/// A column head with its width in characters.
pub(super) type Column<'a> = (&'a str, f64);

/// A value in a cell.
pub(super) enum Value {
    Empty,
    Words(String),
    Count(u64),
    /// Whole öre.
    Money(i128),
    Day(NaiveDate),
}

impl Value {
    pub(super) fn words(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Words(hide_person_nos(text)) }
    }

    pub(super) fn count(count: usize) -> Self {
        Self::Count(count as u64)
    }

    pub(super) fn money(ore: Option<i64>) -> Self {
        ore.map_or(Self::Empty, |ore| Self::Money(ore.into()))
    }

    pub(super) fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }

    /// A cell of evidence, which comes as words: sums in kronor and days get their own type back.
    pub(super) fn of_cell(cell: &str) -> Self {
        if let Some(ore) = money_in(cell) {
            return Self::Money(ore);
        }
        match NaiveDate::parse_from_str(cell, "%Y-%m-%d") {
            Ok(day) if cell.len() == 10 => Self::Day(day),
            _ => Self::words(cell),
        }
    }
}

/// Öre in `12 345,50 kr`; `None` for anything that is not written just so.
fn money_in(cell: &str) -> Option<i128> {
    let number = cell.strip_suffix("kr")?.strip_suffix(['\u{a0}', ' '])?;
    let (negative, number) = number.strip_prefix(['−', '-']).map_or((false, number), |rest| (true, rest));
    let (kronor, ore) = number.split_once(',').unwrap_or((number, "00"));
    let kronor: String = kronor.chars().filter(|c| !matches!(c, '\u{a0}' | ' ')).collect();
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !plain(&kronor) || !plain(ore) || ore.len() != 2 {
        return None;
    }
    let whole = kronor.parse::<i128>().ok()?.checked_mul(100)?.checked_add(ore.parse().ok()?)?;
    Some(if negative { -whole } else { whole })
}

/// A worksheet being written.
pub(super) struct Sheet {
    sheet: Worksheet,
    formats: Formats,
    columns: u16,
    next: u32,
}

struct Formats {
    head: Format,
    words: Format,
    count: Format,
    money: Format,
    day: Format,
    title: Format,
}

impl Formats {
    fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        Self {
            head: Format::new()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(Color::RGB(0x0017_506A))
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap()
                .set_border_bottom(FormatBorder::Thin),
            words: top(),
            count: top().set_num_format("#,##0"),
            money: top().set_num_format(KRONOR),
            day: top().set_num_format("yyyy-mm-dd"),
            title: Format::new().set_bold().set_font_size(14),
        }
    }
}

impl Sheet {
    /// A sheet with a head row.
    pub(super) fn table(name: &str, columns: &[Column<'_>]) -> Result<Self, XlsxError> {
        let mut this = Self::blank(name)?;
        this.sheet.set_row_height(0, 30)?;
        for (at, (head, width)) in (0_u16..).zip(columns) {
            this.sheet.set_column_width(at, *width)?;
            this.sheet.write_string_with_format(0, at, *head, &this.formats.head)?;
            this.columns = at;
        }
        this.sheet.set_freeze_panes(1, 0)?;
        this.sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        this.sheet.set_repeat_rows(0, 0)?;
        this.next = 1;
        Ok(this)
    }

    /// A sheet of text.
    pub(super) fn blank(name: &str) -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        Ok(Self { sheet, formats: Formats::new(), columns: 0, next: 0 })
    }

    pub(super) fn width(&mut self, column: u16, width: f64) -> Result<(), XlsxError> {
        self.sheet.set_column_width(column, width).map(|_| ())
    }

    pub(super) fn title(&mut self, text: &str) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.next, 0, text, &self.formats.title)?;
        self.next += 1;
        Ok(())
    }

    pub(super) fn head(&mut self, cells: &[&str]) -> Result<(), XlsxError> {
        for (at, cell) in (0_u16..).zip(cells) {
            self.sheet.write_string_with_format(self.next, at, *cell, &self.formats.head)?;
        }
        self.next += 1;
        Ok(())
    }

    pub(super) fn row(&mut self, values: impl IntoIterator<Item = Value>) -> Result<(), XlsxError> {
        for (at, value) in (0_u16..).zip(values) {
            self.cell(at, value)?;
        }
        self.next += 1;
        Ok(())
    }

    fn cell(&mut self, at: u16, value: Value) -> Result<(), XlsxError> {
        let (row, formats) = (self.next, &self.formats);
        match value {
            Value::Empty => return Ok(()),
            Value::Words(text) => {
                let text: String = text.chars().take(LONGEST).collect();
                self.sheet.write_string_with_format(row, at, text, &formats.words)?
            }
            Value::Count(count) => {
                self.sheet.write_number_with_format(row, at, as_number(count.into()), &formats.count)?
            }
            Value::Money(ore) => {
                self.sheet.write_number_with_format(row, at, as_number(ore) / 100.0, &formats.money)?
            }
            Value::Day(day) => match excel_day(day) {
                Some(date) => self.sheet.write_datetime_with_format(row, at, &date, &formats.day)?,
                None => self.sheet.write_string(row, at, signals::format_date(day))?,
            },
        };
        Ok(())
    }

    /// The finished sheet; a table gets its filter.
    pub(super) fn finish(mut self) -> Result<Worksheet, XlsxError> {
        if self.columns > 0 && self.next > 1 {
            self.sheet.autofilter(0, 0, self.next - 1, self.columns)?;
        }
        Ok(self.sheet)
    }
}

/// Excel knows days from 1900; an older one is written as words.
fn excel_day(day: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok().filter(|year| (1900..=9999).contains(year))?;
    let (month, of_month) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    ExcelDateTime::from_ymd(year, month, of_month).ok()
}

/// Excel's only number type. Whole öre are exact to 90 000 000 000 000 kronor.
fn as_number(value: i128) -> f64 {
    value as f64
}

#[cfg(test)]
mod tests {
    use super::money_in;

    #[test]
    fn only_sums_in_kronor_become_numbers() {
        assert_eq!(money_in("12\u{a0}345,50\u{a0}kr"), Some(1_234_550));
        assert_eq!(money_in("−500 kr"), Some(-50_000));
        for words in ["12345", "kr", " kr", "1,5 kr", "=1+1 kr", "12a kr"] {
            assert_eq!(money_in(words), None, "{words}");
        }
    }
}
