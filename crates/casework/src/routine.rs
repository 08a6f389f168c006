//! The routine: which measures there are, which clocks run, who takes part and what the documents say.
//!
//! A routine is a document of the library; its front matter is read here. Nothing in Rust knows a measure, a clock or a
//! template by its id, so that another municipality can have its own. A case carries the routine that it was opened
//! under, and so is read the same whatever happens to the library.

pub(crate) mod check;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{Capacity, Length, RoutineError, clock::Dial};

/// A text in Swedish and English.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

/// A routine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Routine {
    /// Id, as the file is called.
    pub id: String,
    /// Version; a published version never changes.
    pub version: u32,
    /// Title.
    pub title: Text,
    /// The day the law was read.
    pub law_read: NaiveDate,
    /// Where the routine comes from.
    pub sources: Vec<String>,
    /// What the roles are called that steps and deciders name.
    pub roles: Vec<RoleName>,
    /// Who takes part, in order.
    pub steps: Vec<Step>,
    /// The law that measures and clocks rest on.
    pub laws: Vec<Law>,
    /// The measures.
    pub measures: Vec<Measure>,
    /// The clocks.
    pub clocks: Vec<Clock>,
    /// The documents.
    pub templates: Vec<Template>,
}

/// What a role is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleName {
    /// The role, as it is called in `access`.
    pub id: String,
    /// What people call it.
    pub title: Text,
}

/// Who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// In which capacity.
    pub capacity: Capacity,
    /// The role that usually has it.
    pub role: String,
    /// What they do.
    pub does: Text,
    /// Who takes their place when everyone in the role is concerned, tied or missing; tried in order.
    #[serde(default)]
    pub instead: Vec<Instead>,
}

/// Who takes another's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instead {
    /// The role.
    pub role: String,
    /// Of which authority.
    #[serde(default)]
    pub of: Of,
}

/// Whose role.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// The authority of the case.
    #[default]
    Own,
    /// The authority that leads the municipality (kommunstyrelsen).
    Central,
}

/// How sure a statement of law is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Certainty {
    /// Read in the law or at its publisher.
    C,
    /// Likely.
    L,
    /// Unconfirmed: to be checked by a lawyer before anyone relies on it, and shown so.
    U,
}

/// A provision, as data: dated and sourced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// Id.
    pub id: String,
    /// How it is cited: `lagen (1982:80) om anställningsskydd, 18 §`.
    pub cite: String,
    /// What it says, in plain Swedish.
    pub says: String,
    /// Where it was read.
    pub source: String,
    /// How sure that is.
    pub certainty: Certainty,
}

/// One of the measures: a card of the routine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Id.
    pub id: String,
    /// Title.
    pub title: Text,
    /// What it is.
    pub about: Text,
    /// Who may decide; for a measure with options, who may decide those that name nobody themselves.
    pub deciders: Vec<Decider>,
    /// Laws, by id.
    pub laws: Vec<String>,
    /// When it must be done, in words; clocks count it.
    pub deadline: Text,
    /// Templates of its documents; the first is the usual one.
    pub templates: Vec<String>,
    /// Its kinds; when there are any, a decision names one.
    #[serde(default)]
    pub options: Vec<Choice>,
}

/// A kind of a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Id within the measure.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Who may decide; empty for those of the measure.
    #[serde(default)]
    pub deciders: Vec<Decider>,
    /// Laws, by id.
    #[serde(default)]
    pub laws: Vec<String>,
    /// The longest that one decision may last; a decision on it must then have an end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest: Option<Length>,
}

/// Who may decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decider {
    /// Role.
    pub role: String,
    /// The act of the delegation order.
    pub act: String,
}

/// A clock of the law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// Id.
    pub id: String,
    /// Title.
    pub title: Text,
    /// What starts it.
    pub starts: Starts,
    /// From the start to the last day.
    pub length: Length,
    /// How long before the last day it warns.
    #[serde(default)]
    pub warn_before: Vec<Length>,
    /// Laws, by id.
    pub laws: Vec<String>,
    /// How sure it is that the clock applies as it stands here.
    pub certainty: Certainty,
    /// What to do, and what follows when the day passes.
    pub act: Text,
}

/// What starts a clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Starts {
    /// A person says so, when a fact becomes known: the day it was known.
    Fact(Text),
    /// A decision on a measure: its first day.
    Decided(Which),
    /// The end of a decision on a measure: its last day. Of several clocks that match, only those that name the most
    /// (measure and option) start.
    Expires(Which),
}

