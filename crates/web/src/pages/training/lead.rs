//! Who is enrolled to a session, for whoever leads it: the code of the room and the list to tick.

use app::training::{Attendee, OccasionPage, Seat};

use super::occasion::{path, title};
use super::words;
use super::{many, reading};
use crate::failure::{Answer, redirect};
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::done;
use crate::part::{Choice, Column, Field, Markup, Table, escaped};
use crate::sent::Sent;

const LEAD: Access = Access::Act("occasion_lead");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/utbildning/tillfallen/{id}/deltagare", LEAD, show),
        Page::post("/utbildning/tillfallen/{id}/deltagare", LEAD, sent),
    ]
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let id = visit.param("id");
    let (code, people) = app.occasion_lead(cx, id).await?;
    lead_page(&visit, &app.occasion_show(cx, id).await?, (&code, &people))
}

/// The page of those who are enrolled.
pub(crate) fn lead_page(visit: &Visit, shown: &OccasionPage, (code, people): (&str, &[Attendee])) -> Answer {
    let (t, view) = (visit.t(), &shown.view);
    let columns = [t.admin_name(), t.case_state()].map(Column::text).into();
    let row = |one: &Attendee| -> Vec<Markup> {
        vec![one.name.as_str().into(), words::seat(t, one.seat).map(Markup::from).unwrap_or_default()]
    };
    let table = Table::new(t, "deltagare", t.occasion_attendees(), columns).under_heading();
    let table = table.rows(people.iter().map(row)).when_empty(t.occasion_nobody());
    let came = people.iter().filter(|one| one.seat == Seat::Came).count();
    let shown_code =
        format!(r#"<p>{}</p><p><strong class="mono">{}</strong></p>"#, escaped(t.occasion_code_shown()), escaped(code));
    let mut body = done(visit, &[("avprickat", t.occasion_ticked())])
        .then(&Markup::heading(t.occasion_code()))
        .then(&Markup::raw(shown_code))
        .then(&Markup::heading(t.occasion_attendees()))
        .then(&Markup::text(&t.occasion_came_of(many(came), many(people.len()))).paragraph())
        .then(&Markup::of(&table));
    let left: Vec<Choice> = people
        .iter()
        .filter(|one| one.seat != Seat::Came)
        .map(|one| Choice::new(one.person.to_string(), &one.name))
        .collect();
    if view.has_begun && !view.cancelled && !left.is_empty() {
        let form = visit
            .form(path(view, "deltagare"))
            .field(Field::checks(t, "kom", t.occasion_who_came(), left).optional())
            .submit(t.occasion_tick());
        body = body.then(&Markup::heading(t.occasion_who_came())).then(&Markup::of(&form));
    }
    let frame = visit
        .frame(t.occasion_attendees())
        .below("/utbildning/tillfallen", t.occasion_title())
        .below(path(view, ""), title(t, view));
    reading(frame, body)
}

async fn sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let id = visit.param("id").to_owned();
    let people: Vec<_> = sent.all("kom").filter_map(|person| person.parse().ok()).collect();
    app.occasion_tick(cx, &id, &people).await?;
    redirect(&format!("/utbildning/tillfallen/{id}/deltagare?klart=avprickat"))
}
