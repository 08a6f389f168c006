//! Cases: a small register in, the expected outcome out, written as Markdown tables under `## Prov`.

use std::collections::BTreeMap;

use crate::{Section, error::Fault};

/// What a case shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseKind {
    /// The control must hit.
    Hit,
    /// It must not: an innocent explanation or order.
    Innocent,
    /// On the border of a parameter.
    Boundary,
    /// A value is missing.
    NotComputable,
}

impl CaseKind {
    /// The Swedish word that opens the case's heading.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Hit => "Träff",
            Self::Innocent => "Oskyldig",
            Self::Boundary => "Gräns",
            Self::NotComputable => "Ej beräkningsbar",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Hit, Self::Innocent, Self::Boundary, Self::NotComputable].into_iter().find(|kind| kind.word() == word)
    }
}

/// A table of a case; an empty cell is a missing value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseTable {
    /// Register name, or `Utfall` for what is expected.
    pub name: String,
    /// Column names.
    pub columns: Vec<String>,
    /// Rows with their lines in the document.
    pub rows: Vec<(usize, Vec<Option<String>>)>,
    /// Line of the header row.
    pub line: usize,
}

/// One case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// What it shows.
    pub kind: CaseKind,
    /// What happens in it.
    pub title: String,
    /// Line of its heading.
    pub line: usize,
    /// Parameters that differ from the defaults, as written.
    pub parameters: BTreeMap<String, String>,
    /// Registers in.
    pub registers: Vec<CaseTable>,
    /// All rows expected out, except those that pass; columns that are not listed are not compared.
    pub expected: CaseTable,
}

impl Case {
    /// The outcomes that the case expects.
    pub fn outcomes(&self) -> impl Iterator<Item = &str> {
        let column = self.expected.columns.iter().position(|column| column == "outcome");
        self.expected.rows.iter().filter_map(move |(_, cells)| cells.get(column?)?.as_deref())
    }
}

/// Name of the table of expectations.
const EXPECTED: &str = "Utfall";

pub(crate) fn cases(section: &Section) -> Result<Vec<Case>, Fault> {
    let mut cases = Vec::new();
    let mut reader = Reader::default();
    for (at, line) in section.body.lines().enumerate() {
        let number = section.line + 1 + at;
        if let Some(heading) = line.strip_prefix("### ") {
            reader.finish(&mut cases)?;
            reader.start(heading, number)?;
        } else if reader.case.is_some() {
            reader.line(line, number)?;
        } else if line.trim_start().starts_with('|') {
            return Err(Fault::new(number, "tabellen står utanför ett prov; skriv `### Träff: …` före den"));
        }
    }
    reader.finish(&mut cases)?;
    Ok(cases)
}

#[derive(Default)]
struct Reader {
    case: Option<Draft>,
}

struct Draft {
    kind: CaseKind,
    title: String,
    line: usize,
    parameters: BTreeMap<String, String>,
    tables: Vec<CaseTable>,
    /// Name announced for the next table.
    announced: Option<String>,
    in_table: bool,
}

impl Reader {
    fn start(&mut self, heading: &str, line: usize) -> Result<(), Fault> {
        let (word, title) = heading.split_once(':').unwrap_or((heading, ""));
        let kind = CaseKind::from_word(word.trim()).ok_or_else(|| {
            Fault::new(line, format!("`### {heading}` ska börja med Träff:, Oskyldig:, Gräns: eller Ej beräkningsbar:"))
        })?;
        let title = title.trim().to_owned();
        self.case = Some(Draft {
            kind,
            title,
            line,
            parameters: BTreeMap::new(),
            tables: Vec::new(),
            announced: None,
            in_table: false,
        });
        Ok(())
    }

    fn line(&mut self, line: &str, number: usize) -> Result<(), Fault> {
        let Some(draft) = &mut self.case else { return Ok(()) };
        let text = line.trim();
        if text.starts_with('|') {
            return draft.table_line(text, number);
        }
        draft.in_table = false;
        if let Some(list) = text.strip_prefix("Parametrar:") {
            for pair in list.split(';').filter(|pair| !pair.trim().is_empty()) {
                let (name, value) = pair
                    .split_once('=')
                    .ok_or_else(|| Fault::new(number, "skriv `Parametrar: namn = värde; namn = värde`"))?;
                draft
                    .parameters
                    .insert(name.trim().trim_matches('`').to_owned(), value.trim().trim_matches('`').to_owned());
            }
        } else if text.trim_end_matches(':') == EXPECTED {
            draft.announced = Some(EXPECTED.to_owned());
        } else if let Some(name) = text.trim_end_matches(':').strip_prefix('`').and_then(|t| t.strip_suffix('`')) {
            draft.announced = Some(name.to_owned());
        }
        Ok(())
    }

    fn finish(&mut self, cases: &mut Vec<Case>) -> Result<(), Fault> {
        let Some(draft) = self.case.take() else { return Ok(()) };
        let (mut expected, registers): (Vec<_>, Vec<_>) = draft.tables.into_iter().partition(|t| t.name == EXPECTED);
        let missing = || Fault::new(draft.line, "provet ska ha exakt en tabell `Utfall`");
        let expected = expected.pop().filter(|_| expected.is_empty()).ok_or_else(missing)?;
        let Draft { kind, title, line, parameters, .. } = Draft { tables: Vec::new(), ..draft };
        cases.push(Case { kind, title, line, parameters, registers, expected });
        Ok(())
    }
}

impl Draft {
    fn table_line(&mut self, text: &str, number: usize) -> Result<(), Fault> {
        let cells = split_row(text);
        if !self.in_table {
            let name = self.announced.take().ok_or_else(|| {
                Fault::new(
                    number,
                    "tabellen saknar namn; skriv registrets namn i `kodstil` eller `Utfall` på raden före",
                )
            })?;
            let columns = cells.into_iter().map(Option::unwrap_or_default).collect();
            self.tables.push(CaseTable { name, columns, rows: Vec::new(), line: number });
            self.in_table = true;
            return Ok(());
        }
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let is_rule =
            cells.iter().all(|c| c.as_deref().is_some_and(|t| t.chars().all(|c| matches!(c, '-' | ':' | ' '))));
        if is_rule && table.rows.is_empty() && number == table.line + 1 {
            return Ok(());
        }
        if cells.len() != table.columns.len() {
            let (have, want) = (cells.len(), table.columns.len());
            return Err(Fault::new(
                number,
                format!("raden har {have} celler men tabellen `{}` har {want} kolumner", table.name),
            ));
        }
        table.rows.push((number, cells));
        Ok(())
    }
}

fn split_row(text: &str) -> Vec<Option<String>> {
    let inner = text.strip_prefix('|').unwrap_or(text);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    inner
        .split('|')
        .map(|cell| {
            let cell = cell.trim().trim_matches('`');
            (!cell.is_empty()).then(|| cell.to_owned())
        })
        .collect()
}
