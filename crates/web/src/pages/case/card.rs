//! The diary: register cards of cases for the registrar, with number and secrecy marks, and nothing of the content.

use app::case::{CardContent, CaseCard};
use casework::{Event, SecrecyMark};

use super::record::{diary_fields, diary_of, mark_fields, mark_of};
use super::{Filled, formed, id, paragraph, points, words};
use crate::failure::{Answer, redirect};
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::{Sections, done};
use crate::part::{Cell, Chip, Column, Description, Form, Markup, Notice, Table, Tone};
use crate::sent::Sent;
use crate::text::T;

const CARD: Access = Access::Act("case_card");
const MARK: Access = Access::Act("case_mark");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/diarium", CARD, show_all),
        Page::get("/diarium/{id}", CARD, show),
        Page::get("/diarium/{id}/diarienummer", MARK, diary),
        Page::post("/diarium/{id}/diarienummer", MARK, diary_sent),
        Page::get("/diarium/{id}/sekretess", MARK, mark),
        Page::post("/diarium/{id}/sekretess", MARK, mark_sent),
    ]
}

fn path(card: &CaseCard, part: &str) -> String {
    if part.is_empty() { format!("/diarium/{}", card.id) } else { format!("/diarium/{}/{part}", card.id) }
}

async fn show_all(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    cards(&visit, &app.case_card_list(cx).await?)
}

/// The page of all cards.
pub(crate) fn cards(visit: &Visit, cards: &[CaseCard]) -> Answer {
    let t = visit.t();
    let columns =
        [t.card_case(), t.case_diary(), t.case_marks(), t.case_state(), t.case_authority(), t.case_opened_at()];
    let table = Table::new(t, "diarium", t.card_title(), columns.map(Column::text).into()).under_heading();
    let table = table.rows(cards.iter().map(|card| row(t, card))).when_empty(t.card_empty());
    let mut page = Sections::new(visit.frame(t.card_title()), t.card_lead());
    if cards.iter().any(|card| card.sealed.is_none()) {
        let link = Markup::link("/las-upp?till=/diarium", t.card_unlock());
        page = page.notice(Markup::of(&Notice::new(Tone::Info, t.card_locked_all()).with(link)));
    }
    page.section(t.card_cases(), Markup::of(&table)).answer()
}

fn row(t: T, card: &CaseCard) -> Vec<Cell> {
    let (number, marks) = match &card.sealed {
        Some(content) => (number(t, content), marks(t, content)),
        None => (t.card_locked().into(), Markup::default()),
    };
    vec![
        Markup::link(&path(card, ""), &short(card)),
        number,
        marks,
        words::state(t, card.state).into(),
        card.authority.as_str().into(),
        t.stamped_day(&card.opened_at).into(),
    ]
}

/// The id, as far as it tells cases apart for people.
fn short(card: &CaseCard) -> String {
    card.id.to_string().chars().take(8).collect()
}

fn number(t: T, content: &CardContent) -> Markup {
    match &content.diary_number {
        Some(diary) => Markup::text(&diary.number),
        None => Chip::new(Tone::Warning, t.case_diary_none()).into(),
    }
}

fn marks(t: T, content: &CardContent) -> Markup {
    let mark = |mark: &SecrecyMark| Markup::text(&format!("{}: {}", mark.provision, mark.reason));
    if content.marks.is_empty() { t.case_marks_none().into() } else { points(content.marks.iter().map(mark)) }
}

/// The card that the path names, opened and journalled as seen.
async fn found(visit: &Visit) -> Result<CaseCard, crate::failure::Failure> {
    let (app, cx) = visit.acts()?;
    Ok(app.case_card_show(cx, id(visit)?).await?)
}

async fn show(visit: Visit) -> Answer {
    card(&visit, &found(&visit).await?)
}

