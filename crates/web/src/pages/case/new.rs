//! A case is opened.

use app::case::{CaseDraft, SignalRef};
use app::signal::SignalPage;
use app::{App, Cx};
use casework::event::ConcernedKind;
use casework::{Concerned, Routine};

use super::{Filled, formed, said, words};
use crate::failure::{Answer, encoded, redirect};
use crate::frame::{Access, Page, Visit};
use crate::part::{Choice, Field, Form};
use crate::sent::Sent;
use crate::text::{Lang, T};

const OPEN: Access = Access::Act("case_open");

pub(super) fn pages() -> Vec<Page> {
    vec![Page::get("/arenden/nytt", OPEN, show), Page::post("/arenden/nytt", OPEN, sent)]
}

/// The most rows of who or what a case concerns.
const ROWS: usize = 20;

/// What is asked for, beside the rows of those concerned.
const NAMES: [&str; 7] = ["rubrik", "ursprung", "misstanke", "kand", "frister", "signal", "rader"];

/// What the use case calls the fields.
const FIELDS: [(&str, &str); 3] = [("title", "rubrik"), ("summary", "misstanke"), ("concerned", "namn-1")];

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    if !app.is_unlocked(cx) {
        return redirect(&unlock(&visit));
    }
    let mut filled = Filled::default().put("kand", cx.today().to_string());
    let signals: Vec<String> = visit.queries("signal").map(str::to_owned).collect();
    if !signals.is_empty() {
        filled = filled.put("ursprung", "signals");
    }
    filled.values.insert("signal".to_owned(), signals);
    let shown = signals_of(app, cx, &filled).await;
    form(&visit, app.routine(), &filled, &shown)
}

/// The keys are unlocked first: whether the same occurs in another case is only found with them.
fn unlock(visit: &Visit) -> String {
    let signals: Vec<String> = visit.queries("signal").map(|word| format!("signal={}", encoded(word))).collect();
    let back = if signals.is_empty() { String::new() } else { format!("?{}", signals.join("&")) };
    format!("/las-upp?till={}", encoded(&format!("/arenden/nytt{back}")))
}

/// The signals that were chosen, as far as they can be seen.
async fn signals_of(app: &App, cx: &Cx, filled: &Filled) -> Vec<(String, Option<SignalPage>)> {
    let mut shown = Vec::new();
    for word in filled.all("signal") {
        let page = match word.split_once('/') {
            Some((group, fingerprint)) => app.signal_show(cx, group, fingerprint).await.ok(),
            None => None,
        };
        shown.push((word.to_owned(), page));
    }
    shown
}

/// The page that opens a case.
pub(crate) fn form(
    visit: &Visit,
    routine: &Routine,
    filled: &Filled,
    signals: &[(String, Option<SignalPage>)],
) -> Answer {
    let t = visit.t();
    let origins = words::choices(&words::ORIGINS, |origin| words::origin(t, origin));
    let form =
        visit
            .form("/arenden/nytt")
            .with_error(filled.general.clone())
            .field(filled.into("rubrik", Field::text(t, "rubrik", t.case_title()).with_hint(t.case_new_title_hint())))
            .field(filled.into("ursprung", Field::radios(t, "ursprung", t.case_origin(), origins)))
            .group(t.case_concerned(), |form| concerned(t, form, filled))
            .field(filled.into(
                "misstanke",
                Field::area(t, "misstanke", t.case_new_summary()).with_hint(t.case_new_summary_hint()),
            ))
            .field(filled.into("kand", Field::date(t, "kand", t.case_known_on()).with_hint(t.case_known_on_hint())))
            .field(filled.with_boxes("frister", clocks(t, routine)));
    let form = match signals {
        [] => form,
        signals => form.field(filled.with_boxes("signal", copied(t, signals))),
    };
    let form = form.submit(t.case_new_submit()).or_submit("rad", t.case_concerned_more());
    let frame = visit.frame(t.case_new_title()).below("/arenden", t.case_list_title());
    formed(frame, super::paragraph(t.case_new_lead()), form.or_back("/arenden"))
}

fn rows(filled: &Filled) -> usize {
    filled.value("rader").parse().unwrap_or(1_usize).clamp(1, ROWS)
}

