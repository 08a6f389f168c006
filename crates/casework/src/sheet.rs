//! A table that somebody sent, as text: the columns by what their headers say, the cells by what they are to be.
//!
//! Who opens the file (CSV or a workbook) is another; here a row that can not be used is told with line, column, value,
//! reason and what to do, and hides none of the others.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A table with its headers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Where it stands: the file, or the file and its sheet.
    pub name: String,
    /// The headers as written.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file, from 1.
    pub line: u64,
    /// Its cells as written.
    pub cells: Vec<String>,
}

/// A column that is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// What it is called in the program.
    pub id: &'static str,
    /// What its header should be.
    pub label: &'static str,
    /// What else its header may be.
    pub synonyms: &'static [&'static str],
    /// Whether the table is of no use without it.
    pub is_required: bool,
}

/// A cell, or a whole table, that can not be used. In Swedish.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Unfit {
    /// The line; 0 when it is about the whole table.
    pub line: u64,
    /// The column.
    pub column: String,
    /// The value as written.
    pub value: String,
    /// Why, and what to do.
    pub why: String,
}

/// Where the columns stand.
#[derive(Debug, Clone)]
pub struct Columns(BTreeMap<&'static str, (usize, &'static str)>);

/// A name in a form in which equal names are equal: small letters, without marks and double blanks.
#[must_use]
pub fn folded(text: &str) -> String {
    let plain: String = text.chars().map(|sign| if sign.is_alphanumeric() { sign } else { ' ' }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl Sheet {
    /// The columns by their headers.
    ///
    /// # Errors
    /// One [`Unfit`] for each required column that is missing.
    pub fn columns(&self, wanted: &[Wanted]) -> Result<Columns, Vec<Unfit>> {
        let header: Vec<String> = self.header.iter().map(|cell| folded(cell)).collect();
        let at = |one: &Wanted| {
            let names = std::iter::once(one.label).chain(one.synonyms.iter().copied());
            names.map(folded).find_map(|name| header.iter().position(|cell| *cell == name))
        };
        let missing: Vec<Unfit> = wanted
            .iter()
            .filter(|one| one.is_required && at(one).is_none())
            .map(|one| Unfit {
                line: 0,
                column: one.label.to_owned(),
                value: String::new(),
                why: format!("kolumnen saknas; skriv rubriken »{}« på den första raden", one.label),
            })
            .collect();
        if !missing.is_empty() {
            return Err(missing);
        }
        Ok(Columns(wanted.iter().filter_map(|one| Some((one.id, (at(one)?, one.label)))).collect()))
    }

    /// How many of the columns its headers name, to tell which of several tables is meant.
    #[must_use]
    pub fn names(&self, wanted: &[Wanted]) -> usize {
        let is_named = |one: &&Wanted| {
            let mut names = std::iter::once(one.label).chain(one.synonyms.iter().copied()).map(folded);
            names.any(|name| self.header.iter().any(|cell| folded(cell) == name))
        };
        wanted.iter().filter(is_named).count()
    }
}

/// The cells of one row as they are read, with what is wrong with them.
#[derive(Debug)]
pub struct Reading<'a> {
    row: &'a Row,
    columns: &'a Columns,
    unfit: Vec<Unfit>,
}

impl<'a> Reading<'a> {
    /// A row that is about to be read.
    #[must_use]
    pub fn new(row: &'a Row, columns: &'a Columns) -> Self {
        Self { row, columns, unfit: Vec::new() }
    }

    /// Whether nothing stands in the row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.row.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// The text of a cell; empty when there is no such column.
    #[must_use]
    pub fn text(&self, id: &str) -> &'a str {
        let at = self.columns.0.get(id).map(|(at, _)| *at);
        at.and_then(|at| self.row.cells.get(at)).map_or("", |cell| cell.trim())
    }

    /// The text of a cell that must not be empty.
    pub fn required(&mut self, id: &str) -> String {
        let text = self.text(id);
        if text.is_empty() {
            self.wrong(id, "cellen är tom; fyll i den");
        }
        text.to_owned()
    }

    /// A day that may be left out.
    pub fn day(&mut self, id: &str) -> Option<NaiveDate> {
        let text = self.text(id);
        if text.is_empty() {
            return None;
        }
        let read = day(text);
        if read.is_none() {
            self.wrong(id, "det är inget datum; skriv det som 2026-11-22");
        }
        read
    }

    /// An amount in kronor, as öre; none when nothing stands there or it says that there is no limit.
    pub fn ore(&mut self, id: &str) -> Option<i64> {
        let text = self.text(id);
        if text.is_empty() || NO_LIMIT.contains(&folded(text).as_str()) || text == "-" || text == "–" {
            return None;
        }
        let read = ore(text);
        if read.is_none() {
            self.wrong(
                id,
                "det är inget belopp i kronor; skriv siffror, som 200 000, eller lämna tomt när gräns saknas",
            );
        }
        read
    }

    /// Yes or no; no when nothing stands there.
    pub fn yes(&mut self, id: &str) -> bool {
        match folded(self.text(id)).as_str() {
            "ja" | "j" | "x" | "yes" | "true" | "1" | "sant" => true,
            "" | "nej" | "n" | "no" | "false" | "0" | "falskt" => false,
            _ => {
                self.wrong(id, "skriv ja eller nej");
                false
            }
        }
    }

    /// Notes that a cell can not be used.
    pub fn wrong(&mut self, id: &str, why: &str) {
        let column = self.columns.0.get(id).map_or(id, |(_, label)| *label).to_owned();
        let value = self.text(id).chars().take(80).collect();
        self.unfit.push(Unfit { line: self.row.line, column, value, why: why.to_owned() });
    }

    /// What is wrong with the row.
    #[must_use]
    pub fn into_unfit(self) -> Vec<Unfit> {
        self.unfit
    }
}

