//! What stands around every public page: the name, the way out, the other language.

use super::Call;
use super::call::prefix;
use crate::asset::Assets;
use crate::part::{Csrf, Markup};
use crate::text::{Lang, T};
use crate::{Municipality, Site};

/// The view model of `voices/layout.html`. A page's template has it as `sheet`.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub(crate) t: T,
    pub(crate) title: String,
    /// What the tab of the browser and its history show: nothing that tells what the page is for.
    pub(crate) tab: String,
    pub(crate) name: String,
    pub(crate) logo: String,
    pub(crate) styles: Vec<String>,
    /// The channel's own address.
    pub(crate) base: String,
    /// The same page in the other language.
    pub(crate) other: String,
    /// Whether there is a channel to leave.
    pub(crate) is_inside: bool,
    pub(crate) csrf: Csrf,
    pub(crate) refresh: u32,
    pub(crate) has_errors: bool,
}

impl Sheet {
    pub(super) fn of(call: &Call, title: String, tab: String) -> Self {
        let sheet = Self::new(call.t, (title, tab), (&call.voices.municipality, &call.voices.assets));
        let is_inside = call.card().is_ok();
        Self {
            name: call.name(),
            base: call.to(""),
            other: match (call.t.lang().other(), call.path.as_str()) {
                (Lang::En, "/") => "/en".to_owned(),
                (other, path) => format!("{}{path}", prefix(other)),
            },
            csrf: call.csrf(),
            is_inside,
            ..sheet
        }
    }

    /// Around a page of the gallery.
    pub(super) fn sample(t: T, site: &Site, title: String, tab: String) -> Self {
        let sheet = Self::new(t, (title, tab), (&site.municipality, &site.assets));
        let base = format!("{}/exempelstad", prefix(t.lang()));
        Self { base, other: format!("{}/exempelstad", prefix(t.lang().other())), is_inside: true, ..sheet }
    }

    fn new(t: T, (title, tab): (String, String), (municipality, assets): (&Municipality, &Assets)) -> Self {
        Self {
            t,
            title,
            tab,
            name: municipality.name().to_owned(),
            logo: assets.address("logo.svg"),
            styles: ["fkui.css", "theme.css", "insyn.css"].map(|name| assets.address(name)).into(),
            base: String::new(),
            other: String::new(),
            is_inside: false,
            csrf: Csrf::of(None),
            refresh: 0,
            has_errors: false,
        }
    }

    /// Says in the tab that something is wrong in the form.
    pub(crate) fn with_errors(mut self, has_errors: bool) -> Self {
        self.has_errors = has_errors;
        self
    }

    /// Loads itself again after so many seconds: only where the reader waits for room.
    pub(crate) fn refreshed(mut self, seconds: u32) -> Self {
        self.refresh = seconds;
        self
    }

    pub(crate) fn other_lang(&self) -> Lang {
        self.t.lang().other()
    }

    /// The home of the channel, or of all channels.
    pub(crate) fn home(&self) -> &str {
        if self.base.is_empty() { "/" } else { &self.base }
    }
}

/// Paragraphs of a text, one a line.
pub(crate) fn paragraphs(text: &str) -> Markup {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Markup::raw(lines.map(|line| format!("<p>{}</p>\n", Markup::text(line))).collect())
}

/// A list of texts.
pub(crate) fn list<'a>(items: impl IntoIterator<Item = &'a str>) -> Markup {
    let items: String = items.into_iter().map(|item| format!("<li>{}</li>", Markup::text(item))).collect();
    if items.is_empty() { Markup::default() } else { Markup::raw(format!("<ul>{items}</ul>")) }
}

/// What somebody wrote, its lines kept.
pub(crate) fn written(text: &str) -> Markup {
    Markup::raw(format!("<div class=\"written\">{}</div>", Markup::text(text)))
}
