//! Putting a network together.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use rayon::slice::ParallelSliceMut;
use rustc_hash::FxHashMap;

use super::facts::{Facts, Sources, StoredTie};
use super::walk::{Walk, narrow};
use super::{Caps, Cut, HubKind, Network, NewTie, Node, NodeId, NodeKind, Period, Relation};

/// An entity's place in a [`NetworkBuilder`]; the number in the finished network is another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Slot(u32);

/// Takes entities and ties in any order.
#[derive(Default)]
pub struct NetworkBuilder {
    slots: BTreeMap<NodeKind, FxHashMap<Box<str>, u32>>,
    drafts: Vec<DraftNode>,
    ties: Vec<DraftTie>,
    registers: BTreeMap<Box<str>, u32>,
    /// The ties' record ids, one after the other.
    records: String,
    caps: Caps,
}

struct DraftNode {
    label: Box<str>,
    hub: Option<HubKind>,
}

#[derive(Clone)]
struct DraftTie {
    from: u32,
    to: u32,
    relation: Relation,
    period: Period,
    register: u32,
    record: Range<usize>,
}

impl NetworkBuilder {
    /// An empty network with the default [`Caps`].
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how many an identifier may be tied to and still carry paths.
    #[must_use]
    pub fn with_caps(self, caps: Caps) -> Self {
        Self { caps, ..self }
    }

    /// Adds an entity, or finds the one of this kind and id. When it is given several labels, the first in the order of
    /// the alphabet stays; an empty label gives way to any other, and in the end to the id.
    pub fn node(&mut self, kind: NodeKind, id: &str, label: &str) -> Slot {
        let slots = self.slots.entry(kind).or_default();
        if let Some(&slot) = slots.get(id) {
            if let Some(draft) = self.drafts.get_mut(slot as usize)
                && !label.is_empty()
                && (draft.label.is_empty() || label < &*draft.label)
            {
                draft.label = label.into();
            }
            return Slot(slot);
        }
        let slot = narrow(self.drafts.len());
        slots.insert(id.into(), slot);
        self.drafts.push(DraftNode { label: label.into(), hub: None });
        Slot(slot)
    }

    /// Lists an entity as a hub: paths may end there and never pass through.
    pub fn hub(&mut self, node: Slot, kind: HubKind) {
        if let Some(draft) = self.drafts.get_mut(node.0 as usize) {
            draft.hub = Some(draft.hub.map_or(kind, |listed| listed.min(kind)));
        }
    }

    /// Adds a tie. The same tie from the same record is kept once; a tie of an entity to itself leads nowhere and is
    /// left out.
    pub fn tie(&mut self, tie: NewTie<'_>) {
        let (from, to) = (tie.from.0, tie.to.0);
        if from == to {
            return;
        }
        let register = match self.registers.get(tie.source.register) {
            Some(&known) => known,
            None => {
                let new = narrow(self.registers.len());
                self.registers.insert(tie.source.register.into(), new);
                new
            }
        };
        let start = self.records.len();
        self.records.push_str(tie.source.record);
        let record = start..self.records.len();
        self.ties.push(DraftTie { from, to, relation: tie.relation, period: tie.period, register, record });
    }

