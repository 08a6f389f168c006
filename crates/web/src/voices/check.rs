//! The answers, all on one page, and the handing in.

use casework::id::PersonId;
use voices::draft::{Draft, Way};

use super::Call;
use super::ask::{Asked, matter_text, receiving};
use super::sheet::{list, paragraphs, written};
use super::steps::{Step, View};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::Sent;
use crate::part::{Description, Markup, Notice, Tone};

pub(super) async fn show(call: Call) -> Answer {
    let (_, draft) = call.draft()?;
    if draft.is_sent || !draft.words.is_empty() {
        return redirect(&call.to("/kvitto"));
    }
    if let Some(step) = missing(&draft) {
        return redirect(&call.to(&step.path()));
    }
    page(&call.view(), Asked { card: call.card()?, draft: &draft, today: call.today() })
}

/// Marks the draft as handed in; the receipt page does it as soon as there is room, so that nobody has to press again.
pub(super) async fn sent(call: Call, _sent: Sent) -> Answer {
    let (key, mut draft) = call.draft()?;
    let card = call.card()?;
    if !draft.is_sent && draft.words.is_empty() {
        if let Some(step) = missing(&draft) {
            return redirect(&call.to(&step.path()));
        }
        if !card.is_open {
            return Err(Failure::NotFound);
        }
        // Who receives may have changed since: then the reporter sees it first.
        let asked = Asked { card, draft: &draft, today: call.today() };
        if card.routed(draft.about(), &draft.excluded, asked.today).is_err() {
            return redirect(&call.to(&Step::Receivers.path()));
        }
        draft.is_sent = true;
        call.keep(key, &draft)?;
    }
    redirect(&call.to("/kvitto"))
}

/// The first question that must be answered and is not.
fn missing(draft: &Draft) -> Option<Step> {
    let must = [Step::What, Step::Whom, Step::Receivers, Step::Happened, Step::Contact, Step::Talk];
    must.into_iter().find(|step| !draft.passed.contains(step.slug()))
}

/// The page with all answers.
pub(crate) fn page(view: &View, asked: Asked<'_>) -> Answer {
    let (t, draft) = (view.t, asked.draft);
    let none = || Markup::text(t.voices_check_none());
    let or_none = |text: &str| if text.trim().is_empty() { none() } else { written(text) };
    let change = |step: Step, value: Markup| {
        let link = format!(
            r#"<a class="anchor" href="{}">{}<span class="sr-only"> {}</span></a>"#,
            view.to(&step.path()),
            Markup::text(t.voices_check_change()),
            Markup::text(step.title(t)),
        );
        value.then(&Markup::raw(link).paragraph())
    };
    let matter = draft.matter.map(|matter| matter_text(t, matter)).unwrap_or_default();
    let whom: Vec<&str> = draft.units.iter().chain(&draft.names).map(String::as_str).collect();
    let whom = if whom.is_empty() { none() } else { list(whom) };
    let names: Vec<String> = draft.files.iter().zip(1..).map(|(file, no)| file.sent_name(no)).collect();
    let files = if names.is_empty() { none() } else { list(names.iter().map(String::as_str)) };
    let who = match draft.is_named() {
        true => Markup::text(&draft.name).then(&written(&draft.contact)),
        false => Markup::text(t.voices_contact_anonymous()),
    };
    let way = match draft.way {
        Way::Written => t.voices_talk_written(),
        Way::Oral => t.voices_talk_oral(),
        Way::Meeting => t.voices_talk_meeting(),
    };
    let when = format!("{}\n{}", draft.when, draft.place);
    let facts = Description::new()
        .row(Step::What.title(t), change(Step::What, Markup::text(matter)))
        .row(Step::Whom.title(t), change(Step::Whom, whom))
        .row(Step::Happened.title(t), change(Step::Happened, or_none(&draft.happened)))
        .row(Step::When.title(t), change(Step::When, or_none(when.trim())))
        .row(Step::Files.title(t), change(Step::Files, files))
        .row(Step::Contact.title(t), change(Step::Contact, who))
        .row(Step::Talk.title(t), change(Step::Talk, Markup::text(way).then(&written(&draft.wishes))));
    let receiving = receiving(view, asked);
    let excluded = left_out(asked);
    let to = change(Step::Receivers, list(receiving.iter().map(String::as_str)));
    let facts = facts.row(t.voices_check_to(), to);
    let mut blocks = vec![paragraphs(t.voices_check_lead()), Markup::of(&facts)];
    if excluded > 0 {
        blocks.push(paragraphs(&t.voices_check_out(excluded)));
    }
    if draft.files.iter().any(voices::draft::DraftFile::tells) {
        blocks.push(Markup::of(&Notice::new(Tone::Warning, t.voices_check_originals())));
    }
    let form = view.form(&Step::Check.path()).markup(paragraphs(t.voices_check_then())).submit(t.voices_check_send());
    view.question(Step::Check, &form, blocks)
}

/// How many do not receive it because of what it concerns, or because the reporter left them out.
fn left_out(asked: Asked<'_>) -> i64 {
    let out = &asked.card.conflicted(asked.draft.about()) | &asked.draft.excluded;
    let known = |person: &PersonId| asked.card.receiver(*person).is_some();
    i64::try_from(out.iter().filter(|person| known(person)).count()).unwrap_or(0)
}
