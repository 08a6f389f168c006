//! What is done with an incident: one small form each.

use casework::event::{ClockStop, How};
use casework::incident::event::{
    Agreed, Closing, Counter, Done, Event, Judged, Level, Levelled, Measure, Police, Post, Review, Taken, Talk, Words,
};

use super::{Seen, seen, words};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::{Access, Page, Visit};
use crate::pages::case::{Filled, formed, paragraph, words as case_words};
use crate::part::{Choice, Field, Form};
use crate::sent::Sent;
use crate::text::T;

const HANDLE: Access = Access::Act("incident_handle");

pub(super) fn pages() -> Vec<Page> {
    vec![Page::get("/handelser/{id}/gor/{act}", HANDLE, show), Page::post("/handelser/{id}/gor/{act}", HANDLE, sent)]
}

/// When an act is offered in the list of what can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Offered {
    /// While it is open.
    Open,
    /// While it is open and a campaign.
    Campaign,
    /// While it is open and nobody proposed to close it.
    Unproposed,
    /// When another has proposed to close it.
    Proposed,
    /// When it is closed.
    Closed,
    /// Always.
    Always,
    /// By a link elsewhere.
    Elsewhere,
}

/// Something that is done with an incident.
pub(crate) struct Act {
    /// Its word in the path.
    pub(crate) word: &'static str,
    /// What it is called, also on its button.
    pub(crate) title: fn(T) -> &'static str,
    /// What to know before.
    lead: fn(T) -> &'static str,
    offered: Offered,
    /// Whether it closes or opens the incident.
    closes: bool,
    /// What must be written.
    needs: &'static [&'static str],
    fields: fn(T, Form, &Filled) -> Form,
    event: fn(T, &mut Filled, &Seen) -> Option<Event>,
}

impl Act {
    /// Whether it is in the list of what can be done now.
    pub(super) fn is_offered(&self, seen: &Seen) -> bool {
        let may = seen.may.contains(if self.closes { "incident_close" } else { "incident_handle" });
        let (open, proposed) = (!seen.is_closed(), seen.page.incident.closing.as_ref());
        may && match self.offered {
            Offered::Open => open,
            Offered::Campaign => open && seen.page.incident.is_campaign(),
            Offered::Unproposed => open && proposed.is_none(),
            Offered::Proposed => open && proposed.is_some(),
            Offered::Closed => !open,
            Offered::Always => true,
            Offered::Elsewhere => false,
        }
    }
}

fn area(t: T, form: Form, filled: &Filled, (name, label): (&str, &str)) -> Form {
    form.field(filled.into(name, Field::area(t, name, label).with_rows(4)))
}

fn line(t: T, form: Form, filled: &Filled, (name, label): (&str, &str)) -> Form {
    form.field(filled.into(name, Field::text(t, name, label)))
}

fn day(t: T, form: Form, filled: &Filled, (name, label): (&str, &str)) -> Form {
    form.field(filled.into(name, Field::date(t, name, label)))
}

fn hidden(t: T, form: Form, filled: &Filled, name: &str) -> Form {
    form.field(Field::hidden(t, name, filled.value(name)))
}

fn yes_no(t: T, form: Form, filled: &Filled, (label, yes, no): (&str, &str, &str)) -> Form {
    let choices = vec![Choice::new("ja", yes), Choice::new("nej", no)];
    form.field(filled.into("val", Field::radios(t, "val", label, choices)))
}

/// Every name of a field.
const NAMES: [&str; 10] = ["val", "text", "dag", "nummer", "vem", "visas", "var", "tal", "post", "frist"];

