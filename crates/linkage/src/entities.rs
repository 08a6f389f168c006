//! Entity ids that last: an append-only log of what was created, joined, moved, merged and split, and by whom.
//!
//! A run gives groups of records without names. Each group takes over the id of the entity from which most of its records
//! come; an entity that was merged away gets its id back when the merger is undone.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// An entity's id, never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntityId(pub u64);

impl std::fmt::Display for EntityId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "E{:08}", self.0)
    }
}

/// Who brought a change about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// A run of a model, by its hash.
    Model(String),
    /// Two people, by a decision.
    People([String; 2]),
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// An entity came to be, with its first records.
    Created(EntityId, Vec<String>),
    /// A record that was in none joined an entity.
    Joined(EntityId, String),
    /// An entity went up in another with all its records.
    Merged(EntityId, EntityId),
    /// Records left an entity and became another, which is new or was there before.
    Split(EntityId, EntityId, Vec<String>),
    /// A record moved from one entity to another.
    Moved(EntityId, EntityId, String),
    /// A record is no longer in the registers.
    Left(EntityId, String),
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its number, from 1 without gaps.
    pub number: u64,
    /// When, as passed in.
    pub at: String,
    /// Who.
    pub by: By,
    /// What.
    pub change: Change,
}

/// Which entity each record is in, with the log that led there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entities {
    events: Vec<Event>,
    of_record: BTreeMap<String, EntityId>,
    members: BTreeMap<EntityId, BTreeSet<String>>,
    /// Of each entity that went up in another its last records.
    gone: BTreeMap<EntityId, BTreeSet<String>>,
}

impl Entities {
    /// Reads a log again from its first line.
    #[must_use]
    pub fn replay(events: Vec<Event>) -> Self {
        let mut entities = Self::default();
        for event in &events {
            entities.apply(&event.change);
        }
        entities.events = events;
        entities
    }

    /// The whole log.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The entity of a record.
    #[must_use]
    pub fn of(&self, record: &str) -> Option<EntityId> {
        self.of_record.get(record).copied()
    }

    /// The records of an entity, in order.
    pub fn members(&self, entity: EntityId) -> impl Iterator<Item = &str> {
        self.members.get(&entity).into_iter().flatten().map(String::as_str)
    }

    /// Takes a run's groups over: every record once, groups in any order. Gives the new lines of the log.
    pub fn update(&mut self, groups: &[Vec<String>], by: &By, at: &str) -> &[Event] {
        let first = self.events.len();
        for change in self.changes(groups) {
            self.apply(&change);
            let number = self.events.len() as u64 + 1;
            self.events.push(Event { number, at: at.to_owned(), by: by.clone(), change });
        }
        self.events.get(first..).unwrap_or_default()
    }

    fn changes(&self, groups: &[Vec<String>]) -> Vec<Change> {
        let mut groups: Vec<BTreeSet<&str>> =
            groups.iter().map(|group| group.iter().map(String::as_str).collect()).collect();
        groups.sort();
        let names = self.names(&groups);
        let mut changes = Vec::new();
        let known: BTreeSet<&str> = groups.iter().flatten().copied().collect();
        for (record, entity) in &self.of_record {
            if !known.contains(record.as_str()) {
                changes.push(Change::Left(*entity, record.clone()));
            }
        }
        for (group, name) in groups.iter().zip(&names) {
            self.changes_of(group, *name, &names, &mut changes);
        }
        changes
    }

    /// What makes the entity `name` hold exactly `group`.
    fn changes_of(&self, group: &BTreeSet<&str>, name: EntityId, names: &[EntityId], changes: &mut Vec<Change>) {
        let mut from: BTreeMap<EntityId, Vec<String>> = BTreeMap::new();
        let mut fresh = Vec::new();
        for record in group {
            match self.of(record) {
                Some(entity) => from.entry(entity).or_default().push((*record).to_owned()),
                None => fresh.push((*record).to_owned()),
            }
        }
        let mut exists = self.members.contains_key(&name);
        for (entity, records) in from {
            if entity == name {
                continue;
            }
            // All its records are in this group, so that no other group can say it again.
            let goes_up = self.members.get(&entity).is_some_and(|all| all.len() == records.len());
            if goes_up && !names.contains(&entity) && exists {
                changes.push(Change::Merged(entity, name));
            } else if !exists {
                changes.push(Change::Split(entity, name, records));
                exists = true;
            } else {
                changes.extend(records.into_iter().map(|record| Change::Moved(entity, name, record)));
            }
        }
        if !exists {
            changes.push(Change::Created(name, fresh));
        } else {
            changes.extend(fresh.into_iter().map(|record| Change::Joined(name, record)));
        }
    }

