//! The person's own reports, and the incidents that came to them.

use app::incident::{IncidentRow, Mine};
use casework::incident::Notice as Line;
use casework::incident::routine::Routine;

use super::words;
use crate::failure::Answer;
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::Sections;
use crate::pages::case::{said, swedish};
use crate::part::{Chip, Column, Icon, Markup, Table, Tone};
use crate::text::T;

pub(super) fn pages() -> Vec<Page> {
    vec![Page::get("/handelser", Access::Act("incident_mine"), show)]
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let may = app.acts_somewhere(cx, ["incident_list", "incident_figures", "incident_dispose"]);
    let mine = app.incident_mine(cx).await?;
    let rows = if may.contains(&"incident_list") { Some(app.incident_list(cx).await?) } else { None };
    let may_do = (may.contains(&"incident_figures"), may.contains(&"incident_dispose"));
    list(&visit, app.incident_routine(), (&mine, rows.as_deref()), may_do)
}

/// The page of these reports and incidents; none for who handles none.
pub(crate) fn list(
    visit: &Visit,
    routine: &Routine,
    (mine, rows): (&[Mine], Option<&[IncidentRow]>),
    (may_count, may_dispose): (bool, bool),
) -> Answer {
    let t = visit.t();
    let mut page = Sections::new(visit.frame(t.incident_list_title()), t.incident_list_lead())
        .primary("/handelser/ny", t.incident_new_title());
    if may_count {
        page = page.link("/handelser/siffror", t.incident_figures_title());
    }
    if may_dispose {
        page = page.link("/handelser/intyg", t.incident_certificates());
    }
    if let Some(rows) = rows {
        if rows.iter().any(|row| row.incident.is_none()) {
            page = page.link(format!("/las-upp?till={}", crate::failure::encoded("/handelser")), t.case_unlock());
        }
        page = page.section(t.incident_to_handle(), Markup::of(&handled(t, routine, rows)));
    }
    page.section(t.incident_mine_title(), Markup::of(&own(t, mine))).answer()
}

fn handled(t: T, routine: &Routine, rows: &[IncidentRow]) -> Table {
    let columns =
        [t.incident_what(), t.case_state(), t.case_next(), t.case_due(), t.incident_unit(), t.incident_reported()];
    let row = |row: &IncidentRow| -> Vec<Markup> {
        let path = format!("/handelser/{}", row.id);
        let reported = t.stamped_day(&row.reported_at);
        let (what, unit) = match &row.incident {
            Some(incident) => {
                let what = Markup::link(&path, words::kind(t, &incident.routine, &incident.kind));
                let grave = incident.grave.then(|| Chip::new(Tone::Serious, t.incident_grave_chip()).into());
                let new = incident.handler.is_none().then(|| Chip::new(Tone::Warning, t.incident_untaken()).into());
                let chips = grave.into_iter().chain(new).fold(what, |what, chip: Markup| what.then(&chip));
                (chips, incident.unit.clone())
            }
            None => {
                let link = Markup::link(&path, &t.incident_locked_title(&reported));
                (Markup::raw(format!("{} ", Icon::Lock)).then(&link), String::new())
            }
        };
        let clock = row.next.as_ref().map(|(due, clock)| {
            let title = routine.clock(clock).map_or("", |clock| said(t, &clock.title));
            Markup::text(title).then(&Markup::day(*due))
        });
        let left = row.days_left.map(|days| Chip::days_left(t, days).into()).unwrap_or_default();
        vec![what, state(t, row), left, clock.unwrap_or_default(), unit.into(), reported.into()]
    };
    let table = Table::new(t, "handelser", t.incident_to_handle(), columns.map(Column::text).into()).under_heading();
    table.rows(rows.iter().map(row)).when_empty(t.incident_to_handle_empty())
}

fn state(t: T, row: &IncidentRow) -> Markup {
    crate::pages::case::words::state(t, row.state).into()
}

fn own(t: T, mine: &[Mine]) -> Table {
    let columns = [t.incident_what(), t.incident_reported(), t.incident_latest()].map(Column::text).into();
    let row = |one: &Mine| -> Vec<Markup> {
        let what = what(t, one);
        let first = one.told.first().map(|told| t.moment(told.at)).unwrap_or_default();
        let latest = one.told.last();
        let latest = latest.map(|told| super::mine::line(t, &told.notice)).unwrap_or_default();
        vec![Markup::link(&format!("/handelser/mina/{}", one.id), &what), first.into(), latest]
    };
    let table = Table::new(t, "mina", t.incident_mine_title(), columns).under_heading();
    table.rows(mine.iter().map(row)).when_empty(t.incident_mine_empty())
}

/// What a report is called to whoever made it.
pub(super) fn what(t: T, mine: &Mine) -> String {
    match mine.told.first().map(|told| &told.notice) {
        Some(Line::Received { kind, happened_on, unit, .. }) => {
            t.incident_title_of(t.day(*happened_on), said(t, kind), unit)
        }
        _ => t.incident_list_title().to_owned(),
    }
}

/// A clock of an incident, as far as it is only told in Swedish.
pub(super) fn reason(t: T, reason: &str) -> Markup {
    swedish(t, reason)
}