    /// The network of all that was added.
    #[must_use]
    pub fn finish(self) -> Network {
        let (nodes, hubs, ranks) = sorted_nodes(self.slots, self.drafts);
        let mut registers = Vec::with_capacity(self.registers.len());
        let mut register_ranks = vec![0; self.registers.len()];
        for (name, number) in self.registers {
            if let Some(rank) = register_ranks.get_mut(number as usize) {
                *rank = narrow(registers.len());
            }
            registers.push(name);
        }
        let text = |record: &Range<usize>| self.records.get(record.clone()).unwrap_or_default();
        let rank_of = |ranks: &[u32], at: u32| ranks.get(at as usize).copied();
        let mut ties: Vec<DraftTie> = self
            .ties
            .into_iter()
            .filter_map(|tie| {
                let (from, to) = (rank_of(&ranks, tie.from)?, rank_of(&ranks, tie.to)?);
                let (from, to) = if tie.relation.symmetric() { (from.min(to), from.max(to)) } else { (from, to) };
                Some(DraftTie { from, to, register: rank_of(&register_ranks, tie.register)?, ..tie })
            })
            .collect();
        ties.par_sort_unstable_by(|a, b| a.order().cmp(&b.order()).then_with(|| text(&a.record).cmp(text(&b.record))));
        ties.dedup_by(|a, b| a.order() == b.order() && text(&a.record) == text(&b.record));

        let mut facts = Facts { nodes, sources: Sources { registers, ..Sources::default() }, ..Facts::default() };
        for tie in &ties {
            facts.push(tie, text(&tie.record));
        }
        facts.link_starts.push(narrow(facts.ties.len()));
        facts.close(&hubs, &self.caps);
        Network::new(facts)
    }
}

impl DraftTie {
    /// What decides a tie's place, apart from the record.
    fn order(&self) -> (u32, u32, u32, Relation, Period, u32) {
        let (low, high) = (self.from.min(self.to), self.from.max(self.to));
        (low, high, self.from, self.relation, self.period, self.register)
    }
}

impl Facts {
    /// Adds a tie and its source after those before it in order.
    fn push(&mut self, tie: &DraftTie, record: &str) {
        let sources = narrow(self.sources.ends.len());
        let DraftTie { from, to, relation, period, .. } = *tie;
        let new = StoredTie { from, to, relation, period, sources };
        let last = self.ties.last();
        if last.is_none_or(|last| last.ends() != new.ends()) {
            self.link_starts.push(narrow(self.ties.len()));
        }
        if last.is_none_or(|last| StoredTie { sources, ..*last } != new) {
            self.ties.push(new);
        }
        self.sources.push(tie.register, record);
    }

    /// Closes the listed hubs and the identifiers that too many share.
    fn close(&mut self, hubs: &[Option<HubKind>], caps: &Caps) {
        let walk = Walk::new(self.nodes.len(), self.links());
        self.cuts = (0..)
            .zip(self.nodes.iter().zip(hubs))
            .filter_map(|(number, (node, hub))| {
                let degree = walk.degree(number);
                let over = |cap: &u32| degree > *cap;
                let shared = || caps.of(node.kind).filter(over).map(|cap| Cut::Degree { degree, cap });
                Some((NodeId(number), hub.map(Cut::Hub).or_else(shared)?))
            })
            .collect();
        self.closed = vec![false; self.nodes.len()];
        for node in self.cuts.keys() {
            if let Some(closed) = self.closed.get_mut(node.index()) {
                *closed = true;
            }
        }
    }
}

/// The nodes in their final order, which of them are hubs, and where each slot's node went.
fn sorted_nodes(
    slots: BTreeMap<NodeKind, FxHashMap<Box<str>, u32>>,
    mut drafts: Vec<DraftNode>,
) -> (Vec<Node>, Vec<Option<HubKind>>, Vec<u32>) {
    let mut ranks = vec![0; drafts.len()];
    let (mut nodes, mut hubs) = (Vec::with_capacity(drafts.len()), Vec::with_capacity(drafts.len()));
    for (kind, ids) in slots {
        let mut ids: Vec<(Box<str>, u32)> = ids.into_iter().collect();
        ids.par_sort_unstable();
        for (id, slot) in ids {
            let slot = slot as usize;
            let (Some(rank), Some(draft)) = (ranks.get_mut(slot), drafts.get_mut(slot)) else { continue };
            *rank = narrow(nodes.len());
            let label = std::mem::take(&mut draft.label);
            let label = if label.is_empty() { id.clone() } else { label };
            hubs.push(draft.hub);
            nodes.push(Node { kind, id, label });
        }
    }
    (nodes, hubs, ranks)
}

/// Writes the size only: the content points at persons.
impl fmt::Debug for NetworkBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NetworkBuilder({} nodes, {} ties)", self.drafts.len(), self.ties.len())
    }
}
