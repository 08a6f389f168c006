//! For who comes back with the words: the clocks, the dialogue, who has seen the report, more files, minutes.

use std::sync::Arc;

use casework::ClockState;
use casework::report::clock::Duty;
use casework::report::event::{Event, Message, Minutes, Signing};
use vault::clean::Media;
use vault::receipt::{NotAReceipt, Receipt};
use vault::{DraftKey, VaultError};
use voices::{
    Clock, FileAbout, Line, Mine, Opened, Side, VoicesError,
    draft::{Draft, DraftFile, LONGEST},
    letter::Act,
};

use super::Call;
use super::ask::matter_text;
use super::call::give;
use super::sheet::{list, paragraphs, written};
use super::steps::View;
use crate::failure::{Answer, Failure, redirect};
use crate::frame::Sent;
use crate::pages::case::bytes_sent;
use crate::part::{Description, Field, Markup, Notice, Tone};
use crate::text::T;

pub(super) async fn show(call: Call) -> Answer {
    let Some((_, opened)) = call.opened() else { return words_page(&call.view(), "", "") };
    let mine = call.voices.letterbox.page(&opened, call.today())?;
    let said = if call.query("klart").is_empty() { "" } else { call.t.voices_mine_sent() };
    page(&call.view(), &mine, said, "")
}

pub(super) async fn words(call: Call, sent: Sent) -> Answer {
    let t = call.t;
    let written = sent.hidden("ord");
    let receipt = match Receipt::parse(written.reveal()) {
        Ok(receipt) => receipt,
        Err(not) => return words_page(&call.view(), &not_words(t, &not), written.reveal()),
    };
    let rates = &call.voices.rates;
    // One try at a time of each peer, which waits longer the more it has tried; nobody is ever locked out.
    let Some(wait) = rates.begin_try(call.tag) else { return Err(Failure::TooOften { seconds: 5 }) };
    let tried = tokio::spawn(attempt(call.clone(), receipt, wait)).await;
    let tried = tried.map_err(|_| Failure::Internal("försöket slutade i förtid".to_owned()));
    rates.end_try(call.tag, matches!(tried, Ok(Ok(_))));
    match tried? {
        Ok(opened) if opened.head().channel == call.card()?.channel => {
            let key = call.new_key();
            if let Some(old) = &call.key {
                call.voices.drawers.forget(old)?;
            }
            call.voices.drawers.put_opened(&key, opened, call.now(), &mut *(call.voices.generator)())?;
            redirect(&call.to("/mina")).map(|response| give(response, &key))
        }
        // The words of another channel open nothing here, as those of nobody.
        Ok(_) | Err(VoicesError::Vault(VaultError::Receipt)) => words_page(&call.view(), t.voices_words_wrong(), ""),
        Err(error) => Err(error.into()),
    }
}

async fn attempt(call: Call, receipt: Receipt, wait: std::time::Duration) -> Result<Opened, VoicesError> {
    tokio::time::sleep(wait).await;
    // Never closed; each try takes 64 MiB, so only two are made at once.
    let _room = call.voices.rates.trying.acquire().await;
    let letterbox = Arc::clone(&call.voices.letterbox);
    tokio::task::spawn_blocking(move || letterbox.unlock(&receipt)).await.unwrap_or(Err(VoicesError::NoReport))
}

fn not_words(t: T, not: &NotAReceipt) -> String {
    match not {
        NotAReceipt::Count { found } => t.voices_words_count(i64::try_from(*found).unwrap_or(i64::MAX)),
        NotAReceipt::Unknown { place, word, nearest } => {
            let place = i64::try_from(*place).unwrap_or(i64::MAX);
            match nearest {
                Some(nearest) => t.voices_words_like(*nearest, place, word),
                None => t.voices_words_unknown(place, word),
            }
        }
        _ => t.voices_words_wrong().to_owned(),
    }
}

pub(super) async fn message(call: Call, sent: Sent) -> Answer {
    let (key, opened) = call.opened().ok_or(Failure::Token)?;
    let text: String = sent.area("text").trim().chars().take(LONGEST).collect();
    if text.is_empty() {
        let mine = call.voices.letterbox.page(&opened, call.today())?;
        return page(&call.view(), &mine, "", call.t.voices_mine_message_missing());
    }
    let event = move |files| Event::MessageFromReporter(Message { text, files });
    deliver(&call, (key, opened), event, Vec::new()).await
}

