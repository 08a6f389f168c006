//! Attendance from the city's learning system: rows of a CSV or XLSX file, each taken or told with its line and why not.

use std::collections::BTreeMap;

use chrono::NaiveDate;

/// A row that can be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line of the file.
    pub line: u64,
    /// The number in the HR system.
    pub employee_no: String,
    /// The course, by id.
    pub course: String,
    /// When it was completed.
    pub on: NaiveDate,
}

/// A file that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Rows that can be taken.
    pub rows: Vec<Row>,
    /// Rows that can not: line and why.
    pub rejected: Vec<(u64, String)>,
}

/// A column, and what its header can be.
type Names = (&'static str, &'static [&'static str]);

const NUMBER: Names = (
    "anställningsnummer",
    &[
        "anstallningsnummer",
        "anstallningsnr",
        "anstnr",
        "personalnummer",
        "employee number",
        "employee no",
        "employeeno",
    ],
);
const COURSE: Names = ("kurs", &["kurs", "kursnamn", "utbildning", "course", "course name"]);
const DAY: Names = (
    "genomförd",
    &[
        "genomford",
        "genomford den",
        "slutford",
        "slutdatum",
        "avslutad",
        "datum",
        "completed",
        "completion date",
        "date",
    ],
);

/// All that the headers can be.
#[must_use]
pub fn headers() -> Vec<String> {
    [NUMBER, COURSE, DAY].iter().flat_map(|(_, names)| names.iter().map(|name| (*name).to_owned())).collect()
}

/// Reads rows of cells; the first that has all three headers is the header. `courses` has the ids of courses by each name
/// that they can be written with, in lower case.
///
/// # Errors
/// When no row is a header: the columns that are missing, in Swedish.
pub fn read(
    rows: &[(u64, Vec<String>)],
    courses: &BTreeMap<String, String>,
    today: NaiveDate,
) -> Result<Sheet, String> {
    let place =
        |cells: &[String], (_, names): Names| cells.iter().position(|cell| names.contains(&plain(cell).as_str()));
    let found = rows
        .iter()
        .enumerate()
        .take(20)
        .find_map(|(at, (_, cells))| Some((at, place(cells, NUMBER)?, place(cells, COURSE)?, place(cells, DAY)?)));
    let Some((head, number, course, day)) = found else {
        let cells = rows.first().map_or(&[][..], |(_, cells)| cells);
        let missing = [NUMBER, COURSE, DAY].into_iter().filter(|names| place(cells, *names).is_none());
        let missing: Vec<&str> = missing.map(|(name, _)| name).collect();
        return Err(format!(
            "Filen saknar kolumnen {}. Första raden ska ha anställningsnummer, kurs och genomförd.",
            missing.join(" och ")
        ));
    };
    let mut sheet = Sheet::default();
    for (line, cells) in rows.iter().skip(head + 1) {
        let cell = |at: usize| cells.get(at).map_or("", |cell| cell.trim());
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        match row((cell(number), cell(course), cell(day)), courses, today) {
            Ok((employee_no, course, on)) => sheet.rows.push(Row { line: *line, employee_no, course, on }),
            Err(why) => sheet.rejected.push((*line, why)),
        }
    }
    Ok(sheet)
}

fn row(
    (number, course, day): (&str, &str, &str),
    courses: &BTreeMap<String, String>,
    today: NaiveDate,
) -> Result<(String, String, NaiveDate), String> {
    if number.is_empty() {
        return Err("anställningsnummer saknas".to_owned());
    }
    let id = courses.get(&course.to_lowercase());
    let id = id.ok_or_else(|| format!("kursen `{course}` finns inte här; skriv dess id eller titel"))?;
    // A spreadsheet writes a day with a time of day.
    let text = day.split([' ', 'T']).next().unwrap_or_default();
    let read = ["%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "%d.%m.%Y"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(text, form).ok());
    let on = read.ok_or_else(|| format!("`{day}` är ingen dag; skriv som 2026-11-22"))?;
    if on > today {
        return Err(format!("dagen {on} har inte varit än"));
    }
    Ok((number.to_owned(), id.clone(), on))
}

/// A header as it is compared: lower case, without accents, dots and underscores.
fn plain(cell: &str) -> String {
    let lower = cell.trim().trim_start_matches('\u{feff}').to_lowercase();
    let sign = |sign: char| match sign {
        'å' | 'ä' => 'a',
        'ö' => 'o',
        '_' | '-' | '.' => ' ',
        other => other,
    };
    lower.chars().map(sign).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}
