//! The delegation order, units, who stands in for whom, and people from HR's file.

use app::directory::{DeputyPut, ImportedPeople, UnitPut};
use app::proposal::DelegationPut;

use super::{below, people_choices, role_choices, unit_choices};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::Visit;
use crate::pages::approval::swedish;
use crate::pages::ask::{Problems, Sections, asked, day, day_or_none, select, sentence};
use crate::part::{Cell, Column, Description, Field, Markup, Notice, Table, Tone};
use crate::sent::{Part, Sent, Upload};

/// The most bytes of a file of people.
pub(in crate::pages) const PEOPLE_MOST: usize = 5 << 20;

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn delegation_page(visit: &Visit, given: &[String; 7], problems: &Problems) -> Answer {
    let t = visit.t();
    let fields = [
        Field::text(t, "act", t.admin_point()).with_hint(t.admin_point_hint()).short(),
        Field::select(t, "role", t.admin_decides(), role_choices(t)),
        Field::number(t, "limit", t.admin_limit()).with_hint(t.admin_limit_hint()).optional(),
        Field::date(t, "from", t.admin_from()),
        Field::date(t, "to", t.admin_to()).optional(),
        Field::text(t, "source", t.admin_source()).with_hint(t.admin_source_hint()),
        Field::area(t, "reason", t.two_reason()).with_hint(t.ask_reason_hint()).with_rows(3),
    ];
    let mut form = visit.form("/administration/delegation").with_error(problems.general());
    for ((name, field), value) in POINT.into_iter().zip(fields).zip(given) {
        form = form.field(problems.on(name, field.with_value(value.as_str())));
    }
    let form = form.submit(t.admin_propose()).or_back("/administration");
    asked(below(visit, t.admin_delegation_propose()), t.admin_delegation_lead(), Markup::default(), form)
}

/// The fields of a point.
const POINT: [&str; 7] = ["act", "role", "limit", "from", "to", "source", "reason"];

pub(in crate::pages) async fn delegation(visit: Visit) -> Answer {
    let (_, cx) = visit.acts()?;
    visit.unlocked()?;
    let mut given: [String; 7] = Default::default();
    if let Some(from) = given.get_mut(3) {
        *from = cx.today().to_string();
    }
    delegation_page(&visit, &given, &Problems::default())
}

pub(in crate::pages) async fn delegation_sent(visit: Visit, sent: Sent) -> Answer {
    let ((app, cx), t) = (visit.acts()?, visit.t());
    let given = POINT.map(|name| sent.area(name));
    let [act, role, limit, from, to, source, reason] = given.clone();
    let mut problems = Problems::default();
    for (name, text) in [("act", &act), ("role", &role), ("source", &source)] {
        if text.is_empty() {
            problems = problems.with(name, t.admin_fill_in());
        }
    }
    let digits: String = limit.chars().filter(|c| !c.is_whitespace()).collect();
    let limit_ore = match digits.parse::<i64>() {
        Ok(kronor) => kronor.checked_mul(100),
        Err(_) if digits.is_empty() => None,
        Err(_) => {
            problems = problems.with("limit", t.admin_limit_wrong());
            None
        }
    };
    let from = day(&visit, "from", &from, &mut problems);
    let to = day_or_none(&visit, "to", &to, &mut problems);
    if problems.is_empty() {
        let point = DelegationPut { authority: String::new(), act, role, limit_ore, from, to, source };
        match app.delegation_propose(cx, point, &reason).await {
            Ok(_) => return redirect("/administration?klart=foreslaget"),
            Err(error) => problems = Problems::of(error, &POINT)?,
        }
    }
    delegation_page(&visit, &given, &problems)
}

/// The fields of a unit.
const UNIT: [&str; 4] = ["id", "name", "parent", "manager"];

async fn unit_page(visit: &Visit, given: &[String; 4], problems: &Problems) -> Answer {
    let ((app, cx), t) = (visit.acts()?, visit.t());
    let directory = app.directory(cx).await?;
    let [_, _, parent, manager] = given;
    let fields = [
        Field::text(t, "id", t.admin_unit_id()).with_hint(t.admin_unit_id_hint()).short(),
        Field::text(t, "name", t.admin_name()),
        select(t, "parent", t.admin_unit_parent(), unit_choices(t, &directory), parent),
        select(t, "manager", t.admin_manager(), people_choices(t, &directory, true), manager),
    ];
    let mut form = visit.form("/administration/enhet").with_error(problems.general());
    for ((name, field), value) in UNIT.into_iter().zip(fields).zip(given) {
        form = form.field(problems.on(name, field.with_value(value.as_str())));
    }
    let form = form.submit(t.admin_save()).or_back("/administration");
    asked(below(visit, t.admin_unit_put()), t.admin_unit_lead(), Markup::default(), form)
}

pub(in crate::pages) async fn unit(visit: Visit) -> Answer {
    unit_page(&visit, &Default::default(), &Problems::default()).await
}

pub(in crate::pages) async fn unit_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let given = UNIT.map(|name| sent.text(name).to_owned());
    let [id, name, parent, manager] = given.clone();
    let manager = if manager.is_empty() { None } else { Some(manager.parse().map_err(|_| Failure::NotFound)?) };
    match app.unit_put(cx, UnitPut { id, name, parent, manager }).await {
        Ok(()) => redirect("/administration?klart=enhet"),
        Err(error) => unit_page(&visit, &given, &Problems::of(error, &UNIT)?).await,
    }
}

