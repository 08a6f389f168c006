//! What the law lets be checked, group by group, on a day; and the lawyer's answer on what nobody has read.

use app::recruitment::{LawConfirmation, LawPage, LawRow};
use chrono::NaiveDate;

use super::checklist::{line, unsure};
use super::words;
use crate::failure::{Answer, Failure, redirect};
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::Sections;
use crate::pages::case::{Filled, formed, paragraph, soft, swedish, words as case_words};
use crate::part::{Chip, Description, Field, Markup, Notice, Tone};
use crate::sent::Sent;
use crate::text::T;

const LIST: Access = Access::Act("lawful_list");
const PROPOSE: Access = Access::Act("lawful_propose");

/// What the use case calls the fields.
const FIELDS: [(&str, &str); 3] = [("lawyer", "jurist"), ("on", "dag"), ("reason", "skal")];

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/rekrytering/lagen", LIST, show),
        Page::get("/rekrytering/lagen/{check}/bekrafta", PROPOSE, confirm),
        Page::post("/rekrytering/lagen/{check}/bekrafta", PROPOSE, sent),
    ]
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let day: NaiveDate = visit.query("dag").parse().unwrap_or_else(|_| cx.today());
    law_page(&visit, &app.lawful_list(cx, day).await?)
}

/// The page of the law on a day.
pub(crate) fn law_page(visit: &Visit, law: &LawPage) -> Answer {
    let t = visit.t();
    let frame = visit.frame(t.law_title()).below("/rekrytering", t.recruitment_title());
    let mut page = Sections::new(frame, t.law_lead());
    if visit.query("klart") == "foreslaget" {
        page = page.notice(&Notice::new(Tone::Done, t.recruitment_done_proposed()));
    }
    page = page.section(t.law_on(t.day(law.day)), days(t, law));
    for row in &law.rows {
        page = page.section(words::of_library(t, &row.check.title), group(t, law, row));
    }
    page.answer()
}

/// Links to the days on which something changed, and the days before.
fn days(t: T, law: &LawPage) -> Markup {
    let entries = law.rows.iter().flat_map(|row| &row.check.entries);
    let mut days: Vec<NaiveDate> = entries.filter_map(|entry| entry.from).collect();
    days.extend(days.clone().into_iter().filter_map(|day| day.pred_opt()));
    days.sort_unstable();
    days.dedup();
    let links = days.into_iter().map(|day| (format!("/rekrytering/lagen?dag={day}"), t.law_on(t.day(day))));
    soft(t.law_days()).then(&crate::pages::incident::links(links))
}

