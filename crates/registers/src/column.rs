//! A column of a register: what it holds, whether it must be there, whose data it is.

use std::fmt;

use arrow::datatypes::{DataType, Field, TimeUnit};
use ids::IdKind;
use serde::{Deserialize, Serialize};

/// Digits before and after the decimal point of an amount in a snapshot.
pub const MONEY: (u8, i8) = (18, 2);
/// Digits before and after the decimal point of a quantity in a snapshot.
pub const QUANTITY: (u8, i8) = (18, 4);

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text as written, trimmed.
    Text,
    /// A day; a month means its first day.
    Date,
    /// A point in time, local, microseconds.
    Timestamp,
    /// Whole öre, shown with two decimals.
    Money,
    /// A whole number.
    Integer,
    /// A number with up to four decimals.
    Quantity,
    /// Yes or no.
    Flag,
    /// An identifier, normalised when valid.
    Id(IdKind),
}

impl ColumnKind {
    /// The Arrow type of the column in a snapshot.
    #[must_use]
    pub fn data_type(self) -> DataType {
        match self {
            Self::Text | Self::Id(_) => DataType::Utf8,
            Self::Date => DataType::Date32,
            Self::Timestamp => DataType::Timestamp(TimeUnit::Microsecond, None),
            Self::Money => DataType::Decimal128(MONEY.0, MONEY.1),
            Self::Integer => DataType::Int64,
            Self::Quantity => DataType::Decimal128(QUANTITY.0, QUANTITY.1),
            Self::Flag => DataType::Boolean,
        }
    }

    /// Reads a kind as written in the catalogue: `text`, `money`, `org_no`, …
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "text" => Self::Text,
            "date" => Self::Date,
            "timestamp" => Self::Timestamp,
            "money" => Self::Money,
            "integer" => Self::Integer,
            "quantity" => Self::Quantity,
            "flag" => Self::Flag,
            other => Self::Id(other.parse().ok()?),
        })
    }

    /// The name of the kind as written in the catalogue.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Date => "date",
            Self::Timestamp => "timestamp",
            Self::Money => "money",
            Self::Integer => "integer",
            Self::Quantity => "quantity",
            Self::Flag => "flag",
            Self::Id(id) => id.as_str(),
        }
    }
}

/// What happens to a row whose identifier fails its check.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OnInvalid {
    /// The value is kept as written and counted: controls look for such values.
    #[default]
    Keep,
    /// The row is rejected: without the identifier it is about nobody.
    Reject,
}

/// Whose data a column is, by the strictest reading.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonalData {
    /// Not about persons.
    #[default]
    None,
    /// Can be about a person: a sole trader's number, a free text.
    Indirect,
    /// About employees and office holders.
    Staff,
    /// About inhabitants, clients and other private persons.
    Clients,
}

/// A text in Swedish and English.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sv)
    }
}

/// A column of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The name in snapshots and queries, `supplier_org_no`.
    pub name: String,
    /// What its cells hold.
    pub kind: ColumnKind,
    /// Unit of a number: `kr`, `dagar`, …
    pub unit: Option<String>,
    /// What it is called in text for people.
    pub label: Label,
    /// Headers that mean this column, as exporters write them; compared without case, accents and punctuation.
    pub synonyms: Vec<String>,
    /// Columns of the same register whose header may hold this identifier as well, when the content says so.
    pub also_in: Vec<String>,
    /// Whether a file must have it and every row must fill it.
    pub required: bool,
    /// Whose data it is.
    pub personal_data: PersonalData,
    /// Whether it says who a person is (a name, an id, an address, an account), and not only something of them.
    pub says_who: bool,
    /// What happens to a row whose identifier fails its check.
    pub on_invalid: OnInvalid,
}

impl Column {
    /// The column in a snapshot's schema; always nullable, so that schemas of different files agree.
    #[must_use]
    pub fn field(&self) -> Field {
        Field::new(&self.name, self.kind.data_type(), true)
    }
}

/// A column as written in the catalogue.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ColumnText {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    unit: Option<String>,
    label: Label,
    #[serde(default)]
    synonyms: Vec<String>,
    #[serde(default)]
    also_in: Vec<String>,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    personal_data: PersonalData,
    #[serde(default)]
    says_who: bool,
    on_invalid: Option<OnInvalid>,
}

impl ColumnText {
    pub(crate) fn checked(self) -> Result<Column, String> {
        let kind = ColumnKind::parse(&self.kind)
            .ok_or_else(|| format!("kolumnen `{}` har okänd typ `{}`", self.name, self.kind))?;
        if self.on_invalid.is_some() && !matches!(kind, ColumnKind::Id(_)) {
            return Err(format!("kolumnen `{}`: on_invalid gäller bara identiteter", self.name));
        }
        if self.says_who && !matches!(self.personal_data, PersonalData::Staff | PersonalData::Clients) {
            return Err(format!("kolumnen `{}`: says_who gäller bara uppgifter om anställda och klienter", self.name));
        }
        Ok(Column {
            name: self.name,
            kind,
            unit: self.unit,
            label: self.label,
            synonyms: self.synonyms,
            also_in: self.also_in,
            required: self.required,
            personal_data: self.personal_data,
            says_who: self.says_who,
            on_invalid: self.on_invalid.unwrap_or_default(),
        })
    }
}