/// Sends the files of a draft as a message.
pub(super) async fn send_files(call: &Call, (key, opened): (&DraftKey, Arc<Opened>), draft: Draft) -> Answer {
    if draft.files.is_empty() {
        return redirect(&call.to("/mina/fil"));
    }
    let event = |files| Event::MessageFromReporter(Message { text: String::new(), files });
    let files = draft.files.clone();
    let answer = deliver(call, (key, opened), event, files).await?;
    for file in &draft.files {
        call.voices.drawers.remove(key, file)?;
    }
    call.keep(key, &Draft { files: Vec::new(), ..draft })?;
    Ok(answer)
}

async fn deliver(
    call: &Call,
    (key, opened): (&DraftKey, Arc<Opened>),
    event: impl FnOnce(Vec<casework::id::FileId>) -> Event + Send + 'static,
    files: Vec<DraftFile>,
) -> Answer {
    let (letterbox, drawers) = (Arc::clone(&call.voices.letterbox), Arc::clone(&call.voices.drawers));
    let (key, now) = (key.clone(), call.now());
    let send = move || letterbox.send(&opened, event, (&drawers, &key, &files), now);
    let sent = tokio::task::spawn_blocking(send).await;
    sent.map_err(|_| Failure::Internal("meddelandet slutade i förtid".to_owned()))??;
    redirect(&call.to("/mina?klart=1"))
}

/// A picture from the recipients, to whoever has opened the report. It is a clean copy already.
pub(super) async fn answer(call: Call) -> Answer {
    let (_, opened) = call.opened().ok_or(Failure::Token)?;
    let file = call.file().parse().map_err(|_| Failure::NotFound)?;
    let (about, bytes) = match call.voices.letterbox.answer(&opened, file) {
        Err(VoicesError::NoReport) => return Err(Failure::NotFound),
        found => found?,
    };
    let media = if about.name.ends_with(".png") { Media::Png } else { Media::Jpeg };
    Ok(bytes_sent(bytes, media.content_type(), "inline"))
}

pub(super) async fn minutes(call: Call) -> Answer {
    let (_, opened) = call.opened().ok_or(Failure::Token)?;
    let mine = call.voices.letterbox.page(&opened, call.today())?;
    minutes_page(&call.view(), &mine, "")
}

pub(super) async fn minutes_sent(call: Call, sent: Sent) -> Answer {
    let (key, opened) = call.opened().ok_or(Failure::Token)?;
    let mine = call.voices.letterbox.page(&opened, call.today())?;
    let offered = mine.minutes.as_ref().filter(|one| one.signed.is_none() && !one.is_corrected);
    let offered = offered.ok_or(Failure::Outdated)?;
    if sent.text("version") != offered.version.to_string() {
        return Err(Failure::Outdated);
    }
    let text: String = sent.area("text").trim().chars().take(LONGEST).collect();
    let event = match (sent.text("knapp"), text) {
        ("ratta", text) if text.is_empty() || text == offered.text => {
            return minutes_page(&call.view(), &mine, call.t.voices_minutes_same());
        }
        ("ratta", text) => Event::MinutesCorrected(Minutes { text }),
        // What is signed is what was offered, and nothing else that stands in the field.
        (_, text) if text != offered.text => {
            return minutes_page(&call.view(), &mine, call.t.voices_minutes_changed());
        }
        _ => Event::MinutesSigned(Signing { version: offered.version }),
    };
    deliver(&call, (key, opened), move |_| event, Vec::new()).await
}

/// Where the words are written.
pub(crate) fn words_page(view: &View, wrong: &str, given: &str) -> Answer {
    let t = view.t;
    let field = Field::text(t, "ord", t.voices_words_label()).with_hint(t.voices_words_hint());
    let form = view.form("/mina").field(field.with_value(given).with_error(wrong)).submit(t.voices_words_open());
    let sheet = view.sheet(t.voices_words(), t.voices_tab_words()).with_errors(!wrong.is_empty());
    let lost = paragraphs(t.voices_words_lost());
    view.answer(sheet, vec![paragraphs(t.voices_words_lead()), Markup::of(&form), lost])
}

