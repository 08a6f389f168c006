//! The channel of an authority, and those whom a decision names as authorised. Changed by two.

use app::report::{Appointing, ChannelTexts, VoiceAppointment, VoiceChange, VoiceList};
use casework::id::PersonId;

use super::words::{self, LEVELS};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::{Access, Frame, Page, Visit};
use crate::pages::ask::{Sections, done, listed};
use crate::pages::case::{Filled, formed, lines, paragraph, soft};
use crate::part::{Choice, Column, Description, Field, Markup, Table};
use crate::sent::Sent;
use crate::text::{Lang, T};

const CHANGE: Access = Access::Act("voice_propose");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/kanal", Access::Act("voice_list"), show),
        Page::get("/kanal/andra", CHANGE, change),
        Page::post("/kanal/andra", CHANGE, change_sent),
        Page::get("/kanal/utse", CHANGE, appoint),
        Page::post("/kanal/utse", CHANGE, appoint_sent),
        Page::get("/kanal/utse/{id}/sluta", CHANGE, end),
        Page::post("/kanal/utse/{id}/sluta", CHANGE, end_sent),
    ]
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let may = !app.acts_somewhere(cx, ["voice_propose"]).is_empty();
    channel(&visit, &app.voice_list(cx).await?, may)
}

/// The page of the channel.
pub(crate) fn channel(visit: &Visit, list: &VoiceList, may: bool) -> Answer {
    let t = visit.t();
    let said = [("foreslaget", t.case_done_proposed())];
    let mut page = Sections::new(visit.frame(t.voice_title()), t.voice_lead()).notice(done(visit, &said));
    if may {
        page = page.primary("/kanal/utse", t.voice_appoint_title()).link("/kanal/andra", t.voice_change_title());
    }
    let facts = match &list.channel.channel {
        Some(channel) => {
            let state = if channel.open { t.voice_open() } else { t.voice_closed() };
            let facts = Description::new()
                .row(t.case_authority(), list.channel.authority.1.as_str())
                .row(t.case_state(), state)
                .row(t.voice_about(), lines(in_language(t, &channel.about_sv, &channel.about_en)))
                .row(t.voice_external(), lines(in_language(t, &channel.external_sv, &channel.external_en)))
                .row(t.voice_phone(), channel.phone.as_str());
            Markup::of(&facts)
        }
        None => soft(t.voice_none()),
    };
    page.section(t.voice_channel(), facts)
        .section(t.voice_appointments(), appointments(t, list, may))
        .section(t.voice_certificates(), certificates(t, list))
        .answer()
}

fn appointments(t: T, list: &VoiceList, may: bool) -> Markup {
    let columns = [t.voice_who(), t.voice_level(), t.voice_decision(), t.voice_from(), t.voice_to(), t.voice_act()];
    let row = |(name, one): &(String, VoiceAppointment)| -> Vec<Markup> {
        let level = words::LEVELS.iter().find(|(_, level)| app::report::level_word(*level) == one.level);
        let level = level.map_or("", |(_, level)| words::level(t, *level));
        let end = match may && one.to_day.is_none() {
            true => Markup::link(&format!("/kanal/utse/{}/sluta", one.id), &t.voice_end_one(name)),
            false => Markup::default(),
        };
        let to = one.to_day.clone().unwrap_or_default();
        vec![
            name.as_str().into(),
            level.into(),
            one.decision.as_str().into(),
            one.from_day.as_str().into(),
            to.into(),
            end,
        ]
    };
    let table = Table::new(t, "behoriga", t.voice_appointments(), columns.map(Column::text).into()).under_heading();
    let rows = list.channel.appointments.iter().map(row);
    Markup::of(&table.rows(rows).when_empty(t.voice_appointments_empty()))
}

fn certificates(t: T, list: &VoiceList) -> Markup {
    if list.certificates.is_empty() {
        return soft(t.voice_certificates_empty());
    }
    listed(list.certificates.iter().map(|one| lines(one.body.trim())))
}

