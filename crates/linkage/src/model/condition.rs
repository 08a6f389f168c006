//! The conditions of levels: `exact(surname) and jaro_winkler(given_name) >= 0.92`.

/// Tests joined by `or` (outer) and `and` (inner).
#[derive(Debug, Clone, PartialEq)]
pub struct Condition(pub Vec<Vec<Test>>);

/// One test: a measure and the bound that it has to keep.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Test {
    /// What is measured.
    pub measure: Measure,
    /// The least similarity or the greatest distance; not used by [`Measure::Exact`] and [`Measure::Swapped`].
    pub bound: f64,
}

/// What is measured between the left record's value and the right record's; columns are places in the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Both have the same value.
    Exact(usize),
    /// The left has in one column what the right has in the other, both ways.
    Swapped(usize, usize),
    /// Jaro-Winkler similarity, 0 to 1 (Winkler 1990).
    JaroWinkler(usize, usize),
    /// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
    Edit(usize),
    /// Difference of two dates in days.
    Days(usize),
    /// Share of words in common, 0 to 1, of the side with fewer words.
    Words(usize),
}

impl Measure {
    /// Columns that are measured.
    #[must_use]
    pub fn columns(self) -> [usize; 2] {
        match self {
            Self::Exact(column) | Self::Edit(column) | Self::Days(column) | Self::Words(column) => [column, column],
            Self::Swapped(left, right) | Self::JaroWinkler(left, right) => [left, right],
        }
    }
}

/// Days in a month and in a year, as a difference of dates counts them.
const MONTH: f64 = 30.4375;
const YEAR: f64 = 365.25;

/// Reads a condition; `column` finds a column by name.
///
/// # Errors
/// A sentence on what is wrong and what can be written.
pub(super) fn parse(text: &str, column: &mut dyn FnMut(&str) -> Result<usize, String>) -> Result<Condition, String> {
    let any = text.split(" or ").map(|part| part.split(" and ").map(|test| parse_test(test.trim(), column)).collect());
    Ok(Condition(any.collect::<Result<_, _>>()?))
}

fn parse_test(text: &str, column: &mut dyn FnMut(&str) -> Result<usize, String>) -> Result<Test, String> {
    let unknown = || {
        format!(
            "villkoret `{text}` går inte att läsa. Skriv exact(kolumn), swapped(a, b), jaro_winkler(kolumn) >= 0.9, \
             edit(kolumn) <= 1, days(kolumn) <= 10, months(kolumn) <= 1, years(kolumn) <= 1 eller words(kolumn) >= 0.5, \
             förenade med and och or"
        )
    };
    let (name, rest) = text.split_once('(').ok_or_else(unknown)?;
    let (inside, rest) = rest.split_once(')').ok_or_else(unknown)?;
    let mut columns = inside.split(',').map(|name| column(name.trim()));
    let first = columns.next().transpose()?.ok_or_else(unknown)?;
    let second = columns.next().transpose()?;
    let bound = |sign: &str| -> Result<f64, String> {
        let value = rest.trim().strip_prefix(sign).ok_or_else(unknown)?.trim();
        value.parse::<f64>().ok().filter(|value| value.is_finite() && *value >= 0.0).ok_or_else(unknown)
    };
    let test = match (name.trim(), second) {
        ("exact", None) => Test { measure: Measure::Exact(first), bound: 0.0 },
        ("swapped", Some(second)) => Test { measure: Measure::Swapped(first, second), bound: 0.0 },
        ("jaro_winkler", second) => {
            Test { measure: Measure::JaroWinkler(first, second.unwrap_or(first)), bound: bound(">=")? }
        }
        ("edit", None) => Test { measure: Measure::Edit(first), bound: bound("<=")?.floor() },
        ("days", None) => Test { measure: Measure::Days(first), bound: bound("<=")? },
        ("months", None) => Test { measure: Measure::Days(first), bound: bound("<=")? * MONTH },
        ("years", None) => Test { measure: Measure::Days(first), bound: bound("<=")? * YEAR },
        ("words", None) => Test { measure: Measure::Words(first), bound: bound(">=")? },
        _ => return Err(unknown()),
    };
    if matches!(test.measure, Measure::Exact(_) | Measure::Swapped(..)) && !rest.trim().is_empty() {
        return Err(unknown());
    }
    Ok(test)
}
