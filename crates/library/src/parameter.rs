//! Parameters of a control: documented, bounded, and dated where the law has changed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::{Text, document::RawDocument, error::Fault};

/// What a parameter's value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ParameterKind {
    /// Whole days.
    Days,
    /// A whole number.
    Count,
    /// Money, written in kronor, held in öre.
    Money,
    /// A share or factor, exact to four decimals: `0.9`.
    Share,
    /// A word.
    Text,
    /// A list of words, for `in_list` and `starts_with_any`.
    List,
}

/// A value, exact: no float in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParameterValue {
    /// Days or a count.
    Whole(i64),
    /// Whole öre.
    Ore(i64),
    /// Ten-thousandths.
    TenThousandths(i64),
    /// A word.
    Text(String),
    /// Words.
    List(Vec<String>),
}

impl std::fmt::Display for ParameterValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Whole(value) => write!(f, "{value}"),
            Self::Ore(value) => write!(f, "{}.{:02}", value / 100, (value % 100).abs()),
            Self::TenThousandths(value) => write!(f, "{}.{:04}", value / 10_000, (value % 10_000).abs()),
            Self::Text(value) => f.write_str(value),
            Self::List(values) => f.write_str(&values.join(", ")),
        }
    }
}

/// A value that applies from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedValue {
    /// First day.
    pub from: NaiveDate,
    /// The value.
    pub value: ParameterValue,
    /// Law or page that says so.
    pub source: String,
}

