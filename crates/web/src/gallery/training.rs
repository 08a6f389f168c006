//! Training with made-up data: people, rooms and numbers are invented, the texts are those of the library.

use app::training::{
    Attendee, CoursePage, CourseRow, CourseText, CoveragePage, Demand, DemandPage, DisposalPage, Disposed, Guidance,
    GuidancePage, GuidanceRow, Heat, How, ImportedTraining, OccasionPage, OccasionView, OfUnit, Pass, Place, Plan,
    Point, Progress, Required, Row, Seat, Share, StaffCourse, StaffRow, Standing, TrainingGroup, outline,
};
use casework::id::PersonId;
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use crate::failure::{Answer, Failure};
use crate::frame::Visit;
use crate::pages::ask::Problems;
use crate::pages::case::Filled;
use crate::pages::training;

const COURSE: &str = include_str!("../../../../library/courses/otillaten-paverkan.md");
const OTHER: &str = include_str!("../../../../library/courses/jav-och-korruption.md");
const GUIDANCE: [(&str, &str); 2] = [
    ("otillaten-paverkan", include_str!("../../../../library/guidance/otillaten-paverkan.md")),
    ("gor-sa-har", include_str!("../../../../library/guidance/gor-sa-har.md")),
];

const NAME: &str = "Påhittad Medarbetare";

fn broken(error: impl std::fmt::Display) -> Failure {
    Failure::Internal(error.to_string())
}

fn today(visit: &Visit) -> NaiveDate {
    app::swedish_day(visit.now())
}

fn later(visit: &Visit, days: u64) -> NaiveDate {
    today(visit).checked_add_days(Days::new(days)).unwrap_or_else(|| today(visit))
}

fn course() -> Result<CourseText, Failure> {
    CourseText::parse("courses/otillaten-paverkan.md", COURSE).map_err(broken)
}

fn other() -> Result<CourseText, Failure> {
    CourseText::parse("courses/jav-och-korruption.md", OTHER).map_err(broken)
}

fn guidance_rows(visit: &Visit) -> Result<Vec<GuidanceRow>, Failure> {
    let read = |(at, (id, text)): (usize, (&str, &str))| {
        let guidance = Guidance::parse(&format!("guidance/{id}.md"), text).map_err(broken)?;
        Ok(GuidanceRow { guidance, confirmed: (at == 1).then(|| visit.now()) })
    };
    GUIDANCE.into_iter().enumerate().map(read).collect()
}

pub(super) fn guidance_list(visit: &Visit) -> Answer {
    training::guidance_list_page(visit, &guidance_rows(visit)?)
}

fn guidance(visit: &Visit, at: usize) -> Answer {
    let rows = guidance_rows(visit)?;
    let next = rows.get(at + 1).map(|row| (row.guidance.id.clone(), row.guidance.title.clone()));
    let row = rows.into_iter().nth(at).ok_or(Failure::NotFound)?;
    training::guidance_page(visit, &GuidancePage { row, next })
}

pub(super) fn guidance_waiting(visit: &Visit) -> Answer {
    guidance(visit, 0)
}

pub(super) fn guidance_confirmed(visit: &Visit) -> Answer {
    guidance(visit, 1)
}

fn required(visit: &Visit, course: &CourseText, group: TrainingGroup, days: u64) -> Required {
    Required { course: course.id.clone(), group, due: later(visit, days) }
}

pub(super) fn list(visit: &Visit) -> Answer {
    let (one, two) = (course()?, other()?);
    let row = |course: CourseText, required, standing, done| CourseRow { course, required, standing, done };
    let soon = Standing::Soon(later(visit, 20));
    let rows = [
        row(one.clone(), Some(required(visit, &one, TrainingGroup::Authority, 5)), Standing::Never, (2, 6)),
        row(two.clone(), Some(required(visit, &two, TrainingGroup::All, 0)), soon, (6, 6)),
        row(two, None, Standing::Valid(later(visit, 400)), (6, 6)),
    ];
    let may = ["training_staff", "training_coverage", "training_demand", "training_import", "training_export"];
    training::courses_page(visit, (&rows, 2), &may, today(visit))
}

/// How far somebody has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Far {
    Begun,
    Ready,
    Answering,
    Answered,
    Passed,
}

