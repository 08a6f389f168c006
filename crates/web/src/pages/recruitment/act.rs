//! What is done with a candidate: one small form each.

use app::recruitment::{ApplicationFacts, Check, CheckDraft};
use app::{App, AppError, Cx};
use casework::Seq;
use casework::recruitment::Candidate;
use casework::recruitment::event::{Added, Answered, Assessed, Declared, Event, Heard, Outcome, Proof, Proved, Words};

use super::{CARE, HANDLE, Seen, care, interview, seen, with_care, words};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::{Page, Visit};
use crate::pages::case::{Filled, formed, paragraph, said};
use crate::part::{Choice, Field, Form};
use crate::sent::Sent;
use crate::text::T;

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/rekrytering/{id}/gor/{act}", HANDLE, show),
        Page::post("/rekrytering/{id}/gor/{act}", HANDLE, sent),
    ]
}

/// What a form writes.
pub(crate) enum Written {
    Event(Event),
    Check(CheckDraft),
}

/// Something that is done with a candidate.
pub(crate) struct Act {
    /// Its word in the path.
    pub(crate) word: &'static str,
    /// What it is called, also on its button.
    pub(crate) title: fn(T) -> &'static str,
    /// What to know before.
    lead: fn(T) -> &'static str,
    /// Whether it is offered with a candidate now.
    offered: fn(&Seen, &Candidate) -> bool,
    /// What must be written.
    needs: &'static [&'static str],
    fields: fn(T, Form, &Filled, &Seen) -> Form,
    written: fn(T, &mut Filled, &Seen, Seq) -> Option<Written>,
}

impl Act {
    /// Whether it is in the list of what can be done now.
    pub(super) fn is_offered(&self, seen: &Seen, candidate: &Candidate) -> bool {
        (self.offered)(seen, candidate)
    }
}

fn open(seen: &Seen, candidate: &Candidate) -> bool {
    !seen.is_decided() && candidate.withdrawn.is_none() && seen.may.contains("recruitment_handle")
}

fn area(t: T, form: Form, filled: &Filled, (name, label): (&str, &str)) -> Form {
    form.field(filled.into(name, Field::area(t, name, label).with_rows(4)))
}

fn day(t: T, form: Form, filled: &Filled, (name, label): (&str, &str)) -> Form {
    form.field(filled.into(name, Field::date(t, name, label)))
}

/// The checks of today's list, and with `exempt` those that have an exemption.
fn checks(t: T, seen: &Seen, is_exempt: impl Fn(&str) -> bool) -> Vec<Choice> {
    let list = &seen.page.checklist;
    let all = list.must.iter().chain(&list.may).filter(|one| is_exempt(one.basis().check()));
    all.map(|one| Choice::new(one.basis().check(), said(t, one.basis().title())).with_hint(one.basis().law())).collect()
}

fn has_exemption(seen: &Seen, check: &str) -> bool {
    seen.page.checklist.allowed(check).is_some_and(|one| one.basis().exemption().is_some())
}

/// What the candidate of a form's application comes to.
fn facts<'a>(seen: &'a Seen, filled: &Filled) -> Option<&'a ApplicationFacts> {
    seen.page.facts.get(&filled.value("kandidat").parse::<Seq>().ok()?)
}

/// The findings that the candidate may answer to, one by one: key and words.
fn heard_on(t: T, seen: &Seen, filled: &Filled) -> Vec<Choice> {
    let Some(facts) = facts(seen, filled) else { return Vec::new() };
    let choice = |one: &app::recruitment::Finding| {
        let (question, verdict) = (words::spoken(t, &one.fact.words()), words::spoken(t, &one.verdict.words()));
        Choice::new(one.key(), t.recruitment_heard_choice(question, facts.said(one), verdict))
    };
    facts.findings.iter().map(choice).collect()
}

/// The periods and certificates that somebody may be asked about: key and words.
fn asked(t: T, seen: &Seen, filled: &Filled) -> Vec<Choice> {
    let Some(facts) = facts(seen, filled) else { return Vec::new() };
    let periods = facts.claims.periods.iter().enumerate().map(|(at, one)| {
        let text = [one.title.as_str(), one.organisation.as_str()].into_iter().filter(|text| !text.is_empty());
        Choice::new(app::recruitment::Subject::Period(at).key(), text.collect::<Vec<_>>().join(", "))
    });
    let papers = facts.claims.certificates.iter().enumerate().map(|(at, one)| {
        Choice::new(app::recruitment::Subject::Certificate(at).key(), t.recruitment_paper_from(&one.issuer, &one.title))
    });
    periods.chain(papers).collect()
}

