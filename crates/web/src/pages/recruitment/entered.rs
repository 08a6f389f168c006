//! What is entered of an application by hand: periods, certificates, referees and the candidate's own contact details, one
//! form each.

use app::recruitment::{Certificate, Entered, Entry, Kind as Spent, NewClaims, Period, Referee, Stamp, Subject};
use casework::Seq;
use casework::recruitment::Candidate;

use super::{CARE, HANDLE, Seen, care, seen, with_care};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::{Page, Visit};
use crate::pages::case::{Filled, formed, paragraph};
use crate::part::{Choice, Field, Form, Markup, Notice, Tone};
use crate::sent::Sent;
use crate::text::T;

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/rekrytering/{id}/kandidat/{candidate}/uppgifter/{slag}", HANDLE, form),
        Page::post("/rekrytering/{id}/kandidat/{candidate}/uppgifter/{slag}", HANDLE, sent),
    ]
}

/// What is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Period,
    Certificate,
    Referee,
    Contacts,
}

/// The button that takes an entry away.
const GONE: &str = "ta-bort";

/// Every name of a field.
const NAMES: [&str; 20] = [
    "nr",
    "sett",
    "slag",
    "organisation",
    "orgnr",
    "land",
    "titel",
    "fran",
    "till",
    "pagar",
    "omfattning",
    "ledig",
    "utfardare",
    "nummer",
    "dag",
    "namn",
    "relation",
    "arbetsgivare",
    "kontakt",
    CARE.1,
];

/// The fields of the use case, and of the forms.
const FIELDS: [(&str, &str); 8] = [
    CARE,
    ("organisation", "organisation"),
    ("title", "titel"),
    ("from", "fran"),
    ("to", "till"),
    ("extent", "omfattning"),
    ("issuer", "utfardare"),
    ("name", "namn"),
];

/// What a period is spent on: the word in the form, and what it is called.
pub(super) type Spending = (&'static str, Spent, fn(T) -> &'static str);

pub(super) const SPENT: [Spending; 3] = [
    ("arbete", Spent::Work, T::recruitment_shape_work),
    ("utbildning", Spent::Education, T::recruitment_shape_education),
    ("annat", Spent::Other, T::recruitment_shape_other),
];

impl Kind {
    pub(super) const ALL: [Self; 4] = [Self::Period, Self::Certificate, Self::Referee, Self::Contacts];

    /// Its word in the path.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Period => "period",
            Self::Certificate => "intyg",
            Self::Referee => "referens",
            Self::Contacts => "kontakt",
        }
    }

    /// The kind and number of a subject.
    pub(super) fn of(subject: Subject) -> Option<(Self, usize)> {
        match subject {
            Subject::Application => None,
            Subject::Period(at) => Some((Self::Period, at)),
            Subject::Certificate(at) => Some((Self::Certificate, at)),
            Subject::Referee(at) => Some((Self::Referee, at)),
        }
    }

    fn subject(self, at: usize) -> Option<Subject> {
        match self {
            Self::Period => Some(Subject::Period(at)),
            Self::Certificate => Some(Subject::Certificate(at)),
            Self::Referee => Some(Subject::Referee(at)),
            Self::Contacts => None,
        }
    }

    /// What is done with a new one.
    pub(super) fn title(self, t: T) -> &'static str {
        match self {
            Self::Period => t.recruitment_add_period(),
            Self::Certificate => t.recruitment_add_certificate(),
            Self::Referee => t.recruitment_add_referee(),
            Self::Contacts => t.recruitment_add_contacts(),
        }
    }
}

pub(super) fn path(seen: &Seen, candidate: &Candidate, part: &str) -> String {
    format!("{}/uppgifter{part}", seen.of(candidate.seq))
}

fn kind(visit: &Visit) -> Result<Kind, Failure> {
    Kind::ALL.into_iter().find(|kind| kind.word() == visit.param("slag")).ok_or(Failure::NotFound)
}

