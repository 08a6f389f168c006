//! A subject's surroundings, chosen and placed: the same data for the picture and for the list.

use std::cmp::Reverse;
use std::fmt;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Cut, Network, NodeId, NodeKind, Period, Reached, Relation, Tie};

/// Width of a node's card in the picture, in pixels.
pub(super) const CARD_WIDTH: i32 = 312;
/// Height of a node's card.
pub(super) const CARD_HEIGHT: i32 = 56;
/// Space between two cards in a column, where a link passes from one to the other.
const ROW_GAP: i32 = 10;
/// Space between two columns, where the links run.
const COLUMN_GAP: i32 = 88;

/// How much of the surroundings to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LayoutLimits {
    /// How many steps from the subject.
    pub steps: usize,
    /// How many entities beside the subject.
    pub nodes: usize,
}

/// Two steps, 24 entities.
impl Default for LayoutLimits {
    fn default() -> Self {
        Self { steps: 2, nodes: 24 }
    }
}

/// A subject and those around it, in columns by distance: the subject to the left, its own ties next, theirs after that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The subject first, then column by column from the top.
    pub nodes: Vec<PlacedNode>,
    /// Every link between two of the nodes.
    pub links: Vec<PlacedLink>,
    /// Every tie of every link, in words: all that the picture says.
    pub lines: Vec<ListLine>,
    /// How many entities are within the steps but not shown.
    pub more: usize,
    /// How many steps were asked for.
    pub steps: usize,
    /// Width and height of what is placed, in pixels.
    pub size: (i32, i32),
}

/// An entity with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedNode {
    /// Who.
    pub node: NodeId,
    /// What it is.
    pub kind: NodeKind,
    /// What people read.
    pub label: String,
    /// Steps from the subject.
    pub steps: usize,
    /// Left edge and top of its card, in pixels.
    pub place: (i32, i32),
    /// What ties it to the column before. `None` for the subject.
    pub tied: Option<PlacedTie>,
    /// Why no path passes through it, if none does.
    pub cut: Option<Cut>,
}

/// What ties an entity to the one that it is reached from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedTie {
    /// What it is to the other, in Swedish: `styrelseledamot i Ek Bygg AB`.
    pub words: String,
    /// When.
    pub period: Period,
    /// How many more ties the two have.
    pub others: usize,
}

/// A link with its place in the layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedLink {
    /// Where in [`Layout::nodes`] its ends stand, the one that is nearer the subject first.
    pub ends: (usize, usize),
    /// Which of [`Layout::lines`] tell what it is.
    pub lines: Range<usize>,
}

/// One tie in words: who, what, whom, since when, according to what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListLine {
    /// Who.
    pub who: String,
    /// How, in Swedish.
    pub relation: &'static str,
    /// Whom.
    pub whom: String,
    /// When.
    pub period: Period,
    /// Registers and records.
    pub sources: Vec<String>,
    /// Which of the two carries no paths and why, in Swedish.
    pub note: Option<String>,
}

/// The line as a sentence in Swedish.
impl fmt::Display for ListLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { who, relation, whom, period, sources, note } = self;
        write!(f, "{who} {relation} {whom}, {period} ({})", sources.join(", "))?;
        note.iter().try_for_each(|note| write!(f, ". {note}"))
    }
}

impl Layout {
    /// The subject.
    #[must_use]
    pub fn subject(&self) -> Option<&PlacedNode> {
        self.nodes.first()
    }

    /// How many more there are, in Swedish; `None` when all are shown. Belongs under the picture and under the list.
    #[must_use]
    pub fn more_words(&self) -> Option<String> {
        let steps = if self.steps == 1 { "1 steg".to_owned() } else { format!("{} steg", self.steps) };
        (self.more > 0).then(|| format!("och {} till inom {steps}", self.more))
    }
}

impl Network {
    /// A picture of a subject's surroundings in the network's period; `None` when there is no such node.
    ///
    /// Beyond the subject's own ties, those are not followed that only say that somebody [did their duty](Relation::is_duty).
    /// The nearest are shown first; among equally near what is [cut](Network::cuts) comes last, those with most links to
    /// others around the subject come first, then those with the latest tie, then the lowest number.
    ///
    /// ```
    /// # use linkage::network::{LayoutLimits, NetworkBuilder, NewTie, NodeKind, Period, Relation, Source, picture_svg};
    /// # let mut builder = NetworkBuilder::new();
    /// # let anna = builder.node(NodeKind::Person, "p1", "Anna Ek");
    /// # let firm = builder.node(NodeKind::Organisation, "5560000001", "Ek Bygg AB");
    /// # let source = Source { register: "company_roles", record: "7" };
    /// # builder.tie(NewTie::new(anna, Relation::Board, firm, source).during(Period::since(18_687)));
    /// # let network = builder.finish();
    /// let firm = network.find(NodeKind::Organisation, "5560000001").unwrap();
    /// let layout = network.layout(firm, LayoutLimits::default()).unwrap();
    /// assert_eq!(
    ///     layout.lines[0].to_string(),
    ///     "Anna Ek styrelseledamot i Ek Bygg AB, sedan 2021-03-01 (company_roles 7)",
    /// );
    /// assert!(picture_svg(&layout).starts_with("<svg "));
    /// ```
    #[must_use]
    pub fn layout(&self, subject: NodeId, limits: LayoutLimits) -> Option<Layout> {
        self.node(subject)?;
        let mut reached = self.most_relevant(subject, limits.steps);
        let shown = reached.len().min(limits.nodes.saturating_add(1));
        let more = reached.len() - shown;
        reached.truncate(shown);
        let nodes = self.placed(subject, &reached);
        let (links, lines) = self.drawn(&nodes);
        let right = nodes.iter().map(|node| node.place.0 + CARD_WIDTH).max().unwrap_or_default();
        let bottom = nodes.iter().map(|node| node.place.1 + CARD_HEIGHT).max().unwrap_or_default();
        Some(Layout { nodes, links, lines, more, steps: limits.steps, size: (right, bottom) })
    }