/// Every name of a field but those of the sheet.
const NAMES: [&str; 11] =
    ["kandidat", "namn", "dag", "kontroll", "till", "utdrag", "text", "val", "vad", "hur", "giltig"];

/// Everything that is done.
pub(crate) const ACTS: [Act; 10] = [
    Act {
        word: "kandidat",
        title: T::recruitment_do_candidate,
        lead: T::recruitment_do_candidate_lead,
        offered: |_, _| false,
        needs: &["namn"],
        fields: |t, form, filled, _| {
            let form = form.field(filled.into("namn", Field::text(t, "namn", t.recruitment_candidate_name())));
            day(t, form, filled, ("dag", t.recruitment_received()))
        },
        written: |t, filled, _, _| {
            let on = filled.day(t, "dag")?;
            Some(Written::Event(Event::CandidateAdded(Added { name: filled.text("namn"), on })))
        },
    },
    Act {
        word: "utdrag",
        title: T::recruitment_do_shown,
        lead: T::recruitment_do_shown_lead,
        offered: |seen, one| {
            open(seen, one) && !(seen.page.checklist.must.is_empty() && seen.page.checklist.may.is_empty())
        },
        needs: &["kontroll", "till"],
        fields: |t, form, filled, seen| {
            let choices = checks(t, seen, |_| true);
            let form =
                form.field(filled.into("kontroll", Field::radios(t, "kontroll", t.recruitment_check(), choices)));
            let form = day(t, form, filled, ("dag", t.recruitment_shown_on()));
            let form = form.field(filled.into("till", Field::text(t, "till", t.recruitment_shown_to())));
            let extract = Field::date(t, "utdrag", t.recruitment_extract_on()).with_hint(t.recruitment_extract_hint());
            form.field(filled.into("utdrag", extract.optional()))
        },
        written: |t, filled, _, candidate| {
            let (on, extract_on) = (filled.day(t, "dag")?, filled.day_if(t, "utdrag"));
            let what = Check::Shown { on, to: filled.text("till"), extract_on };
            Some(Written::Check(CheckDraft { candidate, check: filled.text("kontroll"), what }))
        },
    },
    Act {
        word: "undantag",
        title: T::recruitment_do_exempt,
        lead: T::recruitment_do_exempt_lead,
        offered: |seen, one| {
            let must = seen.page.checklist.must.iter();
            open(seen, one) && must.clone().any(|one| one.basis().exemption().is_some())
        },
        needs: &["kontroll", "text"],
        fields: |t, form, filled, seen| {
            let choices = checks(t, seen, |check| has_exemption(seen, check));
            let form =
                form.field(filled.into("kontroll", Field::radios(t, "kontroll", t.recruitment_check(), choices)));
            area(t, form, filled, ("text", t.case_why()))
        },
        written: |_, filled, _, candidate| {
            let what = Check::Exempted { why: filled.text("text") };
            Some(Written::Check(CheckDraft { candidate, check: filled.text("kontroll"), what }))
        },
    },
    Act {
        word: "identitet",
        title: T::recruitment_do_proof,
        lead: T::recruitment_do_proof_lead,
        offered: open,
        needs: &["val", "vad", "till"],
        fields: |t, form, filled, _| {
            let choices = Proof::ALL.map(|proof| Choice::new(proof.id(), words::proof(t, proof)));
            let form = form.field(filled.into("val", Field::radios(t, "val", t.recruitment_proof(), choices.into())));
            let what = Field::text(t, "vad", t.recruitment_proof_what()).with_hint(t.recruitment_proof_hint());
            let form = day(t, form.field(filled.into("vad", what)), filled, ("dag", t.recruitment_shown_on()));
            let form = form.field(filled.into("till", Field::text(t, "till", t.recruitment_shown_to())));
            form.field(filled.into("giltig", Field::date(t, "giltig", t.recruitment_valid_to()).optional()))
        },
        written: |t, filled, _, candidate| {
            let proof = Proof::ALL.into_iter().find(|proof| proof.id() == filled.value("val"))?;
            let (on, valid_to) = (filled.day(t, "dag")?, filled.day_if(t, "giltig"));
            let (what, to) = (filled.text("vad"), filled.text("till"));
            Some(Written::Event(Event::Proved(Proved { candidate, proof, what, on, to, valid_to })))
        },
    },
    Act {
        word: "fraga",
        title: T::recruitment_do_answer,
        lead: T::recruitment_do_answer_lead,
        offered: |seen, one| open(seen, one) && one.application().is_some(),
        needs: &["vad", "till", "hur", "val"],
        fields: |t, form, filled, seen| {
            let about = asked(t, seen, filled);
            let form = form.field(filled.into("vad", Field::select(t, "vad", t.recruitment_about(), about)));
            let form = form.field(filled.into("till", Field::text(t, "till", t.recruitment_answered_by())));
            let form = day(t, form, filled, ("dag", t.incident_on()));
            let form = form.field(filled.into("hur", Field::text(t, "hur", t.recruitment_how())));
            let outcomes = Outcome::ALL.map(|outcome| Choice::new(outcome.id(), words::outcome(t, outcome)));
            form.field(filled.into("val", Field::radios(t, "val", t.recruitment_outcome(), outcomes.into())))
        },
        written: |t, filled, _, candidate| {
            let outcome = Outcome::ALL.into_iter().find(|outcome| outcome.id() == filled.value("val"))?;
            let on = filled.day(t, "dag")?;
            let (about, by, how) = (filled.text("vad"), filled.text("till"), filled.text("hur"));
            Some(Written::Event(Event::Answered(Answered { candidate, about, by, on, how, outcome })))
        },
    },
    Act {
        word: "bisysslor",
        title: T::recruitment_do_declare,
        lead: T::recruitment_do_declare_lead,
        offered: open,
        needs: &[],
        fields: |t, form, filled, _| {
            let form = day(t, form, filled, ("dag", t.recruitment_asked_on()));
            let secondary = Field::area(t, "text", t.recruitment_secondary()).with_hint(t.recruitment_none_hint());
            let form = form.field(filled.into("text", secondary.with_rows(3).optional()));
            let ties = Field::area(t, "vad", t.recruitment_ties()).with_hint(t.recruitment_ties_hint());
            form.field(filled.into("vad", ties.with_rows(3).optional()))
        },
        written: |t, filled, _, candidate| {
            let on = filled.day(t, "dag")?;
            let (secondary, ties) = (filled.text("text"), filled.text("vad"));
            Some(Written::Event(Event::Declared(Declared { candidate, on, secondary, ties })))
        },
    },
    Act {
        word: "bedom",
        title: T::recruitment_do_assess,
        lead: T::recruitment_do_assess_lead,
        offered: |seen, one| {
            open(seen, one)
                && seen.page.recruitment.assessors.contains(&seen.me)
                && !one.assessed.contains_key(&seen.me)
        },
        needs: &[],
        fields: |t, form, filled, seen| interview::fields(t, form, filled, &seen.page.recruitment.sheet),
        written: |t, filled, seen, candidate| {
            let answers = interview::answers(t, filled, &seen.page.recruitment.sheet);
            Some(Written::Event(Event::Assessed(Assessed { candidate, answers })))
        },
    },
    Act {
        word: "svar",
        title: T::recruitment_do_hear,
        lead: T::recruitment_do_hear_lead,
        offered: |seen, _| seen.may.contains("recruitment_hear"),
        needs: &["text"],
        fields: |t, form, filled, seen| {
            let choices = heard_on(t, seen, filled);
            let on = Field::select(t, "vad", t.recruitment_heard_on(), choices.clone());
            let on = on.with_hint(t.recruitment_heard_on_hint()).optional();
            let form = if choices.is_empty() { form } else { form.field(filled.into("vad", on)) };
            area(t, form, filled, ("text", t.recruitment_heard()))
        },
        written: |t, filled, seen, candidate| {
            let on = facts(seen, filled).and_then(|facts| facts.heard_on(filled.value("vad")));
            if on.is_none() && !filled.value("vad").is_empty() {
                filled.wrong.insert("vad".to_owned(), t.recruitment_heard_gone().to_owned());
            }
            let text = filled.text("text");
            Some(Written::Event(Event::Heard(Box::new(Heard { candidate, text, on }))))
        },
    },
    Act {
        word: "anteckna",
        title: T::recruitment_do_note,
        lead: T::recruitment_do_note_lead,
        offered: open,
        needs: &["text"],
        fields: |t, form, filled, _| area(t, form, filled, ("text", t.case_note())),
        written: |_, filled, _, candidate| {
            Some(Written::Event(Event::Noted(Words { candidate, text: filled.text("text") })))
        },
    },
    Act {
        word: "drog-sig-ur",
        title: T::recruitment_do_withdraw,
        lead: T::recruitment_do_withdraw_lead,
        offered: open,
        needs: &["text"],
        fields: |t, form, filled, _| area(t, form, filled, ("text", t.case_note())),
        written: |_, filled, _, candidate| {
            Some(Written::Event(Event::Withdrawn(Words { candidate, text: filled.text("text") })))
        },
    },
];