/// Everything that is done.
pub(crate) const ACTS: [Act; 16] = [
    Act {
        word: "ta",
        title: T::incident_take,
        lead: T::incident_take_lead,
        offered: Offered::Elsewhere,
        closes: false,
        needs: &[],
        fields: |_, form, _| form,
        event: |_, _, _| Some(Event::Taken(Taken {})),
    },
    Act {
        word: "samtal",
        title: T::incident_do_talk,
        lead: T::incident_do_talk_lead,
        offered: Offered::Open,
        closes: false,
        needs: &["text"],
        fields: |t, form, filled| {
            let form = day(t, form, filled, ("dag", t.incident_on()));
            area(t, form, filled, ("text", t.incident_talk()))
        },
        event: |t, filled, _| {
            let on = filled.day(t, "dag")?;
            Some(Event::Talked(Talk { on, text: filled.text("text") }))
        },
    },
    Act {
        word: "polis",
        title: T::incident_do_police,
        lead: T::incident_do_police_lead,
        offered: Offered::Open,
        closes: false,
        needs: &["val", "text"],
        fields: |t, form, filled| {
            let words = (t.incident_police(), t.incident_police_yes(), t.incident_police_no());
            let form = yes_no(t, form, filled, words);
            let form = area(t, form, filled, ("text", t.case_why()));
            let form = day(t, form, filled, ("dag", t.incident_on()));
            form.field(filled.into("nummer", Field::text(t, "nummer", t.incident_police_number()).short().optional()))
        },
        event: |t, filled, _| {
            let on = filled.day(t, "dag")?;
            let (reported, why) = (filled.value("val") == "ja", filled.text("text"));
            Some(Event::PoliceDecided(Police { reported, on, number: filled.text("nummer"), why }))
        },
    },
    Act {
        word: "bedom",
        title: T::incident_do_judge,
        lead: T::incident_do_judge_lead,
        offered: Offered::Open,
        closes: false,
        needs: &["val", "text"],
        fields: |t, form, filled| {
            let form = yes_no(t, form, filled, (t.incident_grave(), t.incident_yes(), t.incident_no()));
            let form = day(t, form, filled, ("dag", t.case_known_on()));
            area(t, form, filled, ("text", t.case_why()))
        },
        event: |t, filled, _| {
            let known_on = filled.day(t, "dag")?;
            Some(Event::Judged(Judged { grave: filled.value("val") == "ja", known_on, why: filled.text("text") }))
        },
    },
    Act {
        word: "atgard",
        title: T::incident_do_measure,
        lead: T::incident_do_measure_lead,
        offered: Offered::Open,
        closes: false,
        needs: &["text", "vem"],
        fields: |t, form, filled| {
            let form = area(t, form, filled, ("text", t.incident_measure()));
            let form = line(t, form, filled, ("vem", t.case_task_owner()));
            let form = day(t, form, filled, ("dag", t.case_due()));
            let shown = vec![Choice::new("ja", t.incident_measure_shown())];
            form.field(filled.with_boxes("visas", Field::checks(t, "visas", t.incident_shown(), shown).optional()))
        },
        event: |t, filled, _| {
            let due = filled.day(t, "dag")?;
            let (text, owner) = (filled.text("text"), filled.text("vem"));
            Some(Event::MeasureSet(Measure { text, owner, due, shown: filled.value("visas") == "ja" }))
        },
    },
    Act {
        word: "atgard-klar",
        title: T::incident_do_done,
        lead: T::incident_do_done_lead,
        offered: Offered::Elsewhere,
        closes: false,
        needs: &["text"],
        fields: |t, form, filled| {
            let form = hidden(t, form, filled, "post");
            area(t, form, filled, ("text", t.incident_done()))
        },
        event: |_, filled, _| {
            let measure = filled.value("post").parse().ok()?;
            Some(Event::MeasureDone(Done { measure, text: filled.text("text") }))
        },
    },
    Act {
        word: "arbetsmiljo",
        title: T::incident_do_review,
        lead: T::incident_do_review_lead,
        offered: Offered::Open,
        closes: false,
        needs: &["val", "text"],
        fields: |t, form, filled| {
            let words = (t.incident_review(), t.incident_review_yes(), t.incident_review_no());
            let form = yes_no(t, form, filled, words);
            area(t, form, filled, ("text", t.case_why()))
        },
        event: |_, filled, _| {
            Some(Event::ReviewDecided(Review { needed: filled.value("val") == "ja", why: filled.text("text") }))
        },
    },
    Act {
        word: "inlagg",
        title: T::incident_do_post,
        lead: T::incident_do_post_lead,
        offered: Offered::Campaign,
        closes: false,
        needs: &["var", "text", "tal"],
        fields: |t, form, filled| {
            let form = day(t, form, filled, ("dag", t.incident_on()));
            let form = line(t, form, filled, ("var", t.incident_post_place()));
            let form = area(t, form, filled, ("text", t.incident_post_text()));
            let reach = Field::number(t, "tal", t.spread_reach()).with_hint(t.incident_reach_hint());
            form.field(filled.into("tal", reach))
        },
        event: |t, filled, _| {
            let reach = filled.value("tal").replace([' ', '\u{a0}'], "").parse().ok();
            if reach.is_none() {
                filled.wrong.insert("tal".to_owned(), t.incident_reach_wrong().to_owned());
            }
            let (on, reach) = (filled.day(t, "dag")?, reach?);
            Some(Event::PostAdded(Post { on, place: filled.text("var"), text: filled.text("text"), reach }))
        },
    },
    Act {
        word: "bemot",
        title: T::incident_do_counter,
        lead: T::incident_do_counter_lead,
        offered: Offered::Campaign,
        closes: false,
        needs: &["var", "text"],
        fields: |t, form, filled| {
            let form = day(t, form, filled, ("dag", t.incident_on()));
            let form = line(t, form, filled, ("var", t.incident_post_place()));
            area(t, form, filled, ("text", t.incident_counter_text()))
        },
        event: |t, filled, _| {
            let on = filled.day(t, "dag")?;
            Some(Event::Countered(Counter { on, place: filled.text("var"), text: filled.text("text") }))
        },
    },
    Act {
        word: "hotniva",
        title: T::incident_do_level,
        lead: T::incident_do_level_lead,
        offered: Offered::Campaign,
        closes: false,
        needs: &["val", "text"],
        fields: |t, form, filled| {
            let levels = Level::ALL.map(|level| Choice::new(level.id(), words::level_word(t, level)));
            let form = form.field(filled.into("val", Field::radios(t, "val", t.incident_level(), levels.into())));
            area(t, form, filled, ("text", t.case_why()))
        },
        event: |_, filled, _| {
            let level = Level::ALL.into_iter().find(|level| level.id() == filled.value("val"))?;
            Some(Event::LevelSet(Levelled { level, why: filled.text("text") }))
        },
    },
    Act {
        word: "svara",
        title: T::incident_do_tell,
        lead: T::incident_do_tell_lead,
        offered: Offered::Open,
        closes: false,
        needs: &["text"],
        fields: |t, form, filled| area(t, form, filled, ("text", t.incident_message())),
        event: |_, filled, _| Some(Event::Told(Words { text: filled.text("text") })),
    },
    Act {
        word: "anteckna",
        title: T::incident_do_note,
        lead: T::incident_do_note_lead,
        offered: Offered::Always,
        closes: false,
        needs: &["text"],
        fields: |t, form, filled| area(t, form, filled, ("text", t.case_note())),
        event: |_, filled, _| Some(Event::NoteWritten(Words { text: filled.text("text") })),
    },
    Act {
        word: "frist",
        title: T::incident_do_stop,
        lead: T::incident_do_stop_lead,
        offered: Offered::Elsewhere,
        closes: false,
        needs: &["val", "text"],
        fields: |t, form, filled| {
            let form = hidden(t, hidden(t, form, filled, "frist"), filled, "post");
            let hows = case_words::choices(&case_words::HOWS, |how| case_words::how(t, how));
            let form = form.field(filled.into("val", Field::radios(t, "val", t.incident_how(), hows)));
            let form = day(t, form, filled, ("dag", t.incident_on()));
            area(t, form, filled, ("text", t.case_why()))
        },
        event: |t, filled, _| {
            let how: How = case_words::one(&case_words::HOWS, filled.value("val"))?;
            let started_by = filled.value("post").parse().ok()?;
            let on = filled.day(t, "dag")?;
            let (clock, why) = (filled.text("frist"), filled.text("text"));
            Some(Event::ClockStopped(ClockStop { clock, started_by, how, on, why }))
        },
    },
    Act {
        word: "avsluta",
        title: T::incident_do_close,
        lead: T::incident_do_close_lead,
        offered: Offered::Unproposed,
        closes: true,
        needs: &["text", "var"],
        fields: |t, form, filled| {
            let form = area(t, form, filled, ("text", t.incident_outcome()));
            let form = area(t, form, filled, ("var", t.incident_lesson()));
            day(t, form, filled, ("dag", t.incident_retain()))
        },
        event: |t, filled, _| {
            let retain_until = filled.day(t, "dag")?;
            let (outcome, lesson) = (filled.text("text"), filled.text("var"));
            Some(Event::ClosingProposed(Closing { outcome, lesson, retain_until }))
        },
    },
    Act {
        word: "bekrafta",
        title: T::incident_do_agree,
        lead: T::incident_do_agree_lead,
        offered: Offered::Proposed,
        closes: true,
        needs: &[],
        fields: |_, form, _| form,
        event: |_, _, seen| {
            let proposed = seen.page.incident.closing.as_ref()?.seq;
            Some(Event::Closed(Agreed { proposed }))
        },
    },
    Act {
        word: "oppna",
        title: T::incident_do_reopen,
        lead: T::incident_do_reopen_lead,
        offered: Offered::Closed,
        closes: true,
        needs: &["text"],
        fields: |t, form, filled| area(t, form, filled, ("text", t.case_why())),
        event: |_, filled, _| Some(Event::Reopened(Words { text: filled.text("text") })),
    },
];