/// The fields of a deputy.
const DEPUTY: [&str; 4] = ["person", "deputy", "from", "to"];

async fn deputy_page(visit: &Visit, given: &[String; 4], problems: &Problems) -> Answer {
    let ((app, cx), t) = (visit.acts()?, visit.t());
    let directory = app.directory(cx).await?;
    let people = || people_choices(t, &directory, false);
    let fields = [
        Field::select(t, "person", t.admin_deputy_for(), people()),
        Field::select(t, "deputy", t.admin_deputy_who(), people()),
        Field::date(t, "from", t.admin_from()),
        Field::date(t, "to", t.admin_to()),
    ];
    let mut form = visit.form("/administration/ersattare").with_error(problems.general());
    for ((name, field), value) in DEPUTY.into_iter().zip(fields).zip(given) {
        form = form.field(problems.on(name, field.with_value(value.as_str())));
    }
    let form = form.submit(t.admin_deputy_submit()).or_back("/administration");
    asked(below(visit, t.admin_deputy()), t.admin_deputy_lead(), Markup::default(), form)
}

pub(in crate::pages) async fn deputy(visit: Visit) -> Answer {
    deputy_page(&visit, &Default::default(), &Problems::default()).await
}

pub(in crate::pages) async fn deputy_sent(visit: Visit, sent: Sent) -> Answer {
    let ((app, cx), t) = (visit.acts()?, visit.t());
    let given = DEPUTY.map(|name| sent.text(name).to_owned());
    let [person, deputy, from, to] = &given;
    let mut problems = Problems::default();
    let (from, to) = (day(&visit, "from", from, &mut problems), day(&visit, "to", to, &mut problems));
    for (name, text) in [("person", person), ("deputy", deputy)] {
        if text.is_empty() {
            problems = problems.with(name, t.admin_choose_person());
        }
    }
    if problems.is_empty() {
        let id = |text: &String| text.parse().map_err(|_| Failure::NotFound);
        match app.deputy_put(cx, DeputyPut { person: id(person)?, deputy: id(deputy)?, from, to }).await {
            Ok(()) => return redirect("/administration?klart=ersattare"),
            Err(error) => problems = Problems::of(error, &DEPUTY)?,
        }
    }
    deputy_page(&visit, &given, &problems).await
}

fn people_page(visit: &Visit, problems: &Problems) -> Answer {
    let t = visit.t();
    let file = Field::file(t, "file", t.admin_import_file(), ".csv,.txt").with_hint(t.admin_import_hint());
    let form = visit.form("/administration/personer/las-in").field(problems.on("file", file));
    let form = form.with_error(problems.general()).submit(t.admin_import_submit()).or_back("/administration");
    asked(below(visit, t.admin_import()), t.admin_import_lead(), Markup::default(), form)
}

pub(in crate::pages) async fn people_in(visit: Visit) -> Answer {
    visit.acts()?;
    people_page(&visit, &Problems::default())
}

fn imported_page(visit: &Visit, imported: &ImportedPeople) -> Answer {
    let t = visit.t();
    let facts = Description::new()
        .row(t.admin_imported_added(), t.number(count(imported.added)))
        .row(t.admin_imported_changed(), t.number(count(imported.changed)))
        .row(t.admin_imported_ended(), t.number(count(imported.ended)))
        .row(t.admin_imported_rejected(), t.number(count(imported.rejected.len())));
    let rows = imported
        .rejected
        .iter()
        .map(|(line, why)| -> Vec<Cell> { vec![t.number(count(*line)).into(), swedish(t, &sentence(why))] });
    let columns = vec![Column::number(t.register_line()), Column::text(t.register_reason())];
    let table = Table::new(t, "rejects", t.admin_imported_rejected(), columns).rows(rows).under_heading();
    let table = table.when_empty(t.admin_imported_all());
    let page = Sections::new(below(visit, t.admin_imported()), t.admin_imported_lead());
    let page = match imported.proposed {
        0 => page,
        _ => page.notice(Markup::of(&Notice::new(Tone::Info, t.admin_done_proposed()))),
    };
    page.primary("/administration", t.admin_back())
        .section(t.admin_imported(), Markup::of(&facts))
        .section(t.admin_imported_rejected(), Markup::of(&table))
        .answer()
}

pub(in crate::pages) async fn people_in_sent(visit: Visit, mut upload: Upload) -> Answer {
    let ((app, cx), t) = (visit.acts()?, visit.t());
    let mut given = Vec::new();
    while let Some(part) = upload.part().await? {
        if let Part::File(file) = part
            && file.name == "file"
        {
            given = file.bytes(PEOPLE_MOST).await?;
        }
    }
    let text = match String::from_utf8(given) {
        Ok(text) if text.trim().is_empty() => {
            return people_page(&visit, &Problems::default().with("file", t.ask_file()));
        }
        Ok(text) => text,
        Err(_) => return people_page(&visit, &Problems::default().with("file", t.admin_import_encoding())),
    };
    match app.person_import(cx, &text).await {
        Ok(imported) => imported_page(&visit, &imported),
        Err(error) => people_page(&visit, &Problems::of(error, &["file"])?),
    }
}
