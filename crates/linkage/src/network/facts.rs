//! What the network knows, apart from how it is walked.

use std::collections::BTreeMap;

use super::{Cut, Node, NodeId, Period, Relation, Source, Tie};

/// Nodes, ties and sources in their final order.
///
/// INVARIANT: nodes are sorted by kind and id; ties by lower end, higher end, first end, relation and period; the ties of
/// a link and the sources of a tie stand together.
#[derive(Default)]
pub(super) struct Facts {
    pub nodes: Vec<Node>,
    pub ties: Vec<StoredTie>,
    /// Where each link's ties begin, and at the end how many ties there are.
    pub link_starts: Vec<u32>,
    pub sources: Sources,
    pub cuts: BTreeMap<NodeId, Cut>,
    /// Per node, whether it is among the cuts.
    pub closed: Vec<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct StoredTie {
    pub from: u32,
    pub to: u32,
    pub relation: Relation,
    pub period: Period,
    /// Where its sources begin; they end where the next tie's begin.
    pub sources: u32,
}

impl StoredTie {
    pub(super) fn ends(&self) -> (u32, u32) {
        (self.from.min(self.to), self.from.max(self.to))
    }
}

/// Registers by number and the record ids in one text.
#[derive(Default)]
pub(super) struct Sources {
    pub registers: Vec<Box<str>>,
    /// Per source, its register and where its record id ends in `records`.
    pub ends: Vec<(u32, usize)>,
    pub records: String,
}

impl Sources {
    pub(super) fn push(&mut self, register: u32, record: &str) {
        self.records.push_str(record);
        self.ends.push((register, self.records.len()));
    }

    fn get(&self, at: usize) -> Option<Source<'_>> {
        let &(register, end) = self.ends.get(at)?;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&(_, end)| end);
        Some(Source { register: self.registers.get(register as usize)?, record: self.records.get(start..end)? })
    }
}

impl Facts {
    /// Every link: its lower end, its higher end and its number.
    pub(super) fn links(&self) -> impl Iterator<Item = (u32, u32, u32)> + Clone + '_ {
        let first_ties = self.link_starts.iter().map_while(|&start| self.ties.get(start as usize));
        first_ties.zip(0..).map(|(tie, link)| {
            let (low, high) = tie.ends();
            (low, high, link)
        })
    }

    /// Whether any of a link's ties is in force some day of the period.
    pub(super) fn in_force(&self, link: u32, period: Period) -> bool {
        self.stored(link).iter().any(|tie| tie.period.overlaps(period))
    }

    /// A link's ties with their sources.
    pub(super) fn ties_of(&self, link: u32) -> impl Iterator<Item = Tie<'_>> {
        let first = self.link_starts.get(link as usize).map_or(0, |&start| start as usize);
        self.stored(link).iter().zip(first..).map(|(tie, at)| {
            let end = self.ties.get(at + 1).map_or(self.sources.ends.len(), |next| next.sources as usize);
            Tie {
                from: NodeId(tie.from),
                relation: tie.relation,
                to: NodeId(tie.to),
                period: tie.period,
                sources: (tie.sources as usize..end).filter_map(|source| self.sources.get(source)).collect(),
            }
        })
    }

    fn stored(&self, link: u32) -> &[StoredTie] {
        let link = link as usize;
        match (self.link_starts.get(link), self.link_starts.get(link + 1)) {
            (Some(&start), Some(&end)) => self.ties.get(start as usize..end as usize).unwrap_or_default(),
            _ => &[],
        }
    }
}
