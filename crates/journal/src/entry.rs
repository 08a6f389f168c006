//! An entry and its one canonical form.
//!
//! ```text
//! seq ⇥ at ⇥ actor ⇥ role ⇥ authority ⇥ action ⇥ object ⇥ phase ⇥ payload
//! 17  ⇥ 2026-11-22T09:00:00Z ⇥ 5f3c… ⇥ controller ⇥ socialnamnden ⇥ signal_show ⇥ control/SP-01 ⇥ opened ⇥
//! 18  ⇥ 2026-11-22T09:00:01Z ⇥ 5f3c… ⇥ controller ⇥ socialnamnden ⇥ signal_show ⇥ control/SP-01 ⇥ closed:17:done ⇥
//! ```
//!
//! UTF-8, fields apart by one tab (U+0009), no tab at the end, no line break. Whole numbers are decimal without leading
//! zeros. No field holds a control character, so no two entries share a line. Every program that reads columns reads it.

use std::{fmt, str::FromStr};

use crate::error::RecordError;

/// Fields of a line.
const FIELDS: usize = 9;

/// The longest field, in bytes.
pub const FIELD_MAX: usize = 200;

/// How an act ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It was done.
    Done,
    /// The person may not.
    Denied,
    /// It was tried and did not succeed.
    Failed,
    /// What it was about is not there.
    NotFound,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 4] = [Self::Done, Self::Denied, Self::Failed, Self::NotFound];

    /// Its word in a line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Denied => "denied",
            Self::Failed => "failed",
            Self::NotFound => "not_found",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self.as_str())
    }
}

/// Where an act is: about to be done, or over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Written before the act.
    Opened,
    /// Written after it.
    Closed {
        /// The number of the entry that opened it.
        opens: u64,
        /// How it ended.
        outcome: Outcome,
    },
}

impl fmt::Display for Phase {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Opened => to.write_str("opened"),
            Self::Closed { opens, outcome } => write!(to, "closed:{opens}:{outcome}"),
        }
    }
}

/// What is written about an act; it gets its number in the chain.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Record {
    /// When, UTC in whole seconds: `2026-11-22T09:00:00Z`.
    pub at: String,
    /// Who: a pseudonym ([`crate::blind::Key::person`]).
    pub actor: String,
    /// In which role, snake case.
    pub role: String,
    /// For which authority, by its slug; empty for the whole installation.
    pub authority: String,
    /// What, snake case: `case_show`.
    pub action: String,
    /// With what: a blind id ([`crate::blind::Key::case`]) or a plain public object (`control/SP-01`).
    pub object: String,
    /// Before or after.
    pub phase: Phase,
    /// A hash of what was done, in lower-case hexadecimal digits, or empty.
    pub payload: String,
}

/// A numbered record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry {
    /// Its place in the chain, from 1.
    pub seq: u64,
    /// What it says.
    pub record: Record,
}

impl Record {
    /// Whether it can stand in a line.
    ///
    /// # Errors
    /// The first field that can not, and why.
    pub fn check(&self) -> Result<(), RecordError> {
        let fields = [
            ("actor", &self.actor),
            ("role", &self.role),
            ("authority", &self.authority),
            ("action", &self.action),
            ("object", &self.object),
        ];
        for (field, value) in fields {
            if value.len() > FIELD_MAX {
                return Err(RecordError::TooLong { field, bytes: value.len() });
            }
            if value.chars().any(char::is_control) {
                return Err(RecordError::Control { field });
            }
        }
        if !is_time(&self.at) {
            return Err(RecordError::Time { value: self.at.clone() });
        }
        if self.payload.len() > FIELD_MAX || crate::hash::decode(&self.payload).is_none() {
            return Err(RecordError::Payload);
        }
        Ok(())
    }
}

impl Entry {
    /// Its canonical line.
    ///
    /// # Errors
    /// When a field can not stand in a line.
    pub fn line(&self) -> Result<String, RecordError> {
        self.record.check()?;
        let Self { seq, record } = self;
        let Record { at, actor, role, authority, action, object, phase, payload } = record;
        Ok(format!("{seq}\t{at}\t{actor}\t{role}\t{authority}\t{action}\t{object}\t{phase}\t{payload}"))
    }

    /// What a line says.
    ///
    /// # Errors
    /// When it is not the canonical line of an entry.
    pub fn parse(line: &[u8]) -> Result<Self, RecordError> {
        let line = Line::parse(line)?;
        let [_, at, actor, role, authority, action, object, _, payload] = line.fields.map(str::to_owned);
        let record = Record { at, actor, role, authority, action, object, phase: line.phase, payload };
        record.check()?;
        Ok(Self { seq: line.seq, record })
    }
}

/// A line taken apart without a copy, for who reads a million of them.
#[derive(Debug)]
pub struct Line<'a> {
    /// The number.
    pub seq: u64,
    /// Before or after the act.
    pub phase: Phase,
    fields: [&'a str; FIELDS],
}

