//! The questions, one a page: shown, and taken.

use std::collections::BTreeMap;

use axum::response::Response;
use casework::id::PersonId;
use casework::report::event::Matter;
use chrono::NaiveDate;
use voices::{
    Card,
    draft::{Draft, LONGEST, Way},
};

use super::Call;
use super::call::give;
use super::sheet::{list, paragraphs};
use super::steps::{Step, View};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::Sent;
use crate::part::{Choice, Field, Form, Markup, Notice, Tone};
use crate::text::T;

/// The most letters of a short answer.
const SHORT: usize = 2_000;
/// The most lines of names.
const MOST_NAMES: usize = 50;

/// What is wrong, by field.
#[derive(Debug, Default)]
pub(crate) struct Wrong(BTreeMap<&'static str, &'static str>);

impl Wrong {
    pub(crate) fn with(mut self, field: &'static str, what: &'static str) -> Self {
        self.0.insert(field, what);
        self
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn of(&self, field: &str) -> &'static str {
        self.0.get(field).copied().unwrap_or_default()
    }
}

/// What a page of a question is made of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) card: &'a Card,
    pub(crate) draft: &'a Draft,
    pub(crate) today: NaiveDate,
}

pub(super) async fn show(call: Call) -> Answer {
    let step = Step::of(call.step()).ok_or(Failure::NotFound)?;
    let draft = match (step, call.draft()) {
        (_, Ok((_, draft))) => draft,
        (Step::What, Err(_)) => Draft::default(),
        (_, Err(failure)) => return Err(failure),
    };
    if step == Step::What && !call.card()?.is_open {
        return Err(Failure::NotFound);
    }
    let asked = Asked { card: call.card()?, draft: &draft, today: call.today() };
    question(&call.view(), step, asked, &Wrong::default())
}

pub(super) async fn sent(call: Call, sent: Sent) -> Answer {
    let step = Step::of(call.step()).ok_or(Failure::NotFound)?;
    let card = call.card()?;
    let is_first = step == Step::What && call.draft().is_err();
    let (key, mut draft) = match call.draft() {
        Ok((key, draft)) => (key.clone(), draft),
        Err(_) if step == Step::What && card.is_open => {
            (call.new_key(), Draft { channel: card.channel.to_string(), ..Draft::default() })
        }
        Err(failure) => return Err(failure),
    };
    // What is handed in is not changed any more.
    if draft.is_sent || !draft.words.is_empty() {
        return redirect(&call.to("/kvitto"));
    }
    let wrong = take(call.t, step, (&mut draft, card), &sent, call.today());
    if !wrong.is_empty() {
        let asked = Asked { card, draft: &draft, today: call.today() };
        return question(&call.view(), step, asked, &wrong);
    }
    if is_first && !call.voices.rates.may_begin(call.tag) {
        return Err(Failure::TooOften { seconds: 600 });
    }
    draft.passed.insert(step.slug().to_owned());
    call.keep(&key, &draft)?;
    let on = redirect(&call.to(&step.next(&draft).path()));
    if is_first { on.map(|response: Response| give(response, &key)) } else { on }
}

/// Takes what was sent into the draft, and says what is wrong with it.
fn take(t: T, step: Step, (draft, card): (&mut Draft, &Card), sent: &Sent, today: NaiveDate) -> Wrong {
    let wrong = Wrong::default();
    let lines = |name: &str| -> Vec<String> {
        let text = short(&sent.area(name), SHORT);
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).take(MOST_NAMES).collect()
    };
    match step {
        Step::What => {
            draft.matter = Matter::ALL.into_iter().find(|matter| slug(*matter) == sent.text("slag"));
            if draft.matter.is_none() { wrong.with("slag", t.voices_what_missing()) } else { wrong }
        }
        Step::Whom => {
            draft.units = card.units.iter().filter(|unit| sent.all("enhet").any(|one| one == *unit)).cloned().collect();
            draft.names = lines("namn");
            wrong
        }
        Step::Receivers => {
            draft.excluded = sent.all("utan").filter_map(|id| id.parse::<PersonId>().ok()).collect();
            match card.routed(draft.about(), &draft.excluded, today) {
                Ok(_) => wrong,
                Err(_) => wrong.with("utan", t.voices_receivers_nobody()),
            }
        }
        Step::Happened => {
            draft.happened = short(&sent.area("hande"), LONGEST);
            if draft.happened.is_empty() { wrong.with("hande", t.voices_happened_missing()) } else { wrong }
        }
        Step::When => {
            (draft.when, draft.place) = (short(sent.text("nar"), SHORT), short(sent.text("var"), SHORT));
            wrong
        }
        Step::Contact => contact(t, draft, card, sent),
        Step::Talk => {
            draft.way = match sent.text("satt") {
                "muntligt" => Way::Oral,
                "mote" => Way::Meeting,
                _ => Way::Written,
            };
            draft.wishes = if draft.way == Way::Written { String::new() } else { short(&sent.area("onskan"), SHORT) };
            wrong
        }
        Step::Files | Step::Check => wrong,
    }
}

