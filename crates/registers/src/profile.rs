//! A profile: how one exporter's files become a register. Written by hand, or saved from a mapping that was found.
//!
//! ```toml
//! name = "goteborg"
//! description = "Göteborgs Stads leverantörsreskontra, en fil per månad"
//! register = "ledger"
//!
//! [matches]                       # all of these headers must be there
//! headers = ["forvaltning", "faktura_nr"]
//!
//! [reading]                       # overrides of what is otherwise detected
//! separator = ";"
//! encoding = "windows-1252"
//!
//! [columns]
//! supplier_id = "leverantor_id"                               # a header
//! amount = ["belopp", "summa"]                                # the first of them that the file has
//! buyer = { constant = "Göteborgs Stad" }
//! paid_on = { file_name = "month" }                           # 2013-01 somewhere in the file's name
//! account = { from = "konto", take = "first_word" }           # "4010 Livsmedel"
//! account_text = { from = "konto", take = "rest" }
//! entry_kind = { join = ["Source", "Subsource"], with = "/", values = { "IV/AP" = "supplier_invoice" }, otherwise = "other" }
//! ```

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use include_dir::{Dir, include_dir};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeSeq, Serializer};
use serde::{Deserialize, Serialize};

use crate::IntakeError;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/profiles");

/// How one exporter's files become a register.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The name to ask for it by.
    pub name: String,
    /// Whose files, which layout; Swedish.
    pub description: String,
    /// The register its files become.
    pub register: String,
    /// When it is chosen without being asked for.
    #[serde(default)]
    pub matches: Matches,
    /// Overrides of what is otherwise detected.
    #[serde(default, skip_serializing_if = "Reading::is_default")]
    pub reading: Reading,
    /// Register column → where its text comes from. Columns left out stay empty.
    pub columns: BTreeMap<String, Rule>,
}

/// When a profile is chosen without being asked for: every condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Matches {
    /// Headers that the file must have; without any, the profile is only used by name.
    #[serde(default)]
    pub headers: Vec<String>,
    /// A text that the file's name must contain, without regard to case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
}

/// Overrides of how text files are read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// One character between the cells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub separator: Option<char>,
    /// `utf-8`, `windows-1252`, `iso-8859-15` or `cp437`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// `,` or `.`: what stands before decimals, for files whose amounts can be read in two ways.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimal: Option<char>,
    /// The header names of a file that has no header row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub header: Vec<String>,
}

impl Reading {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// Where the text of one register column comes from, and what is done to it on the way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rule {
    /// Headers; the first that the file has is taken.
    pub from: Vec<String>,
    /// Headers whose cells are joined with [`Rule::with`]; all must be there.
    pub join: Vec<String>,
    /// What stands between joined cells.
    pub with: String,
    /// The same text on every row.
    pub constant: Option<String>,
    /// A date found in the file's name.
    pub file_name: Option<FileNamePart>,
    /// A part of the text.
    pub take: Option<Take>,
    /// Text → text, compared without surrounding space.
    pub values: BTreeMap<String, String>,
    /// What a text becomes that is not among the values; without it, the text stays.
    pub otherwise: Option<String>,
}

/// A date in a file's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileNamePart {
    /// `2013-01`, `2013_01`, `201301` or `januari 2013`: the first day of that month.
    Month,
    /// `2013-01-31` or `20130131`.
    Date,
}

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Take {
    /// Up to the first space.
    FirstWord,
    /// What follows the first space.
    Rest,
}

/// The profiles to choose among, by name.
#[derive(Debug, Clone, Default)]
pub struct Profiles {
    profiles: BTreeMap<String, Profile>,
}

impl Profile {
    /// Reads a profile; an unknown key is an error.
    ///
    /// # Errors
    /// [`IntakeError::Profile`] naming the file and the fault.
    pub fn parse(file: &str, text: &str) -> Result<Self, IntakeError> {
        let fault = |detail: String| IntakeError::Profile { profile: file.to_owned(), detail };
        let profile: Self = toml::from_str(text).map_err(|error| fault(error.to_string()))?;
        for (column, rule) in &profile.columns {
            rule.check().map_err(|detail| fault(format!("kolumnen `{column}`: {detail}")))?;
        }
        Ok(profile)
    }

    /// The profile as TOML, to be edited and read again by [`Profile::parse`].
    ///
    /// # Errors
    /// [`IntakeError::Profile`] when it cannot be written as TOML.
    pub fn to_toml(&self) -> Result<String, IntakeError> {
        toml::to_string(self)
            .map_err(|error| IntakeError::Profile { profile: self.name.clone(), detail: error.to_string() })
    }
}

impl Profiles {
    /// The profiles that come with the program.
    ///
    /// # Errors
    /// [`IntakeError::Profile`] when one is wrong; the tests of this crate make sure that none is.
    pub fn embedded() -> Result<Self, IntakeError> {
        let mut profiles = Self::default();
        for file in EMBEDDED.files().filter(|file| file.path().extension().is_some_and(|end| end == "toml")) {
            let name = file.path().display().to_string();
            profiles.add(Profile::parse(&name, file.contents_utf8().unwrap_or_default())?);
        }
        Ok(profiles)
    }

