//! The shortest path between two entities: a breadth-first search from both ends.

use std::num::NonZeroUsize;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::walk::narrow;
use super::{Network, NodeId, Tie};

/// The longest path, in steps, that still says something about its ends.
pub const DEFAULT_STEPS: usize = 4;

/// The nodes from one end to the other, both included.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path {
    nodes: Vec<NodeId>,
}

impl Path {
    /// The nodes in order.
    #[must_use]
    pub fn nodes(&self) -> &[NodeId] {
        &self.nodes
    }

    /// How many steps it takes; 0 from a node to itself.
    #[must_use]
    pub const fn step_count(&self) -> usize {
        self.nodes.len().saturating_sub(1)
    }
}

/// One step of a path and every reason for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step<'n> {
    /// From here,
    pub from: NodeId,
    /// to here,
    pub to: NodeId,
    /// because of this. A tie may read in the other direction.
    pub ties: Vec<Tie<'n>>,
}

impl Network {
    /// The shortest path from `a` to `b` of at most `max` steps ([`DEFAULT_STEPS`] is a good choice).
    ///
    /// Only the two ends may be [cut](Network::cuts). Among paths of the same length the one is chosen whose numbers,
    /// read from the lower of the two ends, come first: the path from `b` to `a` is the same one, reversed.
    #[must_use]
    pub fn path_between(&self, a: NodeId, b: NodeId, max: usize) -> Option<Path> {
        PathFinder::new(self).path(a, b, max)
    }

    /// [`Network::path_between`] for many pairs, in their order, on at most `threads` threads of the current rayon pool.
    #[must_use]
    pub fn paths_between(&self, pairs: &[(NodeId, NodeId)], max: usize, threads: NonZeroUsize) -> Vec<Option<Path>> {
        let threads = threads.get().min(pairs.len()).max(1);
        // Every thread takes each `threads`-th pair, so that a stretch of heavy pairs is shared.
        let stripe = |first: usize| {
            let mut finder = PathFinder::new(self);
            let pairs = pairs.iter().skip(first).step_by(threads);
            pairs.map(|&(a, b)| finder.path(a, b, max)).collect::<Vec<_>>().into_iter()
        };
        let mut stripes: Vec<_> = (0..threads).into_par_iter().map(stripe).collect();
        let mut paths = Vec::with_capacity(pairs.len());
        while paths.len() < pairs.len() {
            paths.extend(stripes.iter_mut().filter_map(Iterator::next));
        }
        paths
    }

    /// The steps of a path in this network with the ties that make them.
    #[must_use]
    pub fn steps(&self, path: &Path) -> Vec<Step<'_>> {
        let ends = path.nodes.iter().zip(path.nodes.iter().skip(1));
        ends.map(|(&from, &to)| Step { from, to, ties: self.ties_between(from, to) }).collect()
    }
}

/// Finds one path after the other in the same memory: eight bytes per node of the network.
///
/// ```
/// use linkage::network::{Network, NodeId, PathFinder};
///
/// /// How many of `others` are within two steps of `one`.
/// fn near(network: &Network, one: NodeId, others: &[NodeId]) -> usize {
///     let mut finder = PathFinder::new(network);
///     others.iter().filter(|&&other| finder.path(one, other, 2).is_some()).count()
/// }
/// ```
#[derive(Debug)]
pub struct PathFinder<'n> {
    network: &'n Network,
    scratch: Scratch,
}

/// What a search has seen.
///
/// INVARIANT: a mark counts only when it bears the stamp of the search at hand, so that nothing is cleared in between.
#[derive(Debug)]
struct Scratch {
    marks: Vec<Mark>,
    forward: Side,
    backward: Side,
    /// Per node in `forward.queue`, where in the queue the node before it stands.
    parents: Vec<u32>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Mark {
    stamp: u32,
    /// Forward: where in the queue the node stands. Backward: how many steps from the end.
    at: u32,
}

/// One direction of the search. The queue's nodes are in the order of their first path, read as a word.
#[derive(Debug, Default)]
struct Side {
    stamp: u32,
    queue: Vec<u32>,
    /// Where in the queue the outermost level begins.
    level_start: usize,
    /// How many steps out the outermost level is.
    level: u32,
    /// How many links lead on from the outermost level.
    cost: u64,
}

impl<'n> PathFinder<'n> {
    /// A finder for one network.
    #[must_use]
    pub fn new(network: &'n Network) -> Self {
        let marks = vec![Mark::default(); network.node_count()];
        let scratch = Scratch { marks, forward: Side::default(), backward: Side::default(), parents: Vec::new() };
        Self { network, scratch }
    }