/// The page of a report.
pub(crate) fn page(view: &View, mine: &Mine, said: &str, wrong: &str) -> Answer {
    let t = view.t;
    let mut blocks = Vec::new();
    if !said.is_empty() {
        blocks.push(Markup::of(&Notice::new(Tone::Done, said)));
    }
    if let Some(day) = mine.closed {
        blocks.push(Markup::of(&Notice::new(Tone::Info, t.voices_mine_closed(t.day(day)))));
    }
    blocks.push(Markup::heading(t.voices_mine_clocks()));
    blocks.push(clocks(t, mine));
    if let Some(minutes) = &mine.minutes {
        let what = match (minutes.signed, minutes.is_corrected) {
            (Some(day), _) => t.voices_minutes_signed(t.day(day)),
            (None, true) => t.voices_minutes_corrected().to_owned(),
            (None, false) => t.voices_minutes_wait().to_owned(),
        };
        blocks.push(Markup::heading(t.voices_minutes()));
        blocks.push(paragraphs(&what));
        blocks.push(Markup::link(&view.to("/mina/protokoll"), t.voices_minutes_read()).paragraph());
    }
    blocks.push(Markup::heading(t.voices_mine_dialogue()));
    blocks.push(dialogue(view, &mine.lines));
    let text = Field::area(t, "text", t.voices_mine_message()).with_rows(5).with_hint(t.voices_mine_message_hint());
    let form = view.form("/mina/meddelande").field(text.with_error(wrong)).submit(t.voices_mine_send());
    blocks.push(Markup::of(&form));
    blocks.push(Markup::link(&view.to("/mina/fil"), t.voices_mine_files()).paragraph());
    blocks.push(Markup::heading(t.voices_mine_seen()));
    blocks.push(seen(t, mine));
    // What was said and never written stands in the minutes.
    if mine.received.is_some() || mine.minutes.is_none() {
        blocks.push(Markup::heading(t.voices_mine_written()));
        blocks.push(own(t, mine));
    }
    let close = Field::hidden(t, "till", "start");
    let close = view.form("/lamna").field(close).submit(t.voices_mine_close()).quiet();
    blocks.push(Markup::of(&close));
    view.answer(view.sheet(t.voices_mine(), t.voices_tab_mine()).with_errors(!wrong.is_empty()), blocks)
}

fn clocks(t: T, mine: &Mine) -> Markup {
    let said = |clock: &Clock| match (clock.done, clock.state) {
        (Some(day), _) => t.voices_clock_done(t.day(day)),
        (None, ClockState::Overdue) => t.voices_clock_overdue(t.day(clock.due)),
        (None, _) => t.voices_clock_due(t.day(clock.due)),
    };
    let name = |clock: &Clock| match clock.duty {
        Duty::Acknowledge => t.voices_clock_acknowledge(),
        Duty::Feedback | Duty::Dispose => t.voices_clock_feedback(),
    };
    let facts = Description::new().row(t.voices_clock_arrived(), Markup::day(mine.arrived));
    let facts = mine.clocks.iter().fold(facts, |facts, clock| facts.row(name(clock), said(clock)));
    Markup::of(&facts)
}

