//! Entities and pairs as files.

use std::path::Path;

use ::registers::export::{Cell, Export, Kind};
use linkage::{Clusters, Edge, probability};

use super::run::Run;

/// The parts of a bit in a stored weight.
const PARTS: f64 = 1024.0;

/// Writes one row per record: its entity and how surely the entity holds together.
///
/// An entity is named by its first id. The probability is that of its weakest hold: the pair whose cut would split it. A
/// record alone has none.
pub(super) fn clusters(run: &Run, path: &str, edges: &[Edge], clusters: &Clusters) -> anyhow::Result<()> {
    let holds = run.linker.weakest_holds(&run.parameters, edges, clusters);
    let names = names(run, clusters);
    let columns = [("source", Kind::Text), ("id", Kind::Text), ("entity", Kind::Text), ("probability", Kind::Number)];
    let mut file = Export::create(Path::new(path), &columns)?;
    for (row, cluster) in (0..).zip(&clusters.of_row) {
        let at = *cluster as usize;
        let hold = holds.get(at).copied().flatten();
        file.row(&[
            Cell::Text(run.source(row)),
            Cell::Text(run.linker.id(row)),
            Cell::Text(names.get(at).map_or("", String::as_str)),
            hold.map_or(Cell::None, |weight| Cell::Number(probability(f64::from(weight) / PARTS))),
        ])?;
    }
    Ok(file.finish()?)
}

/// Per entity the name of its first record, by source and id.
pub(super) fn names(run: &Run, clusters: &Clusters) -> Vec<String> {
    let mut first: Vec<Option<u32>> = vec![None; clusters.count];
    let key = |row: u32| (run.linker.source(row), run.linker.id(row));
    for (row, cluster) in (0..).zip(&clusters.of_row) {
        if let Some(first) = first.get_mut(*cluster as usize)
            && first.is_none_or(|known| key(row) < key(known))
        {
            *first = Some(row);
        }
    }
    first.into_iter().map(|row| row.map_or_else(String::new, |row| run.name(row))).collect()
}

/// Writes one row per pair of at least `keep` bits, in the order of the records.
pub(super) fn pairs(run: &Run, path: &str, edges: &[Edge], keep: f64) -> anyhow::Result<()> {
    let columns = [
        ("source_l", Kind::Text),
        ("id_l", Kind::Text),
        ("source_r", Kind::Text),
        ("id_r", Kind::Text),
        ("match_weight", Kind::Number),
        ("probability", Kind::Number),
    ];
    let mut file = Export::create(Path::new(path), &columns)?;
    let mut kept: Vec<&Edge> = edges.iter().filter(|edge| edge.bits() >= keep).collect();
    kept.sort_unstable_by_key(|edge| (edge.a, edge.b));
    for edge in kept {
        file.row(&[
            Cell::Text(run.source(edge.a)),
            Cell::Text(run.linker.id(edge.a)),
            Cell::Text(run.source(edge.b)),
            Cell::Text(run.linker.id(edge.b)),
            Cell::Number(edge.bits()),
            Cell::Number(edge.probability()),
        ])?;
    }
    Ok(file.finish()?)
}