fn contact(t: T, draft: &mut Draft, card: &Card, sent: &Sent) -> Wrong {
    let wrong = Wrong::default();
    (draft.name, draft.contact) = (String::new(), String::new());
    match sent.text("vem") {
        "anonym" => wrong,
        _ if card.custodians.is_empty() => wrong,
        "namn" => {
            (draft.name, draft.contact) = (short(sent.text("namn"), 200), short(&sent.area("kontakt"), SHORT));
            if draft.name.is_empty() { wrong.with("namn", t.voices_contact_name_missing()) } else { wrong }
        }
        _ => wrong.with("vem", t.voices_contact_missing()),
    }
}

/// A text, no longer than so many letters.
fn short(text: &str, most: usize) -> String {
    text.trim().chars().take(most).collect()
}

/// The page of a question.
pub(crate) fn question(view: &View, step: Step, asked: Asked<'_>, wrong: &Wrong) -> Answer {
    let (t, draft) = (view.t, asked.draft);
    let form = view.form(&step.path()).submit(t.voices_on());
    let error = |field: Field, name: &str| field.with_error(wrong.of(name));
    match step {
        Step::What => {
            let choices = Matter::ALL.into_iter().map(|matter| Choice::new(slug(matter), matter_text(t, matter)));
            let chosen = draft.matter.map(slug).unwrap_or_default();
            let field = Field::radios(t, "slag", t.voices_what_label(), choices.collect()).with_value(chosen);
            view.question(step, &form.field(error(field, "slag")), vec![paragraphs(t.voices_what_lead())])
        }
        Step::Whom => view.question(step, &whom(t, form, asked), vec![paragraphs(t.voices_whom_lead())]),
        Step::Receivers => receivers(view, form, asked, wrong),
        Step::Happened => {
            let field = Field::area(t, "hande", t.voices_happened_label()).with_rows(14).with_value(&draft.happened);
            let field = field.with_hint(t.voices_happened_hint());
            view.question(step, &form.field(error(field, "hande")), vec![paragraphs(t.voices_happened_lead())])
        }
        Step::When => {
            let when = Field::text(t, "nar", t.voices_when_label()).with_hint(t.voices_when_hint());
            let place = Field::text(t, "var", t.voices_where_label()).with_hint(t.voices_where_hint());
            let form = form.field(when.with_value(&draft.when).optional());
            view.question(step, &form.field(place.with_value(&draft.place).optional()), Vec::new())
        }
        Step::Contact => name_or_not(view, form, asked, wrong),
        Step::Talk => talk(view, form, asked),
        Step::Files | Step::Check => Err(Failure::NotFound),
    }
}

fn whom(t: T, form: Form, asked: Asked<'_>) -> Form {
    let units: Vec<Choice> = asked.card.units.iter().map(|unit| Choice::new(unit, unit)).collect();
    let form = if units.is_empty() {
        form
    } else {
        let field = Field::checks(t, "enhet", t.voices_whom_units(), units);
        form.field(field.with_values(asked.draft.units.iter().map(String::as_str)).optional())
    };
    let names = Field::area(t, "namn", t.voices_whom_names()).with_hint(t.voices_whom_names_hint()).with_rows(4);
    form.field(names.with_value(asked.draft.names.join("\n")).optional())
}

/// Who receives it as it stands, in the page's language.
pub(crate) fn receiving(view: &View, asked: Asked<'_>) -> Vec<String> {
    let Asked { card, draft, today } = asked;
    let routed = card.routed(draft.about(), &draft.excluded, today).map(|routed| routed.recipients).unwrap_or_default();
    let title = |person| card.receiver(person).map(|one| view.text(&one.title).to_owned());
    routed.iter().filter_map(|one| title(one.person)).collect()
}

