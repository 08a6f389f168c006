//! »Att godkänna«: what one person proposed and another decides.

use std::collections::BTreeMap;

use app::AppError;
use app::proposal::{ProposalKind, ProposalPage, ProposalRow};
use askama::Template;

use crate::failure::{Answer, Failure, page, page_again, redirect, told};
use crate::frame::{Frame, Visit};
use crate::part::{Cell, Chip, Column, Description, Form, Markup, Notice, Table, Tone, TwoPeople, escaped};
use crate::sent::Sent;
use crate::text::{Lang, T};
use crate::{Lock, RoleName};

/// Titles of cases by id, as far as the keys are open.
pub(crate) type Titles = BTreeMap<String, String>;

/// What is proposed, in few words.
pub(crate) fn kind_shown(t: T, kind: ProposalKind) -> &'static str {
    match kind {
        ProposalKind::Suppression => t.approval_kind_suppression(),
        ProposalKind::Reveal => t.approval_kind_reveal(),
        ProposalKind::Decision => t.approval_kind_decision(),
        ProposalKind::HoldEnd => t.approval_kind_hold_end(),
        ProposalKind::CaseMember => t.approval_kind_case_member(),
        ProposalKind::CaseMemberRemove => t.approval_kind_case_member_remove(),
        ProposalKind::CaseMeasure => t.approval_kind_case_measure(),
        ProposalKind::CaseExport => t.approval_kind_case_export(),
        ProposalKind::CaseClose => t.approval_kind_case_close(),
        ProposalKind::CaseDispose => t.approval_kind_case_dispose(),
        ProposalKind::ReportMember => t.approval_kind_report_member(),
        ProposalKind::ReportHandOver => t.approval_kind_report_hand_over(),
        ProposalKind::ReportIdentity => t.approval_kind_report_identity(),
        ProposalKind::ReportClose => t.approval_kind_report_close(),
        ProposalKind::ReportDispose => t.approval_kind_report_dispose(),
        ProposalKind::Voice => t.approval_kind_voice(),
        ProposalKind::Role => t.approval_kind_role(),
        ProposalKind::Managers => t.approval_kind_managers(),
        ProposalKind::DeclarationForbid => t.approval_kind_declaration_forbid(),
        ProposalKind::DelegationPut => t.approval_kind_delegation_put(),
        ProposalKind::Lawful => t.approval_kind_lawful(),
        ProposalKind::SecondFactorReset => t.approval_kind_second_factor_reset(),
        ProposalKind::Custodian => t.approval_kind_custodian(),
        ProposalKind::KeyRecover => t.approval_kind_key_recover(),
    }
}

/// How long a proposal stands.
pub(crate) fn left(t: T, hours: i64) -> Chip {
    match hours {
        ..=0 => Chip::new(Tone::Serious, t.two_ended()),
        1..=24 => Chip::new(Tone::Warning, t.two_hours_left(hours)),
        _ => Chip::new(Tone::Calm, t.two_hours_left(hours)),
    }
}