fn act(visit: &Visit) -> Result<&'static Act, Failure> {
    static ALL: [Act; 10] = ACTS;
    ALL.iter().find(|act| act.word == visit.param("act")).ok_or(Failure::NotFound)
}

async fn show(visit: Visit) -> Answer {
    let (_, cx, seen) = seen(&visit).await?;
    let today = cx.today().to_string();
    let filled = Filled::default().put("kandidat", visit.query("kandidat")).put("dag", today);
    act_form(&visit, &seen, act(&visit)?, &filled)
}

/// The form of an act.
pub(crate) fn act_form(visit: &Visit, seen: &Seen, act: &Act, filled: &Filled) -> Answer {
    let t = visit.t();
    let candidate = seen.candidate(filled.value("kandidat")).ok();
    let back = candidate.map_or_else(|| seen.path(""), |one| seen.of(one.seq));
    let form = visit.form(seen.path(&format!("gor/{}", act.word))).with_error(filled.general.clone());
    let form = form.field(Field::hidden(t, "kandidat", filled.value("kandidat")));
    let form = with_care(t, (act.fields)(t, form, filled, seen), filled).submit((act.title)(t)).or_back(back);
    let mut frame = visit.frame((act.title)(t)).below("/rekrytering", t.recruitment_title());
    frame = frame.below(seen.path(""), seen.title());
    if let Some(one) = candidate {
        frame = frame.below(seen.of(one.seq), &one.added.name);
    }
    formed(frame, paragraph((act.lead)(t)), form)
}

