//! Reading a chain again: does every link hold, and is it the chain that was signed.

use rustc_hash::FxHashSet;

use crate::{
    Phase,
    chain::{Link, Tip, link_hash},
    entry::Line,
    error::{Broken, Why},
};

/// A chain that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Entries that were read.
    pub count: u64,
    /// How far the chain reaches.
    pub head: Tip,
    /// Entries that were opened and never closed: acts that were interrupted, or are going on.
    pub open: Vec<u64>,
}

/// Reads links one at a time, in order.
#[derive(Debug)]
pub struct Verifier {
    start: u64,
    tip: Tip,
    open: FxHashSet<u64>,
    /// Signed heads by number, those still to come last first.
    heads: Vec<Tip>,
    /// The last entry that a signed head confirms.
    confirmed: u64,
    buffer: Vec<u8>,
}

impl Verifier {
    /// From the first entry. The tips are those of signed heads whose signatures were checked, in any order; without one, a
    /// chain that was cut short can not be told from one that is short.
    #[must_use]
    pub fn new(heads: Vec<Tip>) -> Self {
        Self::after(Tip::START, heads)
    }

    /// From the entry after a known one. Closings of what was opened earlier are then taken as they are.
    #[must_use]
    pub fn after(start: Tip, mut heads: Vec<Tip>) -> Self {
        heads.retain(|head| head.seq > start.seq);
        heads.sort_unstable_by(|one, other| other.cmp(one));
        Self {
            start: start.seq,
            tip: start,
            open: FxHashSet::default(),
            heads,
            confirmed: start.seq,
            buffer: Vec::with_capacity(512),
        }
    }

    /// The next link.
    ///
    /// # Errors
    /// When it is the first one that does not hold; reading on tells nothing then.
    pub fn push(&mut self, link: &Link) -> Result<(), Broken> {
        self.push_parts(link.seq, &link.line, &link.hash)
    }

    /// [`Self::push`] without a [`Link`].
    ///
    /// # Errors
    /// As [`Self::push`].
    pub fn push_parts(&mut self, found: u64, line: &[u8], hash: &[u8]) -> Result<(), Broken> {
        let seq = self.tip.seq.saturating_add(1);
        let broken = |why| Err(Broken { seq, why });
        if found != seq {
            return broken(Why::OutOfOrder { found });
        }
        let computed = link_hash(&mut self.buffer, &self.tip.hash, line);
        if computed.as_bytes() != hash {
            return broken(Why::Changed);
        }
        let Ok(parts) = Line::parse(line) else { return broken(Why::Malformed) };
        if parts.seq != seq {
            return broken(Why::Malformed);
        }
        match parts.phase {
            Phase::Opened => {
                self.open.insert(seq);
            }
            Phase::Closed { opens, .. } => {
                let earlier = opens <= self.start && opens > 0;
                if !self.open.remove(&opens) && !earlier {
                    return broken(Why::NeverOpened { opens });
                }
            }
        }
        self.tip = Tip { seq, hash: computed };
        self.confirm()
    }

    /// Compares with the signed heads of this entry.
    fn confirm(&mut self) -> Result<(), Broken> {
        let Tip { seq, hash } = self.tip;
        while let Some(head) = self.heads.last().copied()
            && head.seq == seq
        {
            if head.hash != hash {
                let after = self.confirmed;
                let first = after.saturating_add(1).min(seq);
                return Err(Broken { seq: first, why: Why::Rewritten { head: seq, after } });
            }
            self.heads.pop();
            self.confirmed = seq;
        }
        Ok(())
    }

    /// After the last link.
    ///
    /// # Errors
    /// When a signed head tells of more entries.
    pub fn finish(self) -> Result<Verified, Broken> {
        if let Some(longest) = self.heads.first() {
            return Err(Broken { seq: self.tip.seq.saturating_add(1), why: Why::Truncated { head: longest.seq } });
        }
        let mut open: Vec<u64> = self.open.into_iter().collect();
        open.sort_unstable();
        Ok(Verified { count: self.tip.seq.saturating_sub(self.start), head: self.tip, open })
    }
}

/// Verifies a whole chain from its first entry, against the tips of signed heads (see [`Verifier::new`]).
///
/// # Errors
/// The first entry that does not hold, and why.
pub fn verify<'a>(links: impl IntoIterator<Item = &'a Link>, heads: Vec<Tip>) -> Result<Verified, Broken> {
    let mut verifier = Verifier::new(heads);
    for link in links {
        verifier.push(link)?;
    }
    verifier.finish()
}
