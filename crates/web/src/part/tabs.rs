//! The parts of a thing, each a page of its own.

use askama::Template;
use askama::filters::HtmlSafe;

/// Tabs that are links.
#[derive(Debug, Clone, Template)]
#[template(path = "part/tabs.html")]
pub struct Tabs {
    label: String,
    current: String,
    tabs: Vec<(String, String)>,
}

impl HtmlSafe for Tabs {}

impl Tabs {
    /// Tabs of a thing, at the path that is shown.
    #[must_use]
    pub fn new(label: impl Into<String>, current: impl Into<String>) -> Self {
        Self { label: label.into(), current: current.into(), tabs: Vec::new() }
    }

    /// Adds one.
    #[must_use]
    pub fn tab(mut self, path: impl Into<String>, text: impl Into<String>) -> Self {
        self.tabs.push((path.into(), text.into()));
        self
    }
}
