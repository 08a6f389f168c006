//! A person: new, changed, and the last day of their access.

use app::directory::PersonPut;

use super::{below, found, keys_of, path_of, people_choices, roles_of, unit_choices};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::Visit;
use crate::pages::ask::{Problems, Sections, asked, day, done, select};
use crate::part::{Choice, Description, Field, Markup, Notice, Tone};
use crate::sent::Sent;

/// The fields of the form, as the use case calls them.
const FIELDS: [&str; 6] = ["name", "username", "email", "employee_no", "unit", "manager"];

/// A person's form: what is chosen from, what was written, and what stands around it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Person {
    /// The person; empty for a new one.
    pub(crate) id: String,
    /// What is written, in the order of the fields: name, user name, e-mail, number, unit, manager.
    pub(crate) given: [String; 6],
    /// Units to choose from.
    pub(crate) units: Vec<Choice>,
    /// Managers to choose from.
    pub(crate) managers: Vec<Choice>,
    /// Roles and keys of somebody who is known.
    pub(crate) facts: Markup,
    /// A message.
    pub(crate) notice: Markup,
}

pub(crate) fn person_page(visit: &Visit, person: Person, problems: &Problems) -> Answer {
    let t = visit.t();
    let [name, username, email, number, unit, manager] = person.given;
    let path = if person.id.is_empty() { "/administration/personer/ny".to_owned() } else { path_of(&person.id) };
    let of = |at: &str, field: Field, value: String| problems.on(at, field.with_value(value));
    let form = visit
        .form(path.as_str())
        .with_error(problems.general())
        .field(of("name", Field::text(t, "name", t.admin_name()), name.clone()))
        .field(of(
            "username",
            Field::text(t, "username", t.admin_username()).with_hint(t.admin_username_hint()),
            username,
        ))
        .field(of("email", Field::text(t, "email", t.admin_email()).optional(), email))
        .field(of("employee_no", Field::text(t, "employee_no", t.admin_number()).short().optional(), number))
        .field(problems.on("unit", select(t, "unit", t.admin_unit(), person.units, &unit)))
        .field(problems.on("manager", select(t, "manager", t.admin_manager(), person.managers, &manager)))
        .submit(if person.id.is_empty() { t.admin_new_submit() } else { t.admin_save() })
        .or_back("/administration");
    let title = if person.id.is_empty() { t.admin_new().to_owned() } else { name };
    let lead = if person.id.is_empty() { t.admin_new_lead() } else { t.admin_person_lead() };
    asked(below(visit, title), lead, person.notice.then(&person.facts), form)
}

/// The form with what there is to choose from.
async fn chosen(visit: &Visit, id: &str, given: [String; 6]) -> Result<Person, Failure> {
    let ((app, cx), t) = (visit.acts()?, visit.t());
    let directory = app.directory(cx).await?;
    let facts = if id.is_empty() { Markup::default() } else { facts_of(visit, found(&directory, id)?) };
    let (units, managers) = (unit_choices(t, &directory), people_choices(t, &directory, true));
    let said = [("sparat", t.admin_done_saved()), ("foreslaget", t.admin_done_proposed())];
    Ok(Person { id: id.to_owned(), given, units, managers, facts, notice: done(visit, &said) })
}

/// What is known besides the form, and what else can be done.
fn facts_of(visit: &Visit, row: &app::directory::PersonRow) -> Markup {
    let (t, path) = (visit.t(), path_of(&row.person.id));
    let facts = Description::new()
        .row(t.admin_roles(), roles_of(t, row))
        .row(t.admin_keys(), keys_of(t, row))
        .row(t.admin_begins(), row.employed_from.map(Markup::day).unwrap_or_default())
        .row(t.admin_ends(), row.person.employed_until.as_deref().unwrap_or_default());
    let link = |end: &str, text: &str| Markup::link(&format!("{path}/{end}"), text);
    let links = [
        link("roll", t.admin_role()),
        link("nollstall", t.admin_reset()),
        link("anstallning", t.admin_first()),
        link("avsluta", t.admin_end()),
    ];
    Markup::of(&facts).then(&crate::pages::ask::listed(links))
}

