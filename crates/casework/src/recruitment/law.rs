//! What must, may and must not be checked for a post on a day.
//!
//! A checklist is made of the lawful checks of the library. Only a checklist makes an [`Allowed`], and only an [`Allowed`]
//! makes a [`Basis`]: what the law forbids has no type that could be recorded.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Months, NaiveDate};
use library::{Applies, Form, Keeps, LawfulCheck, LawfulEntry, LawfulKind, Register};
use serde::{Deserialize, Serialize};

use crate::{Text, routine::Certainty};

/// A post, as its questions were answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// What it is called.
    pub title: String,
    /// The unit.
    pub unit: String,
    /// How somebody comes to it.
    pub form: Form,
    /// The questions that were answered with yes, by id.
    pub answers: BTreeSet<String>,
    /// Why it is leading, essential or otherwise as it was answered.
    pub why: String,
}

/// That a lawyer confirmed an entry, and who wrote it down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmed {
    /// The document.
    pub check: String,
    /// What was confirmed: [`digest`] of the entry.
    pub entry: String,
    /// The lawyer.
    pub lawyer: String,
    /// The day.
    pub on: NaiveDate,
}

/// What names an entry as it stands: another word in it, and it is another.
#[must_use]
pub fn digest(check: &LawfulCheck, entry: &LawfulEntry) -> String {
    let text = serde_json::to_vec(entry).unwrap_or_default();
    let mut hasher = blake3::Hasher::new();
    hasher.update(check.id.as_bytes()).update(&[0]).update(&text);
    hasher.finalize().to_hex().to_string()
}

/// Whether a check is a duty or a possibility. There is no third.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// It must be made.
    Must,
    /// It may be made.
    May,
}

/// What a recorded check rests on: the law as it was on the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    check: String,
    title: Text,
    duty: Duty,
    registers: Vec<Register>,
    law: String,
    when: String,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    max_months: Option<u32>,
    keeps: Keeps,
    keep_months: Option<u32>,
    note: String,
    exemption: Option<String>,
    certainty: Certainty,
    confirmed: Option<Confirmed>,
}

impl Basis {
    /// The document that it comes from.
    #[must_use]
    pub fn check(&self) -> &str {
        &self.check
    }

    /// What the group of posts is called.
    #[must_use]
    pub fn title(&self) -> &Text {
        &self.title
    }

    /// Whether it is a duty.
    #[must_use]
    pub fn duty(&self) -> Duty {
        self.duty
    }

    /// The registers.
    #[must_use]
    pub fn registers(&self) -> &[Register] {
        &self.registers
    }

    /// The provision.
    #[must_use]
    pub fn law(&self) -> &str {
        &self.law
    }

    /// How old an extract may be.
    #[must_use]
    pub fn max_months(&self) -> Option<u32> {
        self.max_months
    }

    /// What may be kept.
    #[must_use]
    pub fn keeps(&self) -> Keeps {
        self.keeps
    }

    /// At least how many months an extract is kept, outside Insyn.
    #[must_use]
    pub fn keep_months(&self) -> Option<u32> {
        self.keep_months
    }

    /// When it need not be done, by the law.
    #[must_use]
    pub fn exemption(&self) -> Option<&str> {
        self.exemption.as_deref()
    }

    /// How sure the law is.
    #[must_use]
    pub fn certainty(&self) -> Certainty {
        self.certainty
    }

    /// Who confirmed it, when it needed that.
    #[must_use]
    pub fn confirmed(&self) -> Option<&Confirmed> {
        self.confirmed.as_ref()
    }

    /// Whether it applied on a day.
    #[must_use]
    pub fn applied_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// The oldest date of an extract that may be shown on a day.
    #[must_use]
    pub fn oldest(&self, shown_on: NaiveDate) -> Option<NaiveDate> {
        self.max_months.and_then(|months| shown_on.checked_sub_months(Months::new(months)))
    }