/// The page of one card.
pub(crate) fn card(visit: &Visit, card: &CaseCard) -> Answer {
    let t = visit.t();
    let content = card.sealed.clone().unwrap_or_default();
    let registered = content.diary_number.as_ref().map(|diary| Markup::day(diary.on)).unwrap_or_default();
    let facts = Description::new()
        .row(t.card_id(), Markup::raw(format!(r#"<span class="mono">{}</span>"#, card.id)))
        .row(t.case_authority(), card.authority.as_str())
        .row(t.case_state(), words::state(t, card.state))
        .row(t.case_opened_at(), t.stamped_day(&card.opened_at))
        .row(t.card_closed_at(), card.closed_at.as_deref().map(|at| t.stamped_day(at)).unwrap_or_default())
        .row(t.case_retain(), card.retain_until.as_deref().unwrap_or_default())
        .row(t.case_diary(), number(t, &content))
        .row(t.case_diary_on(), registered)
        .row(t.case_marks(), marks(t, &content));
    let frame = visit.frame(t.card_of(short(card))).below("/diarium", t.card_title());
    let page = Sections::new(frame, t.card_one_lead()).notice(done(visit, &[("skrivet", t.case_done_written())]));
    let page = match card.state {
        access::CaseState::Open => page
            .primary(path(card, "diarienummer"), t.case_diary_set())
            .link(path(card, "sekretess"), t.case_mark_set()),
        _ => page,
    };
    page.section(t.card_card(), Markup::of(&facts)).answer()
}

fn asked(visit: &Visit, card: &CaseCard, (title, lead): (&str, &str), form: Form) -> Answer {
    let frame = visit.frame(title).below("/diarium", visit.t().card_title());
    formed(frame.below(path(card, ""), visit.t().card_of(short(card))), paragraph(lead), form)
}

fn form(visit: &Visit, card: &CaseCard, part: &str, filled: &Filled) -> Form {
    visit.form(path(card, part)).with_error(filled.general.clone()).or_back(path(card, ""))
}

fn diary_form(visit: &Visit, card: &CaseCard, filled: &Filled) -> Answer {
    let t = visit.t();
    let form = diary_fields(t, form(visit, card, "diarienummer", filled), filled);
    asked(visit, card, (t.case_diary_set(), t.card_diary_lead()), form)
}

async fn diary(visit: Visit) -> Answer {
    let (_, cx) = visit.acts()?;
    diary_form(&visit, &found(&visit).await?, &Filled::default().put("dag", cx.today().to_string()))
}

async fn diary_sent(visit: Visit, sent: Sent) -> Answer {
    let ((app, cx), card) = (visit.acts()?, found(&visit).await?);
    let (number, mut filled) = diary_of(visit.t(), &sent);
    if let Some(number) = number {
        match app.case_event(cx, card.id, Event::DiaryNumberSet(number)).await {
            Ok(()) => return redirect(&format!("{}?klart=skrivet", path(&card, ""))),
            Err(error) => filled = filled.refused(error, &[])?,
        }
    }
    diary_form(&visit, &card, &filled)
}

fn mark_form(visit: &Visit, card: &CaseCard, filled: &Filled) -> Answer {
    let t = visit.t();
    let form = mark_fields(t, form(visit, card, "sekretess", filled), filled);
    asked(visit, card, (t.case_mark_set(), t.case_mark_lead()), form)
}

async fn mark(visit: Visit) -> Answer {
    mark_form(&visit, &found(&visit).await?, &Filled::default())
}

async fn mark_sent(visit: Visit, sent: Sent) -> Answer {
    let ((app, cx), card) = (visit.acts()?, found(&visit).await?);
    let (mark, mut filled) = mark_of(visit.t(), &sent);
    if let Some(mark) = mark {
        match app.case_event(cx, card.id, Event::SecrecyMarked(mark)).await {
            Ok(()) => return redirect(&format!("{}?klart=skrivet", path(&card, ""))),
            Err(error) => filled = filled.refused(error, &[])?,
        }
    }
    mark_form(&visit, &card, &filled)
}
