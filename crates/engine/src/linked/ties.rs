//! The network that the link table `ties` tells of.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use datafusion::arrow::record_batch::RecordBatch;
use linkage::network::{
    Components, Network, NetworkBuilder, NewTie, NodeId, NodeKind, Path, Period, Relation, Source, Tie,
};

use signals::pseudonym::Key;

use crate::{
    cell::{day_at, text_at},
    mask::pseudonym,
};

/// What the id of an employee begins with, in the link table.
const EMPLOYEE: &str = "employee ";

/// Reasons of a step, and sources of a reason, that are written out.
const WRITTEN_OUT: usize = 3;

/// The network with what is computed of it when asked.
#[derive(Debug)]
pub(crate) struct Ties {
    pub(crate) network: Network,
    components: OnceLock<Components>,
    bridges: OnceLock<BTreeSet<(NodeId, NodeId)>>,
}

impl Ties {
    /// The link table.
    pub(crate) const TABLE: &'static str = "ties";

    /// Reads the link table; a row of an unknown kind or relation is left out. Registers are called by their labels, and
    /// employees by their pseudonyms when there is a key.
    pub(crate) fn read(batches: &[RecordBatch], labels: &BTreeMap<String, String>, key: Option<&Key>) -> Self {
        let mut builder = NetworkBuilder::new();
        for batch in batches {
            for row in 0..batch.num_rows() {
                // INVARIANT: `None` only says that the row is no tie.
                let _: Option<()> = add_row(&mut builder, batch, row, (labels, key));
            }
        }
        Self { network: builder.finish(), components: OnceLock::new(), bridges: OnceLock::new() }
    }

    /// The number of the component that a node is in.
    pub(crate) fn component(&self, node: NodeId) -> Option<u32> {
        self.components.get_or_init(|| self.network.components()).of(node)
    }

    /// Whether two nodes are tied and would not hang together without it.
    pub(crate) fn is_bridge(&self, a: NodeId, b: NodeId) -> bool {
        let bridges = self.bridges.get_or_init(|| {
            let bridges = self.network.bridges();
            bridges.into_iter().map(|bridge| (bridge.low, bridge.high)).collect()
        });
        bridges.contains(&(a.min(b), a.max(b)))
    }

    /// The steps of a path in Swedish, with reasons, dates and sources.
    pub(crate) fn words(&self, path: &Path) -> String {
        let steps = self.network.steps(path);
        let step = |ties: &[Tie<'_>]| listed(ties.iter().map(|tie| self.reason(tie)), " samt ");
        steps.iter().map(|one| step(&one.ties)).collect::<Vec<_>>().join("; ")
    }

    fn reason(&self, tie: &Tie<'_>) -> String {
        let label = |node| self.network.node(node).map_or_else(String::new, |node| node.label.to_string());
        let sources = listed(tie.sources.iter().map(|source| format!("{} {}", source.register, source.record)), ", ");
        format!("{} {} {}, {} ({sources})", label(tie.from), tie.relation.words(), label(tie.to), tie.period)
    }
}

/// The first few, and how many more there are.
fn listed(all: impl ExactSizeIterator<Item = String>, between: &str) -> String {
    let more = all.len().saturating_sub(WRITTEN_OUT);
    let shown = all.take(WRITTEN_OUT).collect::<Vec<_>>().join(between);
    if more == 0 { shown } else { format!("{shown} och {more} till") }
}

fn add_row(
    builder: &mut NetworkBuilder,
    batch: &RecordBatch,
    row: usize,
    (labels, key): (&BTreeMap<String, String>, Option<&Key>),
) -> Option<()> {
    let text = |name: &str| batch.column_by_name(name).and_then(|array| text_at(array, row));
    let day = |name: &str| batch.column_by_name(name).and_then(|array| day_at(array, row));
    let relation = Relation::parse(text("relation")?)?;
    let (from_kind, to_kind) = (NodeKind::parse(text("from_kind")?)?, NodeKind::parse(text("to_kind")?)?);
    let (from_id, to_id) = (text("from_id")?, text("to_id")?);
    let register = text("register").unwrap_or_default();
    let register = labels.get(register).map_or(register, String::as_str);
    let record = text("record_id").unwrap_or_default();
    let shown = |id: &str, label: &str| match (key, id.strip_prefix(EMPLOYEE)) {
        (Some(key), Some(number)) => format!("anställd {}", pseudonym(key, number)),
        _ => label.to_owned(),
    };
    // An employee's own row is named by the employee's number.
    let is_own = [from_id, to_id].iter().any(|id| id.strip_prefix(EMPLOYEE) == Some(record));
    let masked = key.filter(|_| is_own).map(|key| pseudonym(key, record));
    let source = Source { register, record: masked.as_deref().unwrap_or(record) };
    let from = builder.node(from_kind, from_id, &shown(from_id, text("from_label").unwrap_or_default()));
    let to = builder.node(to_kind, to_id, &shown(to_id, text("to_label").unwrap_or_default()));
    let period = Period { from: day("since"), to: day("until") };
    builder.tie(NewTie::new(from, relation, to, source).during(period));
    Some(())
}