    /// As [`Network::path_between`].
    pub fn path(&mut self, a: NodeId, b: NodeId, max: usize) -> Option<Path> {
        let (low, high) = (a.min(b), a.max(b));
        if high.index() >= self.network.node_count() {
            return None;
        }
        let mut nodes = if a == b { vec![a] } else { self.search(low, high, max)? };
        if a > b {
            nodes.reverse();
        }
        Some(Path { nodes })
    }

    fn search(&mut self, low: NodeId, high: NodeId, max: usize) -> Option<Vec<NodeId>> {
        let (network, scratch) = (self.network, &mut self.scratch);
        scratch.begin(network, low.0, high.0);
        for left in (0..max).rev() {
            let meeting = if scratch.forward.cost <= scratch.backward.cost {
                scratch.expand_forward(network, left == 0)
            } else {
                scratch.expand_backward(network, left == 0)
            };
            if let Some(last) = meeting {
                return Some(scratch.trace(network, last));
            }
            if scratch.forward.cost == 0 || scratch.backward.cost == 0 {
                return None;
            }
        }
        None
    }
}

impl Scratch {
    fn begin(&mut self, network: &Network, low: u32, high: u32) {
        if self.backward.stamp > u32::MAX - 2 {
            self.marks.fill(Mark::default());
            self.backward.stamp = 0;
        }
        let stamp = self.backward.stamp + 1;
        for (side, stamp, node) in [(&mut self.forward, stamp, low), (&mut self.backward, stamp + 1, high)] {
            side.stamp = stamp;
            side.queue.clear();
            side.queue.push(node);
            (side.level_start, side.level) = (0, 0);
            side.cost = u64::from(network.walk.degree(node));
            if let Some(mark) = self.marks.get_mut(node as usize) {
                *mark = Mark { stamp, at: 0 };
            }
        }
        self.parents.clear();
        self.parents.push(0);
    }

    /// Takes the forward side one step out. When it meets the other: where in the queue the last node on this side is.
    fn expand_forward(&mut self, network: &Network, last: bool) -> Option<u32> {
        let side = &mut self.forward;
        let outermost = side.level_start..side.queue.len();
        (side.level_start, side.cost) = (outermost.end, 0);
        for at in outermost {
            let node = side.queue.get(at).copied()?;
            for &next in network.walk.neighbours(node) {
                let mark = self.marks.get_mut(next as usize)?;
                if mark.stamp == self.backward.stamp {
                    return Some(narrow(at));
                }
                if last || mark.stamp == side.stamp || !network.carries(next) {
                    continue;
                }
                *mark = Mark { stamp: side.stamp, at: narrow(side.queue.len()) };
                side.queue.push(next);
                self.parents.push(narrow(at));
                side.cost += u64::from(network.walk.degree(next));
            }
        }
        side.level += 1;
        None
    }

    /// Takes the backward side one step out. When it meets the other: the first place in the other's queue that it meets.
    fn expand_backward(&mut self, network: &Network, last: bool) -> Option<u32> {
        let side = &mut self.backward;
        let outermost = side.level_start..side.queue.len();
        (side.level_start, side.cost) = (outermost.end, 0);
        let mut meeting: Option<u32> = None;
        for at in outermost {
            let node = side.queue.get(at).copied()?;
            for &next in network.walk.neighbours(node) {
                let mark = self.marks.get_mut(next as usize)?;
                if mark.stamp == self.forward.stamp {
                    meeting = Some(meeting.map_or(mark.at, |first| first.min(mark.at)));
                }
                let settled = last || meeting.is_some();
                if settled || mark.stamp == side.stamp || !network.carries(next) {
                    continue;
                }
                *mark = Mark { stamp: side.stamp, at: side.level + 1 };
                side.queue.push(next);
                side.cost += u64::from(network.walk.degree(next));
            }
        }
        if meeting.is_none() {
            side.level += 1;
        }
        meeting
    }

    /// The path whose last node on the forward side stands at `last` in its queue.
    fn trace(&self, network: &Network, last: u32) -> Vec<NodeId> {
        let mut nodes = Vec::new();
        let mut at = last as usize;
        while let (Some(&node), Some(&parent)) = (self.forward.queue.get(at), self.parents.get(at)) {
            nodes.push(NodeId(node));
            if at == 0 {
                break;
            }
            at = parent as usize;
        }
        nodes.reverse();
        for level in (0..=self.backward.level).rev() {
            let wanted = Mark { stamp: self.backward.stamp, at: level };
            let leads_on = |next: &&u32| self.marks.get(**next as usize) == Some(&wanted);
            let here = nodes.last().map_or(&[][..], |node| network.walk.neighbours(node.0));
            nodes.extend(here.iter().find(leads_on).map(|&next| NodeId(next)));
        }
        nodes
    }
}