    /// Whether the picture goes on from one entity to another.
    ///
    /// Who attested the subject's invoices or handled its case belongs in it; all the others that the same servant attests
    /// and handles would fill it and say nothing of the subject.
    fn leads(&self, subject: NodeId, from: NodeId, to: NodeId) -> bool {
        from == subject || self.ties_between(from, to).iter().any(|tie| !tie.relation.is_duty())
    }

    /// All within `steps`, the most relevant first.
    fn most_relevant(&self, subject: NodeId, steps: usize) -> Vec<Reached> {
        let mut reached = self.within_by(subject, steps, |from, to| self.leads(subject, from, to));
        let distances: FxHashMap<NodeId, usize> = reached.iter().map(|at| (at.node, at.steps)).collect();
        reached.sort_by_cached_key(|at| {
            let around = self.neighbours(at.node).filter(|other| distances.contains_key(other));
            let (mut links, mut latest) = (0_usize, None);
            for other in around {
                links += 1;
                latest = latest.max(self.ties_between(at.node, other).iter().filter_map(|tie| tie.period.from).max());
            }
            (at.steps, self.cut(at.node).is_some(), Reverse(links), Reverse(latest), at.node)
        });
        reached
    }

    /// Column by column; in a column, those tied to the same node of the column before stand together.
    ///
    /// INVARIANT: `reached` is sorted by steps, so that every node but the subject has its way there among the nodes.
    fn placed(&self, subject: NodeId, reached: &[Reached]) -> Vec<PlacedNode> {
        let mut nodes: Vec<PlacedNode> = Vec::with_capacity(reached.len());
        let tallest = reached.chunk_by(|a, b| a.steps == b.steps).map(<[Reached]>::len).max().unwrap_or_default();
        let mut before = 0;
        for column in reached.chunk_by(|a, b| a.steps == b.steps) {
            let leads_here = nodes.get(before..).unwrap_or_default();
            let way = |node: NodeId| {
                let tied = |from: &PlacedNode| {
                    (from.steps == 0 || from.cut.is_none())
                        && self.walk.link_between(from.node.0, node.0).is_some()
                        && self.leads(subject, from.node, node)
                };
                leads_here.iter().position(tied)
            };
            let mut order: Vec<_> = column.iter().map(|at| (way(at.node), at.node)).collect();
            order.sort_unstable();
            let top = pixels(tallest - column.len()) * (CARD_HEIGHT + ROW_GAP) / 2;
            let placed: Vec<PlacedNode> = (0..)
                .zip(order)
                .filter_map(|(row, (way, node))| {
                    let entity = self.node(node)?;
                    let way = way.and_then(|way| leads_here.get(way));
                    let steps = column.first()?.steps;
                    let place = (pixels(steps) * (CARD_WIDTH + COLUMN_GAP), top + row * (CARD_HEIGHT + ROW_GAP));
                    let tied = way.and_then(|way| self.tied(node, way));
                    let (kind, label) = (entity.kind, entity.label.to_string());
                    Some(PlacedNode { node, kind, label, steps, place, tied, cut: self.cut(node) })
                })
                .collect();
            before = nodes.len();
            nodes.extend(placed);
        }
        nodes
    }

    /// What a node is to the one before it.
    fn tied(&self, node: NodeId, before: &PlacedNode) -> Option<PlacedTie> {
        let ties = self.ties_between(before.node, node);
        let tie = ties.first()?;
        let words = if tie.from == node { tie.relation.words() } else { tie.relation.words_back() };
        Some(PlacedTie { words: format!("{words} {}", before.label), period: tie.period, others: ties.len() - 1 })
    }

    /// The links between the nodes and what they say.
    fn drawn(&self, nodes: &[PlacedNode]) -> (Vec<PlacedLink>, Vec<ListLine>) {
        let places: FxHashMap<NodeId, usize> = nodes.iter().zip(0..).map(|(node, at)| (node.node, at)).collect();
        let (mut links, mut lines) = (Vec::new(), Vec::new());
        for (node, at) in nodes.iter().zip(0..) {
            let mut others: Vec<(usize, NodeId)> =
                self.neighbours(node.node).filter_map(|other| Some((*places.get(&other)?, other))).collect();
            others.retain(|&(place, _)| place > at);
            others.sort_unstable();
            for (place, other) in others {
                let first = lines.len();
                lines.extend(self.ties_between(node.node, other).iter().map(|tie| self.line(tie)));
                links.push(PlacedLink { ends: (at, place), lines: first..lines.len() });
            }
        }
        (links, lines)
    }

    fn line(&self, tie: &Tie<'_>) -> ListLine {
        let label = |node| self.node(node).map_or_else(String::new, |node| node.label.to_string());
        let notes: Vec<String> = [tie.from, tie.to]
            .into_iter()
            .filter_map(|node| Some(format!("{} {}", label(node), self.cut(node)?)))
            .collect();
        ListLine {
            who: label(tie.from),
            relation: Relation::words(tie.relation),
            whom: label(tie.to),
            period: tie.period,
            sources: tie.sources.iter().map(|source| format!("{} {}", source.register, source.record)).collect(),
            note: (!notes.is_empty()).then(|| notes.join(". ")),
        }
    }
}

/// A count in a picture as a measure.
fn pixels(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
