//! Entities and what ties them: typed, dated, sourced edges, and the paths between two of them.
//!
//! A [`NetworkBuilder`] takes entities and ties in any order; [`NetworkBuilder::finish`] gives a [`Network`] that is the
//! same whatever the order was. Between two entities stands at most one *link*, which keeps every tie of the two with
//! its dates and sources.
//!
//! An identifier that very many share (an account, an address, a telephone number, an e-mail address, a property) and a
//! listed hub (an accountant, an office hotel, a municipal company, a trustee) say nothing about those who share it. They
//! are *cut*: a path may end there and never passes through. [`Network::cuts`] says which, and why.
//!
//! ```
//! use linkage::network::{NetworkBuilder, NewTie, NodeKind, Period, Relation, Source};
//!
//! let mut builder = NetworkBuilder::new();
//! let anna = builder.node(NodeKind::Person, "p1", "Anna Ek");
//! let firm = builder.node(NodeKind::Organisation, "5560000001", "Ek Bygg AB");
//! let account = builder.node(NodeKind::Account, "50501055", "5050-1055");
//! let role = Source { register: "company_roles", record: "7" };
//! builder.tie(NewTie::new(anna, Relation::Board, firm, role).during(Period::since(18_687)));
//! builder.tie(NewTie::new(firm, Relation::Account, account, Source { register: "suppliers", record: "12" }));
//!
//! let network = builder.finish();
//! let (anna, account) =
//!     (network.find(NodeKind::Person, "p1").unwrap(), network.find(NodeKind::Account, "50501055").unwrap());
//! let path = network.path_between(anna, account, 4).unwrap();
//! let reasons: Vec<String> =
//!     network.steps(&path).iter().map(|step| format!("{} {}", step.ties[0].relation.code(), step.ties[0].period)).collect();
//! assert_eq!(reasons, ["board_member sedan 2021-03-01", "account datum saknas"]);
//! ```

mod build;
mod facts;
mod kind;
mod layout;
mod parts;
mod path;
mod period;
mod picture;
mod relation;
mod tie;
mod walk;

use std::fmt;
use std::sync::Arc;

pub use build::{NetworkBuilder, Slot};
pub use kind::{Caps, Cut, HubKind, NodeKind};
pub use layout::{Layout, LayoutLimits, ListLine, PlacedLink, PlacedNode, PlacedTie};
pub use parts::{Bridge, Components, Reached};
pub use path::{DEFAULT_STEPS, Path, PathFinder, Step};
pub use period::{Day, Period, day_text};
pub use picture::picture_svg;
pub use relation::{CompanyRole, Relation};
pub use tie::{NewTie, Source, Tie};

use facts::Facts;
use walk::Walk;

/// An entity's place in one [`Network`]: entities are numbered by kind and id text. Of no meaning in another network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// The number, from 0.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }

    const fn index(self) -> usize {
        self.0 as usize
    }
}

/// An entity in the network.
#[derive(Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Its stable id among those of its kind.
    pub id: Box<str>,
    /// What people read; masked by the caller where it has to be.
    pub label: Box<str>,
}

/// Writes the kind only: ids and labels point at persons.
impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Node({}, ..)", self.kind.code())
    }
}

/// Entities and the links between them, during a period.
///
/// Cheap to clone and to narrow with [`Network::during`]: what is known is shared, only the adjacency is its own.
#[derive(Clone)]
pub struct Network {
    facts: Arc<Facts>,
    walk: Walk,
    period: Period,
}

impl Network {
    fn new(facts: Facts) -> Self {
        let walk = Walk::new(facts.nodes.len(), facts.links());
        Self { facts: Arc::new(facts), walk, period: Period::ALWAYS }
    }

    /// How many entities there are, in every period.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.facts.nodes.len()
    }

    /// How many pairs of entities are tied in the network's period.
    #[must_use]
    pub fn link_count(&self) -> usize {
        self.walk.link_count()
    }

    /// Every entity's number, in order.
    pub fn node_ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..walk::narrow(self.node_count())).map(NodeId)
    }

    /// The entity with this number; `None` when the number is from another network.
    #[must_use]
    pub fn node(&self, node: NodeId) -> Option<&Node> {
        self.facts.nodes.get(node.index())
    }

    /// The entity of a kind with an id text.
    #[must_use]
    pub fn find(&self, kind: NodeKind, id: &str) -> Option<NodeId> {
        let order = |node: &Node| (node.kind, &*node.id).cmp(&(kind, id));
        self.facts.nodes.binary_search_by(order).ok().map(|at| NodeId(walk::narrow(at)))
    }

    /// Those that a node is tied to in the network's period, lowest number first.
    pub fn neighbours(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.walk.neighbours(node.0).iter().copied().map(NodeId)
    }

    /// Every tie between two entities in the network's period, in a fixed order; empty when they are not tied.
    #[must_use]
    pub fn ties_between(&self, a: NodeId, b: NodeId) -> Vec<Tie<'_>> {
        let link = self.walk.link_between(a.0, b.0);
        let ties = link.into_iter().flat_map(|link| self.facts.ties_of(link));
        ties.filter(|tie| tie.period.overlaps(self.period)).collect()
    }

    /// The same network with only the ties that are in force some day of `period`. A tie without dates always is.
    ///
    /// What is cut is judged by all ties ever and stays the same.
    #[must_use]
    pub fn during(&self, period: Period) -> Self {
        let in_force = self.facts.links().filter(|&(_, _, link)| self.facts.in_force(link, period));
        let walk = Walk::new(self.facts.nodes.len(), in_force);
        Self { facts: Arc::clone(&self.facts), walk, period }
    }

    /// The period whose ties count.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }

    /// Why no path passes through a node; `None` when paths do.
    #[must_use]
    pub fn cut(&self, node: NodeId) -> Option<Cut> {
        self.facts.cuts.get(&node).copied()
    }

    /// Every node that no path passes through, with the reason, lowest number first.
    pub fn cuts(&self) -> impl Iterator<Item = (NodeId, Cut)> + '_ {
        self.facts.cuts.iter().map(|(&node, &cut)| (node, cut))
    }

    /// Whether paths pass through the node with this number.
    fn carries(&self, node: u32) -> bool {
        self.facts.closed.get(node as usize) == Some(&false)
    }
}

/// Writes the size only: the content points at persons.
impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Network({} nodes, {} links, {})", self.node_count(), self.link_count(), self.period)
    }
}