    /// The id of each group: that of the entity which gives it most records and gives no group more.
    fn names(&self, groups: &[BTreeSet<&str>]) -> Vec<EntityId> {
        let mut claims: Vec<(usize, bool, EntityId, usize)> = Vec::new();
        for (at, group) in groups.iter().enumerate() {
            let mut shares: BTreeMap<EntityId, usize> = BTreeMap::new();
            for record in group {
                if let Some(entity) = self.of(record) {
                    *shares.entry(entity).or_default() += 1;
                }
            }
            claims.extend(shares.into_iter().map(|(entity, count)| (count, false, entity, at)));
            for (entity, last) in &self.gone {
                let count = group.iter().filter(|record| last.contains(**record)).count();
                if 2 * count > group.len().max(last.len()) {
                    claims.push((count, true, *entity, at));
                }
            }
        }
        // Most records first; living entities before those that are gone; then the oldest.
        claims.sort_by_key(|&(count, gone, entity, at)| (std::cmp::Reverse(count), gone, entity, at));
        let mut names: Vec<Option<EntityId>> = vec![None; groups.len()];
        let mut taken = BTreeSet::new();
        for (_, _, entity, at) in claims {
            if let Some(name @ None) = names.get_mut(at)
                && taken.insert(entity)
            {
                *name = Some(entity);
            }
        }
        let last = self.members.keys().chain(self.gone.keys()).map(|entity| entity.0).max().unwrap_or(0);
        let mut next = (last + 1..).map(EntityId);
        names.into_iter().map(|name| name.or_else(|| next.next()).unwrap_or(EntityId(0))).collect()
    }

    fn apply(&mut self, change: &Change) {
        match change {
            Change::Created(entity, records) => records.iter().for_each(|record| self.put(*entity, record)),
            Change::Joined(entity, record) | Change::Moved(_, entity, record) => self.put(*entity, record),
            Change::Split(_, entity, records) => records.iter().for_each(|record| self.put(*entity, record)),
            Change::Merged(from, into) => {
                let records = self.members.get(from).cloned().unwrap_or_default();
                records.iter().for_each(|record| self.put(*into, record));
                self.gone.insert(*from, records);
            }
            Change::Left(entity, record) => {
                self.take(record);
                self.gone.entry(*entity).or_default().insert(record.clone());
            }
        }
    }

    fn put(&mut self, entity: EntityId, record: &str) {
        self.take(record);
        self.gone.remove(&entity);
        self.of_record.insert(record.to_owned(), entity);
        self.members.entry(entity).or_default().insert(record.to_owned());
    }

    fn take(&mut self, record: &str) {
        if let Some(entity) = self.of_record.remove(record)
            && let Some(members) = self.members.get_mut(&entity)
        {
            members.remove(record);
            if members.is_empty() {
                self.members.remove(&entity);
                self.gone.entry(entity).or_default().insert(record.to_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(text: &str) -> Vec<Vec<String>> {
        text.split('|').map(|group| group.chars().map(|record| record.to_string()).collect()).collect()
    }

    fn run(entities: &mut Entities, text: &str) -> Vec<Change> {
        let by = By::Model("m1".to_owned());
        entities.update(&groups(text), &by, "2026-11-22").iter().map(|event| event.change.clone()).collect()
    }

    fn names(entities: &Entities, records: &str) -> Vec<u64> {
        records.chars().map(|record| entities.of(&record.to_string()).unwrap().0).collect()
    }

    #[test]
    fn a_second_run_of_the_same_changes_nothing() {
        let mut entities = Entities::default();
        assert_eq!(run(&mut entities, "ab|c").len(), 2);
        assert_eq!(run(&mut entities, "c|ba"), []);
        assert_eq!(names(&entities, "abc"), [1, 1, 2]);
    }

    #[test]
    fn an_undone_merger_gives_both_their_ids_back() {
        let mut entities = Entities::default();
        run(&mut entities, "abc|de");
        assert_eq!(run(&mut entities, "abcde"), [Change::Merged(EntityId(2), EntityId(1))]);
        let back = run(&mut entities, "abc|de");
        assert_eq!(back, [Change::Split(EntityId(1), EntityId(2), vec!["d".into(), "e".into()])]);
        assert_eq!(names(&entities, "abcde"), [1, 1, 1, 2, 2]);
    }

    #[test]
    fn the_larger_part_keeps_the_id_and_ids_are_not_used_again() {
        let mut entities = Entities::default();
        run(&mut entities, "abcd|e");
        run(&mut entities, "abc|d|e");
        assert_eq!(names(&entities, "abcde"), [1, 1, 1, 3, 2]);
        run(&mut entities, "abc|df|e");
        assert_eq!(names(&entities, "df"), [3, 3]);
        run(&mut entities, "abc|f|eg");
        assert_eq!(names(&entities, "fg"), [3, 2]);
    }

    #[test]
    fn replaying_the_log_gives_the_same_entities() {
        let mut entities = Entities::default();
        for step in ["ab|cd|e", "abe|cd", "ab|cde", "abcde", "ab|cd|e|f"] {
            run(&mut entities, step);
        }
        assert_eq!(Entities::replay(entities.events().to_vec()), entities);
        let numbers: Vec<u64> = entities.events().iter().map(|event| event.number).collect();
        assert_eq!(numbers, (1..=numbers.len() as u64).collect::<Vec<_>>());
    }
}
