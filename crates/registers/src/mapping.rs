//! Which of a file's headers is which column of a register.
//!
//! By a [`Profile`], or found: a header that is the column's name, its label or one of its synonyms; an
//! identifier, and a required date or amount, also by what the cells hold. What was found is shown, and can be saved as
//! a profile and edited.

mod find;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::IntakeError;
use crate::catalogue::Register;
use crate::column::Column;
use crate::profile::{FileNamePart, Matches, Profile, Profiles, Reading, Rule, Take};

/// Which of a file's headers is which column of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// The register.
    pub register: String,
    /// The profile it was made by; none when it was found.
    pub profile: Option<String>,
    /// The columns that get a value, in the register's order.
    pub columns: Vec<Mapped>,
    /// Headers that no column takes from.
    pub unmapped: Vec<String>,
}

/// Where one register column comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped {
    /// The register column.
    pub column: String,
    /// Where its text comes from.
    pub source: CellSource,
    /// What is done to the text before it is read.
    pub edit: Edit,
    /// How it was found.
    pub found_by: FoundBy,
}

/// Where a cell's text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellSource {
    /// A cell of the row.
    Cell(HeaderAt),
    /// Several cells of the row with a text between them.
    Join {
        /// The cells.
        cells: Vec<HeaderAt>,
        /// What stands between them.
        with: String,
    },
    /// The same text on every row.
    Constant(String),
    /// A date in the file's name.
    FileName(FileNamePart),
}

/// A header and its position in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderAt {
    /// As written in the file.
    pub header: String,
    /// From 0.
    pub at: usize,
}

/// What is done to a text before it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edit {
    /// A part of it.
    pub take: Option<Take>,
    /// What it becomes.
    pub values: BTreeMap<String, String>,
    /// What it becomes when it is not among the values.
    pub otherwise: Option<String>,
}

/// How a column was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FoundBy {
    /// A profile says so.
    Profile,
    /// The header says so.
    Header,
    /// The cells say so.
    Content,
}

/// A mapping as it stands in manifests and reports.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MappingText {
    /// The profile it was made by.
    pub profile: Option<String>,
    /// Register column → where its text comes from.
    pub columns: BTreeMap<String, Rule>,
    /// Register columns that the cells told, not the header.
    pub found_by_content: Vec<String>,
    /// Headers that no column takes from.
    pub unmapped: Vec<String>,
}

/// A header without case, accents and punctuation: `Leverantörs-ID` is `leverantorsid`.
#[must_use]
pub fn folded(header: &str) -> String {
    let mut folded = String::with_capacity(header.len());
    for c in header.chars().flat_map(char::to_lowercase) {
        match c {
            'å' | 'ä' | 'á' | 'à' | 'â' | 'æ' => folded.push('a'),
            'ö' | 'ø' | 'ó' | 'ô' => folded.push('o'),
            'é' | 'è' | 'ë' | 'ê' => folded.push('e'),
            'ü' | 'ú' => folded.push('u'),
            c if c.is_alphanumeric() => folded.push(c),
            _ => {}
        }
    }
    folded
}

impl Edit {
    /// Whether the text stays as it is.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// A table to map: what is known of it before its rows are read.
#[derive(Debug, Clone, Copy)]
pub struct Table<'t> {
    /// Name for messages, and for dates in it.
    pub name: &'t str,
    /// Header cells as written.
    pub header: &'t [String],
    /// Some rows.
    pub sample: &'t [Vec<String>],
}

impl Mapping {
    /// Maps a table: by the profile of the given name, by the most specific profile that fits, or by itself.
    ///
    /// # Errors
    /// [`IntakeError::MissingColumns`] when a required column is not found; [`IntakeError::Profile`] when the named
    /// profile does not exist, is for another register or names a column that the register does not have.
    pub fn of(
        register: &Register,
        profiles: &Profiles,
        named: Option<&str>,
        table: Table<'_>,
    ) -> Result<Self, IntakeError> {
        let mapping = match (named, profiles.fitting(&register.name, table)) {
            (Some(name), _) => Self::by_profile(register, profiles.profile(name)?, table)?,
            (None, Some(profile)) => {
                let mapping = Self::by_profile(register, profile, table)?;
                if mapping.missing(register).is_empty() { mapping } else { Self::found(register, table) }
            }
            (None, None) => Self::found(register, table),
        };
        mapping.checked(register, table)
    }

