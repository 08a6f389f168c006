//! To declare: a short page that works on a telephone, without script. Nothing is also an answer.

use casework::declaration::event::Tie;
use casework::declaration::routine::Routine;
use casework::declaration::{Declaration, MOST, plain_number};

use crate::failure::{Answer, redirect};
use crate::frame::{Access, Page, Visit};
use crate::pages::case::{Filled, formed, paragraph, said};
use crate::part::{Choice, Field, Form, Markup, Notice, Tone, escaped};
use crate::sent::Sent;
use crate::text::T;

const MAKE: Access = Access::Act("declaration_make");

/// The fields of a tie; each is followed by its number.
const FIELDS: [&str; 7] = ["slag", "namn", "orgnr", "vad", "timmar", "till", "affar"];

pub(super) fn pages() -> Vec<Page> {
    vec![Page::get("/bisysslor/ny", MAKE, show), Page::post("/bisysslor/ny", MAKE, sent)]
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let mine = app.declaration_mine(cx).await?;
    form(&visit, app.declaration_routine(), &filled_with(mine.declarations.first()))
}

/// The form as it begins: with what was declared last.
pub(crate) fn filled_with(last: Option<&Declaration>) -> Filled {
    let mut filled = Filled::default().put("antal", "1");
    let Some(last) = last.filter(|last| !last.ties.is_empty()) else { return filled };
    for (at, declared) in (1..).zip(&last.ties) {
        let tie = &declared.tie;
        filled = filled
            .put(&format!("slag{at}"), &tie.kind)
            .put(&format!("namn{at}"), &tie.name)
            .put(&format!("orgnr{at}"), tie.org_no.clone().unwrap_or_default())
            .put(&format!("vad{at}"), &tie.what)
            .put(&format!("timmar{at}"), tie.hours.map(|hours| hours.to_string()).unwrap_or_default())
            .put(&format!("till{at}"), tie.ends_on.map(|day| day.to_string()).unwrap_or_default());
        if tie.deals {
            filled = filled.put(&format!("affar{at}"), "ja");
        }
    }
    filled.put("har", "ja").put("antal", last.ties.len().to_string())
}

/// How many ties the form has room for.
fn count(filled: &Filled) -> usize {
    filled.value("antal").parse().unwrap_or(1).clamp(1, MOST)
}

/// The form.
pub(crate) fn form(visit: &Visit, routine: &Routine, filled: &Filled) -> Answer {
    let t = visit.t();
    let has = vec![Choice::new("nej", t.declaration_has_not()), Choice::new("ja", t.declaration_has())];
    let mut form = visit
        .form("/bisysslor/ny")
        .with_error(filled.general.clone())
        .field(filled.into("har", Field::radios(t, "har", t.declaration_have(), has)));
    let count = count(filled);
    for at in 1..=count {
        form = form.group(t.declaration_number(at), |form| tie(t, form, (routine, filled), at));
    }
    form = form.field(Field::hidden(t, "antal", count.to_string())).submit(t.declaration_submit());
    if count < MOST {
        form = form.or_submit("fler", t.declaration_more());
    }
    let form = form.or_back("/bisysslor");
    let informs = Notice::new(Tone::Info, said(t, &routine.informs));
    let before = paragraph(t.declaration_new_lead()).then(&Markup::of(&informs)).then(&kinds(t, routine));
    formed(visit.frame(t.declaration_new_title()).below("/bisysslor", t.declaration_list_title()), before, form)
}

/// What can be declared, each with what it is; folded, so that the form is at hand on a telephone.
fn kinds(t: T, routine: &Routine) -> Markup {
    let kinds = routine.kinds.iter();
    let line = |kind: &casework::declaration::routine::Kind| {
        Markup::text(&t.declaration_kind_line(said(t, &kind.hint), said(t, &kind.title)))
    };
    let points = crate::pages::case::points(kinds.map(line));
    Markup::raw(format!("<details><summary>{}</summary>{points}</details>", escaped(t.declaration_kinds())))
}

