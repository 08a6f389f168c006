//! New records against those already linked, one at a time: find the likely same, and where the new one belongs.

#![expect(clippy::indexing_slicing, reason = "rows, columns and groups are numbered by this module")]

use std::{
    hash::{Hash, Hasher},
    sync::Arc,
};

use rustc_hash::{FxHashMap, FxHasher};

use crate::{
    LinkageError,
    cluster::{Clustering, Clusters},
    compare::{Ladder, Recent},
    dictionary::{Dictionary, MISSING},
    linker::Linker,
    model::{Cut, KeyPart, Rule},
    predict::{Scorer, stored},
    train::Parameters,
};

/// Records of one key that are weighed at most; an answer says when there were more.
const MOST_CANDIDATES: usize = 500;

/// Linked records, ready to take further ones.
#[derive(Debug)]
pub struct Index {
    linker: Linker,
    scorer: Scorer,
    how: Clustering,
    /// The different dictionaries of the model's columns, taken out of the columns.
    dictionaries: Vec<Dictionary>,
    postings: Vec<Postings>,
    /// Per row its entity, and per entity its rows.
    entity: Vec<u32>,
    members: Vec<Vec<u32>>,
}

/// Rows by the hash of their key, for one rule.
#[derive(Debug)]
struct Postings {
    sorted: Vec<(u64, u32)>,
    added: FxHashMap<u64, Vec<u32>>,
}

/// A row that a record may be the same as.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The row.
    pub row: u32,
    /// The row's entity.
    pub entity: u32,
    /// Match weight in bits.
    pub bits: f64,
}

/// What the index knows about a record.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// Likely same records, best first.
    pub candidates: Vec<Candidate>,
    /// Entities that the record belongs to by the mean weight to all their members, best first. More than one: the record
    /// ties entities together that were apart, and people should look.
    pub entities: Vec<u32>,
    /// A key was so common that not all records of it were weighed.
    pub capped: bool,
}

/// What became of a record that was added.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Its row.
    pub row: u32,
    /// Its entity.
    pub entity: u32,
    /// The entity is new.
    pub is_new: bool,
    /// Other entities that it ties to its own: a proposal, nothing is merged.
    pub ties: Vec<u32>,
}

impl Index {
    /// Takes a linker over after its run.
    #[must_use]
    pub fn new(mut linker: Linker, parameters: &Parameters, clusters: &Clusters, how: Clustering) -> Self {
        let scorer = linker.scorer(parameters);
        let rules = linker.model.blocking.clone();
        let postings = rules.iter().map(|rule| Postings::new(&linker, rule)).collect();
        let mut dictionaries: Vec<Option<Arc<Dictionary>>> = vec![None; linker.comparer.values.len()];
        for (column, sheet) in linker.records.columns.iter_mut().zip(&linker.comparer.sheets) {
            dictionaries[*sheet] = Some(std::mem::take(&mut column.values));
        }
        let own = |shared: Option<Arc<Dictionary>>| {
            let mut dictionary = shared.map(Arc::unwrap_or_clone).unwrap_or_default();
            dictionary.open();
            dictionary
        };
        linker.comparer.ladders.iter_mut().for_each(Ladder::open);
        Self {
            dictionaries: dictionaries.into_iter().map(own).collect(),
            members: clusters
                .members()
                .iter()
                .map(|rows| rows.iter().map(|row| linker.rows().place(*row)).collect())
                .collect(),
            entity: (0..).take(linker.len()).map(|at| clusters.of_row[linker.rows().given(at) as usize]).collect(),
            linker,
            scorer,
            how,
            postings,
        }
    }

    /// Looks a record up: its values by column of the records, as they are written there. Changes nothing that shows.
    ///
    /// # Errors
    /// When a column that the model needs is not among them.
    pub fn look_up(&mut self, source: u8, record: &[(&str, &str)]) -> Result<Answer, LinkageError> {
        let lengths: Vec<usize> = self.dictionaries.iter().map(Dictionary::len).collect();
        let marks: Vec<Vec<usize>> = self.linker.comparer.ladders.iter().map(Ladder::mark).collect();
        let coded = self.code(record);
        let answer = coded.map(|(values, tuples)| self.answer(source, &values, &tuples));
        for (ladder, mark) in self.linker.comparer.ladders.iter_mut().zip(&marks) {
            ladder.return_to(mark);
        }
        for ((dictionary, values), length) in
            self.dictionaries.iter_mut().zip(&mut self.linker.comparer.values).zip(lengths)
        {
            dictionary.truncate(length);
            values.truncate(length);
        }
        answer
    }