async fn form(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    let candidate = seen.candidate(visit.param("candidate"))?;
    let (kind, number) = (kind(&visit)?, visit.query("nr"));
    let filled = entry_filled(&seen, candidate, kind, number).ok_or(Failure::NotFound)?;
    entry_form(&visit, (&seen, candidate), kind, &filled)
}

/// A form with what stands in the entry of a number; empty for a new one. None when there is no such entry.
pub(crate) fn entry_filled(seen: &Seen, candidate: &Candidate, kind: Kind, number: &str) -> Option<Filled> {
    let last = candidate.application().map(|one| one.seq.to_string()).unwrap_or_default();
    let filled = Filled::default().put("sett", last).put("nr", number);
    let claims = seen.page.facts.get(&candidate.seq).map(|facts| &facts.claims);
    if kind == Kind::Contacts {
        return Some(filled.put("kontakt", claims.map(|claims| claims.contacts.join("\n")).unwrap_or_default()));
    }
    if number.is_empty() {
        return Some(filled);
    }
    let (claims, at) = (claims?, number.parse::<usize>().ok()?);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let day = |stamp: Option<Stamp>| stamp.map(|stamp| stamp.to_string()).unwrap_or_default();
    let mark = |filled: Filled, name: &str, is: bool| if is { filled.put(name, "ja") } else { filled };
    match kind {
        Kind::Period => claims.periods.get(at).map(|one| {
            let spent = SPENT.iter().find(|(_, spent, _)| *spent == one.kind).map_or("", |(word, ..)| word);
            let filled = filled
                .put("slag", spent)
                .put("organisation", &one.organisation)
                .put("orgnr", text(&one.org_no))
                .put("land", text(&one.country))
                .put("titel", &one.title)
                .put("fran", day(one.from))
                .put("till", day(one.to))
                .put("omfattning", one.extent.map(|extent| extent.to_string()).unwrap_or_default());
            mark(mark(filled, "pagar", one.is_current), "ledig", one.is_leave)
        }),
        Kind::Certificate => claims.certificates.get(at).map(|one| {
            let filled = filled.put("titel", &one.title).put("utfardare", &one.issuer);
            filled.put("nummer", text(&one.number)).put("dag", day(one.issued))
        }),
        Kind::Referee => claims.referees.get(at).map(|one| {
            let filled = filled.put("namn", &one.name).put("relation", text(&one.relation));
            filled.put("arbetsgivare", text(&one.organisation)).put("kontakt", one.contacts.join("\n"))
        }),
        Kind::Contacts => None,
    }
}

/// The form of an entry.
pub(crate) fn entry_form(visit: &Visit, (seen, candidate): (&Seen, &Candidate), kind: Kind, filled: &Filled) -> Answer {
    let t = visit.t();
    let is_new = filled.value("nr").is_empty();
    let form = visit.form(path(seen, candidate, &format!("/{}", kind.word()))).with_error(filled.general.clone());
    let form = form.field(Field::hidden(t, "nr", filled.value("nr")));
    let form = form.field(Field::hidden(t, "sett", filled.value("sett")));
    let form = match kind {
        Kind::Period => period_fields(t, form, filled),
        Kind::Certificate => certificate_fields(t, form, filled),
        Kind::Referee => referee_fields(t, form, filled),
        Kind::Contacts => contacts(t, form, filled),
    };
    let mut form = with_care(t, form, filled).submit(t.recruitment_save());
    if !is_new {
        form = form.or_submit(GONE, t.recruitment_take_away());
    }
    let form = form.or_back(path(seen, candidate, ""));
    let title = if is_new { kind.title(t) } else { t.recruitment_change_entry() };
    let frame = visit.frame(title).below("/rekrytering", t.recruitment_title()).below(seen.path(""), seen.title());
    let frame = frame.below(seen.of(candidate.seq), &candidate.added.name);
    let before = if is_new {
        paragraph(t.recruitment_entries_lead())
    } else {
        Markup::of(&Notice::new(Tone::Info, t.recruitment_change_lead()))
    };
    formed(frame.below(path(seen, candidate, ""), t.recruitment_entries()), before, form)
}

