//! `insyn library doc`: the handbook of controls as web pages, by flow, with search.

use std::path::Path;

use ::library::{Chapter, control_page, handbook_page};
use clap::ArgMatches;

use super::super::text;
use crate::{Outcome, console, data, journal::replace};

/// Writes a page per control and one that lists them.
pub(super) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let library = data::library(matches)?;
    let out = Path::new(text(matches, "out"));
    let mut flows: Vec<&str> = library.controls().map(|control| control.flow.as_str()).collect();
    flows.sort_by_key(|flow| (report::flow_place(flow), *flow));
    flows.dedup();
    let chapter = |flow: &&'_ str| Chapter {
        title: report::flow(flow).to_owned(),
        controls: library.controls().filter(|control| control.flow == **flow).collect(),
    };
    let chapters: Vec<Chapter<'_>> = flows.iter().map(chapter).collect();
    for control in library.controls() {
        replace(&out.join(format!("{}.html", control.id)), control_page(control).as_bytes())?;
    }
    let index = out.join("index.html");
    replace(&index, handbook_page(&chapters).as_bytes())?;
    console::line(&format!("{} kontroller: {}", library.controls().count(), index.display()))?;
    Ok(Outcome::Clean)
}