    /// Adds a record to the entity it belongs to, or as an entity of its own.
    ///
    /// # Errors
    /// When a column that the model needs is not among them.
    pub fn add(&mut self, source: u8, record: &[(&str, &str)]) -> Result<Placed, LinkageError> {
        let (values, tuples) = self.code(record)?;
        let answer = self.answer(source, &values, &tuples);
        let row = u32::try_from(self.entity.len()).unwrap_or(u32::MAX);
        for (postings, rule) in self.postings.iter_mut().zip(&self.linker.model.blocking) {
            if let Some(key) = key_of(&rule.right, |column| text_of(&self.dictionaries, &self.linker, column, &values))
            {
                postings.added.entry(key).or_default().push(row);
            }
        }
        let records = &mut self.linker.records;
        records.tuples.extend(tuples);
        records.sources.push(source);
        for (column, value) in records.columns.iter_mut().zip(values) {
            column.ids.push(value);
        }
        let mut entities = answer.entities.into_iter();
        let joined = entities.next();
        let entity = joined.unwrap_or_else(|| u32::try_from(self.members.len()).unwrap_or(u32::MAX));
        if joined.is_none() {
            self.members.push(Vec::new());
        }
        self.members[entity as usize].push(row);
        self.entity.push(entity);
        Ok(Placed { row, entity, is_new: joined.is_none(), ties: entities.collect() })
    }

    /// The entity of a row.
    #[must_use]
    pub fn entity(&self, row: u32) -> Option<u32> {
        self.entity.get(self.linker.rows().place(row) as usize).copied()
    }

    /// The rows of an entity, in order.
    #[must_use]
    pub fn members(&self, entity: u32) -> Vec<u32> {
        let rows = self.members.get(entity as usize).into_iter().flatten();
        let mut rows: Vec<u32> = rows.map(|row| self.linker.rows().given(*row)).collect();
        rows.sort_unstable();
        rows
    }

    /// The values of a record by the model's columns, and its combinations.
    fn code(&mut self, record: &[(&str, &str)]) -> Result<(Vec<u32>, Vec<u32>), LinkageError> {
        let mut values = Vec::with_capacity(self.linker.model.columns.len());
        for (at, spec) in self.linker.model.columns.iter().enumerate() {
            let mut standard = None;
            for from in &spec.from {
                let Some((_, raw)) = record.iter().find(|(name, _)| name == from) else {
                    return Err(LinkageError::MissingColumn {
                        column: from.clone(),
                        columns: record.iter().map(|(name, _)| (*name).to_owned()).collect(),
                    });
                };
                standard = standard.or_else(|| spec.standard.apply(raw));
            }
            let dictionary = &mut self.dictionaries[self.linker.comparer.sheets[at]];
            values.push(standard.map_or(MISSING, |text| dictionary.intern(&text)));
        }
        let comparer = &mut self.linker.comparer;
        for (sheet, dictionary) in comparer.values.iter_mut().zip(&self.dictionaries) {
            sheet.extend(dictionary);
        }
        let tuples = comparer.ladders.iter_mut().map(|ladder| ladder.tuple_of(&values)).collect();
        for ladder in &mut comparer.ladders {
            let length = self.dictionaries[comparer.sheets[ladder.columns[0]]].len();
            ladder.extend(&comparer.values, length);
        }
        Ok((values, tuples))
    }