fn frame(visit: &Visit, title: &str) -> Frame {
    visit.frame(title).below("/kanal", visit.t().voice_title())
}

async fn change(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let list = app.voice_list(cx).await?;
    let mut filled = Filled::default().put("lage", "oppen");
    if let Some(channel) = list.channel.channel {
        filled = filled
            .put("lage", if channel.open { "oppen" } else { "stangd" })
            .put("om", channel.about_sv)
            .put("om-en", channel.about_en)
            .put("utanfor", channel.external_sv)
            .put("utanfor-en", channel.external_en)
            .put("telefon", channel.phone);
    }
    change_form(&visit, &filled)
}

pub(crate) fn change_form(visit: &Visit, filled: &Filled) -> Answer {
    let t = visit.t();
    let states = vec![Choice::new("oppen", t.voice_open()), Choice::new("stangd", t.voice_closed())];
    let form = visit
        .form("/kanal/andra")
        .with_error(filled.general.clone())
        .field(filled.into("lage", Field::radios(t, "lage", t.case_state(), states)))
        .field(filled.into("om", Field::area(t, "om", t.voice_about_sv()).with_rows(4).optional()))
        .field(filled.into("om-en", Field::area(t, "om-en", t.voice_about_en()).with_rows(4).optional()))
        .field(filled.into("utanfor", outside(t, "utanfor", t.voice_external_sv())))
        .field(filled.into("utanfor-en", outside(t, "utanfor-en", t.voice_external_en())))
        .field(filled.into("telefon", Field::text(t, "telefon", t.voice_phone()).short().optional()))
        .field(filled.into("skal", Field::area(t, "skal", t.report_reason()).with_rows(3)))
        .submit(t.report_propose())
        .or_back("/kanal");
    formed(frame(visit, t.voice_change_title()), paragraph(t.voice_change_lead()), form)
}

fn outside(t: T, name: &str, label: &str) -> Field {
    Field::area(t, name, label).with_rows(4).with_hint(t.voice_external_hint())
}

/// A text in the reader's language.
fn in_language<'a>(t: T, swedish: &'a str, english: &'a str) -> &'a str {
    match t.lang() {
        Lang::Sv => swedish,
        Lang::En => english,
    }
}

async fn change_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let mut filled = Filled::of(&sent, &["lage", "om", "om-en", "utanfor", "utanfor-en", "telefon", "skal"]);
    filled.need(&[("skal", visit.t().case_reason_missing())]);
    if filled.is_right() {
        let texts = ChannelTexts {
            about_sv: filled.text("om"),
            about_en: filled.text("om-en"),
            external_sv: filled.text("utanfor"),
            external_en: filled.text("utanfor-en"),
            phone: filled.text("telefon"),
        };
        let (authority, open) = (cx.subject.authority.clone(), filled.value("lage") == "oppen");
        let change = VoiceChange::Channel { authority, open, texts };
        match app.voice_propose(cx, change, &filled.text("skal")).await {
            Ok(_) => return redirect("/kanal?klart=foreslaget"),
            Err(error) => filled = filled.refused(error, &[("external", "utanfor"), ("reason", "skal")])?,
        }
    }
    change_form(&visit, &filled)
}

async fn appoint(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let list = app.voice_list(cx).await?;
    let filled = Filled::default().put("niva", "egen").put("fran", cx.today().to_string());
    appoint_form(&visit, &list.recipients, &filled)
}