/// A parameter of a control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// What the value is.
    pub kind: ParameterKind,
    /// The value used unless a person decides otherwise; for a dated parameter the latest one.
    pub default: ParameterValue,
    /// History, oldest first; empty when the value does not depend on the day. Read by `param_at`.
    pub dated: Vec<DatedValue>,
    /// Lowest value allowed.
    pub min: Option<ParameterValue>,
    /// Highest value allowed.
    pub max: Option<ParameterValue>,
    /// What it means.
    pub help: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawParameter {
    kind: ParameterKind,
    default: Option<toml::Value>,
    #[serde(default)]
    dated: Vec<RawDated>,
    min: Option<toml::Value>,
    max: Option<toml::Value>,
    help: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDated {
    from: NaiveDate,
    value: toml::Value,
    source: String,
}

/// The parameters of a document, by name.
pub(crate) fn parameters(
    document: &RawDocument,
    raw: BTreeMap<String, RawParameter>,
) -> Result<BTreeMap<String, Parameter>, Fault> {
    let parameter = |(name, raw): (String, RawParameter)| {
        let line = document.front_line(&format!("[parameters.{name}]"));
        let parameter = Parameter::from_raw(&name, raw, line)?;
        Ok((name, parameter))
    };
    raw.into_iter().map(parameter).collect()
}

impl Parameter {
    fn from_raw(name: &str, raw: RawParameter, line: usize) -> Result<Self, Fault> {
        let fault = |message: String| Fault::new(line, format!("parametern `{name}`: {message}"));
        let value = |value: &toml::Value| exact(raw.kind, value).map_err(&fault);
        let mut dated = Vec::new();
        for entry in &raw.dated {
            dated.push(DatedValue { from: entry.from, value: value(&entry.value)?, source: entry.source.clone() });
        }
        if !dated.is_sorted_by(|a, b| a.from < b.from) {
            return Err(fault("`dated` ska stå i datumordning, varje dag en gång".into()));
        }
        let default = match (&raw.default, dated.last()) {
            (Some(default), None) => value(default)?,
            (None, Some(latest)) => latest.value.clone(),
            _ => return Err(fault("ska ha antingen `default` eller `dated`".into())),
        };
        let min = raw.min.as_ref().map(&value).transpose()?;
        let max = raw.max.as_ref().map(&value).transpose()?;
        let bounded = matches!(raw.kind, ParameterKind::Text | ParameterKind::List) || (min.is_some() && max.is_some());
        if !bounded {
            return Err(fault("ska ha `min` och `max`".into()));
        }
        let parameter = Self { kind: raw.kind, default, dated, min, max, help: raw.help };
        for used in std::iter::once(&parameter.default).chain(parameter.dated.iter().map(|d| &d.value)) {
            parameter.check_bounds(used).map_err(&fault)?;
        }
        Ok(parameter)
    }

    /// Reads a value written by a person (`60`, `500`, `0.9`, `a, b`) and checks it against the bounds.
    ///
    /// # Errors
    /// A Swedish sentence that says what is wrong.
    pub fn parse(&self, text: &str) -> Result<ParameterValue, String> {
        let words = |text: &str| text.split(',').map(|w| toml::Value::String(w.trim().to_owned())).collect();
        let value = match self.kind {
            ParameterKind::List => toml::Value::Array(words(text)),
            ParameterKind::Days | ParameterKind::Count => {
                let whole = text.trim().parse().map_err(|_| format!("`{text}` är inget heltal"))?;
                toml::Value::Integer(whole)
            }
            ParameterKind::Money | ParameterKind::Share | ParameterKind::Text => {
                toml::Value::String(text.trim().to_owned())
            }
        };
        let value = exact(self.kind, &value)?;
        self.check_bounds(&value)?;
        Ok(value)
    }

    fn check_bounds(&self, value: &ParameterValue) -> Result<(), String> {
        let number = |value: &ParameterValue| match value {
            ParameterValue::Whole(n) | ParameterValue::Ore(n) | ParameterValue::TenThousandths(n) => Some(*n),
            ParameterValue::Text(_) | ParameterValue::List(_) => None,
        };
        let Some(given) = number(value) else { return Ok(()) };
        for (bound, wrong) in [(&self.min, i64::lt as fn(&i64, &i64) -> bool), (&self.max, i64::gt)] {
            if let Some(limit) = bound.as_ref().and_then(number)
                && wrong(&given, &limit)
            {
                let (min, max) = (self.min.as_ref(), self.max.as_ref());
                let show = |v: Option<&ParameterValue>| v.map_or_else(|| "-".to_owned(), ToString::to_string);
                return Err(format!("`{value}` ligger utanför {} till {}", show(min), show(max)));
            }
        }
        Ok(())
    }
}

/// Hash input of a parameter set: names in order, values exact, history included.
pub(crate) fn parameter_text(
    parameters: &BTreeMap<String, Parameter>,
    values: &BTreeMap<String, ParameterValue>,
) -> String {
    let mut text = String::new();
    for (name, parameter) in parameters {
        let value = values.get(name).unwrap_or(&parameter.default);
        text.push_str(&format!("{name}={value}\n"));
        for dated in &parameter.dated {
            text.push_str(&format!("{name}@{}={}\n", dated.from, dated.value));
        }
    }
    text
}

fn exact(kind: ParameterKind, value: &toml::Value) -> Result<ParameterValue, String> {
    match kind {
        ParameterKind::Days | ParameterKind::Count => match value {
            toml::Value::Integer(n) => Ok(ParameterValue::Whole(*n)),
            other => Err(format!("`{other}` är inget heltal")),
        },
        ParameterKind::Money => decimal(value, 2).map(ParameterValue::Ore),
        ParameterKind::Share => decimal(value, 4).map(ParameterValue::TenThousandths),
        ParameterKind::Text => match value {
            toml::Value::String(text) => Ok(ParameterValue::Text(text.clone())),
            other => Err(format!("`{other}` är ingen text")),
        },
        ParameterKind::List => match value {
            toml::Value::Array(items) => items
                .iter()
                .map(|item| match item.as_str() {
                    Some(word) if !word.contains(',') => Ok(word.to_owned()),
                    _ => Err(format!("`{item}` är inget ord för en lista (text utan kommatecken)")),
                })
                .collect::<Result<_, _>>()
                .map(ParameterValue::List),
            other => Err(format!("`{other}` är ingen lista")),
        },
    }
}

/// Reads a number through its text, so that `0.9` is exactly nine tenths.
fn decimal(value: &toml::Value, places: usize) -> Result<i64, String> {
    let text = match value {
        toml::Value::Integer(n) => n.to_string(),
        toml::Value::Float(f) => f.to_string(),
        toml::Value::String(text) => text.replace(',', "."),
        other => return Err(format!("`{other}` är inget tal")),
    };
    let wrong = || format!("`{text}` är inget tal med högst {places} decimaler");
    let (sign, digits) = text.strip_prefix('-').map_or((1, text.as_str()), |rest| (-1, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || fraction.len() > places || !digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return Err(wrong());
    }
    let joined = format!("{whole}{fraction:0<places$}");
    joined.parse::<i64>().map(|n| sign * n).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share() -> Parameter {
        let raw: RawParameter =
            toml::from_str("kind='share'\ndefault=0.9\nmin=0\nmax=1\nhelp={sv='x',en='x'}").unwrap();
        Parameter::from_raw("p", raw, 1).unwrap()
    }

    #[test]
    fn a_share_is_exact() {
        assert_eq!(share().default, ParameterValue::TenThousandths(9_000));
    }

    #[test]
    fn a_value_outside_the_bounds_is_refused_with_the_bounds() {
        assert_eq!(share().parse("1.5").unwrap_err(), "`1.5000` ligger utanför 0.0000 till 1.0000");
    }

    #[test]
    fn money_is_kronor_with_at_most_two_decimals() {
        assert_eq!(decimal(&toml::Value::String("123,45".into()), 2), Ok(12_345));
        assert!(decimal(&toml::Value::String("1.234".into()), 2).is_err());
        assert!(decimal(&toml::Value::String("1e5".into()), 2).is_err());
    }

    #[test]
    fn a_number_without_bounds_is_refused() {
        let raw: RawParameter = toml::from_str("kind='days'\ndefault=9\nhelp={sv='x',en='x'}").unwrap();
        assert!(Parameter::from_raw("p", raw, 1).unwrap_err().message.contains("min"));
    }
}