fn shown(visit: &Visit, far: Far) -> Result<CoursePage, Failure> {
    let (course, day) = (course()?, today(visit));
    let outline = outline(&course);
    let mut progress = Progress::default().of(&outline);
    let rule = |error| Failure::from(app::AppError::from(error));
    progress.read(&outline, 0).map_err(rule)?;
    if far >= Far::Ready {
        for lesson in 0..outline.lessons {
            progress.read(&outline, lesson).map_err(rule)?;
        }
        for scenario in 0..outline.scenarios.len() {
            walk(&mut progress, &course, scenario)?;
        }
    }
    if far >= Far::Answering {
        progress.begin(&outline, 7).map_err(rule)?;
    }
    let answers = match far {
        Far::Answered => 1,
        Far::Passed => outline.draw,
        Far::Begun | Far::Ready | Far::Answering => 0,
    };
    for place in 0..answers {
        let drawn = progress.attempt().and_then(|attempt| attempt.questions.get(place)).map(|drawn| drawn.question);
        let answers = drawn.and_then(|question| outline.questions.get(question)).cloned().unwrap_or_default();
        let right = answers.iter().position(|right| *right != (far == Far::Answered)).unwrap_or_default();
        progress.answer(&outline, (place, right), day).map_err(rule)?;
    }
    let required = Some(required(visit, &course, TrainingGroup::Authority, 5));
    let row = CourseRow { standing: progress.standing(day), done: progress.done(&outline, day), required, course };
    Ok(CoursePage { row, outline, progress, today: day })
}

/// Always the first choice that was not taken, until the end.
fn walk(progress: &mut Progress, course: &CourseText, scenario: usize) -> Result<(), Failure> {
    let outline = outline(course);
    let mut been = Vec::new();
    while !progress.has_ended(scenario) {
        let (here, _) = progress.step(&outline, scenario).map_err(broken)?;
        let steps = course.scenarios.get(scenario).ok_or(Failure::NotFound)?;
        let choices = steps.step(&here).map(|step| step.choices.as_slice()).unwrap_or_default();
        let to =
            choices.iter().map(|choice| choice.to.clone()).find(|to| !been.contains(to)).ok_or(Failure::NotFound)?;
        progress.choose(&outline, scenario, &to).map_err(broken)?;
        been.push(to);
    }
    Ok(())
}

pub(super) fn course_begun(visit: &Visit) -> Answer {
    training::course_page(visit, &shown(visit, Far::Begun)?, NAME)
}

pub(super) fn course_passed(visit: &Visit) -> Answer {
    training::course_page(visit, &shown(visit, Far::Passed)?, NAME)
}

pub(super) fn lesson(visit: &Visit) -> Answer {
    training::lesson_page(visit, &shown(visit, Far::Begun)?, 1)
}

pub(super) fn scenario(visit: &Visit) -> Answer {
    training::scenario_page(visit, &shown(visit, Far::Begun)?, 0, false)
}

pub(super) fn scenario_wrong(visit: &Visit) -> Answer {
    training::scenario_page(visit, &shown(visit, Far::Begun)?, 0, true)
}

pub(super) fn scenario_ended(visit: &Visit) -> Answer {
    training::scenario_page(visit, &shown(visit, Far::Ready)?, 0, false)
}

pub(super) fn check_left(visit: &Visit) -> Answer {
    training::check_page(visit, &shown(visit, Far::Begun)?, NAME, false)
}

pub(super) fn check(visit: &Visit) -> Answer {
    training::check_page(visit, &shown(visit, Far::Ready)?, NAME, false)
}

pub(super) fn question(visit: &Visit) -> Answer {
    training::check_page(visit, &shown(visit, Far::Answering)?, NAME, false)
}

pub(super) fn question_wrong(visit: &Visit) -> Answer {
    training::check_page(visit, &shown(visit, Far::Answering)?, NAME, true)
}

pub(super) fn answered(visit: &Visit) -> Answer {
    training::answered_page(visit, &shown(visit, Far::Answered)?, 0)
}

pub(super) fn check_passed(visit: &Visit) -> Answer {
    training::check_page(visit, &shown(visit, Far::Passed)?, NAME, false)
}

