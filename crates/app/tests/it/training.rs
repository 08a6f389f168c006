//! Training through the use cases: guidance, a course to its end, sessions, coverage, attendance from a file.

use app::{
    AppError, Cx,
    incident::BoardFile,
    training::{Demand, Move, OccasionPut, OfUnit, Place, Seat, Share, Standing, TrainingGroup},
};
use chrono::TimeDelta;

use crate::{
    on_both,
    world::{PEOPLE, World, day},
};

const COURSE: &str = "otillaten-paverkan";
const GUIDANCE: &str = "otillaten-paverkan";

fn put(cx: &Cx) -> OccasionPut {
    OccasionPut {
        course: COURSE.to_owned(),
        starts: (cx.today() + TimeDelta::days(16)).and_hms_opt(9, 0, 0).unwrap(),
        minutes: 90,
        place: Place::Room("Sessionssalen".to_owned()),
        trainer: "controller".to_owned(),
        places: 1,
        every_months: 2,
        many: 1,
    }
}

impl World {
    pub(crate) async fn calls_training(&self, cx: &Cx, what: &str) -> Result<(), AppError> {
        let (app, id, none) = (&self.app, COURSE, "0".repeat(32));
        match what {
            "guidance_list" => app.guidance_list(cx).await.map(drop),
            "guidance_show" => app.guidance_show(cx, GUIDANCE).await.map(drop),
            "guidance_confirm" => app.guidance_confirm(cx, GUIDANCE, 1).await,
            "course_list" => app.course_list(cx).await.map(drop),
            "course_show" => app.course_show(cx, id).await.map(drop),
            "course_step" => app.course_step(cx, id, Move::Read(0)).await.map(drop),
            "occasion_list" => app.occasion_list(cx).await.map(drop),
            "occasion_show" => app.occasion_show(cx, &none).await.map(drop),
            "occasion_calendar" => app.occasion_calendar(cx, &none).await.map(drop),
            "occasion_enrol" => app.occasion_enrol(cx, &none).await.map(drop),
            "occasion_leave" => app.occasion_leave(cx, &none).await,
            "occasion_code" => app.occasion_code(cx, &none, "1").await,
            "occasion_lead" => app.occasion_lead(cx, &none).await.map(drop),
            "occasion_tick" => app.occasion_tick(cx, &none, &[]).await,
            "occasion_put" => app.occasion_put(cx, put(cx)).await.map(drop),
            "occasion_cancel" => app.occasion_cancel(cx, &none).await,
            "training_import" => app.training_import(cx, "a.csv".to_owned(), b"a;b".to_vec()).await.map(drop),
            "training_export" => app.training_export(cx, day("2026-01-01")).await.map(drop),
            "training_demand" => app.training_demand(cx).await.map(drop),
            "training_demand_put" => app.training_demand_put(cx, Demand::default()).await,
            "training_disposal" => app.training_disposal(cx).await.map(drop),
            "training_dispose" => app.training_dispose(cx).await.map(drop),
            "training_coverage" => app.training_coverage(cx).await.map(drop),
            "training_board" => app.training_board(cx, BoardFile::Workbook).await.map(drop),
            "training_staff" => app.training_staff(cx).await.map(drop),
            other => panic!("{other} is called nowhere"),
        }
    }

    /// Takes a course to its end, every answer right.
    async fn passes(&self, username: &str, id: &str) {
        let (app, cx) = (&self.app, self.cx(username).await);
        let course = app.course_show(&cx, id).await.unwrap();
        for lesson in 0..course.outline.lessons {
            app.course_step(&cx, id, Move::Read(lesson)).await.unwrap();
        }
        for scenario in 0..course.outline.scenarios.len() {
            let mut been = Vec::new();
            loop {
                let now = app.course_show(&cx, id).await.unwrap();
                if now.progress.has_ended(scenario) {
                    break;
                }
                let (here, _) = now.progress.step(&now.outline, scenario).unwrap();
                let to = now.outline.scenarios[scenario][&here].iter().find(|to| !been.contains(*to)).unwrap().clone();
                app.course_step(&cx, id, Move::Choose(scenario, to.clone())).await.unwrap();
                been.push(to);
            }
        }
        app.course_step(&cx, id, Move::Begin).await.unwrap();
        for place in 0..course.outline.draw {
            let now = app.course_show(&cx, id).await.unwrap();
            let drawn = &now.progress.attempt().unwrap().questions[place];
            let right = now.outline.questions[drawn.question].iter().position(|right| *right).unwrap();
            let answered = app.course_step(&cx, id, Move::Answer(place, right)).await.unwrap().unwrap();
            assert!(answered.right);
        }
    }
}