async fn sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let (t, act) = (visit.t(), act(&visit)?);
    let questions = interview::names(&seen.page.recruitment.sheet);
    let names: Vec<String> = NAMES.map(str::to_owned).into_iter().chain(questions).chain([CARE.1.to_owned()]).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut filled = Filled::of(&sent, &names);
    let needed: Vec<(&str, &str)> = act.needs.iter().map(|name| (*name, needed(t, name))).collect();
    filled.need(&needed);
    let candidate: Seq = filled.value("kandidat").parse().unwrap_or_default();
    let written = (act.written)(t, &mut filled, &seen, candidate);
    if let (Some(written), true) = (written, filled.is_right()) {
        match write(app, cx, &seen, written, &filled).await {
            Ok(()) if candidate == 0 => return redirect(&seen.path("?klart=skrivet")),
            Ok(()) => return redirect(&format!("{}?klart=skrivet", seen.of(candidate))),
            Err(error) => filled = filled.refused(error, &[CARE])?,
        }
    } else if filled.is_right() {
        return Err(Failure::Form);
    }
    act_form(&visit, &seen, act, &filled)
}

async fn write(app: &App, cx: &Cx, seen: &Seen, written: Written, filled: &Filled) -> Result<(), AppError> {
    match written {
        Written::Event(event) => app.recruitment_event(cx, seen.id, event, care(filled)).await,
        Written::Check(draft) => app.recruitment_check(cx, seen.id, draft, care(filled)).await,
    }
}

fn needed(t: T, name: &str) -> &'static str {
    if ["val", "kontroll", "vad"].contains(&name) { t.case_choose() } else { t.incident_write() }
}