    /// Maps a table by itself. Required columns may be missing.
    #[must_use]
    pub fn found(register: &Register, table: Table<'_>) -> Self {
        find::mapping(register, table)
    }

    /// The mapping of a table whose headers are the register's own column names, as the format says.
    #[must_use]
    pub fn native(register: &Register, header: &[String]) -> Self {
        let mapped = |column: &Column| {
            let at = header.iter().position(|name| *name == column.name)?;
            let source = CellSource::Cell(HeaderAt { header: column.name.clone(), at });
            let (edit, found_by) = (Edit::default(), FoundBy::Header);
            Some(Mapped { column: column.name.clone(), source, edit, found_by })
        };
        Self::whole(register, None, register.columns.iter().filter_map(mapped).collect(), header)
    }

    /// Maps a table by a profile. Required columns may be missing.
    ///
    /// # Errors
    /// [`IntakeError::Profile`] when the profile is for another register or names a column that it does not have.
    pub fn by_profile(register: &Register, profile: &Profile, table: Table<'_>) -> Result<Self, IntakeError> {
        let fault = |detail: String| IntakeError::Profile { profile: profile.name.clone(), detail };
        if profile.register != register.name {
            return Err(fault(format!("den gäller registret `{}`, inte `{}`", profile.register, register.name)));
        }
        if let Some(stray) = profile.columns.keys().find(|name| register.column(name).is_none()) {
            return Err(fault(format!("registret `{}` har ingen kolumn `{stray}`", register.name)));
        }
        let headers = positions(table.header);
        let mut columns = Vec::new();
        for column in &register.columns {
            if let Some(rule) = profile.columns.get(&column.name)
                && let Some(source) = source_of(rule, &headers, table.header)
            {
                let edit = Edit { take: rule.take, values: rule.values.clone(), otherwise: rule.otherwise.clone() };
                columns.push(Mapped { column: column.name.clone(), source, edit, found_by: FoundBy::Profile });
            }
        }
        Ok(Self::whole(register, Some(profile.name.clone()), columns, table.header))
    }

    fn whole(register: &Register, profile: Option<String>, columns: Vec<Mapped>, header: &[String]) -> Self {
        let used: BTreeSet<usize> =
            columns.iter().flat_map(|mapped| mapped.source.cells()).map(|cell| cell.at).collect();
        let is_free = |(at, header): &(usize, &String)| !used.contains(at) && !header.is_empty();
        let unmapped = header.iter().enumerate().filter(is_free).map(|(_, header)| header.clone()).collect();
        Self { register: register.name.clone(), profile, columns, unmapped }
    }

    /// The required columns that the mapping has no source for.
    #[must_use]
    pub fn missing<'r>(&self, register: &'r Register) -> Vec<&'r str> {
        let has = |name: &str| self.columns.iter().any(|mapped| mapped.column == name);
        register.columns.iter().filter(|c| c.required && !has(&c.name)).map(|c| c.name.as_str()).collect()
    }

    fn checked(self, register: &Register, table: Table<'_>) -> Result<Self, IntakeError> {
        let missing = self.missing(register);
        if missing.is_empty() {
            return Ok(self);
        }
        let label = |name: &&str| {
            register.column(name).map_or_else(String::new, |column| format!("`{name}` ({})", column.label))
        };
        Err(IntakeError::MissingColumns {
            name: table.name.to_owned(),
            register: register.name.clone(),
            missing: missing.iter().map(label).collect::<Vec<_>>().join(", "),
            headers: table.header.iter().map(|header| format!("`{header}`")).collect::<Vec<_>>().join(", "),
        })
    }

    /// As it stands in manifests and reports.
    #[must_use]
    pub fn text(&self) -> MappingText {
        let by_content = self.columns.iter().filter(|mapped| mapped.found_by == FoundBy::Content);
        MappingText {
            profile: self.profile.clone(),
            columns: self.columns.iter().map(|mapped| (mapped.column.clone(), mapped.rule())).collect(),
            found_by_content: by_content.map(|mapped| mapped.column.clone()).collect(),
            unmapped: self.unmapped.clone(),
        }
    }

    /// A profile that maps files with these headers in the same way, to be saved and edited.
    #[must_use]
    pub fn to_profile(&self, name: &str, description: &str) -> Profile {
        let cells = self.columns.iter().flat_map(|mapped| mapped.source.cells());
        let headers: BTreeSet<String> = cells.map(|cell| cell.header.clone()).collect();
        Profile {
            name: name.to_owned(),
            description: description.to_owned(),
            register: self.register.clone(),
            matches: Matches { headers: headers.into_iter().collect(), file_name: None },
            reading: Reading::default(),
            columns: self.text().columns,
        }
    }
}

