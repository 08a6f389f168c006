//! The first day of an employment: what the days for the courses of somebody new count from.

use super::{below, found, path_of};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::Visit;
use crate::pages::ask::{Problems, asked, day_or_none, listed};
use crate::part::{Field, Markup};
use crate::sent::Sent;

/// The page of somebody's first day of employment.
pub(crate) fn begin_page(visit: &Visit, (id, name): (&str, &str), first: &str, problems: &Problems) -> Answer {
    let (t, path) = (visit.t(), path_of(id));
    let first = Field::date(t, "first", t.admin_first()).with_hint(t.admin_first_hint()).with_value(first).optional();
    let form = visit.form(format!("{path}/anstallning")).with_error(problems.general());
    let form = form.field(problems.on("first", first)).submit(t.admin_save()).or_back("/administration");
    let end = listed([Markup::link(&format!("{path}/avsluta"), t.admin_end())]);
    asked(below(visit, t.admin_employment_of(name)), t.admin_employment_lead(), end, form)
}

pub(in crate::pages) async fn begin(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let directory = app.directory(cx).await?;
    let row = found(&directory, visit.param("id"))?;
    let first = row.employed_from.map(|first| first.to_string()).unwrap_or_default();
    begin_page(&visit, (&row.person.id, &row.person.name), &first, &Problems::default())
}

pub(in crate::pages) async fn begin_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let (id, mut problems) = (visit.param("id"), Problems::default());
    let first = day_or_none(&visit, "first", sent.text("first"), &mut problems);
    if problems.is_empty() {
        let person = id.parse().map_err(|_| Failure::NotFound)?;
        match app.person_begin(cx, person, first).await {
            Ok(()) => return redirect("/administration?klart=sparat"),
            Err(error) => problems = Problems::of(error, &["first"])?,
        }
    }
    let directory = app.directory(cx).await?;
    let row = found(&directory, id)?;
    begin_page(&visit, (id, &row.person.name), sent.text("first"), &problems)
}