pub(in crate::pages) async fn new(visit: Visit) -> Answer {
    let person = chosen(&visit, "", Default::default()).await?;
    person_page(&visit, person, &Problems::default())
}

pub(in crate::pages) async fn change(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let directory = app.directory(cx).await?;
    let row = found(&directory, visit.param("id"))?;
    let person = row.person.clone();
    let text = |text: Option<String>| text.unwrap_or_default();
    let given = [
        person.name,
        text(row.username.clone()),
        text(person.email),
        text(person.employee_no),
        text(person.unit),
        text(person.manager),
    ];
    person_page(&visit, chosen(&visit, visit.param("id"), given).await?, &Problems::default())
}

/// Saves; a first password is shown on the answer itself, once.
async fn saved(visit: Visit, sent: Sent) -> Answer {
    let ((app, cx), t) = (visit.acts()?, visit.t());
    let id = visit.param("id");
    let given = FIELDS.map(|name| sent.text(name).to_owned());
    let [name, username, email, employee_no, unit, manager] = given.clone();
    let manager = if manager.is_empty() { None } else { Some(manager.parse().map_err(|_| Failure::NotFound)?) };
    let known = if id.is_empty() { None } else { Some(id.parse().map_err(|_| Failure::NotFound)?) };
    let put = PersonPut { id: known, name: name.clone(), username, email, employee_no, unit, manager };
    let first = match app.person_put(cx, put).await {
        Ok(first) => first,
        Err(error) => {
            let problems = Problems::of(error, &FIELDS)?;
            return person_page(&visit, chosen(&visit, id, given).await?, &problems);
        }
    };
    let Some(password) = first.shown() else {
        let done = if first.manager.is_some() { "foreslaget" } else { "sparat" };
        return redirect(&format!("/administration?klart={done}"));
    };
    let [_, username, ..] = given;
    let secret = Markup::raw(format!(r#"<span class="mono secret">{}</span>"#, crate::part::escaped(password)));
    let facts = Description::new().row(t.admin_username(), username).row(t.admin_first_password(), secret);
    Sections::new(below(&visit, name), t.admin_first_lead())
        .notice(Markup::of(&Notice::new(Tone::Done, t.admin_done_saved())))
        .primary(format!("{}/roll", path_of(&first.person.to_string())), t.admin_role())
        .link("/administration", t.admin_back())
        .section(t.admin_first_password(), Markup::of(&facts))
        .answer()
}

pub(in crate::pages) async fn new_sent(visit: Visit, sent: Sent) -> Answer {
    saved(visit, sent).await
}

pub(in crate::pages) async fn change_sent(visit: Visit, sent: Sent) -> Answer {
    saved(visit, sent).await
}

fn end_page(visit: &Visit, (id, name): (&str, &str), last: &str, problems: &Problems) -> Answer {
    let (t, path) = (visit.t(), path_of(id));
    let last = Field::date(t, "last", t.admin_last()).with_hint(t.admin_last_hint()).with_value(last);
    let form = visit.form(format!("{path}/avsluta")).field(problems.on("last", last)).with_error(problems.general());
    let form = form.submit(t.admin_end_submit()).grave().or_back(path.as_str());
    asked(below(visit, t.admin_end_of(name)).below(path, name), t.admin_end_lead(), Markup::default(), form)
}

pub(in crate::pages) async fn end(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let directory = app.directory(cx).await?;
    let row = found(&directory, visit.param("id"))?;
    let last = row.person.employed_until.clone().unwrap_or_else(|| cx.today().to_string());
    end_page(&visit, (&row.person.id, &row.person.name), &last, &Problems::default())
}

pub(in crate::pages) async fn end_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let (id, mut problems) = (visit.param("id"), Problems::default());
    let last = day(&visit, "last", sent.text("last"), &mut problems);
    if problems.is_empty() {
        let person = id.parse().map_err(|_| Failure::NotFound)?;
        match app.person_end(cx, person, last).await {
            Ok(()) => return redirect("/administration?klart=avslutat"),
            Err(error) => problems = Problems::of(error, &["last"])?,
        }
    }
    let directory = app.directory(cx).await?;
    let row = found(&directory, id)?;
    end_page(&visit, (id, &row.person.name), sent.text("last"), &problems)
}