impl<'a> Line<'a> {
    /// Takes a line apart. The fields are not checked as [`Entry::parse`] does.
    ///
    /// # Errors
    /// When it has not the form of a line.
    pub fn parse(line: &'a [u8]) -> Result<Self, RecordError> {
        let line = std::str::from_utf8(line).map_err(|_| RecordError::Line)?;
        let mut rest = line.split('\t');
        let mut fields = [""; FIELDS];
        for field in &mut fields {
            *field = rest.next().ok_or(RecordError::Line)?;
        }
        if rest.next().is_some() {
            return Err(RecordError::Line);
        }
        let [seq, _, _, _, _, _, _, phase, _] = fields;
        Ok(Self {
            seq: number(seq).ok_or(RecordError::Line)?,
            phase: phase_of(phase).ok_or(RecordError::Line)?,
            fields,
        })
    }

    /// When.
    #[must_use]
    pub fn at(&self) -> &'a str {
        let [_, at, ..] = self.fields;
        at
    }

    /// Who.
    #[must_use]
    pub fn actor(&self) -> &'a str {
        let [_, _, actor, ..] = self.fields;
        actor
    }

    /// With what.
    #[must_use]
    pub fn object(&self) -> &'a str {
        let [.., object, _, _] = self.fields;
        object
    }
}

fn phase_of(text: &str) -> Option<Phase> {
    if text == "opened" {
        return Some(Phase::Opened);
    }
    let (opens, outcome) = text.strip_prefix("closed:")?.split_once(':')?;
    let outcome = Outcome::ALL.into_iter().find(|known| known.as_str() == outcome)?;
    Some(Phase::Closed { opens: number(opens)?, outcome })
}

/// A decimal number as the program writes it.
pub(crate) fn number(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if plain { u64::from_str(text).ok() } else { None }
}

/// Whether a text has the shape `2026-11-22T09:00:00Z`.
pub(crate) fn is_time(text: &str) -> bool {
    const SHAPE: &[u8] = b"0000-00-00T00:00:00Z";
    text.len() == SHAPE.len()
        && text.bytes().zip(SHAPE).all(|(byte, shape)| match shape {
            b'0' => byte.is_ascii_digit(),
            sign => byte == *sign,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        Entry {
            seq: 18,
            record: Record {
                at: "2026-11-22T09:00:01Z".into(),
                actor: "5f3c".into(),
                role: "controller".into(),
                authority: "socialnamnden".into(),
                action: "signal_show".into(),
                object: "control/SP-01".into(),
                phase: Phase::Closed { opens: 17, outcome: Outcome::NotFound },
                payload: "00ff".into(),
            },
        }
    }

    #[test]
    fn a_line_goes_there_and_back() {
        let line = entry().line().unwrap();
        assert_eq!(
            line,
            "18\t2026-11-22T09:00:01Z\t5f3c\tcontroller\tsocialnamnden\tsignal_show\tcontrol/SP-01\tclosed:17:not_found\t00ff"
        );
        assert_eq!(Entry::parse(line.as_bytes()).unwrap(), entry());
        let parts = Line::parse(line.as_bytes()).unwrap();
        assert_eq!((parts.at(), parts.actor(), parts.object()), ("2026-11-22T09:00:01Z", "5f3c", "control/SP-01"));
    }

    #[test]
    fn a_field_that_would_break_the_line_is_refused() {
        for bad in ["a\tb", "a\nb", "a\0b"] {
            let mut entry = entry();
            entry.record.object = bad.into();
            assert_eq!(entry.line(), Err(RecordError::Control { field: "object" }));
        }
        let mut entry = entry();
        entry.record.actor = "x".repeat(FIELD_MAX + 1);
        assert_eq!(entry.line(), Err(RecordError::TooLong { field: "actor", bytes: FIELD_MAX + 1 }));
    }

    #[test]
    fn time_and_payload_have_one_shape() {
        for at in ["2026-11-22", "2026-11-22 09:00:00Z", "2026-11-22T09:00:00+01:00", "2026-11-22T09:00:00.5Z"] {
            let mut entry = entry();
            entry.record.at = at.into();
            assert_eq!(entry.line(), Err(RecordError::Time { value: at.into() }));
        }
        let mut entry = entry();
        entry.record.payload = "Anna Ek".into();
        assert_eq!(entry.line(), Err(RecordError::Payload));
    }

    #[test]
    fn only_the_canonical_line_is_read() {
        let good = entry().line().unwrap();
        let bad = [
            format!("{good}\t"),
            format!("0{good}"),
            format!("+{good}"),
            good.replace("closed:17:", "closed:017:"),
            good.replace("not_found", "maybe"),
            good.replace('\t', " "),
            String::new(),
        ];
        for line in bad {
            assert!(Entry::parse(line.as_bytes()).is_err(), "{line}");
        }
        assert!(Entry::parse(&[0xff]).is_err());
    }
}