/// What says that there is no limit.
const NO_LIMIT: [&str; 5] = ["obegränsat", "utan gräns", "ingen gräns", "ingen", "no limit"];

/// A day, also one with a time after it, as workbooks write it.
#[must_use]
pub fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let dashed = text.get(..10).unwrap_or(text);
    dashed.parse().ok().or_else(|| NaiveDate::parse_from_str(text, "%Y%m%d").ok())
}

/// An amount in kronor as öre: `200 000`, `200000,50`, `200 000 kr`.
pub(crate) fn ore(text: &str) -> Option<i64> {
    let text = text.trim().to_lowercase();
    let text = text.strip_suffix("kronor").or_else(|| text.strip_suffix("kr")).unwrap_or(&text);
    let text: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    let (kronor, rest) = text.split_once([',', '.']).unwrap_or((&text, ""));
    let is_digits = |part: &str| part.chars().all(|sign| sign.is_ascii_digit());
    if kronor.is_empty() || !is_digits(kronor) || !is_digits(rest) || rest.len() > 2 {
        return None;
    }
    let rest: i64 = format!("{rest:0<2}").parse().ok()?;
    kronor.parse::<i64>().ok()?.checked_mul(100)?.checked_add(rest)
}

/// An amount in kronor as a cell has it: `200000`, `200000,50`.
#[must_use]
pub fn kronor(ore: i64) -> String {
    match ore % 100 {
        0 => (ore / 100).to_string(),
        rest => format!("{},{:02}", ore / 100, rest.abs()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: [Wanted; 4] = [
        Wanted { id: "number", label: "Punkt", synonyms: &["nr"], is_required: true },
        Wanted { id: "limit", label: "Beloppsgräns (kr)", synonyms: &[], is_required: false },
        Wanted { id: "from", label: "Från", synonyms: &["fr.o.m."], is_required: false },
        Wanted { id: "onward", label: "Får vidaredelegeras", synonyms: &[], is_required: false },
    ];

    fn sheet(header: &[&str], cells: &[&str]) -> Sheet {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Sheet { name: "a.csv".to_owned(), header: owned(header), rows: vec![Row { line: 2, cells: owned(cells) }] }
    }

    #[test]
    fn a_header_is_found_whatever_its_capitals_and_marks() {
        let sheet = sheet(&["FROM", "beloppsgräns  (KR)", "Nr.", "Fr o m"], &["", "200 000 kr", "4.2", "20260101"]);
        let columns = sheet.columns(&WANTED).unwrap();
        let mut row = Reading::new(sheet.rows.first().unwrap(), &columns);
        assert_eq!((row.required("number").as_str(), row.ore("limit")), ("4.2", Some(20_000_000)));
        assert_eq!(row.day("from"), NaiveDate::from_ymd_opt(2026, 1, 1));
        assert!(!row.yes("onward") && row.into_unfit().is_empty());
        assert_eq!(sheet.names(&WANTED), 3);
    }

    #[test]
    fn a_column_that_is_missing_is_named() {
        let unfit = sheet(&["Ärende"], &["x"]).columns(&WANTED).unwrap_err();
        assert_eq!(unfit.len(), 1);
        assert!(unfit.first().unwrap().why.contains("»Punkt«"));
    }

    #[test]
    fn a_cell_that_can_not_be_read_is_told_with_line_and_column() {
        let sheet =
            sheet(&["Punkt", "Beloppsgräns kr", "Från", "Får vidaredelegeras"], &["", "två", "i fjol", "kanske"]);
        let columns = sheet.columns(&WANTED).unwrap();
        let mut row = Reading::new(sheet.rows.first().unwrap(), &columns);
        row.required("number");
        assert_eq!((row.ore("limit"), row.day("from"), row.yes("onward")), (None, None, false));
        let unfit = row.into_unfit();
        let told: Vec<_> = unfit.iter().map(|one| (one.line, one.column.as_str(), one.value.as_str())).collect();
        assert_eq!(
            told,
            [
                (2, "Punkt", ""),
                (2, "Beloppsgräns (kr)", "två"),
                (2, "Från", "i fjol"),
                (2, "Får vidaredelegeras", "kanske")
            ]
        );
    }

    #[test]
    fn amounts_are_whole_ore() {
        for (text, expected) in [
            ("200000", Some(20_000_000)),
            ("0,5", Some(50)),
            ("1 000,05 kronor", Some(100_005)),
            ("1,005", None),
            ("-5", None),
            ("", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(ore(text), expected, "{text}");
        }
        assert_eq!((kronor(20_000_000), kronor(50)), ("200000".to_owned(), "0,50".to_owned()));
    }
}
