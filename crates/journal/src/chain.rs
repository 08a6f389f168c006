//! Making the chain: each link's hash covers its line and the hash before it.

use std::collections::BTreeSet;

use crate::{Entry, Hash, Phase, Record, error::RecordError, hash};

/// What the hash of an entry is bound to, so that no other hash in the world is one: blake3 `derive_key` context.
const CONTEXT: &str = "insyn 2026-11-22 journal entry 1";

/// How far a chain reaches: its last entry and that entry's hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tip {
    /// The number of the last entry; 0 before the first.
    pub seq: u64,
    /// Its hash; zeros before the first.
    pub hash: Hash,
}

impl Tip {
    /// Before the first entry.
    pub const START: Self = Self { seq: 0, hash: Hash([0; 32]) };
}

/// An entry as it is stored: its number, its canonical line and its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its number, as the store keeps it beside the line.
    pub seq: u64,
    /// [`Entry::line`].
    pub line: Vec<u8>,
    /// The hash, 32 bytes unless somebody changed it.
    pub hash: Vec<u8>,
}

impl Link {
    /// What its line says.
    ///
    /// # Errors
    /// When it is no entry.
    pub fn entry(&self) -> Result<Entry, RecordError> {
        Entry::parse(&self.line)
    }

    /// One line of an exported journal: the entry's line, a tab and the hash in hexadecimal digits.
    #[must_use]
    pub fn to_text(&self) -> String {
        format!("{}\t{}", String::from_utf8_lossy(&self.line), hash::encode(&self.hash))
    }

    /// Reads one line of an exported journal, without its line break.
    ///
    /// # Errors
    /// When it is none.
    pub fn from_text(text: &str) -> Result<Self, RecordError> {
        let (line, hash) = text.rsplit_once('\t').ok_or(RecordError::Line)?;
        let hash = hash::decode(hash).ok_or(RecordError::Line)?;
        let seq = crate::entry::Line::parse(line.as_bytes())?.seq;
        Ok(Self { seq, line: line.as_bytes().to_vec(), hash })
    }
}

/// The growing end of a chain.
#[derive(Debug, Clone)]
pub struct Chain {
    tip: Tip,
    /// Opened by this chain and not closed yet.
    open: BTreeSet<u64>,
}

impl Default for Chain {
    fn default() -> Self {
        Self::from(Tip::START)
    }
}

impl From<Tip> for Chain {
    /// Continues there. What was open before can not be closed any more: those acts were interrupted.
    fn from(tip: Tip) -> Self {
        Self { tip, open: BTreeSet::new() }
    }
}

impl Chain {
    /// How far it reaches.
    #[must_use]
    pub fn tip(&self) -> Tip {
        self.tip
    }

    /// What this chain opened and has not closed.
    pub fn open(&self) -> impl Iterator<Item = u64> {
        self.open.iter().copied()
    }

    /// Goes on after links that another process wrote, without forgetting what is open here.
    pub fn move_to(&mut self, tip: Tip) {
        self.tip = tip;
    }

    /// The next link.
    ///
    /// # Errors
    /// When a field can not stand in a line, or when it closes what is not open: such an entry would break the chain for
    /// ever. The chain is then as before.
    pub fn append(&mut self, record: Record) -> Result<Link, RecordError> {
        let phase = record.phase;
        if let Phase::Closed { opens, .. } = phase
            && !self.open.contains(&opens)
        {
            return Err(RecordError::NotOpen { opens });
        }
        let seq = self.tip.seq.saturating_add(1);
        let line = Entry { seq, record }.line()?.into_bytes();
        let hash = link_hash(&mut Vec::new(), &self.tip.hash, &line);
        self.tip = Tip { seq, hash };
        match phase {
            Phase::Opened => self.open.insert(seq),
            Phase::Closed { opens, .. } => self.open.remove(&opens),
        };
        Ok(Link { seq, line, hash: hash.0.to_vec() })
    }
}

/// The hash of a link: `derive_key(CONTEXT, hash before || line)`. The buffer is used again by who hashes many.
pub(crate) fn link_hash(buffer: &mut Vec<u8>, before: &Hash, line: &[u8]) -> Hash {
    buffer.clear();
    buffer.extend_from_slice(before.as_bytes());
    buffer.extend_from_slice(line);
    Hash(blake3::derive_key(CONTEXT, buffer))
}
