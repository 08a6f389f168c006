//! The life of a hold: opened by the program, answered by the other party, ended by two people.
//!
//! A hold is what its events say, one JSON line each, read in order ([`Holds::apply`]). The program opens it with reasons
//! and a time limit. A person records what the other party says. Only two people end it, with [`quorum::Agreed`]: there is
//! no event by which one could. A time limit that passes releases nothing; it is only warned of, as the due date is, so
//! that nobody pays penalty interest (räntelagen 1975:635, 3 and 6 §§) by neglect.

mod due;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use quorum::{Agreed, Person};
use serde::{Deserialize, Serialize};

use crate::{Payment, Reason};

pub use due::{Urgency, Warning};

/// What happened to a hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub enum HoldEvent {
    /// The program holds a payment.
    Opened(Box<Opened>),
    /// The other party was heard.
    Answered(Answered),
    /// Two people ended it.
    Ended(Ended),
}

/// The program holds a payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    /// The id of the hold.
    pub hold: String,
    /// What is held; its due date is [`Payment::pay_on`].
    pub payment: Payment,
    /// Why.
    pub reasons: Vec<Reason>,
    /// When, as the caller says.
    pub at: String,
    /// The day by which two people should have decided.
    pub decide_by: NaiveDate,
}

/// The other party was heard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// The id of the hold.
    pub hold: String,
    /// Who was heard, and how they were reached.
    pub party: String,
    /// What they said.
    pub answer: String,
    /// Who wrote it down.
    pub by: Person,
    /// When, as the caller says.
    pub at: String,
}

/// Two people ended a hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ended {
    /// What they agreed.
    pub agreed: Agreed<Ending>,
}

/// What two people agree of a hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// The id of the hold.
    pub hold: String,
    /// How it ends.
    pub end: End,
}

/// How a hold ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// The payment may go.
    Released,
    /// The payment is stopped for good.
    Final,
}

/// Why an event cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HoldError {
    /// Nothing is held under that id.
    #[error("stoppet `{hold}` finns inte; kontrollera numret i listan över stopp")]
    Unknown {
        /// The id.
        hold: String,
    },
    /// The id is used.
    #[error("stoppet `{hold}` är redan öppnat; ett nytt stopp behöver ett eget nummer")]
    Twice {
        /// The id.
        hold: String,
    },
    /// The hold has ended.
    #[error("stoppet `{hold}` {} av {} och {}; det kan inte {wanted}", .ended.sv(), .by[0], .by[1])]
    Over {
        /// The id.
        hold: String,
        /// How it ended.
        ended: End,
        /// Who agreed.
        by: [Person; 2],
        /// What was tried, in Swedish.
        wanted: &'static str,
    },
    /// A hold without a reason.
    #[error("stoppet `{hold}` har inget skäl; den som betalas har rätt att få veta varför")]
    NoReason {
        /// The id.
        hold: String,
    },
    /// A line of the event log cannot be read.
    #[error("rad {line} i stoppens händelselogg går inte att läsa ({detail}); återställ den ur säkerhetskopian")]
    Line {
        /// From 1.
        line: usize,
        /// What was seen.
        detail: String,
    },
}

impl End {
    /// How it ended, in Swedish.
    #[must_use]
    pub const fn sv(self) -> &'static str {
        match self {
            Self::Released => "släpptes",
            Self::Final => "gjordes slutgiltigt",
        }
    }
}

/// A hold as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// How it began.
    pub opened: Opened,
    /// What the other party said, in order.
    pub answers: Vec<Answered>,
    /// How it ended; none while it lasts.
    pub ended: Option<Agreed<Ending>>,
}

impl Hold {
    /// Whether the payment may go: only when two people have said so.
    #[must_use]
    pub fn is_released(&self) -> bool {
        self.ended.as_ref().is_some_and(|agreed| agreed.what().end == End::Released)
    }

    /// Whether it waits for a decision.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.ended.is_none()
    }
}

/// Every hold that events tell of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holds {
    holds: BTreeMap<String, Hold>,
}

impl Holds {
    /// The holds that JSON lines tell of. Blank lines are allowed.
    ///
    /// # Errors
    /// [`HoldError`] for the first line that cannot be read or cannot be.
    pub fn of_lines(lines: &str) -> Result<Self, HoldError> {
        let mut holds = Self::default();
        for (at, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let unreadable = |error: serde_json::Error| HoldError::Line { line: at + 1, detail: error.to_string() };
            holds.apply(serde_json::from_str(line).map_err(unreadable)?)?;
        }
        Ok(holds)
    }

    /// Takes in what happened.
    ///
    /// # Errors
    /// [`HoldError`] when it cannot be; then nothing has changed, and the event must not be written down.
    pub fn apply(&mut self, event: HoldEvent) -> Result<(), HoldError> {
        match event {
            HoldEvent::Opened(opened) => self.open(*opened),
            HoldEvent::Answered(answered) => {
                self.open_one(&answered.hold, "besvaras")?.answers.push(answered);
                Ok(())
            }
            HoldEvent::Ended(Ended { agreed }) => {
                let wanted = match agreed.what().end {
                    End::Released => "släppas igen",
                    End::Final => "göras slutgiltigt",
                };
                let hold = self.open_one(&agreed.what().hold, wanted)?;
                hold.ended = Some(agreed);
                Ok(())
            }
        }
    }

    fn open(&mut self, opened: Opened) -> Result<(), HoldError> {
        if self.holds.contains_key(&opened.hold) {
            return Err(HoldError::Twice { hold: opened.hold });
        }
        if opened.reasons.iter().all(|reason| reason.sentence.trim().is_empty()) {
            return Err(HoldError::NoReason { hold: opened.hold });
        }
        let hold = Hold { opened, answers: Vec::new(), ended: None };
        self.holds.insert(hold.opened.hold.clone(), hold);
        Ok(())
    }

    fn open_one(&mut self, id: &str, wanted: &'static str) -> Result<&mut Hold, HoldError> {
        let Some(hold) = self.holds.get_mut(id) else { return Err(HoldError::Unknown { hold: id.to_owned() }) };
        match &hold.ended {
            Some(agreed) => Err(HoldError::Over {
                hold: id.to_owned(),
                ended: agreed.what().end,
                by: agreed.by().map(Clone::clone),
                wanted,
            }),
            None => Ok(hold),
        }
    }

    /// One hold.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Hold> {
        self.holds.get(id)
    }

    /// All holds, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Hold)> {
        self.holds.iter().map(|(id, hold)| (id.as_str(), hold))
    }

    /// What must be decided soon, or should have been, seen from a day; the most urgent first.
    #[must_use]
    pub fn due(&self, on: NaiveDate) -> Vec<Warning> {
        due::warnings(self.holds.values(), on)
    }
}

impl HoldEvent {
    /// The event as one JSON line, without its line break.
    ///
    /// # Errors
    /// When it cannot be written as JSON; does not happen with texts and numbers.
    pub fn line(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}
