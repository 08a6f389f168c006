//! What surrounds an entity, what hangs together, and which single link holds it together.

use std::collections::VecDeque;

use rustc_hash::FxHashSet;

use super::walk::narrow;
use super::{Network, NodeId};

/// An entity and how far away it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reached {
    /// Steps from the start.
    pub steps: usize,
    /// Who.
    pub node: NodeId,
}

/// Which entities hang together without passing through what is [cut](Network::cuts).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Components {
    /// Per node, the number of its component.
    of: Vec<Option<u32>>,
    members: Vec<Vec<NodeId>>,
}

impl Components {
    /// The component's number; `None` for a node that is cut, which hangs together with nobody.
    #[must_use]
    pub fn of(&self, node: NodeId) -> Option<u32> {
        self.of.get(node.index()).copied().flatten()
    }

    /// A component's nodes, lowest first; empty when there is no such component.
    #[must_use]
    pub fn members(&self, component: u32) -> &[NodeId] {
        self.members.get(component as usize).map_or(&[], Vec::as_slice)
    }

    /// Every component, by its lowest node. A node without links is one of its own.
    pub fn iter(&self) -> impl Iterator<Item = &[NodeId]> {
        self.members.iter().map(Vec::as_slice)
    }
}

/// A link without which its two ends would not hang together. It may consist of several ties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bridge {
    /// The lower end.
    pub low: NodeId,
    /// The higher end.
    pub high: NodeId,
    /// How many nodes the smaller of the two parts has that would remain. 1 when all that hangs there is one node.
    pub smaller_part: u32,
}

impl Network {
    /// All within `max` steps of a node, nearest first, itself included (0 steps). What is cut is reached but not passed.
    #[must_use]
    pub fn within(&self, node: NodeId, max: usize) -> Vec<Reached> {
        self.within_by(node, max, |_, _| true)
    }

    /// As [`Network::within`], by the links that `leads` lets pass.
    pub(super) fn within_by(&self, node: NodeId, max: usize, leads: impl Fn(NodeId, NodeId) -> bool) -> Vec<Reached> {
        if self.node(node).is_none() {
            return Vec::new();
        }
        let mut seen = FxHashSet::from_iter([node]);
        let mut reached = vec![Reached { steps: 0, node }];
        let mut outermost = vec![node];
        for steps in 1..=max {
            let mut next: Vec<NodeId> = Vec::new();
            for &at in outermost.iter().filter(|&&at| at == node || self.carries(at.0)) {
                let first = next.len();
                next.extend(self.neighbours(at).filter(|&other| !seen.contains(&other) && leads(at, other)));
                seen.extend(next.iter().skip(first));
            }
            if next.is_empty() {
                break;
            }
            next.sort_unstable();
            reached.extend(next.iter().map(|&node| Reached { steps, node }));
            outermost = next;
        }
        reached
    }

    /// Which entities hang together in the network's period.
    #[must_use]
    pub fn components(&self) -> Components {
        let mut found = Components { of: vec![None; self.node_count()], members: Vec::new() };
        let mut waiting = VecDeque::new();
        for root in self.node_ids().filter(|node| self.carries(node.0)) {
            if found.of(root).is_some() {
                continue;
            }
            let number = narrow(found.members.len());
            let mut members = Vec::new();
            waiting.push_back(root.0);
            while let Some(node) = waiting.pop_front() {
                let Some(of @ None) = found.of.get_mut(node as usize) else { continue };
                *of = Some(number);
                members.push(NodeId(node));
                waiting.extend(self.walk.neighbours(node).iter().filter(|&&next| self.carries(next)));
            }
            members.sort_unstable();
            found.members.push(members);
        }
        found
    }

    /// Every link whose removal splits a component (Tarjan's method, without recursion), in the order of its ends.
    ///
    /// Links to what is cut hold nothing together and are never among them.
    #[must_use]
    pub fn bridges(&self) -> Vec<Bridge> {
        let mut search = BridgeSearch { network: self, seen: vec![Seen::default(); self.node_count()], clock: 0 };
        let mut found = Vec::new();
        for root in self.node_ids().filter(|node| self.carries(node.0)) {
            search.component(root.0, &mut found);
        }
        found.sort_unstable();
        found
    }
}

struct BridgeSearch<'n> {
    network: &'n Network,
    seen: Vec<Seen>,
    clock: u32,
}

#[derive(Clone, Copy, Default)]
struct Seen {
    /// When the node was first seen, from 1; 0 before that.
    order: u32,
    /// The earliest that is reached from here or below by one link that is not the way here.
    earliest: u32,
    /// How many nodes hang here and below.
    below: u32,
}

/// A node whose neighbours are being looked at.
struct Visit {
    node: u32,
    parent: Option<u32>,
    /// How many of its neighbours have been looked at.
    done: usize,
}

impl BridgeSearch<'_> {
    /// Visits everything that hangs together with `root` unless that was done before.
    fn component(&mut self, root: u32, found: &mut Vec<Bridge>) {
        if self.at(root).order != 0 {
            return;
        }
        let first = found.len();
        let mut open = vec![self.enter(root, None)];
        while let Some(visit) = open.last_mut() {
            let (node, parent) = (visit.node, visit.parent);
            let Some(&next) = self.network.walk.neighbours(node).get(visit.done) else {
                open.pop();
                if let Some(parent) = parent {
                    found.extend(self.leave(node, parent));
                }
                continue;
            };
            visit.done += 1;
            if Some(next) == parent || !self.network.carries(next) {
                continue;
            }
            match self.at(next).order {
                0 => open.push(self.enter(next, Some(node))),
                order => self.update(node, |seen| seen.earliest = seen.earliest.min(order)),
            }
        }
        let whole = self.at(root).below;
        for bridge in found.iter_mut().skip(first) {
            bridge.smaller_part = bridge.smaller_part.min(whole - bridge.smaller_part);
        }
    }

    fn enter(&mut self, node: u32, parent: Option<u32>) -> Visit {
        self.clock += 1;
        let order = self.clock;
        self.update(node, |seen| *seen = Seen { order, earliest: order, below: 1 });
        Visit { node, parent, done: 0 }
    }

    /// Hands what was learnt below `node` to its parent; the bridge between the two, if it is one.
    fn leave(&mut self, node: u32, parent: u32) -> Option<Bridge> {
        let Seen { order, earliest, below } = self.at(node);
        self.update(parent, |seen| {
            seen.earliest = seen.earliest.min(earliest);
            seen.below += below;
        });
        (earliest == order).then(|| Bridge {
            low: NodeId(node.min(parent)),
            high: NodeId(node.max(parent)),
            smaller_part: below,
        })
    }

    fn at(&self, node: u32) -> Seen {
        self.seen.get(node as usize).copied().unwrap_or_default()
    }

    fn update(&mut self, node: u32, change: impl FnOnce(&mut Seen)) {
        if let Some(seen) = self.seen.get_mut(node as usize) {
            change(seen);
        }
    }
}
