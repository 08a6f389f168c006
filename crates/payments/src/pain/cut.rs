//! Cuts a `pain.001` file in two: the transfers that are kept, with right counts and sums; all else as it was.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Info, Layout, Place, Stated, Sum, Totals, sum};
use crate::amount;
use crate::split::Part;
use crate::text::part;

/// Longest id of the schema.
const LONGEST_ID: usize = 35;
/// What the ids of a held file end in, so that no bank takes it for the file that went.
const SUFFIX: &str = "-H";

/// A place in the text and what stands there instead.
type Edit = (Range<usize>, String);

/// The text with the transfers that belong to a part; none when there are none.
pub(crate) fn cut(text: &str, layout: &Layout, held: &BTreeSet<u64>, which: Part) -> Option<String> {
    let is_kept = |place: &&Place| held.contains(&place.order) == (which == Part::Held);
    let all = sum(layout.infos.iter().flat_map(|info| info.transfers.iter().filter(is_kept)));
    if all.count == 0 {
        return None;
    }
    let mut edits = Vec::new();
    totals(text, &layout.header, all, which, &mut edits);
    for info in &layout.infos {
        let kept = sum(info.transfers.iter().filter(is_kept));
        if kept.count == 0 {
            edits.push((with_blanks(text, &info.at), String::new()));
        } else {
            of_info(text, info, kept, which, &mut edits);
            let gone = info.transfers.iter().filter(|place| !is_kept(place));
            edits.extend(gone.map(|place| (with_blanks(text, &place.at), String::new())));
        }
    }
    edits.sort_by_key(|(at, _)| at.start);
    Some(edited(text, &edits))
}

fn of_info(text: &str, info: &Info, kept: Sum, which: Part, edits: &mut Vec<Edit>) {
    totals(text, &info.totals, kept, which, edits);
}

/// A new count and sum where they differ, and new ids for what is held.
fn totals(text: &str, totals: &Totals, kept: Sum, which: Part, edits: &mut Vec<Edit>) {
    if let Some(stated) = &totals.count {
        replaced(stated, kept.count.to_string(), stated.text.parse() == Ok(kept.count), edits);
    }
    if let Some(stated) = &totals.sum {
        replaced(stated, amount::write(kept.exact), amount::parse(&stated.text) == Some(kept.exact), edits);
    }
    if let (Part::Held, Some(at)) = (which, &totals.id) {
        edits.push((at.clone(), new_id(&part(text, at))));
    }
}

fn replaced(stated: &Stated, new: String, is_same: bool, edits: &mut Vec<Edit>) {
    if !is_same {
        edits.push((stated.at.clone(), new));
    }
}

/// The id with the suffix; one that leaves no room for it is cut and told apart by a hash of the whole.
fn new_id(written: &str) -> String {
    if written.chars().count() + SUFFIX.len() <= LONGEST_ID {
        return format!("{written}{SUFFIX}");
    }
    let hash = blake3::hash(written.as_bytes()).to_hex();
    let start: String = written.chars().take_while(|c| !matches!(c, '&' | '<')).take(20).collect();
    format!("{start}-{}{SUFFIX}", hash.get(..10).unwrap_or_default())
}

/// A place and the blanks before it, so that no empty line stays behind.
fn with_blanks(text: &str, at: &Range<usize>) -> Range<usize> {
    let before = text.get(..at.start).unwrap_or_default();
    before.trim_end_matches([' ', '\t', '\r', '\n']).len()..at.end
}

/// The text with edits in order of place.
fn edited(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (at, new) in edits {
        out.push_str(text.get(from..at.start).unwrap_or_default());
        out.push_str(new);
        from = at.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_id_has_room_and_stays_its_own() {
        assert_eq!(new_id("M-1"), "M-1-H");
        let long = ["A".repeat(34) + "1", "A".repeat(34) + "2"].map(|id| new_id(&id));
        assert_ne!(long[0], long[1]);
        assert!(long.iter().all(|id| id.len() <= LONGEST_ID && id.ends_with(SUFFIX)));
        assert_eq!(new_id(&"x".repeat(33)).len(), 35);
    }
}