    /// Adds a profile; one of the same name is replaced.
    pub fn add(&mut self, profile: Profile) {
        self.profiles.insert(profile.name.clone(), profile);
    }

    /// Adds every `*.toml` of a folder of the user's; a missing folder adds nothing.
    ///
    /// # Errors
    /// When the folder cannot be read or a profile in it is wrong.
    pub fn add_folder(&mut self, folder: &Path) -> Result<(), IntakeError> {
        if !folder.exists() {
            return Ok(());
        }
        let read = |source| IntakeError::read(folder.display().to_string(), source);
        let mut files = std::fs::read_dir(folder).map_err(read)?.collect::<Result<Vec<_>, _>>().map_err(read)?;
        files.sort_by_key(std::fs::DirEntry::path);
        for file in
            files.iter().map(std::fs::DirEntry::path).filter(|path| path.extension().is_some_and(|e| e == "toml"))
        {
            let name = file.display().to_string();
            let text = std::fs::read_to_string(&file).map_err(|source| IntakeError::read(&name, source))?;
            self.add(Profile::parse(&name, &text)?);
        }
        Ok(())
    }

    /// The profiles in order of name.
    pub fn iter(&self) -> impl Iterator<Item = &Profile> {
        self.profiles.values()
    }

    /// A profile by name.
    ///
    /// # Errors
    /// [`IntakeError::Profile`] with the names that there are.
    pub fn profile(&self, name: &str) -> Result<&Profile, IntakeError> {
        self.profiles.get(name).ok_or_else(|| IntakeError::Profile {
            profile: name.to_owned(),
            detail: format!(
                "den finns inte; profilerna är {}",
                self.profiles.keys().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", ")
            ),
        })
    }
}

impl Rule {
    /// The rule that takes the first of the given headers.
    pub fn from(headers: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { from: headers.into_iter().map(Into::into).collect(), ..Self::default() }
    }

    fn check(&self) -> Result<(), String> {
        let sources = [!self.from.is_empty(), !self.join.is_empty(), self.constant.is_some(), self.file_name.is_some()];
        match sources.iter().filter(|given| **given).count() {
            1 => {}
            0 => return Err("ange `from`, `join`, `constant` eller `file_name`".to_owned()),
            _ => return Err("ange bara en av `from`, `join`, `constant` och `file_name`".to_owned()),
        }
        if self.join.is_empty() && !self.with.is_empty() {
            return Err("`with` hör till `join`".to_owned());
        }
        Ok(())
    }

    fn is_plain(&self) -> bool {
        !self.from.is_empty() && *self == Self { from: self.from.clone(), ..Self::default() }
    }
}

#[derive(Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
struct RuleTable {
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<OneOrMany>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    join: Vec<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    with: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    constant: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file_name: Option<FileNamePart>,
    #[serde(skip_serializing_if = "Option::is_none")]
    take: Option<Take>,
    #[serde(skip_serializing_if = "Option::is_none")]
    otherwise: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    values: BTreeMap<String, String>,
}

#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl From<OneOrMany> for Vec<String> {
    fn from(headers: OneOrMany) -> Self {
        match headers {
            OneOrMany::One(header) => vec![header],
            OneOrMany::Many(headers) => headers,
        }
    }
}

impl From<Vec<String>> for OneOrMany {
    fn from(mut headers: Vec<String>) -> Self {
        if headers.len() == 1 { Self::One(headers.remove(0)) } else { Self::Many(headers) }
    }
}

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RuleVisitor;
        impl<'de> Visitor<'de> for RuleVisitor {
            type Value = Rule;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("en rubrik, en lista av rubriker eller en regel { from = … }")
            }

            fn visit_str<E>(self, header: &str) -> Result<Rule, E> {
                Ok(Rule::from([header]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut headers: A) -> Result<Rule, A::Error> {
                let mut rule = Rule::default();
                while let Some(header) = headers.next_element::<String>()? {
                    rule.from.push(header);
                }
                Ok(rule)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Rule, A::Error> {
                let table = RuleTable::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Rule {
                    from: table.from.map(Vec::from).unwrap_or_default(),
                    join: table.join,
                    with: table.with,
                    constant: table.constant,
                    file_name: table.file_name,
                    take: table.take,
                    values: table.values,
                    otherwise: table.otherwise,
                })
            }
        }
        deserializer.deserialize_any(RuleVisitor)
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_plain() {
            if let [header] = self.from.as_slice() {
                return serializer.serialize_str(header);
            }
            let mut list = serializer.serialize_seq(Some(self.from.len()))?;
            for header in &self.from {
                list.serialize_element(header)?;
            }
            return list.end();
        }
        RuleTable {
            from: (!self.from.is_empty()).then(|| self.from.clone().into()),
            join: self.join.clone(),
            with: self.with.clone(),
            constant: self.constant.clone(),
            file_name: self.file_name,
            take: self.take,
            otherwise: self.otherwise.clone(),
            values: self.values.clone(),
        }
        .serialize(serializer)
    }
}
