//! Administration: people, units, roles and the delegation order.

mod employment;
mod order;
mod person;
mod role;

use app::directory::{Directory, PersonRow};

use crate::RoleName;
use crate::failure::{Answer, Failure};
use crate::frame::{Frame, Visit};
use crate::pages::ask::{Sections, done};
use crate::part::{Cell, Chip, Choice, Column, Markup, Table, Tone};
use crate::text::T;

pub(crate) use employment::begin_page;
pub(super) use employment::{begin, begin_sent};
pub(super) use order::{
    PEOPLE_MOST, delegation, delegation_sent, deputy, deputy_sent, people_in, people_in_sent, unit, unit_sent,
};
pub(crate) use person::{Person, person_page};
pub(super) use person::{change, change_sent, end, end_sent, new, new_sent};
pub(crate) use role::{Change, role_page};
pub(super) use role::{reset, reset_sent, role, role_sent};

/// The address of a person.
fn path_of(person: &str) -> String {
    format!("/administration/personer/{person}")
}

/// The frame of a page below the administration.
fn below(visit: &Visit, title: impl Into<String>) -> Frame {
    visit.frame(title).below("/administration", visit.t().admin_title())
}

/// A role by its word, for people.
fn role_shown(t: T, word: &str) -> String {
    RoleName::parse(word).map_or_else(|| word.to_owned(), |role| role.shown(t).to_owned())
}

/// All roles to choose from.
fn role_choices(t: T) -> Vec<Choice> {
    RoleName::ALL.into_iter().map(|role| Choice::new(role.key(), role.shown(t))).collect()
}

/// Somebody of the directory.
fn found<'a>(directory: &'a Directory, id: &str) -> Result<&'a PersonRow, Failure> {
    directory.people.iter().find(|row| row.person.id == id).ok_or(Failure::NotFound)
}

/// People to choose from.
fn people_choices(t: T, directory: &Directory, nobody: bool) -> Vec<Choice> {
    let none = nobody.then(|| Choice::new("", t.admin_nobody()));
    let people = directory.people.iter().map(|row| Choice::new(row.person.id.as_str(), row.person.name.as_str()));
    none.into_iter().chain(people).collect()
}

/// Units to choose from.
fn unit_choices(t: T, directory: &Directory) -> Vec<Choice> {
    let units = directory.units.iter().map(|unit| Choice::new(unit.id.as_str(), unit.name.as_str()));
    std::iter::once(Choice::new("", t.admin_no_unit())).chain(units).collect()
}

fn roles_of(t: T, row: &PersonRow) -> String {
    let roles = row.roles.iter().map(|(role, authority)| format!("{} ({authority})", role_shown(t, role.as_str())));
    roles.collect::<Vec<_>>().join(", ")
}

fn keys_of(t: T, row: &PersonRow) -> Chip {
    if row.has_keys { Chip::new(Tone::Done, t.admin_yes()) } else { Chip::new(Tone::Warning, t.admin_no_keys()) }
}

fn people(t: T, directory: &Directory, may: &[&str]) -> Markup {
    let columns = [
        t.admin_name(),
        t.admin_username(),
        t.admin_roles(),
        t.admin_manager(),
        t.admin_keys(),
        t.admin_begins(),
        t.admin_ends(),
    ];
    // HR does not change a person, but says when an employment begins and ends.
    let name = |row: &PersonRow| match ["person_put", "person_begin"].map(|act| may.contains(&act)) {
        [true, _] => Markup::link(&path_of(&row.person.id), &row.person.name),
        [false, true] => Markup::link(&format!("{}/anstallning", path_of(&row.person.id)), &row.person.name),
        [false, false] => Markup::text(&row.person.name),
    };
    let row = |row: &PersonRow| -> Vec<Cell> {
        vec![
            name(row),
            row.username.as_deref().unwrap_or(t.admin_no_account()).into(),
            roles_of(t, row).into(),
            row.manager.as_str().into(),
            keys_of(t, row).into(),
            row.employed_from.map(Markup::day).unwrap_or_default(),
            row.person.employed_until.as_deref().unwrap_or_default().into(),
        ]
    };
    let table = Table::new(t, "people", t.admin_people(), columns.map(Column::text).into());
    let table = table.rows(directory.people.iter().map(row)).when_empty(t.admin_people_empty());
    Markup::of(&table.under_heading().with_filter())
}

