//! Facts about one thing: label and value.

use askama::Template;
use askama::filters::HtmlSafe;

use super::Markup;

/// A description list. A row without a value is not shown.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "part/description.html")]
pub struct Description {
    rows: Vec<(String, Markup)>,
}

impl HtmlSafe for Description {}

impl Description {
    /// A list without rows.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a row.
    #[must_use]
    pub fn row(mut self, label: impl Into<String>, value: impl Into<Markup>) -> Self {
        let value = value.into();
        if value != Markup::default() {
            self.rows.push((label.into(), value));
        }
        self
    }
}
