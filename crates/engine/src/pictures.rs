//! The surroundings of the subjects that people look at first.

use library::Link;
use linkage::network::{LayoutLimits, ListLine, NodeKind, picture_svg};
use signals::{PictureLine, RankedSubject, Subject, SubjectPicture};

use crate::{Engine, EngineError, Source, linked::Ties, links::add_links, session::Tables};

/// Subjects that get a picture.
const PICTURES: usize = 25;
/// Two steps around the subject.
const LIMITS: LayoutLimits = LayoutLimits { steps: 2, nodes: 24 };

impl Engine {
    /// Pictures of the first subjects that are tied to anything, from snapshots that some control of the run may read.
    /// Without subjects, or without a register that the link table of ties reads, nothing is computed.
    pub(crate) fn pictures(
        &self,
        sources: &[Source],
        tables: &mut Tables,
        subjects: &[RankedSubject],
    ) -> Result<Vec<SubjectPicture>, EngineError> {
        let drawn: Vec<(&Subject, NodeKind, String)> =
            subjects.iter().filter_map(|ranked| entity(&ranked.subject)).collect();
        let link = self.library.links().find(|link| link.id == Ties::TABLE);
        let read = |link: &&Link| sources.iter().any(|source| link.reads.contains_key(&source.register));
        let Some(link) = link.filter(read) else {
            return Ok(Vec::new());
        };
        if drawn.is_empty() {
            return Ok(Vec::new());
        }
        if !tables.has(&link.id) {
            let needed = self.library.links_before(link).into_iter().chain([link]);
            let missing: Vec<&Link> = needed.filter(|link| !tables.has(&link.id)).collect();
            self.wait(add_links(missing.into_iter(), &self.library, tables, self.threads))?;
        }
        let Some(ties) = tables.linked().ties() else { return Ok(Vec::new()) };
        let pictures = drawn.into_iter().filter_map(|(subject, kind, id)| picture(ties, subject, kind, &id));
        Ok(pictures.take(PICTURES).collect())
    }
}

/// What the subject is in the network, if it can be there.
fn entity(subject: &Subject) -> Option<(&Subject, NodeKind, String)> {
    match subject.kind.as_str() {
        "organisation" => Some((subject, NodeKind::Organisation, subject.id.clone())),
        "employee" => Some((subject, NodeKind::Person, format!("employee {}", subject.id))),
        _ => None,
    }
}

fn picture(ties: &Ties, subject: &Subject, kind: NodeKind, id: &str) -> Option<SubjectPicture> {
    let layout = ties.network.layout(ties.network.find(kind, id)?, LIMITS)?;
    if layout.lines.is_empty() {
        return None;
    }
    Some(SubjectPicture {
        kind: subject.kind.clone(),
        id: subject.id.clone(),
        svg: picture_svg(&layout),
        lines: layout.lines.iter().map(line).collect(),
        more: layout.more_words().unwrap_or_default(),
    })
}

fn line(tie: &ListLine) -> PictureLine {
    let mut source = tie.sources.join(", ");
    if let Some(note) = &tie.note {
        source = format!("{source}. {note}");
    }
    PictureLine {
        who: tie.who.clone(),
        how: tie.relation.to_owned(),
        whom: tie.whom.clone(),
        when: tie.period.to_string(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, sync::Arc};

    use datafusion::arrow::array::{ArrayRef, Date32Array, StringArray};
    use datafusion::arrow::record_batch::RecordBatch;
    use library::Library;
    use registers::Catalogue;
    use signals::SnapshotRef;

    use super::*;

    /// Anna sits on the board of a firm; the firm has an account.
    fn tables(catalogue: &Catalogue) -> Tables {
        let texts = [
            ("from_kind", ["person", "organisation"]),
            ("from_id", ["employee E1", "5560000001"]),
            ("from_label", ["Anna Ek", "Exempel Städ AB"]),
            ("relation", ["board_member", "account"]),
            ("to_kind", ["organisation", "account"]),
            ("to_id", ["5560000001", "bankgiro 99000010"]),
            ("to_label", ["Exempel Städ AB", "bankgiro 99000010"]),
            ("register", ["company_roles", "suppliers"]),
            ("record_id", ["5560000001", "S1"]),
        ];
        let columns = texts.map(|(name, values)| (name, Arc::new(StringArray::from(values.to_vec())) as ArrayRef));
        let since: ArrayRef = Arc::new(Date32Array::from(vec![Some(18_687), None]));
        let batch = RecordBatch::try_from_iter(columns.into_iter().chain([("since", since)])).unwrap();
        let mut tables = Tables::open(catalogue, &[]).unwrap();
        tables.insert_link("ties", &batch.schema(), vec![batch]).unwrap();
        tables
    }

    fn source(register: &str) -> Source {
        let snapshot = SnapshotRef {
            authority: String::new(),
            register: register.into(),
            register_label: String::new(),
            id: String::new(),
            rows: 0,
            rejected: 0,
            purpose: String::new(),
            legal_ground: String::new(),
        };
        Source { register: register.into(), parts: vec![], filled: BTreeSet::new(), snapshot }
    }

    fn ranked(kind: &str, id: &str) -> RankedSubject {
        RankedSubject {
            subject: Subject { kind: kind.into(), id: id.into(), name: String::new() },
            families: vec![],
            controls: vec![],
            signals: vec![],
            amount_ore: 0,
            rarest: 0,
            severity: 3,
            precision: None,
        }
    }

    fn pictures(register: &str, subjects: &[RankedSubject]) -> Vec<SubjectPicture> {
        let catalogue = Catalogue::embedded().unwrap();
        let mut tables = tables(&catalogue);
        let engine = Engine::new(catalogue, Library::embedded().unwrap(), 1).unwrap();
        engine.pictures(&[source(register)], &mut tables, subjects).unwrap()
    }

    #[test]
    fn subjects_that_are_tied_to_something_are_drawn_in_their_order() {
        let subjects = [
            ranked("unit", "Skolan"),
            ranked("organisation", "5560000001"),
            ranked("employee", "E9"),
            ranked("employee", "E1"),
        ];
        let pictures = pictures("company_roles", &subjects);
        let ids: Vec<&str> = pictures.iter().map(|picture| picture.id.as_str()).collect();
        assert_eq!(ids, ["5560000001", "E1"]);
        assert!(pictures[0].svg.starts_with("<svg "));
        let label = Catalogue::embedded().unwrap().get("company_roles").unwrap().label.sv.clone();
        let line = PictureLine {
            who: "Anna Ek".into(),
            how: "styrelseledamot i".into(),
            whom: "Exempel Städ AB".into(),
            when: "sedan 2021-03-01".into(),
            source: format!("{label} 5560000001"),
        };
        assert!(pictures.iter().all(|picture| picture.lines.contains(&line)), "{pictures:#?}");
    }

    #[test]
    fn without_a_register_of_ties_nothing_is_drawn() {
        assert!(pictures("shifts", &[ranked("employee", "E1")]).is_empty());
    }
}
