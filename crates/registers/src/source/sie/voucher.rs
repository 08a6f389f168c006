//! A SIE voucher: gathered line by line, given out whole or refused whole.

use std::collections::BTreeMap;

use super::fields::Line;
use crate::source::{RawChunk, RawReject};

/// What the vouchers of a file have in common.
#[derive(Debug, Default)]
pub(crate) struct Chart {
    pub(crate) accounts: BTreeMap<String, String>,
    pub(crate) cost_centres: BTreeMap<String, String>,
    pub(crate) org_no: String,
    pub(crate) company: String,
}

/// The dimension that SIE reserves for kostnadsställe.
pub(crate) const COST_CENTRE: &str = "1";

/// A voucher while its lines are read.
#[derive(Debug)]
pub(crate) struct Voucher {
    number: String,
    date: String,
    text: String,
    registered_on: String,
    sign: String,
    rows: Vec<Row>,
    fault: Option<String>,
    /// What a row of it is called in the file.
    row_name: &'static str,
}

/// A row of a voucher.
#[derive(Debug, Default)]
pub(crate) struct Row {
    pub(crate) line: u64,
    /// As it stands in the file.
    pub(crate) written: String,
    pub(crate) account: String,
    pub(crate) cost_centre: String,
    pub(crate) ore: i64,
    pub(crate) date: String,
    pub(crate) text: String,
    pub(crate) sign: String,
}

/// The head of a voucher.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) number: String,
    pub(crate) date: String,
    pub(crate) text: String,
    pub(crate) registered_on: String,
    pub(crate) sign: String,
}

impl Voucher {
    /// Begins with `#VER series number date text regdate sign`.
    pub(crate) fn begin(line: u64, ver: &Line) -> Self {
        let head = Head {
            number: voucher_no(ver.text(0), ver.text(1), line),
            date: iso_date(ver.text(2)),
            text: ver.text(3).to_owned(),
            registered_on: iso_date(ver.text(4)),
            sign: ver.text(5).to_owned(),
        };
        Self::new(head, "#TRANS")
    }

    /// A voucher without rows.
    pub(crate) fn new(head: Head, row_name: &'static str) -> Self {
        let Head { number, date, text, registered_on, sign } = head;
        Self { number, date, text, registered_on, sign, rows: Vec::new(), fault: None, row_name }
    }

    /// Adds a row as it is.
    pub(crate) fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// Adds `#TRANS account {objects} amount date text quantity sign`; `Err` says what is wrong with the line.
    pub(crate) fn add(&mut self, line: u64, written: &str, trans: &Line) -> Result<(), String> {
        // The object list is mandatory, but some programs leave it out.
        let after = if trans.is_list(1) { 2 } else { 1 };
        let ore = ore(trans.text(after)).ok_or_else(|| format!("beloppet `{}` är inte ett tal", trans.text(after)))?;
        if trans.text(0).is_empty() {
            return Err("kontot saknas".to_owned());
        }
        let mut objects = trans.list(1).chunks_exact(2);
        let cost_centre = objects.find_map(|pair| match pair {
            [dimension, object] if dimension == COST_CENTRE => Some(object.clone()),
            _ => None,
        });
        self.rows.push(Row {
            line,
            written: written.to_owned(),
            account: trans.text(0).to_owned(),
            cost_centre: cost_centre.unwrap_or_default(),
            ore,
            date: iso_date(trans.text(after + 1)),
            text: trans.text(after + 2).to_owned(),
            sign: trans.text(after + 4).to_owned(),
        });
        Ok(())
    }

    /// Refuses the voucher when it ends, for a reason that follows "Verifikation A12 ".
    pub(crate) fn refuse(&mut self, reason: String) {
        self.fault.get_or_insert(reason);
    }