impl Mapped {
    fn rule(&self) -> Rule {
        let mut rule = Rule {
            take: self.edit.take,
            values: self.edit.values.clone(),
            otherwise: self.edit.otherwise.clone(),
            ..Rule::default()
        };
        match &self.source {
            CellSource::Cell(cell) => rule.from.push(cell.header.clone()),
            CellSource::Join { cells, with } => {
                rule.join = cells.iter().map(|cell| cell.header.clone()).collect();
                rule.with.clone_from(with);
            }
            CellSource::Constant(text) => rule.constant = Some(text.clone()),
            CellSource::FileName(part) => rule.file_name = Some(*part),
        }
        rule
    }
}

impl CellSource {
    /// The cells it takes from.
    #[must_use]
    pub fn cells(&self) -> &[HeaderAt] {
        match self {
            Self::Cell(cell) => std::slice::from_ref(cell),
            Self::Join { cells, .. } => cells,
            Self::Constant(_) | Self::FileName(_) => &[],
        }
    }
}

impl Profiles {
    /// The most specific profile for the register whose conditions the table meets.
    #[must_use]
    pub fn fitting(&self, register: &str, table: Table<'_>) -> Option<&Profile> {
        let headers = positions(table.header);
        let name = table.name.to_lowercase();
        let fits = |profile: &&Profile| {
            let matches = &profile.matches;
            profile.register == register
                && !matches.headers.is_empty()
                && matches.headers.iter().all(|header| headers.contains_key(&folded(header)))
                && matches.file_name.as_ref().is_none_or(|part| name.contains(&part.to_lowercase()))
        };
        let specific =
            |profile: &Profile| profile.matches.headers.len() + usize::from(profile.matches.file_name.is_some());
        let mut best: Option<&Profile> = None;
        for profile in self.iter().filter(fits) {
            if best.is_none_or(|best| specific(profile) > specific(best)) {
                best = Some(profile);
            }
        }
        best
    }
}

/// Position of each header by its folded form; of equal ones the first.
fn positions(header: &[String]) -> BTreeMap<String, usize> {
    let mut positions = BTreeMap::new();
    for (at, header) in header.iter().enumerate() {
        positions.entry(folded(header)).or_insert(at);
    }
    positions.remove("");
    positions
}

fn source_of(rule: &Rule, headers: &BTreeMap<String, usize>, written: &[String]) -> Option<CellSource> {
    let cell = |header: &String| {
        let at = *headers.get(&folded(header))?;
        Some(HeaderAt { header: written.get(at)?.clone(), at })
    };
    if let Some(text) = &rule.constant {
        return Some(CellSource::Constant(text.clone()));
    }
    if let Some(part) = rule.file_name {
        return Some(CellSource::FileName(part));
    }
    if !rule.join.is_empty() {
        let cells = rule.join.iter().map(cell).collect::<Option<Vec<_>>>()?;
        return Some(CellSource::Join { cells, with: rule.with.clone() });
    }
    rule.from.iter().find_map(cell).map(CellSource::Cell)
}
