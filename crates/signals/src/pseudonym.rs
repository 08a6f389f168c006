//! Stable pseudonyms for persons, and the act of two people that it takes to see a name.
//!
//! A pseudonym is `P-` and eight letters. It is the same for the same person with the same key, so that lists and reports
//! can be followed over time, and says nothing to anyone without the key. Every authority has a key of its own, so that two
//! authorities' lists can not be joined by it.
//!
//! ```
//! use signals::pseudonym::{Key, Masked};
//!
//! let key = Key::new([7; 32]);
//! let masked = Masked::new(&key, "employee 4711", "Anna Ek");
//! assert_eq!(masked.to_string().len(), 10);
//! assert_eq!(format!("{masked:?}"), format!("Masked({masked})"));
//! ```

use std::{fmt, str::FromStr};

use chrono::NaiveDate;
use quorum::Agreed;
use serde::{Deserialize, Serialize, Serializer};

/// The longest time that a name may be seen on one act, in days.
pub const LONGEST_DAYS: i64 = 90;

/// Letters of Crockford's base 32: without I, L, O and U, which are misread.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Letters of a pseudonym: 40 bits. Among 10 000 persons two share one with a probability of 1 in 22 000, so that the
/// caller checks ([`collisions`]).
const LENGTH: usize = 8;

/// An authority's secret key.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; 32]);

impl Key {
    /// The key of 32 random bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

/// Stands for a person: `P-7K3M9Q2X`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pseudonym(String);

impl Pseudonym {
    /// The pseudonym of a person by the stable id that the registers have.
    #[must_use]
    pub fn of(key: &Key, id: &str) -> Self {
        let hash = blake3::keyed_hash(&key.0, id.trim().as_bytes());
        let bits = hash.as_bytes().iter().take(5).fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
        let letter = |at: usize| {
            let letter = usize::try_from(bits >> (5 * (LENGTH - 1 - at)) & 31).unwrap_or(0);
            char::from(LETTERS.get(letter).copied().unwrap_or(b'0'))
        };
        Self("P-".chars().chain((0..LENGTH).map(letter)).collect())
    }

    /// The pseudonym as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Pseudonym {
    type Err = NotAPseudonym;

    fn from_str(text: &str) -> Result<Self, NotAPseudonym> {
        let tidy = text.trim().to_uppercase();
        let is_one = tidy
            .strip_prefix("P-")
            .is_some_and(|letters| letters.len() == LENGTH && letters.bytes().all(|letter| LETTERS.contains(&letter)));
        if is_one { Ok(Self(tidy)) } else { Err(NotAPseudonym { text: text.to_owned() }) }
    }
}

/// A text that is no pseudonym.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` är ingen pseudonym; en sådan är P- och åtta tecken, som P-7K3M9Q2X")]
pub struct NotAPseudonym {
    /// The text.
    pub text: String,
}

impl fmt::Display for Pseudonym {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Ids that share a pseudonym with another, in order: two persons who would look like one. Empty when all is well; else give
/// the authority another key, or show these by their ids to nobody.
#[must_use]
pub fn collisions<'a>(key: &Key, ids: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut named: Vec<(Pseudonym, &str)> = ids.into_iter().map(|id| (Pseudonym::of(key, id), id.trim())).collect();
    named.sort();
    named.dedup();
    let mut shared: Vec<&str> = Vec::new();
    for group in named.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
        shared.extend(group.iter().map(|(_, id)| id));
    }
    shared.sort_unstable();
    shared
}

/// A person whose name is there but is not shown: written as text, to a log or to a file it is its pseudonym.
#[derive(Clone, PartialEq, Eq)]
pub struct Masked {
    pseudonym: Pseudonym,
    name: String,
}

impl Masked {
    /// Masks the name of the person with the id.
    #[must_use]
    pub fn new(key: &Key, id: &str, name: &str) -> Self {
        Self { pseudonym: Pseudonym::of(key, id), name: name.to_owned() }
    }

    /// What is shown.
    #[must_use]
    pub fn pseudonym(&self) -> &Pseudonym {
        &self.pseudonym
    }

    /// The name, by an act of two people that is about this person and has not ended.
    ///
    /// # Errors
    /// [`RevealError`] when it is about somebody else, has not begun or has ended.
    pub fn reveal<'a>(&'a self, act: &'a Agreed<Reveal>, on: NaiveDate) -> Result<Revealed<'a>, RevealError> {
        let Reveal { pseudonym, from, until } = act.what();
        if *pseudonym != self.pseudonym {
            let (asked, allowed) = (self.pseudonym.clone(), pseudonym.clone());
            return Err(RevealError::Other { asked, allowed });
        }
        if act.reason().trim().is_empty() {
            return Err(RevealError::NoReason { pseudonym: pseudonym.clone() });
        }
        if (*until - *from).num_days() >= LONGEST_DAYS {
            return Err(RevealError::TooLong { from: *from, until: *until });
        }
        if on < *from || on > *until {
            return Err(RevealError::NotNow { from: *from, until: *until, on });
        }
        Ok(Revealed { masked: self, act })
    }
}

impl fmt::Display for Masked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pseudonym.fmt(f)
    }
}

impl fmt::Debug for Masked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Masked({})", self.pseudonym)
    }
}

impl Serialize for Masked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.pseudonym.serialize(serializer)
    }
}

/// Who may be seen, and when. Agreed by two people, with a reason, it opens the name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reveal {
    /// Who.
    pub pseudonym: Pseudonym,
    /// First day.
    pub from: NaiveDate,
    /// Last day, at most [`LONGEST_DAYS`] days, the first and the last counted.
    pub until: NaiveDate,
}

/// Why a name is not shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RevealError {
    /// The act is about somebody else.
    #[error("beslutet om att visa namn gäller {allowed}, inte {asked}")]
    Other {
        /// Whose name was asked for.
        asked: Pseudonym,
        /// Whom the act is about.
        allowed: Pseudonym,
    },
    /// The two did not say why.
    #[error("beslutet om att visa {pseudonym} saknar skäl")]
    NoReason {
        /// Whom the act is about.
        pseudonym: Pseudonym,
    },
    /// The act is for too long.
    #[error("beslutet om att visa namn gäller {from} till {until}; högst {LONGEST_DAYS} dagar är tillåtna")]
    TooLong {
        /// First day.
        from: NaiveDate,
        /// Last day.
        until: NaiveDate,
    },
    /// The act does not hold on the day.
    #[error("beslutet om att visa namn gäller {from} till {until}, inte {on}")]
    NotNow {
        /// First day.
        from: NaiveDate,
        /// Last day.
        until: NaiveDate,
        /// The day.
        on: NaiveDate,
    },
}

/// A name that two people have agreed to see. It can not be written to a file by mistake: only [`Revealed::name`] gives it.
#[derive(Clone, Copy)]
pub struct Revealed<'a> {
    masked: &'a Masked,
    act: &'a Agreed<Reveal>,
}

impl Revealed<'_> {
    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.masked.name
    }

    /// The act that opens it, for the journal.
    #[must_use]
    pub fn act(&self) -> &Agreed<Reveal> {
        self.act
    }
}

impl fmt::Debug for Revealed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Revealed({})", self.masked.pseudonym)
    }
}
