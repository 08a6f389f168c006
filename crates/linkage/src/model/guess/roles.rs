//! Which part each column plays.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use crate::{
    dictionary::MISSING,
    standardise::{Standard, fold},
    table::{Column, Table},
};

/// A part that a column can play; in the order of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    PersonNo,
    ValidPersonNo,
    OrgNo,
    Firm,
    Given,
    GivenSound,
    Surname,
    SurnameSound,
    Birth,
    Street,
    StreetNumber,
    Apartment,
    PostCode,
    Place,
    Phone,
    Email,
    EmailUser,
    Account,
}

impl Role {
    /// The column's name in the model, which explanations show.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::PersonNo => "personnummer",
            Self::ValidPersonNo => "giltigt personnummer",
            Self::OrgNo => "organisationsnummer",
            Self::Firm => "firma",
            Self::Given => "förnamn",
            Self::GivenSound => "förnamnsljud",
            Self::Surname => "efternamn",
            Self::SurnameSound => "efternamnsljud",
            Self::Birth => "födelsedatum",
            Self::Street => "gata",
            Self::StreetNumber => "nummer",
            Self::Apartment => "lägenhet",
            Self::PostCode => "postnummer",
            Self::Place => "ort",
            Self::Phone => "telefon",
            Self::Email => "e-post",
            Self::EmailUser => "e-postnamn",
            Self::Account => "konto",
        }
    }
}

/// A column of the model.
#[derive(Debug, Clone)]
pub(super) struct Made {
    pub(super) name: String,
    pub(super) from: Vec<String>,
    pub(super) standard: Standard,
}

/// What the values of a column without a known meaning look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Few different values, or short ones.
    Code,
    Number,
    Date,
    Word,
    /// Several words.
    Prose,
}

/// A column without a known meaning.
#[derive(Debug, Clone)]
pub(super) struct Other {
    pub(super) name: String,
    pub(super) shape: Shape,
    made: Made,
}

/// The columns of some records by the part they play.
#[derive(Debug, Default)]
pub(super) struct Roles {
    pub(super) id: Option<String>,
    pub(super) others: Vec<Other>,
    made: BTreeMap<Role, Made>,
    /// Pairs of records that share a value, by raw column.
    pairs: BTreeMap<String, u64>,
}

/// Values that are looked at per column, and columns without a meaning that are compared at most.
const SAMPLE: usize = 1_000;
const MOST_OTHERS: usize = 6;

impl Roles {
    pub(super) fn of(table: &Table) -> Self {
        let id = id_column(table);
        let mut by_standard: BTreeMap<Standard, Vec<String>> = BTreeMap::new();
        let mut roles = Self { id: id.clone(), ..Self::default() };
        let mut plain: Vec<(&Column, Standard)> = Vec::new();
        for column in table.columns.iter().filter(|column| Some(&column.name) != id.as_ref()) {
            let counts = Counts::of(column);
            if counts.different < 2 {
                continue;
            }
            roles.pairs.insert(column.name.clone(), counts.pairs);
            let sample = sample(column);
            let standard = Standard::guess(&column.name, &sample);
            match standard {
                Standard::Text | Standard::Digits | Standard::Date if counts.pairs > 0 => {
                    plain.push((column, standard));
                }
                Standard::Text | Standard::Digits | Standard::Date => {}
                known => by_standard.entry(known).or_default().push(column.name.clone()),
            }
        }
        roles.assign(&by_standard);
        roles.others(&plain);
        roles
    }

    /// Gives each role its columns.
    fn assign(&mut self, by_standard: &BTreeMap<Standard, Vec<String>>) {
        let all = |standards: &[Standard]| -> Vec<String> {
            standards.iter().filter_map(|standard| by_standard.get(standard)).flatten().cloned().collect()
        };
        let mut make = |role: Role, from: Vec<String>, standard: Standard| {
            if !from.is_empty() {
                self.made.insert(role, Made { name: role.name().to_owned(), from, standard });
            }
        };
        let person = all(&[Standard::PersonNo]);
        make(Role::Birth, all(&[Standard::BirthDate, Standard::PersonNo]), Standard::BirthDate);
        make(Role::PersonNo, person.clone(), Standard::PersonNo);
        make(Role::ValidPersonNo, person, Standard::ValidPersonNo);
        make(Role::OrgNo, all(&[Standard::OrgNo]), Standard::OrgNo);
        make(Role::Firm, all(&[Standard::Firm, Standard::TradeName]), Standard::Firm);
        let (given, surname, whole) =
            (all(&[Standard::GivenName, Standard::CallName]), all(&[Standard::Surname]), all(&[Standard::Name]));
        if given.is_empty() && surname.is_empty() {
            make(Role::Given, whole.clone(), Standard::FullNameGiven);
            make(Role::Surname, whole, Standard::FullNameSurname);
        } else {
            make(Role::Given, given.clone(), Standard::FormalName);
            make(Role::GivenSound, given, Standard::PhoneticName);
            make(Role::Surname, surname.clone(), Standard::Surname);
            make(Role::SurnameSound, surname, Standard::PhoneticName);
        }
        let lines = all(&[Standard::Address]);
        let streets = all(&[Standard::Street]);
        make(Role::Street, if streets.is_empty() { lines.clone() } else { streets }, Standard::Street);
        make(Role::StreetNumber, [all(&[Standard::StreetNumber]), lines].concat(), Standard::StreetNumber);
        make(Role::Apartment, all(&[Standard::Apartment]), Standard::Apartment);
        make(Role::PostCode, all(&[Standard::PostCode]), Standard::PostCode);
        make(Role::Place, all(&[Standard::Place]), Standard::Place);
        make(Role::Phone, all(&[Standard::Phone]), Standard::Phone);
        make(Role::Email, all(&[Standard::Email]), Standard::Email);
        make(Role::EmailUser, all(&[Standard::Email]), Standard::EmailUser);
        make(Role::Account, all(&[Standard::Account]), Standard::Account);
    }