fn receivers(view: &View, form: Form, asked: Asked<'_>, wrong: &Wrong) -> Answer {
    let Asked { card, draft, today } = asked;
    let t = view.t;
    let out = card.conflicted(draft.about());
    let mut blocks = vec![paragraphs(t.voices_receivers_lead())];
    let now = receiving(view, asked);
    if now.is_empty() {
        let notice = Notice::new(Tone::Warning, t.voices_receivers_nobody());
        blocks.push(Markup::of(&notice.with(list(view.text(&card.external).lines()))));
    } else {
        blocks.push(Markup::heading(t.voices_receivers_now()));
        blocks.push(list(now.iter().map(String::as_str)));
    }
    if !out.is_empty() {
        let gone = card.choosable(today).into_iter().filter(|one| out.contains(&one.appointment.person));
        let gone: Vec<&str> = gone.map(|one| view.text(&one.title)).collect();
        blocks.push(Markup::heading(t.voices_receivers_out()));
        blocks.push(list(gone));
        blocks.push(paragraphs(t.voices_receivers_out_why()));
    }
    let left = card.choosable(today).into_iter().filter(|one| !out.contains(&one.appointment.person));
    let choices: Vec<Choice> =
        left.map(|one| Choice::new(one.appointment.person.to_string(), view.text(&one.title))).collect();
    let chosen: Vec<String> = draft.excluded.iter().map(ToString::to_string).collect();
    let form = if choices.is_empty() {
        form.with_error(wrong.of("utan"))
    } else {
        let field = Field::checks(t, "utan", t.voices_receivers_without(), choices);
        let field = field.with_hint(t.voices_receivers_without_hint()).optional();
        form.field(field.with_values(chosen.iter().map(String::as_str)).with_error(wrong.of("utan")))
    };
    view.question(Step::Receivers, &form, blocks)
}

fn name_or_not(view: &View, form: Form, asked: Asked<'_>, wrong: &Wrong) -> Answer {
    let (t, draft) = (view.t, asked.draft);
    if asked.card.custodians.is_empty() {
        return view.question(Step::Contact, &form, vec![paragraphs(t.voices_contact_never())]);
    }
    let choices = vec![
        Choice::new("anonym", t.voices_contact_anonymous()).with_hint(t.voices_contact_anonymous_hint()),
        Choice::new("namn", t.voices_contact_named()).with_hint(t.voices_contact_named_hint()),
    ];
    let chosen = match (draft.is_named() || !wrong.of("namn").is_empty(), draft.passed.contains("kontakt")) {
        (true, _) => "namn",
        (false, true) => "anonym",
        (false, false) => "",
    };
    let who = Field::radios(t, "vem", t.voices_contact_label(), choices).with_value(chosen);
    let name = Field::text(t, "namn", t.voices_contact_name()).with_value(&draft.name).optional();
    let reach = Field::area(t, "kontakt", t.voices_contact_reach()).with_value(&draft.contact).with_rows(2).optional();
    let form = form.field(who.with_error(wrong.of("vem"))).group(t.voices_contact_group(), |form| {
        form.field(name.with_error(wrong.of("namn"))).field(reach.with_hint(t.voices_contact_reach_hint()))
    });
    view.question(Step::Contact, &form, vec![paragraphs(t.voices_contact_lead())])
}

fn talk(view: &View, form: Form, asked: Asked<'_>) -> Answer {
    let (t, draft) = (view.t, asked.draft);
    let choices = vec![
        Choice::new("skriftligt", t.voices_talk_written()),
        Choice::new("muntligt", t.voices_talk_oral()).with_hint(t.voices_talk_oral_hint()),
        Choice::new("mote", t.voices_talk_meeting()).with_hint(t.voices_talk_meeting_hint()),
    ];
    let chosen = match draft.way {
        Way::Written => "skriftligt",
        Way::Oral => "muntligt",
        Way::Meeting => "mote",
    };
    let way = Field::radios(t, "satt", t.voices_talk_label(), choices).with_value(chosen);
    let wishes = Field::area(t, "onskan", t.voices_talk_wishes()).with_hint(t.voices_talk_wishes_hint()).with_rows(3);
    let mut blocks = vec![paragraphs(t.voices_talk_lead())];
    if !asked.card.phone.is_empty() {
        blocks.push(paragraphs(&t.voices_talk_phone(&asked.card.phone)));
    }
    view.question(Step::Talk, &form.field(way).field(wishes.with_value(&draft.wishes).optional()), blocks)
}

const fn slug(matter: Matter) -> &'static str {
    match matter {
        Matter::Corruption => "mutor",
        Matter::Enabling => "natverk",
        Matter::Favouring => "jav",
        Matter::Procurement => "upphandling",
        Matter::Payments => "bidrag",
        Matter::Information => "uppgifter",
        Matter::Harm => "fara",
        Matter::Other => "annat",
    }
}

pub(crate) fn matter_text(t: T, matter: Matter) -> &'static str {
    match matter {
        Matter::Corruption => t.voices_matter_corruption(),
        Matter::Enabling => t.voices_matter_enabling(),
        Matter::Favouring => t.voices_matter_favouring(),
        Matter::Procurement => t.voices_matter_procurement(),
        Matter::Payments => t.voices_matter_payments(),
        Matter::Information => t.voices_matter_information(),
        Matter::Harm => t.voices_matter_harm(),
        Matter::Other => t.voices_matter_other(),
    }
}
