//! Marks: keyed hashes by which two applications can be seen to have the same certificate number, issuer or history,
//! without either being kept. HMAC-SHA256 (RFC 2104, FIPS 180-4), each kind in a space of its own.

use std::fmt;

use hmac::{Hmac, Mac as _};
use linkage::standardise::{FullName, firm, text};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::{Certificate, Claims, Kind};

/// The key of an installation's marks; kept with its other keys, and lost with them.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl Key {
    /// A key of 32 random bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

/// A keyed hash, 64 hexadecimal digits. Without the key nothing can be read from it or tried against it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mark(pub String);

/// The mark of a certificate: issuer and number. Nothing when it has no number, or one too short to be its own.
#[must_use]
pub fn certificate_mark(key: &Key, certificate: &Certificate) -> Option<Mark> {
    let number: String =
        certificate.number.as_deref()?.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let issuer = firm(&certificate.issuer)?;
    (number.chars().count() >= 4).then(|| mark(key, "certificate", &[&issuer, &number]))
}

/// The mark of an issuer.
#[must_use]
pub fn issuer_mark(key: &Key, issuer: &str) -> Option<Mark> {
    Some(mark(key, "issuer", &[&firm(issuer)?]))
}

/// The mark of a person: give the personnummer when there is one, else the name, which is the same in either order and in
/// any case. The same person may apply as often as they like: only marks of others count.
#[must_use]
pub fn person_mark(key: &Key, person: &str) -> Option<Mark> {
    let name = FullName::read(person).filter(|_| !person.contains(|c: char| c.is_ascii_digit()));
    let name = name.map(|name| [name.given, name.surname].into_iter().flatten().collect::<Vec<_>>().join(" "));
    Some(mark(key, "person", &[&name.or_else(|| text(person))?]))
}

/// Every mark that an application is recognised by: of its certificates, their issuers, and its history.
#[must_use]
pub fn marks(key: &Key, claims: &Claims) -> Vec<Mark> {
    let papers = claims.certificates.iter();
    let papers = papers.flat_map(|paper| [certificate_mark(key, paper), issuer_mark(key, &paper.issuer)]);
    let mut all: Vec<Mark> = papers.chain([history_mark(key, claims)]).flatten().collect();
    all.sort();
    all.dedup();
    all
}

/// The mark of the whole history: employers and schools with their months, in any order. Nothing when there are fewer than
/// three, since two people may well share so little.
#[must_use]
pub fn history_mark(key: &Key, claims: &Claims) -> Option<Mark> {
    let mut lines: Vec<String> = claims
        .periods
        .iter()
        .filter(|period| period.kind != Kind::Other)
        .filter_map(|period| {
            let [from, to] = [period.from, period.to]
                .map(|stamp| stamp.map(|stamp| stamp.earliest().format("%Y-%m").to_string()).unwrap_or_default());
            Some(format!("{} {from} {to}", firm(&period.organisation)?))
        })
        .collect();
    lines.sort_unstable();
    lines.dedup();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    (lines.len() >= 3).then(|| mark(key, "history", &lines))
}

/// The hash of parts, each behind its length, so that no two lists of parts are the same bytes.
fn mark(key: &Key, space: &str, parts: &[&str]) -> Mark {
    // INVARIANT: HMAC takes a key of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&key.0) else { return Mark(String::new()) };
    for part in [space].iter().chain(parts) {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part.as_bytes());
    }
    Mark(mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect())
}
