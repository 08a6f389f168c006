//! Persons are shown by pseudonym: the engine puts it in place of every value that the catalogue calls data about staff or
//! clients, before a signal leaves it.

use std::collections::BTreeSet;

use ids::IdKind;
use registers::{Catalogue, ColumnKind, PersonalData};
use signals::{
    Run, Signal, Subject,
    pseudonym::{Key, Pseudonym},
};

/// Kinds of subjects that are persons.
const PERSONS: [&str; 2] = ["employee", "user"];

/// What is masked, and with which key.
#[derive(Debug, Clone)]
pub(crate) struct Mask {
    key: Option<Key>,
    personal: BTreeSet<String>,
}

impl Mask {
    /// Masks the columns of these registers that hold data about staff or clients; without a key nothing is masked, as in
    /// the cases of a document, whose persons are invented.
    pub(crate) fn of<'r>(
        catalogue: &Catalogue,
        registers: impl IntoIterator<Item = &'r String>,
        key: Option<&Key>,
    ) -> Self {
        Self { key: key.cloned(), personal: personal_columns(catalogue, registers) }
    }

    /// The value of a column as it may be shown.
    pub(crate) fn cell(&self, column: &str, value: String) -> String {
        match &self.key {
            Some(key) if self.personal.contains(column) && !value.is_empty() => pseudonym(key, &value),
            _ => value,
        }
    }
}

/// The columns of these registers that hold data about staff or clients as text.
pub(crate) fn personal_columns<'r>(
    catalogue: &Catalogue,
    registers: impl IntoIterator<Item = &'r String>,
) -> BTreeSet<String> {
    let columns = registers.into_iter().filter_map(|name| catalogue.get(name)).flat_map(|register| &register.columns);
    columns
        .filter(|column| matches!(column.personal_data, PersonalData::Staff | PersonalData::Clients))
        .filter(|column| matches!(column.kind, ColumnKind::Text | ColumnKind::Id(IdKind::BankAccount)))
        .map(|column| column.name.clone())
        .collect()
}

/// The pseudonym of an id.
pub(crate) fn pseudonym(key: &Key, id: &str) -> String {
    Pseudonym::of(key, id).to_string()
}

/// Puts pseudonyms in place of the persons that a run is about.
pub(crate) fn mask_subjects(run: &mut Run, key: &Key) {
    for signal in &mut run.signals {
        mask_signal(signal, key);
    }
    for ranked in &mut run.subjects {
        mask_subject(&mut ranked.subject, key);
    }
    for picture in run.pictures.iter_mut().filter(|picture| PERSONS.contains(&picture.kind.as_str())) {
        picture.id = pseudonym(key, &picture.id);
    }
}

pub(crate) fn mask_signal(signal: &mut Signal, key: &Key) {
    let persons: Vec<String> =
        signal.subjects.iter().filter(|s| PERSONS.contains(&s.kind.as_str())).map(|s| s.id.clone()).collect();
    let part = |part: &str| if persons.iter().any(|id| id == part) { pseudonym(key, part) } else { part.to_owned() };
    signal.key = signal.key.split(' ').map(part).collect::<Vec<_>>().join(" ");
    signal.subjects.iter_mut().for_each(|subject| mask_subject(subject, key));
}

fn mask_subject(subject: &mut Subject, key: &Key) {
    if PERSONS.contains(&subject.kind.as_str()) {
        subject.id = pseudonym(key, &subject.id);
        subject.name.clear();
    }
}
