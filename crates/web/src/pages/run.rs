//! Runs: what the latest gave, and the one under way.

use app::ports::{Progress as Run, RunNote};
use app::register::RunPage;
use askama::Template;

use super::signal::words::{self, whole};
use crate::failure::{Answer, encoded, page, redirect};
use crate::frame::{Frame, Visit};
use crate::part::{Column, Form, Markup, Notice, Progress, Table, Tone};
use crate::text::T;

/// Seconds until the page looks again how far a run has come.
const AGAIN: u32 = 5;

#[derive(Template)]
#[template(path = "run_list.html")]
struct ListPage {
    frame: Frame,
    t: T,
    notice: Markup,
    progress: Option<Progress>,
    now: Markup,
    form: Option<Form>,
    table: Table,
}

pub(super) async fn list(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let runs = app.run_list(cx).await?;
    let may_start = !app.acts_somewhere(cx, ["run_start"]).is_empty();
    run_page(&visit, &runs, may_start)
}

pub(super) async fn start(visit: Visit, _: crate::sent::Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    app.run_start(cx).await?;
    redirect("/korningar?klart=start&lasom=1")
}

pub(crate) fn run_page(visit: &Visit, shown: &RunPage, may_start: bool) -> Answer {
    let t = visit.t();
    let frame = visit.frame(t.run_title());
    let notice = match (&shown.progress, visit.query("klart")) {
        (Run::Failed(why), _) => Markup::of(&Notice::new(Tone::Serious, t.run_failed()).with(words::swedish(t, why))),
        (Run::Running { .. }, _) => Markup::of(&Notice::new(Tone::Info, t.run_under_way())),
        (Run::Idle, "start") => Markup::of(&Notice::new(Tone::Done, t.run_started())),
        (Run::Idle, _) => Markup::default(),
    };
    let (progress, now) = match &shown.progress {
        Run::Running { done, total, control } => {
            let now = if control.is_empty() { String::new() } else { t.run_progress_now(control) };
            (Some(Progress::new(visit, t.run_progress(), *done, *total)), now)
        }
        Run::Idle | Run::Failed(_) => (None, String::new()),
    };
    let is_running = progress.is_some();
    page(&ListPage {
        frame: if is_running { frame.refreshed(AGAIN) } else { frame },
        t,
        notice,
        progress,
        now: now.into(),
        form: (may_start && !is_running).then(|| visit.form("/korningar/starta").submit(t.run_start())),
        table: table(t, &shown.runs),
    })
}

fn table(t: T, runs: &[RunNote]) -> Table {
    let columns = vec![
        Column::text(t.run_group()),
        Column::text(t.run_when()),
        Column::number(t.run_computed()),
        Column::number(t.run_not_computed()),
        Column::number(t.run_signals()),
    ];
    let row = |run: &RunNote| {
        let of = |path: &str| format!("{path}?grupp={}", encoded(&run.group));
        let number = |count: u64| t.number(whole(count));
        vec![
            Markup::from(run.group.replace('+', " + ")),
            t.stamped(&run.made_at).into(),
            Markup::link(&of("/kontroller"), &number(run.computed)),
            Markup::link(&of("/kontroller"), &number(run.not_computed)),
            Markup::link(&of("/signaler"), &number(run.signals)),
        ]
    };
    Table::new(t, "korningar", t.run_caption(), columns).rows(runs.iter().map(row)).when_empty(t.run_empty())
}