fn line(t: T, form: Form, filled: &Filled, (name, label, hint): (&str, &str, &str)) -> Form {
    form.field(filled.into(name, Field::text(t, name, label).with_hint(hint)))
}

fn optional(t: T, form: Form, filled: &Filled, (name, label, hint): (&str, &str, &str)) -> Form {
    form.field(filled.into(name, Field::text(t, name, label).with_hint(hint).optional()))
}

fn mark(t: T, form: Form, filled: &Filled, (name, label, text): (&str, &str, &str)) -> Form {
    let choices = vec![Choice::new("ja", text)];
    form.field(filled.with_boxes(name, Field::checks(t, name, label, choices).optional()))
}

fn contacts(t: T, form: Form, filled: &Filled) -> Form {
    let field = Field::area(t, "kontakt", t.recruitment_contacts()).with_hint(t.recruitment_contacts_hint());
    form.field(filled.into("kontakt", field.with_rows(4).optional()))
}

fn period_fields(t: T, form: Form, filled: &Filled) -> Form {
    let spent = SPENT.map(|(word, _, words)| Choice::new(word, words(t)));
    let form = form.field(filled.into("slag", Field::radios(t, "slag", t.recruitment_shape(), spent.into())));
    let hint = t.recruitment_organisation_hint();
    let form = line(t, form, filled, ("organisation", t.recruitment_organisation(), hint));
    let hint = t.recruitment_org_no_hint();
    let form = optional(t, form, filled, ("orgnr", t.recruitment_org_no(), hint));
    let form = optional(t, form, filled, ("land", t.recruitment_country(), t.recruitment_country_hint()));
    let form = optional(t, form, filled, ("titel", t.recruitment_claimed_title(), t.recruitment_claimed_title_hint()));
    let form = line(t, form, filled, ("fran", t.recruitment_month_from(), t.recruitment_stamp_hint()));
    let form = optional(t, form, filled, ("till", t.recruitment_month_to(), t.recruitment_stamp_hint()));
    let form = mark(t, form, filled, ("pagar", t.recruitment_current(), t.recruitment_current_yes()));
    let extent = Field::number(t, "omfattning", t.recruitment_extent()).with_hint(t.recruitment_extent_hint());
    let form = form.field(filled.into("omfattning", extent.optional()));
    mark(t, form, filled, ("ledig", t.recruitment_leave(), t.recruitment_leave_yes()))
}

fn certificate_fields(t: T, form: Form, filled: &Filled) -> Form {
    let form = line(t, form, filled, ("titel", t.recruitment_certificate(), t.recruitment_certificate_hint()));
    let form = line(t, form, filled, ("utfardare", t.recruitment_issuer(), t.recruitment_issuer_hint()));
    let form = optional(t, form, filled, ("nummer", t.recruitment_number(), t.recruitment_number_hint()));
    optional(t, form, filled, ("dag", t.recruitment_issued(), t.recruitment_stamp_hint()))
}

fn referee_fields(t: T, form: Form, filled: &Filled) -> Form {
    let form = form.field(filled.into("namn", Field::text(t, "namn", t.recruitment_referee())));
    let form = optional(t, form, filled, ("relation", t.recruitment_relation(), t.recruitment_relation_hint()));
    let hint = t.recruitment_spoken_hint();
    let form = optional(t, form, filled, ("arbetsgivare", t.recruitment_spoken(), hint));
    contacts(t, form, filled)
}