fn dialogue(view: &View, lines: &[Line]) -> Markup {
    let t = view.t;
    if lines.is_empty() {
        return paragraphs(t.voices_mine_no_lines());
    }
    let one = |line: &Line| {
        let who = match line.side {
            Side::Reporter => t.voices_side_reporter(),
            Side::Recipients => t.voices_side_recipients(),
            Side::Feedback => t.voices_side_feedback(),
            Side::IdentityNotice => t.voices_side_identity(),
        };
        let class = if line.side == Side::Reporter { "said-own" } else { "said-other" };
        let files = if line.files.is_empty() {
            Markup::default()
        } else {
            paragraphs(t.voices_mine_line_files()).then(&list(line.files.iter().map(String::as_str)))
        };
        let (who, day, text) = (Markup::text(who), Markup::day(line.on), written(&line.text));
        let answers = if line.answers.is_empty() {
            Markup::default()
        } else {
            let link = |about: &FileAbout| Markup::link(&view.to(&format!("/mina/svar/{}", about.id)), &about.name);
            let links: String = line.answers.iter().map(|about| format!("<li>{}</li>", link(about))).collect();
            paragraphs(t.voices_mine_answers()).then(&Markup::raw(format!("<ul>{links}</ul>")))
        };
        format!("<li class=\"{class}\"><p><strong>{who}</strong> {day}</p>{text}{files}{answers}</li>")
    };
    Markup::raw(format!("<ol class=\"dialogue\">{}</ol>", lines.iter().map(one).collect::<String>()))
}

fn seen(t: T, mine: &Mine) -> Markup {
    if mine.seen.is_empty() {
        return paragraphs(t.voices_mine_not_seen());
    }
    let one = |(on, role, act, to): &(chrono::NaiveDate, String, Act, String)| {
        let role = role_text(t, role);
        let what = match act {
            Act::Opened => t.voices_act_opened(role),
            Act::Shared => t.voices_act_shared(role, to),
            Act::IdentityReleased => t.voices_act_identity(role),
            Act::TookOver => t.voices_act_took_over(role),
        };
        format!("<li>{} {}</li>", Markup::day(*on), Markup::text(&what))
    };
    Markup::raw(format!("<ul>{}</ul>", mine.seen.iter().map(one).collect::<String>()))
}

/// A role in the page's language; as the core wrote it where it is another.
fn role_text(t: T, role: &str) -> &str {
    match role.to_lowercase().as_str() {
        "behörig mottagare" => t.voices_role_recipient(),
        "nyckelförvaltare" => t.voices_role_custodian(),
        _ => role,
    }
}

fn own(t: T, mine: &Mine) -> Markup {
    let Some(received) = &mine.received else { return paragraphs(t.voices_mine_refilled()) };
    let label = |question: &str| match question {
        "vem" => t.voices_whom(),
        "hande" => t.voices_happened(),
        "nar" => t.voices_when_label(),
        "var" => t.voices_where_label(),
        _ => t.voices_talk(),
    };
    let facts = Description::new().row(t.voices_what(), matter_text(t, received.matter));
    let facts =
        received.answers.iter().fold(facts, |facts, answer| facts.row(label(&answer.question), written(&answer.text)));
    let count = i64::try_from(received.files.len()).unwrap_or(0);
    let files = if count == 0 { String::new() } else { t.voices_mine_file_count(count) };
    Markup::of(&facts.row(t.voices_files(), files))
}

/// The page with minutes: to read, correct and sign.
pub(crate) fn minutes_page(view: &View, mine: &Mine, wrong: &str) -> Answer {
    let t = view.t;
    let minutes = mine.minutes.as_ref().ok_or(Failure::NotFound)?;
    let sheet = view.sheet(t.voices_minutes(), t.voices_tab_mine()).with_errors(!wrong.is_empty());
    let back = Markup::link(&view.to("/mina"), t.voices_mine_back()).paragraph();
    if let Some(day) = minutes.signed {
        let signed = Notice::new(Tone::Done, t.voices_minutes_signed(t.day(day)));
        return view.answer(sheet, vec![Markup::of(&signed), written(&minutes.text), back]);
    }
    if minutes.is_corrected {
        let waits = Notice::new(Tone::Info, t.voices_minutes_corrected());
        return view.answer(sheet, vec![Markup::of(&waits), written(&minutes.text), back]);
    }
    let text = Field::area(t, "text", t.voices_minutes_label()).with_hint(t.voices_minutes_hint()).with_rows(16);
    let form = view
        .form("/mina/protokoll")
        .field(Field::hidden(t, "version", minutes.version.to_string()))
        .field(text.with_value(&minutes.text).with_error(wrong))
        .submit(t.voices_minutes_sign())
        .or_submit("ratta", t.voices_minutes_correct());
    view.answer(sheet, vec![paragraphs(t.voices_minutes_lead()), Markup::of(&form), back])
}