fn view(visit: &Visit, hours: i64, seat: Seat) -> Result<OccasionView, Failure> {
    let course = course()?;
    let starts: DateTime<Utc> = visit.now() + TimeDelta::hours(hours);
    Ok(OccasionView {
        id: "0".repeat(32),
        course: course.id,
        title: Some(course.title),
        authority: "Kommunstyrelsen".to_owned(),
        starts,
        ends: starts + TimeDelta::minutes(90),
        place: Place::Room("Sessionssalen".to_owned()),
        trainer: "Påhittad Ledare".to_owned(),
        places: 20,
        free: 3,
        waiting: 0,
        cancelled: false,
        has_begun: hours <= 0,
        seat,
    })
}

pub(super) fn occasions(visit: &Visit) -> Answer {
    let full = OccasionView { free: 0, waiting: 2, ..view(visit, 300, Seat::Waits(1))? };
    let online = Place::Online("https://mote.exempel.invalid/1".to_owned());
    let off = OccasionView { cancelled: true, place: online, ..view(visit, 500, Seat::None)? };
    let all = [view(visit, 200, Seat::Place)?, full, off, view(visit, -400, Seat::Came)?];
    training::occasions_page(visit, &all, true)
}

pub(super) fn occasions_none(visit: &Visit) -> Answer {
    training::occasions_page(visit, &[], false)
}

fn page_of(view: OccasionView) -> OccasionPage {
    OccasionPage { view, may_lead: true, may_put: true }
}

pub(super) fn occasion(visit: &Visit) -> Answer {
    training::occasion_page(visit, &page_of(view(visit, 200, Seat::None)?), "")
}

pub(super) fn occasion_under_way(visit: &Visit) -> Answer {
    training::occasion_page(visit, &page_of(view(visit, 0, Seat::Place)?), "koden är inte rätt")
}

pub(super) fn occasion_new(visit: &Visit) -> Answer {
    training::occasion_put_page(visit, &[course()?, other()?], &Filled::default().put("manader", "2"))
}

pub(super) fn occasion_new_wrong(visit: &Visit) -> Answer {
    let filled = Filled::default().put("tid", "nio").wrong("tid", visit.t().occasion_time_wrong());
    training::occasion_put_page(visit, &[course()?], &filled)
}

pub(super) fn occasion_cancel(visit: &Visit) -> Answer {
    training::occasion_cancel_page(visit, &page_of(view(visit, 200, Seat::None)?))
}

pub(super) fn occasion_people(visit: &Visit) -> Answer {
    let one = |bits, name: &str, seat| Attendee { person: PersonId::from_bits(bits), name: name.to_owned(), seat };
    let people =
        [one(1, NAME, Seat::Came), one(2, "Påhittad Kollega", Seat::Place), one(3, "Någon Påhittad", Seat::Waits(0))];
    training::lead_page(visit, &page_of(view(visit, 0, Seat::None)?), ("042917", &people))
}

fn heat(names: &[Option<&str>], courses: &[String]) -> Heat {
    let row = |(at, name): (u64, &Option<&str>)| Row {
        of: name.map(str::to_owned),
        people: 20 + 30 * at,
        shares: vec![Share::of(9 + 20 * at, 20 + 30 * at), Share::of(3, 3 + at)],
    };
    Heat {
        courses: courses.to_vec(),
        rows: (0..).zip(names).map(row).collect(),
        all: vec![Share::of(70, 150), Share::of(150, 150)],
    }
}

fn coverage_of(visit: &Visit) -> Result<CoveragePage, Failure> {
    let (one, two) = (course()?, other()?);
    let courses = vec![(one.id, one.title), (two.id, two.title)];
    let ids: Vec<String> = courses.iter().map(|(id, _)| id.clone()).collect();
    let point = |(at, covered): (u64, u64)| Point {
        day: later(visit, 30 * at),
        share: Share::of(covered, 120),
        is_ahead: at > 3,
    };
    Ok(CoveragePage {
        authority: "Socialnämnden".to_owned(),
        day: today(visit),
        units: heat(&[Some("Enhet 1"), Some("Enhet 4"), None], &ids),
        groups: heat(&[Some("authority"), Some("manager"), None], &ids),
        authorities: Some(heat(&[Some("Kommunstyrelsen"), Some("Socialnämnden")], &ids)),
        curve: (0..).zip([0, 20, 55, 90, 80, 60]).map(point).collect(),
        soon: vec![Share::of(6, 60), Share::of(1, 3)],
        courses,
    })
}