/// Which decisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Which {
    /// The measure; none for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    /// The option; none for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub option: Option<String>,
}

/// A document of the routine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Id.
    pub id: String,
    /// Title.
    pub title: Text,
    /// What stands in it, in order.
    pub blocks: Vec<TemplateBlock>,
}

/// A block of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum TemplateBlock {
    /// A heading of level 1.
    Heading(String),
    /// A heading of level 2.
    Subheading(String),
    /// Fixed text; `{title}`, `{diary}`, `{day}`, `{authority}` and `{routine}` are filled in.
    Text(String),
    /// Fixed points.
    Points(Vec<String>),
    /// What the case holds.
    Part(Part),
    /// What the writer fills in.
    Fill(Fill),
}

/// What the writer fills in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fill {
    /// Id within the template.
    pub id: String,
    /// What to write.
    pub prompt: String,
}

/// What a document can show of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// When and how it was opened, by which routine.
    Opening,
    /// Who or what it is about.
    Concerned,
    /// The facts, with the day each was known.
    Facts,
    /// The decision that the document is about.
    Decision,
    /// The law behind the decision, or behind all measures.
    Laws,
    /// All measures: decided, declined with the reason, or open.
    Measures,
    /// Tasks.
    Tasks,
    /// Clocks with their last day.
    Deadlines,
    /// Evidence with hashes and chain of custody.
    Evidence,
    /// Who was told what.
    Told,
    /// What was disclosed, to whom, on which ground.
    Disclosures,
    /// Outcome, lesson and effects of a closed case; nothing while it is open.
    Outcome,
    /// Lines for those who decided, or to sign by hand.
    Signatures,
}

impl Routine {
    /// The routine that a front matter describes, checked.
    ///
    /// # Errors
    /// [`RoutineError`] with the place, the value and what to do.
    pub fn parse(front: &str) -> Result<Self, RoutineError> {
        let routine: Self = check::read(front)?;
        routine.check()?;
        Ok(routine)
    }

    /// A measure.
    #[must_use]
    pub fn measure(&self, id: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.id == id)
    }

    /// A clock.
    #[must_use]
    pub fn clock(&self, id: &str) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.id == id)
    }

    /// What a clock says.
    pub(crate) fn dial(&self, id: &str) -> Option<Dial<'_>> {
        let Clock { title, length, warn_before, laws, certainty, act, .. } = self.clock(id)?;
        let laws = laws.iter().filter_map(|id| self.law(id)).collect();
        Some(Dial { title, length: *length, warn_before, certainty: *certainty, act, laws })
    }

    /// A law.
    #[must_use]
    pub fn law(&self, id: &str) -> Option<&Law> {
        self.laws.iter().find(|law| law.id == id)
    }

    /// What a role is called in Swedish; its id when the routine has no name for it.
    #[must_use]
    pub fn role_sv<'a>(&'a self, id: &'a str) -> &'a str {
        self.roles.iter().find(|role| role.id == id).map_or(id, |role| role.title.sv.as_str())
    }

    /// A template.
    #[must_use]
    pub fn template(&self, id: &str) -> Option<&Template> {
        self.templates.iter().find(|template| template.id == id)
    }

    /// The clocks that a fact can start, for a person to choose among.
    pub fn fact_clocks(&self) -> impl Iterator<Item = &Clock> {
        self.clocks.iter().filter(|clock| matches!(clock.starts, Starts::Fact(_)))
    }
}

impl Measure {
    /// An option.
    #[must_use]
    pub fn option(&self, id: &str) -> Option<&Choice> {
        self.options.iter().find(|option| option.id == id)
    }

    /// Who may decide the measure, or one of its options.
    #[must_use]
    pub fn deciders(&self, option: Option<&str>) -> &[Decider] {
        let own = option.and_then(|id| self.option(id)).map(|option| option.deciders.as_slice());
        own.filter(|deciders| !deciders.is_empty()).unwrap_or(&self.deciders)
    }
}

impl Template {
    /// What the writer fills in, in order.
    pub fn fills(&self) -> impl Iterator<Item = &Fill> {
        self.blocks.iter().filter_map(|block| match block {
            TemplateBlock::Fill(fill) => Some(fill),
            _ => None,
        })
    }
}

impl Which {
    /// Whether a decision on a measure, with or without an option, is among these.
    #[must_use]
    pub fn matches(&self, measure: &str, option: Option<&str>) -> bool {
        let same = |wanted: &Option<String>, found: Option<&str>| wanted.is_none() || wanted.as_deref() == found;
        same(&self.measure, Some(measure)) && same(&self.option, option)
    }
}
