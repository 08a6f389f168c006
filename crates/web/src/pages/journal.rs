//! The journal: read, verify, and sign how far it reaches.

use app::journal_book::{JournalRow, PAGE, Stage, Wholeness};
use askama::Template;

use crate::RoleName;
use crate::failure::{Answer, page};
use crate::frame::{Frame, Visit};
use crate::pages::approval::swedish;
use crate::pages::ask::sentence;
use crate::part::{Cell, Chip, Column, Markup, Notice, Table, Tone};
use crate::sent::Sent;
use crate::text::{Lang, T};

/// What the reader may do besides reading, and what was just done.
#[derive(Debug, Clone, Default)]
pub(crate) struct Journal {
    /// The entries of the page, newest first.
    pub(crate) rows: Vec<JournalRow>,
    /// The result of a verification.
    pub(crate) wholeness: Option<Wholeness>,
    /// The line to register.
    pub(crate) head: Option<String>,
    /// Whether the whole may be verified.
    pub(crate) may_verify: bool,
    /// Whether the line may be signed.
    pub(crate) may_sign: bool,
}

#[derive(Template)]
#[template(path = "journal_page.html")]
struct JournalPage {
    frame: Frame,
    t: T,
    notice: Markup,
    head: Option<String>,
    table: Table,
    older: Option<u64>,
    is_newest: bool,
    may_verify: bool,
    may_sign: bool,
}

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// What a verification found.
fn verdict(t: T, wholeness: &Wholeness) -> Notice {
    match wholeness {
        Wholeness::Whole { entries, unfinished } => {
            let body = match unfinished {
                0 => t.journal_whole_what(),
                _ => &t.journal_unfinished(whole(*unfinished)),
            };
            Notice::new(Tone::Done, t.journal_whole(whole(*entries))).with(body)
        }
        Wholeness::Broken { seq: 0, why } => Notice::new(Tone::Serious, t.journal_broken_head()).with(swedish(t, why)),
        Wholeness::Broken { seq, why } => {
            let title = t.journal_broken(whole(*seq));
            let why = swedish(t, &sentence(why));
            Notice::new(Tone::Serious, title).with(why.then(&Markup::text(t.journal_broken_what())))
        }
    }
}

fn outcome(t: T, row: &JournalRow) -> Markup {
    let chip = match row.stage {
        Stage::Begun => Chip::new(Tone::Calm, t.journal_begun()),
        Stage::Done => Chip::new(Tone::Done, t.journal_done()),
        Stage::Denied => Chip::new(Tone::Warning, t.journal_denied()),
        Stage::Failed => Chip::new(Tone::Serious, t.journal_failed()),
        Stage::NotFound => Chip::new(Tone::Warning, t.journal_not_found()),
    };
    let of = row.opens.map(|opens| Markup::text(&t.journal_opens(whole(opens)))).unwrap_or_default();
    Markup::from(chip).then(&of)
}

fn cells(t: T, row: &JournalRow) -> Vec<Cell> {
    let role = RoleName::parse(&row.role).map_or(row.role.as_str(), |role| role.shown(t));
    let act = match (t.lang(), row.label) {
        (Lang::En, _) | (Lang::Sv, "") => row.action.replace('_', " "),
        (Lang::Sv, label) => label.to_owned(),
    };
    let (day, time) = row.at.trim_end_matches('Z').split_once('T').unwrap_or((&row.at, ""));
    let coded = |text: &str| Markup::raw(format!(r#"<span class="mono">{}</span>"#, crate::part::escaped(text)));
    vec![
        t.number(whole(row.seq)).into(),
        format!("{day} {time}").into(),
        coded(&row.actor),
        role.into(),
        act.into(),
        coded(&row.object),
        outcome(t, row),
    ]
}

pub(crate) fn journal_page(visit: &Visit, journal: Journal) -> Answer {
    let t = visit.t();
    let columns = vec![
        Column::number(t.journal_no()),
        Column::text(t.journal_when()),
        Column::text(t.journal_who()),
        Column::text(t.journal_role()),
        Column::text(t.journal_act()),
        Column::text(t.journal_object()),
        Column::text(t.journal_outcome()),
    ];
    let last = journal.rows.last().map(|row| row.seq);
    let is_full = journal.rows.len() as u64 >= PAGE;
    let table = Table::new(t, "journal", t.journal_caption(), columns);
    page(&JournalPage {
        frame: visit.frame(t.journal_title()),
        t,
        notice: journal.wholeness.as_ref().map(|found| Markup::of(&verdict(t, found))).unwrap_or_default(),
        head: journal.head,
        table: table.rows(journal.rows.iter().map(|row| cells(t, row))).when_empty(t.journal_empty()).with_filter(),
        older: last.filter(|seq| is_full && *seq > 1),
        is_newest: visit.query("fore").is_empty(),
        may_verify: journal.may_verify,
        may_sign: journal.may_sign,
    })
}

/// The page after something was done, or nothing.
async fn shown(visit: &Visit, wholeness: Option<Wholeness>, head: Option<String>) -> Answer {
    let (app, cx) = visit.acts()?;
    let rows = app.journal_page(cx, visit.query("fore").parse().ok()).await?;
    let may = app.acts_somewhere(cx, ["journal_verify", "journal_head_export"]);
    let (may_verify, may_sign) = (may.contains(&"journal_verify"), may.contains(&"journal_head_export"));
    journal_page(visit, Journal { rows, wholeness, head, may_verify, may_sign })
}

pub(super) async fn show(visit: Visit) -> Answer {
    shown(&visit, None, None).await
}

pub(super) async fn verify(visit: Visit, _: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let wholeness = app.journal_verify(cx).await?;
    shown(&visit, Some(wholeness), None).await
}

pub(super) async fn sign(visit: Visit, _: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let head = app.journal_head(cx).await?;
    shown(&visit, None, Some(head)).await
}