on_both! {
    async fn guidance_is_read_and_confirmed_once_by_anybody(world: World) {
        let (app, cx) = (&world.app, world.cx("drift").await);
        let before = world.once(app.guidance_show(&cx, GUIDANCE)).await.unwrap();
        assert!(before.row.is_waiting());
        world.once(app.guidance_confirm(&cx, GUIDANCE, before.row.guidance.version)).await.unwrap();
        let after = world.once(app.guidance_show(&cx, GUIDANCE)).await.unwrap();
        assert_eq!(after.row.confirmed, Some(cx.at));
        let old = world.once(app.guidance_confirm(&cx, GUIDANCE, 0)).await;
        assert!(matches!(old, Err(AppError::Conflict)), "{old:?}");
        let none = world.once(app.guidance_show(&cx, "19121212-1212")).await;
        assert!(matches!(none, Err(AppError::NotFound)), "{none:?}");
        for record in world.journal_from(1).await {
            assert!(!format!("{record:?}").contains("1212-"), "what was typed stands in the journal");
        }
    }

    async fn a_course_is_taken_to_its_end_and_counts(world: World) {
        let (app, cx) = (&world.app, world.cx("medarbetare").await);
        let early = world.once(app.course_step(&cx, COURSE, Move::Begin)).await;
        assert!(matches!(early, Err(AppError::Invalid(_))), "{early:?}");
        world.passes("medarbetare", COURSE).await;
        let shown = world.once(app.course_show(&cx, COURSE)).await.unwrap();
        assert!(matches!(shown.row.standing, Standing::Valid(_)), "{:?}", shown.row.standing);
        assert_eq!(shown.row.done.0, shown.row.done.1);
        let statements = world.once(app.training_export(&world.cx("hr").await, day("2026-01-01"))).await.unwrap();
        assert!(statements.contains("adlnet.gov/expapi/verbs/passed") && statements.contains(COURSE));
        assert!(!statements.contains("Malin") && !statements.contains(&cx.person.to_string()), "{statements}");
    }

    async fn what_is_written_of_a_person_counts_only_as_the_server_wrote_it(world: World) {
        world.passes("medarbetare", COURSE).await;
        let [from, to] = ["medarbetare", "chef"].map(|who| format!("training-record/{}", world.id(who)));
        let record = world.store.setting_get(&from).await.unwrap().unwrap();
        assert!(!String::from_utf8_lossy(&record).contains(COURSE));
        world.store.setting_put(&to, &record).await.unwrap();
        assert!(world.app.course_show(&world.cx("chef").await, COURSE).await.is_err());
    }

    async fn coverage_tells_shares_and_names_go_to_the_manager_alone(world: World) {
        let app = &world.app;
        let before = world.once(app.training_coverage(&world.cx("direktor").await)).await.unwrap();
        let place = before.courses.iter().position(|(id, _)| id == COURSE).unwrap();
        let people = u64::try_from(PEOPLE.len()).unwrap();
        assert_eq!(before.units.all[place], Share::of(0, people));
        for (username, ..) in PEOPLE {
            world.passes(username, COURSE).await;
        }
        let after = world.once(app.training_coverage(&world.cx("direktor").await)).await.unwrap();
        assert_eq!(after.units.all[place], Share::of(people, people));
        let staff = world.once(app.training_staff(&world.cx("chef").await)).await.unwrap();
        assert_eq!(staff.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Malin Exempel"]);
        assert!(staff[0].courses.iter().any(|one| one.standing.counts()));
        for username in ["medarbetare", "drift", "behorighet", "revisor"] {
            let cx = world.cx(username).await;
            assert!(matches!(world.once(app.training_staff(&cx)).await, Err(AppError::Denied { .. })), "{username}");
        }
        for username in ["medarbetare", "drift", "behorighet", "mottagare1"] {
            let cx = world.cx(username).await;
            assert!(matches!(world.once(app.training_coverage(&cx)).await, Err(AppError::Denied { .. })), "{username}");
        }
        for file in [BoardFile::Pdf, BoardFile::Workbook] {
            assert!(world.once(app.training_board(&world.cx("hr").await, file)).await.unwrap().len() > 1_000);
        }
    }

    async fn somebody_new_has_their_days_before_they_are_missing_and_are_reminded_of_them(world: World) {
        let (app, people) = (&world.app, u64::try_from(PEOPLE.len()).unwrap());
        let share = async || {
            let page = app.training_coverage(&world.cx("direktor").await).await.unwrap();
            let place = page.courses.iter().position(|(id, _)| id == COURSE).unwrap();
            page.units.all[place]
        };
        let staff = async || app.training_staff(&world.cx("chef").await).await.unwrap().remove(0);
        let hr = world.cx("hr").await;
        app.person_begin(&hr, world.id("medarbetare"), Some(day("2026-11-20"))).await.unwrap();
        assert_eq!(share().await, Share::of(0, people - 1), "new, and so missing from nothing");
        let row = staff().await;
        assert_eq!(row.new_since, Some(day("2026-11-20")));
        let due = row.courses.iter().find(|one| one.required.due == day("2027-02-18"));
        assert!(due.is_some(), "ninety days from the first: {:?}", row.courses);
        let own = app.course_list(&world.cx("medarbetare").await).await.unwrap();
        assert!(own.iter().any(|row| row.due() == Some(day("2027-02-18"))));
        world.wait(TimeDelta::days(88));
        assert_eq!(share().await, Share::of(0, people - 1), "on the last day");
        world.wait(TimeDelta::days(1));
        assert_eq!(share().await, Share::of(0, people));
        assert_eq!(staff().await.new_since, None);
        // Who began long ago is asked as before; who begins later is reminded later.
        let later = world.cx("hr").await;
        app.person_begin(&later, world.id("drift"), Some(day("2027-02-15"))).await.unwrap();
        let mail = tempfile::tempdir().unwrap();
        app.report_notices(mail.path()).await.unwrap();
        let of = async |who: &str| {
            let person = world.id(who).to_string();
            world.store.setting_list(&format!("notice/{person}/")).await.unwrap().len()
        };
        assert_eq!((of("medarbetare").await, of("drift").await), (1, 0));
    }

    async fn a_unit_that_exercises_authority_gets_its_course_first(world: World) {
        let (app, cx) = (&world.app, world.cx("hr").await);
        let unit = app::directory::UnitPut { id: "ifo".to_owned(), name: "Vuxna".to_owned(), ..Default::default() };
        app.unit_put(&world.cx("behorighet").await, unit).await.unwrap();
        let [name, username, number, unit] = ["Malin Exempel", "medarbetare", "E6", "ifo"].map(str::to_owned);
        let manager = Some(world.id("chef"));
        let id = Some(world.id("medarbetare"));
        let person =
            app::directory::PersonPut { id, name, username, email: String::new(), employee_no: number, unit, manager };
        app.person_put(&world.cx("behorighet").await, person).await.unwrap();
        let mut page = world.once(app.training_demand(&cx)).await.unwrap();
        let of = OfUnit { groups: [TrainingGroup::Welfare].into(), ..OfUnit::default() };
        page.demand.units.insert("ifo".to_owned(), of);
        world.once(app.training_demand_put(&cx, page.demand.clone())).await.unwrap();
        let rows = world.once(app.course_list(&world.cx("medarbetare").await)).await.unwrap();
        let first = rows[0].required.as_ref().unwrap();
        assert_eq!((rows[0].course.id.as_str(), first.group), ("valfardsbrott-handlaggare", TrainingGroup::Welfare));
        page.demand.units.insert("finns-inte".to_owned(), OfUnit { groups: [TrainingGroup::Welfare].into(), ..OfUnit::default() });
        let wrong = world.once(app.training_demand_put(&cx, page.demand)).await;
        assert!(matches!(wrong, Err(AppError::Invalid(_))), "{wrong:?}");
    }

    async fn who_waits_gets_the_place_that_is_left_and_who_came_has_passed(world: World) {
        let (app, cx) = (&world.app, world.cx("samordnare").await);
        let id = world.once(app.occasion_put(&cx, put(&cx))).await.unwrap().remove(0);
        let [one, two] = [world.cx("medarbetare").await, world.cx("drift").await];
        assert_eq!(world.once(app.occasion_enrol(&one, &id)).await.unwrap(), Seat::Place);
        assert_eq!(world.once(app.occasion_enrol(&two, &id)).await.unwrap(), Seat::Waits(0));
        let denied = world.once(app.occasion_lead(&two, &id)).await;
        assert!(matches!(denied, Err(AppError::Denied { .. })), "{denied:?}");
        world.once(app.occasion_leave(&one, &id)).await.unwrap();
        let told = app.notices(&two).await.unwrap();
        assert!(told.iter().any(|notice| notice.text.contains("fått en plats")), "{told:?}");
        // The trainer holds no role that arranges training.
        let trainer = world.cx("controller").await;
        let (code, people) = world.once(app.occasion_lead(&trainer, &id)).await.unwrap();
        assert_eq!(people.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Dag Provström"]);
        let calendar = world.once(app.occasion_calendar(&two, &id)).await.unwrap();
        assert!(calendar.contains("@insyn.lindaker.invalid") && !calendar.contains("Dag Provström"));
        world.wait(TimeDelta::days(16));
        let [two, trainer] = [world.cx("drift").await, world.cx("controller").await];
        let wrong = if code == "000000" { "000001" } else { "000000" };
        assert!(world.once(app.occasion_code(&two, &id, wrong)).await.is_err());
        world.once(app.occasion_code(&two, &id, &code)).await.unwrap();
        assert!(app.course_show(&two, COURSE).await.unwrap().row.standing.counts());
        world.once(app.occasion_tick(&trainer, &id, &[world.id("chef")])).await.unwrap();
        assert!(!app.course_show(&world.cx("chef").await, COURSE).await.unwrap().row.standing.counts());
    }

    async fn a_session_that_is_cancelled_tells_those_who_were_coming(world: World) {
        let (app, cx) = (&world.app, world.cx("hr").await);
        let id = app.occasion_put(&cx, put(&cx)).await.unwrap().remove(0);
        app.occasion_enrol(&world.cx("medarbetare").await, &id).await.unwrap();
        world.once(app.occasion_cancel(&cx, &id)).await.unwrap();
        let told = app.notices(&world.cx("medarbetare").await).await.unwrap();
        assert!(told.iter().any(|notice| notice.text.contains("inställt")), "{told:?}");
        let past = OccasionPut { starts: day("2026-01-01").and_hms_opt(9, 0, 0).unwrap(), ..put(&cx) };
        assert!(matches!(world.once(app.occasion_put(&cx, past)).await, Err(AppError::Invalid(_))));
    }

    async fn rows_of_the_citys_system_are_taken_or_told(world: World) {
        let (app, cx) = (&world.app, world.cx("samordnare").await);
        let file = format!("anställningsnr;kurs;slutförd\nE6;{COURSE};2026-03-01\nE999;{COURSE};2026-03-01\nE5;okänd;2026-03-01\n");
        let imported = world.once(app.training_import(&cx, "a.csv".to_owned(), file.clone().into_bytes())).await.unwrap();
        let lines: Vec<u64> = imported.rejected.iter().map(|(line, _)| *line).collect();
        assert_eq!((imported.taken, imported.known, lines), (1, 0, vec![3, 4]));
        assert!(app.course_show(&world.cx("medarbetare").await, COURSE).await.unwrap().row.standing.counts());
        let again = app.training_import(&cx, "a.csv".to_owned(), file.into_bytes()).await.unwrap();
        assert_eq!((again.taken, again.known), (0, 1));
    }

    async fn what_expired_long_ago_is_disposed_of_and_counts_are_left(world: World) {
        let app = &world.app;
        world.passes("medarbetare", COURSE).await;
        world.passes("chef", COURSE).await;
        let id = app.occasion_put(&world.cx("hr").await, put(&world.cx("hr").await)).await.unwrap().remove(0);
        let kept = async |who: &str| {
            world.store.setting_get(&format!("training-record/{}", world.id(who))).await.unwrap()
        };
        let page = world.once(app.training_disposal(&world.cx("hr").await)).await.unwrap();
        assert_eq!((page.plan.clone(), page.proposed.as_ref().unwrap().months), (None, 24));
        assert!(page.over.is_empty() && page.before.is_empty());
        assert!(world.once(app.training_dispose(&world.cx("hr").await)).await.unwrap().is_empty());
        assert!(kept("chef").await.is_some());
        let denied = world.once(app.training_dispose(&world.cx("chef").await)).await;
        assert!(matches!(denied, Err(AppError::Denied { .. })), "{denied:?}");
        // The database alone ends nobody's employment.
        let forged = format!("update person set employed_until = '2026-11-22' where id = '{}'", world.id("drift"));
        world.store.tamper(&forged).await.unwrap();
        app.person_end(&world.cx("hr").await, world.id("medarbetare"), day("2026-12-31")).await.unwrap();
        world.wait(TimeDelta::days(40 + 731));
        let disposed = world.once(app.training_dispose(&world.cx("hr").await)).await.unwrap();
        assert_eq!((disposed.people, disposed.passed(), disposed.sessions), (1, 1, 1), "{disposed:?}");
        assert!(kept("medarbetare").await.is_none() && kept("chef").await.is_some());
        assert!(matches!(app.occasion_show(&world.cx("hr").await, &id).await, Err(AppError::NotFound)));
        // What expired: the time after the last day of the course, not after it was passed.
        world.wait(TimeDelta::days(5 * 366));
        let later = world.once(app.training_dispose(&world.cx("hr").await)).await.unwrap();
        assert_eq!((later.people, later.passed()), (0, 1), "{later:?}");
        let page = app.training_disposal(&world.cx("hr").await).await.unwrap();
        assert_eq!((page.before.passed(), page.before.people, page.over.is_empty()), (2, 1, true));
        assert!(!app.course_show(&world.cx("chef").await, COURSE).await.unwrap().row.standing.counts());
    }

    async fn the_program_disposes_by_itself_only_by_a_plan_of_the_board(world: World) {
        let (app, mail) = (&world.app, tempfile::tempdir().unwrap());
        world.passes("chef", COURSE).await;
        let record = format!("training-record/{}", world.id("chef"));
        world.wait(TimeDelta::days(7 * 366));
        let morning = async || {
            world.wait(TimeDelta::days(1));
            app.report_notices(mail.path()).await.unwrap();
        };
        let cx = world.cx("hr").await;
        let mut page = app.training_demand(&cx).await.unwrap();
        page.demand.keep = Some(app::training::Plan { months: 0, source: " ".to_owned() });
        let Err(AppError::Invalid(problems)) = app.training_demand_put(&cx, page.demand.clone()).await else {
            panic!("taken")
        };
        assert_eq!(problems.iter().map(|one| one.field).collect::<Vec<_>>(), ["keep_months", "keep_source"]);
        page.demand.keep = Some(app::training::Plan { months: 12, source: "Plan 2026-03-04, 12 §".to_owned() });
        app.training_demand_put(&cx, page.demand).await.unwrap();
        let before = world.tip().await;
        morning().await;
        let lines = world.journal_from(before + 1).await;
        let lines: Vec<_> = lines.iter().filter(|line| line.action == "training_dispose").collect();
        assert_eq!(lines.iter().map(|line| line.role.as_str()).collect::<Vec<_>>(), ["insyn", "insyn"]);
        let counts = app.training_disposal(&world.cx("hr").await).await.unwrap().before;
        assert_eq!(counts.passed(), 1);
        let left = world.store.setting_get(&record).await.unwrap();
        assert!(left.is_some() && !app.course_show(&world.cx("chef").await, COURSE).await.unwrap().row.standing.counts());
        let before = world.tip().await;
        morning().await;
        let again = world.journal_from(before + 1).await;
        assert!(again.iter().all(|line| line.action != "training_dispose"), "nothing is left to dispose of");
    }

    async fn reminders_go_to_those_who_are_late_and_once(world: World) {
        let (app, mail) = (&world.app, tempfile::tempdir().unwrap());
        world.passes("medarbetare", COURSE).await;
        world.wait(TimeDelta::days(200));
        app.report_notices(mail.path()).await.unwrap();
        let of = async |who: &str| {
            let person = world.id(who).to_string();
            world.store.setting_list(&format!("notice/{person}/")).await.unwrap().len()
        };
        let first = of("drift").await;
        assert_eq!(first, 1);
        world.wait(TimeDelta::days(1));
        app.report_notices(mail.path()).await.unwrap();
        assert_eq!(of("drift").await, first, "not every day");
    }
}