fn concerned(t: T, mut form: Form, filled: &Filled) -> Form {
    let rows = rows(filled);
    form = form.field(Field::hidden(t, "rader", rows.to_string()));
    for row in 1..=rows {
        let kinds = words::choices(&words::KINDS, |kind| words::kind(t, kind));
        let at = i64::try_from(row).unwrap_or(i64::MAX);
        let [kind, id, name] = ["slag", "nummer", "namn"].map(|field| format!("{field}-{row}"));
        form = form
            .field(filled.into(&kind, Field::select(t, kind.clone(), t.case_concerned_kind(at), kinds)))
            .field(filled.into(&name, Field::text(t, name.clone(), t.case_concerned_name(at))))
            .field(filled.into(
                &id,
                Field::text(t, id.clone(), t.case_concerned_id(at)).with_hint(t.case_concerned_id_hint()).optional(),
            ));
    }
    form
}

/// The clocks of the law that a fact can start.
pub(crate) fn clocks(t: T, routine: &Routine) -> Field {
    let choice = |clock: &casework::routine::Clock| {
        let starts = match &clock.starts {
            casework::routine::Starts::Fact(text) => said(t, text),
            _ => "",
        };
        let laws: Vec<&str> = clock.laws.iter().filter_map(|id| routine.law(id)).map(|law| law.cite.as_str()).collect();
        let hint = t.case_clock_hint(words::certainty_word(t, clock.certainty), laws.join("; "), starts);
        Choice::new(clock.id.clone(), said(t, &clock.title)).with_hint(hint)
    };
    Field::checks(t, "frister", t.case_clocks(), routine.fact_clocks().map(choice).collect())
        .with_hint(t.case_clocks_hint())
        .optional()
}

fn copied(t: T, signals: &[(String, Option<SignalPage>)]) -> Field {
    let choice = |(word, page): &(String, Option<SignalPage>)| {
        let text = match (page, t.lang()) {
            (Some(page), Lang::Sv) => format!("{}: {}", page.row.title, page.row.sentence),
            (Some(page), Lang::En) => format!("{}: {}", page.row.control, page.row.sentence),
            (None, _) => word.clone(),
        };
        Choice::new(word.clone(), text)
    };
    Field::checks(t, "signal", t.case_signals(), signals.iter().map(choice).collect())
        .with_hint(t.case_signals_hint())
        .optional()
}

async fn sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let mut names: Vec<String> = NAMES.map(str::to_owned).into();
    names.extend((1..=ROWS).flat_map(|row| ["slag", "nummer", "namn"].map(|field| format!("{field}-{row}"))));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut filled = Filled::of(&sent, &names);
    if sent.text("knapp") == "rad" {
        let more = (rows(&filled) + 1).to_string();
        filled = filled.put("rader", more);
        let shown = signals_of(app, cx, &filled).await;
        return form(&visit, app.routine(), &filled, &shown);
    }
    if let Some(draft) = draft(visit.t(), &mut filled) {
        match app.case_open(cx, draft).await {
            Ok(id) => return redirect(&format!("/arenden/{id}?klart=oppnat")),
            Err(error) => filled = filled.refused(error, &FIELDS)?,
        }
    }
    let shown = signals_of(app, cx, &filled).await;
    form(&visit, app.routine(), &filled, &shown)
}

/// The draft, when all that is needed stands in the form.
fn draft(t: T, filled: &mut Filled) -> Option<CaseDraft> {
    filled.need(&[
        ("rubrik", t.case_new_title_missing()),
        ("misstanke", t.case_new_summary_missing()),
        ("namn-1", t.case_concerned_missing()),
    ]);
    let known_on = filled.day(t, "kand");
    let origin = words::one(&words::ORIGINS, filled.value("ursprung"));
    if origin.is_none() {
        filled.wrong.insert("ursprung".to_owned(), t.case_choose().to_owned());
    }
    let mut all = Vec::new();
    for row in 1..=rows(filled) {
        let (name, id) = (filled.text(&format!("namn-{row}")), filled.some(&format!("nummer-{row}")));
        if name.is_empty() && id.is_none() {
            continue;
        }
        let kind = words::one(&words::KINDS, filled.value(&format!("slag-{row}"))).unwrap_or(ConcernedKind::Unknown);
        all.push(Concerned { kind, id, name, person: None });
    }
    let signals = filled.all("signal").filter_map(|word| word.split_once('/'));
    let signals =
        signals.map(|(group, fingerprint)| SignalRef { group: group.to_owned(), fingerprint: fingerprint.to_owned() });
    let signals = signals.collect();
    let (origin, known_on) = (origin?, known_on?);
    filled.is_right().then(|| CaseDraft {
        title: filled.text("rubrik"),
        origin,
        concerned: all,
        summary: filled.text("misstanke"),
        known_on,
        starts: filled.all("frister").map(str::to_owned).collect(),
        signals,
    })
}