    /// Writes the rows into the chunk, or one reject per row when the voucher is broken or does not balance.
    pub(crate) fn finish(mut self, chart: &Chart, chunk: &mut RawChunk) {
        let sum = self.rows.iter().map(|row| i128::from(row.ore)).sum::<i128>();
        if sum != 0 {
            self.refuse(format!("balanserar inte: raderna summerar till {} i stället för 0", money(sum)));
        }
        let Some(fault) = &self.fault else { return self.accept(chart, chunk) };
        let reason = format!(
            "Verifikation {} ({}) {fault}. Hela verifikationen ({} rader) är avvisad; rätta den i ekonomisystemet och exportera på nytt.",
            self.number,
            if self.date.is_empty() { "utan datum" } else { &self.date },
            self.rows.len(),
        );
        chunk.rejects.extend(self.rows.iter().map(|row| RawReject {
            line: row.line,
            column: self.row_name.to_owned(),
            value: row.written.clone(),
            reason: reason.clone(),
        }));
    }

    fn accept(&self, chart: &Chart, chunk: &mut RawChunk) {
        let first_filled = |a: &'_ str, b: &'_ str| if a.is_empty() { b.to_owned() } else { a.to_owned() };
        for row in &self.rows {
            let unit = chart.cost_centres.get(&row.cost_centre).unwrap_or(&row.cost_centre);
            chunk.push_row(
                row.line,
                [
                    self.number.as_str(),
                    &first_filled(&self.date, &row.date),
                    &row.account,
                    chart.accounts.get(&row.account).map_or("", String::as_str),
                    &money(i128::from(row.ore)),
                    unit,
                    &first_filled(&row.text, &self.text),
                    &first_filled(&row.sign, &self.sign),
                    &self.registered_on,
                    &chart.org_no,
                    &chart.company,
                ],
            );
        }
    }
}

/// Series and number as one id. A series that ends in a digit is set off, or `1` + `12` would be `11` + `2`.
/// Import files (4I) may leave the number to the receiver: the line then names the voucher.
pub(crate) fn voucher_no(series: &str, number: &str, line: u64) -> String {
    match (series, number) {
        (_, "") => format!("{series}(rad {line})"),
        (series, number) if series.ends_with(|c: char| c.is_ascii_digit()) => format!("{series}-{number}"),
        (series, number) => format!("{series}{number}"),
    }
}

/// `20240131` as `2024-01-31`; anything else as written, for the typing to judge.
fn iso_date(text: &str) -> String {
    match (text.get(..4), text.get(4..6), text.get(6..8)) {
        (Some(year), Some(month), Some(day)) if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{year}-{month}-{day}")
        }
        _ => text.to_owned(),
    }
}

/// A SIE amount in öre: `1250`, `-1250.5`, `1250,50`. More decimals are accepted when they are zeros.
pub(crate) fn ore(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+', '\u{2212}']).unwrap_or(text);
    let negative = text.starts_with(['-', '\u{2212}']);
    let (whole, decimals) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let significant = decimals.trim_end_matches('0');
    let is_number = !(whole.is_empty() && decimals.is_empty())
        && (whole.bytes().chain(decimals.bytes())).all(|b| b.is_ascii_digit());
    if !is_number || significant.len() > 2 {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let cents: i64 = format!("{significant:0<2}").parse().ok()?;
    let ore = whole.checked_mul(100)?.checked_add(cents)?;
    Some(if negative { -ore } else { ore })
}

fn money(ore: i128) -> String {
    let sign = if ore < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", ore.unsigned_abs() / 100, ore.unsigned_abs() % 100)
}

#[cfg(test)]
mod tests {
    use super::{money, ore, voucher_no};

    #[test]
    fn amounts_become_whole_ore() {
        let check = |text: &str, expect: Option<i64>| assert_eq!(ore(text), expect, "{text}");
        check("1250", Some(125_000));
        check("-1250.5", Some(-125_050));
        check("1250,50", Some(125_050));
        check(".5", Some(50));
        check("12.500000", Some(1250));
        check("12.505", None);
        check("", None);
        check("-", None);
        check("1e5", None);
        check("99999999999999999999", None);
        assert_eq!(money(-5), "-0.05");
    }

    #[test]
    fn series_and_number_never_run_together() {
        assert_eq!(voucher_no("A", "12", 7), "A12");
        assert_eq!(voucher_no("1", "12", 7), "1-12");
        assert_eq!(voucher_no("", "12", 7), "12");
        assert_eq!(voucher_no("LB", "", 7), "LB(rad 7)");
    }
}
