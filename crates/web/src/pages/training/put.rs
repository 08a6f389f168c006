//! Sessions are laid out, one or a series, and cancelled.

use app::training::{CourseText, MONTHS, MOST, OccasionPage, OccasionPut, Place};
use chrono::NaiveTime;

use super::occasion::{path, title};
use super::words::said;
use crate::failure::{Answer, redirect};
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::asked;
use crate::pages::case::Filled;
use crate::part::{Choice, Field, Markup};
use crate::sent::Sent;

const PUT: Access = Access::Act("occasion_put");

/// The fields, in the order of the page.
const NAMES: [&str; 11] =
    ["kurs", "dag", "tid", "minuter", "slag", "plats", "ledare", "platser", "manader", "antal", "knapp"];

/// What the use case calls them.
const FIELDS: [(&str, &str); 6] = [
    ("course", "kurs"),
    ("day", "dag"),
    ("minutes", "minuter"),
    ("places", "platser"),
    ("trainer", "ledare"),
    ("place", "plats"),
];

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/utbildning/tillfallen/nytt", PUT, new),
        Page::post("/utbildning/tillfallen/nytt", PUT, new_sent),
        Page::get("/utbildning/tillfallen/{id}/stall-in", PUT, cancel),
        Page::post("/utbildning/tillfallen/{id}/stall-in", PUT, cancel_sent),
    ]
}

async fn new(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let filled = Filled::default()
        .put("tid", "09:00")
        .put("minuter", "90")
        .put("slag", "rum")
        .put("platser", "20")
        .put("ledare", cx.username.clone())
        .put("manader", MONTHS.to_string())
        .put("antal", "1");
    let courses: Vec<CourseText> = app.course_texts();
    put_page(&visit, &courses, &filled)
}

/// The form.
pub(crate) fn put_page(visit: &Visit, courses: &[CourseText], filled: &Filled) -> Answer {
    let t = visit.t();
    let courses = courses.iter().map(|course| Choice::new(&course.id, said(t, &course.title.sv, &course.title.en)));
    let kinds = vec![Choice::new("rum", t.occasion_in_room()), Choice::new("distans", t.occasion_online())];
    let form = visit
        .form("/utbildning/tillfallen/nytt")
        .with_error(filled.general.clone())
        .field(filled.into("kurs", Field::select(t, "kurs", t.training_course(), courses.collect())))
        .field(filled.into("dag", Field::date(t, "dag", t.occasion_day())))
        .field(filled.into("tid", Field::text(t, "tid", t.occasion_time()).short().with_hint(t.occasion_time_hint())))
        .field(filled.into("minuter", Field::number(t, "minuter", t.occasion_minutes())))
        .field(filled.into("slag", Field::radios(t, "slag", t.occasion_kind(), kinds)))
        .field(filled.into("plats", Field::text(t, "plats", t.occasion_where()).with_hint(t.occasion_where_hint())))
        .field(
            filled.into("ledare", Field::text(t, "ledare", t.occasion_trainer()).with_hint(t.occasion_trainer_hint())),
        )
        .field(filled.into("platser", Field::number(t, "platser", t.occasion_places())))
        .group(t.occasion_series(), |form| {
            let many = Field::number(t, "antal", t.occasion_many()).with_hint(t.occasion_many_hint(i64::from(MOST)));
            form.field(filled.into("antal", many))
                .field(filled.into("manader", Field::number(t, "manader", t.occasion_months())))
        })
        .submit(t.occasion_new())
        .or_back("/utbildning/tillfallen");
    let frame = visit
        .frame(t.occasion_new())
        .below("/utbildning", t.training_title())
        .below("/utbildning/tillfallen", t.occasion_title());
    asked(frame, t.occasion_new_lead(), Markup::default(), form)
}

async fn new_sent(visit: Visit, sent: Sent) -> Answer {
    let ((app, cx), t) = (visit.acts()?, visit.t());
    let mut filled = Filled::of(&sent, &NAMES);
    let day = filled.day(t, "dag");
    let time = NaiveTime::parse_from_str(&filled.value("tid").replace('.', ":"), "%H:%M").ok();
    if time.is_none() {
        filled = filled.wrong("tid", t.occasion_time_wrong());
    }
    let mut number = |name: &str| -> u32 {
        filled.value(name).parse().unwrap_or_else(|_| {
            filled.wrong.insert(name.to_owned(), t.occasion_number_wrong().to_owned());
            0
        })
    };
    let (minutes, places) = (number("minuter"), number("platser"));
    let (every_months, many) = (number("manader"), number("antal"));
    if let (Some(day), Some(time), true) = (day, time, filled.is_right()) {
        let place = filled.text("plats");
        let put = OccasionPut {
            course: filled.text("kurs"),
            starts: day.and_time(time),
            minutes,
            place: if filled.value("slag") == "distans" { Place::Online(place) } else { Place::Room(place) },
            trainer: filled.text("ledare"),
            places,
            every_months,
            many,
        };
        match app.occasion_put(cx, put).await {
            Ok(_) => return redirect("/utbildning/tillfallen?klart=lagt"),
            Err(error) => filled = filled.refused(error, &FIELDS)?,
        }
    }
    put_page(&visit, &app.course_texts(), &filled)
}

async fn cancel(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    cancel_page(&visit, &app.occasion_show(cx, visit.param("id")).await?)
}

/// The page that asks whether a session is to be cancelled.
pub(crate) fn cancel_page(visit: &Visit, shown: &OccasionPage) -> Answer {
    let (t, view) = (visit.t(), &shown.view);
    let form = visit.form(path(view, "stall-in")).submit(t.occasion_cancel()).grave().or_back(path(view, ""));
    let frame = visit
        .frame(t.occasion_cancel())
        .below("/utbildning/tillfallen", t.occasion_title())
        .below(path(view, ""), title(t, view));
    asked(frame, t.occasion_cancel_lead(title(t, view)), Markup::default(), form)
}

async fn cancel_sent(visit: Visit, _: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let id = visit.param("id").to_owned();
    app.occasion_cancel(cx, &id).await?;
    redirect(&format!("/utbildning/tillfallen/{id}?klart=installt"))
}