pub(crate) fn appoint_form(visit: &Visit, recipients: &[(String, String)], filled: &Filled) -> Answer {
    let t = visit.t();
    let people = recipients.iter().map(|(id, name)| Choice::new(id.as_str(), name.as_str())).collect();
    let levels = LEVELS.iter().map(|(word, level)| Choice::new(*word, words::level(t, *level))).collect();
    let decision = Field::text(t, "beslut", t.voice_decision()).with_hint(t.voice_decision_hint());
    let form = visit
        .form("/kanal/utse")
        .with_error(filled.general.clone())
        .field(filled.into("vem", Field::select(t, "vem", t.voice_who(), people).with_hint(t.voice_who_hint())))
        .field(filled.into("niva", Field::radios(t, "niva", t.voice_level(), levels)))
        .field(filled.into("beslut", decision))
        .field(filled.into("fran", Field::date(t, "fran", t.voice_from())))
        .field(filled.into("till", Field::date(t, "till", t.voice_to()).optional()))
        .field(filled.into("skal", Field::area(t, "skal", t.report_reason()).with_rows(3)))
        .submit(t.report_propose())
        .or_back("/kanal");
    formed(frame(visit, t.voice_appoint_title()), paragraph(t.voice_appoint_lead()), form)
}

async fn appoint_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let t = visit.t();
    let list = app.voice_list(cx).await?;
    let mut filled = Filled::of(&sent, &["vem", "niva", "beslut", "fran", "till", "skal"]);
    filled.need(&[("vem", t.case_choose()), ("skal", t.case_reason_missing())]);
    let (from, to) = (filled.day(t, "fran"), filled.day_if(t, "till"));
    let level = LEVELS.iter().find(|(word, _)| *word == filled.value("niva")).map(|(_, level)| *level);
    let person = filled.value("vem").parse::<PersonId>().ok();
    if let (Some(from), Some(level), Some(person), true) = (from, level, person, filled.is_right()) {
        let (authority, decision) = (cx.subject.authority.clone(), filled.text("beslut"));
        let change = VoiceChange::Appoint(Appointing { authority, person, level, decision, from, to });
        match app.voice_propose(cx, change, &filled.text("skal")).await {
            Ok(_) => return redirect("/kanal?klart=foreslaget"),
            Err(error) => {
                let fields = [("person", "vem"), ("decision", "beslut"), ("to", "till"), ("reason", "skal")];
                filled = filled.refused(error, &fields)?;
            }
        }
    }
    appoint_form(&visit, &list.recipients, &filled)
}

async fn end(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let list = app.voice_list(cx).await?;
    let filled = Filled::default().put("sista", cx.today().to_string());
    end_form(&visit, found(&visit, &list)?, &filled)
}

fn found<'a>(visit: &Visit, list: &'a VoiceList) -> Result<&'a (String, VoiceAppointment), Failure> {
    let id = visit.param("id");
    list.channel.appointments.iter().find(|(_, one)| one.id == id).ok_or(Failure::NotFound)
}

pub(crate) fn end_form(visit: &Visit, (name, one): &(String, VoiceAppointment), filled: &Filled) -> Answer {
    let t = visit.t();
    let form = visit
        .form(format!("/kanal/utse/{}/sluta", one.id))
        .with_error(filled.general.clone())
        .field(filled.into("sista", Field::date(t, "sista", t.voice_last())))
        .field(filled.into("skal", Field::area(t, "skal", t.report_reason()).with_rows(3)))
        .submit(t.report_propose())
        .or_back("/kanal");
    formed(frame(visit, &t.voice_end_one(name)), paragraph(t.voice_end_lead()), form)
}

async fn end_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let t = visit.t();
    let list = app.voice_list(cx).await?;
    let one = found(&visit, &list)?;
    let mut filled = Filled::of(&sent, &["sista", "skal"]);
    filled.need(&[("skal", t.case_reason_missing())]);
    if let (Some(last), true) = (filled.day(t, "sista"), filled.is_right()) {
        let change = VoiceChange::End { authority: one.1.channel.clone(), id: one.1.id.clone(), last };
        match app.voice_propose(cx, change, &filled.text("skal")).await {
            Ok(_) => return redirect("/kanal?klart=foreslaget"),
            Err(error) => filled = filled.refused(error, &[("last", "sista"), ("reason", "skal")])?,
        }
    }
    end_form(&visit, one, &filled)
}
