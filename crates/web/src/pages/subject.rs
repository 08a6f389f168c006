//! A subject: its place in the order and why, its signals, its time, its ties.

mod name;

use app::signal::{Band, PictureLine, RankedSubject, SubjectPage, SubjectPicture};
use askama::Template;

use super::signal::words::{self, length};
use super::signal::{row_cells, row_columns};
use crate::failure::{Answer, encoded, page};
use crate::frame::{Frame, Visit};
use crate::part::{Chip, Description, Markup, Moment, Network, Table, Tie, Timeline};
use crate::text::T;

pub(super) use name::{propose as name_propose, sent as name_sent, show as name_show};

pub(crate) use name::{name_page, names_page};

#[derive(Template)]
#[template(path = "subject_show.html")]
struct ShowPage {
    frame: Frame,
    t: T,
    facts: Description,
    why: Vec<String>,
    is_placed: bool,
    name_path: String,
    table: Table,
    timeline: Option<Timeline>,
    networks: Vec<Network>,
}

/// Where a subject lies, as it stands in the address.
struct Place<'a> {
    group: &'a str,
    kind: &'a str,
    id: &'a str,
}

impl<'a> Place<'a> {
    fn of(visit: &'a Visit) -> Self {
        Self { group: visit.param("group"), kind: visit.param("kind"), id: visit.param("id") }
    }

    fn path(&self) -> String {
        let [group, kind, id] = [self.group, self.kind, self.id].map(words::step);
        format!("/subjekt/{group}/{kind}/{id}")
    }
}

pub(super) async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let place = Place::of(&visit);
    let subject = app.subject_show(cx, place.group, place.kind, place.id).await?;
    let is_pseudonym = subject.subject.id.parse::<app::signal::Pseudonym>().is_ok();
    let may_reveal = is_pseudonym && app.may_reveal(cx, place.group);
    subject_page(&visit, &subject, may_reveal)
}

/// The page; `may_reveal` when the name behind the subject's pseudonym may be asked for.
pub(crate) fn subject_page(visit: &Visit, shown: &SubjectPage, may_reveal: bool) -> Answer {
    let (t, about) = (visit.t(), &shown.subject);
    let list = format!("/signaler?grupp={}", encoded(&shown.group));
    let caption = t.subject_signals_caption(length(shown.rows.len()));
    let table = Table::new(t, "signaler", caption, row_columns(t)).under_heading();
    let path = words::subject_path(&shown.group, &about.kind, &about.id);
    page(&ShowPage {
        frame: visit.frame(words::subject(t, about)).below(list, t.signal_title()),
        t,
        facts: facts(t, shown),
        why: shown.place.as_ref().map(|(_, ranked)| why(t, ranked)).unwrap_or_default(),
        is_placed: shown.place.is_some(),
        name_path: if may_reveal { format!("{path}/namn") } else { String::new() },
        table: table.rows(shown.rows.iter().map(|row| row_cells(t, &shown.group, row))),
        timeline: timeline(t, shown),
        networks: networks(t, shown),
    })
}

fn facts(t: T, shown: &SubjectPage) -> Description {
    let about = &shown.subject;
    let kind = match about.kind.as_str() {
        "organisation" => t.subject_kind_organisation(),
        "employee" => t.subject_kind_employee(),
        "unit" => t.subject_kind_unit(),
        "user" => t.subject_kind_user(),
        other => other,
    };
    let place = shown.place.as_ref().map(|(at, _)| t.subject_place_words(length(shown.subjects), length(*at)));
    let severity = shown.rows.iter().map(|row| row.severity).max();
    Description::new()
        .row(t.subject_place(), place.unwrap_or_default())
        .row(t.subject_severity(), severity.map(|level| Chip::severity(t, level).into()).unwrap_or(Markup::default()))
        .row(t.subject_kind(), kind)
        .row(t.subject_number(), app::signal::subject_id(&about.kind, &about.id))
}

fn why(t: T, ranked: &RankedSubject) -> Vec<String> {
    let families: Vec<String> = ranked.families.iter().map(|family| words::family(t, family)).collect();
    let mut why = vec![t.subject_why_families(length(families.len()), families.join(", "))];
    if let Some(best) = &ranked.precision {
        let band = match best.band {
            Band::Often => t.subject_band_often(),
            Band::Sometimes => t.subject_band_sometimes(),
            Band::Seldom => t.subject_band_seldom(),
        };
        let judged = words::whole(best.right + best.wrong);
        why.push(t.subject_why_best(band, &best.control, judged, words::whole(best.right)));
    }
    if ranked.amount_ore != 0 {
        why.push(t.subject_why_amount(t.amount(ranked.amount_ore)));
    }
    why.push(t.subject_why_rarest(words::whole(ranked.rarest)));
    why
}

/// When the signals are about, a row per control; a single day says no more than the table.
fn timeline(t: T, shown: &SubjectPage) -> Option<Timeline> {
    let moment = |(row, (from, to)): (&app::signal::SignalRow, &(_, _))| {
        let (from, to): (Option<chrono::NaiveDate>, Option<chrono::NaiveDate>) = (*from, *to);
        let what = words::swedish_link(t, &words::signal_path(&shown.group, &row.fingerprint), &row.sentence);
        Some(Moment { row: row.control.clone(), from: from.or(to)?, to: to.or(from)?, what })
    };
    let moments: Vec<Moment> = shown.rows.iter().zip(&shown.days).filter_map(moment).collect();
    (moments.len() > 1).then(|| Timeline::new(t, "tid", t.subject_timeline(), moments))
}

fn networks(t: T, shown: &SubjectPage) -> Vec<Network> {
    let is_alone = shown.pictures.len() == 1;
    let network = |(at, picture): (usize, &SubjectPicture)| {
        let title = if is_alone { t.subject_network().to_owned() } else { t.subject_network_number(length(at)) };
        let id = format!("samband-{at}");
        // Several pictures can stand on one page: the ids of each begin in their own way.
        let svg = picture.svg.replace("natverk-", &format!("{id}-"));
        Network::new(t, id, title, &svg, picture.lines.iter().map(tie).collect()).with_more(&picture.more)
    };
    (1..).zip(&shown.pictures).map(network).collect()
}

fn tie(line: &PictureLine) -> Tie {
    let PictureLine { who, how, whom, when, source } = line.clone();
    Tie { who, how, whom, when, source }
}