fn tie(t: T, form: Form, (routine, filled): (&Routine, &Filled), at: usize) -> Form {
    let name = |field: &str| format!("{field}{at}");
    let kinds = routine.kinds.iter().map(|kind| Choice::new(&kind.id, said(t, &kind.title))).collect();
    let text = |field: &str, label: &str| Field::text(t, name(field), label);
    let deals = vec![Choice::new("ja", t.declaration_deals_yes())];
    form.field(filled.into(&name("slag"), Field::select(t, name("slag"), t.declaration_kind(), kinds)))
        .field(filled.into(&name("namn"), text("namn", t.declaration_name()).with_hint(t.declaration_name_hint())))
        .field(filled.into(
            &name("orgnr"),
            text("orgnr", t.declaration_org_no()).short().with_hint(t.declaration_org_no_hint()).optional(),
        ))
        .field(filled.into(&name("vad"), Field::area(t, name("vad"), t.declaration_what()).with_rows(2)))
        .field(filled.into(&name("timmar"), Field::number(t, name("timmar"), t.declaration_hours()).optional()))
        .field(filled.into(&name("till"), Field::date(t, name("till"), t.declaration_ends()).optional()))
        .field(
            filled.with_boxes(&name("affar"), Field::checks(t, name("affar"), t.declaration_deals(), deals).optional()),
        )
}

async fn sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let t = visit.t();
    let room: usize = sent.text("antal").parse().unwrap_or(1);
    let names: Vec<String> = (1..=room.clamp(1, MOST))
        .flat_map(|at| FIELDS.map(|field| format!("{field}{at}")))
        .chain(["har", "antal"].map(str::to_owned))
        .collect();
    let mut filled = Filled::of(&sent, &names.iter().map(String::as_str).collect::<Vec<_>>());
    if sent.text("knapp") == "fler" {
        let more = (count(&filled) + 1).min(MOST).to_string();
        return form(&visit, app.declaration_routine(), &filled.put("antal", more).put("har", "ja"));
    }
    filled.need(&[("har", t.case_choose())]);
    let ties = ties(t, &mut filled);
    match filled.value("har") {
        "nej" if !ties.is_empty() => {
            filled.wrong.insert("har".to_owned(), t.declaration_has_both().to_owned());
        }
        "ja" if ties.is_empty() && filled.is_right() => {
            filled.wrong.insert("slag1".to_owned(), t.case_choose().to_owned());
        }
        _ => {}
    }
    if filled.is_right() {
        match app.declaration_make(cx, ties).await {
            Ok(id) => return redirect(&format!("/bisysslor/mina/{id}?klart=lamnad")),
            Err(error) => filled = filled.refused(error, &[])?,
        }
    }
    form(&visit, app.declaration_routine(), &filled)
}

/// What stands in the form; a part that is left empty is none.
fn ties(t: T, filled: &mut Filled) -> Vec<Tie> {
    let mut ties = Vec::new();
    for at in 1..=count(filled) {
        let name = |field: &str| format!("{field}{at}");
        if FIELDS.iter().all(|field| filled.value(&name(field)).is_empty()) {
            continue;
        }
        let (kind, called, what) = (name("slag"), name("namn"), name("vad"));
        let needed =
            [(&kind, t.case_choose()), (&called, t.declaration_name_missing()), (&what, t.declaration_what_missing())];
        filled.need(&needed.map(|(name, text)| (name.as_str(), text)));
        let org_no = filled.some(&name("orgnr"));
        if org_no.as_deref().is_some_and(|number| plain_number(number).is_none()) {
            filled.wrong.insert(name("orgnr"), t.declaration_org_no_wrong().to_owned());
        }
        let hours = filled.some(&name("timmar"));
        let hours = hours.map(|text| text.parse::<u32>());
        if hours.as_ref().is_some_and(Result::is_err) {
            filled.wrong.insert(name("timmar"), t.declaration_hours_wrong().to_owned());
        }
        let ends_on = filled.day_if(t, &name("till"));
        ties.push(Tie {
            kind: filled.text(&kind),
            name: filled.text(&called),
            org_no: org_no.as_deref().and_then(plain_number),
            what: filled.text(&what),
            hours: hours.and_then(Result::ok),
            ends_on,
            deals: filled.value(&name("affar")) == "ja",
        });
    }
    ties
}