pub(super) fn coverage(visit: &Visit) -> Answer {
    training::coverage_page(visit, &coverage_of(visit)?)
}

pub(super) fn coverage_none(visit: &Visit) -> Answer {
    training::coverage_page(visit, &CoveragePage { courses: Vec::new(), ..coverage_of(visit)? })
}

pub(super) fn staff(visit: &Visit) -> Answer {
    let (one, two) = (course()?, other()?);
    let of = |course: &CourseText, standing| StaffCourse {
        title: course.title.clone(),
        required: required(visit, course, TrainingGroup::All, 9),
        standing,
    };
    let valid = Standing::Valid(later(visit, 300));
    let row = |name: &str, courses, guidance_left| StaffRow {
        name: name.to_owned(),
        new_since: (guidance_left > 1).then(|| today(visit)),
        courses,
        guidance_left,
    };
    let rows = [
        row(NAME, vec![of(&one, Standing::Never), of(&two, valid)], 2),
        row("Påhittad Kollega", vec![of(&one, valid), of(&two, Standing::Soon(later(visit, 9)))], 0),
    ];
    training::staff_page(visit, &rows, today(visit))
}

pub(super) fn demand(visit: &Visit) -> Answer {
    training::demand_page(visit, &demanded()?, &Problems::default())
}

pub(super) fn demand_wrong(visit: &Visit) -> Answer {
    let mut shown = demanded()?;
    shown.demand.keep = Some(Plan { months: 0, source: String::new() });
    let problems = Problems::default()
        .with("keep_months", "Skriv 1 till 240 månader.")
        .with("keep_source", "Skriv vilken plan eller vilket beslut tiden står i.");
    training::demand_page(visit, &shown, &problems)
}

pub(super) fn disposal(visit: &Visit) -> Answer {
    let of = |many| Disposed {
        passes: [("otillaten-paverkan".to_owned(), many)].into(),
        attempts: 2 * many,
        sessions: 1,
        came: many,
        people: 3,
        ..Disposed::default()
    };
    let source = "Dokumenthanteringsplan, nämnden 2026-03-04, 12 §".to_owned();
    let plan = Some(Plan { months: 36, source });
    training::disposal_page(visit, &DisposalPage { plan, proposed: None, over: of(17), before: of(212) })
}

pub(super) fn disposal_none(visit: &Visit) -> Answer {
    let proposed = app::training::proposed(today(visit)).cloned();
    let none = Disposed::default();
    training::disposal_page(visit, &DisposalPage { plan: None, proposed, over: none.clone(), before: none })
}

fn demanded() -> Result<DemandPage, Failure> {
    let (one, two) = (course()?, other()?);
    let groups = [TrainingGroup::Authority, TrainingGroup::Welfare].into();
    let unit = OfUnit { groups, courses: [two.id.clone()].into() };
    Ok(DemandPage {
        demand: Demand { units: [("ifo".to_owned(), unit)].into(), ..Demand::default() },
        units: vec![("ifo".to_owned(), "Enhet 1".to_owned()), ("kansli".to_owned(), "Kansliet".to_owned())],
        courses: vec![(one.id, one.title), (two.id, two.title)],
    })
}

pub(super) fn import(visit: &Visit) -> Answer {
    training::training_import_page(visit, &Problems::default())
}

pub(super) fn imported(visit: &Visit) -> Answer {
    let rejected =
        vec![(7, "anställningsnummer saknas".to_owned()), (9, "dagen 2027-01-01 har inte varit än".to_owned())];
    training::training_imported_page(visit, &ImportedTraining { taken: 412, known: 3, rejected })
}

pub(super) fn export(visit: &Visit) -> Answer {
    training::training_export_page(visit, today(visit))
}

/// An imported pass: for the line of a certificate.
pub(super) fn course_imported(visit: &Visit) -> Answer {
    let mut shown = shown(visit, Far::Begun)?;
    let (on, until) = (today(visit), later(visit, 700));
    shown.progress.passes.push(Pass { on, until, version: 1, how: How::Import });
    shown.row.standing = shown.progress.standing(on);
    training::course_page(visit, &shown, NAME)
}
