//! The questions in their order, and what every page of theirs is made with.

use askama::Template;
use axum::response::{Html, IntoResponse};
use voices::{
    card::{Card, Text},
    draft::Draft,
};

use super::Call;
use super::call::{prefix, spoken};
use super::sheet::Sheet;
use crate::Site;
use crate::failure::Answer;
use crate::part::{Form, Markup};
use crate::text::T;

/// A question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    What,
    Whom,
    Receivers,
    Happened,
    When,
    Files,
    Contact,
    Talk,
    Check,
}

impl Step {
    pub(crate) const ALL: [Self; 9] = [
        Self::What,
        Self::Whom,
        Self::Receivers,
        Self::Happened,
        Self::When,
        Self::Files,
        Self::Contact,
        Self::Talk,
        Self::Check,
    ];

    /// Its place in the address.
    pub(crate) const fn slug(self) -> &'static str {
        match self {
            Self::What => "vad",
            Self::Whom => "vem",
            Self::Receivers => "mottagare",
            Self::Happened => "hande",
            Self::When => "nar",
            Self::Files => "filer",
            Self::Contact => "kontakt",
            Self::Talk => "samtal",
            Self::Check => "kontrollera",
        }
    }

    pub(crate) fn of(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.slug() == slug)
    }

    /// Its number, from 1.
    fn number(self) -> usize {
        Self::ALL.iter().position(|step| *step == self).map_or(0, |at| at + 1)
    }

    pub(crate) fn path(self) -> String {
        format!("/ny/{}", self.slug())
    }

    /// What the tab of the browser shows.
    pub(crate) fn tab(self, t: T) -> String {
        let count = |number: usize| i64::try_from(number).unwrap_or_default();
        t.voices_tab_step(count(self.number()), count(Self::ALL.len()))
    }

    pub(crate) fn title(self, t: T) -> &'static str {
        match self {
            Self::What => t.voices_what(),
            Self::Whom => t.voices_whom(),
            Self::Receivers => t.voices_receivers(),
            Self::Happened => t.voices_happened(),
            Self::When => t.voices_when(),
            Self::Files => t.voices_files(),
            Self::Contact => t.voices_contact(),
            Self::Talk => t.voices_talk(),
            Self::Check => t.voices_check(),
        }
    }

    /// Where to go when it is answered: on, or back to the answers when all have been given. Whom it concerns decides who
    /// receives it, which is always shown next.
    pub(crate) fn next(self, draft: &Draft) -> Self {
        let all = Self::ALL.into_iter().filter(|step| *step != Self::Check);
        let is_whole = all.into_iter().all(|step| draft.passed.contains(step.slug()));
        if is_whole && self != Self::Whom {
            return Self::Check;
        }
        Self::ALL.into_iter().skip_while(|step| *step != self).nth(1).unwrap_or(Self::Check)
    }
}

/// Where a page stands: its language, its channel, the token of its forms.
#[derive(Debug, Clone)]
pub(crate) struct View {
    pub(crate) t: T,
    blank: Sheet,
}

#[derive(Template)]
#[template(path = "voices/page.html")]
struct Page {
    sheet: Sheet,
    blocks: Vec<Markup>,
}

impl Call {
    pub(crate) fn view(&self) -> View {
        View { t: self.t, blank: self.sheet("", "") }
    }
}

impl View {
    /// In the gallery.
    pub(crate) fn sample(t: T, site: &Site) -> Self {
        Self { t, blank: Sheet::sample(t, site, String::new(), String::new()) }
    }

    pub(crate) fn sheet(&self, title: impl Into<String>, tab: impl Into<String>) -> Sheet {
        Sheet { title: title.into(), tab: tab.into(), ..self.blank.clone() }
    }

    /// An address of the channel.
    pub(crate) fn to(&self, path: &str) -> String {
        format!("{}{path}", self.blank.base)
    }

    pub(crate) fn form(&self, path: &str) -> Form {
        Form::new(self.t, self.blank.csrf.clone(), self.to(path))
    }

    /// A text of the card in the page's language; the Swedish one where the other is empty.
    pub(crate) fn text<'a>(&self, text: &'a Text) -> &'a str {
        spoken(self.t, text)
    }

    pub(crate) fn name<'a>(&self, card: &'a Card) -> &'a str {
        self.text(&card.name)
    }

    pub(crate) fn page(&self, title: &str, tab: &str, blocks: Vec<Markup>) -> Answer {
        self.answer(self.sheet(title, tab), blocks)
    }

    /// The page of a question with its form; status 422 when something is wrong in it.
    pub(crate) fn question(&self, step: Step, form: &Form, blocks: Vec<Markup>) -> Answer {
        let sheet = self.sheet(step.title(self.t), step.tab(self.t)).with_errors(form.has_errors());
        let mut blocks = blocks;
        blocks.push(Markup::of(form));
        self.answer(sheet, blocks)
    }

    pub(crate) fn answer(&self, sheet: Sheet, blocks: Vec<Markup>) -> Answer {
        let status = match sheet.has_errors {
            true => axum::http::StatusCode::UNPROCESSABLE_ENTITY,
            false => axum::http::StatusCode::OK,
        };
        let html = Page { sheet, blocks }.render()?;
        Ok((status, Html(html)).into_response())
    }
}

/// The root of a language.
pub(crate) fn root(t: T) -> &'static str {
    if prefix(t.lang()).is_empty() { "/" } else { "/en" }
}