fn units(t: T, directory: &Directory) -> Markup {
    let name_of = |id: &str| {
        let found = directory.people.iter().find(|row| row.person.id == id);
        found.map(|row| row.person.name.clone()).unwrap_or_default()
    };
    let row = |unit: &app::directory::Unit| -> Vec<Cell> {
        let parent = directory.units.iter().find(|other| Some(&other.id) == unit.parent.as_ref());
        vec![
            unit.name.as_str().into(),
            unit.id.as_str().into(),
            parent.map_or("", |parent| parent.name.as_str()).into(),
            unit.manager.as_deref().map(name_of).unwrap_or_default().into(),
        ]
    };
    let columns = [t.admin_unit(), t.admin_unit_id(), t.admin_unit_parent(), t.admin_manager()];
    let table = Table::new(t, "units", t.admin_units(), columns.map(Column::text).into());
    let table = table.rows(directory.units.iter().map(row)).when_empty(t.admin_units_empty());
    Markup::of(&table.under_heading())
}

fn delegations(t: T, directory: &Directory) -> Markup {
    let row = |point: &app::directory::Delegation| -> Vec<Cell> {
        let who = point.holder_role.as_deref().map(|role| role_shown(t, role)).unwrap_or_default();
        let limit = point.limit_ore.map_or_else(|| t.admin_no_limit().to_owned(), |limit| t.amount(limit));
        let to = point.to_day.as_deref().unwrap_or_default();
        let period = format!("{} – {to}", point.from_day);
        vec![point.act.as_str().into(), who.into(), limit.into(), period.into(), point.source.as_str().into()]
    };
    let columns = vec![
        Column::text(t.admin_point()),
        Column::text(t.admin_decides()),
        Column::number(t.admin_limit()),
        Column::text(t.admin_period()),
        Column::text(t.admin_source()),
    ];
    let table = Table::new(t, "delegations", t.admin_delegation(), columns);
    let table = table.rows(directory.delegations.iter().map(row)).when_empty(t.admin_delegation_empty());
    Markup::of(&table.under_heading())
}

pub(crate) fn directory_page(visit: &Visit, directory: &Directory, may: &[&str]) -> Answer {
    let t = visit.t();
    let said = [
        ("sparat", t.admin_done_saved()),
        ("avslutat", t.admin_done_ended()),
        ("foreslaget", t.admin_done_proposed()),
        ("enhet", t.admin_done_unit()),
        ("ersattare", t.admin_done_deputy()),
    ];
    let mut shown = Sections::new(visit.frame(t.admin_title()), t.admin_lead()).notice(done(visit, &said));
    if may.contains(&"person_put") {
        shown = shown.primary("/administration/personer/ny", t.admin_new());
    }
    for (act, path, text) in [
        ("person_import", "/administration/personer/las-in", t.admin_import()),
        ("unit_put", "/administration/enhet", t.admin_unit_put()),
        ("deputy_put", "/administration/ersattare", t.admin_deputy()),
        ("delegation_put_propose", "/administration/delegation", t.admin_delegation_propose()),
    ] {
        if may.contains(&act) {
            shown = shown.link(path, text);
        }
    }
    shown
        .section(t.admin_people(), people(t, directory, may))
        .section(t.admin_units(), units(t, directory))
        .section(t.admin_delegation(), delegations(t, directory))
        .answer()
}

pub(super) async fn list(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let directory = app.directory(cx).await?;
    let acts = ["person_put", "person_begin", "person_import", "unit_put", "deputy_put", "delegation_put_propose"];
    directory_page(&visit, &directory, &app.acts_somewhere(cx, acts))
}
