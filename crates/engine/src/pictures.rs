//! The surroundings of the subjects that people look at first.

use library::Link;
use linkage::network::{LayoutLimits, NodeKind, picture_svg};
use signals::{RankedSubject, Subject, SubjectPicture};

use crate::{Engine, EngineError, Source, linked::Ties, links::add_links, session::Tables};

/// Subjects that get a picture.
const PICTURES: usize = 25;
/// Two steps around the subject.
const LIMITS: LayoutLimits = LayoutLimits { steps: 2, nodes: 24 };

impl Engine {
    /// Pictures of the first subjects that are tied to anything. Without subjects, or without a register that the link
    /// table of ties reads, nothing is computed.
    pub(crate) fn pictures(
        &self,
        sources: &[Source],
        tables: &mut Tables,
        subjects: &[RankedSubject],
    ) -> Result<Vec<SubjectPicture>, EngineError> {
        let drawn: Vec<(&Subject, NodeKind, String)> =
            subjects.iter().filter_map(|ranked| entity(&ranked.subject)).collect();
        let link = self.library.links().find(|link| link.id == Ties::TABLE);
        let Some(link) = link.filter(|link| sources.iter().any(|source| link.reads.contains_key(&source.register)))
        else {
            return Ok(Vec::new());
        };
        if drawn.is_empty() {
            return Ok(Vec::new());
        }
        let needed = self.library.links_before(link).into_iter().chain([link]);
        let missing: Vec<&Link> = needed.filter(|link| !tables.has(&link.id)).collect();
        self.runtime.block_on(add_links(missing.into_iter(), &self.library, tables, self.threads))?;
        let Some(ties) = tables.linked().ties() else { return Ok(Vec::new()) };
        let pictures = drawn.into_iter().filter_map(|(subject, kind, id)| picture(&ties, subject, kind, &id));
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
        lines: layout.lines.iter().map(ToString::to_string).collect(),
        more: layout.more_words().unwrap_or_default(),
    })
}