/// A year, a month or a day, when one is written.
fn stamp(t: T, filled: &mut Filled, name: &str) -> Option<Stamp> {
    let written = filled.value(name).trim().to_owned();
    let stamp = Stamp::parse(&written);
    if stamp.is_none() && !written.is_empty() {
        filled.wrong.insert(name.to_owned(), t.recruitment_stamp_wrong().to_owned());
    }
    stamp
}

fn is_marked(filled: &Filled, name: &str) -> bool {
    filled.all(name).any(|one| one == "ja")
}

fn reached(filled: &Filled) -> Vec<String> {
    let text = filled.text("kontakt");
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// What the form says; none when something in it can not be read, which stands beside its field.
fn entry(t: T, filled: &mut Filled, (kind, at): (Kind, Option<usize>)) -> Option<Entry> {
    let entry = match kind {
        Kind::Period => Entry::Period(at, Box::new(period(t, filled)?)),
        Kind::Certificate => {
            let issued = stamp(t, filled, "dag");
            let (title, issuer) = (filled.text("titel"), filled.text("utfardare"));
            let (number, place) = (filled.some("nummer"), String::new());
            Entry::Certificate(at, Certificate { title, issuer, number, issued, place })
        }
        Kind::Referee => {
            let (name, contacts) = (filled.text("namn"), reached(filled));
            let (relation, organisation) = (filled.some("relation"), filled.some("arbetsgivare"));
            Entry::Referee(at, Referee { name, relation, organisation, contacts, place: String::new() })
        }
        Kind::Contacts => Entry::Contacts(reached(filled)),
    };
    filled.is_right().then_some(entry)
}

fn period(t: T, filled: &mut Filled) -> Option<Period> {
    let spent = SPENT.iter().find(|(word, ..)| *word == filled.value("slag")).map(|(_, spent, _)| *spent);
    if spent.is_none() {
        filled.wrong.insert("slag".to_owned(), t.case_choose().to_owned());
    }
    let (from, to) = (stamp(t, filled, "fran"), stamp(t, filled, "till"));
    let written = filled.value("omfattning").trim().trim_end_matches('%').trim_end().to_owned();
    let extent = written.parse().ok();
    if extent.is_none() && !written.is_empty() {
        filled.wrong.insert("omfattning".to_owned(), t.recruitment_extent_wrong().to_owned());
    }
    Some(Period {
        kind: spent?,
        organisation: filled.text("organisation"),
        org_no: filled.some("orgnr"),
        country: filled.some("land"),
        title: filled.text("titel"),
        from,
        to,
        is_current: is_marked(filled, "pagar"),
        extent,
        is_leave: is_marked(filled, "ledig"),
        place: String::new(),
    })
}

async fn sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let candidate = seen.candidate(visit.param("candidate"))?;
    let (t, kind) = (visit.t(), kind(&visit)?);
    let mut filled = Filled::of(&sent, &NAMES);
    let number = |name: &str| -> Result<Option<Seq>, Failure> {
        match filled.value(name) {
            "" => Ok(None),
            written => written.parse().map(Some).map_err(|_| Failure::Form),
        }
    };
    let (before, at) = (number("sett")?, number("nr")?);
    let at = at.map(|at| usize::try_from(at).map_err(|_| Failure::Form)).transpose()?;
    let entry = match at.and_then(|at| kind.subject(at)).filter(|_| sent.text("knapp") == GONE) {
        Some(subject) => Some(Entry::Gone(subject)),
        None => entry(t, &mut filled, (kind, at)),
    };
    if let Some(entry) = entry {
        let entered = Entered { seen: before, entry, care: care(&filled) };
        let new = NewClaims::Entered(Box::new(entered));
        match app.recruitment_application(cx, seen.id, (candidate.seq, new)).await {
            Ok(()) => return redirect(&path(&seen, candidate, "?klart=skrivet")),
            Err(error) => filled = filled.refused(error, &FIELDS)?,
        }
    }
    entry_form(&visit, (&seen, candidate), kind, &filled)
}
