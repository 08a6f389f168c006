//! Reads a model file and resolves its names; errors name the line.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{
    Classes, ColumnSpec, ComparisonSpec, Constraints, Cut, KeyPart, LevelSpec, Model, NullWhen, Rule, Training,
    condition,
};
use crate::{LinkageError, standardise::Standard};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: Option<String>,
    #[serde(default)]
    columns: BTreeMap<String, FileColumn>,
    comparisons: Vec<FileComparison>,
    blocking: Vec<FileRule>,
    #[serde(default)]
    training: FileTraining,
    #[serde(default)]
    constraints: FileConstraints,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileColumn {
    from: Vec<String>,
    #[serde(rename = "as")]
    standard: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileComparison {
    name: String,
    levels: Vec<FileLevel>,
    null: Option<Spanned<Vec<String>>>,
    #[serde(default)]
    household: bool,
    #[serde(default)]
    never_alone: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileLevel {
    when: Spanned<String>,
    term_frequency: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileRule {
    on: Option<Spanned<Vec<String>>>,
    swapped: Option<Spanned<Vec<String>>>,
    #[serde(default)]
    and: Option<Spanned<Vec<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct FileTraining {
    seed: u64,
    sample_pairs: u64,
    session_pairs: u64,
    recall: f64,
    deterministic: Vec<FileRule>,
    sessions: Vec<FileRule>,
    classes: Option<Spanned<String>>,
}

impl Default for FileTraining {
    fn default() -> Self {
        Self {
            seed: 1,
            sample_pairs: 10_000_000,
            session_pairs: 500_000,
            recall: 0.8,
            deterministic: Vec::new(),
            sessions: Vec::new(),
            classes: None,
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct FileConstraints {
    one_value: Option<Spanned<Vec<String>>>,
    one_per_source: bool,
}

impl Model {
    /// Reads a model file.
    ///
    /// # Errors
    /// [`LinkageError::Syntax`] and [`LinkageError::Model`], both with the line.
    pub fn parse(text: &str) -> Result<Self, LinkageError> {
        let file: File = toml::from_str(text).map_err(|error| LinkageError::Syntax {
            line: error.span().map_or(1, |span| line_of(text, span.start)),
            message: error.message().to_owned(),
        })?;
        let mut reader = Reader { text, columns: Vec::new() };
        for (name, column) in file.columns {
            let standard: Standard = column.standard.get_ref().parse().map_err(|_| {
                let known: Vec<_> = Standard::ALL.iter().map(|standard| standard.as_str()).collect();
                let message =
                    format!("`{}` är ingen känd skrivform; välj bland {}", column.standard.get_ref(), known.join(", "));
                reader.wrong(&column.standard, message)
            })?;
            reader.columns.push(ColumnSpec { name, from: column.from, standard });
        }
        let comparisons = file.comparisons.into_iter().map(|c| reader.comparison(c)).collect::<Result<_, _>>()?;
        let blocking = reader.rules(file.blocking)?;
        let training = reader.training(file.training)?;
        let constraints = Constraints {
            one_value: match &file.constraints.one_value {
                Some(names) => {
                    names.get_ref().iter().map(|name| reader.column(names, name)).collect::<Result<_, _>>()?
                }
                None => Vec::new(),
            },
            one_per_source: file.constraints.one_per_source,
        };
        Ok(Self { id: file.id, columns: reader.columns, comparisons, blocking, training, constraints })
    }
}

struct Reader<'a> {
    text: &'a str,
    columns: Vec<ColumnSpec>,
}

impl Reader<'_> {
    fn wrong<T>(&self, at: &Spanned<T>, message: String) -> LinkageError {
        LinkageError::Model { line: line_of(self.text, at.span().start), message }
    }

    /// A column by name; one that the file does not describe is a column of the records, used as it is written.
    fn column<T>(&mut self, at: &Spanned<T>, name: &str) -> Result<usize, LinkageError> {
        self.find(name).map_err(|message| self.wrong(at, message))
    }

    fn find(&mut self, name: &str) -> Result<usize, String> {
        if name.is_empty() {
            return Err("ett kolumnnamn saknas".to_owned());
        }
        if let Some(at) = self.columns.iter().position(|column| column.name == name) {
            return Ok(at);
        }
        self.columns.push(ColumnSpec { name: name.to_owned(), from: vec![name.to_owned()], standard: Standard::Text });
        Ok(self.columns.len() - 1)
    }

    fn comparison(&mut self, comparison: FileComparison) -> Result<ComparisonSpec, LinkageError> {
        let mut levels = Vec::new();
        for level in comparison.levels {
            let text = level.when.get_ref().clone();
            let condition = condition::parse(&text, &mut |name| self.find(name));
            let condition = condition.map_err(|message| self.wrong(&level.when, message))?;
            let term_frequency = match &level.term_frequency {
                Some(name) => Some(self.column(name, name.get_ref())?),
                None => None,
            };
            levels.push(LevelSpec { text, condition, term_frequency });
        }
        let (null_columns, null_when) = match &comparison.null {
            Some(names) => {
                let columns =
                    names.get_ref().iter().map(|name| self.column(names, name)).collect::<Result<Vec<_>, _>>()?;
                (columns, NullWhen::Any)
            }
            None => {
                let tests = levels.iter().flat_map(|level| level.condition.0.iter().flatten());
                let mut columns: Vec<usize> = tests.flat_map(|test| test.measure.columns()).collect();
                columns.sort_unstable();
                columns.dedup();
                (columns, NullWhen::All)
            }
        };
        Ok(ComparisonSpec {
            name: comparison.name,
            levels,
            null_columns,
            null_when,
            shared_in_household: comparison.household,
            never_alone: comparison.never_alone,
        })
    }

    fn rules(&mut self, rules: Vec<FileRule>) -> Result<Vec<Rule>, LinkageError> {
        rules.into_iter().map(|rule| self.rule(&rule)).collect()
    }

    fn rule(&mut self, rule: &FileRule) -> Result<Rule, LinkageError> {
        let (mut left, mut right) = (Vec::new(), Vec::new());
        let mut words = Vec::new();
        for parts in [&rule.on, &rule.and].into_iter().flatten() {
            for text in parts.get_ref() {
                let part = self.key_part(parts, text)?;
                left.push(part);
                right.push(part);
                words.push(text.clone());
            }
        }
        if let Some(swapped) = &rule.swapped {
            let [a, b] = swapped.get_ref().as_slice() else {
                return Err(self.wrong(swapped, "swapped tar två kolumner".to_owned()));
            };
            let (first, second) = (self.key_part(swapped, a)?, self.key_part(swapped, b)?);
            if first.cut != Cut::Whole || second.cut != Cut::Whole {
                return Err(self.wrong(swapped, "swapped tar hela kolumner, inte delar av dem".to_owned()));
            }
            left.extend([first, second]);
            right.extend([second, first]);
            words.push(format!("{a} ↔ {b}"));
        }
        Ok(Rule { text: words.join(" + "), left, right })
    }

    fn key_part<T>(&mut self, at: &Spanned<T>, text: &str) -> Result<KeyPart, LinkageError> {
        let Some((name, inside)) = text.split_once('(') else {
            return Ok(KeyPart { column: self.column(at, text.trim())?, cut: Cut::Whole });
        };
        let mut given = inside.trim_end_matches(')').split(',').map(str::trim);
        let column = self.column(at, given.next().unwrap_or_default())?;
        let mut number = || given.next().and_then(|number| number.parse::<usize>().ok());
        let cut = match name.trim() {
            "prefix" => number().map(|length| Cut::Substring { from: 1, length }),
            "substring" => number().zip(number()).map(|(from, length)| Cut::Substring { from: from.max(1), length }),
            "year" => Some(Cut::Substring { from: 1, length: 4 }),
            _ => None,
        };
        let cut = cut.ok_or_else(|| {
            let message = format!(
                "nyckeldelen `{text}` går inte att läsa. Skriv kolumnen, prefix(kolumn, 3), substring(kolumn, 2, 3) \
                 eller year(kolumn)"
            );
            self.wrong(at, message)
        })?;
        Ok(KeyPart { column, cut })
    }

    fn training(&mut self, training: FileTraining) -> Result<Training, LinkageError> {
        let classes = match &training.classes {
            None => Classes::Choose,
            Some(text) => match text.get_ref().as_str() {
                "two" => Classes::Two,
                "three" => Classes::Three,
                "choose" => Classes::Choose,
                other => {
                    let message = format!("`{other}` är inget antal klasser; skriv two, three eller choose");
                    return Err(self.wrong(text, message));
                }
            },
        };
        Ok(Training {
            seed: training.seed,
            sample_pairs: training.sample_pairs,
            session_pairs: training.session_pairs,
            recall: training.recall.clamp(0.01, 1.0),
            deterministic: self.rules(training.deterministic)?,
            sessions: self.rules(training.sessions)?,
            classes,
        })
    }
}

fn line_of(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|byte| *byte == b'\n').count()
}
