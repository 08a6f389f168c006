//! What many pages share: a page with one form and what a use case found wrong with it, and a page of sections.

use app::AppError;
use app::ports::DeskError;
use askama::Template;
use chrono::NaiveDate;

use crate::failure::{Answer, Failure, page, page_again, told};
use crate::frame::{Frame, Visit};
use crate::part::{Choice, Field, Form, Markup, Notice, Tone};
use crate::text::T;

/// What is wrong with a form: in general, and with its fields.
#[derive(Debug, Clone, Default)]
pub(crate) struct Problems {
    general: String,
    fields: Vec<(&'static str, String)>,
}

impl Problems {
    /// What a use case said, on the fields of a form that has them; what no form can mend is a failure.
    pub(crate) fn of(error: AppError, known: &[&str]) -> Result<Self, Failure> {
        match error {
            AppError::Invalid(problems) => {
                let (on, off): (Vec<_>, Vec<_>) = problems.into_iter().partition(|one| known.contains(&one.field));
                let general = off.into_iter().map(|one| one.text).collect::<Vec<_>>().join(" ");
                Ok(Self { general, fields: on.into_iter().map(|one| (one.field, one.text)).collect() })
            }
            AppError::Denied { .. } | AppError::Rule(_) | AppError::Desk(DeskError::Refused(_)) => {
                Ok(Self { general: sentence(&told(&error)), fields: Vec::new() })
            }
            error => Err(error.into()),
        }
    }

    /// With what is wrong with a field.
    pub(crate) fn with(mut self, field: &'static str, text: impl Into<String>) -> Self {
        self.fields.push((field, text.into()));
        self
    }

    /// Whether nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.general.is_empty() && self.fields.is_empty()
    }

    /// The field, with what is wrong with it.
    pub(crate) fn on(&self, name: &str, field: Field) -> Field {
        match self.fields.iter().find(|(on, _)| *on == name) {
            Some((_, text)) => field.with_error(text.as_str()),
            None => field,
        }
    }

    /// What is wrong with the whole.
    pub(crate) fn general(&self) -> &str {
        &self.general
    }
}

/// A text of the use cases as a sentence.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim();
    let mut letters = text.chars();
    let first: String = letters.next().map(char::to_uppercase).into_iter().flatten().collect();
    let end = if text.ends_with(['.', '!', '?']) || text.is_empty() { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

/// A day as written; a problem with the field when it is none.
pub(crate) fn day(visit: &Visit, field: &'static str, text: &str, problems: &mut Problems) -> NaiveDate {
    text.trim().parse().unwrap_or_else(|_| {
        let fields = std::mem::take(&mut problems.fields);
        *problems = Problems { fields, ..std::mem::take(problems) }.with(field, visit.t().ask_day());
        NaiveDate::default()
    })
}

/// A day that may be left out.
pub(crate) fn day_or_none(
    visit: &Visit,
    field: &'static str,
    text: &str,
    problems: &mut Problems,
) -> Option<NaiveDate> {
    if text.trim().is_empty() { None } else { Some(day(visit, field, text, problems)) }
}

#[derive(Template)]
#[template(path = "confirm.html")]
struct Asked {
    frame: Frame,
    lead: String,
    facts: Markup,
    form: Form,
}

/// A page with one form.
pub(crate) fn asked(frame: Frame, lead: impl Into<String>, facts: Markup, form: Form) -> Answer {
    let is_wrong = form.has_errors();
    let shown = Asked { frame: frame.with_errors(is_wrong), lead: lead.into(), facts, form };
    if is_wrong { page_again(&shown) } else { page(&shown) }
}

/// A page of sections, with links to what can be done from it.
#[derive(Template)]
#[template(path = "sections.html")]
pub(crate) struct Sections {
    frame: Frame,
    notice: Markup,
    lead: String,
    primary: Option<(String, String)>,
    links: Vec<(String, String)>,
    sections: Vec<(String, Markup)>,
}

impl Sections {
    /// A page without sections.
    pub(crate) fn new(frame: Frame, lead: impl Into<String>) -> Self {
        let lead = lead.into();
        Self { frame, notice: Markup::default(), lead, primary: None, links: Vec::new(), sections: Vec::new() }
    }

    /// With a message at the top.
    pub(crate) fn notice(mut self, notice: impl Into<Markup>) -> Self {
        self.notice = self.notice.then(&notice.into());
        self
    }

    /// With what is most often done from here.
    pub(crate) fn primary(mut self, path: impl Into<String>, text: impl Into<String>) -> Self {
        self.primary = Some((path.into(), text.into()));
        self
    }

    /// With what else is done from here.
    pub(crate) fn link(mut self, path: impl Into<String>, text: impl Into<String>) -> Self {
        self.links.push((path.into(), text.into()));
        self
    }

    /// With a section.
    pub(crate) fn section(mut self, heading: impl Into<String>, body: impl Into<Markup>) -> Self {
        self.sections.push((heading.into(), body.into()));
        self
    }

    /// The page.
    pub(crate) fn answer(&self) -> Answer {
        page(self)
    }
}

/// The message after something was done: `?klart=key`.
pub(crate) fn done(visit: &Visit, said: &[(&str, &str)]) -> Markup {
    let of = visit.query("klart");
    let found = said.iter().find(|(key, _)| *key == of);
    found.map(|(_, text)| Markup::of(&Notice::new(Tone::Done, *text))).unwrap_or_default()
}

/// Texts as a list.
pub(crate) fn listed(items: impl IntoIterator<Item = Markup>) -> Markup {
    let items: String = items.into_iter().map(|item| format!("<li>{item}</li>")).collect();
    if items.is_empty() { Markup::default() } else { Markup::raw(format!("<ul>{items}</ul>")) }
}

/// What people wrote in one field: apart by commas, semicolons or line breaks.
pub(crate) fn parts(text: &str) -> impl Iterator<Item = String> {
    text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned)
}

/// A choice of one that may be left out: the empty choice is there only when there is something to take away.
pub(crate) fn select(t: T, name: &str, label: &str, mut choices: Vec<Choice>, value: &str) -> Field {
    choices.retain(|choice| !(choice.value.is_empty() && value.is_empty()));
    Field::select(t, name, label, choices).with_value(value).optional()
}
