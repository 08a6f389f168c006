//! An oral report: a recipient writes down what was said, and gets the seven words for the reporter, once.

use std::collections::BTreeSet;

use app::report::{Identity, OralDraft, OralForm, Recorded};
use casework::report::event::{Form as Made, Kept};

use super::words;
use crate::failure::{Answer, redirect};
use crate::frame::{Access, Frame, Page, Visit};
use crate::pages::case::{Filled, formed, paragraph, points, shown, soft};
use crate::part::{Choice, Field, Markup, Notice, Tone};
use crate::sent::Sent;

const PATH: &str = "/rapporter/muntlig";
const RECORD: Access = Access::Act("report_record");
const FIELDS: [&str; 10] = ["rapport", "hur", "dag", "slag", "enhet", "vem", "utan", "text", "namn", "kontakt"];

pub(super) fn pages() -> Vec<Page> {
    vec![Page::get(PATH, RECORD, new), Page::post(PATH, RECORD, sent)]
}

async fn new(visit: Visit) -> Answer {
    visit.unlocked()?;
    let (app, cx) = visit.acts()?;
    let offered = app.report_record_new(cx).await?;
    let filled = Filled::default().put("rapport", offered.id.to_string()).put("dag", cx.today().to_string());
    oral_form(&visit, &offered, &filled)
}

fn frame(visit: &Visit, title: &str) -> Frame {
    visit.frame(title).below("/rapporter", visit.t().report_list_title())
}

/// The page of the form.
pub(crate) fn oral_form(visit: &Visit, offered: &OralForm, filled: &Filled) -> Answer {
    let t = visit.t();
    let ways = vec![Choice::new("telefon", t.report_oral_phone()), Choice::new("mote", t.report_oral_meeting())];
    let units: Vec<Choice> = offered.units.iter().map(|unit| Choice::new(unit.as_str(), unit.as_str())).collect();
    let others = offered.others.iter().map(|(id, name)| Choice::new(id.to_string(), name.as_str()));
    let others: Vec<Choice> = others.collect();
    let about = Field::area(t, "vem", t.report_oral_names()).with_hint(t.voices_whom_names_hint());
    let text = Field::area(t, "text", t.report_oral_text()).with_hint(t.report_oral_text_hint());
    let mut form = visit
        .form(PATH)
        .with_error(filled.general.clone())
        .field(Field::hidden(t, "rapport", filled.value("rapport")))
        .field(filled.into("hur", Field::radios(t, "hur", t.report_oral_how(), ways)))
        .field(filled.into("dag", Field::date(t, "dag", t.report_oral_day()).with_hint(t.report_oral_day_hint())))
        .field(filled.into("slag", Field::select(t, "slag", t.report_matter(), words::matters(t))));
    if !units.is_empty() {
        form =
            form.field(filled.with_boxes("enhet", Field::checks(t, "enhet", t.report_oral_units(), units).optional()));
    }
    form = form.field(filled.into("vem", about.with_rows(2).optional()));
    if !others.is_empty() {
        let without = Field::checks(t, "utan", t.report_oral_without(), others).with_hint(t.report_oral_without_hint());
        form = form.field(filled.with_boxes("utan", without.optional()));
    }
    form = form.field(filled.into("text", text.with_rows(12)));
    if offered.keeps_names {
        let name = Field::text(t, "namn", t.report_oral_name()).with_hint(t.report_oral_name_hint());
        form = form.group(t.report_oral_named(), |form| {
            form.field(filled.into("namn", name.optional()))
                .field(filled.into("kontakt", Field::text(t, "kontakt", t.report_oral_contact()).optional()))
        });
    }
    let form = form.submit(t.report_oral_submit()).or_back("/rapporter").guarded();
    let lead = paragraph(t.report_oral_lead()).then(&soft(t.report_oral_care()));
    formed(frame(visit, t.report_oral_title()), lead, form)
}

async fn sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let t = visit.t();
    let mut filled = Filled::of(&sent, &FIELDS);
    filled.need(&[("text", t.report_text_missing())]);
    let on = filled.day(t, "dag");
    let form = match filled.value("hur") {
        "telefon" => Some(Made::Oral(Kept::Minutes)),
        "mote" => Some(Made::Meeting(Kept::Minutes)),
        _ => None,
    };
    let matter = words::matter_of(filled.value("slag"));
    for (name, is_missing) in [("hur", form.is_none()), ("slag", matter.is_none())] {
        if is_missing {
            filled = filled.wrong(name, t.case_choose());
        }
    }
    let name = filled.text("namn").trim().to_owned();
    if let (Some(on), Some(form), Some(matter), Ok(id), true) =
        (on, form, matter, filled.value("rapport").parse(), filled.is_right())
    {
        let contact = filled.text("kontakt");
        let draft = OralDraft {
            id,
            form,
            on,
            matter,
            units: filled.all("enhet").map(str::to_owned).collect(),
            names: filled
                .text("vem")
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect(),
            excluded: filled.all("utan").filter_map(|person| person.parse().ok()).collect::<BTreeSet<_>>(),
            text: filled.text("text"),
            identity: (!name.is_empty()).then_some(Identity { name, contact }),
        };
        match app.report_record(cx, draft).await {
            Ok(recorded) => return oral_words(&visit, &recorded),
            Err(error) => {
                let fields = [("text", "text"), ("on", "dag"), ("units", "enhet"), ("name", "namn")];
                filled = filled.refused(error, &fields)?;
            }
        }
    }
    if filled.value("rapport").is_empty() {
        return redirect(PATH);
    }
    oral_form(&visit, &app.report_record_new(cx).await?, &filled)
}

/// The page with the words, to print or to read aloud.
pub(crate) fn oral_words(visit: &Visit, recorded: &Recorded) -> Answer {
    let t = visit.t();
    let items: String = recorded.words.split(' ').map(|word| format!("<li>{}</li>", Markup::text(word))).collect();
    let to = recorded.recipients.iter().map(|name| Markup::text(name));
    let body = Markup::of(&Notice::new(Tone::Done, t.report_oral_done()))
        .then(&paragraph(t.report_oral_words_lead()))
        .then(&Markup::raw(format!("<ol class=\"words\" lang=\"sv\">{items}</ol>")))
        .then(&points(
            [t.report_oral_words_print(), t.report_oral_words_back(), t.report_oral_words_lost()].map(Markup::text),
        ))
        .then(&Markup::heading(t.report_recipients()))
        .then(&points(to))
        .then(&Markup::link(&super::path(recorded.report, ""), t.report_oral_words_on()).paragraph());
    shown(frame(visit, t.report_oral_words_title()), body)
}
