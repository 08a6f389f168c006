//! What the values of a column look like to the measures: coded letters, day numbers, words.

use crate::{
    dictionary::Dictionary,
    model::{Measure, Model},
    similarity::Coded,
};

pub(super) const NO_DATE: i32 = i32::MIN;

/// What the values of a column look like to the measures.
#[derive(Debug, Default)]
pub(crate) struct Values {
    needs: Needs,
    vocabulary: Dictionary,
    pub(super) coded: Option<Coded>,
    pub(super) days: Vec<i32>,
    pub(super) words: Vec<Vec<u32>>,
}

/// Which measures read the values of a dictionary.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Needs {
    codes: bool,
    days: bool,
    words: bool,
}

impl Needs {
    pub(super) fn of(model: &Model, reads: impl Fn(usize) -> bool) -> Self {
        let mut needs = Self::default();
        for test in model.comparisons.iter().flat_map(|c| &c.levels).flat_map(|l| l.condition.0.iter().flatten()) {
            if test.measure.columns().iter().any(|&column| reads(column)) {
                match test.measure {
                    Measure::JaroWinkler(..) | Measure::Edit(_) => needs.codes = true,
                    Measure::Days(_) => needs.days = true,
                    Measure::Words(_) => needs.words = true,
                    Measure::Exact(_) | Measure::Swapped(..) => {}
                }
            }
        }
        needs
    }
}

impl Values {
    /// None yet.
    pub(super) fn new(needs: Needs) -> Self {
        Self { needs, ..Self::default() }
    }

    /// Prepares the values that were added to the dictionary since.
    pub(crate) fn extend(&mut self, dictionary: &Dictionary) {
        if self.needs.codes {
            self.coded.get_or_insert_default().extend(dictionary);
        }
        if self.needs.days {
            let fresh = dictionary.texts_from(self.days.len());
            self.days.extend(fresh.map(|text| days_of(text).unwrap_or(NO_DATE)));
        }
        if self.needs.words {
            for text in dictionary.texts_from(self.words.len()) {
                let mut words: Vec<u32> = text.split_whitespace().map(|word| self.vocabulary.intern(word)).collect();
                words.sort_unstable();
                words.dedup();
                self.words.push(words);
            }
        }
    }

    /// Forgets all but the first `length` values.
    pub(crate) fn truncate(&mut self, length: usize) {
        if let Some(coded) = &mut self.coded {
            coded.truncate(length);
        }
        self.days.truncate(length);
        self.words.truncate(length);
    }
}

/// The day number of a date written `YYYY-MM-DD` (Hinnant, "chrono-compatible low-level date algorithms").
fn days_of(text: &str) -> Option<i32> {
    let mut parts = text.split('-').map(|part| part.parse::<i32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() || !(1..=12).contains(&month) || !(1..=31).contains(&day) || !(0..=9999).contains(&year) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year)
}

/// Share of the words in common, of the side with fewer; both lists are sorted.
pub(super) fn common_words(a: &[u32], b: &[u32]) -> f64 {
    let fewer = a.len().min(b.len());
    if fewer == 0 {
        return -1.0;
    }
    let common = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    f64::from(u32::try_from(common).unwrap_or(0)) / f64::from(u32::try_from(fewer).unwrap_or(1))
}
