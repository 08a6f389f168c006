//! A field of a form: label, hint, what was written, what is wrong with it.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::text::T;

/// One of the values of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub text: String,
    /// A line below it.
    pub hint: String,
    pub(super) is_chosen: bool,
}

impl Choice {
    /// A value and its text.
    #[must_use]
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self { value: value.into(), text: text.into(), hint: String::new(), is_chosen: false }
    }

    /// With a line below it.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Line,
    Area,
    Select,
    Radios,
    Checks,
    File,
    Hidden,
}

/// A field. A field is required unless it says that it is optional.
#[derive(Debug, Clone, Template)]
#[template(path = "part/field.html")]
pub struct Field {
    t: T,
    kind: Kind,
    pub(super) name: String,
    label: String,
    hint: String,
    value: String,
    pub(super) error: String,
    choices: Vec<Choice>,
    is_optional: bool,
    /// The `type` of a line, and what browsers and password keepers need to know.
    input: &'static str,
    complete: &'static str,
    mode: &'static str,
    width: &'static str,
    rows: u16,
    most: u32,
    accept: String,
    is_several: bool,
    is_sent_at_once: bool,
}

impl HtmlSafe for Field {}

impl Field {
    fn new(t: T, kind: Kind, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            t,
            kind,
            name: name.into(),
            label: label.into(),
            hint: String::new(),
            value: String::new(),
            error: String::new(),
            choices: Vec::new(),
            is_optional: false,
            input: "text",
            complete: "off",
            mode: "",
            width: "",
            rows: 5,
            most: 0,
            accept: String::new(),
            is_several: false,
            is_sent_at_once: false,
        }
    }

    /// One line of text.
    #[must_use]
    pub fn text(t: T, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { most: 200, ..Self::new(t, Kind::Line, name, label) }
    }

    /// A password or passphrase. `complete` is `current-password` or `new-password`.
    #[must_use]
    pub fn password(t: T, name: impl Into<String>, label: impl Into<String>, complete: &'static str) -> Self {
        Self { input: "password", complete, width: "narrow", most: 1_000, ..Self::new(t, Kind::Line, name, label) }
    }

    /// Six digits from an authenticator.
    #[must_use]
    pub fn code(t: T, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            complete: "one-time-code",
            mode: "numeric",
            width: "short",
            most: 12,
            ..Self::new(t, Kind::Line, name, label)
        }
    }

    /// A whole number or an amount.
    #[must_use]
    pub fn number(t: T, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { mode: "numeric", width: "short", most: 20, ..Self::new(t, Kind::Line, name, label) }
    }

    /// A day. Written `2026-11-22`; browsers that have a calendar show it.
    #[must_use]
    pub fn date(t: T, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { input: "date", width: "short", ..Self::new(t, Kind::Line, name, label) }
    }

    /// A long text.
    #[must_use]
    pub fn area(t: T, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { most: 20_000, ..Self::new(t, Kind::Area, name, label) }
    }

    /// One of many. For fewer than six, [`Field::radios`] are easier.
    #[must_use]
    pub fn select(t: T, name: impl Into<String>, label: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self { choices, ..Self::new(t, Kind::Select, name, label) }
    }

    /// One of few.
    #[must_use]
    pub fn radios(t: T, name: impl Into<String>, label: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self { choices, ..Self::new(t, Kind::Radios, name, label) }
    }

    /// Any of some. For a single box, one choice.
    #[must_use]
    pub fn checks(t: T, name: impl Into<String>, label: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self { choices, ..Self::new(t, Kind::Checks, name, label) }
    }

    /// A file; `accept` as browsers write it: `.pdf,image/*`.
    #[must_use]
    pub fn file(t: T, name: impl Into<String>, label: impl Into<String>, accept: impl Into<String>) -> Self {
        Self { accept: accept.into(), ..Self::new(t, Kind::File, name, label) }
    }

    /// A value that is sent along.
    #[must_use]
    pub fn hidden(t: T, name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { value: value.into(), ..Self::new(t, Kind::Hidden, name, "") }
    }

    /// What helps to fill it in.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// What stands in it. Never give a password back.
    #[must_use]
    pub fn with_value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        let chosen = &self.value;
        self.choices.iter_mut().for_each(|choice| choice.is_chosen = choice.value == *chosen);
        self
    }

    /// Which boxes are chosen.
    #[must_use]
    pub fn with_values<'a>(mut self, values: impl IntoIterator<Item = &'a str>) -> Self {
        let values: Vec<&str> = values.into_iter().collect();
        self.choices.iter_mut().for_each(|choice| choice.is_chosen = values.contains(&choice.value.as_str()));
        self
    }

    /// What is wrong with it: what, and what to do.
    #[must_use]
    pub fn with_error(mut self, error: impl Into<String>) -> Self {
        self.error = error.into();
        self
    }

    /// May be left empty; its label says so.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.is_optional = true;
        self
    }

    /// The name of the account, for password keepers.
    #[must_use]
    pub fn for_username(mut self) -> Self {
        self.complete = "username";
        self.width = "narrow";
        self
    }

    /// As many characters as fit, and as wide as that.
    #[must_use]
    pub fn short(mut self) -> Self {
        self.width = "short";
        self
    }

    /// The lines of a long text.
    #[must_use]
    pub fn with_rows(mut self, rows: u16) -> Self {
        self.rows = rows;
        self
    }

    /// Several files at once.
    #[must_use]
    pub fn several(mut self) -> Self {
        self.is_several = true;
        self
    }

    /// With script, the form is sent as soon as something else is chosen; without, by its button.
    #[must_use]
    pub fn sent_at_once(mut self) -> Self {
        self.is_sent_at_once = true;
        self
    }

    /// The id of what the summary of errors leads to.
    pub(super) fn target(&self) -> String {
        match self.kind {
            Kind::Radios | Kind::Checks => format!("f-{}-1", self.name),
            Kind::Line | Kind::Area | Kind::Select | Kind::File | Kind::Hidden => format!("f-{}", self.name),
        }
    }

    fn is(&self, kind: &str) -> bool {
        kind == match self.kind {
            Kind::Line => "line",
            Kind::Area => "area",
            Kind::Select => "select",
            Kind::Radios => "radios",
            Kind::Checks => "checks",
            Kind::File => "file",
            Kind::Hidden => "hidden",
        }
    }

    pub(super) fn is_file(&self) -> bool {
        self.kind == Kind::File
    }

    /// What describes the field: its hint and its error.
    fn described(&self) -> String {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("f-{}-hint", self.name));
        }
        if !self.error.is_empty() {
            ids.push(format!("f-{}-error", self.name));
        }
        ids.join(" ")
    }
}