fn act(visit: &Visit) -> Result<&'static Act, Failure> {
    static ALL: [Act; 16] = ACTS;
    ALL.iter().find(|act| act.word == visit.param("act")).ok_or(Failure::NotFound)
}

async fn show(visit: Visit) -> Answer {
    let (_, cx, seen) = seen(&visit).await?;
    let act = act(&visit)?;
    // What is to be done has no last day yet; all else was done today.
    let mut filled = Filled::default();
    if act.word != "atgard" && act.word != "avsluta" {
        filled = filled.put("dag", cx.today().to_string());
    }
    for name in ["post", "frist"] {
        filled = filled.put(name, visit.query(name));
    }
    act_form(&visit, &seen, act, &filled)
}

/// The form of an act.
pub(crate) fn act_form(visit: &Visit, seen: &Seen, act: &Act, filled: &Filled) -> Answer {
    let t = visit.t();
    let form = visit.form(seen.path(&format!("gor/{}", act.word))).with_error(filled.general.clone());
    let form = (act.fields)(t, form, filled).submit((act.title)(t)).or_back(seen.path(""));
    let frame = visit.frame((act.title)(t)).below("/handelser", t.incident_list_title());
    formed(frame.below(seen.path(""), seen.title(t)), paragraph((act.lead)(t)), form)
}

async fn sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let (t, act) = (visit.t(), act(&visit)?);
    let mut filled = Filled::of(&sent, &NAMES);
    let needed: Vec<(&str, &str)> = act.needs.iter().map(|name| (*name, needed(t, name))).collect();
    filled.need(&needed);
    let event = (act.event)(t, &mut filled, &seen);
    if let (Some(event), true) = (event, filled.is_right()) {
        match app.incident_event(cx, seen.id, event).await {
            Ok(()) => return redirect(&seen.path(&format!("?klart={}", said(act)))),
            Err(error) => filled = filled.refused(error, &[])?,
        }
    } else if filled.is_right() {
        return Err(Failure::Form);
    }
    act_form(&visit, &seen, act, &filled)
}

fn needed(t: T, name: &str) -> &'static str {
    if name == "val" { t.case_choose() } else { t.incident_write() }
}

fn said(act: &Act) -> &'static str {
    match act.word {
        "avsluta" => "foreslaget",
        "bekrafta" => "avslutat",
        _ => "skrivet",
    }
}
