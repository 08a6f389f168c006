//! `report.html`: view models in the order of the page. The templates only place them.

mod controls;
mod figures;
mod first;
mod head;
mod subjects;

use std::io::{self, Write};

use askama::Template;
pub(crate) use controls::hit_share;
use signals::Run;

use crate::ReportHead;
use crate::chart::Figure;
use crate::index::Index;

/// Subjects that get a page of their own.
const SUBJECT_PAGES: usize = 100;

#[derive(Template)]
#[template(path = "report.html")]
struct Page {
    css: &'static str,
    head: head::Head,
    first: first::First,
    figures: Vec<Figure>,
    controls: controls::Controls,
    subjects: subjects::Subjects,
}

/// Writes the page.
pub(crate) fn write(run: &Run, head: &ReportHead, out: &mut impl Write) -> io::Result<()> {
    let index = Index::new(run);
    let page = Page {
        css: include_str!("../templates/report.css"),
        head: head::head(run, head),
        first: first::first(&index),
        figures: figures::figures(&index),
        controls: controls::controls(run),
        subjects: subjects::subjects(&index),
    };
    page.write_into(out)
}

/// A link to something on the page, or only words when it has no place there.
struct Link {
    /// Fragment without `#`; empty when there is nothing to link to.
    target: String,
    words: String,
}

impl Link {
    fn control(id: &str) -> Self {
        Self { target: crate::words::anchor("k", id), words: id.to_owned() }
    }
}

/// HTML id of the page of the subject with this rank.
fn subject_anchor(rank: usize) -> String {
    if rank <= SUBJECT_PAGES { format!("s-{rank}") } else { String::new() }
}

/// Severity in words and marks.
struct Severity {
    words: &'static str,
    marks: String,
    level: u8,
}

impl Severity {
    fn of(level: u8) -> Self {
        Self {
            words: crate::words::severity(level),
            marks: crate::words::severity_marks(level),
            level: level.clamp(1, 5),
        }
    }
}