    /// Whether an extract is shown, and so has a date. Otherwise an authority asked, or decided.
    #[must_use]
    pub fn has_extract(&self) -> bool {
        matches!(self.keeps, Keeps::Note | Keeps::Extract)
    }
}

/// A check that the law allows for this post on this day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    basis: Basis,
    entry: LawfulEntry,
    sources: Vec<String>,
}

impl Allowed {
    /// What a record of it rests on.
    #[must_use]
    pub fn basis(&self) -> &Basis {
        &self.basis
    }

    /// The entry of the library.
    #[must_use]
    pub fn entry(&self) -> &LawfulEntry {
        &self.entry
    }

    /// Where the law stands.
    #[must_use]
    pub fn sources(&self) -> &[String] {
        &self.sources
    }
}

/// A check that must not be made, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The document.
    pub check: String,
    /// What the group of posts is called.
    pub title: Text,
    /// Why.
    pub why: Why,
    /// The provision, or that there is none.
    pub law: String,
    /// Where it stands.
    pub sources: Vec<String>,
    /// What is lawful instead.
    pub instead: Vec<String>,
    /// How sure it is.
    pub certainty: Certainty,
}

/// Why a check must not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// No law allows it.
    Forbidden,
    /// The law does not speak of this form.
    Form,
    /// Another act goes before: its title.
    Yields(Text),
    /// The law applies from a later day.
    NotYet(NaiveDate),
    /// It applied until a day.
    Ended(NaiveDate),
    /// A lawyer must confirm it first. `must` tells whether it is a duty once it is confirmed.
    Unconfirmed {
        /// Whether it would be a duty.
        must: bool,
        /// What is to be confirmed: [`digest`] of the entry.
        entry: String,
    },
}

/// What must, may and must not be checked for a post on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checklist {
    /// The day.
    pub day: NaiveDate,
    /// What must be done.
    pub must: Vec<Allowed>,
    /// What may be done.
    pub may: Vec<Allowed>,
    /// What must not be done.
    pub must_not: Vec<Refused>,
}

/// What lawyers have confirmed: by [`digest`].
pub type Confirmations = BTreeMap<String, Confirmed>;

fn text(text: &library::Text) -> Text {
    Text { sv: text.sv.clone(), en: text.en.clone() }
}

fn certainty(certainty: library::Certainty) -> Certainty {
    match certainty {
        library::Certainty::C => Certainty::C,
        library::Certainty::L => Certainty::L,
        library::Certainty::U => Certainty::U,
    }
}

fn refused(check: &LawfulCheck, entry: &LawfulEntry, why: Why) -> Refused {
    Refused {
        check: check.id.clone(),
        title: text(&check.title),
        why,
        law: entry.basis.clone(),
        sources: check.sources.clone(),
        instead: entry.instead.clone(),
        certainty: certainty(entry.certainty),
    }
}

fn allowed(check: &LawfulCheck, entry: &LawfulEntry, duty: Duty, confirmed: Option<Confirmed>) -> Allowed {
    let basis = Basis {
        check: check.id.clone(),
        title: text(&check.title),
        duty,
        registers: entry.registers.clone(),
        law: entry.basis.clone(),
        when: entry.when.clone(),
        from: entry.from,
        until: entry.until,
        max_months: entry.max_months,
        keeps: entry.keeps,
        keep_months: entry.keep_months,
        note: entry.note.clone(),
        exemption: entry.exemption.clone(),
        certainty: certainty(entry.certainty),
        confirmed,
    };
    Allowed { basis, entry: entry.clone(), sources: check.sources.clone() }
}

/// Whether a group is asked about for a post.
fn concerns(check: &LawfulCheck, post: &Post) -> bool {
    if check.unless.iter().any(|answer| post.answers.contains(answer)) {
        return false;
    }
    match &check.applies {
        Applies::Answer(question) => post.answers.contains(question),
        Applies::Always => check.forms().contains(&post.form),
        Applies::Otherwise => false,
    }
}

