//! One line of the log: `<hash> <JSON>`, the hash over the one before and the JSON.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::{Payment, Screened, Verdict};

/// The hash of a line, in bytes.
pub(super) type Hash = [u8; 32];

/// What a payment is known again by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct Print([u8; 16]);

/// What was answered together.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) batches: Vec<Written>,
}

/// A batch as written.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    pub(super) key: String,
    pub(super) at: String,
    pub(super) generation: u64,
    pub(super) prints: Vec<Print>,
    pub(super) answers: Vec<Screened>,
}

impl Written {
    /// The payments that may go.
    pub(super) fn gone(&self) -> impl Iterator<Item = Print> {
        let pairs = self.prints.iter().zip(&self.answers);
        pairs.filter(|(_, answer)| answer.verdict == Verdict::Go).map(|(print, _)| *print)
    }
}

/// Id, account, amount and day. Each text has its length before it, so that no two payments run together alike.
pub(super) fn print_of(payment: &Payment) -> Print {
    let mut hasher = blake3::Hasher::new_derive_key("insyn screening log, payment 1");
    for text in [payment.id.as_str(), payment.account.number.as_str(), payment.currency.as_str()] {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    hasher.update(&[payment.account.kind as u8]);
    hasher.update(&payment.amount_ore.to_le_bytes());
    hasher.update(payment.pay_on.to_string().as_bytes());
    let mut print = [0; 16];
    hasher.finalize_xof().fill(&mut print);
    Print(print)
}

/// What stands before the first line.
pub(super) fn genesis() -> Hash {
    *blake3::hash(b"insyn screening log 1").as_bytes()
}

fn chained(before: Hash, json: &[u8]) -> Hash {
    *blake3::Hasher::new().update(&before).update(json).finalize().as_bytes()
}

/// The bytes of a line and its hash.
pub(super) fn write(before: Hash, entry: &Entry) -> Result<(Hash, Vec<u8>), serde_json::Error> {
    let json = serde_json::to_vec(entry)?;
    let hash = chained(before, &json);
    let line = [hex(&hash).as_bytes(), b" ", &json, b"\n"].concat();
    Ok((hash, line))
}

/// A line that follows another; none when it is unfinished or not what was written.
pub(super) fn read(before: Hash, line: &[u8]) -> Option<(Hash, Entry)> {
    let (stated, json) = parts(line)?;
    let hash = chained(before, json);
    if hex(&hash).as_bytes() != stated {
        return None;
    }
    Some((hash, serde_json::from_slice(json).ok()?))
}

/// A line that was read and found right before.
pub(super) fn unchecked(line: &[u8]) -> Option<Entry> {
    serde_json::from_slice(parts(line)?.1).ok()
}

fn parts(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let (stated, rest) = line.strip_suffix(b"\n")?.split_at_checked(64)?;
    Some((stated, rest.strip_prefix(b" ")?))
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing into a text does not fail.
        let _written = write!(text, "{byte:02x}");
        text
    })
}

impl From<Print> for String {
    fn from(print: Print) -> Self {
        hex(&print.0)
    }
}

impl TryFrom<String> for Print {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let wrong = "ett fingeravtryck ska vara 32 hexadecimala tecken";
        u128::from_str_radix(&text, 16)
            .ok()
            .filter(|_| text.len() == 32)
            .map(|number| Self(number.to_be_bytes()))
            .ok_or(wrong)
    }
}
