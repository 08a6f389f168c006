//! The beginning: three honest sentences, what the law says, and the ways in and out.

use askama::Template;
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse};
use chrono::NaiveDate;
use voices::Card;

use super::Call;
use super::call::{prefix, taken_back};
use super::sheet::{Sheet, list, paragraphs};
use super::steps::{View, root};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::Sent;
use crate::part::Markup;
use crate::text::{Lang, T};

/// All channels of the installation; with only one, its start.
pub(super) async fn channels(call: Call) -> Answer {
    let all = call.voices.letterbox.channels();
    let to = |card: &Card| format!("{}/{}", prefix(call.t.lang()), card.channel);
    if let [only] = all.as_slice() {
        return redirect(&to(only));
    }
    let view = call.view();
    let links = all.iter().map(|card| Markup::link(&to(card), view.name(card)).paragraph());
    let blocks = match all.is_empty() {
        true => vec![paragraphs(call.t.voices_channels_none())],
        false => links.collect(),
    };
    view.page(call.t.voices_channels(), call.t.voices_tab_start(), blocks)
}

pub(super) async fn show(call: Call) -> Answer {
    page(&call.view(), call.card()?, call.today())
}

/// The start of a channel.
pub(crate) fn page(view: &View, card: &Card, today: NaiveDate) -> Answer {
    let t = view.t;
    let honest = [t.voices_honest_records(), t.voices_honest_anonymous(), t.voices_honest_device()];
    let honest: String = honest.iter().map(|text| format!("<li>{}</li>", Markup::text(text))).collect();
    let mut blocks =
        vec![paragraphs(view.text(&card.about)), Markup::raw(format!("<ol class=\"honest\">{honest}</ol>"))];
    let back = Markup::link(&view.to("/mina"), t.voices_come_back());
    if card.is_open {
        let begin = format!(
            r#"<p class="actions"><a class="button button--primary" href="{}">{}</a>{back}</p>"#,
            view.to("/ny/vad"),
            Markup::text(t.voices_begin()),
        );
        blocks.push(Markup::raw(begin));
    } else {
        blocks.push(paragraphs(t.voices_closed()));
        blocks.push(Markup::raw(format!("<p class=\"actions\">{back}</p>")));
    }
    blocks.push(Markup::heading(t.voices_law_who()));
    blocks.push(paragraphs(t.voices_law_who_what()));
    blocks.push(Markup::heading(t.voices_law_protection()));
    blocks.push(paragraphs(t.voices_law_protection_what()));
    blocks.push(Markup::heading(t.voices_law_then()));
    blocks.push(paragraphs(t.voices_law_then_what()));
    blocks.push(Markup::heading(t.voices_law_other()));
    blocks.push(paragraphs(t.voices_law_other_what()));
    blocks.push(list(view.text(&card.external).lines().map(str::trim).filter(|line| !line.is_empty())));
    blocks.push(receivers(view, card, today));
    view.page(t.voices_title(), t.voices_tab_start(), blocks)
}

/// Who can receive, by which decision, and the names of their keys: whoever takes the listener over can not put in others
/// unseen.
fn receivers(view: &View, card: &Card, today: NaiveDate) -> Markup {
    let t = view.t;
    let one = |receiver: &voices::card::Receiver| {
        let decision = t.voices_receiver_decision(&receiver.appointment.decision);
        format!(
            "<li>{}<br>{}<br><span class=\"mono\">{}</span></li>",
            Markup::text(view.text(&receiver.title)),
            Markup::text(&decision),
            receiver.keys.fingerprint(),
        )
    };
    let all: String = card.choosable(today).into_iter().map(one).collect();
    let lead = paragraphs(t.voices_law_receivers_what());
    Markup::raw(format!("{}{lead}<ul>{all}</ul>", Markup::heading(t.voices_law_receivers())))
}

/// Forgets what was written and leads away: to a page of somebody else, or to the start.
pub(super) async fn leave(call: Call, sent: Sent) -> Answer {
    if let Some(key) = &call.key {
        call.voices.drawers.forget(key)?;
    }
    let start = if call.card().is_ok() { call.to("") } else { root(call.t).to_owned() };
    let to = if sent.text("till") == "start" { start } else { call.voices.leave.clone() };
    let mut response = StatusCode::SEE_OTHER.into_response();
    let location = HeaderValue::from_str(&to).map_err(|error| Failure::Internal(error.to_string()))?;
    response.headers_mut().insert(LOCATION, location);
    Ok(taken_back(response))
}

/// A lack in the page's language, with its criterion.
struct Shown<'a> {
    what: &'a str,
    criterion: &'a str,
}

#[derive(Template)]
#[template(path = "voices/statement.html")]
struct StatementPage<'a> {
    sheet: Sheet,
    t: T,
    standing: &'static str,
    lacks: Vec<Shown<'a>>,
    contact: &'a str,
    ways: Vec<String>,
    assessed: String,
    updated: String,
}

/// The accessibility statement of these pages.
pub(super) async fn statement(call: Call) -> Answer {
    let (t, statement) = (call.t, &call.voices.statement);
    let shown = statement.lacks.iter().map(|lack| Shown {
        what: match t.lang() {
            Lang::Sv => &lack.sv,
            Lang::En => &lack.en,
        },
        criterion: &lack.criterion,
    });
    let is_full = statement.lacks.is_empty();
    let html = StatementPage {
        sheet: call.view().sheet(t.statement_title(), t.statement_title()),
        t,
        standing: if is_full { t.statement_full() } else { t.statement_partial() },
        lacks: shown.collect(),
        contact: &statement.contact,
        ways: vec![
            t.statement_way_axe(i64::from(statement.pages), &statement.axe),
            t.statement_way_script().to_owned(),
        ],
        assessed: t.day(statement.assessed),
        updated: t.day(statement.updated),
    };
    Ok(Html(html.render()?).into_response())
}