    fn answer(&self, source: u8, values: &[u32], tuples: &[u32]) -> Answer {
        let mut answer = Answer::default();
        let mut rows: Vec<u32> = Vec::new();
        for (postings, rule) in self.postings.iter().zip(&self.linker.model.blocking) {
            let key = key_of(&rule.left, |column| text_of(&self.dictionaries, &self.linker, column, values));
            let Some(key) = key else { continue };
            let before = rows.len();
            rows.extend(postings.rows(key).take(MOST_CANDIDATES + 1));
            if rows.len() - before > MOST_CANDIDATES {
                rows.pop();
                answer.capped = true;
            }
        }
        rows.sort_unstable();
        rows.dedup();
        let comparer = &self.linker.comparer;
        let mut recent: Vec<Recent> = comparer.ladders.iter().map(|_| Recent::empty()).collect();
        for row in rows {
            let other = self.linker.records.row(row);
            if let Some(bits) = self.scorer.reach(comparer, &mut recent, (tuples, other), self.how.component) {
                let entity = self.entity[row as usize];
                answer.candidates.push(Candidate { row: self.linker.rows().given(row), entity, bits });
            }
        }
        answer.candidates.sort_by(|a, b| b.bits.total_cmp(&a.bits).then(a.row.cmp(&b.row)));
        let mut touched: Vec<u32> = answer.candidates.iter().map(|candidate| candidate.entity).collect();
        touched.sort_unstable();
        touched.dedup();
        let mut means: Vec<(i64, u32)> = touched
            .into_iter()
            .filter_map(|entity| Some((self.mean(source, values, tuples, entity)?, entity)))
            .filter(|(mean, _)| *mean > i64::from(stored(self.how.join)))
            .collect();
        means.sort_unstable_by_key(|&(mean, entity)| (-mean, entity));
        answer.entities = means.into_iter().map(|(_, entity)| entity).collect();
        answer
    }

    /// Mean weight between a record and an entity's members; none when a constraint forbids it.
    fn mean(&self, source: u8, values: &[u32], tuples: &[u32], entity: u32) -> Option<i64> {
        let (constraints, records) = (&self.linker.model.constraints, &self.linker.records);
        let clamp = i64::from(stored(self.how.clamp));
        let mut sum = 0;
        let members = &self.members[entity as usize];
        for &row in members {
            if constraints.one_per_source && records.sources[row as usize] == source {
                return None;
            }
            let differs = |column: &usize| {
                let (one, other) = (values[*column], records.columns[*column].ids[row as usize]);
                one != other && one != MISSING && other != MISSING
            };
            if constraints.one_value.iter().any(differs) {
                return None;
            }
            let bits = self.scorer.weigh(&self.linker.comparer, tuples, records.row(row)).bits();
            sum += i64::from(stored(bits)).clamp(-clamp, clamp);
        }
        Some(sum / i64::try_from(members.len().max(1)).unwrap_or(i64::MAX))
    }
}

impl Postings {
    fn new(linker: &Linker, rule: &Rule) -> Self {
        let columns = &linker.records.columns;
        let text = |column: usize, row: usize| columns[column].text(row).unwrap_or_default();
        let mut sorted: Vec<(u64, u32)> = (0..)
            .take(linker.len())
            .filter_map(|row| Some((key_of(&rule.right, |column| text(column, row as usize))?, row)))
            .collect();
        sorted.sort_unstable();
        Self { sorted, added: FxHashMap::default() }
    }

    fn rows(&self, key: u64) -> impl Iterator<Item = u32> {
        let from = self.sorted.partition_point(|(hash, _)| *hash < key);
        let old = self.sorted[from..].iter().take_while(move |(hash, _)| *hash == key).map(|(_, row)| *row);
        old.chain(self.added.get(&key).into_iter().flatten().copied())
    }
}

fn text_of<'a>(dictionaries: &'a [Dictionary], linker: &Linker, column: usize, values: &[u32]) -> &'a str {
    dictionaries[linker.comparer.sheets[column]].text(values[column])
}

/// The hash of a key; none when a part of it is missing. Two keys of one hash only cost a weighing.
fn key_of<'a>(parts: &[KeyPart], text: impl Fn(usize) -> &'a str) -> Option<u64> {
    let mut hasher = FxHasher::default();
    for part in parts {
        let whole = text(part.column);
        let cut = match part.cut {
            Cut::Whole => whole,
            Cut::Substring { from, length } => {
                let mut ends = whole.char_indices().map(|(at, _)| at).chain([whole.len()]).skip(from - 1);
                let start = ends.next()?;
                whole.get(start..ends.take(length).last().unwrap_or(start))?
            }
        };
        if cut.is_empty() {
            return None;
        }
        cut.hash(&mut hasher);
    }
    Some(hasher.finish())
}
