//! The card of a channel: all that a listener knows of the municipality, signed by the core.
//!
//! Whoever is in conflict is known before anything is encrypted, without a register of staff on the listener's disk: the
//! core computes for each recipient ([`casework::conflict::find`]) the units and the names in whose reports they are left
//! out. Names stand as [marks](mark), so a card is no list of who is whose kin; whoever guesses a name can test it.

use std::collections::BTreeSet;

use casework::{
    Concerned,
    conflict::Known,
    event::ConcernedKind,
    id::{AuthorityId, PersonId},
    report::{
        ReportError,
        recipients::{Appointment, Roster, Routed, route},
    },
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use vault::{PublicKeys, Signature, Stamp};

use crate::VoicesError;

/// First parts of addresses that are no channels.
const RESERVED: [&str; 3] = ["en", "static", "kanaler"];

/// A text in the two languages of the pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

/// What a listener knows of a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// Whose channel; also its address.
    pub channel: AuthorityId,
    /// Rises with each card of the channel: an older one is not taken.
    pub serial: u64,
    /// The day it was made.
    pub made: NaiveDate,
    /// Whether reports are taken. A closed channel still lets reporters come back.
    pub is_open: bool,
    /// What it is called.
    pub name: Text,
    /// What the municipality wants to say at the start, a paragraph a line; may be empty.
    pub about: Text,
    /// Where to report outside the municipality, a line each (5:9): authority, what for, address.
    pub external: Text,
    /// The number for who wants to speak; empty when there is none.
    pub phone: String,
    /// Everybody whom a decision names.
    pub receivers: Vec<Receiver>,
    /// The units that can be chosen.
    pub units: Vec<String>,
    /// The keys of the custodians of names; without one no name is asked for.
    pub custodians: Vec<PublicKeys>,
    /// Where shred keys are sealed to: the intake key of the core, `age1…`.
    pub core: String,
}

/// Somebody who may receive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receiver {
    /// By which decision, on which level.
    pub appointment: Appointment,
    /// As the reporter sees who it is: `Anna Exempel, jurist`.
    pub title: Text,
    /// What is wrapped to.
    pub keys: PublicKeys,
    /// Units in whose reports they are left out.
    #[serde(default)]
    pub units: BTreeSet<String>,
    /// [Marks](mark) of names in whose reports they are left out; their own is one.
    #[serde(default)]
    pub names: BTreeSet<String>,
}

/// A card as it lies in the folder: the bytes that were signed, and the signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedCard {
    /// The card as JSON.
    pub card: String,
    /// Of the core.
    pub signature: Signature,
    /// The key that proves it; believed only when it is the one that the listener knows.
    pub by: String,
}

/// What is concerned, as a reporter wrote it.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// Units of the card.
    pub units: &'a [String],
    /// Lines of names.
    pub names: &'a [String],
}

impl Card {
    /// Signs the card.
    ///
    /// # Errors
    /// [`VoicesError::Reserved`] when the channel has a name that addresses of pages take.
    pub fn signed(&self, stamp: &Stamp) -> Result<SignedCard, VoicesError> {
        if RESERVED.contains(&self.channel.as_str()) {
            return Err(VoicesError::Reserved { channel: self.channel.clone() });
        }
        let card = serde_json::to_string(self).map_err(VoicesError::Write)?;
        Ok(SignedCard { signature: stamp.sign(&bytes(&card)), card, by: stamp.verifying() })
    }

    /// Who or what a report concerns, as its first event has it.
    #[must_use]
    pub fn concerned(about: About<'_>) -> Vec<Concerned> {
        let of = |kind, id: Option<&String>, name: &String| Concerned {
            kind,
            id: id.cloned(),
            name: name.clone(),
            person: None,
        };
        let units = about.units.iter().map(|unit| of(ConcernedKind::Unit, Some(unit), unit));
        units.chain(about.names.iter().map(|name| of(ConcernedKind::Unknown, None, name))).collect()
    }

    /// Who is in conflict with what a report concerns.
    #[must_use]
    pub fn conflicted(&self, about: About<'_>) -> BTreeSet<PersonId> {
        let written: BTreeSet<String> = about.names.iter().flat_map(|line| marks(line)).collect();
        let is_in = |one: &&Receiver| {
            about.units.iter().any(|unit| one.units.contains(unit)) || !one.names.is_disjoint(&written)
        };
        self.receivers.iter().filter(is_in).map(|one| one.appointment.person).collect()
    }

    /// Who receives a report on a day, and who never does.
    ///
    /// # Errors
    /// [`ReportError::Nobody`] when nobody is left.
    pub fn routed(
        &self,
        about: About<'_>,
        excluded: &BTreeSet<PersonId>,
        day: NaiveDate,
    ) -> Result<Routed, ReportError> {
        let roster = Roster { appointments: self.receivers.iter().map(|one| one.appointment.clone()).collect() };
        let out = &self.conflicted(about) | excluded;
        route(&roster, (&self.channel, day), (&Known::default(), &Self::concerned(about)), &out)
    }

    /// The receiver with this id.
    #[must_use]
    pub fn receiver(&self, person: PersonId) -> Option<&Receiver> {
        self.receivers.iter().find(|one| one.appointment.person == person)
    }

    /// Those whom a reporter can leave out on a day: each person once, the nearest first.
    #[must_use]
    pub fn choosable(&self, day: NaiveDate) -> Vec<&Receiver> {
        let mut seen = BTreeSet::new();
        let mut all: Vec<&Receiver> = self.receivers.iter().filter(|one| one.appointment.holds(day)).collect();
        all.sort_by_key(|one| one.appointment.level);
        all.retain(|one| seen.insert(one.appointment.person));
        all
    }
}

impl SignedCard {
    /// The card, when the core with this key has signed it and it stands under its own name.
    ///
    /// # Errors
    /// [`VoicesError::Card`].
    pub fn proved(&self, core: &str, channel: &str) -> Result<Card, VoicesError> {
        let not = || VoicesError::Card { channel: channel.to_owned() };
        Stamp::verify(core, &bytes(&self.card), &self.signature).map_err(|_| not())?;
        let card: Card = serde_json::from_str(&self.card).map_err(|_| not())?;
        let is_fit = card.channel.as_str() == channel && !RESERVED.contains(&channel);
        if is_fit { Ok(card) } else { Err(not()) }
    }
}

/// What is signed says what it is.
fn bytes(card: &str) -> Vec<u8> {
    [b"insyn card of a channel 1\n", card.as_bytes()].concat()
}

/// The mark of a name: the same however it is written, in whichever order of first name and surname.
#[must_use]
pub fn mark(name: &str) -> String {
    marked(&words(name))
}

fn marked(words: &[String]) -> String {
    let mut words = words.to_vec();
    words.sort();
    let hash = blake3::derive_key("insyn 2026 name in a card", words.join(" ").as_bytes());
    blake3::Hash::from_bytes(hash).to_hex().chars().take(32).collect()
}

/// The marks of every name that may stand in a line: of two to four words after each other.
fn marks(line: &str) -> BTreeSet<String> {
    let words = words(line);
    (2..=4).flat_map(|size| words.windows(size).map(marked).collect::<Vec<_>>()).collect()
}

/// The words of a line in small letters; what is no letter parts them.
fn words(line: &str) -> Vec<String> {
    let line: String = line.chars().take(2_000).flat_map(char::to_lowercase).collect();
    line.split(|sign: char| !sign.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .take(200)
        .collect()
}
