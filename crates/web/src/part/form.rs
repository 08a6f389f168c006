//! A form: what is wrong with it, its fields, one primary button.

use std::fmt;

use askama::Template;
use askama::filters::HtmlSafe;

use super::{Field, Markup};
use crate::Hidden;
use crate::sent::TOKEN;
use crate::session::SessionId;
use crate::text::T;

/// The hidden field with the token of the session.
#[derive(Clone, Template)]
#[template(path = "part/csrf.html")]
pub struct Csrf {
    name: &'static str,
    token: String,
}

impl HtmlSafe for Csrf {}

impl fmt::Debug for Csrf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Csrf")
    }
}

impl Csrf {
    pub(crate) fn new(id: &SessionId) -> Self {
        Self { name: TOKEN, token: id.form_token().to_hex().to_string() }
    }

    /// The token of something else than a session; empty where there is nothing yet that it could guard.
    pub(crate) fn of(token: Option<blake3::Hash>) -> Self {
        Self { name: TOKEN, token: token.map(|token| token.to_hex().to_string()).unwrap_or_default() }
    }
}

/// What stands between fields.
#[derive(Debug, Clone)]
enum Item {
    Field(Box<Field>),
    Markup(Markup),
    /// The beginning of a group of fields, with its heading.
    Group(String),
    GroupEnd,
}

/// What the script asks a passkey for before it sends a form.
#[derive(Debug, Clone)]
pub(crate) enum Ceremony {
    /// To be made, by these options.
    Make(Hidden),
    /// To be shown, by these options.
    Show(Hidden),
}

impl Ceremony {
    fn kind(&self) -> &'static str {
        match self {
            Self::Make(_) => "make",
            Self::Show(_) => "show",
        }
    }

    /// What is said when the browser gives none.
    fn failed(&self, t: T) -> &'static str {
        match self {
            Self::Make(_) => t.passkey_not_made(),
            Self::Show(_) => t.passkey_failed(),
        }
    }

    fn options(&self) -> &str {
        let (Self::Make(options) | Self::Show(options)) = self;
        options.reveal()
    }
}

/// The field with what the browser gave back of a passkey.
pub(crate) const ANSWER: &str = "svar";

/// A form. Errors of its fields are gathered at its top, each with a link to its field.
#[derive(Debug, Clone, Template)]
#[template(path = "part/form.html")]
pub struct Form {
    t: T,
    csrf: Csrf,
    action: String,
    items: Vec<Item>,
    general: String,
    submit: String,
    is_grave: bool,
    other: Vec<(String, String)>,
    cancel: String,
    is_guarded: bool,
    is_quiet: bool,
    draft: String,
    ceremony: Option<Ceremony>,
}

impl HtmlSafe for Form {}

impl Form {
    /// A form that is sent to a path.
    pub(crate) fn new(t: T, csrf: Csrf, action: impl Into<String>) -> Self {
        Self {
            t,
            csrf,
            action: action.into(),
            items: Vec::new(),
            general: String::new(),
            submit: t.form_send().to_owned(),
            is_grave: false,
            other: Vec::new(),
            cancel: String::new(),
            is_guarded: false,
            is_quiet: false,
            draft: String::new(),
            ceremony: None,
        }
    }

    /// Adds a field.
    #[must_use]
    pub fn field(mut self, field: Field) -> Self {
        self.items.push(Item::Field(Box::new(field)));
        self
    }

    /// Adds what is no field: a table, a note.
    #[must_use]
    pub fn markup(mut self, markup: impl Into<Markup>) -> Self {
        self.items.push(Item::Markup(markup.into()));
        self
    }

    /// Puts a heading over the fields that are added within.
    #[must_use]
    pub fn group(mut self, heading: impl Into<String>, within: impl FnOnce(Self) -> Self) -> Self {
        self.items.push(Item::Group(heading.into()));
        self = within(self);
        self.items.push(Item::GroupEnd);
        self
    }

    /// What is wrong with the whole, and with no field of its own.
    #[must_use]
    pub fn with_error(mut self, error: impl Into<String>) -> Self {
        self.general = error.into();
        self
    }

    /// What the primary button says: a verb and what it is done to.
    #[must_use]
    pub fn submit(mut self, text: impl Into<String>) -> Self {
        self.submit = text.into();
        self
    }

    /// The button does what cannot be undone.
    #[must_use]
    pub fn grave(mut self) -> Self {
        self.is_grave = true;
        self
    }

    /// A second button that sends the same form with `knapp=value`.
    #[must_use]
    pub fn or_submit(mut self, value: impl Into<String>, text: impl Into<String>) -> Self {
        self.other.push((value.into(), text.into()));
        self
    }

    /// A link back, for who does not want to go on.
    #[must_use]
    pub fn or_back(mut self, path: impl Into<String>) -> Self {
        self.cancel = path.into();
        self
    }

    /// With script, leaving the page with unsaved text asks first.
    #[must_use]
    pub fn guarded(mut self) -> Self {
        self.is_guarded = true;
        self
    }

    /// With script, what is written is kept on the device under this name until it is sent, or for a week.
    #[must_use]
    pub fn drafted(mut self, name: impl Into<String>) -> Self {
        self.draft = name.into();
        self
    }

    /// Its button is not the primary one: another form of the page has that.
    #[must_use]
    pub(crate) fn quiet(mut self) -> Self {
        self.is_quiet = true;
        self
    }

    /// The script asks a passkey before it sends the form, with what it said in the field [`ANSWER`].
    #[must_use]
    pub(crate) fn with_passkey(mut self, ceremony: Ceremony) -> Self {
        self.ceremony = Some(ceremony);
        let t = self.t;
        self.field(Field::hidden(t, ANSWER, ""))
    }

    /// Whether something is wrong in it.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        !self.general.is_empty() || self.fields().any(|field| !field.error.is_empty())
    }

    fn fields(&self) -> impl Iterator<Item = &Field> {
        self.items.iter().filter_map(|item| if let Item::Field(field) = item { Some(&**field) } else { None })
    }

    /// Id of the field and what is wrong with it.
    fn errors(&self) -> Vec<(String, &str)> {
        let wrong = self.fields().filter(|field| !field.error.is_empty());
        wrong.map(|field| (field.target(), field.error.as_str())).collect()
    }

    fn has_files(&self) -> bool {
        self.fields().any(Field::is_file)
    }
}