impl Checklist {
    /// What applies to a post on a day, with what lawyers have confirmed.
    #[must_use]
    pub fn of(checks: &[&LawfulCheck], post: &Post, day: NaiveDate, confirmed: &Confirmations) -> Self {
        let mut list = Self { day, must: Vec::new(), may: Vec::new(), must_not: Vec::new() };
        for check in checks.iter().filter(|check| concerns(check, post)) {
            list.add(check, post.form, confirmed);
        }
        list.step_back();
        // An entry that waits for a lawyer is still the law of the post: nothing else takes its place.
        let waits = list.must_not.iter().any(|refused| matches!(refused.why, Why::Unconfirmed { .. }));
        if list.must.is_empty() && list.may.is_empty() && !waits {
            for check in checks.iter().filter(|check| check.applies == Applies::Otherwise) {
                list.add(check, post.form, confirmed);
            }
        }
        list
    }

    fn add(&mut self, check: &LawfulCheck, form: Form, confirmed: &Confirmations) {
        let Some(entry) = check.on(self.day) else {
            self.add_outside(check, form);
            return;
        };
        if !entry.covers(form) {
            // A group that another document answers for this form says nothing of its own.
            if entry.kind != LawfulKind::Forbidden {
                self.must_not.push(refused(check, entry, Why::Form));
            }
            return;
        }
        let duty = match entry.kind {
            LawfulKind::Mandatory => Duty::Must,
            LawfulKind::Optional => Duty::May,
            LawfulKind::Forbidden => return self.must_not.push(refused(check, entry, Why::Forbidden)),
        };
        let digest = digest(check, entry);
        let known = confirmed.get(&digest).cloned();
        if entry.is_unconfirmed_for(form) && known.is_none() {
            let why = Why::Unconfirmed { must: duty == Duty::Must, entry: digest };
            return self.must_not.push(refused(check, entry, why));
        }
        let one = allowed(check, entry, duty, known);
        if duty == Duty::Must { self.must.push(one) } else { self.may.push(one) }
    }

    /// A group that no entry covers on the day.
    fn add_outside(&mut self, check: &LawfulCheck, form: Form) {
        let next = check.entries.iter().find(|entry| entry.from.is_some_and(|from| self.day < from));
        let last = check.entries.iter().rev().find(|entry| entry.until.is_some_and(|until| until < self.day));
        let found = match (next, last) {
            (Some(entry), _) => entry.from.map(|from| (entry, Why::NotYet(from))),
            (None, Some(entry)) => entry.until.map(|until| (entry, Why::Ended(until))),
            (None, None) => None,
        };
        if let Some((entry, why)) = found.filter(|(entry, _)| entry.covers(form)) {
            self.must_not.push(refused(check, entry, why));
        }
    }

    /// Entries that yield step back for the first that does not.
    fn step_back(&mut self) {
        let all = || self.must.iter().chain(&self.may);
        let Some(first) = all().find(|one| !one.entry.yields).map(|one| one.basis.title.clone()) else { return };
        let mut stepped = Vec::new();
        for list in [&mut self.must, &mut self.may] {
            let (out, stay): (Vec<Allowed>, Vec<Allowed>) = list.drain(..).partition(|one| one.entry.yields);
            *list = stay;
            stepped.extend(out);
        }
        self.must_not.extend(stepped.into_iter().map(|one| Refused {
            check: one.basis.check,
            title: one.basis.title,
            why: Why::Yields(first.clone()),
            law: one.basis.law,
            sources: one.sources,
            instead: Vec::new(),
            certainty: one.basis.certainty,
        }));
    }

    /// A check that the law allows, by its document.
    #[must_use]
    pub fn allowed(&self, check: &str) -> Option<&Allowed> {
        self.must.iter().chain(&self.may).find(|one| one.basis.check == check)
    }

    /// The duties that wait for a lawyer.
    pub fn waiting(&self) -> impl Iterator<Item = &Refused> {
        self.must_not.iter().filter(|one| matches!(one.why, Why::Unconfirmed { must: true, .. }))
    }
}