/// A Swedish text of the use cases, marked as such for those who read in another language.
pub(crate) fn swedish(t: T, text: &str) -> Markup {
    match t.lang() {
        Lang::Sv => Markup::text(text),
        Lang::En => Markup::raw(format!(r#"<span lang="sv">{}</span>"#, escaped(text))),
    }
}

/// The address of a proposal.
fn path_of(id: &str) -> String {
    format!("/att-godkanna/{id}")
}

/// The case that a proposal is about, as a link.
fn case_of(t: T, row: &ProposalRow, titles: &Titles) -> Markup {
    let Some(case) = &row.case else { return Markup::text(t.approval_no_case()) };
    if row.kind.is_about_report() {
        // A custodian who is asked for a name opens no report.
        return match row.kind {
            ProposalKind::ReportIdentity => Markup::text(t.approval_report()),
            _ => Markup::link(&format!("/rapporter/{case}"), t.approval_report()),
        };
    }
    Markup::link(&format!("/arenden/{case}"), titles.get(case).map_or(t.approval_case_locked(), String::as_str))
}

fn row_of(visit: &Visit, row: &ProposalRow, titles: &Titles) -> Vec<Cell> {
    let t = visit.t();
    let what = Markup::link(&path_of(&row.id), kind_shown(t, row.kind));
    let mut cells = vec![what, case_of(t, row, titles)];
    if row.is_own {
        cells.push(left(t, row.hours_left).into());
        cells.push(withdraw_button(visit, row));
    } else {
        cells.push(row.proposer.as_str().into());
        cells.push(row.authority.as_str().into());
        cells.push(left(t, row.hours_left).into());
    }
    cells
}

/// A form of one button: takes the proposal back.
fn withdraw_button(visit: &Visit, row: &ProposalRow) -> Markup {
    let t = visit.t();
    let (csrf, path) = (Markup::of(&visit.csrf()), escaped(&path_of(&row.id)));
    let (text, what) = (escaped(t.approval_withdraw()), escaped(kind_shown(t, row.kind)));
    Markup::raw(format!(
        r#"<form method="post" action="{path}/ta-tillbaka">{csrf}<button class="button button--secondary button--medium" type="submit">{text}<span class="sr-only">: {what}</span></button></form>"#
    ))
}

#[derive(Template)]
#[template(path = "approval_list.html")]
struct ListPage {
    frame: Frame,
    t: T,
    notice: Markup,
    waiting: Table,
    own: Table,
    has_own: bool,
}

pub(crate) fn list_page(visit: &Visit, rows: &[ProposalRow], titles: &Titles) -> Answer {
    let t = visit.t();
    let (what, case) = (|| Column::text(t.approval_what()), || Column::text(t.approval_case()));
    let left = || Column::text(t.approval_left());
    let waiting = vec![what(), case(), Column::text(t.approval_by()), Column::text(t.approval_authority()), left()];
    let own = vec![what(), case(), left(), Column::text(t.approval_act())];
    let of = |is_own: bool| rows.iter().filter(move |row| row.is_own == is_own).map(|row| row_of(visit, row, titles));
    let done = match visit.query("klart") {
        "godkant" => t.approval_done_approved(),
        "tillbaka" => t.approval_done_withdrawn(),
        _ => "",
    };
    page(&ListPage {
        frame: visit.frame(t.approval_title()),
        t,
        notice: if done.is_empty() { Markup::default() } else { Markup::of(&Notice::new(Tone::Done, done)) },
        waiting: Table::new(t, "waiting", t.approval_waiting(), waiting)
            .rows(of(false))
            .when_empty(t.approval_waiting_empty())
            .under_heading(),
        own: Table::new(t, "own", t.approval_own(), own).rows(of(true)).under_heading(),
        has_own: rows.iter().any(|row| row.is_own),
    })
}

/// Titles of the cases that proposals are about.
async fn titles(visit: &Visit, rows: &[ProposalRow]) -> Result<Titles, Failure> {
    let (app, cx) = visit.acts()?;
    if rows.iter().all(|row| row.case.is_none()) {
        return Ok(Titles::new());
    }
    let cases = app.case_list(cx).await?;
    Ok(cases.into_iter().filter_map(|case| Some((case.id.to_string(), case.title?))).collect())
}

pub(super) async fn list(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let rows = app.proposal_list(cx).await?;
    list_page(&visit, &rows, &titles(&visit, &rows).await?)
}

#[derive(Template)]
#[template(path = "approval_show.html")]
struct ShowPage {
    frame: Frame,
    notice: Markup,
    facts: Description,
    what: TwoPeople,
    form: Option<Form>,
}

/// What the reader can do about a proposal: the message and the form.
fn choice(visit: &Visit, shown: &ProposalPage, wrong: &str) -> (Markup, Option<Form>) {
    let (t, path) = (visit.t(), path_of(&shown.row.id));
    let notice = |tone, title, body: Markup| Markup::of(&Notice::new(tone, title).with(body));
    if shown.row.is_own {
        let form = visit.form(format!("{path}/ta-tillbaka")).with_error(wrong);
        let form = form.submit(t.approval_withdraw_submit()).or_back("/att-godkanna");
        return (notice(Tone::Info, t.approval_own_title(), t.approval_own_what().into()), Some(form));
    }
    if let Some(why) = &shown.hindrance {
        return (notice(Tone::Warning, t.approval_hindrance(), swedish(t, why)), None);
    }
    match visit.viewer().map(|viewer| viewer.lock) {
        Some(Lock::None) => {
            let link = Markup::link("/konto/losenfras", t.approval_keys_link());
            (notice(Tone::Warning, t.approval_keys(), Markup::text(t.approval_keys_what()).then(&link)), None)
        }
        Some(Lock::Locked) => {
            let link = Markup::link(&format!("/las-upp?till={path}"), t.approval_unlock());
            (notice(Tone::Info, t.approval_locked(), Markup::text(t.approval_locked_what()).then(&link)), None)
        }
        _ => {
            let form = visit.form(format!("{path}/godkann")).with_error(wrong);
            (Markup::default(), Some(form.submit(t.approval_approve()).or_back("/att-godkanna")))
        }
    }
}

pub(crate) fn show_page(visit: &Visit, shown: &ProposalPage, titles: &Titles, wrong: &str) -> Answer {
    let (t, row) = (visit.t(), &shown.row);
    let title = kind_shown(t, row.kind);
    let role = RoleName::parse(&shown.role).map_or(shown.role.as_str(), |role| role.shown(t));
    let row_of = |all: Description, (name, value): &(String, String)| all.row(name.as_str(), Markup::text(value));
    let after = shown.what.iter().fold(Description::new(), row_of);
    let after = match t.lang() {
        Lang::Sv => Markup::of(&after),
        Lang::En => Markup::raw(format!(r#"<div lang="sv">{}</div>"#, Markup::of(&after))),
    };
    let before = if shown.before.is_empty() { t.approval_before_none() } else { &shown.before };
    let (notice, form) = choice(visit, shown, wrong);
    let has_errors = form.as_ref().is_some_and(Form::has_errors);
    let page_of = ShowPage {
        frame: visit.frame(title).below("/att-godkanna", t.approval_title()).with_errors(has_errors),
        notice,
        facts: Description::new()
            .row(t.approval_case(), case_of(t, row, titles))
            .row(t.approval_authority(), row.authority.as_str())
            .row(t.approval_proposed(), t.stamped(&row.proposed_at))
            .row(t.approval_until(), t.stamped(&row.expires_at)),
        what: TwoPeople::new(t, title, row.hours_left)
            .change(swedish(t, before), after)
            .because(format!("{}, {role}", row.proposer), shown.reason.as_str()),
        form,
    };
    if has_errors { page_again(&page_of) } else { page(&page_of) }
}

async fn shown(visit: &Visit, wrong: &str) -> Answer {
    let (app, cx) = visit.acts()?;
    let id = visit.param("id").parse().map_err(|_| Failure::NotFound)?;
    let shown = app.proposal_show(cx, id).await?;
    show_page(visit, &shown, &titles(visit, std::slice::from_ref(&shown.row)).await?, wrong)
}

pub(super) async fn show(visit: Visit) -> Answer {
    shown(&visit, "").await
}

/// What came of it: back to the queue, to unlock, or the proposal again with the reason.
async fn settled(visit: &Visit, result: Result<(), AppError>, done: &str) -> Answer {
    match result {
        Ok(()) => redirect(&format!("/att-godkanna?klart={done}")),
        Err(AppError::Locked) => redirect(&format!("/las-upp?till={}", path_of(visit.param("id")))),
        Err(error @ (AppError::Denied { .. } | AppError::Rule(_) | AppError::Invalid(_) | AppError::Desk(_))) => {
            let why = told(&error);
            shown(visit, &why).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn approve(visit: Visit, _: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let id = visit.param("id").parse().map_err(|_| Failure::NotFound)?;
    settled(&visit, app.proposal_approve(cx, id).await, "godkant").await
}

pub(super) async fn withdraw(visit: Visit, _: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let id = visit.param("id").parse().map_err(|_| Failure::NotFound)?;
    settled(&visit, app.proposal_withdraw(cx, id).await, "tillbaka").await
}