fn group(t: T, law: &LawPage, row: &LawRow) -> Markup {
    let who = Markup::raw(format!("<p>{}</p>", crate::part::escaped(words::of_library(t, &row.check.who))));
    let read = soft(&t.law_read(t.day(row.check.law_read)));
    let Some(entry) = &row.entry else {
        return who.then(&paragraph(t.law_nothing())).then(&read);
    };
    let open = |key: &str| if entry.is_open(key) { unsure(t) } else { Markup::default() };
    let day = |day: Option<NaiveDate>, none: &str| day.map_or_else(|| Markup::text(none), Markup::day);
    let kind = words::kind(t, entry.kind);
    let months = entry.max_months.map_or(String::new(), |months| t.recruitment_oldest(i64::from(months)));
    let optional = |text: &Option<String>| swedish(t, text.as_deref().unwrap_or_default());
    let forms: Vec<&str> = entry.forms.iter().map(|form| words::form(t, *form)).collect();
    let unsure_forms: Vec<&str> = entry.unsure.iter().map(|form| words::form(t, *form)).collect();
    let mut forms = Markup::text(&forms.join(", ")).then(&open("forms"));
    if !unsure_forms.is_empty() {
        forms = forms.then(&line(&t.law_unsure_forms(unsure_forms.join(", "))));
    }
    let mut facts = Description::new()
        .row(t.law_kind(), kind)
        .row(t.law_forms(), forms)
        .row(t.recruitment_registers(), words::registers(t, &entry.registers))
        .row(t.recruitment_source(), swedish(t, &entry.basis).then(&open("basis")))
        .row(t.law_from(), day(entry.from, t.law_unknown_day()).then(&open("from")))
        .row(t.law_until(), day(entry.until, t.law_still()))
        .row(t.recruitment_when(), swedish(t, &entry.when))
        .row(t.law_shows(), optional(&entry.shows).then(&open("shows")))
        .row(t.law_age(), Markup::text(&months).then(&open("max_months")))
        .row(t.recruitment_obtained(), optional(&entry.obtained))
        .row(t.recruitment_kept(), swedish(t, &entry.note))
        .row(t.recruitment_exemption(), optional(&entry.exemption))
        .row(t.law_consequence(), optional(&entry.consequence).then(&open("consequence")))
        .row(t.law_certainty(), case_words::certainty(t, words::certainty(entry.certainty)))
        .row(t.law_sources(), swedish(t, &row.check.sources.join("; ")));
    if !entry.instead.is_empty() {
        facts = facts.row(t.recruitment_instead(), swedish(t, &entry.instead.join(", ")));
    }
    if let Some(confirmed) = &row.confirmed {
        let text = t.recruitment_confirmed_by(t.day(confirmed.on), &confirmed.lawyer);
        facts = facts.row(t.law_confirmed(), Markup::from(Chip::new(Tone::Done, text)));
    }
    let mut all = who.then(&Markup::of(&facts)).then(&read);
    let waits = words::needs_lawyer(entry) && row.confirmed.is_none();
    if waits && law.may_propose {
        let path = format!("/rekrytering/lagen/{}/bekrafta?post={}", row.check.id, row.digest);
        all = all.then(&Markup::link(&path, &t.law_confirm_of(words::of_library(t, &row.check.title))).paragraph());
    }
    all
}

/// The group and its entry that the path and the form name.
async fn row(visit: &Visit) -> Result<LawRow, Failure> {
    let (app, cx) = visit.acts()?;
    let law = app.lawful_list(cx, cx.today()).await?;
    law.rows.into_iter().find(|row| row.check.id == visit.param("check")).ok_or(Failure::NotFound)
}

async fn confirm(visit: Visit) -> Answer {
    let row = row(&visit).await?;
    confirm_form(&visit, &row, &Filled::default())
}

/// The form of a lawyer's answer.
pub(crate) fn confirm_form(visit: &Visit, row: &LawRow, filled: &Filled) -> Answer {
    let t = visit.t();
    let form = visit
        .form(format!("/rekrytering/lagen/{}/bekrafta", row.check.id))
        .with_error(filled.general.clone())
        .field(filled.into("jurist", Field::text(t, "jurist", t.law_lawyer())))
        .field(filled.into("dag", Field::date(t, "dag", t.law_answered())))
        .field(filled.into("skal", Field::area(t, "skal", t.law_reason()).with_hint(t.law_reason_hint()).with_rows(3)))
        .submit(t.law_confirm_submit())
        .or_back("/rekrytering/lagen");
    let frame = visit.frame(t.law_confirm_title()).below("/rekrytering", t.recruitment_title());
    let title = words::of_library(t, &row.check.title);
    let basis = row.entry.as_ref().map(|entry| swedish(t, &entry.basis).paragraph()).unwrap_or_default();
    let before = paragraph(title).then(&basis).then(&paragraph(t.law_confirm_lead()));
    formed(frame.below("/rekrytering/lagen", t.law_title()), before, form)
}

async fn sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let (t, row) = (visit.t(), row(&visit).await?);
    let mut filled = Filled::of(&sent, &["jurist", "dag", "skal"]);
    filled.need(&[("jurist", t.incident_write()), ("skal", t.incident_write())]);
    if let (Some(on), true) = (filled.day(t, "dag"), filled.is_right()) {
        let law = LawConfirmation {
            authority: String::new(),
            check: row.check.id.clone(),
            entry: row.digest.clone(),
            lawyer: filled.text("jurist"),
            on,
        };
        match app.lawful_propose(cx, law, filled.value("skal")).await {
            Ok(_) => return redirect("/rekrytering/lagen?klart=foreslaget"),
            Err(error) => filled = filled.refused(error, &FIELDS)?,
        }
    }
    confirm_form(&visit, &row, &filled)
}
