//! What the demo's people have learnt and declared: courses, a session to come, secondary employment. All invented.

use anyhow::Context;
use app::{
    App, Cx,
    declaration::{Assessment, event::Tie},
    training::{GuidanceRow, Move, OccasionPut, Place},
};
use chrono::{Days, NaiveDate};

use super::people::entered;

const COURSE: &str = "otillaten-paverkan";

/// Who has taken the course.
const LEARNT: [&str; 4] = ["hr", "chef", "samordnare", "controller"];

/// Lets them learn, enrol and declare.
pub(super) async fn fill(app: &App) -> anyhow::Result<()> {
    for username in LEARNT {
        let cx = entered(app, username).await?;
        for row in app.guidance_list(&cx).await?.into_iter().filter(GuidanceRow::is_waiting) {
            app.guidance_confirm(&cx, &row.guidance.id, row.guidance.version).await?;
        }
        pass(app, &cx).await?;
    }
    let today = app::swedish_day(app.now());
    let hr = entered(app, "hr").await?;
    for id in app.occasion_put(&hr, session(today.checked_add_days(Days::new(21)).unwrap_or(today))).await? {
        app.occasion_enrol(&entered(app, "ombud").await?, &id).await?;
    }
    app.declaration_make(&entered(app, "controller").await?, Vec::new()).await?;
    let firm = Tie {
        kind: "foretag".to_owned(),
        name: "Påhittade Trädgårdar AB".to_owned(),
        what: "Äger hälften. Sköter trädgårdar på helgerna.".to_owned(),
        hours: Some(20),
        deals: true,
        ..Tie::default()
    };
    app.declaration_make(&entered(app, "ombud").await?, vec![firm]).await?;
    let board = Tie {
        kind: "styrelse".to_owned(),
        name: "Lindåkers påhittade innebandyförening".to_owned(),
        what: "Kassör. Föreningen söker bidrag varje år.".to_owned(),
        hours: Some(5),
        deals: true,
        ..Tie::default()
    };
    let declared = app.declaration_make(&entered(app, "chef").await?, vec![board]).await?;
    let assessment = Assessment {
        tie: 1,
        conditions: Some("Tar inga ärenden om föreningens bidrag.".to_owned()),
        why: "Uppdraget är litet, och enheten beslutar inte om bidrag.".to_owned(),
    };
    // Nobody between them and the director holds the role of manager, so HR assesses.
    app.declaration_assess(&hr, declared, assessment).await?;
    Ok(())
}

/// Somebody goes through the course and answers right.
async fn pass(app: &App, cx: &Cx) -> anyhow::Result<()> {
    let outline = app.course_show(cx, COURSE).await?.outline;
    for lesson in 0..outline.lessons {
        app.course_step(cx, COURSE, Move::Read(lesson)).await?;
    }
    for (scenario, steps) in outline.scenarios.iter().enumerate() {
        let mut been = Vec::new();
        loop {
            let progress = app.course_show(cx, COURSE).await?.progress;
            if progress.has_ended(scenario) {
                break;
            }
            let ways = progress.step(&outline, scenario).ok().and_then(|(here, _)| steps.get(&here));
            let to = ways.and_then(|ways| ways.iter().find(|to| !been.contains(*to)));
            let to = to.with_context(|| format!("scenario {scenario} i kursen {COURSE} har inget slut"))?.clone();
            app.course_step(cx, COURSE, Move::Choose(scenario, to.clone())).await?;
            been.push(to);
        }
    }
    app.course_step(cx, COURSE, Move::Begin).await?;
    for place in 0..outline.draw {
        let progress = app.course_show(cx, COURSE).await?.progress;
        let drawn = progress.attempt().and_then(|attempt| attempt.questions.get(place)).map(|drawn| drawn.question);
        let answers = drawn.and_then(|question| outline.questions.get(question));
        let right = answers.and_then(|answers| answers.iter().position(|right| *right));
        let right = right.with_context(|| format!("kursen {COURSE} saknar ett rätt svar"))?;
        app.course_step(cx, COURSE, Move::Answer(place, right)).await?;
    }
    Ok(())
}

fn session(on: NaiveDate) -> OccasionPut {
    OccasionPut {
        course: COURSE.to_owned(),
        starts: on.and_hms_opt(9, 0, 0).unwrap_or_default(),
        minutes: 90,
        place: Place::Room("Påhittade salen, stadshuset".to_owned()),
        trainer: "samordnare".to_owned(),
        places: 20,
        every_months: 2,
        many: 3,
    }
}
