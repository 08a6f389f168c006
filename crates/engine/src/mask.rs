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
    key: Key,
    personal: BTreeSet<String>,
}

impl Mask {
    /// Masks the columns of these registers that hold data about staff or clients.
    pub(crate) fn of<'r>(catalogue: &Catalogue, registers: impl IntoIterator<Item = &'r String>, key: &Key) -> Self {
        Self { key: key.clone(), personal: personal_columns(catalogue, registers) }
    }

    /// The value of a column as it may be shown.
    pub(crate) fn cell(&self, column: &str, value: String) -> String {
        let is_masked = self.personal.contains(column) && !value.is_empty();
        if is_masked { pseudonym(&self.key, &value) } else { value }
    }

    /// A text as it may be shown: a person's number in it, as a sole trader's organisation number is, gives way to a
    /// pseudonym, so that equal numbers still look equal.
    pub(crate) fn text(&self, text: &str) -> String {
        ids::replace_person_nos(text, |number| pseudonym(&self.key, &number.replace(['-', '+'], "")))
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

/// Puts pseudonyms in place of the persons that a signal is about, wherever their ids stand: a document may give them in a
/// column of any name, or inside a text.
pub(crate) fn mask_signal(signal: &mut Signal, key: &Key) {
    let persons = signal.subjects.iter().filter(|s| PERSONS.contains(&s.kind.as_str()) && !s.id.is_empty());
    let persons: Vec<(String, String)> = persons.map(|s| (s.id.clone(), pseudonym(key, &s.id))).collect();
    let facts = signal.facts.iter_mut().map(|fact| &mut fact.value);
    let cells = signal.evidence.rows.iter_mut().flatten();
    for text in [&mut signal.key, &mut signal.sentence].into_iter().chain(facts).chain(cells) {
        for (id, pseudonym) in persons.iter().filter(|(id, _)| text.contains(id.as_str())).collect::<Vec<_>>() {
            *text = replace_word(text, id, pseudonym);
        }
    }
    signal.subjects.iter_mut().for_each(|subject| mask_subject(subject, key));
}

/// The text with another word in place of `word`, where that stands by itself.
fn replace_word(text: &str, word: &str, other: &str) -> String {
    let (mut replaced, mut rest, mut before) = (String::with_capacity(text.len()), text, None);
    while let Some((head, tail)) = rest.split_once(word) {
        let joins = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
        let is_whole = !joins(head.chars().next_back().or(before)) && !joins(tail.chars().next());
        replaced.push_str(head);
        replaced.push_str(if is_whole { other } else { word });
        (before, rest) = (word.chars().next_back(), tail);
    }
    replaced + rest
}

fn mask_subject(subject: &mut Subject, key: &Key) {
    if PERSONS.contains(&subject.kind.as_str()) {
        subject.id = pseudonym(key, &subject.id);
        subject.name.clear();
    }
}

#[cfg(test)]
mod tests {
    use signals::{EvidenceTable, Fact};

    use super::*;

    #[test]
    fn a_sole_traders_number_is_hidden_by_the_key_of_the_authority() {
        let mask = |key| Mask { key, personal: BTreeSet::new() };
        let text = "Vinnare: 8001012387, 800101-2387 och 5560000001, 2026-03-01 08:00";
        let one = pseudonym(&Key::new([7; 32]), "8001012387");
        let hidden = format!("Vinnare: {one}, {one} och 5560000001, 2026-03-01 08:00");
        assert_eq!(mask(Key::new([7; 32])).text(text), hidden);
        assert_ne!(mask(Key::new([8; 32])).text(text), hidden);
    }

    #[test]
    fn a_word_is_replaced_only_where_it_stands_by_itself() {
        assert_eq!(replace_word("4711, 47110 och (4711)47114711", "4711", "P"), "P, 47110 och (P)47114711");
        assert_eq!(replace_word("inget", "4711", "P"), "inget");
    }

    #[test]
    fn a_person_is_hidden_in_every_text_of_the_signal() {
        let key = Key::new([7; 32]);
        let mut signal = Signal {
            fingerprint: String::new(),
            control: "DE-01".into(),
            control_version: 1,
            parameter_hash: String::new(),
            snapshots: vec![],
            family: String::new(),
            severity: 4,
            key: "4711 2026-03-01".into(),
            subjects: vec![Subject { kind: "employee".into(), id: "4711".into(), name: "Anna Påhittad".into() }],
            amount_ore: None,
            from: None,
            to: None,
            sentence: "Anställd 4711 beslutade.".into(),
            facts: vec![Fact { name: "reader".into(), value: "Anställd 4711".into() }],
            evidence: EvidenceTable { columns: vec!["vem".into()], rows: vec![vec!["4711".into()]] },
            tried: vec![],
        };
        mask_signal(&mut signal, &key);
        let written = format!("{signal:?}");
        assert!(!written.contains("4711") && !written.contains("Påhittad"), "{written}");
        assert_eq!(written.matches(&pseudonym(&key, "4711")).count(), 5, "{written}");
    }
}
