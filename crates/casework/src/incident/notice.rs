//! What whoever reported is told: that something was done, not what is known.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Incident,
    event::{Event, Exposed},
};
use crate::Stamped;

/// A line for whoever reported, and for the colleague who was exposed. No name stands in it but those that they know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "notice", rename_all = "snake_case", deny_unknown_fields)]
pub enum Notice {
    /// It came in.
    Received {
        /// The form, in Swedish and English.
        kind: crate::Text,
        /// The day it happened.
        happened_on: NaiveDate,
        /// The unit.
        unit: String,
        /// Who was exposed, when it was a colleague.
        colleague: Option<String>,
        /// The roles that got it.
        to: Vec<String>,
    },
    /// Somebody handles it.
    Taken {
        /// In which role.
        role: String,
    },
    /// The police report was decided.
    Police {
        /// Whether it is reported.
        reported: bool,
    },
    /// Somebody talked with the exposed person.
    Talked {
        /// The day.
        on: NaiveDate,
    },
    /// Something is to be done.
    Measure {
        /// What.
        text: String,
        /// The last day.
        due: NaiveDate,
    },
    /// The review of the work environment was decided.
    Review {
        /// Whether it is done.
        needed: bool,
    },
    /// Words from those who handle it.
    Words {
        /// The words.
        text: String,
    },
    /// It was closed.
    Closed {
        /// What came of it.
        outcome: String,
    },
    /// It was opened again.
    Reopened,
}

impl Incident {
    /// What an event is to whoever reported; none when it is not for them. The incident is as it is after the event.
    #[must_use]
    pub fn notice(&self, event: &Stamped<Event>) -> Option<Notice> {
        Some(match &event.event {
            Event::Reported(reported) => Notice::Received {
                kind: self.form()?.title.clone(),
                happened_on: reported.happened_on,
                unit: reported.unit.clone(),
                colleague: match &reported.exposed {
                    Exposed::Colleague { name, .. } => Some(name.clone()),
                    Exposed::Reporter | Exposed::Unit => None,
                },
                to: reported.members.iter().map(|one| one.role.clone()).collect(),
            },
            Event::Taken(_) => Notice::Taken { role: self.members.get(&event.by)?.clone() },
            Event::PoliceDecided(police) => Notice::Police { reported: police.reported },
            Event::Talked(talk) => Notice::Talked { on: talk.on },
            Event::MeasureSet(measure) if measure.shown => {
                Notice::Measure { text: measure.text.clone(), due: measure.due }
            }
            Event::ReviewDecided(review) => Notice::Review { needed: review.needed },
            Event::Told(words) => Notice::Words { text: words.text.clone() },
            Event::Closed(_) => Notice::Closed { outcome: self.closed.as_ref()?.what.outcome.clone() },
            Event::Reopened(_) => Notice::Reopened,
            Event::Judged(_)
            | Event::ClockStopped(_)
            | Event::MeasureSet(_)
            | Event::MeasureDone(_)
            | Event::NoteWritten(_)
            | Event::PostAdded(_)
            | Event::Countered(_)
            | Event::LevelSet(_)
            | Event::ClosingProposed(_)
            | Event::MemberAdded(_)
            | Event::DisposalProposed(_) => return None,
        })
    }
}