    fn others(&mut self, plain: &[(&Column, Standard)]) {
        let mut names: BTreeSet<String> = self.made.values().map(|made| made.name.clone()).collect();
        for &(column, standard) in plain.iter().take(MOST_OTHERS) {
            let name = free_name(&column.name, &names);
            names.insert(name.clone());
            let shape = match standard {
                Standard::Digits => Shape::Number,
                Standard::Date => Shape::Date,
                _ => shape(column),
            };
            let made = Made { name: name.clone(), from: vec![column.name.clone()], standard };
            self.others.push(Other { name, shape, made });
        }
    }

    pub(super) fn has(&self, role: Role) -> bool {
        self.made.contains_key(&role)
    }

    /// The column that plays a part.
    pub(super) fn get(&self, role: Role) -> Option<&Made> {
        self.made.get(&role)
    }

    /// Every column of the model, in the file's order.
    pub(super) fn columns(&self) -> impl Iterator<Item = &Made> {
        self.made.values().chain(self.others.iter().map(|other| &other.made))
    }

    /// Pairs of records that share a value of the raw columns behind a part, about.
    pub(super) fn pairs(&self, role: Role) -> u64 {
        let from = self.made.get(&role).map_or(&[][..], |made| &made.from);
        from.iter().filter_map(|name| self.pairs.get(name)).sum()
    }
}

/// How often values stand in a column.
struct Counts {
    different: usize,
    pairs: u64,
}

impl Counts {
    fn of(column: &Column) -> Self {
        let mut counts = vec![0_u64; column.values.len()];
        for id in column.ids.iter().filter(|id| **id != MISSING) {
            if let Some(count) = counts.get_mut(*id as usize) {
                *count += 1;
            }
        }
        Self {
            different: counts.iter().filter(|count| **count > 0).count(),
            pairs: counts.iter().map(|count| count * count.saturating_sub(1) / 2).sum(),
        }
    }
}

/// Some of the values, chosen by what they say and not by where they stand.
fn sample(column: &Column) -> Vec<&str> {
    let hash = |text: &&str| {
        let mut hasher = FxHasher::default();
        text.hash(&mut hasher);
        hasher.finish().wrapping_mul(0x9e37_79b9_7f4a_7c15)
    };
    let mut values: Vec<&str> = column.values.texts().skip(1).collect();
    if values.len() > SAMPLE {
        values.select_nth_unstable_by_key(SAMPLE, |text| (hash(text), *text));
        values.truncate(SAMPLE);
    }
    values.sort_unstable();
    values
}

/// The column that names records: filled and different in every row of a source, and called an id if several are.
fn id_column(table: &Table) -> Option<String> {
    let fits = |column: &&Column| {
        let mut seen = BTreeMap::<u8, Vec<bool>>::new();
        column.ids.iter().zip(&table.sources).all(|(&id, &source)| {
            let seen = seen.entry(source).or_insert_with(|| vec![false; column.values.len()]);
            id != MISSING && seen.get_mut(id as usize).is_some_and(|seen| !std::mem::replace(seen, true))
        })
    };
    let is_called = |column: &&Column| {
        let name = fold(&column.name);
        let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let is_id = |word: &str| ["id", "nr", "no", "nummer", "number", "key", "nyckel", "lopnummer"].contains(&word);
        words.iter().any(|word| is_id(word)) || name.ends_with("id") || name.ends_with("nr")
    };
    let is_plain = |column: &&Column| Standard::guess(&column.name, &sample(column)) == Standard::Text;
    table.columns.iter().filter(is_called).filter(is_plain).find(fits).map(|column| column.name.clone())
}

fn shape(column: &Column) -> Shape {
    let values = sample(column);
    let share =
        |test: &dyn Fn(&str) -> bool| values.iter().filter(|value| test(value)).count() * 10 >= values.len() * 8;
    if column.values.len() < 30 || share(&|value| value.chars().count() <= 4) {
        Shape::Code
    } else if share(&|value| value.bytes().all(|byte| !byte.is_ascii_alphabetic())) {
        Shape::Number
    } else if share(&|value| value.split_whitespace().count() >= 3) {
        Shape::Prose
    } else {
        Shape::Word
    }
}

/// A name that conditions can hold and no other column has.
fn free_name(header: &str, taken: &BTreeSet<String>) -> String {
    let words: String =
        header.chars().map(|c| if c.is_alphanumeric() || c == '_' || c == '-' { c } else { ' ' }).collect();
    let name = words.split_whitespace().collect::<Vec<_>>().join("_");
    let name = if name.is_empty() { "kolumn".to_owned() } else { name };
    let mut numbered = (2..).map(|number| format!("{name} {number}"));
    if !taken.contains(&name) { name } else { numbered.find(|name| !taken.contains(name)).unwrap_or(name) }
}
